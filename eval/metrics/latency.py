"""How long answers take: the middle and the late tail."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eval.metrics.rows import check_rows

__all__ = ["percentile"]


def percentile(seconds: Sequence[float], point: float) -> float:
    """Return the time within which a share of calls is done.

    Args:
        seconds: Duration of each call; any unit will do.
        point: Percentile in [0, 100]: 50 is the median.

    Returns:
        A duration in the same unit, interpolated linearly between the two nearest calls.

    Raises:
        ValueError: If there are no durations, one is negative or not finite, or `point` lies outside [0, 100].

    Example:
        >>> percentile([0.1, 0.2, 0.3, 0.8], 50)
        0.25

    References:
        Hyndman & Fan (1996), Sample Quantiles in Statistical Packages, definition 7.
    """
    check_rows(seconds=seconds)
    if not 0 <= point <= 100:
        raise ValueError(f"a percentile lies in [0, 100], got {point}")
    durations = np.asarray(seconds, dtype=np.float64)
    if not (np.isfinite(durations) & (durations >= 0)).all():
        raise ValueError(f"durations must be finite and not negative, got {durations.min()} to {durations.max()}")
    return float(np.percentile(durations, point))
