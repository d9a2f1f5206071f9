"""Makes the weights of the marking head: `python -m eval.training.marks` writes assistant/marking/head.safetensors.

Trained on the train split of the handwritten set alone; the thresholds are chosen on dev and, by cross-validation over
whole documents, on train. Public sets that forbid commercial use are for measuring only. Seeds are fixed: the same data
gives the same weights on the same machine.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.encoder import Encoder, Vectors
from assistant.marking.clauses import find_pieces
from assistant.marking.features import cue_places, within
from assistant.marking.head import KINDS, NO_PART, feature_row, parting
from assistant.marking.quotes import own_words
from assistant.reading.passages import find_passages
from assistant.reading.segments import find_segments
from eval.datasets.handwritten import load_handwritten
from eval.datasets.types import Dataset, GoldSentence, Source
from eval.shelf import nearest
from eval.training.networks import Fitted, fit

__all__ = ["main"]

OUT = Path(__file__).parent.parent.parent / "assistant" / "marking" / "head.safetensors"
_PASSAGE_TOKENS = 192
_FOLDS = 5
_FEATURE_SCALE = 0.5
_MOST_BARE_FACTS = 0.0075  # well below the 2% aimed at, as far as a tenth of all sentences unsure allows
_LEAST_OPINION = 0.55
_LEAST_PARTING = 0.0  # either part likelier than not what it is called
_SLACK = 3  # characters between a gold clause and the cut that means the same


@dataclass(frozen=True)
class Rows:
    """Sentences, or parts of them, in their narrator's own words.

    Attributes:
        style: Shape (rows, layers × width).
        features: Shape (rows, features + 2).
        kind: Index in `KINDS`, or -1 for a part that nothing is known of.
        document: Whose it is.
        owner: For a part, the row of its sentence; parts come in pairs.
    """

    style: Vectors
    features: Vectors
    kind: NDArray[np.int64]
    document: NDArray[np.str_]
    owner: NDArray[np.int64]

    def of(self, chosen: NDArray[np.bool_]) -> tuple[Vectors, Vectors, NDArray[np.int64]]:
        """Return what is learned from: style, features and kind of the chosen rows whose kind is known."""
        chosen = chosen & (self.kind >= 0)
        return self.style[chosen], self.features[chosen] * _FEATURE_SCALE, self.kind[chosen]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, calibrate, choose thresholds, write the weights, and print the scores of dev."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT, help="where to write the weights")
    out = parser.parse_args(arguments).out
    encoder = Encoder()
    train, train_parts = gather(load_handwritten(split="train"), encoder)
    dev, dev_parts = gather(load_handwritten(split="dev"), encoder)
    # Documents unseen: what the networks say of train, each document judged by those that have not read it.
    unseen, unseen_parts = cross_validated(train, train_parts)
    model = _fit(train, train_parts, np.ones(len(train.kind), bool), np.ones(len(train_parts.kind), bool))
    known, known_parts = _scored(model, dev), _scored(model, dev_parts)
    parted = surest(len(train.kind), unseen_parts, train_parts.owner)
    dev_parted = surest(len(dev.kind), known_parts, dev_parts.owner)
    final = LogisticRegression(C=1.0, max_iter=5000).fit(np.column_stack([unseen, parted]), train.kind)
    shares = final.predict_proba(np.column_stack([known, dev_parted]))
    pooled = np.concatenate([shares, final.predict_proba(np.column_stack([unseen, parted]))])
    kinds = np.concatenate([dev.kind, train.kind])
    fact = float(np.quantile(pooled[kinds > 0, 0], 1 - _MOST_BARE_FACTS))
    alone = LogisticRegression(C=0.1, max_iter=5000).fit(train.features * _FEATURE_SCALE, train.kind)
    sharpness = _sharpness(alone.decision_function(dev.features * _FEATURE_SCALE), dev.kind)
    weights = {
        **model.style_weights(),
        "features": model.features * _FEATURE_SCALE,
        "bias": model.bias,
        "final": final.coef_.T,
        "final.bias": final.intercept_,
        "alone.features": alone.coef_.T * _FEATURE_SCALE,
        "alone.bias": alone.intercept_,
        "alone.sharpness": np.array([sharpness]),
        "threshold.fact": np.array([fact]),
        "threshold.opinion": np.array([_LEAST_OPINION]),
        "threshold.clause": np.array([_LEAST_PARTING]),
    }
    save_file({name: np.ascontiguousarray(value, dtype=np.float32) for name, value in weights.items()}, out)
    shown = shares[:, 0] >= fact
    judged = (1 - shares[:, 0]) >= _LEAST_OPINION
    print(f"trained on {len(train.kind)} sentences and {int((train_parts.kind >= 0).sum())} parts of sentences")
    print(f"fact threshold {fact:.3f}")
    print(f"dev: opinion shown as bare fact {np.mean(shown[dev.kind > 0]):.3f}, unsure {np.mean(~shown & ~judged):.3f}")


def gather(dataset: Dataset, encoder: Encoder) -> tuple[Rows, Rows]:
    """Return the sentences of a set that fact, opinion and mixed are told apart in, and their parts."""
    sources = {source.name: source for source in dataset.sources}
    held: dict[str, list[GoldSentence]] = {}
    for sentence in dataset.sentences:
        held.setdefault(sentence.span.source, []).append(sentence)
    sentences: list[tuple[Vectors, list[float], int, str, int]] = []
    parts: list[tuple[Vectors, list[float], int, str, int]] = []
    names = [kind.value for kind in KINDS]
    for name, gold in held.items():
        text = sources[name].text
        for sentence, spans, styles in _read(sources[name], gold, encoder):
            if sentence.kind not in names:
                continue
            owner, kinds = len(sentences), _kinds(sentence, spans, names)
            start, own = spans[0][0], own_words(text[slice(*spans[0])])
            places = cue_places(own)
            for place, ((a, b), style, kind) in enumerate(zip(spans, styles, kinds, strict=True)):
                features = feature_row(own[a - start : b - start], within(places, a - start, b - start))
                (parts if place else sentences).append((style, features, kind, name, owner))
    return _rows(sentences), _rows(parts)


def _read(
    source: Source, gold: list[GoldSentence], encoder: Encoder
) -> Iterator[tuple[GoldSentence, list[tuple[int, int]], Vectors]]:
    """Yield gold sentences with their span and their parts', and the style of each, read as in adding the document."""
    text, author, publisher = source.text, source.metadata.get("author"), source.metadata.get("publisher")
    segments = find_segments(text, interviewer=author or publisher, outlet=publisher)
    passages = find_passages(
        segments, encoder.token_spans([text[s.start : s.end] for s in segments]), limit=_PASSAGE_TOKENS
    )
    spans = [[(s.start, s.end), *find_pieces(text[s.start : s.end], s.start)] for s in segments]
    flat = [
        [(max(0, a - p.start), min(b, p.end) - p.start) for one in spans[p.first : p.last + 1] for a, b in one]
        for p in passages
    ]
    styles: dict[int, Vectors] = {}
    encoded = encoder.encode_passages([text[p.start : p.end] for p in passages], flat)
    for passage, one in zip(passages, encoded, strict=True):
        assert one.style is not None
        place = 0
        for position in range(passage.first, passage.last + 1):
            size = len(spans[position])
            styles.setdefault(position, one.style[place : place + size])
            place += size
    for sentence in gold:
        best = nearest(segments, sentence.span.start, sentence.span.end)
        yield sentence, spans[best], styles[best]


def _kinds(gold: GoldSentence, spans: list[tuple[int, int]], names: list[str]) -> list[int]:
    """Return the kind of a sentence, then of each of its parts: of a mixed one only at the gold cut, else the same."""
    kind = names.index(gold.kind)
    if kind < 2:
        return [kind] * len(spans)
    kinds = [kind] + [-1] * (len(spans) - 1)
    if len(gold.clauses) == 2:
        cut = gold.clauses[1][0].start
        for place in range(1, len(spans), 2):
            if abs(spans[place + 1][0] - cut) <= _SLACK:
                kinds[place : place + 2] = [names.index(clause) for _, clause in gold.clauses]
    return kinds


def _rows(found: list[tuple[Vectors, list[float], int, str, int]]) -> Rows:
    style, features, kind, document, owner = zip(*found, strict=True)
    return Rows(np.stack(style), np.array(features, np.float32), np.array(kind), np.array(document), np.array(owner))


def _fit(sentences: Rows, parts: Rows, chosen: NDArray[np.bool_], chosen_parts: NDArray[np.bool_]) -> Fitted:
    one, other = sentences.of(chosen), parts.of(chosen_parts)
    style, features, kind = (np.concatenate([one[i], other[i]]) for i in range(3))
    return fit(style, features, kind)


def _scored(model: Fitted, rows: Rows) -> Vectors:
    return model.scores(rows.style, rows.features * _FEATURE_SCALE)


def cross_validated(sentences: Rows, parts: Rows) -> tuple[Vectors, Vectors]:
    """Return the scores of sentences and of parts, each document's by networks that have not read it."""
    scored = np.zeros((len(sentences.kind), len(KINDS)), np.float32)
    parts_scored = np.zeros((len(parts.kind), len(KINDS)), np.float32)
    folds = GroupKFold(_FOLDS, shuffle=True, random_state=0).split(scored, groups=sentences.document)
    for _, held_out in folds:
        out = np.isin(sentences.document, sentences.document[held_out])
        parts_out = np.isin(parts.document, sentences.document[held_out])
        model = _fit(sentences, parts, ~out, ~parts_out)
        scored[out] = _scored(model, sentences)[out]
        parts_scored[parts_out] = _scored(model, parts)[parts_out]
    return scored, parts_scored


def surest(count: int, scored: Vectors, owner: NDArray[np.int64]) -> Vectors:
    """Return the surest parting of each of `count` sentences from the scores of its parts, given in pairs."""
    found = np.full(count, NO_PART, np.float32)
    sure, _ = parting(scored[::2], scored[1::2])
    np.maximum.at(found, owner[::2], np.clip(sure, NO_PART, -NO_PART))
    return found


def _sharpness(scores: NDArray[np.float64], kinds: NDArray[np.int64]) -> float:
    """Return the factor on the scores that makes the probabilities of dev fit best (temperature scaling).

    References:
        Guo et al. (2017), On calibration of modern neural networks, ICML.
    """

    def loss(factor: float) -> float:
        """Return the mean negative log-likelihood of the kinds."""
        raised = np.exp(factor * (scores - scores.max(axis=1, keepdims=True)))
        return float(-np.log((raised / raised.sum(axis=1, keepdims=True))[np.arange(len(kinds)), kinds] + 1e-12).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


if __name__ == "__main__":
    main()
