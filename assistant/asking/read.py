"""Reading: which sentence of the passages found answers the question, and how surely any does.

Similarity knows what a sentence is about, the reader whether it answers; both are weighed together, and so is how far
the best sentence stands out. The weights are learned after the reader and kept in its file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.asking.clues import asks, fits, is_courtesy, looked_up, understand
from assistant.asking.reader import Reader, Reading, load_reader
from assistant.asking.retrieve import Candidate
from assistant.asking.shortlist import Listed, shortlist, surroundings
from assistant.asking.snippets import alone, snippets
from assistant.asking.strangers import names_a_stranger
from assistant.asking.told import TOLD, is_of_another, told
from assistant.asking.whose import asks_whose, voice_of, whose_words, with_capitals
from assistant.encoder import Vectors
from assistant.library.library import Library
from assistant.schema import Evidence, Sentence

__all__ = [
    "LIKELY",
    "READ",
    "SKIMMED",
    "Judged",
    "Place",
    "Weighed",
    "question_features",
    "read",
    "short_answer",
    "weigh",
]

READ = 28
"""Sentences read closely for an answer."""

AGAIN = 3
"""Of those, sentences read a second time, each alone: beside others a sentence's own worth is blurred."""

SKIMMED = 5
"""Sentences read closely for a search, which is to be quick."""

LIKELY = 0.5
"""Score from which one sentence, by itself, answers more likely than not."""

_UNREAD = -20.0
_RIVALS = 3
# Nats by which another's words may fit better than those of whoever is asked; beyond, it was another who said it. On
# dev and train it takes 1 of 364 right answers, and refuses a sixth of what is asked of the wrong person.
_ANOTHERS_LEAD = 2.0
_ANOTHERS = 0.3  # what is left of the likelihood of an answer then
_STRANGER = 0.3  # what is left of the likelihood that the documents speak of it at all; chosen on dev
# Of the reader's training questions that ask why two in three had no answer, of the others one in three: log odds that
# it learned and that hold nowhere else.
_REASON = 1.25
_WORDS = 0.7  # how much shared words count against nearness where nothing is asked
_MOST_WORDS = 0.8  # share of a statement's words that must be found for it to be taken up
_SENTENCE_FEATURES, _QUESTION_FEATURES = 9, 6

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is known of one question's sentences, before it is weighed.

    Attributes:
        listed: The sentences.
        readings: What the reader makes of each; None for one it could not read.
        sentences: Features of each sentence, shape (sentences, 9): the reader's logit, its distance to the best logit,
            how far the sentence, its document and its place on the shortlist fall behind the best, and the four clues
            of `assistant.asking.clues`.
        question: Features of the question, shape (6,): the best logit, the sum of all (log), the lead of the best over
            the third, the best sentence, the best place on the shortlist, and the best share of words.
    """

    listed: list[Listed]
    readings: list[Reading | None]
    sentences: Vectors
    question: Vectors


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
        beside: Sentences of other documents that `assistant.asking.second_look` found like the best one.
        note: What a reader must know of the answer as a whole; empty if nothing.
    """

    evidence: list[Evidence]
    probability: float | None
    topical: float
    shorts: dict[Place, tuple[int, int]]
    values: dict[Place, tuple[int, int]]
    logits: dict[Place, float]
    vectors: dict[Place, tuple[Vectors, Vectors]]
    beside: list[Evidence] = field(default_factory=list)
    note: str = ""


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
    readings: dict[Place, Reading | None] = {}
    for snippet, row in zip(read, reader.read(question, read), strict=True):
        readings.update(zip(((snippet.document_id, position) for position in snippet.positions), row, strict=True))
    own = [readings[one.place] for one in listed]
    logits = np.array([reading.logit if reading else _UNREAD for reading in own], dtype=np.float32)
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
    lead = ordered[0] - ordered[min(_RIVALS, len(ordered)) - 1]
    nearest, first, share = (max(getattr(one, name) for one in listed) for name in ("cosine", "order", "share"))
    return np.array([ordered[0], np.logaddexp.reduce(logits), lead, nearest, first, share], np.float32)


def question_features(weighed: Weighed, best: int) -> Vectors:
    """Return all features of a question, given which sentence is weighed best, shape (1, 10)."""
    return np.concatenate([weighed.question, weighed.sentences[best, -4:]])[None]


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
        return Judged([], None, 0.0, {}, {}, {}, {})
    reader = load_reader()
    weighed = weigh(library, question, listed[:depth], reader=reader)
    scores = reader.weigh("sentence", weighed.sentences)
    if words := looked_up(question):
        scores = _by_words(library, words, weighed)
    by_grammar = told(question, weighed.listed)
    if by_grammar.any():
        scores = by_grammar
    order, anothers = _by_whose(question, weighed, np.argsort(-scores, kind="stable"))
    probability, topical = _how_likely(library, question, weighed, order, reader=reader, anothers=anothers)
    if by_grammar.any():
        probability = max(probability, TOLD)
    ranked = [(weighed.listed[i], round(float(scores[i]), 4)) for i in order] + [(one, 0.0) for one in listed[depth:]]
    titles = library.catalogue.titles({one.place[0] for one, _ in ranked})
    evidence = [
        Evidence(one.sentence, one.position, one.candidate.passage, one.place[0], titles[one.place[0]], score, rank)
        for rank, (one, score) in enumerate(ranked[:k], start=1)
    ]
    read_closely = zip(weighed.listed, weighed.readings, strict=True)
    readings = [(one.place, one.sentence, reading) for one, reading in read_closely if reading]
    asked = understand(question)
    found = {place: short_answer(sentence, reading) for place, sentence, reading in readings}
    values = {place: short for place, short in found.items() if short}
    texts = {place: sentence.text for place, sentence, _ in readings}
    pointed = {} if by_grammar.any() else values  # what answers as a whole has no short answer in it
    shorts = {place: short for place, short in pointed.items() if fits(asked, texts[place][slice(*short)])}
    logits = {place: reading.logit for place, _, reading in readings}
    vectors = {one.place: (one.vector, one.candidate.vectors[0]) for one in weighed.listed}
    return Judged(evidence, round(probability, 4), round(topical, 4), shorts, values, logits, vectors)


def _how_likely(
    library: Library,
    question: str,
    weighed: Weighed,
    order: NDArray[np.intp],
    *,
    reader: Reader,
    anothers: bool,
) -> tuple[float, float]:
    """Return how likely any sentence answers, and how surely the question is about these documents, in [0, 1]."""
    best = weighed.listed[int(order[0])]
    features = question_features(weighed, int(order[0]))
    topical = 0.0 if is_courtesy(question) else float(reader.weigh("topic", features)[0])
    if names_a_stranger(question, _around(library, best)):
        topical *= _STRANGER
    probability = topical * float(reader.weigh("question", features)[0])
    if anothers or is_of_another(question, best.sentence):
        probability *= _ANOTHERS
    words = looked_up(question)
    if words or not (asks(question) or is_courtesy(question)):
        held = _held(library, words or question, [weighed.listed[i] for i in order[:_RIVALS]])
        probability = held if words and words != question else max(probability, held)
    return probability, topical


def _by_whose(question: str, weighed: Weighed, order: NDArray[np.intp]) -> tuple[NDArray[np.intp], bool]:
    """Return the order with others' words last where somebody's are asked for, and whether another said it instead."""
    sentences = [one.sentence for one in weighed.listed]
    may_answer = whose_words(asks_whose(with_capitals(question, sentences)), sentences)
    own = np.array([may_answer is None or may_answer(sentence) for sentence in sentences])
    if own.all():
        return order, False
    logits = weighed.sentences[:, 0]
    if logits[~own].max() - logits[own].max() > _ANOTHERS_LEAD:
        return order, True
    return np.concatenate([order[own[order]], order[~own[order]]]), False


def _around(library: Library, best: Listed) -> str:
    """Return what stands around a sentence, and whose words it is."""
    sentence, passage = best.sentence, best.candidate.passage
    return f"{sentence.speaker or ''} {sentence.mark.voice or ''} {surroundings(library, [best.candidate])[passage.id]}"


def _by_words(library: Library, question: str, weighed: Weighed) -> Vectors:
    """Return, for words that ask nothing, how many of them each sentence has and how near it is, in [0, 1]."""
    terms = set(library.terms(question))
    texts = [f"{one.sentence.text} {voice_of(one.sentence)}" for one in weighed.listed]
    shares = [len(terms & set(library.terms(text))) / max(1, len(terms)) for text in texts]
    cosines = np.array([max(0.0, one.cosine) for one in weighed.listed])
    scores: Vectors = (_WORDS * np.array(shares) + (1 - _WORDS) * cosines).astype(np.float32)
    return scores


def _held(library: Library, words: str, best: Sequence[Listed]) -> float:
    """Return the share of some words that the best sentences of one document hold; 0 unless it is most of them."""
    terms = set(library.terms(words))
    found: dict[str, set[str]] = {}
    for one in best:
        found.setdefault(one.place[0], set()).update(library.terms(one.sentence.text))
    share = max(len(terms & held) for held in found.values()) / max(1, len(terms))
    return share if share >= _MOST_WORDS else 0.0


def short_answer(sentence: Sentence, reading: Reading) -> tuple[int, int] | None:
    """Return the characters of a sentence that are the answer itself, if any stand out."""
    if not reading.short:
        return None
    words = " ".join(sentence.text.split())[slice(*reading.short)]  # as the reader saw it
    start = sentence.text.find(words, reading.short[0])  # white space may be wider there
    return (start, start + len(words)) if start >= 0 else None
