"""Who is being quoted: finding the party that a sentence gives its words to, by grammar alone.

Works on one sentence whose quotations are masked, so that words inside them are never taken for the
narrator's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.marking.agents import is_agent, is_described, is_thing
from assistant.marking.parties import (
    BOUNDARY,
    MASK,
    PRONOUNS,
    SELF,
    holder,
    inverted,
    name_at_end,
    names_with_aside,
    opening,
    subject,
)
from assistant.marking.verbs import ADJACENT, MENTAL, NEEDS_A_PERSON, NEEDS_THAT, PARTICIPLES, STRONG, WEAK

__all__ = ["MASK", "Source", "find_source", "is_described"]


_VERBS = STRONG | WEAK | PARTICIPLES
_LOWER = re.compile(r"\b[a-z]+\b")
_AUXILIARIES = frozenset(
    """am are been cannot could did do does had has have is may might must shall should used was were will
    would""".split()
)
_GENERAL = ("nobody ", "no ", "every ", "each ", "neither ", "nothing", "whoever", "more", "few ")
_INNER = re.compile(r"\b(?:said|says|saying)\s(?:that\s)?(?:he|she|they|it)\s(?:\w+ly\s)?$")
_INNER_CLAUSE = re.compile(
    rf"\b(?:said|says|saying|told|tells|wrote|writes|recalled|remembered|remembers|reported)\b[^,;{MASK}]*\sthat\s[^,;{MASK}]*$"
)
_SAYS_MUCH = re.compile(
    r"\s(?:(?:you|us|one|something|nothing|little|much|more|as\smuch|a\s(?:lot|great\sdeal|good\sdeal))\s)+"
    r"(?:about|of|how|what|who|why|than|that\sthey)\b"
)
_SPOKEN_OF = {
    "accuse": r"\s(?:\S+\s){1,8}of\b",
    "describe": r"\s(?:\S+\s){1,10}as\b",
    "regard": r"\s(?:\S+\s){1,10}as\b",
    "put": r"\s(?:\S+\s){1,12}?(?:at|down\sto)\s",
    "spoke": r"\sof\b",
    "speaks": r"\sof\b",
}
_PARTY = re.compile(r",\s[A-Z]-[A-Z][\w.]{1,6}(?=,)")
_NEAR = 60
_IN_RELATIVE = re.compile(
    r"[^,\s]\s+(?:who|that|which)(?:\s+(?:[a-z]+ly|also|still|once|have|has|had))?\s+$"
    r"|\b(?:whatever|whichever|than)\s[^,]*$|\b(?:thing|words?|all|everything|nothing|only)\sthat\s[^,]*$"
)
_DUTY = re.compile(r"\b(?:must|should|shall|can|cannot|may|might|let|(?<!used\s)to)\s(?:\w+ly\s)?$")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:(?:\w+ly|never|not|also)\s+)?$")
# "He is reported to have said", "she was quoted in the papers as saying": it is he and she who said it.
_RELAYED = re.compile(
    r"\b(?:is|are|was|were)\s(?:\w+ly\s)?(?:reported|supposed|said|alleged|understood|believed|thought|"
    r"quoted\s(?:[\w’' ]{0,40}\s)?as)"
    r"\s(?:to\shave\s)?(?=(?:said|told|written|saying|asked|replied|answered)\b)"
)
# "the wells, she adds, are a symptom": what stands between commas tells whose the sentence is.
_ASIDE_BEFORE = re.compile(
    rf"[,;:—–{MASK}]\s*(?:as\s)?(?:he|she|they|(?:(?:the|his|her|their|its)\s)?(?:[\w’'.-]+\s){{0,3}}?[\w’'.-]+)"
    r"\s(?:(?:\w+ly|also|then|later|once)\s)?$"
)
_ASIDE_AFTER = re.compile(r"(?:\s(?:out|aloud|later|afterwards|on|(?:in|to|on)\s(?:\w+\s)?\w+))?\s*[,.;:!?]")
_CLAUSE = re.compile(r"\s(?:he|she|they|we|there)\s")
_ASKS = re.compile(r"\s(?:[\w’'-]+\s){0,4}?(?:who|whose|why|what|how|when|if|which|only)\s")
_NOT = re.compile(r"(?:\bnot|n[’']t|\bnever)\s(?:yet\s)?$")
_SAID_SO = re.compile(r"\b(?:nothing|so|no\smore|as\smuch)\b")
_SUBORDINATE = re.compile(
    r"\b(?:what|which|that|who|if|as|because|since|when|how|where|than|while|whether|someone|was|is|so)\b",
    re.IGNORECASE,
)
_BEFORE_COLON = re.compile(rf"(?P<left>[^:{MASK}]+):\s*{MASK}+\s*$")

_SIGNED = re.compile(rf"{MASK}\s*[―—–-]{{1,2}}\s*(?P<np>[A-Z][^,;:{MASK}]{{2,60}}?)\s*\.?\s*$")
_POSSESSIVES = frozenset("his her its their my our your".split())
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Ii]n the (?:words|view|opinion|eyes) of|[Aa]s quoted by|[Aa]s per)\s+"
    rf"(?P<np>[^,;:.()“”\"{MASK}]+)"
)
_IN_VIEW = re.compile(
    r"\b[Ii]n (?P<np>[^,;:.()]{2,60}?)[’']s? (?:view|opinion|words|eyes|telling|account|estimation|estimate)\b"
)
_IN_HIS_VIEW = re.compile(
    r"\b(?:in|by)\s(?P<np>his|her|their)\s(?:own\s)?(?:view|opinion|words|eyes|telling|account|estimation|estimate|reckoning)\b"
    r"|\b[Bb]y\s(?P<whose>(?:the\s)?[^,;:.()]{2,40}?)[’']s?\s(?:own\s)?(?:account|reckoning|estimate)\b",
    re.IGNORECASE,
)
_HOLDING = re.compile(
    "ccording|words|view|opinion|eyes|telling|account|estimat|reckoning|s quoted by|s per", re.IGNORECASE
)
"""A quick look for what any of the three needs."""


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
    masked = _RELAYED.sub("", _PARTY.sub("", masked))
    for pattern in (_ACCORDING, _IN_VIEW, _IN_HIS_VIEW) if _HOLDING.search(masked) else ():
        match = pattern.search(masked)
        party = holder(match) if match else None
        aside = re.match(r",\s+([^,;:.()]{3,60})[,.]", masked[match.end() :]) if match else None
        if aside and party and is_described(party):
            party = name_at_end(aside[1]) or party
        if match and party:
            return Source(party, match.group().strip()[:80])
    signed = _SIGNED.search(masked)
    party = name_at_end(signed["np"]) if signed else None
    if party and " " in party:
        return Source(party, f"— {party}")
    found = next(filter(None, (_said(masked, match) for match in _verbs(masked))), None)
    if found:
        return found
    # "Ana Brito did not need a decimal: “…”": what follows a colon is hers who opens the sentence.
    leads = _BEFORE_COLON.fullmatch(masked)
    party = opening(leads["left"]) if leads else None
    told = party in PRONOUNS or (party and " " in party and (not is_described(party) or is_agent(party)))
    return Source(party, f"{party}:") if party and told else None


def _said(masked: str, match: re.Match[str]) -> Source | None:
    """Return whom a verb gives words to here, or None if it reports nothing."""
    left = masked[: match.start()]
    if _IN_RELATIVE.search(left) or (_PASSIVE.search(left) and match.group().endswith(("ed", "told", "put", "found"))):
        return None  # "a farmer who believes …", "is expected" tell of nobody in particular
    if _DUTY.search(left):
        return None  # "the maker must tell" is not what anybody said
    if MASK not in masked and (_NOT.search(left) or _SAID_SO.match(masked, match.end() + 1)):
        return None  # "he has not said so", "they answered with a treaty"
    if match.group() in PARTICIPLES:
        if re.search(r"\b(?:is|are|was|were|a|an|the|without)\s(?:\w+\s)?$", left):
            return None  # "is saying goodbye", "a comforting saying"
        party = opening(left) if left.endswith(", ") else subject(left)
    else:
        opens = re.match(r"\s(?:[A-Z]|the\s)", masked[match.end() :])
        turned = bool(opens) and left.endswith(", ") and not names_with_aside(left)
        party = (inverted(masked, match) if turned else None) or subject(left) or inverted(masked, match)
    if (
        party is None
        or party.casefold() in SELF | _POSSESSIVES
        or f"{party.casefold()} ".startswith(_GENERAL)
        or _AUXILIARIES & {*party.casefold().split()}
        or not _reports(masked, match, party)
    ):
        return None
    if match.group() in MENTAL and _SUBORDINATE.search(BOUNDARY.split(left)[-1]) and MASK not in masked:
        return None  # "it was the cash that he wanted"
    if match.group() in NEEDS_A_PERSON and is_described(party) and not is_agent(party):
        return None  # "the figure suggests that …"
    return Source(party, f"{party} {match.group()}")


def _verbs(masked: str) -> list[re.Match[str]]:
    """Return the verbs that may report, those beside a quotation first."""
    if _VERBS.isdisjoint(_LOWER.findall(masked)):
        return []
    found = [match for match in _LOWER.finditer(masked) if match.group() in _VERBS]
    if MASK not in masked or len(found) < 2:
        return found
    edges = [m.start() for m in re.finditer(rf"(?<!{MASK}){MASK}|{MASK}(?!{MASK})", masked)]

    def away(match: re.Match[str]) -> int:
        left = masked[: match.start()]
        if _INNER.search(left) or _INNER_CLAUSE.search(left):
            return len(masked)  # "Ana Brito said she expects …": it is Ana Brito who says so
        return min(max(edge - match.end(), match.start() - edge) for edge in edges) // 20

    return sorted(found, key=away)


def _reports(masked: str, verb: re.Match[str], party: str) -> bool:
    """Whether a verb brings somebody's words here, and does not merely happen to be one that can."""
    rest = masked[verb.end() :]
    after = rest.lstrip(" ,:;—–")
    if verb.group() in ADJACENT:
        return after.startswith(MASK) or masked[max(0, verb.start() - _NEAR) : verb.start()].rfind(MASK) >= 0
    if verb.group() in NEEDS_THAT:
        return rest.startswith(" that ")
    if MASK in masked[max(0, verb.start() - _NEAR) : verb.end() + _NEAR]:
        return True
    if re.match(r"\s+(?:\w+\s+){0,4}?(?:that|whether)\b", rest) or (
        verb.group() == "called" and rest.startswith(" for ")
    ):
        return True
    if _ASIDE_AFTER.match(rest) and _ASIDE_BEFORE.search(masked[: verb.start()]) and "," in masked[: verb.start()]:
        return True
    if is_thing(party):
        return False  # "the notice says what is wrong"
    if _CLAUSE.match(rest) or (verb.group().startswith(("ask", "wonder")) and _ASKS.match(rest)):
        return True
    if _SAYS_MUCH.match(rest):
        return False  # "A city tells you how …" is nobody's word
    if any(verb.group().startswith(stem) and re.match(form, rest) for stem, form in _SPOKEN_OF.items()):
        return True
    closing = len(rest.split()) <= 6 and "," in masked[: verb.start()]
    return verb.group() in STRONG and (closing or len(after.split()) >= 3)
