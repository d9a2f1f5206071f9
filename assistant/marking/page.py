"""A marked document as HTML: a part of a page, or a page that needs nothing else: no script, no request.

Every word of the document is escaped here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from assistant.marking.labels import LABELS, MEANINGS, SIGNS
from assistant.marking.parts import in_parts
from assistant.schema import Document, MarkKind, Sentence

__all__ = ["NOBODY", "Turn", "marks_fragment", "marks_page", "turns"]

NOBODY = "nobody named"
"""Stands where a source names no speaker or voice."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before another does.

    Attributes:
        speaker: Whose turn it is, or None.
        paragraphs: Its sentences by paragraph; none is empty.
    """

    speaker: str | None
    paragraphs: list[list[Sentence]]

    @property
    def furniture(self) -> bool:
        """Whether nothing in it is anybody's speech."""
        return all(s.mark.kind is MarkKind.FURNITURE for paragraph in self.paragraphs for s in paragraph)


def turns(document: Document, sentences: Sequence[Sentence]) -> list[Turn]:
    """Group a document's sentences by speaker turn and paragraph.

    Args:
        document: The document.
        sentences: Its sentences, in order. Between two of them stand white space and turn labels alone.
    """
    found: list[Turn] = []
    end = 0
    for sentence in sentences:
        gap = document.text[end : sentence.start]
        if not found or gap.strip() or sentence.speaker != found[-1].speaker:
            found.append(Turn(sentence.speaker, [[sentence]]))
        elif "\n" in gap:
            found[-1].paragraphs.append([sentence])
        else:
            found[-1].paragraphs[-1].append(sentence)
        end = sentence.end
    return found


def marks_page(document: Document, sentences: Sequence[Sentence]) -> str:
    """Return a document with its marks as a whole HTML page.

    Args:
        document: The document.
        sentences: Its marked sentences, in order; at least one.

    Returns:
        The page. Sentences differ by shade and by sign; pointing at one or moving the focus to it tells its mark.
    """
    title = escape(document.title)
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f'<title>{title} · marks</title>\n<link rel="icon" href="data:,">',
        f"<style>\n{_style('marks.css')}{_style('page.css')}</style>",
        f"</head>\n<body>\n<header>\n<h1>{title}</h1>",
        *_about(document),
        '</header>\n<main class="marks">',
        marks_fragment(document, sentences),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def marks_fragment(document: Document, sentences: Sequence[Sentence]) -> str:
    """Return legend, text and voices of a document, to stand inside an element of class `marks` (see marks.css).

    Args:
        document: The document.
        sentences: Its marked sentences, in order; at least one.
    """
    text = ['<div class="text">', *_text(document, sentences), "</div>"]
    return "\n".join([*_legend(sentences), *text, *_voices(sentences)])


def _style(name: str) -> str:
    return files("assistant.marking").joinpath(name).read_text(encoding="utf-8")


def _about(document: Document) -> Iterator[str]:
    stated = [escape(part) for part in (document.author, document.publisher, document.date) if part]
    if stated:
        yield f'<p class="about">{" · ".join(stated)}</p>'
    if document.caveat:
        yield f'<p class="caveat">The source says of itself: “{escape(document.caveat)}”</p>'


def _legend(sentences: Sequence[Sentence]) -> Iterator[str]:
    kinds = Counter(sentence.mark.kind for sentence in sentences)
    size = "1 sentence" if len(sentences) == 1 else f"{len(sentences):,} sentences"
    shares = "".join(
        f'<i class="{_name(kind)}" style="flex-grow:{kinds[kind]}"></i>' for kind in MarkKind if kinds[kind]
    )
    yield f'<section class="legend" aria-labelledby="legend">\n<h2 id="legend">Marks <small>{size}</small></h2>'
    yield f'<div class="shares" aria-hidden="true">{shares}</div>\n<ul class="kinds">'
    for kind in MarkKind:
        yield (
            f'<li><label><input type="checkbox" class="show-{_name(kind)}" checked> '
            f'<span class="sample {_name(kind)}">{_sign(kind)}{LABELS[kind]}</span></label> '
            f'<b>{kinds[kind]:,}</b> <span class="meaning">{MEANINGS[kind]}</span></li>'
        )
    yield (
        '</ul>\n<p class="hint">A kind can be switched off. Point at a sentence, tap it, or reach it with the Tab key '
        "to see why it is marked so. "
        'Who says how much is told <a href="#voices">after the text</a>.</p>\n</section>'
    )


def _voices(sentences: Sequence[Sentence]) -> Iterator[str]:
    """Yield who answers for how many sentences of which kind, most first; headings and the like have no voice."""
    counts: dict[str | None, Counter[MarkKind]] = {}
    for sentence in sentences:
        if sentence.mark.kind is not MarkKind.FURNITURE:
            counts.setdefault(sentence.mark.voice, Counter())[sentence.mark.kind] += 1
    if not counts:
        return
    yield '<section class="voices" aria-labelledby="voices">\n<h2 id="voices">Voices</h2>\n<ul>'
    for voice, kinds in sorted(counts.items(), key=lambda pair: -pair[1].total()):
        yield (
            f'<li><span class="voice">{escape(voice or NOBODY)}</span> <b>{kinds.total():,}</b> '
            f'<span class="tally">{_tally(kinds)}</span></li>'
        )
    yield "</ul>\n</section>"


def _tally(kinds: Counter[MarkKind]) -> str:
    return " ".join(
        f'<span class="count {_name(kind)}" title="{LABELS[kind]}">{_sign(kind)}{kinds[kind]:,}'
        f'<span class="hidden"> {LABELS[kind]}</span></span>'
        for kind in MarkKind
        if kinds[kind]
    )


def _text(document: Document, sentences: Sequence[Sentence]) -> Iterator[str]:
    heard: str | None = None
    for turn in turns(document, sentences):
        yield '<section class="turn">'
        if turn.speaker != heard and not turn.furniture:
            heard = turn.speaker
            yield f'<h2 class="speaker">{escape(heard or NOBODY)}</h2>'
        for paragraph in turn.paragraphs:
            yield f'<p dir="auto">{" ".join(_sentence(sentence) for sentence in paragraph)}</p>'
        yield "</section>"


def _sentence(sentence: Sentence) -> str:
    mark = sentence.mark
    voice = [mark.voice or NOBODY] if mark.kind is not MarkKind.FURNITURE else []
    claim = escape(" · ".join([LABELS[mark.kind], *voice, f"confidence {mark.confidence:.2f}"]))
    parts = (f"{LABELS[kind]}: “{sentence.text[a:b]}”" for kind, a, b in _parts(sentence) if kind)
    reasons = [escape(reason) for reason in (*mark.reasons, *parts)]
    why = " ".join(f'<span class="why">{reason}<span class="hidden">;</span></span>' for reason in reasons)
    return (
        f'<span class="sentence {_name(mark.kind)}" data-at="{sentence.start}" tabindex="0" '
        f'title="{claim}&#10;{"; ".join(reasons)}">'
        f"{_sign(mark.kind)}{_words(sentence)}"
        f'<span class="note" dir="ltr"> <b>{claim}</b> {why} </span></span>'
    )


def _words(sentence: Sentence) -> str:
    """Return a sentence's words; where it parts into report and judgement, each part in its own shade."""
    return "".join(
        f'<span class="clause {_name(kind)}" data-sign="{SIGNS[kind]}">{escape(sentence.text[a:b])}</span>'
        if kind
        else escape(sentence.text[a:b])
        for kind, a, b in _parts(sentence)
    )


def _parts(sentence: Sentence) -> list[tuple[MarkKind | None, int, int]]:
    return in_parts(sentence.text, sentence.mark.clauses, sentence.start)


def _sign(kind: MarkKind) -> str:
    # The word joiner keeps a sign on one line with what it stands before.
    return f'<span class="sign" aria-hidden="true">{SIGNS[kind]}&#8288;</span>'


def _name(kind: MarkKind) -> str:
    return kind.name.lower()
