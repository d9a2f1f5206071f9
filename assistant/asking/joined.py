"""A follow-up that was joined to the question before it: what was found for the two is read once more for it alone."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace

from assistant.asking.read import Judged
from assistant.asking.reader import load_reader
from assistant.asking.snippets import snippets
from assistant.asking.weigh import Place
from assistant.library.library import Library

__all__ = ["read_alone"]

_FOLLOWS = -5.0
"""Logit from which a sentence is as likely as not to answer a follow-up read alone; chosen on 92 follow-ups of the dev
talks, where it refuses 11 of 25 that nothing answers instead of 7 with -6, and loses 2 of 42 right answers."""

# What the reader makes of a sentence for the follow-up alone counts for less than what all said for the two, and what
# was shown before is seldom asked for again: of 161 on dev and train the right one is first in 0.74 instead of 0.59
# (with earlier weights, whose logits spread wider; what is in their nats is put into those of today).
_ALONE, _SHOWN = 0.6, 3.0
_UNREAD = -20.0
_LEAST = 1e-6


def read_alone(library: Library, question: str, judged: Judged, shown: Collection[tuple[str, int]]) -> Judged:
    """Return what was found for a follow-up and the question before it, weighed for the follow-up.

    Joined, the two find what the first one asks for, even where something else answers the second, or nothing does.

    Args:
        library: Where the sentences are kept.
        question: The follow-up as asked, such as "How long is it?".
        judged: What was found for the two together; at least one sentence.
        shown: Document and first character of every sentence that the conversation has shown.
    """
    read = snippets(library, [(one.document_id, one.position) for one in judged.evidence])
    own: dict[Place, float] = {}
    for snippet, row in zip(read, load_reader().read(question, read), strict=True):
        for position, reading in zip(snippet.positions, row, strict=True):
            if reading:
                own[snippet.document_id, position] = reading.logit
    weighed = []
    for one in judged.evidence:
        score = min(max(one.score, _LEAST), 1 - _LEAST)
        alone = own.get((one.document_id, one.position), _UNREAD)
        again = (one.document_id, one.sentence.start) in shown
        weighed.append((math.log(score / (1 - score)) + _ALONE * alone - _SHOWN * again, alone, one))
    weighed.sort(key=lambda each: -each[0])
    evidence = [
        replace(one, score=round(1 / (1 + math.exp(-logit)), 4), rank=rank)
        for rank, (logit, _, one) in enumerate(weighed, start=1)
    ]
    follows = 1 / (1 + math.exp(_FOLLOWS - weighed[0][1]))
    return replace(judged, evidence=evidence, probability=round((judged.probability or 0.0) * follows, 4))
