"""What a document is about: "Summarise the interview with Ida Holm" is answered by what tells most of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.asking.finding.retrieve import Candidate
from assistant.asking.judging.read import Judged
from assistant.asking.judging.snippets import leans
from assistant.asking.understanding.request import DOCUMENT_NOUNS, asks_gist
from assistant.encoder import Vectors
from assistant.library.library import Library
from assistant.schema import Document, Evidence, MarkKind, Passage, Sentence

__all__ = ["NOTE", "gist", "meant"]

NOTE = "These sentences tell most of what the document is about; they are no summary of all of it."

_MOST_WORDS = 0.8  # share of the words of a request that its document must hold
_SENTENCES = 4
_SHORTEST = 40  # characters of a sentence that tells something by itself
_SURE = 0.9
_APART = 0.3  # how much likeness to what is shown already counts against a sentence


def gist(library: Library, question: str, candidates: Sequence[Candidate]) -> Judged | None:
    """Return the sentences that tell most of the document which a question wants to know in short.

    The first one opens it; the others are near its middle, the mean of its sentences, and far from each other.

    Args:
        library: Where it is kept.
        question: Stand-alone.
        candidates: Passages found for the question: of documents that may be meant.

    Returns:
        None if nothing of the kind is asked, or no document found is meant.
    """
    what = asks_gist(question)
    document = None if what is None else meant(library, what, candidates)
    if document is None:
        return None
    passages = library.catalogue.passages(library.catalogue.passage_ids(document.id))
    found = list(_telling(library, document, passages))
    if not found:
        return None
    evidence = [
        Evidence(sentence, position, passage, document.id, document.title, _SURE, rank)
        for rank, (position, sentence, passage) in enumerate(found, start=1)
    ]
    return Judged(evidence, _SURE, 1.0, note=NOTE)


def meant(library: Library, what: str, candidates: Sequence[Candidate]) -> Document | None:
    """Return the document whose title, people and text hold the words of a request; with no words, the only one.

    Args:
        library: Where it is kept.
        what: How the request calls the document, such as "the interview with Holm".
        candidates: Passages found, of documents that may be meant.
    """
    terms = set(library.terms(what)) - set(library.terms(" ".join(DOCUMENT_NOUNS)))
    ids = list(dict.fromkeys(candidate.passage.document_id for candidate in candidates))
    if not terms:
        return library.catalogue.document(ids[0]) if len(ids) == 1 else None
    best, most = None, 0.0
    for document in library.catalogue.documents_of(ids).values():
        speakers = {candidate.passage.speaker or "" for candidate in candidates}
        head = set(library.terms(f"{document.title} {document.author or ''} {document.publisher or ''}"))
        text = head | set(library.terms(f"{document.text} {' '.join(speakers)}"))
        named = len(terms & head) / len(terms)
        if named > most and len(terms & text) >= _MOST_WORDS * len(terms):
            best, most = document, named
    return best


def _telling(
    library: Library, document: Document, passages: Sequence[Passage]
) -> Iterator[tuple[int, Sentence, Passage]]:
    """Yield the sentence that opens a document, then those that tell most beside what was yielded before."""
    sentences = library.catalogue.sentences(document.id)
    vectors = library.catalogue.vectors([passage.id for passage in passages])
    own: dict[int, tuple[Vectors, Passage]] = {}
    for passage in passages:
        for row, position in enumerate(range(passage.first, passage.last + 1), start=1):
            own.setdefault(position, (vectors[passage.id][row], passage))
    places = [i for i in own if _tells(sentences[i])]
    if not places:
        return
    every = np.array([own[i][0] for i in places])
    middle = every.mean(axis=0)
    worth = every @ (middle / np.linalg.norm(middle))
    chosen = [0]
    while len(chosen) < min(_SENTENCES, len(places)):
        score = worth - _APART * (every @ every[chosen].T).max(axis=1)
        score[chosen] = -np.inf
        chosen.append(int(score.argmax()))
    for number in chosen:
        yield places[number], sentences[places[number]], own[places[number]][1]


def _tells(sentence: Sentence) -> bool:
    silent = sentence.mark.kind in (MarkKind.QUESTION, MarkKind.FURNITURE)
    return not silent and len(sentence.text) >= _SHORTEST and not leans(sentence.text)
