"""Subtitles and recordings written as such: cues without their numbers and times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from assistant.reading.wrapping import ends_sentence, join_lines, starts_turn

__all__ = ["without_cues"]

_CLOCK = r"(?:\d{1,2}:)?\d\d:\d\d[.,]\d{3}"
_TIMES = re.compile(rf"\s*{_CLOCK}\s+-->\s+{_CLOCK}(?:\s.*)?")
_WEBVTT = re.compile(r"\s*WEBVTT\b")
_ASIDE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>]{1,80})>")
_STAMP = re.compile(r"<(?:\d\d:)?\d\d:\d\d\.\d{3}>")  # of a word, where each cue begins with the line before
_TAG = re.compile(rf"</?(?:[bciuv]|lang|font)\b[^<>]{{0,80}}>|{_STAMP.pattern}|\{{\\[^{{}}]{{1,80}}\}}")
_NOISE = (
    r"(?:music|applause|laugh(?:s|ter|ing)|chuckl(?:es|ing)|cheer(?:s|ing)|clap(?:s|ping)|sigh(?:s|ing)|cough(?:s|ing)"
    r"|gasps?|sob(?:s|bing)|whistl(?:es|ing)|ring(?:s|ing)|knock(?:s|ing)|beep(?:s|ing)|slams|footsteps|blank_audio)"
)
# Noted beside what is said. What could not be heard is no such note: its place must be seen.
_SOUND = re.compile(
    rf"[(\[♪] ?(?:[\w'-]{{1,20}} ){{0,3}}{_NOISE}(?: and {_NOISE}| (?:playing|continues|fades|stops|ends))? ?[)\]♪]",
    re.I,
)
_OTHER_VOICE = tuple("–—->")
_LONGEST = 12  # lines of one sentence: what a machine has written down has no end of any


def without_cues(text: str) -> str:
    """Return the words of subtitles, a sentence that runs over several of them on one line; any other text as it is.

    Example:
        >>> without_cues("1\\n00:00:01,000 --> 00:00:02,000\\nThe mayor\\nhas left.")
        'The mayor has left.'
    """
    lines = text.split("\n")
    if web := bool(_WEBVTT.match(text)):
        lines = list(_cues_alone(lines))
    cues = [number for number, line in enumerate(lines) if _TIMES.fullmatch(line)]
    if not cues or any(line.strip() and not _is_number(lines, number) for number, line in enumerate(lines[: cues[0]])):
        return text
    rolling = _STAMP.search(text)
    spoken: list[list[str]] = []
    label = before = ""
    for start, end in zip(cues, [*cues[1:], len(lines)], strict=True):
        for line in _words(lines, start + 1, end, web):
            if rolling and line == before:
                continue
            said = line.removeprefix(label) if label and not ends_sentence(before) else line
            if _goes_on(spoken, said):
                spoken[-1].append(said)
            else:
                spoken.append([line])
                label = line[: line.index(":") + 1] if starts_turn(line) and ":" in line else ""
            before = line
    return "\n".join(map(join_lines, spoken))


def _goes_on(spoken: Sequence[Sequence[str]], said: str) -> bool:
    """Whether a line goes on with the sentence of the ones before it."""
    if not spoken or ends_sentence(spoken[-1][-1]) or len(spoken[-1]) == _LONGEST:
        return False
    return not (starts_turn(said) or said.startswith(_OTHER_VOICE))


def _cues_alone(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a WebVTT file but its head, notes, style and the names of cues."""
    aside, above, last = False, "", ""
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if not above.strip():
            aside = bool(_ASIDE.match(line.strip()))
        # What stands alone below its times, against the rules, is no name.
        named = not above.strip() and _TIMES.fullmatch(below) and not _TIMES.fullmatch(last)
        above, last = line, line if line.strip() else last
        if not (aside or named):
            yield line


def _words(lines: Sequence[str], start: int, end: int, web: bool) -> Iterator[str]:
    for number in range(start, end):
        line = _TAG.sub("", _VOICE.sub(r"\1: ", lines[number]))
        line = " ".join(_SOUND.sub(" ", unescape(line) if web else line).split())
        if line and not _is_number(lines, number):
            yield line


def _is_number(lines: Sequence[str], number: int) -> bool:
    """Whether a line is the number above a cue's times."""
    counts = lines[number].strip().isdigit() and number + 1 < len(lines) and _TIMES.fullmatch(lines[number + 1])
    return bool(counts)
