"""Figures with the number of items behind them and a bootstrap 95% interval."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.metrics.rows import check_rows

__all__ = ["Figure", "bootstrap", "mean_figure"]

_TAILS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value and how far to trust it.

    Attributes:
        value: The statistic of the whole sample, in its own unit.
        n: How many items it is about.
        low: Lower end of the 95% interval, in the same unit.
        high: Upper end.

    Example:
        >>> print(Figure(0.8125, 416, 0.775, 0.848))
        0.812 [0.775, 0.848], n = 416
    """

    value: float
    n: int
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}], n = {self.n:,}"


def bootstrap(
    statistic: Callable[..., float],
    *columns: Sequence[Any] | NDArray[Any],
    groups: Sequence[Hashable] | None = None,
    resamples: int = 1000,
) -> Figure:
    """Return a statistic with its percentile bootstrap 95% interval.

    Rows are drawn with replacement, all columns together. Resamples for which the statistic is undefined
    (it raises ValueError or gives NaN) are left out. A sample that does not vary, such as one all right or
    one of a single group, gets an interval without width: trust `n` then, not the interval.

    Args:
        statistic: Takes one numpy array for each column, in order.
        *columns: Values by row; of anything, None included.
        groups: For each row the group it belongs to, such as its document. Whole groups are drawn, since rows
            of one group are not independent of each other. None draws single rows.
        resamples: How many samples to draw, at least 1; always the same ones.

    Returns:
        The figure; its `n` counts rows.

    Raises:
        ValueError: If columns (or groups) are empty or differ in length, `resamples` is below 1, or the
            statistic is undefined on the whole sample or on every resample.

    Example:
        >>> right, other = [1, 1, 1, 0, 1, 1, 0, 1], [0, 1, 0, 0, 1, 1, 0, 0]
        >>> print(bootstrap(lambda a, b: a.mean() - b.mean(), right, other))
        0.375 [0.000, 0.750], n = 8

    References:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, section 13.3.
    """
    named = {f"column {i}": column for i, column in enumerate(columns, start=1)}
    rows = check_rows(**named) if groups is None else check_rows(**named, groups=groups)
    if not columns or resamples < 1:
        raise ValueError(f"got {len(columns)} columns and {resamples} resamples; give at least one of each")
    arrays = [_array(column) for column in columns]
    value = float(statistic(*arrays))
    if np.isnan(value):
        raise ValueError(f"the statistic is undefined (NaN) on all {rows} rows; leave this figure out of the report")
    drawn = []
    for chosen in _draws(rows, groups, resamples=resamples):
        try:
            drawn.append(float(statistic(*(array[chosen] for array in arrays))))
        except ValueError:  # undefined, as for a resample without any answerable question
            continue
    defined = np.asarray(drawn)[~np.isnan(drawn)]
    if not defined.size:
        raise ValueError(f"the statistic is undefined on each of {resamples} resamples of {rows} rows; draw more")
    low, high = np.percentile(defined, _TAILS)
    return Figure(value, rows, float(low), float(high))


def mean_figure(values: Sequence[float] | NDArray[Any], *, groups: Sequence[Hashable] | None = None) -> Figure:
    """Return the mean of one value per item, with its interval.

    Args:
        values: Such as a metric's result for each question; bools count as 0 and 1.
        groups: For each value the group it belongs to; see `bootstrap`.

    Returns:
        The figure, in the unit of the values; 0–1 for bools.

    Raises:
        ValueError: If `values` is empty, holds NaN, or differs in length from `groups`.

    Example:
        >>> print(mean_figure([True, True, False, True]))
        0.750 [0.250, 1.000], n = 4
    """
    return bootstrap(np.mean, np.asarray(values, dtype=np.float64), groups=groups)


def _array(column: Sequence[Any] | NDArray[Any]) -> NDArray[Any]:
    """Return a column as an array with one element per row, even where values are tuples or lists."""
    if isinstance(column, np.ndarray):
        return column
    for kinds in ((bool, np.bool_), (int, float, np.number)):
        if all(isinstance(value, kinds) for value in column):
            return np.asarray(column)
    array = np.empty(len(column), dtype=object)
    for row, value in enumerate(column):
        array[row] = value
    return array


def _draws(rows: int, groups: Sequence[Hashable] | None, *, resamples: int) -> Iterator[NDArray[np.integer[Any]]]:
    """Yield the row numbers of each resample."""
    dice = np.random.default_rng(0)
    if groups is None:
        for _ in range(resamples):
            yield dice.integers(rows, size=rows)
        return
    numbers: dict[Hashable, int] = {}
    codes = np.asarray([numbers.setdefault(group, len(numbers)) for group in groups])
    by_group = np.argsort(codes, kind="stable")
    sizes = np.bincount(codes)
    starts = np.cumsum(sizes) - sizes
    for _ in range(resamples):
        chosen = dice.integers(len(sizes), size=len(sizes))
        lengths = sizes[chosen]
        ends = np.cumsum(lengths)
        # Counting up from each chosen group's start lists its rows, without a loop over groups.
        within = np.arange(ends[-1]) - np.repeat(ends - lengths, lengths)
        yield by_group[np.repeat(starts[chosen], lengths) + within]
