"""Who answers for each sentence: the turn's speaker, the byline, or somebody they quote.

Quotations are read per paragraph, since one may run over several sentences; pronouns are resolved to the
last fitting name in the turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.marking.quotes import quoted_spans
from assistant.marking.sources import MASK, Source, find_source, is_described
from assistant.reading.segments import Segment
from assistant.reading.turns import full_names
from assistant.reading.vocabulary import TITLES

__all__ = ["Attribution", "attribute"]

_SCARE_WORDS = 4


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
    for _, group in groupby(segments, key=lambda segment: (segment.turn, segment.paragraph)):
        paragraph = list(group)
        people.enter(paragraph[0])
        results += _attribute_paragraph(text, paragraph, people)
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

    def enter(self, segment: Segment) -> None:
        if segment.turn != self._turn:
            self._turn, self._speaker, self._last = segment.turn, segment.speaker, None

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
        """Note the last person named in a sentence, for the pronouns after it."""
        names = [self._fuller[word] for word in re.findall(r"[^\W\d_]\w+", sentence) if word in self._fuller]
        for name in names:
            if name != self._speaker:
                self._last = name


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


def _attribute_paragraph(text: str, paragraph: list[Segment], people: _People) -> Iterator[Attribution | None]:
    start, end = paragraph[0].start, paragraph[-1].end
    quotes = [(start + a, start + b) for a, b in quoted_spans(text[start:end])]
    found: list[Attribution | None] = []
    for segment in paragraph:
        found.append(None if segment.furniture else _attribute_sentence(text, segment, quotes, people))
    # A quotation over several sentences belongs to whoever any of them names.
    for a, b in quotes:
        inside = [i for i, segment in enumerate(paragraph) if segment.start < b and segment.end > a]
        named = next((found[i] for i in inside if found[i]), None)
        if named and len(inside) > 1:
            for i in inside:
                found[i] = found[i] or Attribution(named.party, named.reason)
    # A sentence that is all quotation, next to one that says who speaks, goes on speaking.
    for i, segment in enumerate(paragraph):
        whole = any(a <= segment.start + 1 and segment.end - 1 <= b for a, b in quotes)
        neighbour = found[i - 1] if i and found[i - 1] else None
        if found[i] is None and whole and neighbour and not segment.furniture:
            found[i] = Attribution(neighbour.party, f"goes on quoting {neighbour.party}")
    yield from found


def _attribute_sentence(
    text: str, segment: Segment, quotes: list[tuple[int, int]], people: _People
) -> Attribution | None:
    sentence = text[segment.start : segment.end]
    masked = list(sentence)
    quoted_words = 0
    for a, b in quotes:
        low, high = max(a, segment.start) - segment.start, min(b, segment.end) - segment.start
        if low < high:
            words = len(re.findall(r"\w+", sentence[low:high]))
            quoted_words = max(quoted_words, words)
            if words >= _SCARE_WORDS or (a < segment.start or b > segment.end):
                masked[low:high] = MASK * (high - low)
    source: Source | None = find_source("".join(masked))
    if source is None:
        people.mention("".join(masked).replace(MASK, " "))
        return None
    party = people.resolve(source.party)
    if party is None:
        return None
    marks = "quoted" if MASK in masked else "reported"
    return Attribution(party, f"{marks} after “{source.cue}”")
