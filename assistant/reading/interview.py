"""An interview printed without labels: each question a paragraph, and below it what is answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

__all__ = ["find_interview"]

_LEAST = 3  # questions that are answered
_LONGEST = 400  # characters of one
_LONGEST_REMARK = 200
_QUESTION = re.compile(r"[^“”\"].*\?[*_)\]]*", re.S)
_BOLD = re.compile(r"(\*\*|__)[^*_].*\1")
_I = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|me|myself)\b")
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.I)
# Not what "you" do as anybody does: "You dive and you wait."
_TO_YOU = re.compile(
    r"\byou(?:['’](?:re|ve)|\s(?:are|did|had|have(?!\sto\b)|once|said|were|wrote|\w{2,}ed))\b"
    r"|\b(?:about|against|calls?|from|of|on|says?|to|with|\w{2,}ed)\syou\b|^Your\s",
    re.I,
)
_TOLD = re.compile(
    r"\binterview|\b(?:conversation|talks?|talked|chat(?:ted)?|speaks|spoke|sat down) (?:to|with)\b|\bQ ?(?:&|and) ?A\b"
    r"|\b(?:we|I) (?:met|asked|visited|called|rang) (?:him|her|them|[A-Z])",
    re.I,
)
_SPEAKING = 1 / 3  # share of answers in which somebody says "I"
_ASKED = 1 / 2  # share of questions to "you", where nothing above them says that it is a talk


def find_interview(lines: Sequence[str], title: str = "") -> list[str]:
    """Return for each line "Q" if it is asked, "A" if it answers, "" if it is neither, as all lines of other texts are.

    Questions with answers are a talk only where somebody answers for himself: what a paper explains in that form, or an
    office answers its callers, is its own.

    Args:
        lines: The text's lines, those of its headline and the like empty.
        title: Its headline.

    Example:
        >>> find_interview(["We met her.", "Do you fish?", "I do.", "Why?", "I like it.", "Still?", "My boat sank."])
        ['', 'Q', 'A', 'Q', 'A', 'Q', 'A']
    """
    asked = [n for n, line in enumerate(lines) if len(line) <= _LONGEST and _QUESTION.fullmatch(line)]
    bold = [n for n, line in enumerate(lines) if len(line) <= _LONGEST and _BOLD.fullmatch(line)]
    if len(bold) >= _LEAST and 2 * len({*asked} & {*bold}) >= len(bold):
        asked = bold  # what is not asked but put to whoever answers, too
    answers = {n: "\n".join(lines[n + 1 : end]).strip() for n, end in pairwise([*asked, len(lines)])}
    answered = [n for n in asked if answers[n]]
    speaking = sum(bool(_I.search(answers[n])) for n in answered)
    if len(answered) < _LEAST or speaking < max(2, _SPEAKING * len(answered)):
        return [""] * len(lines)
    to_you = sum(bool(_YOU.search(lines[n])) for n in asked)
    if to_you < _ASKED * len(asked) and not _TOLD.search("\n".join([title, *lines[: asked[0]]])):
        return [""] * len(lines)
    asking = {*asked, *_remarks(lines, asked)}
    return ["" if n < asked[0] or not line else "Q" if n in asking else "A" for n, line in enumerate(lines)]


def _remarks(lines: Sequence[str], asked: Sequence[int]) -> list[int]:
    """Return the numbers of lines that say something to whoever answers and ask nothing: "Some call you stubborn."

    They stand between two paragraphs of an answer, in a talk whose answers have one paragraph as a rule.
    """
    answers = [[n for n in range(a + 1, b) if lines[n]] for a, b in pairwise([*asked, len(lines)])]
    found = [
        n
        for answer in answers
        if len(answer) % 2 and all(_is_remark(lines[n]) for n in answer[1::2])
        for n in answer[1::2]
    ]
    turns = len(answers) + len(found)
    longer = sum(len(answer) > 1 for answer in answers if not {*answer} & {*found})
    return found if 3 * longer <= turns else []


def _is_remark(line: str) -> bool:
    return len(line) <= _LONGEST_REMARK and bool(_TO_YOU.search(line)) and not _I.search(line)
