"""Names in a question or a sentence, found by their capital letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.reading.vocabulary import TITLES

__all__ = ["NAME", "find_names", "same_person"]

NAME = re.compile(r"[A-Z\u00c0-\u024f][\w’'-]*(?: (?:(?:of|de|van|von|bin|al) )?[A-Z\u00c0-\u024f][\w’'-]*)*")
_NOT_NAMES = frozenset(
    """
    a an and any are at but by can could did do does for from had has have he her his how i if in is it its
    may my no of on or she should so tell that the their there these they this those to was we were what when
    where which who whom whose why will with would you according after before during please give list name
    describe explain
    """.split()
)


def find_names(text: str) -> Iterator[tuple[str, int]]:
    """Yield runs of capitalised words with their offsets, question words and titles left out."""
    for match in NAME.finditer(text):
        words = match.group().split()
        start = match.start()
        while words and (words[0].casefold() in _NOT_NAMES or words[0].casefold() in TITLES):
            start += len(words.pop(0)) + 1
        name = re.sub(r"[’']s?$", "", " ".join(words))
        if name:
            yield name, start


def same_person(name: str, other: str) -> bool:
    """Return whether two names may mean one person: they end in the same word, or one is part of the other.

    Example:
        >>> same_person("Kvirkvelia", "Lasha Kvirkvelia"), same_person("the ministry", "Ministry")
        (True, True)
    """
    first, second = (re.findall(r"[^\W_]+", each.casefold()) for each in (name, other))
    if not first or not second:
        return False
    return first[-1] == second[-1] or set(first) <= set(second) or set(second) <= set(first)
