"""Who holds an office, by what a document says."""

from __future__ import annotations

import re

from assistant.reading.vocabulary import CAPITAL, TITLES

__all__ = ["office_holders"]


def office_holders(text: str) -> dict[str, str]:
    """Return who holds a title in a document, where only one person does: "the minister" is Leif Aune."""
    name = rf"(?P<name>(?<![\w’'-]){CAPITAL}[\w’'-]+(?: (?:(?:al|bin|da|de|del|van|von) )?{CAPITAL}[\w’'-]+){{1,5}})"
    found: dict[str, set[str]] = {}
    before, office, after = (
        rf"\b(?P<title>[A-Za-z]+),? {name}",
        rf"\b(?P<title>[A-Za-z]+) (?:of|for) [\w’' -]{{2,40}}?, (?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?{name}",
        rf"{name}, (?:the |its |their )?(?:[a-z’'-]+ ){{0,4}}?(?P<title>[a-z]+)\b",
    )
    for pattern in (before, office, after):
        for match in re.finditer(pattern, text):
            words = match["name"].split()
            if words[-1].casefold() in TITLES:
                continue
            titles = [word for word in (match["title"], *words) if word.casefold() in TITLES]
            bare = [word for word in words if word.casefold() not in TITLES]
            if titles and len(bare) > 1:
                found.setdefault(titles[-1].casefold(), set()).add(" ".join(bare))
    return {title: names.pop() for title, names in found.items() if len(names) == 1}
