"""Where words stand between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from assistant.reading.segments import Segment

__all__ = ["SCARE_WORDS", "own_words", "quoted_spans", "quoting"]

SCARE_WORDS = 4
"""Quotations of fewer words are the speaker's own colour."""

_SCARE_CHARACTERS = 25
_SMALL = frozenset(
    "a an and as at but by for from in into la le of off on or over than the to upon versus via von vs with".split()
)
"""Words that a title need not write large."""

_WORD = re.compile(r"\w[\w’'-]*")

_PAIRS = {"“": "”", "„": "“”", "«": "»", "‟": "”", "「": "」", "『": "』", '"': '"', "''": "''", "``": "''"}
_DOUBLE = re.compile("|".join(sorted({*_PAIRS, *"”»」』"})))
_SINGLE_OPEN = re.compile(r"(?:(?<=\s)|^|(?<=[(\[—–]))[‘'](?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])[’'](?=\s|$|[.,;:!?)\]—–])")


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return the outermost quotations of a paragraph as half-open spans, marks included.

    A quotation that is opened and not closed runs to the end of the paragraph, as print has it when the
    next paragraph goes on with it. Single marks count only where no double ones are used, and never inside words.

    Args:
        text: One paragraph.

    Example:
        >>> quoted_spans('He said, "No." Then "yes."')
        [(9, 14), (20, 26)]
    """
    spans: list[tuple[int, int]] = []
    start, closers = -1, ""
    for match in _DOUBLE.finditer(text):
        if start < 0:
            inches = match.group() in ('"', "''") and text[max(0, match.start() - 1) : match.start()].isnumeric()
            if match.group() in _PAIRS and not inches:
                start, closers = match.start(), _PAIRS[match.group()]
        elif match.group() in closers:
            spans.append((start, match.end()))
            start = -1
    if start >= 0:
        spans.append((start, len(text)))
    return spans or _single_spans(text)


def _single_spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    if "‘" not in text and "'" not in text:
        return spans
    position = 0
    while opening := _SINGLE_OPEN.search(text, position):
        closing = _SINGLE_CLOSE.search(text, opening.end())
        if closing is None:
            break
        spans.append((opening.start(), closing.end()))
        position = closing.end()
    return spans


def own_words(text: str) -> str:
    """Return a sentence with its longer quotations blanked; short scare quotes are the speaker's own colour.

    Example:
        >>> own_words("He said, “It is a disgrace to this town.”") == "He said, " + " " * 32
        True
    """
    kept = text
    for start, end in quoted_spans(text):
        if end - start > _SCARE_CHARACTERS:
            kept = kept[:start] + " " * (end - start) + kept[end:]
    return kept


def _is_title(quotation: str) -> bool:
    """Whether quoted words are written like a title: “The Old Man and the Sea”; not all in capitals, as on a banner."""
    words = [word for word in _WORD.findall(quotation) if not word[0].isdigit()]
    large = [word[0].isupper() for word in words]
    ends = bool(words) and large[0] and large[-1] and not quotation.isupper()
    return ends and all(a or word in _SMALL for a, word in zip(large, words, strict=True))


def quoting(text: str, segments: Sequence[Segment]) -> list[bool]:
    """Say for each sentence whether words of a quotation that is no scare quote stand in it.

    Args:
        text: The document.
        segments: Its sentences, in order.
    """
    found: list[bool] = []
    for _, group in groupby(segments, key=lambda segment: (segment.turn, segment.paragraph)):
        held = list(group)
        start, end = held[0].start, held[-1].end
        long = [
            (start + a, start + b)
            for a, b in quoted_spans(text[start:end])
            if len(re.findall(r"\w+", text[start + a : start + b])) >= SCARE_WORDS
            and not _is_title(text[start + a : start + b])
        ]
        at = 0
        for segment in held:
            while at < len(long) and long[at][1] - 1 <= segment.start:
                at += 1  # quotations are in order: those behind are done with
            found.append(at < len(long) and long[at][0] < segment.end)
    return found
