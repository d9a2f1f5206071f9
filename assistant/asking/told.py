"""Questions that grammar decides rather than the reader: all that somebody said, and who somebody is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.asking.introduce import asks_who, introduces
from assistant.asking.shortlist import Listed
from assistant.asking.whose import asks_for_all, asks_whose, is_named, voice_of
from assistant.encoder import Vectors
from assistant.schema import MarkKind, Sentence

__all__ = ["TOLD", "is_of_another", "told"]

TOLD = 0.9
"""How surely somebody's words answer what asks for all of them, or what introduces him, who he is."""

# What a sentence of somebody's is worth where all he said is asked for, and what the first place on the list adds.
_WORTH = {MarkKind.OPINION: 0.8, MarkKind.QUOTATION: 0.8, MarkKind.MIXED: 0.7, MarkKind.UNSURE: 0.6, MarkKind.FACT: 0.5}
_FIRST = 0.2
_PLAINLY = (0.1, 0.4, 0.8)  # what a sentence is worth by how plainly it introduces somebody
_BREVITY = 0.2  # and over its length in characters: the shorter the better


def told(question: str, listed: Sequence[Listed]) -> Vectors:
    """Return scores, in [0, 1], of the sentences that answer by grammar; 0 for all others and for other questions.

    "What did Ida Holm say?" is answered by her own words, views before facts; "Who is Ida Holm?" by what introduces
    her.

    Args:
        question: Stand-alone.
        listed: The sentences found, best first.
    """
    scores = np.zeros(len(listed), np.float32)
    name = asks_whose(question)[0] if asks_for_all(question) else None
    who = asks_who(question)
    for number, one in enumerate(listed):
        worth = _WORTH.get(one.sentence.mark.kind)
        if name and worth and is_named(name, voice_of(one.sentence)):
            scores[number] = worth + _FIRST * (1 - number / len(listed))
        if who and (plainly := introduces(who, one.sentence.text)):
            scores[number] = _PLAINLY[plainly - 1] + _BREVITY / len(one.sentence.text)
    return scores


def is_of_another(question: str, best: Sentence) -> bool:
    """Return whether a question asks who somebody is, and a sentence neither names him nor is his own."""
    who = asks_who(question)
    return who is not None and who.split()[-1] not in best.text and not is_named(who, voice_of(best))
