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


@pytest.mark.parametrize("text", ["", "3\n\nThe quay.", "It ran:\n\n00:00:01,000 --> 00:00:02,000\nHello.", "WEBVTT"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert without_cues(text) == text
