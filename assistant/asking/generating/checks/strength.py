"""Signs that a statement says more than its sources: a wider circle, a cause of its own.

None of them is proof, for what they miss may stand in other words: they raise what is asked of the meaning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking.wording.words import WORD, stem
from assistant.reading.vocabulary import MONTHS

__all__ = ["overstated"]

_ALL = frozenset(
    """
    all every none always everything everyone everybody entire entirely whole throughout whichever whoever
    wherever whenever any exclusively solely invariably
    """.split()
)
_NOT_ALL = re.compile(
    r"\b(?:all but|in all|at all|after all|above all|all in all|all told|all the same|of all|on the whole|not all|"
    r"hardly any|without any|(?:in|of|out of) every|than any|if any|any (?:more|longer)|before any)\b",
    re.I,
)
"""Where such words do not widen what is said."""
_OFTEN = re.compile(r"\b(?:an?|per) (minute|hour|day|night|week|month|year)\b", re.I)
_ALL_TOO = _ALL | frozenset(
    """
    each no nothing nobody anybody anyone never only both altogether total fully full complete completely sole
    """.split()
)
_MOMENT = (
    r"\s(?:\d|then|last|early|late|mid|its\b|\w+day\b"
    r"|the (?:\w+ )?(?:start|beginning|end|war|spring|summer|autumn|winter|day|year)"
    rf"|(?:{'|'.join(MONTHS)})\b)"
)
"""What follows a "since" that tells a time and no reason."""
_CAUSE = re.compile(
    rf"\b(?:because|since(?!{_MOMENT})|due to(?! (?:be|begin|start|open|end|meet|sit|take)\b)|so that|therefore|"
    r"in order to|led to|leads to|caused?|thanks to|owing to|results?|resulted|reason|why|for fear|so as to|"
    r"to (?:avoid|prevent|protect|save|escape|keep)|prompt\w*|ma(?:de|kes?) (?:it|them|him|her)|"
    r"in response|forced|enabled|allowed)\b",
    re.I,
)
_BLAMED_FOR = re.compile(
    r"\b(?:(?:criticis|criticiz|prais|blam|fin|punish|dismiss|honou?r|thank|attack|condemn|charg|award|arrest|jail)(?:ed|es|s|ing)|"
    r"fined|sentenced|sued|fired|sacked|suspended)\b[^,;:.]{0,60}? for \w",
    re.I,
)
"""What gives a reason without a word such as "because": "fined for speeding"."""
_AS_BECAUSE = re.compile("due to|owing to|thanks to")
_BINDING = frozenset(
    stem(word)
    for word in """
    decided agreed promised undertook pledged vowed approved voted ordered resolved guaranteed committed accepted
    confirmed proved established ruled
    """.split()
)
_BINDING_TOO = _BINDING | frozenset(
    stem(word)
    for word in """
    decision agreement promise pledge vow approval vote order passed adopted decree ruling will signed accord treaty
    commitment settled chose chosen sets fixed binding bound deal contract law must verdict finding says said assures
    announced approving agree agreeing accepts granted consent concluded conclusion
    """.split()
)
_EXPECTED = frozenset(stem(word) for word in "expects predicts forecasts foresees anticipates foresaw foreseen".split())
_EXPECTED_TOO = _EXPECTED | frozenset(
    stem(word)
    for word in """
    likely probably will would shall should due going believe thinks thought sure certain plan scheduled set outlook
    prospect estimate reckon assume confident convinced calculate project if may
    might could can want demand ask ready await wait
    """.split()
)
_AGREED = frozenset(stem(word) for word in "recognised recognized widely universally acclaimed unanimously".split())
_AGREED_TOO = _AGREED | frozenset(
    stem(word)
    for word in """
    all every everyone nobody most many much often commonly usually broadly consensus agree reputation hailed famous
    known regarded considered celebrated accepted common unanimous never ever general recognise recognize whole entire
    """.split()
)
_LADDER = ((_BINDING, _BINDING_TOO), (_EXPECTED, _EXPECTED_TOO), (_AGREED, _AGREED_TOO))
"""What a claim may say only where its sources have something as strong: a decision, an expectation, what all think."""


def overstated(claim: str, sources: Sequence[str]) -> str | None:
    """Return by what a claim seems to say more than its sources; None if nothing shows it.

    Args:
        claim: A statement.
        sources: The sentences it cites.
    """
    text = " ".join(sources)
    return _wider(claim, text) or _causal(claim, text) or _bound(claim, text)


def _wider(claim: str, text: str) -> str | None:
    there = {word.casefold() for word in WORD.findall(text)}
    if there & _ALL_TOO:
        return None
    often = {found[1] for found in _OFTEN.finditer(text)}
    claim = re.sub(r"\bevery (\w+)", lambda every: "" if every[1] in often else every.group(), claim, flags=re.I)
    words = WORD.findall(_NOT_ALL.sub("", claim))
    word = next((word for word in words if word.casefold() in _ALL), None)
    return f"the source does not say “{word}”" if word else None


def _causal(claim: str, text: str) -> str | None:
    there = {_AS_BECAUSE.sub("because", match.group().casefold()) for match in _CAUSE.finditer(text)}
    if re.search(r"\blet(?:s|ting)?\b|\bpermit", text):
        there |= {"allowed", "enabled"}
    if _BLAMED_FOR.search(text):
        there |= {"because"}
    causes = ((m.group(), _AS_BECAUSE.sub("because", m.group().casefold())) for m in _CAUSE.finditer(claim))
    given = next((written for written, cause in causes if cause not in there), None)
    return f"the source does not say “{given}”" if given else None


def _bound(claim: str, text: str) -> str | None:
    there = {stem(word) for word in WORD.findall(text)}
    words = WORD.findall(claim)
    raised = (word for strong, as_strong in _LADDER if not there & as_strong for word in words if stem(word) in strong)
    word = next(raised, None)
    return f"the source does not say “{word}”" if word else None
