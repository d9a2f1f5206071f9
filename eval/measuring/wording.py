"""What a chat model did with the answers: how much of what it wrote could be shown, and whether it changed any mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant import Answer, MarkKind
from eval.datasets.types import Dataset
from eval.metrics.citations import Location
from eval.metrics.marks import OPINION_BEARING
from eval.shelf import Shelf

__all__ = ["gold_opinions", "worded"]


def gold_opinions(shelf: Shelf, dataset: Dataset) -> frozenset[Location]:
    """Return where the sentences stand that are opinions, or bear one, by the gold marks of a set."""
    return frozenset(shelf.place(gold.span) for gold in dataset.sentences if gold.kind in OPINION_BEARING)


def worded(answer: Answer, opinions: frozenset[Location]) -> dict[str, Any]:
    """Return what a record says of the wording of one answer; empty for a refusal."""
    if answer.abstained:
        return {}
    record: dict[str, Any] = {}
    if "generate" in answer.timings:
        became = [dropped.became for dropped in answer.dropped]
        record = {
            "dropped": len(became),
            "written": len(became) + sum(_own_words(s.text, [c.quote for c in s.citations]) for s in answer.statements),
            "fell_back": any(note.startswith("In the documents' own words") for note in answer.notes),
        }
    facts = [s for s in answer.statements if s.mark.kind is MarkKind.FACT]
    if opinions:
        record["opinion_as_fact"] = any((c.document_id, c.start, c.end) in opinions for s in facts for c in s.citations)
    return record


def _own_words(text: str, quotes: Sequence[str]) -> bool:
    return text not in quotes and text != " ".join(quotes)
