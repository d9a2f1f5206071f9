from __future__ import annotations

import pytest
from conftest import BRIDGE, FERRY, LibraryOf

from assistant import Assistant, MarkKind, Where
from assistant.asking.judging.gist import NOTE
from assistant.asking.understanding.request import asks_gist


@pytest.fixture(scope="module")
def two(library_of: LibraryOf) -> Assistant:
    return library_of({"ferry.md": f"---\ntitle: The Sela ferry\n---\n{FERRY}", "bridge.md": BRIDGE})


@pytest.mark.parametrize(
    "question",
    [
        "Summarize the report on the new bridge.",
        "What is the bridge article about?",
        "what are the main points of the bridge story",
    ],
)
def test_what_a_document_is_about_is_told_by_its_own_sentences(two: Assistant, question: str) -> None:
    answer = two.ask(question)
    assert {cited.title for one in answer.statements for cited in one.citations} == {"Council approves new bridge"}
    assert answer.statements[0].text.startswith("The town council of Marling voted")
    assert NOTE in answer.notes
    assert all(one.mark.kind not in (MarkKind.QUESTION, MarkKind.FURNITURE) for one in answer.statements)


@pytest.mark.parametrize(
    "question", ["Summarize the plot of Hamlet.", "What is this article about?", "What is the vote about?"]
)
def test_a_document_that_is_not_there_or_not_named_is_not_guessed(two: Assistant, question: str) -> None:
    assert NOTE not in two.ask(question).notes


def test_the_only_document_let_through_is_meant(two: Assistant) -> None:
    ids = {document.title: document.id for document in two.documents()}
    answer = two.ask("What is this article about?", where=Where(documents=(ids["The Sela ferry"],)))
    assert {cited.title for one in answer.statements for cited in one.citations} == {"The Sela ferry"}


@pytest.mark.parametrize(
    "question", ["What is the levy about?", "Who summarised the article?", "What was the price about then?"]
)
def test_other_questions_ask_for_no_gist(question: str) -> None:
    assert asks_gist(question) is None
