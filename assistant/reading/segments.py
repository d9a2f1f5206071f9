"""A document's text cut into sentences, each with its exact span and its speaker; marks come later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from syntok import segmenter

from assistant.reading.credits import is_author_note, is_editors_note, is_furniture_line, is_heading
from assistant.reading.head import find_head
from assistant.reading.interview import find_interview
from assistant.reading.labels import Label, find_labels
from assistant.reading.turns import speaker_names
from assistant.reading.vocabulary import CAPITAL, TITLES

__all__ = ["Segment", "find_segments"]

_LONGEST_LINE = 20_000
_ASKER = "Q"
_ENDS_IN_TITLE = re.compile(
    rf"\b(?:{'|'.join(re.escape(word) for word in TITLES if word.endswith('.'))})$", re.IGNORECASE
)
_STOP = re.compile(rf"(?:(?<=[.…\d\]])|(?<=[.!?…][’'][”\"]))\s{{1,3}}(?=[“\"]?{CAPITAL})")
_LONGEST_TOKEN = 40
_OPENS = 30  # characters in which a note says whose it is
_WORD = re.compile(r"\w+")
_DECIMAL = re.compile(r"\W?[\d.,]*\d[.,]\d+\.")
_MAY_END = re.compile(rf"(?:\b[ap]\.m\.|\betc\.|\.\.|…|\b{CAPITAL}\.(?:{CAPITAL}\.)+|\b(?:Ph\.D|St|Ave|Rd)\.)$")
_NOTED = re.compile(  # "in summer.[12]", "in summer.3": a note behind the stop
    r"(?:[^\W\d_]{3}[.!?][”\"’]?|[.!?][”\"’])\d{1,2}(?:[,–-]\d{1,2})*$|\w\w[.!?][”\"’)]*(?:\[[^\[\]]{1,20}\])+$"
)
_OPENERS = frozenset(
    "a after and another at but by he her here his how i if in it its my nobody now on one our she so some that the"
    " their then there these they this those to we what when where who why with you".split()
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence before it is marked; the span is half-open, in characters of the document.

    Attributes:
        start: First character.
        end: One past the last character.
        speaker: Who a turn label says is speaking, or None outside turns.
        turn: Number of its turn; passages never cross from one turn into another.
        paragraph: Number of its line among the document's lines.
        furniture: True for headings and credit lines.
    """

    start: int
    end: int
    speaker: str | None
    turn: int
    paragraph: int
    furniture: bool = False


def find_segments(
    text: str, *, title: str = "", interviewer: str | None = None, outlet: str | None = None
) -> list[Segment]:
    """Cut a text into sentences, in order, without overlap; labels and white space belong to none.

    Args:
        text: The document, one paragraph a line.
        title: Its headline, which the text may lack.
        interviewer: Who asks the questions in an interview whose labels do not say.
        outlet: Who publishes it.
    """
    spans = list(_lines(text))
    # Without the white space around them: of a long run of it, patterns would try every part.
    lines = [text[start:end].strip() for start, end in spans]
    head = find_head(text)
    around = head.lines
    told = ["" if number in around else line for number, line in enumerate(lines)]
    labels = find_labels(told, known=[name for name in (interviewer, outlet) if name])
    if not any(labels) and not head.parts:
        labels, told = _labelled(told, title or head.title or "")
    printed = [label.name for label in labels if label]
    names = speaker_names(
        [*printed, _ASKER] if printed else [],
        f"{title}\n{text}",
        told="\n".join(told),
        interviewer=interviewer,
        outlet=outlet,
    )
    known = [name for name in (interviewer, *names.values()) if name and " " in name]
    talk = _Talk(lines, labels, names, head.parts, frozenset(_notes(spans, lines, labels, known)))
    segments: list[Segment] = []
    for number, ((start, end), line, label) in enumerate(zip(spans, lines, labels, strict=True)):
        rule = not any(map(str.isalnum, line))  # "***", "--"
        credit = label is None and (is_furniture_line(line) or number in around or rule)
        note = is_editors_note(line) and not credit
        turn, speaker = talk.enter(number, (credit, note))
        if note:
            speaker = outlet or ("The translator" if "translator" in line[:_OPENS].casefold() else "The editor")
        furniture = credit or (label is None and is_heading(line, alone=_stands_alone(text, start, end)))
        begin = end - len(text[start:end].lstrip())
        words = label.end if label else len(line) - len(line.lstrip("> "))  # what an e-mail quotes stands behind ">"
        segments += [
            Segment(a, b, None if furniture else speaker, turn, number, furniture)
            for a, b in _sentences(text, begin + words, begin + len(line))
        ]
    return segments


class _Talk:
    """Who speaks, as the lines of a document are gone through in order.

    Args:
        lines: The lines.
        labels: Of each its label, if it has one.
        names: Who speaks under a label.
        parts: Who speaks from a line on, where the head of the document tells it.
        notes: Lines that end a talk.
    """

    def __init__(
        self,
        lines: Sequence[str],
        labels: Sequence[Label | None],
        names: Mapping[str, str],
        parts: Mapping[int, str],
        notes: frozenset[int],
    ) -> None:
        self._lines, self._labels, self._names, self._parts, self._notes = lines, labels, names, parts, notes
        self._speaker: str | None = None
        self._before: str | None = None
        self._turn = 0
        self._kind = (False, False)

    def enter(self, number: int, kind: tuple[bool, bool]) -> tuple[int, str | None]:
        """Go on to a line, a credit or a note or neither; return the number of its turn, and who speaks."""
        label = self._labels[number]
        self._turn += bool(label) or kind != self._kind
        self._kind = kind
        if number in self._parts:
            self._speaker, self._before = self._parts[number] or None, None
            self._turn += 1
        elif label:
            if self._names[label.name] != self._speaker:
                self._speaker, self._before = self._names[label.name], self._speaker
        elif self._speaker and number in self._notes:
            self._speaker = self._before = None
            self._turn += 1
        elif self._speaker and self._is_asked(number):
            self._speaker, self._before = self._before or self._names[_ASKER], self._speaker
            self._turn += 1
        return self._turn, self._speaker

    def _is_asked(self, number: int) -> bool:
        """Whether an unlabelled line is the interviewer's: a question after which the same speaker's label recurs."""
        following = self._labels[number + 1] if number + 1 < len(self._lines) else None
        if following is None or not self._lines[number].rstrip().endswith("?"):
            return False
        return self._names[following.name] == self._speaker


def _labelled(lines: Sequence[str], title: str) -> tuple[list[Label | None], list[str]]:
    """Return the labels that an interview lacks, and its lines with them; no labels for any other text."""
    turns = find_interview(lines, title)
    labels = [Label(own, 0) if own and own != last else None for last, own in pairwise(["", *turns])]
    return labels, [f"{turn}: {line}" if turn else line for turn, line in zip(turns, lines, strict=True)]


def _notes(
    spans: Sequence[tuple[int, int]], lines: Sequence[str], labels: Sequence[Label | None], known: Sequence[str]
) -> Iterator[int]:
    """Yield the numbers of lines that end a talk: an editor's note, or below the last turn who somebody in it is."""
    last = max((number for number, label in enumerate(labels) if label), default=len(labels))
    for number, line in enumerate(lines):
        below = number > last and spans[number][0] > spans[number - 1][1] + 1  # a blank line is between them
        if is_editors_note(line) or (below and any(is_author_note(line, name) for name in known)):
            yield number


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _stands_alone(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 2) : start] in ("", "\n\n") and text[end : end + 2] in ("", "\n", "\n\n")


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    # The segmenter's time grows with the line: a line of megabytes is no prose and is read in pieces.
    for piece in range(start, end, _LONGEST_LINE):
        line = text[piece : min(end, piece + _LONGEST_LINE)]
        begun: int | None = None
        for paragraph in segmenter.analyze(line):
            for sentence in paragraph:
                tokens = list(sentence)
                first, last = tokens[0], tokens[-1]
                a, b = piece + first.offset, piece + last.offset + len(last.value)
                a = a if begun is None else begun
                rest = text[b : piece + len(line)].lstrip()
                # "Rep. Ana Brito" and "OLM (AP) — The pier": the segmenter takes the stop of some titles, and what
                # stands before some dashes, for the end.
                begun = a if rest and (_ENDS_IN_TITLE.search(text[a:b]) or _goes_on(text[b - 1], rest)) else None
                if begun is None:
                    yield from _parted(text, a, b)


def _goes_on(last: str, rest: str) -> bool:
    return rest[0] in "–—" and (last.isalnum() or last == ")")


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence, in parts where the segmenter took its end for the point of an abbreviation or a number."""
    for match in _STOP.finditer(text, start, end):
        before = text[max(start, match.start() - _LONGEST_TOKEN) : match.start()]
        last = before.split()[-1]
        following = _WORD.match(text, match.end())
        opens = following is not None and following[0].casefold() in _OPENERS
        inside = match.start() - len(last) > start
        ended = (
            _DECIMAL.fullmatch(last) or _NOTED.search(before) or last[-1] in '”"' or (opens and _MAY_END.search(last))
        )
        if inside and ended:
            yield start, match.start()
            start = match.end()
    if text[start:end].strip():
        yield start, end
