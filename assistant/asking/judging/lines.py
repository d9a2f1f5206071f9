"""Rows of a table and items of a list: what stands above them says what they are of, and a list belongs together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking.wording.words import content_stems
from assistant.reading.credits import ends_as_prose
from assistant.schema import Document, MarkKind, Sentence

__all__ = ["cell_asked", "is_item", "items_below", "stands_above"]

_BULLET = re.compile(r"[^\S\n]*(?:(?:[-–—*+•·▪◦●‣]|\(?\w{1,2}[.)])[^\S\n]+)?")
_GAP = re.compile(rf"[^\S\n]*(?P<lines>\n+){_BULLET.pattern}")
_CELL = "\t"
_DIGIT = re.compile(r"\d")
_LONGEST = 200  # characters of an item or of the line that leads to it
_MOST = 60  # lines that are looked at
_FEWEST = 3  # lines that make a list, where nothing but a heading says so


def is_item(text: str, sentence: Sentence) -> bool:
    """Return whether a sentence is a line of its own that is no prose, or has a bullet.

    Args:
        text: Of the document.
        sentence: Of it.
    """
    start = text.rfind("\n", 0, sentence.start) + 1
    end = text.find("\n", sentence.end)
    alone = not text[sentence.end : end if end >= 0 else None].strip(" .;,")
    bullet = _BULLET.fullmatch(text, start, sentence.start)
    if not alone or bullet is None or len(sentence.text) > _LONGEST or sentence.mark.kind is MarkKind.FURNITURE:
        return False
    within = _BULLET.match(sentence.text)
    marked = bool(bullet.group().strip()) or (within is not None and bool(within.group().strip()))
    return marked or not ends_as_prose(sentence.text)


def stands_above(document: Document, sentences: Sequence[Sentence], position: int) -> tuple[int, ...]:
    """Return the positions of what says what a row of a table or an item of a list is of; nothing for other sentences.

    That is the first row, and the heading, or the line with a colon, above the first row or item.

    Args:
        document: Where the sentence stands.
        sentences: All of the document's.
        position: Of the sentence.
    """
    if not is_item(document.text, sentences[position]):
        return ()
    lines = _together(document.text, sentences, position)
    first = lines[0]
    header = (
        (first,) if _is_row(sentences[first]) and first < position and not _DIGIT.search(sentences[first].text) else ()
    )
    return (first - 1, *header) if _leads(document, sentences, first - 1, lines) else header


def items_below(document: Document, sentences: Sequence[Sentence], position: int) -> list[int]:
    """Return the positions of the rows or items that a heading, or a line with a colon, leads to.

    Args:
        document: Where the sentence stands.
        sentences: All of the document's.
        position: Of the sentence.
    """
    if position + 1 >= len(sentences) or not is_item(document.text, sentences[position + 1]):
        return []
    lines = _together(document.text, sentences, position + 1)
    return list(lines) if lines[0] == position + 1 and _leads(document, sentences, position, lines) else []


def cell_asked(question: str, header: str, row: str) -> tuple[int, int] | None:
    """Return the characters of a row in whose column a question's own words stand; None if in none, or in several.

    Args:
        question: Stand-alone.
        header: First row of the table.
        row: Another one.

    Example:
        >>> cell_asked("When was the Ida built?", "Ship\\tBuilt\\tBeds", "Ida\\t1999\\t40")
        (4, 8)
    """
    wanted, start, found = set(content_stems(question)), 0, list[tuple[int, int]]()
    for column, cell in zip(header.split(_CELL), row.split(_CELL), strict=False):
        if start and not wanted.isdisjoint(content_stems(column)):
            found.append((start, start + len(cell)))
        start += len(cell) + 1
    return found[0] if len(found) == 1 else None


def _together(text: str, sentences: Sequence[Sentence], position: int) -> range:
    """Return the positions of the rows or items that stand line by line with one of them."""
    first = last = position
    while first and position - first < _MOST and _follows(text, sentences[first - 1], sentences[first]):
        first -= 1
    while last + 1 < len(sentences) and last - position < _MOST and _follows(text, *sentences[last : last + 2]):
        last += 1
    return range(first, last + 1)


def _follows(text: str, before: Sentence, own: Sentence) -> bool:
    """Return whether two sentences are neighbouring rows of a table, or items of a list."""
    gap = _GAP.fullmatch(text, before.end, own.start)
    if gap is None or len(gap["lines"]) > 1 or before.text.endswith(":") or _is_row(before) != _is_row(own):
        return False
    return before.speaker == own.speaker and is_item(text, before) and is_item(text, own)


def _is_row(sentence: Sentence) -> bool:
    return _CELL in sentence.text


def _leads(document: Document, sentences: Sequence[Sentence], position: int, lines: range) -> bool:
    """Return whether a sentence stands over lines that come next: words that end in a colon, or a heading.

    Of a few lines without more the first is no heading: so stand the author and the place above and below a text.
    """
    if position < 0:
        return False
    lead, following = sentences[position : position + 2]
    gap = _GAP.fullmatch(document.text, lead.end, following.start)
    if gap is None or len(lead.text) > _LONGEST or lead.text == document.title:
        return False
    if lead.speaker not in (None, following.speaker):
        return False
    if lead.text.endswith(":") or ends_as_prose(lead.text):
        return lead.text.endswith(":")
    below = any(ends_as_prose(each.text) or _is_row(each) for each in sentences[:position])
    return _is_row(following) or (len(lines) >= _FEWEST and below)
