"""What two numbers have to do with each other: one and the same, or one reckoned plainly from others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking.wording.quantities import CURRENCY, FRACTIONS, MULTIPLES, Quantity
from assistant.asking.wording.words import stem
from assistant.reading.vocabulary import MONTHS

__all__ = ["MEASURES", "MONTH_UNITS", "agree", "agree_in_time", "hedge_at_end", "is_share", "is_year", "reckoned"]

_TIMES = {
    stem(word): seconds
    for word, seconds in {
        "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0, "month": 2629800.0,
        "year": 31557600.0, "decade": 315576000.0,
    }.items()
}  # fmt: skip
MEASURES = (
    frozenset(_TIMES)
    | set(CURRENCY.values())
    | {
        stem(word)
        for word in "metre meter kilometre kilometer km mile centimetre cm foot feet hectare acre litre liter tonne "
        "ton kilo kilogram kg gram megawatt kilowatt degree knot gallon square cubic".split()
    }
    | {"%"}
)
MONTH_UNITS = frozenset(map(stem, MONTHS))
_HEDGES = {
    word: kind
    for kind, words in {
        "above": "more than,over,above,at least,upwards of,in excess of,well over,just over,exceeds,exceeded,beyond",
        "below": "less than,fewer than,under,below,nearly,almost,close to,just under,not quite,at most,up to,short of",
        "about": "about,around,some,roughly,approximately,an estimated,or so",
    }.items()
    for word in words.split(",")
}
_HEDGE = re.compile(
    rf"\b({'|'.join(sorted((re.escape(h) for h in _HEDGES), key=len, reverse=True))})"
    r"\s+(?:an?\s|the\s)?(?:[A-Z]\w{0,2}\s)?\W*$",
    re.I,
)
_SLACK = {"above": (1.0, 1.35), "below": (0.75, 1.0), "about": (0.92, 1.08)}
_EXACT = (1 - 1e-6, 1 + 1e-6)
_SHARE_SLACK = {"above": (1.0, 1.6), "below": (0.5, 1.0), "about": (0.9, 1.1), "exactly": (0.95, 1.05)}
_TIME_SLACK = {"below": (0.7, 1.0)}
_YEARS = {stem("year"): 1.0, stem("decade"): 10.0, stem("century"): 100.0}
_COMPARES = re.compile(
    r"\b(?:more|fewer|less|together|total|altogether|in all|combined|sum|difference|\w{3,}er than|longer|shorter|later|"
    r"earlier|above|below|beyond|over|short of|by|exceeds?|exceeded|larger|higher|lower|smaller|"
    r"dearer|cheaper|costlier|older|younger|further|overdue|left over|all but|"
    r"grew|rose|fell|increased?|away|apart|others?|ahead|lost|dropped|shr[aiu]nk|gained|majority|leaves|behind|too|margin|separat\w+|gap)\b",
    re.I,
)
_OUT_OF = re.compile(r"\b(?:in|out of)\b")


def reckoned(claim: str, quantity: Quantity, known: Sequence[Quantity], *, in_its_words: bool) -> bool:
    """Whether a number of a claim is a plain reckoning from those that its sources give.

    Args:
        claim: A statement: whether it compares, and what hedges the number, tell what may be reckoned.
        quantity: One of its numbers.
        known: The numbers of the sources.
        in_its_words: Whether the claim says nothing in other words than they do: then it is of the same thing, of which
            what is left of a share is no share.
    """
    kind, hedge = hedge_at_end(claim[: max(claim.find(quantity.written), 0)])
    slack = _SLACK.get(kind, _EXACT)
    if any(agree_in_time(quantity, other, kind) for other in known) or (
        _COMPARES.search(claim) and _derived(quantity, known, slack)
    ):
        return True
    if quantity.written.endswith("0s") and any(v // 10 * 10 in quantity.values for o in known for v in o.values):
        return True
    if quantity.unit in _YEARS and _years_apart(quantity, known, slack):
        return True
    if hedge and not is_year(quantity):
        near = [v for o in known if o.unit == quantity.unit or o.unit not in MEASURES for v in o.values]
        if any(_within(v, q, _SLACK[kind]) for q in quantity.values for v in near):
            return True
    if is_share(quantity):
        values = [v for other in known for v in other.values]
        ratios = [a / b for a in values for b in values if b and a != b]
        ratios += [v / 100 for other in known if other.unit == "%" for v in other.values]
        ratios += [v for v in values if 0 < v < 1]
        ratios += [1 - r for r in ratios if 0 < r < 1 and quantity.unit != "%" and not in_its_words]
        scale = 100 if quantity.unit == "%" else 1
        return any(_within(scale * r, q, _SHARE_SLACK[kind]) for q in quantity.values for r in ratios)
    return False


def hedge_at_end(text: str) -> tuple[str, str]:
    """Return what a text that ends before a number says of its exactness, and with which words.

    Example:
        >>> hedge_at_end("It cost more than "), hedge_at_end("It cost ")
        (('above', 'more than'), ('exactly', ''))
    """
    found = _HEDGE.search(text)
    return (_HEDGES[" ".join(found[1].casefold().split())], found[1]) if found else ("exactly", "")


def is_share(quantity: Quantity) -> bool:
    """Whether a number is a part or a multiple of another: "40%", "a third", "twice", "one in ten"."""
    words = re.split(r"[\s-]", quantity.written.casefold())
    return (
        quantity.unit in ("%", "time")
        or any(word in FRACTIONS or word in MULTIPLES for word in words)
        or bool(_OUT_OF.search(quantity.written))
    )


def _within(value: float, said: float, slack: tuple[float, float]) -> bool:
    return slack[0] * said <= value <= slack[1] * said


def agree_in_time(one: Quantity, other: Quantity, kind: str = "exactly") -> bool:
    """Whether two numbers are the same time in two units, as far as the hedge before the first asks for it."""
    if one.unit not in _TIMES or other.unit not in _TIMES:
        return False
    return any(
        _within(b * _TIMES[other.unit], a * _TIMES[one.unit], _TIME_SLACK.get(kind, _SHARE_SLACK[kind]))
        for a in one.values
        for b in other.values
        if a and b
    )


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are the same, one of them as a per cent if need be; what they count is not asked."""
    scaled = [(v, w) for v in one.values for w in other.values]
    if any(_close(v, w) for v, w in scaled):
        return True
    if one.unit == "%" or other.unit == "%":
        return any(_close(v, w * 100) or _close(v * 100, w) for v, w in scaled)
    return False


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(abs(a), abs(b), 1e-9)


def _derived(quantity: Quantity, known: Sequence[Quantity], slack: tuple[float, float]) -> bool:
    """Whether a number is the sum or difference of two that the sources give of like things."""
    pairs = [
        (a, b)
        for i, one in enumerate(known)
        for other in known[i + 1 :]
        if not one.implied and not other.implied
        if one.unit == other.unit or {one.unit, other.unit} & {None, "age"}
        for a in one.values
        for b in other.values
        if not {one.unit, other.unit} & MONTH_UNITS and not is_year(one) and not is_year(other)
    ]
    return any(
        _within(value, v, slack) for v in quantity.values for a, b in pairs for value in (a + b, abs(a - b)) if v > 1
    )


def _years_apart(quantity: Quantity, known: Sequence[Quantity], slack: tuple[float, float]) -> bool:
    """Whether a time in years lies between two years of the sources, or "the 17th century" holds one of them."""
    years = [value for other in known if is_year(other) for value in other.values]
    scale = _YEARS[quantity.unit or ""]
    if scale == 100 and any(value // 100 + 1 in quantity.values for value in years):
        return True
    apart = {abs(a - b) / scale for a in years for b in years if a != b}
    return any(_within(value, said, slack) for said in quantity.values for value in apart)


def is_year(quantity: Quantity) -> bool:
    """Whether a number can be a year of our era, by its size and by measuring nothing."""
    plain = quantity.written.isdigit() and quantity.unit not in MEASURES
    return plain and all(1000 <= v <= 2100 for v in quantity.values)
