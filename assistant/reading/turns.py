"""Whose turn it is: the name that each speaker label stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import takewhile

from assistant.reading.credits import is_furniture_line
from assistant.reading.labels import ASIDE, ASKS, DASH, HOSTS, OUTLETS_OWN, REPLIES, Label, is_office, without_titles
from assistant.reading.names import as_written, full_names, is_body
from assistant.reading.vocabulary import CAPITAL, CLOCK, TITLES, is_title

__all__ = ["speaker_names"]

_PART = rf"{CAPITAL}[\w’'-]{{1,40}}"
_FULL = rf"{_PART}(?: {_PART}){{0,4}}"
_TALK_WITH = re.compile(
    r"\b(?i:interview|q ?(?:&|and) ?a|conversation|talk|chat|questions?|minutes)"
    rf"(?::| (?:[a-z]+ )?(?:with|for|to))\s(?:[A-Z][a-z]{{0,8}}\.\s)?(?P<name>{_FULL})"
)
_REPLY_OF = re.compile(rf"^A [–—-] (?P<name>{_FULL}):", re.MULTILINE)
# "Ana “Nina” Brito"
_NICKNAME = re.compile(rf"(?P<first>{_FULL}) [“\"'‘(](?P<nick>{CAPITAL}[\w’'-]+)[”\"'’)] (?P<last>{_FULL})")
_OVER = r" (?:for|of) [^,.;:\n]{2,60},"  # "Minister for Energy, Hon. Ana Brito"
_OF_A_THING = re.compile(rf"\b[Tt]he (?P<name>{_FULL})(?=\s[a-z])")  # "the Golden Plover factory"
_SENTENCE_END = re.compile(r"\n\s*|(?<=[.!?…])[”\"’')]*\s+")
_GUEST = re.compile(r"\s*[*_]{0,2}guest\b", re.IGNORECASE)
_SPOKEN = re.compile(
    rf"^[^\S\n]*(?:{CLOCK}\s*)?(?:[*_]{{1,3}})?[QA](?:\s*{CLOCK})?(?:\.|\s*:|\s+[–—-])(?:[*_]{{1,3}})?(?:\s|$)",
    re.MULTILINE,
)


def speaker_names(
    labels: Sequence[str], text: str, *, interviewer: str | None, outlet: str | None = None, told: str | None = None
) -> Mapping[str, str]:
    """Return the name that each label stands for.

    Titles before a name are left out ("Guest Commentator Wu Wei" is Wu Wei); a surname, or initials, after
    a full mention stand for the full name; `Q` and `Host` are the interviewer, the outlet's initials the outlet, and
    `A` whoever else the lines around the talk name in full, or the headline as whom the talk was with.

    Args:
        labels: Labels as printed.
        text: The document, in which fuller names are looked for.
        interviewer: Who asks the questions when a label does not say, or None.
        outlet: Who publishes, or None.
        told: The document without its headline, in which whoever answers is looked for; the whole if None.
    """
    if not labels:
        return {}
    counts = full_names(_SPOKEN.sub("", text))
    mentions = [name for name, _ in counts.most_common() if name not in (interviewer, outlet)]
    bare = {label: without_titles(label) for label in labels}
    fuller = _full_forms([name for name in (outlet, interviewer) if name], [*bare.values()], mentions)
    # The author of a printed interview may be whoever asks, or whoever answers: then a line of his bears his own name.
    answering = {part for name in bare.values() for part in (name, fuller.get(name.casefold()))}
    asker = outlet if interviewer in answering else interviewer
    nicknames = {match["nick"]: f"{match['first']} {match['last']}" for match in _NICKNAME.finditer(text)}
    in_office = cache(lambda office: _in_office(office, labels, text))
    names: dict[str, str] = {}
    for label, printed in bare.items():
        name = _in_full(printed, mentions)
        key = Label(label, 0).key
        initials = re.sub(r"[.&\s]", "", name)
        if key in ASKS:
            name = asker or "Interviewer"
        elif key in HOSTS:
            name = in_office(key) or asker or name
        elif key in REPLIES:
            named = full_names(" ".join(ASIDE.findall(label)))
            guests = named or _who_answers(text if told is None else told, mentions, _guests(text))
            name = next(iter(guests), "Interviewee")
        elif outlet and (key in OUTLETS_OWN or _is_part(key, outlet) or _is_part(initials, _initials(outlet))):
            name = outlet
        elif 2 <= len(initials) <= 4 and initials.isupper() and initials in fuller:
            name = fuller[initials]
        elif key in TITLES or is_office(key):
            name = in_office(key.removeprefix("the ")) or name
        elif " " not in name or name.casefold() in fuller:
            initials = name if 2 <= len(name) <= 4 and name.isupper() else ""
            known = _titled_alike(label, bare) or fuller.get(initials) or fuller.get(name.casefold())
            name = known or nicknames.get(name) or name
        plain = as_written(name)
        names[label] = plain if " " in name or plain in text else name  # "KARAMAN" is Karaman, "NATO" stays as it is
    return names


def _in_full(name: str, mentions: Sequence[str]) -> str:
    """Return whom a label with a title in its midst names elsewhere: "Fire Chief Holm" is Ida Holm."""
    words = name.split()
    titles = [number for number, word in enumerate(words[1:-1], 1) if is_title(word)]
    surname = " ".join(words[titles[-1] + 1 :]) if titles else ""
    return next((full for full in mentions if surname and full.endswith(f" {surname}")), name)


def _titled_alike(label: str, bare: Mapping[str, str]) -> str | None:
    """Return the one full name among labels with a label's title and surname: "Rep. Ruiz" is not Sen. Ana Ruiz."""
    surname = f" {bare[label]}"
    title = label.removesuffix(surname)
    alike = {full for other, full in bare.items() if full.endswith(surname) and f"{title} {full}" in other}
    return alike.pop() if len(alike) == 1 else None


def _full_forms(owners: Sequence[str], labels: Sequence[str], mentions: Sequence[str]) -> dict[str, str]:
    """Return full names by what may stand for them: surname, initials, else the first name, else one in the middle."""
    fuller: dict[str, str] = {}
    whole = [*(name for name in labels if " " in name), *mentions]
    for full in [*owners, *whole]:
        parts = re.split(r"[\s-]", full)
        initials = _initials(full)
        if full not in owners:
            fuller.setdefault(parts[-1].casefold(), full)
            fuller.setdefault(full.split()[-1].casefold(), full)
        fuller.setdefault("".join(word[0] for word in full.split() if word[0].isupper()), full)
        if small := re.search(r"(?<= )[a-z].*", full):  # "van der Zee"; "OAF" and "OA" are Omar al-Fassi
            fuller.setdefault(small.group().casefold(), full)
            fuller.setdefault("".join(part[0] for part in parts).upper(), full)
            fuller.setdefault("".join(part[0] for part in full.split()).upper(), full)
        for size in range(len(initials), 1 if full in owners else len(initials) - 1, -1):
            fuller.setdefault(initials[:size], full)
    people = [full for full in whole if not is_body(full)]
    for full in people:  # "Honma" is Honma Yukie where the family name comes first
        fuller.setdefault(full.split()[0].casefold(), full)
    for full in people:
        for part in full.split()[1:-1]:
            fuller.setdefault(part.casefold(), full)
    return fuller


def _in_office(office: str, labels: Sequence[str], text: str) -> str | None:
    """Return who a document says holds an office, where it names one alone: "THE CHAIR (Ms Ana Brito)"."""
    asides = [ASIDE.findall(label) for label in labels if Label(label, 0).key.removeprefix("the ") == office]
    named = {name for aside in asides if aside for name in full_names(aside[0])}
    title = f"[{office[0].upper()}{office[0]}]{re.escape(office[1:])}"
    named |= {
        name
        for match in re.finditer(rf"\b{title}(?:,|{_OVER})? (?:[a-z]+ |[A-Z][a-z]{{1,3}}\. )?(?P<name>{_FULL})", text)
        for name in full_names(match["name"])
    }
    return named.pop() if len(named) == 1 else None


def _guests(text: str) -> list[str]:
    """Return whom a text says a talk is with: "Q&A with Rosa Dahl" above it, or "A – Rosa Dahl:" in it."""
    above = "\n".join(takewhile(lambda line: not _SPOKEN.match(line), text.split("\n")))
    found = (*_TALK_WITH.finditer(above), *_REPLY_OF.finditer(text))
    return [name for match in found for name in full_names(match["name"]) if not is_body(name)]


def _who_answers(text: str, mentions: Sequence[str], guests: Sequence[str]) -> list[str]:
    """Return who may have answered, likeliest first: whoever the lines around a talk name, then its guests.

    Nobody who is only spoken of in it does. Before all others comes a name that opens a sentence above the talk: "Rosa
    Dahl has dived since 1996."
    """
    # But not whoever took the photographs.
    parts = [
        part for line in text.split("\n") for part in ([line] if _SPOKEN.match(line) else _SENTENCE_END.split(line))
    ]
    told = [part for part in parts if _GUEST.match(part) or not is_furniture_line(part)]
    unspoken = [line for line in told if not _SPOKEN.match(line)]
    above = "\n".join(takewhile(lambda line: not (_SPOKEN.match(line) or DASH.match(line)), told))
    sentences = [without_titles(sentence).split() for sentence in _SENTENCE_END.split(above)]
    opening = {" ".join(words[:size]) for words in sentences for size in (2, 3, 4)}
    around = full_names("\n".join(unspoken))
    things = {match["name"] for match in _OF_A_THING.finditer(text)}
    people = [name for name in around if name in mentions and name not in things and not is_body(name)]
    people.sort(key=lambda name: name not in opening)
    return [*people, *guests]


def _is_part(words: str, name: str) -> bool:
    """Whether a label is the beginning or the end of an outlet's name: "Courier" of "Lomé Courier"."""
    folded = name.casefold()
    whole = not words.isupper() and (f"{folded} ".startswith(f"{words} ") or f" {folded}".endswith(f" {words}"))
    return whole or (len(words) > 1 and words.isupper() and name.isupper() and name.endswith(words))


def _initials(name: str) -> str:
    return "".join(part[0] for part in re.split(r"[\s-]", name) if part[:1].isupper() and part != "The")
