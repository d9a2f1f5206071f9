"""Who writes what in e-mails pasted as text."""

from __future__ import annotations

import pytest

from assistant.reading.head import find_head
from assistant.reading.segments import find_segments

HEADER = "From: Rosa Dahl <rosa@osk.example>\nSent: Friday, 7 May 2021 09:12\nTo: Ida Holm\nSubject: RE: The old quay\n"
EARLIER = "-----Original Message-----\nFrom: Ida Holm\nDate: 6 May 2021\nSubject: The old quay\n"
WROTE = "On Thu, 6 May 2021 at 17:40, Ida Holm <ida@orle.example> wrote:\n"


def told(text: str) -> list[tuple[str | None, str]]:
    return [(s.speaker, text[s.start : s.end]) for s in find_segments(text) if not s.furniture]


def test_the_first_message_gives_the_title_the_author_and_the_date() -> None:
    head = find_head(f"{HEADER}\nDear Ida,\n\nThe quay is safe.\n\n{EARLIER}\nIs it safe?")
    assert (head.title, head.author, head.date) == ("The old quay", "Rosa Dahl", "Friday, 7 May 2021 09:12")


def test_each_message_is_its_senders_and_its_signature_nobodys() -> None:
    text = (
        f"{HEADER}\nDear Ida,\n\nThe quay is safe.\n\nKind regards,\nRosa Dahl\nOsk Port\n--\nThis is private.\n\n"
        f"{EARLIER}\nI think it is a ruin.\n"
    )
    assert told(text) == [("Rosa Dahl", "The quay is safe."), ("Ida Holm", "I think it is a ruin.")]


def test_answers_between_quoted_lines_are_the_answerers() -> None:
    text = f"{HEADER}\nSee below.\n\n{WROTE}\n> I think it is a ruin.\n\nIt is not.\n\n> Is it safe?\n\nYes, it is.\n"
    assert told(text) == [
        ("Rosa Dahl", "See below."),
        ("Ida Holm", "I think it is a ruin."),
        ("Rosa Dahl", "It is not."),
        ("Ida Holm", "Is it safe?"),
        ("Rosa Dahl", "Yes, it is."),
    ]


def test_what_a_message_cites_below_its_address_is_the_writers() -> None:
    text = f"{HEADER}\nSee below.\n\n{WROTE}\nI think it is a ruin.\n"
    assert told(text)[-1] == ("Ida Holm", "I think it is a ruin.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("From: Orle\nTo: Osk\n\nThe ferry leaves at nine. It is always late.", id="journey"),
        pytest.param(f"The ferry leaves at nine.\nIt is late.\nWe wait.\n\n{HEADER}\nIt was found.", id="cited mail"),
    ],
)
def test_what_only_cites_or_looks_like_a_message_has_no_sender(text: str) -> None:
    assert find_head(text).author is None
    assert all(speaker is None for speaker, _ in told(text))
