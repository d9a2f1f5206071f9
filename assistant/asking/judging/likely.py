"""How likely any sentence answers, and how surely a question is about these documents at all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.asking.finding.shortlist import Listed, surroundings
from assistant.asking.judging.matter import is_beside_the_matter, is_on_the_matter
from assistant.asking.judging.reader import Reader
from assistant.asking.judging.strangers import is_anothers, names_a_namesake, names_a_stranger
from assistant.asking.judging.told import is_of_another, is_of_untold_year
from assistant.asking.judging.weigh import RIVALS, Weighed, question_features
from assistant.asking.understanding.request import asks, is_courtesy, looked_up
from assistant.asking.understanding.whose import voice_of
from assistant.library.library import Library

__all__ = ["how_likely"]

# What is left of the likelihood of an answer if it was another who said it; if he says it of another matter, which on
# dev takes 1 of 115 right answers and 9 of 15 wrong ones; and of a question about somebody of whom nothing is said.
_ANOTHERS, _OTHER_MATTER, _STRANGER = 0.3, 0.4, 0.3
_UNLIKELY, _ON_THE_MATTER = 0.05, 0.5  # what his own words on the matter are worth at least, unless surely no answer
_MOST_WORDS = 0.8  # share of a statement's words that must be found for it to be taken up


def how_likely(
    library: Library,
    question: str,
    weighed: Weighed,
    order: NDArray[np.intp],
    *,
    reader: Reader,
    anothers: bool,
) -> tuple[float, float]:
    """Return how likely any sentence answers, and how surely the question is about these documents, in [0, 1].

    Args:
        library: Where the sentences are kept.
        question: Stand-alone.
        weighed: Its sentences.
        order: Their numbers, best first; at least one.
        reader: Who weighs.
        anothers: Whether somebody is asked whose words fit less well than another's.
    """
    best = weighed.listed[int(order[0])]
    features = question_features(weighed, int(order[0]))
    topical = 0.0 if is_courtesy(question) else float(reader.weigh("topic", features)[0])
    if names_a_stranger(question, _around(library, best)):
        topical *= _STRANGER
    probability = topical * float(reader.weigh("question", features)[0])
    text = best.sentence.text
    if (
        anothers
        or is_of_another(question, best.sentence)
        or is_of_untold_year(question, text, _whole(library, best))
        or names_a_namesake(question, text)
        or is_anothers(question, text)
    ):
        probability *= _ANOTHERS
    elif is_beside_the_matter(library, question, best):
        probability *= _OTHER_MATTER
    elif probability > _UNLIKELY and is_on_the_matter(question, best.sentence):
        probability = max(probability, _ON_THE_MATTER)
    words = looked_up(question)
    if words or not (asks(question) or is_courtesy(question)):
        held = _held(library, words or question, [weighed.listed[i] for i in order[:RIVALS]])
        surely = held if held >= _MOST_WORDS else 0.0
        nothing = words and (words != question or not held)  # "Tell me about the levy" asks for what has the words
        probability = surely if nothing else max(probability, surely)
    return probability, topical


def _whole(library: Library, best: Listed) -> str:
    """Return all that the document of a sentence says, with its title and date."""
    document = library.catalogue.document(best.place[0])
    return f"{document.title} {document.date or ''} {document.text}"


def _around(library: Library, best: Listed) -> str:
    """Return what stands around a sentence, and whose words it is."""
    sentence, passage = best.sentence, best.candidate.passage
    return f"{sentence.speaker or ''} {sentence.mark.voice or ''} {surroundings(library, [best.candidate])[passage.id]}"


def _held(library: Library, words: str, best: Sequence[Listed]) -> float:
    """Return the share of some words that the best sentences of one document hold."""
    terms = set(library.terms(words))
    found: dict[str, set[str]] = {}
    for one in best:
        found.setdefault(one.place[0], set()).update(library.terms(f"{one.sentence.text} {voice_of(one.sentence)}"))
    return max(len(terms & held) for held in found.values()) / max(1, len(terms))
