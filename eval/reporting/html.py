"""A report as one HTML file that needs nothing else: no script, no request, light or dark as the reader's system is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from eval.reporting.exhibits import Exhibit, exhibits
from eval.reporting.report import by_figure, figure_texts, provenance
from eval.reporting.report_check import ARROWS, OURS, Report

__all__ = ["render_html"]

_STYLE = Path(__file__).with_name("report.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_MEANING = {"higher": "higher is better", "lower": "lower is better"}

_Scale = tuple[float, float]


def render_html(report: Report, plots: Mapping[str, str] | None) -> str:
    """Return a report as a page.

    Args:
        report: As `eval.reporting.report` says.
        plots: SVG text by the key of its exhibit, trusted as it is; None if there is no matplotlib to draw them.

    Returns:
        A whole HTML document.
    """
    title = escape(report["title"])
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f'<title>{title}</title>\n<link rel="icon" href="data:,">',
        f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<header>",
        f"<h1>{title}</h1>\n<p>{escape(provenance(report))}</p>\n</header>\n<main>",
        *_glance(report["sections"]),
        _GUIDE,
        *(_section(section, place) for place, section in enumerate(report["sections"])),
        *_gallery(exhibits(report), plots),
        *_making(report),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _glance(sections: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a card for the first figure of each section."""
    yield '<nav aria-label="At a glance">\n<ul class="glance">'
    for place, section in enumerate(sections):
        if not section["figures"]:
            continue
        figure = section["figures"][0]
        value, interval = figure_texts(figure)
        number, _, unit = value.partition(" ")
        yield (
            f'<li><a href="#section-{place}"><span class="where">{escape(section["name"])}</span>'
            f'<span class="what">{escape(figure["name"])}{_arrow(figure)}</span>'
            f'<span class="big">{number}<small>{escape(unit)}</small></span>'
            f"{_track(figure, _scales(section)[figure['name']], ours=True)}"
            f'<span class="interval">{interval}, n&nbsp;=&nbsp;{figure["n"]:,}</span>{_rival(section, figure)}</a></li>'
        )
    yield "</ul>\n</nav>"


def _rival(section: Mapping[str, Any], figure: Mapping[str, Any]) -> str:
    rivals = [pair for pair in dict(by_figure(section))[figure["name"]] if pair[0] != OURS]
    if not rivals or figure["better"] == "neither":
        return ""
    best = max if figure["better"] == "higher" else min
    system, rival = best(rivals, key=lambda pair: float(pair[1]["value"]))
    return f'<span class="rival">best baseline: {escape(system)}, {figure_texts(rival)[0]}</span>'


_GUIDE = f"""<section class="guide" aria-labelledby="guide">
<h2 id="guide">How to read this</h2>
<p>Each figure comes with its 95% interval in brackets and with n, the number of items it was measured on. The bar
is the value; the line across its end is the interval, which tells how far the value could be off by the luck of
which items were drawn. Two values that lie within each other’s intervals may be no different. An interval without
width only means that all items came out the same; trust n then.</p>
<p><span class="arrow">↑</span> higher is better, <span class="arrow">↓</span> lower is better. Bars of shares run
from 0 to 1; others name their range. “{OURS.capitalize()}” is what this project ships; the rows below it are
baselines.</p>
</section>"""


def _section(section: Mapping[str, Any], place: int) -> str:
    scales = _scales(section)
    compared = bool(section.get("rows"))
    head = "system" if compared else "figure"
    parts = [
        f'<section aria-labelledby="section-{place}">\n<h2 id="section-{place}">{escape(section["name"])}</h2>',
        f'{_scroll(section["name"])}<table class="figures{" compared" if compared else ""}">',
        f'<thead><tr><th scope="col">{head}</th><th scope="col">value and 95% interval</th>'
        '<th scope="col" class="n">n</th></tr></thead>',
    ]
    for name, systems in by_figure(section):
        figure = systems[0][1]
        note = f'<small class="note">{escape(figure["note"])}</small>' if figure["note"] else ""
        heading = f"{escape(name)}{_arrow(figure)}{note}"
        parts.append("<tbody>")
        if compared:
            parts.append(f'<tr class="name"><th scope="rowgroup" colspan="3">{heading}</th></tr>')
        parts += [
            _row(escape(system) if compared else heading, measured, scale=scales[name], ours=system == OURS)
            for system, measured in systems
        ]
        parts.append("</tbody>")
    return "\n".join([*parts, "</table></div>\n</section>"])


def _row(heading: str, figure: Mapping[str, Any], *, scale: _Scale, ours: bool) -> str:
    value, interval = figure_texts(figure)
    low, high = scale
    named = (
        ""
        if scale == (0, 1)
        else f'<span class="scale"><i>{low:,g}</i><i>{high:,g} {escape(figure["unit"])}</i></span>'
    )
    return (
        f'<tr{" class=ours" if ours else ""}><th scope="row">{heading}</th><td><div class="measure">'
        f'<span class="value"><b>{escape(value)}</b> <span class="interval">{interval}</span></span>'
        f'<span class="drawn">{_track(figure, scale, ours=ours)}{named}</span></div></td>'
        f'<td class="n">{figure["n"]:,}</td></tr>'
    )


def _track(figure: Mapping[str, Any], scale: _Scale, *, ours: bool) -> str:
    """Return a bar from zero to the value with its interval across; the text beside it says the same."""

    def share(value: float) -> float:
        """Return where a number stands on the scale, in percent."""
        return 100 * min(max((value - scale[0]) / (scale[1] - scale[0]), 0), 1)

    zero, value, low, high = (share(number) for number in (0, figure["value"], figure["low"], figure["high"]))
    start, width = min(zero, value), abs(value - zero)
    origin = f'<i class="zero" style="left:{zero:.2f}%"></i>' if scale[0] < 0 else ""
    return (
        f'<span class="track{" ours" if ours else ""}" aria-hidden="true">{origin}'
        f'<i class="bar" style="left:{start:.2f}%;width:{width:.2f}%"></i>'
        f'<i class="whisker" style="left:{low:.2f}%;width:{high - low:.2f}%"></i>'
        f'<i class="dot" style="left:{value:.2f}%"></i></span>'
    )


def _scales(section: Mapping[str, Any]) -> dict[str, _Scale]:
    """Return the range of each figure's bars: 0–1 for shares, shared by all figures of one unit."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    figures = {name: [figure for _, figure in systems] for name, systems in by_figure(section)}
    for measured in figures.values():
        if unit := measured[0]["unit"]:
            groups.setdefault(unit, []).extend(measured)
    scales = {}
    for name, measured in figures.items():
        group = groups.get(measured[0]["unit"], measured)
        low = min(figure["low"] for figure in group)
        high = max(figure["high"] for figure in group)
        share = not measured[0]["unit"] and low >= 0 and high <= 1
        scales[name] = (0.0, 1.0) if share or low == high == 0 else (0.0 - _round_up(-low), _round_up(high))
    return scales


def _round_up(value: float) -> float:
    """Return the next round number, so that the end of a scale is easy to read; 0.0 at the least."""
    if value <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * power >= value * 0.999)


def _gallery(shown: Sequence[Exhibit], plots: Mapping[str, str] | None) -> Iterator[str]:
    if not shown:
        return
    yield '<section aria-labelledby="plots">\n<h2 id="plots">Behind the figures</h2>'
    if plots is None:
        yield (
            '<p class="absent">The plots are left out, since matplotlib is not installed; the numbers that they would '
            "show are below. Install it with <code>pip install matplotlib</code> and make the report again.</p>"
        )
    yield '<div class="gallery">'
    for exhibit in shown:
        plot = (plots or {}).get(exhibit.key, "")
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in exhibit.header)
        rows = "".join(
            f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
            for row in exhibit.rows
        )
        yield (
            f"<figure>\n<h3>{escape(exhibit.heading)}</h3>\n{plot}\n<figcaption>{escape(exhibit.caption)}</figcaption>\n"
            f"<details{'' if plot else ' open'}><summary>The numbers</summary>{_scroll(exhibit.heading)}"
            f'<table class="numbers"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
            "</div></details>\n</figure>"
        )
    yield "</div>\n</section>"


def _making(report: Report) -> Iterator[str]:
    yield '<section class="making" aria-labelledby="making">\n<h2 id="making">How it was made</h2>\n<dl>'
    for name, value in report["settings"].items():
        yield f"<div><dt>{escape(name)}</dt><dd>{escape(str(value))}</dd></div>"
    yield f"</dl>\n{_scroll('command')}<pre><code>{escape(report['command'])}</code></pre></div>\n</section>"


def _arrow(figure: Mapping[str, Any]) -> str:
    if figure["better"] not in _MEANING:
        return ""
    sign, meaning = ARROWS[figure["better"]], _MEANING[figure["better"]]
    return f'&nbsp;<span class="arrow" role="img" aria-label="{meaning}" title="{meaning}">{sign}</span>'


def _scroll(name: str) -> str:
    """Open a box that scrolls by itself where the page is narrow, by keyboard too."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(name)}">'
