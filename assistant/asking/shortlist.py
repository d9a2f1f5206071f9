"""Which sentences of the passages found are worth a close reading, by the vectors kept of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.asking.retrieve import Candidate
from assistant.encoder import Vectors
from assistant.library.library import Library
from assistant.schema import MarkKind

__all__ = ["Listed", "shortlist"]

_NEIGHBOURS = 0.5
# Chosen on the train and dev splits of the handwritten set, for the share of right sentences among the first forty.
_WINDOW, _DOCUMENT = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Listed:
    """A sentence on the shortlist.

    Attributes:
        candidate: The passage it was found in.
        position: Its position in the document.
        cosine: Similarity of the sentence to the question, in [-1, 1].
        window: The same of the sentence with its neighbours.
        document: How well its document fits: best passage, plus best sentence, plus share of the question's words.
        order: What the list is ordered by; only the order and differences mean anything.
    """

    candidate: Candidate
    position: int
    cosine: float
    window: float
    document: float
    order: float

    @property
    def place(self) -> tuple[str, int]:
        """Document id and position: what makes a sentence one and the same."""
        return self.candidate.passage.document_id, self.position


def shortlist(
    library: Library, vector: Vectors, candidates: Sequence[Candidate], *, k: int, only_facts: bool = False
) -> list[Listed]:
    """Return the sentences most worth reading.

    Args:
        library: Where their kinds are kept.
        vector: The question's unit vector.
        candidates: Passages.
        k: Most sentences.
        only_facts: Whether sentences that are not marked as reported fact are left out.

    Returns:
        At most k sentences, best first, each once. Questions inside documents are never evidence.
    """
    kinds = library.catalogue.kinds([candidate.passage.id for candidate in candidates])
    cosines = [candidate.vectors[1:] @ vector for candidate in candidates]
    fit: dict[str, tuple[float, float, float]] = defaultdict(lambda: (-1.0, -1.0, 0.0))
    for candidate, own in zip(candidates, cosines, strict=True):
        passage, sentence, share = fit[candidate.passage.document_id]
        best = (max(passage, candidate.cosine), max(sentence, float(own.max())), max(share, candidate.share))
        fit[candidate.passage.document_id] = best
    listed: dict[tuple[str, int], Listed] = {}
    for candidate, own in zip(candidates, cosines, strict=True):
        document = sum(fit[candidate.passage.document_id])
        for index, window in enumerate(_windows(candidate.vectors[1:]) @ vector):
            position = candidate.passage.first + index
            kind = kinds[(candidate.passage.document_id, position)]
            if kind is MarkKind.QUESTION or (only_facts and kind is not MarkKind.FACT):
                continue
            order = float(own[index]) + _WINDOW * float(window) + _DOCUMENT * document
            one = Listed(candidate, position, float(own[index]), float(window), document, order)
            if one.place not in listed or listed[one.place].order < order:
                listed[one.place] = one
    return sorted(listed.values(), key=lambda one: (-one.order, one.place))[:k]


def _windows(sentences: Vectors) -> Vectors:
    """Return each sentence's vector with half of each neighbour's, of unit length, shape (sentences, dimension)."""
    total = sentences.copy()
    total[1:] += _NEIGHBOURS * sentences[:-1]
    total[:-1] += _NEIGHBOURS * sentences[1:]
    unit: Vectors = total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9)
    return unit
