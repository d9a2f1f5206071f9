"""What the reader is given to read: runs of sentences of one document, with its title and who speaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.asking.clues import voice_of
from assistant.library.library import Library
from assistant.schema import Sentence

__all__ = ["Snippet", "render", "snippets"]

LONGEST = 400
"""Most characters of a snippet's sentences together; a longer sentence stands alone."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Consecutive sentences as the reader sees them.

    Attributes:
        document_id: Their document.
        positions: Their positions in it.
        sentences: The sentences.
        text: The title, then the sentences; a voice stands before the first sentence it answers for.
        spans: Where each sentence stands in `text`.
    """

    document_id: str
    positions: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    text: str
    spans: tuple[tuple[int, int], ...]


def snippets(library: Library, places: Iterable[tuple[str, int]]) -> list[Snippet]:
    """Return runs of sentences that hold the given ones, those that follow each other together.

    Args:
        library: Where the sentences are kept.
        places: Document id and position of each sentence.
    """
    wanted: dict[str, set[int]] = defaultdict(set)
    for document_id, position in places:
        wanted[document_id].add(position)
    titles = library.catalogue.titles(wanted)
    made = []
    for document_id, positions in wanted.items():
        for first, last in _stretches(sorted(positions)):
            sentences = library.catalogue.window(document_id, first, last)
            for run in _cut(sentences):
                chosen = tuple(sentences[position] for position in run)
                text, spans = render(titles[document_id], chosen)
                made.append(Snippet(document_id, tuple(run), chosen, text, spans))
    return made


def _stretches(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and last of every run of consecutive numbers."""
    starts = [n for n, position in enumerate(positions) if n == 0 or position != positions[n - 1] + 1]
    return [(positions[a], positions[b - 1]) for a, b in zip(starts, [*starts[1:], len(positions)], strict=True)]


def _cut(sentences: Mapping[int, Sentence]) -> list[list[int]]:
    """Cut consecutive sentences into runs that are not too long."""
    runs: list[list[int]] = []
    size = 0
    for position, sentence in sentences.items():
        length = len(sentence.text)
        if runs and size + length <= LONGEST:
            runs[-1].append(position)
            size += length
        else:
            runs.append([position])
            size = length
    return runs


def render(title: str, sentences: Sequence[Sentence]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return sentences as the reader sees them, and where each stands in that text.

    A voice stands before the first sentence it answers for, so that "she said" has a name.
    """
    text, spans, last = f"{title}:", [], None
    for sentence in sentences:
        voice = voice_of(sentence)
        text += f" {voice}: " if voice and voice != last else " "
        last = voice
        start = len(text)
        text += " ".join(sentence.text.split())
        spans.append((start, len(text)))
    return text, tuple(spans)
