"""Names in a question or a sentence, found by their capital letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from assistant.reading.names import after_office
from assistant.reading.vocabulary import ARABIC, CAPITAL, MONTHS, PARTICLES, TITLES, WEEKDAYS

__all__ = ["DAYS", "NAME", "SMALL", "find_names", "inner_names", "key_names", "same_person"]

_WORD = rf"(?<!\w)(?:(?:{CAPITAL}\.-?)+(?!\w)|(?:{ARABIC.pattern}|{CAPITAL})[\w’'-]*)"
# Not all of `PARTICLES`: "Where in Oslo do Finns live?" names two.
_SMALL = (
    "of the|of|&|al|bin|da|de las?|de los?|del?|della|der|di|dos|du|el|ibn|ten|ter|van de[nr]?|van|von de[mnr]|von|y|zu"
)
NAME = re.compile(rf"{_WORD}(?: (?:(?:{_SMALL}) )?{_WORD})*")
_WHOSE = re.compile(r"(?<=\w)(?:[’']s|(?<=s)[’'])(?= |$)")
_SUM = re.compile(r"[A-Z]\w{0,2}(?=\s?[$€£]|\s\d)")  # "US$65", "Rs 1.2 crore"
_SHORT = 3
_KEY_NAMES = 3
_COMPARED = 100  # names of a text that are looked at: each is compared with each
_IN_SENTENCE = re.compile(r"[\w,;)–—-][ (–—-]*$")  # before a word that is not the first of its sentence
_SMALL_WORD = re.compile(r"\b[a-zß-öø-ÿ][\w’'-]*")
_APOSTROPHE = re.compile("[’']")
SMALL = PARTICLES | frozenset("an by or vs with".split())
"""Words that a name may hold in small letters."""
DAYS = frozenset((*WEEKDAYS, *MONTHS))
"""Capitalised words that name a time."""

_NOT_NAMES = TITLES | frozenset(
    """
    a about after again all also although an and another any anyone anything are as ask at be because before besides
    between both but by can could describe did do does during each either else ever every everybody everyone
    everything explain few for from give had has have he her here his how however i if in instead into is it its
    just list many may maybe might more most my name neither never no nobody none nor not nothing now of on once one
    only or other our out over please shall she should since so some somebody someone something still such tell than
    that the their then there these they this those though through to too under until up upon us very was we were
    what whatever when whenever where whether which while who whoever whom whose why will with within without would
    yes yet you your according compare find quote show summarise summarize translate write
    """.split()
)


def find_names(text: str) -> Iterator[tuple[str, int]]:
    """Yield runs of capitalised words with their offsets, question words and titles left out.

    Example:
        >>> [name for name, _ in find_names("Did Y. A. Olmo's Bank of the North pay US$5 to Dr. Ida Holm?")]
        ['Y. A. Olmo', 'Bank of the North', 'Ida Holm']
    """
    for match in NAME.finditer(text):
        for part, start in _parted(match.group(), match.start()):
            words = part.split()
            while words and _APOSTROPHE.split(words[0].casefold())[0] in _NOT_NAMES:
                start += len(words.pop(0)) + 1
            person = after_office(words, text[max(0, start - 80) : start])
            start += sum(len(word) + 1 for word in words[: len(words) - len(person)])
            name = " ".join(person)
            if name and not (_SUM.match(text, start) and len(name) <= _SHORT):
                yield name, start


def inner_names(text: str) -> Iterator[str]:
    """Yield the names that do not begin a sentence, whose capital might mean nothing else.

    Example:
        >>> list(inner_names("Fees rise in Oslo. Boats from Olmo left."))
        ['Oslo', 'Olmo']
    """
    for name, at in find_names(text):
        if _IN_SENTENCE.search(text, max(0, at - 3), at):
            yield name


@lru_cache(1024)
def key_names(title: str, text: str) -> tuple[str, ...]:
    """Return the names that tell what a text is about: the most frequent ones, save those in its title; three at most.

    Days, months, and words that have a capital only at the start of a sentence are no such names; where somebody is
    named in full and in part, the full name counts for both.

    Example:
        >>> key_names("The levy", "Ida Holm spoke in Oslo on Monday. Fees rise, said Holm. Fees, Holm says, must rise.")
        ('Ida Holm', 'Oslo')
    """
    counts: Counter[str] = Counter()
    sure = set()
    for name, at in find_names(text):
        if name not in DAYS and len(name) >= _SHORT:
            counts[name] += 1
            if " " in name or _IN_SENTENCE.search(text, max(0, at - 3), at):
                sure.add(name)
    words = set(_SMALL_WORD.findall(text))
    often = {name for name, _ in counts.most_common(_COMPARED)}
    names = [n for n in counts if n in often and n in sure and (" " in n or n.casefold() not in words)]
    whole: Counter[str] = Counter()
    for name in names:
        longer = (other for other in names if other.startswith(f"{name} ") or other.endswith(f" {name}"))
        whole[next(longer, name)] += counts[name]
    told = title.casefold()
    return tuple([name for name, _ in whole.most_common() if name.casefold() not in told][:_KEY_NAMES])


def _parted(run: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield the names of a run of capitalised words: "Ida Holm's Oslo" is two names, "Land's End" one."""
    begin = 0
    for owner in _WHOSE.finditer(run):
        whose, what = run[begin : owner.start()], run[owner.end() + 1 :]
        if not what or " " in whose or what.split()[0] in DAYS:
            yield whose, start + begin
            begin = owner.end() + 1
    if begin < len(run):
        yield run[begin:], start + begin


def same_person(name: str, other: str) -> bool:
    """Return whether two names may mean one person: they end in the same word, or one is part of the other.

    Example:
        >>> same_person("Kvirkvelia", "Lasha Kvirkvelia"), same_person("the ministry", "Ministry")
        (True, True)
    """
    first, second = (re.findall(r"[^\W_]+", each.casefold()) for each in (name, other))
    if not first or not second:
        return False
    return first[-1] == second[-1] or set(first) <= set(second) or set(second) <= set(first)
