"""Questions that grammar decides rather than the reader: all somebody said, who or what it is, what happened when."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from assistant.asking.finding.shortlist import Listed
from assistant.asking.judging.introduce import asks_what, asks_who, explains, introduces
from assistant.asking.understanding.times import YEAR
from assistant.asking.understanding.whose import asks_for_all, asks_whose, is_named, voice_of
from assistant.asking.wording.names import DAYS, find_names
from assistant.encoder import Vectors
from assistant.schema import MarkKind, Sentence

__all__ = ["TOLD", "asks_what_happened", "is_of_another", "is_of_untold_year", "told"]

TOLD = 0.9
"""How surely somebody's words answer what asks for all of them, what introduces him, who he is, and so on."""

# What a sentence of somebody's is worth where all he said is asked for, and what the first place on the list adds.
_WORTH = {MarkKind.OPINION: 0.8, MarkKind.QUOTATION: 0.8, MarkKind.MIXED: 0.7, MarkKind.UNSURE: 0.6, MarkKind.FACT: 0.5}
_WORTH_AS_NEWS = {MarkKind.FACT: 0.8, MarkKind.MIXED: 0.7, MarkKind.UNSURE: 0.7, MarkKind.QUOTATION: 0.6}
_WORTH_AS_NEWS |= {MarkKind.OPINION: 0.6}
_FIRST = 0.2
_PLAINLY = (0.1, 0.4, 0.8)  # what a sentence is worth by how plainly it introduces somebody
_BREVITY = 0.2  # and over its length in characters: the shorter the better
_EXPLAINED = 0.6
_HAPPENED = re.compile(
    r"\W*(?:and )?what (?:all |else |important )?(?:happened|occurred|took place|was going on|went on)"
    r"(?P<when>(?:,? (?:in|on|during|around|at)\s[^?]+?)+)\W*",
    re.I,
)
_IN_YEAR = re.compile(rf"\b[Ii]n (?:[A-Z]\w+ |the year )?({YEAR})")
_YEARS_APART = re.compile(r"\byears?\b|\b(?:since|until)\b")  # "58 were working three years later"
_NO_TIME = frozenset("the a an of in on during around at and year month early late mid".split())


def told(question: str, listed: Sequence[Listed]) -> Vectors:
    """Return scores, in [0, 1], of the sentences that answer by grammar; 0 for all others and for other questions.

    "What did Ida Holm say?" is answered by her own words, views before facts; "Who is Ida Holm?" by what introduces
    her; "What is the Long Wait?" by what something is called so; "What happened in 1994?" by what tells of that year.

    Args:
        question: Stand-alone.
        listed: The sentences found, best first.
    """
    scores = np.zeros(len(listed), np.float32)
    name = asks_whose(question)[0] if asks_for_all(question) else None
    who, what, when = asks_who(question), asks_what(question), asks_what_happened(question)
    for number, one in enumerate(listed):
        worth = _WORTH.get(one.sentence.mark.kind)
        if name and worth and is_named(name, voice_of(one.sentence)):
            scores[number] = worth + _FIRST * (1 - number / len(listed))
        if who and (plainly := introduces(who, one.sentence.text)):
            scores[number] = _PLAINLY[plainly - 1] + _BREVITY / len(one.sentence.text)
        if what and worth and explains(what, one.sentence.text):
            scores[number] = _EXPLAINED + _FIRST * (1 - number / len(listed))
        news = _WORTH_AS_NEWS.get(one.sentence.mark.kind)
        if when and news and _has_all(when, one.sentence.text):
            scores[number] = news + _FIRST * (1 - number / len(listed))
    return scores


def asks_what_happened(question: str) -> tuple[str, ...]:
    """Return the words of the time, and of the place with it, of which a question asks what happened then; or none.

    Example:
        >>> asks_what_happened("What happened in Osk in May 1994?"), asks_what_happened("What happened in Osk?")
        (('Osk', 'May', '1994'), ())
    """
    match = _HAPPENED.fullmatch(question)
    words = (
        [word for word in re.findall(r"[\w’'-]+", match["when"]) if word.casefold() not in _NO_TIME] if match else []
    )
    names = {part for name, _ in find_names(" ".join(words)) for part in name.split()}
    timed = any(re.fullmatch(YEAR, word) or word in DAYS for word in words)
    return tuple(words) if timed and all(word in names or word in DAYS or word.isdigit() for word in words) else ()


def is_of_another(question: str, best: Sentence) -> bool:
    """Return whether a question asks who somebody is, or what happened when, and a sentence tells of another, or then.

    That is, it neither names him nor is his own; or it does not name that time, or tells what was in another year.
    """
    who = asks_who(question)
    if who is not None and who.split()[-1] not in best.text and not is_named(who, voice_of(best)):
        return True
    return not _has_all(asks_what_happened(question), best.text) or _is_of_another_year(question, best.text)


def is_of_untold_year(question: str, text: str, document: str) -> bool:
    """Return whether a question asks of one year, of which neither a sentence nor all of its document says a word.

    None of 307 answers to such questions of dev and train is so, and one in ten of what nothing answers.

    Args:
        question: Stand-alone.
        text: The sentence.
        document: All that its document says, with its title and date.

    Example:
        >>> is_of_untold_year("What did it cost in 2019?", "It cost 3 million.", "News of 2022. It cost 3 million.")
        True
        >>> is_of_untold_year("What did it cost in 2019?", "It cost 3 million last year.", "News of 2020.")
        False
    """
    asked = _year_asked(question)
    if not asked or _YEARS_APART.search(text):
        return False
    return asked not in document and not re.search(rf"[’'/–-]{asked[2:]}\b", document)


def _is_of_another_year(question: str, text: str) -> bool:
    """Return whether a question asks of one year, and a sentence says what was in others: "In 2019 two were hurt."

    None of 208 answers to such questions of dev and train does.
    """
    asked, told = _year_asked(question), re.findall(YEAR, text)
    if not asked or not told or asked in told:
        return False
    return told == _IN_YEAR.findall(text) and not _YEARS_APART.search(text)


def _year_asked(question: str) -> str | None:
    """Return the one year in which a question asks what was; None if it names none, or others besides."""
    asked = _IN_YEAR.findall(question)
    return asked[0] if len(asked) == 1 and re.findall(YEAR, question) == asked else None


def _has_all(words: Sequence[str], text: str) -> bool:
    return all(re.search(rf"\b{re.escape(word)}\b", text, re.I) for word in words)
