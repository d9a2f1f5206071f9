"""The project's own set: invented documents of many kinds, marked, and asked about, by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from eval.datasets.errors import DatasetError
from eval.datasets.faults import SPLITS, find_faults
from eval.datasets.files import DATA, check_split, read_json
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
from eval.datasets.types import Dataset, Source, Span

__all__ = ["FOLDER", "documents_of", "load_handwritten", "read_handwritten", "validate_handwritten"]

FOLDER = DATA / "handwritten"
_METADATA = ("title", "author", "publisher", "date")


def load_handwritten(folder: Path | None = None, split: str = "test") -> Dataset:
    """Load one split of the handwritten set, to be asked of all its documents.

    Args:
        folder: One JSON file a document; None for the set that ships with the project.
        split: "train", "dev", "test" or "fresh", which was written last and is asked about in plain words too.

    Returns:
        The documents of every split as one joint library; all else of the split alone, with the marks of documents
        that are strictly marked. Ids name the document and the position in its list, from 0: "ID-q3" (question),
        "ID-n2" (near miss), "ID-f1" (follow-up), "ID-c4" (claim).

    Raises:
        DatasetError: If a file is missing or not JSON, or there is no such split.
    """
    check_split(split, SPLITS)
    documents = {record["id"]: record for record in read_handwritten(folder)}
    chosen = [record for record in documents.values() if record["split"] == split]
    marks = marks_of(sentence_of(name, item) for name, record in documents.items() for item in record["sentences"])

    def answers(item: Record) -> Answers:
        """Return the spans that answer, by alternative."""
        return tuple(tuple(_span(documents, *place) for place in together) for together in item["answers"])

    def values(item: Record) -> tuple[tuple[Span, str], ...]:
        """Return the spans that give different values, with these."""
        return tuple((_span(documents, *place), value) for *place, value in item.get("values", ()))

    return Dataset(
        f"handwritten {split}",
        tuple(_source(record) for record in documents.values()),
        questions=(
            *(question_of(n, item, answers(item), values=values(item)) for n, item in _items(chosen, "questions", "q")),
            *(unanswerable_of(n, item) for n, item in _items(chosen, "unanswerable", "n")),
        ),
        followups=tuple(followup_of(n, item, answers(item), marks) for n, item in _items(chosen, "followups", "f")),
        sentences=tuple(
            sentence_of(record["id"], item) for record in chosen if not _loose(record) for item in record["sentences"]
        ),
        claims=tuple(
            claim_of(f"{record['id']}-c{n}", item, tuple(_span(documents, record["id"], i) for i in item["sentences"]))
            for record in chosen
            for n, item in enumerate(record.get("claims", ()))
        ),
    )


def read_handwritten(folder: Path | None = None) -> list[Record]:
    """Return the documents of every split as their files have them, by name.

    Args:
        folder: One JSON file a document; None for the set that ships with the project.

    Raises:
        DatasetError: If a file is missing or not JSON.
    """
    return [read_json(path) for path in _paths(folder or FOLDER)]


def documents_of(split: str) -> frozenset[str]:
    """Return the names of a split's own documents.

    Args:
        split: "train", "dev", "test" or "fresh".
    """
    check_split(split, SPLITS)
    return frozenset(record["id"] for record in read_handwritten() if record["split"] == split)


def _loose(record: Record) -> bool:
    """Return whether a document is marked too loosely for its marks to be learned from or measured by."""
    return record.get("marks") == "loose"


def validate_handwritten(folder: Path | None = None) -> list[str]:
    """Return everything wrong with the handwritten documents of a folder; empty if nothing is.

    Args:
        folder: One JSON file a document; None for the set that ships with the project.

    Raises:
        DatasetError: If the folder holds no JSON file.
    """
    found, documents = [], []
    for path in _paths(folder or FOLDER):
        try:
            record = read_json(path)
        except DatasetError as error:
            found.append(str(error))
            continue
        if not isinstance(record, dict) or record.get("id") != path.stem:
            found.append(f"{path.stem}: the file is not an object whose id is its name")
        else:
            documents.append(record)
    return found + find_faults(documents)


def _paths(folder: Path) -> list[Path]:
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise DatasetError(f"{folder} holds no .json file; give the folder of the handwritten documents")
    return paths


def _source(record: Record) -> Source:
    return Source(record["id"], record["text"], {key: record[key] for key in _METADATA if record.get(key)})


def _items(records: Sequence[Record], key: str, letter: str) -> Iterator[tuple[str, Record]]:
    for record in records:
        for number, item in enumerate(record.get(key, ())):
            yield f"{record['id']}-{letter}{number}", item


def _span(documents: Mapping[str, Record], name: str, index: int) -> Span:
    sentence = documents[name]["sentences"][index]
    return Span(name, sentence["start"], sentence["end"])
