"""From a stand-alone question to an answer made of exact source words, or to a refusal: each stage in its turn."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from assistant.asking.composing.compose import ANSWERS, CLOSE, Composed, caveats, compose
from assistant.asking.composing.second_look import look_again
from assistant.asking.judging.joined import asks_for_more, read_alone, without
from assistant.asking.judging.judge import Judge, timed
from assistant.asking.judging.parts import parted, read_parts
from assistant.asking.judging.read import Judged
from assistant.asking.judging.weigh import READ
from assistant.asking.understanding.question import parts_of
from assistant.asking.understanding.thread import is_joined
from assistant.library.library import Library
from assistant.schema import Answer, Evidence, Reason, Statement, Where

__all__ = ["answered"]

_NEAREST = 3
_FEWEST = 2  # statements of each part of a question


def answered(
    library: Library,
    judge: Judge,
    question: str,
    understood: str,
    *,
    where: Where | None = None,
    shown: Collection[tuple[str, int]] = (),
    most: int,
) -> tuple[Answer, list[Evidence]]:
    """Return the answer that the documents give, or a refusal, with the sentences found, best first.

    Args:
        library: Where the documents are kept.
        judge: Reads them.
        question: As asked.
        understood: The same, so that it stands alone.
        where: Which part of the library may answer; all of it by default.
        shown: Document and first character of every sentence that the conversation has shown.
        most: Most statements, of each thing that is asked.
    """
    timings: dict[str, float] = {}
    refused = partial(Answer, question, understood, abstained=True, timings=timings)
    if library.catalogue.empty:
        return refused(reason=Reason.EMPTY_LIBRARY), []
    if not any(map(str.isalnum, understood)):  # "?" asks nothing, though every sentence is about as near to it
        return refused(reason=Reason.NOTHING_FOUND), []
    judged = judge.judge(understood, where, READ, READ, timings)
    if judged.probability is None:
        return refused(reason=Reason.NOTHING_FOUND), []
    if shown and asks_for_more(question):
        judged = without(judged, shown)
    if is_joined(question, understood):
        judged = read_alone(library, question, understood, judged, shown)
        parts = []
    else:
        with timed(timings, "parts"):
            parts = _parts(library, judge, understood, judged, where)
    told = [(part, each) for part, each in parts if _answers(each)] or [(understood, judged)] * _answers(judged)
    if not told:
        nearest = tuple(judged.evidence[:_NEAREST]) if judged.topical >= CLOSE else ()
        refusal = refused(reason=Reason.NOT_ANSWERED, nearest=nearest, probability=judged.probability)
        return refusal, judged.evidence
    with timed(timings, "compose"):
        composed = _composed(library, told, where, most)
    answer = Answer(
        question,
        understood,
        tuple(composed.statements),
        probability=max(each.probability or 0.0 for _, each in told),
        caveats=caveats(library.catalogue, composed.statements),
        notes=(*_untold(question, parts), *composed.notes),
        timings=timings,
    )
    return answer, judged.evidence


def _parts(
    library: Library, judge: Judge, understood: str, judged: Judged, where: Where | None
) -> list[tuple[str, Judged]]:
    """Return what answers each part of a question of several, read in what the whole found or else looked up alone."""
    parts = list(read_parts(library, understood, judged)) if judged.topical >= CLOSE else []
    if any(map(_answers, (judged, *(each for _, each in parts)))):
        return parts
    # What one half names may be far off or unknown, and obscure the other half in what the whole finds.
    asked = parted(understood)
    return [(part, judge.judge(part, where, READ, READ, {})) for part in asked if len(asked) > 1]


def _answers(judged: Judged) -> bool:
    return (judged.probability or 0.0) >= ANSWERS


def _untold(question: str, parts: Sequence[tuple[str, Judged]]) -> list[str]:
    """Return a remark on each part that is not answered, if another is; as it was asked if that is parted alike."""
    if not any(_answers(each) for _, each in parts):
        return []
    asked = parts_of(question)
    written = asked if len(asked) == len(parts) else [part for part, _ in parts]
    missing = [part for part, (_, each) in zip(written, parts, strict=True) if not _answers(each)]
    return [f"Not answered by the documents: “{part[:1].upper()}{part[1:]}”" for part in missing]


def _composed(library: Library, told: Sequence[tuple[str, Judged]], where: Where | None, most: int) -> Composed:
    """Return the answers to all that is asked as one, each statement once."""
    each_most = most if len(told) == 1 else max(_FEWEST, most // len(told))
    only_facts = where is not None and where.only_facts
    statements: dict[str, Statement] = {}
    notes: dict[str, None] = {}
    for part, each in told:
        seen = look_again(library, part, each, where)
        one = compose(library.catalogue, part, seen, most=each_most, only_facts=only_facts)
        for statement in one.statements:
            statements.setdefault(statement.text, statement)
        notes.update(dict.fromkeys(one.notes))
    return Composed(list(statements.values()), tuple(notes))
