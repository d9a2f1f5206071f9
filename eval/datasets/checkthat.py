"""CheckThat! Lab, task of subjectivity: sentences of English news that give an opinion, or do not."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from eval.datasets.errors import DatasetError
from eval.datasets.files import check_split, data_file, read_text
from eval.datasets.types import Dataset, GoldSentence, Source, Span

__all__ = ["load_checkthat"]

KINDS = {"SUBJ": "opinion", "OBJ": "reported fact"}
SPLITS = ("train", "dev", "test_2023", "test_2024")


def load_checkthat(data: Path, split: str = "test_2024") -> Dataset:
    """Load one split. The licence is non-commercial: measure with it, train nothing on it.

    Args:
        data: The folder of public sets.
        split: "train", "dev", "test_2023" or "test_2024".

    Returns:
        Each sentence as a source of its own, since their articles are not given, and as a marked sentence: "opinion"
        for SUBJ, "reported fact" for OBJ, no voice.

    Raises:
        DatasetError: If the file is missing or has another label, or there is no such split.

    References:
        Galassi et al. (2023), Overview of the CLEF-2023 CheckThat! Lab Task 2 on Subjectivity in News Articles.
    """
    check_split(split, SPLITS)
    path = data_file(data, f"checkthat/{split}.tsv")
    sources: list[Source] = []
    sentences: list[GoldSentence] = []
    for number, row in enumerate(csv.DictReader(io.StringIO(read_text(path), newline=""), delimiter="\t"), start=2):
        if row.get("label") not in KINDS:
            raise DatasetError(f"{path}, line {number}: label {row.get('label')!r}, not SUBJ or OBJ; fetch it again")
        source = Source(row["sentence_id"], row["sentence"].strip())
        sources.append(source)
        sentences.append(GoldSentence(Span(source.name, 0, len(source.text)), KINDS[row["label"]]))
    return Dataset(f"checkthat {split}", tuple(sources), sentences=tuple(sentences))
