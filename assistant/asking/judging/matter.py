"""What somebody is asked about: his words on one matter are no answer to what he says of another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking.finding.shortlist import Listed, surroundings
from assistant.asking.understanding.whose import asks_whose, is_named, voice_of
from assistant.asking.wording.words import content_stems
from assistant.encoder import Vectors
from assistant.library.library import Library
from assistant.schema import Sentence

__all__ = ["by_matter", "is_beside_the_matter", "is_of_another_matter", "is_on_the_matter"]

_BEFORE = 2  # sentences before somebody's words that may name what they are about
_MOST = 0.5  # share of the words of a matter that his own must have to be on it
_NEARLY = 0.1  # share of the best score that words on the matter must have to come before better ones on another

_OF = re.compile(
    r"\b(?:say|said|think|thinks|thought|tell|told|believe|believes|want|feel|felt|comment|remark|call|make|opinion"
    r"|opinions|view|views)\b.*?\b(?:about|of|on|to)\s(?P<matter>[^?]+)",
    re.I,
)

_POINTS = re.compile(r"(?:that|this|it|these|those|them)\b", re.I)


def is_of_another_matter(question: str, words: Sequence[str], title: str, around: str) -> bool:
    """Return whether somebody is asked about what the text speaks of elsewhere, but not where his words stand.

    What people call otherwise than the text does tells nothing, so only words that the text has count, and none of the
    title's, which all of it is about. On dev this is so of two in three such questions that have no answer, and of one
    in sixteen that have.

    Args:
        question: Stand-alone.
        words: The sentence that seems to answer, and the two before it.
        title: Of its document.
        around: What stands around it.

    Example:
        >>> text = "“We will not pay for the quay,” said Ida Holm. The ferry was sold. Boats left on Friday."
        >>> is_of_another_matter("What did Ida Holm say about the ferry?", [text.split(". ")[0]], "News", text)
        True
        >>> is_of_another_matter("What did Ida Holm say about the quay?", [text.split(". ")[0]], "News", text)
        False
    """
    before, joined, last = question.partition(" – ")  # a follow-up, joined to the question that its "that" means
    asked, whom = _OF.search(last or question), asks_whose(last or question)
    if not asked or not whom:
        return False
    named = before if joined and _POINTS.match(asked["matter"]) else asked["matter"]
    matter = set(content_stems(named)) - set(content_stems(" ".join((title, *whom))))
    known = matter & set(content_stems(around))
    return bool(known) and not known & set(content_stems(" ".join(words)))


def is_on_the_matter(question: str, sentence: Sentence) -> bool:
    """Return whether somebody is asked about what a sentence of his own names: on dev so of 75 answers and 1 near-miss.

    Args:
        question: Stand-alone.
        sentence: That seems to answer.
    """
    asked, whom = _OF.search(question), asks_whose(question)
    if not asked or not any(is_named(name, voice_of(sentence)) for name in whom):
        return False
    matter = set(content_stems(asked["matter"])) - set(content_stems(" ".join(whom)))
    return bool(matter) and len(matter & set(content_stems(sentence.text))) >= _MOST * len(matter)


def is_beside_the_matter(library: Library, question: str, one: Listed) -> bool:
    """Return the same of a sentence found."""
    if not _OF.search(question):
        return False
    document_id, position = one.place
    held = library.catalogue.sentences_at([(document_id, p) for p in range(max(0, position - _BEFORE), position + 1)])
    (title,) = library.catalogue.titles([document_id]).values()
    around = surroundings(library, [one.candidate])[one.candidate.passage.id]
    return is_of_another_matter(question, [sentence.text for sentence in held.values()], title, around)


def by_matter(library: Library, question: str, listed: Sequence[Listed], scores: Vectors, best: int) -> Vectors:
    """Return the scores, less for words of whoever is asked on other matters where there are likely ones on the matter.

    Args:
        library: Where the sentences are kept.
        question: Stand-alone.
        listed: The sentences found.
        scores: Of each, in [0, 1].
        best: Which of them is best so far.
    """
    first = listed[best]
    if not is_beside_the_matter(library, question, first):
        return scores
    likely = [
        number
        for number, one in enumerate(listed)
        if scores[number] >= _NEARLY * scores[best]
        and one.place[0] == first.place[0]
        and voice_of(one.sentence) == voice_of(first.sentence)
    ]
    beside = [number for number in likely if is_beside_the_matter(library, question, listed[number])]
    if len(beside) == len(likely):
        return scores
    lessened = scores.copy()
    lessened[beside] *= _NEARLY
    return lessened
