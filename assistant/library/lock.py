"""One process owns a data folder: a second one is turned away at once, and told by whom."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import LibraryError, LibraryLocked

__all__ = ["acquire"]

_PATIENCE_S = 1.0


def acquire(folder: Path) -> FileLock:
    """Take the folder for this process, making it if it is missing; the system frees it if the process dies.

    Raises:
        LibraryLocked: If another process, or another open library in this one, has it.
        LibraryError: If the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "library.lock")
        lock.acquire(timeout=_PATIENCE_S)
        (folder / "library.pid").write_text(str(os.getpid()))
    except Timeout:
        owner = _owner(folder)
        way_out = "that is this one: close the other library" if owner == str(os.getpid()) else "stop it"
        raise LibraryLocked(f"{folder} is in use by process {owner}; {way_out} or pass --data ELSEWHERE") from None
    except OSError as error:
        raise LibraryError(f"cannot use {folder} as a data folder ({error.strerror}); pass --data ELSEWHERE") from error
    return lock


def _owner(folder: Path) -> str:
    try:
        return (folder / "library.pid").read_text().strip() or "unknown"
    except OSError:
        return "unknown"
