"""Labels of the test sentences made a second time, blind to the first: how far two careful readers agree."""

from __future__ import annotations

import json
from pathlib import Path

from eval.datasets.errors import DatasetError
from eval.datasets.types import Dataset, GoldSentence

__all__ = ["second_labels"]

FILE = Path(__file__).parent.parent / "data" / "second_labels.jsonl"


def second_labels(dataset: Dataset, path: Path = FILE) -> list[tuple[GoldSentence, str, str | None]]:
    """Return the gold sentences that were labelled twice, each with its second kind and voice.

    Args:
        dataset: The handwritten set.
        path: One JSON object a line: the document's "id" and its "labels", a [kind, voice] for each sentence.

    Raises:
        DatasetError: If a document has another number of labels than of sentences.
    """
    gold: dict[str, list[GoldSentence]] = {}
    for sentence in dataset.sentences:
        gold.setdefault(sentence.span.source, []).append(sentence)
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        sentences = gold.get(record["id"], [])
        if sentences and len(sentences) != len(record["labels"]):
            raise DatasetError(f"{path.name}: {record['id']} has {len(record['labels'])} labels; label it again")
        pairs += [(s, kind, voice) for s, (kind, voice) in zip(sentences, record["labels"], strict=False)]
    return pairs
