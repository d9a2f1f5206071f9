"""Learns what the shortlist is ordered by: `python -m eval.training.shortlist` prints the weights of `shortlist.py`.

Fitted on questions about the dev documents of the handwritten set and the plain files, which what encodes questions has
not seen, so that the sentence that answers stands as high as it can among all that were found. Prints how often it is
then among the first few, under weights fitted on the other events (two folds).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.progress import track
from scipy.optimize import minimize

from eval.datasets.handwritten import load_handwritten
from eval.datasets.plain import plain_dataset
from eval.datasets.types import Question
from eval.shelf import shelved
from eval.training.reader_data import Shelved, event_groups

__all__ = ["listwise", "main"]

_LISTED = 100
_PENALTY = 1e-3
_NAMES = ("cosine", "best of the document", "share of the words", "names", "numbers", "number or person", "voice")
_DEPTHS = (1, 3, 8, 16, 24, 40)


@dataclass(frozen=True)
class _Found:
    """One question's sentences: features of shape (sentences, 7), which of them answer, and their order now."""

    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    order: NDArray[np.float64]


def main() -> None:
    """Fit and print."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    ours, plain = load_handwritten(split="dev"), plain_dataset("dev")
    asked = [question for question in (*ours.questions, *plain.questions) if question.kind == "answerable"]
    with shelved([*ours.sources, *plain.sources]) as shelf:
        home = Shelved.of(shelf)
        found = [_found(home, question) for question in track(asked, "dev")]
    groups = event_groups()
    events = [groups.get(name, name) for name in (question.answers[0][0].source for question in asked)]
    known = sorted(set(events))
    folds = np.array([known.index(event) % 2 for event in events])
    halves = [_fitted([one for one, fold in zip(found, folds, strict=True) if fold != left_out]) for left_out in (0, 1)]
    for name, weight in zip(_NAMES, _fitted(found), strict=True):
        print(f"{name:22}{weight:8.2f}")
    print("among the first", *_DEPTHS)
    print("as it is       ", *_recalls((one.order, one.right) for one in found))
    print(
        "as fitted      ", *_recalls((o.features @ halves[fold], o.right) for o, fold in zip(found, folds, strict=True))
    )


def _fitted(found: Sequence[_Found]) -> NDArray[np.float64]:
    return listwise([(one.features, one.right) for one in found if one.right.any()], _PENALTY)


def _found(home: Shelved, question: Question) -> _Found:
    listed = home.listed(question.text, k=_LISTED)
    gold = {home.position(span) for needed in question.answers for span in needed}
    features = np.array([(one.cosine, one.best, one.share, *one.clues) for one in listed]).reshape(-1, len(_NAMES))
    right = np.array([one.place in gold for one in listed], dtype=bool)
    return _Found(features, right, np.array([one.order for one in listed]))


def listwise(lists: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]], penalty: float) -> NDArray[np.float64]:
    """Fit weights that let the right row of each list stand out.

    Args:
        lists: Features of shape (rows, features), and which rows are right: at least one of each.
        penalty: On the square of the weights of standardised features.

    Returns:
        Weights of the raw features: those under which a softmax over a list's rows gives the right ones most.

    Example:
        >>> rows, right = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([True, False])
        >>> first, second = listwise([(rows, right)], 0.1)
        >>> bool(first > 0 > second)
        True
    """
    spread = np.maximum(np.concatenate([rows for rows, _ in lists]).std(axis=0), 1e-6)
    scaled = [(rows / spread, right) for rows, right in lists]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Return the penalised listwise loss of some weights, with its gradient."""
        total, gradient = 0.0, np.zeros_like(weights)
        for rows, right in scaled:
            raw = rows @ weights
            odds = np.exp(raw - raw.max())
            held = odds[right].sum()
            total -= np.log(held / odds.sum())
            gradient += rows.T @ (odds / odds.sum()) - rows[right].T @ (odds[right] / held)
        count = len(scaled)
        return float(total / count + penalty * weights @ weights), gradient / count + 2 * penalty * weights

    found = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B").x
    fitted: NDArray[np.float64] = found / spread
    return fitted


def _recalls(ranked: Iterable[tuple[NDArray[np.float64], NDArray[np.bool_]]]) -> list[float]:
    held = [right[np.argsort(-order, kind="stable")] for order, right in ranked]
    return [round(float(np.mean([right[:depth].any() for right in held])), 3) for depth in _DEPTHS]


if __name__ == "__main__":
    main()
