"""Small networks on sentence style beside a linear model of readable cues: how the marking head is fitted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from assistant.encoder import Vectors
from assistant.marking.head import KINDS

__all__ = ["STYLE_SCALE", "Fitted", "fit"]

STYLE_SCALE = 20.0  # style rows are of unit length a layer: a tenth of the size that networks learn well from
_NETWORKS, _HIDDEN, _EPOCHS, _BATCH = 5, 32, 20, 256
_RATE, _DECAY, _SMOOTHING = 2e-3, 1e-2, 0.1
_DROP_STYLE, _DROP_HIDDEN = 0.1, 0.3


@dataclass(frozen=True)
class Fitted:
    """Networks whose scores are averaged.

    Attributes:
        inner: Shape (networks, style, hidden).
        middle: Shape (networks, 1, hidden).
        outer: Shape (networks, hidden, kinds).
        features: Shape (features, kinds).
        bias: Shape (kinds,).
    """

    inner: Vectors
    middle: Vectors
    outer: Vectors
    features: Vectors
    bias: Vectors

    def style_weights(self) -> dict[str, Vectors]:
        """Return the weights on style as one network: what is hidden in each side by side."""
        joined = self.inner.transpose(1, 0, 2).reshape(self.inner.shape[1], -1)
        return {
            "style.in": joined * STYLE_SCALE,
            "style.middle": self.middle.reshape(-1),
            "style.out": self.outer.reshape(-1, self.outer.shape[2]) / len(self.outer),
        }

    def scores(self, style: Vectors, features: Vectors) -> Vectors:
        """Return log-odds of the kinds, shape (rows, kinds)."""
        held = self.style_weights()
        hidden = np.maximum(style @ held["style.in"] + held["style.middle"], 0)
        total: Vectors = hidden @ held["style.out"] + features @ self.features + self.bias
        return total


def fit(style: Vectors, features: Vectors, kind: NDArray[np.int64]) -> Fitted:
    """Fit the networks, each from a beginning of its own, with fixed seeds.

    Args:
        style: Shape (rows, style).
        features: Shape (rows, features).
        kind: Index of the kind of every row.
    """
    dice = torch.Generator().manual_seed(0)
    x, f, y = torch.from_numpy(style * np.float32(STYLE_SCALE)), torch.from_numpy(features), torch.from_numpy(kind)
    width, kinds = x.shape[1], len(KINDS)
    inner = torch.randn(_NETWORKS, width, _HIDDEN, generator=dice) / width**0.5
    outer = torch.randn(_NETWORKS, _HIDDEN, kinds, generator=dice) / (2 * _HIDDEN**0.5)
    middle, cue, bias = (
        torch.zeros(_NETWORKS, size, last) for size, last in ((1, _HIDDEN), (f.shape[1], kinds), (1, kinds))
    )
    learned = [part.requires_grad_() for part in (inner, middle, outer, cue, bias)]
    optimizer = torch.optim.AdamW(learned, lr=_RATE, weight_decay=_DECAY)
    steps = _EPOCHS * -(-len(y) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps, pct_start=0.2)
    for _ in range(_EPOCHS):
        for rows in torch.randperm(len(y), generator=dice).split(_BATCH):
            shown = _dropped(x[rows].expand(_NETWORKS, -1, -1), _DROP_STYLE, dice)
            hidden = _dropped(torch.relu(torch.baddbmm(middle, shown, inner)), _DROP_HIDDEN, dice)
            scores = torch.bmm(hidden, outer) + torch.bmm(f[rows].expand(_NETWORKS, -1, -1), cue) + bias
            loss = torch.nn.functional.cross_entropy(
                scores.reshape(-1, kinds), y[rows].repeat(_NETWORKS), label_smoothing=_SMOOTHING
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    held = [part.detach().numpy() for part in learned]
    return Fitted(held[0], held[1], held[2], held[3].mean(axis=0), held[4].mean(axis=0)[0])


def _dropped(values: torch.Tensor, share: float, dice: torch.Generator) -> torch.Tensor:
    return values * (torch.rand(values.shape, generator=dice) > share) / (1 - share)
