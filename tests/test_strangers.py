from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.asking.judging.strangers import is_anothers, names_a_namesake, names_a_stranger

TEXT = """
Harbour News. Ida Morvik, who heads the Coastal Bank of Marling, said on Friday that the canal at Marling would open in
May 1994. Kızıl Quay stays shut. The EU pays. Mayor Horn called it "a ditch with a budget" and asked Liberian crews to
wait; the First Harbour Committee did not.
"""


@pytest.mark.parametrize(
    "question",
    [
        "What did Bela Horn call it?",  # a first name may be missing
        "What did Mayor Bela Horn’s deputy say?",
        "Who heads the Coastal Bank?",
        "Does the European Union pay for it?",
        "When did the canal open in Liberia?",
        "Is the Kizil Quay open?",
        "What do the Harbour Committees want?",
        "Who asked the Danish crews to wait?",  # a single word may be the asker's own
        "What Did The Marling Harbour Board Decide About The Canal?",
        "when was the canal opened?",
    ],
)
def test_what_a_text_speaks_of_is_no_stranger(question: str) -> None:
    assert not names_a_stranger(question, TEXT)


@pytest.mark.parametrize(
    "question",
    [
        "When was the Kiel Canal opened?",
        "Who runs the Bank of Norwood?",
        "Who won the Marling Regatta?",
        "What did Solveig Aas say of the canal?",
        "When did the African Union pay?",
    ],
)
def test_a_name_of_which_only_a_part_stands_there_is_a_strangers(question: str) -> None:
    assert names_a_stranger(question, TEXT)


def test_a_question_about_another_of_the_same_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "canal.md").write_text(
        "---\ntitle: The canal\n---\nThe Marling Canal was opened in May 1994 by the king."
    )
    with Assistant.open(tmp_path / "data") as assistant:
        assistant.add(tmp_path / "canal.md")
        assert "1994" in assistant.ask("When was the Marling Canal opened?").statements[0].text
        assert assistant.ask("When was the Kiel Canal opened?").abstained


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_question_and_any_text_are_compared(question: str, text: str) -> None:
    assert names_a_stranger(question, text) in (True, False)


@pytest.mark.parametrize(
    ("question", "sentence", "another"),
    [
        ("How old is Petra Vos?", "Her brother Tom Vos, 51, mends the nets.", True),
        ("How many tests did South Osk make?", "North Osk made three tests this year.", True),
        ("How old is Petra Vos?", "Tom Vos says that Petra is 48.", False),
        ("How old is Petra Vos?", "P. Vos is 48.", False),
        ("How old is Vos?", "Tom Vos is 51.", False),
        ("What did Petra Vos give Tom Vos?", "Tom Vos got a net.", False),
        ("Who runs the Osk Net Company?", "Ida Holm runs the Marling Company.", False),
    ],
)
def test_another_of_the_same_surname_is_somebody_else(question: str, sentence: str, another: bool) -> None:
    assert names_a_namesake(question, sentence) is another


def test_what_is_told_of_a_namesake_is_no_answer(tmp_path: Path) -> None:
    (tmp_path / "nets.txt").write_text(
        "The last netmakers of Perlau\n\nPetra Vos, 48, runs the net loft in Perlau. Her brother came in May. Tom Vos "
        "mends what the trawlers tear. The loft sells twine to the whole coast.\n"
    )
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add(tmp_path / "nets.txt")
        assert not assistant.ask("How old is Petra Vos?").abstained
        assert assistant.ask("How old is Tom Vos?").abstained


@pytest.mark.parametrize(
    ("sentence", "another"),
    [
        ("Mr Brun’s budget would cost the town three million.", True),
        ("Brun's first budget was smaller.", True),
        ("Unlike Brun’s budget, that of Holm leaves the school alone.", False),
        ("Brun’s brother voted for the budget.", False),
        ("The budget would cost the town three million.", False),
    ],
)
def test_what_is_somebodys_is_not_told_of_the_like_that_is_anothers(sentence: str, another: bool) -> None:
    assert is_anothers("What would Ida Holm's budget cost?", sentence) is another
