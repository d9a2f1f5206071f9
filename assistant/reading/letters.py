"""A page of letters: where each begins, and who signs it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.credits import ends_as_prose, greets, is_regards
from assistant.reading.names import as_written
from assistant.reading.vocabulary import CAPITAL, TITLES

__all__ = ["Letters", "find_letters"]

_LEAST = 2  # letters that are signed, else it is no page of them
_WORDS = 7  # of a signature at most
_SENTENCE = 5  # words of a line that is sure to be a letter's own
_WORD = rf"(?:{CAPITAL}[\w’'.-]*|(?:al|bin|da|de|del|der|van|von)(?=\s))"
_NAME = re.compile(
    rf"(?P<dash>[―—–-]{{1,2}}\s*)?(?P<name>{_WORD}(?:\s{_WORD}){{1,4}})(?:\s\([^()]{{1,30}}\))?(?:,.{{0,60}})?[,.]?"
)
_DASHED = re.compile(r"[―—–-]{1,2}\s*(?P<name>[^\W\d_][^.!?:;]{1,50})\.?")

Letters = tuple[dict[int, str], set[int]]
"""Who writes what follows, by the number of a line, "" where nobody is known to; and the lines that are signatures."""


def find_letters(lines: Sequence[str], parted: Sequence[bool]) -> Letters:
    """Return whose each letter on a page of letters is, and the lines that sign them; nothing for any other text.

    A letter begins with a greeting, or after the one before, and ends with a name right below it, below its regards,
    or behind a dash. Of one that nobody signs, as the answer of whoever gives advice, no writer is told.

    Args:
        lines: The text's lines, none of them blank.
        parted: For each whether a blank line follows.
    """
    greetings = [number for number, line in enumerate(lines) if greets(line)]
    if len(greetings) < _LEAST:
        return {}, set()
    parts: dict[int, str] = {}
    signatures: set[int] = set()
    start, number = None, greetings[0]
    while number < len(lines):
        line = lines[number]
        if greets(line):
            start, parts[number] = number, ""
        elif start is not None and number > start and (name := _signed(lines, number, parted)):
            parts[start], start = name, None
            while not parted[number] and number + 1 < len(lines) and not _is_own(lines[number + 1]):
                signatures.add(number)
                number += 1
            signatures.add(number)
            parts[number + 1] = ""
        number += 1
    signed = sum(map(bool, parts.values()))
    return (parts, signatures) if signed >= _LEAST else ({}, set())


def _is_own(line: str) -> bool:
    """Whether a line is plainly part of what a letter says."""
    return greets(line) or (ends_as_prose(line) and len(line.split()) >= _SENTENCE)


def _signed(lines: Sequence[str], number: int, parted: Sequence[bool]) -> str | None:
    """Return whose name a line signs, if it signs any."""
    line = lines[number]
    if len(line.split()) > _WORDS or is_regards(line):
        return None
    closed = is_regards(lines[number - 1])
    match = _DASHED.fullmatch(line) or (_NAME.fullmatch(line) if closed or not parted[number - 1] else None)
    if match is None:
        return None
    words = match["name"].split()
    while len(words) > 2 and words[0].casefold() in TITLES:
        words = words[1:]
    return as_written(" ".join(words))
