"""The checker: claim and text in one forward pass of the bundled encoder, adapted; whether the text supports it.

It has weights of its own beside the reader's, so that either can be trained without the other: what tells a claim from
its twin that swaps two parts is not what finds an answer. How it was trained, on what, and how well it does:
`CHECKER.md` beside this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.adapted import Adapted, load_adapted
from assistant.encoder import Vectors

__all__ = ["CHECKER_WEIGHTS", "Checker", "load_checker"]

CHECKER_WEIGHTS = Path(__file__).with_name("checker.safetensors")


class Checker:
    """The adapted encoder and its head. Safe to share between threads."""

    def __init__(self, encoder: Adapted) -> None:
        self._encoder = encoder
        self._head, self._bias = (encoder.heads[f"claim.{part}"] for part in ("weight", "bias"))

    def logits(self, claims: Sequence[tuple[str, str]]) -> Vectors:
        """Return how much more likely each text supports its claim than not, in nats.

        Args:
            claims: Pairs of a claim and the text it rests on, rendered as a snippet is.
        """
        found = np.zeros(len(claims), np.float32)
        for number, _, hidden in self._encoder.forward(claims):
            found[number] = float(hidden[0] @ self._head[0] + self._bias[0])
        return found


def load_checker() -> Checker:
    """Return the checker; its weights are loaded on first use.

    Raises:
        ModelError: If they are missing, or not made for the bundled model.
    """
    return Checker(load_adapted(CHECKER_WEIGHTS))
