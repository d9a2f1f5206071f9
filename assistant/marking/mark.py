"""Marks for a whole document: who answers for each sentence, and what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.encoder import Vectors
from assistant.marking.attribution import Attribution, attribute
from assistant.marking.kinds import Judgement, judge, no_bare_fact
from assistant.marking.quotes import quoting
from assistant.marking.writings import is_finding
from assistant.reading.credits import is_author_note, is_furniture_sentence
from assistant.reading.segments import Segment
from assistant.schema import Clause, Document, Mark, MarkKind, Sentence

__all__ = ["mark_document"]

# "We, the undersigned, condemn the closure": no report, whatever figures it gives
_DECLARES = re.compile(
    r"(?:I|We)\b(?:,[^,]{2,60},)?\s(?:(?:also|\w+ly)\s)?"
    r"(?:applaud|call\s(?:for|on|upon)|condemn|demand|denounce|deplore|protest|reject|urge|welcome)\b"
)
_CLOSING = 300  # characters at the end of a document, where notes on its author stand


def mark_document(
    document: Document,
    segments: Sequence[Segment],
    leanings: Vectors | None = None,
    parts: Sequence[Vectors] | None = None,
) -> list[Sentence]:
    """Mark every sentence of a document.

    Args:
        document: The document.
        segments: Its sentences, unmarked, in order.
        leanings: What the encoder's middle layers say of each, shape (sentences, 3), see `head.lean`; None to
            judge by readable features alone.
        parts: The same for the parts of each sentence, shape (parts, 3), as `clauses.find_pieces` gives them, or
            (0, 3); None to judge no parts.

    Returns:
        The sentences with their speakers and marks, in order.
    """
    texts = [document.text[segment.start : segment.end] for segment in segments]
    byline = document.author or document.publisher
    judgements = judge(texts, leanings, parts)
    attributions = attribute(document.text, segments, byline)
    quoted = quoting(document.text, segments)
    return [
        Sentence(
            text=text,
            start=segment.start,
            end=segment.end,
            speaker=segment.speaker or (None if segment.furniture else byline),
            mark=_mark(text, segment, attribution, judgement, document),
        )
        for text, segment, attribution, judgement in zip(
            texts, segments, attributions, map(_own, texts, judgements, quoted), strict=True
        )
    ]


def _own(text: str, judgement: Judgement, quoted: bool) -> Judgement:
    """Return what a sentence is as far as its own words tell, which are not all that it says."""
    if quoted:
        return no_bare_fact(judgement, "quotes words without a name that is plainly theirs")
    if _DECLARES.match(text):
        return no_bare_fact(judgement, "declares what its writer holds")
    return no_bare_fact(judgement, "tells what others found or alleged") if is_finding(text) else judgement


def _mark(
    text: str, segment: Segment, attribution: Attribution | None, judgement: Judgement, document: Document
) -> Mark:
    byline = document.author or document.publisher
    speaker = segment.speaker or byline
    turn = f"{speaker}’s turn" if segment.speaker else f"byline: {speaker}" if speaker else "no speaker named"
    closing = segment.end > len(document.text) - _CLOSING
    about_author = segment.speaker is None and is_author_note(text, byline, closing=closing)
    if segment.furniture or about_author or is_furniture_sentence(text):
        # Credits and notices are the publication's, whoever signs the text.
        return Mark(
            MarkKind.FURNITURE,
            document.publisher or byline,
            0.95,
            ("a credit, heading or notice, not part of the text",),
        )
    if attribution:
        voice = f"{attribution.party}, quoted by {speaker}" if speaker else attribution.party
        return Mark(MarkKind.QUOTATION, voice, 0.9, (attribution.reason, turn))
    if text.rstrip('"”’») ').endswith("?"):
        return Mark(MarkKind.QUESTION, speaker, 0.95, ("asks", turn))
    clauses = tuple(Clause(segment.start + a, segment.start + b, kind) for a, b, kind in judgement.clauses)
    return Mark(judgement.kind, speaker, round(judgement.confidence, 3), (*judgement.reasons, turn), clauses)
