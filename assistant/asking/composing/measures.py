"""What amounts are measured in, and in which measures a question wants no answer."""

from __future__ import annotations

import re

from assistant.asking.wording.quantities import CURRENCY
from assistant.asking.wording.words import stem

__all__ = ["COUNTED", "MEASURES", "unwanted_measures"]

COUNTED = "counted"
"""What numbers of things are measured in: people are not pounds, though protesters may be people."""

MEASURES = {
    "g": ("gram", 1.0), "gram": ("gram", 1.0), "kilogram": ("gram", 1e3), "kilo": ("gram", 1e3), "kg": ("gram", 1e3),
    "ton": ("gram", 1e6), "tonn": ("gram", 1e6),
    "cm": ("metre", 0.01), "centimetr": ("metre", 0.01), "m": ("metre", 1.0), "metr": ("metre", 1.0),
    "meter": ("metre", 1.0), "km": ("metre", 1e3), "kilometr": ("metre", 1e3), "kilomet": ("metre", 1e3),
    "inch": ("metre", 0.0254), "feet": ("metre", 0.3048), "foot": ("metre", 0.3048), "yard": ("metre", 0.9144),
    "mile": ("metre", 1609.344),
    "second": ("day", 1 / 86400), "minut": ("day", 1 / 1440), "hour": ("day", 1 / 24),
    "day": ("day", 1.0), "week": ("day", 7.0), "month": ("day", 365 / 12), "year": ("day", 365.0),
    "%": ("%", 1.0),
} | {sign: (sign, 1.0) for sign in CURRENCY.values()}  # fmt: skip
"""What is measured in several units, by stem: the smallest of its kind, and how many of those."""

_MONEY = frozenset(CURRENCY.values())
_ALL_MEASURES = frozenset(measure for measure, _ in MEASURES.values()) - {"%"}
_HOW = re.compile(r"\bhow (?:many (?P<what>[^\W\d_]+)|(?:long|old|far|soon|late|often|tall|wide|heavy|fast)\b)", re.I)
_NO_KIND = frozenset(
    "additional billion cubic dozen extra fewer further hundred less million more of other square thousand us".split()
)
"""What after "how many" does not tell what is counted."""


def unwanted_measures(question: str) -> frozenset[str]:
    """Return in what measures a question wants no answer: money tells not how long, nor weeks how many people.

    Example:
        >>> "day" in unwanted_measures("How many boats?"), "day" in unwanted_measures("How many weeks?")
        (True, False)
    """
    if not (match := _HOW.search(question)):
        return frozenset()
    if not match["what"]:
        return _MONEY
    if match["what"].casefold() in _NO_KIND:
        return frozenset()
    own, _ = MEASURES.get(CURRENCY.get(match["what"].casefold(), stem(match["what"])), (COUNTED, 1.0))
    return _ALL_MEASURES - {own}
