"""Every error this package raises on purpose.

AssistantError
├── SettingsError          a setting has a value that cannot work
├── ReadingError           one file could not be read; nothing of it was kept
│   ├── PathNotFound
│   ├── UnsupportedFormat
│   ├── EmptyFile
│   └── UnreadableFile
├── LibraryError           the library as a whole cannot be used as asked
│   ├── LibraryLocked
│   ├── LibraryDamaged
│   └── ModelMismatch
├── ModelError             the embedding model, or what was learned for it, is missing or not the one expected
├── UnknownDocument        no document has that id
├── UnknownConversation    the reader has no conversation of that id
└── QuestionError          the question is empty, too long or no text, or what narrows it down is no filter

A message says what happened, the value, and the way out, in one line.
"""

from __future__ import annotations

__all__ = [
    "AssistantError",
    "EmptyFile",
    "LibraryDamaged",
    "LibraryError",
    "LibraryLocked",
    "ModelError",
    "ModelMismatch",
    "PathNotFound",
    "QuestionError",
    "ReadingError",
    "SettingsError",
    "UnknownConversation",
    "UnknownDocument",
    "UnreadableFile",
    "UnsupportedFormat",
]


class AssistantError(Exception):
    """Base of every error in this tree; its text is fit to show to a user."""


class SettingsError(AssistantError):
    """A setting has a value that cannot work."""


class ReadingError(AssistantError):
    """One file could not be read; nothing of it was kept."""


class PathNotFound(ReadingError):
    """The path does not exist."""


class UnsupportedFormat(ReadingError):
    """The file's suffix is not one that can be read."""


class EmptyFile(ReadingError):
    """The file holds no text."""


class UnreadableFile(ReadingError):
    """The file is damaged, encrypted, scanned, binary, or in an unknown encoding."""


class LibraryError(AssistantError):
    """The library as a whole cannot be used as asked."""


class LibraryLocked(LibraryError):
    """Another process has this data folder open."""


class LibraryDamaged(LibraryError):
    """The catalogue itself, the only truth, cannot be read."""


class ModelMismatch(LibraryError):
    """The library was made with another embedding model."""


class ModelError(AssistantError):
    """The embedding model, or what was learned for it, is missing or is not the one expected."""


class UnknownDocument(AssistantError):
    """No document has that id."""


class UnknownConversation(AssistantError):
    """The reader has no conversation of that id."""


class QuestionError(AssistantError):
    """The question is empty, too long or no text, or what narrows it down is no filter."""
