"""Verification: whether claims are let through just where their evidence supports them.

A checker is any function from a claim and its evidence to a number in [0, 1] that rises with support, and the least
number with which a claim is accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from assistant import Evidence, Passage, Where
from assistant.asking.generating.support import SUPPORTED, support
from assistant.asking.generating.verify import verify
from assistant.encoder import Encoder
from eval.datasets.types import Claim, Dataset, Span
from eval.measuring.records import Record, resumable
from eval.metrics.words import content_words
from eval.reporting.report_check import OURS
from eval.shelf import Shelf, nearest

__all__ = [
    "Checker",
    "Support",
    "baseline_checkers",
    "check_all",
    "evidence_for",
    "found_for",
    "of_texts",
    "our_checkers",
    "word_overlap",
]

Support: TypeAlias = Callable[[str, Sequence[Evidence]], float]

NEAREST = 5
"""How many sentences of a page are found as evidence for a claim about all of it."""
_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Checker:
    """Something that says whether evidence supports a claim.

    Attributes:
        support: From a claim and its evidence, in the order of the text and never empty, to [0, 1].
        threshold: Least support with which a claim is accepted.
    """

    support: Support
    threshold: float


def of_texts(check: Callable[[str, Sequence[str]], float]) -> Support:
    """Return a checker's function that looks at nothing but the words of the evidence."""
    return lambda claim, evidence: check(claim, [one.text for one in evidence])


def word_overlap(claim: str, evidence: Sequence[str]) -> float:
    """Return the share of a claim's content words that the evidence has.

    Example:
        >>> word_overlap("The port bought two cranes.", ["The port bought a crane."])
        0.75
    """
    words = content_words(claim)
    return len(words & content_words(" ".join(evidence))) / len(words) if words else 0.0


def baseline_checkers() -> dict[str, Checker]:
    """Return what anyone would try first: shared words, and the cosine of claim and evidence by the plain model.

    The cosine's threshold is that of the best balanced accuracy on the handwritten dev split. For shared words none
    is better than chance there, since false claims are made of the document's own words.
    """
    encoder = Encoder()

    def cosine(claim: str, evidence: Sequence[str]) -> float:
        """Return the cosine of a claim and its evidence, in [0, 1]."""
        first, second = (one.vectors[0] for one in encoder.encode_passages([claim, " ".join(evidence)], [(), ()]))
        return max(0.0, float(first @ second))

    return {"word overlap": Checker(of_texts(word_overlap), 0.5), "cosine": Checker(of_texts(cosine), 0.56)}


def our_checkers(*, holders: bool = True) -> dict[str, Checker]:
    """Return the assistant's verification of what a chat model writes, as a checker of claims.

    "as it stands" accepts a claim that may be shown as written; "holder named" also one that may be shown only as
    somebody's words or view, as in "According to Lavrov, …". An opinion told as a fact is among those.

    Args:
        holders: Whether a claim of the set is wrong if it does not name whose view it is: then `OURS` accepts what may
            be shown as it stands, else what may be shown with its holder named. The other goes by its name.
    """

    def score(claim: str, evidence: Sequence[Evidence], *, as_it_stands: bool) -> float:
        """Return the support of a claim that may be shown, else 0."""
        text = verify(claim, evidence).text
        if text is None or (as_it_stands and text != claim):
            return 0.0
        return support(claim, evidence)

    strict, named = (Checker(partial(score, as_it_stands=strictly), SUPPORTED) for strictly in (True, False))
    return {OURS: strict, "holder named": named} if holders else {OURS: named, "as it stands": strict}


def check_all(
    shelf: Shelf, dataset: Dataset, checkers: Mapping[str, Checker], path: Path, tick: Callable[[], None]
) -> dict[str, list[Record]]:
    """Have every claim of a set checked.

    Args:
        shelf: The set's documents.
        dataset: Its claims are checked, against their gold evidence, or where they have none, against what is found
            for them in their source.
        checkers: By name.
        path: JSONL of what they said, for a run that was broken off to go on.
        tick: Called after each claim.

    Returns:
        For each checker a record for each claim: id, source, supported, fault, score, accepted.
    """
    claims = {claim.id: claim for claim in dataset.claims}

    def make(key: str) -> Record:
        """Return the scores of one claim."""
        claim = claims[key]
        evidence = evidence_for(shelf, claim)
        scores = {
            name: checker.support(claim.text, evidence) if evidence else 0.0 for name, checker in checkers.items()
        }
        return {"id": key, "scores": {name: round(float(score), 4) for name, score in scores.items()}}

    made = resumable(path, claims, make, tick)
    return {
        name: [_record(claims[record["id"]], record["scores"][name], checker.threshold) for record in made]
        for name, checker in checkers.items()
    }


def _record(claim: Claim, score: float, threshold: float) -> Record:
    return {
        "id": claim.id,
        "source": claim.source or claim.evidence[0].source,
        "supported": claim.supported,
        "fault": claim.fault,
        "score": score,
        "accepted": score >= threshold,
    }


def evidence_for(shelf: Shelf, claim: Claim) -> list[Evidence]:
    """Return the sentences that a claim is to be checked against, in the order of the text."""
    return [_at(shelf, span, rank) for rank, span in enumerate(claim.evidence, 1)] or found_for(shelf, claim)


def found_for(shelf: Shelf, claim: Claim) -> list[Evidence]:
    """Return the sentences that are found for a claim in its source, in the order of the text; none if it has none."""
    if claim.source is None:
        return []
    found = shelf.assistant.search(claim.text, NEAREST, where=Where(documents=(shelf.names[claim.source],)))
    return sorted(found, key=lambda one: one.position)


def _at(shelf: Shelf, span: Span, rank: int) -> Evidence:
    """Return the sentence of the assistant's that shares most of a gold one, as if it had been found."""
    document = shelf.assistant.document(shelf.names[span.source])
    sentences = shelf.sentences(span.source)
    place = nearest(sentences, span.start, span.end)
    one, first = sentences[place], max(0, place - _BEFORE)
    start = sentences[first].start
    around = Passage(0, document.id, start, one.end, document.text[start : one.end], one.speaker, first, place)
    return Evidence(one, place, around, document.id, document.title, 1.0, rank)
