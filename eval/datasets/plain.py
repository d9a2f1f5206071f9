"""Plain text files as people have them, with the headlines, bylines and labels that they print, and plain questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.datasets.errors import DatasetError
from eval.datasets.files import check_split, read_json_lines, read_text
from eval.datasets.types import Dataset, Question, Source, Span

__all__ = ["FOLDER", "SPLITS", "PlainQuestion", "load_plain", "plain_dataset", "plain_words"]

FOLDER = Path(__file__).parent.parent / "data" / "plain"
SPLITS = ("train", "dev", "test")
_WHY_NOT = {"absent": "absent", "wrongperson": "wrong person", "falsepremise": "false premise"}


@dataclass(frozen=True, slots=True)
class PlainQuestion:
    """A question about a file.

    Attributes:
        document: The file's name without ".txt".
        conversation: Number of the conversation, whose turns follow one another.
        question: As asked.
        answers: Stretches of words of the sentences that answer; empty if none does.
        kind: "absent", "wrongperson" or "falsepremise" if none does; else such as "fact", "why" or "followup".
    """

    document: str
    conversation: int
    question: str
    answers: tuple[str, ...]
    kind: str


def load_plain(split: str = "test", folder: Path = FOLDER) -> list[PlainQuestion]:
    """Return the questions of a split.

    Args:
        split: "train", "dev" or "test".
        folder: Holds a folder for each split.

    Raises:
        DatasetError: If there is no such split, or its file is missing or damaged.
    """
    check_split(split, SPLITS)
    path = folder / split / "questions.jsonl"
    try:
        return [
            PlainQuestion(r["document"], r["conversation"], r["question"], tuple(r["answers"]), r["kind"])
            for _, r in read_json_lines(path)
        ]
    except KeyError as error:
        raise DatasetError(
            f"{path}: a question has no {error}; give document, conversation, question, answers, kind"
        ) from error


def plain_dataset(split: str, folder: Path = FOLDER) -> Dataset:
    """Return the files of a split and all questions that stand by themselves, with the places of their answers.

    Raises:
        DatasetError: If an answer does not stand in its file, the file is missing, or the kind is not known.
    """
    sources = [Source(p.stem, read_text(p).strip()) for p in sorted((folder / split).glob("*.txt"))]
    texts = {source.name: source.text for source in sources}
    questions = []
    for number, asked in enumerate(_alone(load_plain(split, folder))):
        if asked.document not in texts or not (asked.answers or asked.kind in _WHY_NOT):
            raise DatasetError(
                f"{asked.document}: no such file, or {asked.kind!r} is no reason to have no answer; mend it"
            )
        found = tuple((_place(asked, words, texts[asked.document]),) for words in asked.answers)
        kind = "answerable" if found else _WHY_NOT[asked.kind]
        questions.append(
            Question(f"{asked.document}-{number}", asked.question, kind, found, type=asked.kind if found else "")
        )
    return Dataset(f"plain {split}", tuple(sources), tuple(questions))


def plain_words(text: str) -> str:
    """Return a text's words alone, without case, marks or white space, to be looked for in another's."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _alone(asked: Sequence[PlainQuestion]) -> list[PlainQuestion]:
    """Return the first question of every conversation: the others need those before them."""
    first: dict[tuple[str, int], PlainQuestion] = {}
    for one in asked:
        first.setdefault((one.document, one.conversation), one)
    return list(first.values())


def _place(asked: PlainQuestion, words: str, text: str) -> Span:
    parts = re.findall(r"\w+", words)
    pattern = r"\W+".join(parts)
    found = re.search(rf"\b{pattern}\b", text, re.I) if parts else None
    if not found:
        raise DatasetError(f"{asked.document}: {words!r} does not stand in the text; mend the answer or the text")
    return Span(asked.document, found.start(), found.end())
