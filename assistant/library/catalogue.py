"""The catalogue: one SQLite file, the only truth about what the library holds.

A document enters and leaves in one transaction, which is its commit marker: there is no half-read document.
Every commit raises the generation, by which an index knows whether it still agrees.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.encoder import Vectors
from assistant.library.records import Records
from assistant.reading.passages import PassageSpan
from assistant.schema import Document, Sentence

__all__ = ["Catalogue", "Embedding", "Entry"]


@dataclass(frozen=True, slots=True)
class Embedding:
    """What is kept of one encoded passage.

    Attributes:
        vectors: Shape (1 + sentences, dimension): its vector, then its sentences'.
        leanings: Shape (sentences and then their parts, kinds), float32, or None.
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


class Catalogue(Records):
    """The catalogue: what `Records` reads, and how it changes."""

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
            self._put_document(document, dict.fromkeys([*origins, document.path]))
            self._put_embeddings(embeddings)
            self._put_text(entry)
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
        self.empty_log()

    # Inside a transaction

    def _put_document(self, document: Document, origins: Iterable[str | None]) -> None:
        self._db.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.id, document.text, document.title, document.author, document.publisher, document.date,
                document.url, document.media_type, document.caveat, json.dumps(document.pages),
            ),
        )  # fmt: skip
        for path in origins:
            self._db.execute("INSERT INTO origins VALUES (?, ?)", (path, document.id))

    def _put_text(self, entry: Entry) -> None:
        """Write the sentences and passages of a document."""
        document_id = entry.document.id
        self._db.executemany(
            "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (document_id, i, s.start, s.end, s.speaker, s.mark.kind.value, s.mark.voice, s.mark.confidence,
                 json.dumps(s.mark.reasons, ensure_ascii=False),
                 json.dumps([[c.start, c.end, c.kind] for c in s.mark.clauses]))
                for i, s in enumerate(entry.sentences)
            ),
        )  # fmt: skip
        self._db.executemany(
            "INSERT INTO passages (document_id, start, end, speaker, first, last, embedding)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (document_id, p.start, p.end, entry.sentences[p.first].speaker, p.first, p.last, key)
                for p, key in zip(entry.passages, entry.keys, strict=True)
            ),
        )

    def _put_embeddings(self, embeddings: Mapping[str, Embedding]) -> None:
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

    def _delete(self, document_id: str) -> list[str]:
        """Delete a document; return the keys of embeddings that may now be unused."""
        keys = [
            row["embedding"] for row in self._rows("SELECT embedding FROM passages WHERE document_id = ?", document_id)
        ]
        self._db.execute("DELETE FROM documents WHERE id = ?", (document_id,))
        return keys

    def _leave(self, path: str | None) -> list[str]:
        """Take an origin from whatever document it leads to, and delete that document if it was the last."""
        held = self.find(path)
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
