"""The last question asked of another thing: "And the roof?" after "What will the bus cost?", "And teachers?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.asking.understanding.question import AUXILIARY
from assistant.asking.wording.names import DAYS, find_names, same_person
from assistant.marking.agents import is_agent
from assistant.reading.names import is_body

__all__ = ["Thing", "definites", "is_persons", "of_another_thing", "thing_named"]

_AND = re.compile(r"(?:and|or)\s(?!(?:what|how) about\b)(?P<what>[^?!.,;:]{2,60}?)\W*", re.I)
_THE = r"(?:the|his|her|its|their|our|my)"
_DEFINITE = re.compile(rf"(?:(?P<did>\b{AUXILIARY})\s)?\b{_THE}\s(?=[a-z])", re.I)
_NOUN = re.compile(
    rf"(?!(?:{AUXILIARY}|a|about|according|across|after|again|against|ago|all|already|also|among|an|and|another|around|as|at"
    r"|be|because|been|before|being|between|but|by|down|during|each|else|ever|first|for|from|he|her|here|him|his|how|if"
    r"|in|into|it|its|last|later|me|my|near|next|no|not|now|of|off|on|once|or|other|others|our|out|over|own|same|second"
    r"|she|since|so|still|than|that|the|their|them|then|there|these|they|this|those|through|to|today|together|tomorrow"
    r"|too|two|under|until|up|us|we|what|when|where|whether|which|while|who|whom|whose|why|with|within|without"
    r"|yesterday|yet|you|your)\b)(?P<noun>[a-z][a-z-]+)(?P<owns>[’']s?)?(?P<more>\s(?=[a-z])|(?P<end>\W*\Z)|)"
)
_IS = ("", "is", "are", "was", "were")
_DONE = re.compile(
    r".*(?:ed|en)|born|bought|brought|built|caught|cut|done|drawn|fought|found|gone|heard|held|hit|hurt|kept|laid|led|left|lost"
    r"|made|meant|met|paid|put|read|run|said|sent|set|shot|shut|sold|spent|sunk|taught|told|torn|won|worn"
)
_VERB_FOLLOWS = re.compile(r"(?:already|also|be|been|being|ever|never|not|once|still)\b")
_ONE = re.compile(r"(?P<which>(?:the|his|her|its|their)\s[\w’'-]+)\sones?", re.I)
_CAPITAL_ONE = re.compile(rf"\b{_THE}\s[A-Z][\w’'-]+\s(?P<noun>[a-z-]+)")
_MANY = re.compile(rf"\bhow many\s(?P<what>[a-z-]+(?:\s[a-z-]+(?=\s{AUXILIARY}\b))?)(?=\s)", re.I)
_COUNTABLE = re.compile(r"(?:[a-z-]+\s)?(?:[a-z-]+s|people|children|\w*men)")
_OWNED = re.compile(r"[’']s?\s(?P<what>[a-z][a-z-]+)")
_HIS = re.compile(r"(?:his|her|their|its)\s(?P<what>[a-z][a-z-]+)", re.I)
_OTHERS = re.compile(r"\b(?:else|first|last|latter|former|next|others?|rest|same|second|third|time|times)\b", re.I)
_PLACED = re.compile(r"\b(?:in|at|near|from|across|to)\s(?:the\s)?\Z", re.I)


class Thing(NamedTuple):
    """Where a question names a thing, and whether it surely ends there."""

    start: int
    end: int
    sure: bool = True


def of_another_thing(question: str, before: str, voices: Callable[[], Sequence[str]] | None = None) -> str | None:
    """Return the question before with what a follow-up names in place of the one thing of its kind, if there is one.

    Args:
        question: As asked.
        before: The question before, as it was understood; one that asks for nobody's words.
        voices: Gives all who have words in the documents.

    Example:
        >>> of_another_thing("and the roof?", "What will the bus cost?")
        'What will the roof cost?'
        >>> of_another_thing("And Vik?", "How old is Lind?")
        'How old is Vik?'
        >>> of_another_thing("and teachers?", "How many pupils does the school have?")
        'How many teachers does the school have?'
        >>> of_another_thing("and his mother?", "What was Aron Vik's father?")
        "What was Aron Vik's mother?"
        >>> of_another_thing("And the other one?", "When will the old bridge be closed?")
        >>> of_another_thing("And the new one?", "When will the old bridge be closed?")
        'When will the new bridge be closed?'
    """
    match = _AND.fullmatch(question)
    what = match["what"] if match else ""
    one = _ONE.fullmatch(what)
    if not what or _OTHERS.search(what) or (not one and re.search(r"\bones?\b", what)):
        return None
    names = [name for name, _ in find_names(what)]
    if one and names:
        place, what = _other_one(one["which"], before)
    elif names:
        place = _named(what, before, voices) if names == [what] and what not in DAYS else None
    elif his := _HIS.fullmatch(what):
        owned = [found for name, at in find_names(before) if (found := _OWNED.match(before, at + len(name)))]
        place = owned[0].span("what") if len(owned) == 1 else None
        what = his["what"]
    elif re.match(rf"{_THE}\s", what, re.I):
        place = _described(what, before)
        if place and one:
            what = f"{one['which']} {before[slice(*place)].split()[-1]}"
    else:
        many = _MANY.search(before) if _COUNTABLE.fullmatch(what) else None
        place = many.span("what") if many else None
    return before[: place[0]] + what + before[place[1] :] if place else None


def definites(question: str) -> list[Thing]:
    """Return where things stand that a question names with "the", "his" and so on.

    What goes on with "of" may end there or not, and so may what a verb may follow that looks like a noun.

    Example:
        >>> text = "When was the old quay on the river shut?"
        >>> [text[thing.start : thing.end] for thing in definites(text)]
        ['the old quay', 'the river']
    """
    found: list[Thing] = []
    for match in _DEFINITE.finditer(question):
        words: list[re.Match[str]] = []
        at = match.end()
        while word := _NOUN.match(question, at):
            words.append(word)
            at = word.end()
            if not word["more"] or word["owns"]:
                break
        if words:
            start = match.end() - len(match.group().split()[-1]) - 1
            end, sure = _end(words, (match["did"] or "").casefold())
            found.append(Thing(start, end, sure))
    return found


def thing_named(question: str) -> str | None:
    """Return the first thing that a question names so; if its end is not sure it may have a verb at its end.

    Example:
        >>> thing_named("What will the new bridge in Osk cost?"), thing_named("Who paid for it?")
        ('the new bridge', None)
    """
    return next((question[thing.start : thing.end] for thing in definites(question)), None)


def is_persons(name: str, voices: Sequence[str]) -> bool:
    """Return whether a name is that of somebody who has words, named in full, and no body."""
    return any(" " in voice and not is_body(voice) and same_person(name, voice) for voice in voices)


def _end(words: Sequence[re.Match[str]], did: str) -> tuple[int, bool]:
    """Return where some words end that name a thing, and whether that is sure: before the last if it is a verb."""
    last = words[-1]
    end, rest = last.end("noun"), last.string[last.end() :]
    if last["owns"] or rest.startswith("of "):
        return end, False
    if len(words) == 1 or _VERB_FOLLOWS.match(rest):
        return end, True
    if did in _IS:
        return (words[-2].end("noun") if _DONE.fullmatch(last["noun"]) else end), True
    return (words[-2].end("noun"), True) if last["end"] is not None else (end, False)


def _described(what: str, before: str) -> tuple[int, int] | None:
    """Return where the one thing stands that another may take the place of: a person's only that of a person."""
    things = definites(before)
    if len(things) != 1 or not things[0].sure:
        return None
    start, end = things[0].start, things[0].end
    person = is_agent(what)
    # Whom the question names may be whom the other is put beside: "What did Holm get from the bank?" – "And the union?"
    named = person and not _ONE.fullmatch(what) and any(not _PLACED.search(before[:at]) for _, at in find_names(before))
    same = _ONE.fullmatch(what) or person == is_agent(before[start:end])
    return (start, end) if same and not named else None


def _other_one(which: str, before: str) -> tuple[tuple[int, int] | None, str]:
    """Return where the one thing stands that is told by a name, and another: "the Danish captain", "the Swedish"."""
    found = list(_CAPITAL_ONE.finditer(before))
    return (found[0].span(), f"{which} {found[0]['noun']}") if len(found) == 1 else (None, "")


def _named(what: str, before: str, voices: Callable[[], Sequence[str]] | None) -> tuple[int, int] | None:
    """Return where the one name stands that another may take the place of; a person is not put where a place is."""
    found = list(find_names(before))
    if len(found) != 1 or found[0][0] in DAYS or found[0][0] == what:
        return None
    name, at = found[0]
    if before.startswith(("'", "’"), at + len(name)):
        return None
    placed = _PLACED.search(before[:at])
    return None if placed and voices and is_persons(what, voices()) else (at, at + len(name))
