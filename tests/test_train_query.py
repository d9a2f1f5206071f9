"""Training what encodes questions, in miniature: the same path as the real thing, a few steps long."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import BRIDGE, FERRY
from safetensors.torch import save_file

from assistant.asking.finding import query
from assistant.asking.finding.query import encode_question
from assistant.encoder import Encoder
from eval.datasets.types import Question, Source, Span
from eval.shelf import shelved
from eval.training.adapting import Trained, learned, train
from eval.training.query import _between, _loss, _targets
from eval.training.reader_data import Shelved

SOURCES = (Source("bridge", BRIDGE.strip()), Source("ferry", FERRY.strip()))
ANSWER = "The bridge will be 84 metres long."
START = SOURCES[0].text.index(ANSWER)
QUESTIONS = (Question("1", "What span is meant?", answers=((Span("bridge", START, START + len(ANSWER)),),)),)


def test_a_few_steps_bring_a_question_nearer_and_what_they_learn_loads_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shelved(SOURCES) as shelf:
        targets = _targets(Shelved.of(shelf), QUESTIONS)
    assert targets.sentences.shape == (len(targets.within), 384)
    assert len(targets.documents[1]) == len(targets.passages)
    torch.manual_seed(0)
    model = Trained().eval()
    start, before = model.weights(), _loss(model, targets, [0]).item()
    train(model, 4, lambda: [_loss(model, targets, [0])], rate=1e-4, head_rate=1e-4)
    assert _loss(model.eval(), targets, [0]).item() < before
    between, end = _between(start, model.weights()), model.weights()
    changed = next(name for name in end if name.endswith("layer.5.output.dense.weight"))
    assert torch.allclose(between[changed], start[changed].lerp(end[changed], 0.7))
    assert not torch.allclose(between[changed], end[changed], atol=1e-7)
    found = learned(between)
    assert sum(value.nbytes for value in found.values()) < 10_000_000
    save_file(found, tmp_path / "query.safetensors")
    answer = targets.sentences[targets.right[0][0]].numpy()
    monkeypatch.setattr(query, "QUERY_WEIGHTS", tmp_path / "query.safetensors")
    encoder, asked = Encoder(), QUESTIONS[0].text
    assert encode_question(encoder, asked) @ answer > encoder.encode_query(asked) @ answer


def test_other_reports_of_an_event_are_neither_right_nor_wrong() -> None:
    with shelved(SOURCES) as shelf:
        home = Shelved.of(shelf, {"bridge": "one", "ferry": "one"})
        alone = _targets(home, QUESTIONS)
        apart = _targets(Shelved.of(shelf), QUESTIONS)
    model = Trained().eval()
    with torch.no_grad():
        assert _loss(model, alone, [0]).item() < _loss(model, apart, [0]).item()
    assert len(np.unique(alone.events)) == 1
