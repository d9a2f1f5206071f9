"""Learns when two documents tell of one matter: `python -m eval.fit_agreement` prints the weights of `agreement.py`.

Fitted on questions about train documents, on which sources differ and on which they do not: on the sentences of other
documents that give another value than the one that answers. A reader is surer of sentences that it was trained on, so
`--reader` should be weights that have not seen these documents, and `--documents` the names of those.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from assistant.asking import reader
from assistant.asking.agreement import Agreement
from assistant.asking.clues import understand
from assistant.asking.weigh import READ
from assistant.encoder import Vectors
from eval.datasets.handwritten import load_handwritten
from eval.datasets.types import Question
from eval.fit_answers import nonnegative_logit
from eval.metrics.refusal import auroc
from eval.reader_data import Shelved, event_groups
from eval.shelf import shelved

__all__ = ["main"]

_OTHERS = 350
_FOLDS = 5
_ANCHORS, _SHOWN = 3, 0.6  # sentences that an answer may show, and their share of the first one's score at least
_STRENGTH = 1.0  # inverse regularisation, on standardised features
_NAMES = ("behind the best", "logit", "cosine", "names", "words")


@dataclass(frozen=True)
class _Pair:
    """Two sentences that give different values: what speaks for one matter, whether it is one, and the event."""

    features: tuple[float, ...]
    same: bool
    event: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit and print, with the AUROC on events that were left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", type=Path, default=reader.WEIGHTS, help="weights that have not seen the documents")
    parser.add_argument("--documents", type=Path, help="file with a document's name a line; all of train by default")
    parser.add_argument("--others", type=int, default=_OTHERS, help=f"questions without conflict; default {_OTHERS}")
    chosen = parser.parse_args(arguments)
    reader.WEIGHTS = chosen.reader
    names = frozenset(chosen.documents.read_text(encoding="utf-8").split()) if chosen.documents else None
    asked = [q for q in load_handwritten(split="train").questions if q.answers and (not names or _about(q) in names)]
    others = [question for question in asked if not question.values]
    drawn = random.Random(0).sample(others, min(chosen.others, len(others)))
    with shelved(load_handwritten().sources) as shelf:
        home, groups = Shelved.of(shelf), event_groups()
        wanted = [question for question in asked if question.values] + drawn
        pairs = [pair for q in track(wanted, "asking") for pair in _pairs(home, q, groups[_about(q)])]
    features = np.array([pair.features for pair in pairs], np.float32)
    same = np.array([pair.same for pair in pairs])
    print(f"{len(pairs)} pairs, {same.sum()} of one matter; AUROC {_left_out(features, same, pairs):.3f}")
    weights, bias = nonnegative_logit(features, same, _STRENGTH)
    for name, weight in zip((*_NAMES, "bias"), (*weights, bias), strict=True):
        print(f"{name:16}{weight:8.2f}")


def _about(question: Question) -> str:
    return question.answers[0][0].source


def _pairs(home: Shelved, question: Question, event: str) -> list[_Pair]:
    judge = home.shelf.assistant._judge
    judged = judge.judge(question.text, None, READ, READ, {})
    agreement = Agreement(home.shelf.assistant._library.catalogue, understand(question.text), judged)
    values = {home.position(span): value for span, value in question.values}
    found = []
    shown = [one for one in judged.evidence[:_ANCHORS] if one.score >= _SHOWN * judged.evidence[0].score]
    for first in shown:
        for item in judged.evidence:
            places = [(one.document_id, one.position) for one in (first, item)]
            if places[0][0] == places[1][0] or not set(places) <= judged.logits.keys():
                continue
            if agreement.apart(first, item):
                given = {values.get(place) for place in places}
                found.append(_Pair(agreement.features(first, item), None not in given and len(given) > 1, event))
    return found


def _left_out(features: Vectors, same: NDArray[np.bool_], pairs: Sequence[_Pair]) -> float:
    """Return the AUROC of pairs weighed by what was learned from other events."""
    events = sorted({pair.event for pair in pairs})
    fold = np.array([events.index(pair.event) % _FOLDS for pair in pairs])
    scores = np.zeros(len(pairs))
    for number in range(_FOLDS):
        weights, bias = nonnegative_logit(features[fold != number], same[fold != number], _STRENGTH)
        scores[fold == number] = features[fold == number] @ weights + bias
    return auroc(same.tolist(), scores.tolist())


if __name__ == "__main__":
    main()
