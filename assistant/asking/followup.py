"""Follow-ups: what a question leans on in the conversation is put into it, so that it can stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.vocabulary import TITLES
from assistant.schema import Answer

__all__ = ["standalone"]

_PERSON = re.compile(r"\b(?P<word>he|she|him|his|her|hers)\b", re.I)
_THING = re.compile(r"\b(?P<word>it|its|they|them|their|there)\b", re.I)
_POINTING = re.compile(r"\b(?:this|that|these|those)\b(?!\s+(?:the|a|an)\b)", re.I)
_ELLIPSIS = re.compile(
    r"(?:and|but|so|or|what about|how about|and what about|why|when|where|who|how|since when|by whom|how come)\b"
    r"(?:\W+\w+){0,5}\W*$",
    re.I,
)
_OPENS_WITH_AND = re.compile(r"(?:and|but|so|what about|how about|and what about)\b", re.I)
_NAME = re.compile(r"[^\W\d_][\w’'-]*(?: (?:[A-Z][\w’'-]*|of the|of|al|bin|de|van|von)(?= [A-Z]|\b))*")
_QUESTION_WORDS = frozenset(
    "a an and are at but by can could did do does for from had has have he her his how i in is it its of on or "
    "she so that the their there these they this those to was we were what when where which who whom whose why will "
    "with would you tell".split()
)
_POSSESSIVE = frozenset({"his", "hers", "its", "their"})


def standalone(question: str, history: Sequence[Answer]) -> str:
    """Return a question that can be understood without the conversation.

    A pronoun is replaced by the last fitting name; a question too short to stand is put after the one it
    continues. A question that names its own subject is returned as it is.

    Args:
        question: As asked.
        history: Earlier turns, oldest first.
    """
    if not history:
        return question
    names = _names(question)
    person = _PERSON.search(question)
    if person and (name := _last_name(history, people=True, besides=names)):
        return _replace(question, person, name)
    thing = _THING.search(question)
    if thing and not names and (name := _last_name(history, people=False, besides=names)):
        return _replace(question, thing, name)
    short = len(question.split()) <= 8
    if short and (_OPENS_WITH_AND.match(question) or (not names and _ELLIPSIS.match(question))) or (
        not names and _POINTING.search(question)
    ):
        return f"{history[-1].standalone_question.rstrip('?!. ')} – {_lower_first(question)}"
    return question


def _replace(question: str, pronoun: re.Match[str], name: str) -> str:
    word = pronoun["word"].casefold()
    # "her" before a noun is a possessive: "her view", not "asked her why".
    possessive = word in _POSSESSIVE or (word == "her" and re.match(r"\s+[a-z]+", question[pronoun.end() :]) is not None)
    put = f"{name}'s" if possessive else f"in {name}" if word == "there" else name
    return question[: pronoun.start()] + put + question[pronoun.end() :]


def _lower_first(question: str) -> str:
    return question[:1].lower() + question[1:]


def _last_name(history: Sequence[Answer], *, people: bool, besides: Sequence[str]) -> str | None:
    """Return the name a pronoun most likely stands for: of the last question, else of the answer to it."""
    for turn in reversed(history[-3:]):
        asked = [name for name in _names(turn.standalone_question) if name not in besides]
        told = [name for s in turn.statements[:1] for name in _names(s.text) if name not in besides]
        if people:
            known = [name for s in turn.statements[:1] for name in _titled(s.text)]
            voices = [s.mark.voice.split(", quoted by")[0] for s in turn.statements[:1] if s.mark.voice]
            likely = [name for name in asked if name in told and _like_person(name)]
            candidates = [*known, *likely, *(n for n in asked if _like_person(n)), *voices]
        else:
            candidates = [*asked, *told]
        if candidates:
            return candidates[0]
    return None


def _names(text: str) -> list[str]:
    """Return runs of capitalised words, titles and question words left out."""
    found = []
    for run in re.findall(r"[A-Z][\w’'-]*(?:[ ](?:[A-Z][\w’'-]*|of (?=[A-Z])))*", text):
        words = run.split()
        while words and (words[0].casefold() in _QUESTION_WORDS or words[0].casefold() in TITLES):
            words.pop(0)
        name = re.sub(r"[’']s$", "", " ".join(words))
        if name:
            found.append(name)
    return found


def _titled(text: str) -> list[str]:
    """Return names that stand right after a title: certainly people."""
    pattern = r"\b(?P<title>[A-Z][a-z]+\.?) (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
    return [
        match["name"].split(" ", 1)[-1] if match["name"].split()[0].casefold() in TITLES else match["name"]
        for match in re.finditer(pattern, text)
        if match["title"].casefold() in TITLES or match["name"].split()[0].casefold() in TITLES
    ]


def _like_person(name: str) -> bool:
    return 1 <= len(name.split()) <= 4 and not name.isupper()
