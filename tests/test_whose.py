from __future__ import annotations

from pathlib import Path

import pytest
from conftest import LibraryOf
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.asking.understanding.offices import holder_of, office_asked
from assistant.asking.understanding.whose import asks_for_all, asks_whose, whose_words, with_capitals
from assistant.schema import Mark, MarkKind, Sentence

FERRY = """---
title: The Marling ferry
---
The ferry between Marling and Osk will stop on 1 May, the county council decided on Monday.

Mayor Ida Horn said: "Without the ferry our pupils lose two hours a day, and no bus will bring them back."

Petter Lind, who runs the shipyard, called the decision "a favour to everybody who can count".

Horn expects four hundred people to move away. Lind wants the quay to be sold.
"""


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What does Ida Horn think of the ferry?", ("Ida Horn",)),
        ("How did Mayor Ida Horn judge the decision?", ("Ida Horn",)),
        ("Who, according to the shipyard owner Petter Lind, gains?", ("Petter Lind",)),
        ("In Lind’s eyes, who gains?", ("Lind",)),
        ("What is Horn's view of the decision?", ("Horn",)),
        ("Does Lind himself speak of a loss?", ("Lind",)),
        ("What does the European Union make of it?", ("European Union",)),
        ("What was it that Ida Horn said?", ("Ida Horn",)),
    ],
)
def test_a_question_asks_for_the_words_of_whoever_it_makes_say_or_think(question: str, names: tuple[str, ...]) -> None:
    assert asks_whose(question) == names


@pytest.mark.parametrize(
    "question",
    [
        "What did Ida Horn sign?",
        "What does the teacher from Marling think?",
        "What is said, according to the Marling Herald columnist?",
        "When did the ferry stop, and what did Horn say?",  # only half of it asks for her words
        "What does Ida Horn think of the ferry – and Lind?",  # a follow-up, joined to the question before it
        "How long is Lind's answer?",
        "Why was Horn's view wrong?",
        "What was Mayor Ida Horn accused of?",
        "How is Petter Lind described in the report?",
        "who gains?",
    ],
)
def test_other_questions_ask_for_nobodys_words(question: str) -> None:
    assert asks_whose(question) == ()


def _sentence(
    text: str, voice: str | None, kind: MarkKind = MarkKind.QUOTATION, speaker: str | None = None
) -> Sentence:
    return Sentence(text=text, start=0, end=len(text), speaker=speaker, mark=Mark(kind, voice))


def test_anothers_words_and_anothers_opinion_of_somebody_are_not_his_words() -> None:
    own = _sentence("“It is late,” said Lind.", "Petter Lind")
    other = _sentence("“It is early,” said Horn.", "Ida Horn")
    of_him = _sentence("Lind is a miser.", "Ida Horn", MarkKind.OPINION, "Ida Horn")
    told = _sentence("Lind has written to the county.", None, MarkKind.FACT)
    by_whoever_signs_not = _sentence("Lind has never built a ship that floats.", None, MarkKind.OPINION)
    perhaps_his = _sentence("The decision is a disgrace.", None, MarkKind.OPINION)
    may_answer = whose_words(["Lind"], [own, other, of_him, told])
    assert may_answer is not None
    assert [may_answer(one) for one in (own, other, of_him, told)] == [True, False, False, True]
    assert [may_answer(one) for one in (by_whoever_signs_not, perhaps_his)] == [False, True]


def test_a_question_in_small_letters_gets_the_capitals_of_known_names_alone() -> None:
    def voices() -> list[str]:
        return ["Petter Lind", "Will Rose"]

    assert with_capitals("what does lind's son want", voices) == "what does Lind's son want"
    assert with_capitals("What does lind want of Osk?", voices) == "What does lind want of Osk?"
    texts = ["It will rain, said Will Rose."]
    assert with_capitals("what will rose want", voices, texts) == "what will Rose want"


def test_a_name_that_answers_for_nothing_tells_nothing() -> None:
    assert whose_words(["Ankara"], [_sentence("“It is late,” said Lind.", "Petter Lind")]) is None


@pytest.fixture(scope="module")
def ferry(library_of: LibraryOf) -> Assistant:
    return library_of({"ferry.md": FERRY})


@pytest.mark.parametrize(
    ("question", "voice"),
    [("What does Ida Horn expect of the decision?", "Ida Horn"), ("What does Lind call the decision?", "Petter Lind")],
)
def test_whoever_is_asked_answers(ferry: Assistant, question: str, voice: str) -> None:
    assert ferry.ask(question).statements[0].mark.voice == voice


@pytest.mark.parametrize(
    "question",
    [
        "What did Ida Horn say about the quay?",
        "what did ida horn say about the quay",
        pytest.param(
            "What did Petter Lind say about the hours that pupils lose?",
            marks=pytest.mark.xfail(
                strict=True, reason="answered at 0.55 since the reader was trained on: to be mended"
            ),
        ),
    ],
)
def test_what_another_said_is_no_answer(ferry: Assistant, question: str) -> None:
    assert ferry.ask(question).abstained


def test_what_another_said_stands_beside_the_refusal(ferry: Assistant) -> None:
    assert ferry.ask("What did Ida Horn say about the quay?").nearest[0].mark.voice == "Petter Lind"


@pytest.mark.parametrize("follow_up", ["And Lind?", "what about Petter Lind?"])
def test_a_follow_up_that_asks_another_is_answered_by_him(ferry: Assistant, follow_up: str) -> None:
    chat = ferry.chat()
    assert chat.ask("What does Ida Horn expect of the decision?").statements[0].mark.voice == "Ida Horn"
    answer = chat.ask(follow_up)
    assert "Ida Horn" not in answer.standalone_question
    assert {one.mark.voice for one in answer.statements} == {"Petter Lind"}


def test_names_typed_small_are_names_in_a_conversation(ferry: Assistant) -> None:
    chat = ferry.chat()
    assert chat.ask("what does lind call the decision").statements[0].mark.voice == "Petter Lind"
    assert "Lind" in chat.ask("and what does he want").standalone_question
    answer = chat.ask("what does ida horn expect of the decision")
    assert answer.standalone_question == "what does Ida Horn expect of the decision"
    assert chat.ask("and lind?").statements[0].mark.voice == "Petter Lind"


@pytest.mark.parametrize(
    ("question", "voice", "most"),
    [
        ("What did Ida Horn say?", "Ida Horn", 2),
        ("What does Mayor Horn think?", "Ida Horn", 2),
        ("what did petter lind say about it", "Petter Lind", 2),
    ],
)
def test_what_asks_for_all_that_somebody_said_is_answered_with_it(
    ferry: Assistant, question: str, voice: str, most: int
) -> None:
    answer = ferry.ask(question)
    assert {one.mark.voice for one in answer.statements} == {voice}
    assert 1 <= len(answer.statements) <= most


@pytest.mark.parametrize(
    "question", ["What did Olmo Horn say?", "What did Bela Olmo say?", "What did Ida Horn say in 1987?"]
)
def test_nobody_else_is_answered_with_it(ferry: Assistant, question: str) -> None:
    assert ferry.ask(question).abstained


@given(st.text(max_size=80))
def test_any_question_is_looked_at(question: str) -> None:
    assert all(name in question for name in asks_whose(question))
    assert asks_for_all(question) in (True, False)


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("What did the harbour master say of the crane?", "harbour master"),
        ("Why does the archbishop think so?", "archbishop"),
        ("What did the Harbour Master say?", "harbour master"),
        ("What did the harbour master sign?", None),
        ("Who told the harbour master?", None),
        ("What does the harbour master say of the crane – and did it fall?", None),
        ("What does the harbour master say, and when did the crane fall?", None),
    ],
)
def test_an_office_whose_holder_has_words_is_asked(question: str, office: str | None) -> None:
    assert office_asked(question) == office


def test_an_office_is_held_by_one_voice_or_by_nobody_who_can_be_told() -> None:
    text = "Judge Ana Brito spoke first. Leif Aune, who is the old judge, and Dr Tom Vos listened."
    assert holder_of("judge", [("Ana Brito", text), ("Tom Vos", text)]) == "Ana Brito"
    assert holder_of("judge", [("Ana Brito", text), ("Leif Aune", "Leif Aune, the judge, left.")]) is None
    assert holder_of("bailiff", [("Ana Brito", text)]) is None
    assert holder_of("league", [("The Cork Anglers League", text), ("Tom Vos", text)]) == "Cork Anglers League"
    assert holder_of("bishop", [("Ann Bishop", text)]) is None


def test_what_is_asked_of_an_office_is_not_answered_by_another(tmp_path: Path) -> None:
    (tmp_path / "crane.txt").write_text(
        "The crane at Perlau fell into the dock on Monday.\n\n"
        "Harbour master Selma Roux said the crane had been inspected in May. Mayor Olof Brandt said to clear the dock "
        "had been slow work. Brandt said that a new crane was not his business. Roux said that nobody was hurt.\n"
    )
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add(tmp_path / "crane.txt")
        answer = assistant.ask("What did the harbour master say about the clearing of the dock?")
        assert not any("Brandt" in statement.text for statement in answer.statements)
        asked = assistant.ask("What did the harbour master say about the inspection of the crane?")
        assert "inspected in May" in asked.statements[0].text


def test_what_is_asked_of_a_body_by_its_kind_is_answered_by_none_but_it(tmp_path: Path) -> None:
    (tmp_path / "trams.txt").write_text(
        "Night trams in Osk are to end in May, the director of the trams, Ilse Wendt, said on Monday.\n\n"
        "The Tram Drivers Union said that the end of the night trams was a scandal.\n\n"
        "Wendt said that the night trams had carried 61 passengers an hour and that the money was needed for rails.\n"
    )
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add(tmp_path / "trams.txt")
        answer = assistant.ask("What does the union say about the night trams?")
        assert {statement.mark.party for statement in answer.statements} == {"The Tram Drivers Union"}


def test_a_note_on_the_author_is_none_of_the_words_asked_for(tmp_path: Path) -> None:
    (tmp_path / "quay.txt").write_text(
        "Leave the old quay alone\n\nBy Selma Roux\n\nThe town wants to rebuild the old quay. It would be wrong to pay "
        "nine million for it. It is the one honest place we have.\n\nSelma Roux is a former harbour master.\n"
    )
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add(tmp_path / "quay.txt")
        answer = assistant.ask("What does Selma Roux think of the old quay?")
        assert answer.statements
        assert not any("former" in statement.text for statement in answer.statements[:1])
        assert assistant.ask("Who is Selma Roux?").statements[0].text == "Selma Roux is a former harbour master."


def test_who_is_against_somebody_is_not_told_by_himself(library_of: LibraryOf) -> None:
    library = library_of(
        {
            "bridge.txt": "The bridge and its critics\nBy Ida Holm\n\nThe bridge is a mistake, and a dear one. "
            "I disagree with all who want it, and I criticise the council.\n\nThe ferry has run since 1911.\n",
            "traders.txt": "Traders want the bridge\n\nThe traders of Osk met on Tuesday. Their speaker, Nora Vik, "
            "said that Ida Holm was wrong about the lorries, and that her column had hurt the shops.\n",
        }
    )
    for question in ("Who disagrees with Ida Holm?", "Does anyone criticise Ida Holm's column?"):
        assert [statement.mark.party for statement in library.ask(question).statements] == ["Nora Vik"]
