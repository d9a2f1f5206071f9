"""Makes the question encoder's weights: `python -m eval.training.query DATA` writes `query.safetensors`.

DATA is the folder of public sets. Trained on the answerable questions of the train splits of the handwritten set, the
plain files, SQuAD 2.0, XQuAD and ClapNQ, so that each lies nearer to the sentences, passages and documents that answer
it than to all others of one library; the vectors of documents stay what the bundled model makes of them. What is kept
lies between the bundled weights and those learned, which finds more in documents that are not like these. A quarter of
an hour on two cores. `eval.training.shortlist` and `eval.training.answers` must follow.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch.nn.functional import normalize

from assistant.asking.finding.query import QUERY_WEIGHTS
from eval.datasets.clapnq import load_clapnq
from eval.datasets.handwritten import documents_of, load_handwritten
from eval.datasets.plain import plain_dataset
from eval.datasets.squad import TEST_TITLES, load_squad
from eval.datasets.types import Question
from eval.datasets.xquad import load_xquad
from eval.shelf import shelved
from eval.training.adapting import State, Trained, endless, learned, train
from eval.training.reader_data import Shelved, event_groups

__all__ = ["main"]

_SEED = 0
_EPOCHS = 2.0
_RATE = 1e-4
_QUESTIONS = 128  # in one step
_TEMPERATURE = 0.03
_DOCUMENT_WEIGHT, _PASSAGE_WEIGHT = 0.5, 0.5
_LEARNED = 0.7
"""Share of what was learned that is kept; the rest is the bundled encoder."""


@dataclass(frozen=True)
class _Targets:
    """What questions may lie near to, and where each should.

    Attributes:
        questions: Their texts.
        right: Numbers of the sentences that answer each.
        sentences: Unit vectors, shape (sentences, width).
        passages: Unit vectors, shape (passages, width).
        within: Passages that hold each sentence.
        documents: Of each sentence and of each passage.
        events: Of each document: others of the same event may answer, too, and are neither right nor wrong.
    """

    questions: list[str]
    right: list[list[int]]
    sentences: torch.Tensor
    passages: torch.Tensor
    within: list[list[int]]
    documents: tuple[torch.Tensor, torch.Tensor]
    events: torch.Tensor


def main() -> None:
    """Gather, train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the public sets")
    parser.add_argument("--epochs", type=float, default=_EPOCHS, help=f"default {_EPOCHS}")
    parser.add_argument("--out", type=Path, default=QUERY_WEIGHTS, help="where the weights go")
    chosen = parser.parse_args()
    targets = _gather(chosen.data)
    print(f"{len(targets.questions):,} questions, {len(targets.sentences):,} sentences")
    torch.manual_seed(_SEED)
    model = Trained()
    before = model.weights()
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    drawn = endless(range(len(targets.questions)), random.Random(_SEED))
    steps = max(1, round(chosen.epochs * len(targets.questions) / _QUESTIONS))
    train(model, steps, lambda: [_loss(model, targets, list(islice(drawn, _QUESTIONS)))], rate=_RATE, head_rate=_RATE)
    save_file(learned(_between(before, model.weights())), chosen.out)


def _between(before: State, after: State) -> State:
    return {
        name: value.lerp(after[name], _LEARNED) if value.is_floating_point() else value
        for name, value in before.items()
    }


def _gather(data: Path) -> _Targets:
    ours, own = load_handwritten(split="train"), documents_of("train")
    plain, squad = plain_dataset("train"), load_squad(data, "train")
    known = frozenset(source.text for source in squad.sources)
    public = [squad, load_clapnq(data, "train"), load_xquad(data, but=TEST_TITLES | known)]
    sources = [
        *(s for s in ours.sources if s.name in own),
        *plain.sources,
        *(s for each in public for s in each.sources),
    ]
    questions = [question for each in (ours, plain, *public) for question in each.questions if question.answers]
    with shelved(sources) as shelf:
        return _targets(Shelved.of(shelf, event_groups()), questions)


def _targets(home: Shelved, questions: Sequence[Question]) -> _Targets:
    catalogue = home.shelf.assistant._library.catalogue
    numbers = {name: number for number, name in enumerate(home.documents)}
    events = {event: number for number, event in enumerate(dict.fromkeys(home.groups.get(n, n) for n in numbers))}
    sentences, passages = list[NDArray[np.float32]](), list[NDArray[np.float32]]()
    of_sentence, of_passage, within = list[int](), list[int](), list[list[int]]()
    rows: dict[tuple[str, int], int] = {}
    for name, number in numbers.items():
        held = catalogue.passages(catalogue.passage_ids(name))
        vectors = catalogue.vectors([passage.id for passage in held])
        for passage in held:
            for place, vector in enumerate(vectors[passage.id][1:], passage.first):
                if (name, place) not in rows:
                    rows[name, place] = len(sentences)
                    sentences.append(vector)
                    of_sentence.append(number)
                    within.append([])
                within[rows[name, place]].append(len(passages))
            passages.append(vectors[passage.id][0])
            of_passage.append(number)
    right = [[rows[home.position(span)] for needed in question.answers for span in needed] for question in questions]
    return _Targets(
        [question.text for question in questions],
        right,
        torch.from_numpy(np.stack(sentences)),
        torch.from_numpy(np.stack(passages)),
        within,
        (torch.tensor(of_sentence), torch.tensor(of_passage)),
        torch.tensor([events[home.groups.get(name, name)] for name in numbers]),
    )


def _loss(model: Trained, targets: _Targets, chosen: Sequence[int]) -> torch.Tensor:
    """Return how badly what answers stands out: among all sentences, its passages among all, its document among all."""
    encoded, _ = model.tokenized([targets.questions[number] for number in chosen])
    hidden = model(encoded)
    read = encoded["attention_mask"].to(hidden.device)[..., None]
    vectors = normalize((hidden * read).sum(1) / read.sum(1), dim=1)
    right = [targets.right[number] for number in chosen]
    own = targets.documents[0][torch.tensor([places[0] for places in right])]
    holding = [[passage for place in places for passage in targets.within[place]] for places in right]
    of_sentences, of_passages = targets.documents
    sentences = _logits(vectors, targets.sentences, of_sentences, own, targets.events)
    passages = _logits(vectors, targets.passages, of_passages, own, targets.events)
    return (
        _standing_out(sentences, _marked(sentences, right))
        + _DOCUMENT_WEIGHT * _standing_out(sentences, (of_sentences[None] == own[:, None]).to(sentences.device))
        + _PASSAGE_WEIGHT * _standing_out(passages, _marked(passages, holding))
    )


def _logits(
    vectors: torch.Tensor, among: torch.Tensor, documents: torch.Tensor, own: torch.Tensor, events: torch.Tensor
) -> torch.Tensor:
    """Return how near each question is to each of `among`; other documents of its event do not count."""
    logits = vectors @ among.to(vectors.device).T / _TEMPERATURE
    aside = (events[documents][None] == events[own][:, None]) & (documents[None] != own[:, None])
    return logits.masked_fill(aside.to(logits.device), -1e4)


def _marked(logits: torch.Tensor, columns: Sequence[Sequence[int]]) -> torch.Tensor:
    marked = torch.zeros(logits.shape, dtype=torch.bool)
    for row, numbers in enumerate(columns):
        marked[row, list(numbers)] = True
    return marked.to(logits.device)


def _standing_out(logits: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Return the mean negative log-likelihood of what is right among all."""
    return (logits.logsumexp(1) - logits.masked_fill(~right, -1e4).logsumexp(1)).mean()


if __name__ == "__main__":
    main()
