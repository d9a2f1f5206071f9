"""Whether two sources speak of the same thing, and whether they then agree on its value or differ."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assistant.asking.checks.quantities import quantities
from assistant.asking.clues import Asked
from assistant.asking.read import Judged, Place
from assistant.schema import Evidence, MarkKind

__all__ = ["compared", "difference", "same_matter"]

SAME = 0.3
"""Probability from which two sentences are taken to answer the same thing."""

_YEARS, _YEARS_APART = range(1500, 2100), 10
_TIMES_APART = 4

# A logistic regression on 122 pairs of sentences that give different values for one thing, and what else was found for
# those and 230 other questions: how far the second answers less surely (nats), the cosine of the two sentences, that of
# their passages, whether a number or a time is asked for; and the bias.
_WEAKER, _SENTENCES, _PASSAGES, _COUNTED, _BIAS = -0.31, 5.0, 1.5, 0.6, -3.3


def same_matter(asked: Asked, first: Evidence, item: Evidence, judged: Judged) -> bool:
    """Return whether a sentence of another document answers what the first one answers.

    Args:
        asked: What is asked for.
        first: What answers best.
        item: Another sentence.
        judged: What is known of both.
    """
    one, other = (_place(first), _place(item))
    if item.document_id == first.document_id or not {one, other} <= judged.logits.keys() & judged.vectors.keys():
        return False
    sentences, passages = (float(a @ b) for a, b in zip(judged.vectors[one], judged.vectors[other], strict=True))
    logit = (
        _WEAKER * (judged.logits[one] - judged.logits[other])
        + _SENTENCES * sentences
        + _PASSAGES * passages
        + _COUNTED * asked.counts
        + _BIAS
    )
    return 1 / (1 + math.exp(-logit)) >= SAME


def compared(asked: Asked, first: Evidence, item: Evidence, judged: Judged) -> str | None:
    """Return whether another document "agrees" with the first sentence on a value, "differs", or neither.

    Arguments as `same_matter`.
    """
    ours, theirs = (_value(e, judged.values, whole=asked.counts) for e in (first, item))
    if not ours or not theirs or not same_matter(asked, first, item, judged):
        return None
    if ours & theirs:
        return "agrees" if item.mark.kind is first.mark.kind is MarkKind.FACT else None
    return "differs" if any(_comparable(a, b) for a in ours for b in theirs) else None


def difference(first: Evidence, others: Sequence[Evidence], shorts: Mapping[Place, tuple[int, int]]) -> str:
    """Return a remark that sources give different values, each with its source.

    Args:
        first: What answers best.
        others: What differs from it, at least one.
        shorts: The characters of a sentence that are the value.
    """

    def said(item: Evidence) -> str:
        span = shorts.get(_place(item))
        value = (
            item.text[slice(*span)] if span else ", ".join(f"{n:,g}" for n in sorted(_value(item, shorts, whole=True)))
        )
        return f"“{value}” ({item.title})"

    return f"The sources differ: {'; '.join(said(item) for item in (first, *others))}."


def _place(item: Evidence) -> Place:
    return item.document_id, item.position


def _value(item: Evidence, shorts: Mapping[Place, tuple[int, int]], *, whole: bool) -> frozenset[float]:
    """Return the numbers of a sentence's short answer; if it has none, that of the `whole` where it has just one."""
    span = shorts.get(_place(item))
    short = _numbers(item.text[slice(*span)]) if span else frozenset()
    if short or not whole:
        return short
    every = _numbers(item.text)
    return every if len(every) == 1 else frozenset()


def _comparable(one: float, other: float) -> bool:
    """Return whether two numbers can be told of one thing: years of one decade, else of like size."""
    if all(number in _YEARS for number in (one, other)):
        return abs(one - other) <= _YEARS_APART
    low, high = sorted((abs(one), abs(other)))
    return high <= _TIMES_APART * low


def _numbers(text: str) -> frozenset[float]:
    return frozenset(value for quantity in quantities(text) if not quantity.implied for value in quantity.values)
