"""Conversations about an answer: whose words it is, what else there is, what the document tells in short."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant

_TEXT = """The quay at Osk stays shut

The quay at Osk was closed on 4 March after a crane fell into the water beside the fish market.

"We were lucky that nobody stood there," said the harbour master, Ida Holm.

Holm said that a new crane would come from Bremen in June.

Holm also said that the fishermen would pay no fees this summer.

The mayor, Olmo Vik, called the delay a disgrace for a town that lives on fish.
"""


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("talking")
    path = Path(folder) / "quay.txt"
    path.write_text(_TEXT)
    with Assistant.open(folder / "library") as assistant:
        assistant.add(path)
        yield assistant


def test_what_else_somebody_said_is_not_what_was_shown(quay: Assistant) -> None:
    chat = quay.chat()
    first = chat.ask("What did Ida Holm say about a new crane?")
    more = chat.ask("What else did she say?")
    assert more.statements
    assert not {s.citations[-1].start for s in first.statements} & {s.citations[-1].start for s in more.statements}


def test_this_is_the_document_that_was_spoken_of(quay: Assistant) -> None:
    chat = quay.chat()
    chat.ask("When was the quay closed?")
    answer = chat.ask("Summarise this.")
    assert answer.standalone_question == "Summarise the document “The quay at Osk stays shut”."
    assert len(answer.statements) > 2
