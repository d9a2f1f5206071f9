"""Questions that grammar answers: what something is, what happened when, who wrote it, what "the author" thinks."""

from __future__ import annotations

import pytest
from conftest import LibraryOf

from assistant import Assistant
from assistant.asking.judging.byline import asks_author
from assistant.asking.judging.introduce import asks_what, explains
from assistant.asking.judging.told import asks_what_happened, is_of_another, is_of_untold_year
from assistant.asking.understanding.followup import signed_by
from assistant.asking.understanding.times import of_another_time
from assistant.schema import Mark, MarkKind, Sentence

ESSAY = """The lean years of Orle

By Ida Holm

In 1992 the fish left, and the two canneries at Orle were shut within a month.
So began what the islanders know as a time called the “Long Wait”.
Rosa Dahl, the harbour master, opened the new quay in May 2004 with a bottle of cider.
In my opinion the quay should never have been built. Orle is a village of ninety people.
Edited by Piet Vos.
"""


@pytest.fixture(scope="module")
def essay(library_of: LibraryOf) -> Assistant:
    return library_of({"essay.txt": ESSAY})


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What happened in 1992?", "the fish left"),
        ("What happened at Orle in 1992?", "the fish left"),
        ("What happened in May 2004?", "new quay"),
        ("What is the Long Wait?", "Long Wait"),
        ("What is the “Long Wait”?", "Long Wait"),
        ("Who wrote the essay?", "By Ida Holm"),
        ("Who is the author?", "By Ida Holm"),
        ("What does the author think of the quay?", "should never have been built"),
    ],
)
def test_what_grammar_answers(essay: Assistant, question: str, words: str) -> None:
    answer = essay.ask(question)
    assert answer.statements and words in answer.statements[0].text


@pytest.mark.parametrize(
    ("text", "document", "untold"),
    [
        ("It cost 3 million.", "News of 4 May 2023. It cost 3 million.", True),
        ("It cost 3 million.", "News of 4 May 2021. It cost 3 million.", False),
        ("It cost 3 million.", "The season of 2020–21. It cost 3 million.", False),
        ("It cost 3 million the year before.", "News of 2022.", False),
    ],
)
def test_a_year_that_a_document_never_names_is_not_what_it_tells_of(text: str, document: str, *, untold: bool) -> None:
    assert is_of_untold_year("What did it cost in 2021?", text, document) is untold
    assert not is_of_untold_year("What did it cost?", text, document)
    assert not is_of_untold_year("What did it cost in 2021 and in 2019?", text, document)


@pytest.mark.parametrize("question", ["What happened in 1961?", "What happened in May 1992?"])
def test_of_what_is_not_told_nothing_is_said(essay: Assistant, question: str) -> None:
    assert essay.ask(question).abstained


def test_what_was_in_another_year_does_not_answer_what_is_asked_of_one() -> None:
    def of_another(question: str, text: str) -> bool:
        return is_of_another(question, Sentence(text, 0, len(text), None, Mark(MarkKind.FACT, None)))

    seals = "How many seals were counted in 2018?"
    assert of_another(seals, "In May 2016 eleven seals were counted.")
    assert not of_another(seals, "In May 2018 eleven seals were counted, in 2016 four.")
    assert not of_another(seals, "Eleven seals were counted in 2016, and twice as many two years later.")
    assert not of_another(seals, "From 2016 to 2020 eleven seals were counted a year.")
    assert not of_another("Who wrote of seals in 2018, and who in 2016?", "In 2017 Ida Holm wrote of seals.")


def test_another_time_is_asked_about_as_the_one_before(essay: Assistant) -> None:
    chat = essay.chat()
    chat.ask("What happened in 1961?")
    answer = chat.ask("And in 1992?")
    assert answer.standalone_question == "What happened in 1992?"
    assert "the fish left" in answer.statements[0].text


@pytest.mark.parametrize(
    ("question", "before", "understood"),
    [
        ("And in 2000?", "How many boats sank in 1992?", "How many boats sank in 2000?"),
        ("What about 2000?", "How many boats sank in 1992?", "How many boats sank in 2000?"),
        ("And on Friday?", "Who spoke on Monday?", "Who spoke on Friday?"),
        ("And in May?", "What was sold in April 2004?", "What was sold in May?"),
        ("And before 1990?", "What was sold in 1992?", "What was sold before 1990?"),
        ("And in 2000?", "When did they sink?", None),
        ("And in 2000?", "Was more sold in 1992 than in 1993?", None),
        ("And in Orle?", "How many boats sank in 1992?", None),
        ("Who paid in 2000?", "How many boats sank in 1992?", None),
    ],
)
def test_one_time_is_put_for_another(question: str, before: str, understood: str | None) -> None:
    assert of_another_time(question, before) == understood


def test_only_a_time_makes_it_a_question_of_what_happened_then() -> None:
    assert asks_what_happened("What happened on Monday in Orle?") == ("Monday", "Orle")
    assert asks_what_happened("And what else happened in the year 1992?") == ("1992",)
    for question in (
        "What happened in Orle?",
        "What happened to Ida Holm in 1992?",
        "What happened in the cold of 1992?",
    ):
        assert asks_what_happened(question) == ()


def test_what_explains_a_name_has_it_for_its_subject_or_for_a_name() -> None:
    assert asks_what("What are the Faroe Islands?") == "Faroe Islands"
    assert asks_what("What is Rosa Dahl’s opinion?") is None
    assert explains("Orle", "Orle is a village.") and explains("Orle", "They live at a place called Orle.")
    assert not explains("Orle", "Coming to Orle is a pleasure.")


def test_whose_document_and_which_are_asked_for() -> None:
    assert asks_author("Who was the letter written by?") == "the letter"
    assert asks_author("Who wrote the opera?") is None
    assert signed_by("What is the writer’s view?", "Ida Holm") == "What is Ida Holm’s view?"
    assert signed_by("What is the name of the author?", "Ida Holm") == "What is the name of the author?"
