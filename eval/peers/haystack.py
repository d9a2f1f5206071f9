"""Haystack: its store in memory, by embedding alone and joined with BM25 as its hybrid tutorial does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.encoder import bundled_model_folder
from eval.measuring.baselines import Ranker
from eval.metrics.citations import Location
from eval.peers import TOP

__all__ = ["rank_with_haystack", "rank_with_haystack_hybrid"]


def rank_with_haystack(passages: Sequence[tuple[Location, str]]) -> Ranker:
    """Index passages and return the ranker by embedding; its score is the cosine.

    Args:
        passages: Place and text of each, at least one.

    Raises:
        ImportError: If a package of the extra `peer-haystack` is not installed.
    """
    pipeline = _embedding_pipeline(passages)

    def rank(question: str) -> list[tuple[Location, float]]:
        """Return the places of the passages found, with scores, best first."""
        found = pipeline.run({"embedder": {"text": question}})["dense"]["documents"]
        return [(passages[int(document.id)][0], document.score) for document in found]

    return rank


def rank_with_haystack_hybrid(passages: Sequence[tuple[Location, str]]) -> Ranker:
    """Index passages and return the ranker by embedding and BM25; its score is that of reciprocal rank fusion.

    Args:
        passages: Place and text of each, at least one.

    Raises:
        ImportError: If a package of the extra `peer-haystack` is not installed.
    """
    pipeline = _embedding_pipeline(passages)
    from haystack.components.joiners import DocumentJoiner  # may not be installed
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever

    store = pipeline.get_component("dense").document_store
    pipeline.add_component("words", InMemoryBM25Retriever(store, top_k=TOP))
    pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=TOP))
    pipeline.connect("dense", "joiner")
    pipeline.connect("words", "joiner")

    def rank(question: str) -> list[tuple[Location, float]]:
        """Return the places of the passages found, with scores, best first."""
        asked = {"embedder": {"text": question}, "words": {"query": question}}
        found = pipeline.run(asked)["joiner"]["documents"]
        return [(passages[int(document.id)][0], document.score) for document in found]

    return rank


def _embedding_pipeline(passages: Sequence[tuple[Location, str]]) -> Any:
    """Return a pipeline of "embedder" and "dense" over a store that holds the passages."""
    from haystack import Document, Pipeline  # may not be installed
    from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack.utils import ComponentDevice
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersDocumentEmbedder,
        SentenceTransformersTextEmbedder,
    )

    common = {
        "model": str(bundled_model_folder()),
        "device": ComponentDevice.from_str("cpu"),
        "progress_bar": False,
    }
    documents = [Document(id=str(i), content=text) for i, (_, text) in enumerate(passages)]
    store = InMemoryDocumentStore(embedding_similarity_function="cosine", shared=False)
    store.write_documents(SentenceTransformersDocumentEmbedder(**common).run(documents)["documents"])
    pipeline = Pipeline()
    pipeline.add_component("embedder", SentenceTransformersTextEmbedder(**common))
    pipeline.add_component("dense", InMemoryEmbeddingRetriever(store, top_k=TOP))
    pipeline.connect("embedder.embedding", "dense.query_embedding")
    return pipeline
