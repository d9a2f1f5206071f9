"""Whom a document names: the full name behind a surname or a title, and which of "he" and "she" fits it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from assistant.marking.agents import is_group, is_several
from assistant.marking.offices import office_holders
from assistant.marking.pronouns import WORD, pronoun_of_title, pronouns_by_kin, pronouns_by_title, pronouns_used
from assistant.marking.verbs import DAYS
from assistant.reading.names import full_names, is_body
from assistant.reading.vocabulary import ARABIC, CAPITAL, TITLES, is_title

__all__ = ["Roster"]

# "in Khubelu Dam", "the Great Khural", "at Khirbet al-Tall", "a listener, Gerda from Old Mill": nobody is called so.
_PLACE = re.compile(
    rf"\b(?:in|the|(?i:across|around|at|into|near|outside|through)|(?<=,\s){CAPITAL}[\w’'-]+\sfrom)"
    rf"\s(?P<name>{CAPITAL}[\w’'-]+(?:\s(?:{ARABIC.pattern}|{CAPITAL})[\w’'-]+){{1,3}})(?![’'])"
)
# "Sister Xenia", "Mr Fazil"; not "Former Ethiopian".
_NO_ADDRESS = frozenset(
    """
    assistant associate chief emeritus foreign former general guest head her host independent lead member messrs
    military official permanent police political prime public senior special sports state studio the veteran vice
    """.split()
)
_ADDRESS = "|".join(re.escape(title.capitalize()) for title in sorted(TITLES - _NO_ADDRESS))
_TITLED = re.compile(rf"\b(?:{_ADDRESS})\.?\s(?P<name>{CAPITAL}[\w’'-]+)(?![\w’'-]|\s{CAPITAL})")
_WHICH = re.compile(rf"(?<![\w’'-])(?P<name>{CAPITAL}[\w’'-]+),\swhich\s")  # nobody is called so


class Roster:
    """The names of a document.

    Args:
        text: The document.
        sentences: Its sentences, in order.

    Attributes:
        known: Full names.
        recurring: Those of which a part stands by itself elsewhere.
        holders: Who holds an office, by its title.
        bodies: Names of what is told of with "which": nobody is called so.
        places: Names that stand where those of places do.
        sex: "he" or "she", by name, where that is known.
    """

    def __init__(self, text: str, sentences: Iterable[str] = ()) -> None:
        self._fuller: dict[str, str] = {}
        self._sharing: dict[str, list[str]] = {}
        self._whole: dict[tuple[str, str], str] = {}
        counts = full_names(text)
        for name, _ in counts.most_common():
            self._enter(name)
        self._enter_firsts(name for name, _ in counts.most_common() if not is_body(name))
        for match in _TITLED.finditer(text):  # "Sister Xenia" has no other name, "Lt. Gen. Brito" has
            if not is_title(match["name"]):
                self._fuller.setdefault(match["name"], match["name"])
        words = Counter(WORD.findall(text))
        self._words = frozenset(words)
        self.recurring = {name for (*_, last), name in self._whole.items() if words[last] > counts[name]}
        self.known = set(self._fuller.values())
        self.holders = office_holders(text)
        self.bodies = {match["name"] for match in _WHICH.finditer(text)}
        self.places = {match["name"] for match in _PLACE.finditer(text)}
        self.sex = pronouns_by_kin(text)
        self.sex |= pronouns_used(sentences, self.people, self.places)
        self.sex |= pronouns_by_title(text, {last: name for last, (name, *more) in self._sharing.items() if not more})

    def _enter(self, name: str) -> None:
        """Note a full name under its parts; of several that share one, the most frequent is entered first."""
        self._fuller.setdefault(name.split()[-1], name)
        sharing = self._sharing.setdefault(name.split()[-1], [])
        if name.split()[0] not in {other.split()[0] for other in sharing}:
            sharing.append(name)  # "Ana Brito" and "Ana Maria Brito" are one
        if small := re.search(r"(?<= )[a-z].*", name):  # "van den Berg", where it opens a sentence "Van den Berg"
            tail = small.group()
            self._fuller.setdefault(tail, name)
            self._fuller.setdefault(tail[0].upper() + tail[1:], name)
        for pair in pairwise(WORD.findall(name)):
            self._whole.setdefault(pair, name)

    def _enter_firsts(self, people: Iterable[str]) -> None:
        """Note people under their first names, where only one has it."""
        firsts: dict[str, set[str]] = {}
        for name in people:
            firsts.setdefault(name.split()[0], set()).add(name)
        for first, names in firsts.items():
            if len(names) == 1 and first.casefold() not in DAYS | TITLES:
                self._fuller.setdefault(first, *names)

    def learn(self, name: str, pronoun: str) -> None:
        """Note that a pronoun was taken to mean a name, where nothing else is known of it."""
        self.sex.setdefault(name, pronoun)
        if " " not in name:
            self._fuller.setdefault(name, name)  # "Bruno", who has no other name

    def may_mean(self, pronoun: str, name: str) -> float | None:
        """Return how likely it is that "he" or "she" means a name, by what the document knows of it.

        Args:
            pronoun: "he" or "she".
            name: In full or in part.

        Returns:
            1 if the document itself calls that person so, 0.5 if it knows such a person, 0 if it calls that person
            otherwise or it is no person's name; None if it cannot tell.
        """
        words = WORD.findall(name)
        if not words or words[-1] not in self._words:
            return None
        whole = next(
            (self._whole[pair] for pair in pairwise(words) if pair in self._whole), self._fuller.get(words[-1])
        )
        if is_group(name) or is_several(name) or name in self.places or (whole and not self.is_person(whole)):
            return 0.0
        if whole is None:
            return None
        return float(self.sex[whole] == pronoun) if whole in self.sex else 0.5

    def bearer(self, address: str, surname: str) -> str | None:
        """Return who bears a name: of several with one surname the only one whom "Mr" or "Mrs" before it fits."""
        sharing = self._sharing.get(surname, [])
        sex = pronoun_of_title(address)
        if len(sharing) > 1 and sex:
            for fitting in (
                [n for n in sharing if self.sex.get(n) == sex],
                [n for n in sharing if n not in self.sex],
            ):
                if fitting:
                    return fitting[0] if len(fitting) == 1 else None
        return self._fuller.get(surname)

    def is_person(self, name: str) -> bool:
        """Whether a name or description may be one person's."""
        return not is_group(name) and name not in self.places

    def people(self, sentence: str) -> list[tuple[int, str]]:
        """Return whom a sentence names, with the number of the word that does; of a family, by first names."""
        words = WORD.findall(sentence)
        named = (
            (i, self._whole.get((before, word)) or self.bearer(before, word))
            for i, (before, word) in enumerate(pairwise(["", *words]))
        )
        return [(i, name) for i, name in named if name and not is_body(name) and name not in self.places]
