"""LangChain with Chroma: the vector store of most tutorials, dense only."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from assistant.encoder import bundled_model_folder
from eval.measuring.baselines import Ranker
from eval.metrics.citations import Location
from eval.peers import TOP

__all__ = ["rank_with_langchain"]


def rank_with_langchain(passages: Sequence[tuple[Location, str]]) -> Ranker:
    """Index passages in a Chroma collection in memory and return the ranker; its score is the cosine.

    Args:
        passages: Place and text of each, at least one.

    Raises:
        ImportError: If a package of the extra `peer-langchain` is not installed.
    """
    import chromadb  # seconds of import, and the others may not be installed
    from langchain_chroma import Chroma
    from langchain_huggingface import HuggingFaceEmbeddings

    store = Chroma(
        f"peer-{uuid.uuid4().hex}",  # collections in memory are shared by the whole process
        HuggingFaceEmbeddings(model_name=str(bundled_model_folder()), model_kwargs={"device": "cpu"}),
        client=chromadb.EphemeralClient(chromadb.Settings(anonymized_telemetry=False)),
        collection_configuration={"hnsw": {"space": "cosine"}},
    )
    size = store._client.get_max_batch_size()
    for start in range(0, len(passages), size):
        batch = passages[start : start + size]
        store.add_texts([text for _, text in batch], ids=[str(start + i) for i in range(len(batch))])

    def rank(question: str) -> list[tuple[Location, float]]:
        """Return the places of the passages found, with scores, best first."""
        found = store.similarity_search_with_score(question, k=TOP)
        return [(passages[int(str(document.id))][0], 1 - distance) for document, distance in found]

    return rank
