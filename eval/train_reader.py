"""Makes the reader's weights: `python -m eval.train_reader DATA` writes assistant/asking/reader.safetensors.

DATA is the folder of public sets. Trained on the train splits of the handwritten set, SQuAD 2.0 (by article), XQuAD and
ClapNQ, and for claims on the handwritten ones and half of WiCE, every claim counting the same: about three hours on one
core that computes in bfloat16. `python -m eval.fit_answers` then learns how to weigh what the reader says, on the dev
split, and must follow.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch
from rich.progress import track
from safetensors.torch import load_file, save_file
from torch.nn.functional import binary_cross_entropy_with_logits
from transformers import AutoModel

from assistant.asking.reader import WEIGHTS, adapted, pair_tokenizer, tokenized
from assistant.encoder import bundled_model_folder
from eval.datasets.clapnq import load_clapnq
from eval.datasets.handwritten import load_handwritten
from eval.datasets.squad import TEST_TITLES, load_squad
from eval.datasets.types import Dataset
from eval.datasets.wice import load_wice
from eval.datasets.xquad import load_xquad
from eval.reader_data import (
    Asked,
    Claimed,
    Shelved,
    asked_of,
    claims_about_pages,
    claims_of,
    event_groups,
    foreign_to,
    rows_of,
)
from eval.shelf import shelved

__all__ = ["main"]

_SEED = 0
_EPOCHS = 4.0
_RATE, _HEAD_RATE = 1e-4, 1e-3
_QUESTIONS, _CLAIMS, _CLAIMS_EVERY = 12, 24, 4  # in one step
_REPORT_EVERY = 100  # steps
_WRONG = 2  # snippets of a question that do not answer
_FROZEN_LAYERS = 1
_SHORT_WEIGHT = 0.3
_FOREIGN = 500, 300  # public questions put to the handwritten library, and the other way round

T = TypeVar("T")


class Trained(torch.nn.Module):  # type: ignore[misc]  # its own annotations do not hold
    """The bundled encoder and the reader's heads."""

    def __init__(self) -> None:
        super().__init__()
        folder = bundled_model_folder()
        self.tokenizer = pair_tokenizer(folder)
        self.body = AutoModel.from_pretrained(folder, local_files_only=True, use_safetensors=True)
        width = self.body.config.hidden_size
        self.sentence, self.token, self.claim = (torch.nn.Linear(width, 1) for _ in range(3))
        for head in (self.sentence, self.token, self.claim):
            torch.nn.init.normal_(head.weight, std=0.02)
            torch.nn.init.zeros_(head.bias)
        self.body.embeddings.requires_grad_(False)
        for layer in self.body.encoder.layer[:_FROZEN_LAYERS]:
            layer.requires_grad_(False)

    def go_on_from(self, learned: dict[str, torch.Tensor]) -> None:
        """Take up what was learned before, as the reader's weights hold it."""
        self.body.load_state_dict(adapted(self.body.state_dict(), learned))
        for name, head in (("sentence", self.sentence), ("token", self.token), ("claim", self.claim)):
            head.load_state_dict({part: learned[f"{name}.{part}"] for part in ("weight", "bias")})

    def forward(self, pairs: Sequence[tuple[str, str]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the last hidden states, and the text's token offsets with -1 for every other token."""
        encoded, offsets = tokenized(self.tokenizer, pairs)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.body(**encoded).last_hidden_state
        return hidden.float(), torch.from_numpy(offsets)


def main(arguments: Sequence[str] | None = None) -> None:
    """Gather, train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the public sets")
    parser.add_argument("--epochs", type=float, default=_EPOCHS, help=f"default {_EPOCHS}")
    parser.add_argument("--start", type=Path, help="weights to go on from; else from the bundled encoder")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    chosen = parser.parse_args(arguments)
    random.seed(_SEED)
    torch.manual_seed(_SEED)
    asked, claims = _gather(chosen.data, random.Random(_SEED))
    print(f"{len(asked):,} questions, {len(claims):,} claims")
    model = Trained()
    before = {name: value.clone() for name, value in model.body.state_dict().items()}
    if chosen.start:
        model.go_on_from(load_file(chosen.start))
    _train(model, asked, claims, epochs=chosen.epochs)
    save_file(_learned(model, before), chosen.out)


def _gather(data: Path, dice: random.Random) -> tuple[list[Asked], list[Claimed]]:
    ours = load_handwritten(split="train")
    squad = load_squad(data, "train")
    known = frozenset(source.text for source in squad.sources)
    public = _together(squad, load_clapnq(data, "train"), load_xquad(data, but=TEST_TITLES | known))
    with shelved(ours.sources) as own, shelved(public.sources) as other:
        home, away = Shelved.of(own, event_groups()), Shelved.of(other)
        asked = [
            *track(asked_of(home, ours.questions), "handwritten", len(ours.questions)),
            *track(asked_of(away, public.questions), "public", len(public.questions)),
            *foreign_to(home, public.questions, _FOREIGN[0], dice),
            *foreign_to(away, ours.questions, _FOREIGN[1], dice),
        ]
        claims = claims_of(home, ours.claims)
    wice = load_wice(data, "train")
    with shelved(wice.sources) as pages:
        return asked, claims + claims_about_pages(pages, wice.claims)


def _together(*sets: Dataset) -> Dataset:
    sources = {source.text: source for each in sets for source in each.sources}
    return Dataset("public", tuple(sources.values()), tuple(q for each in sets for q in each.questions))


def _train(model: Trained, asked: Sequence[Asked], claims: Sequence[Claimed], *, epochs: float) -> None:
    dice = random.Random(_SEED)
    steps = max(1, int(epochs * len(asked) / _QUESTIONS))
    body = [value for value in model.body.parameters() if value.requires_grad]
    heads = [value for head in (model.sentence, model.token, model.claim) for value in head.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": _RATE}, {"params": heads, "lr": _HEAD_RATE}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / 100, max(0.02, 1 - s / steps)))
    questions, statements = _endless(asked, dice), _endless(claims, dice)
    model.train()
    total = 0.0
    for step in track(range(1, steps + 1), "training"):
        loss = _question_loss(model, [next(questions) for _ in range(_QUESTIONS)], dice)
        total += loss.item()
        if step % _REPORT_EVERY == 0:
            print(f"step {step:,} of {steps:,}: mean loss {total / _REPORT_EVERY:.3f}", flush=True)
            total = 0.0
        if claims and step % _CLAIMS_EVERY == 0:
            loss = loss + _claim_loss(model, [next(statements) for _ in range(_CLAIMS)])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()


def _endless(items: Sequence[T], dice: random.Random) -> Iterator[T]:
    while items:
        yield from dice.sample(list(items), len(items))


def _question_loss(model: Trained, asked: Sequence[Asked], dice: random.Random) -> torch.Tensor:
    """Return how badly the right sentence, or none, stands out among all sentences of a question's snippets."""
    found = [(number, row) for number, one in enumerate(asked) for row in rows_of(one, _WRONG, dice)]
    found.sort(key=lambda pair: len(pair[1].text))
    logits: list[list[torch.Tensor]] = [[] for _ in asked]
    right: list[list[bool]] = [[] for _ in asked]
    shorts: list[torch.Tensor] = []
    half = len(found) // 2
    for part in (found[:half], found[half:]):  # two halves of like length: little padding
        hidden, offsets = model([(row.question, row.text) for _, row in part])
        scores = model.token(hidden)[..., 0]
        for index, (number, row) in enumerate(part):
            for (start, end), answers in zip(row.spans, row.answers, strict=True):
                tokens = _tokens(offsets[index], start, end)
                if not len(tokens):
                    continue
                own = scores[index, tokens]
                logits[number].append(model.sentence(hidden[index, tokens].mean(0))[0] + own.max())
                right[number].append(answers)
                if answers and row.short and start <= row.short[0] < end:
                    inside = torch.isin(tokens, _tokens(offsets[index], *row.short))
                    if inside.any():
                        shorts.append(own.logsumexp(0) - own[inside].logsumexp(0))
    losses = [_listwise(torch.stack(own), torch.tensor(gold)) for own, gold in zip(logits, right, strict=True) if own]
    loss = torch.stack(losses).mean()
    return loss + _SHORT_WEIGHT * torch.stack(shorts).mean() if shorts else loss


def _listwise(logits: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Return the negative log-likelihood of the right sentences, "nothing answers" being worth a logit of 0."""
    total = torch.cat([logits, torch.zeros(1)]).logsumexp(0)
    return total - logits[right].logsumexp(0) if right.any() else total


def _tokens(offsets: torch.Tensor, start: int, end: int) -> torch.Tensor:
    return ((offsets[:, 0] >= 0) & (offsets[:, 0] < end) & (offsets[:, 1] > start)).nonzero()[:, 0]


def _claim_loss(model: Trained, claims: Sequence[Claimed]) -> torch.Tensor:
    hidden, _ = model([(claim.claim, claim.text) for claim in claims])
    gold = torch.tensor([float(claim.supported) for claim in claims])
    return binary_cross_entropy_with_logits(model.claim(hidden[:, 0])[:, 0], gold)


def _learned(model: Trained, before: dict[str, Any]) -> dict[str, torch.Tensor]:
    """Return the heads, and the difference to the bundled weights: matrices in eight bits with a scale a row."""
    learned: dict[str, torch.Tensor] = {}
    for name, value in model.body.state_dict().items():
        delta = value - before[name]
        if not delta.any():
            continue
        if delta.dim() < 2:
            learned[f"body.{name}"] = delta.half()
            continue
        scale = delta.abs().amax(1).clamp(min=1e-9) / 127
        learned[f"body.{name}"] = (delta / scale[:, None]).round().to(torch.int8)
        learned[f"body.{name}.scale"] = scale
    for name, head in (("sentence", model.sentence), ("token", model.token), ("claim", model.claim)):
        learned[f"{name}.weight"], learned[f"{name}.bias"] = head.weight.detach(), head.bias.detach()
    return {name: value.contiguous() for name, value in learned.items()}


if __name__ == "__main__":
    main()
