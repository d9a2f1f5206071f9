"""The value that a sentence gives, as two sources can be compared on it: an amount, a date, a time of day, a name."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.asking.composing.measures import COUNTED, MEASURES, unwanted_measures
from assistant.asking.composing.verdicts import verdicts
from assistant.asking.finding.clues import Asked
from assistant.asking.understanding.thread import JOIN
from assistant.asking.wording.clock import clocks
from assistant.asking.wording.names import DAYS, find_names
from assistant.asking.wording.quantities import quantities
from assistant.asking.wording.words import WORD, content_stems, stem
from assistant.reading.vocabulary import MONTHS, WEEKDAYS

__all__ = ["Value", "counterpart", "differ", "roughly", "value_of", "values_in", "wholes"]

_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"(?:(?:\b(?P<from>\d{{1,2}})(?: to | and | or |[–-]))?\b(?P<before>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?"
    rf"\b(?<!-)(?P<month>{_MONTH})\b"
    rf"(?: (?P<after>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d))?(?:,? (?P<year>[12]\d{{3}})\b)?"
)
_POINT = re.compile(r"(?<=\d)\.(?=[0-5]\d\b(?![.,]?\d))")
"""What stands between hour and minute where a time is asked for: "21.40"."""

_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})s?\b")
_ROUGHLY = re.compile(
    r"\b(?:about|around|some|roughly|approximately|nearly|almost|close to|over|more than|up to|or so|at least|"
    r"(?:shortly|just|soon) (?:before|after))\W+$",
    re.I,
)
_NAMED = re.compile(
    r"\b(?:where|(?:which|what)(?: \w+){0,2} (?:city|town|village|port|country|place|island|region|"
    r"district|province|state|river|station|airport|university|company|firm|bank))\b",
    re.I,
)
"""What asks for a place or an institution."""

_ONE_PERSON = re.compile(
    r"\bwho (?:will |has |now |currently )*(?:(?:is|was|be|became?|been) (?:now )?(?:the|head|mayor|president|director|"
    r"elected|appointed|named)|leads?|led|heads?|headed|runs?|ran|chairs?|chaired|commands?|commanded|owns?|owned|"
    r"bought|won|wins|succeeds?|succeeded)\b",
    re.I,
)
"""What asks for one person: several may have done another thing, so that "who" is not compared else."""

_AGE = re.compile(r"\b(?:how old|what age)\b", re.I)

_NO_VALUE = re.compile(rf"(?:.*{JOIN})?(?:(?:and|but|so) )?(?:\w+ )?(?:who|whom|whose|why|how come)\b", re.I)
"""What asks for a person or a cause: numbers in what answers it are of something else."""

_MANY = re.compile(r"\bhow many\b(?P<what>(?: [\w’'-]+){1,4})", re.I)
_NONE = re.compile(r"\b(?:nobody|no[ -]one|none|(?:no|not an?|not one)(?P<what>(?: [\w’'-]+){1,3}))\b", re.I)
"""What says that there were none of what is counted, if it is that."""

_PART = re.compile(r" of (?:them|these|those|which|whom|us|his|her|its|their)\b")
"""What follows a number of some among those that another number counts."""

_BESIDE = re.compile(r"\W{0,2}(?:\w+\W{1,2}){0,2}")
"""What may stand between a number and the words that the reader picked: "3.5m Swiss francs"."""

_LINK = re.compile(r"(?: \w+)? (?:to|in|against|out of|of every|in every) |[–-]")
"""What joins two numbers into one value: "17 votes to 13", "one tanker in five"."""

_YEARS, _YEARS_APART, _DAYS_APART, _TIMES_APART = range(1500, 2100), 15, 62, 4
_DAYS_A_MONTH, _DAYS_A_YEAR = 31, 372
_LONGEST = 1_500  # characters of a sentence; what is beyond, the reader does not see either
_BEFORE = 20  # characters before a number that may say it is rough
_ROUGH = 0.05  # share by which a rough number may miss an exact one
_HALF_DAY, _ROUGHLY_THEN = 720, 15  # minutes, and by how many a rough time of day may miss an exact one
_LASTED = 0.005  # and one time in weeks the same in months: 26 weeks are 6 months, but 200 days are not 201
_EXACT = 1e-9
_HOW_LONG = re.compile(r"\bhow long\b", re.I)
_A_YEAR = re.compile(  # and not "twice a year"
    r"\b(?:(?:tak|last)(?:es?|en|ed|ing|s)?|took|for|over|under|within|than|about|around|nearly|almost)\s"
    r"(?P<one>an?\s(?:full\s|whole\s)?(?P<unit>minute|hour|day|week|month|year))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Value:
    """What a sentence gives as the answer, or a part of it.

    Attributes:
        kind: "amount", "year", "month", "day", "weekday", "clock", "name" or "verdict"; of a day, its month is given
            too.
        numbers: The numbers, each with what it is measured in, "counted" for what it only counts, "" if not told; of a
            time of day, minutes after noon or midnight, whichever it is; of a verdict, whether it affirms.
        unit: Stem of what the number counts, if that is told.
        rough: Whether it is said to be no exact number.
        name: The words of a name, or what the verdict is on.
        start: Where it begins in the sentence.
        end: Where it ends.
    """

    kind: str
    numbers: tuple[tuple[str, float], ...]
    start: int
    end: int
    unit: str | None = None
    rough: bool = False
    name: frozenset[str] = frozenset()


def values_in(asked: Asked, text: str) -> list[Value]:
    """Return the amounts and times of a sentence, and the names or verdicts where a question asks for such.

    Args:
        asked: What is asked for.
        text: The sentence.
    """
    text = text[:_LONGEST]
    found = verdicts(asked.text, text)
    others = [Value("verdict", (("", float(v.affirmed)),), v.start, v.end, name=frozenset({v.stem})) for v in found]
    if _NAMED.search(asked.text) or _ONE_PERSON.search(asked.text):
        names = [(name, start) for name, start in find_names(text) if name not in DAYS]
        others = [Value("name", (), i, i + len(n), name=frozenset(n.casefold().split())) for n, i in names]
    if _NO_VALUE.match(asked.text):
        return others
    times = list(_times(text, dated=asked.dated))
    amounts = [*_amounts(text, times, asked), *_one_long(text, asked)]
    return [*times, *sorted(amounts, key=lambda value: value.start), *_none(text, asked), *others]


def value_of(asked: Asked, text: str, short: tuple[int, int] | None) -> list[Value]:
    """Return what a sentence gives for a question, as far as it can be compared; nothing where it cannot.

    Args:
        asked: What is asked for.
        text: The sentence.
        short: Characters of it that are the answer itself, as the reader sees it.

    Example:
        >>> from assistant.asking.finding.clues import understand
        >>> text = "It opened on 4 May 1911."
        >>> [value.kind for value in value_of(understand("When did it open?"), text, (16, 19))]
        ['month', 'day', 'year']
    """
    values = values_in(asked, text)
    found = [value for value in values if value.kind not in ("name", "verdict")]
    if short is None:
        own = found if asked.counts and len({value.kind for value in found}) == len(found) == 1 else []
    else:
        own = [value for value in found if value.start < short[1] and short[0] < value.end]
        if not own and (names := _names_at(values, short)):
            return names
        own = own or [value for value in found if _BESIDE.fullmatch(text, value.end, short[0])][-1:]
    own = [value for value in found if any(value is one or _linked(text, value, one) for one in own)]
    if asked.dated:
        own = [value for value in own if value.kind != "amount"] or own
    if own:
        return own
    if told := [value for value in values if value.kind == "verdict"]:
        return told
    return _names_at(values, short) if short else []


def _names_at(values: Sequence[Value], short: tuple[int, int]) -> list[Value]:
    """Return the name that is the short answer; a word that opens a sentence has a capital letter for that alone."""
    names = [value for value in values if value.kind == "name" and (value.start or len(value.name) > 1)]
    return [value for value in names if value.start < short[1] and short[0] < value.end][:1]


def wholes(values: Sequence[Value], text: str) -> list[Value]:
    """Return the values of a sentence without the numbers of some among others: "three died, two of them at sea"."""
    return [value for value in values if not _PART.match(text, value.end)]


def counterpart(value: Sequence[Value], found: Sequence[Value]) -> list[Value]:
    """Return the one among a sentence's values that counts what another's value counts, or is a time of day too.

    Args:
        value: What the other sentence gives.
        found: All that this one holds.
    """
    units = {one.unit for one in value if one.kind == "amount" and one.unit}
    clock = any(one.kind == "clock" for one in value)
    like = [one for one in found if one.unit in units or (clock and one.kind == "clock")]
    hours = clock and len(like) > 1 and like[-1].start - like[0].end <= len(" to ")  # "from 10:00 to 18:00"
    return like if len(like) == 1 or hours else []


def differ(ours: Sequence[Value], theirs: Sequence[Value]) -> bool | None:
    """Return whether the values of two sentences differ; None where they cannot be told of one thing.

    Args:
        ours: What one gives.
        theirs: What the other gives.
    """
    kinds = {value.kind for value in ours} & {value.kind for value in theirs}
    verdicts = [
        _apart([value for value in ours if value.kind == kind], [value for value in theirs if value.kind == kind])
        for kind in kinds
    ]
    return any(verdicts) if verdicts and None not in verdicts else None


def _apart(ours: Sequence[Value], theirs: Sequence[Value]) -> bool | None:
    """Return whether values of one kind differ; one that is told with more besides is the same."""
    if ours[0].kind == "name":
        return not any(one.name & other.name for one in ours for other in theirs)
    if ours[0].kind == "verdict":
        return _turned(ours, theirs)
    rough = any(value.rough for value in (*ours, *theirs))
    one, other = ([number for value in values for number in value.numbers] for values in (ours, theirs))
    converted = {value.unit for value in ours}.isdisjoint(value.unit for value in theirs)
    within = _ROUGH if rough else _LASTED if converted else _EXACT
    pairs = [(a, b) for a in one for b in other]
    if ours[0].kind == "clock":
        same = [(a, b) for a, b in pairs if _same_time(a, b, rough=rough)]
    else:
        same = [(a, b) for a, b in pairs if _compatible(a, b) and math.isclose(a[1], b[1], rel_tol=within)]
    if {a for a, _ in same} == set(one) or {b for _, b in same} == set(other):
        return False
    return True if any(_comparable(ours[0].kind, a, b) for a, b in pairs if (a, b) not in same) else None


def _turned(ours: Sequence[Value], theirs: Sequence[Value]) -> bool | None:
    """Return True if one affirms what the other denies; that both affirm something proves nothing."""
    one, other = ({value.name: value.numbers for value in values} for values in (ours, theirs))
    return True if any(one[name] != other[name] for name in one.keys() & other.keys()) else None


def _same_time(one: tuple[str, float], other: tuple[str, float], *, rough: bool) -> bool:
    apart = abs(one[1] - other[1])
    if rough:  # shortly before noon it is still morning
        return min(apart, _HALF_DAY - apart) <= _ROUGHLY_THEN
    return not apart and _compatible(one, other)


def _compatible(one: tuple[str, float], other: tuple[str, float]) -> bool:
    return not one[0] or not other[0] or one[0] == other[0]


def _comparable(kind: str, one: tuple[str, float], other: tuple[str, float]) -> bool:
    """Return whether two numbers can be told of one thing: dates that are near, else numbers of like size."""
    apart = abs(one[1] - other[1])
    if kind == "year":
        return apart <= _YEARS_APART
    if kind == "day":
        return min(apart, _DAYS_A_YEAR - apart) <= _DAYS_APART
    if kind in ("month", "weekday", "clock"):
        return True
    low, high = sorted((abs(one[1]), abs(other[1])))
    return _compatible(one, other) and (high <= _TIMES_APART * low or not low)


def _times(text: str, *, dated: bool) -> Iterator[Value]:
    """Yield dates and times of day; where a time is asked for, 21.40 is one, and weekdays count too."""
    for match in _DATE.finditer(text):
        month, day = MONTHS.index(match["month"]) + 1, match["before"] or match["after"]
        days = tuple(("", float(month * _DAYS_A_MONTH + int(each))) for each in (match["from"], day) if each)
        yield Value("month", (("", float(month)),), *match.span())
        if days:
            yield Value("day", days, *match.span())
        if match["year"]:
            yield Value("year", (("", float(match["year"])),), *match.span())
    for match in _WEEKDAY.finditer(text) if dated else ():
        yield Value("weekday", (("", float(WEEKDAYS.index(match[1]))),), *match.span())
    for clock in clocks(_POINT.sub(":", text) if dated else text):
        halves = {"pm" if minute >= _HALF_DAY else "am" for minute in clock.minutes}
        half, minute = halves.pop() if len(halves) == 1 else "", min(clock.minutes) % _HALF_DAY
        yield Value("clock", ((half, float(minute)),), clock.start, clock.end, rough=bool(roughly(text, clock.start)))


def _amounts(text: str, times: Sequence[Value], asked: Asked) -> Iterator[Value]:
    """Yield the numbers of a text that are no part of those times; one like 1911 is a year if it counts nothing."""
    at, ages, unwanted = 0, bool(_AGE.search(asked.text)), unwanted_measures(asked.text)
    for quantity in quantities(text):
        start = text.find(quantity.written, at)
        if start < 0:  # years that were written out
            continue
        at = start + len(quantity.written)
        if quantity.implied or any(time.start < at and start < time.end for time in times):
            continue
        if (asked.dated or not quantity.unit) and quantity.written.isdigit() and int(quantity.written) in _YEARS:
            yield Value("year", (("", float(quantity.written)),), start, at)
        else:
            measure, scale = MEASURES.get(quantity.unit or "", (COUNTED if quantity.unit else "", 1.0))
            unit = quantity.unit
            if ages and measure in (COUNTED, ""):  # "a man of 65 died" counts no deaths
                unit, (measure, scale) = "year", MEASURES["year"]
            if measure in unwanted:
                continue
            numbers = tuple((measure, value * scale) for value in sorted(quantity.values))
            yield Value("amount", numbers, start, at, unit, bool(roughly(text, start)))


def _none(text: str, asked: Asked) -> Iterator[Value]:
    """Yield a zero where a text says that there were none of what a question counts."""
    many = _MANY.search(asked.text)
    counted = set(content_stems(many["what"])) if many else set()
    for match in _NONE.finditer(text) if many else ():
        words = WORD.finditer(text, match.start("what"), match.end()) if match["what"] else ()
        ends = [word.end() for word in words if stem(word.group()) in counted]
        if ends or not match["what"]:
            yield Value("amount", ((COUNTED, 0.0),), match.start(), ends[0] if ends else match.end())


def _one_long(text: str, asked: Asked) -> Iterator[Value]:
    """Yield the one hour or year that a text gives in words alone, where it is asked how long: "It took a year"."""
    for match in _A_YEAR.finditer(text) if _HOW_LONG.search(asked.text) else ():
        unit = stem(match["unit"])
        measure, scale = MEASURES[unit]
        start, end = match.span("one")
        yield Value("amount", ((measure, scale),), start, end, unit, bool(roughly(text, start)))


def roughly(text: str, start: int) -> str:
    """Return the words before a number that say it is rough, with the space after them; empty if there are none.

    Example:
        >>> roughly("They are at least 300.", 18)
        'at least '
    """
    found = _ROUGHLY.search(text[max(0, start - _BEFORE) : start])
    return found.group() if found else ""


def _linked(text: str, one: Value, other: Value) -> bool:
    first, last = sorted((one, other), key=lambda value: value.start)
    return one.kind == other.kind and bool(_LINK.fullmatch(text, first.end, last.start))
