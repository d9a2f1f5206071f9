"""Statements put together: a sentence with what it leans on and what belongs to it, and what it was said to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from textwrap import shorten

from assistant.asking.composing.lists import in_column, listed
from assistant.asking.finding.clues import Asked
from assistant.asking.judging.lines import stands_above
from assistant.asking.judging.snippets import leans
from assistant.asking.judging.weigh import Place, place_of
from assistant.asking.understanding.request import looked_up
from assistant.asking.understanding.whose import asks_whose
from assistant.asking.wording.names import find_names
from assistant.library.catalogue import Catalogue
from assistant.reading.credits import is_furniture_line, is_heading
from assistant.schema import Citation, Document, Evidence, Mark, MarkKind, Sentence, Statement

__all__ = ["Telling", "citation"]

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


class Telling:
    """The statements of an answer as they are put together; no sentence is told twice.

    Args:
        catalogue: Where the documents are kept.
        asked: What is asked for.
        only_facts: Whether nothing but what is marked as reported fact may be shown.

    Attributes:
        statements: Those told so far.
        remarks: What a reader must know of them, such as what a reply was said to.
    """

    def __init__(self, catalogue: Catalogue, asked: Asked, *, only_facts: bool) -> None:
        self.statements: list[Statement] = []
        self.remarks: list[str] = []
        self._catalogue = catalogue
        self._asked = asked
        self._only_facts = only_facts
        self._shown: set[Place] = set()

    def tell(self, item: Evidence, short: tuple[int, int] | None, agreeing: Sequence[Evidence] = ()) -> None:
        """Tell a sentence with those that it leans on, unless it stands in a statement already.

        Args:
            item: The sentence.
            short: The characters of it that are the answer itself, if any stand out.
            agreeing: What says the same and is cited with it.
        """
        if place_of(item) in self._shown:
            return
        document, sentences = self._catalogue.document(item.document_id), self._catalogue.sentences(item.document_id)
        leaning = _with_support(document, sentences, item, only_facts=self._only_facts)
        positions = [p for p in leaning if p == item.position or (document.id, p) not in self._shown]
        short = in_column(self._asked, document, sentences, item.position, short)
        statement = _statement(document, sentences, positions, short)
        more = tuple(citation(self._catalogue.document(e.document_id), e.sentence) for e in agreeing)
        self.statements.append(replace(statement, citations=statement.citations + more))
        if (document.id, positions[0] - 1) not in self._shown:
            self.remarks += _remarks(sentences, positions[0], only_facts=self._only_facts)
        self._shown.update((document.id, position) for position in positions)
        items = [p for p in listed(self._asked, document, sentences, item.position) if p not in positions]
        items = [p for p in items if not self._only_facts or sentences[p].mark.kind is MarkKind.FACT]
        self.statements += (_statement(document, sentences, [position]) for position in items)
        self._shown.update((document.id, position) for position in items)

    def go_on(self, item: Evidence, most: int) -> None:
        """Tell what belongs to a sentence that was told, such as the reply to a question.

        Args:
            item: The sentence.
            most: Most statements.
        """
        document, sentences = self._catalogue.document(item.document_id), self._catalogue.sentences(item.document_id)
        after = _after(self._asked.text, document, sentences, item.position)
        after = [position for position in after if (document.id, position) not in self._shown][:most]
        if after and looked_up(self._asked.text) and _is_heading(sentences, item.position):
            self.statements.clear()  # what stands below it tells of the matter
        self.statements += (_statement(document, sentences, [position]) for position in after)
        self._shown.update((document.id, position) for position in after)


def _with_support(document: Document, sentences: Sequence[Sentence], item: Evidence, *, only_facts: bool) -> list[int]:
    """Return a sentence's position, after those before it that it leans on; none where these lean on others in turn.

    What another said is not among them, nor what would have somebody's words shown as the narrator's: all that is
    shown together stands under one voice.
    """
    first, own = item.position, item.sentence
    if above := stands_above(document, sentences, item.position):
        return [p for p in above if not only_facts or sentences[p].mark.kind is MarkKind.FACT] + [item.position]
    while first and _points_back(sentences[first]):
        if item.position - first == _MOST_BEFORE:
            return [item.position]
        before = sentences[first - 1]
        unusable = before.mark.kind in _NOTHING_TOLD
        anothers = before.mark.party not in (None, document.author, own.speaker, own.mark.party)
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
    document: Document, sentences: Sequence[Sentence], positions: Sequence[int], short: tuple[int, int] | None = None
) -> Statement:
    chosen = [sentences[position] for position in positions]
    before = sum(len(sentence.text) + 1 for sentence in chosen[:-1])
    above = stands_above(document, sentences, positions[-1])  # a heading claims nothing, what has a colon may
    bearing = [sentences[p] for p in positions if p not in above or sentences[p].text.endswith(":")]
    return Statement(
        text=" ".join(sentence.text for sentence in chosen),
        mark=_mark(bearing),
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
