"""Follow-ups: what a question leans on in the conversation is put into it, so that it can stand alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.asking.names import NAME, find_names, same_person
from assistant.reading.vocabulary import TITLES
from assistant.schema import Answer

__all__ = ["is_joined", "names_nothing", "standalone"]

_JOIN = " – "
_PERSON = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.I)
_THING = re.compile(
    r"\b(?:it|its|they|them|their|(?<!is )(?<!are )(?<!was )(?<!were )there(?! (?:is|are|was|were)\b))\b", re.I
)
_POINTING = re.compile(
    r"\b(?:this|that|these|those|such|the (?:same|other|first|second|third|last|former|latter))\b", re.I
)
_CONTINUES = re.compile(
    r"(?:and|but|so|or|also|then|what about|how about)\b"
    r"|(?:why|when|where|who|how|how come|which|what else|anything else)"
    r"(?: not| so| exactly| then| else| by whom)?\W*$",
    re.I,
)
_DAYS = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December""".split()
)
_SHORT = 6
# How much a name counts: asked about, named beside in a question, said or titled in an answer, named in one, and what
# the conversation began with. Chosen on the first half of CANARD's conversations.
_ASKED, _BESIDE, _SAID, _TOLD, _BEGAN = 3.0, 2.0, 1.5, 0.5, 1.0
_FADING = 0.6
_REMEMBERED = 6
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

    A pronoun that means a person is replaced by the name that the conversation makes most of. A question too short to
    stand, or one that points back ("and in 2000?", "how long is it?", "the second one"), is joined to the one it
    continues, since what it points at need not be a name; one that names nothing is given the conversation's topic. A
    question that names its own subject is returned as it is, so that a new topic does not drag the old one along.

    Args:
        question: As asked.
        history: Earlier turns, oldest first.
    """
    if not history:
        return question
    own = [name for name, _ in find_names(question)]
    known = _salient(history)
    person = _PERSON.search(question)
    if person and not _named_before(question, person):
        name = next((name.text for name in known if not name.body and not _named(name.text, own)), None)
        return _put(question, person, name) if name else _join(question, history)
    own_or_day = bool(set(own) - _DAYS)
    if (not own_or_day and (_THING.search(question) or _POINTING.search(question))) or _leans(
        question, named=bool(own)
    ):
        return _join(question, history)
    return _in_full(question, own, known) if own or not known else _about(question, known[0].text)


def is_joined(question: str, understood: str) -> bool:
    """Return whether a question was understood by joining it to the one it continues."""
    return understood.endswith(f"{_JOIN}{question[:1].lower()}{question[1:]}")


def _leans(question: str, *, named: bool) -> bool:
    """Whether a question goes on with the one before: too short to stand, or pointing back at a part of the answer."""
    short = len(question.split()) <= _SHORT
    return bool((short and _CONTINUES.match(question)) or (not named and short and _POINTING.search(question)))


def _in_full(question: str, own: Sequence[str], known: Sequence[_Name]) -> str:
    """Write out a name that the conversation has in a longer form: "Heyerdahl" for Thor Heyerdahl."""
    for name in own:
        longer = next((k.text for k in known if k.text.endswith(f" {name}")), None)
        if longer and " " not in name:
            start = question.index(name)
            question = question[:start] + longer + question[start + len(name) :]
    return question


def names_nothing(question: str) -> bool:
    """Return whether a question neither names its subject nor points back: it may go on, or begin something new."""
    pointing = any(form.search(question) for form in (_PERSON, _THING, _POINTING)) or _leans(question, named=False)
    return not pointing and not any(True for _ in find_names(question))


def _about(question: str, topic: str) -> str:
    """Put the conversation's topic behind a question that names nothing."""
    return re.sub(r"\W*$", f" ({topic})?", question, count=1)


def _join(question: str, history: Sequence[Answer]) -> str:
    """Put a question after the last one that was whole by itself."""
    base = history[-1].standalone_question.split(_JOIN)[0].rstrip("?!. ")
    return f"{base}{_JOIN}{question[:1].lower()}{question[1:]}"


def _named_before(question: str, pronoun: re.Match[str]) -> bool:
    """Whether a pronoun means somebody whom the question itself names: "Why did Lavrov cancel his visit?"."""
    if pronoun.group().casefold() not in ("he", "she") and not _possessive(question, pronoun):
        return False  # "Did Lavrov meet him?"
    return any(question.index(name) > 0 for name in _subjects(question[: pronoun.start()]))


def _possessive(question: str, pronoun: re.Match[str]) -> bool:
    word, rest = pronoun.group().casefold(), question[pronoun.end() :]
    # "her" before a noun is a possessive: "her view", but not "asked her about it".
    noun = re.match(r"\s+(?!about\b|to\b|for\b|with\b|on\b|in\b|at\b|that\b|why\b|how\b)[a-z]+", rest)
    return word in ("his", "hers", "its", "their") or (word == "her" and noun is not None)


def _put(question: str, pronoun: re.Match[str], name: str) -> str:
    there = f"in {name}" if pronoun.group().casefold() == "there" else name
    form = f"{name}'s" if _possessive(question, pronoun) else there
    return question[: pronoun.start()] + form + question[pronoun.end() :]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in a conversation; `body` if it is no person's: an organisation's, or that of a place."""

    text: str
    body: bool


def _salient(history: Sequence[Answer]) -> list[_Name]:
    """Return the names of a conversation, the likeliest to be meant first.

    What was asked about counts for more than what was answered, the recent for more than the old, and what the
    conversation began with never fades.
    """
    weights: dict[str, float] = defaultdict(float)
    forms: dict[str, str] = {}
    persons: set[str] = set()

    def note(name: str, weight: float, *, person: bool = False) -> None:
        key = name.casefold().split()[-1]
        weights[key] += weight
        forms[key] = max(forms.get(key, ""), name, key=len)
        if person:
            persons.add(key)

    for age, turn in enumerate(reversed(history[-_REMEMBERED:])):
        fading = _FADING**age
        asked = turn.standalone_question.split(_JOIN)[0]
        subjects = set(_subjects(asked))
        for name, _ in find_names(asked):
            note(name, (_ASKED if name in subjects else _BESIDE) * fading, person=name in subjects)
        for statement in turn.statements[:1]:
            voice = (statement.mark.voice or "").split(", quoted by")
            if len(voice) > 1:
                note(voice[0], _SAID * fading, person=True)
            for name in _titled(statement.text):
                note(name, _SAID * fading, person=True)
            for name, _ in find_names(statement.text):
                note(name, _TOLD * fading, person=" " in name and name in set(_subjects(statement.text)))
    for name, _ in find_names(history[0].standalone_question.split(_JOIN)[0]):
        note(name, _BEGAN)
    ranked = sorted(weights, key=lambda key: -weights[key])
    return [_Name(forms[key], body=key not in persons) for key in ranked]


def _named(name: str, own: Sequence[str]) -> bool:
    return any(same_person(name, other) for other in own)


def _subjects(text: str) -> Iterator[str]:
    """Yield names that are neither places by their preposition, nor bodies, nor possessives."""
    for name, start in find_names(text):
        possessive = text[start + len(name) : start + len(name) + 2] in ("'s", "’s")
        if possessive or _PLACE_BEFORE.search(text[:start]) or _BODIES & set(name.casefold().split()):
            continue
        yield name


def _titled(text: str) -> Iterator[str]:
    """Yield names that stand right after a title of a person."""
    for match in NAME.finditer(text):
        words = match.group().split()
        titles = [i for i, word in enumerate(words) if word.casefold() in TITLES - {"the"}]
        if titles and titles[-1] + 1 < len(words):
            yield re.sub(r"[’']s?$", "", " ".join(words[titles[-1] + 1 :]))
