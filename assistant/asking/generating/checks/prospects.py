"""Whether a statement tells as settled what its sources have as possible, considered, or depending on something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from assistant.asking.wording.words import STOP_WORDS, WORD, content_stems, verb_stem

__all__ = ["settled"]

_REPEATED = 0.6  # share of some words' content from which the claim says the same thing
_WILL = re.compile(
    r"\b(?:will|shall|won[’']t|(?:is|are) going to|(?:is|are) to (?!be\b)|must|(?:is|are) \w{2,}ing)\b|[’']ll\b", re.I
)
_SURE = re.compile(
    r"\b(?:will|shall|going to|(?:is|are) to|must|decided|announc\w+|promis\w+|agreed|vow\w*|pledg\w+|schedul\w+|"
    r"set to|due|certain\w*|confirm\w*|sign\w*|approv\w*|order\w*|voted)\b|[’']ll\b",
    re.I,
)
_OPEN = re.compile(
    r"\b(?:(?:is|are|was|were|be|been) (?:considering|weighing|mulling|studying|examining|exploring|discussing|"
    r"debating)|(?:is|are|was|were) being (?:considered|weighed|studied|examined|explored|discussed|debated)|"
    r"(?:hop|aim|want|seek|wish|intend|plan|expect|propos|threaten)(?:s|es|ed|ing|ning)? to|would like to|"
    r"(?:is|are) (?:expected|likely|planned|intended|meant|supposed) to|"
    r"may|might|could|possibly|probably|perhaps|likely)\b(?P<rest>[^,;:()—–.]*)",
)
_OPEN_TOO = re.compile(
    r"\b(?:may|might|could|would|should|can|possibl\w+|probabl\w+|perhaps|maybe|(?:un)?likely|potential\w*|if|unless|"
    r"provided|hop\w+|aim\w*|want\w*|seek\w*|wish\w*|intend\w*|intention\w*|plan\w*|expect\w*|consider\w*|weigh\w*|"
    r"examin\w*|discuss\w*|debat\w*|stud(?:y|ies)\w*|propos\w*|threat\w*|believ\w+|think\w*|predict\w*|forecast\w*|"
    r"estimat\w*|whether|suggest\w*|project\w*|anticipat\w*|suppos\w*|meant|warn\w*|fear\w*|"
    r"call\w*|ask\w*|urg\w*|demand\w*|push\w*)\b",
    re.I,
)
_NOUN_AHEAD = re.compile(
    r"\b(?:an?|the|its|his|her|their|this|any) (?:possible|planned|proposed|potential|prospective|intended|would-be) "
    r"(?P<rest>[a-z][\w’'-]* [^,;:()—–.]*)"
)
_DONE = re.compile(
    r"\b(?:has|have|had|was|were|been|already|\w{3,}ed|sold|bought|built|cut|took|gave|made|left|won|lost|closed|shut)\b"
)
_NOT_DONE = re.compile(
    rf"{_OPEN_TOO.pattern}|\b(?:talk\w*|negotiat\w*|offer\w*|bid\w*|will|not|no|never|ahead of|prospect\w*|"
    r"decid\w*|decision|vot\w*|oppos\w*|against|prepar\w*|idea|call\w*|next|future|await\w*|yet|urg\w*|reject\w*|draft\w*)\b",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|provided(?: that)?|on condition that|as long as|subject to)\b(?! (?:not|so|any|ever|at all)\b)"
    r"(?P<rest>(?![^,;:()—–.]{0,80}\b(?:had|were)\b)[^,;:()—–.]*)",
    re.I,
)
_ONLY_IF = re.compile(
    r"\b(?:if|unless|provided|as long as|condition\w*|subject to|depend\w*|otherwise|once|when\w*|"
    r"in (?:the )?(?:case|event)|contingent|whether|requir\w*|need\w*|must|should|would|could|may|might|until|without|"
    r"await\w*|pending|possibl\w+|"
    r"hop\w*|ask\w*|want\w*|will|question\w*|doubt\w*|unclear|still|not|no|never|even|expect\w*|"
    r"tied|tie|link\w*|hing\w+|only|can|"
    r"eligible|entitled)\b|n[’']t\b",
    re.I,
)
_ASKED = re.compile(
    r"\b(?:ask|wonder|know|knew|see|saw|say|said|tell|told|sure|decide|check|doubt|unclear|question|learn|find out|"
    r"care|remember|mind|even|only|as|what)\w*(?: (?:me|him|her|us|them))?\s$",
    re.I,
)


_ACCUSED = re.compile(
    r"\b(?:(?:accused|suspected) of|charged with|(?:charges|suspicion|allegations|accusations) (?:of|that)|"
    r"on trial for|indicted (?:for|on)|den(?:y|ies|ied) (?:having )?(?=\w+ing\b))(?P<rest>[^,;:()—–.]*)",
    re.I,
)
_OF_GUILT = re.compile(
    r"\b(?:\w*(?:accus|suspect|alleg|charg|claim|believ|think|thought|suppos|purport|report|indict|investigat)\w*|trial|"
    r"den(?:y|ies|ied|ying)|whether|if|may|might|could|would|should|not|never|said to|according|"
    r"faces?)\b|n[’']t\b",
    re.I,
)
_OPEN_QUESTION = re.compile(
    r"\b(?:(?:not|never|n[’']t)(?: yet| been| be| fully| quite| at all){0,2} (?:clear|certain|known|sure|say|said|"
    r"decided?|determined?|established|confirm(?:ed)?|know)|unclear|uncertain|unknown|undecided|open)\b"
    r"(?: (?:yet|either|to \w+))?,? (?:whether|if) (?P<rest>[^,;:()—–.]*)",
    re.I,
)
_STILL_OPEN = re.compile(
    r"\b(?:whether|if|unclear|uncertain|unknown|unsure|undecided|open|may|might|could|question\w*|doubt\w*|know|known|sure|"
    r"(?<=n[o’']t )(?:clear|certain|said?|decided?|established|confirm(?:ed)?|determined?)|possibl\w+|perhaps)\b",
    re.I,
)


def settled(claim: str, sources: Sequence[str]) -> str | None:
    """Return what leaves open in the sources a thing that the claim tells as settled; None if nothing proves it.

    Args:
        claim: A statement.
        sources: The sentences it cites.

    Example:
        >>> settled("The city will ban cars.", ["The city is considering a ban on cars."])
        'told as sure, where the source has “is considering a ban on cars”'
    """
    told = claim, frozenset(_stems(claim))
    checks = (_sure, _sealed, _fulfilled, _guilty, _answered)
    return next((fault for check in checks if (fault := check(*told, sources))), None)


def _stems(text: str) -> set[str]:
    """Return the stems of a text's words, and those of the verbs whose past they are."""
    return {verb_stem(word) for word in WORD.findall(text)} | set(content_stems(text))


def _repeats(said: AbstractSet[str], words: str, *, least: int = 2) -> bool:
    """Whether a claim has most of some words' content, and that is at least so many words."""
    wanted = {verb_stem(word) for word in WORD.findall(words) if word.casefold() not in STOP_WORDS}
    return len(wanted) >= least and len(wanted & said) >= _REPEATED * len(wanted)


def _sure(claim: str, said: AbstractSet[str], sources: Sequence[str]) -> str | None:
    """The claim says that a thing will be of which the source says no more than that it may, or that somebody hopes."""
    if not _WILL.search(claim) or _OPEN_TOO.search(claim):
        return None
    for source in sources:
        for found in _OPEN.finditer(source):
            if not _SURE.search(source) and _repeats(said, found["rest"]):
                return f"told as sure, where the source has “{found.group()[:40].strip()}”"
    return None


def _sealed(claim: str, said: AbstractSet[str], sources: Sequence[str]) -> str | None:
    """The claim tells as done a thing that the source calls possible, or planned."""
    if not _DONE.search(claim) or _NOT_DONE.search(claim):
        return None
    for source in sources:
        for found in _NOUN_AHEAD.finditer(source):
            if _repeats(said, found["rest"]):
                return f"the source says “{found.group()[:40].strip()}”"
    return None


def _fulfilled(claim: str, said: AbstractSet[str], sources: Sequence[str]) -> str | None:
    """The claim tells as done what the source has as a condition of something else."""
    if not _DONE.search(claim) or _ONLY_IF.search(claim):
        return None
    for source in sources:
        for found in _CONDITION.finditer(source):
            asked = _ASKED.search(source[max(0, found.start() - 40) : found.start()])
            if not asked and _repeats(said, found["rest"]):
                return f"the source says “{found.group()[:40].strip()}”"
    return None


def _guilty(claim: str, said: AbstractSet[str], sources: Sequence[str]) -> str | None:
    """The claim has somebody do what the source has him accused of."""
    if _OF_GUILT.search(claim):
        return None
    found = (match for source in sources for match in _ACCUSED.finditer(source))
    return next((f"the source says “{m.group()[:40].strip()}”" for m in found if _repeats(said, m["rest"])), None)


def _answered(claim: str, said: AbstractSet[str], sources: Sequence[str]) -> str | None:
    """The claim answers what the source says is not clear."""
    if _STILL_OPEN.search(claim):
        return None
    found = (match for source in sources for match in _OPEN_QUESTION.finditer(source))
    return next((f"the source says “{m.group()[:40].strip()}”" for m in found if _repeats(said, m["rest"])), None)
