"""Whether claims that their evidence supports are told from those it does not; one value per claim in each column."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eval.metrics.rows import check_rows

__all__ = ["balanced_accuracy"]


def balanced_accuracy(supported: Sequence[bool], accepted: Sequence[bool]) -> float:
    """Return the mean of the share of supported claims accepted and the share of the others rejected.

    Args:
        supported: Whether the evidence supports the claim.
        accepted: Whether the checker let it pass.

    Returns:
        A fraction in [0, 1]; 0.5 for a checker that does not look at the claims, however rare one sort is.

    Raises:
        ValueError: If the claims are of one sort only, or the columns are empty or differ in length.

    Example:
        >>> balanced_accuracy([True, True, True, False], [True, True, False, False])
        0.8333333333333333

    References:
        Brodersen et al. (2010), The Balanced Accuracy and Its Posterior Distribution, ICPR.
    """
    check_rows(supported=supported, accepted=accepted)
    truth, passed = np.asarray(supported, dtype=bool), np.asarray(accepted, dtype=bool)
    if truth.all() or not truth.any():
        raise ValueError(f"undefined: {truth.sum()} of {truth.size} claims are supported; give both sorts")
    return float((passed[truth].mean() + (~passed[~truth]).mean()) / 2)
