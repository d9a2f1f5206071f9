"""The learned head: from a sentence's style and its readable cues to fact, opinion or both.

A linear model, so that every mark can say which cues weighed. The weights ship with the package; `eval/train_marks.py`
makes them, and `HEAD.md` beside them is their model card.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load

from assistant.encoder import Vectors
from assistant.marking.features import FEATURES
from assistant.schema import MarkKind

__all__ = ["KINDS", "VERSION", "feature_row", "lean", "probabilities", "threshold", "weights"]

VERSION = "3"
"""Changes with the weights, so that leanings kept from older ones are not used."""

KINDS = (MarkKind.FACT, MarkKind.OPINION, MarkKind.MIXED)
MOST_CUES = 3

Weights: TypeAlias = dict[str, NDArray[np.float32]]


@cache
def weights() -> Weights:
    """Return the shipped weights, by name; see `HEAD.md`."""
    return load(files("assistant.marking").joinpath("head.safetensors").read_bytes())


def lean(style: Vectors) -> Vectors:
    """Return what style alone says of sentences, as log-odds.

    Args:
        style: Shape (sentences, layers × width), as the bundled encoder gives it.

    Returns:
        Shape (sentences, 3), float32: evidence for each of `KINDS`.
    """
    leaning: Vectors = (style @ weights()["style"]).astype(np.float32)
    return leaning


def feature_row(text: str, found: Mapping[str, Sequence[str]]) -> Vectors:
    """Return the readable features of a sentence, shape (features + 2,): capped cue counts, length, commas.

    Args:
        text: The sentence.
        found: Its cues, as `features.cues` gives them.
    """
    counts = [min(len(found.get(name, ())), MOST_CUES) for name in FEATURES]
    return np.array([*counts, np.log1p(len(text.split())), text.count(",") / 5], dtype=np.float32)


def probabilities(rows: Vectors, leanings: Vectors | None) -> Vectors:
    """Return how likely sentences are each of `KINDS`.

    Args:
        rows: Shape (sentences, features + 2), as `feature_row` gives them.
        leanings: Shape (sentences, 3), as `lean` gives them; None to judge by readable features alone.

    Returns:
        Calibrated probabilities, shape (sentences, 3).
    """
    kept = weights()
    if leanings is None:
        scores = rows @ kept["alone.features"] + kept["alone.bias"]
    else:
        scores = leanings + rows @ kept["features"] + kept["bias"]
    scores = scores * kept["sharpness"]
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Vectors = raised / raised.sum(axis=1, keepdims=True)
    return shares


def threshold(name: str) -> float:
    """Return a threshold chosen on the dev split: "fact" or "opinion", the least probability to be shown as such."""
    return float(weights()[f"threshold.{name}"][0])
