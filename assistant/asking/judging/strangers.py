"""Names of a question that nobody near an answer bears: "Suez Canal" where the text tells of another canal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.asking.wording.names import DAYS, SMALL, find_names
from assistant.asking.wording.words import content_stems
from assistant.library.same_names import same_names
from assistant.reading.names import is_body
from assistant.reading.vocabulary import TITLES

__all__ = ["is_anothers", "names_a_namesake", "names_a_stranger"]

_ENDING = 3  # letters in which "Liberian" and "Liberia" may differ
_LEAST = 4
_ALL_IN_CAPITALS = 0.6
_OWNED = re.compile(r"(?:[’']s|(?<=s)[’'])\s+((?:[\w-]+\s+){0,2}[\w-]+)")


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


def names_a_namesake(question: str, sentence: str) -> bool:
    """Return whether a sentence names another of the surname that a question names in full, and not that one.

    A body may be named in part, so that of bodies nothing is told. "North Korea" is no body.

    Example:
        >>> names_a_namesake("How old is Bruno Holm?", "Ida Holm, 47, keeps the shop.")
        True
        >>> names_a_namesake("How old is Bruno Holm?", "Ida Holm's brother Bruno is 50.")
        False
        >>> names_a_namesake("How old is Bruno Holm?", "Mr B. Holm is 50.")
        False
    """
    asked, text = _plain(question), _plain(sentence)
    told = [name.split() for name, _ in find_names(text)]
    for name, _ in find_names(asked):
        first, last = name.split()[0], name.split()[-1]
        if first == last or is_body(name) or re.search(rf"\b{re.escape(first)}\b", text):
            continue
        if any(o[-1] == last and len(o) > 1 and o[0][0] != first[0] and o[0] not in asked for o in told):
            return True
    return False


def is_anothers(question: str, sentence: str) -> bool:
    """Return whether a question asks of what is somebody's, and a sentence tells of the like that is another's.

    Example:
        >>> is_anothers("What would Holm's tax plan cost?", "Brun’s tax plan would cost 3 million.")
        True
        >>> is_anothers("What would Holm's tax plan cost?", "Unlike Brun’s plan, Holm would spend 3 million.")
        False
    """
    text = _plain(sentence)
    told = list(_owned(text))
    for who, what in _owned(_plain(question)) if told else ():
        if re.search(rf"\b{re.escape(who)}", text):
            continue
        if any(who != owner and what & thing for owner, thing in told):
            return True
    return False


def _owned(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the last word of every name that owns something, with the stems of what it owns."""
    for name, start in find_names(text):
        if owned := _OWNED.match(text, start + len(name)):
            yield name.split()[-1], frozenset(content_stems(owned[1]))


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
