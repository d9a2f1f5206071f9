"""Labels of the test sentences made a second time, blind to the first: how far two careful readers agree."""

from __future__ import annotations

from eval.datasets.errors import DatasetError
from eval.datasets.files import DATA, read_json_lines
from eval.datasets.types import Dataset, GoldSentence

__all__ = ["second_labels"]

_FILE = DATA / "second_labels.jsonl"
"""One document a line: its "id" and its "labels", a [kind, voice] for each sentence."""


def second_labels(dataset: Dataset) -> list[tuple[GoldSentence, str, str | None]]:
    """Return the gold sentences that were labelled twice, each with its second kind and voice.

    Args:
        dataset: The handwritten set.

    Raises:
        DatasetError: If a document has another number of labels than of sentences.
    """
    gold: dict[str, list[GoldSentence]] = {}
    for sentence in dataset.sentences:
        gold.setdefault(sentence.span.source, []).append(sentence)
    pairs = []
    for _, record in read_json_lines(_FILE):
        sentences = gold.get(record["id"], [])
        if sentences and len(sentences) != len(record["labels"]):
            raise DatasetError(f"{_FILE.name}: {record['id']} has {len(record['labels'])} labels; label it again")
        pairs += [(s, kind, voice) for s, (kind, voice) in zip(sentences, record["labels"], strict=False)]
    return pairs
