"""The last question asked of another: "And Lind?", "And in Osk?", "No, I meant the bridge"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.asking.understanding.request import asks
from assistant.asking.understanding.things import Thing, definites, is_persons
from assistant.asking.understanding.thread import JOIN, continued, is_joined, whole
from assistant.asking.understanding.times import GOES_ON
from assistant.asking.understanding.whose import asks_whose
from assistant.asking.wording.names import DAYS, NAME, find_names, same_person
from assistant.marking.agents import is_agent
from assistant.reading.vocabulary import TITLES
from assistant.schema import Answer

__all__ = [
    "asks_another",
    "asks_described",
    "last_asked",
    "of_another",
    "of_another_place",
    "put_right",
    "said_of_that",
]

_AND_ANOTHER = re.compile(
    r"(?:and what about|what about|how about|and)\s(?P<of>(?:about|of)\s)?"
    r"(?P<whom>(?!(?:after|at|before|by|during|for|from|in|near|on|since|under|with)\s)[^?!.,;:]{2,60}?)\W*\Z",
    re.I,
)
_ALONE = re.compile(rf"(?P<of>(?!))?(?P<whom>{NAME.pattern})\?+\Z")
_AND_THERE = re.compile(
    rf"{GOES_ON}(?P<by>at|from|in|near|of|on|to)\s(?P<where>[^?!.,;:]{{2,60}}?)\W*\Z",
    re.I,
)
_MEANT = re.compile(
    r"(?=(?:no|nope|sorry|wait|oh|i mean)\b)(?:(?:no|nope|sorry|wait|oh)\b[,.!–—-]*\s+)*(?:i mean(?:t)?\s+)?"
    r"(?P<what>(?!.*\b(?:is|are|was|were|has|have|had|did|does|will)\b)[^?!.,;:]{2,40}?)\W*\Z",
    re.I,
)
_RESPONSE = re.compile(
    r"(?:and\s)?(?:what(?:’s|'s|\sis|\swas)\s)?(?P<whom>[^?!.,;:]{2,60}?)(?:[’']s|(?<=s)[’'])\s(?:own\s)?"
    r"(?:answer|comment|opinion|reaction|reply|response|stance|take|verdict|view)\W*",
    re.I,
)
_MATTER = re.compile(
    r"\b(?:about|(?:thinks?|thought|makes?|made) of)\s(?P<matter>(?!(?:it|that|this|them|him|her)\b)[^?!.,;:]+?)\W*\Z",
    re.I,
)
_DESCRIBED = re.compile(
    r"(?:the|his|her|its|their|our)\s[a-z][\w’'-]*(?:\s(?:of|for)\s[\w’' -]+|\s[a-z][\w’'-]*)?", re.I
)
_ASKS_DESCRIBED = re.compile(
    r"\W*(?:and )?what (?:does|did|do|has|have) (?P<whom>the [^?!.,;:]{2,60}?) (?:say|said|think|thought|wants?)\b",
    re.I,
)
_IT = re.compile(r"\b(?:it|that|they|this)\b", re.I)
_OF_IT = re.compile(r"\b(?:about|of)\s(?P<matter>it|that|this|them|him|her)\W*\Z", re.I)


def asks_another(question: str) -> re.Match[str] | None:
    """Return how a question names no more than another: "And Lind?" or "Lind?", not "And is Lind right?"."""
    match = _AND_ANOTHER.match(question) or _ALONE.match(question)
    if match and match.re is _ALONE:
        return match if [name for name, _ in find_names(match["whom"])] == [match["whom"]] else None
    return match if match and not asks(match["whom"]) else None


def of_another(question: str, last: Answer, voices: Callable[[], Sequence[str]] | None) -> str | None:
    """Return what was asked of somebody, put to another or of another matter; None if it was asked of nobody.

    After "What did Holm say about the levy?", "And Lind?" and "And the minister?" ask the same of Lind and of the
    minister, "And the harbour?" asks what Holm said of that.
    """
    match = asks_another(question)
    lead, join, before = last_asked(last)
    asked = asks_whose(before) or asks_described(before)
    if not match or len(asked) != 1 or match["whom"].endswith(" one"):
        return None
    whom = match["whom"]
    if match["of"] and (it := _OF_IT.search(before)):
        return f"{before[: it.start('matter')]}{whom}{before[it.end('matter') :]}"
    names = [name for name, _ in find_names(whom)]
    article = whom.casefold().startswith("the ")
    described = _DESCRIBED.fullmatch(whom) is not None and not names
    if (len(names) != 1 or names[0] in DAYS) and not (described and asks_whose(before)):
        return None
    matter = _MATTER.search(before)
    if described:
        person = is_agent(whom)
    else:
        person = not matter or (not article and (not voices or any(same_person(names[0], one) for one in voices())))
    if person and not match["of"]:
        just_named = not article and not described and whom.endswith(names[0])
        return f"{lead}{join}{_instead_of(before, asked[0], names[0] if just_named else whom)}"
    return f"{before[: matter.start('matter')]}{whom}{before[matter.end('matter') :]}" if matter else None


def of_another_place(question: str, before: str) -> str | None:
    """Return the question before, asked of another place: "And in Osk?" after "How many died in Marling?"."""
    match = _AND_THERE.match(question)
    names = [name for name, _ in find_names(match["where"])] if match else []
    if not match or names != [match["where"]] or names[0] in DAYS:
        return None
    places = [name for name, at in find_names(before) if before[:at].casefold().endswith(f" {match['by'].casefold()} ")]
    return before.replace(places[0], names[0]) if len(places) == 1 and places[0] not in DAYS else None


def put_right(question: str, last: Answer) -> str | None:
    """Return the last question, asked of what was meant: "No, I meant the bridge"; joined where it has no one place."""
    match = _MEANT.match(question)
    what = match["what"] if match else ""
    lead, join, before = last_asked(last)
    meant = []
    if [name for name, _ in find_names(what)] == [what]:
        meant = [Thing(at, at + len(name)) for name, at in find_names(before)]
    elif what.casefold().startswith(("the ", "his ", "her ", "its ", "their ")):
        meant = definites(before)
    else:
        return None
    pointed = [Thing(*found.span()) for found in _IT.finditer(before)]
    if not meant and len(pointed) == 1:  # what it points back at is told now, and need not stand before it
        lead, join, meant = "", "", pointed
    if len(meant) != 1 or not meant[0].sure:
        return f"{lead}{join}{before.rstrip('?')}{JOIN}{what}?"
    return lead + join + before[: meant[0].start] + what + before[meant[0].end :]


def said_of_that(question: str, last: Answer, voices: Callable[[], Sequence[str]] | None) -> str | None:
    """Return what somebody says of what was asked last, where he has words and is only named: "And Lind?".

    So ask "Lind's response?" and "What's Lind's view?", whoever he is.
    """
    before = "".join(last_asked(last)).rstrip("?")
    if response := _RESPONSE.fullmatch(question):
        whom = response["whom"]
        named = any(True for _ in find_names(whom)) or is_agent(whom)
    else:
        match = asks_another(question)
        whom = match["whom"] if match and not match["of"] else ""
        named = [name for name, _ in find_names(whom)] == [whom] and bool(voices and is_persons(whom, voices()))
    return f"{before}{JOIN}what does {whom} say about that?" if named else None


def last_asked(last: Answer) -> tuple[str, str, str]:
    """Return what the last question went on from, what joins the two, and the question without a topic behind it.

    The first two are empty unless the last question was joined to the one before it.
    """
    if is_joined(last.question, last.standalone_question):
        lead, join, _ = last.standalone_question.rpartition(JOIN)
        return lead, join, continued(last.standalone_question)
    return "", "", f"{whole(last).rstrip('?!. ')}?"


def asks_described(question: str) -> tuple[str, ...]:
    """Return whom a question asks for words who is not named: "What did the captain of Osk say?"."""
    match = _ASKS_DESCRIBED.match(question)
    return (match["whom"],) if match and is_agent(match["whom"]) else ()


def _instead_of(question: str, name: str, other: str) -> str:
    """Put another in the place of somebody named, whose title goes too: "What did the mayor Ida Holm say?"."""
    before, after = question.split(name, 1)
    words = before.split(" ")
    while len(words) > 1 and words[-2].casefold().rstrip(".") in TITLES:
        del words[-2]
    return " ".join(words) + other + after
