"""Whether sentences get the right mark: what they are, and who answers for them.

Every argument is a column with one value per sentence. "unsure" is a kind that is predicted but never gold: a
form of abstaining, reported apart (`unsure_share`) and counted in other figures only as the caller says.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score, confusion_matrix, f1_score

from eval.metrics.rows import check_rows

__all__ = ["OPINION_BEARING", "UNSURE", "cohens_kappa", "confusion", "macro_f1", "shown_as_bare_fact", "unsure_share"]

UNSURE = "unsure"
_FACT = "reported fact"
OPINION_BEARING = frozenset({"opinion", "mixed"})
"""Kinds of which a reader must be told that somebody's judgement is in them."""


def macro_f1(
    gold: Sequence[str], predicted: Sequence[str], *, labels: Sequence[str], unsure: Literal["wrong", "left out"]
) -> float:
    """Return the F1 score of each kind, averaged over the kinds that occur in gold or prediction.

    Args:
        gold: The true kinds.
        predicted: The predicted kinds.
        labels: Every kind there is, without "unsure".
        unsure: What to do with sentences predicted "unsure": "wrong" counts them as missed, as if the kind had
            been predicted falsely but of no other kind; "left out" scores the rest.

    Returns:
        A fraction in [0, 1].

    Raises:
        ValueError: If the columns differ in length or hold other kinds, `labels` holds "unsure", or nothing
            is left to score.

    Example:
        >>> gold, predicted = ["opinion", "opinion", "mixed"], ["opinion", "unsure", "mixed"]
        >>> round(macro_f1(gold, predicted, labels=["opinion", "mixed"], unsure="wrong"), 3)
        0.833
        >>> macro_f1(gold, predicted, labels=["opinion", "mixed"], unsure="left out")
        1.0

    References:
        Opitz & Burst (2019), Macro F1 and Macro F1, arXiv:1911.03347; this is the mean of F1 scores.
    """
    truth, guess = _codes(gold, predicted, labels)
    if unsure == "left out":
        sure = guess < len(labels)
        truth, guess = truth[sure], guess[sure]
    if not truth.size:
        raise ValueError(f"macro-F1 is undefined: all {len(gold)} predictions are unsure; report the share of unsure")
    occurring = np.union1d(truth, guess[guess < len(labels)])
    return float(f1_score(truth, guess, labels=occurring, average="macro", zero_division=0.0))


def confusion(gold: Sequence[str], predicted: Sequence[str], *, labels: Sequence[str]) -> NDArray[np.int64]:
    """Return how often each kind was taken for each.

    Args:
        gold: The true kinds.
        predicted: The predicted kinds.
        labels: Every kind there is, without "unsure", in the order wanted.

    Returns:
        Counts of shape (labels, labels + 1): a row for each gold kind, a column for each predicted kind, and
        "unsure" as the last column.

    Raises:
        ValueError: If the columns are empty, differ in length or hold other kinds, or `labels` holds "unsure".

    Example:
        >>> confusion(["opinion", "opinion"], ["mixed", "unsure"], labels=["opinion", "mixed"]).tolist()
        [[0, 1, 1], [0, 0, 0]]
    """
    truth, guess = _codes(gold, predicted, labels)
    counts = confusion_matrix(truth, guess, labels=range(len(labels) + 1))
    return np.asarray(counts[:-1], dtype=np.int64)


def shown_as_bare_fact(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """Return the share of opinion-bearing sentences (opinion, mixed) that were marked "reported fact".

    Args:
        gold: The true kinds.
        predicted: The predicted kinds; "unsure" is not shown as a bare fact.

    Returns:
        A fraction in [0, 1]; lower is better.

    Raises:
        ValueError: If no gold kind is opinion or mixed, or the columns differ in length.

    Example:
        >>> shown_as_bare_fact(["opinion", "mixed", "reported fact"], ["reported fact", "unsure", "opinion"])
        0.5
    """
    check_rows(gold=gold, predicted=predicted)
    shown = [guess == _FACT for truth, guess in zip(gold, predicted, strict=True) if truth in OPINION_BEARING]
    if not shown:
        raise ValueError(f"the share is undefined: none of {len(gold)} gold sentences is opinion-bearing")
    return sum(shown) / len(shown)


def unsure_share(predicted: Sequence[str]) -> float:
    """Return the share of sentences marked "unsure".

    Args:
        predicted: The predicted kinds.

    Returns:
        A fraction in [0, 1].

    Raises:
        ValueError: If there are no sentences.

    Example:
        >>> unsure_share(["opinion", "unsure"])
        0.5
    """
    check_rows(predicted=predicted)
    return sum(kind == UNSURE for kind in predicted) / len(predicted)


def cohens_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Return how far two annotators agree beyond chance.

    Args:
        first: One annotator's labels.
        second: The other's, of the same sentences.

    Returns:
        A number in [-1, 1]: 1.0 is full agreement, 0.0 what chance would give.

    Raises:
        ValueError: If the columns are empty or differ in length, or both hold one and the same label only.

    Example:
        >>> cohens_kappa(["fact", "fact", "opinion", "opinion"], ["fact", "fact", "opinion", "fact"])
        0.5

    References:
        Cohen (1960), A Coefficient of Agreement for Nominal Scales, Educ. Psychol. Meas. 20(1).
    """
    check_rows(first=first, second=second)
    labels = {label: code for code, label in enumerate(dict.fromkeys([*first, *second]))}
    if len(labels) == 1:
        raise ValueError(f"kappa is undefined: every label is {next(iter(labels))!r}; report plain agreement")
    return float(cohen_kappa_score([labels[label] for label in first], [labels[label] for label in second]))


def _codes(
    gold: Sequence[str], predicted: Sequence[str], labels: Sequence[str]
) -> tuple[NDArray[np.integer[Any]], NDArray[np.integer[Any]]]:
    """Return labels as numbers in the order of `labels`, with "unsure" after the last."""
    check_rows(gold=gold, predicted=predicted)
    numbers = {label: number for number, label in enumerate(labels)}
    if UNSURE in numbers or len(numbers) < len(labels):
        raise ValueError(f"labels must be distinct and without {UNSURE!r}, got {list(labels)}")
    strange = (set(gold) - set(numbers)) | (set(predicted) - set(numbers) - {UNSURE})
    if strange:
        raise ValueError(f"kinds outside the label list: {sorted(strange)}; add them to labels or mend the data")
    numbers[UNSURE] = len(labels)
    return np.asarray([numbers[kind] for kind in gold]), np.asarray([numbers[kind] for kind in predicted])
