"""Training the reader, in miniature: the same path as the real thing, a few steps long."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import BRIDGE, FERRY
from safetensors.torch import save_file

from assistant.asking.judging import reader
from assistant.asking.judging.reader import WEIGHTS
from assistant.asking.judging.snippets import alone
from assistant.errors import ModelError
from eval.datasets.types import Question, Source, Span
from eval.shelf import shelved
from eval.training.adapting import Trained, learned
from eval.training.answers import nonnegative_logit
from eval.training.reader import _HEADS, _QUESTIONS, _listwise, _question_loss, _train
from eval.training.reader_data import Asked, Shelved, asked_of, foreign_to, rows_of

SOURCES = (Source("ferry", FERRY.strip()), Source("bridge", BRIDGE.strip()))


def span(source: Source, words: str) -> Span:
    start = source.text.index(words)
    return Span(source.name, start, start + len(words))


LENGTH = span(SOURCES[1], "The bridge will be 84 metres long.")
QUESTIONS = (
    Question("1", "How long will the bridge be?", answers=((LENGTH,),), short="84 metres"),
    Question("2", "Who painted the bridge?", kind="absent"),
)


@pytest.fixture(scope="module")
def home() -> Iterator[Shelved]:
    with shelved(SOURCES) as shelf:
        yield Shelved.of(shelf, {"ferry": "ferry", "bridge": "bridge"})


def test_snippets_hold_one_that_answers_and_wrong_ones_that_do_not(home: Shelved) -> None:
    answerable, absent = asked_of(home, QUESTIONS)
    rows = rows_of(answerable, random.Random(0))
    right = rows[0]
    assert any(right.answers) and not right.alone
    assert [len(row.spans) for row in rows if row.alone] == [1] * sum(row.alone for row in rows)
    assert any(row.alone and any(row.answers) for row in rows)
    for row in rows:  # a wrong snippet may hold the right sentence as a neighbour, and then says so
        answering = [row.text[slice(*where)] for where, yes in zip(row.spans, row.answers, strict=True) if yes]
        assert answering in ([], ["The bridge will be 84 metres long."])
    assert right.short is not None and right.text[slice(*right.short)] == "84 metres"
    assert not any(any(row.answers) for row in rows_of(absent, random.Random(0)))
    assert [one.gold for one in foreign_to(home, QUESTIONS, 5, random.Random(0))] == [(), ()]


def test_a_few_steps_learn_and_what_they_learn_loads_again(
    home: Shelved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Asked] = list(asked_of(home, QUESTIONS))
    model = Trained(*_HEADS)
    before = _question_loss(model.eval(), [rows_of(one, random.Random(1)) for one in asked]).item()
    _train(model, asked, epochs=2 * _QUESTIONS / len(asked), dice=random.Random(0))
    assert _question_loss(model.eval(), [rows_of(one, random.Random(1)) for one in asked]).item() < before
    found = learned(model.state_dict())
    assert sum(value.nbytes for value in found.values()) < 10_000_000
    save_file(found, tmp_path / "reader.safetensors")
    monkeypatch.setattr(reader, "WEIGHTS", tmp_path / "reader.safetensors")
    read = alone(home.shelf.assistant._library, [home.position(LENGTH)])
    ((reading,),) = reader.load_reader().read(QUESTIONS[0].text, read)
    assert reading is not None and np.isfinite(reading.logit)


def test_missing_or_foreign_weights_are_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reader.safetensors").write_bytes(WEIGHTS.read_bytes()[:1000])
    monkeypatch.setattr(reader, "WEIGHTS", tmp_path / "reader.safetensors")
    with pytest.raises(ModelError, match="reinstall"):
        reader.load_reader()


def test_no_weight_is_negative_though_the_data_ask_for_it() -> None:
    dice = np.random.default_rng(0)
    rows = dice.normal(size=(400, 2)).astype(np.float32)
    answers = rows[:, 0] - rows[:, 1] > 0
    weights, _ = nonnegative_logit(rows, answers, 1.0)
    assert weights[0] > 0
    assert weights[1] == 0


def test_what_is_right_stands_out_in_lists_of_their_own() -> None:
    logits, lists = torch.tensor([2.0, -1.0, 3.0, 0.5]), torch.tensor([0, 0, 1, 2])
    right = torch.tensor([True, False, False, False])
    together = -torch.log(torch.exp(logits[0]) / (1 + torch.exp(logits[0]) + torch.exp(logits[1])))
    alone = torch.log(1 + torch.exp(logits[2]))  # nothing answers there, nor in the second question
    second = torch.log(1 + torch.exp(logits[3]))
    assert _listwise(logits, lists, right, 2).item() == pytest.approx((together + 0.5 * alone + second).item() / 2)
