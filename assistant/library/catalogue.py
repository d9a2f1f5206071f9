"""The catalogue: one SQLite file, the only truth about what the library holds.

A document enters and leaves in one transaction, which is its commit marker: there is no half-read document.
Every commit raises the generation, by which an index knows whether it still agrees.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.encoder import Vectors
from assistant.errors import LibraryDamaged, LibraryError, UnknownDocument
from assistant.reading.passages import PassageSpan
from assistant.schema import Document, Mark, MarkKind, Passage, Sentence

__all__ = ["Catalogue", "Embedding", "Entry"]

VERSION = "1"

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
-- leanings: float32, shape (sentences, kinds), see marking/head.py; empty where nothing was learned for the model.
CREATE TABLE embeddings (hash TEXT PRIMARY KEY, vectors BLOB NOT NULL, leanings BLOB NOT NULL);
"""

_LIST = "(SELECT value FROM json_each(?))"  # one parameter, however long the list

_DOCUMENT = """SELECT d.*, (SELECT path FROM origins o WHERE o.document_id = d.id ORDER BY o.rowid LIMIT 1) AS path
FROM documents d"""
_PASSAGE = """SELECT p.*, substr(d.text, p.start + 1, p.end - p.start) AS text
FROM passages p JOIN documents d ON d.id = p.document_id"""


@dataclass(frozen=True, slots=True)
class Embedding:
    """What is kept of one encoded passage.

    Attributes:
        vectors: Shape (1 + sentences, dimension): its vector, then its sentences'.
        leanings: Shape (sentences, kinds), float32, or None.
    """

    vectors: Vectors
    leanings: Vectors | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is kept of one document.

    Attributes:
        document: The document; its path is one origin.
        sentences: In order, marked.
        passages: In order.
        keys: For each passage the content hash of its embedding.
    """

    document: Document
    sentences: Sequence[Sentence]
    passages: Sequence[PassageSpan]
    keys: Sequence[str]


class Catalogue:
    """The SQLite file. Safe to share between threads; one process at a time (see `lock.py`)."""

    def __init__(self, path: Path) -> None:
        """Open the catalogue, making it if it is missing.

        Raises:
            LibraryDamaged: If the file cannot be read as one.
        """
        self._guard = threading.RLock()
        self._path = path
        try:
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            # FULL: a commit that was acknowledged survives a power cut. secure_delete: removed words are gone.
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
                self._db.execute(f"PRAGMA {pragma}")
            with self._transaction():
                if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                    for statement in _SCHEMA.split(";\n"):
                        self._db.execute(statement)
                    self.set_meta("version", VERSION)
            if self._db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("its pages do not agree")
        except sqlite3.DatabaseError as error:
            raise LibraryDamaged(
                f"{path} cannot be read ({error}); restore it from a backup, or add the files to a new folder"
            ) from error
        if self.meta("version") != VERSION:
            raise LibraryError(
                f"{path} has version {self.meta('version')}, not {VERSION}; add the files to a new folder"
            )

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

    def close(self) -> None:
        """Close the file; the catalogue cannot be used afterwards."""
        with self._guard:
            self._db.close()

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

    # Reading

    def documents(self) -> list[Document]:
        """Return every document, by title."""
        return [_document(row) for row in self._rows(f"{_DOCUMENT} ORDER BY d.title COLLATE NOCASE, d.id")]

    def document(self, document_id: str) -> Document:
        """Return one document.

        Raises:
            UnknownDocument: If there is none of that id.
        """
        rows = self._rows(f"{_DOCUMENT} WHERE d.id = ?", document_id)
        if not rows:
            raise UnknownDocument(f"no document {document_id!r} in the library; `assistant documents` lists them")
        return _document(rows[0])

    def find(self, *, path: str | None = None, document_id: str | None = None) -> Document | None:
        """Return the document of an origin or id, or None."""
        if path is not None:
            rows = self._rows("SELECT document_id FROM origins WHERE path = ?", path)
            document_id = rows[0]["document_id"] if rows else None
        rows = self._rows(f"{_DOCUMENT} WHERE d.id = ?", document_id) if document_id else []
        return _document(rows[0]) if rows else None

    def sentences(self, document_id: str) -> list[Sentence]:
        """Return the sentences of a document, in order.

        Raises:
            UnknownDocument: If there is no document of that id.
        """
        text = self.document(document_id).text
        rows = self._rows("SELECT * FROM sentences WHERE document_id = ? ORDER BY position", document_id)
        return [_sentence(row, text[row["start"] : row["end"]]) for row in rows]

    def window(self, document_id: str, first: int, last: int) -> dict[int, Sentence]:
        """Return the sentences `first` to `last`, inclusive, of a document, by position."""
        rows = self._rows(
            "SELECT s.*, substr(d.text, s.start + 1, s.end - s.start) AS text FROM sentences s "
            "JOIN documents d ON d.id = s.document_id WHERE s.document_id = ? AND s.position BETWEEN ? AND ?",
            document_id,
            first,
            last,
        )
        return {row["position"]: _sentence(row, row["text"]) for row in rows}

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the titles of documents, by id."""
        wanted = list(dict.fromkeys(ids))
        rows = self._rows(f"SELECT id, title FROM documents WHERE id IN {_LIST}", json.dumps(wanted))
        return {row["id"]: row["title"] for row in rows}

    def passages(self, ids: Sequence[int] | None = None) -> list[Passage]:
        """Return passages by id, in that order, leaving out ids that do not exist; all of them if None."""
        if ids is None:
            return [_passage(row) for row in self._rows(f"{_PASSAGE} ORDER BY p.id")]
        rows = {row["id"]: row for row in self._rows(f"{_PASSAGE} WHERE p.id IN {_LIST}", json.dumps(list(ids)))}
        return [_passage(rows[i]) for i in ids if i in rows]

    def passage_ids(self, document_id: str | None = None) -> list[int]:
        """Return the ids of a document's passages, or of all, in order."""
        where, values = ("WHERE document_id = ?", (document_id,)) if document_id else ("", ())
        return [row["id"] for row in self._rows(f"SELECT id FROM passages {where} ORDER BY id", *values)]

    def vectors(self, passage_ids: Sequence[int]) -> dict[int, Vectors]:
        """Return, for each passage, an array of shape (1 + sentences, dimension): its vector, its sentences'."""
        query = "SELECT p.id, p.first, p.last, e.vectors FROM passages p JOIN embeddings e ON e.hash = p.embedding"
        return {
            row["id"]: _unpack(row["vectors"], 2 + row["last"] - row["first"])
            for row in self._rows(f"{query} WHERE p.id IN {_LIST}", json.dumps(list(passage_ids)))
        }

    def known_embeddings(self, keys: Iterable[str]) -> set[str]:
        """Return those content hashes that already have vectors."""
        rows = self._rows(f"SELECT hash FROM embeddings WHERE hash IN {_LIST}", json.dumps(list(keys)))
        return {row["hash"] for row in rows}

    def leanings(self, key: str, sentences: int) -> Vectors | None:
        """Return the leanings kept under a content hash, shape (sentences, kinds), or None if there are none."""
        blob = self._rows("SELECT leanings FROM embeddings WHERE hash = ?", key)[0]["leanings"]
        return np.frombuffer(blob, dtype=np.float32).reshape(sentences, -1) if blob else None

    # Writing

    def commit(self, entry: Entry, embeddings: Mapping[str, Embedding]) -> list[int]:
        """Take in one document, or its new self, in one transaction.

        Whatever its path led to before is left without that origin and, if it has no other, removed.

        Args:
            entry: The document. If its id is here already, all that is kept of it is replaced.
            embeddings: What is kept of those of its keys that are new.

        Returns:
            The ids of its passages, in order.
        """
        document = entry.document
        with self._transaction():
            origins = [row["path"] for row in self._rows("SELECT path FROM origins WHERE document_id = ?", document.id)]
            stale = self._delete(document.id) + self._leave(document.path)
            self._db.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    document.id, document.text, document.title, document.author, document.publisher, document.date,
                    document.url, document.media_type, document.caveat, json.dumps(document.pages),
                ),
            )  # fmt: skip
            for path in dict.fromkeys([*origins, document.path]):
                self._db.execute("INSERT INTO origins VALUES (?, ?)", (path, document.id))
            self._db.executemany(
                "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (document.id, i, s.start, s.end, s.speaker, s.mark.kind.value, s.mark.voice, s.mark.confidence,
                     json.dumps(s.mark.reasons, ensure_ascii=False))
                    for i, s in enumerate(entry.sentences)
                ),
            )  # fmt: skip
            self._db.executemany(
                "INSERT OR IGNORE INTO embeddings VALUES (?, ?, ?)",
                (
                    (
                        key,
                        one.vectors.astype(np.float16).tobytes(),
                        b"" if one.leanings is None else one.leanings.tobytes(),
                    )
                    for key, one in embeddings.items()
                ),
            )
            self._db.executemany(
                "INSERT INTO passages (document_id, start, end, speaker, first, last, embedding)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (document.id, p.start, p.end, entry.sentences[p.first].speaker, p.first, p.last, key)
                    for p, key in zip(entry.passages, entry.keys, strict=True)
                ),
            )
            self._finish(stale)
        return self.passage_ids(document.id)

    def add_origin(self, path: str, document_id: str) -> None:
        """Note that a file holds a document which is already here; what it held before loses this origin."""
        with self._transaction():
            stale = self._leave(path)
            self._db.execute("INSERT INTO origins VALUES (?, ?)", (path, document_id))
            self._finish(stale)

    def remove(self, document_id: str) -> None:
        """Remove a document so that no byte of its text is left in the file.

        Raises:
            UnknownDocument: If there is none of that id.
        """
        self.document(document_id)
        with self._transaction():
            self._finish(self._delete(document_id))
        self.forget()

    def forget(self) -> None:
        """Empty the write-ahead log, which still holds pages as they were before a removal."""
        with self._guard:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # Inside a transaction

    def _delete(self, document_id: str) -> list[str]:
        """Delete a document; return the keys of embeddings that may now be unused."""
        keys = [
            row["embedding"] for row in self._rows("SELECT embedding FROM passages WHERE document_id = ?", document_id)
        ]
        self._db.execute("DELETE FROM documents WHERE id = ?", (document_id,))
        return keys

    def _leave(self, path: str | None) -> list[str]:
        """Take an origin from whatever document it leads to, and delete that document if it was the last."""
        held = self.find(path=path) if path else None
        if held is None:
            return []
        self._db.execute("DELETE FROM origins WHERE path = ?", (path,))
        if self._rows("SELECT 1 FROM origins WHERE document_id = ?", held.id):
            return []
        return self._delete(held.id)

    def _finish(self, stale: Sequence[str]) -> None:
        """Drop embeddings that nothing uses any more, and raise the generation."""
        self._db.executemany(
            "DELETE FROM embeddings WHERE hash = ? AND NOT EXISTS (SELECT 1 FROM passages WHERE embedding = hash)",
            ((key,) for key in stale),
        )
        self.set_meta("generation", str(self.generation + 1))


def _document(row: sqlite3.Row) -> Document:
    values = {key: row[key] for key in row.keys() if key != "pages"}  # noqa: SIM118 - a Row iterates over values
    return Document(**values, pages=tuple(json.loads(row["pages"])))


def _sentence(row: sqlite3.Row, text: str) -> Sentence:
    mark = Mark(MarkKind(row["kind"]), row["voice"], row["confidence"], tuple(json.loads(row["reasons"])))
    return Sentence(text, row["start"], row["end"], row["speaker"], mark)


def _passage(row: sqlite3.Row) -> Passage:
    fields = ("id", "document_id", "start", "end", "text", "speaker", "first", "last")
    return Passage(**{field: row[field] for field in fields})


def _unpack(blob: bytes, rows: int) -> Vectors:
    return np.frombuffer(blob, dtype=np.float16).reshape(rows, -1).astype(np.float32)
