"""A question's vector: near the sentences and passages that answer it, not only near what is worded like it.

Documents keep the vectors of the embedding model as it is; for questions the bundled one is adapted. How, on what, and
how well it does: `QUERY.md` beside this file.
"""

from __future__ import annotations

from pathlib import Path

from assistant.adapted import load_adapted
from assistant.encoder import Encoder, Vectors
from assistant.settings import BUNDLED_MODEL

__all__ = ["QUERY_WEIGHTS", "encode_question"]

QUERY_WEIGHTS = Path(__file__).with_name("query.safetensors")


def encode_question(encoder: Encoder, question: str) -> Vectors:
    """Return the unit vector with which a question looks for its answer, shape (dimension,).

    Args:
        encoder: Of the documents. If it is not the bundled one, the question is encoded as that model does it.
        question: Stand-alone; of a very long one the end is not read.

    Raises:
        ModelError: If the weights are missing, or not made for the bundled model.
    """
    if encoder.name != BUNDLED_MODEL:
        return encoder.encode_query(question)
    return load_adapted(QUERY_WEIGHTS).mean(question)
