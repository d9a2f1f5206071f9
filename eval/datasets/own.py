"""People's own questions about their own documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from eval.datasets.errors import DatasetError
from eval.datasets.files import read_json_lines
from eval.datasets.types import Dataset, Question

__all__ = ["load_own"]

FIELDS = ("question", "answers", "document", "history")


def load_own(questions: Path, corpus: Path) -> Dataset:
    """Load questions from a file of JSON lines, one question a line.

        {"question": "Who stopped the ferry?", "answers": ["The port authority did, on 4 March 2024."]}
        {"question": "What did the engine weigh?", "answers": []}
        {"question": "And when?", "answers": ["on 4 March 2024"], "document": "ferry.txt", "history": ["Who …?"]}

    `answers` holds words copied from a sentence that answers; several are alternatives, of which the shortest is
    looked for; `[]` says that the documents do not answer. `document` may name the file that answers, `history` the
    questions asked before, oldest first.

    Args:
        questions: The file.
        corpus: The documents: a folder, or one file. They are not read here, only their names are.

    Returns:
        Questions, and follow-ups where there is a history; ids are "line-3", counted from 1. Spans are not known, so
        `answers` is empty throughout: an answerable one has the words in `short`. `sources` holds `document`. The
        set has no sources of its own: whoever asks adds `corpus` to a library.

    Raises:
        DatasetError: If a file is missing, a line is not such an object, or there is no question at all.
    """
    if not corpus.exists():
        raise DatasetError(f"{corpus} does not exist; give the folder of the documents that the questions are about")
    names = {path.name for path in (corpus.rglob("*") if corpus.is_dir() else (corpus,))}
    found = []
    for number, record in read_json_lines(questions):
        fault = _fault(record, names)
        if fault:
            raise DatasetError(f"{questions}, line {number}: {fault}")
        found.append(_question(number, record))
    if not found:
        raise DatasetError(f'{questions} holds no question; write one line such as {{"question": "…", "answers": []}}')
    return Dataset(
        f"own {questions.stem}",
        questions=tuple(question for question in found if not question.history),
        followups=tuple(question for question in found if question.history),
    )


def _fault(record: dict[str, Any], names: set[str]) -> str | None:
    """Return what is wrong with a line and the way out, or None."""
    unknown = ", ".join(sorted(record.keys() - set(FIELDS)))
    if unknown:
        return f"field {unknown} unknown; use {', '.join(FIELDS)}"
    if not _texts([record.get("question")]):
        return '"question" is missing or empty; write the question as text'
    if not _texts(record.get("answers")):
        return '"answers" is not a list of texts; copy the words of an answer sentence, or write [] if nothing answers'
    if not _texts(record.get("history", [])):
        return '"history" is not a list of texts; write the earlier questions, oldest first, or leave it out'
    if record.get("document") is not None and str(record["document"]) not in names:
        return f'"document" {record["document"]!r} is not in the corpus; write the name of a file, or leave it out'
    return None


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _question(number: int, record: dict[str, Any]) -> Question:
    answers = [answer.strip() for answer in record["answers"]]
    return Question(
        f"line-{number}",
        record["question"].strip(),
        kind="answerable" if answers else "unanswerable",
        short=min(answers, key=len, default=None),
        history=tuple(record.get("history", ())),
        sources=(str(record["document"]),) if record.get("document") else (),
    )
