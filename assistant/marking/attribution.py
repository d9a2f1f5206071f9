"""Who answers for each sentence: the turn's speaker, the byline, or somebody they quote.

Quotations are read per paragraph, since one may run over several sentences; pronouns are resolved to the
last fitting name in the turn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from assistant.marking.quotes import quoted_spans
from assistant.marking.sources import MASK, find_source, is_described
from assistant.reading.segments import Segment
from assistant.reading.turns import full_names, is_body
from assistant.reading.vocabulary import TITLES

__all__ = ["Attribution", "attribute"]

_SCARE_WORDS = 4
_OPENING_WORDS = 5
_TAG = 80
_OPENERS = '“"„«‘「『'
_CLOSERS = '”"»’」』'
_IN_BRACKETS = re.compile(r"\s*\([^()]{1,60}\)|\s*\[[^\[\]]{1,60}\]")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A third party to whom a sentence's words or view belong.

    Attributes:
        party: By the fullest name the document gives.
        reason: Why, in words a reader understands.
    """

    party: str
    reason: str


def attribute(text: str, segments: Sequence[Segment]) -> list[Attribution | None]:
    """Find, for every sentence, the third party it quotes.

    Args:
        text: The document.
        segments: Its sentences, in order.

    Returns:
        For each sentence an attribution, or None where its speaker speaks for himself. Quotations of fewer
        than four words, or that nothing attributes, are scare quotes and stay with the speaker.
    """
    people = _People(text)
    results: list[Attribution | None] = []
    carried: Attribution | None = None
    for _, group in groupby(segments, key=lambda segment: (segment.turn, segment.paragraph)):
        held = list(group)
        if people.enter(held[0]):
            carried = None
        paragraph = _Paragraph(text, held, people, carried)
        results += paragraph.found
        carried = _carried(text, paragraph)
    return results


class _People:
    """The names a document mentions, and who was mentioned last."""

    def __init__(self, text: str) -> None:
        self._fuller: dict[str, str] = {}
        for name, _ in full_names(text).most_common():
            self._fuller.setdefault(name.split()[-1], name)
        self._holders = _holders(text)
        self._turn = -1
        self._speaker: str | None = None
        self._last: str | None = None

    def enter(self, segment: Segment) -> bool:
        """Go on to a segment's turn; return whether it is a new one."""
        if segment.turn == self._turn:
            return False
        self._turn, self._speaker, self._last = segment.turn, segment.speaker, None
        return True

    def resolve(self, party: str) -> str | None:
        """Return the full name for a surname or pronoun; None if it is the speaker or cannot be told."""
        if party in ("he", "she", "they"):
            return self._last
        role = party.split()[-1].casefold()
        name = self._holders.get(role, party) if is_described(party) else self._fuller.get(party, party)
        if self._speaker and (name == self._speaker or name in self._speaker.split()):
            return None
        self._last = name
        return name

    def mention(self, sentence: str) -> None:
        """Note whom a sentence is about, for the pronouns after it: who opens it, else the last person named."""
        words = re.findall(r"[^\W\d_]\w+", sentence)
        names = [(i, self._fuller[word]) for i, word in enumerate(words) if word in self._fuller]
        people = [(i, name) for i, name in names if name != self._speaker and not is_body(name)]
        if people and (self._last is None or people[0][0] < _OPENING_WORDS):
            self._last = people[0][1] if people[0][0] < _OPENING_WORDS else people[-1][1]


def _holders(text: str) -> dict[str, str]:
    """Return who holds a title in a document, where only one person does: "the minister" is Leif Aune."""
    name = r"(?P<name>[A-Z][\w’'-]+(?: (?:(?:al|bin|da|de|del|van|von) )?[A-Z][\w’'-]+)+)"
    found: dict[str, set[str]] = {}
    before, after = (
        rf"\b(?P<title>[A-Za-z]+),? {name}",
        rf"{name}, (?:the |its |their )?(?:[a-z’'-]+ ){{0,4}}?(?P<title>[a-z]+)\b",
    )
    for match in (*re.finditer(before, text), *re.finditer(after, text)):
        words = match["name"].split()
        titles = [word for word in (match["title"], *words) if word.casefold() in TITLES]
        bare = [word for word in words if word.casefold() not in TITLES]
        if titles and len(bare) > 1:
            found.setdefault(titles[-1].casefold(), set()).add(" ".join(bare))
    return {title: names.pop() for title, names in found.items() if len(names) == 1}


@dataclass(slots=True)
class _Paragraph:
    """One paragraph while it is read: its sentences, its quotations, and whom each sentence is given to."""

    segments: list[Segment]
    quotes: list[tuple[int, int]]
    found: list[Attribution | None]

    def __init__(self, text: str, segments: list[Segment], people: _People, carried: Attribution | None) -> None:
        start, end = segments[0].start, segments[-1].end
        self.segments = segments
        self.quotes = [(start + a, start + b) for a, b in quoted_spans(text[start:end])]
        self.found = []
        first = 0
        for segment in segments:
            while first < len(self.quotes) and self.quotes[first][1] <= segment.start - 2:
                first += 1  # quotations are in order: those behind are done with
            near = list(takewhile(lambda quote: quote[0] < segment.end + 2, self.quotes[first:]))  # noqa: B023
            self.found.append(None if segment.furniture else _attribute_sentence(text, segment, near, people))
        self._spread()
        self._go_on(carried)

    def _spread(self) -> None:
        """Give a quotation over several sentences to whoever any of them names."""
        at = 0
        for a, b in self.quotes:
            while at < len(self.segments) and self.segments[at].end <= a:
                at += 1
            inside = list(takewhile(lambda i: self.segments[i].start < b, range(at, len(self.segments))))  # noqa: B023
            named = next((self.found[i] for i in inside if self.found[i]), None)
            if named and len(inside) > 1:
                for i in inside:
                    self.found[i] = self.found[i] or Attribution(named.party, named.reason)

    def _go_on(self, carried: Attribution | None) -> None:
        """Let sentences that are all quotation go on with the voice before them, or be named by the tag after."""
        whole = self._whole()
        for i in reversed(range(len(self.segments) - 1)):
            following = self.found[i + 1]
            if whole[i] and self.found[i] is None and following and not whole[i + 1] and self._tagged(i + 1):
                self.found[i] = following
        for i, segment in enumerate(self.segments):
            before = self.found[i - 1] if i else carried
            if self.found[i] is None and whole[i] and before and not segment.furniture:
                self.found[i] = Attribution(before.party, f"goes on quoting {before.party}")

    def _whole(self) -> list[bool]:
        """Say for each sentence whether it is all quotation."""
        whole, at = [], 0
        for segment in self.segments:
            while at < len(self.quotes) and self.quotes[at][1] < segment.end - 1:
                at += 1
            whole.append(at < len(self.quotes) and self.quotes[at][0] <= segment.start + 1)
        return whole

    def _tagged(self, i: int) -> bool:
        """Whether a sentence stands right after a quotation and only says whose it was: "Ana Brito said."""
        reason = self.found[i].reason if self.found[i] else ""  # type: ignore[union-attr]
        return reason.startswith("quoted") and self.segments[i].end - self.segments[i].start < _TAG


def _carried(text: str, paragraph: _Paragraph) -> Attribution | None:
    """Return whose words the next paragraph goes on with, if it opens with a quotation: after a colon, after a
    quotation that is not closed, or after a paragraph that ended in a whole quotation of somebody's."""
    last = paragraph.segments[-1]
    following = text[last.end : last.end + 6].lstrip(" \n")[:1]
    if not following or following not in _OPENERS or paragraph.found[-1] is None:
        return None
    ends = text[last.end - 1]
    open_ended = bool(paragraph.quotes) and paragraph.quotes[-1][1] >= last.end and ends not in _CLOSERS
    return paragraph.found[-1] if ends == ":" or open_ended else None


def _attribute_sentence(
    text: str, segment: Segment, quotes: list[tuple[int, int]], people: _People
) -> Attribution | None:
    sentence = text[segment.start : segment.end]
    masked = list(sentence)
    for a, b in quotes:
        low, high = max(a, segment.start) - segment.start, min(b, segment.end) - segment.start
        if low < high:
            words = len(re.findall(r"\w+", sentence[low:high]))
            if words >= _SCARE_WORDS or (a < segment.start or b > segment.end):
                masked[low:high] = MASK * (high - low)
    shown = _IN_BRACKETS.sub("", "".join(masked))
    # "“Who pays?” Ana Brito asked.": the splitter parts the tag from its quotation.
    after = any(0 <= segment.start - b <= 1 for _, b in quotes)
    before = sentence.endswith(":") and text[segment.end : segment.end + 6].lstrip(" \n")[:1] in set(_OPENERS)
    source = find_source((MASK + " ") * after + shown + (" " + MASK) * before)
    if source is None:
        people.mention(shown.replace(MASK, " "))
        return None
    party = people.resolve(source.party)
    if party is None:
        return None
    marks = "quoted" if MASK in masked or after or before else "reported"
    return Attribution(party, f"{marks} after “{source.cue}”")
