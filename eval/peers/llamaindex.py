"""LlamaIndex: its default vector index in memory, dense only."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.encoder import bundled_model_folder
from eval.measuring.baselines import Ranker
from eval.metrics.citations import Location
from eval.peers import TOP

__all__ = ["rank_with_llamaindex"]


def rank_with_llamaindex(passages: Sequence[tuple[Location, str]]) -> Ranker:
    """Index passages in a VectorStoreIndex and return the ranker; its score is the cosine.

    Args:
        passages: Place and text of each, at least one.

    Raises:
        ImportError: If a package of the extra `peer-llamaindex` is not installed.
    """
    from llama_index.core import VectorStoreIndex  # may not be installed
    from llama_index.core.schema import TextNode
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    nodes = [TextNode(id_=str(i), text=text) for i, (_, text) in enumerate(passages)]
    model = HuggingFaceEmbedding(str(bundled_model_folder()), device="cpu")
    retriever = VectorStoreIndex(nodes, embed_model=model).as_retriever(similarity_top_k=TOP)

    def rank(question: str) -> list[tuple[Location, float]]:
        """Return the places of the passages found, with scores, best first."""
        return [(passages[int(found.node_id)][0], found.score) for found in retriever.retrieve(question)]

    return rank
