"""What goes wrong with evaluation data; a branch of the package's own error tree."""

from __future__ import annotations

from assistant.errors import AssistantError

__all__ = ["DatasetError"]


class DatasetError(AssistantError):
    """A data file is missing, damaged, or says something that cannot be measured."""
