"""Where a sentence may part into a report and a judgement: "his plane flew to Wonsan, | which is very subtle"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from assistant.marking.quotes import quoted_spans

__all__ = ["MOST_CUTS", "find_cuts", "find_pieces"]

MOST_CUTS = 4
_FEWEST_WORDS = 3
_JOINS = (
    "which|who|where|when|and|but|yet|though|although|because|so|while|whereas|since|as|or|not|nor|perhaps|hence|thus|"
    "even|if|unless|until|a|an|the|to"
)
_CUT = re.compile(
    rf"(?P<after>[,;:]|[”\"’][,;]?)\s+(?P<join>(?:{_JOINS})\b)?(?=\S)|\s[—–-]\s?(?=\w)|—(?=\w)|"
    r"\s(?=(?:and|but|yet|because|though|although|while|whereas|which|so)\s)"
)
_STRONG = re.compile(
    r"(?:which|who|where|and|but|yet|though|although|because|so|while|whereas|not|perhaps|a|an)\b", re.IGNORECASE
)


def find_cuts(text: str) -> list[int]:
    """Return where the second part of a sentence may begin, in order; at most `MOST_CUTS`.

    A cut stands after a comma, a semicolon, a colon or a dash, or before a conjunction, outside quotations and
    brackets, with three words and more on either side.

    Args:
        text: One sentence.

    Example:
        >>> text = "The plane flew straight to Wonsan, which is very subtle."
        >>> [text[cut:] for cut in find_cuts(text)]
        ['which is very subtle.']
    """
    matches = list(_CUT.finditer(text))
    if not matches:
        return []
    brackets = [(m.start(), m.end()) for m in re.finditer(r"\([^()]*\)", text)]
    closed = (quoted_spans(text), brackets)
    words = [m.start() for m in re.finditer(r"\S+", text)]
    found: dict[int, int] = {}
    for match in matches:
        cut = match.start("join") if match["join"] else match.end()
        before = bisect_left(words, cut)
        if any(_is_inside(cut, spans) for spans in closed) or min(before, len(words) - before) < _FEWEST_WORDS:
            continue
        # A conjunction after a stop parts more surely than either alone.
        found[cut] = bool(_STRONG.match(text, cut)) + bool(match["after"] or not match.group().isspace())
    best = sorted(found, key=lambda cut: (-found[cut], cut))[:MOST_CUTS]
    return sorted(best)


def _is_inside(cut: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is inside one of the spans, which are in order and apart."""
    number = bisect_left(spans, (cut,)) - 1
    return number >= 0 and cut < spans[number][1]


def find_pieces(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Return, for every cut of a sentence, the spans of the part before it and of the part after it.

    Args:
        text: One sentence.
        start: Where it begins, so that the spans count from there.

    Returns:
        Half-open spans without white space around them; two for each of `find_cuts`.
    """
    return [
        span
        for cut in find_cuts(text)
        for span in ((start, start + len(text[:cut].rstrip())), (start + cut, start + len(text)))
    ]
