"""Training an adapted encoder: the bundled one and heads, what is read together, and the file of what was learned."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from rich.progress import track
from transformers import AutoModel

from assistant.adapted import LONGEST, adapted, pair_tokenizer, text_offsets
from assistant.encoder import bundled_model_folder

__all__ = ["State", "Trained", "batches", "endless", "learned", "mean_of", "train"]

_WARM_UP, _LAST = 50, 0.01  # steps until the rate is reached, and what is left of it at the end
_TOKENS = 16_000  # of one batch on a GPU, padding included
_FROZEN_LAYERS = 1
_REPORT_EVERY = 100  # steps

T = TypeVar("T")
State = dict[str, torch.Tensor]


class Trained(torch.nn.Module):  # type: ignore[misc]  # its own annotations do not hold
    """The bundled encoder and heads of one row each.

    Without a GPU it is trained without dropout, which more than doubles a pass on processors.

    Args:
        heads: Their names.
    """

    def __init__(self, *heads: str) -> None:
        super().__init__()
        folder = bundled_model_folder()
        self.tokenizer = pair_tokenizer(folder)
        self.body = AutoModel.from_pretrained(folder, local_files_only=True, use_safetensors=True)
        width = self.body.config.hidden_size
        self.heads = torch.nn.ModuleDict({name: torch.nn.Linear(width, 1) for name in heads})
        for head in self.heads.values():
            torch.nn.init.normal_(head.weight, std=0.02)
            torch.nn.init.zeros_(head.bias)
        self.body.embeddings.requires_grad_(False)
        for layer in self.body.encoder.layer[:_FROZEN_LAYERS]:
            layer.requires_grad_(False)

    def go_on_from(self, before: State) -> None:
        """Take up what was learned before, as a file of ours holds it; a head that it lacks begins anew."""
        self.body.load_state_dict(adapted(self.body.state_dict(), before))
        for name, head in self.heads.items():
            if f"{name}.weight" in before:
                head.load_state_dict({part: before[f"{name}.{part}"] for part in ("weight", "bias")})

    def tokenized(self, pairs: Sequence[tuple[str, str] | str]) -> tuple[State, NDArray[np.int64]]:
        """Return the input for pairs of a question and a text, or texts alone, padded, and what of it each token is."""
        encoded = self.tokenizer.encode_batch(list(pairs))
        longest = max(len(one.ids) for one in encoded)
        for one in encoded:
            one.pad(longest)
        parts = {"input_ids": "ids", "token_type_ids": "type_ids", "attention_mask": "attention_mask"}
        tensors = {name: torch.tensor([getattr(one, part) for one in encoded]) for name, part in parts.items()}
        return tensors, text_offsets(encoded)

    def weights(self) -> State:
        """Return a copy of all weights, on the processor."""
        return {name: value.cpu().clone() for name, value in self.state_dict().items()}

    def forward(self, encoded: State) -> torch.Tensor:
        """Return the last hidden states of a batch, shape (rows, tokens, width)."""
        device = next(self.parameters()).device
        with torch.autocast(device.type, dtype=torch.bfloat16):
            hidden = self.body(**{name: value.to(device) for name, value in encoded.items()}).last_hidden_state
        return hidden.float()


def train(
    model: Trained, steps: int, losses: Callable[[], Iterable[torch.Tensor]], *, rate: float, head_rate: float
) -> None:
    """Change a model's weights step by step; the rates rise at first, and fall to the end.

    Args:
        model: Trained in place.
        steps: How many.
        losses: Gives the parts of one step's loss, which add up to it; the gradients of each are found by themselves.
        rate: Of the encoder.
        head_rate: Of the heads.
    """
    body = [value for value in model.body.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": model.heads.parameters(), "lr": head_rate}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / _WARM_UP, max(_LAST, 1 - step / steps))
    )
    model.train(torch.cuda.is_available())
    total = 0.0
    for step in track(range(1, steps + 1), "training"):
        optimizer.zero_grad()
        for loss in losses():
            loss.backward()
            total += loss.item()
        if step % _REPORT_EVERY == 0:
            print(f"step {step:,} of {steps:,}: mean loss {total / _REPORT_EVERY:.3f}", flush=True)
            total = 0.0
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()


def endless(items: Sequence[T], dice: random.Random) -> Iterator[T]:
    """Yield all items in some order, again and again."""
    while items:
        yield from dice.sample(list(items), len(items))


def batches(pairs: Sequence[tuple[str, str]]) -> Iterator[list[int]]:
    """Yield the numbers of pairs of like length, not too many tokens together; on processors few, to pad little."""
    most = _TOKENS if torch.cuda.is_available() else LONGEST
    batch: list[int] = []
    lengths = [sum(map(len, pair)) for pair in pairs]
    for number in sorted(range(len(pairs)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * min(LONGEST, lengths[number] // 4 + 8) > most:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def mean_of(states: Iterable[State]) -> State:
    """Return the mean of the weights that several runs ended with."""
    held = list(states)
    return {name: torch.stack([each[name].float() for each in held]).mean(0) for name in held[0]}


def learned(state: State) -> State:
    """Return the heads, and the difference to the bundled weights: matrices in eight bits with a scale a row."""
    found: State = {}
    for name, value in Trained().body.state_dict().items():
        delta = state[f"body.{name}"] - value
        if not delta.any():
            continue
        if delta.dim() < 2:
            found[f"body.{name}"] = delta.half()
            continue
        scale = delta.abs().amax(1).clamp(min=1e-9) / 127
        found[f"body.{name}"] = (delta / scale[:, None]).round().to(torch.int8)
        found[f"body.{name}.scale"] = scale
    found |= {name.removeprefix("heads."): value for name, value in state.items() if name.startswith("heads.")}
    return {name: value.contiguous() for name, value in found.items()}
