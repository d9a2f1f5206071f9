"""The report of a run: printed, written as JSON, Markdown and HTML, and read back.

A report is a plain dict, the same in memory and on disk:

    title, created (ISO 8601), version, command: str;  seconds: float;  settings: {name: value}
    sections     [{name, figures: [figure], rows: [{system, figures: [figure]}]}]; rows are baselines, optional
    figure       {name, value, n, low, high, better: "higher" | "lower" | "neither", unit: "" | "s" | "ms", note}
    curves       [{name: "system · set" or "system", coverage: [0–1], risk: [0–1]}]; ours first for each set
    calibration  [{name, bins: [{low, high, n, confidence, accuracy}]}]
    confusion    [{name, labels: [gold kind], columns: [predicted kind], matrix: [[count]]}]
    latency      [{name, seconds: [duration]}]

The last four are optional.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.reporting.exhibits import exhibits
from eval.reporting.report_check import ARROWS, OURS, Report, ReportError, check_report, rows_of

__all__ = [
    "by_figure",
    "figure_texts",
    "one_line",
    "print_report",
    "provenance",
    "read_json_object",
    "read_report",
    "write_report",
]

_LEGEND = "value [95% interval], n = items measured; ↑ higher is better, ↓ lower is better"
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#$&])")


def print_report(report: Report, console: Console) -> None:
    """Print every section as a table, baselines below our own figures.

    Args:
        report: As the module says.
        console: Where to.
    """
    console.print(Text(one_line(report["title"]), style="bold"))
    console.print(Text(_LEGEND, style="dim"))
    for section in report["sections"]:
        table = Table(box=box.SIMPLE, show_header=False, show_edge=False, pad_edge=False)
        table.title = Text(one_line(section["name"]), style="bold")
        table.title_justify = table.caption_justify = "left"
        baselines = bool(section.get("rows"))
        notes = []
        for name, systems in by_figure(section):
            for place, (system, figure) in enumerate(systems):
                style = "" if system == OURS else "dim"
                shown = Text(f"{one_line(name)} {ARROWS[figure['better']]}" if place == 0 else "")
                value, interval = figure_texts(figure)
                text = Text(f"{value} {interval}, n = {figure['n']:,}", style=style, no_wrap=True)
                table.add_row(*([shown, Text(one_line(system), style=style), text] if baselines else [shown, text]))
            if systems[0][1]["note"]:
                notes.append(f"{one_line(name)}: {one_line(systems[0][1]['note'])}")
        if notes:
            table.caption = Text("\n".join(notes), style="dim")
        console.print()
        console.print(table)
    console.print()
    console.print(Text(provenance(report), style="dim"))


def write_report(report: Report, folder: Path) -> list[Path]:
    """Write report.json, report.md and report.html.

    The JSON comes first, so that a report that cannot be rendered is not lost. Without matplotlib the HTML is
    written without plots, and says so.

    Args:
        report: As the module says; numpy numbers and arrays are turned into plain ones.
        folder: Made if need be; files of those names are replaced.

    Returns:
        The files written, JSON first.

    Raises:
        ReportError: If the folder cannot be written, or the report is not as the module says.
    """
    from eval.reporting.html import render_html  # late, since it imports this module

    paths = [folder / f"report.{suffix}" for suffix in ("json", "md", "html")]
    text = json.dumps(report, ensure_ascii=False, indent=1, default=_plain_number)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(paths[0], text + "\n")
        plain = json.loads(text)
        check_report(plain, source=str(paths[0]))
        _write(paths[1], "\n".join(_markdown_lines(plain)) + "\n")
        _write(paths[2], render_html(plain, _plots(plain)))
    except OSError as error:
        raise ReportError(f"{folder} cannot be written ({error.strerror}); choose another folder") from error
    return paths


def read_report(path: Path) -> dict[str, Any]:
    """Return a report written by `write_report`.

    Args:
        path: The report.json, or the folder that holds it.

    Raises:
        ReportError: If it cannot be read or is not a report.
    """
    file = path / "report.json" if path.is_dir() else path
    report: dict[str, Any] = read_json_object(file)
    check_report(report, source=str(file))
    return report


def read_json_object(path: Path) -> dict[str, Any]:
    """Return the object that a JSON file holds.

    Raises:
        ReportError: If it cannot be read, or holds no JSON object.
    """
    try:
        record = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ReportError(f"{path} cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise ReportError(f"{path} is not UTF-8 at byte {error.start}; is it the right file?") from error
    except json.JSONDecodeError as error:
        raise ReportError(f"{path}, line {error.lineno}: not JSON ({error.msg}); is it the right file?") from error
    if not isinstance(record, dict):
        raise ReportError(f"{path} holds a JSON {type(record).__name__}, not an object; is it the right file?")
    return record


def by_figure(section: Mapping[str, Any]) -> list[tuple[str, list[tuple[str, Mapping[str, Any]]]]]:
    """Return a section's figures by name, each with the systems it was measured on, ours first.

    Args:
        section: One of the report's sections.

    Returns:
        Pairs of a figure's name and its (system, figure) pairs; never empty ones.
    """
    found: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for row in rows_of(section):
        for figure in row["figures"]:
            found.setdefault(figure["name"], []).append((row["system"], figure))
    return list(found.items())


def figure_texts(figure: Mapping[str, Any]) -> tuple[str, str]:
    """Return a figure's value with its unit, and its interval in brackets.

    Args:
        figure: As the module says.

    Example:
        >>> figure_texts({"value": 0.8125, "low": 0.775, "high": 0.848, "unit": ""})
        ('0.812', '[0.775, 0.848]')
        >>> figure_texts({"value": 38.24, "low": 36.5, "high": 103.0, "unit": "ms"})
        ('38.2 ms', '[36.5, 103.0]')
    """
    size = max(abs(figure["value"]), 1e-9)
    # Three significant digits for a measurement; three decimals for fractions, so that they line up.
    digits = 2 - math.floor(math.log10(size)) if figure["unit"] else 3 if size < 10 else 1 if size < 1000 else 0
    value, low, high = (f"{figure[key]:z,.{min(max(digits, 0), 4)}f}" for key in ("value", "low", "high"))
    return f"{value} {figure['unit']}".rstrip(), f"[{low}, {high}]"


def one_line(text: object) -> str:
    """Return text without line breaks and characters that do not print.

    Example:
        >>> one_line("a\\x1b[31m\\n b")
        'a[31m b'
    """
    return " ".join("".join(c for c in str(text) if c.isprintable() or c.isspace()).split())


def provenance(report: Report) -> str:
    """Return when, by what version and how fast a report was made, in one line."""
    seconds = round(report["seconds"])
    took = f"{seconds // 60} min {seconds % 60} s" if seconds >= 60 else f"{report['seconds']:.1f} s"
    try:
        moment = datetime.fromisoformat(report["created"])
        made = f"{moment.day} {moment:%B %Y, %H:%M %Z}".rstrip()
    except ValueError:
        made = report["created"]
    return one_line(f"{made} · version {report['version']} · took {took}")


def _write(path: Path, text: str) -> None:
    # A command line may hold bytes that are not UTF-8; shown as \udc80, they are valid JSON too.
    path.write_text(text, encoding="utf-8", errors="backslashreplace")


def _plots(report: Report) -> dict[str, str] | None:
    try:
        from eval.reporting.plots import draw_plots  # late, since matplotlib is optional
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != "matplotlib":
            raise
        return None
    return draw_plots(report)


def _plain_number(value: Any) -> Any:
    if hasattr(value, "tolist"):  # numpy
        return value.tolist()
    raise TypeError(f"a report holds plain values, not {type(value).__name__}")


def _markdown_lines(report: Report) -> Iterator[str]:
    yield from (f"# {_escape(report['title'])}", "", _escape(provenance(report)), "", f"Figures: {_LEGEND}.")
    for section in report["sections"]:
        baselines = bool(section.get("rows"))
        yield from ("", f"## {_escape(section['name'])}", "")
        head = ("figure", *(["system"] * baselines), "value [95% interval]", "n", "note")
        cells = []
        for name, systems in by_figure(section):
            for place, (system, figure) in enumerate(systems):
                shown = f"{name} {ARROWS[figure['better']]}" if place == 0 else ""
                numbers = (" ".join(figure_texts(figure)), f"{figure['n']:,}", figure["note"] if place == 0 else "")
                cells.append((shown, *([system] * baselines), *numbers))
        yield from _markdown_table(head, cells)
    for exhibit in exhibits(report):
        yield from ("", f"## {_escape(exhibit.heading)}", "", _escape(exhibit.caption), "")
        yield from _markdown_table(exhibit.header, exhibit.rows)
    yield from ("", "## How it was made", "")
    yield from _markdown_table(("setting", "value"), tuple(report["settings"].items()))
    yield from ("", *(f"    {line}" for line in report["command"].splitlines()))


def _markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for cells in (header, ["---"] * len(header), *rows):
        yield f"| {' | '.join(cell if cell == '---' else _escape(cell) for cell in cells)} |"


def _escape(text: object) -> str:
    return _MARKDOWN.sub(r"\\\1", one_line(text))
