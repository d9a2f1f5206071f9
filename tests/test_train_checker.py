"""Training the checker, in miniature: the same path as the real thing, a few steps long."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from conftest import BRIDGE
from safetensors.torch import load_file, save_file

from assistant.asking.generating import checker
from assistant.asking.judging.reader import WEIGHTS
from eval.datasets.types import Claim, Source, Span
from eval.shelf import Shelf, shelved
from eval.training.adapting import Trained, learned
from eval.training.checker import _CLAIMS, _loss, _train
from eval.training.checker_data import claims_about_pages, claims_of
from eval.training.reader_data import Shelved

SOURCE = Source("bridge", BRIDGE.strip())
START = SOURCE.text.index("The bridge will be 84 metres long.")
LENGTH = Span("bridge", START, START + len("The bridge will be 84 metres long."))
CLAIMS = (
    Claim("1", "The bridge is going to be 84 metres in length.", True, (LENGTH,), source="bridge"),
    Claim("2", "The bridge will be painted by schoolchildren.", False, (), "not supported", "bridge"),
)


@pytest.fixture(scope="module")
def pages() -> Iterator[Shelf]:
    with shelved((SOURCE,)) as shelf:
        yield shelf


def test_claims_about_pages_come_with_the_chosen_sentences_and_with_those_found(pages: Shelf) -> None:
    chosen, *found = claims_about_pages(pages, CLAIMS)
    assert chosen.supported and chosen.text.endswith(": The bridge will be 84 metres long.")
    assert [(one.claim[-7:], one.supported) for one in found] == [("length.", True), ("ildren.", False)]
    assert all("84 metres long" in one.text for one in found[:1])


def test_a_few_steps_learn_and_what_they_learn_loads_again(
    pages: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = claims_of(Shelved.of(pages), CLAIMS[:1]) + claims_about_pages(pages, CLAIMS[1:])
    model = Trained("claim")
    model.go_on_from(load_file(WEIGHTS))
    before = _loss(model.eval(), claims).item()
    _train(model, claims, epochs=3 * _CLAIMS / len(claims), dice=random.Random(0))
    assert _loss(model.eval(), claims).item() < before
    found = learned(model.state_dict())
    assert sum(value.nbytes for value in found.values()) < 10_000_000
    save_file(found, tmp_path / "checker.safetensors")
    monkeypatch.setattr(checker, "CHECKER_WEIGHTS", tmp_path / "checker.safetensors")
    fresh = checker.load_checker()
    assert np.isfinite(fresh.logits([(one.claim, one.text) for one in claims])).all()
