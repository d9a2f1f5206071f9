"""The nouns of the project: frozen values, no input or output, no behaviour beyond their invariants.

Spans are half-open character offsets `[start, end)` into `Document.text`. Scores rise with quality.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

__all__ = [
    "AddResult",
    "Answer",
    "Citation",
    "Clause",
    "Document",
    "Dropped",
    "Evidence",
    "Mark",
    "MarkKind",
    "Passage",
    "Reason",
    "Sentence",
    "Statement",
    "Where",
]


class MarkKind(StrEnum):
    """What a sentence is. Members run from the strongest to the weakest claim on a reader's trust."""

    FACT = "reported fact"
    QUOTATION = "quotation"
    UNSURE = "unsure"
    MIXED = "mixed"
    OPINION = "opinion"
    QUESTION = "question"
    FURNITURE = "furniture"

    @property
    def weakness(self) -> int:
        """Rank from 0 (reported fact) up; of several pieces of evidence the highest rank decides."""
        return list(MarkKind).index(self)


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a sentence that parts cleanly into a report and a judgement.

    Attributes:
        start: First character in the document.
        end: One past the last character.
        kind: What the part is: reported fact or opinion.
    """

    start: int
    end: int
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sentence is, and who answers for it.

    Attributes:
        kind: The kind of statement.
        voice: Who answers for it, such as "Wu Wei" or "Lavrov, quoted by Wu Wei"; None when the source
            names nobody.
        confidence: Estimated probability in [0, 1] that `kind` is right.
        reasons: Why, in words a reader understands; at least one for every mark made by this package.
        clauses: For a mixed sentence that parts cleanly its two parts, in order; else empty. Together they hold
            all of it but the white space between them.
    """

    kind: MarkKind
    voice: str | None = None
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()

    @property
    def party(self) -> str | None:
        """Who answers for it, without who relays it: "Lavrov" of "Lavrov, quoted by Wu Wei"."""
        return self.voice.split(", quoted by")[0] if self.voice else None

    @staticmethod
    def weakest(marks: Iterable[Mark]) -> Mark:
        """Return the mark that may be shown for a statement resting on all of `marks`.

        Args:
            marks: At least one mark.

        Returns:
            The mark of the weakest kind; among equals the least confident.

        Raises:
            ValueError: If `marks` is empty.
        """
        return max(marks, key=lambda mark: (mark.kind.weakness, -mark.confidence))


@dataclass(frozen=True, slots=True)
class Document:
    """One source as kept in the library.

    Attributes:
        id: Stable identifier, derived from the content.
        text: The whole text; every span in the project points into it.
        title: Stated title, else one made from the file name.
        author: Stated author, or None. So also `publisher`, `date` (as stated) and `url`.
        path: The file it was read from, absolute.
        media_type: Such as "text/plain" or "application/pdf".
        caveat: What the source says of itself that a reader must know, verbatim, such as "The article
            represents the personal views of the author."; None when it says nothing of the kind.
        pages: Start offset of every page for paged formats, else empty.
    """

    id: str
    text: str = field(repr=False)  # a list of documents would fill the screen
    title: str
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    path: str | None = None
    media_type: str = "text/plain"
    caveat: str | None = None
    pages: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Return the 1-based page holding `offset`, or None for a format without pages."""
        return sum(start <= offset for start in self.pages) or None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document: `document.text[start:end] == text`.

    Attributes:
        text: The exact words.
        start: First character in the document.
        end: One past the last character.
        speaker: Whose turn it stands in, else the byline, else None.
        mark: What it is and who answers for it.
    """

    text: str
    start: int
    end: int
    speaker: str | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one speaker turn, short enough for the embedding model.

    Attributes:
        id: Key in the catalogue and both indexes; never used twice.
        document_id: The document it is part of.
        start: First character in the document.
        end: One past the last character.
        text: `document.text[start:end]`.
        speaker: Whose turn it is, or None.
        first: Position of its first sentence in the document.
        last: Position of its last sentence, inclusive.
    """

    id: int
    document_id: str
    start: int
    end: int
    text: str
    speaker: str | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence found for one question.

    Attributes:
        sentence: The sentence, with its mark.
        position: Its position in the document, counted from 0.
        passage: The passage it was found in.
        document_id: Its document.
        title: That document's title.
        score: How well it fits the question, in [0, 1].
        rank: Place among the results, counted from 1.
    """

    sentence: Sentence
    position: int
    passage: Passage
    document_id: str
    title: str
    score: float
    rank: int

    @property
    def text(self) -> str:
        """The sentence's exact words."""
        return self.sentence.text

    @property
    def mark(self) -> Mark:
        """The sentence's mark."""
        return self.sentence.mark


@dataclass(frozen=True, slots=True)
class Citation:
    """Evidence as shown to a reader: `document.text[start:end] == quote`.

    Attributes:
        document_id: The document cited.
        title: Its title.
        start: First cited character.
        end: One past the last.
        quote: The exact words.
        speaker: Whose turn the words stand in, or None.
        page: 1-based page for paged formats, else None.
        url: Where the document says it came from, or None.
    """

    document_id: str
    title: str
    start: int
    end: int
    quote: str
    speaker: str | None = None
    page: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer. It is never shown without a citation.

    Attributes:
        text: The words shown.
        mark: Computed from the cited evidence, the weakest winning; never taken from a language model.
        citations: What it rests on; at least one.
        highlight: Characters `[start, end)` of `text` that are the short answer (a name, a number, a date), or None.
    """

    text: str
    mark: Mark
    citations: tuple[Citation, ...]
    highlight: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"a statement needs a citation: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A statement that a language model wrote and that is not shown, since the words it cites do not bear it out.

    Attributes:
        text: As the model wrote it.
        reason: Why, in words a reader understands.
        became: What stands in its place: "repaired" (by the model), "replaced" (by the source sentence) or "left out".
    """

    text: str
    reason: str
    became: str


class Reason(StrEnum):
    """Why an answer was withheld."""

    EMPTY_LIBRARY = "empty library"
    NOTHING_FOUND = "nothing found"
    NOT_ANSWERED = "not answered"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the documents say to a question, or that they say nothing.

    Attributes:
        question: As asked.
        standalone_question: As understood, with what it leans on in the conversation filled in.
        statements: Empty exactly when `abstained`.
        abstained: True when the documents do not answer.
        reason: Why it abstained, else None.
        nearest: The closest sentences found, best first, when it abstained; not an answer.
        probability: How surely the documents answer, in [0, 1]; None if nothing was found to judge.
        caveats: What the cited sources say of themselves, verbatim, such as that views are personal.
        notes: What a reader must know of the answer as a whole, in plain words, such as that its sources differ.
        dropped: What a language model wrote and why it is not shown.
        timings: Seconds per stage.
    """

    question: str
    standalone_question: str
    statements: tuple[Statement, ...] = ()
    abstained: bool = False
    reason: Reason | None = None
    nearest: tuple[Evidence, ...] = ()
    probability: float | None = None
    caveats: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.abstained == bool(self.statements) or self.abstained != (self.reason is not None):
            raise ValueError("an answer has statements, or abstains with a reason")

    def to_dict(self) -> dict[str, Any]:
        """Return plain dicts, lists, strings and numbers, fit for `json.dumps`."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Where:
    """Which part of the library may answer; every field that is set must hold.

    Attributes:
        documents: Ids of documents.
        authors: Stated authors, compared without regard to case.
        speakers: Whose turns, compared without regard to case.
        since: First date: a `date`, "YYYY", "YYYY-MM" or "YYYY-MM-DD"; a document whose date is not known is left out.
        until: Last date, in the same forms, inclusive.
        only_facts: Whether only sentences marked as reported fact may answer.
    """

    documents: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    since: str | int | date | None = None
    until: str | int | date | None = None
    only_facts: bool = False

    def __post_init__(self) -> None:
        for name in ("documents", "authors", "speakers"):
            given = getattr(self, name)
            object.__setattr__(self, name, (given,) if isinstance(given, str) else tuple(given or ()))

    def __bool__(self) -> bool:
        return bool(self.documents or self.authors or self.speakers or self.since or self.until or self.only_facts)


@dataclass(frozen=True, slots=True)
class AddResult:
    """What became of one file.

    Attributes:
        path: The file.
        status: "added", "unchanged", "replaced" or "failed".
        document_id: The document it is now, or None if it failed.
        reason: Why it failed or was left unchanged, else None.
    """

    path: str
    status: str
    document_id: str | None = None
    reason: str | None = None
