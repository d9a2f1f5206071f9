"""Whether two sources speak of the same matter, and whether they then agree on its value or differ."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache, partial
from typing import Literal, TypeAlias

from assistant.asking.composing.values import Value, counterpart, differ, roughly, value_of, values_in, wholes
from assistant.asking.finding.clues import Asked
from assistant.asking.judging.read import Judged
from assistant.asking.judging.weigh import place_of
from assistant.asking.wording.names import DAYS, find_names
from assistant.asking.wording.words import content_stems, stem
from assistant.library.catalogue import Catalogue
from assistant.schema import Evidence, Passage

__all__ = ["COSINE", "NAMES", "Agreement", "Relation", "names_around", "shared"]

Relation: TypeAlias = Literal["agrees", "differs", "also"]
"""Gives the same value, another one, or tells of the same matter what cannot be compared."""

SAME = 0.35
"""Probability from which two sentences that give different values are taken to answer the same thing."""

ALSO_TOLD = 0.65
"""The same for two whose values cannot be compared, such as causes: the second is shown too, and nothing is claimed."""

_AROUND = 3_000
"""Characters before and after a passage whose names tell what it is about."""

_KEPT = 512  # such texts, with their names: some megabytes

_SHORTEST_NAME = 4
_FEWEST_NAMES = 0.12  # share of names below which two texts are of different places, however alike they sound
_LONGEST = 40  # characters of a value in a remark
_LONGEST_VERDICT = 80
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")

# `python -m eval.training.agreement` learns these, on pairs of sentences of two documents that give different values:
# 670 of them, 99 for what is asked, about 24 dev events that three documents tell of.
_BEHIND, _LOGIT, COSINE, NAMES, _WORDS, _BIAS = 1.18, 0.16, 4.65, 3.70, 0.40, -4.75
_FARTHEST_BEHIND, _LEAST_LOGIT = -2.5, -5.6


class Agreement:
    """Compares the sentences that were found for one question.

    Args:
        catalogue: Where their documents are kept.
        asked: What is asked for.
        judged: What is known of the sentences.
    """

    def __init__(self, catalogue: Catalogue, asked: Asked, judged: Judged) -> None:
        self._catalogue = catalogue
        self._asked = asked
        self._judged = judged
        # Each sentence is compared with many.
        self._names_around = cache(partial(names_around, catalogue))
        self._words = cache(_words)
        self._all_values = cache(partial(values_in, asked))
        self._value = cache(lambda item: value_of(asked, item.text, judged.values.get(place_of(item))))

    def between(self, first: Evidence, item: Evidence) -> Relation | None:
        """Return how another document's sentence stands to one that answers; None if it tells of something else.

        Args:
            first: A sentence that answers.
            item: Another sentence.
        """
        likely = self.likely(first, item)
        if likely < SAME:
            return None
        apart = self.apart(first, item)
        if apart is None:
            return "also" if likely >= ALSO_TOLD else None
        if apart and self._names_more(first, item):
            return None
        return "differs" if apart else "agrees"

    def likely(self, first: Evidence, item: Evidence) -> float:
        """Return how likely another document's sentence answers what the first one answers, in [0, 1].

        Args:
            first: A sentence that answers.
            item: Another sentence; 0 if it was not read, or stands in the same document.
        """
        if item.document_id == first.document_id or not {place_of(first), place_of(item)} <= self._judged.logits.keys():
            return 0.0
        behind, logit, cosine, names, words = self.features(first, item)
        if names**2 < _FEWEST_NAMES:
            return 0.0
        weighed = _BEHIND * behind + _LOGIT * logit + COSINE * cosine + NAMES * names + _WORDS * words + _BIAS
        return 1 / (1 + math.exp(-weighed))

    def apart(self, first: Evidence, item: Evidence) -> bool | None:
        """Return whether two sentences give different values, of whatever matter; None if these cannot be compared."""
        return self._compared(first, item)[2]

    def features(self, first: Evidence, item: Evidence) -> tuple[float, float, float, float, float]:
        """Return what speaks for another document's sentence telling of the matter that the first one tells of.

        Args:
            first: A sentence that answers; like the other, one that was read.
            item: Another sentence.

        Returns:
            How far it is behind the best of its document, and how surely it answers, in nats and cut off below; the
            cosine of the two; the root of the share of names that stand around both; the share of words in both.
        """
        one, other = (self._judged.vectors[place_of(each)][0] for each in (first, item))
        logit = self._judged.logits[place_of(item)]
        return (
            max(logit - self._best[item.document_id], _FARTHEST_BEHIND),
            max(logit, _LEAST_LOGIT),
            float(one @ other),
            math.sqrt(shared(self._names_around(first.passage), self._names_around(item.passage))),
            shared(self._words(first.text), self._words(item.text)),
        )

    def difference(self, first: Evidence, others: Sequence[Evidence]) -> str:
        """Return a remark that sources give different values, each with its source.

        Args:
            first: A sentence that answers.
            others: What differs from it, at least one.
        """
        compared = [self._compared(first, item) for item in others]
        said = [self._said(first, compared[0][0])]
        said += [self._said(item, theirs) for item, (_, theirs, _) in zip(others, compared, strict=True)]
        return f"The sources differ: {'; '.join(said)}."

    def _said(self, item: Evidence, values: Sequence[Value]) -> str:
        start, end = min(value.start for value in values), max(value.end for value in values)
        if values[-1].kind == "verdict":
            if end - start > _LONGEST_VERDICT:
                start, end = values[-1].start, values[-1].end
            return f"“{item.text[start:end]}” ({item.title})"
        short = self._judged.values.get(place_of(item))
        if short and short[0] <= end and start <= short[1]:  # it may have the unit: "3.5m Swiss francs"
            wider = min(start, short[0]), max(end, short[1])
            start, end = wider if wider[1] - wider[0] <= _LONGEST else (start, end)
        start = min(start, *(value.start - len(roughly(item.text, value.start)) for value in values))
        counted = _NEXT_WORD.match(item.text, end)
        if counted and stem(counted[1]) == values[-1].unit:
            end = counted.end()
        return f"“{item.text[start:end]}” ({item.title})"

    def _compared(self, first: Evidence, item: Evidence) -> tuple[list[Value], list[Value], bool | None]:
        """Return the values of two sentences, and whether they differ; None if these cannot be compared."""
        ours, theirs = self._value(first), self._value(item)
        every = self._all_values(item.text)
        apart = differ(ours, theirs)
        if apart is None:  # the reader may have picked another number of either
            theirs = counterpart(ours, every)
            apart = differ(ours, theirs)
        if apart is None:
            theirs = self._value(item)
            ours = counterpart(theirs, self._all_values(first.text))
            apart = differ(ours, theirs)
        # As in "from 84 to 91", or "Marling, not Sonnau".
        also = wholes(self._all_values(first.text), first.text), wholes(every, item.text)
        told_there_too = apart and False in (differ(theirs, also[0]), differ(ours, also[1]))
        return ours, theirs, None if told_there_too else apart

    def _names_more(self, first: Evidence, item: Evidence) -> bool:
        """Whether a document has a name that is asked about, or a sentence such a year, of which the other has none."""
        ours, theirs = (self._text(each.document_id) for each in (first, item))
        names = []
        for name in frozenset(self._asked.names) - DAYS:
            words = [word for word in name.casefold().split() if len(word) >= _SHORTEST_NAME]
            # What stands with a small letter too is a kind: "The Corvin Prize is the oldest prize."
            names.append([word for word in words if not re.search(rf"\b{re.escape(word)}", f"{ours} {theirs}")])
        years = [number for number in self._asked.numbers if len(number) == len("1994")]
        ours, theirs = ours.casefold(), theirs.casefold()
        return any(year in first.text and year not in theirs for year in years) or any(
            any(word in ours for word in words) and not any(word in theirs for word in words) for words in names
        )

    def _text(self, document_id: str) -> str:
        document = self._catalogue.document(document_id)
        return f"{document.title} {document.text}"

    @cached_property
    def _best(self) -> dict[str, float]:
        """How surely the best sentence of each document answers: what comes behind it speaks of something else."""
        best: dict[str, float] = defaultdict(lambda: -math.inf)
        for (document_id, _), logit in self._judged.logits.items():
            best[document_id] = max(best[document_id], logit)
        return best


def names_around(catalogue: Catalogue, passage: Passage) -> frozenset[str]:
    """Return the words of the names in a passage, around it, and in its document's title: what it is about."""
    document = catalogue.document(passage.document_id)
    return _names(f"{document.title} {document.text[max(0, passage.start - _AROUND) : passage.end + _AROUND]}")


# Kept from question to question, by the text itself, so that it is never that of a document which has changed.
@lru_cache(_KEPT)
def _names(text: str) -> frozenset[str]:
    words = (word for name, _ in find_names(text) for word in name.casefold().split())
    return frozenset(word for word in words if len(word) >= _SHORTEST_NAME)


def _words(text: str) -> frozenset[str]:
    return frozenset(content_stems(text))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words that both have, of those of whichever has fewer, in [0, 1]."""
    return len(one & other) / max(1, min(len(one), len(other)))
