"""Names of a question that nobody near an answer bears: "Suez Canal" where the text tells of another canal."""

from __future__ import annotations

import re
import unicodedata

from assistant.asking.names import DAYS, SMALL, find_names
from assistant.library.same_names import same_names
from assistant.reading.vocabulary import TITLES

__all__ = ["names_a_stranger"]

_ENDING = 3  # letters in which "Liberian" and "Liberia" may differ
_LEAST = 4
_ALL_IN_CAPITALS = 0.6


def names_a_stranger(question: str, around: str) -> bool:
    """Return whether a question names somebody or something of which the text does not speak.

    Only names of several words can tell: of those that people who knew the documents put into 755 questions that these
    answer, all but nine stand near what was found in the same words. A single word ("Danish", "Jutland") they often
    chose themselves. A first name may be missing, and initials stand for the whole.

    Args:
        question: Stand-alone.
        around: What stands around the sentence that answers best, with its title, author and speaker.

    Example:
        >>> text = "A ship of Hald Lines has blocked the canal since Friday, Holm of the EU said."
        >>> names_a_stranger("When was the Suez Canal opened?", text)
        True
        >>> names_a_stranger("What did Ida Holm of the European Union tell Hald Lines?", text)
        False
    """
    words = question.split()
    if sum(word[:1].isupper() for word in words) > max(1, _ALL_IN_CAPITALS * len(words)):
        return False  # a headline's capitals name nothing
    text = _plain(around)
    others = same_names(question)
    return any(
        _is_stranger(name, text)
        for name, _ in find_names(question)
        if name not in DAYS and not any(_plain(other) in text for other in others.get(name, ()))
    )


def _is_stranger(name: str, text: str) -> bool:
    words = [word for word in re.findall(r"[^\W_]+", _plain(name)) if word.casefold() not in SMALL | TITLES]
    words = [word for word in words if len(word) > 1]
    lacking = [not re.search(rf"\b{re.escape(_stem(word))}", text, re.I) for word in words]
    if len(words) < 2 or not any(lacking):
        return False
    initials = r"\.?".join(word[0] for word in words)
    return not re.search(rf"\b{initials}\b", text) and (lacking[-1] or not _stands_alone(words[-1], text))


def _stands_alone(word: str, text: str) -> bool:
    """Whether a word stands as a name of its own: "Holm" may be Ida Holm, "the canal" and "Kiel Canal" none."""
    for found in re.finditer(rf"(?:\b([^\W_]+)\s+)?\b{re.escape(word)}", text):
        before = found[1]
        if not before or before.islower() or before.casefold() in TITLES:
            return True
    return False


def _stem(word: str) -> str:
    return word[: max(_LEAST, len(word) - _ENDING)]


def _plain(text: str) -> str:
    """Return a text without its accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
