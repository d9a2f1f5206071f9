"""From the project's own JSON records to the types: what the handwritten set and the article's have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from eval.datasets.types import Claim, GoldSentence, Question, Span

__all__ = ["Answers", "Record", "claim_of", "followup_of", "marks_of", "question_of", "sentence_of", "unanswerable_of"]

Record = Mapping[str, Any]
Answers = tuple[tuple[Span, ...], ...]


def sentence_of(source: str, record: Record) -> GoldSentence:
    """Return the marked sentence of a record with start, end, kind, voice, and perhaps relayed_by and clauses."""
    return GoldSentence(
        Span(source, record["start"], record["end"]),
        record["kind"],
        record.get("voice"),
        record.get("relayed_by"),
        tuple((Span(source, part["start"], part["end"]), part["kind"]) for part in record.get("clauses") or ()),
    )


def marks_of(sentences: Iterable[GoldSentence]) -> dict[Span, GoldSentence]:
    """Return the sentences by where they stand."""
    return {sentence.span: sentence for sentence in sentences}


def question_of(name: str, record: Record, answers: Answers, *, values: tuple[tuple[Span, str], ...] = ()) -> Question:
    """Return the question of a record whose answers have been resolved to spans."""
    return Question(
        name,
        record["question"],
        answers=answers,
        type=record["type"],
        mark=record.get("kind"),
        voice=record.get("voice"),
        short=record.get("short"),
        values=values,
    )


def unanswerable_of(name: str, record: Record) -> Question:
    """Return the near miss of a record with question and kind."""
    return Question(name, record["question"], kind=record["kind"])


def followup_of(name: str, record: Record, answers: Answers, marks: Mapping[Span, GoldSentence]) -> Question:
    """Return the follow-up of a record; its history, questions with answers between, keeps the questions."""
    gold = marks.get(answers[0][0])
    return Question(
        name,
        record["question"],
        answers=answers,
        mark=gold.kind if gold else None,
        voice=gold.voice if gold else None,
        history=tuple(record["history"][::2]),
        standalone=record["standalone"],
    )


def claim_of(name: str, record: Record, evidence: tuple[Span, ...]) -> Claim:
    """Return the claim of a record whose sentences have been resolved to spans."""
    return Claim(name, record["claim"], record["supported"], evidence, record.get("fault") or "")
