"""What anyone would try first, on the same sentences and questions: each ranks sentences and scores the best one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np

from assistant.asking.finding.retrieve import fuse
from assistant.encoder import Encoder
from assistant.library.words import WordEntry, WordIndex
from eval.datasets.types import Question
from eval.metrics.citations import Location, same_place
from eval.shelf import Shelf

__all__ = ["Ranker", "baseline_rankers", "rank_records"]

Ranker: TypeAlias = Callable[[str], list[tuple[Location, float]]]
"""From a question to sentences with scores, best first."""

_BATCH = 512
_DEEP = 50


def baseline_rankers(shelf: Shelf, scratch: Path) -> dict[str, Ranker]:
    """Return the baselines over every sentence of a library.

    Args:
        shelf: The library; its sentences, as the assistant cut them, are what is ranked.
        scratch: A folder for the word index.

    Returns:
        "dense only" (cosine of the plain model), "BM25 only" (tantivy) and their "fusion" by reciprocal rank.
        The first also serves as the cosine threshold for refusals, by its score.
    """
    places: list[Location] = []
    texts: list[str] = []
    for document in shelf.assistant.documents():
        for sentence in shelf.assistant.sentences(document.id):
            places.append((document.id, sentence.start, sentence.end))
            texts.append(sentence.text)
    encoder = Encoder()
    parts = [
        encoder.encode_passages(texts[i : i + _BATCH], [()] * len(texts[i : i + _BATCH]))
        for i in range(0, len(texts), _BATCH)
    ]
    vectors = np.stack([one.vectors[0] for part in parts for one in part])
    words = WordIndex.rebuilt(scratch / "words", [WordEntry(i, text, "", "") for i, text in enumerate(texts)])

    def dense(question: str) -> list[tuple[Location, float]]:
        """Rank by cosine."""
        scores = vectors @ encoder.encode_query(question)
        return [(places[i], float(scores[i])) for i in np.argsort(-scores)[:_DEEP]]

    def bm25(question: str) -> list[tuple[Location, float]]:
        """Rank by shared words."""
        return [(places[i], score) for i, score in words.search(question, _DEEP)]

    def fusion(question: str) -> list[tuple[Location, float]]:
        """Rank by both ranks together."""
        number = {place: i for i, place in enumerate(places)}
        ranked = fuse([[number[p] for p, _ in dense(question)], [number[p] for p, _ in bm25(question)]])
        return [(places[i], score) for i, score in ranked]

    return {"dense only": dense, "BM25 only": bm25, "fusion": fusion}


def rank_records(shelf: Shelf, questions: Sequence[Question], ranker: Ranker) -> list[dict[str, object]]:
    """Return a record for each question, with the fields that `ask_all` gives for ranking and refusing."""
    records: list[dict[str, object]] = []
    for question in questions:
        gold = [shelf.place(span) for needed in question.answers for span in needed]
        found = ranker(question.text)
        hits = [any(same_place(place, other) for other in gold) for place, _ in found[:3]]
        records.append(
            {
                "id": question.id,
                "kind": question.kind,
                "answerable": question.kind == "answerable",
                "score": found[0][1] if found else 0.0,
                "hit1": hits[:1] == [True],
                "hit3": any(hits),
            }
        )
    return records
