"""From evidence to an answer made of exact source words: the fewest sentences that answer, and what they lean on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.asking.composing.agreement import Agreement, Relation
from assistant.asking.composing.telling import Telling
from assistant.asking.finding.clues import Asked, understand, voices_asked
from assistant.asking.judging.introduce import asks_who
from assistant.asking.judging.read import Judged
from assistant.asking.judging.strangers import is_anothers
from assistant.asking.judging.weigh import Place, place_of
from assistant.library.catalogue import Catalogue
from assistant.schema import Evidence, MarkKind, Statement

__all__ = ["ANSWERS", "CLOSE", "Composed", "caveats", "compose"]

ANSWERS = 0.28
"""Probability from which the documents are taken to answer."""

CLOSE = 0.002
"""How surely a question must be about these documents for what was found to be worth showing beside a refusal."""

# How likely a further sentence must be, as a share of the first: chosen on dev for citation precision and recall.
_ALSO = 0.6


@dataclass(frozen=True, slots=True)
class Composed:
    """An extractive answer.

    Attributes:
        statements: The sentence that answers first, then others: facts, then quoted words, then opinions.
        notes: What a reader must know of them together, such as that the sources differ.
    """

    statements: list[Statement]
    notes: tuple[str, ...] = ()


def compose(catalogue: Catalogue, question: str, judged: Judged, *, most: int, only_facts: bool = False) -> Composed:
    """Choose the statements of an extractive answer.

    Args:
        catalogue: Where the documents are kept.
        question: Stand-alone.
        judged: What was found, at least one sentence.
        most: Most statements.
        only_facts: Whether nothing but what is marked as reported fact may be shown.

    Returns:
        The fewest sentences that answer. One that leans on the sentence before it ("This force is …") shows both, under
        the weaker mark. Sources that give the same value are cited together; if they give different ones, each is shown
        and a note says so. What another source surely tells of the same matter is shown too.
    """
    first = judged.evidence[0]
    asked = understand(question)
    agreement = Agreement(catalogue, asked, judged)
    shorts = _shorts(asked, judged)
    relations = [(item, agreement.between(first, item)) for item in _further(asked, judged)]
    # What is cited together stands under one mark, the first one's: words and views are shown under their own.
    agreeing = [item for item, relation in relations if relation == "agrees" and item.mark.kind is MarkKind.FACT]
    also = [e for e, _ in relations if e not in agreeing and e.score >= _ALSO * first.score]
    differing = _differing(agreement, first, relations)
    wanted = [*differing, *also]
    wanted += [item for item, relation in relations if relation == "agrees" and item not in agreeing][:1]
    wanted += [item for item, relation in relations if relation == "also"][:1]
    chosen = list({place_of(item): item for item in wanted}.values())[: most - 1]
    rest = sorted(chosen, key=lambda e: (e.mark.kind.weakness, e.rank))
    telling = Telling(catalogue, asked, only_facts=only_facts)
    telling.tell(first, shorts.get(place_of(first)), agreeing)
    if not only_facts:
        telling.go_on(first, most - 1)
    for item in rest:
        telling.tell(item, shorts.get(place_of(item)))
    told = [judged.note] if judged.note else []
    others = [item for item in rest if item in differing]
    notes = [agreement.difference(first, others)] if others else []
    return Composed(telling.statements, (*told, *dict.fromkeys(telling.remarks), *notes))


def _differing(
    agreement: Agreement, first: Evidence, relations: Sequence[tuple[Evidence, Relation | None]]
) -> list[Evidence]:
    """Return what differs from the first: the likeliest sentence of each document that nowhere agrees with it."""
    agreeing = {item.document_id for item, relation in relations if relation == "agrees"}
    differing = [item for item, relation in relations if relation == "differs" and item.document_id not in agreeing]
    likeliest = sorted(differing, key=lambda item: agreement.likely(first, item))
    return list({item.document_id: item for item in likeliest}.values())


def caveats(catalogue: Catalogue, statements: Sequence[Statement]) -> tuple[str, ...]:
    """Return what the cited documents say of themselves, each once, where anything but furniture is cited."""
    ids = dict.fromkeys(c.document_id for s in statements if s.mark.kind is not MarkKind.FURNITURE for c in s.citations)
    found = (catalogue.document(document_id).caveat for document_id in ids)
    return tuple(dict.fromkeys(caveat for caveat in found if caveat))


def _further(asked: Asked, judged: Judged) -> Iterator[Evidence]:
    """Yield evidence worth comparing with the first: no repeats, and of the voice that is asked for."""
    seen = {_plain(judged.evidence[0].text)}
    wanted = voices_asked(asked, [e.sentence for e in judged.evidence], judged.whom)
    for item in (*judged.evidence[1:], *judged.beside):
        if _plain(item.text) in seen or item.mark.kind is MarkKind.FURNITURE or (wanted and not wanted(item.sentence)):
            continue
        if is_anothers(asked.text, item.text):
            continue
        seen.add(_plain(item.text))
        yield item


def _shorts(asked: Asked, judged: Judged) -> dict[Place, tuple[int, int]]:
    """Return the characters of sentences that are the short answer: not who is asked about, for who it is he asks of.

    Neither another's name tells who somebody is, nor his own; and whom Ida Holm blames is not Ida Holm.
    """
    if asks_who(asked.text):
        return {}
    texts = {place_of(one): one.text for one in (*judged.evidence, *judged.beside)}
    known = [set(name.split()) for name in (*asked.names, *judged.whom) if asked.person and " or " not in asked.text]
    named = {
        place: set(texts[place][slice(*short)].split()) for place, short in judged.shorts.items() if place in texts
    }
    return {place: judged.shorts[place] for place, words in named.items() if not any(words <= each for each in known)}


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()
