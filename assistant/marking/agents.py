"""Who can say a thing at all: people and bodies by the words that describe them, not the things that tell something."""

from __future__ import annotations

import re

from assistant.reading.names import is_body
from assistant.reading.vocabulary import BODIES, TITLES

__all__ = [
    "DETERMINERS",
    "THINGS",
    "described_opening",
    "head_of",
    "is_agent",
    "is_described",
    "is_group",
    "is_many",
    "is_role",
    "is_several",
    "is_thing",
]

DETERMINERS = frozenset(
    "the a an one two three some many most several another his its her their our my local those other your".split()
)
_BODIES = BODIES | frozenset(
    """
    administration airline airport army authorities body branch brewery cabinet campaign chamber charity clinic club
    college company congress consortium cooperative crew crews defence defense delegation directorate directors
    embassy employer family firm foundry government group hospital industry jury laboratory leadership movement
    municipality nations newspaper operator opposition organisation organization panel paper parliament party police
    prefecture prosecution retailer school secretariat senate side staff state supermarket team tribunal unions
    """.split()
)
_PEOPLE = frozenset(
    """
    administrators adviser advisor advisors agencies agents aide aides airlines allies analyst analysts auditors aunt
    aunts authorities authors banks bosses boy brother charities chiefs child children clergy clerk coach coaches
    colleague colleagues companies contractors councillors councilors counterpart cousin cousins creditors critic
    critics daughter delegates deputies deputy detectives diplomats directors doctors donors editors elders employee
    employees executive executives experts fans farmer father firms friend friends girl governors grandfather
    grandmother groups guard guards guide head husband inspectors investigators investors judge judges lawyer lawyers
    leader man mayors media medics men midwife ministries mother negotiators neighbor neighbors neighbour neighbours
    nephew niece nurse nurses official officials operators opponents paramedics parents people person pilot pilots
    police predecessor priest professors proponents prosecutor prosecutors pupil pupils rebels referee refugee
    refugees regulators relative relatives representative representatives resident residents retailers rivals sailor
    sailors senators sister son source sources spokesman spokesperson spokeswoman student students successor surgeons
    survivors tenant tenants troops trustee trustees tutors uncle unions voice widow widower wife witness witnesses
    woman women workers young
    """.split()
)
"""And bodies, where they are several: "agencies"."""
_AGENTS = _BODIES | _PEOPLE | TITLES
_ROLES = (_PEOPLE | TITLES) - frozenset("head guard guards lead public special chief state sports political".split())
_AGENTIVE = re.compile(r"..(?:[^er]ers?|eers?|tors?|sors?|ists?|tants?|dents?|gents?|ians?|m[ae]n)$")
_MANY = re.compile(r"(?:ers|ists|ants|ians|ees|men|women)$")
THINGS = frozenset(
    """
    accident accidents agreement analysis answer arrangement article assessment audit banner bill border bulletin
    caption chapter charter choice clause clock constitution contract corner counter date declaration document documents
    dossier email figure figures headline inquiry inscription instructions label law leaflet ledger ledgers
    letter letters list lists map matter memo memorandum message miss moment name note notice number numbers offer
    option order other page pages paper placard place plaque plea poem poll poster power price quarter record records
    register report result results river sheet sign silence slogan song speed statement story study summer survey text
    timing title treaty vote water weather winter word words
    """.split()
)
"""What tells something in a manner of speaking only, much of it what words are written on."""

_OF_THEM = frozenset(f"{many} of them" for many in "one another two three some many most several".split())
_SEVERAL = frozenset("they men women people police young children".split())
_VERBS = frozenset("are can could did does had has have is may might must should was were will would".split())
_NO_HEADS = (
    _VERBS
    | DETERMINERS
    | frozenset("and as at by for former from in inner of on or other outer senior to with".split())
)
_OWNS = ("’s", "'s", "’", "'")
_OUTER = re.compile(r"\s(?:of|at|in|on|for|from|to|by|who|that|which|with|behind|between|under|near)\s")


def is_described(party: str) -> bool:
    """Whether a party is named by a description, such as "the minister" or "Ana’s aunt", not by a name or pronoun."""
    words = party.split()
    if len(words) < 2:
        return False
    return words[0].casefold() in DETERMINERS or (words[0].endswith(_OWNS) and words[-1][0].islower())


def head_of(party: str) -> str:
    """Return the word that says what a described party is: "official" in "an official at the board"."""
    return _OUTER.split(party.split(",")[0])[0].split()[-1].casefold()


def is_agent(party: str) -> bool:
    """Whether a description is plainly that of people or of a body, who can want and expect things."""
    head = head_of(party)
    return head in _AGENTS or party.casefold() in _OF_THEM or (head not in THINGS and bool(_AGENTIVE.search(head)))


def is_role(party: str) -> bool:
    """Whether a description is that of one person by what he is, not of a body: "the mayor", "her aunt"."""
    return is_described(party) and head_of(party) in _ROLES


def is_thing(party: str) -> bool:
    """Whether a party is plainly no one: a notice, a list or a place “says” in a manner of speaking only."""
    return is_described(party) and head_of(party) in THINGS


def is_group(name: str) -> bool:
    """Whether a name or description is that of a body or of several, whom neither "he" nor "she" can mean."""
    head = head_of(name)
    many = head.endswith("men") or (head.endswith("s") and not head.endswith("ss"))
    plural = many and (is_described(name) or f" {head}" in name)  # "Opposition councillors"; not "Ana Rogers"
    body = is_body(head if is_described(name) else name)  # "a plumber of the hotel" is none
    return body or head in _BODIES or head in THINGS or plural or head in ("men", "women", "people", "young")


def is_several(party: str) -> bool:
    """Whether a party is plainly several: "cooperatives in Bié", "parents", "they", "Ana Brito and Leif Aune"."""
    head = head_of(party)
    plural = (head.endswith("s") and not head.endswith(("ss", "us", "is", "’s"))) or head in _SEVERAL
    plural = plural or (is_described(party) and head.endswith("men"))
    return plural or " and " in party


def is_many(word: str) -> bool:
    """Whether a bare word means several people: "residents", "farmers"."""
    folded = word.casefold()
    return (folded.endswith(("s", "men", "women")) or folded in ("media", "people", "police")) and (
        folded in _PEOPLE or (folded not in THINGS and len(folded) > 5 and bool(_MANY.search(folded)))
    )


def _goes_on(last: str, following: list[str]) -> bool:
    """Whether a description goes on: "the union" of "the union leader", "his Indian" of "his Indian counterpart"."""
    if not following:
        return False
    word = following[0].rstrip(",")
    return word in _ROLES or (last.istitle() and word.islower() and word not in _NO_HEADS and is_agent(f"the {word}"))


def described_opening(words: str) -> str | None:
    """Return the description that opens a clause, as far as the word for the person: "A Latvian officer who …"."""
    tokens = words.split()
    if not tokens or not (tokens[0].casefold() in DETERMINERS or tokens[0].endswith(_OWNS)):
        return None
    for size in range(2, min(7, len(tokens)) + 1):
        party = " ".join(tokens[:size]).rstrip(",")
        if tokens[size - 1].casefold() in _NO_HEADS:
            if tokens[size - 1].casefold() in _VERBS:
                return None
            continue
        if is_described(party) and is_agent(party) and not _goes_on(tokens[size - 1], tokens[size : size + 1]):
            return party
    return None
