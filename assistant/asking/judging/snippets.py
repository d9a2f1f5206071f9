"""What the reader is given to read: runs of sentences of one document, with its title and who speaks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.asking.judging.lines import is_item, stands_above
from assistant.asking.understanding.whose import voice_of
from assistant.asking.wording.names import key_names
from assistant.asking.wording.words import is_assent
from assistant.library.library import Library
from assistant.schema import Document, MarkKind, Sentence

__all__ = ["Snippet", "alone", "leans", "names_about", "render", "snippets"]

LONGEST = 400
"""Most characters of a snippet's sentences together; a longer sentence stands alone."""

_SECTION, _AROUND = 4_000, 2_000
"""Characters of a section of a document, and those before and after it that are looked at with it for its names."""

_SHORT = 45  # characters below which a sentence says little by itself
_BACK = "He|She|They|It|His|Her|Their|Its|This|That|These|Those|Such|Both|There"
_LEANS = re.compile(
    rf"[“\"‘']?(?:(?:And|But|So|Then|Yet|Also,|However,|Still,) (?:{_BACK}|{_BACK.lower()})|{_BACK}"
    r"|(?:Neither|Nor|So|Each|Another) (?:is|are|was|were|has|had|have|do|does|did|will|would|could|can)"
    r"|(?:Neither|None|Each|One|Two|Three|Several|Some|Many|Most|Half|All) of (?:them|these|those)"
    r"|The (?:first|second|third|former|latter|others?|two|three) (?:is|are|was|were|has|had|says?|said))\b"
)


@dataclass(frozen=True, slots=True)
class Snippet:
    """Consecutive sentences as the reader sees them.

    Attributes:
        document_id: Their document.
        positions: Their positions in it.
        sentences: The sentences.
        text: The title, the names that tell what is spoken of, what heads the list or the table if they are of one,
            then the sentences; a voice stands before the first sentence it answers for.
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
    documents = library.catalogue.documents_of(set(wanted))
    made, every = [], dict[str, list[Sentence]]()
    for document_id, positions in wanted.items():
        for first, last in _stretches(sorted(positions)):
            for run in _cut({position: held[document_id, position] for position in range(first, last + 1)}):
                chosen = tuple(held[document_id, position] for position in run)
                made.append(_snippet(library, every, documents[document_id], tuple(run), chosen))
    return made


def alone(library: Library, places: Sequence[tuple[str, int]]) -> list[Snippet]:
    """Return each of the given sentences by itself."""
    held = library.catalogue.sentences_at(places)
    documents = library.catalogue.documents_of({name for name, _ in places})
    every: dict[str, list[Sentence]] = {}
    return [
        _snippet(library, every, documents[name], (position,), (held[name, position],)) for name, position in places
    ]


def _snippet(
    library: Library,
    every: dict[str, list[Sentence]],
    document: Document,
    positions: tuple[int, ...],
    sentences: tuple[Sentence, ...],
) -> Snippet:
    """Return a run as it is read; `every` keeps all sentences of documents that were needed for one."""
    above: list[Sentence] = []
    if is_item(document.text, sentences[0]):
        if document.id not in every:
            every[document.id] = library.catalogue.sentences(document.id)
        above = [every[document.id][p] for p in stands_above(document, every[document.id], positions[0])]
    text, spans = render(document.title, [*above, *sentences], names_about(document, sentences[0].start))
    return Snippet(document.id, positions, sentences, text, spans[len(above) :])


def names_about(document: Document, start: int) -> tuple[str, ...]:
    """Return the names that tell what is spoken of around a place in a document."""
    section = start // _SECTION * _SECTION
    return key_names(document.title, document.text[max(0, section - _AROUND) : section + _SECTION + _AROUND])


def leans(text: str) -> bool:
    """Return whether a sentence opens with a word that points back, as "He" or "This" does, or only says "Perhaps."."""
    return bool(_LEANS.match(text) or is_assent(text))


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


def render(
    title: str, sentences: Sequence[Sentence], names: Sequence[str] = ()
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return sentences as the reader sees them, and where each stands in that text.

    A voice stands before the first sentence it answers for, so that "she said" has a name, and names after the title,
    so that a sentence which leaves unsaid where it happens is not taken for one about another place.
    """
    text, spans, last = f"{title} ({'; '.join(names)}):" if names else f"{title}:", [], None
    for sentence in sentences:
        voice = voice_of(sentence)
        text += f" {voice}: " if voice and voice != last else " "
        last = voice
        start = len(text)
        text += " ".join(sentence.text.split())
        spans.append((start, len(text)))
    return text, tuple(spans)
