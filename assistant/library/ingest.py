"""Adding files: read, cut, encode, mark, commit. A file that fails leaves nothing behind."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from assistant.encoder import Encoder, Span, Vectors
from assistant.errors import ReadingError
from assistant.library.catalogue import Embedding, Entry
from assistant.library.library import Library
from assistant.marking import head
from assistant.marking.clauses import find_pieces
from assistant.marking.mark import mark_document
from assistant.reading.document import read_document
from assistant.reading.files import find_files
from assistant.reading.passages import PassageSpan, find_passages
from assistant.reading.segments import Segment
from assistant.reading.worker import Parser
from assistant.schema import AddResult, Document, Sentence

__all__ = ["Progress", "add_files", "mark_file"]

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the file at hand."""

_BATCH_PASSAGES = 256


class _Draft:
    """A document that was read and cut, waiting to be encoded with others."""

    def __init__(self, document: Document, segments: list[Segment], encoder: Encoder, limit: int) -> None:
        self.document = document
        self.segments = segments
        tokens = encoder.token_spans([document.text[s.start : s.end] for s in segments])
        self.passages = find_passages(segments, tokens, limit=min(limit, encoder.max_tokens))
        self.pieces = [find_pieces(document.text[s.start : s.end], s.start) for s in segments]
        self.keys = [self._key(passage) for passage in self.passages]

    def text(self, passage: PassageSpan) -> str:
        return self.document.text[passage.start : passage.end]

    def spans(self, passage: PassageSpan) -> list[Span]:
        """Return the spans of a passage's sentences, counted from its own start."""
        held = self.segments[passage.first : passage.last + 1]
        return [(max(0, s.start - passage.start), min(s.end, passage.end) - passage.start) for s in held]

    def parts(self, passage: PassageSpan) -> list[list[Span]]:
        """Return the spans of the parts of each of a passage's sentences, counted from the passage's own start.

        A sentence that is spread over several passages has none: no passage reads both sides of a cut.
        """
        held = range(passage.first, passage.last + 1)
        whole = [passage.start <= self.segments[i].start and self.segments[i].end <= passage.end for i in held]
        return [
            [(a - passage.start, b - passage.start) for a, b in self.pieces[i]] if inside else []
            for i, inside in zip(held, whole, strict=True)
        ]

    def _key(self, passage: PassageSpan) -> str:
        content = f"{head.VERSION}\n{self.spans(passage)}\n{self.parts(passage)}\n{self.text(passage)}".encode(
            "utf-8", "surrogatepass"
        )
        return hashlib.sha256(content).hexdigest()[:32]


def add_files(
    library: Library,
    encoder: Encoder,
    paths: Iterable[Path],
    *,
    passage_tokens: int,
    progress: Progress | None = None,
) -> list[AddResult]:
    """Add files and folders to a library.

    Args:
        library: Where they go.
        encoder: The embedding model.
        paths: Files, and folders to be searched for files.
        passage_tokens: Longest passage.
        progress: Told of every file.

    Returns:
        One result per file, in order. The same content twice is one document; a file that changed replaces
        its old self; a failed one changes nothing.
    """
    results, files = _expand(paths)
    waiting: list[tuple[int, _Draft, str]] = []

    def commit() -> None:
        _commit(library, encoder, [draft for _, draft, _ in waiting])
        for place, draft, status in waiting:
            results[place] = AddResult(str(draft.document.path), status, draft.document.id)
        waiting.clear()

    with Parser() as parser:
        for done, (place, path) in enumerate(files):
            if progress:
                progress(done, len(files), path.name)
            try:
                document, segments = read_document(path, parser)
            except ReadingError as error:
                results[place] = AddResult(str(path), "failed", None, str(error))
                continue
            pending = [draft.document for _, draft, _ in waiting]
            if any(document.id == other.id or document.path == other.path for other in pending):
                commit()
            unchanged = _unchanged(library, document)
            if unchanged:
                results[place] = AddResult(str(path), "unchanged", document.id, unchanged)
                continue
            library.check_probe(encoder.probe)  # loads the model, so only once there is something to encode
            replaces = library.catalogue.find(path=document.path) is not None
            draft = _Draft(document, segments, encoder, passage_tokens)
            waiting.append((place, draft, "replaced" if replaces else "added"))
            if sum(len(draft.passages) for _, draft, _ in waiting) >= _BATCH_PASSAGES:
                commit()
    if waiting:
        commit()
    if progress and files:
        progress(len(files), len(files), "")
    library.settle()
    return [result for result in results if result]


def mark_file(path: Path, encoder: Encoder, *, passage_tokens: int) -> tuple[Document, list[Sentence]]:
    """Read and mark one file as adding it would, without a library.

    Args:
        path: The file.
        encoder: The embedding model.
        passage_tokens: Longest passage.

    Returns:
        The document and its marked sentences, in order.

    Raises:
        ReadingError: If the file cannot be read or holds no sentence.
    """
    document, segments = read_document(path)
    draft = _Draft(document, segments, encoder, passage_tokens)
    embeddings = _encode(encoder, dict(zip(draft.keys, ((draft, passage) for passage in draft.passages), strict=True)))
    return document, _mark(draft, [embeddings[key].leanings for key in draft.keys])


def _expand(paths: Iterable[Path]) -> tuple[list[AddResult | None], list[tuple[int, Path]]]:
    """Return a place for every file's result, paths that do not exist filled in, and the files by place."""
    results: list[AddResult | None] = []
    files: list[tuple[int, Path]] = []
    for path in paths:
        try:
            for file in find_files(path):
                files.append((len(results), file))
                results.append(None)
        except ReadingError as error:
            results.append(AddResult(str(path), "failed", None, str(error)))
    return results, files


def _unchanged(library: Library, document: Document) -> str | None:
    """Return why a document need not be added, noting its file as one more origin; None if it must be."""
    kept = library.catalogue.find(document_id=document.id)
    if kept is None:
        return None
    held = library.catalogue.find(path=document.path)
    if held is not None and held.id == kept.id:
        # Same file, same text: only its metadata may be new, and those of a copy do not count.
        return "already in the library" if kept == document or kept.path != document.path else None
    library.add_origin(str(document.path), document.id)
    return f"same content as {kept.title!r}"


def _commit(library: Library, encoder: Encoder, drafts: Sequence[_Draft]) -> None:
    keys = dict.fromkeys(key for draft in drafts for key in draft.keys)
    known = library.catalogue.known_embeddings(keys)
    places = {
        key: (draft, passage)
        for draft in drafts
        for key, passage in zip(draft.keys, draft.passages, strict=True)
        if key not in known
    }
    fresh = _encode(encoder, places)
    entries = []
    for draft in drafts:
        leanings = [
            fresh[key].leanings if key in fresh else library.catalogue.leanings(key, len(head.KINDS))
            for key, passage in zip(draft.keys, draft.passages, strict=True)
        ]
        entries.append(Entry(draft.document, _mark(draft, leanings), draft.passages, draft.keys))
    library.commit(entries, fresh)


def _encode(encoder: Encoder, places: Mapping[str, tuple[_Draft, PassageSpan]]) -> dict[str, Embedding]:
    sentences = [draft.spans(passage) for draft, passage in places.values()]
    parts = [[span for held in draft.parts(passage) for span in held] for draft, passage in places.values()]
    encoded = encoder.encode_passages(
        [draft.text(passage) for draft, passage in places.values()],
        [one + other for one, other in zip(sentences, parts, strict=True)],
    )
    return {
        # Vectors are kept of sentences alone; of their parts only what the head says of them.
        key: Embedding(one.vectors[: 1 + len(held)], head.lean(one.style) if one.style is not None else None)
        for key, one, held in zip(places, encoded, sentences, strict=True)
    }


def _mark(draft: _Draft, leanings: Sequence[Vectors | None]) -> list[Sentence]:
    return mark_document(draft.document, draft.segments, *_by_sentence(draft, leanings))


def _by_sentence(
    draft: _Draft, leanings: Sequence[Vectors | None]
) -> tuple[Vectors, list[Vectors]] | tuple[None, None]:
    """Return each sentence's mean leaning over the passages that hold it, and its parts'; nothing if any has none."""
    total = np.zeros((len(draft.segments), len(head.KINDS)), dtype=np.float32)
    count = np.zeros((len(draft.segments), 1), dtype=np.float32)
    parts: list[Vectors] = [total[:0]] * len(draft.segments)
    for passage, array in zip(draft.passages, leanings, strict=True):
        if array is None:
            return None, None
        place = 1 + passage.last - passage.first
        total[passage.first : passage.last + 1] += array[:place]
        count[passage.first : passage.last + 1] += 1
        for position, held in enumerate(draft.parts(passage), passage.first):
            if held:
                parts[position] = array[place : place + len(held)]
            place += len(held)
    mean: Vectors = total / count
    return mean, parts
