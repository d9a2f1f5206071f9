"""What is found and told: evidence, and an answer with its statements and citations."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from assistant.schema.documents import Mark, Passage, Sentence

__all__ = ["Answer", "Citation", "Dropped", "Evidence", "Reason", "Statement"]


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
