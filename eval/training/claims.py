"""Learns how to weigh what the checker makes of a claim with what words show: `python -m eval.training.claims`.

Prints the numbers that stand in `support.py`, and what its threshold is chosen from. Fitted on the
claims of the handwritten dev split: the checker has not seen them, and is much surer of those that it was trained on.
What the checks by words refuse is left out, and so are claims that get their holder's name. No weight may be negative.
The figures are of fits on the other documents (five folds). With `--data`, what counts for claims that rest on many
sentences is fitted, too, on half of WiCE.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import Evidence
from assistant.asking.generating.support import MANY, coverage, support_features
from assistant.asking.generating.verify import worded
from assistant.encoder import Vectors
from eval.datasets.handwritten import load_handwritten
from eval.datasets.types import Claim, Dataset
from eval.datasets.wice import load_wice
from eval.measuring.verification import evidence_for
from eval.shelf import shelved
from eval.training.answers import nonnegative_logit

__all__ = ["Judged", "judged", "main"]

_STRENGTH = 1.0  # inverse regularisation, on standardised features
_FOLDS = 5
_SHOWN_AT = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


@dataclass(frozen=True)
class Judged:
    """Claims of one set.

    Attributes:
        supported: Which hold.
        passed: Which the checks by words let through.
        as_written: Which of these may be shown as they stand.
        features: As `assistant.asking.generating.support` has them.
        fold: Of their document.
    """

    supported: NDArray[np.bool_]
    passed: NDArray[np.bool_]
    as_written: NDArray[np.bool_]
    features: Vectors
    fold: NDArray[np.int64]

    def weighed(self, fold: int | None = None) -> tuple[Vectors, float]:
        """Return weights and bias learned from all folds but one."""
        rows = self.passed & (self.supported | self.as_written) & (self.fold != fold)
        return nonnegative_logit(self.features[rows], self.supported[rows], _STRENGTH)


def main() -> None:
    """Fit, and print the weights and the trade-off of every threshold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the public sets")
    chosen = parser.parse_args()
    own = _of(load_handwritten(split="dev"))
    weights, bias = own.weighed()
    print("weights", np.round(weights, 2), "bias", round(bias, 2))
    fits = [own.weighed(fold) for fold in range(_FOLDS)]
    logits = np.array([row @ fits[fold][0] + fits[fold][1] for row, fold in zip(own.features, own.fold, strict=True)])
    print("threshold  true accepted  false rejected  balanced")
    for threshold in _SHOWN_AT:
        accepted = own.passed & own.as_written & (1 / (1 + np.exp(-logits)) >= threshold)
        kept, refused = accepted[own.supported].mean(), (~accepted)[~own.supported].mean()
        print(f"{threshold:9.2f}  {kept:13.3f}  {refused:14.3f}  {(kept + refused) / 2:8.3f}")
    if chosen.data:
        weights, bias = _covered(load_wice(chosen.data, "train"))
        print("many sentences: weights", np.round(weights, 2), "bias", round(bias, 2))


def _covered(dataset: Dataset) -> tuple[Vectors, float]:
    """Return what the share of words counts, and a sign, for claims that rest on many sentences and pass the checks."""
    with shelved(dataset.sources) as shelf:
        pairs = [(claim, evidence_for(shelf, claim)) for claim in dataset.claims]
        many = [(c, e) for c, e in pairs if len(e) >= MANY and worded(c.text, e)[0] is not None]
        features = np.array([coverage(claim.text, evidence) for claim, evidence in many])
    return nonnegative_logit(features, np.array([claim.supported for claim, _ in many]), _STRENGTH)


def _of(dataset: Dataset) -> Judged:
    with shelved(dataset.sources) as shelf:
        pairs = [(claim, evidence_for(shelf, claim)) for claim in dataset.claims]
        return judged([(claim, evidence) for claim, evidence in pairs if evidence])


def judged(claims: Sequence[tuple[Claim, Sequence[Evidence]]]) -> Judged:
    """Return claims, each with its evidence, as far as they come before their meaning is weighed."""
    words = [worded(claim.text, evidence)[0] for claim, evidence in claims]
    pages = sorted({evidence[0].document_id for _, evidence in claims})
    return Judged(
        np.array([claim.supported for claim, _ in claims]),
        np.array([text is not None for text in words]),
        np.array([text == claim.text for text, (claim, _) in zip(words, claims, strict=True)]),
        support_features([(text or claim.text, held) for text, (claim, held) in zip(words, claims, strict=True)]),
        np.array([pages.index(evidence[0].document_id) % _FOLDS for _, evidence in claims]),
    )


if __name__ == "__main__":
    main()
