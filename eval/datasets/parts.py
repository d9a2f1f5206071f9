"""Questions that ask two things at once, or seem to."""

from __future__ import annotations

from dataclasses import dataclass

from eval.datasets.errors import DatasetError
from eval.datasets.files import DATA, check_split, read_json_lines
from eval.datasets.plain import place_of, sources_of
from eval.datasets.types import Source, Span

__all__ = ["KINDS", "SPLITS", "PartedQuestion", "load_parts"]

_FOLDER = DATA / "parts"
SPLITS = ("dev", "test")
KINDS = ("two", "same", "half", "one")


@dataclass(frozen=True, slots=True)
class PartedQuestion:
    """A question about a document.

    Attributes:
        document: Its name.
        question: As asked.
        parts: For each thing that is asked the places that answer it; none where nothing does.
        kind: "two" if two sentences answer, "same" if one answers both, "half" if nothing answers one of them, "one"
            if it asks one thing only.
    """

    document: str
    question: str
    parts: tuple[tuple[Span, ...], ...]
    kind: str


def load_parts(split: str = "test") -> tuple[list[Source], list[PartedQuestion]]:
    """Return the documents of a split and the questions about them.

    Args:
        split: "dev" or "test".

    Raises:
        DatasetError: If there is no such split, its file is missing or damaged, or an answer is not in its document.
    """
    check_split(split, SPLITS)
    sources = sources_of(split, "pairs")
    texts = {source.name: source.text for source in sources}
    questions = []
    for number, record in read_json_lines(_FOLDER / f"{split}.jsonl"):
        name, kind = record["document"], record["kind"]
        if name not in texts or kind not in KINDS:
            raise DatasetError(f"line {number}: no document {name!r}, or {kind!r} is none of {', '.join(KINDS)}")
        parts = tuple(tuple(place_of(words, name, texts) for words in part) for part in record["parts"])
        questions.append(PartedQuestion(name, record["question"], parts, kind))
    return sources, questions
