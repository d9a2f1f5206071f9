"""What a report must hold before it can be rendered or compared; its shape is told in `eval/reporting/report.py`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.errors import AssistantError

__all__ = ["ARROWS", "OURS", "Report", "ReportError", "check_report", "rows_of"]

Report = Mapping[str, Any]
OURS = "this assistant"
ARROWS = {"higher": "↑", "lower": "↓", "neither": ""}

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


def rows_of(section: Mapping[str, Any]) -> list[Any]:
    """Return the rows of a section: our own figures, then those of its baselines."""
    return [{"system": OURS, "figures": section.get("figures")}, *(section.get("rows") or ())]


def check_report(report: Mapping[str, Any], *, source: str) -> None:
    """Raise ReportError unless the report has everything that is needed to render and compare it."""
    _check_shape(report, "report", source)
    sections = report.get("sections")
    if not isinstance(sections, list):
        raise ReportError(f"{source} has no list of sections; is it a report of `python -m eval`?")
    for section in sections:
        if not isinstance(section, dict) or not isinstance(section.get("name"), str):
            raise ReportError(f"{source}: a section has no name; make the report again")
        where = f"{source}, section {section['name']!r}"
        for row in rows_of(section):
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
