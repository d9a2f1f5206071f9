"""Events that three documents tell of, each in its way: questions on which they differ, agree, or one alone speaks."""

from __future__ import annotations

from eval.datasets.errors import DatasetError
from eval.datasets.files import DATA, check_split, read_json_lines, read_text
from eval.datasets.plain import place_of
from eval.datasets.types import Dataset, Question, Source

__all__ = ["SPLITS", "load_events"]

_FOLDER = DATA / "events"
SPLITS = ("dev", "test")
KINDS = ("differ", "agree", "alone")


def load_events(split: str = "test") -> Dataset:
    """Return the documents of a split's events and the questions about them.

    Args:
        split: "dev" or "test".

    Returns:
        All questions are answerable, any of their answers is one. `type` is "differ" (the documents give different
        values), "agree" (the same, in whatever form) or "alone" (one tells, others hold such a value of something
        else); `values` are what each answering sentence gives.

    Raises:
        DatasetError: If there is no such split, an answer does not stand in its document, or a file is missing.
    """
    check_split(split, SPLITS)
    sources = [Source(path.stem, read_text(path).strip()) for path in sorted((_FOLDER / split).glob("*.txt"))]
    texts = {source.name: source.text for source in sources}
    questions = []
    for number, record in read_json_lines(_FOLDER / split / "questions.jsonl"):
        if record["kind"] not in KINDS:
            raise DatasetError(f"line {number}: {record['kind']!r} is none of {', '.join(KINDS)}")
        spans = [place_of(one["words"], one["document"], texts) for one in record["answers"]]
        values = [one["value"] for one in record["answers"]]
        questions.append(
            Question(
                f"{record['event']}-{number}",
                record["question"],
                answers=tuple((span,) for span in spans),
                type=record["kind"],
                values=tuple(zip(spans, values, strict=True)),
            )
        )
    return Dataset(f"events {split}", tuple(sources), tuple(questions))
