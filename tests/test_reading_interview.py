from __future__ import annotations

import pytest

from assistant.reading.interview import find_interview
from assistant.reading.segments import find_segments

TALK = """“The reef will not wait”: a conversation with Ines Tavares

By Joel Marsh

Ines Tavares has dived on the reef of Olmo since 1998.

When did you first see it?

I was eleven. My father took me out in his boat.

We came back every summer.

Is it dying, as the ministry says?

It is shrinking. The ministry is asleep.

What should be done?

Close the channel. I have said so for years.

This interview has been edited for length.
"""


def _speakers(text: str) -> dict[str, str | None]:
    segments = find_segments(text, interviewer="Joel Marsh")
    return {text[one.start : one.end]: one.speaker for one in segments if not one.furniture}


def test_an_interview_without_labels_has_the_turns_of_who_asks_and_who_answers() -> None:
    speakers = _speakers(TALK)
    assert speakers["Ines Tavares has dived on the reef of Olmo since 1998."] is None
    assert speakers["When did you first see it?"] == speakers["What should be done?"] == "Joel Marsh"
    assert {speakers[one] for one in ("I was eleven.", "We came back every summer.", "The ministry is asleep.")} == {
        "Ines Tavares"
    }


@pytest.mark.parametrize(
    "text",
    [
        # A paper asks and answers itself.
        "The new tram: questions and answers\n\nWhen does it open?\n\nIt opens in May.\n\nWhat does it cost?\n\n"
        "It costs 40 million.\n\nWho pays?\n\nThe county pays.",
        # An essay asks nobody.
        "I left the mill in spring.\n\nWhy did I stay so long?\n\nI was afraid.\n\nWhat was there to fear?\n\nI had "
        "no plan.\n\nWas that all?\n\nMy father had worked there.",
        # One question is no talk.
        "I spoke to the mayor.\n\nWill you resign?\n\nI will not. I have done my work.",
    ],
)
def test_other_texts_that_ask_are_no_interviews(text: str) -> None:
    assert set(_speakers(text).values()) == {None}


def test_what_is_put_to_whoever_answers_and_asks_nothing_is_no_word_of_his() -> None:
    said = {"The ministry calls you a dreamer.": "It may.", "Some divers say you exaggerate.": "They dive elsewhere."}
    put = "".join(f"{remark}\n\n{reply}\n\n" for remark, reply in said.items())
    speakers = _speakers(TALK.replace("Is it dying", f"Are you alone in this?\n\nNever.\n\n{put}Is it dying"))
    assert {speakers[remark] for remark in said} == {"Joel Marsh"}
    assert {speakers[reply] for reply in ("Never.", *said.values())} == {"Ines Tavares"}
    # What "you" do as anybody does is said by whoever answers.
    speakers = _speakers(TALK.replace("The ministry is asleep.", "It is.\n\nYou dive and you wait.\n\nIt comes."))
    assert speakers["You dive and you wait."] == "Ines Tavares"


def test_what_is_printed_in_bold_among_bold_questions_is_put_to_whoever_answers() -> None:
    lines = [
        "**Do you fish?**",
        "I do.",
        "**But there are no fish.**",
        "I know.",
        "**Why go on?**",
        "I like it. Who does not?",
    ]
    assert find_interview(lines, "An interview") == ["Q", "A", "Q", "A", "Q", "A"]
