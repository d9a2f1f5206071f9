"""The check that every metric over columns makes first."""

from __future__ import annotations

from collections.abc import Sized

__all__ = ["check_rows"]


def check_rows(**columns: Sized) -> int:
    """Return how many rows the columns have.

    Args:
        **columns: Columns of one table, by the name an error should call them.

    Returns:
        Their common length, at least 1.

    Raises:
        ValueError: If there are no columns, their lengths differ, or they are empty.

    Example:
        >>> check_rows(gold=["a", "b"], predicted=["a", "c"])
        2
    """
    lengths = {name: len(column) for name, column in columns.items()}
    if not lengths:
        raise ValueError("nothing to measure: no columns; give at least one")
    if len(set(lengths.values())) > 1:
        counted = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise ValueError(f"columns differ in length: {counted}; give one value for each row")
    if not min(lengths.values()):
        raise ValueError(f"nothing to measure: {', '.join(lengths)} empty; leave this figure out of the report")
    return min(lengths.values())
