"""Names, months and weekdays of a statement that its sources do not have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.asking.wording.words import LETTERS, STOP_WORDS, WORD
from assistant.marking.agents import is_agent
from assistant.marking.verbs import NEEDS_A_PERSON, STRONG, WEAK
from assistant.reading.names import without_possessive
from assistant.reading.vocabulary import MONTHS, PARTICLES, TITLES, WEEKDAYS

__all__ = ["Known", "foreign_name", "is_no_name", "key", "parties_agree"]

_MONTHS = [month.casefold() for month in MONTHS]
_CALENDAR = frozenset((*_MONTHS, *(day.casefold() for day in WEEKDAYS))) - {"may"}  # mostly a verb
_SHORT_MONTHS = {month[:3]: month for month in _MONTHS if month != "may"} | {"sept": "september"}
_NO_NAMES = (
    STOP_WORDS
    | (TITLES - {"king", "prince", "baron", "abbot"})
    | frozenset(
        """
        according i mr mrs ms dr however therefore moreover meanwhile nobody none nothing everyone everybody somebody
        someone another among despite instead asked today yesterday tomorrow last next two three four five six seven
        eight nine ten eleven twelve first second third unlike whoever neither either besides rather earlier later
        never nevertheless still yes anyone each several many most much few less fewer nearly almost roughly
        """.split()
    )
)
_LEANS = re.compile(
    r"\b(?:he|she|him|his|her|hers|they|them|their|it|its|this|that|these|those|such|both|there|here|one|ones|former|latter|"
    r"i|we|my|our|us|me|you|your|the)\b",
    re.I,
)
_DOTTED = re.compile(r"\b(?:(?:[A-Z]\.){2,}|US\b)")
_LETTERED = {"US": "usa"}  # not the pronoun
_SAYING = (STRONG | WEAK) - NEEDS_A_PERSON
_DOES = re.compile(r"\s(?:(?:has|had|also|later|again|once|\w+ly|himself|herself)\s)*([a-z]+)\b(?!\sby\b)")
_PARTY_NOISE = TITLES | PARTICLES | STOP_WORDS | frozenset("miss sister brother uncle aunt".split())
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "a", "œ": "o", "þ": "t", "ð": "d"})
_OFFICES = TITLES - frozenset("mr mrs ms miss mx dr doctor prof professor sir dame lord lady".split())
_TITLED = re.compile(r"\b([A-Z][a-z]+)\s((?:[A-Z][\w’'-]+\s?){1,3})")
_PEOPLES = [
    frozenset(words.split())
    for words in (
        "france french frenchman frenchwoman", "spain spanish spaniard spaniards", "poland polish pole poles",
        "denmark danish dane danes", "sweden swedish swede swedes", "finland finnish finn finns", "wales welsh",
        "ireland irish", "switzerland swiss", "netherlands dutch holland", "greece greek greeks",
        "turkey turkish turks",
        "britain british uk briton britons", "england english", "scotland scottish scots",
        "usa america american americans states",
        "china chinese", "philippines filipino filipinos philippine", "thailand thai thais", "germany german germans",
        "japan japanese", "iceland icelandic icelanders", "portugal portuguese", "vienna viennese",
        "peru peruvian",
        "laos lao laotian", "congo congolese", "iraq iraqi", "iran iranian persian", "europe european eu",
    )
]  # fmt: skip
"""Peoples and their countries, where the first letters do not show it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a claim may name.

    Attributes:
        texts: The cited sentences.
        voices: Who answers for them: voices and speakers.
        around: What stands before them, and the titles of their documents: names that "he" or "the line" may stand for.
    """

    texts: Sequence[str]
    voices: Sequence[str]
    around: Sequence[str]


def foreign_name(claim: str, known: Known) -> str | None:
    """Return a name, month or weekday of the claim that it has no right to; None if all are known.

    Args:
        claim: A statement.
        known: What its sources name.
    """
    if title := _foreign_title(claim, known):
        return title
    own = _keys(known.texts)
    voices = _keys(known.voices)
    leans = any(_LEANS.search(text) or not _names_anything(text) for text in known.texts)
    around = _keys(known.around) if leans else frozenset()
    others = _capitalised(" ".join((*known.texts, *known.voices, *known.around)))
    for word, first in _named(claim):
        name = key(word)
        if name in _CALENDAR or name in _SHORT_MONTHS:
            full = _SHORT_MONTHS.get(name, name)
            if (
                full not in own
                and not any(_SHORT_MONTHS.get(k) == full for k in own)
                and not _iso_month(full, known.texts)
            ):
                if full == "march":
                    continue
                return word
            continue
        if _held(name, own) or _held(name, voices) or _held(name, around):
            continue
        if first and not (name in others or _certainly_name(claim, word)):
            continue
        if word.isupper() and len(word) > 1 and _initials(word, (*known.texts, *known.around)):
            continue
        return word
    return None


def _foreign_title(claim: str, known: Known) -> str | None:
    """Return the title that a claim gives to a name to which its sources give another: "Mayor Brito", a councillor."""
    text = " ".join((*known.texts, *known.voices, *known.around))
    for title, name in _TITLED.findall(claim):
        others = {key(found) for found in re.findall(rf"\b(\w+)\s(?:[\w’'-]+\s)?{re.escape(name.split()[-1])}\b", text)}
        rivals = {other for other in others & _OFFICES if other[0] != key(title)[0]}  # "Cllr" is a councillor
        if key(title) in _OFFICES and rivals and key(title) not in _keys([text]):
            return f"{title} {name.strip()}"
    return None


def parties_agree(one: str, other: str) -> bool:
    """Whether two names of a party can be of the same: they share a word that is no title, such as the surname."""
    left = {key(w) for w in LETTERS.findall(one)} - _PARTY_NOISE
    right = {key(w) for w in LETTERS.findall(other)} - _PARTY_NOISE
    if not left or not right:
        return one.casefold().strip() == other.casefold().strip()
    shared = {w for w in left if _held(w, frozenset(right))}
    if not shared:
        return False
    # "Ana Brito" is not "Rui Brito".
    proper = [[w for w in LETTERS.findall(p) if w[:1].isupper() and key(w) not in _PARTY_NOISE] for p in (one, other)]
    if len(proper[0]) > 1 and len(proper[1]) > 1:
        short, long = sorted(({key(w) for w in p if len(w) > 1} for p in proper), key=len)
        return len(short & long) >= min(2, len(short)) or not all(len(p) == 2 for p in proper)
    return True


def is_no_name(word: str, after: str, around: str) -> bool:
    """Whether a capitalised word that opens a sentence would stand in lower case elsewhere."""
    if key(word) in STOP_WORDS | (_NO_NAMES - TITLES) and not word.isupper() and key(word) != "i":
        return True
    if re.match(r"\s+[^\W\d_a-z]", after) or key(word) in _capitalised(around):
        return False
    return bool(re.search(rf"\b{re.escape(word.lower())}\b", around))


@lru_cache(maxsize=20_000)
def key(word: str) -> str:
    """Return a word as names are compared: lower case, no accents, no possessive ending."""
    bare = without_possessive(word).replace("’", "'")
    parted = unicodedata.normalize("NFKD", bare.casefold()).translate(_LETTERS)
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def _keys(texts: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for text in texts:
        for word in re.findall(r"[^\W_]+(?:['’][^\W\d_]+)?", text):
            found.add(key(word))
        found.update(_LETTERED.get(word, key(word)) for word in (w.replace(".", "") for w in _DOTTED.findall(text)))
    return frozenset(found)


def _named(claim: str) -> list[tuple[str, bool]]:
    """Return the capitalised words of a claim, and whether each opens a sentence or quotation."""
    found = []
    for match in re.finditer(r"[^\W\d_]+(?:['’][^\W\d_]+)?", claim):
        word = match.group()
        if not word[0].isupper() or key(word) in _NO_NAMES or len(key(word)) < 2:
            continue
        if claim[match.end() : match.end() + 1].isdigit():
            continue  # a currency or a mark before a number: "RM15", "T2"
        before = claim[: match.start()].rstrip()
        first = not before or before[-1] in '.!?:“"‘(«' or before.endswith(("“", '"'))
        found.append((word, first))
    return found


def _names_anything(text: str) -> bool:
    """Whether a sentence has a name in its midst: one that has none tells of somebody named before."""
    return any(not first and key(word) not in _CALENDAR for word, first in _named(text))


def _capitalised(text: str) -> frozenset[str]:
    """Return the words that stand with a capital in mid-sentence."""
    return frozenset(key(m.group(1)) for m in re.finditer(r"(?<=[\w,;’'”)-]\s)([^\W\d_a-z][^\W\d_]+)", text))


def _certainly_name(claim: str, word: str) -> bool:
    """Whether a word that opens a claim must be a name: a second capital follows, a possessive, or it alone speaks."""
    after = claim[claim.find(word) + len(word) :]
    if re.search(r"['’]s?$", word):
        return True
    follows = re.match(r"\s+(?:[A-Z]\.\s+)?([^\W\d_a-z][^\W\d_]+)", after)
    speaks = _DOES.match(after)
    if speaks and speaks[1] in _SAYING and not word.endswith("s") and not is_agent(word.casefold()):
        return True
    return bool(follows and key(follows[1]) not in _NO_NAMES)


def _held(name: str, keys: frozenset[str]) -> bool:
    if name in keys:
        return True
    if any(name in same and same & keys for same in _PEOPLES):
        return True
    if len(name) < 4:
        return False
    # Demonyms and plurals: "Georgia" and "Georgian", "Norway" and "Norwegian".
    root = name[: max(4, len(name) - 3)]
    return any(
        abs(len(k) - len(name)) <= 4
        and (k.startswith(root) or (len(k) >= 4 and name.startswith(k[: max(4, len(k) - 3)])))
        for k in keys
    )


def _initials(acronym: str, texts: Sequence[str]) -> bool:
    for text in texts:
        letters = "".join(word[0] for word in WORD.findall(text) if word[0].isupper())
        if acronym in letters:
            return True
    return False


def _iso_month(month: str, texts: Sequence[str]) -> bool:
    if month not in _MONTHS:
        return False
    return any(re.search(rf"\b\d{{4}}-{_MONTHS.index(month) + 1:02d}(?:-\d\d)?\b", text) for text in texts)
