"""The library as a LangChain retriever, for chains and agents that already speak its types."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.assistant import Assistant

__all__ = ["SentenceRetriever"]


class SentenceRetriever(BaseRetriever):
    """Returns the sentences that fit a question best, as LangChain documents.

    Attributes:
        assistant: Where to look.
        k: How many sentences.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = 5

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None, **_: Any
    ) -> list[Document]:
        return [
            Document(
                id=f"{found.document_id}:{found.sentence.start}-{found.sentence.end}",
                page_content=found.text,
                metadata={
                    "document_id": found.document_id,
                    "title": found.title,
                    "start": found.sentence.start,
                    "end": found.sentence.end,
                    "speaker": found.sentence.speaker,
                    "mark": found.mark.kind.value,
                    "voice": found.mark.voice,
                    "score": found.score,
                },
            )
            for found in self.assistant.search(query, k=self.k if k is None else k, closely=True)
        ]
