"""Learns how to weigh what the reader says: `python -m eval.training.answers DATA`, after `eval.training.reader`.

Three small logistic regressions, kept in the reader's file: which sentence answers, whether any does rather than
nearly does, and whether the question is about these documents at all. Fitted on the dev splits of the handwritten set
and of the plain files, whose documents the reader has not seen, and for the last on everyday questions and on public
ones (which the encoders have seen, with other documents) put to the same libraries: to that of all handwritten
documents, to one of the documents of one event alone, for a library may be large or small, and to the plain files; to
plain files and dev documents together the pairs and the follow-ups of the talks. No weight may be negative: in the
handwritten set near-misses share more words with the documents than answerable questions do, and that must not teach
that shared words speak against an answer. Prints what the thresholds in `compose.py` are chosen from.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import track
from safetensors.numpy import load_file, save_file
from scipy.optimize import minimize

from assistant.asking.judging.reader import WEIGHTS, load_reader
from assistant.asking.judging.weigh import Weighed, question_features, weigh
from assistant.encoder import Vectors
from eval.datasets.handwritten import load_handwritten
from eval.datasets.plain import load_plain, plain_dataset, unrelated
from eval.datasets.squad import load_squad
from eval.datasets.types import Question, Source
from eval.metrics.refusal import auroc
from eval.shelf import shelved
from eval.training.reader_data import Shelved, event_groups, understood

__all__ = ["main", "nonnegative_logit"]

_FOREIGN = 200
_OFF, _PAIRS = "off-topic", "pairs and talks"
_STRENGTH = 1.0  # inverse regularisation, on standardised features
_SHOWN_AT = (0.02, 0.04, 0.05, 0.06, 0.08, 0.10)


@dataclass(frozen=True)
class _Judged:
    """One question, weighed: which listed sentences answer it, and why it cannot be answered, if so."""

    weighed: Weighed
    right: NDArray[np.bool_]
    kind: str


def main() -> None:
    """Fit, write, and print the trade-off of every threshold on dev."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the public sets")
    chosen = parser.parse_args()
    asked: dict[str, list[_Judged]] = defaultdict(list)
    for name, sources, questions, strange in track(_libraries(chosen.data), "libraries"):
        with shelved(sources) as shelf:
            home = Shelved.of(shelf)
            if name == _PAIRS:
                questions = [*questions, *understood(home, load_plain("dev", "talks"))]
            asked[name] += [_judged(home, question) for question in questions]
            asked[name] += [_judged(home, question, kind=_OFF) for question in strange]
    every = [one for judged in asked.values() for one in judged if one.right.size]
    learned = load_file(WEIGHTS)
    own = [one for one in every if one.kind != _OFF]
    sentences = np.concatenate([one.weighed.sentences for one in own])
    right = np.concatenate([one.right for one in own])
    sentence = nonnegative_logit(sentences, right, _STRENGTH)
    features = np.concatenate([_features(one, sentence[0]) for one in every])
    kinds = np.array([one.kind for one in every])
    answerable, off = kinds == "answerable", kinds == _OFF
    question = nonnegative_logit(features[~off], answerable[~off], _STRENGTH)
    topic = nonnegative_logit(features[answerable | off], answerable[answerable | off], _STRENGTH)
    for name, (weights, bias) in {"sentence": sentence, "question": question, "topic": topic}.items():
        learned[f"{name}.evidence"], learned[f"{name}.threshold"] = weights, np.array(bias, np.float32)
        print(name, np.round(weights, 2), round(float(bias), 2))
    save_file(learned, WEIGHTS)
    probability = _probability(features, question) * _probability(features, topic)
    sets = np.concatenate([[name] * sum(one.right.size > 0 for one in judged) for name, judged in asked.items()])
    for name in asked:
        print(name)
        _print_tradeoff(probability[sets == name], kinds[sets == name])


def _libraries(data: Path) -> list[tuple[str, Sequence[Source], Sequence[Question], Sequence[Question]]]:
    """Return the libraries, each with a name, its documents, the questions about them and foreign ones."""
    dev, plain, pairs = load_handwritten(split="dev"), plain_dataset("dev"), plain_dataset("dev", "pairs")
    foreign = [*random.Random(1).sample(list(load_squad(data, "train").questions), _FOREIGN), *unrelated()]
    groups, about = event_groups(), defaultdict[str, list[Question]](list)
    for question in dev.questions:
        about[groups[question.id.rsplit("-", 1)[0]]].append(question)
    events = [
        ("libraries of one event", [s for s in dev.sources if groups[s.name] == event], asked, foreign[n :: len(about)])
        for n, (event, asked) in enumerate(about.items())
    ]
    return [
        ("all documents in one library", dev.sources, dev.questions, foreign),
        ("plain files", plain.sources, plain.questions, foreign),
        (_PAIRS, pairs.sources, pairs.questions, ()),
        *events,
    ]


def _judged(home: Shelved, question: Question, kind: str | None = None) -> _Judged:
    listed = home.listed(question.text)
    weighed = weigh(home.shelf.assistant._library, question.text, listed, reader=load_reader())
    gold = set() if kind else {home.position(span) for needed in question.answers for span in needed}
    return _Judged(weighed, np.array([one.place in gold for one in weighed.listed]), kind or question.kind)


def _features(one: _Judged, weights: Vectors) -> Vectors:
    return question_features(one.weighed, int(np.argmax(one.weighed.sentences @ weights)))


def nonnegative_logit(features: Vectors, answers: NDArray[np.bool_], strength: float) -> tuple[Vectors, float]:
    """Fit a logistic regression without negative weights.

    Args:
        features: Shape (rows, features), each rising with the likelihood of an answer.
        answers: Shape (rows,).
        strength: Inverse of the quadratic penalty on weights of standardised features.

    Returns:
        Weights of the raw features, float32, none below 0, and the bias.
    """
    mean, spread = features.mean(axis=0), np.maximum(features.std(axis=0), 1e-6)
    rows, signs = (features - mean) / spread, np.where(answers, 1.0, -1.0)
    count = rows.shape[1]

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Return the penalised log loss of weights and bias, with its gradient."""
        margins = signs * (rows @ values[:count] + values[count])
        pull = -signs / (1 + np.exp(margins))
        gradient = np.append(rows.T @ pull + values[:count] / strength, pull.sum())
        return float(np.logaddexp(0, -margins).sum() + (values[:count] ** 2).sum() / (2 * strength)), gradient

    bounds = [(0.0, None)] * count + [(None, None)]
    found = minimize(loss, np.zeros(count + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    weights = found[:count] / spread
    return weights.astype(np.float32), float(found[count] - weights @ mean)


def _probability(features: Vectors, fitted: tuple[Vectors, float]) -> Vectors:
    probability: Vectors = 1 / (1 + np.exp(-(features @ fitted[0] + fitted[1])))
    return probability


def _print_tradeoff(probability: Vectors, kinds: NDArray[np.str_]) -> None:
    answerable, off = kinds == "answerable", kinds == _OFF
    near = ~answerable & ~off
    for name, group in (("near-miss", near), ("off-topic", off)):
        pair = answerable | group
        if not group.any():
            continue
        print(f"AUROC {name} {auroc(answerable[pair].tolist(), probability[pair].tolist()):.3f}")
    print("threshold  false refusals  near-miss refused  off-topic refused")
    for share in _SHOWN_AT:
        threshold = float(np.quantile(probability[answerable], share))
        refused = [(probability[group] < threshold).mean() for group in (answerable, near, off)]
        print(f"{threshold:9.3f}  " + "  ".join(f"{value:.3f}" for value in refused))


if __name__ == "__main__":
    main()
