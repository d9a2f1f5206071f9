"""What the reader learns from: questions with snippets, one of which may answer.

Every question is put to a library of all documents of its kind, so that what it must not fall for is what retrieval
really finds. Only documents of train splits, and public sets whose licence allows it, are used.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from assistant.asking.composing.telling import citation
from assistant.asking.finding.query import encode_question
from assistant.asking.finding.retrieve import retrieve
from assistant.asking.finding.shortlist import Listed, shortlist
from assistant.asking.judging.snippets import names_about, render, snippets
from assistant.asking.judging.weigh import READ
from assistant.asking.understanding.in_context import in_context
from assistant.encoder import Encoder
from assistant.schema import Answer, Document, Reason, Sentence, Statement
from eval.datasets.handwritten import read_handwritten
from eval.datasets.plain import PlainQuestion, placed
from eval.datasets.types import Question, Span
from eval.shelf import Shelf, nearest

__all__ = [
    "Asked",
    "Row",
    "Shelved",
    "asked_of",
    "event_groups",
    "foreign_to",
    "rows_of",
    "understood",
]

Place = tuple[str, int]
Run = tuple[str, tuple[int, ...]]
T = TypeVar("T")

_CANDIDATES = 60
_WRONG, _WRONG_ALONE = 9, 4
"""Wrong snippets of a question, and wrong sentences read alone; one more of each if nothing answers."""

_DEEP, _DEEP_ALONE = 12.0, 6.0  # how fast the chance to be drawn falls with a place on the shortlist: e-fold in so many
_RIGHT_ALONE = 3
_NAMELESS = 0.1  # share of questions whose snippets come without the names of what is spoken of


@dataclass(frozen=True, slots=True)
class Shelved:
    """A library with all that training needs of it at hand.

    Attributes:
        shelf: The library and its names.
        documents: By id.
        sentences: By document id, in order.
        groups: Event group of a document, or its own id: documents of one group may answer each other's questions.
    """

    shelf: Shelf
    documents: dict[str, Document]
    sentences: dict[str, list[Sentence]]
    groups: dict[str, str]

    @classmethod
    def of(cls, shelf: Shelf, groups: dict[str, str] | None = None) -> Shelved:
        """Read a library once; `groups` gives the event group of a source by its name."""
        documents = shelf.assistant.documents()
        sentences = {document.id: shelf.assistant.sentences(document.id) for document in documents}
        named = {shelf.names[name]: group for name, group in (groups or {}).items() if name in shelf.names}
        return cls(shelf, {document.id: document for document in documents}, sentences, named)

    def position(self, span: Span) -> Place:
        """Return the sentence that shares most of a gold span."""
        document_id = self.shelf.names[span.source]
        return document_id, nearest(self.sentences[document_id], span.start, span.end)

    def listed(self, question: str, *, k: int = READ, candidates: int | None = None) -> list[Listed]:
        """Return the shortlist of a question, from as many candidates as when it is answered unless told otherwise."""
        library, vector = self.shelf.assistant._library, encode_question(Encoder(), question)
        found = retrieve(library, question, vector, k=candidates or self.shelf.assistant.settings.candidates)
        return shortlist(library, question, vector, found, k=k)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, where it is answered, and what retrieval finds for it.

    Attributes:
        home: The library it is put to.
        text: The question.
        gold: Places that answer; empty if none does.
        short: The shortest answer, verbatim, or None.
        found: Places on the shortlist, best first.
        runs: The same as the reader gets them to read: document id and positions of each snippet.
    """

    home: Shelved = field(repr=False)
    text: str
    gold: tuple[Place, ...]
    short: str | None
    found: tuple[Place, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A question with one snippet: which of its sentences answer, and where the short answer stands in its text.

    Attributes:
        question: The question.
        text: The snippet as the reader sees it.
        spans: Where its sentences stand in that.
        answers: Which of them answer.
        short: Where the short answer stands, if it does.
        alone: Whether it is a sentence read a second time, by itself.
    """

    question: str
    text: str
    spans: tuple[tuple[int, int], ...]
    answers: tuple[bool, ...]
    short: tuple[int, int] | None
    alone: bool


def asked_of(home: Shelved, questions: Sequence[Question]) -> Iterator[Asked]:
    """Put questions to their library."""
    for question in questions:
        gold = tuple(dict.fromkeys(home.position(span) for needed in question.answers for span in needed))
        if question.kind == "answerable" and not gold:
            continue
        yield Asked(home, question.text, gold, question.short, *_found(home, question.text))


def understood(home: Shelved, turns: Sequence[PlainQuestion]) -> Iterator[Question]:
    """Yield the follow-ups of conversations as they are understood, if all before was answered rightly.

    Args:
        home: The library they are put to.
        turns: Those of one conversation one after another.
    """
    texts = {name: home.documents[held].text for name, held in home.shelf.names.items()}
    for _, talk in groupby(turns, lambda turn: (turn.document, turn.conversation)):
        history: list[Answer] = []
        for turn in talk:
            asked = placed(turn, texts, len(history))
            text = in_context(home.shelf.assistant._library, turn.question, history)
            if history:
                yield replace(asked, text=text)
            history.append(_right(home, turn.question, text, asked))


def _right(home: Shelved, question: str, text: str, asked: Question) -> Answer:
    """Return the right answer to a question: its sentence, or a refusal."""
    if not asked.answers:
        nearest = tuple(home.shelf.assistant.search(text, 1))  # as for all that is near the documents
        return Answer(question, text, abstained=True, reason=Reason.NOT_ANSWERED, nearest=nearest)
    document_id, position = home.position(asked.answers[0][0])
    sentence = home.sentences[document_id][position]
    return Answer(
        question, text, (Statement(sentence.text, sentence.mark, (citation(home.documents[document_id], sentence),)),)
    )


def foreign_to(home: Shelved, questions: Sequence[Question], count: int, dice: random.Random) -> Iterator[Asked]:
    """Put questions about other documents to a library that cannot answer them."""
    for question in dice.sample(list(questions), min(count, len(questions))):
        yield Asked(home, question.text, (), None, *_found(home, question.text))


def _found(home: Shelved, question: str) -> tuple[tuple[Place, ...], tuple[Run, ...]]:
    places = tuple(one.place for one in home.listed(question, candidates=_CANDIDATES))
    read = snippets(home.shelf.assistant._library, places)
    return places, tuple((one.document_id, one.positions) for one in read)


def event_groups() -> dict[str, str]:
    """Return the event group of every handwritten document, or its own name, by its name."""
    return {record["id"]: record.get("group") or record["id"] for record in read_handwritten()}


def rows_of(asked: Asked, dice: random.Random) -> list[Row]:
    """Return what is read for one question, as when it is answered: snippets, and single sentences by themselves.

    Among the snippets are those that answer, and wrong ones drawn from what was found, likelier the higher on the
    shortlist; the same goes for the sentences.

    Args:
        asked: The question.
        dice: Draws which.
    """
    gold, rank = set(asked.gold), {place: number for number, place in enumerate(asked.found)}
    names = dice.random() >= _NAMELESS
    runs = sorted(
        (run for run in asked.runs if not _may_answer(asked, run[0])),
        key=lambda run: min(rank.get((run[0], position), READ) for position in run[1]),
    )
    right = [run for run in runs if any((run[0], position) in gold for position in run[1])]
    wrong = [run for run in runs if run not in right]
    if gold and not right:
        document_id, position = dice.choice(asked.gold)
        right = [(document_id, (position,))]
    more = not gold
    singles = ([place for place in asked.found if place in gold] or list(asked.gold))[:_RIGHT_ALONE]
    others = [place for place in asked.found if place not in gold and not _may_answer(asked, place[0])]
    singles += _drawn(others, _WRONG_ALONE + more, _DEEP_ALONE, dice)
    return [_row(asked, run, names=names) for run in right + _drawn(wrong, _WRONG + more, _DEEP, dice)] + [
        _row(asked, (name, (position,)), names=names, alone=True) for name, position in singles
    ]


def _may_answer(asked: Asked, document_id: str) -> bool:
    """Return whether a document is another report of the event that the question is about: not wrong for sure."""
    own = {asked.home.groups.get(name, name) for name, _ in asked.gold}
    return asked.home.groups.get(document_id, document_id) in own and document_id not in {n for n, _ in asked.gold}


def _drawn(items: Sequence[T], count: int, depth: float, dice: random.Random) -> list[T]:
    """Return some of the items without repeats, those at the front being likelier."""
    waits = [dice.expovariate(1.0) * math.exp(number / depth) for number in range(len(items))]
    return [items[number] for number in sorted(range(len(items)), key=waits.__getitem__)[:count]]


def _row(asked: Asked, run: Run, *, names: bool, alone: bool = False) -> Row:
    document_id, positions = run
    document, held = asked.home.documents[document_id], asked.home.sentences[document_id]
    about = names_about(document, held[positions[0]].start) if names else ()
    text, spans = render(document.title, [held[position] for position in positions], about)
    answers = tuple((document_id, position) in asked.gold for position in positions)
    short = None
    for (start, end), right in zip(spans, answers, strict=True):
        found = text.find(asked.short, start, end) if right and asked.short else -1
        if found >= 0 and asked.short:
            short = (found, found + len(asked.short))
    return Row(asked.text, text, spans, answers, short, alone)
