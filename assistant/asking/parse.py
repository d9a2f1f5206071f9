"""Statements out of whatever a language model writes: marked lines, loose prose, JSON, as it streams."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from syntok import segmenter

__all__ = ["Claim", "Parser"]

_NUMBERS = r"\d{1,3}(?:\s*(?:[,;&]|and|[-–])\s*(?:\w+\s)?\^?\d{1,3})*"
_NAMED = r"sources?|sentences?|evidence|refs?\.?|docs?\.?|documents?|passages?|statements?"
_WORD = rf"(?:{_NAMED}|no\.?|nos\.?|s)?"
_FEW = r"(?:1[0-2]|[1-9])(?!\d)"  # no more sentences are ever numbered: "(74)" is an age
_CITE = re.compile(
    rf"\[\s*\^?{_WORD}\s*:?\s*#?(?P<a>{_NUMBERS})\s*\]|【\s*(?P<b>\d+)[^】\n]{{0,40}}】|⟦(?P<c>{_NUMBERS})⟧"
    rf"|\((?:{_NAMED})\s*:?\s*#?(?P<d>{_NUMBERS})\)|\((?P<e>{_FEW}(?:\s*[,;]\s*{_FEW})*)\)",
    re.I,
)
_FOLLOWED = re.compile(rf"(?:{re.sub(r'[?]P<[a-z]>', '?:', _CITE.pattern)})\s*[.!?]?\s+(?=[^\s\[(【⟦.,;&-])", re.I)
_BULLET = re.compile(r"^\s*(?:[-*•–—+>]\s+|#{1,6}\s+|\(?\d{1,2}[.)]\s+)")
_MARKUP = re.compile(
    r"\*\*|__|``?`?|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|</?[a-z][^>\n]{0,80}>|<\|[^|\n]{0,40}\|>", re.I
)
_TAG = re.compile(r"</?[a-z][^<>\n]{0,80}>", re.I)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Characters that nobody sees, or that turn round how the words beside them are read."""
_THINKING = re.compile(
    r"[<\[](think|thinking|thought|thoughts|reasoning|analysis|scratchpad)[>\]].*?(?:[<\[]/\1[>\]]|\Z)", re.S | re.I
)
_JSON = re.compile(r"(?:\A|\n)\s*(?:```(?:json)?\s*)?(?P<whole>(?:\[\s*)?\{\s*(?:\"|\Z))")
_PREAMBLE = re.compile(
    r"^(?:(?:sure|certainly|of course|okay|ok|absolutely)(?:[!.,]\s+|[!.,]? here\b[^.!:\n]{0,60}:\s+))?"
    r"(?:[*_]{0,2}(?:final |short )?answer(?:[*_]{0,2}:|:[*_]{2})\s+)?"
    r"(?:based on (?:the |these |this )?(?:(?:provided|given|numbered|above|available|cited) )*"
    rf"(?:{_NAMED}|information|text|context|excerpts?)(?: (?:provided|given|above|available))?[,:]\s+)?",
    re.I,
)
_CITED_FIRST = re.compile(
    rf"^(?:(?:according to|as per|per|based on|in|from)\s+)?"
    rf"(?:(?:{_NAMED})\s*#?(?P<bare>{_NUMBERS})|(?P<marked>{_CITE.pattern}))"
    r"\s*[,:]\s*(?=\w)",
    re.I,
)
_CITED_LAST = re.compile(rf"(?<=[.!?”\"])\s*(?:{_NAMED})\s*:?\s*#?(?P<numbers>{_NUMBERS})\s*\.?$", re.I)
_HIGH = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.!?,”\"’)])|(?<=[.!?,]\s))[⁰¹²³⁴⁵⁶⁷⁸⁹]+")  # but not "km²"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_OTHER_MARKS = (
    (re.compile(r"<sup>\s*\[?(\d{1,2}(?:\s*,\s*\d{1,2})*)\]?\s*</sup>|\^(\d{1,2})\^", re.I), r"[\1\2]"),
    (re.compile(r"\\?[\[［{]{1,2}\s*(\d{1,2}(?:\s*[,–-]\s*\d{1,2})*)\s*\\?[\]］}]{1,2}"), r"[\1]"),
    (re.compile(r"\((?:see\s)?((?:\[[\d\s,–-]+\][\s,]*)+)\)", re.I), r"\1"),
)
"""Ways to mark a source that mean the same as "[1]": raised, in braces, with the brackets escaped or doubled."""
_AND = re.compile(r"^(?:and|but|while)\s+(?=\w)")
_SOURCES = re.compile(r"^\W*(?:sources?|references?|citations?|notes?)\W*$", re.I)
_LEAD = re.compile(r"^[^.!?]{0,160}:\s*$")
_MORE = re.compile(r"^[\s.,;]*$")


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement as a model wrote it.

    Attributes:
        text: Its words, without citation numbers and markup.
        numbers: The sentences it cites, in order; empty if it cites none.
    """

    text: str
    numbers: tuple[int, ...]


class Parser:
    """Takes a model's output in pieces and gives back statements as soon as each is complete.

    Text and structured pieces are both taken: a string goes on from the one before, a dict is the whole so far.
    """

    def __init__(self) -> None:
        self._text = ""
        self._done = 0  # characters of the text already given out
        self._structured: list[Any] = []
        self._given = 0
        self._over = False

    def feed(self, piece: str | dict[str, Any]) -> Iterator[Claim]:
        """Take the next piece and yield the statements that it completes."""
        if isinstance(piece, dict):
            self._structured = _items(piece)
            yield from self._give(len(self._structured) - 1)
        else:
            self._text += piece
            self._think_no_more()
            if self._is_json():
                self._structured = _items(_partial_json(self._text))
                yield from self._give(len(self._structured) - 1)
            else:
                yield from self._lines(final=False)

    def close(self) -> Iterator[Claim]:
        """Yield what is left once nothing more comes."""
        if self._is_json():
            self._structured = _items(_partial_json(self._text))
        yield from self._give(len(self._structured))
        if not self._is_json():
            yield from self._lines(final=True)

    def _think_no_more(self) -> None:
        """Forget what stands before the end of thoughts whose beginning was in the prompt."""
        before, end, after = self._text.partition("</think>")
        if end and "<think" not in before.casefold():
            self._text, self._done = after, 0

    def _is_json(self) -> bool:
        return bool(_JSON.search(_THINKING.sub("", self._text)))

    def _give(self, until: int) -> Iterator[Claim]:
        while self._given < until:
            claim = _structured(self._structured[self._given])
            self._given += 1
            if claim:
                yield claim

    def _lines(self, *, final: bool) -> Iterator[Claim]:
        text = _THINKING.sub("", self._text)
        if not final and re.search(r"<[a-z]*$", text, re.I):
            return  # perhaps the start of a tag
        while not self._over:
            rest = text[self._done :]
            end = rest.find("\n")
            if end >= 0:
                line, step = rest[:end], end + 1
            elif final:
                line, step = rest, len(rest)
            else:
                # Where numbers come first, only the next line tells to which words they belong.
                step = 0 if _CITE.match(rest.lstrip()) else _complete(rest)
                line = rest[:step]
            if not step:
                return
            self._done += step
            if _SOURCES.match(line):
                self._over = True
                return
            yield from _claims(line)


def _complete(line: str) -> int:
    """Return how much of an unfinished line is whole statements: up to citations that more words follow."""
    end = 0
    for match in _FOLLOWED.finditer(line):
        if re.search(r"\w", line[: match.start()]):
            end = match.end()
    return end


def _claims(line: str) -> Iterator[Claim]:
    """Split one line at its citations; sentences that share one cite the same."""
    line = _unified(_BULLET.sub("", line.strip()))
    if not line or line.startswith("```") or line.strip("*_ .").upper() == "NONE":
        return
    cites = list(_CITE.finditer(line))
    if not cites:
        if not _LEAD.match(_clean(line)):
            yield from _cited(line, ())
        return
    position = 0
    groups: list[tuple[str, list[int]]] = []
    for cite in cites:
        between = line[position : cite.start()]
        if _MORE.match(between) and groups:
            groups[-1][1].extend(_numbers(cite))
        elif _MORE.match(between):
            groups.append(("", _numbers(cite)))  # numbers that come first
        else:
            groups.append((between, _numbers(cite)))
        position = cite.end()
    tail = line[position:]
    if groups[0][0] == "":
        # "[1] The bridge …": the numbers stand before the words that rest on them.
        texts = [group[0] for group in groups[1:]] + [tail]
        groups = [(text, group[1]) for text, group in zip(texts, groups, strict=True)]
        tail = ""
    for number, (text, numbers) in enumerate(groups):
        alone = _capital(_AND.sub("", _clean(text))) if number and _AND.match(_clean(text)) else text
        yield from _cited(alone, tuple(dict.fromkeys(numbers)))
    if not _MORE.match(tail) and len(_clean(tail)) > 3:
        yield from _cited(tail, ())


def _unified(line: str) -> str:
    """Return a line with its sources marked as "[1]", behind the words that rest on them, and no word before these."""
    if line.startswith("|"):
        line = re.sub(r"\s*\|\s*", " ", line).strip("- ")
    line = _HIGH.sub(_lowered, line)
    for pattern, plain in _OTHER_MARKS:
        line = pattern.sub(plain, line)
    line = _TAG.sub("", line)  # before "(1)" within it is taken for a source
    if before := _PREAMBLE.match(line).group():  # type: ignore[union-attr]  # it matches nothing, too
        line = _capital(line[len(before) :])
    if first := _CITED_FIRST.match(line):
        line = f"{_capital(line[first.end() :])} {first['marked'] or '[' + first['bare'] + ']'}"
    return _CITED_LAST.sub(r" [\g<numbers>]", line)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lowered(raised: re.Match[str]) -> str:
    return "".join(f"[{digit}]" for digit in raised.group().translate(_RAISED))


def _cited(text: str, numbers: tuple[int, ...]) -> Iterator[Claim]:
    cleaned = _clean(text)
    if not re.search(r"\w{2}", cleaned):
        return
    for sentence in _sentences(cleaned):
        if numbers or len(sentence.split()) > 3:  # else "Sure!", "Here you are."
            yield Claim(sentence, numbers)


def _sentences(text: str) -> list[str]:
    """Split into sentences, but never within quotation marks."""
    found: list[str] = []
    for paragraph in segmenter.process(text):
        for sentence in paragraph:
            words = text[sentence[0].offset : sentence[-1].offset + len(sentence[-1].value)].strip()
            if found and _open(found[-1]):
                found[-1] += " " + words
            else:
                found.append(words)
    return [_ended(sentence) for sentence in found if sentence]


def _open(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _ended(sentence: str) -> str:
    return sentence if sentence[-1:] in '.!?”"’…' else sentence.rstrip(",;:–— ") + "."


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub("", _MARKUP.sub("", text)).split()).lstrip(".,;: ").strip()


def _numbers(cite: re.Match[str]) -> list[int]:
    written = next(group for group in cite.groups() if group)
    numbers: list[int] = []
    for part in re.split(r"\s*(?:[,;&]|and)\s*", written):
        ends = [int(n) for n in re.findall(r"\d+", part)]
        if len(ends) == 2 and ends[0] < ends[1] <= ends[0] + 12:
            numbers.extend(range(ends[0], ends[1] + 1))
        else:
            numbers.extend(ends)
    return numbers


def _items(whole: Any) -> list[Any]:
    if isinstance(whole, dict):
        whole = whole.get("statements", [whole] if "text" in whole else [])
    return whole if isinstance(whole, list) else []


def _structured(item: Any) -> Claim | None:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        return None
    given = item.get("sources", item.get("citations", item.get("numbers", [])))
    numbers = [
        int(n) for part in (given if isinstance(given, list) else [given]) for n in re.findall(r"\d+", str(part))
    ]
    numbers += [n for cite in _CITE.finditer(item["text"]) for n in _numbers(cite)]
    text = _clean(_CITE.sub("", item["text"]))
    return Claim(_ended(text), tuple(dict.fromkeys(numbers))) if text else None


def _partial_json(text: str) -> Any:
    from langchain_core.utils.json import parse_partial_json  # LangChain is slow to import

    text = _THINKING.sub("", text)
    found = _JSON.search(text)
    bare = re.sub(r"\s*```[^`]*$", "", text[found.start("whole") :] if found else text)
    try:
        return parse_partial_json(bare)
    except (ValueError, RecursionError):  # brackets nested thousands deep are no answer either
        return {}
