"""Whether an answer cites the right places, one answer at a time; average with `mean_figure`.

Only answers are scored. A question on which the assistant abstained has no citations: leave it out here and
report it by the figures of refusal.
"""

from __future__ import annotations

from collections.abc import Collection

__all__ = ["Location", "citation_precision", "citation_recall", "same_place"]

Location = tuple[str, int, int]
"""A document and the half-open span `[start, end)` of its characters."""


def same_place(cited: Location, gold: Location) -> bool:
    """Return whether two spans share more than half of the shorter one.

    A span that covers a whole document is thus in the same place as any sentence of it: cite sentences.

    Args:
        cited: A cited span, at least one character long.
        gold: A gold span, likewise.

    Raises:
        ValueError: If a span is empty or ends before it starts.

    Example:
        >>> same_place(("a", 0, 10), ("a", 4, 30)), same_place(("a", 0, 10), ("a", 5, 30))
        (True, False)
    """
    for document, start, end in (cited, gold):
        if not 0 <= start < end:
            raise ValueError(f"[{start}, {end}) of {document} is no span; give 0 <= start < end")
    shared = min(cited[2], gold[2]) - max(cited[1], gold[1])
    return cited[0] == gold[0] and 2 * shared > min(cited[2] - cited[1], gold[2] - gold[1])


def citation_precision(cited: Collection[Location], alternatives: Collection[Collection[Location]]) -> float:
    """Return the share of cited spans that are gold.

    A citation is right if it is in the same place as a gold span of any alternative: an answer that gives two
    sentences, each of which would do, cites nothing wrong.

    Args:
        cited: The spans an answer cites; repeats count once.
        alternatives: Sets of gold spans, each of which supports the answer in full by itself.

    Returns:
        A fraction in [0, 1]; 1.0 means that every citation is right.

    Raises:
        ValueError: If nothing is cited, or there is no gold, or a span is empty.

    Example:
        >>> citation_precision([("a", 0, 9), ("a", 50, 60)], [[("a", 0, 10)], [("b", 5, 20)]])
        0.5
    """
    distinct, gold = set(cited), set(_spans(alternatives))
    if not distinct:
        raise ValueError("precision is undefined: nothing is cited; leave the answer out of the average")
    return sum(any(same_place(one, other) for other in gold) for one in distinct) / len(distinct)


def citation_recall(cited: Collection[Location], alternatives: Collection[Collection[Location]]) -> float:
    """Return the share of needed gold spans that are cited, for the alternative that fits best.

    Args:
        cited: The spans an answer cites; an answer that cites nothing finds nothing.
        alternatives: Sets of gold spans, each of which supports the answer in full by itself.

    Returns:
        A fraction in [0, 1]; 1.0 means that one alternative is cited in full.

    Raises:
        ValueError: If there is no gold, or a span is empty.

    Example:
        >>> citation_recall([("a", 0, 9)], [[("a", 0, 10), ("a", 11, 30)], [("b", 5, 20)]])
        0.5

    References:
        Gao et al. (2023), Enabling Large Language Models to Generate Text with Citations, section 3, for the
        two figures; there support is judged by a model, here by gold spans.
    """
    _spans(alternatives)
    return max(
        sum(any(same_place(one, other) for one in cited) for other in set(gold)) / len(set(gold))
        for gold in alternatives
    )


def _spans(alternatives: Collection[Collection[Location]]) -> list[Location]:
    sizes = [len(gold) for gold in alternatives]
    if not sizes or not min(sizes):
        raise ValueError(f"there is no gold to cite: alternatives of {sizes} spans; give at least one span each")
    return [span for gold in alternatives for span in gold]
