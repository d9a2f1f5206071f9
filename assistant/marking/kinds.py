"""What a sentence is in its speaker's own words: fact, opinion, both, or too close to call; and where it parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from assistant.encoder import Vectors
from assistant.marking.clauses import find_pieces
from assistant.marking.features import FEATURES, cue_places, within
from assistant.marking.head import KINDS, NO_PART, feature_row, parting, probabilities, scores, threshold, weights
from assistant.marking.quotes import own_words
from assistant.schema import MarkKind

__all__ = ["LEANS_TO_JUDGEMENT", "LEANS_TO_REPORT", "Judgement", "judge", "no_bare_fact"]

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
    rows = np.array([feature_row(text, seen) for text, seen in zip(own, found, strict=True)], np.float32)
    partings: list[tuple[float, tuple[Part, ...]]] = [(NO_PART, ())] * len(texts)
    if leanings is not None and parts is not None:
        parting_at = [i for i, held in enumerate(parts) if len(held)]
        spans = [find_pieces(texts[i]) for i in parting_at]
        seen = [
            feature_row(own[i][a:b], within(places[i], a, b))
            for i, held in zip(parting_at, spans, strict=True)
            for a, b in held
        ]
        if seen:
            scored = scores(np.array(seen, np.float32), np.concatenate([parts[i] for i in parting_at]))
            for i, part in zip(parting_at, _partings(spans, scored), strict=True):
                partings[i] = part
    parted = None if leanings is None else np.array([sure for sure, _ in partings], np.float32)
    shares = probabilities(scores(rows, leanings), parted)
    return [_judged(row, seen, *part) for row, seen, part in zip(shares.tolist(), found, partings, strict=True)]


def no_bare_fact(judged: Judgement, reason: str) -> Judgement:
    """Return a judgement of a sentence that rests on words not its speaker's own: no report, in whole or in part.

    Args:
        judged: What the sentence is by its speaker's own words.
        reason: Why they do not tell all, in words a reader understands.
    """
    if judged.kind is MarkKind.FACT:
        return Judgement(MarkKind.UNSURE, judged.confidence, (reason,))
    return Judgement(judged.kind, judged.confidence, judged.reasons)


def _partings(spans: Sequence[Sequence[tuple[int, int]]], scored: Vectors) -> Iterator[tuple[float, tuple[Part, ...]]]:
    """Yield for each sentence how surely it parts into report and judgement, and its two parts at the surest cut.

    Args:
        spans: For each sentence the parts before and after each of its cuts, in turn.
        scored: The scores of all of them, in order.
    """
    surest, first_reports = (column.tolist() for column in parting(scored[::2], scored[1::2]))
    place = 0
    for held in spans:
        cuts = range(place, place + len(held) // 2)
        best = max(cuts, key=surest.__getitem__)
        kinds = (MarkKind.FACT, MarkKind.OPINION) if first_reports[best] else (MarkKind.OPINION, MarkKind.FACT)
        pair = held[2 * (best - place) : 2 * (best - place) + 2]
        yield surest[best], tuple((a, b, kind) for (a, b), kind in zip(pair, kinds, strict=True))
        place = cuts.stop


def _judged(
    share: Sequence[float], seen: Mapping[str, Sequence[str]], sure: float, clauses: tuple[Part, ...]
) -> Judgement:
    fact, opinion, mixed = share
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
    weight = _weights(kind)
    heaviest = sorted(((weight[name] * len(seen), name, seen) for name, seen in found.items()), reverse=True)
    told = [f"{FEATURES[name]}: “{seen[0]}”" for force, name, seen in heaviest[:2] if force > 0]
    return "; ".join([_READS_AS[kind], *told])


@cache
def _weights(kind: MarkKind) -> Mapping[str, float]:
    """Return how much a cue of each feature speaks for a kind."""
    return dict(zip(FEATURES, weights()["features"][:, KINDS.index(kind)].tolist(), strict=False))
