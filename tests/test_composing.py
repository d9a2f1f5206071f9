from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, MarkKind, Where
from assistant.asking.clues import understand, voices_asked
from assistant.asking.compose import _REPLIES, _with_support
from assistant.asking.reader import load_reader
from assistant.asking.snippets import leans
from assistant.asking.spelling import misspelt
from assistant.schema import Mark, Sentence

TALK = """---
title: The quay at Osk
---
RUTH CALDER: Mr Holm, when did the quay at Osk open?

AXEL HOLM: The quay opened in May 2019. It was paid for by the county. But it has never been dredged.

RUTH CALDER: Did you ever think of resigning over the quay at Osk?

AXEL HOLM: Yes, once, in the winter after the flood.

RUTH CALDER: What do you make of the engineer, Mrs Vik?

AXEL HOLM: I admire Berit Vik. She is the best engineer that this coast has had.
"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("talk")
    (folder / "talk.md").write_text(TALK, encoding="utf-8")
    with Assistant.open(folder / "data") as assistant:
        assistant.add(folder / "talk.md")
        yield assistant


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("But she loves her town.", True),
        ("“It was simply too hot.", True),
        ("However, he left.", True),
        ("The second was dated in May.", True),
        ("The second bus leaves at six.", False),
        ("But Ida Holm left.", False),
        ("Therefore the quay was closed.", False),
    ],
)
def test_what_points_back_leans(text: str, *, back: bool) -> None:
    assert leans(text) is back


def test_words_of_another_do_not_come_under_the_voice_of_what_leans_on_them(tmp_path: Path) -> None:
    column = """---
title: Save the lido
author: Henrik Aas
type: opinion
---
"We have patched it for nine winters," the manager, Dev Rao, told me. "The pump is older than I am."

It would be shameful to let the lido close.

The lido opened in 1931. It has two pools.
"""
    (tmp_path / "column.md").write_text(column, encoding="utf-8")
    with Assistant.open(tmp_path / "data") as assistant:
        assistant.add(tmp_path / "column.md")
        held = {item.text: item for item in assistant.search("Should the lido with two pools close?", k=20)}
        catalogue = assistant._library.catalogue
        shame, pools = held["It would be shameful to let the lido close."], held["It has two pools."]
        assert _with_support(catalogue, shame, only_facts=False) == [shame.position]
        assert _with_support(catalogue, pools, only_facts=False) == [pools.position - 1, pools.position]


def test_a_byline_does_not_answer_who_did_what_the_article_tells_of(tmp_path: Path) -> None:
    article = """Seaplane lands in the harbour of Osk

By Ruth Hale

A seaplane landed in the harbour of Osk on Monday after its engine failed. Nobody was hurt.
"""
    (tmp_path / "seaplane.txt").write_text(article, encoding="utf-8")
    with Assistant.open(tmp_path / "data") as assistant:
        assistant.add(tmp_path / "seaplane.txt")
        assert "By Ruth Hale" not in [item.text for item in assistant.search("Who was the pilot of the seaplane?")]
        assert "By Ruth Hale" in [item.text for item in assistant.search("What did Ruth Hale write?")]


def test_a_sentence_brings_all_that_it_leans_on(talk: Assistant) -> None:
    first = talk.ask("Has the quay at Osk ever been dredged?").statements[0]
    assert first.text.startswith("The quay opened in May 2019. It was paid for")
    assert first.text.endswith("it has never been dredged.")
    assert first.citations[0].quote == "The quay opened in May 2019."


def test_an_answer_that_says_little_comes_with_what_was_asked(talk: Assistant) -> None:
    answer = talk.ask("Did Axel Holm think of resigning?")
    assert answer.statements[0].text.startswith("Yes, once")
    assert answer.notes == ("“Yes” was said in reply to “Did you ever think of resigning over the quay at Osk?”",)


def test_only_facts_are_shown_where_only_facts_are_asked_for(talk: Assistant) -> None:
    for question in ("Who is the best engineer?", "Has the quay ever been dredged?", "When did the quay open?"):
        answer = talk.ask(question, where=Where(only_facts=True))
        assert {statement.mark.kind for statement in answer.statements} <= {MarkKind.FACT}


def test_a_view_is_asked_of_whoever_holds_it_and_not_of_whom_it_is_about() -> None:
    sentences = [Sentence("I like it.", 0, 10, None, Mark(MarkKind.OPINION, name)) for name in ("Ida Vik", "Axel Holm")]
    wanted = voices_asked(understand("What does Axel Holm think of Ida Vik?"), sentences)
    assert wanted and [wanted(sentence) for sentence in sentences] == [False, True]


def test_a_misspelt_name_is_read_as_the_documents_write_it(talk: Assistant) -> None:
    answer = talk.ask("What does Axel Holm say about Berit Vik of Osk and Callder?")
    assert answer.standalone_question.endswith("and Calder?") or "CALDER" in answer.standalone_question
    assert talk.ask("What does Axel Holm say about Berit Valk?").standalone_question.endswith("Berit Valk?")


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Hofman", "Hoffmann", False),
        ("Hofmann", "Hoffmann", True),
        ("Lavorv", "Lavrov", True),
        ("Simon", "Simone", False),
        ("Christian", "Christina", False),
        ("Johnson", "Johnston", False),
        ("Russia", "Russian", False),
    ],
)
def test_another_name_is_no_slip(name: str, other: str, same: bool) -> None:
    assert misspelt(name, other) is same


def test_what_says_enough_is_no_reply() -> None:
    assert _REPLIES.match("Yes, once.")
    assert _REPLIES.match("Twice a year.")
    assert not _REPLIES.match("No other port in the gulf handles grain from the north.")
    assert not _REPLIES.match("Once the dam was finished, the river rose by two metres.")


def test_of_a_long_question_beginning_and_end_are_read() -> None:
    read = load_reader()._encoder._shortened(f"Of the quay at Osk: {'well, ' * 200}who paid for it?")
    assert read.startswith("Of the quay at Osk") and read.endswith("who paid for it?")
    assert len(read) < 400
