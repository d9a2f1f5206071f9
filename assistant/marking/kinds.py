"""What a sentence is in its speaker's own words: fact, opinion, both, or too close to call; and where it parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.encoder import Vectors
from assistant.marking.clauses import find_pieces
from assistant.marking.features import FEATURES, cue_places, within
from assistant.marking.head import KINDS, NO_PART, feature_row, parting, probabilities, scores, threshold, weights
from assistant.marking.quotes import own_words
from assistant.schema import MarkKind

__all__ = ["LEANS_TO_JUDGEMENT", "LEANS_TO_REPORT", "Judgement", "judge"]

LEANS_TO_REPORT, LEANS_TO_JUDGEMENT = "rather a report", "rather a judgement"

Part = tuple[int, int, MarkKind]
"""Characters [start, end) of a sentence, and what they are."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one sentence is.

    Attributes:
        kind: The kind.
        confidence: In [0, 1].
        reasons: In words.
        clauses: For a mixed sentence that parts cleanly, its two parts.
    """

    kind: MarkKind
    confidence: float
    reasons: tuple[str, ...]
    clauses: tuple[Part, ...] = ()


_READS_AS = {
    MarkKind.FACT: "reads as a report",
    MarkKind.OPINION: "reads as a judgement",
    MarkKind.MIXED: "reads as a report with a judgement in it",
    MarkKind.UNSURE: "could be report or judgement",
}


def judge(texts: Sequence[str], leanings: Vectors | None, parts: Sequence[Vectors] | None = None) -> list[Judgement]:
    """Judge sentences by their own words.

    Showing an opinion as a fact costs far more than the reverse: a sentence is called a reported fact only above
    a threshold of its own, and unsure below it.

    Args:
        texts: The sentences.
        leanings: Shape (sentences, 3), see `head.lean`; None to judge by readable features alone.
        parts: For each sentence the leanings of its parts, as `find_pieces` gives them, or none; None without style.
    """
    if not texts:
        return []
    own = [own_words(text) for text in texts]
    places = [cue_places(text) for text in own]
    found = [within(held, 0, len(text)) for held, text in zip(places, own, strict=True)]
    rows = np.stack([feature_row(text, seen) for text, seen in zip(own, found, strict=True)])
    partings: list[tuple[float, tuple[Part, ...]]] = [(NO_PART, ())] * len(texts)
    if leanings is not None and parts is not None:
        for i, held in enumerate(parts):
            if len(held):
                spans = find_pieces(texts[i])
                seen = [feature_row(own[i][a:b], within(places[i], a, b)) for a, b in spans]
                partings[i] = _parting(spans, scores(np.stack(seen), held))
    parted = None if leanings is None else np.array([sure for sure, _ in partings], np.float32)
    shares = probabilities(scores(rows, leanings), parted)
    return [_judged(row, seen, *part) for row, seen, part in zip(shares, found, partings, strict=True)]


def _parting(spans: Sequence[tuple[int, int]], scored: Vectors) -> tuple[float, tuple[Part, ...]]:
    """Return how surely a sentence parts into report and judgement, and its two parts at the surest cut."""
    sure, first_reports = parting(scored[::2], scored[1::2])
    best = int(np.argmax(sure))
    kinds = (MarkKind.FACT, MarkKind.OPINION) if first_reports[best] else (MarkKind.OPINION, MarkKind.FACT)
    return float(sure[best]), tuple((*spans[2 * best + side], kinds[side]) for side in (0, 1))


def _judged(share: Vectors, seen: Mapping[str, Sequence[str]], sure: float, clauses: tuple[Part, ...]) -> Judgement:
    fact, opinion, mixed = (float(value) for value in share)
    if fact >= threshold("fact"):
        return Judgement(MarkKind.FACT, fact, (_reason(MarkKind.FACT, seen),))
    if opinion + mixed < threshold("opinion"):
        leans = LEANS_TO_REPORT if fact > opinion + mixed else LEANS_TO_JUDGEMENT
        return Judgement(MarkKind.UNSURE, max(fact, opinion + mixed), (f"{_READS_AS[MarkKind.UNSURE]}, {leans}",))
    if opinion >= mixed:
        return Judgement(MarkKind.OPINION, opinion, (_reason(MarkKind.OPINION, seen),))
    kept = clauses if sure >= threshold("clause") else ()
    return Judgement(MarkKind.MIXED, mixed, (_reason(MarkKind.MIXED, seen),), kept)


def _reason(kind: MarkKind, found: Mapping[str, Sequence[str]]) -> str:
    """Say which cues weighed most for the kind, in a reader's words."""
    column = weights()["features"][:, KINDS.index(kind)]
    weight = dict(zip(FEATURES, column, strict=False))
    heaviest = sorted(((weight[name] * len(seen), name, seen) for name, seen in found.items()), reverse=True)
    told = [f"{FEATURES[name][0]}: “{seen[0]}”" for force, name, seen in heaviest[:2] if force > 0]
    return "; ".join([_READS_AS[kind], *told])
