"""Answers questions from one's own documents, with citations, and opinion marked apart from fact.

schema          the nouns: documents, sentences, marks, evidence, answers
reading         from files to text, sentences and who speaks
marking         what each sentence is, and who answers for it
library         what is kept, and how it is found again
encoder         the embedding model as it is; adapted: the same, adapted to read questions and claims
asking          from a question to an answer, or a refusal
assistant       the one facade; chat: a conversation with it
retriever       the library for LangChain; runnable: the assistant for LangChain; stepping: async twins
web             the page; cli: the command line, terminal: how it prints
settings        every setting; errors: every error
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.chat import Chat
    from assistant.errors import AssistantError
    from assistant.schema import (
        AddResult,
        Answer,
        Citation,
        Clause,
        Document,
        Dropped,
        Evidence,
        Mark,
        MarkKind,
        Passage,
        Reason,
        Sentence,
        Statement,
        Where,
    )
    from assistant.settings import Settings

_HOME = {"Assistant": "assistant", "Chat": "chat", "AssistantError": "errors", "Settings": "settings"}

__all__ = [
    "AddResult",
    "Answer",
    "Assistant",
    "AssistantError",
    "Chat",
    "Citation",
    "Clause",
    "Document",
    "Dropped",
    "Evidence",
    "Mark",
    "MarkKind",
    "Passage",
    "Reason",
    "Sentence",
    "Settings",
    "Statement",
    "Where",
]


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that `assistant --help` and the file-parsing process start at once.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"assistant.{_HOME.get(name, 'schema')}"), name)
