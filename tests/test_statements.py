from __future__ import annotations

from collections.abc import Iterator

import pytest
from chat_server import openai_model, serving

from eval.commands.statements import MECHANICAL, Dictation, Spoken, load_statements, speak_all


@pytest.fixture(scope="module")
def spoken() -> Iterator[list[Spoken]]:
    """What became of every statement, each written by a model behind HTTP and asked for through the public API."""
    with serving() as server:

        def model(dictation: Dictation) -> object:
            server.script = lambda request: dictation(request.system, request.user)
            return openai_model(server)

        first = [
            row for i, row in enumerate(load_statements(rounds=[1])) if i % 5 < 4
        ]  # the rest: python -m eval statements
        yield [one for one in speak_all([*first, *load_statements(rounds=[2])], model) if one.asked]


def test_there_are_enough_statements_of_every_kind(spoken: list[Spoken]) -> None:
    kinds = [one.kind for one in spoken]
    assert sum(kind is not None for kind in kinds) >= 150
    assert kinds.count(None) >= 100
    assert all(kinds.count(kind) >= 10 for kind in (*MECHANICAL, "opinion as fact", "subtle"))


def test_no_invented_stitched_misattributed_or_changed_statement_is_shown(spoken: list[Spoken]) -> None:
    assert [one.claim for one in spoken if one.kind in MECHANICAL and one.shown] == []


def test_opinions_are_shown_with_their_holder(spoken: list[Spoken]) -> None:
    opinions = [one for one in spoken if one.kind == "opinion as fact"]
    # A view that the marks take for a report keeps that mistake: see the model card of the marks.
    assert sum(one.bare for one in opinions) <= 0.05 * len(opinions)


def test_nine_of_ten_true_paraphrases_are_kept(spoken: list[Spoken]) -> None:
    true = [one for one in spoken if one.kind is None]
    assert sum(one.shown for one in true) >= 0.9 * len(true)


def test_every_statement_that_is_not_shown_has_its_reason(spoken: list[Spoken]) -> None:
    assert all(one.reason for one in spoken if not one.shown)
