"""Of whom a document is just telling, and so whom "he", "she", "they" and a surname mean there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.marking.agents import (
    THINGS,
    described_opening,
    is_agent,
    is_described,
    is_group,
    is_many,
    is_role,
    is_several,
    is_thing,
)
from assistant.marking.parties import opening
from assistant.marking.phrases import name_at_end
from assistant.marking.pronouns import (
    OPENING_WORDS,
    WORD,
    is_done_by,
    is_of_kin,
    pronoun_of,
    pronouns_meant,
)
from assistant.marking.roster import Roster
from assistant.reading.names import is_body
from assistant.reading.vocabulary import CAPITAL

__all__ = ["UNNAMED", "People"]

UNNAMED = "somebody not named"
_EDITORIAL_BOARD = {"editorial", "board"}
_RELATIVE = re.compile(
    rf"\s*{CAPITAL}[\w’'-]*(?:\s{CAPITAL}[\w’'-]*)?[’']s(?:\s[a-z]+){{1,3}}\s(?P<name>{CAPITAL}[\w’'-]+)"
)
_ONE = rf"(?:{CAPITAL}[\w’'-]+\s){{1,4}}"
_JOINT = re.compile(rf"\s*{_ONE}and\s{_ONE}(?=[a-z])")
_BODY = re.compile(rf"\s*{_ONE}(?=[a-z])")
_PRONOUN_LEADS = re.compile(r"\b(?P<who>[Hh]e|[Ss]he)\s[^,;:]*$")
_OF_AGE = re.compile(r"the \d{1,3}-year-old")
# "In the bar I met Ana Brito", "The shop went to Ana Brito, who sold it"
_MEETS = re.compile(
    rf"\b(?:I|[Ww]e)\s(?:[\w’'-]+\s){{1,6}}?{CAPITAL}|(?<![\w’'-]){CAPITAL}[\w’'-]+,\s(?:an?|the|who|whose)\s"
)
# "A stubborn teacher, she …", "A farmer himself, he …": no other than she and he
_APPOSED = re.compile(r"An?\s(?:[^,;:]{3,60},\s(?:(?:he|she)\s|$)|(?:[\w’'-]+\s){1,4}(?:himself|herself)\b)")
_OFFICE_BETWEEN = re.compile(rf"\s*{_ONE}(?<![’']s\s)(?:[a-z-]+\s)?(?P<office>[a-z-]+)\s(?={CAPITAL})")
_PRONOUN_OPENS = re.compile(r"(?:(?:But|And)\s)?([Hh]e|[Ss]he)\s")
_OWNED = re.compile(r"(?P<whose>his|her)\s(?P<what>[a-z].*)", re.IGNORECASE)


class People:
    """Who was mentioned last, of the names in a document.

    Args:
        text: The document.
        sentences: Its sentences, in order.
        byline: Who signs it, for what no turn label gives to anybody.
    """

    def __init__(self, text: str, sentences: Iterable[str] = (), byline: str | None = None) -> None:
        self._roster = Roster(text, sentences)
        self._byline = byline
        self._turn = -1
        self._speaker: str | None = byline
        self._opened: list[str] = []
        self._named: list[str] = []
        self._several: list[str] = []
        self._body: str | None = None
        self._quoted: str | None = None
        self._speaking: str | None = None
        self._earlier: list[str] = []
        self.about: str | None = None
        """Whom the last sentence that gives words to nobody is about, if it is one person."""
        self.asker: str | None = None
        """Who has just asked, and so does not answer."""

    def enter(self, turn: int, speaker: str | None) -> bool:
        """Go on to a paragraph and its turn; return whether the turn is a new one."""
        self._speaking = None
        if turn == self._turn:
            # Of "her mother" the paragraph after seldom goes on: it is about her.
            self._opened.sort(key=lambda name: not is_of_kin(name))
            return False
        self._turn, self._speaker = turn, speaker or self._byline
        self._earlier, self._opened, self._named = self._opened[-1:] + self._earlier[:1], [], []
        self._several = []
        self._body = None
        return True

    def go_on_with(self, name: str | None) -> None:
        """Note that it is still somebody of whom is told, whoever a sentence named beside."""
        if name and name != UNNAMED:
            self._opened.append(name)

    def is_named(self, name: str | None) -> bool:
        """Whether a name is that of somebody whom the document names in full, and not of a place."""
        return name is not None and name in self._roster.known and self._roster.is_person(name)

    def resolve(self, party: str, address: str = "", *, other: bool = False, thinks: bool = False) -> str | None:
        """Return the full name for a surname, a title or a pronoun; None if it is the speaker or cannot be told.

        Args:
            party: As written, without titles.
            address: "Mr", "Mrs" or the like, if it stands before the party, for those who share a surname.
            other: Whether the last one named may be "him" whom "she" speaks to, or "her" to whom he does.
            thinks: Whether the party is told to think or hope, as no letter does.
        """
        if party in ("he", "she"):
            other = other and self._opened[-1:] != [self._speaking]  # who has just spoken speaks to another
            last = (self._last(party, known=True) if other else None) or self._last(party)
            if last and last != UNNAMED:
                self._roster.learn(last, party)
            return last or UNNAMED
        if _OF_AGE.fullmatch(party):
            return self._opened[-1] if self._opened and self._roster.is_person(self._opened[-1]) else party
        if party == "it":
            last = self._body or (self._opened[-1] if self._opened else None)
            spoke = last == self._quoted and self._may_be_body(last, thinks)
            return last if last and (spoke or _is_one_body(last)) else None
        if party == "another":
            self._opened.append(UNNAMED)
            return UNNAMED
        if party == "they":
            return self._several[-1] if self._several else UNNAMED
        owned = _OWNED.fullmatch(party)
        owner = self._last("he" if owned["whose"].casefold() == "his" else "she", owner=True) if owned else None
        role = party.split()[-1].casefold()
        if owned and owner:
            name = f"{owner}’s {owned['what']}"
        elif is_described(party):
            name = self._roster.holders.get(role, party)
        else:
            name = self._roster.bearer(address, party) or party
        if self._is_speaker(name):
            return None
        self._opened.append(name)
        self._body, self._quoted, self._speaking = None, name, name
        self._note_several(name)
        return name

    def _may_be_body(self, name: str | None, thinks: bool) -> bool:
        """Whether "it" may mean who has just spoken, though no word tells that it is a body: "Tellmark", "the airline".

        Of "the coroner" "it said" tells what a letter said; but letters hope for nothing, and "the retailer" may.
        """
        if name is None or is_thing(name) or is_several(name) or (is_described(name) and is_agent(name) and not thinks):
            return False
        known = name in self._roster.known and self._roster.bodies.isdisjoint(name.split())
        return not (name in self._roster.sex or known or pronoun_of(name) or is_role(name))

    def _note_several(self, name: str) -> None:
        """Note whom "they" may mean after it: a body or several, not one person."""
        one = name in self._roster.known or (name.istitle() and " and " not in name and not is_many(name.split()[0]))
        if is_body(name) or (not is_thing(name) and not one and (is_group(name) or is_several(name))):
            self._several.append(name)

    def _is_speaker(self, name: str) -> bool:
        if not self._speaker:
            return False
        ours = {word.casefold() for word in name.split()} - {"the"}
        theirs = {word.casefold() for word in self._speaker.split()} - {"the"}
        if theirs == _EDITORIAL_BOARD:  # which writes of other boards: "The board said"
            return ours == theirs
        return ours <= theirs and (name[:1].isupper() or is_body(self._speaker))

    def _last(self, pronoun: str, *, owner: bool = False, known: bool = False) -> str | None:
        """Return whom "he" or "she" means: of those who opened a sentence the last that fits, else of those named.

        "His brother" is no `owner`: "his daughter" after it is of the same man. Of all who may be meant only those that
        are `known` to be.
        """
        latest = [*reversed(self._named)]
        named = sorted(latest, key=lambda name: name not in self._roster.recurring)
        for name in (*reversed(self._opened), *named, *self._earlier):
            if (
                (self._roster.sex.get(name) or pronoun_of(name) or (None if known else pronoun)) == pronoun
                and name not in (self._speaker, self.asker)
                and self._roster.is_person(name)
                and not (owner and is_of_kin(name))
            ):
                return name
        return None

    def mention(self, sentence: str, *, before: str = "") -> None:
        """Note whom a sentence is about, for the pronouns after it: who opens it, else whoever it names.

        Args:
            sentence: Its own words.
            before: The pronoun before which they stand, if they are only a part of it.
        """
        people = self._roster.people(sentence)
        office = _OFFICE_BETWEEN.match(sentence) if people else None
        if office and described_opening(f"the {office['office']}"):  # "Osk coach Ana Brito": she, and not the club
            of = len(WORD.findall(sentence, 0, office.start("office")))
            people = [(i, name) for i, name in people if i >= of]
        opens = [name for i, name in people[:1] if i < OPENING_WORDS and name != self._speaker]
        words = list(WORD.finditer(sentence)) if opens else []
        at = words[people[0][0]].start() if opens else 0
        if opens and (is_done_by(sentence, at) or before in pronouns_meant(sentence, at)[1]):
            opens = []  # "Asked by Leif Aune, he", "When Leif Aune thanked him, he"
        subjects = opens[:]
        leads = _PRONOUN_LEADS.search(sentence, 0, at) if opens else None
        leading = self.resolve(leads["who"].casefold()) if leads else None
        if leading and leading != UNNAMED:
            opens.append(leading)  # "In 1958 she married Leif Aune": it goes on about her
        owned = people[:1] and _RELATIVE.match(sentence)  # "Brito’s daughter Nina": she, not Brito
        opened = people and people[0][0] < OPENING_WORDS
        apart = (opened and not owned) or _APPOSED.match(sentence)
        described = None if apart else described_opening(sentence)
        joint = _JOINT.match(sentence)
        first = [word.rstrip(",") for word in sentence.split()[:1]]
        several = described or (joint.group().strip() if joint else _named_body(sentence))
        several = several or (first[0] if first and is_many(first[0]) else None)
        if several:
            self._note_several(several)
        body = several if several and _is_one_body(several) else None
        if body or (first and first[0].casefold() != "it" and not before):  # which goes on about the same
            self._body = body
        if described and not is_group(described):
            # "His counterpart, Ana Brito, was drier."
            named = opening(sentence)
            known = named if named in self._roster.known else owned["name"] if owned else None
            opens = [known or self._roster.holders.get(described.split()[-1].casefold(), described)]
        elif (
            not opens
            and not before
            and len({name for _, name in people}) == 1
            and (
                people[-1][0] == len(WORD.findall(sentence)) - 1  # "That view is rejected by Minister Brito."
                or (not _PRONOUN_OPENS.match(sentence) and _MEETS.search(sentence))
            )
        ):
            opens = [people[-1][1]]
        self.about = self._doer(sentence, opens if described else subjects, {name for _, name in people})
        self._opened += opens
        self._named += [name for _, name in people if name not in opens and name != self._speaker]

    def _doer(self, sentence: str, subjects: list[str], named: set[str]) -> str | None:
        """Return who does what a sentence tells, if it names no other and nothing that words may be written on."""
        words = {word.casefold() for word in WORD.findall(sentence)}
        pronoun = _PRONOUN_OPENS.match(sentence)
        doer = subjects[0] if subjects else self._last(pronoun[1].casefold()) if pronoun and not named else None
        return doer if doer and self._roster.is_person(doer) and not (named - {doer} or words & THINGS) else None


def _is_one_body(party: str) -> bool:
    return is_group(party) and not is_thing(party) and not is_several(party)


def _named_body(sentence: str) -> str | None:
    """Return the body whose name opens a sentence: "Aven Bank"; not "Aven River", which says nothing."""
    found = _BODY.match(sentence)
    name = name_at_end(found.group()) if found else None
    return name if name and is_body(name) and is_agent(name) else None
