"""Whom "he" and "she" mean in a conversation, and the names that are put for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.asking.understanding.thread import Name, subjects, words_of
from assistant.asking.wording.names import same_person
from assistant.schema import Answer

__all__ = ["PERSON", "MayMean", "meant", "named_before", "put_name", "speaking", "was_other"]

PERSON = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.I)
"""Pattern of the pronouns that mean a person."""

MayMean = Callable[[str, str], float | None]
"""Tells of "he" or "she" and a name how likely the one means the other, in [0, 1]; None if it is not known."""


def meant(pronoun: str, known: Sequence[Name], may_mean: MayMean, asked: Sequence[str] = ()) -> str | None:
    """Return whom "he" or "she" means: the first that can be a person and whom the document knows as one.

    Who was just asked for comes before all others: "Who told Holm so?" – "Was he right?"; whose words were just asked
    for comes first of all who may be meant, so far as the document knows.
    """
    known = sorted(known, key=lambda name: not name.answer)
    form = _form(pronoun)
    told = [(name, may_mean(form, name.text)) for name in known]
    speaks = [n.text for n, likely in told if likely != 0 and n.person and n.words >= words_of(" ".join(asked))]
    if speaks and asked:
        return speaks[0]
    sure = [name for name, likely in told if likely and (name.person or likely == 1)]
    maybe = [name for name, likely in told if likely is None and name.person]
    return next((name.text for name in [*sure, *maybe]), None)


def speaking(pronoun: str, known: Sequence[Name], may_mean: MayMean, voices: Callable[[], Sequence[str]]) -> str | None:
    """Return whom "he" or "she" may mean of those that only their words in the documents tell to be persons."""
    full = [voice for voice in voices() if " " in voice]
    names = (name.text for name in known if "&" not in name.text and may_mean(_form(pronoun), name.text))
    return next((name for name in names if any(same_person(name, voice) for voice in full)), None)


def was_other(person: re.Match[str], name: Name, history: Sequence[Answer]) -> bool:
    """Return whether the conversation called somebody "she" of whom "he" is asked now, or the other way round."""
    for turn in history:
        called = PERSON.search(turn.question)
        if called and _form(called.group()) != _form(person.group()):
            put = put_name(turn.question, called, name.text)
            if turn.standalone_question.casefold().endswith(put[1:].casefold()):
                return True
    return False


def named_before(question: str, pronoun: re.Match[str]) -> bool:
    """Return whether a pronoun means somebody whom the question itself names: "Why did Lavrov cancel his visit?"."""
    if pronoun.group().casefold() not in ("he", "she") and not _possessive(question, pronoun):
        return False  # "Did Lavrov meet him?"
    return any(question.index(name) > 0 for name in subjects(question[: pronoun.start()]))


def put_name(question: str, pronoun: re.Match[str], name: str) -> str:
    """Return a question with a name for a pronoun, in its form: "her view" is "Ida Holm's view".

    Example:
        >>> put_name("Is her boat hers?", re.search("her", "Is her boat hers?"), "Ida Holm")
        "Is Ida Holm's boat hers?"
    """
    there = f"in {name}" if pronoun.group().casefold() == "there" else name
    form = f"{name}'s" if _possessive(question, pronoun) else there
    return question[: pronoun.start()] + form + question[pronoun.end() :]


def _possessive(question: str, pronoun: re.Match[str]) -> bool:
    word, rest = pronoun.group().casefold(), question[pronoun.end() :]
    # "her" before a noun is a possessive: "her view", but not "asked her about it".
    noun = re.match(
        r"\s+(?!(?:about|to|for|with|on|in|at|as|when|if|after|before|from|by|than|so|again|that|why|how|last|this|today"
        r"|tonight|yesterday|since|because|and|or|while|during|until|\w+ly)\b)[a-z]+",
        rest,
    )
    return word in ("his", "hers", "its", "their") or (word == "her" and noun is not None)


def _form(pronoun: str) -> str:
    return "he" if pronoun.casefold() in ("he", "him", "his") else "she"
