"""Questions with the words that answer them: about plain text files, in pairs of one form, and in conversations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.datasets.errors import DatasetError
from eval.datasets.files import DATA, check_split, read_json_lines, read_text
from eval.datasets.handwritten import documents_of, load_handwritten
from eval.datasets.types import Dataset, Question, Source, Span

__all__ = [
    "SETS",
    "SPLITS",
    "PlainQuestion",
    "general_knowledge",
    "load_plain",
    "off_topic",
    "place_of",
    "placed",
    "plain_dataset",
    "plain_words",
    "sources_of",
    "unrelated",
]

SETS = ("plain", "pairs", "talks")
"""About plain text files as people have them, with the headlines, bylines and labels that they print; in pairs of one
form, of which one question is answered and the other is not; in conversations. The last two are about plain files and
handwritten documents."""

SPLITS = ("train", "dev", "test")
_WHY_NOT = {"absent": "absent", "wrongperson": "wrong person", "falsepremise": "false premise"}


@dataclass(frozen=True, slots=True)
class PlainQuestion:
    """A question about a document.

    Attributes:
        document: Its name, without ".txt".
        conversation: Number of the conversation, whose turns follow one another.
        question: As asked.
        answers: Stretches of words of the sentences that answer; empty if none does.
        kind: "absent", "wrongperson" or "falsepremise" if none does; else such as "fact", "why", "followup".
    """

    document: str
    conversation: int
    question: str
    answers: tuple[str, ...]
    kind: str


def load_plain(split: str = "test", name: str = "plain", folder: Path = DATA) -> list[PlainQuestion]:
    """Return the questions of a split of a set.

    Args:
        split: "train", "dev" or "test".
        name: One of `SETS`.
        folder: Holds a folder for each set.

    Raises:
        DatasetError: If there is no such set or split, or its file is missing or damaged.
    """
    check_split(split, SPLITS)
    if name not in SETS:
        raise DatasetError(f"there is no set {name!r}; choose from {', '.join(SETS)}")
    path = folder / name / (f"{split}/questions.jsonl" if name == "plain" else f"{split}.jsonl")
    try:
        return [
            PlainQuestion(r["document"], r["conversation"], r["question"], tuple(r["answers"]), r["kind"])
            for _, r in read_json_lines(path)
        ]
    except KeyError as error:
        raise DatasetError(
            f"{path}: a question has no {error}; give document, conversation, question, answers, kind"
        ) from error


def sources_of(split: str, name: str = "plain", folder: Path = DATA) -> list[Source]:
    """Return the documents that a set's questions are put to: the plain files, or all that are of the split.

    Args:
        split: "train", "dev" or "test".
        name: One of `SETS`.
        folder: Holds a folder for each set.
    """
    check_split(split, SPLITS)
    files = sorted((folder / "plain" / split).glob("*.txt"))
    plain = [Source(path.stem, read_text(path).strip()) for path in files]
    if name == "plain":
        return plain
    own = documents_of(split)
    return [*plain, *(source for source in load_handwritten(split=split).sources if source.name in own)]


def plain_dataset(split: str, name: str = "plain", folder: Path = DATA) -> Dataset:
    """Return the documents of a split and all questions that stand by themselves, with the places of their answers.

    Args:
        split: "train", "dev" or "test".
        name: One of `SETS`.
        folder: Holds a folder for each set.

    Raises:
        DatasetError: If an answer does not stand in its document, the file is missing, or the kind is not known.
    """
    sources = sources_of(split, name, folder)
    texts = {source.name: source.text for source in sources}
    asked = [placed(one, texts, number) for number, one in enumerate(_alone(load_plain(split, name, folder)))]
    return Dataset(f"{name} {split}", tuple(sources), tuple(asked))


def placed(asked: PlainQuestion, texts: Mapping[str, str], number: int) -> Question:
    """Return a question with the places of its answers.

    Args:
        asked: The question.
        texts: Of the documents, by name.
        number: Becomes part of the id.

    Raises:
        DatasetError: If an answer does not stand in its document, there is none of that name, or the kind is not known.
    """
    if asked.document not in texts or not (asked.answers or asked.kind in _WHY_NOT):
        raise DatasetError(
            f"{asked.document}: no such document, or {asked.kind!r} is no reason to have no answer; mend it"
        )
    found = tuple((place_of(words, asked.document, texts),) for words in asked.answers)
    kind = "answerable" if found else _WHY_NOT[asked.kind]
    return Question(f"{asked.document}-{number}", asked.question, kind, found, type=asked.kind if found else "")


def general_knowledge() -> list[Question]:
    """Return questions of general knowledge and other news, which no document of ours answers: for training alone."""
    return _foreign("general_knowledge")


def unrelated() -> list[Question]:
    """Return more of their kind, which the reader has not seen: for fitting how its answers are weighed."""
    return _foreign("unrelated")


def off_topic() -> list[Question]:
    """Return everyday questions that no document of ours answers: for dev, never trained on."""
    return _foreign("off_topic")


def _foreign(name: str) -> list[Question]:
    asked = read_text(DATA / f"{name}.txt").splitlines()
    return [Question(f"{name}-{number}", text, "off-topic") for number, text in enumerate(asked)]


def plain_words(text: str) -> str:
    """Return a text's words alone, without case, marks or white space, to be looked for in another's."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _alone(asked: Sequence[PlainQuestion]) -> list[PlainQuestion]:
    """Return the first question of every conversation: the others need those before them."""
    first: dict[tuple[str, int], PlainQuestion] = {}
    for one in asked:
        first.setdefault((one.document, one.conversation), one)
    return list(first.values())


def place_of(words: str, document: str, texts: Mapping[str, str]) -> Span:
    """Return where a stretch of words stands in a document, whatever marks and white space are between them.

    Args:
        words: Verbatim.
        document: The document's name.
        texts: Of the documents, by name.

    Raises:
        DatasetError: If there is no such document, or the words do not stand in it.
    """
    pattern = r"\W+".join(re.findall(r"\w+", words))
    found = re.search(rf"\b{pattern}\b", texts.get(document, ""), re.I) if pattern else None
    if not found:
        raise DatasetError(f"{document}: {words!r} does not stand in the text; mend the answer or the text")
    return Span(document, found.start(), found.end())
