"""CLAP NQ: questions people put to a search engine, each with a passage of Wikipedia that answers at length, or not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from eval.datasets.files import check_split, data_file, printable, read_json_lines
from eval.datasets.records import Answers, Record
from eval.datasets.types import Dataset, Question, Source, Span

__all__ = ["load_clapnq"]

_FILES = ("clapnq/answerable.jsonl", "clapnq/unanswerable.jsonl")


def load_clapnq(data: Path, split: str = "test") -> Dataset:
    """Load one split: of each file, the first half is "train", the second "test".

    Args:
        data: The folder of public sets.
        split: "train" or "test".

    Returns:
        Every passage of the split as a source, once, in the words of the original with its spaced punctuation. Each
        alternative holds the sentences that one annotator chose. `short` is set only where the written answer stands
        in the passage word for word.

    Raises:
        DatasetError: If a file is missing or damaged, or there is no such split.

    References:
        Rosenthal et al. (2024), CLAP NQ: Cohesive Long-form Answers from Passages in Natural Questions for RAG systems.
    """
    check_split(split, ("train", "test"))
    sources: dict[str, Source] = {}
    questions: list[Question] = []
    for file in _FILES:
        records = [record for _, record in read_json_lines(data_file(data, file))]
        half = len(records) // 2
        for record in records[:half] if split == "train" else records[half:]:
            passage = record["passages"][0]
            text = printable(passage["text"]).strip()
            source = sources.setdefault(text, Source(f"clapnq-{len(sources)}", text, {"title": passage["title"]}))
            questions.append(_question(record, source))
    return Dataset(f"clapnq {split}", tuple(sources.values()), tuple(questions))


def _question(record: Record, source: Source) -> Question:
    spans = _sentences(source, record["passages"][0]["sentences"])
    chosen = [output["selected_sentences"] for output in record["output"] if output["selected_sentences"]]
    answers: Answers = tuple(dict.fromkeys(tuple(spans[words] for words in together) for together in chosen))
    written = [output["answer"] for output in record["output"] if output["answer"]]
    return Question(
        record["id"],
        record["input"].strip(),
        kind="answerable" if answers else "unanswerable",
        answers=answers,
        short=min((words for words in written if words in source.text), key=len, default=None),
        sources=(source.name,),
    )


def _sentences(source: Source, sentences: list[Any]) -> dict[str, Span]:
    spans, position = {}, 0
    for words in sentences:
        plain = printable(words)
        start = source.text.index(plain, position)
        position = start + len(plain)
        spans[words] = Span(source.name, start, position)
    return spans
