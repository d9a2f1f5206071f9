"""Questions that ask two things get both, or are told which of them the documents do not answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import LibraryOf

from assistant import Assistant
from assistant.asking.judging.parts import parted
from assistant.asking.understanding.question import parts_of
from eval.commands.parts import Parted, part_figures
from eval.datasets.handwritten import load_handwritten
from eval.datasets.parts import KINDS, SPLITS, load_parts
from eval.datasets.plain import general_knowledge, off_topic, unrelated


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("When did the bank open, and who paid?", ("When did the bank open?", "who paid?")),
        ("Who paid for it? and how much", ("Who paid for it?", "and how much?")),
        ("Who paid for it? And how much?", ("Who paid for it?", "And how much?")),
        ("when was it built and is it still open", ("when was it built?", "is it still open?")),
        (
            "Who owns the ferry and since when?",
            ("Who owns the ferry?", "since when is it that somebody owns the ferry?"),
        ),
        (
            "Who dug the canal that was lost, and why?",
            ("Who dug the canal that was lost?", "why was it that somebody dug the canal that was lost?"),
        ),
        ("who was fined and when", ("who was fined?", "when was somebody fined?")),
        ("Who did the union sue, and why?", ("Who did the union sue?", "why did the union sue?")),
        ("Where did it sink and why?", ("Where did it sink?", "why did it sink?")),
        ("Tell me when it opened and why it closed", ("Tell me when it opened?", "why it closed?")),
        ("I read of a fire. When was it? Who lit it?", ("I read of a fire. When was it?", "Who lit it?")),
    ],
)
def test_a_question_is_parted_into_what_it_asks(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Did Holm and Olmo pay?",
        "What happened when the bridge closed and the ferry stopped?",
        "What did Holm say about prices and how they are set?",
        "Is it open or is it closed?",
        "Which towns did the ministers of finance and of defence visit?",
        "When did it open? Please be brief.",
        "? and or who",
        "a? b? c? d? e?",
        "and?",
    ],
)
def test_what_asks_one_thing_stays_whole(question: str) -> None:
    assert parts_of(question) == (question,)


def test_a_later_part_gets_the_name_that_it_points_at() -> None:
    assert parted("When did Ida Holm resign, and who came after her?")[1] == "who came after Ida Holm?"


_TEXT = """The bridge at Osk

The old bridge at Osk was closed on 4 March after divers found cracks in two of its piers.

A carpenter, Ida Holm, runs a ferry across the strait while the bridge is closed.

The crossing takes twelve minutes, and the boat carries forty people.

A ticket for the ferry costs three francs, and children travel free.

The council has asked two firms to inspect the piers before the autumn.
"""


@pytest.fixture(scope="module")
def bridge(library_of: LibraryOf) -> Assistant:
    return library_of({"bridge.txt": _TEXT})


def test_both_parts_are_answered(bridge: Assistant) -> None:
    answer = bridge.ask("When was the bridge at Osk closed, and what does a ferry ticket cost?")
    shown = " ".join(statement.text for statement in answer.statements)
    assert "4 March" in shown
    assert "three francs" in shown
    assert [s.text[slice(*s.highlight)] for s in answer.statements if s.highlight][:1] == ["4 March"]


def test_a_part_without_an_answer_is_named(bridge: Assistant) -> None:
    answer = bridge.ask("When was the bridge at Osk closed, and who was the architect of the new library?")
    assert "4 March" in answer.statements[0].text
    assert any("Who was the architect of the new library?" in note for note in answer.notes)


def test_half_of_a_question_is_answered_though_the_other_is_far_off(bridge: Assistant) -> None:
    answer = bridge.ask("What does a ferry ticket at Osk cost, and who painted the Mona Lisa?")
    assert "three francs" in answer.statements[0].text
    assert answer.notes[0] == "Not answered by the documents: “Who painted the Mona Lisa?”"
    assert bridge.ask("Who painted the Mona Lisa, and when did Titanic sink?").abstained


def test_a_stranger_named_in_one_half_is_not_held_against_the_other(bridge: Assistant) -> None:
    answer = bridge.ask("Who is the head of the Suez Canal Authority, and how long does the crossing to Osk take?")
    assert "twelve minutes" in answer.statements[0].text
    assert answer.notes[0] == "Not answered by the documents: “Who is the head of the Suez Canal Authority?”"
    assert parted("What does Ida Holm earn, and how old is the mayor?")[1] == "how old is the mayor?"


def test_half_of_a_question_that_asks_an_office_is_answered_by_its_holder(tmp_path: Path) -> None:
    (tmp_path / "abattoir.txt").write_text(
        "The abattoir in Wend will close in June, the county vet, Marta Quill, announced on Monday.\n\n"
        "Quill said that the drains had failed two inspections. She needs a new cold room, she said.\n\n"
        "The butchers' spokesman, Ned Farrow, called it an outrage. He wants a vote on a boycott by Easter.\n\n"
        "Mayor Ilse Brandt said that she had read of it in the paper.\n"
    )
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add(tmp_path / "abattoir.txt")
        answer = assistant.ask("Who is the mayor of Wend and what does the county vet want?")
        assert "Ilse Brandt" in answer.statements[0].text
        assert not any("boycott" in statement.text for statement in answer.statements)
        answer = assistant.ask("When will the abattoir close and what vote does Mayor Ilse Brandt want?")
        assert "in June" in answer.statements[0].text
        assert not any("boycott" in statement.text for statement in answer.statements)


def test_in_a_conversation_a_part_is_named_as_it_was_asked(bridge: Assistant) -> None:
    chat = bridge.chat()
    chat.ask("When was the bridge at Osk closed?")
    answer = chat.ask("How long does the crossing take, and who was the architect of the new library?")
    assert "twelve" in answer.statements[0].text
    assert answer.notes[0] == "Not answered by the documents: “Who was the architect of the new library?”"


def test_every_set_holds_its_kinds_and_its_words_stand_in_the_documents() -> None:
    for split in SPLITS:
        sources, questions = load_parts(split)
        assert {one.kind for one in questions} == set(KINDS)
        assert {one.document for one in questions} <= {source.name for source in sources}
        assert all((len(one.parts) == 1) == (one.kind == "one") for one in questions)
        assert all((not all(one.parts)) == (one.kind == "half") for one in questions)


def test_off_topic_questions_are_neither_trained_on_nor_asked_twice() -> None:
    asked = [one.text.casefold().strip(" ?.") for one in off_topic()]
    assert len(asked) == len(set(asked)) == 500
    learned, fitted = ({one.text.casefold().strip(" ?.") for one in each()} for each in (general_knowledge, unrelated))
    assert not set(asked) & (learned | fitted)
    assert not learned & fitted


def test_general_knowledge_is_asked_of_no_test() -> None:
    trained = {one.text.casefold().strip(" ?.") for one in (*general_knowledge(), *unrelated())}
    assert len(trained) > 1_400
    tested = {
        one.text.casefold().strip(" ?.")
        for split in ("dev", "test", "fresh")
        for one in load_handwritten(split=split).questions
    }
    assert not trained & tested


def test_figures_of_parts_count_what_is_shown_and_what_is_said_to_be_missing() -> None:
    asked = [
        Parted("a", "?", "two", (True, True), untold=False, statements=2, text=""),
        Parted("a", "?", "two", (True, False), untold=True, statements=1, text=""),
        Parted("b", "?", "half", (True,), untold=True, statements=1, text=""),
        Parted("b", "?", "one", (False,), untold=False, statements=0, text="refused"),
        Parted("b", "?", "same", (True, True), untold=False, statements=1, text=""),
    ]
    figures = part_figures(asked)
    assert figures["two sentences: both shown"].value == 0.5
    assert figures["two sentences: share of the parts shown"].value == 0.75
    assert figures["half answered: says so, or refuses"].value == 1
    assert figures["asks one thing: answered"].value == 0
