"""What a follow-up leaves out, taken from the question before it: "When?", "In winter?"."""

from __future__ import annotations

import re

from assistant.asking.understanding.question import AUXILIARY, SUBJECT
from assistant.asking.understanding.request import asks
from assistant.asking.understanding.times import GOES_ON, PHRASE

__all__ = ["added", "asked_further", "the_other_way"]

_WORD = re.compile(
    rf"{GOES_ON}(?P<word>when|where|why|how(?: long| often)?|for how long|(?:since|until|till|by|from) when)"
    r"(?: exactly| then)?(?P<no> not)?\W*",
    re.I,
)
_YES_OR_NO = re.compile(rf"{GOES_ON}(?P<did>{AUXILIARY})\s(?P<rest>.+)", re.I)
# Where what is asked for is neither the subject nor what a subject is, which the word would be put in the place of.
_ASKED = re.compile(
    rf"(?i:{GOES_ON}(?P<asked>when|where|why|how(?: much| long| often| far| soon)?))\s(?P<did>(?i:{AUXILIARY}))"
    rf"\s(?P<rest>.+)|(?i:{GOES_ON}(?P<what>what|whom?))\s(?P<does>(?i:(?!(?:is|are|was|were)\s){AUXILIARY}))"
    rf"\s(?P<it>{SUBJECT}.+)"
)
_NOT = {"can": "can't", "may": "may not", "will": "won't"}

_BY = (
    "across|after|against|among|around|at|before|behind|below|between|by|during|for|from|in|into|near|on|outside|over|since"
    "|through|to|under|until|via|with|within|without"
)
_ADDED = re.compile(rf"{GOES_ON}(?P<added>(?P<by>{_BY})\s(?P<what>[^?!.,;:]{{2,40}}?))\W*", re.I)
_OPPOSITES = ("for against", "with without", "before after")
_POINTS_OR_ASKS = re.compile(
    rf"\b(?:{AUXILIARY}|all|else|example|fact|general|her|him|how|instance|it|me|now|short|sure|that|them|then|there|these"
    r"|this|those|us|what|when|where|which|whom?|whose|why|you)\b",
    re.I,
)
_LONGEST = 4  # words of what is added


def asked_further(question: str, before: str, told: str = "") -> str | None:
    """Return the question before with the word that is all a follow-up asks: "When?" after "Did Ida Holm sign?".

    None where that would leave out what was asked ("Who signed?" – "When?"), or ask it again.

    Args:
        question: As asked.
        before: The question before, as it was understood.
        told: What answered it, which stands where it asked what.

    Example:
        >>> asked_further("when?", "Did Ida Holm sign it?"), asked_further("Why not?", "Has Ida Holm signed it?")
        ('when did Ida Holm sign it?', "Why hasn't Ida Holm signed it?")
        >>> asked_further("When?", "What did Olmo offer?", "a loan")
        'When did Olmo offer a loan?'
        >>> asked_further("For how long?", "How much did Olmo lend the bank?")
        'For how long did Olmo lend the bank?'
        >>> asked_further("Why?", "How much did Olmo lend the bank?"), asked_further("When?", "Who signed it?")
        (None, None)
    """
    match = _WORD.fullmatch(question)
    if not match:
        return None
    word, reason = match["word"], match["word"].casefold() in ("why", "how")
    if found := _YES_OR_NO.fullmatch(before):
        did, rest = found["did"].casefold(), found["rest"]
        if match["no"]:
            did = _NOT.get(did, f"{did}n't")
        return f"{word} {did} {rest}"
    found = _ASKED.fullmatch(before)
    if not found or match["no"]:
        return None
    if found["what"]:
        return (
            None
            if reason or re.search(r"\b(?:about|of)\b", found["it"])
            else f"{word} {found['does']} {found['it'].rstrip('?!. ')} {told or 'it'}?"
        )
    asked = found["asked"].casefold()
    same = asked == word.casefold() or (asked == "when" and word.casefold().endswith("when"))
    return None if same or (reason and asked.startswith("how ")) else f"{word} {found['did']} {found['rest']}"


def added(question: str, before: str, typed: str = "") -> str | None:
    """Return the question before with what a follow-up adds to it: "In winter?" after "How long is the road shut?".

    It takes the place of what ended that question in the same way, or was added just before.

    Args:
        question: As asked.
        before: The question before, as it was understood.
        typed: The same as it was asked.

    Example:
        >>> added("and in winter?", "How long does it take?"), added("By boat?", "How long does it take by bus?")
        ('How long does it take in winter?', 'How long does it take By boat?')
        >>> added("by boat?", "How long does it take in winter?", "and in winter?")
        'How long does it take by boat?'
        >>> added("for what?", "Who was fined?"), added("And in 2000?", "When did it sink?")
        (None, None)
    """
    match = _ADDED.fullmatch(question)
    if not match or len(match["what"].split()) > _LONGEST or _POINTS_OR_ASKS.search(match["what"]):
        return None
    if not asks(before) or (PHRASE.search(match["added"]) and re.match(r"(?:\w+\s)?when\b", before, re.I)):
        return None
    rest, again = before.rstrip("?!. "), _ADDED.fullmatch(typed)
    if again and rest.endswith(f" {again['added']}"):
        rest = rest[: -len(again["added"]) - 1]
    start = rest.casefold().rfind(f" {match['by'].casefold()} ")
    ending = rest[start + 1 :]
    alike = bool(PHRASE.search(ending)) == bool(PHRASE.search(match["added"]))
    if start > 0 and alike and len(ending.split()) <= _LONGEST + 1 and not _POINTS_OR_ASKS.search(ending):
        rest = rest[:start]
    return f"{rest} {match['added']}?"


def the_other_way(question: str, before: str) -> str | None:
    """Return the question before with the opposite of its preposition: "And against?" after "Who voted for it?".

    Example:
        >>> the_other_way("and against?", "Who voted for the toll?"), the_other_way("And after?", "Who paid for it?")
        ('Who voted against the toll?', None)
    """
    match = re.fullmatch(rf"{GOES_ON}(?P<by>\w+)\W*", question, re.I)
    by = match["by"].casefold() if match else ""
    other = next((one for pair in _OPPOSITES for one in pair.split() if by in pair.split() and one != by), None)
    found = list(re.finditer(rf"\b{other}\b", before, re.I)) if other else []
    return before[: found[0].start()] + by + before[found[0].end() :] if len(found) == 1 else None
