"""Which sentences of the passages found are worth a close reading: by their vectors, and by readable clues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.asking.finding.clues import clues, understand, voices_asked
from assistant.asking.finding.retrieve import Candidate
from assistant.asking.wording.words import is_assent
from assistant.encoder import Vectors
from assistant.library.library import Library
from assistant.schema import Evidence, MarkKind, Sentence

__all__ = ["Listed", "shortlist", "surroundings"]

_LOOKED_AT = 100
"""Sentences whose words are looked at for clues; the rest of what was found is too far behind."""

_AROUND = 3_000
"""Characters before and after a passage that count as around it."""

# `python -m eval.training.shortlist` learns these from questions about dev documents.
_COSINE, _BEST, _SHARE = 19.7, 5.8, 6.3
_CLUES = (1.9, 3.3, 1.0, 1.9)


@dataclass(frozen=True, slots=True)
class Listed:
    """A sentence on the shortlist.

    Attributes:
        candidate: The passage it was found in.
        position: Its position in the document.
        sentence: The sentence.
        cosine: Its similarity to the question, in [-1, 1].
        best: The highest such similarity in its document.
        share: How much of the weight of the question's words the best section of its document holds, in [0, 1].
        clues: As `assistant.asking.finding.clues` gives them.
    """

    candidate: Candidate
    position: int
    sentence: Sentence
    cosine: float
    best: float
    share: float
    clues: tuple[float, ...]

    @property
    def place(self) -> tuple[str, int]:
        """Document id and position: what makes a sentence one and the same."""
        return self.candidate.passage.document_id, self.position

    @property
    def vector(self) -> Vectors:
        """Its own unit vector."""
        own: Vectors = self.candidate.vectors[1 + self.position - self.candidate.passage.first]
        return own

    @property
    def order(self) -> float:
        """What the list is ordered by; only the order and differences mean anything."""
        return _order(self.cosine, self.best, self.share) + sum(
            weight * clue for weight, clue in zip(_CLUES, self.clues, strict=True)
        )


def shortlist(
    library: Library,
    question: str,
    vector: Vectors,
    candidates: Sequence[Candidate],
    *,
    k: int,
    only_facts: bool = False,
) -> list[Listed]:
    """Return the sentences most worth reading.

    Args:
        library: Where they are kept.
        question: Stand-alone.
        vector: Its unit vector.
        candidates: Passages.
        k: Most sentences.
        only_facts: Whether sentences that are not marked as reported fact are left out.

    Returns:
        At most k sentences, best first, each once. Questions inside documents and headlines are never evidence, and
        furniture only if it has a word of the question: "By Ruth Hale" does not tell who flew the plane. Nor is a mere
        "Perhaps." that answers nobody's question.
    """
    best: dict[str, float] = defaultdict(lambda: -1.0)
    share: dict[str, float] = defaultdict(float)
    for candidate in candidates:
        name = candidate.passage.document_id
        best[name] = max(best[name], float((candidate.vectors[1:] @ vector).max()))
        share[name] = max(share[name], candidate.share)
    near = _nearest(library, vector, candidates, only_facts=only_facts)
    places = sorted(near, key=lambda place: (-_order(near[place][0], best[place[0]], share[place[0]]), place))
    places = places[: max(k, _LOOKED_AT)]
    held = library.catalogue.sentences_at(places)
    asked = understand(question)
    wanted = voices_asked(asked, list(held.values()))
    around = surroundings(library, [near[place][1] for place in places])
    titles = library.catalogue.titles({name for name, _ in places})
    words = set(library.terms(question))
    listed = []
    for place in places:
        cosine, candidate = near[place]
        own = held[place]
        if own.text == titles[place[0]]:  # every sentence is read with it anyway
            continue
        if own.mark.kind is MarkKind.FURNITURE and words.isdisjoint(library.terms(own.text)):
            continue
        if is_assent(own.text) and not _replies(library, place, own):
            continue
        found = clues(asked, own, around[candidate.passage.id], wanted(own) if wanted else None)
        listed.append(Listed(candidate, place[1], own, cosine, best[place[0]], share[place[0]], found))
    return sorted(listed, key=lambda one: (-one.order, one.place))[:k]


def _replies(library: Library, place: tuple[str, int], own: Sentence) -> bool:
    """Return whether a sentence is said to a question, or to what another has said."""
    before = (place[0], place[1] - 1)
    said = library.catalogue.sentences_at([before]).get(before)
    return said is not None and (said.mark.kind is MarkKind.QUESTION or said.speaker != own.speaker)


def _nearest(
    library: Library, vector: Vectors, candidates: Sequence[Candidate], *, only_facts: bool
) -> dict[tuple[str, int], tuple[float, Candidate]]:
    """Return each sentence that may be evidence with its highest similarity, and the passage in which it has that."""
    kinds = library.catalogue.kinds([candidate.passage.id for candidate in candidates])
    near: dict[tuple[str, int], tuple[float, Candidate]] = {}
    for candidate in candidates:
        cosines = (candidate.vectors[1:] @ vector).tolist()
        for position, cosine in enumerate(cosines, candidate.passage.first):
            place = candidate.passage.document_id, position
            kind = kinds[place]
            if kind is MarkKind.QUESTION or (only_facts and kind is not MarkKind.FACT):
                continue
            if place not in near or cosine > near[place][0]:
                near[place] = cosine, candidate
    return near


def _order(cosine: float, best: float, share: float) -> float:
    return _COSINE * cosine + _BEST * best + _SHARE * share


def surroundings(library: Library, candidates: Sequence[Candidate | Evidence]) -> dict[int, str]:
    """Return, by passage id, the title, the author and the text around the passage of each."""
    passages = {candidate.passage.id: candidate.passage for candidate in candidates}
    documents = library.catalogue.documents_of({passage.document_id for passage in passages.values()})
    found: dict[int, str] = {}
    for number, passage in passages.items():
        document = documents[passage.document_id]
        text = document.text[max(0, passage.start - _AROUND) : passage.end + _AROUND]
        found[number] = f"{document.title} {document.author or ''} {text}"
    return found
