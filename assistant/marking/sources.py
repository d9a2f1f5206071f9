"""Who is being quoted: finding the party that a sentence gives its words to, by grammar alone.

Works on one sentence whose quotations are masked, so that words inside them are never taken for the
narrator's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.reading.vocabulary import PARTICLES, TITLES

__all__ = ["MASK", "Source", "find_source"]

MASK = "\x00"

_STRONG = """
    acknowledge acknowledges acknowledged admit admits admitted allege alleges alleged argue argues argued
    assert asserts asserted believe believes believed complain complains complained concede concedes conceded
    contend contends contended deny denies denied emphasise emphasises emphasised emphasize emphasizes
    emphasized explain explains explained insist insists insisted lament laments lamented quip quips quipped
    reckon reckons reckoned remark remarks remarked replied reply replies retort retorts retorted say says
    said stress stresses stressed tell tells told think thinks thought warn warns warned
    """.split()
_WEAK = """
    accuse accuses accused add adds added agree agrees agreed announce announces announced ask asks asked
    assure assures assured boast boasted call calls called caution cautions cautioned claim claims claimed
    comment commented conclude concludes concluded confirm confirms confirmed declare declares declared
    describe describes described disclose disclosed estimate estimates estimated expect expects expected fear
    fears feared feel feels felt guess guessed hint hinted hope hopes hoped joke jokes joked maintain
    maintains maintained mention mentioned muse mused note notes noted observe observes observed pledge
    pledges pledged point points pointed predict predicts predicted promise promises promised propose proposed
    protest protested put puts recall recalls recalled recommend recommends recommended report reports
    reported reveal revealed shout shouted speculate speculated state states stated suggest suggests suggested
    suspect suspects suspected testified testify urge urges urged vow vows vowed whisper whispered wonder
    wondered write writes wrote
    """.split()
_VERB = re.compile(rf"\b(?:{'|'.join(sorted(_STRONG + _WEAK, key=len, reverse=True))})\b")
_STRONG_FORMS = frozenset(_STRONG)
_BOUNDARY = re.compile(rf"[,;:()—–“”\"{MASK}]|\s-\s")
_TRAILING = re.compile(
    r"(?:\s+|^)(?:himself|herself|itself|themselves|also|then|later|once|has|have|had|is|are|was|were|did|does|do|"
    r"not|would|will|still|recently|again|often|always|never|just|only|even|both|all|[a-z]+ly|been|who)$"
)
_LEADING = re.compile(
    r"^(?:and|but|as|while|whilst|when|because|that|then|yet|so|if|although|though|whereas|after|before|since|for|or|nor|"
    r"like|what|how|where)\s+",
    re.I,
)
_DETERMINED = re.compile(
    r"\b(?:the|a|an|one|two|three|some|many|most|several|another|his|her|its|their|our|my|local|those|other)"
    r"\s[\w’'& -]+$",
    re.I,
)
_OPENING = re.compile(r"(?:(?:on|in|at|by|last|this|earlier|late|for|during|from|both|even|only)\b.*)?", re.I)
_NEAR = 60
_SELF = frozenset(
    {"i", "we", "you", "one", "nobody", "no one", "who", "which", "it", "there", "this", "that", "everyone"}
)
_PRONOUNS = frozenset({"he", "she", "they"})
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Ii]n the (?:words|view|opinion|eyes) of|[Aa]s quoted by|[Aa]s per)\s+"
    rf"(?P<np>[^,;:.()“”\"{MASK}]+)"
)
_IN_VIEW = re.compile(
    r"\b[Ii]n (?P<np>[^,;:.()]{2,60}?)[’']s? (?:view|opinion|words|eyes|telling|account|estimation)\b"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A party to whom a sentence gives words or a view.

    Attributes:
        party: As written, titles left out; or "he", "she", "they" still to be resolved.
        cue: The words that say so, such as "Lavrov said".
    """

    party: str
    cue: str


def find_source(masked: str) -> Source | None:
    """Find who a sentence says is speaking or holds a view.

    Args:
        masked: The sentence, every character of its quotations replaced by `MASK`.

    Returns:
        The source, or None where the narrator speaks for himself.

    Example:
        >>> find_source("Mayor Ana Brito said that the bridge was safe.")
        Source(party='Ana Brito', cue='Ana Brito said')
    """
    for pattern in (_ACCORDING, _IN_VIEW):
        match = pattern.search(masked)
        party = _noun_phrase(match["np"]) if match else None
        aside = re.match(r",\s+([^,;:.()]{3,60})[,.]", masked[match.end() :]) if match else None
        if aside and party and party[0].islower():
            party = _name_at_end(aside[1]) or party
        if match and party:
            return Source(party, match.group().strip()[:80])
    for match in _VERB.finditer(masked):
        party = _subject(masked[: match.start()]) or _inverted(masked, match)
        if party is None or party.casefold() in _SELF or not _reports(masked, match):
            continue
        return Source(party, f"{party} {match.group()}")
    return None


def _reports(masked: str, verb: re.Match[str]) -> bool:
    """Whether a verb brings somebody's words here, and does not merely happen to be one that can."""
    rest = masked[verb.end() :]
    after = rest.lstrip(" ,:;—–")
    if MASK in masked[max(0, verb.start() - _NEAR) : verb.end() + _NEAR]:
        return True
    if re.match(r"\s+(?:\w+\s+){0,4}?that\b", rest):
        return True
    closing = len(rest.split()) <= 6 and "," in masked[: verb.start()]
    return verb.group() in _STRONG_FORMS and (closing or len(after.split()) >= 3)


def _subject(left: str) -> str | None:
    """Return who stands as subject at the end of `left`, the words before a verb."""
    pieces = [piece.strip() for piece in _BOUNDARY.split(left)]
    last = pieces[-1]
    while trimmed := _TRAILING.search(last):
        last = last[: trimmed.start()]
    if last:
        return _noun_phrase(last)
    # "The prefect, Odile Marrec, told us": the name is in the aside, or the aside describes the name.
    for piece in pieces[-2:-4:-1]:
        name = _name_at_end(piece)
        if name:
            return name
    return None


def _inverted(masked: str, verb: re.Match[str]) -> str | None:
    """Return who follows a verb that stands right after a quotation: `“…,” said the mayor`."""
    before = masked[: verb.start()].rstrip(" ,—–")
    if not before.endswith(MASK):
        return None
    phrase = re.match(
        rf"\s+([^,;:.()—–{MASK}]+?)(?=[,;:.()—–{MASK}]|\s(?:who|in|on|at|after|during|to|as|when|with)\s|$)",
        masked[verb.end() :],
    )
    return _noun_phrase(phrase[1]) if phrase else None


def _noun_phrase(words: str) -> str | None:
    words = words.strip()
    while leading := _LEADING.match(words):
        words = words[leading.end() :]
    folded = words.casefold()
    if folded in _PRONOUNS or folded in _SELF:
        return folded
    if folded.split()[-1:] and folded.split()[-1] in _PRONOUNS | _SELF:
        return folded.split()[-1]
    name = _name_at_end(words)
    if name:
        return name
    determined = _DETERMINED.search(words)
    if determined and len(determined.group().split()) <= 8 and _OPENING.fullmatch(words[: determined.start()]):
        return determined.group()
    if words[:1].isupper() and 1 <= len(words.split()) <= 6:
        return words
    return None


def _name_at_end(words: str) -> str | None:
    """Return the run of capitalised words that ends `words`, titles left out."""
    tokens = words.split()
    start = len(tokens)
    while start > 0 and (
        tokens[start - 1][0].isupper()
        or tokens[start - 1] in PARTICLES - {"and", "of", "for", "in", "on", "to", "the", "at", "a"}
    ):
        start -= 1
    name = tokens[start:]
    while len(name) > 1 and name[0].casefold() in TITLES:
        name = name[1:]
    if not name or not name[0][0].isupper() or not name[-1][0].isupper():
        return None
    text = re.sub(r"[’']s?$", "", " ".join(name))
    return None if text.casefold() in TITLES | _SELF else text
