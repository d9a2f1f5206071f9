"""What the reader is given to read: runs of sentences of one document, with its title and who speaks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.asking.clues import voice_of
from assistant.library.library import Library
from assistant.schema import MarkKind, Sentence

__all__ = ["Snippet", "alone", "leans", "render", "snippets"]

LONGEST = 400
"""Most characters of a snippet's sentences together; a longer sentence stands alone."""

_SHORT = 45  # characters below which a sentence says little by itself
_LEANS = re.compile(
    r"(?:And |But |So |Then |Also, )?(?:He|She|They|It|His|Her|Their|Its|This|That|These|Those|Such|Both|There)\b"
)


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


def snippets(library: Library, places: Sequence[tuple[str, int]]) -> list[Snippet]:
    """Return runs of sentences that hold the given ones and what those lean on.

    Args:
        library: Where the sentences are kept.
        places: Document id and position of each sentence.
    """
    wanted: dict[str, set[int]] = defaultdict(set)
    held = library.catalogue.sentences_at([(name, p) for name, position in places for p in (position - 1, position)])
    for name, position in places:
        wanted[name].add(position)
        own, before = held[name, position], held.get((name, position - 1))
        if before and (before.mark.kind is MarkKind.QUESTION or leans(own.text) or len(own.text) < _SHORT):
            wanted[name].add(position - 1)
    titles = library.catalogue.titles(wanted)
    made = []
    for document_id, positions in wanted.items():
        for first, last in _stretches(sorted(positions)):
            for run in _cut({position: held[document_id, position] for position in range(first, last + 1)}):
                chosen = tuple(held[document_id, position] for position in run)
                text, spans = render(titles[document_id], chosen)
                made.append(Snippet(document_id, tuple(run), chosen, text, spans))
    return made


def alone(library: Library, places: Sequence[tuple[str, int]]) -> list[Snippet]:
    """Return each of the given sentences by itself."""
    held = library.catalogue.sentences_at(places)
    titles = library.catalogue.titles({name for name, _ in places})
    return [
        Snippet(name, (position,), (held[name, position],), *render(titles[name], (held[name, position],)))
        for name, position in places
    ]


def leans(text: str) -> bool:
    """Return whether a sentence opens with a word that points back, as "He" or "This" does."""
    return bool(_LEANS.match(text))


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
