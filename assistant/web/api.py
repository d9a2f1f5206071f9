"""The endpoints for programs: ask, search, documents. They keep no conversation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.schema import Where

__all__ = ["add_endpoints"]


def add_endpoints(assistant: Assistant, *, at_once: int) -> None:
    """Add the endpoints to the page being built."""

    def ask(question: str, documents: list[str] | None = None, only_facts: bool = False) -> dict[str, Any]:
        """Answer a question from the documents of the library, or say that they do not answer it.

        Args:
            question: In words.
            documents: Ids of the documents that may answer; all of them by default.
            only_facts: Whether only sentences marked as reported fact may answer.

        Returns:
            The answer: statements in the sources' own words, each with its mark (reported fact, quotation, opinion,
            ...), whose it is, and citations; or abstained with a reason and the nearest sentences.
        """
        where = Where(documents=tuple(documents or ()), only_facts=only_facts)
        return _told(lambda: assistant.ask(question, where=where).to_dict())

    def search(question: str, k: int = 5) -> dict[str, Any]:
        """Return the sentences of the library that fit a question best, answers or not.

        Args:
            question: A question, or any words.
            k: How many at most.

        Returns:
            Results, best first, each with text, document, place, mark, voice and score.
        """
        return _told(
            lambda: {"results": [_found(evidence) for evidence in assistant.search(question, k=k, closely=True)]}
        )

    def documents() -> dict[str, Any]:
        """List the documents of the library.

        Returns:
            Documents, each with id, title, author, publisher, date and url.
        """
        kept = ("id", "title", "author", "publisher", "date", "url")
        return {"documents": [{name: getattr(d, name) for name in kept} for d in assistant.documents()]}

    for endpoint in (ask, search, documents):
        gr.api(endpoint, api_name=endpoint.__name__, concurrency_limit=at_once)


def _found(evidence: Any) -> dict[str, Any]:
    return {
        "text": evidence.text, "document_id": evidence.document_id, "title": evidence.title,
        "start": evidence.sentence.start, "end": evidence.sentence.end, "mark": evidence.mark.kind.value,
        "voice": evidence.mark.voice, "score": evidence.score,
    }  # fmt: skip


def _told(call: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return call()
    except AssistantError as error:
        raise gr.Error(str(error), print_exception=False) from None
