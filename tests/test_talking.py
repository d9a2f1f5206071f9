"""Conversations about an answer: whose words it is, what else there is, what the document tells in short."""

from __future__ import annotations

import pytest
from conftest import LibraryOf

from assistant import Assistant, Where
from assistant.asking.understanding.again import asks_of_answer

_TEXT = """The quay at Osk stays shut

The quay at Osk was closed on 4 March after a crane fell into the water beside the fish market.

"We were lucky that nobody stood there," said the harbour master, Ida Holm.

Holm said that a new crane would come from Bremen in June.

Holm also said that the fishermen would pay no fees this summer.

The mayor, Olmo Vik, called the delay a disgrace for a town that lives on fish.
"""


@pytest.fixture(scope="module")
def quay(library_of: LibraryOf) -> Assistant:
    return library_of({"quay.txt": _TEXT})


@pytest.mark.parametrize(
    "question",
    ["Is that a fact or an opinion?", "who said that?", "Are you sure?", "is that true", "Really?", "who reckons so?"],
)
def test_what_an_answer_is_stands_in_its_marks(quay: Assistant, question: str) -> None:
    chat = quay.chat()
    first = chat.ask("What did Olmo Vik call the delay?")
    again = chat.ask(question)
    assert again.statements == first.statements
    assert "Olmo Vik" in again.notes[0]
    assert again.standalone_question == f"What did Olmo Vik call the delay – {question}"
    assert chat.ask("When was the quay closed?").statements[0].highlight


def test_what_was_not_answered_or_may_not_be_shown_is_not_shown_again(quay: Assistant) -> None:
    chat = quay.chat()
    assert chat.ask("Who painted the Mona Lisa?").abstained
    assert not chat.ask("Who said that?").notes
    chat.ask("What did Olmo Vik call the delay?")
    assert chat.ask("Who said that?", where=Where(only_facts=True)).standalone_question != "Who said that?"
    assert all(s.mark.kind.name == "FACT" for s in chat.history[-1].statements)


@pytest.mark.parametrize(
    "question", ["Who said that the quay is safe?", "Is that the view of the mayor?", "Is it open?"]
)
def test_a_question_about_the_matter_is_none_about_the_answer(question: str) -> None:
    assert not asks_of_answer(question)


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


def test_a_name_typed_in_small_letters_is_that_of_the_document(quay: Assistant) -> None:
    chat = quay.chat()
    chat.ask("when does the crane come from bremen?")
    assert chat.ask("what did the fishermen pay?").standalone_question == "what did the fishermen pay (Bremen)?"


def test_what_one_says_of_anothers_words_is_no_third_ones(quay: Assistant) -> None:
    chat = quay.chat()
    chat.ask("When does the new crane come?")
    answer = chat.ask("What does Olmo Vik say about that?")
    assert " – " in answer.standalone_question
    assert {s.mark.party for s in answer.statements} <= {"Olmo Vik"}


_POOL = """The pool at Osk

The pool at Osk has had no warm water since the boiler burst in May.

The boiler will be replaced in autumn, the council said.

The bus to Marling runs twice a day.

A ticket costs four crowns, and children ride free.

"Fees for parking must fall," said the mayor, Olmo Vik.

"The boiler was too old," said the caretaker, Ida Holm.
"""


def test_what_somebody_says_of_other_matters_is_not_what_he_says_of_that(library_of: LibraryOf) -> None:
    pool = library_of({"pool.txt": _POOL})
    chat = pool.chat()
    assert chat.ask("When did the boiler burst?").statements
    assert chat.ask("What does Olmo Vik say about that?").abstained
    assert "too old" in chat.ask("What does Ida Holm say about that?").statements[0].text


def test_it_is_what_was_asked_about_before_it_is_the_document(quay: Assistant) -> None:
    chat = quay.chat()
    chat.ask("Who called the delay a disgrace?")
    assert chat.ask("What was it about?").standalone_question.startswith("Who called the delay a disgrace – ")
