from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Answer, Citation, Document, Mark, MarkKind, Reason, Statement

MARKS = st.builds(Mark, kind=st.sampled_from(MarkKind), confidence=st.floats(0, 1))
CITATION = Citation("d", "Title", 0, 4, "Word")


@given(st.lists(MARKS, min_size=1))
def test_weakest_mark_wins_whatever_the_order(marks: list[Mark]) -> None:
    weakest = Mark.weakest(marks)
    assert weakest in marks
    assert weakest.kind.weakness == max(mark.kind.weakness for mark in marks)
    assert Mark.weakest(reversed(marks)).kind is weakest.kind


def test_fact_with_an_opinion_is_never_shown_as_fact() -> None:
    assert Mark.weakest([Mark(MarkKind.FACT), Mark(MarkKind.OPINION)]).kind is MarkKind.OPINION


def test_a_party_is_who_answers_without_who_relays_it() -> None:
    voices = ("Lavrov, quoted by Wu Wei", "Wu Wei", None)
    assert [Mark(MarkKind.QUOTATION, voice).party for voice in voices] == ["Lavrov", "Wu Wei", None]


def test_mark_kinds_are_the_published_strings() -> None:
    assert {kind.value for kind in MarkKind} == {
        "reported fact", "quotation", "opinion", "mixed", "question", "furniture", "unsure",
    }  # fmt: skip


def test_statement_without_citation_is_refused() -> None:
    with pytest.raises(ValueError, match="citation"):
        Statement("Words.", Mark(MarkKind.FACT), ())


@pytest.mark.parametrize(
    ("statements", "abstained", "reason"),
    [
        pytest.param((), False, None, id="nothing said, not abstained"),
        pytest.param((Statement("W.", Mark(MarkKind.FACT), (CITATION,)),), True, Reason.NOT_ANSWERED, id="both"),
        pytest.param((), True, None, id="abstained without a reason"),
    ],
)
def test_answer_either_states_or_abstains_with_a_reason(
    statements: tuple[Statement, ...], abstained: bool, reason: Reason | None
) -> None:
    with pytest.raises(ValueError, match="abstains"):
        Answer("Q?", "Q?", statements, abstained, reason)


def test_answer_turns_into_json_and_back() -> None:
    answer = Answer("Q?", "Q?", (Statement("Word.", Mark(MarkKind.FACT, "Ana"), (CITATION,)),))
    data = json.loads(json.dumps(answer.to_dict()))
    assert data["statements"][0]["mark"]["kind"] == "reported fact"
    assert data["statements"][0]["citations"][0]["quote"] == "Word"
    assert data["abstained"] is False


def test_page_is_found_by_offset() -> None:
    document = Document("d", "aaabbb", "T", pages=(0, 3))
    assert [document.page_at(0), document.page_at(2), document.page_at(3), document.page_at(5)] == [1, 1, 2, 2]
    assert Document("d", "a", "T").page_at(0) is None
