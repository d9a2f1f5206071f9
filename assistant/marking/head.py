"""The learned head: from a sentence's style and its readable cues to fact, opinion or both.

Small networks judge the style, a linear model the cues, so that every mark can say which of them weighed. The weights
ship with the package; `eval/training/marks.py` makes them, and `HEAD.md` beside them is their model card.
"""

from __future__ import annotations

import math
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

__all__ = [
    "KINDS",
    "NO_PART",
    "VERSION",
    "feature_row",
    "lean",
    "lean_each",
    "parting",
    "probabilities",
    "scores",
    "threshold",
    "weights",
]

VERSION = "5"
"""Changes with the weights, so that leanings kept from older ones are not used."""

KINDS = (MarkKind.FACT, MarkKind.OPINION, MarkKind.MIXED)
MOST_CUES = 3
_COLUMNS = {name: column for column, name in enumerate(FEATURES)}
NO_PART = -6.0
"""Stands for the parting of a sentence that has no place to part at."""

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
    import torch  # seconds of import; whoever has styles has loaded it already

    # Not in numpy: where the processors are busy, its threads wait for each other far longer than they work.
    inner, middle, outer = (torch.from_numpy(weights()[f"style.{name}"]) for name in ("in", "middle", "out"))
    leaning: Vectors = (torch.relu(torch.from_numpy(style) @ inner + middle) @ outer).numpy()
    return leaning


def lean_each(styles: Sequence[Vectors]) -> list[Vectors]:
    """Return what `lean` says of each of several passages, in one product: small ones keep the processors waiting.

    Args:
        styles: Of each passage, shape (its sentences and their parts, layers × width).
    """
    if not styles:
        return []
    bounds = np.cumsum([len(style) for style in styles])[:-1]
    return np.split(lean(np.concatenate(styles)), bounds)


def feature_row(text: str, found: Mapping[str, Sequence[str]]) -> list[float]:
    """Return the readable features of a sentence, features + 2 of them: capped cue counts, length, commas.

    Args:
        text: The sentence.
        found: Its cues, as `features.cues` gives them.
    """
    row = [0.0] * (len(FEATURES) + 2)
    for name, seen in found.items():
        row[_COLUMNS[name]] = min(len(seen), MOST_CUES)
    row[-2:] = math.log1p(len(text.split())), text.count(",") / 5
    return row


def scores(rows: Vectors, leanings: Vectors | None) -> Vectors:
    """Return the evidence for each of `KINDS` in sentences or parts of them, as log-odds, shape (sentences, 3).

    Args:
        rows: Shape (sentences, features + 2), as `feature_row` gives them.
        leanings: Shape (sentences, 3), as `lean` gives them; None to judge by readable features alone.
    """
    kept = weights()
    if leanings is None:
        return rows @ kept["alone.features"] + kept["alone.bias"]
    return leanings + rows @ kept["features"] + kept["bias"]


def parting(first: Vectors, second: Vectors) -> tuple[Vectors, NDArray[np.bool_]]:
    """Return how surely one part reports and the other judges, and whether it is the first that reports.

    Args:
        first: Scores of first parts, shape (cuts, 3), as `scores` gives them.
        second: Scores of the second parts.

    Returns:
        Log-odds, shape (cuts,), of the weaker of the two parts, the surer way round; and whether the first reports.
    """
    one, other = (part[:, 0] - np.logaddexp(part[:, 1], part[:, 2]) for part in (first, second))
    report_first, judgement_first = np.minimum(one, -other), np.minimum(-one, other)
    surer: Vectors = np.where(report_first >= judgement_first, report_first, judgement_first)
    return surer, report_first >= judgement_first


def probabilities(scored: Vectors, parted: Vectors | None) -> Vectors:
    """Return how likely sentences are each of `KINDS`, calibrated, shape (sentences, 3).

    Args:
        scored: Shape (sentences, 3), as `scores` gives them.
        parted: Shape (sentences,): the surest `parting` of each, `NO_PART` where none is possible; None where
            there was no style to judge parts by.
    """
    kept = weights()
    if parted is None:
        final = scored * kept["alone.sharpness"]
    else:
        both = np.column_stack([scored, np.clip(parted, NO_PART, -NO_PART)])
        final = both @ kept["final"] + kept["final.bias"]
    raised = np.exp(final - final.max(axis=1, keepdims=True))
    shares: Vectors = raised / raised.sum(axis=1, keepdims=True)
    return shares


@cache
def threshold(name: str) -> float:
    """Return a threshold chosen on the dev split: "fact" or "opinion", the least probability to be shown as such."""
    return float(weights()[f"threshold.{name}"][0])
