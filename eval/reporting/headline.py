"""The figures that a reader of the README should see first, as a Markdown table made from a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.reporting.report import by_figure, figure_texts
from eval.reporting.report_check import OURS, Report, ReportError

__all__ = ["headline"]

_BESIDE = ("dense only", "BM25 only")
_ROWS = {
    "Answers · handwritten test": {
        "hit@1": "right sentence first",
        "hit@3": "right sentence among three",
        "refusal AUROC, near-miss": "refusal AUROC, near-miss (0.5 is chance)",
        "refusal AUROC, off-topic": "refusal AUROC, off-topic",
        "near-miss refused": "near-misses refused",
        "off-topic refused": "off-topic questions refused",
        "false refusals": "answerable questions refused (lower is better)",
        "right voice": "right voice, of voice questions",
        "conflict shown": "conflicts between sources shown",
    },
    "Follow-ups · handwritten test": {"follow-up hit@3": "follow-ups, right sentence among three"},
    "Verification · handwritten test": {"balanced accuracy": "claims told apart, balanced accuracy"},
    "Marks · handwritten test": {
        "opinion shown as bare fact": "opinion shown as bare fact (lower is better)",
        "mark macro-F1": "mark macro-F1, unsure left out",
        "unsure": "marked unsure",
        "voice accuracy": "whose words: voice accuracy",
        "calibration error (ECE)": "calibration error of marks (lower is better)",
    },
}


def headline(report: Report) -> str:
    """Return the main figures of the handwritten set beside those of the baselines.

    Args:
        report: As `eval.reporting.report` tells, of a run with the handwritten test split.

    Returns:
        A Markdown table; a figure that was not measured has no row.

    Raises:
        ReportError: If none of them was measured.
    """
    sections = {section["name"]: dict(by_figure(section)) for section in report["sections"]}
    rows = [
        f"| {label} | {_cell(systems[OURS], bold=True)} | {' | '.join(_cell(systems.get(one)) for one in _BESIDE)} |"
        for section, figures in _ROWS.items()
        for name, label in figures.items()
        if (systems := dict(sections.get(section, {}).get(name, ())))
    ]
    if not rows:
        raise ReportError("the report has none of the main figures; make it with `python -m eval`")
    return "\n".join([f"| value [95% interval], n | ours | {' | '.join(_BESIDE)} |", "|---|---|---|---|", *rows])


def _cell(figure: Mapping[str, Any] | None, *, bold: bool = False) -> str:
    if figure is None:
        return ""
    value, interval = figure_texts(figure)
    return f"**{value}** {interval}, {figure['n']:,}" if bold else value
