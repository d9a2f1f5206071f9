"""Whose view a sentence gives by no verb of his own: "according to her", "to critics, it is …"."""

from __future__ import annotations

import re

from assistant.marking.agents import DETERMINERS, is_agent, is_described, is_many
from assistant.marking.parties import MASK, holder
from assistant.marking.phrases import SELF, bare_name, noun_phrase
from assistant.reading.vocabulary import CAPITAL

__all__ = ["POSSESSIVES", "answerer", "before_colon", "holder_of_view"]

POSSESSIVES = frozenset("his her its their my our your".split())
_OF_HIM = {"his": "he", "her": "she", "their": "they"}
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Ii]n the (?:words|view|opinion|eyes) of|[Aa]s quoted by|[Aa]s per)\s+"
    rf"(?P<np>[^,;:.()“”\"{MASK}]+)"
)
_IN_VIEW = re.compile(
    r"\b[Aa]s (?P<seen>(?!if\b|it\b|though\b)[^,;:.()]{2,40}?) (?:sees|saw|tells) it\b|"
    r"\b[Ii]n (?P<np>[^,;:.()]{2,60}?)[’']s? (?:view|opinion|words|eyes|telling|account|estimation|estimate)\b"
)
_IN_HIS_VIEW = re.compile(
    r"\b(?:in|by)\s(?P<np>his|her|their)\s(?:own\s)?(?:view|opinion|words|eyes|telling|account|estimation|estimate|reckoning)\b"
    r"|\b[Bb]y\s(?P<whose>(?:the\s)?[^,;:.()]{2,40}?)[’']s?\s(?:own\s)?(?:account|reckoning|estimate)\b",
    re.IGNORECASE,
)
_HOLDING = re.compile(
    "ccording|words|view|opinion|eyes|telling|account|estimat|reckoning|s quoted by|s per|sees it|saw it|tells it",
    re.IGNORECASE,
)
"""A quick look for what any of the three needs."""

# "To the union, the offer is an insult"; not "To the crew he was Max", nor what a visitor or anybody would see.
_TO = re.compile(
    r"(?:(?:And|But|Yet),?\s)?[Tt]o\s"
    r"(?P<np>(?!(?:an?|any|anyone|everybody|everyone|be|many|most|one|others|some|those)\b)[^,;:.()]{2,60}),\s"
    r"(?:that\s)?(?:(?!(?:can|I|may|must|that|we|which|who|will|you)\b)[\w’'-]+\s){0,8}?(?:is|are|was|were|remains?|remained|looks?|looked|means?|meant|seems?|seemed|sounds?|sounded)\s"
    rf"(?!(?:(?:just|simply|always)\s)?{CAPITAL})"
)
_ANYBODY = frozenset("eye layman newcomer observer onlooker outsider reader stranger tourist viewer visitor".split())
# "The offer was dismissed as “a trick” by the union", "was condemned by the union as a trick"
_BY = re.compile(
    r"\b(?:is|are|was|were|been|being)\s(?:[a-z]+ly\s)?(?:attacked|branded|called|characteri[sz]ed|condemned|critici[sz]ed|"
    r"decried|denounced|derided|described|dismissed|dubbed|hailed|labell?ed|mocked|praised|ridiculed|slammed)\s"
    rf"(?:(?:(?!by\b)[^\s,;:{MASK}“\"]+\s){{0,4}}(?:{MASK}+|[“\"][^”\"]{{1,40}}[”\"])\sby|by(?=(?:\s[^\s,;:{MASK}]+){{1,9}}?\sas\s))"
    rf"\s(?P<np>(?!(?:many|most|some|others)\b)[^,;:.()“”\"{MASK}]{{2,60}}?)"
    rf"(?=[,;:.()“”\"{MASK}]|$|\s(?:after|as|at|during|in|on|when|who)\s)"
)
_SAYING = (
    r"(?:advice|answer|appeal|assessment|comment|conclusion|demand|explanation|judge?ment|message|reaction|reply|response|"
    r"retort|summary|verdict|view|warning)s?\b"
)
# "“…,” was the verdict of Ana Brito", "came the reply from the ministry", "was the mayor’s answer"
_CAME = re.compile(
    rf"{MASK},?\s(?:is|was|were|came|comes)\s"
    rf"(?:the\s(?:[\w-]+\s){{0,2}}?{_SAYING}\s(?:from|of)\s(?P<np>[^,;:.()“”\"{MASK}]{{2,60}}?)(?=[,;:.]|$|\s(?:when|after|on|in|to|as)\s)"
    rf"|(?:(?P<his>his|her|their)|(?P<owner>[^,;:.()“”\"{MASK}]{{2,40}}?)(?:[’']s|(?<=s)[’']))\s(?:[\w-]+\s){{0,2}}?{_SAYING})"
)
_BEFORE_COLON = re.compile(rf"(?P<left>[^:{MASK}]+):\s*{MASK}+\s*$")
# "The mayor’s answer was swift", "Her verdict", "For the mayor, the answer is simple"
_ANSWERS = re.compile(
    rf"(?:(?:And|But|Yet|So)\s)?(?:(?P<his>[Hh]is|[Hh]er|[Tt]heir)|(?P<owner>[^,;.()]{{2,60}}?)(?:[’']s|(?<=s)[’']))\s(?:[\w-]+\s){{0,3}}?{_SAYING}"
    r"|(?:(?:And|But|Yet|So)\s)?[Ff]or\s(?P<np>[^,;.()]{2,60}?),\s"
)


def holder_of_view(masked: str) -> tuple[str, str] | None:
    """Return who holds the view that a sentence gives, and the words that say so.

    Args:
        masked: The sentence, every character of its quotations replaced by `MASK`.

    Example:
        >>> holder_of_view("To the union, the offer is an insult.")
        ('the union', 'To the union')
    """
    for pattern in (_ACCORDING, _IN_VIEW, _IN_HIS_VIEW) if _HOLDING.search(masked) else ():
        match = pattern.search(masked)
        party = holder(match) if match else None
        if match and party:
            party = _named_aside(party, masked[match.end() :].removeprefix(", "))
        measure = party and party.split()[0].casefold() in POSSESSIVES and not is_agent(party)
        if match and party and party.casefold() not in SELF and not measure:  # "according to his body mass index"
            return party, match.group().strip()[:80]
    for found in (_TO.match(masked), _BY.search(masked), _CAME.search(masked)):
        party = _whose(found) if found else None
        if found and party:
            return party, f"To {found['np']}" if found.re is _TO else found.group().strip(f" {MASK}")[:80]
    return None


def before_colon(masked: str) -> str | None:
    """Return what leads to a quotation that a sentence ends with, or None: "Her verdict" of "Her verdict: “…”"."""
    leads = _BEFORE_COLON.fullmatch(masked)
    return leads["left"] if leads else None


def answerer(left: str) -> str | None:
    """Return whose answer, view or the like follows what leads to a quotation: "the mayor" of "The mayor’s answer"."""
    match = _ANSWERS.match(left)
    party = _whose(match) if match else None
    return _named_aside(party, left[match.end() :]) if match and party else None


def _named_aside(party: str, rest: str) -> str:
    """Return a party by the name that follows its description: "according to the mayor, Ana Brito, …"."""
    aside = re.match(r"([^,;:.()]{3,60})[,.]", rest) if is_described(party) else None
    return (bare_name(aside[1]) if aside else None) or party


def _whose(match: re.Match[str]) -> str | None:
    """Return whose a view is, if it is that of somebody: a name, people or a body; not of "the reader" or a thing."""
    held = match.groupdict()
    if held.get("his"):
        return _OF_HIM[match["his"].casefold()]
    words: str = held.get("owner") or match["np"]
    first = words.split()[0]
    if first.islower() and first not in DETERMINERS and not is_many(first):
        return None  # "to reach the pier, it was best …"
    party = noun_phrase(words)
    if party is None or party.split()[-1].casefold() in _ANYBODY or party.casefold() in SELF:
        return None
    named = party[:1].isupper() and not is_described(party)
    return party if named or is_agent(party) or is_many(party.split()[0]) else None
