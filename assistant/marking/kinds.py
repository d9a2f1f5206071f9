"""What a sentence is in its speaker's own words: fact, opinion, or both."""

from __future__ import annotations

import math

from assistant.marking.features import FEATURES, cues
from assistant.schema import MarkKind

__all__ = ["judge"]

# Log-odds that a sentence with the cue carries opinion; a first, hand-set version.
_BIAS = -0.4
_WEIGHTS = {
    "first_person": 0.3,
    "we": 0.4,
    "own_view": 1.6,
    "obligation": 1.6,
    "hedge": 1.1,
    "future": 0.5,
    "evaluation": 1.2,
    "inference": 1.0,
    "contrast": 0.4,
    "universal": 0.4,
    "superlative": 0.5,
    "rhetoric": 1.0,
    "digits": -0.9,
    "date": -0.6,
    "money_or_unit": -0.5,
    "event": -0.8,
}
_MOST_CUES = 3
_SURE = 0.62


def judge(text: str) -> tuple[MarkKind, float, str]:
    """Judge one sentence by its own words.

    Args:
        text: The sentence, quotations left out.

    Returns:
        The kind (reported fact, opinion, mixed or unsure), the confidence in [0, 1], and the reason.
    """
    found = cues(text)
    score = _BIAS + sum(_WEIGHTS[name] * min(len(matches), _MOST_CUES) for name, matches in found.items())
    opinion = 1 / (1 + math.exp(-score))
    confidence = max(opinion, 1 - opinion)
    judging = [name for name in found if _WEIGHTS[name] >= 0.9]
    telling = [name for name in found if _WEIGHTS[name] <= -0.5]
    if confidence < _SURE:
        return MarkKind.UNSURE, confidence, "no clear sign of fact or opinion"
    if opinion < 0.5:
        return MarkKind.FACT, confidence, _reason(telling, found) or "no sign of judgement"
    kind = MarkKind.MIXED if judging and {"digits", "event"} & set(telling) else MarkKind.OPINION
    return kind, confidence, _reason(judging, found) or "reads as a judgement"


def _reason(names: list[str], found: dict[str, list[str]]) -> str:
    parts = (f"{FEATURES[name][0]}: “{found[name][0]}”" for name in names[:2])
    return "; ".join(parts)
