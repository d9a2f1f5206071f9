"""What the SQLite files of a library have in common: how they are opened, their transactions and rows."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import LibraryDamaged, LibraryError

__all__ = ["SqliteFile"]

_OUT_OF_REACH = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY)
"""What SQLite says of a file that it may not use, and that may be as it should."""


class SqliteFile:
    """One file. Safe to share between threads; one process at a time (see `lock.py`)."""

    _way_out = "restore it from a backup"
    """What to do when the file cannot be read."""

    def __init__(self, path: Path | None) -> None:
        """Open the file, making it if it is missing; None keeps everything in memory, until closed.

        Raises:
            LibraryDamaged: If the file cannot be read as one.
            LibraryError: If it cannot be opened or written.
        """
        self._guard = threading.RLock()
        self._closed = False
        try:
            self._open = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            # FULL: a commit that was acknowledged survives a power cut. secure_delete: removed words are gone.
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
                self._db.execute(f"PRAGMA {pragma}")
            with self._transaction():
                self._make_tables()
            if self._db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("its pages do not agree")
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OUT_OF_REACH:
                raise LibraryError(f"{path} cannot be used ({error}); mend that, or pass --data ELSEWHERE") from error
            raise LibraryDamaged(f"{path} cannot be read ({error}); {self._way_out}") from error

    @property
    def _db(self) -> sqlite3.Connection:
        if self._closed:
            raise LibraryError("the library is closed; open it again")
        return self._open

    def close(self) -> None:
        """Close the file; it cannot be used afterwards."""
        with self._guard:
            self._closed = True
            self._open.close()

    def empty_log(self) -> None:
        """Empty the write-ahead log, which still holds pages as they were, and with them what has been removed."""
        with self._guard:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _make_tables(self) -> None:
        """Make what is missing, within a transaction."""
        raise NotImplementedError

    def _run(self, script: str) -> None:
        """Run statements; unlike `executescript` it leaves a transaction open."""
        for statement in script.split(";\n"):
            self._db.execute(statement)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guard:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        with self._guard:
            return self._db.execute(query, values).fetchall()
