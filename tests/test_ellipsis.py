"""What follow-ups leave out, and the last question asked of another thing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import Answer, Citation, Mark, MarkKind, Reason, Statement
from assistant.asking.understanding.ellipsis import added, asked_further
from assistant.asking.understanding.followup import may_begin_anew, standalone
from assistant.asking.understanding.things import definites, of_another_thing


def refused(asked: str) -> Answer:
    return Answer(asked, asked, abstained=True, reason=Reason.NOTHING_FOUND)


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("Why has the quay been shut?", "for how long", "for how long has the quay been shut?"),
        ("Did Ida Holm sign the lease?", "Why not?", "Why didn't Ida Holm sign the lease?"),
        ("Who signed the lease?", "When?", "Who signed the lease – when?"),
        ("How long does the ferry take?", "in winter?", "How long does the ferry take in winter?"),
        (
            "How long does the ferry take in winter?",
            "And by night?",
            "How long does the ferry take in winter by night?",
        ),
        ("How many worked at the mill?", "And in 2000?", "How many worked at the mill in 2000?"),
        ("How many work at the mill now?", "What about in 2000?", "How many work at the mill in 2000?"),
        ("When did the mill close?", "And in 2000?", "When did the mill close – and in 2000?"),
        ("What will the night ferry cost?", "and the new quay?", "What will the new quay cost?"),
        ("How many lorries cross?", "And cars?", "How many cars cross?"),
        ("How many lorries cross?", "And later?", "How many lorries cross – and later?"),
        ("What did the Danish captain want?", "And the Swedish one?", "What did the Swedish captain want?"),
        ("How old is Aron Vik?", "And Bela Horn?", "How old is Bela Horn?"),
        ("What was Aron Vik's father?", "And his mother?", "What was Aron Vik's mother?"),
        ("What did the bank pay the mayor?", "And the judge?", "What did the bank pay the mayor – and the judge?"),
        ("Who voted for the levy?", "And against?", "Who voted against the levy?"),
        ("What does Aron Vik think about it?", "And about Horn?", "What does Aron Vik think about Horn?"),
        ("What did Aron Vik say?", "Horn?", "What did Horn say?"),
        ("When did the mill close?", "Horn's response?", "When did the mill close – what does Horn say about that?"),
        ("When did the mill close?", "Did Horn want it?", "When did the mill close – did Horn want it?"),
        ("When did the mill close?", "How many workers?", "When did the mill close – how many workers?"),
        ("How many tons came?", "How many were sold?", "How many tons came – how many were sold?"),
        ("What became of the mill?", "Who owns the new one?", "What became of the mill – who owns the new one?"),
        ("Who was for the levy?", "who was against", "Who was for the levy – who was against"),
    ],
)
def test_what_a_follow_up_leaves_out_is_taken_from_the_question_before(
    before: str, question: str, understood: str
) -> None:
    assert standalone(question, [refused(before)]) == understood


def test_what_was_told_stands_where_the_question_asked_what() -> None:
    cited = Citation("d", "Harbour Post", 0, 26, "The county offered a loan.")
    statement = Statement("The county offered a loan.", Mark(MarkKind.FACT), (cited,), (19, 25))
    history = [replace(refused("What did the county offer?"), abstained=False, reason=None, statements=(statement,))]
    assert standalone("When?", history) == "When did the county offer a loan?"


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("What did the county offer?", ["the county"]),
        ("How old is the old bridge?", ["the old bridge"]),
        ("When was the old bridge shut?", ["the old bridge"]),
        ("Who runs his old school in the capital?", ["his old school", "the capital"]),
    ],
)
def test_a_thing_ends_before_the_verb_of_its_question(question: str, things: list[str]) -> None:
    assert [question[thing.start : thing.end] for thing in definites(question) if thing.sure] == things


@pytest.mark.parametrize("question", ["And the mayor of Osk?", "And the others?", "And that?", "And what about Vik?"])
def test_what_may_be_of_another_kind_takes_the_place_of_nothing(question: str) -> None:
    assert of_another_thing(question, "When did the bridge open?") is None


@pytest.mark.parametrize("question", ["For that?", "in which year?", "And by whom?", "In what?"])
def test_what_points_back_or_asks_is_not_added(question: str) -> None:
    assert added(question, "When did the bridge open?") is None


@pytest.mark.parametrize("words", ["and ", "how many ", "the old ", "Who is ", "in winter ", "’s her "])
def test_long_questions_are_read_at_once(words: str) -> None:
    question = words * (20_000 // len(words))
    for each in (question, f"and {question}?"):
        asked_further(each, question)
        added(each, question, each)
        of_another_thing(each, question)
        of_another_thing("and the roof?", question)


def test_what_is_corrected_stood_in_the_last_thing_asked() -> None:
    asked = "When do they start?"
    joined = replace(refused(asked), standalone_question="What did Vik say of the old quay – when do they start?")
    assert standalone("No, I meant the piles", [joined]) == "when do the piles start?"


def test_what_about_something_may_begin_anew() -> None:
    before = "When did the ferry stop"
    assert may_begin_anew("What about the eels?", f"{before} – what about the eels?")
    assert not may_begin_anew("And the eels?", f"{before} – and the eels?")
