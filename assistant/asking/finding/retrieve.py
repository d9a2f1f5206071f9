"""Finding passages: nearest by meaning and best by words, fused by reciprocal rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.encoder import Vectors
from assistant.library.library import Library
from assistant.library.where import passages_where
from assistant.schema import Passage, Where

__all__ = ["Candidate", "fuse", "retrieve"]

_RANK_CONSTANT = 60  # added to every rank; the larger, the less the very first places count
_SECTIONS_WEIGHED = 200
_SECTIONS_READ = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage found for a question.

    Attributes:
        passage: The passage.
        vectors: Its own unit vector and its sentences', shape (1 + sentences, dimension).
        cosine: Similarity of the passage to the question, in [-1, 1].
        share: How much of the weight of the question's words its section holds, in [0, 1].
    """

    passage: Passage
    vectors: Vectors
    cosine: float
    share: float


def fuse(rankings: Sequence[Sequence[int]]) -> list[tuple[int, float]]:
    """Fuse rankings of ids by the sum of their reciprocal ranks.

    Args:
        rankings: Ids, best first, without repeats in one ranking.

    Returns:
        Every id with its score, best first; ties go to the smaller id.

    Example:
        >>> [i for i, _ in fuse([[1, 2, 3], [3, 1]])]
        [1, 3, 2]

    References:
        Cormack, Clarke & Buettcher (2009), Reciprocal rank fusion outperforms Condorcet, SIGIR.
    """
    scores: dict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] += 1 / (_RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def retrieve(
    library: Library, question: str, vector: Vectors, *, k: int, where: Where | None = None
) -> list[Candidate]:
    """Find the passages most likely to hold an answer.

    Both indexes propose passages. So do the sections that fit best as a whole: a passage often leaves unsaid what it is
    about, and the name in the question stands elsewhere in its document.

    Args:
        library: Where to look.
        question: Stand-alone.
        vector: Its unit vector.
        k: How many passages each index proposes.
        where: If given, only passages that it lets through.

    Returns:
        Passages, all of them in the catalogue: those of the indexes best first, then the rest of the best sections.

    Raises:
        QuestionError: If a date of the filter is not one.
    """
    among = passages_where(library.catalogue, where) if where else None
    dense = [i for i, _ in library.nearest(vector, k, among)]
    words = [i for i, _ in library.matching(question, k, among)]
    fused = [i for i, _ in fuse([dense, words])]
    sections = library.sections(question, _SECTIONS_WEIGHED)
    share_of = {i: share for ids, share in sections for i in ids}
    rest = [i for ids, _ in sections[:_SECTIONS_READ] for i in ids if i not in fused]
    wanted = [*fused, *(rest if among is None else set(among).intersection(rest))]
    passages = library.catalogue.passages(wanted)
    vectors = library.catalogue.vectors([passage.id for passage in passages])
    return [
        Candidate(
            passage,
            vectors[passage.id],
            float(vectors[passage.id][0] @ vector),
            share_of.get(passage.id, 0.0),
        )
        for passage in passages
        if passage.id in vectors
    ]
