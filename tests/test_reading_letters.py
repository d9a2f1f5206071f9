"""Whose each letter on a page of letters is."""

from __future__ import annotations

import pytest

from assistant.reading.head import find_head
from assistant.reading.segments import find_segments

PAGE = (
    "Letters\n\nThe ferry\n\nSir, – The ferry was late again. I missed my train.\n"
    "Yours, etc.,\nIDA HOLM,\nQuay Lane,\nOsk.\n\n"
    "Sir, – Mr Vos thinks the quay is safe. It is a ruin.\nRosa Dahl (Mrs)\nOrle\n\n"
    "We print no letter without a name.\n"
)
ADVICE = (
    "Dear Berit,\nMy brother sold the boat. Should I forgive him?\n— Ashore in Osk\n\n"
    "Dear Ashore,\nForgive him, and buy an oar.\n\n"
    "Dear Berit,\nMy wife sings all night.\n— Sleepless\n\nDear Sleepless,\nSing along, or move to the attic.\n"
)


def told(text: str) -> list[tuple[str | None, str]]:
    return [(s.speaker, text[s.start : s.end]) for s in find_segments(text) if not s.furniture]


def test_each_letter_on_a_page_is_his_who_signs_it() -> None:
    assert told(PAGE) == [
        ("Ida Holm", "Sir, – The ferry was late again."),
        ("Ida Holm", "I missed my train."),
        ("Rosa Dahl", "Sir, – Mr Vos thinks the quay is safe."),
        ("Rosa Dahl", "It is a ruin."),
        (None, "We print no letter without a name."),
    ]
    assert find_head(PAGE).author is None


def test_what_is_asked_for_advice_is_not_the_advisers() -> None:
    assert [speaker for speaker, _ in told(ADVICE)] == ["Ashore in Osk"] * 2 + [None] + ["Sleepless"] + [None]


@pytest.mark.parametrize(
    "text",
    [
        "Dear friends,\nThe yard will open. Ida Holm built it.\n\nDear friends,\nIt cost us ten years.\n",
        "Dear Ida,\nThe quay is safe. Come soon.\nRosa Dahl\n",
    ],
    ids=["speech", "one letter"],
)
def test_what_greets_without_two_signatures_is_no_page_of_letters(text: str) -> None:
    assert not find_head(text).parts
