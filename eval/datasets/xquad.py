"""XQuAD in English: questions of SQuAD 1.1, each answered by its paragraph. For training the reader."""

from __future__ import annotations

from pathlib import Path

from eval.datasets.files import data_file, read_json, source_name
from eval.datasets.squad import questions_of
from eval.datasets.types import Dataset, Question, Source

__all__ = ["load_xquad"]


def load_xquad(data: Path, *, but: frozenset[str] = frozenset()) -> Dataset:
    """Load every paragraph and question.

    Args:
        data: The folder of public sets.
        but: Texts of paragraphs to leave out, and titles of articles, because they are measured on.

    Raises:
        DatasetError: If xquad/en.json is missing or damaged.

    References:
        Artetxe, Ruder & Yogatama (2020), On the Cross-lingual Transferability of Monolingual Representations.
    """
    sources: list[Source] = []
    questions: list[Question] = []
    for article in read_json(data_file(data, "xquad/en.json"))["data"]:
        for number, paragraph in enumerate(article["paragraphs"]):
            text = paragraph["context"].strip()
            if article["title"] in but or text in but:
                continue
            name = f"xquad-{source_name(article['title'])}-{number}"
            sources.append(Source(name, text, {"title": article["title"].replace("_", " ")}))
            questions += questions_of(
                name, {**paragraph, "qas": [{"is_impossible": False, **q} for q in paragraph["qas"]]}
            )
    return Dataset("xquad", tuple(sources), tuple(questions))
