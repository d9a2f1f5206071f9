"""Reading: which sentence of the passages found answers the question, and how surely any does.

Similarity knows what a sentence is about, the reader whether it answers; both are weighed together, and so is how far
the best sentence stands out. The weights are learned after the reader and kept in its file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.asking.finding.clues import fits, understand
from assistant.asking.finding.retrieve import Candidate
from assistant.asking.finding.shortlist import Listed, shortlist
from assistant.asking.judging.likely import how_likely
from assistant.asking.judging.matter import by_matter
from assistant.asking.judging.reader import Reader, Reading, load_reader
from assistant.asking.judging.told import TOLD, told
from assistant.asking.judging.weigh import READ, Place, Weighed, weigh
from assistant.asking.judging.whom import whom
from assistant.asking.understanding.request import looked_up
from assistant.asking.understanding.whose import asks_who_of, voice_of, whose_words, with_capitals
from assistant.asking.wording.names import same_person
from assistant.encoder import Vectors
from assistant.library.library import Library
from assistant.schema import Evidence, MarkKind, Sentence

__all__ = ["LIKELY", "Judged", "read", "short_answer", "short_answers"]

LIKELY = 0.5
"""Score from which one sentence, by itself, answers more likely than not."""

# Nats by which another's words may fit better than those of whoever is asked; beyond, it was another who said it. With
# earlier weights, on dev and train, it took 1 of 364 right answers, and refused a sixth of what is asked of the wrong
# person; since then logits spread less.
_ANOTHERS_LEAD = 1.4
_WORDS = 0.7  # how much shared words count against nearness where nothing is asked


@dataclass(frozen=True, slots=True)
class Judged:
    """A question's evidence, and how surely it answers.

    Attributes:
        evidence: Sentences, best first.
        probability: That one of them answers, in [0, 1]; None if there are none.
        topical: That the question is about what these documents are about at all, in [0, 1].
        shorts: The characters of a sentence that are the answer itself, where any stand out and fit what is asked for.
        values: The same, whether or not they can be that.
        logits: What the reader makes of each sentence by itself: above 0 it is likelier to answer than nothing is.
        vectors: Unit vectors of each sentence and of its passage.
        beside: Sentences of other documents that `assistant.asking.composing.second_look` found like the best one.
        note: What a reader must know of the answer as a whole; empty if nothing.
        whom: Names of those whose words are asked for; empty if nobody's.
    """

    evidence: list[Evidence]
    probability: float | None
    topical: float
    shorts: dict[Place, tuple[int, int]] = field(default_factory=dict)
    values: dict[Place, tuple[int, int]] = field(default_factory=dict)
    logits: dict[Place, float] = field(default_factory=dict)
    vectors: dict[Place, tuple[Vectors, Vectors]] = field(default_factory=dict)
    beside: list[Evidence] = field(default_factory=list)
    note: str = ""
    whom: tuple[str, ...] = ()


def read(
    library: Library,
    question: str,
    vector: Vectors,
    candidates: Sequence[Candidate],
    *,
    k: int,
    depth: int = READ,
    only_facts: bool = False,
) -> Judged:
    """Rank the sentences of the candidate passages by how likely each answers, and say how likely any does.

    Args:
        library: Where the sentences are kept.
        question: Stand-alone.
        vector: Its unit vector.
        candidates: Passages, best first.
        k: How many sentences to return; those beyond `depth` follow with a score of 0.
        depth: How many are read.
        only_facts: Whether sentences that are not marked as reported fact are left out.

    Raises:
        ModelError: If the reader's weights cannot be loaded.
    """
    listed = shortlist(library, question, vector, candidates, k=max(k, depth), only_facts=only_facts)
    if not listed:
        return Judged([], None, 0.0)
    # "Who criticises Ida Holm?": not she herself; where nobody else has words, hers are judged as another's.
    of = asks_who_of(question)
    others = [one for one in listed if not (of and same_person(of, voice_of(one.sentence)))]
    listed = others or listed
    found = [one.sentence for one in listed]
    question = with_capitals(question, lambda: map(voice_of, found), [sentence.text for sentence in found])
    reader = load_reader()
    weighed = weigh(library, question, listed[:depth], reader=reader)
    by_grammar = told(question, weighed.listed)
    scores = by_grammar if by_grammar.any() else _scored(library, question, weighed, reader)
    asked = whom(library, question, [one.sentence for one in weighed.listed], [o.candidate for o in weighed.listed])
    order, anothers = _by_whose(asked, weighed, scores)
    if not anothers:
        scores = by_matter(library, question, weighed.listed, scores, int(order[0]))
        order, _ = _by_whose(asked, weighed, scores)
    probability, topical = how_likely(library, question, weighed, order, reader=reader, anothers=anothers or not others)
    if by_grammar.any():
        probability = max(probability, TOLD)
    ranked = [(weighed.listed[i], round(float(scores[i]), 4)) for i in order] + [(one, 0.0) for one in listed[depth:]]
    evidence = list(_evidence(library, ranked[:k]))
    readings = {one.place: r for one, r in zip(weighed.listed, weighed.readings, strict=True) if r}
    values, shorts = short_answers(question, {one.place: one.sentence for one in weighed.listed}, readings)
    if by_grammar.any():
        shorts = {}  # what answers as a whole has no short answer in it
    logits = {place: reading.logit for place, reading in readings.items()}
    vectors = {one.place: (one.vector, one.candidate.vectors[0]) for one in weighed.listed}
    return Judged(evidence, round(probability, 4), round(topical, 4), shorts, values, logits, vectors, whom=asked)


def _scored(library: Library, question: str, weighed: Weighed, reader: Reader) -> Vectors:
    """Return how well each sentence answers, in [0, 1]: by the reader, or by words where nothing is asked."""
    if words := looked_up(question):
        return _by_words(library, words, weighed)
    return reader.weigh("sentence", weighed.sentences)


def _evidence(library: Library, ranked: Sequence[tuple[Listed, float]]) -> Iterator[Evidence]:
    """Yield sentences, best first and each with its score, as evidence."""
    titles = library.catalogue.titles({one.place[0] for one, _ in ranked})
    for rank, (one, score) in enumerate(ranked, start=1):
        passage, title = one.candidate.passage, titles[one.place[0]]
        yield Evidence(one.sentence, one.position, passage, one.place[0], title, score, rank)


def _by_whose(asked: Sequence[str], weighed: Weighed, scores: Vectors) -> tuple[NDArray[np.intp], bool]:
    """Return the order with others' words last where somebody's are asked for, and whether another said it instead."""
    order = np.argsort(-scores, kind="stable")
    sentences = [one.sentence for one in weighed.listed]
    may_answer = whose_words(asked, sentences)
    if may_answer is None:
        return order, False
    # A note on him ("Ida Holm is a doctor in Osk.") is neither his nor another's.
    note = np.array([sentence.mark.kind is MarkKind.FURNITURE for sentence in sentences])
    own = np.array([may_answer(sentence) for sentence in sentences]) & ~note
    logits = weighed.sentences[:, 0]
    others = logits[~own & ~note]
    if others.size and not (own.any() and others.max() - logits[own].max() <= _ANOTHERS_LEAD):
        return order, True
    return np.concatenate([order[own[order]], order[~own[order]]]), False


def _by_words(library: Library, question: str, weighed: Weighed) -> Vectors:
    """Return, for words that ask nothing, how many of them each sentence has and how near it is, in [0, 1]."""
    terms = set(library.terms(question))
    texts = [f"{one.sentence.text} {voice_of(one.sentence)}" for one in weighed.listed]
    shares = [len(terms & set(library.terms(text))) / max(1, len(terms)) for text in texts]
    cosines = np.array([max(0.0, one.cosine) for one in weighed.listed])
    scores: Vectors = (_WORDS * np.array(shares) + (1 - _WORDS) * cosines).astype(np.float32)
    return scores


def short_answers(
    question: str, sentences: Mapping[Place, Sentence], readings: Mapping[Place, Reading]
) -> tuple[dict[Place, tuple[int, int]], dict[Place, tuple[int, int]]]:
    """Return the characters of sentences that are the answer itself: all that stand out, and those that may be it.

    Args:
        question: What is asked.
        sentences: By place; at least those that were read.
        readings: What the reader makes of them for this question.
    """
    asked = understand(question)
    found = {place: short_answer(sentences[place], reading) for place, reading in readings.items()}
    values = {place: short for place, short in found.items() if short}
    return values, {place: s for place, s in values.items() if fits(asked, sentences[place].text[slice(*s)])}


def short_answer(sentence: Sentence, reading: Reading) -> tuple[int, int] | None:
    """Return the characters of a sentence that are the answer itself, if any stand out."""
    if not reading.short:
        return None
    words = " ".join(sentence.text.split())[slice(*reading.short)]  # as the reader saw it
    start = sentence.text.find(words, reading.short[0])  # white space may be wider there
    return (start, start + len(words)) if start >= 0 else None
