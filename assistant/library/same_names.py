"""Which names stand for one another where news is told of: a country, its people and its capital.

"The Danish minister" is of Denmark, "Warsaw" decides for the Poles, and a text may have only one of the names. They are
listed in `same_names.txt`, a line each.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

__all__ = ["same_names"]

_LISTED = Path(__file__).with_name("same_names.txt")
_LEAST = 3  # "US" and "UN" are looked up, but never looked for: "us" stands everywhere


def same_names(question: str) -> dict[str, tuple[str, ...]]:
    """Return, for each such name in a question, the others that stand for the same.

    A word with a small letter is none, unless all of the question is typed so.

    Example:
        >>> same_names("What did the Danes decide?")["Danes"]
        ('Denmark', 'Danish', 'Copenhagen')
        >>> same_names("Who polishes the silver?")
        {}
    """
    listed, pattern = _names()
    small = question == question.lower()
    found = {}
    for match in pattern.finditer(question):
        name = match["name"]
        if name[0].isupper() or (small and len(name) >= _LEAST):
            group = listed[name.casefold()]
            found[match[0]] = tuple(n for n in group if n.casefold() != name.casefold() and len(n) >= _LEAST)
    return found


@cache
def _names() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    groups = [tuple(line.split(", ")) for line in _LISTED.read_text(encoding="utf-8").splitlines()]
    listed = {name.casefold(): group for group in reversed(groups) for name in group}
    longest = sorted(listed, key=len, reverse=True)
    return listed, re.compile(rf"\b(?P<name>{'|'.join(map(re.escape, longest))})(?:s|es)?\b", re.IGNORECASE)
