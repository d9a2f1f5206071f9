"""Names that are misspelt in a question, written as the documents write them."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.library.catalogue import Catalogue
from assistant.reading.vocabulary import CAPITAL

__all__ = ["misspelt", "respelt"]

_NAME = re.compile(rf"{CAPITAL}[^\W\d_]{{4,}}")
_IN_QUESTION = re.compile(rf"(?<=[\s“\"‘'(-]){_NAME.pattern}")  # the first word has its capital for that
_LONG, _MOST = 8, 2  # letters from which a name may have two slips
_NAMES = 5  # of a question that are looked up: many more make no question


def respelt(catalogue: Catalogue, question: str) -> str:
    """Return a question with every name that no document has as the documents have the one that is spelt almost so.

    "Kesler" becomes "Kessler" where only that is known. Where several are spelt like it, it stays.

    Args:
        catalogue: Of the documents.
        question: Stand-alone.
    """
    if not _IN_QUESTION.search(question):
        return question
    known = _known(catalogue, catalogue.generation)

    def written(match: re.Match[str]) -> str:
        if match.group().casefold() in known:
            return match.group()
        like = {name for name in known.values() if name and misspelt(match.group(), name)}
        return like.pop() if len(like) == 1 else match.group()

    return _IN_QUESTION.sub(written, question, count=_NAMES)


def misspelt(name: str, other: str) -> bool:
    """Return whether one name becomes the other by a letter doubled or not, or two that changed places.

    Any other letter makes another name, and so do the last two: Karlov is not Karpov, nor Christian Christina.

    Example:
        >>> misspelt("Kesler", "Kessler"), misspelt("Fairwaether", "Fairweather"), misspelt("Karlov", "Karpov")
        (True, True, False)
    """
    one, twin = name.casefold(), other.casefold()
    if one[:1] != twin[:1] or abs(len(one) - len(twin)) > _MOST:
        return False
    return _slips(one, twin, _MOST if len(one) >= _LONG else 1)


def _slips(one: str, other: str, most: int, before: str = "") -> bool:
    """Whether two words are at most so many slips apart, given the letter before them."""
    while one and other and one[0] == other[0]:
        before, one, other = one[0], one[1:], other[1:]
    if one == other:
        return True
    if not most:
        return False
    turned = one[:2] == other[1::-1] and len(other) > 2 and _slips(one[2:], other[2:], most - 1, other[1])
    doubled = one[:1] == before and _slips(one[1:], other, most - 1, before)
    return turned or doubled or (other[:1] == before and _slips(one, other[1:], most - 1, before))


@lru_cache(2)
def _known(catalogue: Catalogue, generation: int) -> dict[str, str]:
    """Return all words of the documents in small letters, and how each is written if it is a name, else ""."""
    found: dict[str, str] = {}
    for document in catalogue.documents():
        for word in re.findall(r"[^\W\d_]+", f"{document.title} {document.author or ''} {document.text}"):
            name = word if _NAME.fullmatch(word) else ""
            key = word.casefold()
            found[key] = name if key not in found or found[key] else ""
    return found
