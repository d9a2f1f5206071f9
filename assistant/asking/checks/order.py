"""Whether a statement turns its sources round: what came first, what is more, what goes with which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.asking.checks.negation import OPPOSITES, denies, openly_denies
from assistant.asking.checks.quantities import quantities
from assistant.asking.checks.words import STOP_WORDS, TOKEN, WORD, content_stems, stem

__all__ = ["turned_round"]

_PIVOT = re.compile(r"(?<!and )\b(after|before|until)\b(?! (?:and|which)\b)", re.I)
_MORE_THAN = re.compile(r"\b(more|less|fewer|better|worse|\w{2,}er)\b[^,;:.]{0,60}?\bthan\b", re.I)
_PART = re.compile(r"[,;:()—–]\s|\s(?:and|but|while|whereas|although|though|against|compared with|than)\s")
_CONDITION = re.compile(r"(?<!only )(?<!even )\b(if|unless)\b([^,;:.()—–]*)", re.I)
_FROM_TO = re.compile(r"\bfrom ([^,;:]{1,40}?) to ([^,;:]{1,40})", re.I)
_NEAR = 600  # characters within which two things are placed by each other
_SENTENCE = re.compile(r"[;:.]\s")
_STOP = re.compile(r"[,;:.]\s")
_SAID_OF_TWO = re.compile(rf"{_PART.pattern}|\s(?:with|when|after|before|because)\s")
_MOST_PARTS = 20
_OWN_WORDS = 0.7  # share of two parts' words from which a claim is put in the source's


def turned_round(claim: str, sources: Sequence[str]) -> str | None:
    """Return the word by which a claim turns its sources round; None if nothing proves it.

    Args:
        claim: A statement.
        sources: The sentences it cites.

    Example:
        >>> turned_round("The roof fell after the fire broke out.", ["The fire broke out after the roof fell."])
        '“after” turns the order round'
    """
    checks = (_reordered, _compared, _exchanged, _mixed, _back_again, _if_for_unless)
    return next((fault for check in checks if (fault := check(claim, sources))), None)


def _reordered(claim: str, sources: Sequence[str]) -> str | None:
    for word, first, second in _around_pivots(claim):
        for source in sources:
            for other, main, sub in _around_pivots(source):
                if word != other and "until" in (word, other):
                    continue
                straight = min(_share(first, main), _share(second, sub))
                crossed = min(_share(first, sub), _share(second, main))
                same, otherwise = (straight, crossed) if word == other else (crossed, straight)
                if otherwise >= 0.5 and same < 0.2:
                    return f"“{word}” turns the order round"
                at_home, away = _sides((first, second), (main, sub))
                same, otherwise = (at_home, away) if word == other else (away, at_home)
                if otherwise == 2 and not same and not openly_denies(claim) and not openly_denies(source):
                    return f"“{word}” turns the order round"
    return None


def _sides(claim: tuple[set[str], set[str]], source: tuple[set[str], set[str]]) -> tuple[int, int]:
    """Return how many sides of a claim have words that the source has on that side alone, and how many on the other."""
    left, right = source[0] - source[1], source[1] - source[0]
    at_home = bool((claim[0] - claim[1]) & left) + bool((claim[1] - claim[0]) & right)
    return at_home, bool((claim[0] - claim[1]) & right) + bool((claim[1] - claim[0]) & left)


def _compared(claim: str, sources: Sequence[str]) -> str | None:
    """The claim has more on the side of "than" on which the source has less."""
    there = [compared for source in sources for compared in _around_than(source)]
    for word, more, less in _around_than(claim):
        for other, left, right in there:
            if word == other and more & (right - left) and less & (left - right) and not less & (right - left):
                return f"“{word} … than” is the other way round in the source"
    return None


def _around_than(text: str) -> Iterator[tuple[str, set[str], set[str]]]:
    """Yield every comparative with the content words before and after its "than"."""
    for found in _MORE_THAN.finditer(text):
        left = _STOP.split(text[max(0, found.start() - _NEAR) : found.end() - len("than")])[-1]
        right = _STOP.split(text[found.end() : found.end() + _NEAR])[0]
        yield found[1].casefold(), set(content_stems(left)), set(content_stems(right))


def _mixed(claim: str, sources: Sequence[str]) -> str | None:
    """Two parts of the claim each put together words that the source has apart, in two parts of its own.

    "The guild built the mill, and the state the dam" for a source in which the guild built the dam, and the state the
    mill.
    """
    said = _said_apart(claim)[:_MOST_PARTS]
    for source in sources if len(said) > 1 else ():
        there = _said_apart(source)[:_MOST_PARTS]
        known = frozenset[str]().union(*there)
        alone = [part.difference(*(other for other in there if other is not part)) for part in there]
        for one, other in combinations(alone, 2):
            for left, right in combinations(said, 2):
                mixed = all(part & apart for part in (left - right, right - left) for apart in (one, other))
                if mixed and len((left | right) & known) >= _OWN_WORDS * len(left | right):
                    words = min((left - right) & one), min((left - right) & other)
                    return f"the source does not say “{words[0]}” and “{words[1]}” of one thing"
    return None


def _said_apart(text: str) -> list[frozenset[str]]:
    """Return the stems of the words and numbers of each part of a text."""
    parts = (
        frozenset(stem(word) for word in TOKEN.findall(part) if word.casefold() not in STOP_WORDS)
        for part in _SAID_OF_TWO.split(text)
    )
    return [part for part in parts if part]


def _around_pivots(text: str) -> Iterator[tuple[str, set[str], set[str]]]:
    """Yield every "after" and "before" with the content words of what is so placed and of what it is placed by."""
    for pivot in _PIVOT.finditer(text):
        left = _SENTENCE.split(text[max(0, pivot.start() - _NEAR) : pivot.start()])[-1]
        right = text[pivot.end() : pivot.end() + _NEAR]
        if left.strip():
            main, sub = left, _STOP.split(right)[0]
        else:
            sub, _, main = right.partition(", ")
        sides = set(content_stems(main)), set(content_stems(sub))
        if all(sides):
            yield pivot[1].casefold(), *sides


def _share(words: set[str], there: set[str]) -> float:
    return len(words & there) / len(words)


def _exchanged(claim: str, sources: Sequence[str]) -> str | None:
    """The claim says of a number what the source says of another: "62 opposed it, 25 backed it"."""
    text = " ".join(sources)
    there = [part for source in sources for part in _parts(source)]
    for words, numbers in _parts(claim):
        for number in numbers:
            same = [said for said, others in there if number in others]
            for one, other in OPPOSITES if same else ():
                for here, against in ((one, other), (other, one)):
                    if not words & here or words & against or not all(s & against and not s & here for s in same):
                        continue
                    if denies(claim, one | other) == denies(text, one | other):
                        return f"the source says the opposite of “{number:g}”"
    return None


def _parts(text: str) -> Iterator[tuple[set[str], set[float]]]:
    """Yield the parts of a text: the stems of its words, and its numbers, per cents as shares."""
    for part in _PART.split(text):
        numbers = {
            value / 100 if quantity.unit == "%" else value
            for quantity in quantities(part)
            for value in quantity.values
            if not quantity.implied and value not in (0.0, 1.0)
        }
        if numbers:
            yield {stem(word) for word in WORD.findall(part)}, numbers


def _back_again(claim: str, sources: Sequence[str]) -> str | None:
    """The claim has something go from where the source has it arrive: "from 80 to 110" for "from 110 to 80"."""
    there = {ends for source in sources for ends in _ends(source)}
    turned = next(((a, b) for a, b in _ends(claim) if (b, a) in there and (a, b) not in there), None)
    return f"the source goes from “{turned[1]:g}” to “{turned[0]:g}”" if turned else None


def _ends(text: str) -> Iterator[tuple[float, float]]:
    for found in _FROM_TO.finditer(text):
        sides = [quantities(side) for side in found.groups()]
        if all(sides):
            yield min(sides[0][0].values), min(sides[1][0].values)


def _if_for_unless(claim: str, sources: Sequence[str]) -> str | None:
    """The claim makes happen if a thing does what the source makes happen unless it does, or the other way round."""
    for word, on in _conditions(claim):
        for source in sources:
            same = (other for other, what in _conditions(source) if len(on & what) > 1 and _share(on, what) >= 0.6)
            if any(other != word for other in same) and not openly_denies(claim) and not openly_denies(source):
                return f"“{word}” turns the condition round"
    return None


def _conditions(text: str) -> Iterator[tuple[str, set[str]]]:
    """Yield every "if" and "unless" with the content words of what it says."""
    for found in _CONDITION.finditer(text):
        yield found[1].casefold(), set(content_stems(found[2]))
