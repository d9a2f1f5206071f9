"""Who is being quoted: finding the party that a sentence gives its words to, by grammar alone.

Works on one sentence whose quotations are masked, so that words inside them are never taken for the
narrator's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.reading.vocabulary import PARTICLES, TITLES

__all__ = ["MASK", "Source", "find_source", "is_described"]

MASK = "\x00"

_STRONG = """
    acknowledged acknowledges admit admits admitted allege alleged alleges answered answers appealed appeals
    argue argued argues assert asserted asserts believe believed believes blamed blames complain complained
    complains concede conceded concedes consider considered considers contend contended contends criticised
    criticises criticized criticizes demand demanded demands denied denies deny emphasised
    emphasises emphasized emphasizes expect expected expects explained explains fear feared fears hoped
    hopes insist insisted insists lament lamented laments praised praises quipped quips reckon reckoned
    reckons remarked remarks replied replies retorted retorts said say saying says stressed stresses tell
    telling tells think thinks thought told wanted wants warn warned warns
    """.split()
_WEAK = """
    accused accuses added adds agree agreed agrees announced announces asked asks assured assures boasted
    boasts called calls cautioned cautions claimed claims commented concluded concludes confirmed confirms
    declared declares described describes disclosed discloses estimated estimates feels felt found guessed
 hinted holds jested joked jokes maintain maintained maintains mentioned mused noted notes observed observes
    pledged pledges pointed points predict predicted predicts presented presents promised promises proposed
    proposes protested put puts recalled recalls recommended recommends reported reports revealed reveals
    shouted speculated stated states suggest suggested suggests suspect suspected suspects testified urged
    urges vowed vows whispered wondered wonders write writes wrote
    """.split()
_NEEDS_A_PERSON = frozenset(
    """
    confirmed confirms demand demanded demands describes described expect expected expects found holds presented
    presents puts recalled recalls revealed reveals suggest suggested suggests wanted wants
    """.split()
)
_VERB = re.compile(rf"\b(?:{'|'.join(sorted(_STRONG + _WEAK, key=len, reverse=True))})\b")
_STRONG_FORMS = frozenset(_STRONG)
_BOUNDARY = re.compile(rf"[,;:()—–“”\"{MASK}]|\s-\s")
_TRAILING = re.compile(
    r"(?:\s+|^)(?:himself|herself|itself|themselves|also|then|later|once|has|have|had|is|are|was|were|did|does|do|"
    r"not|would|will|still|recently|since|ever|now|again|often|always|never|just|only|even|both|all|[a-z]+ly|been|"
    r"used to|being|"
    r"like to|quoted as)$"
)
_LEADING = re.compile(
    r"^(?:and|but|as|while|whilst|when|because|that|then|yet|so|if|although|though|whereas|after|before|since|for|or|nor|"
    r"like|what|how|where)\s+",
    re.I,
)
_DETERMINERS = tuple(
    "the a an one two three some many most several another his her its their our my local those other".split()
)
_DETERMINED = re.compile(
    rf"\b(?:{'|'.join(_DETERMINERS)})"
    r"\s[\w’'& -]+$",
    re.I,
)
_OPENING = re.compile(r"(?:(?:on|in|at|by|last|this|earlier|late|for|during|from|both|even|only)\b.*)?", re.I)
_NEAR = 60
_IN_RELATIVE = re.compile(
    r"[^,\s]\s+(?:who|that|which)(?:\s+(?:[a-z]+ly|also|still|once|have|has|had))?\s+$"
    r"|\b(?:whatever|whichever|than)\s[^,]*$|\b(?:thing|words?|all|everything|nothing|only)\sthat\s[^,]*$"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")
_RELATIVE = re.compile(r"\b(?:that|which|whom|what|whatever|because|if|when|while|as|where|how|than)\s+")
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
        if aside and party and is_described(party):
            party = _name_at_end(aside[1]) or party
        if match and party:
            return Source(party, match.group().strip()[:80])
    for match in _VERB.finditer(masked):
        left = masked[: match.start()]
        if _IN_RELATIVE.search(left) or (_PASSIVE.search(left) and match.group().endswith(("ed", "told"))):
            continue  # "a farmer who believes …", "is expected" tell of nobody in particular
        turned = left.endswith(", ") and re.match(r"\s(?:[A-Z]|the\s)", masked[match.end() :])
        party = (_inverted(masked, match) if turned else None) or _subject(left) or _inverted(masked, match)
        if party is None or party.casefold() in _SELF or not _reports(masked, match):
            continue
        if match.group() in _NEEDS_A_PERSON and is_described(party):
            continue  # "the figure suggests that …"
        return Source(party, f"{party} {match.group()}")
    return None


def is_described(party: str) -> bool:
    """Whether a party is named by a description, such as "the minister", not by a name or pronoun."""
    return " " in party and party.split()[0].casefold() in _DETERMINERS


def _reports(masked: str, verb: re.Match[str]) -> bool:
    """Whether a verb brings somebody's words here, and does not merely happen to be one that can."""
    rest = masked[verb.end() :]
    after = rest.lstrip(" ,:;—–")
    if MASK in masked[max(0, verb.start() - _NEAR) : verb.end() + _NEAR]:
        return True
    if re.match(r"\s+(?:\w+\s+){0,4}?that\b", rest) or (verb.group() == "called" and rest.startswith(" for ")):
        return True
    closing = len(rest.split()) <= 6 and "," in masked[: verb.start()]
    return verb.group() in _STRONG_FORMS and (closing or len(after.split()) >= 3)


def _subject(left: str) -> str | None:
    """Return who stands as subject at the end of `left`, the words before a verb."""
    pieces = [piece.strip() for piece in _BOUNDARY.split(left)]
    last = pieces[-1]
    while trimmed := _TRAILING.search(last):
        last = last[: trimmed.start()]
    if last.endswith(" and"):
        # "The directorate gives a number and says …": the subject opens the clause.
        opening = re.match(r"(?:[Tt]he|[Aa]n?)\s[\w’'-]+(?:\s[\w’'-]+)*?(?=\s[\w’'-]+(?:s|ed)\b)", last)
        return opening.group() if opening else _leading_name(last)
    if last:
        return _noun_phrase(_RELATIVE.split(last)[-1])
    # "The prefect, Odile Marrec, told us", "Odile Marrec, prefect of the coast, told us".
    for before, aside in ((pieces[i - 1], pieces[i]) for i in range(len(pieces) - 2, 0, -1)):
        if aside and _name_at_end(aside) == _without_lead(aside):
            return _name_at_end(aside)
        found = _name_at_end(before) or _leading_name(before)
        if found:
            return found
    return _noun_phrase(pieces[-2]) if len(pieces) > 1 and pieces[-2] else None


def _without_lead(words: str) -> str:
    """Return an aside without the titles before its name, for telling whether it is a name and nothing else."""
    tokens = words.split()
    while len(tokens) > 1 and tokens[0].casefold() in TITLES:
        tokens.pop(0)
    return " ".join(tokens)


def _inverted(masked: str, verb: re.Match[str]) -> str | None:
    """Return who follows a verb that stands right after a quotation or clause: `“…,” said the mayor, Ana Brito`."""
    before = masked[: verb.start()].rstrip(" ,—–")
    if not before.endswith(MASK) and not (masked[: verb.start()].endswith(", ") and verb.group() in ("said", "says")):
        return None
    phrase = _FOLLOWING.match(masked[verb.end() :])
    if phrase is None:
        return None
    party = _noun_phrase(phrase["np"])
    aside = phrase["aside"]
    if party and aside and is_described(party) and _name_at_end(aside) == _without_lead(aside):
        return _name_at_end(aside)
    return party


_FOLLOWING = re.compile(
    rf"\s+(?P<np>[^,;:()—–{MASK}]+?)"
    rf"(?=[,;:()—–{MASK}]|\.(?:\s|$)|\s(?:who|in|on|at|after|during|to|as|when|with)\s|$)"
    rf"(?:,\s(?P<aside>[^,;:()—–{MASK}]+?)(?=[,.;]|$))?"
)


def _noun_phrase(words: str) -> str | None:
    words = words.strip()
    while leading := _LEADING.match(words):
        words = words[leading.end() :]
    folded = words.casefold().split()
    if not folded:
        return None
    if folded[0] in _SELF and len(folded) < 4:
        return folded[0]
    if folded[-1] in _PRONOUNS | _SELF:
        return folded[-1]
    name = _name_at_end(words) if not re.search(r"\s(?:of|from|at|in|for|near)\s", words) else None
    name = name or _leading_name(words)
    if name:
        return name
    determined = _DETERMINED.search(words)
    if determined and len(determined.group().split()) <= 9 and _OPENING.fullmatch(words[: determined.start()]):
        return determined.group()
    name = _name_at_end(words)
    if name:
        return name
    if words[:1].isupper() and 1 <= len(folded) <= 6:
        return words
    return None


def _leading_name(words: str) -> str | None:
    """Return the name that opens `words` before a preposition: "Ana Brito of the traders’ association"."""
    opening = re.split(r"\s(?:of|from|at|in|for|near|and)\s", words)[0]
    name = _name_at_end(opening)
    return name if name and " " in name else None


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
