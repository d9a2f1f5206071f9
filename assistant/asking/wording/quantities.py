"""Numbers in any spelling: digits, words, ordinals, fractions, multiples, with what each of them counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.asking.wording.words import STOP_WORDS, stem
from assistant.reading.vocabulary import MONTHS

__all__ = ["CURRENCY", "FRACTIONS", "MULTIPLES", "NUMBER_WORDS", "UNITS", "Quantity", "quantities"]

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
"""Words for numbers, each at its place: the one for 12 is `UNITS[12]`."""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: value for value, word in enumerate(UNITS)} | {word: 20 + 10 * i for i, word in enumerate(_TENS)}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "millions": 1e6, "billion": 1e9, "billions": 1e9,
    "trillion": 1e12, "mn": 1e6, "m": 1e6, "bn": 1e9, "dozen": 12.0, "dozens": 12.0, "hundreds": 1e2, "thousands": 1e3,
    "crore": 1e7, "lakh": 1e5,
}  # fmt: skip
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {
    "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80,
    "ninetieth": 90, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
FRACTIONS = {
    "half": 0.5, "halves": 0.5, "halve": 0.5, "halved": 0.5, "halving": 0.5, "third": 1 / 3, "thirds": 1 / 3,
    "quarter": 0.25, "quarters": 0.25, "fifth": 0.2, "fifths": 0.2, "tenth": 0.1, "tenths": 0.1,
    "sixth": 1 / 6, "eighth": 1 / 8, "eighths": 1 / 8,
}  # fmt: skip
MULTIPLES = {
    "twice": 2.0, "double": 2.0, "doubled": 2.0, "doubles": 2.0, "doubling": 2.0, "thrice": 3.0, "triple": 3.0,
    "tripled": 3.0, "trebled": 3.0, "triples": 3.0, "quadrupled": 4.0, "twofold": 2.0, "threefold": 3.0,
}  # fmt: skip
_IMPLIED = {"both": 2.0, "pair": 2.0, "couple": 2.0, "decade": 10.0, "century": 100.0, "single": 1.0, "trio": 3.0,
            "twins": 2.0, "once": 1.0, "sole": 1.0, "fortnight": 14.0, "decades": 10.0, "week": 7.0}  # fmt: skip
_WHOLES = {
    "dozen": 12.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "century": 100.0,
    "decade": 10.0,
}
CURRENCY = {
    "$": "$", "€": "€", "£": "£", "¥": "¥", "₹": "₹", "dollar": "$", "dollars": "$", "euro": "€", "euros": "€",
    "pound": "£", "pounds": "£", "yen": "¥", "rupee": "₹", "rupees": "₹",
}  # fmt: skip
_SHORT = {
    "km": "kilometre", "kms": "kilometre", "cm": "centimetre", "mm": "millimetre", "kg": "kilogram", "kilo": "kilogram",
    "kilos": "kilogram", "kilometer": "kilometre", "kilometers": "kilometre", "meter": "metre", "meters": "metre",
    "ha": "hectare", "mph": "mile", "hrs": "hour", "mins": "minute",
}  # fmt: skip
_TIMES = frozenset("minute hour day night week month year decade century".split())
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TOKEN = re.compile(
    rf"(?:(?P<sign>[$€£¥₹]\s?)|(?P<code>\b[A-Z]{{1,3}}(?=\d)))?(?<![\d.])(?<!\d[A-Za-z])(?P<digits>{_DIGITS})(?P<tail>(?:st|nd|rd|th|s|m|k|bn|mn)\b|\s?%|(?=\W|$))"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)|(?P<stop>[.,;:!?()\"“”—])",
    re.I,
)
NUMBER_WORDS = frozenset((*_SMALL, *_SCALES))
_RANGE = re.compile(r"\b((?:1\d|20)(\d\d))([-–/])(\d\d)(?!\d|[-–/.]\d)")
_NUMBERED = frozenset(
    """
    act article book chapter day episode flight gate grade group hall line number page part phase pier plate platform
    road room round route season section stage table terminal unit volume week year
    """.split()
)
"""Nouns that stand before their number: "Season 4" is the fourth season."""
_MONTHS = frozenset(month.casefold() for month in MONTHS)
_TIME_TOLD = frozenset("last this next that past previous same every each a".split())
"""What tells that such a noun is a time by itself: "last year 63 boats sank"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number in a text.

    Attributes:
        values: What it may mean: "a third" is 1/3 or 3.
        unit: Stem of the word it counts, a currency sign, "%", or None.
        written: As written.
        implied: Whether the number is only in the word's sense ("both", "a decade"): it proves, but never accuses.
    """

    values: frozenset[float]
    unit: str | None
    written: str
    implied: bool = False


def quantities(text: str) -> list[Quantity]:
    """Return the numbers of a text: digits, words, ordinals, fractions, multiples, with the unit each counts.

    Example:
        >>> [(sorted(q.values), q.unit) for q in quantities("Twelve ships cost $3.5 billion.")]
        [([12.0], 'ship'), ([3500000000.0], '$')]
    """
    return list(_read(_RANGE.sub(_in_full, text)))


def _in_full(years: re.Match[str]) -> str:
    """Write out the second of two years: "2018–19" is 2018–2019; a month, as in "2018-12", is left alone."""
    whole, first, dash, last = years.groups()
    return f"{whole}{dash}{whole[:2]}{last}" if last > first and (dash != "-" or last > "12") else years.group()


def _read(text: str) -> Iterator[Quantity]:
    tokens = list(_TOKEN.finditer(text))
    i = 0
    while i < len(tokens):
        used, quantity = _quantity(text, tokens, i)
        if quantity:
            yield quantity
        i += max(used, 1)


def _quantity(text: str, tokens: Sequence[re.Match[str]], i: int) -> tuple[int, Quantity | None]:
    """Read what token i begins: how many tokens that takes, and the number, if it is one."""
    word = _word(tokens, i)
    if tokens[i]["digits"]:
        return _in_digits(text, tokens, i)
    if word in _SMALL or (
        word in ("a", "an", "several")
        and _word(tokens, i + 1) in ("hundred", "thousand", "million", "billion", "dozen")
    ):
        return _in_words(text, tokens, i)
    if word == "half" and _word(tokens, i + 1) in ("a", "an") and _word(tokens, i + 2) in _WHOLES:
        much = _WHOLES[_word(tokens, i + 2)]
        unit = "year" if _word(tokens, i + 2) in ("century", "decade") else _unit(text, tokens, i + 3)
        return 3, Quantity(frozenset({much / 2}), unit, text[tokens[i].start() : tokens[i + 2].end()])
    if word in ("a", "an") and _word(tokens, i + 1) in _TIMES:
        long = 1.5 if [_word(tokens, i + k) for k in (2, 3, 4)] == ["and", "a", "half"] else 1.0
        end = tokens[i + 4 if long > 1 else i + 1].end()
        unit, written = stem(_word(tokens, i + 1)), text[tokens[i].start() : end]
        if _word(tokens, i + 1) not in _IMPLIED:
            return 2, Quantity(frozenset({long}), unit, written, implied=long == 1)
    if word == "half" and _word(tokens, i + 1) == "time":
        return 2, None
    if word == "half" and (_word(tokens, i - 2), _word(tokens, i - 1)) == ("and", "a"):
        return 1, None  # "a year and a half"
    return 1, _in_one_word(text, tokens, i)


def _in_digits(text: str, tokens: Sequence[re.Match[str]], i: int) -> tuple[int, Quantity]:
    """Read "$3.5 billion", "40%", "Season 4": how many tokens, and the number."""
    token, used = tokens[i], 1
    value = float(re.sub(r"[,\u00a0\u202f\u2009]", "", token["digits"]))
    tail = (token["tail"] or "").strip().casefold()
    if tail in ("m", "k", "bn", "mn"):
        value *= {"k": 1e3}.get(tail) or _SCALES[tail]
    while i + used < len(tokens) and _near(text, tokens, i + used) and _word(tokens, i + used) in _SCALES:
        if _word(tokens, i + used) in ("dozens", "hundreds", "thousands"):
            break
        if _word(tokens, i + used) == "m" and not token["sign"]:
            break  # metres
        value *= _SCALES[_word(tokens, i + used)]
        used += 1
    end = tokens[i + used - 1].end()
    unit = CURRENCY.get((token["sign"] or "").strip()) or token["code"]
    unit = unit or ("%" if tail == "%" else _unit(text, tokens, i + used)) or _age(text, token.start(), end)
    noun, told = _word(tokens, i - 1), _word(tokens, i - 2)
    numbered = noun in _NUMBERED and told not in _TIME_TOLD and i > 0 and _near(text, tokens, i)
    if numbered or (noun in _MONTHS and value <= 31):
        unit = stem(noun)
    values = {value, 1900 + value, 2000 + value} if tail == "s" and value in range(10, 100, 10) else {value}
    return used, Quantity(frozenset(values), unit, text[token.start() : end])


def _in_words(text: str, tokens: Sequence[re.Match[str]], i: int) -> tuple[int, Quantity]:
    """Read "three million", "two and a half", "one in ten", "two thirds": how many tokens, and the number."""
    start = tokens[i].start()
    used, value = _spelled(text, tokens, i)
    end = tokens[i + used - 1].end()
    written = text[start:end]
    if [_word(tokens, i + used + k) for k in range(3)] == ["and", "a", "half"]:
        scale = _SCALES.get(_word(tokens, i + used + 3), 0)
        used += 4 if scale >= 1000 else 3
        value = (value + 0.5) * (scale if scale >= 1000 else 1)
        written = text[start : tokens[i + used - 1].end()]
        return used, Quantity(frozenset({value}), _unit(text, tokens, i + used), written)
    if (whole := _out_of(text, tokens, i + used)) is not None:
        last, total = whole
        return last + 1 - i, Quantity(frozenset({value / total}), None, text[start : tokens[last].end()])
    fraction = _word(tokens, i + used)
    if _word(tokens, i + used - 1) in _TENS and _ORDINALS.get(fraction, 10) < 10 and _near(text, tokens, i + used):
        value += _ORDINALS[fraction]  # "twenty-first"
        unit = _unit(text, tokens, i + used + 1)
        return used + 1, Quantity(frozenset({value}), unit, text[start : tokens[i + used].end()])
    if (
        fraction in FRACTIONS
        and FRACTIONS[fraction] < 1
        and _near(text, tokens, i + used)
        and fraction not in ("half", "halved", "halving")
    ):
        unit = _unit(text, tokens, i + used + 1)
        values = frozenset({value * FRACTIONS[fraction]})
        return used + 1, Quantity(values, unit, text[start : tokens[i + used].end()])
    unit = _unit(text, tokens, i + used) or _age(text, start, end)
    return used, Quantity(frozenset({value}), unit, written)


def _in_one_word(text: str, tokens: Sequence[re.Match[str]], i: int) -> Quantity | None:
    """Read "third", "twice", "both"; None for any word that is no number, or is none where it stands."""
    word, written = _word(tokens, i), tokens[i].group()
    if (word in FRACTIONS and not word.endswith("s")) or (word in _ORDINALS and word != "first"):
        if word == "second" and _is_time(tokens, i):
            return None
        meant = [float(table[word]) for table in (FRACTIONS, _ORDINALS) if word in table]
        return Quantity(frozenset(meant), _unit(text, tokens, i + 1), written)
    if word in MULTIPLES:
        return Quantity(frozenset({MULTIPLES[word]}), None, written)
    if word in _IMPLIED:
        unit = "day" if word in ("week", "fortnight") else "year" if word in ("decade", "century") else None
        return Quantity(frozenset({_IMPLIED[word]}), unit, written, implied=True)
    if word == "first":
        return Quantity(frozenset({1.0}), None, written, implied=True)
    return None


def _out_of(text: str, tokens: Sequence[re.Match[str]], i: int) -> tuple[int, float] | None:
    """Read "in ten", "out of every hundred" after a number: the last token, and the whole."""
    if _word(tokens, i) not in ("in", "out") and (_word(tokens, i), _word(tokens, i + 1)) != ("of", "every"):
        return None
    for j in range(i + 1, min(i + 4, len(tokens))):
        if _word(tokens, j) in ("of", "every", "a"):
            continue
        total = {"hundred": 100.0}.get(_word(tokens, j)) or _SMALL.get(_word(tokens, j), 0)
        return (j, float(total)) if total in (2, 3, 4, 5, 6, 8, 10, 20, 100) else None
    return None


def _spelled(text: str, tokens: Sequence[re.Match[str]], i: int) -> tuple[int, float]:
    """Read a number in words from token i: how many tokens, and its value."""
    total, current, used = 0.0, 0.0, 0
    while i + used < len(tokens):
        word = _word(tokens, i + used)
        if used and not _near(text, tokens, i + used):
            break
        if word in _SMALL and not (used and _word(tokens, i + used - 1) in UNITS):
            current += _SMALL[word]
        elif word in ("a", "an", "several") and not used:
            current = 1
        elif word in ("hundred", "dozen") and used:
            current = max(current, 1) * _SCALES[word]
        elif word in ("thousand", "million", "billion", "trillion", "lakh", "crore") and used:
            total += max(current, 1) * _SCALES[word]
            current = 0
        elif (
            word == "and"
            and used
            and _word(tokens, i + used - 1) in ("hundred", "thousand")
            and (_word(tokens, i + used + 1) in _SMALL)
        ):
            pass
        else:
            break
        used += 1
    return max(used, 1), total + current


def _word(tokens: Sequence[re.Match[str]], i: int) -> str:
    return (tokens[i]["word"] or "").casefold() if 0 <= i < len(tokens) else ""


def _near(text: str, tokens: Sequence[re.Match[str]], i: int) -> bool:
    """Whether token i follows the one before after at most a space or hyphen."""
    return bool(re.fullmatch(r"[\s-]?", text[tokens[i - 1].end() : tokens[i].start()]))


def _is_time(tokens: Sequence[re.Match[str]], i: int) -> bool:
    """Whether "second" measures time ("metres a second") or stands in a phrase that counts nothing."""
    after = _word(tokens, i + 1)
    return after == "to" or (
        _word(tokens, i - 1) in ("a", "per", "each", "every") and (not after or after in STOP_WORDS)
    )


_CLOSED = re.compile(r"\s*(?:[,.;)]|\Z)")
_LONGEST_WORD = 60  # no farther back is looked for what stands before a number


def _age(text: str, start: int, end: int) -> str | None:
    """Return "age" for a number that says how old somebody is: "a boy of three,", "Abaza, 47,"."""
    closed = _CLOSED.match(text, end)
    named = re.search(r"(?:(?<!out )\b(?:of|aged)\s|[^\W\d_]{2,},\s)$", text[max(0, start - _LONGEST_WORD) : start])
    return "age" if closed and named else None


def _unit(text: str, tokens: Sequence[re.Match[str]], i: int) -> str | None:
    """Return what stands right after a number: a currency, per cent, or the stem of the next noun."""
    for j in range(i, min(i + 3, len(tokens))):
        word = _word(tokens, j)
        if not word:
            return None
        if word in CURRENCY:
            return CURRENCY[word]
        if word in ("percent", "per") and (word == "percent" or _word(tokens, j + 1) == "cent"):
            return "%"
        if word in STOP_WORDS or word in ("today", "yesterday", "tomorrow", "last", "next"):
            if word == "of" and j == i:
                continue
            if word in ("a", "an") and (_word(tokens, j - 1) == "of" or _word(tokens, j - 1) == "half"):
                continue
            return None
        if word.endswith("ly") or word in ("new", "old", "more", "other", "former", "small", "large", "big"):
            continue
        return stem(_SHORT.get(word, word))
    return None
