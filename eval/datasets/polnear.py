"""PolNeAR: political news of 2016 with every attribution marked: who is said to have said what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.datasets.files import data_file, read_text, source_name
from eval.datasets.types import Source, Span

__all__ = ["AttributedArticle", "Attribution", "load_polnear"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words of an article that it gives as somebody else's.

    Attributes:
        source: Who is said to have said, thought or felt it; None where the article names nobody.
        cue: The words that attribute it, such as "said".
        content: What is attributed, in the order of the text; several spans where the cue interrupts it.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AttributedArticle:
    """An article and its attributions, in the order of their cues.

    Attributes:
        source: The article; all spans are of its text.
        attributions: All that one annotator found.
    """

    source: Source
    attributions: tuple[Attribution, ...]

    def words(self, span: Span) -> str:
        """Return the words of a span, as they stand in the article."""
        return self.source.text[span.start : span.end]


def load_polnear(data: Path) -> tuple[AttributedArticle, ...]:
    """Load all articles. No licence is stated: measure with it, train nothing on it.

    Args:
        data: The folder of public sets.

    Returns:
        The articles by name. Where several annotators worked on one, the first by file name counts.

    Raises:
        DatasetError: If a folder or a text is missing.

    References:
        Newell, Margolin & Ruths (2018), An Attribution Relations Corpus for Political News.
    """
    files = sorted(data_file(data, "polnear/attributions").glob("*.ann"))
    first = {path.stem.rpartition("_")[0]: path for path in reversed(files)}
    return tuple(_article(data, stem, first[stem]) for stem in sorted(first))


def _article(data: Path, stem: str, annotations: Path) -> AttributedArticle:
    text = read_text(data_file(data, f"polnear/text/{stem}.txt"))
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
