"""What conversations are made of: questions with their answers, and what readers thought of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from assistant.schema import Answer

__all__ = ["Conversation", "Feedback", "Turn", "read_turn", "rests_on", "without", "written"]

_ANSWER = TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation as it stands in the list.

    Attributes:
        id: Its key; cannot be guessed.
        title: Given by its owner, or its first question.
        changed: When it last changed, ISO 8601 in UTC.
        turns: How many questions it holds.
    """

    id: str
    title: str
    changed: str
    turns: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader thought of an answer.

    Attributes:
        verdict: "like" or "dislike".
        reasons: Such as "wrong citation".
        remark: In the reader's own words, or "".
    """

    verdict: str
    reasons: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer.

    Attributes:
        id: Its key.
        question: As asked.
        answer: None if all of it rested on documents that have been removed since.
        feedback: What the reader thought of it, if anything was said.
    """

    id: int
    question: str
    answer: Answer | None
    feedback: Feedback | None = None


def read_turn(row: sqlite3.Row) -> Turn:
    """Return a turn as it is kept."""
    answer = _ANSWER.validate_json(row["answer"]) if row["answer"] else None
    reasons: list[Any] = json.loads(row["reasons"])
    said = Feedback(row["verdict"], tuple(map(str, reasons)), row["remark"] or "") if row["verdict"] else None
    return Turn(row["id"], row["question"], answer, said)


def written(answer: Answer) -> str:
    """Return an answer as it is kept."""
    return _ANSWER.dump_json(answer).decode()


def rests_on(answer: Answer) -> set[str]:
    """Return the ids of the documents whose words an answer shows."""
    cited = {citation.document_id for statement in answer.statements for citation in statement.citations}
    return cited | {evidence.document_id for evidence in answer.nearest}


def without(answer: Answer, gone: Collection[str]) -> Answer | None:
    """Return what may be kept of an answer, or None if nothing may."""
    if not rests_on(answer) & set(gone):
        return replace(answer, standalone_question=answer.question)
    statements = tuple(s for s in answer.statements if all(c.document_id not in gone for c in s.citations))
    nearest = tuple(e for e in answer.nearest if e.document_id not in gone)
    if not statements and not (answer.abstained and nearest):
        return None
    # Made anew from the few fields that are known to be clean, whatever an answer may come to hold.
    return Answer(
        answer.question, answer.question, statements, answer.abstained, answer.reason, nearest, answer.probability
    )
