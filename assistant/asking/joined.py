"""A follow-up that was joined to the question before it: what was found for the two is read once more for it alone."""

from __future__ import annotations

import math
from collections.abc import Collection

from assistant.asking.read import Judged
from assistant.asking.reread import log_odds, read_again, reordered
from assistant.asking.weigh import UNREAD, place_of
from assistant.library.library import Library

__all__ = ["read_alone"]

_FOLLOWS = -4.0
"""Logit from which a sentence is as likely as not to answer a follow-up read alone; on the dev talks one of 81 right
answers lies below it, and four of 69 follow-ups that nothing answers."""

# What the reader makes of a sentence for the follow-up alone counts for less than what all said for the two, and what
# was shown before is seldom asked for again: of 161 on dev and train the right one is first in 0.74 instead of 0.59
# (with earlier weights, whose logits spread wider; what is in their nats is put into those of today).
_ALONE, _SHOWN = 0.6, 3.0


def read_alone(library: Library, question: str, judged: Judged, shown: Collection[tuple[str, int]]) -> Judged:
    """Return what was found for a follow-up and the question before it, weighed for the follow-up.

    Joined, the two find what the first one asks for, even where something else answers the second, or nothing does.

    Args:
        library: Where the sentences are kept.
        question: The follow-up as asked, such as "How long is it?".
        judged: What was found for the two together; at least one sentence.
        shown: Document and first character of every sentence that the conversation has shown.
    """
    own = read_again(library, question, judged)
    weights, logits = {}, {}
    for one in judged.evidence:
        place = place_of(one)
        logits[place] = own[place].logit if place in own else UNREAD
        again = (one.document_id, one.sentence.start) in shown
        weights[place] = log_odds(one.score) + _ALONE * logits[place] - _SHOWN * again
    follows = 1 / (1 + math.exp(_FOLLOWS - logits[max(weights, key=lambda place: weights[place])]))
    return reordered(question, judged, own, weights, (judged.probability or 0.0) * follows)
