"""What was found for a whole is read once more for a part of it: a follow-up, or one of two things asked at once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from assistant.asking.judging.read import Judged, short_answers
from assistant.asking.judging.reader import Reading, load_reader
from assistant.asking.judging.snippets import snippets
from assistant.asking.judging.weigh import Place, place_of, readings_of
from assistant.library.library import Library

__all__ = ["ANOTHERS", "log_odds", "probability_of", "read_again", "reordered"]

ANOTHERS = 5.0
"""Nats that the words of others than whoever is asked lose."""

_LEAST = 1e-6


def read_again(library: Library, question: str, judged: Judged) -> dict[Place, Reading]:
    """Return what the reader makes of each sentence of the evidence for another question.

    Args:
        library: Where the sentences are kept.
        question: The other question.
        judged: What was found for the whole.
    """
    places = [place_of(one) for one in judged.evidence]
    readings = readings_of(load_reader(), question, snippets(library, places))
    return {place: reading for place in places if (reading := readings.get(place))}


def log_odds(score: float) -> float:
    """Return the log odds of a score in [0, 1], cut off where it says nothing any more."""
    score = min(max(score, _LEAST), 1 - _LEAST)
    return math.log(score / (1 - score))


def probability_of(weight: float) -> float:
    """Return the probability, in [0, 1], that log odds stand for."""
    return 1 / (1 + math.exp(-weight))


def reordered(
    question: str, judged: Judged, own: Mapping[Place, Reading], weights: Mapping[Place, float], probability: float
) -> Judged:
    """Return the evidence in another order, best first, with the short answers to the other question.

    Args:
        question: The other question.
        judged: What was found for the whole.
        own: What `read_again` gives.
        weights: Log odds of every sentence of the evidence.
        probability: That one of them answers the other question.
    """
    ranked = sorted(judged.evidence, key=lambda one: -weights[place_of(one)])
    evidence = [
        replace(one, score=round(probability_of(weights[place_of(one)]), 4), rank=rank)
        for rank, one in enumerate(ranked, start=1)
    ]
    values, shorts = short_answers(question, {place_of(one): one.sentence for one in evidence}, own)
    return replace(
        judged, evidence=evidence, probability=round(probability, 4), shorts=shorts, values=judged.values | values
    )
