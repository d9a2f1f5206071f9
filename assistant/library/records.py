"""What is read back from the catalogue: documents, sentences, passages and vectors."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from assistant.encoder import Vectors
from assistant.errors import UnknownDocument
from assistant.library.database import Database
from assistant.schema import Clause, Document, Mark, MarkKind, Passage, Sentence
from assistant.schema.documents import RELAYED

__all__ = ["Records"]

_LIST = "(SELECT value FROM json_each(?))"  # one parameter, however long the list

_DOCUMENT = """SELECT d.*, (SELECT path FROM origins o WHERE o.document_id = d.id ORDER BY o.rowid LIMIT 1) AS path
FROM documents d"""
_PASSAGE = """SELECT p.*, substr(d.text, p.start + 1, p.end - p.start) AS text
FROM passages p JOIN documents d ON d.id = p.document_id"""

_KEPT = 4_096  # marks as they were read: the same sentences are read for every question


class Records(Database):
    """The reading half of the catalogue."""

    def documents(self) -> list[Document]:
        """Return every document, by title."""
        return [_document(row) for row in self._rows(f"{_DOCUMENT} ORDER BY d.title COLLATE NOCASE, d.id")]

    def documents_of(self, ids: Iterable[str]) -> dict[str, Document]:
        """Return those documents that exist, by id."""
        rows = self._rows(f"{_DOCUMENT} WHERE d.id IN {_LIST}", json.dumps(list(ids)))
        return {row["id"]: _document(row) for row in rows}

    def document(self, document_id: str) -> Document:
        """Return one document.

        Raises:
            UnknownDocument: If there is none of that id.
        """
        if not isinstance(document_id, str):
            raise UnknownDocument(
                f"a document is named by its id, a str, not {type(document_id).__name__}; see documents()"
            )
        rows = self._rows(f"{_DOCUMENT} WHERE d.id = ?", document_id)
        if not rows:
            raise UnknownDocument(f"no document {document_id!r} in the library; `assistant documents` lists them")
        return _document(rows[0])

    def document_ids(self) -> set[str]:
        """Return the id of every document."""
        return {row["id"] for row in self._rows("SELECT id FROM documents")}

    def tallies(self) -> dict[str, dict[MarkKind, int]]:
        """Return how many sentences of each kind every document has, by document id."""
        counts: dict[str, dict[MarkKind, int]] = {}
        query = "SELECT document_id, kind, count(*) AS count FROM sentences GROUP BY document_id, kind"
        for row in self._rows(query):
            counts.setdefault(row["document_id"], {})[MarkKind(row["kind"])] = row["count"]
        return counts

    def authors(self) -> list[str]:
        """Return everybody who signs a document."""
        return [row["author"] for row in self._rows("SELECT DISTINCT author FROM documents WHERE author > ''")]

    def voices(self) -> list[str]:
        """Return who answers for any sentence, at the microphone or in the text, without who relays it."""
        rows = self._rows(
            "SELECT DISTINCT coalesce(voice, speaker) AS voice FROM sentences WHERE voice > '' OR speaker > ''"
        )
        return sorted({row["voice"].split(RELAYED)[0] for row in rows})

    def find(self, path: str | None) -> Document | None:
        """Return the document that a file holds; None if it is the file of none."""
        rows = self._rows(f"{_DOCUMENT} WHERE d.id = (SELECT document_id FROM origins WHERE path = ?)", path)
        return _document(rows[0]) if rows else None

    def sentences(self, document_id: str) -> list[Sentence]:
        """Return the sentences of a document, in order.

        Raises:
            UnknownDocument: If there is no document of that id.
        """
        text = self.document(document_id).text
        rows = self._rows("SELECT * FROM sentences WHERE document_id = ? ORDER BY position", document_id)
        return [_sentence(row, text[row["start"] : row["end"]]) for row in rows]

    def sentences_at(self, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Sentence]:
        """Return sentences by document id and position, leaving out places where there is none."""
        rows = self._rows(
            "SELECT s.*, substr(d.text, s.start + 1, s.end - s.start) AS text FROM json_each(?) j "
            "JOIN sentences s ON s.document_id = j.value ->> 0 AND s.position = j.value ->> 1 "
            "JOIN documents d ON d.id = s.document_id",
            json.dumps(list(places)),
        )
        return {(row["document_id"], row["position"]): _sentence(row, row["text"]) for row in rows}

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

    def following(self, passage_ids: Sequence[int], count: int) -> dict[int, list[int]]:
        """Return, for each passage, itself and those after it in its document, `count` in all at most."""
        rows = self._rows(
            "SELECT a.id AS first, p.id FROM passages a "
            "JOIN passages p ON p.document_id = a.document_id AND p.id >= a.id AND p.id < a.id + ? "
            f"WHERE a.id IN {_LIST} ORDER BY a.id, p.id",
            count,
            json.dumps(list(passage_ids)),
        )
        found: dict[int, list[int]] = {}
        for row in rows:
            found.setdefault(row["first"], []).append(row["id"])
        return found

    def kinds(self, passage_ids: Sequence[int]) -> dict[tuple[str, int], MarkKind]:
        """Return the kind of every sentence of some passages, by document id and position."""
        rows = self._rows(
            "SELECT s.document_id, s.position, s.kind FROM passages p JOIN sentences s "
            f"ON s.document_id = p.document_id AND s.position BETWEEN p.first AND p.last WHERE p.id IN {_LIST}",
            json.dumps(list(passage_ids)),
        )
        return {(row["document_id"], row["position"]): MarkKind(row["kind"]) for row in rows}

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

    def leanings(self, key: str, kinds: int) -> Vectors | None:
        """Return the leanings kept under a content hash, shape (spans, kinds), or None if there are none."""
        blob = self._rows("SELECT leanings FROM embeddings WHERE hash = ?", key)[0]["leanings"]
        return np.frombuffer(blob, dtype=np.float32).reshape(-1, kinds) if blob else None


def _document(row: sqlite3.Row) -> Document:
    values = {key: row[key] for key in row.keys() if key != "pages"}  # noqa: SIM118 - a Row iterates over values
    return Document(**values, pages=tuple(json.loads(row["pages"])))


def _sentence(row: sqlite3.Row, text: str) -> Sentence:
    mark = _mark(row["kind"], row["voice"], row["confidence"], row["reasons"], row["clauses"])
    return Sentence(text, row["start"], row["end"], row["speaker"], mark)


@lru_cache(_KEPT)
def _mark(kind: str, voice: str | None, confidence: float, reasons: str, clauses: str) -> Mark:
    parts = tuple(Clause(start, end, MarkKind(part)) for start, end, part in json.loads(clauses))
    return Mark(MarkKind(kind), voice, confidence, tuple(json.loads(reasons)), parts)


def _passage(row: sqlite3.Row) -> Passage:
    fields = ("id", "document_id", "start", "end", "text", "speaker", "first", "last")
    return Passage(**{field: row[field] for field in fields})


def _unpack(blob: bytes, rows: int) -> Vectors:
    return np.frombuffer(blob, dtype=np.float16).reshape(rows, -1).astype(np.float32)
