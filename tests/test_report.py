from __future__ import annotations

import copy
import io
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from rich.console import Console

from eval.reporting.compare import check_limits, compare, print_changes, read_limits
from eval.reporting.exhibits import exhibits
from eval.reporting.headline import headline
from eval.reporting.html import render_html
from eval.reporting.plots import draw_plots
from eval.reporting.report import figure_texts, print_report, read_report, write_report
from eval.reporting.report_check import ReportError

ROOT = Path(__file__).parent.parent
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=http://evil.example/a.png onerror=alert(1)>",
    "'\"><svg/onload=alert(1)>",
    "</style></title><b>x",
    "$\\frac{x$ _hidden | `code` [red]a[/red]",
    "line\nbreak \x1b[31m \x00 \u4e2d\u6587 ￾",
]
_VOID = {"meta", "link", "br", "img"}


def figure(name: str, value: float, low: float, high: float, **other: Any) -> dict[str, Any]:
    made = {"name": name, "value": value, "n": 416, "low": low, "high": high}
    return {**made, "better": "higher", "unit": "", "note": "", **other}


def report_of(name: str = "kinds") -> dict[str, Any]:
    """A made-up report of a realistic shape, with one name wherever a name may stand."""
    ours = [
        figure("answer hit@1", 0.8125, 0.775, 0.848, note=name),
        figure("false refusals", 0.08, 0.05, 0.11, better="lower"),
        figure(f"coverage {name}", 0.77, 0.74, 0.81, better="neither"),
    ]
    rows = [{"system": f"dense only {name}", "figures": [figure("answer hit@1", 0.655, 0.61, 0.70)]}]
    speed = [
        figure("ask, p50", 38.24, 36.5, 41.0, better="lower", unit="ms", n=40),
        figure("change", -0.031, -0.081, 0.019),
        figure("nothing to wait for", 0.0, 0.0, 0.0, better="lower", unit="s"),
    ]
    bins = [{"low": 0.8, "high": 0.9, "n": 60, "confidence": 0.85, "accuracy": 0.8}]
    bins += [{"low": 0.9, "high": 1.0, "n": 1400, "confidence": 0.97, "accuracy": 1.0}]
    times = np.random.default_rng(0).lognormal(-3, 0.8, 600)
    return {
        "title": f"How far to trust the answers {name}",
        "created": "2026-01-14T14:03:22+00:00",
        "version": "0.1.0",
        "command": f"python -m eval run --out {name}",
        "settings": {"seed": "0", f"model {name}": f"all-MiniLM-L6-v2 {name}"},
        "seconds": 1452.3,
        "sections": [
            {"name": f"Answers {name}", "figures": ours, "rows": rows},
            {"name": "Speed", "figures": speed},
        ],
        "curves": [
            {"name": who, "coverage": np.linspace(0.01, 1, 500).tolist(), "risk": np.linspace(0, top, 500).tolist()}
            for who, top in (("this assistant", 0.2), (name, 0.5))
        ],
        "calibration": [{"name": name, "bins": bins}],
        "confusion": [
            {"name": name, "labels": ["opinion", name], "columns": ["opinion", name, "unsure"]}
            | {"matrix": [[30, 9, 1], [0, 1204, 0]]}
        ],
        "latency": [{"name": name, "seconds": times.tolist()}, {"name": "search", "seconds": [0.02]}],
    }


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return report_of()


@pytest.fixture(scope="module")
def plots(report: dict[str, Any]) -> dict[str, str]:
    return draw_plots(report)


class Page(HTMLParser):
    """Collects tags, attributes and text, and minds that every element is closed in turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def printed(report: dict[str, Any], width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    print_report(report, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


# -- printing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 120])
def test_every_figure_is_printed_whole_with_its_interval_and_n(report: dict[str, Any], width: int) -> None:
    text = printed(report, width)
    assert "0.812 [0.775, 0.848], n = 416" in text
    assert "38.2 ms [36.5, 41.0], n = 40" in text
    assert "-0.031 [-0.081, 0.019]" in text
    assert max(len(line) for line in text.splitlines()) <= width


def test_baselines_are_rows_below_our_own_figure(report: dict[str, Any]) -> None:
    lines = printed(report).splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("answer hit@1 ↑"))
    assert "this assistant" in lines[place]
    assert "dense only" in lines[place + 1] and "0.655 [0.610, 0.700]" in lines[place + 1]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_cannot_steer_the_terminal_or_vanish_as_markup(name: str) -> None:
    text = printed(report_of(name), 300)
    assert "\x1b" not in text and "\x00" not in text
    assert ("[red]a[/red]" in text) == ("[red]" in name)


def test_terminal_report_needs_no_matplotlib(report: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    _hide_matplotlib(monkeypatch)
    assert "answer hit@1" in printed(report)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.02149, "", "0.021"),
        (-0.0001, "", "0.000"),
        (0.0124, "s", "0.0124 s"),
        (121.4, "ms", "121 ms"),
        (2471.2, "ms", "2,471 ms"),
        (0.0, "s", "0.0000 s"),
        (31.25, "", "31.2"),
    ],
)
def test_numbers_have_as_many_digits_as_they_bear(value: float, unit: str, shown: str) -> None:
    assert figure_texts({"value": value, "low": value, "high": value, "unit": unit})[0] == shown


# -- writing and reading ----------------------------------------------------------------------------------------


def test_a_written_report_reads_back_the_same(report: dict[str, Any], tmp_path: Path) -> None:
    paths = write_report(report, tmp_path / "new" / "folder")
    assert [path.name for path in paths] == ["report.json", "report.md", "report.html"]
    assert read_report(paths[0]) == read_report(paths[0].parent) == report


def test_numpy_numbers_are_written_as_plain_ones(tmp_path: Path) -> None:
    report = report_of()
    report["sections"][0]["figures"][0]["n"] = np.int64(7)
    report["confusion"][0]["matrix"] = np.array([[30, 9, 1], [0, 1204, 0]])
    written = read_report(write_report(report, tmp_path)[0])
    assert written["sections"][0]["figures"][0]["n"] == 7
    assert written["confusion"][0]["matrix"][1] == [0, 1204, 0]


def test_the_same_report_makes_the_same_files(report: dict[str, Any], tmp_path: Path) -> None:
    first, second = write_report(report, tmp_path / "a"), write_report(report, tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_command_line_that_is_not_utf8_can_be_written(tmp_path: Path) -> None:
    report = report_of()
    report["command"] = "python -m eval run --out \udcff"
    paths = write_report(report, tmp_path)
    assert read_report(paths[0])["command"] == report["command"]
    assert "\\udcff" in paths[2].read_text(encoding="utf-8")


def test_markdown_tables_have_as_many_cells_as_columns(tmp_path: Path) -> None:
    for number, name in enumerate(HOSTILE):
        text = write_report(report_of(name), tmp_path / str(number))[1].read_text(encoding="utf-8")
        assert "0.812 \\[0.775, 0.848\\]" in text
        assert "<script" not in re.sub(r"^    .*$", "", text.replace("\\<", ""), flags=re.MULTILINE)
        for block in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
            rows = [re.sub(r"\\.", "", line).count("|") for line in block.splitlines()]
            assert len(set(rows)) == 1


def test_a_report_that_cannot_be_rendered_is_not_lost(tmp_path: Path) -> None:
    report = report_of()
    report["sections"][0]["figures"][1]["value"] = float("nan")
    with pytest.raises(ReportError, match="'false refusals', 'value' is nan"):
        write_report(report, tmp_path)
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["version"] == "0.1.0"


def test_a_folder_that_cannot_be_written_is_named(report: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportError, match="file cannot be written"):
        write_report(report, tmp_path / "file")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "line 1: not JSON"),
        (b"[]", "holds a JSON list"),
        (b"\xff\xfe\xff", "not UTF-8"),
        (b'{"a": 1}', "'title' is None"),
    ],
)
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(content)
    with pytest.raises(ReportError, match=message):
        read_report(path)


def test_a_missing_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="No such file"):
        read_report(tmp_path / "report.json")


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("sections",), None, "no list of sections"),
        (("sections", 0), 3, "a section has no name"),
        (("sections", 1, "name"), "Answers kinds", "two sections are named 'Answers kinds'"),
        (("sections", 0, "rows", 0), "dense", "a row has no system"),
        (("sections", 0, "figures"), None, "'figures' is not a list"),
        (("sections", 0, "figures", 0), 1, "an entry is 1"),
        (("sections", 0, "figures", 0, "n"), True, "'n' is True"),
        (("sections", 0, "figures", 0, "better"), "bigger", "'better' is 'bigger'"),
        (("sections", 0, "figures", 1, "name"), "answer hit@1", "two figures are named 'answer hit@1'"),
        (("curves", 0, "risk"), [0.1], "coverage and risk differ in length"),
        (("calibration", 0, "bins", 0, "n"), "many", "'n' is 'many'"),
    ],
)
def test_a_damaged_report_is_refused_with_the_place(
    tmp_path: Path, path: tuple[str | int, ...], value: Any, message: str
) -> None:
    report: Any = report_of()
    inner = report
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    (tmp_path / "report.json").write_text(json.dumps(report))
    with pytest.raises(ReportError, match=re.escape(message)):
        read_report(tmp_path)


# -- the page ---------------------------------------------------------------------------------------------------


def test_page_runs_no_script_and_asks_for_nothing(report: dict[str, Any], plots: dict[str, str]) -> None:
    html = render_html(report, plots)
    page = Page(html)
    assert not {"script", "iframe", "object", "embed", "img", "form"} & set(page.tags)
    for name, value in page.attributes:
        assert not name.startswith("on")
        if name in {"src", "href", "xlink:href", "action", "srcset"}:
            assert value.startswith("#") or value == "data:,"
    assert "@import" not in html
    assert set(re.findall(r"url\((.)", html)) <= {"#"}
    assert set(re.findall(r"https?://[^\"' <]*", html)) == {"http://www.w3.org/2000/svg"}  # a name, not a request


def test_page_shows_every_figure_its_interval_and_how_it_was_made(
    report: dict[str, Any], plots: dict[str, str]
) -> None:
    html = render_html(report, plots)
    text = Page(html).text
    for said in ("0.812", "[0.775, 0.848]", "How to read this", "all-MiniLM-L6-v2", "python -m eval run", "dense only"):
        assert said in text
    assert "14 January 2026, 14:03 UTC · version 0.1.0 · took 24 min 12 s" in text
    assert html.count("<svg") == len(exhibits(report)) == 4
    # The bar ends at the value and the whisker spans the interval.
    assert 'class="bar" style="left:0.00%;width:81.25%"' in html
    assert 'class="whisker" style="left:77.50%;width:7.30%"' in html


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_becomes_markup(name: str) -> None:
    harmless, hostile = report_of(), report_of(name)
    plain, attacked = (Page(render_html(r, draw_plots(r))) for r in (harmless, hostile))
    assert set(attacked.tags) == set(plain.tags)
    assert {key for key, _ in attacked.attributes} == {key for key, _ in plain.attributes}
    assert f"How far to trust the answers {name}" in attacked.text


def test_ids_are_unique_on_the_page(report: dict[str, Any], plots: dict[str, str]) -> None:
    page = Page(render_html(report, plots))
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    named = [word for name, value in page.attributes if name == "aria-labelledby" for word in value.split()]
    assert set(named) <= set(ids)
    assert {value[1:] for name, value in page.attributes if name == "href" and value.startswith("#")} <= set(ids)


def test_without_matplotlib_the_page_has_the_numbers_and_says_so(
    report: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hide_matplotlib(monkeypatch)
    html = write_report(report, tmp_path)[2].read_text(encoding="utf-8")
    assert "<svg" not in html
    assert "matplotlib is not installed" in html
    assert html.count("<details open>") == 4 and "1,204" in html


def test_a_report_of_nothing_but_figures_has_no_plots(tmp_path: Path) -> None:
    report = {key: value for key, value in report_of().items() if key not in ("curves", "calibration", "confusion")}
    report["latency"] = [{"name": "ask", "seconds": []}]
    html = write_report(report, tmp_path)[2].read_text(encoding="utf-8")
    assert "Behind the figures" not in html and "not installed" not in html


def _hide_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "eval.reporting.plots", raising=False)
    monkeypatch.delattr(sys.modules["eval"], "plots", raising=False)
    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "matplotlib", None)


# -- plots ------------------------------------------------------------------------------------------------------


def test_text_and_axes_take_the_colour_of_the_page(plots: dict[str, str]) -> None:
    for svg in plots.values():
        root = ElementTree.fromstring(svg)
        texts = list(root.iter("{http://www.w3.org/2000/svg}text"))
        assert texts and all("fill: currentColor" in text.attrib["style"] for text in texts)
        assert not any("font-family" in text.attrib["style"] for text in texts)
        colours = set(re.findall(r"(?:fill|stroke): ([^;\"]+)", svg))
        assert {colour.lower() for colour in colours} <= {"currentcolor", "none", "#2f80d6", "#cc6a12", "#1d9a68"}
        assert not re.search(r"#000|#010203|#fff|black|white", svg)


@pytest.mark.parametrize("background", ["ffffff", "1b1e24"])
def test_series_can_be_told_from_light_and_dark_backgrounds(plots: dict[str, str], background: str) -> None:
    drawn = {colour for svg in plots.values() for colour in re.findall(r"stroke: #([0-9a-f]{6})", svg)}
    assert len(drawn) == 2
    for colour in drawn:
        darker, lighter = sorted((_luminance(colour), _luminance(background)))
        assert (lighter + 0.05) / (darker + 0.05) >= 3  # WCAG 2.2, criterion 1.4.11


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_plots_are_named_and_described_for_those_who_cannot_see_them(plots: dict[str, str]) -> None:
    for svg in plots.values():
        root = ElementTree.fromstring(svg)
        assert root.attrib["role"] == "img"
        title, about = (next(iter(root.iter(f"{{http://www.w3.org/2000/svg}}{tag}"))) for tag in ("title", "desc"))
        assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], about.attrib["id"]]
        assert title.text and about.text
    assert "opinion: opinion 30, kinds 9, unsure 1" in plots["confusion-0"]
    assert "stated 85%, right 80% of 60" in plots["calibration-0"]


def test_counts_stand_in_the_plots(plots: dict[str, str]) -> None:
    assert ">1,204<" in plots["confusion-0"] and ">75%<" in plots["confusion-0"]  # 30 of 40
    assert ">1,400<" in plots["calibration-0"]


def test_every_exhibit_has_its_plot(report: dict[str, Any], plots: dict[str, str]) -> None:
    assert [exhibit.key for exhibit in exhibits(report)] == list(plots)


def test_exhibits_hold_the_numbers(report: dict[str, Any]) -> None:
    curves, _, confusion, latency = exhibits(report)
    assert curves.rows[0][4] == "0.200" and curves.rows[1][4] == "0.500"
    assert confusion.rows == (("opinion", "30", "9", "1", "40"), ("kinds", "0", "1,204", "0", "1,204"))
    assert latency.rows[1] == ("search", "1", "20 ms", "20 ms", "20 ms")


def test_curves_of_different_sets_go_to_different_plots() -> None:
    report = report_of()
    names = ("assistant · SQuAD", "assistant · own", "BM25 · SQuAD")
    report["curves"] = [{"name": name, "coverage": [0.5, 1.0], "risk": [0.1, 0.2]} for name in names]
    first, second = exhibits(report)[:2]
    assert (first.heading, [row[0] for row in first.rows]) == ("Risk and coverage · SQuAD", ["assistant", "BM25"])
    assert (second.heading, [row[0] for row in second.rows]) == ("Risk and coverage · own", ["assistant"])
    drawn = draw_plots(report)
    assert ">BM25<" in drawn["curves-0"] and ">BM25<" not in drawn["curves-1"]


def test_risk_is_not_told_of_a_coverage_that_is_not_reached() -> None:
    report = report_of()
    report["curves"] = [{"name": "ours", "coverage": [0.25, 0.5, 0.75], "risk": [0.0, 0.1, 0.333]}]
    assert exhibits(report)[0].rows == (("ours", "0.000", "0.100", "0.333", "–"),)


# -- comparing --------------------------------------------------------------------------------------------------


def one(value: float, low: float, high: float, **other: Any) -> dict[str, Any]:
    return {"sections": [{"name": "S", "figures": [figure("f", value, low, high, **other)]}]}


@pytest.mark.parametrize(
    ("old", "new", "better", "verdict"),
    [
        ((0.80, 0.75, 0.85), (0.90, 0.86, 0.94), "higher", "better"),
        ((0.80, 0.75, 0.85), (0.70, 0.65, 0.75), "higher", "worse"),
        ((0.80, 0.75, 0.85), (0.90, 0.86, 0.94), "lower", "worse"),
        ((0.80, 0.75, 0.85), (0.70, 0.65, 0.75), "lower", "better"),
        ((0.80, 0.75, 0.85), (0.90, 0.86, 0.94), "neither", "changed"),
        ((0.80, 0.75, 0.85), (0.84, 0.82, 0.86), "higher", "within the interval"),  # the new inside the old
        ((0.80, 0.79, 0.81), (0.84, 0.78, 0.90), "higher", "within the interval"),  # the old inside the new
        ((0.80, 0.75, 0.85), (0.85, 0.81, 0.89), "higher", "within the interval"),  # on the edge is inside
        ((0.80, 0.75, 0.85), (0.86, 0.81, 0.91), "higher", "better"),  # intervals overlap, values lie outside
        ((1.0, 1.0, 1.0), (1.0, 1.0, 1.0), "lower", "within the interval"),
    ],
)
def test_a_change_counts_only_outside_both_intervals(
    old: tuple[float, float, float], new: tuple[float, float, float], better: str, verdict: str
) -> None:
    (change,) = compare(one(*new, better=better), one(*old, better=better))
    assert (change.section, change.name, change.verdict) == ("S", "f", verdict)
    assert (change.before["value"], change.after["value"]) == (old[0], new[0])


def test_only_figures_of_the_same_section_name_and_unit_are_compared(report: dict[str, Any]) -> None:
    other = copy.deepcopy(report)
    other["sections"][0]["figures"][0]["name"] = "answer hit@2"
    other["sections"][1]["figures"][0]["unit"] = "s"
    assert len(compare(report, report)) == 6
    assert [change.name for change in compare(other, report)] == [
        "false refusals",
        "coverage kinds",
        "change",
        "nothing to wait for",
    ]
    other["sections"][0]["name"] = other["sections"][1]["name"] = "elsewhere"
    assert compare(other, report) == []


def test_changes_are_printed_and_the_rest_is_counted(report: dict[str, Any]) -> None:
    later = copy.deepcopy(report)
    later["sections"][0]["figures"][0].update(value=0.9, low=0.87, high=0.93)
    later["sections"][0]["figures"][1].update(value=0.2, low=0.15, high=0.25)
    out = io.StringIO()
    print_changes(compare(later, report), Console(file=out, width=100, color_system=None))
    text = out.getvalue()
    assert re.search(r"▲ better +answer hit@1 ↑ +0\.812 \[0\.775, 0\.848\] +0\.900 \[0\.870, 0\.930\]", text)
    assert re.search(r"▼ worse +false refusals ↓", text)
    assert "ask, p50" not in text
    assert "6 figures compared: 1 better, 1 worse, 4 within the interval." in text


def test_reports_that_share_nothing_say_so() -> None:
    out = io.StringIO()
    print_changes([], Console(file=out))
    assert "share no figure" in out.getvalue()


# -- limits -----------------------------------------------------------------------------------------------------


def test_limits_are_least_values_or_greatest_as_the_figure_goes(report: dict[str, Any]) -> None:
    section = "Answers kinds"
    assert check_limits(report, {section: {"answer hit@1": 0.8125, "false refusals": 0.08}}) == []
    assert check_limits(
        report, {section: {"answer hit@1": 0.82, "false refusals": 0.07}, "Speed": {"ask, p50": 38}}
    ) == [
        "Answers kinds: answer hit@1 is 0.8125, below the limit of 0.82",
        "Answers kinds: false refusals is 0.08, above the limit of 0.07",
        "Speed: ask, p50 is 38.24 ms, above the limit of 38",
    ]


def test_limits_on_what_is_not_there_are_faults(report: dict[str, Any]) -> None:
    limits: dict[str, dict[str, float]] = {
        "Speech": {"ask": 1},
        "Speed": {"ask, p99": 1},
        "Answers kinds": {"coverage kinds": 0.5},
    }
    assert check_limits(report, limits) == [
        "no section 'Speech' in the report; there are 'Answers kinds', 'Speed'",
        "Speed: no figure 'ask, p99'; there are 'ask, p50', 'change', 'nothing to wait for'",
        "Answers kinds: coverage kinds is better neither higher nor lower; drop the limit",
    ]
    assert check_limits(report, {}) == []


@pytest.mark.parametrize(
    "content", ['{"S": 3}', '{"S": {"f": "0.8"}}', '{"S": {"f": true}}', '{"S": {"f": NaN}}', "[1]"]
)
def test_a_limits_file_of_another_form_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "limits.json").write_text(content)
    with pytest.raises(ReportError, match=r"limits\.json"):
        read_limits(tmp_path / "limits.json")


def test_a_limits_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "limits.json").write_text('{"S": {"f": 0.8, "g": 1}}')
    assert read_limits(tmp_path / "limits.json") == {"S": {"f": 0.8, "g": 1}}


def test_the_table_in_the_readme_is_that_of_the_kept_report() -> None:
    assert headline(read_report(ROOT / "docs" / "report.json")) in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_report_without_the_main_figures_has_no_headline(report: dict[str, Any]) -> None:
    with pytest.raises(ReportError, match="python -m eval"):
        headline(report)
