"""Whether two names mean the same voice."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["same_voice"]

_RELAY = ", quoted by "
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_GIVEN = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"})
_TITLES = frozenset(
    """
    admiral ambassador analyst archbishop bishop captain chairman chairwoman chancellor colonel commander commentator
    commissioner congressman congresswoman correspondent councillor dame director doctor dr editor expert father
    general governor imam judge lady lieutenant lord madam major mayor minister miss mr mrs ms mx president prince
    princess prof professor rabbi reporter representative rev reverend secretary senator sergeant sheikh sir sister
    spokesman spokesperson spokeswoman
    """.split()
)
_RANKS = frozenset(
    """
    acting assistant chief defence defense deputy economy education energy environment finance first foreign former
    guest health honorary interim interior justice permanent prime senior special trade transport vice
    """.split()
)
_BODY = frozenset("and for of".split())


def same_voice(one: str, other: str) -> bool:
    """Return whether two names mean the same voice.

    Case, diacritics, a leading "the" and titles do not count, and a surname stands for the full name: the last
    words of it, or the first before a hyphenated given name (Kim Jong-un). "Lavrov, quoted by Wu Wei" is
    compared part by part, so it is neither Lavrov nor Wu Wei alone.

    Args:
        one: A name, in Latin script for diacritics to be ignored.
        other: Another.

    Example:
        >>> same_voice("Foreign Minister Lavrov", "Sergey LAVROV"), same_voice("Wu Wei", "Lavrov, quoted by Wu Wei")
        (True, False)
    """
    ours, theirs = one.split(_RELAY), other.split(_RELAY)
    return len(ours) == len(theirs) and all(_same_name(a, b) for a, b in zip(ours, theirs, strict=True))


@lru_cache(maxsize=4096)  # a bootstrap compares the same names a thousand times
def _same_name(one: str, other: str) -> bool:
    short, full = sorted((_name(one), _name(other)), key=len)
    if short == full:
        return bool(full) or one == other
    if not short or _BODY & {word.casefold() for word in full}:
        return False
    return short == full[-len(short) :] or (short == full[:1] and _GIVEN.fullmatch(full[-1]) is not None)


def _name(text: str) -> list[str]:
    """Return the plain words of a name, without the titles in front of it."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    words = _WORD.findall("".join(letter for letter in decomposed if not unicodedata.combining(letter)))
    words = words[words[:1] == ["the"] :]
    start = 0
    for place, word in enumerate(words, start=1):
        if word not in _TITLES | _RANKS:
            break
        if word in _TITLES:
            start = place
    # "President of the Republic" is not the Republic, and "the minister" stays who he is.
    return words if words[start : start + 1] in ([], ["of"], ["for"], ["to"]) else words[start:]
