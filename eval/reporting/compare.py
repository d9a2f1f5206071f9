"""What became better or worse since an earlier report, and whether figures keep within limits.

Only our own figures are looked at, not those of baselines.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.reporting.report import figure_texts, one_line, read_json_object
from eval.reporting.report_check import ARROWS, Report, ReportError

__all__ = ["Change", "Verdict", "check_limits", "compare", "print_changes", "read_limits"]

Verdict = Literal["better", "worse", "changed", "within the interval"]
_SIGNS: Mapping[Verdict, tuple[str, str]] = {
    "better": ("▲", "green"),
    "worse": ("▼", "bold red"),
    "changed": ("◆", "yellow"),
    "within the interval": ("·", "dim"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in two reports.

    Attributes:
        section: Name of its section.
        name: Its own name.
        verdict: "changed" is said of a figure that is better neither higher nor lower.
        before: The figure in the earlier report.
        after: The figure in the later one.
    """

    section: str
    name: str
    verdict: Verdict
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def compare(report: Report, baseline: Report) -> list[Change]:
    """Return what became of every figure that two reports share.

    A change counts only if the new value lies outside the old interval and the old value outside the new one.

    Args:
        report: The later report.
        baseline: The earlier one.

    Returns:
        One change for each figure of the same section, name and unit, in the order of `report`.
    """
    earlier = dict(_figures(baseline))
    return [
        Change(section, name, _verdict(earlier[section, name, unit], figure), earlier[section, name, unit], figure)
        for (section, name, unit), figure in _figures(report)
        if (section, name, unit) in earlier
    ]


def print_changes(changes: Sequence[Change], console: Console) -> None:
    """Print a table of what changed, and how many figures did not.

    Args:
        changes: As `compare` returns them.
        console: Where to.
    """
    if not changes:
        console.print("The two reports share no figure.")
        return
    counts = Counter(change.verdict for change in changes)
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, header_style="dim")
    for heading in ("", "figure", "before", "now"):
        table.add_column(heading)
    section = None
    for change in changes:
        if change.verdict == "within the interval":
            continue
        if change.section != section:
            section = change.section
            table.add_row("", Text(one_line(section), style="bold"))
        sign, style = _SIGNS[change.verdict]
        name = f"{one_line(change.name)} {ARROWS[change.after['better']]}"
        old, new = (Text(" ".join(figure_texts(figure)), no_wrap=True) for figure in (change.before, change.after))
        table.add_row(Text(f"{sign} {change.verdict}", style=style), name, old, new)
    if table.row_count:
        console.print(table)
    summary = ", ".join(f"{counts[verdict]} {verdict}" for verdict in _SIGNS if counts[verdict])
    console.print(Text(f"{len(changes)} figures compared: {summary}."))


def read_limits(path: Path) -> dict[str, dict[str, float]]:
    """Return the limits that a JSON file sets: {"section name": {"figure name": number}}.

    Raises:
        ReportError: If it cannot be read or is something else.
    """
    limits = read_json_object(path)
    for section, figures in limits.items():
        if not isinstance(figures, dict):
            raise ReportError(f"{path}: {section!r} holds {figures!r}; give {{figure name: number}}")
        for name, limit in figures.items():
            if isinstance(limit, bool) or not isinstance(limit, int | float) or not math.isfinite(limit):
                raise ReportError(f"{path}: the limit on {section!r}, {name!r} is {limit!r}; give a number")
    return limits


def check_limits(report: Report, limits: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return what is wrong with a report's figures.

    Args:
        report: The report.
        limits: By section and figure: the least value of a figure that is better higher, the greatest of one
            that is better lower.

    Returns:
        A line for each limit that is broken or cannot be applied; none if all is well.
    """
    sections = {section["name"]: {figure["name"]: figure for figure in section["figures"]} for section in _ours(report)}
    faults = []
    for section, wanted in limits.items():
        if section not in sections:
            faults.append(f"no section {section!r} in the report; there are {_listed(sections)}")
            continue
        for name, limit in wanted.items():
            if name not in sections[section]:
                faults.append(f"{section}: no figure {name!r}; there are {_listed(sections[section])}")
            elif fault := _fault(sections[section][name], limit):
                faults.append(f"{section}: {fault}")
    return faults


def _fault(figure: Mapping[str, Any], limit: float) -> str | None:
    name, value, better, unit = (figure[key] for key in ("name", "value", "better", "unit"))
    shown = f"{name} is {value:g} {unit}".rstrip()
    if better == "neither":
        return f"{name} is better neither higher nor lower; drop the limit"
    if better == "higher" and value < limit:
        return f"{shown}, below the limit of {limit:g}"
    if better == "lower" and value > limit:
        return f"{shown}, above the limit of {limit:g}"
    return None


def _verdict(before: Mapping[str, Any], after: Mapping[str, Any]) -> Verdict:
    inside_old = before["low"] <= after["value"] <= before["high"]
    inside_new = after["low"] <= before["value"] <= after["high"]
    if inside_old or inside_new or after["value"] == before["value"]:
        return "within the interval"
    if after["better"] == "neither":
        return "changed"
    return "better" if (after["value"] > before["value"]) == (after["better"] == "higher") else "worse"


def _figures(report: Report) -> list[tuple[tuple[str, str, str], Mapping[str, Any]]]:
    return [
        ((section["name"], figure["name"], figure["unit"]), figure)
        for section in _ours(report)
        for figure in section["figures"]
    ]


def _ours(report: Report) -> Sequence[Mapping[str, Any]]:
    sections: Sequence[Mapping[str, Any]] = report["sections"]
    return sections


def _listed(names: Mapping[str, object]) -> str:
    return ", ".join(repr(name) for name in names) or "none"
