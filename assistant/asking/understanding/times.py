"""Times in a question: "And in 2000?" after "What happened in 1992?" asks the same of another time."""

from __future__ import annotations

import re

from assistant.asking.wording.names import DAYS

__all__ = ["YEAR", "of_another_time"]

YEAR = r"\b(?:1[5-9]|20)\d\d\b"
_DAY = rf"(?:{'|'.join(sorted(DAYS))})"
_TIME = rf"(?:(?:early |late |mid-?)?{YEAR}|{_DAY}(?: \d{{1,2}})?(?:,? {YEAR})?|\d{{1,2}} {_DAY}(?: {YEAR})?)"
_PHRASE = re.compile(rf"\b(?:in|on|during|since|by|before|after|until|from)\s(?:the year )?{_TIME}(?![\w-])")
_AND_THEN = re.compile(rf"(?:and |or |but |(?:and )?(?:what|how) about )*(?P<when>{_PHRASE.pattern}|{_TIME})\W*", re.I)


def of_another_time(question: str, before: str) -> str | None:
    """Return the question before, asked of the time that is all a question names; None if it names more, or that none.

    Example:
        >>> of_another_time("And in 2000?", "How many boats sank in 1992?")
        'How many boats sank in 2000?'
        >>> of_another_time("What about 2000?", "How many boats sank in March 1992?")
        'How many boats sank in 2000?'
        >>> of_another_time("And in 2000?", "When did the boats sink?")
    """
    match, phrases = _AND_THEN.fullmatch(question), list(_PHRASE.finditer(before))
    if not match or len(phrases) != 1:
        return None
    when, (phrase,) = match["when"], phrases
    if not _PHRASE.match(when):
        when = f"{phrase.group().split()[0]} {when}"
    return before[: phrase.start()] + when + before[phrase.end() :]
