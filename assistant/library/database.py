"""The SQLite file of the catalogue: its tables, their versions, and its few facts."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import LibraryError
from assistant.library.sqlite import SqliteFile

__all__ = ["Database"]

VERSION = "2"
_UPGRADES = {"1": "ALTER TABLE sentences ADD COLUMN clauses TEXT NOT NULL DEFAULT '[]'"}
"""What leads from each earlier version to the next."""

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, text TEXT NOT NULL, title TEXT NOT NULL, author TEXT, publisher TEXT, date TEXT,
    url TEXT, media_type TEXT NOT NULL, caveat TEXT, pages TEXT NOT NULL
);
CREATE TABLE origins (path TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE);
CREATE INDEX origins_by_document ON origins (document_id);
CREATE TABLE sentences (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, speaker TEXT,
    kind TEXT NOT NULL, voice TEXT, confidence REAL NOT NULL, reasons TEXT NOT NULL,
    clauses TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (document_id, position)
) WITHOUT ROWID;
-- AUTOINCREMENT: a passage id is never used twice, so a stale index entry can never name a new passage.
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL, speaker TEXT,
    first INTEGER NOT NULL, last INTEGER NOT NULL, embedding TEXT NOT NULL
);
CREATE INDEX passages_by_document ON passages (document_id);
CREATE INDEX passages_by_embedding ON passages (embedding);
-- vectors: float16, shape (1 + sentences, dimension): the passage's vector, then its sentences'.
-- leanings: float32, shape (sentences and then their parts, kinds), see marking/head.py; empty where nothing was
-- learned for the model.
CREATE TABLE embeddings (hash TEXT PRIMARY KEY, vectors BLOB NOT NULL, leanings BLOB NOT NULL);
"""


class Database(SqliteFile):
    """The file. Safe to share between threads; one process at a time (see `lock.py`)."""

    _way_out = "restore it from a backup, or add the files to a new folder"

    def __init__(self, path: Path) -> None:
        """Open the catalogue, making it if it is missing.

        Raises:
            LibraryDamaged: If the file cannot be read as one.
            LibraryError: If a later version of this package has made it, or it cannot be opened or written.
        """
        super().__init__(path)
        if self.meta("version") != VERSION:
            raise LibraryError(
                f"{path} was made by a later version of this package; upgrade it, or pass --data ELSEWHERE"
            )

    def _make_tables(self) -> None:
        if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            self._run(_SCHEMA)
            self.set_meta("version", VERSION)
        while (version := self.meta("version")) in _UPGRADES:
            self._db.execute(_UPGRADES[version])
            self.set_meta("version", str(int(version) + 1))

    def meta(self, key: str) -> str | None:
        """Return a fact about the library, or None if it was never set."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", key)
        return str(rows[0]["value"]) if rows else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep a fact about the library."""
        with self._guard:
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def generation(self) -> int:
        """Number of commits so far."""
        return int(self.meta("generation") or 0)

    @property
    def empty(self) -> bool:
        """Whether no document is kept."""
        return not self._rows("SELECT 1 FROM documents LIMIT 1")
