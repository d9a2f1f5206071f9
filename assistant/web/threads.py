"""The list of conversations: giving one another name, and deleting one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import AssistantError
from assistant.web.desk import Desk

__all__ = ["rename_or_delete"]


def rename_or_delete(desk: Desk, who: str, said: Sequence[str]) -> bool:
    """Do what a reader asked of a conversation.

    Args:
        desk: The page.
        who: The reader.
        said: "rename", the conversation and its title; or "delete" and the conversation.

    Returns:
        Whether it was done.
    """
    try:
        match list(said):
            case ["rename", key, title]:
                desk.conversations.rename(who, str(key), str(title))
            case ["delete", key]:
                desk.conversations.delete(who, str(key))
            case _:
                return False
    except (AssistantError, ValueError):  # the second: what is no text, such as half a surrogate pair
        return False
    return True
