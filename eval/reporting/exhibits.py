"""The numbers behind the plots of a report, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eval.reporting.report_check import Report

__all__ = ["Exhibit", "curves_by_set", "exhibits"]

_SHARES = (0.25, 0.5, 0.75, 1.0)


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
