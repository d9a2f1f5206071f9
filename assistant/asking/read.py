"""Reading: which sentence of the passages found answers the question, and how surely.

A first, hand-weighted version: similarity in meaning of the sentence and of its passage, and the share of the
question's words that they hold.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.asking.retrieve import Candidate
from assistant.encoder import Vectors
from assistant.library.library import Library
from assistant.schema import Evidence, MarkKind

__all__ = ["ANSWERS", "rank_sentences"]

ANSWERS = 0.5
"""Score from which a sentence counts as an answer."""

# Chosen on the train split of the handwritten set, so that nine of ten off-topic questions are refused.
_BIAS = -5.4
_SENTENCE, _PASSAGE, _OWN, _AROUND = 8.0, 3.0, 0.5, 1.0


def rank_sentences(
    library: Library,
    question: str,
    vector: Vectors,
    candidates: Sequence[Candidate],
    *,
    k: int,
    only_facts: bool = False,
) -> list[Evidence]:
    """Score every sentence of the candidate passages.

    Args:
        library: Where the sentences are kept.
        question: Stand-alone.
        vector: Its unit vector.
        candidates: Passages, best first.
        k: How many sentences to return.
        only_facts: Whether sentences that are not marked as reported fact are left out.

    Returns:
        At most k sentences, best first, each once. Questions inside documents are never evidence.
    """
    terms = set(library.terms(question))
    titles = library.catalogue.titles(candidate.passage.document_id for candidate in candidates)
    best: dict[tuple[str, int], Evidence] = {}
    for candidate in candidates:
        passage = candidate.passage
        around = set(library.terms(f"{passage.text} {passage.speaker or ''} {titles[passage.document_id]}"))
        window = library.catalogue.window(passage.document_id, passage.first, passage.last)
        for position, sentence in window.items():
            kind = sentence.mark.kind
            if kind is MarkKind.QUESTION or (only_facts and kind is not MarkKind.FACT):
                continue
            own = set(library.terms(f"{sentence.text} {sentence.mark.voice or ''}"))
            score = _score(
                sentence=float(candidate.vectors[1 + position - passage.first] @ vector),
                passage=candidate.cosine,
                own=_share(terms, own),
                around=_share(terms, own | around),
            )
            key = (passage.document_id, position)
            if key not in best or best[key].score < _squash(score):
                best[key] = Evidence(
                    sentence, position, passage, passage.document_id, titles[passage.document_id], _squash(score), 0
                )
    ranked = sorted(best.values(), key=lambda e: (-e.score, e.document_id, e.position))[:k]
    return [
        Evidence(e.sentence, e.position, e.passage, e.document_id, e.title, e.score, rank)
        for rank, e in enumerate(ranked, start=1)
    ]


def _score(*, sentence: float, passage: float, own: float, around: float) -> float:
    return _BIAS + _SENTENCE * sentence + _PASSAGE * passage + _OWN * own + _AROUND * around


def _share(wanted: set[str], held: set[str]) -> float:
    return len(wanted & held) / len(wanted) if wanted else 1.0


def _squash(score: float) -> float:
    return round(1 / (1 + math.exp(-score)), 4)
