"""What every evaluation set is made of, whatever its source. Spans are half-open character offsets of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["AttributedArticle", "Attribution", "Claim", "Dataset", "GoldSentence", "Question", "Source", "Span"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `[start, end)` of the text of the source called `source`."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A document to be put into the library.

    Attributes:
        name: Unique in the set; letters, digits and hyphens.
        text: The text whose offsets all spans use; no leading or trailing white space.
        metadata: title, author, publisher, date where known.
    """

    name: str
    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its gold, or one that the documents do not answer.

    Attributes:
        id: Unique in the set.
        text: As asked.
        kind: "answerable", else why not: "absent", "false premise", "wrong person", "off-topic" or "unanswerable".
        answers: Alternatives; each holds the spans that are needed together. Empty if not answerable.
        type: Such as "fact", "two-sentence", "voice", "opinion", "metadata", "conflict"; "" if not known.
        mark: Gold mark kind of the first answer sentence, or None.
        voice: Gold voice of that sentence, or None.
        short: The shortest verbatim answer, or None.
        values: For a conflict: the value each span gives.
        history: Questions before it in the conversation, for a follow-up.
        replies: What each of them was answered, where that is given and not the assistant's to say; else empty.
        standalone: The follow-up as a person would put it by itself, or None.
        sources: Names of the sources the question was asked about, if it was asked about some; else empty.
    """

    id: str
    text: str
    kind: str = "answerable"
    answers: tuple[tuple[Span, ...], ...] = ()
    type: str = ""
    mark: str | None = None
    voice: str | None = None
    short: str | None = None
    values: tuple[tuple[Span, str], ...] = ()
    history: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    standalone: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence with its gold mark.

    Attributes:
        span: Where it stands.
        kind: Mark kind.
        voice: Who answers for it: the speaker, or for a quotation the party quoted; None if nobody.
        relayed_by: For a quotation, who quotes.
        clauses: Spans with kinds of their own, for a mixed sentence that parts cleanly.
    """

    span: Span
    kind: str
    voice: str | None = None
    relayed_by: str | None = None
    clauses: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about a source, true to it or not.

    Attributes:
        id: Unique in the set.
        text: The claim.
        supported: Whether the evidence supports it.
        evidence: The sentences it rests on or contradicts.
        fault: What is wrong with an unsupported one; "" for a supported one.
        source: The source it is about, in which evidence is to be found for it where `evidence` is empty; else None.
    """

    id: str
    text: str
    supported: bool
    evidence: tuple[Span, ...]
    fault: str = ""
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words of an article that it gives as somebody else's.

    Attributes:
        source: Who is said to have said, thought or felt it; None where the article names nobody.
        cue: The words that attribute it, such as "said".
        content: What is attributed, in the order of the text; several spans where the cue interrupts it.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AttributedArticle:
    """An article and its attributions, in the order of their cues.

    Attributes:
        source: The article; all spans are of its text.
        attributions: All that one annotator found.
    """

    source: Source
    attributions: tuple[Attribution, ...]

    def words(self, span: Span) -> str:
        """Return the words of a span, as they stand in the article."""
        return self.source.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Dataset:
    """An evaluation set.

    Attributes:
        name: Such as "handwritten test".
        sources: Every document that belongs into the library, those without questions too.
        questions: To be asked alone.
        followups: To be asked within a conversation.
        sentences: With gold marks.
        claims: For verification.
        articles: With every attribution marked, for the measurement of voices.
    """

    name: str
    sources: tuple[Source, ...] = ()
    questions: tuple[Question, ...] = ()
    followups: tuple[Question, ...] = ()
    sentences: tuple[GoldSentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    articles: tuple[AttributedArticle, ...] = ()
