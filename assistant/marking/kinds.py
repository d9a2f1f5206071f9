"""What a sentence is in its speaker's own words: fact, opinion, both, or too close to call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from assistant.encoder import Vectors
from assistant.marking.features import FEATURES, cues
from assistant.marking.head import KINDS, feature_row, probabilities, threshold, weights
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
    if not texts:
        return []
    found = [cues(text) for text in texts]
    rows = np.stack([feature_row(text, seen) for text, seen in zip(texts, found, strict=True)])
    results: list[Judgement] = []
    for seen, row in zip(found, probabilities(rows, leanings), strict=True):
        fact, opinion, mixed = (float(value) for value in row)
        if fact >= threshold("fact"):
            kind, confidence = MarkKind.FACT, fact
        elif opinion + mixed >= threshold("opinion"):
            kind, confidence = (MarkKind.OPINION, opinion) if opinion >= mixed else (MarkKind.MIXED, mixed)
        else:
            kind, confidence = MarkKind.UNSURE, max(fact, opinion + mixed)
        results.append((kind, confidence, _reason(kind, seen)))
    return results


def _reason(kind: MarkKind, found: Mapping[str, Sequence[str]]) -> str:
    """Say which cues weighed most for the kind, in a reader's words."""
    if kind is MarkKind.UNSURE:
        return _READS_AS[kind]
    column = weights()["features"][:, KINDS.index(kind)]
    weight = dict(zip(FEATURES, column, strict=False))
    heaviest = sorted(((weight[name] * len(seen), name, seen) for name, seen in found.items()), reverse=True)
    told = [f"{FEATURES[name][0]}: “{seen[0]}”" for force, name, seen in heaviest[:2] if force > 0]
    return "; ".join([_READS_AS[kind], *told])
