"""What a conversation is about: the names in it, the likeliest to be meant first, and whose words were shown last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from assistant.asking.understanding.request import asks
from assistant.asking.wording.names import DAYS, NAME, SMALL, find_names
from assistant.asking.wording.quantities import NUMBER_WORDS
from assistant.reading.names import without_possessive
from assistant.reading.vocabulary import BODIES, TITLES
from assistant.schema import Answer, MarkKind, Statement

__all__ = ["JOIN", "Name", "author_before", "continued", "is_joined", "names_of", "subjects", "whole", "words_of"]

JOIN = " – "
"""What stands between a question and the one that continues it."""

# How much a name counts: asked about, speaking where a view is asked for, named beside in a question, said or titled in
# an answer, named in one, and what the conversation began with, the more so if with nothing but a name. Chosen on the
# first half of CANARD's conversations.
_ASKED, _THOUGHT, _BESIDE, _SAID, _TOLD, _BEGAN, _ANNOUNCED = 3.0, 2.5, 2.0, 1.5, 0.5, 1.0, 3.0
_FADING = 0.6
# Not "Who did Ida Holm meet?", nor "Who is Ida Holm?".
_WHO = re.compile(rf"\b(?i:who)\b(?!(?i: (?:did|do|does)\b)|(?i:’s|'s| is| was) (?:{NAME.pattern})\W*\Z)")
_REMEMBERED = 6
_LONGEST_HEADLINE = 10
_NO_SUBJECT_BEFORE = re.compile(
    r"\b(?:in|at|to|from|near|of|into|across|through|over|on|during|the"
    r"|the (?:first|last|next|new|old|only|other|same))\s+$|\($",
    re.I,
)
_SPOKEN_TO = re.compile(
    r"\b(?:answer|apologi[sz]e|close|explain|listen|married|related|repl(?:y|ied)|sa(?:y|id)|sp(?:eak|oke|oken)|talk|talked"
    r"|write|written|wrote) to\s+$",
    re.I,
)
_BESIDE_BEFORE = re.compile(r"\b(?:about|against|between|with)\s+$", re.I)  # "What does Holm say about China?"
_BODIES = BODIES | frozenset(
    """
    alliance army bay city club coast college company confederation conference congress corporation country county
    district forces government group hospital island museum nations organisation organization parliament party people's
    port province region republic river sea senate state states street team treaty tribunal valley war
    """.split()
)


@dataclass(slots=True)
class Name:
    """A name in a conversation.

    Attributes:
        text: Its longest form.
        weight: How much the conversation makes of it.
        person: Whether it can be a person's rather than an organisation's or a place's.
        asked: Whether a question named it.
        answer: Whether it answered the last question, which asked who it was.
    """

    text: str
    weight: float = 0.0
    person: bool = False
    asked: bool = False
    answer: bool = False
    words: frozenset[str] = field(default=frozenset())


def names_of(history: Sequence[Answer], author: str | None) -> list[Name]:
    """Return the names of a conversation, the likeliest to be meant first.

    What was asked about counts for more than what was answered, the recent for more than the old, and what the
    conversation began with never fades.

    Args:
        history: Earlier turns, oldest first; at least one.
        author: Whose words were shown last, where a question is about what somebody thinks.
    """
    found: list[Name] = []
    note = partial(_note, found)
    first = whole(history[0])
    if headline := _headline(first):
        note(headline, _ANNOUNCED, asked=True)
    else:
        for name, _ in find_names(first):
            note(name, _BEGAN, asked=True)
    if author:
        note(author, _THOUGHT, person=True)
    for age, turn in enumerate(reversed(history[-_REMEMBERED:])):
        fading = _FADING**age
        _note_asked(note, whole(turn), fading)
        if is_joined(turn.question, turn.standalone_question):
            _note_asked(note, continued(turn.standalone_question), fading)
        for statement in turn.statements[:1]:
            if not age and statement.highlight and _asks_who(turn.standalone_question):
                for name, _ in find_names(statement.text[slice(*statement.highlight)]):
                    note(name, 0.0, person=_may_be_a_person(name), answer=True)
            _note_told(note, statement, fading)
    return sorted(found, key=lambda name: -name.weight)


def _asks_who(understood: str) -> bool:
    """Whether a question asks who somebody is, or a follow-up such as "and his deputy?" goes on with one that does."""
    *_, before, asked = ("", *understood.split(JOIN))
    return bool(_WHO.search(asked) or (_WHO.search(before) and not asks(asked.removeprefix("and ").rstrip("?"))))


def _note(
    found: list[Name], text: str, weight: float, *, person: bool = False, asked: bool = False, answer: bool = False
) -> None:
    """Add what a mention tells of a name to those found, in its longest form; days are none."""
    words = words_of(text)
    if text in DAYS:
        return
    own = next((name for name in found if name.words <= words or words <= name.words), None)
    if own is None:
        found.append(own := Name(text, words=words))
    if len(text) > len(own.text):
        own.text, own.words = text, words
    own.weight += weight
    own.person |= person
    own.asked |= asked
    own.answer |= answer


def _note_asked(note: Callable[..., None], asked: str, fading: float) -> None:
    """Note whom and what a question names: most of all whom it is about."""
    if headline := _headline(asked):
        note(headline, _ASKED * fading, person=_may_be_a_person(headline), asked=True)
        return
    about = set(subjects(asked))
    for name, at in find_names(asked):
        person, owns = name in about, f"{name}'s" in asked.replace("’", "'")
        beside = owns or not person or (len(about) > 1 and bool(_BESIDE_BEFORE.search(asked[:at])))
        note(name, (_BESIDE if beside else _ASKED) * fading, person=person, asked=True)


def _note_told(note: Callable[..., None], statement: Statement, fading: float) -> None:
    """Note whom and what an answer names, and whose words it gives."""
    named = statement.mark.kind is MarkKind.QUOTATION and any(True for _ in find_names(statement.mark.party or ""))
    if statement.mark.party and (statement.mark.relayed_by or named):
        note(statement.mark.party, _SAID * fading, person=True)
    for name in _titled(statement.text):
        note(name, _SAID * fading, person=True)
    about = set(subjects(statement.text))
    for name, _ in find_names(statement.text):
        if name.casefold() in NUMBER_WORDS:  # "Four posts are vacant."
            continue
        note(name, _TOLD * fading, person=" " in name and name in about)


def author_before(turn: Answer, authors: Mapping[str, str]) -> str | None:
    """Return who speaks where a turn was answered, or else what came closest: at the microphone, or as author.

    Args:
        turn: The turn.
        authors: Who signs the documents, by id.
    """
    for statement in turn.statements[:1]:
        cited = statement.citations[0]
        return cited.speaker or authors.get(cited.document_id) or statement.mark.relayed_by
    for near in turn.nearest[:1]:
        return near.sentence.speaker or authors.get(near.document_id)
    return None


def words_of(text: str) -> frozenset[str]:
    """Return the distinct words of a text, in lower case."""
    return frozenset(re.findall(r"[^\W_]+", text.casefold()))


def subjects(text: str) -> Iterator[str]:
    """Yield names that may be a person's: no places by their preposition, no bodies, nothing that is owned.

    A single word that owns something is as likely a country.
    """
    for name, start in find_names(text):
        before, after = text[:start], text[start + len(name) :]
        owned = before.rstrip().endswith(("'s", "’s"))
        owns = after.startswith(("'", "’")) and " " not in name
        placed = _NO_SUBJECT_BEFORE.search(before) and not _SPOKEN_TO.search(before)
        if not owned and not owns and not placed and _may_be_a_person(name):
            yield name


def whole(turn: Answer) -> str:
    """Return the part of a turn's question that was whole by itself, without a topic that was put behind it."""
    understood = turn.standalone_question
    if JOIN not in understood and understood.startswith(f"{turn.question.rstrip('?!. ')} ("):
        understood = turn.question
    return understood if JOIN in turn.question else understood.split(JOIN)[0]


def is_joined(question: str, understood: str) -> bool:
    """Return whether a question was understood by joining it to the one it continues."""
    return JOIN in understood and JOIN not in question


def continued(understood: str) -> str:
    """Return what a question that was joined to another asks by itself, with the names that were put into it.

    Example:
        >>> continued("Who built the quay – what does Ida Holm say about it (Osk)?")
        'what does Ida Holm say about it?'
    """
    asked = understood.rpartition(JOIN)[2]
    return re.sub(r"\s?\([^()]*\)\?\Z", "?", asked)


def _headline(text: str) -> str | None:
    """Return a question that is nothing but a name, as one: "Shakespeare in Love", without what stands in brackets."""
    bare = re.sub(r"\s*\([^)]*\)", "", text).strip()
    words = bare.split()
    named = all(word in SMALL or not word[0].islower() for word in words) and bare[:1].isupper()
    return bare if named and len(words) <= _LONGEST_HEADLINE and "?" not in bare else None


def _may_be_a_person(name: str) -> bool:
    return not _BODIES & set(name.casefold().split())


def _titled(text: str) -> Iterator[str]:
    """Yield names that stand right after a title of a person."""
    for match in NAME.finditer(text):
        words = match.group().split()
        titles = [i for i, word in enumerate(words) if word.casefold() in TITLES - {"the"}]
        if titles and titles[-1] + 1 < len(words):
            yield without_possessive(" ".join(words[titles[-1] + 1 :]))
