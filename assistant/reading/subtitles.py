"""Subtitles and recordings written as such: cues without their numbers and times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.reading.wrapping import ends_sentence, join_lines, starts_turn

__all__ = ["without_cues"]

_CLOCK = r"(?:\d{1,2}:)?\d\d:\d\d[.,]\d{3}"
_TIMES = re.compile(rf"\s*{_CLOCK}\s+-->\s+{_CLOCK}(?:\s.*)?")
_HEAD = re.compile(r"\s*WEBVTT\b.*")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>]{1,80})>")
_TAG = re.compile(r"</?(?:[bciuv]|lang|font)\b[^<>]{0,80}>")


def without_cues(text: str) -> str:
    """Return the words of subtitles, a sentence that runs over several of them on one line; any other text as it is.

    Example:
        >>> without_cues("1\\n00:00:01,000 --> 00:00:02,000\\nThe mayor\\nhas left.")
        'The mayor has left.'
    """
    lines = text.split("\n")
    cues = [number for number, line in enumerate(lines) if _TIMES.fullmatch(line)]
    if not cues or any(line.strip() and not _is_mark(lines, number) for number, line in enumerate(lines[: cues[0]])):
        return text
    spoken: list[str] = []
    label = ""
    for start, end in zip(cues, [*cues[1:], len(lines)], strict=True):
        for line in _words(lines, start + 1, end):
            said = line.removeprefix(label) if label and spoken and not ends_sentence(spoken[-1]) else line
            if spoken and not ends_sentence(spoken[-1]) and not (starts_turn(said) or said[0] in "–—-"):
                spoken[-1] = join_lines([spoken[-1], said])
            else:
                spoken.append(line)
                label = line[: line.index(":") + 1] if starts_turn(line) and ":" in line else ""
    return "\n".join(spoken)


def _words(lines: Sequence[str], start: int, end: int) -> Iterator[str]:
    for number in range(start, end):
        line = _TAG.sub("", _VOICE.sub(r"\1: ", lines[number])).strip()
        if line and not _is_mark(lines, number):
            yield line


def _is_mark(lines: Sequence[str], number: int) -> bool:
    """Whether a line is the number above a cue's times, or the head of the file."""
    counts = lines[number].strip().isdigit() and number + 1 < len(lines) and _TIMES.fullmatch(lines[number + 1])
    return bool(counts or (number == 0 and _HEAD.fullmatch(lines[number])))
