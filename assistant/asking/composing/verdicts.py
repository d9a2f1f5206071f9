"""What a sentence says to a question of yes or no: which words of the question it affirms and which it denies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from assistant.asking.understanding.thread import JOIN
from assistant.asking.wording.names import DAYS
from assistant.asking.wording.negation import OPPOSITES, openly_denies
from assistant.asking.wording.words import STOP_WORDS, WORD, stem

__all__ = ["Verdict", "verdicts"]

_ASKS = re.compile(
    rf"(?:.*{JOIN})?(?:(?:and|but|so) )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|may|must|"
    r"should)\s",
    re.I,
)
_REFUSES = frozenset(map(stem, "deny denied denies refuse refused refuses fail failed fails".split()))
_NO_DENIAL = frozenset("only just merely doubt".split())  # after "not", "no"
_STOP = re.compile(r"[,;:()—–.!?]")
_TURNS = frozenset("but while whereas although though because".split())
_REACH = 3
"""Content words after a denial that it may govern: "denied that the gates had been opened too late"."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A word of the question as a sentence has it.

    Attributes:
        stem: Of the word.
        affirmed: Whether the sentence affirms it, perhaps by denying its opposite.
        start: Where it, or what denies it, begins in the sentence.
        end: Where it ends.
    """

    stem: str
    affirmed: bool
    start: int
    end: int


def verdicts(question: str, text: str) -> list[Verdict]:
    """Return what a sentence says to a question of yes or no.

    Args:
        question: Stand-alone.
        text: The sentence.

    Returns:
        Nothing if another question is asked, or if the sentence does not name the day that is asked about; a word that
        it both affirms and denies is left out.

    Example:
        >>> [(one.stem, one.affirmed) for one in verdicts("Is the road open?", "It was never closed.")]
        [('open', True)]
    """
    words = WORD.findall(question)
    if not _ASKS.match(question) or openly_denies(question) or not all(day in text for day in DAYS.intersection(words)):
        return []
    wanted = {stem(word) for word in words[1:] if word.islower() and word not in STOP_WORDS}
    found = list(_said(wanted, text))
    ways = {(one.stem, one.affirmed) for one in found}
    return [one for one in found if (one.stem, not one.affirmed) not in ways]


def _said(wanted: Set[str], text: str) -> Iterator[Verdict]:
    opposite = {
        there: here
        for pair in OPPOSITES
        for here in wanted
        for one, other in (pair, pair[::-1])
        if here in one
        for there in other
    }
    denial, left, end = 0, 0, 0
    for match in WORD.finditer(text):
        word, root = match.group().casefold(), stem(match.group())
        if _STOP.search(text, end, match.start()) or word in _TURNS:
            left = 0
        end = match.end()
        if openly_denies(word) or root in _REFUSES:
            denial, left = match.start(), _REACH
        elif word in _NO_DENIAL:
            left = 0
        elif word not in STOP_WORDS:
            if about := root if root in wanted else opposite.get(root):
                yield Verdict(about, (root in wanted) != bool(left), denial if left else match.start(), end)
            left = max(0, left - 1)
