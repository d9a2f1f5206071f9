"""The library: the catalogue and its two indexes, kept in agreement.

The catalogue is written first, in one transaction; an index that missed that, because the process died or its
files were harmed, is noticed by its seal at the next opening and rebuilt without encoding anything again.
"""

from __future__ import annotations

import contextlib
import logging
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from assistant.encoder import Vectors
from assistant.errors import AssistantError, LibraryError, ModelMismatch
from assistant.library.catalogue import Catalogue, Embedding, Entry
from assistant.library.lock import acquire
from assistant.library.seal import is_sealed, seal
from assistant.library.vectors import VectorIndex
from assistant.library.words import WordEntry, WordIndex
from assistant.schema import Passage

__all__ = ["SECTION_PASSAGES", "Library"]

_log = logging.getLogger(__name__)

_REBUILD_BATCH = 4096
_OWN = re.compile(
    r"(?:files|vectors|words)/|(?:catalogue|conversations)\.sqlite|(?:vectors|words)\.seal|library\.(?:lock|pid)$"
)
_LITTLE_BYTES = 16 * 2**20  # free on a disk that counts as full
SECTION_PASSAGES = 12
"""Most passages in a section: an article is one or two, a book many."""


class Library:
    """What is kept, in one data folder, owned by this process until closed.

    Attributes:
        catalogue: The truth; read from it freely, but write through the library.
    """

    def __init__(self, folder: Path, *, model: str, chroma_url: str | None = None) -> None:
        """Open a library, making it if it is missing, and heal its indexes if they need it.

        Args:
            folder: The data folder.
            model: Name of the embedding model.
            chroma_url: A Chroma server to keep the vectors, or None to keep them in the folder.

        Raises:
            LibraryLocked: If another process has it.
            LibraryDamaged: If the catalogue cannot be read.
            LibraryError: If the folder is no library, and has something of its own where one keeps its files, or its
                disk is full.
            ModelMismatch: If it was made with another embedding model.
        """
        self.folder = folder
        with contextlib.suppress(OSError):  # of a folder that may not be looked into `acquire` tells
            _check_ours(folder)
        self._lock = acquire(folder)
        self._behind = False
        try:
            self.catalogue = Catalogue(folder / "catalogue.sqlite")
            self._check_model(model)
            with _told_if_full(folder):
                self._words = self._open_words()
                self._vectors = self._open_vectors(chroma_url)
                self.settle()
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close everything and give the folder free; closing twice does no harm."""
        if not self._lock.is_locked:
            return
        self._vectors.close()
        self.settle()
        self.catalogue.close()
        self._lock.release()

    def owns(self, file: Path) -> bool:
        """Return whether a file is one that the library itself keeps, not one to be read."""
        folder, place = self.folder.resolve(), file.resolve()
        return place.is_relative_to(folder) and bool(_OWN.match("/".join(place.relative_to(folder).parts)))

    def _check_model(self, model: str) -> None:
        made_with = self.catalogue.meta("model")
        if made_with is None:
            self.catalogue.set_meta("model", model)
        elif made_with != model:
            raise ModelMismatch(
                f"{self.folder} was made with the embedding model {made_with!r}, not {model!r}; "
                "use that model, or pass --data ELSEWHERE and add the files again"
            )

    def check_probe(self, probe: Vectors) -> None:
        """Refuse a model of the same name that gives other vectors than the one the library was made with.

        Raises:
            ModelMismatch: If it does.
        """
        kept = self.catalogue.meta("probe")
        if kept is None:
            self.catalogue.set_meta("probe", " ".join(f"{value:.5f}" for value in probe))
            return
        before = np.array(kept.split(), dtype=np.float32)
        # Half precision and other processors change a cosine by some thousandths, another model by far more.
        if before.shape != probe.shape or float(before @ probe) < 0.98:
            raise ModelMismatch(
                f"the embedding model gives other vectors than the one {self.folder} was made with; "
                "use that one, or pass --data ELSEWHERE and add the files again"
            )

    # Indexes

    def _open_words(self) -> WordIndex:
        folder = self.folder / "words"
        if is_sealed(folder, self.catalogue.generation):
            with contextlib.suppress(ValueError):  # made with other fields, by another version
                return WordIndex(folder)
        _log.info("rebuilding the word index")
        return self._rebuilt_words()

    def _rebuilt_words(self) -> WordIndex:
        return WordIndex.rebuilt(self.folder / "words", self._word_entries(self.catalogue.passages()))

    def _open_vectors(self, url: str | None) -> VectorIndex:
        generation = self.catalogue.generation
        if url:
            name = self.catalogue.meta("name") or f"library-{uuid.uuid4().hex}"
            self.catalogue.set_meta("name", name)
            index = VectorIndex.served(url, name)
            if index.generation != generation:
                index.clear()
                self._fill(index)
            return index
        folder = self.folder / "vectors"
        # Checked before Chroma opens the files: damaged ones can kill the process.
        if is_sealed(folder, generation):
            index = VectorIndex.embedded(folder)
            if self._finds_itself(index):
                return index
            index.close()
        _log.info("rebuilding the vector index")
        shutil.rmtree(folder, ignore_errors=True)
        index = VectorIndex.embedded(folder)
        self._fill(index)
        return index

    def _finds_itself(self, index: VectorIndex) -> bool:
        """Whether the index finds a passage by its own vector; also makes it load, after which its files are still."""
        ids = self.catalogue.passage_ids()[:1]
        if not ids:
            return True
        found = index.search(self.catalogue.vectors(ids)[ids[0]][0], 1)
        return bool(found) and found[0][1] > 0.99

    def _fill(self, index: VectorIndex) -> None:
        ids = self.catalogue.passage_ids()
        for start in range(0, len(ids), _REBUILD_BATCH):
            self._add_vectors(index, ids[start : start + _REBUILD_BATCH])

    def _add_vectors(self, index: VectorIndex, ids: Sequence[int]) -> None:
        vectors = self.catalogue.vectors(ids)
        if ids:
            index.add(ids, np.stack([vectors[i][0] for i in ids]))

    def _word_entries(self, passages: Iterable[Passage]) -> list[WordEntry]:
        passages = list(passages)
        titles = self.catalogue.titles(p.document_id for p in passages)
        sections = {}
        for _, group in groupby(passages, key=lambda p: p.document_id):
            whole = list(group)
            for start in range(0, len(whole), SECTION_PASSAGES):
                part = whole[start : start + SECTION_PASSAGES]
                sections[part[0].id] = "\n".join(passage.text for passage in part)
        return [WordEntry(p.id, p.text, titles[p.document_id], p.speaker or "", sections.get(p.id)) for p in passages]

    def settle(self) -> None:
        """Seal the indexes after writing, so that the next opening need not rebuild them."""
        if self._behind:
            return
        generation = self.catalogue.generation
        seal(self.folder / "words", generation)
        if self._vectors.folder:
            self._vectors.blank()
            seal(self._vectors.folder, generation)
        elif self._vectors.generation != generation:
            self._vectors.note_generation(generation)

    # Writing

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Leave the indexes unsealed if writing breaks off, so that the next opening rebuilds them."""
        try:
            with _told_if_full(self.folder):
                yield
        except BaseException:
            self._behind = True
            raise

    def commit(self, entries: Sequence[Entry], embeddings: Mapping[str, Embedding]) -> None:
        """Take in documents, or their new selves; each is visible in whole or not at all.

        Args:
            entries: The documents.
            embeddings: What is kept of passages, by content hash, for those not kept already.
        """
        before = set(self.catalogue.passage_ids())
        added: list[int] = []
        with self._writing():
            for entry in entries:
                added += self.catalogue.commit(entry, {key: embeddings[key] for key in entry.keys if key in embeddings})
            removed = before - set(self.catalogue.passage_ids())
            self._add_vectors(self._vectors, added)
            if not removed:
                self._words.add(self._word_entries(self.catalogue.passages(added)))
            self._forget(removed)

    def remove(self, document_id: str) -> None:
        """Remove a document from the catalogue and both indexes.

        Raises:
            UnknownDocument: If there is none of that id.
        """
        ids = self.catalogue.passage_ids(self.catalogue.document(document_id).id)
        with self._writing():
            self.catalogue.remove(document_id)
            self._forget(ids)
        self.settle()

    def add_origin(self, path: str, document_id: str) -> None:
        """Note that a file holds a document which is already here."""
        before = set(self.catalogue.passage_ids())
        with self._writing():
            self.catalogue.add_origin(path, document_id)
            self._forget(before - set(self.catalogue.passage_ids()))

    def _forget(self, passage_ids: Iterable[int]) -> None:
        ids = list(passage_ids)
        if not ids:
            return
        self.catalogue.empty_log()
        self._vectors.remove(ids)
        # Deleted terms would linger in the word index until some merge; made anew, nothing lingers.
        self._words = self._rebuilt_words()

    # Searching

    def nearest(self, vector: Vectors, k: int, among: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """Return ids and cosines of the passages nearest to a vector, best first; of those `among`, if given."""
        return self._vectors.search(vector, k, among)

    def matching(self, question: str, k: int, among: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """Return ids and BM25 scores of the passages that share the question's words, likewise."""
        return self._words.search(question, k, among)

    def sections(self, question: str, k: int) -> list[tuple[list[int], float]]:
        """Return the stretches of documents that hold most of the question's words.

        Returns:
            The ids of each section's passages, at most `SECTION_PASSAGES`, and the share in [0, 1] of the weight of the
            question's words that it holds, best first.
        """
        found = self._words.sections(question, k)
        passages = self.catalogue.following([first for first, _ in found], SECTION_PASSAGES)
        return [(passages[first], share) for first, share in found if first in passages]

    def terms(self, text: str) -> list[str]:
        """Return the stems of a text's content words, as the word index sees them."""
        return self._words.terms(text)

    def index_ids(self) -> tuple[set[int], set[int]]:
        """Return the passage ids held by the vector index and by the word index."""
        return self._vectors.ids(), self._words.ids()


def _check_ours(folder: Path) -> None:
    """Refuse a folder of somebody's own: what a library finds where it keeps its files, it takes for its own."""
    if any((folder / name).exists() for name in ("catalogue.sqlite", "library.lock")):
        return
    for name in ("files", "vectors", "words"):
        if (folder / name).exists():
            raise LibraryError(f"{folder} is no library, and has a {name!r} of its own; pass --data ELSEWHERE")


@contextlib.contextmanager
def _told_if_full(folder: Path) -> Iterator[None]:
    """Say that the disk is full where it is: SQLite, Chroma and tantivy each say it in an error of their own."""
    try:
        yield
    except AssistantError:
        raise
    except Exception as error:
        if shutil.disk_usage(folder).free >= _LITTLE_BYTES:
            raise
        raise LibraryError(f"the disk that holds {folder} is full; make room on it and try again") from error
