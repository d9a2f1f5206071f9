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
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.errors import AssistantError

__all__ = [
    "ARROWS",
    "OURS",
    "Exhibit",
    "Report",
    "ReportError",
    "by_figure",
    "curves_by_set",
    "exhibits",
    "figure_texts",
    "one_line",
    "print_report",
    "provenance",
    "read_json_object",
    "read_report",
    "write_report",
]

Report = Mapping[str, Any]
OURS = "this assistant"
ARROWS = {"higher": "↑", "lower": "↓", "neither": ""}
_LEGEND = "value [95% interval], n = items measured; ↑ higher is better, ↓ lower is better"
_SHARES = (0.25, 0.5, 0.75, 1.0)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#$&])")

_NUMBER = (int, float)
_SHAPES: Mapping[str, Mapping[str, Any]] = {
    "report": {"title": str, "created": str, "version": str, "command": str, "settings": dict, "seconds": _NUMBER},
    "figures": {"name": str, "value": _NUMBER, "n": int, "low": _NUMBER, "high": _NUMBER, "unit": str, "note": str},
    "curves": {"name": str, "coverage": list, "risk": list},
    "calibration": {"name": str, "bins": list},
    "bins": {"low": _NUMBER, "high": _NUMBER, "n": int, "confidence": _NUMBER, "accuracy": _NUMBER},
    "confusion": {"name": str, "labels": list, "columns": list, "matrix": list},
    "latency": {"name": str, "seconds": list},
}


class ReportError(AssistantError):
    """A report, or a file of limits on one, cannot be read, written or understood."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """The numbers behind one plot, as a table.

    Attributes:
        key: Names the plot: "curves-0", "calibration-0", "confusion-0", "latency".
        heading: What it shows.
        caption: How to read the plot, in a sentence or two.
        header: Column names.
        rows: Cells as text, as many as there are columns.
    """

    key: str
    heading: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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
    from eval.html import render_html  # late, since it imports this module

    paths = [folder / f"report.{suffix}" for suffix in ("json", "md", "html")]
    text = json.dumps(report, ensure_ascii=False, indent=1, default=_plain_number)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(paths[0], text + "\n")
        plain = json.loads(text)
        _check(plain, source=str(paths[0]))
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
    _check(report, source=str(file))
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
    for row in _systems(section):
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


def exhibits(report: Report) -> list[Exhibit]:
    """Return the numbers behind every plot, in the order of the page."""
    found = [_curves(about, curves, place) for place, (about, curves) in enumerate(curves_by_set(report).items())]
    found += [_calibration(entry, place) for place, entry in enumerate(report.get("calibration", ())) if entry["bins"]]
    found += [_confusion(entry, place) for place, entry in enumerate(report.get("confusion", ())) if entry["matrix"]]
    if latencies := [entry for entry in report.get("latency", ()) if entry["seconds"]]:
        caption = "The share of calls done within a time; the dots mark the median (p50) and the late tail (p95)."
        rows = tuple((entry["name"], *_latency_cells(entry["seconds"])) for entry in latencies)
        found.append(Exhibit("latency", "Time to answer", caption, ("", "calls", "p50", "p95", "longest"), rows))
    return found


def curves_by_set(report: Report) -> dict[str, list[dict[str, Any]]]:
    """Return the risk–coverage curves by what they were measured on, named by their systems alone."""
    found: dict[str, list[dict[str, Any]]] = {}
    for curve in report.get("curves", ()):
        system, _, about = curve["name"].partition(" · ")
        if curve["coverage"]:
            found.setdefault(about, []).append({**curve, "name": system})
    return found


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


def _systems(section: Mapping[str, Any]) -> list[Any]:
    return [{"system": OURS, "figures": section.get("figures")}, *(section.get("rows") or ())]


def _write(path: Path, text: str) -> None:
    # A command line may hold bytes that are not UTF-8; shown as \udc80, they are valid JSON too.
    path.write_text(text, encoding="utf-8", errors="backslashreplace")


def _plots(report: Report) -> dict[str, str] | None:
    try:
        from eval.plots import draw_plots  # late, since matplotlib is optional
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != "matplotlib":
            raise
        return None
    return draw_plots(report)


def _plain_number(value: Any) -> Any:
    if hasattr(value, "tolist"):  # numpy
        return value.tolist()
    raise TypeError(f"a report holds plain values, not {type(value).__name__}")


def _risk_at(curve: Mapping[str, Any], share: float) -> str:
    """Return the risk when answering that share of the questions, or what comes nearest below it."""
    reached = [r for c, r in zip(curve["coverage"], curve["risk"], strict=True) if c <= share + 1e-9]
    return f"{reached[-1]:.3f}" if reached and max(curve["coverage"]) >= share - 0.01 else "–"


def _curves(about: str, curves: Sequence[Mapping[str, Any]], place: int) -> Exhibit:
    caption = (
        "Answer only the surest questions (left) and few answers are wrong; answer more (right) and the share of "
        "wrong answers grows. Lower is better; accuracy is 1 − risk."
    )
    rows = tuple((curve["name"], *(_risk_at(curve, share) for share in _SHARES)) for curve in curves)
    header = ("risk when answering", *(f"{share:.0%}" for share in _SHARES))
    heading = f"Risk and coverage · {about}" if about else "Risk and coverage"
    return Exhibit(f"curves-{place}", heading, caption, header, rows)


def _calibration(entry: Mapping[str, Any], place: int) -> Exhibit:
    caption = (
        "Of what is said with confidence 0.8, four in five should be right: dots on the diagonal. Below it the "
        "confidence is too high. Whiskers are 95% Wilson intervals; the bars below count predictions."
    )
    rows = tuple(
        (f"{b['low']:.2f}–{b['high']:.2f}", f"{b['n']:,}", f"{b['confidence']:.3f}", f"{b['accuracy']:.3f}")
        for b in entry["bins"]
    )
    header = ("confidence", "n", "mean confidence", "accuracy")
    return Exhibit(f"calibration-{place}", f"Calibration · {entry['name']}", caption, header, rows)


def _confusion(entry: Mapping[str, Any], place: int) -> Exhibit:
    caption = "Each row is what sentences are, each column what they were marked; shaded by the share of the row."
    rows = tuple(
        (label, *(f"{count:,}" for count in counts), f"{sum(counts):,}")
        for label, counts in zip(entry["labels"], entry["matrix"], strict=True)
    )
    header = ("", *entry["columns"], "all")
    return Exhibit(f"confusion-{place}", f"Confusion · {entry['name']}", caption, header, rows)


def _latency_cells(seconds: Sequence[float]) -> tuple[str, ...]:
    times = (*np.percentile(seconds, (50, 95)), max(seconds))
    return (f"{len(seconds):,}", *(f"{time * 1000:.0f} ms" if time < 1 else f"{time:.2f} s" for time in times))


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


def _check(report: Mapping[str, Any], *, source: str) -> None:
    """Raise ReportError unless the report has everything that is needed to render and compare it."""
    _check_shape(report, "report", source)
    sections = report.get("sections")
    if not isinstance(sections, list):
        raise ReportError(f"{source} has no list of sections; is it a report of `python -m eval`?")
    for section in sections:
        if not isinstance(section, dict) or not isinstance(section.get("name"), str):
            raise ReportError(f"{source}: a section has no name; make the report again")
        where = f"{source}, section {section['name']!r}"
        for row in _systems(section):
            if not isinstance(row, dict) or not isinstance(row.get("system"), str):
                raise ReportError(f"{where}: a row has no system; make the report again")
            _check_records(row.get("figures"), "figures", f"{where}, {row['system']!r}")
            for figure in row["figures"]:
                if figure.get("better") not in ARROWS:
                    raise ReportError(f"{where}, {figure['name']!r}: 'better' is {figure.get('better')!r}")
    _check_unique([section["name"] for section in sections], "sections", source)
    for part in ("curves", "calibration", "confusion", "latency"):
        _check_records(report.get(part, []), part, f"{source}, {part}", unique=False)
    for part, one, other in (("curves", "coverage", "risk"), ("confusion", "labels", "matrix")):
        for entry in report.get(part, ()):
            if len(entry[one]) != len(entry[other]):
                raise ReportError(f"{source}, {part} {entry['name']!r}: {one} and {other} differ in length")
    for entry in report.get("calibration", ()):
        _check_records(entry["bins"], "bins", f"{source}, calibration {entry['name']!r}", unique=False)


def _check_records(records: Any, shape: str, where: str, *, unique: bool = True) -> None:
    if not isinstance(records, list):
        raise ReportError(f"{where}: {shape!r} is not a list; make the report again")
    for record in records:
        _check_shape(record, shape, where)
    if unique:
        _check_unique([record["name"] for record in records], shape, where)


def _check_shape(record: Any, shape: str, where: str) -> None:
    if not isinstance(record, dict):
        raise ReportError(f"{where}: an entry is {record!r}, not an object; make the report again")
    for key, kinds in _SHAPES[shape].items():
        value = record.get(key)
        sound = isinstance(value, kinds) and not isinstance(value, bool)
        if not sound or (isinstance(value, float) and not math.isfinite(value)):
            named = f"{record['name']!r}, " if isinstance(record.get("name"), str) else ""
            raise ReportError(f"{where}: {named}{key!r} is {value!r}; is it a report of `python -m eval`?")


def _check_unique(names: Sequence[str], what: str, where: str) -> None:
    if twice := {name for name in names if names.count(name) > 1}:
        raise ReportError(f"{where}: two {what} are named {sorted(twice)[0]!r}; name them apart")
