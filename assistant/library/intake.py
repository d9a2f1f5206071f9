"""Documents on their way into the library: cut into passages, encoded, marked, committed."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from assistant.encoder import Encoder, Span, Vectors
from assistant.library.catalogue import Embedding, Entry
from assistant.library.library import Library
from assistant.marking import head
from assistant.marking.clauses import find_pieces
from assistant.marking.mark import mark_document
from assistant.reading.passages import PassageSpan, find_passages
from assistant.reading.segments import Segment
from assistant.schema import Document, Sentence

__all__ = ["Draft", "Intake", "encode", "mark"]

_CHUNK_PASSAGES, _CHUNKS_AHEAD = 32, 2
_BATCH_PASSAGES = 256


class Draft:
    """A document that was read and cut, waiting to be encoded with others.

    Attributes:
        document: The document.
        segments: Its sentences.
        passages: What is encoded at a time.
        pieces: For each sentence the spans of its parts, in the document.
        keys: For each passage the content hash under which its vectors are kept.
    """

    def __init__(self, document: Document, segments: list[Segment], encoder: Encoder, limit: int) -> None:
        self.document = document
        self.segments = segments
        tokens = encoder.token_spans([document.text[s.start : s.end] for s in segments])
        self.passages = find_passages(segments, tokens, limit=min(limit, encoder.max_tokens))
        self.pieces = [find_pieces(document.text[s.start : s.end], s.start) for s in segments]
        self.keys = [self._key(passage) for passage in self.passages]

    def text(self, passage: PassageSpan) -> str:
        """Return the words of a passage."""
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


class Intake:
    """Documents on their way into a library: a few passages at a time are encoded while the next files are read.

    What was encoded is then marked and, many passages at a time, committed. As a context manager it lets go of what was
    not committed.
    """

    def __init__(self, library: Library, encoder: Encoder) -> None:
        self._library = library
        self._encoder = encoder
        # Two, so that the encoder's workers have something to do while the last batch of a chunk is done.
        self._threads = ThreadPoolExecutor(2, "intake")
        self._chunk: list[Draft] = []
        self._ahead: deque[tuple[list[Draft], Future[dict[str, Embedding]]]] = deque()
        self._entries: list[Entry] = []
        self._fresh: dict[str, Embedding] = {}
        self._submitted: set[str] = set()

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)

    def holds(self, document: Document) -> bool:
        """Return whether a document of the same content or file is not committed yet."""
        drafts = [*self._chunk, *(draft for drafts, _ in self._ahead for draft in drafts)]
        held = [draft.document for draft in drafts] + [entry.document for entry in self._entries]
        return any(document.id == other.id or document.path == other.path for other in held)

    def take(self, draft: Draft) -> None:
        """Have a document encoded soon, and mark and commit what is ready."""
        self._chunk.append(draft)
        if sum(len(draft.passages) for draft in self._chunk) >= _CHUNK_PASSAGES:
            self._submit()
            while len(self._ahead) > _CHUNKS_AHEAD:
                self._finish()
        if sum(len(entry.keys) for entry in self._entries) >= _BATCH_PASSAGES:
            self._write()

    def commit(self) -> None:
        """Encode, mark and commit all that was taken."""
        self._submit()
        while self._ahead:
            self._finish()
        self._write()

    def _submit(self) -> None:
        if self._chunk:
            wanted = self._unknown(self._chunk, self._submitted)
            self._submitted |= wanted.keys()
            self._ahead.append((self._chunk, self._threads.submit(encode, self._encoder, wanted)))
            self._chunk = []

    def _finish(self) -> None:
        drafts, encoded = self._ahead.popleft()
        self._fresh |= encoded.result()
        # A document replaced in the meantime may have taken with it what was known.
        self._fresh |= encode(self._encoder, self._unknown(drafts, self._fresh))
        for draft in drafts:
            leanings = [
                self._fresh[key].leanings
                if key in self._fresh
                else self._library.catalogue.leanings(key, len(head.KINDS))
                for key in draft.keys
            ]
            self._entries.append(Entry(draft.document, mark(draft, leanings), draft.passages, draft.keys))

    def _write(self) -> None:
        if self._entries:
            self._library.commit(self._entries, self._fresh)
        self._submitted -= self._fresh.keys()
        self._entries, self._fresh = [], {}

    def _unknown(self, drafts: Sequence[Draft], known: Collection[str]) -> dict[str, tuple[Draft, PassageSpan]]:
        """Return the passages that are encoded neither in the library nor among the `known`."""
        keys = dict.fromkeys(key for draft in drafts for key in draft.keys)
        kept = self._library.catalogue.known_embeddings(keys)
        return {
            key: (draft, passage)
            for draft in drafts
            for key, passage in zip(draft.keys, draft.passages, strict=True)
            if key not in kept and key not in known
        }


def encode(encoder: Encoder, places: Mapping[str, tuple[Draft, PassageSpan]]) -> dict[str, Embedding]:
    """Return the vectors of passages, and what the head makes of their sentences and parts, by key."""
    sentences = [draft.spans(passage) for draft, passage in places.values()]
    parts = [[span for held in draft.parts(passage) for span in held] for draft, passage in places.values()]
    encoded = encoder.encode_passages(
        [draft.text(passage) for draft, passage in places.values()],
        [one + other for one, other in zip(sentences, parts, strict=True)],
    )
    styles = [one.style for one in encoded if one.style is not None]
    leanings: Sequence[Vectors | None] = (
        head.lean_each(styles) if len(styles) == len(encoded) else [None] * len(encoded)
    )
    return {
        # Vectors are kept of sentences alone; of their parts only what the head says of them.
        key: Embedding(one.vectors[: 1 + len(held)], leaning)
        for key, one, held, leaning in zip(places, encoded, sentences, leanings, strict=True)
    }


def mark(draft: Draft, leanings: Sequence[Vectors | None]) -> list[Sentence]:
    """Return a document's sentences, marked.

    Args:
        draft: The document.
        leanings: For each passage what the head makes of its sentences and parts; None from a model it does not know.
    """
    return mark_document(draft.document, draft.segments, *_by_sentence(draft, leanings))


def _by_sentence(draft: Draft, leanings: Sequence[Vectors | None]) -> tuple[Vectors, list[Vectors]] | tuple[None, None]:
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
