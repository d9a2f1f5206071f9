"""A second look: what other documents say of the matter that the best sentence tells of.

The question finds what is worded like the question. Another source of the same matter may be worded like the sentence
that was found, so it is looked for with that, and only in documents that tell of the same people and places.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from assistant.asking.composing.agreement import COSINE, NAMES, names_around, shared
from assistant.asking.judging.read import Judged, short_answer
from assistant.asking.judging.reader import load_reader
from assistant.asking.judging.snippets import snippets
from assistant.asking.judging.weigh import Place, readings_of
from assistant.encoder import Vectors
from assistant.library.library import Library
from assistant.library.where import passages_where
from assistant.schema import Evidence, MarkKind, Passage, Sentence, Where

__all__ = ["look_again"]

_PASSAGES = 24
_SENTENCES = 12
"""Sentences most like the one found, whose surroundings are compared with its own."""

_READ = 4
_FEWEST_NAMES = 0.2
"""Share of names that the surroundings of two sentences about one matter have in common at least."""


@dataclass(frozen=True, slots=True)
class _Near:
    """A sentence like the best one: where it stands, its passage, the unit vectors of both, and how like it is."""

    place: Place
    passage: Passage
    vectors: tuple[Vectors, Vectors]
    cosine: float


def look_again(library: Library, question: str, judged: Judged, where: Where | None = None) -> Judged:
    """Read what other documents have that resembles the sentence that answers best, and was not read for the question.

    Args:
        library: Where the sentences are kept.
        question: Stand-alone.
        judged: What was found for it, at least one sentence.
        where: Which part of the library may be read.

    Returns:
        The same, with those sentences `beside`; unchanged if no other document is about the matter.
    """
    near = _about_the_same(library, judged.evidence[0], _nearest(library, judged, where))
    held = _wanted(library, near, only_facts=where is not None and where.only_facts)
    chosen = [one for one in near if one.place in held][:_READ]
    if not chosen:
        return judged
    read = snippets(library, [one.place for one in chosen])
    readings = readings_of(load_reader(), question, read)
    titles = library.catalogue.titles([one.place[0] for one in chosen])
    beside, logits, values = list[Evidence](), dict(judged.logits), dict(judged.values)
    for one in chosen:
        reading, sentence = readings[one.place], held[one.place]
        if reading:
            rank = len(judged.evidence) + len(beside) + 1
            beside.append(Evidence(sentence, one.place[1], one.passage, one.place[0], titles[one.place[0]], 0.0, rank))
            logits[one.place] = reading.logit
            if short := short_answer(sentence, reading):
                values[one.place] = short
    vectors = judged.vectors | {one.place: one.vectors for one in chosen}
    return replace(judged, beside=beside, logits=logits, values=values, vectors=vectors)


def _nearest(library: Library, judged: Judged, where: Where | None) -> list[_Near]:
    """Return the unread sentences of other documents that are most like the best one."""
    first = judged.evidence[0]
    known = judged.vectors.get((first.document_id, first.position))
    if known is None:
        return []
    among = passages_where(library.catalogue, where) if where else None
    passages = library.catalogue.passages([i for i, _ in library.nearest(known[0], _PASSAGES, among)])
    vectors = library.catalogue.vectors([passage.id for passage in passages])
    found: dict[Place, _Near] = {}
    for passage in passages:
        own = vectors.get(passage.id)
        if own is None or passage.document_id == first.document_id:
            continue
        for position, cosine in enumerate((own[1:] @ known[0]).tolist(), passage.first):
            place = passage.document_id, position
            if place not in judged.logits and (place not in found or cosine > found[place].cosine):
                found[place] = _Near(place, passage, (own[1 + position - passage.first], own[0]), cosine)
    return sorted(found.values(), key=lambda one: (-one.cosine, one.place))[:_SENTENCES]


def _about_the_same(library: Library, first: Evidence, near: list[_Near]) -> list[_Near]:
    """Return those whose surroundings have names in common with the best sentence's, likeliest first."""
    if not near:
        return []
    own = names_around(library.catalogue, first.passage)
    passages = {one.passage.id: one.passage for one in near}
    names = {i: shared(own, names_around(library.catalogue, passage)) for i, passage in passages.items()}
    likely = [one for one in near if names[one.passage.id] >= _FEWEST_NAMES]
    return sorted(likely, key=lambda one: -COSINE * one.cosine - NAMES * math.sqrt(names[one.passage.id]))


def _wanted(library: Library, near: list[_Near], *, only_facts: bool) -> dict[Place, Sentence]:
    """Return the sentences that may be shown: facts, or all but questions and furniture."""
    held = library.catalogue.sentences_at([one.place for one in near])
    unwanted = (MarkKind.QUESTION, MarkKind.FURNITURE)
    return {
        place: sentence
        for place, sentence in held.items()
        if (sentence.mark.kind is MarkKind.FACT if only_facts else sentence.mark.kind not in unwanted)
    }
