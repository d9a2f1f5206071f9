"""The article that ships with the project, marked and asked about by hand like the handwritten documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from eval.datasets.errors import DatasetError
from eval.datasets.files import read_json_lines, read_text
from eval.datasets.records import (
    Answers,
    Record,
    claim_of,
    followup_of,
    marks_of,
    question_of,
    sentence_of,
    unanswerable_of,
)
from eval.datasets.types import Claim, Dataset, Question, Source, Span

__all__ = ["load_article"]

_ROOT = Path(__file__).parent.parent.parent
RECORDS = _ROOT / "eval" / "data" / "article.jsonl"
TEXT = _ROOT / "corpus" / "wu-wei-on-russia-north-korea-ties.txt"
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
    lines: dict[str, list[tuple[int, Record]]] = defaultdict(list)
    for number, record in read_json_lines(path):
        if record.get("record") not in KINDS:
            raise DatasetError(f"{path}, line {number}: record {record.get('record')!r}; use one of {', '.join(KINDS)}")
        lines[record["record"]].append((number, record))
    try:
        return _dataset(source, lines)
    except _BadRecord as error:
        raise DatasetError(f"{path}, line {error.number}: {error.fault}; mend the record") from error


class _BadRecord(Exception):
    def __init__(self, number: int, fault: str) -> None:
        super().__init__(fault)
        self.number, self.fault = number, fault
