"""Makes the weights of the marking head: `python -m eval.train_marks` writes assistant/marking/head.safetensors.

Trained on the train split of the handwritten set alone; sharpness is chosen on its dev split, the threshold for facts
on dev and, by cross-validation over whole documents, on train. Public sets that forbid commercial use are for measuring
only. Deterministic: the same data gives the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from assistant.encoder import Encoder, Vectors
from assistant.marking.features import cues
from assistant.marking.head import KINDS, feature_row
from assistant.marking.mark import own_words
from assistant.reading.passages import find_passages
from assistant.reading.segments import Segment
from eval.datasets.handwritten import load_handwritten
from eval.datasets.types import Dataset

__all__ = ["main"]

OUT = Path(__file__).parent.parent / "assistant" / "marking" / "head.safetensors"
_PASSAGE_TOKENS = 192
_STRENGTH = 0.1  # inverse regularisation; from 0.1 to 1.0 dev differs by less than its interval
_STYLE_SCALE, _FEATURE_SCALE = 3.0, 0.5  # how much the regularisation spares each kind of evidence
_MOST_BARE_FACTS = 0.015  # a quarter below the 2% aimed at, for what another set of documents may bring
_LEAST_OPINION = 0.55


@dataclass(frozen=True)
class _Rows:
    """Sentences that speak in their narrator's own words: style, readable features, and kind as an index."""

    style: Vectors
    features: Vectors
    kind: NDArray[np.int64]
    document: list[str]

    @property
    def together(self) -> Vectors:
        return np.concatenate([self.style * _STYLE_SCALE, self.features * _FEATURE_SCALE], axis=1)


def main() -> None:
    """Train, calibrate, choose thresholds, write the weights, and print the dev scores."""
    train, dev = (_rows(load_handwritten(split=split)) for split in ("train", "dev"))
    model = LogisticRegression(C=_STRENGTH, max_iter=5000).fit(train.together, train.kind)
    alone = LogisticRegression(C=_STRENGTH, max_iter=5000).fit(train.features * _FEATURE_SCALE, train.kind)
    width = train.style.shape[1]
    scores = model.decision_function(dev.together)
    sharpness = _sharpness(scores, dev.kind)
    shares = _softmax(scores * sharpness)
    # Dev alone holds too few opinions to fix a threshold that one in fifty may pass: train joins it, each document
    # judged by a model that has not seen it.
    unseen = cross_val_predict(
        LogisticRegression(C=_STRENGTH, max_iter=5000),
        train.together,
        train.kind,
        groups=train.document,
        cv=GroupKFold(5),
        method="decision_function",
    )
    pooled = np.concatenate([shares, _softmax(unseen * sharpness)])
    fact = _fact_threshold(pooled[:, 0], np.concatenate([dev.kind, train.kind]))
    weights = {
        "style": model.coef_[:, :width].T * _STYLE_SCALE,
        "features": model.coef_[:, width:].T * _FEATURE_SCALE,
        "bias": model.intercept_,
        "alone.features": alone.coef_.T * _FEATURE_SCALE,
        "alone.bias": alone.intercept_,
        "sharpness": np.array([sharpness]),
        "threshold.fact": np.array([fact]),
        "threshold.opinion": np.array([_LEAST_OPINION]),
    }
    save_file({name: np.ascontiguousarray(value, dtype=np.float32) for name, value in weights.items()}, OUT)
    shown = shares[:, 0] >= fact
    judged = (1 - shares[:, 0]) >= _LEAST_OPINION
    print(f"trained on {len(train.kind)} sentences, calibrated on {len(dev.kind)}")
    print(f"sharpness {sharpness:.2f}, fact threshold {fact:.3f}")
    print(f"dev: opinion shown as bare fact {np.mean(shown[dev.kind > 0]):.3f}, unsure {np.mean(~shown & ~judged):.3f}")


def _rows(dataset: Dataset) -> _Rows:
    encoder = Encoder()
    style, features, kinds, documents = [], [], [], []
    texts = {source.name: source.text for source in dataset.sources}
    names = [kind.value for kind in KINDS]
    for name in dict.fromkeys(sentence.span.source for sentence in dataset.sentences):
        text = texts[name]
        gold = [sentence for sentence in dataset.sentences if sentence.span.source == name]
        document = _styles(encoder, text, [(sentence.span.start, sentence.span.end) for sentence in gold])
        for sentence, row in zip(gold, document, strict=True):
            if sentence.kind in names:
                style.append(row)
                own = own_words(text[sentence.span.start : sentence.span.end])
                features.append(feature_row(own, cues(own)))
                kinds.append(names.index(sentence.kind))
                documents.append(name)
    return _Rows(np.stack(style), np.stack(features), np.array(kinds), documents)


def _styles(encoder: Encoder, text: str, spans: Sequence[tuple[int, int]]) -> Vectors:
    """Return the style of sentences as adding the document would see it: pooled within its passages."""
    segments = [Segment(start, end, None, 0, 0) for start, end in spans]
    tokens = encoder.token_spans([text[start:end] for start, end in spans])
    passages = find_passages(segments, tokens, limit=_PASSAGE_TOKENS)
    inside = [[(max(0, a - p.start), b - p.start) for a, b in spans[p.first : p.last + 1]] for p in passages]
    encoded = encoder.encode_passages([text[p.start : p.end] for p in passages], inside)
    found: dict[int, list[Vectors]] = {}
    for passage, one in zip(passages, encoded, strict=True):
        assert one.style is not None
        for position, row in zip(range(passage.first, passage.last + 1), one.style, strict=True):
            found.setdefault(position, []).append(row)
    return np.stack([np.mean(found[position], axis=0) for position in range(len(spans))])


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _sharpness(scores: NDArray[np.float64], kinds: NDArray[np.int64]) -> float:
    """Return the factor on the scores that makes the probabilities of dev fit best (temperature scaling).

    References:
        Guo et al. (2017), On calibration of modern neural networks, ICML.
    """

    def loss(factor: float) -> float:
        return float(-np.log(_softmax(scores * factor)[np.arange(len(kinds)), kinds] + 1e-12).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


def _fact_threshold(fact: NDArray[np.float64], kinds: NDArray[np.int64]) -> float:
    """Return the least probability of fact at which no more than 2% of opinion-bearing sentences pass."""
    return float(np.quantile(fact[kinds > 0], 1 - _MOST_BARE_FACTS))


if __name__ == "__main__":
    main()
