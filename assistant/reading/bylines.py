"""Bylines: who signs a text, by the form of one line alone."""

from __future__ import annotations

import re

from assistant.reading.credits import ends_as_prose
from assistant.reading.names import as_written, full_names, is_body
from assistant.reading.vocabulary import ARABIC, CAPITAL, PARTICLES

__all__ = ["LONGEST", "MOST_WORDS", "NAME", "NAMES", "author_of", "person"]

MOST_WORDS, LONGEST = 30, 220
"""Words and characters of a headline or byline at most."""

_SMALL = "|".join(sorted(PARTICLES - {"and", "for", "in", "on", "to", "at"}, key=len, reverse=True))
_WORD = rf"(?:{ARABIC.pattern}|{CAPITAL})[\w’'.-]*"
# Patterns of one name, and of several in a row.
NAME = rf"(?:{_WORD})(?:\s(?:(?:{_SMALL})\s)*{_WORD}){{0,4}}"
NAMES = rf"{NAME}(?:(?:,\s{NAME})*,?\s(?:and|&)\s{NAME})?"
_AT = rf"\s(?:in|at|from)\s{NAME}"
_BY = re.compile(
    r"\W*(?:(?:[A-Z][a-z]+\s|[Aa]n?\s)?(?P<kind>(?i:analysis|column|comment(?:ary)?|essay|interview|opinion|prepared|report(?:ed|ing)?"
    r"|review(?:ed)?|story|text|words|written|(?:posted|published)(?:\s(?:on\s)?[\w\s,.]{6,20}?)?))\s?[\s,:|·–—-]\s?)?"
    rf"(?:by|BY|By)\s(?P<name>{NAMES}(?:{_AT}(?:,|,?\s(?:and|&))\s{NAMES}(?={_AT}))*)"
    r"(?P<rest>\W*|\s*(?:[,;|·•–—(-]|//)\s?.{2,80}|\s(?:for|in|at|of|on|[Pp]ublished)\s.{2,90})"
)
_BOARD = re.compile(r"\W*(?:by\s)?(?:the\s)?(?:[\w’'-]+\s){0,3}editorial\sboard\W*", re.I)
_STOP = re.compile(r"(?<=[a-z]{2})\.(?:\s|$)")
_PRICED = re.compile(r"[£$€]|\bpp\b")  # "By Ida Holm (Orle Press, £12)", below the title of a book
_NOBODY = frozenset(
    """a agencies agency an contributor correspondent desk editor editorial guest news our reporter staff team the wire
    writer""".split()
)
_AS_WRITER = re.compile(  # "Ida Holm, staff writer"
    rf"\W*(?P<name>{NAME}),\s(?:[A-Z]?[a-z]+\s){{0,2}}?(?i:columnist|commentator|correspondent|editor|reporter|writer)"
    r"(?:\W*|,\s.{2,80})"
)


def author_of(line: str) -> str | None:
    """Return who signs a line: "By Ida Holm", "Ida Holm, staff writer"; None if it is no byline.

    Args:
        line: Without white space around it.
    """
    if len(line) > LONGEST or len(line.split()) > MOST_WORDS or _PRICED.search(line):
        return None
    if _BOARD.fullmatch(line):
        return "The Editorial Board"
    prose = ends_as_prose(line)
    match = _BY.fullmatch(_STOP.split(line)[0] if prose else line)  # "Interview by Ida Holm. Photos: Tom Vos."
    if not prose:
        match = match or _AS_WRITER.fullmatch(line)
    elif match and not match["kind"]:
        match = None
    return person(re.sub(_AT, "", match["name"])) if match else None


def person(name: str) -> str | None:
    """Return a name as it is written in a text; None if it is plainly nobody's, such as "Our Correspondent"."""
    name = as_written(name)
    words = name.casefold().split()
    if not _NOBODY.isdisjoint(words) or is_body(name) or len(words) < 2:
        return None
    plain = full_names(name)
    return next(iter(plain)) if len(plain) == 1 and " and " not in name and "," not in name else name
