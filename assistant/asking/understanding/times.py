"""Times in a question: "And in 2000?" after "What happened in 1992?" asks the same of another time."""

from __future__ import annotations

import re

from assistant.asking.wording.names import DAYS

__all__ = ["GOES_ON", "PHRASE", "YEAR", "of_another_time"]

GOES_ON = r"(?:(?:and|but|or|so|ok|okay|what about|how about)\W+)*"
"""For patterns: how a question begins that goes on from the one before it."""

YEAR = r"\b(?:1[5-9]|20)\d\d\b"
_DAY = rf"(?:{'|'.join(sorted(DAYS))})"
_TIME = rf"(?:(?:early |late |mid-?)?{YEAR}|{_DAY}(?: \d{{1,2}})?(?:,? {YEAR})?|\d{{1,2}} {_DAY}(?: {YEAR})?)"
PHRASE = re.compile(rf"\b(?:in|on|during|since|by|before|after|until|from)\s(?:the year )?{_TIME}(?![\w-])")
_NOW = r"\b(?:now(?:adays)?|today|at present|currently|(?:this|last|next) year)\b"
_ANY = re.compile(f"{PHRASE.pattern}|{_NOW}")
_AND_THEN = re.compile(rf"{GOES_ON}(?P<when>{PHRASE.pattern}|{_TIME}|{_NOW})\W*", re.I)
_OF_TIME = re.compile(r"\W*(?:\w+\s)?(?:when\b|since when\b|what happened\b)", re.I)


def of_another_time(question: str, before: str) -> str | None:
    """Return the question before, asked of the time that is all a question names; None if it names more.

    A question of no time gets it added, unless it asks for one, and now is a time like others.

    Example:
        >>> of_another_time("And in 2000?", "How many boats sank in 1992?")
        'How many boats sank in 2000?'
        >>> of_another_time("What about 2000?", "How many boats sank in March 1992?")
        'How many boats sank in 2000?'
        >>> of_another_time("And today?", "How many boats are there?")
        'How many boats are there today?'
        >>> of_another_time("And in 2000?", "When did the boats sink?")
    """
    match, phrases = _AND_THEN.fullmatch(question), list(_ANY.finditer(before))
    if not match or len(phrases) > 1 or (not phrases and _OF_TIME.match(before)):
        return None
    when = match["when"]
    if not _ANY.match(when):
        told = phrases[0].group().split()[0] if phrases and PHRASE.match(phrases[0].group()) else ""
        when = f"{told or ('in' if re.match(YEAR, when) else 'on')} {when}"
    if not phrases:
        return f"{before.rstrip('?!. ')} {when}?"
    (phrase,) = phrases
    return before[: phrase.start()] + when + before[phrase.end() :]
