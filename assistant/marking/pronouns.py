"""Which names are "he" and which "she", as far as a document's own words tell; no list of first names is kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise

from assistant.marking.agents import head_of, is_described
from assistant.reading.names import full_names
from assistant.reading.vocabulary import CAPITAL

__all__ = [
    "OPENING_WORDS",
    "WORD",
    "is_done_by",
    "is_of_kin",
    "pronoun_of",
    "pronoun_of_title",
    "pronouns_by_kin",
    "pronouns_by_title",
    "pronouns_meant",
    "pronouns_used",
]

OPENING_WORDS = 5  # of a sentence, among which stands whom it is about
WORD = re.compile(r"[^\W\d_]\w+")
_PRONOUNS = ("he", "him", "his", "himself", "she", "her", "hers", "herself")
_ANY = re.compile(rf"\b(?:{'|'.join(_PRONOUNS)})\b", re.IGNORECASE)
# Whom a clause is about does not bear "him" in it, nor "her" but before what is hers: "Ana Brito contradicted him",
# "Leif Aune gave her flowers"; it is of others.
_OWN_OR_OTHERS = re.compile(
    r"\b(?:(?:asked|brought|called|considered|declared|elected|found|gave|given|handed|judged|lent|made|named|offered|"
    r"paid|promised|sent|showed|sold|taught|thought|told|wished)\sher|"
    r"(?:ask(?:ed|s)|wonder(?:ed|s))\s(?:how|if|what|when|where|whether|why)\s(?:he|she)|(?P<he>he|his|himself)|"
    r"(?P<she>she|herself|her(?=\s[a-z])(?!\s(?:a|about|after|again|alone|an|and|as|at|back|"
    r"because|before|but|by|down|during|for|from|how|if|in|into|of|off|on|or|out|over|so|that|the|there|to|twice|until|"
    r"up|what|when|where|whether|which|while|who|why|with|within|without|yesterday|\w+ly)\b))|(?P<him>him)|(?P<her>her))\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:(?P<she>She|Her)|He|His)\b")
# "Examined by Mr | Aune": before the name by which somebody goes.
_DONE_BY = re.compile(rf"\bby\s(?:{CAPITAL}[\w’'.-]*\s){{0,3}}$")
_HER_TITLES = frozenset(
    """
    Baroness Congresswoman Councilwoman Countess Dame Duchess Frau Lady Madam Madame Miss Mrs Ms Princess Queen Señora
    Signora Sister
    """.split()
)
_HIS_TITLES = frozenset("Baron Brother Herr King Lord Monsieur Mr Prince Señor Signor Sir".split())
_ADDRESSED = re.compile(
    rf"\b(?P<title>{'|'.join(sorted(_HIS_TITLES | _HER_TITLES))})\.?\s"
    rf"(?P<name>{CAPITAL}[\w’'-]+(?:\s{CAPITAL}[\w’'-]+)*)"
)
_SHE_KIN = "aunt|daughter|grandmother|mother|niece|sister|widow|wife"
_HE_KIN = "brother|father|grandfather|husband|nephew|son|uncle|widower"
_HERS = re.compile(rf"her (?:[a-z-]+ )?(?:{_SHE_KIN})|his (?:[a-z-]+ )?(?:{_HE_KIN})", re.IGNORECASE)
_SEXED = re.compile(rf"(?:(?P<she>{_SHE_KIN}|girl|\w*woman)|{_HE_KIN}|boy|(?!german|norman|roman)\w*man)$")
# "his wife, Ana Brito", "Brito’s brother Leif"
_KIN = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|[’']s)\s(?:[a-z-]+\s){0,2}"
    rf"(?:(?P<she>{_SHE_KIN})|{_HE_KIN}),?\s"
    rf"(?P<name>{CAPITAL}[\w’'-]+(?:\s(?:[a-z]{{1,3}}\s){{0,2}}{CAPITAL}[\w’'-]+){{1,3}})"
)


def is_of_kin(party: str) -> bool:
    """Whether a party is told by whose he is, and of the other sex: "her mother", "his brother"."""
    return bool(_HERS.fullmatch(party))


def pronoun_of_title(title: str) -> str | None:
    """Return the pronoun for whom a title addresses: "she" for "Mrs"; None for "Dr" and all other words."""
    return "she" if title in _HER_TITLES else "he" if title in _HIS_TITLES else None


def pronoun_of(party: str) -> str | None:
    """Return the pronoun for a party that a word for a man or a woman describes: "her father", "a spokeswoman"."""
    match = _SEXED.match(head_of(party)) if is_described(party) else None
    return None if match is None else "she" if match["she"] else "he"


def is_done_by(sentence: str, start: int) -> bool:
    """Whether what is told is done by whoever is named at `start`: "Asked by Aune, …" is about another."""
    return bool(_DONE_BY.search(sentence, 0, start))


def pronouns_meant(sentence: str, start: int) -> tuple[set[str], set[str]]:
    """Return "he" or "she" as they are meant of whoever is named at `start`, and of others: of "Aune told her she"."""
    meant: set[str] = set()
    others: set[str] = set()
    for match in _OWN_OR_OTHERS.finditer(sentence, start):
        if match["him"] or match["her"]:
            others.add("he" if match["him"] else "she")
        elif match.lastgroup and match.lastgroup not in others:
            meant.add(match.lastgroup)
    return meant, others


def pronouns_used(
    sentences: Iterable[str], people: Callable[[str], list[tuple[int, str]]], places: AbstractSet[str]
) -> dict[str, str]:
    """Return for names the pronoun that the document itself uses of them, where it does so in one sentence.

    A sentence that names one person alone and goes on with "she" or "her" speaks of a woman; so do titles.

    Args:
        sentences: Of the document.
        people: Tells whom a sentence names, and with which of its words, counted from 0.
        places: Names that are no person's.
    """
    votes: dict[str, Counter[str]] = {}
    for before, sentence in pairwise(["", *sentences]):
        if not _ANY.search(sentence):
            continue
        named = people(sentence)
        goes_on = _GOES_ON.match(sentence)
        told = people(before) if goes_on and not named and not _ANY.search(before) else []
        about = {name for _, name in told} - places
        if goes_on and len(about) == 1 and told[0][0] < OPENING_WORDS:  # "Ana Brito is 66. Her shop is small."
            votes.setdefault(about.pop(), Counter())["she" if goes_on["she"] else "he"] += 1
        if len({name for _, name in named}) != 1 or named[0][0] >= OPENING_WORDS or named[0][1] in places:
            continue
        matches = list(WORD.finditer(sentence))
        words = [match.group().casefold() for match in matches]
        if not set(_PRONOUNS).isdisjoint(words[: named[0][0]]):
            continue  # "He has nothing against Ana, he says"
        after, _ = pronouns_meant(sentence, matches[named[-1][0]].start())
        if len(after) == 1 and not is_done_by(sentence, matches[named[0][0]].start()):
            votes.setdefault(named[0][1], Counter())[after.pop()] += 1
    return {
        name: count.most_common(1)[0][0] for name, count in votes.items() if len(count) == 1 or _clear(count.values())
    }


def pronouns_by_title(text: str, fuller: Mapping[str, str]) -> dict[str, str]:
    """Return the pronoun that fits whom a document addresses as "Mr" or "Ms", by name."""
    found: dict[str, set[str]] = {}
    for match in _ADDRESSED.finditer(text):
        name = fuller.get(match["name"].split()[-1])
        if name:
            found.setdefault(name, set()).add("she" if match["title"] in _HER_TITLES else "he")
    return {name: sexes.pop() for name, sexes in found.items() if len(sexes) == 1}


def pronouns_by_kin(text: str) -> dict[str, str]:
    """Return the pronoun that fits whom a document names as somebody's wife, brother and so on, by name."""
    return {
        name: "she" if match["she"] else "he" for match in _KIN.finditer(text) for name in full_names(match["name"])
    }


def _clear(counts: Iterable[int]) -> bool:
    ordered = sorted(counts, reverse=True)
    return ordered[0] > 2 * ordered[1]
