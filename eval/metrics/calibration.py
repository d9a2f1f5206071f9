"""Whether stated confidence can be believed: of what is said with 0.8, four in five should be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.metrics.rows import check_rows

__all__ = ["ReliabilityBin", "expected_calibration_error", "reliability_table"]


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """What became of the predictions of about one confidence.

    Attributes:
        low: The bin holds confidences above this; the first bin also 0.
        high: And up to this.
        n: How many predictions it holds, at least 1.
        confidence: Their mean confidence, in [0, 1].
        accuracy: The share of them that is right.
    """

    low: float
    high: float
    n: int
    confidence: float
    accuracy: float


def reliability_table(
    correct: Sequence[bool], confidence: Sequence[float], *, bins: int = 10
) -> tuple[ReliabilityBin, ...]:
    """Return confidence against accuracy, in bins of equal width.

    Args:
        correct: Whether each prediction was right.
        confidence: Its stated probability of being right, in [0, 1].
        bins: Into how many bins [0, 1] is cut, at least 1.

    Returns:
        The bins that hold predictions, in rising order.

    Raises:
        ValueError: If the columns are empty or differ in length, a confidence lies outside [0, 1], or `bins` is
            below 1.

    Example:
        >>> for row in reliability_table([True, False, True], [0.95, 0.95, 0.6]):
        ...     print(f"({row.low:.1f}, {row.high:.1f}]: {row.confidence:.2f} {row.accuracy:.2f} {row.n}")
        (0.5, 0.6]: 0.60 1.00 1
        (0.9, 1.0]: 0.95 0.50 2
    """
    check_rows(correct=correct, confidence=confidence)
    stated = np.asarray(confidence, dtype=np.float64)
    if bins < 1:
        raise ValueError(f"bins must be at least 1, got {bins}")
    if not ((stated >= 0) & (stated <= 1)).all():
        raise ValueError(f"confidences must lie in [0, 1], got {stated.min()} to {stated.max()}")
    edges = np.linspace(0, 1, bins + 1)
    places = np.searchsorted(edges[1:-1], stated)
    counts = np.bincount(places, minlength=bins)
    sums = np.bincount(places, weights=stated, minlength=bins)
    right = np.bincount(places, weights=np.asarray(correct, dtype=bool), minlength=bins)
    return tuple(
        ReliabilityBin(
            low=float(edges[i]),
            high=float(edges[i + 1]),
            n=int(counts[i]),
            confidence=float(sums[i] / counts[i]),
            accuracy=float(right[i] / counts[i]),
        )
        for i in np.flatnonzero(counts)
    )


def expected_calibration_error(correct: Sequence[bool], confidence: Sequence[float], *, bins: int = 10) -> float:
    """Return the mean gap between confidence and accuracy, each bin weighted by its predictions (ECE).

    Args:
        correct: Whether each prediction was right.
        confidence: Its stated probability of being right, in [0, 1].
        bins: Into how many bins of equal width [0, 1] is cut, at least 1.

    Returns:
        A number in [0, 1]; 0.0 is perfectly calibrated. Small samples look worse calibrated than they are.

    Raises:
        ValueError: As `reliability_table`.

    Example:
        >>> round(expected_calibration_error([True, False], [0.75, 0.75]), 3)
        0.25

    References:
        Guo, Pleiss, Sun & Weinberger (2017), On Calibration of Modern Neural Networks, section 2.
    """
    table = reliability_table(correct, confidence, bins=bins)
    return sum(row.n * abs(row.accuracy - row.confidence) for row in table) / len(correct)
