"""Makes the reader's weights: `python -m eval.train_reader DATA` writes assistant/asking/reader.safetensors.

DATA is the folder of public sets. Trained on the train splits of the handwritten set, SQuAD 2.0 (by article), XQuAD and
ClapNQ, and for claims on the handwritten ones and half of WiCE. Every question is read as when it is answered: the
snippets that its shortlist gives, and single sentences by themselves. An epoch takes about two minutes on a GPU, and
hours on two cores. `python -m eval.fit_answers` must follow: it learns, on the dev split, how to weigh what the reader
says.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from rich.progress import track
from safetensors.torch import load_file, save_file
from torch.nn.functional import binary_cross_entropy_with_logits
from transformers import AutoModel

from assistant.asking.reader import LONGEST, WEIGHTS, adapted, pair_tokenizer, text_offsets
from assistant.encoder import bundled_model_folder
from eval.datasets.clapnq import load_clapnq
from eval.datasets.handwritten import documents_of, load_handwritten
from eval.datasets.squad import TEST_TITLES, load_squad
from eval.datasets.types import Dataset
from eval.datasets.wice import load_wice
from eval.datasets.xquad import load_xquad
from eval.reader_data import (
    Asked,
    Claimed,
    Row,
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
_EPOCHS = 8.0
_RUNS = 2
_RATE, _HEAD_RATE = 1e-4, 3e-4
_WARM_UP, _LAST = 50, 0.01  # steps until the rate is reached, and what is left of it at the end
_QUESTIONS = _CLAIMS = 48  # in one step
_TOGETHER = 8  # questions whose gradients are found at once: what a step holds in memory
_TOKENS = 16_000  # of one batch, padding included
_REPORT_EVERY = 100  # steps
_FROZEN_LAYERS = 1
_ALONE_WEIGHT, _SHORT_WEIGHT, _CLAIM_WEIGHT = 0.5, 0.3, 0.5
_FOREIGN = 1_500, 700  # public questions put to the handwritten library, and the other way round
_HEADS = ("sentence", "token", "claim")

T = TypeVar("T")
State = dict[str, torch.Tensor]


class Trained(torch.nn.Module):  # type: ignore[misc]  # its own annotations do not hold
    """The bundled encoder and the reader's heads."""

    def __init__(self) -> None:
        super().__init__()
        folder = bundled_model_folder()
        self.tokenizer = pair_tokenizer(folder)
        self.body = AutoModel.from_pretrained(folder, local_files_only=True, use_safetensors=True)
        width = self.body.config.hidden_size
        self.sentence, self.token, self.claim = (torch.nn.Linear(width, 1) for _ in _HEADS)
        for head in (self.sentence, self.token, self.claim):
            torch.nn.init.normal_(head.weight, std=0.02)
            torch.nn.init.zeros_(head.bias)
        self.body.embeddings.requires_grad_(False)
        for layer in self.body.encoder.layer[:_FROZEN_LAYERS]:
            layer.requires_grad_(False)

    def go_on_from(self, learned: State) -> None:
        """Take up what was learned before, as the reader's weights hold it."""
        self.body.load_state_dict(adapted(self.body.state_dict(), learned))
        for name in _HEADS:
            getattr(self, name).load_state_dict({part: learned[f"{name}.{part}"] for part in ("weight", "bias")})

    def tokenized(self, pairs: Sequence[tuple[str, str]]) -> tuple[State, NDArray[np.int64]]:
        """Return the input for pairs of a question and a text, padded, and which characters each token is."""
        encoded = self.tokenizer.encode_batch(list(pairs))
        longest = max(len(one.ids) for one in encoded)
        for one in encoded:
            one.pad(longest)
        parts = {"input_ids": "ids", "token_type_ids": "type_ids", "attention_mask": "attention_mask"}
        tensors = {name: torch.tensor([getattr(one, part) for one in encoded]) for name, part in parts.items()}
        return tensors, text_offsets(encoded)

    def forward(self, encoded: State) -> torch.Tensor:
        """Return the last hidden states of a batch, shape (rows, tokens, width)."""
        device = self.sentence.weight.device
        with torch.autocast(device.type, dtype=torch.bfloat16):
            hidden = self.body(**{name: value.to(device) for name, value in encoded.items()}).last_hidden_state
        return hidden.float()


def main(arguments: Sequence[str] | None = None) -> None:
    """Gather, train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the public sets")
    parser.add_argument("--epochs", type=float, default=_EPOCHS, help=f"default {_EPOCHS}")
    parser.add_argument("--runs", type=int, default=_RUNS, help=f"whose mean is kept; default {_RUNS}")
    parser.add_argument("--start", type=Path, help="weights to go on from; else from the bundled encoder")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    chosen = parser.parse_args(arguments)
    asked, claims = _gather(chosen.data, random.Random(_SEED))
    print(f"{len(asked):,} questions, {len(claims):,} claims")
    start = load_file(chosen.start) if chosen.start else None
    states = [_run(asked, claims, start, chosen.epochs, seed=_SEED + number) for number in range(chosen.runs)]
    save_file(_learned({name: torch.stack([each[name] for each in states]).mean(0) for name in states[0]}), chosen.out)


def _run(asked: Sequence[Asked], claims: Sequence[Claimed], start: State | None, epochs: float, seed: int) -> State:
    """Train once, and return the weights."""
    torch.manual_seed(seed)
    model = Trained()
    if start:
        model.go_on_from(start)
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    _train(model, asked, claims, epochs=epochs, dice=random.Random(seed))
    return {name: value.cpu().float() for name, value in model.state_dict().items()}


def _gather(data: Path, dice: random.Random) -> tuple[list[Asked], list[Claimed]]:
    ours = load_handwritten(split="train")
    own_names = documents_of("train")
    squad = load_squad(data, "train")
    known = frozenset(source.text for source in squad.sources)
    public = _together(squad, load_clapnq(data, "train"), load_xquad(data, but=TEST_TITLES | known))
    with shelved([s for s in ours.sources if s.name in own_names]) as own, shelved(public.sources) as other:
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


def _train(
    model: Trained, asked: Sequence[Asked], claims: Sequence[Claimed], *, epochs: float, dice: random.Random
) -> None:
    steps = max(1, round(epochs * len(asked) / _QUESTIONS))
    heads = [value for name in _HEADS for value in getattr(model, name).parameters()]
    body = [value for value in model.body.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": _RATE}, {"params": heads, "lr": _HEAD_RATE}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / _WARM_UP, max(_LAST, 1 - step / steps))
    )
    questions, statements = _endless(asked, dice), _endless(claims, dice)
    model.train()
    total = 0.0
    for step in track(range(1, steps + 1), "training"):
        optimizer.zero_grad()
        for _ in range(_QUESTIONS // _TOGETHER):
            loss = _question_loss(model, [rows_of(next(questions), dice) for _ in range(_TOGETHER)])
            (loss * _TOGETHER / _QUESTIONS).backward()
            total += loss.item() * _TOGETHER / _QUESTIONS
        if claims:
            (_CLAIM_WEIGHT * _claim_loss(model, [next(statements) for _ in range(_CLAIMS)])).backward()
        if step % _REPORT_EVERY == 0:
            print(f"step {step:,} of {steps:,}: mean loss {total / _REPORT_EVERY:.3f}", flush=True)
            total = 0.0
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()


def _endless(items: Sequence[T], dice: random.Random) -> Iterator[T]:
    while items:
        yield from dice.sample(list(items), len(items))


def _question_loss(model: Trained, asked: Sequence[Sequence[Row]]) -> torch.Tensor:
    """Return how badly the right sentences, or none, stand out among all that is read for each question.

    What is read together and what is read alone are two lists of their own, in which "nothing answers" is worth a logit
    of 0. Where the short answer is known, its tokens should hold the weight of its sentence.
    """
    rows = [(2 * number + row.alone, row) for number, one in enumerate(asked) for row in one]
    lists: list[int] = []
    right: list[bool] = []
    means, bests, shorts = [], [], []
    for batch in _batches([(row.question, row.text) for _, row in rows]):
        encoded, offsets = model.tokenized([(rows[n][1].question, rows[n][1].text) for n in batch])
        owner, inside = np.full(offsets.shape[:2], -1), np.zeros(offsets.shape[:2], bool)
        count = 0
        for at, number in enumerate(batch):
            name, row = rows[number]
            for (start, end), answers in zip(row.spans, row.answers, strict=True):
                own = _tokens(offsets[at], start, end)
                if not own.any():
                    continue
                owner[at, own] = count
                if answers and row.short and start <= row.short[0] < end:
                    inside[at] = own & _tokens(offsets[at], *row.short)
                count += 1
                lists.append(name)
                right.append(answers)
        mean, best, short = _sentences(model, model(encoded), torch.from_numpy(owner), torch.from_numpy(inside), count)
        means.append(mean)
        bests.append(best)
        shorts.append(short)
    logits = model.sentence(torch.cat(means))[:, 0] + torch.cat(bests)
    loss = _listwise(logits, torch.tensor(lists), torch.tensor(right), len(asked))
    short = torch.cat(shorts)
    return loss + _SHORT_WEIGHT * short.mean() if len(short) else loss


def _batches(pairs: Sequence[tuple[str, str]]) -> Iterator[list[int]]:
    """Yield the numbers of pairs of like length, not too many tokens together."""
    batch: list[int] = []
    lengths = [sum(map(len, pair)) for pair in pairs]
    for number in sorted(range(len(pairs)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * min(LONGEST, lengths[number] // 4 + 8) > _TOKENS:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _tokens(offsets: NDArray[np.int64], start: int, end: int) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (offsets[:, 0] >= 0) & (offsets[:, 0] < end) & (offsets[:, 1] > start)
    return found


def _sentences(
    model: Trained, hidden: torch.Tensor, owner: torch.Tensor, inside: torch.Tensor, count: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return, of a batch, the mean state and the best token of every sentence, and the loss of every short answer.

    Args:
        model: Whose heads are used.
        hidden: States, shape (rows, tokens, width).
        owner: The sentence of each token, -1 for none, shape (rows, tokens).
        inside: Whether a token is of its sentence's short answer, shape (rows, tokens).
        count: How many sentences there are.
    """
    kept = owner >= 0
    states, own = hidden[kept.to(hidden.device)], owner[kept].to(hidden.device)
    scores = model.token(states)[:, 0]
    zeros = torch.zeros(count, device=hidden.device)
    sizes = zeros.index_add(0, own, torch.ones_like(scores))
    means = torch.zeros(count, hidden.shape[-1], device=hidden.device).index_add(0, own, states) / sizes[:, None]
    bests = (zeros - math.inf).scatter_reduce(0, own, scores, "amax")
    weights = (scores - bests.detach()[own]).exp()
    marked = zeros.index_add(0, own, weights * inside[kept].to(hidden.device))
    known = marked > 0
    return means, bests, zeros.index_add(0, own, weights)[known].log() - marked[known].log()


def _listwise(logits: torch.Tensor, lists: torch.Tensor, right: torch.Tensor, questions: int) -> torch.Tensor:
    """Return the mean negative log-likelihood, over the questions, of what is right in their two lists."""
    lists, right = lists.to(logits.device), right.to(logits.device)
    zeros = torch.zeros(2 * questions, device=logits.device)
    most = zeros.scatter_reduce(0, lists, logits.detach(), "amax")  # at least 0, which none is worth
    weights = (logits - most[lists]).exp()
    total, good = (zeros.index_add(0, lists, each) for each in (weights, weights * right))
    none = (-most).exp()
    losses = (total + none).log() - torch.where(good > 0, good, none).log()
    read = zeros.index_add(0, lists, torch.ones_like(logits)) > 0
    worth = torch.tensor([1.0, _ALONE_WEIGHT], device=logits.device).repeat(questions)
    return (losses * worth * read).sum() / questions


def _claim_loss(model: Trained, claims: Sequence[Claimed]) -> torch.Tensor:
    lost = []
    for batch in _batches([(claim.claim, claim.text) for claim in claims]):
        encoded, _ = model.tokenized([(claims[n].claim, claims[n].text) for n in batch])
        logits = model.claim(model(encoded)[:, 0])[:, 0]
        gold = torch.tensor([float(claims[n].supported) for n in batch], device=logits.device)
        lost.append(binary_cross_entropy_with_logits(logits, gold, reduction="none"))
    return torch.cat(lost).mean()


def _learned(state: State) -> State:
    """Return the heads, and the difference to the bundled weights: matrices in eight bits with a scale a row."""
    learned: State = {}
    for name, value in Trained().body.state_dict().items():
        delta = state[f"body.{name}"] - value
        if not delta.any():
            continue
        if delta.dim() < 2:
            learned[f"body.{name}"] = delta.half()
            continue
        scale = delta.abs().amax(1).clamp(min=1e-9) / 127
        learned[f"body.{name}"] = (delta / scale[:, None]).round().to(torch.int8)
        learned[f"body.{name}.scale"] = scale
    learned |= {f"{name}.{part}": state[f"{name}.{part}"] for name in _HEADS for part in ("weight", "bias")}
    return {name: value.contiguous() for name, value in learned.items()}


if __name__ == "__main__":
    main()
