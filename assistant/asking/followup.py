"""Follow-ups: what a question leans on in the conversation is put into it, so that it can stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.reading.vocabulary import TITLES
from assistant.schema import Answer

__all__ = ["standalone"]

_JOIN = " – "
_PERSON = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.I)
_THING = re.compile(r"\b(?:it|its|they|them|their|there)\b", re.I)
_POINTING = re.compile(
    r"\b(?:this|that|these|those|such|the (?:same|other|first|second|third|last|former|latter))\b", re.I
)
_CONTINUES = re.compile(
    r"(?:and|but|so|or|also|then|what about|how about)\b"
    r"|(?:why|when|where|who|how|how come|which|what else|anything else)"
    r"(?: not| so| exactly| then| else| by whom)?\W*$",
    re.I,
)
_SHORT = 6
_NAME = re.compile(r"[A-Z\u00c0-\u024f][\w’'-]*(?: (?:(?:of|de|van|von|bin|al) )?[A-Z\u00c0-\u024f][\w’'-]*)*")
_NOT_NAMES = frozenset(
    """
    a an and any are at but by can could did do does for from had has have he her his how i if in is it its
    may my no of on or she should so tell that the their there these they this those to was we were what when
    where which who whom whose why will with would you according after before during please give list name
    describe explain
    """.split()
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|to|from|near|of|into|across|through|over|on|the)\s+$", re.I)
_BODIES = frozenset(
    """
    agency alliance army association authority bank bay bureau city club coast college commission committee
    company confederation conference congress corporation council country county court department district
    federation forces foundation government group hospital institute island league ministry museum nations
    office organisation organization parliament party people's port province region republic river sea senate
    service society state states street team treaty tribunal union university valley war
    """.split()
)


def standalone(question: str, history: Sequence[Answer]) -> str:
    """Return a question that can be understood without the conversation.

    A pronoun is replaced by the last fitting name; a question too short to stand, or one that points back
    ("and in 2000?", "the second one"), is joined to the one it continues. A question that names its own
    subject is returned as it is, so that a new topic does not drag the old one along.

    Args:
        question: As asked.
        history: Earlier turns, oldest first.
    """
    if not history:
        return question
    own = [name for name, _ in _names(question)]
    person = _PERSON.search(question)
    if person:
        name = next((n for n in _people(history) if n not in own), None)
        return _put(question, person, name) if name else _join(question, history)
    thing = _THING.search(question)
    if thing and not own:
        name = next(_things(history), None)
        return _put(question, thing, name) if name else _join(question, history)
    words = len(question.split())
    leans = (words <= _SHORT and _CONTINUES.match(question)) or (not own and _POINTING.search(question))
    return _join(question, history) if leans else question


def _join(question: str, history: Sequence[Answer]) -> str:
    """Put a question after the last one that was whole by itself."""
    base = history[-1].standalone_question.split(_JOIN)[0].rstrip("?!. ")
    return f"{base}{_JOIN}{question[:1].lower()}{question[1:]}"


def _put(question: str, pronoun: re.Match[str], name: str) -> str:
    word, rest = pronoun.group().casefold(), question[pronoun.end() :]
    # "her" before a noun is a possessive: "her view", but not "asked her about it".
    possessive = word in ("his", "hers", "its", "their") or (
        word == "her" and re.match(r"\s+(?!about\b|to\b|for\b|with\b|on\b|in\b|at\b|that\b|why\b|how\b)[a-z]+", rest)
    )
    form = f"{name}'s" if possessive else f"in {name}" if word == "there" else name
    return question[: pronoun.start()] + form + rest


def _people(history: Sequence[Answer]) -> Iterator[str]:
    """Yield names a personal pronoun may stand for, likeliest first."""
    for turn in reversed(history[-4:]):
        answer = turn.statements[0] if turn.statements else None
        yield from _subjects(turn.standalone_question.split(_JOIN)[0])
        if answer:
            yield from _titled(answer.text)
            if answer.mark.voice and ", quoted by" in answer.mark.voice:
                yield answer.mark.voice.split(", quoted by")[0]
            yield from (name for name in _subjects(answer.text) if " " in name)


def _things(history: Sequence[Answer]) -> Iterator[str]:
    """Yield names that "it" or "they" may stand for, likeliest first."""
    for turn in reversed(history[-2:]):
        yield from (name for name, _ in _names(turn.standalone_question.split(_JOIN)[0]))


def _subjects(text: str) -> Iterator[str]:
    """Yield names that are neither places by their preposition, nor bodies, nor possessives."""
    for name, start in _names(text):
        possessive = text[start + len(name) : start + len(name) + 2] in ("'s", "’s")
        if possessive or _PLACE_BEFORE.search(text[:start]) or _BODIES & set(name.casefold().split()):
            continue
        yield name


def _titled(text: str) -> Iterator[str]:
    """Yield names that stand right after a title of a person."""
    for match in _NAME.finditer(text):
        words = match.group().split()
        titles = [i for i, word in enumerate(words) if word.casefold() in TITLES - {"the"}]
        if titles and titles[-1] + 1 < len(words):
            yield re.sub(r"[’']s?$", "", " ".join(words[titles[-1] + 1 :]))


def _names(text: str) -> Iterator[tuple[str, int]]:
    """Yield runs of capitalised words with their offsets, question words and titles left out."""
    for match in _NAME.finditer(text):
        words = match.group().split()
        start = match.start()
        while words and (words[0].casefold() in _NOT_NAMES or words[0].casefold() in TITLES):
            start += len(words.pop(0)) + 1
        name = re.sub(r"[’']s?$", "", " ".join(words))
        if name:
            yield name, start
