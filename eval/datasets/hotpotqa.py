"""HotpotQA: questions that need two paragraphs of Wikipedia together."""

from __future__ import annotations

from pathlib import Path

from eval.datasets.files import data_file, read_json_lines
from eval.datasets.types import Dataset, Question, Source

__all__ = ["load_hotpotqa"]


def load_hotpotqa(data: Path) -> Dataset:
    """Load all questions, for measuring retrieval.

    Args:
        data: The folder of public sets.

    Returns:
        Every paragraph as a source; in `sources` of a question, the two that are needed together. Sentences are not
        cut in this copy of the set, so `answers` is empty. `type` is "bridge" or "comparison"; `short` is None for
        an answer that neither paragraph says word for word, such as "yes".

    Raises:
        DatasetError: If a file is missing or damaged.

    References:
        Yang et al. (2018), HotpotQA: A Dataset for Diverse, Explainable Multi-hop Question Answering.
    """
    sources = {
        record["title"]: Source(f"hotpotqa-{number}", record["text"].strip(), {"title": record["title"]})
        for number, record in read_json_lines(data_file(data, "hotpotqa/corpus.jsonl"))
    }
    questions = []
    for _, record in read_json_lines(data_file(data, "hotpotqa/questions.jsonl")):
        gold = [sources[paragraph["title"]] for paragraph in record["paragraphs"] if paragraph["is_gold"]]
        verbatim = any(record["answer"] in source.text for source in gold) and record["answer"] not in ("yes", "no")
        questions.append(
            Question(
                record["id"],
                record["question"].strip(),
                type=record["type"],
                short=record["answer"] if verbatim else None,
                sources=tuple(source.name for source in gold),
            )
        )
    return Dataset("hotpotqa", tuple(sources.values()), tuple(questions))
