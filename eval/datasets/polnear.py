"""PolNeAR: political news of 2016 with every attribution marked: who is said to have said what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from eval.datasets.files import data_file, read_text, source_name
from eval.datasets.types import AttributedArticle, Attribution, Dataset, Source, Span

__all__ = ["load_polnear"]

_CONTROLS = re.compile(r"[\x80-\x9f]")


def load_polnear(data: Path) -> Dataset:
    """Load all articles. No licence is stated: measure with it, train nothing on it.

    Args:
        data: The folder of public sets.

    Returns:
        The articles by name, as sources and with their attributions. Where several annotators
        worked on one, the first by file name counts.

    Raises:
        DatasetError: If a folder or a text is missing.

    References:
        Newell, Margolin & Ruths (2018), An Attribution Relations Corpus for Political News.
    """
    files = sorted(data_file(data, "polnear/attributions").glob("*.ann"))
    first = {path.stem.rpartition("_")[0]: path for path in reversed(files)}
    articles = tuple(_article(data, stem, first[stem]) for stem in sorted(first))
    return Dataset("polnear", tuple(article.source for article in articles), articles=articles)


def _article(data: Path, stem: str, annotations: Path) -> AttributedArticle:
    # Control characters of a broken encoding are dropped in reading a file: something must stand in their place.
    text = _CONTROLS.sub("?", read_text(data_file(data, f"polnear/text/{stem}.txt")))
    _, date, _ = stem.split("_")
    # Only the end is stripped, as offsets count from the start; no text begins with white space.
    source = Source(source_name(stem), text.rstrip(), {"date": date})
    found = _attributions(source, read_text(annotations).split("\n"))
    return AttributedArticle(source, tuple(sorted(found, key=lambda attribution: attribution.cue.start)))


def _attributions(source: Source, lines: Sequence[str]) -> Iterator[Attribution]:
    """Yield the events of a brat file: "T1<tab>Cue 107 114<tab>reports", "E1<tab>Attribution:T4 Cue:T2 …"."""
    fields = [line.split("\t") for line in lines if line]
    spans = {key: tuple(_spans(source, place)) for key, place, *_ in fields if key.startswith("T")}
    for key, event, *_ in fields:
        if key.startswith("E"):
            roles = dict(pair.split(":") for pair in event.split())
            content = [span for role in roles if role.startswith("Content") for span in spans[roles[role]]]
            cue = _only(spans, roles.get("Cue"))
            if cue and content:
                by_place = tuple(sorted(content, key=lambda span: span.start))
                yield Attribution(_only(spans, roles.get("Source")), cue, by_place)


def _only(spans: Mapping[str, tuple[Span, ...]], key: str | None) -> Span | None:
    return spans[key][0] if key else None


def _spans(source: Source, place: str) -> Iterator[Span]:
    """Yield the spans of "Content 315 448;463 553", without white space around them."""
    _, _, offsets = place.partition(" ")
    for piece in offsets.split(";"):
        start, end = map(int, piece.split())
        words = source.text[start:end]
        yield Span(source.name, start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
