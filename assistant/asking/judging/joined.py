"""What is new to a conversation: a follow-up read once more for itself, and what was not shown before."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from assistant.asking.judging.read import Judged
from assistant.asking.judging.reread import ANOTHERS, log_odds, probability_of, read_again, reordered
from assistant.asking.judging.weigh import UNREAD, Place, place_of
from assistant.asking.understanding.thread import JOIN, continued
from assistant.asking.understanding.whose import asks_whose, whose_words
from assistant.asking.wording.words import content_stems
from assistant.library.library import Library

__all__ = ["asks_for_more", "read_alone", "without"]

_FOLLOWS = -4.0
"""Logit from which a sentence is as likely as not to answer a follow-up read alone; on the dev talks one of 81 right
answers lies below it, and four of 69 follow-ups that nothing answers."""

# What the reader makes of a sentence for the follow-up alone counts for less than what all said for the two, and what
# was shown before is seldom asked for again: of 161 on dev and train the right one is first in 0.74 instead of 0.59
# (with earlier weights, whose logits spread wider; what is in their nats is put into those of today).
_ALONE, _SHOWN = 0.6, 3.0
_BEFORE = 2  # sentences before somebody's words that may name what they are about
_OF_THAT = re.compile(r"\b(?:about|against|of|on|to) (?:it|that|this)\W*$", re.I)
_MORE = re.compile(
    r"\b(?:what|who|whom|where|why|any(?:thing|one|body|where)|some(?:thing|one|body)) else\b"
    r"|\b(?:what|any|anything|something) (?:more|further|other)\b|\btell (?:me|us) more\b",
    re.I,
)


def asks_for_more(question: str) -> bool:
    """Return whether a question asks for other things than were shown.

    Example:
        >>> asks_for_more("What else did Ida Holm say?"), asks_for_more("How many more came?")
        (True, False)
    """
    return bool(_MORE.search(question))


def without(judged: Judged, shown: Collection[tuple[str, int]]) -> Judged:
    """Return what was found less what was shown before; it answers no more surely than the best that is left.

    Args:
        judged: What was found for a question; at least one sentence.
        shown: Document and first character of every sentence that the conversation has shown.
    """
    left = [one for one in judged.evidence if (one.document_id, one.sentence.start) not in shown]
    if not left:
        return replace(judged, probability=0.0)
    return replace(judged, evidence=left, probability=min(judged.probability or 0.0, left[0].score))


def read_alone(
    library: Library, question: str, understood: str, judged: Judged, shown: Collection[tuple[str, int]]
) -> Judged:
    """Return what was found for a follow-up and the question before it, weighed for the follow-up.

    Joined, the two find what the first one asks for, even where something else answers the second, or nothing does.
    The words of others than whose the follow-up asks for do not answer it, nor do his own on other matters if it asks
    what he says of that.

    Args:
        library: Where the sentences are kept.
        question: The follow-up as asked, such as "How long is it?".
        understood: The two together.
        judged: What was found for these; at least one sentence.
        shown: Document and first character of every sentence that the conversation has shown.
    """
    asked = continued(understood)
    alone = question if asked[1:] == question[1:] else asked
    own = read_again(library, alone, judged)
    whose = asks_whose(asked)
    may_answer = whose_words(whose, [one.sentence for one in judged.evidence])
    beside = _beside_the_matter(library, understood, judged, shown) if whose and _OF_THAT.search(question) else ()
    weights, fitting = {}, {}
    for one in judged.evidence:
        place = place_of(one)
        of_others = (may_answer is not None and not may_answer(one.sentence)) or place in beside
        fitting[place] = (own[place].logit if place in own else UNREAD) - ANOTHERS * of_others
        again = (one.document_id, one.sentence.start) in shown
        weights[place] = log_odds(one.score) + _ALONE * fitting[place] - _SHOWN * again
    follows = probability_of(fitting[max(weights, key=lambda place: weights[place])] - _FOLLOWS)
    return reordered(alone, judged, own, weights, (judged.probability or 0.0) * follows)


def _beside_the_matter(
    library: Library, understood: str, judged: Judged, shown: Collection[tuple[str, int]]
) -> frozenset[Place]:
    """Return which sentences of the evidence have no word of what was asked before, or shown, nor have two before them.

    Of 50 answers to "What does Lind say about that?" in the dev and train talks one has none.
    """
    before, _, asked = understood.rpartition(JOIN)
    told = (one.sentence.text for one in judged.evidence if (one.document_id, one.sentence.start) in shown)
    matter = set(content_stems(" ".join((before, *told)))) - set(content_stems(" ".join(asks_whose(asked))))
    around = {
        place: [(place[0], position) for position in range(max(0, place[1] - _BEFORE), place[1] + 1)]
        for place in map(place_of, judged.evidence)
    }
    held = library.catalogue.sentences_at([each for places in around.values() for each in places])
    words = {place: " ".join(held[each].text for each in places if each in held) for place, places in around.items()}
    return frozenset(place for place, text in words.items() if matter.isdisjoint(content_stems(text)))
