"""Subtitles and recordings: their words without numbers and times."""

from __future__ import annotations

import pytest

from assistant.reading.subtitles import without_cues

SRT = """1
00:00:01,000 --> 00:00:04,200
<i>The quay of Orle</i>

2
00:00:04,400 --> 00:00:08,900
was closed in 1987.
Nobody knows why.

3
00:00:09,000 --> 00:00:12,000
- Is it safe?
- It is.
"""
VTT = """WEBVTT

00:01.000 --> 00:04.000
Ida Holm: It was closed,

00:04.000 --> 00:08.000 align:start
Ida Holm: and we left.

00:08.000 --> 00:09.000
<v Tom Vos>I stayed.</v>
"""


def test_sentences_over_several_cues_are_whole_and_turns_apart() -> None:
    expected = ["The quay of Orle was closed in 1987.", "Nobody knows why.", "- Is it safe?", "- It is."]
    assert without_cues(SRT).split("\n") == expected


def test_a_name_repeated_within_a_sentence_stands_once() -> None:
    assert without_cues(VTT).split("\n") == ["Ida Holm: It was closed, and we left.", "Tom Vos: I stayed."]


def test_of_subtitles_for_the_web_only_what_is_said_stays() -> None:
    vtt = (
        "WEBVTT - The quay\nKind: captions\n\nNOTE by hand\nof Ida\n\nSTYLE\n::cue { color: red }\n\nfirst cue\n"
        "00:01.000 --> 00:02.000\n<v.loud Tom Vos>NOTE the <b>bolts</b> &amp; the &lt;rust&gt;.</v>\n\n2\n"
        "00:02.000 --> 00:03.000\n&gt;&gt; It has gone\n\n00:03.000 --> 00:04.000\n&gt;&gt; Nonsense!\n"
    )
    expected = ["Tom Vos: NOTE the bolts & the <rust>.", ">> It has gone", ">> Nonsense!"]
    assert without_cues(vtt).split("\n") == expected


def test_lines_that_roll_are_read_once_and_those_said_twice_twice() -> None:
    rolling = (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n \nthe<00:00:01.200><c> ferry</c>\n\n00:00:02.000 --> 00:00:02.010\n"
        "the ferry\n \n\n00:00:02.010 --> 00:00:03.000\nthe ferry\nsank<00:00:02.500><c> twice</c>\n"
    )
    assert without_cues(rolling) == "the ferry sank twice"
    twice = SRT.replace("- Is it safe?\n- It is.", "{\\an8}It sank.\nIt sank.")
    assert without_cues(twice).endswith("It sank.\nIt sank.")


def test_a_recording_without_full_stops_is_read_in_parts_however_long() -> None:
    cue = "00:00:01,000 --> 00:00:02,000\nand we went on along the quay as we had done\n\n"
    lines = without_cues(cue * 6_000).split("\n")
    assert len(lines) == 500 and set(map(len, lines)) == {12 * 45 - 1}


@pytest.mark.parametrize("text", ["", "3\n\nThe quay.", "It ran:\n\n00:00:01,000 --> 00:00:02,000\nHello.", "WEBVTT"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert without_cues(text) == text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[LAUGHTER] Tom Vos came late.", "Tom Vos came late."),
        ("The crane, (audience laughing) red, stood still.", "The crane, red, stood still."),
        ("Ida Holm: [sighs] It fell.", "Ida Holm: It fell."),
        ("[Applause and cheering]", ""),
        ("♪ slow music playing ♪", ""),
        ("[BLANK_AUDIO]", ""),
        ("The barge (which cost [inaudible] crowns) sank.", "The barge (which cost [inaudible] crowns) sank."),
        ("Ida (the music school) and [the mayor] paid.", "Ida (the music school) and [the mayor] paid."),
        ("♪ The river is wide ♪", "♪ The river is wide ♪"),
    ],
)  # fmt: skip
def test_notes_of_sounds_are_no_words_and_all_else_in_brackets_is(line: str, said: str) -> None:
    cues = f"1\n00:00:01,000 --> 00:00:02,000\n{line}\n\n2\n00:00:02,000 --> 00:00:03,000\nThe end.\n"
    assert without_cues(cues).split() == [*said.split(), "The", "end."]
