"""What a statement, report or banner says: whose it is where that is told, else its own."""

from __future__ import annotations

import re

from assistant.marking.agents import is_agent
from assistant.marking.parties import MASK, holder
from assistant.marking.verbs import DAYS
from assistant.reading.names import without_possessive
from assistant.reading.vocabulary import CAPITAL

__all__ = ["is_finding", "writer"]

_JUDGING = "report|audit|inquiry|enquiry|review"
_MEASURING = "study|survey|poll|analysis|assessment"
_WRITINGS = (
    "statement|communiqué|declaration|letter|note|memo|memorandum|message|email|notice|sign|banner|placard|poster|"
    "plaque|leaflet|pamphlet|flyer|inscription|caption|headline|label|document|dossier|bulletin|editorial|article|"
    f"{_JUDGING}|{_MEASURING}"
)
_OWNER = rf"(?:[Tt]he\s|{CAPITAL})[\w’'&. -]{{1,50}}?(?:[’']s|s[’'])"
_FIRST = rf"(?:(?P<owner>{_OWNER})|(?P<its>[Tt]heir|[Hh]is|[Hh]er)|[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother)"
# "from Aven Water", "by the auditor"; "of the council" only where it is no matter that is written of.
_FROM = (
    r"(?:\s(?:(?:issued|written|signed|posted|published|released|prepared)\s)?(?:from|by|(?<=statement\s)of)\s"
    rf"(?P<whose>[^,;:{MASK}]{{2,60}}?))?"
)
_ASIDE = (
    rf"(?:,\s[^,;:{MASK}]{{2,80}},|\s(?:(?:pinned|hung|nailed|taped|sent|seen|published|released|issued)\s)?"
    rf"(?:in|on|at|over|to|of|for|above|into|last|this)\s[^,;:{MASK}]{{2,60}}?)?"
)
_ALSO = r"\s(?:(?:has|had|also|later|further)\s)*"
_VERB = (
    r"(?:(?:conclude|say|warn|argue|claim|allege|state|assert|estimate|predict|recommend|suggest|insist|add|maintain|"
    r"complain)(?:s|d|ed)?|said)"
)


def _written(kinds: str, rest: str) -> re.Pattern[str]:
    """Return a pattern of sentences that such a writing opens as their subject: "A report by Ana Brito"."""
    begins = r"(?:(?:And|But|Yet|Meanwhile),?\s)?(?:(?:On|In|Last)\s[\w’' ]{2,30},\s)?"
    return re.compile(rf"{begins}(?P<np>{_FIRST}\s(?:[\w’'-]+\s){{0,3}}?(?:{kinds})s?)\b{_FROM}{_ASIDE}{rest}")


_SAYS = (
    _written(_WRITINGS, rf"{_ALSO}(?P<cue>read|reads|ran|runs)[,:]?\s*{MASK}"),
    _written(_WRITINGS, rf"{_ALSO}(?P<cue>{_VERB})(?:\sthat\s|[,:]?\s*{MASK})"),
    _written(_WRITINGS, rf"\s(?P<cue>says|said)\s(?=(?:the|an?|its?|he|she|they|there|{CAPITAL}[\w’'-]+)\s\w+\s\w)"),
    _written(_WRITINGS, rf"{_ALSO}(?P<cue>describe[sd]|call(?:s|ed))\s[^,;:{MASK}]{{2,60}}\s{MASK}"),
    _written(f"{_JUDGING}|{_MEASURING}", rf"{_ALSO}(?P<cue>forecasts?|foresees|predict(?:s|ed)|project(?:s|ed))\s\w"),
    _written(_JUDGING, rf"{_ALSO}(?P<cue>finds|found)\sthat\s(?=[^\d]+$)"),
    re.compile(
        rf"{MASK},?\s(?P<cue>reads?|ran|runs)\s(?P<np>{_FIRST}\s(?:[\w’'-]+\s){{0,3}}?(?:{_WRITINGS})s?)\b{_FROM}(?=[,.;:{MASK}]|\s(?:above|at|in|on|outside|over)\s|$)"
    ),
)
_FINDING = _written(_MEASURING, rf"{_ALSO}(?:finds|found|shows|showed)\sthat\s(?=[^\d]+$)")
# "He had raised the insurance, the court heard", "He reportedly fled"
_HEARD = re.compile(
    r"\b(?:court|jury|inquest|inquiry|hearing|tribunal)\s(?:has\s|had\s)?(?:heard|was\stold)"
    r"(?=\s(?:that|how|on|yesterday|today|this|last)\b|\s(?:[\w’'-]+\s){1,5}?(?:had|was|were|would)\b|[.,]|$)"
    r"|\b(?:allegedly|purportedly|reportedly|supposedly)\b"
    r"|\b(?:is|are|was|were)\s(?:\w+ly\s)?(?:alleged|claimed|reported|rumou?red|said|understood)\s(?:to\s(?:be|have)|that)\b"
    r"|\b(?:is|are)\s(?:\w+ly\s)?(?:believed|thought)\sto\s(?:be|have)\b"
    r"|\b[Ii]t\s(?:has\sbeen|is|was)\s(?:\w+ly\s)?(?:alleged|believed|claimed|reported|rumou?red|said|understood)\b"
)
_ANY = re.compile(_WRITINGS)
"""A quick look for what all of them need."""
_OF_HIM = {"his": "he", "her": "she", "their": "they"}
_TIMES = frozenset("day evening month morning night week year".split())


def writer(masked: str) -> tuple[str, str] | None:
    """Return whose words a writing brings that is a sentence's subject, and the words that say so.

    Args:
        masked: The sentence, every character of its quotations replaced by `MASK`.

    Example:
        >>> writer("A report by the auditor warns that the dam is weak.")
        ('the auditor', 'A report by the auditor warns')
    """
    for pattern in _SAYS if _ANY.search(masked) else ():
        match = pattern.search(masked) if pattern is _SAYS[-1] else pattern.match(masked)
        if match:
            cue = match.group()[: match.end("cue") - match.start()].strip(f" {MASK}")
            return _whose(match), cue
    return None


def is_finding(text: str) -> bool:
    """Whether a sentence tells what a study found without a figure, as likely its judgement as what it measured, or
    what a court was told or somebody not named alleges, which may be so or not."""
    return bool(_FINDING.match(text) or _HEARD.search(text))


def _whose(match: re.Match[str]) -> str:
    if match["its"]:
        return _OF_HIM[match["its"].casefold()]
    owner = without_possessive(match["owner"] or "")
    # "The statue’s inscription" is nobody's but its own, "the mayor’s statement" the mayor's.
    somebody = owner and (owner.split()[-1][0].isupper() or is_agent(owner))
    if somebody and owner.split()[-1].casefold() not in DAYS | _TIMES:
        return owner
    named = re.match(r"(.+?)(?=\sand\s(?:an?|the|one)\s|$)", match["whose"] or "")
    return (holder(named) if named else None) or match["np"]
