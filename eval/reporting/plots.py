"""Plots of a report as SVG text that suits light and dark pages: text and axes take the page's own colour."""

from __future__ import annotations

import hashlib
import io
import math
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, PercentFormatter

from eval.reporting.exhibits import curves_by_set
from eval.reporting.report import one_line
from eval.reporting.report_check import Report

__all__ = ["calibration_svg", "confusion_svg", "draw_plots", "latency_svg", "risk_coverage_svg"]

_INK = "#010203"  # stands for the page's text colour, which matplotlib cannot name; replaced in `_svg`
_SERIES = ("#2f80d6", "#cc6a12", "#1d9a68")  # each at least 3:1 against white and against #1b1e24
_DASHES = ("-", "--", "-.", ":")
_STYLE: dict[Any, Any] = {
    **{f"{part}.color": _INK for part in ("text", "xtick", "ytick", "grid")},
    **{f"axes.{part}color": _INK for part in ("label", "edge", "title")},
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "grid.alpha": 0.15,
    "grid.linewidth": 0.6,
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "lines.linewidth": 1.8,
    "svg.fonttype": "none",
    "text.parse_math": False,  # a name may hold dollar signs
    "text.usetex": False,
}
_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_FONT = re.compile(r"font-family:[^;]*(;\s*|$)")
_POINTS = 240  # of a line; more cannot be seen
_REFERENCE = re.compile(r"url\(#([^)]+)\)|^#(.+)$")


def draw_plots(report: Report) -> dict[str, str]:
    """Return every plot of a report as SVG text, by the key of its exhibit (see `eval.reporting.exhibits`)."""
    sets = curves_by_set(report).items()
    plots = {f"curves-{place}": risk_coverage_svg(curves, about) for place, (about, curves) in enumerate(sets)}
    for place, entry in enumerate(report.get("calibration", ())):
        if entry["bins"]:
            plots[f"calibration-{place}"] = calibration_svg(entry)
    for place, entry in enumerate(report.get("confusion", ())):
        if entry["matrix"]:
            plots[f"confusion-{place}"] = confusion_svg(entry)
    if latencies := [entry for entry in report.get("latency", ()) if entry["seconds"]]:
        plots["latency"] = latency_svg(latencies)
    return plots


def risk_coverage_svg(curves: Sequence[Mapping[str, Any]], about: str = "") -> str:
    """Return the share of wrong answers against the share of questions answered.

    Args:
        curves: Of name, coverage and risk; ours first.
        about: What they were measured on.
    """
    with _figure(4.6, 3.3) as figure:
        axes = figure.add_subplot()
        for place, curve in enumerate(curves):
            axes.plot(_thin(curve["coverage"]), _thin(curve["risk"]), label=_label(curve["name"]), **_line(place))
        axes.set_xlabel("coverage: share of questions answered")
        axes.set_ylabel("risk: share of wrong answers")
        axes.set_xlim(0, 1.01)
        axes.set_ylim(0, None)
        _percent(axes.xaxis, axes.yaxis)
        _legend(axes)
        ends = (f"{one_line(c['name'])} ends at {c['risk'][-1]:.0%} risk" for c in curves)
        return _svg(figure, f"Risk–coverage curves {about}", "; ".join(ends) + ".")


def calibration_svg(calibration: Mapping[str, Any]) -> str:
    """Return a reliability diagram, with the number of predictions in each bin below it.

    Args:
        calibration: Of name and bins.
    """
    bins = calibration["bins"]
    stated, right, counts = (np.asarray([b[key] for b in bins]) for key in ("confidence", "accuracy", "n"))
    low, high = _wilson(right, counts)
    with _figure(4.6, 3.9) as figure:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3.2, 1))
        above.plot((0, 1), (0, 1), color=_INK, alpha=0.5, linewidth=1, linestyle="--")
        above.text(0.03, 0.95, "not sure enough", alpha=0.75, fontsize=8, va="top")
        above.text(0.97, 0.04, "too sure", alpha=0.75, fontsize=8, ha="right")
        above.plot(stated, right, color=_SERIES[0], alpha=0.5, linewidth=1.2)
        whiskers = np.vstack((right - low, high - right))
        above.errorbar(stated, right, yerr=whiskers, fmt="o", color=_SERIES[0], markersize=5, linewidth=1.4)
        above.set_ylabel("share that is right")
        above.set_xlim(-0.01, 1.01)
        above.set_ylim(-0.01, 1.03)
        lefts, rights = (np.asarray([b[key] for b in bins]) for key in ("low", "high"))
        below.bar((lefts + rights) / 2, counts, width=(rights - lefts) * 0.86, color=_SERIES[0], alpha=0.55)
        for bin_, count in zip(bins, counts, strict=True):
            middle = (bin_["low"] + bin_["high"]) / 2
            below.annotate(f"{count:,}", (middle, count), (0, 2), textcoords="offset points", ha="center", fontsize=7)
        below.set_ylim(0, counts.max() * 1.4)
        below.set_yticks([])
        below.grid(visible=False)
        below.spines["left"].set_visible(False)
        below.set_ylabel("n")
        below.set_xlabel("stated confidence")
        _percent(above.xaxis, above.yaxis)
        told = "; ".join(f"stated {s:.0%}, right {r:.0%} of {n}" for s, r, n in zip(stated, right, counts, strict=True))
        return _svg(figure, f"Reliability diagram, {calibration['name']}", f"{told}.")


def confusion_svg(confusion: Mapping[str, Any]) -> str:
    """Return a confusion matrix as a heat map, each cell with its count and its share of the row.

    Args:
        confusion: Of name, labels (gold), columns (predicted) and matrix.
    """
    counts = np.asarray(confusion["matrix"], dtype=float)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    labels, columns = ([_label(name, 20) for name in confusion[key]] for key in ("labels", "columns"))
    slanted = 0.04 * max(len(name) for name in columns)
    with _figure(4.6, 0.9 + slanted + 0.4 * len(labels)) as figure:
        axes = figure.add_subplot()
        for (row, column), share in np.ndenumerate(shares):
            same = confusion["labels"][row] == confusion["columns"][column]
            corner, count = (column - 0.5, row - 0.5), counts[row, column]
            axes.add_patch(Rectangle(corner, 1, 1, facecolor=_SERIES[0], alpha=0.04 + 0.66 * share, linewidth=0))
            if same:
                axes.add_patch(Rectangle(corner, 1, 1, fill=False, edgecolor=_INK, alpha=0.55, linewidth=0.8))
            faint = 1.0 if count else 0.45
            axes.text(column, row - 0.12, f"{count:,.0f}", ha="center", va="center", fontsize=8.5, alpha=faint)
            if count:
                axes.text(column, row + 0.25, f"{share:.0%}", ha="center", va="center", fontsize=6.5, alpha=0.85)
        axes.set_xlim(-0.5, len(columns) - 0.5)
        axes.set_ylim(len(labels) - 0.5, -0.5)
        axes.set_xticks(range(len(columns)), columns, rotation=35, ha="left", rotation_mode="anchor")
        axes.set_yticks(range(len(labels)), labels)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        axes.xaxis.set_label_position("top")
        axes.set_xlabel("marked as", labelpad=6, alpha=0.75)
        axes.set_ylabel("what it is", alpha=0.75)
        told = (
            f"{label}: {', '.join(f'{name.strip()} {n:.0f}' for name, n in zip(columns, row, strict=True) if n)}"
            for label, row in zip(labels, counts, strict=True)
        )
        return _svg(figure, f"Confusion matrix, {confusion['name']}", "; ".join(told) + ".")


def latency_svg(latencies: Sequence[Mapping[str, Any]]) -> str:
    """Return the share of calls done within a time, with the median and the 95th percentile marked.

    Args:
        latencies: Of name and seconds.
    """
    longest = max(max(entry["seconds"]) for entry in latencies)
    scale, unit = (1000, "ms") if longest < 2 else (1, "s")
    told = []
    with _figure(4.6, 3.3) as figure:
        axes = figure.add_subplot()
        shortest = math.inf
        for place, entry in enumerate(latencies):
            times = _thin(np.sort(np.asarray(entry["seconds"], dtype=float)) * scale)
            shortest = min(shortest, times[0])
            middle, late = np.percentile(entry["seconds"], (50, 95)) * scale
            name = f"{one_line(entry['name'])} · p50 {middle:.3g}, p95 {late:.3g} {unit}"
            told.append(name)
            shares = np.arange(1, len(times) + 1) / len(times)
            axes.step([times[0], *times], [0, *shares], where="post", label=_label(name), **_line(place))
            axes.plot((middle, late), (0.5, 0.95), "o", markersize=5, color=_SERIES[place % len(_SERIES)])
        if 0 < shortest * 20 < longest * scale:
            axes.set_xscale("log")
            axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axes.xaxis.set_minor_formatter(NullFormatter())
        else:
            axes.set_xlim(0, None)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
        axes.set_xlabel(unit)
        axes.set_ylabel("share of calls done")
        axes.set_ylim(0, 1.03)
        _percent(axes.yaxis)
        _legend(axes)
        return _svg(figure, "Distribution of latency", "; ".join(told) + ".")


@contextmanager
def _figure(width: float, height: float) -> Iterator[Figure]:
    with rc_context(_STYLE), warnings.catch_warnings():
        # The reader's browser has the fonts for any script; matplotlib only measures the text.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield Figure(figsize=(width, height), layout="constrained")


def _label(name: object, longest: int = 48) -> str:
    text = one_line(name)
    text = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return f" {text}" if text.startswith("_") else text  # matplotlib hides labels that begin with "_"


def _thin(values: Any) -> Any:
    """Return evenly spaced ones of many values, the first and the last among them."""
    if len(values) <= _POINTS:
        return np.asarray(values)
    return np.asarray(values)[np.linspace(0, len(values) - 1, _POINTS).round().astype(int)]


def _line(place: int) -> dict[str, Any]:
    color, dashes = _SERIES[place % len(_SERIES)], _DASHES[place % len(_DASHES)]
    return {"color": color, "linestyle": dashes, "linewidth": 2.2 if place == 0 else 1.6}


def _legend(axes: Axes) -> None:
    axes.legend(loc="upper left", bbox_to_anchor=(0, -0.2), borderaxespad=0, handlelength=2.6)


def _percent(*scales: Any) -> None:
    for scale in scales:
        scale.set_major_formatter(PercentFormatter(xmax=1, decimals=0))


def _wilson(share: Any, n: Any) -> tuple[Any, Any]:
    """Return the ends of the 95% interval of a share among n; Wilson (1927)."""
    z = 1.96
    middle, spread = share + z**2 / (2 * n), z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    low, high = (middle - spread) / (1 + z**2 / n), (middle + spread) / (1 + z**2 / n)
    return np.minimum(low, share), np.maximum(high, share)  # rounding must not put an end on the wrong side


def _svg(figure: Figure, title: str, description: str) -> str:
    """Return the figure as SVG text: named, in the page's own colour and font, with ids of its own."""
    buffer = io.StringIO()
    with rc_context({"svg.hashsalt": "report"}):  # the same report gives the same file
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    root = ElementTree.fromstring(buffer.getvalue())
    unique = hashlib.sha256(f"{title}{buffer.getvalue()}".encode()).hexdigest()[:8]
    for element in list(root):
        if element.tag == f"{_SVG}metadata":
            root.remove(element)
    for parent in root.iter(f"{_SVG}defs"):
        for style in parent.findall(f"{_SVG}style"):  # it would apply to the whole page
            parent.remove(style)
    used = _references(root)
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        element.attrib = dict(_attributes(element.attrib, used, unique))
    root.attrib = {
        "xmlns": _SVG[1:-1],
        "viewBox": root.attrib["viewBox"],
        "role": "img",
        "aria-labelledby": f"title-{unique} about-{unique}",
        "fill": "currentColor",
        "style": "font-family: system-ui, sans-serif; stroke-linejoin: round; stroke-linecap: butt",
    }
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        named = ElementTree.Element(tag, id=f"{'title' if tag == 'title' else 'about'}-{unique}")
        named.text = one_line(text)
        root.insert(place, named)
    return ElementTree.tostring(root, encoding="unicode")


def _references(root: ElementTree.Element) -> set[str]:
    values = (value for element in root.iter() for value in element.attrib.values())
    return {first or second for value in values for first, second in _REFERENCE.findall(value)}


def _attributes(attributes: Mapping[str, str], used: set[str], unique: str) -> Iterator[tuple[str, str]]:
    for name, value in attributes.items():
        if name == "id":
            if value in used:
                yield name, f"{value}-{unique}"
        elif name == _LINK:
            yield "href", f"{value}-{unique}"
        elif name == "style":
            yield name, _FONT.sub("", value).replace(_INK, "currentColor")
        else:
            yield name, re.sub(r"url\(#([^)]+)\)", rf"url(#\1-{unique})", value)
