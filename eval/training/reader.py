"""Makes the reader's weights: `python -m eval.training.reader DATA` writes reader.safetensors beside `reader.py`.

DATA is the folder of public sets. Trained on the train splits of the handwritten set, the plain files, the pairs and
the talks about both, SQuAD 2.0 (by article), XQuAD and ClapNQ. Every question is read as when it is answered: the
snippets that its shortlist gives, and single sentences by themselves. An epoch takes about two minutes on a GPU, and
hours on two cores. `python -m eval.training.answers` must follow: it learns, on dev, how to weigh what it says.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from rich.progress import track
from safetensors.torch import load_file, save_file

from assistant.asking.judging.reader import WEIGHTS
from eval.datasets.clapnq import load_clapnq
from eval.datasets.handwritten import load_handwritten
from eval.datasets.plain import general_knowledge, load_plain, plain_dataset
from eval.datasets.squad import TEST_TITLES, load_squad
from eval.datasets.types import Dataset
from eval.datasets.xquad import load_xquad
from eval.shelf import shelved
from eval.training.adapting import State, Trained, batches, endless, learned, mean_of, train
from eval.training.reader_data import Asked, Row, Shelved, asked_of, event_groups, foreign_to, rows_of, understood

__all__ = ["main"]

_SEED = 0
_EPOCHS = 8.0
_RUNS = 2
_RATE, _HEAD_RATE = 1e-4, 3e-4
_QUESTIONS = 48  # in one step
_TOGETHER = 8  # questions whose gradients are found at once: what a step holds in memory
_ALONE_WEIGHT, _SHORT_WEIGHT = 0.5, 0.3
_FOREIGN = 1_500, 700  # public questions put to the handwritten library, and the other way round
_HEADS = ("sentence", "token")


def main() -> None:
    """Gather, train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the public sets")
    parser.add_argument("--epochs", type=float, default=_EPOCHS, help=f"default {_EPOCHS}")
    parser.add_argument("--runs", type=int, default=_RUNS, help=f"whose mean is kept; default {_RUNS}")
    parser.add_argument("--start", type=Path, help="weights to go on from; else from the bundled encoder")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    chosen = parser.parse_args()
    asked = _gather(chosen.data, random.Random(_SEED))
    print(f"{len(asked):,} questions")
    start = load_file(chosen.start) if chosen.start else None
    states = (_run(asked, start, chosen.epochs, seed=_SEED + number) for number in range(chosen.runs))
    save_file(learned(mean_of(states)), chosen.out)


def _run(asked: Sequence[Asked], start: State | None, epochs: float, seed: int) -> State:
    """Train once, and return the weights."""
    torch.manual_seed(seed)
    model = Trained(*_HEADS)
    if start:
        model.go_on_from(start)
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    _train(model, asked, epochs=epochs, dice=random.Random(seed))
    return model.weights()


def _gather(data: Path, dice: random.Random) -> list[Asked]:
    ours, plain, pairs = load_handwritten(split="train"), plain_dataset("train"), plain_dataset("train", "pairs")
    general = general_knowledge()
    invented = [*ours.questions, *plain.questions, *pairs.questions]
    squad = load_squad(data, "train")
    known = frozenset(source.text for source in squad.sources)
    public = _together(squad, load_clapnq(data, "train"), load_xquad(data, but=TEST_TITLES | known))
    with shelved(pairs.sources) as own, shelved(public.sources) as other:
        home, away = Shelved.of(own, event_groups()), Shelved.of(other)
        followed = list(understood(home, load_plain("train", "talks")))
        return [
            *track(asked_of(home, invented), "invented", len(invented)),
            *track(asked_of(home, followed), "followed", len(followed)),
            *track(asked_of(away, public.questions), "public", len(public.questions)),
            *foreign_to(home, public.questions, _FOREIGN[0], dice),
            *foreign_to(away, invented, _FOREIGN[1], dice),
            *foreign_to(home, general, len(general), dice),
        ]


def _together(*sets: Dataset) -> Dataset:
    sources = {source.text: source for each in sets for source in each.sources}
    return Dataset("public", tuple(sources.values()), tuple(q for each in sets for q in each.questions))


def _train(model: Trained, asked: Sequence[Asked], *, epochs: float, dice: random.Random) -> None:
    questions = endless(asked, dice)

    def losses() -> Iterator[torch.Tensor]:
        """Yield the losses whose sum is that of one step."""
        for _ in range(_QUESTIONS // _TOGETHER):
            rows = [rows_of(next(questions), dice) for _ in range(_TOGETHER)]
            yield _question_loss(model, rows) * _TOGETHER / _QUESTIONS

    train(model, max(1, round(epochs * len(asked) / _QUESTIONS)), losses, rate=_RATE, head_rate=_HEAD_RATE)


def _question_loss(model: Trained, asked: Sequence[Sequence[Row]]) -> torch.Tensor:
    """Return how badly the right sentences, or none, stand out among all that is read for each question.

    What is read together and what is read alone are two lists of their own, in which "nothing answers" is worth a logit
    of 0. Where the short answer is known, its tokens should hold the weight of its sentence.
    """
    rows = [(2 * number + row.alone, row) for number, one in enumerate(asked) for row in one]
    lists: list[int] = []
    right: list[bool] = []
    means, bests, shorts = [], [], []
    for batch in batches([(row.question, row.text) for _, row in rows]):
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
    logits = model.heads["sentence"](torch.cat(means))[:, 0] + torch.cat(bests)
    loss = _listwise(logits, torch.tensor(lists), torch.tensor(right), len(asked))
    short = torch.cat(shorts)
    return loss + _SHORT_WEIGHT * short.mean() if len(short) else loss


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
    scores = model.heads["token"](states)[:, 0]
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


if __name__ == "__main__":
    main()
