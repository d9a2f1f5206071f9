"""Figures as a table on the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from eval.metrics.intervals import Figure

__all__ = ["print_figures"]


def print_figures(title: str, figures: Mapping[str, Figure]) -> Console:
    """Print figures with their intervals; gives the console, for what is printed below them.

    Args:
        title: Stands above.
        figures: By name, in order.
    """
    console = Console()
    table = Table("figure", "value [95%], n", title=title)
    for name, figure in figures.items():
        table.add_row(name, str(figure))
    console.print(table)
    return console
