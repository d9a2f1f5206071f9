"""Fluent answers: a language model words what the reader found, and nothing it writes is shown before it is verified.

The extractive answer is what all rests on: the model is asked only where it exists, it comes whole when the model
fails, and it is not lost to a model that talks of something else.
"""

from __future__ import annotations

import time
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.asking.composing.compose import caveats
from assistant.asking.composing.telling import citation
from assistant.asking.generating.chat_model import GRACE, ChatModel, ModelFault
from assistant.asking.generating.checks.injection import instructs
from assistant.asking.generating.parse import Claim, Parser
from assistant.asking.generating.prompts import STATEMENTS_SCHEMA, answer_messages, repair_messages
from assistant.asking.generating.verify import Verdict, verify
from assistant.asking.judging.read import LIKELY
from assistant.errors import UnknownDocument
from assistant.library.catalogue import Catalogue
from assistant.schema import Answer, Dropped, Evidence, Mark, MarkKind, Reason, Statement

__all__ = ["generated"]

MOST_EVIDENCE = 12
MOST_STATEMENTS = 8
MOST_REPAIRS = 3
_GONE = "The documents that answered were removed while the answer was worded."


def generated(
    model: ChatModel,
    catalogue: Catalogue,
    extractive: Answer,
    evidence: Sequence[Evidence],
    *,
    deadline: float,
) -> Iterator[Statement | Answer]:
    """Yield an answer in the model's words, each statement as soon as it is verified, and the whole answer last.

    What rests on a document that is removed meanwhile is not shown, or is missing in the whole answer; where nothing
    else was found, that abstains.

    Args:
        model: Writes.
        catalogue: Where the documents are kept.
        extractive: The answer in the documents' own words; not one that abstains.
        evidence: The ranked sentences it was made from, best first.
        deadline: When the model must be done, by `time.monotonic`.
    """
    start = time.perf_counter()
    numbered = _numbered(catalogue, extractive, evidence)
    writing = _Writing(model, catalogue, extractive, numbered, deadline)
    notes = list(extractive.notes)
    try:
        for claim in _claims(model, extractive.standalone_question, numbered, deadline):
            if time.monotonic() > deadline + GRACE:
                raise ModelFault(f"wrote more than could be verified within {model.timeout:g} s")
            yield from writing.take(claim)
            if len(writing.shown) >= MOST_STATEMENTS or writing.repeated > MOST_STATEMENTS:
                break
    except ModelFault as fault:
        notes.append(_note(str(fault), begun=bool(writing.shown)))
    else:
        if not writing.shown:
            notes.append(_note("wrote nothing that could be verified"))
    yield from writing.complete()
    timings = extractive.timings | {
        "generate": round(time.perf_counter() - start, 4),
        "verify": round(writing.seconds, 4),
    }
    shown = [statement for statement in writing.shown if writing.holds(statement)]
    yield replace(
        extractive,
        statements=tuple(shown),
        abstained=not shown,
        reason=None if shown else Reason.NOTHING_FOUND,
        caveats=caveats(catalogue, shown),
        notes=tuple(notes) if shown else (_GONE,),
        dropped=tuple(writing.dropped),
        timings=timings,
    )


def _note(what: str, *, begun: bool = False) -> str:
    if begun:
        return f"The language model {what}; what it had written until then was verified."
    return f"In the documents' own words: the language model {what}."


def _claims(model: ChatModel, question: str, numbered: Sequence[Evidence], deadline: float) -> Iterator[Claim]:
    parser = Parser()
    messages = answer_messages(question, numbered, most=MOST_STATEMENTS // 2)
    try:
        for piece in model.stream(messages, deadline, STATEMENTS_SCHEMA):
            yield from parser.feed(piece)
    except ModelFault:
        yield from (claim for claim in parser.close() if claim.numbers)  # a statement cut short cites nothing
        raise
    yield from parser.close()


@dataclass
class _Writing:
    """One answer on its way: what is shown so far, and what was not."""

    model: ChatModel
    catalogue: Catalogue
    extractive: Answer
    numbered: Sequence[Evidence]
    deadline: float
    shown: list[Statement] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    seconds: float = 0.0
    repairs: int = 0
    taken: set[Claim] = field(default_factory=set)
    repeated: int = 0

    def take(self, claim: Claim) -> Iterator[Statement]:
        """Yield what may be shown for a claim: itself, its repair or its source; or note why there is nothing."""
        if claim in self.taken:
            self.repeated += 1
            return
        self.taken.add(claim)
        cited = self._cited(claim)
        verdict = self._verify(claim, cited)
        if verdict.text is not None:
            yield from self._show(_statement(self.catalogue, verdict.text, cited))
            return
        reason = verdict.reason or "it could not be verified"
        repaired = self._repaired(claim, reason, cited)
        if repaired:
            self.dropped.append(Dropped(claim.text, reason, "repaired"))
            yield from self._show(repaired)
            return
        source = self._source(cited)
        self.dropped.append(Dropped(claim.text, reason, "replaced" if source else "left out"))
        if source:
            yield from self._show(source)

    def complete(self) -> Iterator[Statement]:
        """Yield the extractive answer where nothing shown rests on what the reader found to answer."""
        found = {(c.document_id, c.start) for s in self.extractive.statements for c in s.citations}
        if not any((c.document_id, c.start) in found for s in self.shown for c in s.citations):
            for statement in self.extractive.statements:
                yield from self._show(statement)

    def holds(self, statement: Statement) -> bool:
        """Whether the library still has every document that a statement cites."""
        return {citation.document_id for citation in statement.citations} <= set(self.catalogue.document_ids())

    def _show(self, statement: Statement | None) -> Iterator[Statement]:
        new = statement and statement.text not in {other.text for other in self.shown}
        if statement and new and self.holds(statement):
            self.shown.append(statement)
            yield statement

    def _cited(self, claim: Claim) -> list[Evidence]:
        """Return the evidence a claim cites; empty if any of its numbers does not exist."""
        if not all(1 <= number <= len(self.numbered) for number in claim.numbers):
            return []
        return [self.numbered[number - 1] for number in claim.numbers]

    def _verify(self, claim: Claim, cited: Sequence[Evidence]) -> Verdict:
        start = time.perf_counter()
        verdict = verify(claim.text, cited)
        self.seconds += time.perf_counter() - start
        return verdict

    def _repaired(self, claim: Claim, reason: str, cited: Sequence[Evidence]) -> Statement | None:
        """Let the model write a claim once more, if it cites something and there is time."""
        if not cited or self.repairs >= MOST_REPAIRS or len(claim.text.split()) < 3:
            return None
        self.repairs += 1
        pairs = [(number, self.numbered[number - 1]) for number in claim.numbers]
        parser = Parser()
        try:
            claims = [*parser.feed(self.model.ask(repair_messages(claim.text, reason, pairs), self.deadline))]
        except ModelFault:
            return None
        claims += parser.close()
        again = next((one for one in claims if one.numbers), next(iter(claims), None))
        if again is None or (again.numbers and not set(again.numbers) <= set(claim.numbers)):
            return None
        verdict = self._verify(again, cited)
        return _statement(self.catalogue, verdict.text, cited) if verdict.text is not None else None

    def _source(self, cited: Sequence[Evidence]) -> Statement | None:
        """Return the source sentence to stand in for a claim, if it answers and is not shown already."""
        told = {(c.document_id, c.start) for s in self.shown for c in s.citations}
        for evidence in cited:
            key = (evidence.document_id, evidence.sentence.start)
            if key in told:
                continue
            for statement in self.extractive.statements:
                if key in {(c.document_id, c.start) for c in statement.citations}:
                    return statement
            if evidence.score >= LIKELY:
                return _statement(self.catalogue, evidence.text, [evidence])
        return None


def _numbered(catalogue: Catalogue, extractive: Answer, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence the model sees: what the extractive answer cites, then the best of the rest, as in the text.

    What a sentence leans on comes with it. Questions, and words addressed to whoever reads, are no evidence.
    """
    cited = {(c.document_id, c.start) for s in extractive.statements for c in s.citations}
    first = [e for e in evidence if (e.document_id, e.sentence.start) in cited]
    rest = [e for e in evidence if (e.document_id, e.sentence.start) not in cited]
    chosen: dict[tuple[str, int], Evidence] = {}
    for item in (*first, *rest):
        before = _before(catalogue, item, cited) if item in first else None
        for one in (before, item):
            if one and len(chosen) < MOST_EVIDENCE and _may_prove(one, item in first):
                chosen.setdefault((one.document_id, one.position), one)
    order = list(dict.fromkeys(item.document_id for item in chosen.values()))
    return sorted(chosen.values(), key=lambda item: (order.index(item.document_id), item.position))


def _may_prove(item: Evidence, answers: bool) -> bool:
    kind = item.mark.kind
    return kind is not MarkKind.QUESTION and (answers or kind is not MarkKind.FURNITURE) and not instructs(item.text)


def _before(catalogue: Catalogue, item: Evidence, cited: Container[tuple[str, int]]) -> Evidence | None:
    """Return the sentence before as evidence, if the extractive answer cites it too: the one this leans on."""
    if item.position == 0:
        return None
    sentence = next(iter(catalogue.sentences(item.document_id)[item.position - 1 :]), None)
    if sentence is None or (item.document_id, sentence.start) not in cited:
        return None
    return replace(item, sentence=sentence, position=item.position - 1)


def _statement(catalogue: Catalogue, text: str, cited: Sequence[Evidence]) -> Statement | None:
    """Return a statement whose mark is that of its evidence, the weakest winning; None if a document of it is gone."""
    once = {(e.document_id, e.position): e for e in cited}.values()
    try:
        citations = tuple(citation(catalogue.document(e.document_id), e.sentence) for e in once)
    except UnknownDocument:
        return None
    return Statement(text, Mark.weakest([e.mark for e in once]), citations)
