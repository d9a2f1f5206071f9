"""Whether the assistant answers what it can and abstains from what it cannot; one value per question in each column.

Abstaining is neither right nor wrong: how often it abstains and how often it is right when it answers are two figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from eval.metrics.rows import check_rows

__all__ = [
    "RiskCoverageCurve",
    "auroc",
    "risk_coverage_curve",
]


def auroc(answerable: Sequence[bool], score: Sequence[float]) -> float:
    """Return how well a score tells answerable questions from unanswerable ones, at any threshold.

    Args:
        answerable: Whether the documents answer the question.
        score: Rises with the assistant's belief that they do.

    Returns:
        A fraction in [0, 1]: the chance that an answerable question scores above an unanswerable one, ties
        counting half. 0.5 is no better than chance.

    Raises:
        ValueError: If the questions are all answerable or all not, or the columns are empty, differ in length
            or hold a score that is not finite.

    Example:
        >>> auroc([True, True, False, False], [0.9, 0.4, 0.6, 0.1])
        0.75

    References:
        Fawcett (2006), An introduction to ROC analysis, Pattern Recognition Letters 27(8).
    """
    check_rows(answerable=answerable, score=score)
    truth, values = np.asarray(answerable, dtype=bool), _finite(score)
    if truth.all() or not truth.any():
        raise ValueError(f"AUROC is undefined: {truth.sum()} of {truth.size} questions are answerable; give both sorts")
    return float(roc_auc_score(truth, values))


@dataclass(frozen=True, slots=True)
class RiskCoverageCurve:
    """What share of answers is wrong as ever more questions are answered, the surest first.

    One point for each threshold that tells questions apart, so that questions of equal score enter together.

    Attributes:
        coverage: Share of all questions answered, rising, in (0, 1].
        risk: Share of wrong answers among those, in [0, 1].
        threshold: The lowest score answered at that point, falling.
    """

    coverage: NDArray[np.float64]
    risk: NDArray[np.float64]
    threshold: NDArray[np.float64]


def risk_coverage_curve(correct: Sequence[bool | None], score: Sequence[float]) -> RiskCoverageCurve:
    """Return the risk–coverage curve.

    For the whole curve, have the assistant answer every question, whatever its score. A question it abstained
    from counts among all questions but is never answered: the curve then ends below a coverage of 1.

    Args:
        correct: Whether the answer was right; None where the assistant abstained.
        score: Rises with the assistant's belief in its answer.

    Raises:
        ValueError: If no question was answered, or the columns are empty, differ in length or hold a score that
            is not finite.

    Example:
        >>> curve = risk_coverage_curve([True, False, True, None], [0.9, 0.5, 0.7, 0.1])
        >>> curve.coverage.tolist(), curve.risk.round(2).tolist(), curve.threshold.tolist()
        ([0.25, 0.5, 0.75], [0.0, 0.0, 0.33], [0.9, 0.7, 0.5])

    References:
        El-Yaniv & Wiener (2010), On the Foundations of Noise-free Selective Classification, JMLR 11.
    """
    questions = check_rows(correct=correct, score=score)
    given = np.asarray([value is not None for value in correct])
    if not given.any():
        raise ValueError(f"risk is undefined: none of {questions} questions was answered; report coverage")
    wrong = ~np.asarray([bool(value) for value in correct])[given]
    values = _finite(score)[given]
    order = np.argsort(-values, kind="stable")
    values, wrong = values[order], wrong[order]
    ends = np.flatnonzero(np.append(np.diff(values) != 0, True))
    answered = ends + 1
    return RiskCoverageCurve(answered / questions, np.cumsum(wrong)[ends] / answered, values[ends])


def _finite(score: Sequence[float]) -> NDArray[np.float64]:
    values = np.asarray(score, dtype=np.float64)
    if not np.isfinite(values).all():
        raise ValueError(
            f"{(~np.isfinite(values)).sum()} of {values.size} scores are not finite; every question needs one"
        )
    return values
