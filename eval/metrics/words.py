"""The words of a text that carry its content."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["content_words"]

# Abbreviations and numbers with separators stay whole; hyphens part words.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)?|(?<=[sS])['’]")
_POSSESSIVE = re.compile(r"['’]s$")
_STOP = frozenset(
    """
    a about after also an and any are aren't as at be been before being but by can can't could couldn't did didn't
    do does doesn't doing don't else for from had hadn't has hasn't have haven't he her hers him his how i if in
    into is isn't it its me my no not of on or our she should shouldn't so such than that the their theirs them
    then there these they this those to too us was wasn't we were weren't what when where which who whom whose why
    will with won't would wouldn't you your
    """.split()
)


def content_words(text: str) -> frozenset[str]:
    """Return the distinct content words of a text, in lower case, without plural and possessive endings.

    Args:
        text: Words of English; others are kept as they are.

    Returns:
        Possibly empty. Stems are meant for comparing, not for reading.

    Example:
        >>> sorted(content_words("What did the minister's companies pay in 2000?"))
        ['2000', 'company', 'minister', 'pay']
    """
    found = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    words = (word.replace("’", "'") for word in found)
    return frozenset(_stem(word) for word in words if word.strip("'") and _POSSESSIVE.sub("", word) not in _STOP)


def _stem(word: str) -> str:
    word = _POSSESSIVE.sub("", word).rstrip(".")
    if len(word) <= 3 or not word.isalpha() or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith(("sses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    return word[:-1]
