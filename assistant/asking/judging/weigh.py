"""What is known of the sentences found, before it is weighed: what the reader makes of each, and how each was found.

Similarity knows what a sentence is about, the reader whether it answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.asking.finding.clues import understand
from assistant.asking.finding.shortlist import Listed
from assistant.asking.judging.reader import Reader, Reading
from assistant.asking.judging.snippets import Snippet, alone, snippets
from assistant.encoder import Vectors
from assistant.library.library import Library
from assistant.schema import Evidence

__all__ = [
    "READ",
    "RIVALS",
    "SKIMMED",
    "UNREAD",
    "Place",
    "Weighed",
    "place_of",
    "question_features",
    "readings_of",
    "weigh",
]

READ = 28
"""Sentences read closely for an answer."""

AGAIN = 3
"""Of those, sentences read a second time, each alone: beside others a sentence's own worth is blurred."""

SKIMMED = 5
"""Sentences read closely for a search, which is to be quick."""

RIVALS = 3
"""Best sentences that are looked at together."""

UNREAD = -20.0
"""Logit of a sentence that could not be read."""

# Of the reader's training questions that ask why most had no answer, of the others one in three: log odds that it
# learned and that hold nowhere else. With this, as many of them are refused wrongly as of the others, on dev.
_REASON = 0.6
_SENTENCE_FEATURES, _QUESTION_FEATURES = 9, 6

Place = tuple[str, int]


def place_of(item: Evidence) -> Place:
    """Return where a sentence of the evidence stands: its document and its position there."""
    return item.document_id, item.position


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is known of one question's sentences, before it is weighed.

    Attributes:
        listed: The sentences.
        readings: What the reader makes of each; None for one it could not read.
        sentences: Features of each sentence, shape (sentences, 9): the reader's logit, its distance to the best logit,
            how far the sentence, its document and its place on the shortlist fall behind the best, and the four clues
            of `assistant.asking.finding.clues`.
        question: Features of the question, shape (6,): the best logit, the sum of all (log), the lead of the best over
            the third, the best sentence, the best place on the shortlist, and the best share of words.
    """

    listed: list[Listed]
    readings: list[Reading | None]
    sentences: Vectors
    question: Vectors


def readings_of(reader: Reader, question: str, read: Sequence[Snippet]) -> dict[Place, Reading | None]:
    """Return what the reader makes of each sentence of some snippets; None for one it could not read."""
    rows = zip(read, reader.read(question, read), strict=True)
    return {(s.document_id, p): reading for s, row in rows for p, reading in zip(s.positions, row, strict=True)}


def weigh(library: Library, question: str, listed: Sequence[Listed], *, reader: Reader) -> Weighed:
    """Read the most promising sentences.

    Args:
        library: Where the sentences are kept.
        question: Stand-alone.
        listed: The sentences, as `shortlist` gives them.
        reader: Who reads.
    """
    if not listed:
        none = np.empty((0, _SENTENCE_FEATURES), np.float32)
        return Weighed([], [], none, np.zeros(_QUESTION_FEATURES, np.float32))
    read = snippets(library, [one.place for one in listed])
    readings = readings_of(reader, question, read)
    own = [readings[one.place] for one in listed]
    logits = np.array([reading.logit if reading else UNREAD for reading in own], dtype=np.float32)
    reason = _REASON if understand(question).reason else 0.0
    logits += reason
    sentences = _sentence_features(listed, logits)
    if len(listed) > SKIMMED:
        shared = {(one.document_id, position) for one in read if len(one.positions) > 1 for position in one.positions}
        best = np.argsort(-reader.weigh("sentence", sentences), kind="stable")[:AGAIN]
        again = [i for i in best if listed[i].place in shared]
        second = reader.read(question, alone(library, [listed[i].place for i in again]))
        for i, (reading,) in zip(again, second, strict=True):
            if reading:
                logits[i] = (logits[i] + reading.logit + reason) / 2
        sentences = _sentence_features(listed, logits)
    return Weighed(list(listed), own, sentences, _whole_features(listed, logits))


def _sentence_features(listed: Sequence[Listed], logits: Vectors) -> Vectors:
    found_by = np.array([(one.cosine, one.best + one.share, one.order) for one in listed], dtype=np.float32)
    clues = np.array([one.clues for one in listed], dtype=np.float32)
    return np.column_stack([logits, logits - logits.max(), found_by - found_by.max(axis=0), clues])


def _whole_features(listed: Sequence[Listed], logits: Vectors) -> Vectors:
    ordered = np.sort(logits)[::-1]
    lead = ordered[0] - ordered[min(RIVALS, len(ordered)) - 1]
    nearest, first, share = (max(getattr(one, name) for one in listed) for name in ("cosine", "order", "share"))
    return np.array([ordered[0], np.logaddexp.reduce(logits), lead, nearest, first, share], np.float32)


def question_features(weighed: Weighed, best: int) -> Vectors:
    """Return all features of a question, given which sentence is weighed best, shape (1, 10)."""
    return np.concatenate([weighed.question, weighed.sentences[best, -4:]])[None]
