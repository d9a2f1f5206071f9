"""txtai: one Embeddings object, dense and BM25 together."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.encoder import bundled_model_folder
from eval.measuring.baselines import Ranker
from eval.metrics.citations import Location
from eval.peers import TOP

__all__ = ["rank_with_txtai"]


def rank_with_txtai(passages: Sequence[tuple[Location, str]]) -> Ranker:
    """Index passages and return the ranker; its score is the mean of the cosine and a normalised BM25 score.

    Args:
        passages: Place and text of each, at least one.

    Raises:
        ImportError: If a package of the extra `peer-txtai` is not installed.
    """
    from txtai import Embeddings  # may not be installed

    embeddings = Embeddings(path=str(bundled_model_folder()), hybrid=True, gpu=False)
    embeddings.index((i, text, None) for i, (_, text) in enumerate(passages))

    def rank(question: str) -> list[tuple[Location, float]]:
        """Return the places of the passages found, with scores, best first."""
        return [(passages[int(i)][0], score) for i, score in embeddings.search(question, TOP)]

    return rank
