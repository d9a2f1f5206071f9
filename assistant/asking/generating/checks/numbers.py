"""Whether the numbers of a statement are those of its sources, or plainly reckoned from them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking.generating.checks.reckoning import (
    MEASURES,
    MONTH_UNITS,
    agree,
    agree_in_time,
    hedge_at_end,
    is_share,
    is_year,
    reckoned,
)
from assistant.asking.wording.clock import Clock, clocks
from assistant.asking.wording.quantities import NUMBER_WORDS, Quantity, quantities
from assistant.asking.wording.words import STOP_WORDS, WORD, content_stems, stem

__all__ = ["foreign_number"]

_FEW = 4
_LISTED = re.compile(r",\s(?:and\s)?|;\s|\s(?:and|or|nor|another|then|the other|while|but)\s|[’']s\b(?=.*[’']s\b)")
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)$")
_DENIED = re.compile(r"\b(?:no|not|never|cannot)\b|n[’']t\b", re.I)
_SHARES = re.compile(r"\b(?:percent\w*|per cent|share|shares|points?|rate|score|out of|of every|in every)\b", re.I)
_PER = re.compile(
    r"\b(?:(?:a|an|per|each|every)\s(minute|hour|day|night|week|month|year|decade)"
    r"(?!\s+(?:and a half|ago|old|later|earlier|after|before|or|from|when|that)\b)"
    r"|(hourly|daily|nightly|weekly|monthly|yearly|annual|annually))\b",
    re.I,
)
_PERIODS = {
    "night": "day", "nightly": "day", "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month",
    "yearly": "year", "annual": "year", "annually": "year",
}  # fmt: skip
_CLAUSE = re.compile(r"[,;:()—–]\s|\s(?:and|but|while|whereas|against|of which|of whom|when|although)\s")
_YEAR_BESIDE = re.compile(
    r"\b(?:year (?:before|earlier)|(?:previous|preceding) year|year (after|later)|(following|next) year)\b", re.I
)
_YEARS_BESIDE = re.compile(r"\syears (?:(later|after)|(?:earlier|before))\b", re.I)
_COUNTED = frozenset(stem(word) for word in NUMBER_WORDS)
_FROM_WORDS = frozenset({0.0, 1.0})


def foreign_number(claim: str, sources: Sequence[str], around: Sequence[str] = ()) -> str | None:
    """Return a number of the claim that its sources do not give, or give to something else; None if all agree.

    A number may also be a plain reckoning from those given: a sum or difference where the claim compares, a rounding
    where it says "about" or "more than", a share or multiple of two of them, the same time in another unit.

    Args:
        claim: A statement, citation numbers left out.
        sources: The sentences it cites.
        around: What stands around them, which may hold a name with a number in it, such as "Section 12".
    """
    told = [clock for source in sources for clock in clocks(source)]
    spoken, claim, sources = clocks(claim), _without_clocks(claim), [_without_clocks(source) for source in sources]
    known = [quantity for source in sources for quantity in quantities(source)]
    for clock in spoken:
        if not _tells(clock, told, known):
            return clock.written
    if period := _per_another(claim, sources, known):
        return period
    known += [Quantity(_numbers_of(clock), None, clock.written, implied=True) for clock in told]
    known += [year for source in sources for year in _years_beside(source, known)]
    given = quantities(claim)
    reckons = any(not quantity.implied and not any(agree(quantity, other) for other in known) for quantity in given)
    in_its_words = set(content_stems(claim)) - _COUNTED <= set(content_stems(" ".join(sources)))
    parts = [
        (frozenset(content_stems(part)) - _COUNTED, quantities(part))
        for source in sources
        for part in (_CLAUSE.split(source) if in_its_words else ())
    ]
    for quantity in given:
        if quantity.implied:
            continue
        same = [other for other in known if agree(quantity, other)]
        if bound := _bounded_otherwise(claim, quantity, same, sources):
            return bound
        if quantity.values == {1.0}:
            # "one" is mostly no number; it is wrong only where the sources count the same thing otherwise.
            if not same and quantity.unit and any(o.unit == quantity.unit and not o.implied for o in known):
                return quantity.written
            continue
        if not same and not (
            _in_a_name(claim, quantity, around)
            or reckoned(claim, quantity, known, in_its_words=in_its_words)
            or _counted(claim, quantity, known, sources)
        ):
            return quantity.written
        if same and _is_no_share(claim, quantity, same):
            return quantity.written
        if same and (_counts_another(quantity, same, known) or _measures_another(quantity, same, known)):
            return f"{quantity.written} {quantity.unit}"
        if same and len(sources) == 1 and not reckons and _belongs_elsewhere(claim, quantity, sources[0]):
            return quantity.written
        if same and in_its_words and not _told_beside(claim, quantity, parts):
            return quantity.written
    return None


def _years_beside(source: str, known: Sequence[Quantity]) -> list[Quantity]:
    """Return the years that a source gives by another: 2023 for "the year before", where it has 2024."""
    steps = {1.0 if found[1] or found[2] else -1.0 for found in _YEAR_BESIDE.finditer(source)}
    for quantity in known:
        after = _YEARS_BESIDE.match(source, source.find(quantity.written) + len(quantity.written))
        steps |= {value if after[1] else -value for value in quantity.values} if after else set()
    years = {value for quantity in known if is_year(quantity) for value in quantity.values}
    return [
        Quantity(frozenset({year + step}), None, f"{year + step:.0f}", implied=True) for year in years for step in steps
    ]


def _bounded_otherwise(claim: str, quantity: Quantity, same: Sequence[Quantity], sources: Sequence[str]) -> str | None:
    """Return "more than 150" where the sources have "up to" the same number."""
    kind, hedge = hedge_at_end(claim[: max(claim.find(quantity.written), 0)])
    if kind in ("exactly", "about") or 0.5 in quantity.values or any(_DENIED.search(t) for t in (claim, *sources)):
        return None
    there = {
        hedge_at_end(text[max(0, text.find(o.written) - 60) : text.find(o.written)])[0]
        for o in same
        for text in sources
        if o.written in text
    }
    return f"{hedge} {quantity.written}" if there and there <= {"above", "below"} - {kind} else None


def _per_another(claim: str, sources: Sequence[str], known: Sequence[Quantity]) -> str | None:
    """Return "a day" where the sources speak of no day, but of "a week", and none of their times is a day."""
    there = {period for source in sources for period, _ in _periods(source)}
    text = " ".join(sources)
    for period, written in _periods(claim) if there else ():
        one = Quantity(frozenset({1.0}), stem(period), written)
        named = re.search(rf"\b{period}s?\b", text, re.I)
        if period not in there and not named and not any(agree_in_time(one, other) for other in known):
            return written
    return None


def _periods(text: str) -> list[tuple[str, str]]:
    found = ((m[1] or m[2], m.group()) for m in _PER.finditer(text))
    return [(_PERIODS.get(word.casefold(), word.casefold()), written) for word, written in found]


def _is_no_share(claim: str, quantity: Quantity, same: Sequence[Quantity]) -> bool:
    """Whether the sources have a number as so many per cent alone, and a claim that speaks of no share has it so."""
    plain = "%" not in claim and not is_share(quantity) and not _SHARES.search(claim)
    return plain and all(other.unit == "%" for other in same)


def _tells(clock: Clock, told: Sequence[Clock], known: Sequence[Quantity]) -> bool:
    """Whether the sources give a time of day, or its hour as a bare number; noon needs no number."""
    if any(clock.minutes & other.minutes for other in told) or (clock.is_named and not told):
        return True
    return any(value in _numbers_of(clock) for other in known for value in other.values)


def _without_clocks(text: str) -> str:
    for clock in reversed(clocks(text)):
        text = f"{text[: clock.start]} {text[clock.end :]}"
    return text


def _numbers_of(clock: Clock) -> frozenset[float]:
    """Return the numbers with which a time of day may be told: its hour by either count, and its minutes."""
    hours = {minutes // 60 for minutes in clock.minutes}
    return frozenset(float(n) for n in hours | {(h - 1) % 12 + 1 for h in hours} | {m % 60 for m in clock.minutes})


def _belongs_elsewhere(claim: str, quantity: Quantity, source: str) -> bool:
    """Whether the clause whose words the claim repeats gives another number, and the claim's stands elsewhere."""
    wanted, used = set(content_stems(claim)), quantities(claim)
    own, rival = -1, -1
    for clause in _CLAUSE.split(source):
        found = [q for q in quantities(clause) if not q.implied and not q.values & _FROM_WORDS]
        if not found:
            continue
        overlap = len(wanted & (set(content_stems(clause)) - _COUNTED))
        if any(agree(quantity, other) for other in found):
            own = max(own, overlap)
        elif any(_alike(quantity, other) and not any(agree(o, other) for o in used) for other in found):
            rival = max(rival, overlap)
    return rival >= 3 and own >= 0 and rival >= 2 * own and rival > own + 1


def _told_beside(claim: str, quantity: Quantity, parts: Sequence[tuple[frozenset[str], Sequence[Quantity]]]) -> bool:
    """Whether a claim has any word of those parts of its sources in which a number stands with two words or more."""
    said = frozenset(content_stems(claim))
    beside = [words for words, numbers in parts if any(agree(quantity, other) for other in numbers)]
    return not beside or any(len(words) < 2 or words & said for words in beside)


def _in_a_name(claim: str, quantity: Quantity, around: Sequence[str]) -> bool:
    """Whether a number belongs to a name that stands around the sources: "Kangia 66"."""
    name = re.search(rf"[^\W\d_a-z]\w+\s{re.escape(quantity.written)}\b", claim)
    if not name or name.group().split()[0].casefold() in STOP_WORDS:
        return False
    return any(name.group() in text for text in around)


def _counted(claim: str, quantity: Quantity, known: Sequence[Quantity], sources: Sequence[str]) -> bool:
    """Whether a small number in words can count what the sources list without a number: "X and Y" are "two men".

    It cannot where they have the thing itself in the plural, or count it otherwise.
    """
    (value,) = quantity.values if len(quantity.values) == 1 else (0.0,)
    if (
        not 2 <= value <= _FEW
        or quantity.written[:1].isdigit()
        or any(o.unit == quantity.unit for o in known if o.unit)
    ):
        return False
    counted = next((w for w in WORD.findall(claim) if stem(w) == quantity.unit), None) if quantity.unit else None
    plural = counted is not None and any(w.casefold() == counted.casefold() for t in sources for w in WORD.findall(t))
    return not plural and sum(len(_LISTED.findall(text)) + 1 for text in sources) >= value


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers could be taken for each other: of one unit, or neither with a measure of its own."""
    if is_year(one) or is_year(other) or MONTH_UNITS & {one.unit, other.unit}:
        return False
    return one.unit == other.unit or (None in (one.unit, other.unit) and not MEASURES & {one.unit, other.unit})


def _measures_another(quantity: Quantity, same: Sequence[Quantity], known: Sequence[Quantity]) -> bool:
    """Whether the claim measures in a unit in which no source does."""
    unit = quantity.unit
    shares = any(other.unit == "%" for other in known)  # "four per cent, … and farming 71"
    if unit not in MEASURES or any(v <= 1 for v in quantity.values):
        return False
    return all(
        (other.unit in MEASURES and other.unit != unit and not agree_in_time(quantity, other))
        or (unit == "%" and other.unit != "%" and all(v > 1 for v in other.values) and not shares)
        for other in same
    )


def _counts_another(quantity: Quantity, same: Sequence[Quantity], known: Sequence[Quantity]) -> bool:
    """Whether the sources count with this number something else, and this thing with another number."""
    unit = quantity.unit
    if unit == "%" and any(value < 1 for other in same for value in other.values):
        return False  # "a quarter" is 25 per cent, whatever else is told in per cent
    if unit is None or unit == "age" or any(other.unit is None or other.unit == unit for other in same):
        return False
    if unit in MONTH_UNITS and any(_ORDINAL.search(other.written) for other in same):
        return False  # "the 17th" of a month that is named elsewhere
    rivals = [other for other in known if other.unit == unit and not other.implied]
    return bool(rivals) and not any(agree(quantity, other) for other in rivals)
