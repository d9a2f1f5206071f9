"""One line of what a language model writes: its statements, and the numbers of the sentences that each rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from syntok import segmenter

__all__ = ["Claim", "claims", "complete", "numbers_alone", "numbers_in"]

_NUMBERS = r"\d{1,3}(?:\s*(?:[,;&]|and|[-–])\s*(?:\w+\s)?\^?\d{1,3})*"
_NAMED = (
    r"sources?|sentences?|sent\.?|evidence|refs?\.?|references?|cit(?:e|ed|ations?)|docs?\.?|documents?|passages?|"
    r"statements?"
)
_WORD = rf"(?:{_NAMED}|no\.?|nos\.?|s)?"
_FEW = r"(?:1[0-2]|[1-9])(?!\d)"  # no more sentences are ever numbered: "(74)" is an age
_CITE = re.compile(
    rf"\[\s*\^?{_WORD}\s*:?\s*#?(?P<a>{_NUMBERS})\s*\]|【\s*(?P<b>\d+)[^】\n]{{0,40}}】|⟦(?P<c>{_NUMBERS})⟧"
    rf"|\((?:see\s)?(?:{_NAMED})\s*:?\s*#?(?P<d>{_NUMBERS})\)|\(#?(?P<e>{_FEW}(?:\s*[,;]\s*{_FEW})*)\)",
    re.I,
)
_ANY_CITE = re.sub(r"[?]P<[a-z]>", "?:", _CITE.pattern)
_FOLLOWED = re.compile(rf"(?:{_ANY_CITE})\s*[.!?]?\s+(?=[^\s\[(【⟦.,;&-])", re.I)
_BULLET = re.compile(
    r"(?:[^\w\s\"'“”‘’«»()\[\]{}<>【⟦⟧$€£¥§*#\\-]+\s+|[-*>]\s+|#{1,6}\s+|\(?\d{1,2}[.)]\s+|[a-h]\)\s+)+", re.I
)
_MARKUP = re.compile(
    r"\*\*|__|``?`?|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|</?[a-z][^>\n]{0,80}>|<\|[^|\n]{0,40}\|>", re.I
)
_TAG = re.compile(r"</?[a-z][^<>\n]{0,80}>", re.I)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Characters that nobody sees, or that turn round how the words beside them are read."""
_ABOUT_THE_ANSWER = frozenset(
    """
    a above absolutely according an and answer answers are as assistant available based certainly cited context
    corrected course document documents evidence excerpts fact final following from given great here i in information
    is it json list my no numbered of ok okay on passage passages provided question response result rewritten s say says
    sentence sentences short source sources statement statements summary sure text that the these this to what with yes
    your
    """.split()
)
"""Words of which alone what stands before an answer is made: "Sure! Here is what the documents say:"."""
_LEAD_IN = re.compile(r"(?P<words>[^.!?:\[(]{1,120})[:!]\s+")
_BASED_ON = re.compile(
    r"(?:based on|according to|from) (?:the |these |this )?(?:(?:provided|given|numbered|above|available|cited) )*"
    rf"(?:{_NAMED}|information|text|context|excerpts?)(?: (?:provided|given|above|available))?[,:]\s+",
    re.I,
)
_CITED_FIRST = re.compile(
    r"(?:(?:as \w+ (?:in|by)|according to|as per|per|based on|in|from)\s+)?"
    rf"(?:(?:{_NAMED})\s*#?(?P<bare>{_NUMBERS})|(?:(?:{_NAMED})\s*)?(?P<marked>{_ANY_CITE}))"
    r"(?:\s*[,:–—-]\s*|\s+(?:says|states|notes|mentions|reports|shows|indicates|explains|confirms)\s+that\s+)"
    r"(?=[\w“\"‘])",
    re.I,
)
_CITED_LAST = re.compile(
    rf"(?:^|(?<=[.!?”\")]))\s*(?:{_NAMED})\s*:?\s*#?(?P<numbers>{_NUMBERS})\s*\.?$",
    re.I,
)
_LABEL_LAST = re.compile(
    rf"(?:(?:^|(?<=[.!?”\"])|[(|—–-])\s*(?:see\s)?(?:{_NAMED})\s*:?|\s(?:see\s)?(?:{_NAMED})\s*:)\s*\(?\s*$", re.I
)
_LONGEST_LABEL = 40
_HIGH = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.!?,”\"’)])|(?<=[.!?,]\s))[⁰¹²³⁴⁵⁶⁷⁸⁹]+")  # but not "km²"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_OTHER_MARKS = (
    (
        re.compile(
            r"<(sup|cite|ref|source|citation)>\s*\[?(\d{1,2}(?:\s*,\s*\d{1,2})*)\]?\s*</\1>|\^(\d{1,2})\^", re.I
        ),
        r"[\2\3]",
    ),
    (
        re.compile(
            r"(?:\\[a-z]{1,16}|\$?\^|\\)?[\[［{（]{1,2}\s*(\d{1,2}(?:\s*[,–-]\s*\d{1,2})*)\s*\\?[\]］}）]{1,2}\$?"
        ),
        r"[\1]",
    ),
    (re.compile(r"\((?:see\s)?((?:\[[\d\s,–-]+\][\s,]*)+)\)", re.I), r"\1"),
    (re.compile(r"\[[\"'“‘](\d{1,2})[\"'”’]\]"), r"[\1]"),
    (re.compile(r"(\[\d{1,2}\])\(#[^()\s]{0,80}\)"), r"\1"),
)
"""Ways to mark a source that mean the same as "[1]": raised, in braces, with brackets escaped, doubled or linked."""
_NOTHING = re.compile(r"(?:[\W_]|\b(?:and|see|also|" + _NAMED.replace(r"\.?", "") + r")\b)*", re.I)
_NEW = re.compile(r"\s*(?:[.!?;]|,\s+(?:and|but|while|whereas|although)\b)")
_AND = re.compile(r"^(?:and|but|while|whereas|although)\s+(?=\w)")
_LEAD = re.compile(r"[^.!?]{0,160}:\s*")


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement as a model wrote it.

    Attributes:
        text: Its words, without citation numbers and markup.
        numbers: The sentences it cites, in order; empty if it cites none.
    """

    text: str
    numbers: tuple[int, ...]


def complete(line: str) -> int:
    """Return how much of an unfinished line is whole statements: up to citations that a new sentence follows.

    Nothing is where numbers come first: only the next line tells to which words they belong.
    """
    bullet = _BULLET.match(line)
    if _CITE.match(_MARKUP.sub("", line[bullet.end() if bullet else 0 :]).lstrip()):
        return 0
    end = 0
    begun = False
    for match in _FOLLOWED.finditer(line):
        begun = begun or len(line[: match.start()].split()) > 2
        if begun and not line[match.end()].islower():
            end = match.end()
    return end


def claims(line: str) -> Iterator[Claim]:
    """Split one line at its citations; sentences that share one cite the same."""
    line = _unified(line)
    for text, numbers in _groups(line):
        for sentence in _sentences(_clean(text)):
            if re.search(r"\w{2}", sentence) and not _is_about_the_answer(sentence) and sentence != "NONE.":
                yield Claim(sentence, numbers)


def numbers_alone(line: str) -> tuple[int, ...]:
    """Return the numbers of a line that has nothing else in it, such as "Sources: [1], [2]"; else none."""
    line = _unified(line)
    return tuple(numbers_in(line)) if _NOTHING.fullmatch(_CITE.sub("", line)) else ()


def numbers_in(text: str) -> list[int]:
    """Return the numbers that a text cites, in order."""
    return list(dict.fromkeys(number for cite in _CITE.finditer(text) for number in _numbers(cite)))


def _groups(line: str) -> list[tuple[str, tuple[int, ...]]]:
    """Return the parts of a line with the numbers that each cites."""
    groups: list[tuple[str, list[int]]] = []
    position = 0
    for cite in _CITE.finditer(line):
        between = _without_label(line[position : cite.start()])
        if not _NOTHING.fullmatch(between):
            groups.append((between, []))
        elif not groups:
            groups.append(("", []))  # numbers that come first
        groups[-1][1].extend(_numbers(cite))
        position = cite.end()
    tail = line[position:]
    if not groups:
        return [] if _LEAD.fullmatch(_clean(tail)) else [(tail, ())]
    if groups[0][0] == "":
        # "[1] The bridge …": the numbers stand before the words that rest on them.
        texts = [text for text, _ in groups[1:]] + [tail]
        groups = [(text, numbers) for text, (_, numbers) in zip(texts, groups, strict=True)]
    elif not _NOTHING.fullmatch(tail):
        groups.append((tail, []))
    return _joined(groups)


def _joined(groups: list[tuple[str, list[int]]]) -> list[tuple[str, tuple[int, ...]]]:
    """Put together what a citation in the middle of a sentence parted; a clause after ", and" stands alone."""
    joined: list[tuple[str, list[int]]] = []
    for text, numbers in groups:
        if joined and not re.search(r"[.!?”\"]\s*$", joined[-1][0]) and not _NEW.match(text) and _goes_on(text):
            before, cited = joined.pop()
            joined.append((before.rstrip() + ("" if text[:1] in ",:" else " ") + text.lstrip(), cited + numbers))
        else:
            bare = _clean(text)
            joined.append((_capital(_AND.sub("", bare)) if joined and _AND.match(bare) else text, numbers))
    return [(text, tuple(dict.fromkeys(numbers))) for text, numbers in joined]


def _goes_on(text: str) -> bool:
    return text.lstrip(" ,:–—-")[:1].islower()


def _unified(line: str) -> str:
    """Return a line with its sources marked as "[1]", behind the words that rest on them, and no word before these."""
    line = line.strip()
    if line.startswith("|"):
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if re.fullmatch(_NUMBERS, cells[-1]):
            cells[-1] = f"[{cells[-1]}]"
        line = " ".join(cells).strip("- ")
    line = _HIGH.sub(_lowered, line)
    for pattern, plain in _OTHER_MARKS:
        line = pattern.sub(plain, line)
    line = _MARKUP.sub("", _TAG.sub("", line)).strip()  # before "(1)" within a tag is taken for a source
    if bullet := _BULLET.match(line):
        line = line[bullet.end() :]
    if first := _CITED_FIRST.match(line):
        line = f"{_capital(line[first.end() :])} {first['marked'] or '[' + first['bare'] + ']'}"
    line = _CITED_LAST.sub(r" [\g<numbers>]", line)
    while (lead := _LEAD_IN.match(line)) and _is_about_the_answer(lead["words"]):
        line = line[lead.end() :]
    based = _BASED_ON.match(line)
    return _capital(line[based.end() :]) if based else line


def _is_about_the_answer(words: str) -> bool:
    found = re.findall(r"[^\W\d_]+", words.casefold())
    return bool(found) and _ABOUT_THE_ANSWER.issuperset(found)


def _without_label(text: str) -> str:
    """Return words without what leads over to their citation: "(Source", "->"."""
    start = max(0, len(text) - _LONGEST_LABEL)
    label = _LABEL_LAST.search(text, start)
    return (text[: label.start()] if label else text).rstrip(" (|→>:–—*-")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lowered(raised: re.Match[str]) -> str:
    return "".join(f"[{digit}]" for digit in raised.group().translate(_RAISED))


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
