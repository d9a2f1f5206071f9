"""The article that ships with the project, marked and asked about by hand like the handwritten documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.datasets.errors import DatasetError
from eval.datasets.files import DATA, read_json_lines, read_text
from eval.datasets.records import (
    Record,
    claim_of,
    followup_of,
    marks_of,
    question_of,
    sentence_of,
    unanswerable_of,
)
from eval.datasets.types import Claim, Dataset, GoldSentence, Question, Source, Span

__all__ = ["load_article"]

RECORDS = DATA / "article.jsonl"
TEXT = DATA.parent.parent / "corpus" / "wu-wei-on-russia-north-korea-ties.txt"
METADATA = {"author": "Wu Wei", "publisher": "Zhi News"}
KINDS = ("sentence", "question", "unanswerable", "followup", "claim")


def load_article(records: Path | None = None, text: Path | None = None) -> Dataset:
    """Load the article and what people wrote about it.

    A line of the file is an object whose "record" says what it is; spans are `[start, end]` of the article:

    - sentence: start, end, kind, voice, perhaps relayed_by, clauses (start, end, kind)
    - question: id, question, type, answers (alternatives, each a list of spans), perhaps short, kind, voice
    - unanswerable: id, question, kind
    - followup: id, history (question, answer, question, …), question, standalone, answers
    - claim: id, claim, supported, sentences (spans), perhaps fault

    Args:
        records: The JSON lines; None for the project's.
        text: The article; None for the one in `corpus`.

    Raises:
        DatasetError: If a file is missing, or a line is not such a record or has a span outside the text.
    """
    path = records or RECORDS
    source = Source((text or TEXT).stem, read_text(text or TEXT).strip(), METADATA)
    found: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    # Sentences first, whatever their place in the file: follow-ups take their gold mark from them.
    for number, record in sorted(read_json_lines(path), key=lambda line: line[1].get("record") != "sentence"):
        if record.get("record") not in KINDS:
            raise DatasetError(f"{path}, line {number}: record {record.get('record')!r}; use one of {', '.join(KINDS)}")
        try:
            found[record["record"]].append(_item(record, source, marks_of(found["sentence"])))
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            fault = f"{type(error).__name__} {error}"
            raise DatasetError(f"{path}, line {number}: {fault}; write it as load_article says") from error
    return Dataset(
        "article",
        (source,),
        questions=(*found["question"], *found["unanswerable"]),
        followups=tuple(found["followup"]),
        sentences=tuple(found["sentence"]),
        claims=tuple(found["claim"]),
    )


def _item(record: Record, source: Source, marks: Mapping[Span, GoldSentence]) -> GoldSentence | Question | Claim:
    match record["record"]:
        case "sentence":
            _span(source, (record["start"], record["end"]))
            return sentence_of(source.name, record)
        case "unanswerable":
            return unanswerable_of(record["id"], record)
        case "claim":
            return claim_of(record["id"], record, tuple(_span(source, place) for place in record["sentences"]))
    answers = tuple(tuple(_span(source, place) for place in together) for together in record["answers"])
    if record["record"] == "followup":
        return followup_of(record["id"], record, answers, marks)
    return question_of(record["id"], record, answers)


def _span(source: Source, place: Sequence[int]) -> Span:
    start, end = place
    if not 0 <= start < end <= len(source.text):
        raise ValueError(f"span {start}–{end} is empty or outside the article's {len(source.text)} characters")
    return Span(source.name, start, end)
