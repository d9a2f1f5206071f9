"""From evidence to an answer made of exact source words: the fewest sentences that answer, and what they lean on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from textwrap import shorten

from assistant.asking.composing.agreement import Agreement, Relation
from assistant.asking.finding.clues import Asked, understand, voices_asked
from assistant.asking.judging.introduce import asks_who
from assistant.asking.judging.read import Judged
from assistant.asking.judging.snippets import leans
from assistant.asking.judging.strangers import is_anothers
from assistant.asking.judging.weigh import Place, place_of
from assistant.asking.understanding.request import looked_up
from assistant.asking.understanding.whose import asks_whose
from assistant.asking.wording.names import find_names
from assistant.library.catalogue import Catalogue
from assistant.reading.credits import is_furniture_line, is_heading
from assistant.schema import Citation, Document, Evidence, Mark, MarkKind, Sentence, Statement

__all__ = ["ANSWERS", "CLOSE", "Composed", "caveats", "citation", "compose"]

ANSWERS = 0.28
"""Probability from which the documents are taken to answer."""

CLOSE = 0.002
"""How surely a question must be about these documents for what was found to be worth showing beside a refusal."""

# How likely a further sentence must be, as a share of the first: chosen on dev for citation precision and recall.
_ALSO = 0.6

_MOST_BEFORE = 2  # sentences that come with one that leans on them
_MOST_AFTER = 2  # and those that come after one, where all of a matter is asked for
_NOTHING_TOLD = (MarkKind.QUESTION, MarkKind.FURNITURE)
_REPLIES = re.compile(
    r"[“\"‘']?(?:(?:Yes|No|Yeah|Nope|Never|Of course|Exactly|Absolutely|Certainly|Perhaps|Maybe|Once)\b"
    r"(?:[,.;:!—–]|\s[—–])|.{1,25}$)",
    re.S,
)
_ASKED = re.compile(  # "Mrs Vik asked whether the gate would be mended."
    r"[^.!?“”\"]{1,80}?\b(?:asked|enquired|inquired|wondered|wanted to know)\s(?:[A-Z]\w+\s|him\s|her\s|them\s|me\s)?"
    r"(?:if|whether|why|how|when|where|who|whom|whose|what|which)\b"
)
# "There" and "it" that point at nothing: "There are two pumps", "It was agreed that", "It was noon when".
_EXPLETIVE = re.compile(
    r"[“\"‘']?(?:(?:And|But|So|Then|Yet) )?(?:[Tt]here(?:[’']s|\s(?:is|are|was|were|will|would|has|have|had|may|might))"
    r"|[Ii]t\s(?:is|was|has been)\s(?:(?:\w+\s)?(?:agreed|believed|clear|decided|hoped|known|likely|noted|possible"
    r"|resolved|said|thought|true|unlikely)|[^,.;:“”]{1,40}\s(?:before|that|when|who)))\b"
)
_BY_PRONOUN = re.compile(r"[“\"‘']?(?:(?:And|But|So|Then|Yet) )?(?:[Hh]e|[Ss]he)\b")
_OPENING = 60  # characters of a longer reply by which a remark names it
_INNER = str.maketrans('“”"', "‘’'")  # marks of a quotation within one
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
    shorts = {} if asks_who(question) else judged.shorts  # neither another's name tells who somebody is, nor his own
    relations = [(item, agreement.between(first, item)) for item in further]
    # What is cited together stands under one mark, the first one's: words and views are shown under their own.
    agreeing = [item for item, relation in relations if relation == "agrees" and item.mark.kind is MarkKind.FACT]
    also = [e for e in further if e not in agreeing and e.score >= _ALSO * first.score]
    differing = _differing(agreement, first, relations)
    wanted = [*differing, *also]
    wanted += [item for item, relation in relations if relation == "agrees" and item not in agreeing][:1]
    wanted += [item for item, relation in relations if relation == "also"][:1]
    chosen = list({place_of(item): item for item in wanted}.values())[: most - 1]
    rest = sorted(chosen, key=lambda e: (e.mark.kind.weakness, e.rank))
    statements: list[Statement] = []
    remarks: list[str] = []
    shown: set[Place] = set()
    for item in (first, *rest):
        place = place_of(item)
        if place in shown:
            continue
        leaning = _with_support(catalogue, item, only_facts=only_facts)
        positions = [p for p in leaning if p == item.position or (item.document_id, p) not in shown]
        statement = _statement(catalogue, item.document_id, positions, shorts.get(place))
        if item is first and agreeing:
            more = tuple(citation(catalogue.document(e.document_id), e.sentence) for e in agreeing)
            statement = replace(statement, citations=statement.citations + more)
        statements.append(statement)
        sentences = catalogue.sentences(item.document_id)
        if (item.document_id, positions[0] - 1) not in shown:
            remarks += _remarks(sentences, positions[0], only_facts=only_facts)
        if item is first and not only_facts:
            after = _after(question, catalogue.document(item.document_id), sentences, item.position)[: most - 1]
            if after and looked_up(question) and _is_heading(sentences, item.position):
                statements.clear()  # what stands below it tells of the matter
            statements += (_statement(catalogue, item.document_id, [position], None) for position in after)
            positions += after
        shown.update((item.document_id, position) for position in positions)
    told = [judged.note] if judged.note else []
    others = [item for item in rest if item in differing]
    notes = [agreement.difference(first, others)] if others else []
    return Composed(statements, (*told, *dict.fromkeys(remarks), *notes))


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


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _with_support(catalogue: Catalogue, item: Evidence, *, only_facts: bool) -> list[int]:
    """Return a sentence's position, after those before it that it leans on; none where these lean on others in turn.

    What another said is not among them, nor what would have somebody's words shown as the narrator's: all that is
    shown together stands under one voice.
    """
    sentences, author = catalogue.sentences(item.document_id), catalogue.document(item.document_id).author
    first, own = item.position, item.sentence
    while first and _points_back(sentences[first]):
        if item.position - first == _MOST_BEFORE:
            return [item.position]
        before = sentences[first - 1]
        unusable = before.mark.kind in _NOTHING_TOLD
        anothers = before.mark.party not in (None, author, own.speaker, own.mark.party)
        weaker = _mark([*sentences[first - 1 : item.position], own]).party != own.mark.party
        if unusable or anothers or weaker or before.speaker != own.speaker:
            break
        if only_facts and before.mark.kind is not MarkKind.FACT:
            break
        first -= 1
    return [*range(first, item.position + 1)]


def _points_back(sentence: Sentence) -> bool:
    """Return whether a sentence cannot be understood without the one before; who "he" is its voice may tell."""
    if not leans(sentence.text) or _EXPLETIVE.match(sentence.text):
        return False
    party = sentence.mark.party if sentence.mark.kind is not MarkKind.FACT else None
    return not (_BY_PRONOUN.match(sentence.text) and party and party != sentence.speaker and any(find_names(party)))


def _remarks(sentences: Sequence[Sentence], position: int, *, only_facts: bool) -> Iterator[str]:
    """Yield a remark on what a sentence was said to, if it says little without ("Yes, once.", "That is so.")."""
    own, before = sentences[position], sentences[position - 1] if position else None
    if before is None or before.mark.kind is MarkKind.FURNITURE:
        return
    turns = before.speaker not in (None, own.speaker)
    asked = turns and (before.mark.kind is MarkKind.QUESTION or _asks(sentences, before.speaker, own.speaker))
    short = _REPLIES.match(own.text) if asked else None
    # Which words, too: they need not be the only ones shown.
    said = short[0].strip(_AROUND_WORDS) if short else shorten(own.text, _OPENING, placeholder=" …")
    if short or (turns and _points_back(own)) or _replies(before, own):
        yield f"“{said.translate(_INNER)}” was said in reply to “{before.text.translate(_INNER)}”"
    elif not only_facts and _points_back(own) and not leans(before.text) and own.start - before.end == 1:
        # Of one paragraph, but another's words, which are not shown under one voice with these.
        yield f"“{said.translate(_INNER)}” follows “{before.text.translate(_INNER)}”"


def _asks(sentences: Sequence[Sentence], one: str | None, other: str | None) -> bool:
    """Return whether one speaker is who asks another in a talk: his turns end in questions, the other's seldom do."""
    if None in (one, other) or one == other:
        return False
    ends = [(a.speaker, b.speaker) for a, b in pairwise(sentences) if a.mark.kind is MarkKind.QUESTION]
    return ends.count((one, other)) > ends.count((other, one))


def _replies(before: Sentence, own: Sentence) -> bool:
    """Return whether a sentence tells what one person asked, and the next what another said, as in minutes."""
    another = own.mark.party not in (None, own.speaker, before.mark.party)
    return another and before.speaker == own.speaker and bool(_ASKED.match(before.text)) and not _ASKED.match(own.text)


def _after(question: str, document: Document, sentences: Sequence[Sentence], position: int) -> list[int]:
    """Return which sentences after one that answers belong to it.

    That is the reply to a question that it tells of, or to what an interviewer put to somebody, unless that was asked
    for; what stands below a heading; and where all of a matter is asked for ("Tell me about the strike") what else its
    paragraph says.
    """
    own, following = sentences[position], sentences[position + 1 : position + 1 + _MOST_AFTER]
    of_it = "ask" in question.casefold() or asks_whose(question)
    if following and not of_it and _replies(own, following[0]):
        return [position + 1]
    told = list(takewhile(lambda each: each.mark.kind not in _NOTHING_TOLD, following))
    for number, reply in enumerate(() if of_it else told, position + 1):
        if _asks(sentences, own.speaker, reply.speaker):
            return [number]
    heading, all_of_it = _is_heading(sentences, position), looked_up(question) not in ("", question)
    found: list[int] = []
    for number, sentence in enumerate(told if heading or all_of_it else (), position + 1):
        apart = "\n" in document.text[sentences[number - 1].end : sentence.start]
        if apart and not (heading and not found):
            break
        found.append(number)
    return found


def _is_heading(sentences: Sequence[Sentence], position: int) -> bool:
    """Return whether a sentence stands above a part of a text, not with its headline and what signs it."""
    own, told = sentences[position], (each.mark.kind is not MarkKind.FURNITURE for each in sentences[:position])
    heading = own.mark.kind is MarkKind.FURNITURE and is_heading(own.text, alone=True)
    return heading and not is_furniture_line(own.text) and any(told)


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
