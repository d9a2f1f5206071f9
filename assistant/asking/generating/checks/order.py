"""Whether a statement turns its sources round: what came first, what is more, what goes with which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from assistant.asking.wording.negation import OPPOSITES, denies, openly_denies
from assistant.asking.wording.quantities import NUMBER_WORDS, quantities
from assistant.asking.wording.words import STOP_WORDS, TOKEN, WORD, content_stems, stem

__all__ = ["in_its_order", "turned_round"]

_PIVOT = re.compile(r"(?<!and )\b(after|before|until)\b(?! (?:and|which)\b)", re.I)
_THAN = re.compile(r"\bthan\b", re.I)
_MORE = re.compile(r"\b(?:more|less|fewer|better|worse|\w{2,}er)\b", re.I)
_AS = re.compile(r"\b(?P<times>times|twice|half|not|nearly|almost) as (?P<what>\w+)\b(?P<of>[^,;:.]{0,40}?) as\b", re.I)
_TIMES_MORE = frozenset({"times", "twice"})
_UP = frozenset("more longer higher greater larger bigger dearer costlier".split())
_DOWN = frozenset("less fewer shorter lower smaller cheaper".split())
_PART = re.compile(r"[,;:()—–]\s|\s(?:and|but|while|whereas|although|though|against|compared with|than)\s")
_SIDE = re.compile(r"[;:()—–]\s|,?\s(?:but|while|whereas|although|though|against|compared with)\s")
_WITH_OR_WITHOUT = (
    frozenset(map(stem, "include included includes including".split())),
    frozenset(map(stem, "exclude excluded excludes excluding except without".split())),
)
_CONDITION = re.compile(r"(?<!only )(?<!even )\b(if|unless)\b([^,;:.()—–]*)", re.I)
_FROM_TO = re.compile(r"\bfrom ([^,;:]{1,40}?) to ([^,;:]{1,40})", re.I)
_NEAR = 600  # characters within which two things are placed by each other
_TIME_BETWEEN = re.compile(
    r"\s*(?:(?:just|only|shortly|soon|long|the day|the night|(?:[\w-]+ ){1,3}"
    r"(?:second|minute|hour|day|week|month|year|decade)s?)(?: later)? )",
    re.I,
)
"""What stands before an "after" that opens a sentence, with what it places first behind it: "Four days after …"."""
_SENTENCE = re.compile(r"[;:.]\s")
_STOP = re.compile(r"[,;:.]\s")
_SAID_OF_TWO = re.compile(rf"{_PART.pattern}|\s(?:with|when|after|before|because)\s")
_MOST_PARTS = 20
_OWN_WORDS = 0.7  # share of two parts' words from which a claim is put in the source's
_SAME_WORDS = 0.85  # and of a whole claim's, from which its order tells what it exchanges
_LONGEST_EXCHANGED = 4  # content words
_NUMBERS = frozenset(map(stem, NUMBER_WORDS))
_DETERMINERS = frozenset("the a an his her its their our my your this that these those all".split())


def turned_round(claim: str, sources: Sequence[str]) -> str | None:
    """Return the word by which a claim turns its sources round; None if nothing proves it.

    Args:
        claim: A statement.
        sources: The sentences it cites.

    Example:
        >>> turned_round("The roof fell after the fire broke out.", ["The fire broke out after the roof fell."])
        '“after” turns the order round'
    """
    checks = (_reordered, _compared, _exchanged, _mixed, _back_again, _if_for_unless, _in_each_others_place)
    return next((fault for check in checks if (fault := check(claim, sources))), None)


def in_its_order(claim: str, sources: Sequence[str]) -> str:
    """Return a claim with the source's "after" for its own "before", where the two stand the other way round."""
    there = [around for source in sources for around in _around_pivots(source)]
    for word, *claimed in _around_pivots(claim):
        for other, *sides in there:
            at_home, away = _sides((claimed[0], claimed[1]), (sides[0], sides[1]))
            if {word, other} == {"after", "before"} and away and not at_home:
                claim = re.sub(rf"\b{word}\b", other, claim, flags=re.I)
    return claim


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
    """The claim has more on the side of "than" on which the source has less, or more for less on the same sides."""
    there = [compared for source in sources for compared in _around_than(source)]
    for words, more, less in _around_than(claim):
        for others, left, right in there:
            same = words & others and more & (right - left) and less & (left - right)
            if same and not less & (right - left):
                return f"“{min(words & others)} … than” is the other way round in the source"
            against = (words & _UP and others & _DOWN) or (words & _DOWN and others & _UP)
            if against and less & (right - left) and not more & (right - left) and not words & others:
                return f"“{min(words)} … than” where the source has “{min(others)} … than”"
    return _compared_as(claim, sources)


def _compared_as(claim: str, sources: Sequence[str]) -> str | None:
    """The claim has on one side of "twice as much as" what the source has on the other, or more for nearly as much."""
    there = [compared for source in sources for compared in _around_as(source)]
    for times, what, more, less in _around_as(claim):
        for how, of_what, left, right in there:
            same = (times, what) == (how, of_what) and times in _TIMES_MORE
            if same and more & (right - left) and less & (left - right):
                return f"“{times} as {what} as” is the other way round in the source"
    for words, more, less in _around_than(claim):
        for how, what, left, right in there:
            at_home = less & (right - left) and more & (left - right) and not less & (left - right)
            if "more" in words and at_home and how in ("not", "nearly", "almost") and what in ("much", "many"):
                return f"“more than” where the source has “{how} as {what} as”"
    return None


def _around_as(text: str) -> Iterator[tuple[str, str, set[str], set[str]]]:
    """Yield every "twice as many as" with the content words before and after it."""
    for found in _AS.finditer(text):
        left = _STOP.split(text[max(0, found.start() - _NEAR) : found.start()])[-1]
        right = _PART.split(text[found.end() : found.end() + _NEAR])[0]
        yield found["times"].casefold(), found["what"].casefold(), set(content_stems(left)), set(content_stems(right))


def _around_than(text: str) -> Iterator[tuple[set[str], set[str], set[str]]]:
    """Yield the comparatives before every "than" with the content words before and after it."""
    for found in _THAN.finditer(text):
        left = _STOP.split(text[max(0, found.start() - _NEAR) : found.start()])[-1]
        right = _PART.split(text[found.end() : found.end() + _NEAR])[0]
        yield {word.casefold() for word in _MORE.findall(left)}, set(content_stems(left)), set(content_stems(right))


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
        if left.strip() and not _TIME_BETWEEN.fullmatch(left):
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
    return _of_opposites(claim, sources, _PART, OPPOSITES) or _of_opposites(claim, sources, _SIDE, (_WITH_OR_WITHOUT,))


def _of_opposites(
    claim: str,
    sources: Sequence[str],
    between: re.Pattern[str],
    opposites: Sequence[tuple[AbstractSet[str], AbstractSet[str]]],
) -> str | None:
    """Return the number of which the parts of a claim say one of two opposites, and those of the source the other."""
    text = " ".join(sources)
    there = [part for source in sources for part in _parts(source, between)]
    for words, numbers in _parts(claim, between):
        for number in numbers:
            same = [said for said, others in there if number in others]
            for one, other in opposites if same else ():
                for here, against in ((one, other), (other, one)):
                    if not words & here or words & against or not all(s & against and not s & here for s in same):
                        continue
                    if denies(claim, one | other) == denies(text, one | other):
                        return f"the source says the opposite of “{number:g}”"
    return None


def _parts(text: str, between: re.Pattern[str]) -> Iterator[tuple[set[str], set[float]]]:
    """Yield the parts of a text: the stems of its words, and its numbers, per cents as shares."""
    for part in between.split(text):
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


def _in_each_others_place(claim: str, sources: Sequence[str]) -> str | None:
    """The claim repeats the source, but two things stand each where the other stood, in a sentence that is the same.

    "The county would pay if the parish found the rest" for a source in which the parish would pay if the county did.
    What is only told in another order, such as a time put first, does not stand where the other stood.
    """
    said = _compared_words(claim)
    for source in sources:
        there = _compared_words(source)
        here, known = Counter(said), Counter(there)
        content = [i for i, word in enumerate(said) if word not in STOP_WORDS]
        if sum(said[i] in known for i in content) < _SAME_WORDS * len(content) or ("by" in here) != ("by" in known):
            continue  # in other words, or told of whom it is done to
        place = {word: i for i, word in enumerate(there)}
        once = [i for i in content if here[said[i]] == 1 == known[said[i]]]
        for left, right in _exchanged_blocks([place[said[i]] for i in once]):
            b, a = [once[i] for i in left], [once[i] for i in right]
            at_b, at_a = place[said[b[0]]], place[said[a[0]]]
            same_places = _slot(said, b[0]) == _slot(there, at_a) and _slot(said, a[0]) == _slot(there, at_b)
            between, was = said[b[-1] + 1 : a[0]], there[place[said[a[-1]]] + 1 : at_b]
            if same_places and _alike(between, was, counted=bool({said[b[0]], said[a[0]]} & _NUMBERS)):
                return f"“{said[b[0]]}” and “{said[a[0]]}” have changed places"
    return None


def _alike(between: Sequence[str], was: Sequence[str], *, counted: bool) -> bool:
    """Whether most of what stands between two things is the same, their determiners left out if neither is a number."""
    if not counted:
        between, was = ([word for word in words if word not in _DETERMINERS] for words in (between, was))
    return sum((Counter(between) & Counter(was)).values()) >= _OWN_WORDS * max(len(between), len(was))


def _compared_words(text: str) -> list[str]:
    """Return the words of a text in order: stems of those with content, small words as they are."""
    return [w.casefold() if w.casefold() in STOP_WORDS else stem(w) for w in TOKEN.findall(text)]


def _exchanged_blocks(places: Sequence[int]) -> Iterator[tuple[range, range]]:
    """Yield which runs of words have changed places around words that stayed between them.

    Args:
        places: Where in the source each word of the claim stands.
    """
    rank = {place: i for i, place in enumerate(sorted(places))}
    runs: list[range] = []
    for i, place in enumerate(places):
        if runs and rank[place] == rank[places[i - 1]] + 1:
            runs[-1] = range(runs[-1].start, i + 1)
        else:
            runs.append(range(i, i + 1))
    for left, middle, right in zip(runs, runs[1:], runs[2:], strict=False):
        in_turn = rank[places[right[-1]]] + 1 == rank[places[middle[0]]]
        in_turn &= rank[places[middle[-1]]] + 1 == rank[places[left[0]]]
        if in_turn and max(len(left), len(right)) <= _LONGEST_EXCHANGED:
            yield left, right


def _slot(words: Sequence[str], i: int) -> str:
    """Return the word that a thing stands behind, its determiner left out; empty if it comes first."""
    while i and words[i - 1] in _DETERMINERS:
        i -= 1
    return words[i - 1] if i else ""
