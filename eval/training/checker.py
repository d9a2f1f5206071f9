"""Makes the checker's weights: `python -m eval.training.checker DATA` writes checker.safetensors beside `checker.py`.

DATA is the folder of public sets. Trained on the claims about the train documents of the handwritten set, on those
written for this project about paragraphs of Wikipedia, and on half of WiCE, from the reader's weights on, for who can
find an answer can half tell a claim already; what is kept is the mean of both. An hour on two cores. `python -m
eval.training.claims` must follow: it learns, on the dev split, how to weigh what the checker says.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch.nn.functional import binary_cross_entropy_with_logits

from assistant.asking.generating.checker import CHECKER_WEIGHTS
from assistant.asking.judging.reader import WEIGHTS
from eval.training.adapting import State, Trained, batches, endless, learned, mean_of, train
from eval.training.checker_data import Claimed, gather_claims

__all__ = ["main"]

_SEED = 0
_EPOCHS = 2.5
_RUNS = 1
_RATE, _HEAD_RATE = 1e-4, 1e-3
_CLAIMS = 64  # in one step


def main() -> None:
    """Gather, train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the public sets")
    parser.add_argument("--epochs", type=float, default=_EPOCHS, help=f"default {_EPOCHS}")
    parser.add_argument("--runs", type=int, default=_RUNS, help=f"whose mean is kept; default {_RUNS}")
    parser.add_argument("--start", type=Path, default=WEIGHTS, help="weights to go on from; default the reader's")
    parser.add_argument("--out", type=Path, default=CHECKER_WEIGHTS, help="where the weights go")
    chosen = parser.parse_args()
    claims = gather_claims(chosen.data)
    print(f"{len(claims):,} claims")
    start = load_file(chosen.start)
    states = (_run(claims, start, chosen.epochs, seed=_SEED + number) for number in range(chosen.runs))
    save_file(learned(_half_way(start, mean_of(states))), chosen.out)


def _half_way(start: State, end: State) -> State:
    """Return the mean of the encoder's weights before and after, which tells unseen claims better, and the new head."""
    before = Trained("claim")
    before.go_on_from(start)
    return mean_of([before.weights(), end]) | {name: end[name] for name in end if name.startswith("heads.")}


def _run(claims: Sequence[Claimed], start: State, epochs: float, seed: int) -> State:
    """Train once, and return the weights."""
    torch.manual_seed(seed)
    model = Trained("claim")
    model.go_on_from(start)
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    _train(model, claims, epochs=epochs, dice=random.Random(seed))
    return model.weights()


def _train(model: Trained, claims: Sequence[Claimed], *, epochs: float, dice: random.Random) -> None:
    drawn = endless(claims, dice)
    steps = max(1, round(epochs * len(claims) / _CLAIMS))
    train(model, steps, lambda: [_loss(model, list(islice(drawn, _CLAIMS)))], rate=_RATE, head_rate=_HEAD_RATE)


def _loss(model: Trained, claims: Sequence[Claimed]) -> torch.Tensor:
    """Return how badly claims that are borne out are told from those that are not."""
    lost = []
    for batch in batches([(claim.claim, claim.text) for claim in claims]):
        encoded, _ = model.tokenized([(claims[n].claim, claims[n].text) for n in batch])
        logits = model.heads["claim"](model(encoded)[:, 0])[:, 0]
        gold = torch.tensor([float(claims[n].supported) for n in batch], device=logits.device)
        lost.append(binary_cross_entropy_with_logits(logits, gold, reduction="none"))
    return torch.cat(lost).mean()


if __name__ == "__main__":
    main()
