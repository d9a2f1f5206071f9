"""How good a ranking is, one query at a time; average the results over queries with `mean_figure`."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

__all__ = ["ndcg_at_k", "recall_at_k", "reciprocal_rank"]

Id = TypeVar("Id", bound=Hashable)


def recall_at_k(ranked: Sequence[Id], relevant: AbstractSet[Id], k: int) -> float:
    """Return the share of relevant passages that appear in the first k results.

    Args:
        ranked: Passage ids, best first, without repeats; may be empty.
        relevant: Ids judged relevant to the query; never empty.
        k: Cutoff rank, at least 1.

    Returns:
        A fraction in [0, 1]; 1.0 means every relevant passage was found.

    Raises:
        ValueError: If `relevant` is empty, `ranked` repeats an id, or `k` is below 1.

    Example:
        >>> recall_at_k(["p3", "p1", "p9"], {"p1", "p7"}, k=2)
        0.5

    References:
        Manning, Raghavan & Schütze (2008), Introduction to Information Retrieval, section 8.3.
    """
    _check(ranked, relevant, k)
    return sum(item in relevant for item in ranked[:k]) / len(relevant)


def reciprocal_rank(ranked: Sequence[Id], relevant: AbstractSet[Id]) -> float:
    """Return one over the rank of the first relevant result.

    Args:
        ranked: Ids, best first, without repeats; may be empty.
        relevant: Ids judged relevant to the query; never empty.

    Returns:
        A number in [0, 1]: 1.0 if the first result is relevant, 0.0 if none of the results is. The mean over
        queries is MRR; cut `ranked` at 10 for MRR@10.

    Raises:
        ValueError: If `relevant` is empty or `ranked` repeats an id.

    Example:
        >>> reciprocal_rank(["p3", "p1", "p9"], {"p1", "p7"})
        0.5

    References:
        Voorhees (1999), The TREC-8 Question Answering Track Report.
    """
    _check(ranked, relevant, 1)
    return next((1 / rank for rank, item in enumerate(ranked, start=1) if item in relevant), 0.0)


def ndcg_at_k(ranked: Sequence[Id], relevant: AbstractSet[Id] | Mapping[Id, float], k: int) -> float:
    """Return the normalised discounted cumulative gain of the first k results.

    The gain of a result is its grade, discounted by log2(1 + rank), over what the best order would gain.

    Args:
        ranked: Ids, best first, without repeats; may be empty.
        relevant: Ids judged relevant, each of gain 1; or gains by id, none negative and at least one positive.
        k: Cutoff rank, at least 1.

    Returns:
        A fraction in [0, 1]; 1.0 means that no order of all judged items would be better.

    Raises:
        ValueError: If nothing has a positive gain, a gain is negative or not finite, `ranked` repeats an id,
            or `k` is below 1.

    Example:
        >>> round(ndcg_at_k(["p3", "p1"], {"p1"}, k=10), 3)
        0.631
        >>> ndcg_at_k(["p3", "p1"], {"p3": 2, "p1": 1}, k=10)
        1.0

    References:
        Järvelin & Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques, ACM TOIS 20(4).
    """
    gains = dict(relevant) if isinstance(relevant, Mapping) else dict.fromkeys(relevant, 1.0)
    if any(gain < 0 or not math.isfinite(gain) for gain in gains.values()):
        raise ValueError(f"gains must be finite and not negative, got {sorted(gains.values())}")
    _check(ranked, [item for item, gain in gains.items() if gain > 0], k)
    best = _discounted(sorted(gains.values(), reverse=True)[:k])
    return _discounted([gains.get(item, 0.0) for item in ranked[:k]]) / best


def _discounted(gains: Sequence[float]) -> float:
    return math.fsum(gain / math.log2(1 + rank) for rank, gain in enumerate(gains, start=1))


def _check(ranked: Sequence[Id], relevant: Collection[Id], k: int) -> None:
    if not relevant:
        raise ValueError("nothing is relevant to this query; leave it out of the average")
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k}")
    if len(set(ranked)) < len(ranked):
        raise ValueError(f"the ranking repeats an id among its {len(ranked)}; keep the first of each")
