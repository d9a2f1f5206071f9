"""From evidence to an answer made of exact source words: the fewest sentences that answer, and what they lean on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.asking.agreement import Agreement
from assistant.asking.clues import Asked, understand, voices_asked
from assistant.asking.read import Judged
from assistant.asking.snippets import leans
from assistant.asking.weigh import Place, place_of
from assistant.library.catalogue import Catalogue
from assistant.schema import Citation, Document, Evidence, Mark, MarkKind, Sentence, Statement

__all__ = ["ANSWERS", "CLOSE", "Composed", "caveats", "citation", "compose"]

ANSWERS = 0.28
"""Probability from which the documents are taken to answer."""

CLOSE = 0.002
"""How surely a question must be about these documents for what was found to be worth showing beside a refusal."""

# How likely a further sentence must be, as a share of the first: chosen on dev for citation precision and recall.
_ALSO = 0.6

_MOST_BEFORE = 2  # sentences that come with one that leans on them
_REPLIES = re.compile(
    r"[“\"‘']?(?:(?:Yes|No|Yeah|Nope|Never|Of course|Exactly|Absolutely|Certainly|Perhaps|Maybe|Once)\b"
    r"(?:[,.;:!—–]|\s[—–])|.{1,25}$)",
    re.S,
)
_AROUND_WORDS = " \n\"“”‘’',.;:!—–"


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
    further = list(_further(asked, judged))
    relations = [(item, agreement.between(first, item)) for item in further]
    agreeing = [item for item, relation in relations if relation == "agrees"]
    also = [e for e in further if e not in agreeing and e.score >= _ALSO * first.score]
    differing = {place_of(one): _differing(agreement, one, further) for one in (first, *also[: most - 1])}
    wanted = [*differing[place_of(first)], *(e for one in also for e in (one, *differing.get(place_of(one), ())))]
    wanted += [item for item, relation in relations if relation == "also"][:1]
    chosen = list({place_of(item): item for item in wanted}.values())[: most - 1]
    rest = sorted(chosen, key=lambda e: (e.mark.kind.weakness, e.rank))
    statements: list[Statement] = []
    replies: list[str] = []
    shown: set[Place] = set()
    for item in (first, *rest):
        place = place_of(item)
        if place in shown:
            continue
        leaning = _with_support(catalogue, item, only_facts=only_facts)
        positions = [p for p in leaning if p == item.position or (item.document_id, p) not in shown]
        statement = _statement(catalogue, item.document_id, positions, judged.shorts.get(place))
        if item is first and agreeing:
            more = tuple(citation(catalogue.document(e.document_id), e.sentence) for e in agreeing)
            statement = replace(statement, citations=statement.citations + more)
        statements.append(statement)
        replies += _replying(catalogue.sentences(item.document_id), positions[0])
        shown.update((item.document_id, position) for position in positions)
    told = [judged.note] if judged.note else []
    notes = _notes(agreement, differing, (first, *rest))
    return Composed(statements, (*told, *dict.fromkeys(replies), *notes))


def _notes(
    agreement: Agreement, differing: Mapping[Place, Sequence[Evidence]], shown: Sequence[Evidence]
) -> Iterator[str]:
    """Yield a remark for every statement that others differ from, unless it was told that their documents do."""
    told: set[str] = set()
    for one in shown:
        others = [e for e in shown if e in differing.get(place_of(one), ()) and e.document_id not in told]
        if others:
            told |= {one.document_id, *(e.document_id for e in others)}
            yield agreement.difference(one, others)


def _differing(agreement: Agreement, one: Evidence, further: Sequence[Evidence]) -> list[Evidence]:
    """Return what differs from a statement: the best sentence of every document that does."""
    found: dict[str, Evidence] = {}
    for item in further:
        if item is not one and agreement.between(one, item) == "differs":
            found.setdefault(item.document_id, item)
    return list(found.values())


def caveats(catalogue: Catalogue, statements: Sequence[Statement]) -> tuple[str, ...]:
    """Return what the cited documents say of themselves, each once, where anything but furniture is cited."""
    ids = dict.fromkeys(c.document_id for s in statements if s.mark.kind is not MarkKind.FURNITURE for c in s.citations)
    found = (catalogue.document(document_id).caveat for document_id in ids)
    return tuple(dict.fromkeys(caveat for caveat in found if caveat))


def _further(asked: Asked, judged: Judged) -> Iterator[Evidence]:
    """Yield evidence worth comparing with the first: no repeats, and of the voice that is asked for."""
    seen = {_plain(judged.evidence[0].text)}
    wanted = voices_asked(asked, [e.sentence for e in judged.evidence])
    for item in (*judged.evidence[1:], *judged.beside):
        if _plain(item.text) in seen or item.mark.kind is MarkKind.FURNITURE or (wanted and not wanted(item.sentence)):
            continue
        seen.add(_plain(item.text))
        yield item


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _with_support(catalogue: Catalogue, item: Evidence, *, only_facts: bool) -> list[int]:
    """Return a sentence's position, after those before it that it leans on.

    What another said is not among them: all that is shown together stands under one voice.
    """
    sentences, author = catalogue.sentences(item.document_id), catalogue.document(item.document_id).author
    first, own = item.position, item.sentence
    while first and item.position - first < _MOST_BEFORE and leans(sentences[first].text):
        before = sentences[first - 1]
        unusable = before.mark.kind in (MarkKind.QUESTION, MarkKind.FURNITURE)
        anothers = before.mark.party not in (None, author, own.speaker, own.mark.party)
        if unusable or anothers or before.speaker != own.speaker:
            break
        if only_facts and before.mark.kind is not MarkKind.FACT:
            break
        first -= 1
    return [*range(first, item.position + 1)]


def _replying(sentences: Sequence[Sentence], position: int) -> Iterator[str]:
    """Yield a remark on the question that a sentence was said to, if it says little without ("Yes, once.")."""
    before = sentences[position - 1] if position else None
    asked = before and before.mark.kind is MarkKind.QUESTION and before.speaker != sentences[position].speaker
    reply = _REPLIES.match(sentences[position].text) if asked else None
    if before and reply:
        # Which words, too: they need not be the only ones shown.
        yield f"“{reply[0].strip(_AROUND_WORDS)}” was said in reply to “{before.text}”"


def _statement(
    catalogue: Catalogue, document_id: str, positions: Sequence[int], short: tuple[int, int] | None
) -> Statement:
    document, sentences = catalogue.document(document_id), catalogue.sentences(document_id)
    chosen = [sentences[position] for position in positions]
    before = sum(len(sentence.text) + 1 for sentence in chosen[:-1])
    return Statement(
        text=" ".join(sentence.text for sentence in chosen),
        mark=_mark(chosen),
        citations=tuple(citation(document, sentence) for sentence in chosen),
        highlight=(before + short[0], before + short[1]) if short else None,
    )


def _mark(sentences: Sequence[Sentence]) -> Mark:
    # The statement is about its last sentence; what it leans on can only weaken it.
    return Mark.weakest([sentence.mark for sentence in reversed(sentences)])


def citation(document: Document, sentence: Sentence) -> Citation:
    """Return a sentence as it is cited: verbatim, with where it stands."""
    return Citation(
        document_id=document.id,
        title=document.title,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
        speaker=sentence.speaker,
        page=document.page_at(sentence.start),
        url=document.url,
    )
