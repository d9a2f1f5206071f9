"""Statements out of whatever a language model writes: marked lines, loose prose, JSON, as it streams."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from assistant.asking.generating.written import Claim, claims, complete, numbers_alone, numbers_in

__all__ = ["Claim", "Parser"]

_THINKING = re.compile(
    r"[<\[](think|thinking|thought|thoughts|reasoning|analysis|scratchpad)[>\]].*?(?:[<\[]/\1[>\]]|\Z)", re.S | re.I
)
_THOUGHT = re.compile(r"</think>|<\|channel\|>final<\|message\|>")
_JSON = re.compile(r"(?:\A|\n|:|```[a-z]{0,8})\s{0,40}(?P<whole>(?:[\[{]\s{0,40}){1,4}[\"'])", re.I)
_BETWEEN = re.compile(r"[\s,;]*")
_QUOTED_OTHERWISE = re.compile(r"(?<=[\[{,:])(\s{0,20})'|'(?=\s{0,20}[\]},:])")
_TEXT = frozenset("answer claim content fact point response sentence statement summary text".split())
_CITED = re.compile(r"source|cit|ref|evidence|support|^numbers?$", re.I)
_SOURCES = re.compile(
    r"\W*(?:(?:sources?|references?|citations?|notes?|works)(?: (?:used|cited))?\W*$|\[\^\d{1,3}\]:"
    r"|(?:sources|references|citations|notes)\W*:\W*\d{1,3}\]?[.:]?\s+[^\W\d])",
    re.I,
)
"""Where a list of sources begins."""
_SHORT = 4_000
_STEPS = 64
"""Longer texts than this are read anew only when they have grown by one part in so many: else each piece costs as much
as all before it."""
_LONGEST_LINE = 8_000
_Item = tuple[str, tuple[int, ...]]


class Parser:
    """Takes a model's output in pieces and gives back statements as soon as each is complete.

    Text and structured pieces are both taken: a string goes on from the one before, a dict is the whole so far.
    """

    def __init__(self) -> None:
        self._text = ""
        self._done = 0  # characters of the text already given out
        self._waiting: list[Claim] = []  # statements that cite nothing, unless the next line is their numbers
        self._structured: list[_Item] = []
        self._given = 0
        self._over = False
        self._seen = 0  # characters that the text had when it was last read

    def feed(self, piece: str | dict[str, Any]) -> Iterator[Claim]:
        """Take the next piece and yield the statements that it completes."""
        if isinstance(piece, dict):
            self._structured = _items(piece)
        else:
            self._text += piece
            if len(self._text) > _SHORT and len(self._text) - self._seen < len(self._text) // _STEPS:
                return
            self._seen = len(self._text)
            self._think_no_more()
            yield from self._read(final=False)
        yield from self._give(len(self._structured) - 1)

    def close(self) -> Iterator[Claim]:
        """Yield what is left once nothing more comes."""
        self._think_no_more()
        yield from self._read(final=True)
        yield from self._cited_by(())
        yield from self._give(len(self._structured))

    def _think_no_more(self) -> None:
        """Forget what stands before the end of thoughts whose beginning was in the prompt."""
        end = _THOUGHT.search(self._text)
        if end and "<think" not in self._text[: end.start()].casefold():
            self._text, self._done = self._text[end.end() :], 0
            self._waiting.clear()

    def _read(self, *, final: bool) -> Iterator[Claim]:
        text = _THINKING.sub("", self._text)
        if found := _JSON.search(text):
            yield from self._lines(text[: found.start("whole")], final=True)
            yield from self._cited_by(())
            self._structured = [item for value in _values(text[found.start("whole") :]) for item in _items(value)]
        else:
            yield from self._lines(text, final=final)

    def _give(self, until: int) -> Iterator[Claim]:
        while self._given < until:
            yield from _told(*self._structured[self._given])
            self._given += 1

    def _lines(self, text: str, *, final: bool) -> Iterator[Claim]:
        if not final and re.search(r"<[a-z]*$", text[-80:], re.I):
            return  # perhaps the start of a tag
        while not self._over:
            rest = text[self._done :]
            end = rest.find("\n")
            if end >= 0:
                line, step = rest[:end], end + 1
            elif final:
                line, step = rest, len(rest)
            else:
                step = complete(rest)
                line = rest[:step]
            if not step:
                return
            self._done += step
            yield from self._line(line[:_LONGEST_LINE])

    def _line(self, line: str) -> Iterator[Claim]:
        if numbers := numbers_alone(line):
            yield from self._cited_by(numbers)
        elif line.strip() and not line.startswith("```"):
            yield from self._cited_by(())
            if _SOURCES.match(line):
                self._over = True
                return
            found = list(claims(line))
            if any(claim.numbers for claim in found):
                yield from (claim for claim in found if claim.numbers or _is_statement(claim))
            else:
                self._waiting = found

    def _cited_by(self, numbers: tuple[int, ...]) -> Iterator[Claim]:
        """Yield the statements that waited for the numbers on the line after theirs."""
        waiting, self._waiting = self._waiting, []
        yield from (Claim(claim.text, numbers) for claim in waiting if numbers or _is_statement(claim))


def _is_statement(claim: Claim) -> bool:
    return len(claim.text.split()) > 3  # not "Sure!", "Here you are."


def _items(value: Any) -> list[_Item]:
    """Return each text in a structured value with the numbers beside it, whatever it is wrapped in, in order."""
    if isinstance(value, str):
        return [(value, ())]
    if isinstance(value, list):
        return [item for part in value for item in _items(part)]
    if not isinstance(value, dict):
        return []
    cited = {key for key, part in value.items() if _CITED.search(key) or _all_numbers(part)}
    numbers = tuple(dict.fromkeys(n for key in cited for n in _numbers(value[key])))
    texts = {key for key, part in value.items() if isinstance(part, str) and key not in cited}
    inner = {key for key, part in value.items() if isinstance(part, dict | list) and key not in cited}
    texts = {key for key in texts if key.casefold() in _TEXT} or (texts if not inner else set())
    items: list[_Item] = []
    for key, part in value.items():
        if key in texts:
            items.append((part, numbers))
        elif key in inner:
            items.extend(_items(part))
    return items


def _told(text: str, numbers: tuple[int, ...]) -> list[Claim]:
    """Return the statements of a text with the numbers given beside it, and their own."""
    found = [claim for line in text.splitlines() for claim in claims(line)]
    return [Claim(claim.text, tuple(dict.fromkeys((*numbers, *claim.numbers)))) for claim in found]


def _all_numbers(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(type(part) is int for part in value)


def _numbers(value: Any) -> list[int]:
    """Return the numbers that stand for sources: 1, "1", "[1]", "Sentence 1", each alone, in a list or an object."""
    if type(value) is int:
        return [value]
    if isinstance(value, str):
        return numbers_in(f"[{value}]") or numbers_in(value)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [number for part in parts for number in _numbers(part)]


def _values(text: str) -> Iterator[Any]:
    """Yield the JSON values with which a text begins; of the last, what there is of it."""
    if re.match(r"[\[{\s]{1,80}'", text):
        text = _QUOTED_OTHERWISE.sub(r'\1"', text)
    decoder = json.JSONDecoder(strict=False)
    at = 0
    while text[at : at + 1] in ("[", "{"):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):  # brackets nested thousands deep are no answer either
            yield _partial(text[at:])
            return
        yield value
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too


def _partial(text: str) -> Any:
    from langchain_core.utils.json import parse_partial_json  # LangChain is slow to import

    try:
        return parse_partial_json(re.sub(r"\s*```[^`]*$", "", text))
    except (ValueError, RecursionError):
        return None
