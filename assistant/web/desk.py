"""What every part of the page works with: the library, where conversations are kept, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.library.conversations import Conversations
from assistant.library.turns import Turn

__all__ = ["LOGGED_IN", "SCOPE_OWNER", "Desk", "owner", "reader", "username"]

SCOPE_OWNER = "assistant.owner"
"""Where the door (see login.py) notes who is asking."""
LOGGED_IN = "user:"
"""Begins the key of everybody with a name; visitors have none."""


@dataclass(frozen=True)
class Desk:
    """One served page.

    Attributes:
        assistant: The library, and who answers.
        conversations: Where conversations are kept: with the library, or in memory if it is read-only.
        read_only: Whether documents may be neither added nor removed.
    """

    assistant: Assistant
    conversations: Conversations
    read_only: bool = False

    @classmethod
    def of(cls, assistant: Assistant, *, read_only: bool) -> Desk:
        """Return the desk of a library."""
        return cls(assistant, Conversations(None) if read_only else assistant.conversations, read_only)

    def turns(self, who: str, key: str | None) -> list[Turn]:
        """Return the turns of a conversation; none if it does not exist, or not for this reader."""
        try:
            return self.conversations.turns(who, key) if key else []
        except AssistantError:
            return []


def owner(request: Any) -> str:
    """Return whose conversations a request may see: somebody's key, or "" where everybody is the same reader."""
    scope = getattr(request, "scope", None) if not hasattr(request, "username") else None
    # What Gradio queues has lost its scope, and carries what `username` gave instead.
    return str(scope[SCOPE_OWNER]) if scope else str(request.username)[1:]


def username(request: Any) -> str:
    """Return the name that Gradio is to carry for a request; never empty, which would be nobody."""
    return f"~{request.scope.get(SCOPE_OWNER, '')}"


def reader(request: Any) -> str:
    """Return the name of who has logged in, or ""."""
    return owner(request).removeprefix(LOGGED_IN) if owner(request).startswith(LOGGED_IN) else ""
