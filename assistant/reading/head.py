"""What a text prints around itself: headline, who signs it and when, above the first paragraph or below the last."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.reading.bylines import LONGEST, MOST_WORDS, NAME, NAMES, author_of, person
from assistant.reading.credits import ends_as_prose, is_author_note, is_regards
from assistant.reading.letters import find_letters
from assistant.reading.mail import Message, find_messages, writers
from assistant.reading.vocabulary import CAPITAL, CREDIT_KEYS, NOT_SPEAKERS

__all__ = ["Head", "find_head", "is_signed"]

_LINES = 8  # that may belong to the head
_KICKER_WORDS = 2  # of a line in capitals that is the name of a section
_SIGNATURE = 5  # lines at the end that may be a signature
_SENTENCE = 8  # words of a sentence that is sure to be prose
_HEADLINE = 14  # words of the line above a byline that is not the summary of what follows
_PAGE = 3  # times as long as all that a page prints above an article is the article
_BLOCK = 3  # lines below a headline that may stand right under it
_BELOW = 4  # lines below a byline that may date it
_LABEL = re.compile(rf"\W*{CAPITAL}[\w’'.-]*(?:[ \t]{CAPITAL}[\w’'.-]*){{0,5}}[ \t]?(?:\([^)]*\)\s?)?[*_]{{0,3}}\s?:")
_KICKER = re.compile(
    r"\W*(?:analysis|column|comment(?:ary)?|editorial|essay|explainer|fact sheet|feature|for immediate release"
    r"|guest column|interview|letters?(?: to the editor)?|minutes|news(?: release)?|op-?ed|opinion"
    r"|press (?:release|statement)|q ?& ?a|report|review|speech|sports?|statement|transcript|viewpoint)\W*",
    re.I,
)
_CHECK = re.compile(r"\W*(?:fact|reality)[- ]?check\W*:", re.I)
_YOU = re.compile(r"\byour?\b", re.I)
_SPOKEN = re.compile(r"\W*(?:\w+\s){0,3}?(?:hearing|minutes|press conference|proceedings|transcript)\b", re.I)
_REVIEWED = re.compile(r"\W*review(?:ed)?\s+by\b", re.I)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    r"(?P<date>\b(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s(?:the\s)?)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH},?\s\d{{4}}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}"
    rf"|\d{{4}}[/-]\d\d[/-]\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|{_MONTH}\s\d{{4}}))",
    re.I,
)
_DATED = re.compile(
    r"\W*(?:(?:(?:first\s)?(?:published|posted|(?:last\s)?updated|date|issued|released)|for\s(?:immediate\s)?release)"
    # Minding case: else every small word might be one of the name's, and the ways to read many would be without end.
    rf"(?:\son)?(?:\s?[:–—-])?\s)?(?-i:(?!\w+day,){NAME},\s)?{_DATE.pattern}"
    r"(?:,?\s(?:at\s|[|·•]\s)?\d{1,2}[:.]\d\d.{0,12})?\W*",
    re.I,
)
_RELEASE = re.compile(r"\W*for\s(?:immediate\s)?release\b", re.I)
_RECORD = re.compile(
    rf"\W*(?:\w+\s)?(?:minutes|notes|proceedings|record|transcript)\sof\s.{{0,80}}?{_DATE.pattern}", re.I
)
_BESIDE = re.compile(rf"\W*(?P<name>{NAMES})\s*(?:[|·•–—]|,(?=\s\d|\s\w+day\b))\s*(?P<rest>.{{2,80}})")
_ALONE = re.compile(rf"\s*[–—-]*\s*(?P<name>{NAME})(?:(?:,|\s(?:at|in))\s{NAME})?\s*")
_SITE = re.compile(rf"\s*(?:\d+\w?,?\s)?{NAME}(?:,\s{NAME})*\s*")  # "Stoke Lane, Wickham"
_LETTER = re.compile(
    r"\W*(?:(?:\w+[’']\s)?letters?(?:\s(?:to\sthe|from\sour|from\sthe)\s\w+)?\s*(?:[,:–—-].*|\W*)"
    r"|dear\s[^.!?]{1,40}[,:–—-].*|(?:sirs?|madam)\s*[,:–—-].*|to\sthe\seditors?\W.*)",
    re.I,
)


@dataclass(slots=True)
class Head:
    """What is printed around a text; None where nothing is.

    Attributes:
        title: Its headline.
        author: Who signs it, without titles in capitals.
        date: When, in the words used there.
        lines: The numbers of these lines among those that are not blank.
        parts: Who signs what follows, by the number of a line that opens another article or a message.
    """

    title: str | None = None
    author: str | None = None
    date: str | None = None
    lines: set[int] = field(default_factory=set)
    parts: dict[int, str] = field(default_factory=dict)


def find_head(text: str) -> Head:
    """Return the headline, the byline and the date that stand above a text's first paragraph, or its signature below.

    Where several articles or messages follow each other, also who signs each of the later ones.

    A line is a headline only if a blank line, a byline or a date parts it from the text; what opens a talk, or ends
    as a sentence does, is none.

    Args:
        text: The document, one paragraph a line.

    Example:
        >>> head = find_head("The Long Wait\\n\\nBy Ida Holm\\n3 May 2021\\n\\nThe fish left. Nobody knows why.")
        >>> head.title, head.author, head.date
        ('The Long Wait', 'Ida Holm', '3 May 2021')
    """
    rows = text.split("\n")
    numbered = [row for row in range(len(rows)) if rows[row].strip()]
    lines = [rows[row].strip() for row in numbered]
    if messages := find_messages(lines):
        return _correspondence(lines, messages)
    parted = [row + 1 == len(rows) or not rows[row + 1].strip() for row in numbered]
    letters, signatures = find_letters(lines, parted)
    head = _around(lines, parted, signed=bool(letters))
    if letters:
        head.parts, head.lines = letters, head.lines | signatures
        return head
    if "\n\n" not in text:  # every line is a paragraph
        parted = [True] * len(lines)
    for number, name in _later_bylines(lines, parted, head.lines):
        head.parts[number] = name
        head.lines.add(number)
    _open_late(head, lines)
    return head


def _correspondence(lines: Sequence[str], messages: Sequence[Message]) -> Head:
    first = messages[0]
    return Head(
        first.subject,
        first.sender,
        first.date,
        lines={number for message in messages for number in message.lines},
        parts=writers(lines, messages),
    )


def _around(lines: Sequence[str], parted: Sequence[bool], *, signed: bool) -> Head:
    """Return what stands above the first paragraph or below the last, unless that is `signed` letter by letter."""
    head = Head()
    above = list(_above(lines, parted[:_LINES]))
    for number in above:
        _sign(head, lines, number, above)
    released = [number for number in above if _RELEASE.match(lines[number])]
    letterhead = max(released, default=0)  # a press release names its sender before its headline
    if not any(parted[letterhead + 1 : len(above)]):
        letterhead = 0
    for number in above:
        apart = parted[number] or number + 1 in head.lines or _is_credit("".join(lines[number + 1 : number + 2]))
        opens = number == 0 and (lines[number].isupper() or _opens_block(lines, parted, above))
        kind = _headline(lines, number, parted=apart or opens)
        if kind == "title" and number not in head.lines and number >= letterhead:
            head.title, head.lines = lines[number], head.lines | {number}
            break
        if kind != "kicker" and number not in head.lines and number >= letterhead:
            if released and _is_credit(lines[number]):  # whom to ask
                continue
            break
        head.lines.add(number)
    if not head.title and above and not _KICKER.fullmatch(lines[0]) and lines[0].isupper() and 0 in head.lines:
        head.title = lines[0]
    if not head.author and not signed and len(lines) > len(above):
        _below(head, lines)
    return head


def _opens_block(lines: Sequence[str], parted: Sequence[bool], above: Sequence[int]) -> bool:
    """Whether the first line opens a block of a few short lines that a blank line parts from prose."""
    last = next((number for number in above if parted[number]), None)
    if not last or last > _BLOCK or last + 1 != len(above) or not any(map(_is_prose, lines[last + 1 : last + 2])):
        return False
    return all(len(line.split()) <= _HEADLINE and not ends_as_prose(line) for line in lines[: last + 1])


def _later_bylines(lines: Sequence[str], parted: Sequence[bool], around: Collection[int]) -> Iterator[tuple[int, str]]:
    """Yield the lines that sign what follows, further down than the head: each opens another article."""
    for number in range(1, len(lines) - 1):
        name = author_of(lines[number]) if number not in around else None
        apart = parted[number] or parted[number - 1]
        if name and apart:
            after = (
                lines[number + 2]
                if _DATED.fullmatch(lines[number + 1]) and number + 2 < len(lines)
                else lines[number + 1]
            )
            # Between a paragraph and the next headline, it signs what is above.
            if not _is_prose(lines[number - 1]) or (_is_prose(after) and parted[number - 1]):
                yield number, name


def _open_late(head: Head, lines: Sequence[str]) -> None:
    """Take the head from above the only byline, where all that stands before it is the little that a page prints."""
    number = next(iter(head.parts), 0)
    sizes = [len(line.split()) for line in lines]
    if head.author or len(head.parts) != 1 or _PAGE * sum(sizes[:number]) > sum(sizes[number:]):
        return
    head.author = head.parts.pop(number)
    standfirst = len(lines[number - 1].split()) > _HEADLINE
    if not head.title and not standfirst and _headline(lines, number - 1, parted=True) == "title":
        head.title = lines[number - 1]
        head.lines.add(number - 1)
    for below in range(number + 1, min(number + 1 + _BELOW, len(lines))):
        if _is_prose(lines[below]):
            break
        if dated := _DATED.fullmatch(lines[below]):
            head.date = head.date or dated["date"]
            head.lines.add(below)


def _is_prose(line: str) -> bool:
    return ends_as_prose(line) and len(line.split()) >= _SENTENCE


def _above(lines: Sequence[str], parted: Sequence[bool]) -> Iterator[int]:
    """Yield the numbers of the lines above the first that is prose or opens a talk."""
    for number, (line, alone) in enumerate(zip(lines, parted, strict=False)):
        if len(line) > LONGEST:
            return
        prose = _is_prose(line) and not _follows_signed(lines, number)
        first = all(map(_KICKER.fullmatch, lines[:number]))
        if alone and _asks(lines, number):
            yield number
            continue
        talk = _opens_talk(line) and not (first and _gives_words(lines, number, parted=alone))
        if prose or talk:
            return
        yield number


def _asks(lines: Sequence[str], number: int) -> bool:
    """Whether the first line is a headline that asks: no line below does, or it says what it is: "Fact check: …?"."""
    line = lines[number]
    if number or line[-1] != "?" or len(line.split()) > _HEADLINE:
        return False
    told = ":" in line and (_CHECK.match(line) or _KICKER.fullmatch(line.split(":")[0]))
    return bool(told) or not (":" in line or _YOU.search(line) or any("?" in other[-2:] for other in lines[1:]))


def _opens_talk(line: str) -> bool:
    label = _LABEL.match(line) and not _KICKER.fullmatch(line.split(":")[0])  # "Analysis: Why the fish left"
    return bool(label) and not _is_credit(line) and not _DATED.fullmatch(line)


def _gives_words(lines: Sequence[str], number: int, *, parted: bool) -> bool:
    """Whether the first line gives somebody's words as a headline, not as a turn: "Ida Holm: The fish left"."""
    line, later = lines[number], lines[number + 1 :]
    words = line.split(":", 1)[1].strip(" *_")
    if not words or not later or _key(line).partition(" ")[0] in NOT_SPEAKERS:
        return False
    if _follows_signed(lines, number) or _is_credit(later[0]):
        return True
    talk = _opens_talk(later[0]) and (" " not in _key(line) or any(_key(turn) == _key(line) for turn in later))
    return parted and not talk and not ends_as_prose(words)


def _is_credit(line: str) -> bool:
    return ":" in line and _key(line) in CREDIT_KEYS


def _key(line: str) -> str:
    """Return what stands before a line's colon, without emphasis, in lower case."""
    return line.split(":")[0].strip(" *_").casefold()


def _headline(lines: Sequence[str], number: int, *, parted: bool) -> str:
    """Return "title", "kicker" ("OPINION"), or "" for a line that is neither."""
    line = lines[number]
    if _KICKER.fullmatch(line) or (parted and line.isupper() and len(line.split()) <= _KICKER_WORDS):
        return "kicker"
    fits = len(line.split()) <= MOST_WORDS and any(char.isalpha() for char in line)
    asks = parted and _asks(lines, number)
    ends = line[-1] in ".;:," or (ends_as_prose(line) and not asks and not _follows_signed(lines, number))
    return "title" if parted and fits and not ends and not _is_credit(line) and number + 1 < len(lines) else ""


def _follows_signed(lines: Sequence[str], number: int) -> bool:
    return number + 1 < len(lines) and bool(author_of(lines[number + 1]) or _DATED.fullmatch(lines[number + 1]))


def _sign(head: Head, lines: Sequence[str], number: int, above: Sequence[int]) -> None:
    """Take a byline or a date from one line above the text."""
    line = lines[number]
    if dated := _DATED.fullmatch(line):
        head.date, head.lines = head.date or dated["date"], head.lines | {number}
        return
    if record := _RECORD.match(line):
        head.date = head.date or record["date"]
    author = author_of(line)
    beside = _BESIDE.fullmatch(line)
    dated = _DATE.search(beside["rest"]) if beside else None
    if not author and beside and dated:
        if "(" in beside["rest"]:  # "Osk, 3 May 2025 (Coast News Agency)": a place
            head.date, head.lines = head.date or dated["date"], head.lines | {number}
            return
        author = person(beside["name"])
    author = author or _alone(lines, number, above)
    if author:
        # Above a review, its book's author is printed too.
        head.author = author if _REVIEWED.match(line) else head.author or author
        found = _DATE.search(line)
        head.date = head.date or (found["date"] if found else None)
        head.lines.add(number)


def _alone(lines: Sequence[str], number: int, above: Sequence[int]) -> str | None:
    """Return who a line names that bears a name alone, if what stands around it tells that it is no place."""
    line = lines[number]
    if not (alone := _ALONE.fullmatch(line)):
        return None
    below = lines[number + 1] if number + 1 in above else ""
    if role := author_of(f"{alone['name']}, {below.casefold()}"):  # "KATJA LIND" and, below, "ENVIRONMENT EDITOR"
        return role
    if not number or any(_SPOKEN.match(lines[before]) for before in above if before < number):  # held at Old Mill
        return None
    dated = _DATED.fullmatch(below) or (number > 1 and "," not in line and _DATED.fullmatch(lines[number - 1]))
    # "Ana Brito teaches law", below the text, tells it too.
    return person(alone["name"]) if dated or is_author_note(lines[-1], alone["name"]) else None


def _below(head: Head, lines: Sequence[str]) -> None:
    """Take the signature from below the text: "Yours, Ida Holm, Osk", "— Ida Holm", "By Ida Holm"."""
    signature = _signature(lines)
    for number in signature or range(max(0, len(lines) - 3), len(lines)):
        alone = _ALONE.fullmatch(lines[number])
        signed = alone and (signature or lines[number][0] in "–—")
        author = (person(alone["name"]) if alone and signed else None) or author_of(lines[number])
        if author:
            head.author, head.lines = author, head.lines | {number, *signature}
            return


def _signature(lines: Sequence[str]) -> range:
    """Return the numbers of the lines that sign a letter: below its regards, or a name and a place that end it."""
    last = len(lines)
    for start in range(last - 1, max(0, last - _SIGNATURE), -1):
        if is_regards(lines[start - 1]):
            end = next((number for number in range(start, last) if len(lines[number].split()) >= _SENTENCE), last)
            return range(start, end)
    if not any(map(_LETTER.fullmatch, lines[:_LINES])):
        return range(0)
    signed = [
        number
        for number in range(1, last)
        if ends_as_prose(lines[number - 1])
        and _ALONE.fullmatch(lines[number])
        and ("," in lines[number] or _SITE.fullmatch("".join(lines[number + 1 : number + 2])))
    ]
    # Where several sign, each signs one of several letters.
    return range(signed[0], last) if len(signed) == 1 and signed[0] >= last - 2 else range(0)


def is_signed(line: str) -> bool:
    """Whether a line is a byline or nothing but a date."""
    return bool(author_of(line.strip()) or (_DATED.fullmatch(line) and not ends_as_prose(line)))
