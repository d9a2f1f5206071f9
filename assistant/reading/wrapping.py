"""Lines → paragraphs: which line breaks are meant, and which only fill a column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from assistant.reading.head import is_signed
from assistant.reading.vocabulary import CLOCK

__all__ = ["CJK", "ends_sentence", "gap", "join_lines", "starts_item", "starts_turn", "unwrap"]

MIN_WRAPPED, MAX_WRAPPED = 45, 120
MAX_LABEL_WORDS = 6
MAX_CASELESS_LABEL = 12
_LABEL = re.compile(rf"\s*(?:{CLOCK}\s*)?([^\s:：][^:：\n]{{0,59}}?)(?:\s*{CLOCK})?(?:\s?:(?=\s|$|[\"“«「])|\s?：)")
_TIMED = re.compile(rf"\s*([^\s:：][^:：]{{0,59}}?)\s+{CLOCK}\s*")  # "Neil Obi  00:31", above his words
_SMALL_WORDS = {
    "&", "/", "al", "and", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "for", "ibn", "la", "le",
    "of", "the", "van", "von",
}  # fmt: skip
_LEADS_ON = frozenset("a an and as at between by for from in of on or since the to until with".split())
"""Words that a sentence goes on after: "on / 3 May 2021", "written and edited / by Ida Holm"."""
_ITEM = re.compile(r"\s*(?:[-*+•‣◦▪·]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+\S")
_END = re.compile(r"[.!?…:;。！？：；][\"'”’»」』)\]]*\s*$")
_OPENING = "([\"“‘'"
_IN_BRACKETS = re.compile(r"\([^()]*\)\s*")  # "(Translated from Portuguese.)", below a headline
CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


def starts_turn(line: str) -> bool:
    """Tell whether a line begins with what looks like a speaker's label, such as "Zhi News:"."""
    match = _LABEL.match(line) or _TIMED.fullmatch(line)
    words = [word.lstrip('([*"“') or "?" for word in match[1].split()] if match else []
    if not words or len(words) > MAX_LABEL_WORDS or not words[0][0].isalpha():
        return False
    if any(word[0].isupper() for word in words):
        return all(not word[0].islower() or word in _SMALL_WORDS for word in words)
    # A script without capitals: short, or it is a sentence.
    return not any(map(str.islower, words)) and sum(map(len, words)) <= MAX_CASELESS_LABEL


def starts_item(line: str) -> bool:
    """Tell whether a line begins with a bullet or a number, as in a list."""
    return bool(_ITEM.match(line))


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends in sentence-final punctuation."""
    return bool(_END.search(line))


def gap(first: str, second: str) -> str:
    """Return what stands between two parts of one broken line: a space, unless the script has none."""
    return "" if CJK.match(first[-1:]) and CJK.match(second[:1]) else " "


def join_lines(lines: Sequence[str]) -> str:
    """Return the parts of one broken line as one."""
    text = lines[0].rstrip()
    for line in map(str.strip, lines[1:]):
        text += gap(text, line) + line
    return text


def unwrap(text: str) -> str:
    """Return `text` with the lines of hard-wrapped paragraphs joined; all other lines stay as they are."""
    parts = re.split(r"(\n(?:[ \t]*\n)+)", text)
    blocks = [_segments(block.split("\n")) for block in parts[::2]]
    columns = [_column(block) for block in blocks]
    column = max(columns, default=0)
    for index, block in enumerate(blocks):
        # Too little to go by on its own, a short block follows the column of the others.
        if columns[index] or (column and _fills(block, column)):
            block = [[join_lines(segment)] for segment in block]
        parts[2 * index] = "\n".join(line for segment in block for line in segment)
    return "".join(parts)


def _segments(lines: list[str]) -> list[list[str]]:
    """Group lines; each group starts where a line break is certainly meant."""
    groups: list[list[str]] = []
    ends = list(takewhile(lambda pair: _signs(*pair), reversed(list(pairwise(["", *lines])))))
    signed = len(ends)  # a byline and a date, below a headline
    for line in lines[: len(lines) - signed]:
        indented = bool(groups) and line[:1].isspace() and not groups[-1][-1][:1].isspace()
        # An indented line goes on an item of a list; elsewhere it begins a paragraph.
        begins = indented and not starts_item(groups[-1][0])
        named_above = bool(groups and _TIMED.fullmatch(groups[-1][-1])) and starts_turn(groups[-1][-1])
        if not groups or begins or named_above or starts_turn(line) or starts_item(line):
            groups.append([])
        groups[-1].append(line)
    return [*groups, *([line] for line in lines[len(lines) - signed :])]


def _signs(before: str, line: str) -> bool:
    """Tell whether a line signs what is above it: a byline or a date that does not go on with the sentence there."""
    last = before.split()[-1:]
    goes_on = bool(last) and (last[0].endswith(",") or last[0] in _LEADS_ON) and line.lstrip()[:2] not in ("By", "BY")
    return not goes_on and is_signed(line)


def _column(block: list[list[str]]) -> int:
    """Return the column at which a block is clearly wrapped, or 0."""
    width = max(len(line) for segment in block for line in segment)
    broken = [line for segment in block for line in segment[:-1]]
    next_lines = [line.lstrip() for segment in block for line in segment[1:]]
    ended = sum(map(ends_sentence, broken))
    if all(_IN_BRACKETS.fullmatch(line) or line.lstrip(_OPENING)[:1].isupper() for line in next_lines):
        return 0
    if ended > len(broken) / 2:
        return 0
    return width if _fills(block, width) else 0


def _fills(block: list[list[str]], column: int) -> bool:
    """Tell whether every broken line goes on to `column`, as far as the next word allows."""
    pairs = [pair for segment in block for pair in pairwise(segment)]
    return bool(pairs) and all(
        MIN_WRAPPED <= len(line) <= min(column, MAX_WRAPPED)
        and len(line) + 1 + len((after.split() or [""])[0]) > column
        for line, after in pairs
    )
