"""Who answers for each sentence: the turn's speaker, the byline, or somebody they quote.

Quotations are read per paragraph, since one may run over several sentences; pronouns are resolved to the
last fitting name in the turn.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from assistant.marking.people import UNNAMED, People
from assistant.marking.quotes import SCARE_WORDS, quoted_spans
from assistant.marking.sources import MASK, Source, find_source
from assistant.marking.verbs import MENTAL
from assistant.reading.names import without_nickname
from assistant.reading.segments import Segment
from assistant.reading.vocabulary import CAPITAL, HONOURS

__all__ = ["Attribution", "attribute"]

_TAG, _TAG_WORDS = 80, 8
_OPENERS = "“\"„«‘「『'`"
_CLOSERS = "”\"»’」』'"
# "The officer, he said, was late": somebody else said so.
_IS_ASIDE = re.compile(r"[^,;:.]{2,40},\s(?:he|she)\s(?:\w+\s)?\w+[,.;]")
# "LUSTRA, Nov 7 - Marenia’s central bank said": nobody is called so.
_DATELINE = re.compile(
    rf"\s*{CAPITAL}(?:{CAPITAL}|[ .’'-](?={CAPITAL})){{2,40}}"
    r"(?:,\s[A-Z][\w.]{1,20}|,?\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)(?:,?\s\d{4})?){0,3}"
    r"\s[–—-]{1,2}\s(?![^–—]*\s[–—-]{1,2}\s)"
)
# "14:20 The mayor says", as a report by the hour has it.
_HOUR = re.compile(
    r"\s*\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s[A-Z]{2,4}(?=[\s:]))?\s*[:–—-]?\s+(?=[A-Z“\"‘'\x00])", re.ASCII
)
# "Forty years ago my father said": he, and not forty years.
_SIGNATURE_WORDS = 12
_NAME_BELOW = re.compile(rf"{CAPITAL}[\w’'.-]*(?:\s{CAPITAL}[\w’'.-]*){{1,4}}(?:,\s.{{2,60}})?(?<![.!?])")
_AGO = re.compile(
    r"\s*(?:(?:Some|About|Almost|Nearly|Only|Just)\s)?[\w-]+\s(?:year|month|week|day|hour|decade)s?\s(?:ago|later|earlier),?\s"
)
_HONOURED = re.compile(rf"(?<=[a-z]),?\s(?:{'|'.join(sorted(HONOURS))})\b")
# "she told him": not the man named last, though nothing else tells that he is one
_SPEAKS_TO = re.compile(
    r"\b(?:[Ss]he\s(?:\w+ly\s)?\w+\s(?:it\s)?(?:to\s)?him|[Hh]e\s(?:\w+ly\s)?\w+\s(?:it\s)?(?:to\s)?her(?=[,.;]|\sthat\b|$))\b"
)
# "Though she called it “a mess”, Ana Brito voted for it": she who is named after the comma
_AHEAD = re.compile(
    rf"(?:After|Although|As|Before|Once|Though|When|While|Whilst)\s(?P<who>he|she)\b[^;:]*?,\s"
    rf"(?P<name>{CAPITAL}[\w’'-]+(?:\s{CAPITAL}[\w’'-]+)*\s[a-z]+(?:ed|s|d|t)\b)"
)
# "Leif Aune had lied, she said": another, who was named before.
_TOLD_OF = re.compile(
    r"(?!(?:After|Although|As|Asked|Because|Before|Once|Since|Though|When|While)\b).*,\s(?:he|she)\s(?:\w+\s)?\w+\.?$"
)
_IT_SAYS = re.compile(r",\sit\s(?:\w+\s)?\w+\.?$")
_ANSWERS = frozenset("answered answers replied replies responded responds retorted retorts".split())
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


def attribute(text: str, segments: Sequence[Segment], byline: str | None = None) -> list[Attribution | None]:
    """Find, for every sentence, the third party it quotes.

    Args:
        text: The document.
        segments: Its sentences, in order.
        byline: Who signs it, if anybody does: what he says of himself is no quotation.

    Returns:
        For each sentence an attribution, or None where its speaker speaks for himself. Quotations of fewer
        than four words, or that nothing attributes, are scare quotes and stay with the speaker.
    """
    people = People(text, (text[segment.start : segment.end] for segment in segments), byline)
    results: list[Attribution | None] = []
    carried: Attribution | None = None
    last: Attribution | None = None
    unsigned = 0  # sentences of the paragraphs before that are one quotation and name nobody
    is_open = False  # and whether it goes on
    for _, group in groupby(segments, key=lambda segment: (segment.turn, segment.paragraph)):
        held = list(group)
        if people.enter(held[0].turn, held[0].speaker):
            carried = last = None
        paragraph = _Paragraph(text, held, people, carried)
        signer = _signer(text, held, people) if unsigned else None
        named = paragraph.found[0] if is_open else None
        if signer:  # “The line is full.” with “Ida Holm, Osk” below
            results[-unsigned:] = [signer] * unsigned
            paragraph.found = [signer]
        elif named:  # “Nobody was told.” Ida Holm said, where paragraphs before open the same quotation
            results[-unsigned:] = [_going_on(named)] * unsigned
        if paragraph.is_quotation() and not any(paragraph.found):
            unsigned = len(held) + unsigned * is_open
            paragraph.found = [_going_on(last) if last else None] * len(held)
        else:
            unsigned = 0
            last = paragraph.last_quoted(text)
        is_open = unsigned > 0 and paragraph.is_open(text)
        results += paragraph.found
        carried = None if unsigned else _carried(text, paragraph)
    return results


def _going_on(quoted: Attribution) -> Attribution:
    return Attribution(quoted.party, f"goes on quoting {quoted.party}")


@dataclass(slots=True)
class _Paragraph:
    """One paragraph while it is read: its sentences, its quotations, and whom each sentence is given to."""

    segments: list[Segment]
    quotes: list[tuple[int, int]]
    found: list[Attribution | None]
    about: list[str | None]

    def __init__(self, text: str, segments: list[Segment], people: People, carried: Attribution | None) -> None:
        start, end = segments[0].start, segments[-1].end
        self.segments = segments
        self.quotes = [(start + a, start + b) for a, b in quoted_spans(text[start:end])]
        self.found, self.about = [], []
        first = 0
        for segment in segments:
            while first < len(self.quotes) and self.quotes[first][1] <= segment.start - 2:
                first += 1  # quotations are in order: those behind are done with
            near = list(takewhile(lambda quote: quote[0] < segment.end + 2, self.quotes[first:]))  # noqa: B023
            people.about = None
            self.found.append(None if segment.furniture else _attribute_sentence(text, segment, near, people))
            self.about.append(None if self.found[-1] else people.about)
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
        named = False  # whether the tag after the quotation that sentence i + 1 is in names its speaker
        for i in reversed(range(len(self.segments) - 1)):
            following = self.found[i + 1]
            tagged = not self._answered(i) and (self._tagged(i + 1) if not whole[i + 1] else named)
            named = bool(following) and tagged
            if whole[i] and self.found[i] is None and named:
                self.found[i] = following
        for i, segment in enumerate(self.segments):
            before = self.found[i - 1] if i else carried
            after = self.found[i + 1] if i + 1 < len(whole) and self._answered(i) else None
            if before and after and before.party == after.party:
                before = None  # “No,” he said. “Who knew?” “My wife,” he said.
            about = self.about[i - 1] if i and not whole[i - 1] else None
            if self.found[i] is None and whole[i] and (before or about) and not segment.furniture:
                # "Leif Aune was furious. “It was no foul.”": nobody else is there to say so
                self.found[i] = _going_on(before) if before else Attribution(str(about), f"follows what {about} does")

    def _whole(self) -> list[bool]:
        """Say for each sentence whether it is all quotation."""
        whole, at = [], 0
        for segment in self.segments:
            while at < len(self.quotes) and self.quotes[at][1] < segment.end - 1:
                at += 1
            whole.append(at < len(self.quotes) and self.quotes[at][0] <= segment.start + 1)
        return whole

    def is_quotation(self) -> bool:
        """Whether the paragraph is a quotation and nothing else."""
        ends = bool(self.quotes) and self.quotes[-1][1] >= self.segments[-1].end - 1
        return ends and all(self._whole())

    def is_open(self, text: str) -> bool:
        """Whether the paragraph ends in a quotation that is not closed, as print has it when the next goes on."""
        end = self.segments[-1].end
        return bool(self.quotes) and self.quotes[-1][1] >= end and text[end - 1] not in _CLOSERS

    def last_quoted(self, text: str) -> Attribution | None:
        """Return whose words the paragraph ends with, if it quotes some; a question may be answered by another."""
        found = self.found[-1]
        words = text[slice(*self.quotes[-1])] if self.quotes else ""
        quotes = len(words.split()) >= SCARE_WORDS and "?" not in words[-2:]
        return found if found and quotes and found.reason.startswith(("quoted", "goes on")) else None

    def _answered(self, i: int) -> bool:
        """Whether a quotation ends where a sentence does, and another begins with the next."""
        end, start = self.segments[i].end, self.segments[i + 1].start
        at = bisect_left(self.quotes, end - 1, key=lambda quote: quote[1])
        ends = at < len(self.quotes) and self.quotes[at][1] <= end + 1
        return ends and at + 1 < len(self.quotes) and self.quotes[at + 1][0] <= start + 1

    def _tagged(self, i: int) -> bool:
        """Whether a sentence stands right after a quotation and only says whose it was: "Ana Brito said."""
        reason = self.found[i].reason if self.found[i] else ""  # type: ignore[union-attr]
        return reason.startswith("quoted") and self.segments[i].end - self.segments[i].start < _TAG


def _signer(text: str, held: list[Segment], people: People) -> Attribution | None:
    """Return who signs the quotation above a line: a name, right below it or behind a dash, and what follows it."""
    if len(held) > 1:  # “Osk, Friday 18 April. Translated” heads what follows
        return None
    line = text[held[0].start : held[0].end]
    dash = line[0] in "―—–-"
    if len(line.split()) > _SIGNATURE_WORDS or (not dash and (held[0].furniture or not _NAME_BELOW.fullmatch(line))):
        return None
    source = find_source(f"{MASK} — {line.lstrip('―—–- ')}")
    party = people.resolve(source.party) if source and source.cue.startswith("—") else None
    return Attribution(party, f"signed “{line}”") if party else None


def _carried(text: str, paragraph: _Paragraph) -> Attribution | None:
    """Return whose words the next paragraph goes on with, if it opens with a quotation: after a colon, after a
    quotation that is not closed, or after a paragraph that ended in a whole quotation of somebody's."""
    last = paragraph.segments[-1]
    following = text[last.end : last.end + 6].lstrip(" \n")[:1]
    if not following or following not in _OPENERS or paragraph.found[-1] is None:
        return None
    ends = text[last.end - 1]
    return paragraph.found[-1] if ends == ":" or paragraph.is_open(text) else None


def _attribute_sentence(
    text: str, segment: Segment, quotes: list[tuple[int, int]], people: People
) -> Attribution | None:
    sentence = text[segment.start : segment.end]
    masked, spared = map(without_nickname, _masked(sentence, segment, quotes))
    # "“Who pays?” Ana Brito asked.": the splitter parts the tag from its quotation.
    tag = len(sentence.split()) <= _TAG_WORDS
    signed = sentence[:1] in "―—–-"
    after = (tag or signed) and any(
        0 <= segment.start - b <= 1 and (signed or text[b - 2] in "?!…—") for _, b in quotes
    )
    before = sentence.endswith(":") and text[segment.end : segment.end + 6].lstrip(" \n")[:1] in set(_OPENERS)
    source = find_source((MASK + " ") * after + masked + (" " + MASK) * before)
    if source is None and spared != masked:
        masked = spared
        source = _beside(find_source(masked), masked)
    if source is None:
        people.mention(masked.replace(MASK, " "))
        return None
    party = _whose(source, masked, people)
    if party is None:
        return None
    if source.by:
        party = f"{party}, quoted by {source.by}"
    marks = "quoted" if MASK in masked or after or before else "reported"
    return Attribution(party, f"{marks} after “{source.cue}”")


def _whose(source: Source, masked: str, people: People) -> str | None:
    """Return by his fullest name whom a sentence gives words to; None if that is its speaker or cannot be told."""
    verb = source.cue.split()[-1]
    thinks = verb in MENTAL
    aside = bool(_IS_ASIDE.match(masked))
    told_of = source.party in ("he", "she") and not aside and _TOLD_OF.match(masked)
    ahead = _AHEAD.match(masked)
    if ahead and ahead["who"] == source.party:
        people.mention(ahead["name"].replace(MASK, " "))
    elif source.party.split()[0].casefold() in ("he", "she", "they", "it", "his", "her") and not told_of and not aside:
        # "Ana Brito was late, she said": she who was named before; not "She said that Ana Brito was late".
        pronoun = re.search(rf"\b(?:{source.party}|{re.escape(source.cue)})\b", masked, re.IGNORECASE)
        people.mention(masked[: pronoun.start() if pronoun else None].replace(MASK, " "), before=source.party)
    address = re.search(rf"\b([A-Z]\w+)\.?\s{re.escape(source.party)}(?!\w)", masked)
    people.asker = people.asker if verb in _ANSWERS else None
    party = people.resolve(
        source.party, address[1] if address else "", other=bool(_SPEAKS_TO.search(masked)), thinks=thinks
    )
    people.asker = party if verb in ("asked", "asks") else None
    if source.cue == f"To {source.party}" and source.party[:1].isupper() and not people.is_named(party):
        return None  # "To Osk, the road is a lifeline"
    if told_of:
        people.mention(masked.replace(MASK, " "))
        party = people.resolve(source.party) if party == UNNAMED else party
        people.go_on_with(party)
    if party is None and source.party == "it" and _IT_SAYS.search(masked):
        return UNNAMED  # "Fares will rise, it says": some body or paper, but not the narrator
    # "They think of it as the end": what the narrator supposes of some
    return None if party == UNNAMED and source.party == "they" and thinks else party


def _masked(sentence: str, segment: Segment, quotes: list[tuple[int, int]]) -> tuple[str, str]:
    """Return a sentence with its quotations masked, scare quotes left alone; and with all of them masked."""
    if not quotes:
        plain = _bare(sentence)
        return plain, plain
    masked, spared = list(sentence), list(sentence)
    for a, b in quotes:
        low, high = max(a, segment.start) - segment.start, min(b, segment.end) - segment.start
        if low < high:
            spared[low:high] = MASK * (high - low)
            words = len(re.findall(r"\w+", sentence[low:high]))
            spoken = sentence[high - 2 : high - 1] in (",", "?", "!")  # “I felt nothing,” said the sweeper
            if words >= SCARE_WORDS or spoken or (a < segment.start or b > segment.end):
                masked[low:high] = MASK * (high - low)
    return _bare("".join(masked)), _bare("".join(spared))


def _bare(sentence: str) -> str:
    """Return a sentence without what stands in brackets, nor the place, day or hour that a report opens with."""
    bare = _IN_BRACKETS.sub("", sentence) if "(" in sentence or "[" in sentence else sentence
    bare = _HONOURED.sub("", bare)
    dateline = _HOUR.match(bare) or _DATELINE.match(bare) or _AGO.match(bare)
    return bare[dateline.end() :] if dateline else bare


def _beside(source: Source | None, masked: str) -> Source | None:
    """Return a source only if its verb leads to a quotation: "calls it “a mess”", not "a “clean” slate, he said"."""
    verb = source.cue.split()[-1] if source else ""
    leads = re.search(rf"\b{re.escape(verb)}\b[^,;:.{MASK}]{{0,40}},?:?\s*{MASK}", masked) if verb else None
    return source if leads else None
