"""What the reader learns from: questions with snippets, one of which may answer, and claims with what they rest on.

Every question is put to a library of all documents of its kind, so that what it must not fall for is what retrieval
really finds. Only documents of train splits, and public sets whose licence allows it, are used.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.asking.retrieve import retrieve
from assistant.asking.shortlist import shortlist
from assistant.asking.snippets import render
from assistant.encoder import Encoder
from assistant.library.library import Library
from assistant.schema import Sentence
from eval.datasets.files import read_json
from eval.datasets.handwritten import FOLDER
from eval.datasets.types import Claim, Question, Span
from eval.shelf import Shelf
from eval.verification import found_for

__all__ = [
    "Asked",
    "Claimed",
    "Row",
    "Shelved",
    "asked_of",
    "claims_about_pages",
    "claims_of",
    "event_groups",
    "foreign_to",
    "rows_of",
]

Place = tuple[str, int]

CANDIDATES = 60
_LONGEST = 340  # characters of a snippet's sentences, somewhat less than when answering: more of them fit a step
_AROUND = (0, 0, 1)  # neighbours before a sentence, or after it: when answering, most stand alone or in pairs
_DEPTH = 8.0  # mean rank of a wrong snippet among the candidates


@dataclass(frozen=True, slots=True)
class Shelved:
    """A library with all that training needs of it at hand.

    Attributes:
        shelf: The library and its names.
        titles: By document id.
        sentences: By document id, in order.
        groups: Event group of a document, or its own id: documents of one group may answer each other's questions.
    """

    shelf: Shelf
    titles: dict[str, str]
    sentences: dict[str, list[Sentence]]
    groups: dict[str, str]

    @classmethod
    def of(cls, shelf: Shelf, groups: dict[str, str] | None = None) -> Shelved:
        """Read a library once; `groups` gives the event group of a source by its name."""
        documents = shelf.assistant.documents()
        sentences = {document.id: shelf.assistant.sentences(document.id) for document in documents}
        named = {shelf.names[name]: group for name, group in (groups or {}).items() if name in shelf.names}
        return cls(shelf, {document.id: document.title for document in documents}, sentences, named)

    def position(self, span: Span) -> Place:
        """Return the sentence that shares most of a gold span."""
        document_id = self.shelf.names[span.source]
        held = self.sentences[document_id]
        return document_id, max(
            range(len(held)), key=lambda i: min(held[i].end, span.end) - max(held[i].start, span.start)
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, where it is answered, and what retrieval finds for it.

    Attributes:
        home: The library it is put to.
        text: The question.
        gold: Places that answer; empty if none does.
        short: The shortest answer, verbatim, or None.
        candidates: Places found, best first, gold ones left out.
    """

    home: Shelved = field(repr=False)
    text: str
    gold: tuple[Place, ...]
    short: str | None
    candidates: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A question with one snippet: which of its sentences answer, and where the short answer stands in its text."""

    question: str
    text: str
    spans: tuple[tuple[int, int], ...]
    answers: tuple[bool, ...]
    short: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim, the text it rests on, and whether that supports it."""

    claim: str
    text: str
    supported: bool


def asked_of(home: Shelved, questions: Sequence[Question]) -> Iterator[Asked]:
    """Put questions to their library."""
    for question in questions:
        gold = tuple(dict.fromkeys(home.position(span) for needed in question.answers for span in needed))
        if question.kind == "answerable" and not gold:
            continue
        yield Asked(home, question.text, gold, question.short, _found(home, question.text, gold))


def foreign_to(home: Shelved, questions: Sequence[Question], count: int, dice: random.Random) -> Iterator[Asked]:
    """Put questions about other documents to a library that cannot answer them."""
    for question in dice.sample(list(questions), min(count, len(questions))):
        yield Asked(home, question.text, (), None, _found(home, question.text, ()))


def _found(home: Shelved, question: str, gold: Sequence[Place]) -> tuple[Place, ...]:
    library: Library = home.shelf.assistant._library
    vector = Encoder().encode_query(question)
    listed = shortlist(library, question, vector, retrieve(library, question, vector, k=CANDIDATES), k=CANDIDATES)
    return tuple(one.place for one in listed if one.place not in gold)


def event_groups() -> dict[str, str]:
    """Return the event group of every handwritten document, or its own name, by its name."""
    records = [read_json(path) for path in sorted(FOLDER.glob("*.json"))]
    return {record["id"]: record.get("group") or record["id"] for record in records}


def rows_of(asked: Asked, wrong: int, dice: random.Random) -> list[Row]:
    """Return one question's snippets: one that answers, if any does, and wrong ones from what retrieval found.

    Args:
        asked: The question.
        wrong: How many wrong snippets; one more if nothing answers.
        dice: Draws which.
    """
    chosen: list[Sequence[Place]] = []
    used: set[Place] = set()
    own = {asked.home.groups.get(document_id, document_id) for document_id, _ in asked.gold}
    places = {document_id for document_id, _ in asked.gold}
    if asked.gold:
        chosen.append(_around(asked.home, dice.choice(asked.gold), dice))
        used.update(chosen[0])
    wanted = len(chosen) + wrong + (not asked.gold)
    for _ in range(30):
        if len(chosen) >= wanted or not asked.candidates:
            break
        place = asked.candidates[min(int(dice.expovariate(1 / _DEPTH)), len(asked.candidates) - 1)]
        sibling = asked.home.groups.get(place[0], place[0]) in own and place[0] not in places
        if place in used or sibling:  # another report of the same event may well answer
            continue
        chosen.append(_around(asked.home, place, dice))
        used.update(chosen[-1])
    return [_row(asked, run) for run in chosen]


def _around(home: Shelved, place: Place, dice: random.Random) -> list[Place]:
    """Return a sentence with some of its neighbours."""
    document_id, position = place
    held = home.sentences[document_id]
    first = last = position
    size = len(held[position].text)
    for step, most in ((-1, dice.choice(_AROUND)), (1, dice.choice(_AROUND))):
        for _ in range(most):
            following = (first if step < 0 else last) + step
            if not 0 <= following < len(held) or size + len(held[following].text) > _LONGEST:
                break
            size += len(held[following].text)
            first, last = min(first, following), max(last, following)
    return [(document_id, i) for i in range(first, last + 1)]


def _row(asked: Asked, run: Sequence[Place]) -> Row:
    document_id = run[0][0]
    held = asked.home.sentences[document_id]
    text, spans = render(asked.home.titles[document_id], [held[position] for _, position in run])
    answers = tuple(place in asked.gold for place in run)
    short = None
    for (start, end), right in zip(spans, answers, strict=True):
        found = text.find(asked.short, start, end) if right and asked.short else -1
        if found >= 0 and asked.short:
            short = (found, found + len(asked.short))
    return Row(asked.text, text, spans, answers, short)


def claims_of(home: Shelved, claims: Sequence[Claim]) -> list[Claimed]:
    """Return claims with the sentences they rest on or contradict, as the reader sees them."""
    made = []
    for claim in claims:
        places = [home.position(span) for span in claim.evidence]
        if places:
            held = home.sentences[places[0][0]]
            text, _ = render(home.titles[places[0][0]], [held[position] for _, position in places])
            made.append(Claimed(claim.text, text, claim.supported))
    return made


def claims_about_pages(shelf: Shelf, claims: Sequence[Claim]) -> list[Claimed]:
    """Return claims about whole pages with the sentences that were chosen for them, and with those found for them.

    What is found for a supported claim is left out where it lacks some of what was chosen, for it may not bear it out.
    """
    home = Shelved.of(shelf)
    made = claims_of(home, claims)
    for claim in claims:
        found = found_for(shelf, claim)
        places = {(one.document_id, one.position) for one in found}
        if found and (not claim.supported or places >= {home.position(span) for span in claim.evidence}):
            text, _ = render(found[0].title, [one.sentence for one in found])
            made.append(Claimed(claim.text, text, claim.supported))
    return list(dict.fromkeys(made))
