"""What is kept: documents, their marked sentences, the passages that are searched; and which part of it is meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.errors import QuestionError

__all__ = ["RELAYED", "AddResult", "Clause", "Document", "Mark", "MarkKind", "Passage", "Sentence", "Where"]


RELAYED = ", quoted by "
"""What parts, in a voice, whose words they are from who passes them on."""

_NAMED = {"documents": "ids of documents", "authors": "names", "speakers": "names"}


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
        return self.voice.split(RELAYED)[0] if self.voice else None

    @property
    def relayed_by(self) -> str | None:
        """Who passes its words on: "Wu Wei" of "Lavrov, quoted by Wu Wei"; None where nobody does."""
        return (self.voice or "").partition(RELAYED)[2] or None

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
        author: Stated author, or None. So also `publisher`, `date` (as stated, without a time stamped on it) and `url`.
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
class Where:
    """Which part of the library may answer; every field that is set must hold.

    Attributes:
        documents: Ids of documents.
        authors: Stated authors, compared without regard to case.
        speakers: Whose turns, compared without regard to case.
        since: First date: a `date`, "YYYY", "YYYY-MM" or "YYYY-MM-DD"; a document whose date is not known is left out.
        until: Last date, in the same forms, inclusive.
        only_facts: Whether only sentences marked as reported fact may answer.

    Raises:
        QuestionError: If a name or id is no str.
    """

    documents: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    since: str | int | date | None = None
    until: str | int | date | None = None
    only_facts: bool = False

    def __post_init__(self) -> None:
        for name in _NAMED:
            given = getattr(self, name)
            several = (
                tuple(given or ()) if isinstance(given, Iterable | None) and not isinstance(given, str) else (given,)
            )
            if wrong := [type(one).__name__ for one in several if not isinstance(one, str)]:
                raise QuestionError(f"{name} of a Where are {_NAMED[name]}, not {wrong[0]}; give a str, or several")
            object.__setattr__(self, name, several)

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
