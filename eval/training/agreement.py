"""Learns when two documents tell of one matter: `python -m eval.training.agreement` prints what `agreement.py` holds.

Fitted on questions about the dev events, which three documents tell of, and which no weights have seen: on the
sentences of other documents that give another value than the one that answers.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from assistant.asking.composing.agreement import Agreement
from assistant.asking.finding.clues import understand
from assistant.asking.judging.weigh import READ
from assistant.encoder import Vectors
from eval.datasets.events import load_events
from eval.datasets.plain import sources_of
from eval.datasets.types import Question
from eval.metrics.refusal import auroc
from eval.shelf import shelved
from eval.training.answers import nonnegative_logit
from eval.training.reader_data import Shelved

__all__ = ["main"]

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


def main() -> None:
    """Fit and print, with the AUROC on events that were left out."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    events = load_events("dev")
    with shelved([*events.sources, *sources_of("dev", "pairs")]) as shelf:
        home = Shelved.of(shelf)
        pairs = [pair for question in track(events.questions, "asking") for pair in _pairs(home, question)]
    features = np.array([pair.features for pair in pairs], np.float32)
    same = np.array([pair.same for pair in pairs])
    print(f"{len(pairs)} pairs, {same.sum()} of one matter; AUROC {_left_out(features, same, pairs):.3f}")
    weights, bias = nonnegative_logit(features, same, _STRENGTH)
    for name, weight in zip((*_NAMES, "bias"), (*weights, bias), strict=True):
        print(f"{name:16}{weight:8.2f}")


def _pairs(home: Shelved, question: Question) -> list[_Pair]:
    judge = home.shelf.assistant._judge
    judged = judge.judge(question.text, None, READ, READ, {})
    agreement = Agreement(home.shelf.assistant._library.catalogue, understand(question.text), judged)
    values = {home.position(span): value for span, value in question.values}
    event = question.id.rsplit("-", 1)[0]
    found = []
    shown = [one for one in judged.evidence[:_ANCHORS] if one.score >= _SHOWN * judged.evidence[0].score]
    for first in shown:
        for item in judged.evidence:
            places = [(one.document_id, one.position) for one in (first, item)]
            if places[0][0] == places[1][0] or not set(places) <= judged.logits.keys():
                continue
            if agreement.apart(first, item):
                same = set(places) <= values.keys()
                if question.type == "differ" or not same:  # if they agree, what seems to differ is only their form
                    found.append(_Pair(agreement.features(first, item), same, event))
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
