"""SciFact: claims of science, and the abstracts that support or contradict them."""

from __future__ import annotations

import ast
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from eval.datasets.errors import DatasetError
from eval.datasets.files import data_file, printable
from eval.datasets.types import Dataset, Question, Source

__all__ = ["load_scifact"]

# The sentences of an abstract as numpy prints an array of strings: quoted either way, commas nowhere.
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)


def load_scifact(data: Path) -> Dataset:
    """Load the validation claims that name evidence, for measuring retrieval.

    Not the test split of BEIR, so its published figures do not compare.

    Args:
        data: The folder of public sets.

    Returns:
        Every abstract as a source, its title in the metadata; claims as questions, `sources` naming the abstracts
        that support or contradict them, and `type` saying which: "support" or "contradict". `answers` is empty.

    Raises:
        DatasetError: If scifact/scifact.zip is missing or damaged.

    References:
        Wadden et al. (2020), Fact or Fiction: Verifying Scientific Claims.
    """
    path = data_file(data, "scifact/scifact.zip")
    try:
        with zipfile.ZipFile(path) as archive:
            abstracts = list(_rows(archive, "corpus_train.csv"))
            claims = [row for row in _rows(archive, "claims_validation.csv") if row["evidence_doc_id"]]
    except (zipfile.BadZipFile, KeyError) as error:
        raise DatasetError(f"{path} is damaged ({error}); fetch it again") from error
    sources = {
        row["doc_id"]: Source(f"scifact-{row['doc_id']}", _text(row["abstract"]), {"title": row["title"]})
        for row in abstracts
    }
    evidence: dict[str, dict[str, None]] = {}
    for row in claims:
        evidence.setdefault(row["id"], {})[sources[row["evidence_doc_id"]].name] = None
    questions = {
        row["id"]: Question(
            row["id"], row["claim"].strip(), type=row["evidence_label"].lower(), sources=tuple(evidence[row["id"]])
        )
        for row in claims
    }
    return Dataset("scifact", tuple(sources.values()), tuple(questions.values()))


def _rows(archive: zipfile.ZipFile, name: str) -> Iterator[dict[str, str]]:
    with archive.open(name) as file:
        yield from csv.DictReader(io.TextIOWrapper(file, encoding="utf-8", newline=""))


def _text(abstract: str) -> str:
    sentences = (ast.literal_eval(part) if "\\" in part else part[1:-1] for part in _QUOTED.findall(abstract))
    return " ".join(" ".join(printable(sentence).split()) for sentence in sentences)
