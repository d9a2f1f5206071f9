"""What a sentence is in its speaker's own words: fact, opinion, both, or too close to call."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.encoder import Vectors
from assistant.marking.features import FEATURES, cues
from assistant.marking.head import KINDS, probabilities, threshold, weights
from assistant.schema import MarkKind

__all__ = ["Judgement", "judge"]

Judgement = tuple[MarkKind, float, str]
"""Kind, confidence in [0, 1], and the reason in words."""

_READS_AS = {
    MarkKind.FACT: "reads as a report",
    MarkKind.OPINION: "reads as a judgement",
    MarkKind.MIXED: "reads as a report with a judgement in it",
    MarkKind.UNSURE: "could be report or judgement",
}


def judge(texts: Sequence[str], leanings: Vectors | None) -> list[Judgement]:
    """Judge sentences by their own words.

    Showing an opinion as a fact costs far more than the reverse: a sentence is called a reported fact only above
    a threshold of its own, and unsure below it.

    Args:
        texts: The sentences, quotations left out.
        leanings: Shape (sentences, 3), see `head.lean`; None to judge by readable features alone.
    """
    results: list[Judgement] = []
    for text, row in zip(texts, probabilities(texts, leanings), strict=True):
        fact, opinion, mixed = (float(value) for value in row)
        if fact >= threshold("fact"):
            kind, confidence = MarkKind.FACT, fact
        elif opinion + mixed >= threshold("opinion"):
            kind, confidence = (MarkKind.OPINION, opinion) if opinion >= mixed else (MarkKind.MIXED, mixed)
        else:
            kind, confidence = MarkKind.UNSURE, max(fact, opinion + mixed)
        results.append((kind, confidence, _reason(kind, text)))
    return results


def _reason(kind: MarkKind, text: str) -> str:
    """Say which cues weighed most for the kind, in a reader's words."""
    if kind is MarkKind.UNSURE:
        return _READS_AS[kind]
    column = weights()["features"][:, KINDS.index(kind)]
    weight = dict(zip(FEATURES, column, strict=False))
    found = sorted(((weight[name] * len(seen), name, seen) for name, seen in cues(text).items()), reverse=True)
    told = [f"{FEATURES[name][0]}: “{seen[0]}”" for force, name, seen in found[:2] if force > 0]
    return "; ".join([_READS_AS[kind], *told])
