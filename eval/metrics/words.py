"""The words of a text that carry its content."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["content_words"]

# Abbreviations and numbers with separators stay whole; hyphens part words.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*")
_ENDING = re.compile(r"['’](?:s|re|ve|ll|d|m)$", re.I)
_STOP = frozenset(
    """
    a about after also an and any are aren't as at be been before being but by can can't could couldn't did didn't
    do does doesn't doing don't else for from had hadn't has hasn't have haven't he her hers him his how i if in
    into is isn't it its me my no not of on or our she should shouldn't so such than that the their theirs them
    then there these they this those to too us was wasn't we were weren't what when where which who whom whose why
    will with won't would wouldn't you your
    """.split()
)
_NOT_PLURAL = frozenset("always news perhaps series species".split())


def content_words(text: str) -> frozenset[str]:
    """Return the distinct content words of a text, in lower case, without plural and possessive endings.

    Args:
        text: English; words of other languages are kept as they are. "US" is a name, "us" is not.

    Returns:
        Possibly empty. Stems are meant for comparing, not for reading.

    Example:
        >>> sorted(content_words("What did the minister's companies pay in 2000?"))
        ['2000', 'company', 'minister', 'pay']
    """
    words = (_ENDING.sub("", word) for word in _WORD.findall(unicodedata.normalize("NFKC", text)))
    return frozenset(_stem(word.casefold()) for word in words if not _is_stop(word))


def _is_stop(word: str) -> bool:
    return word.replace("’", "'").casefold() in _STOP and not (len(word) > 1 and word.isupper())


def _stem(word: str) -> str:
    if not word.isalpha():
        return word.replace(".", "") if word.endswith(".") else word.replace("’", "'")
    if len(word) <= 3 or word in _NOT_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]
