"""WiCE: claims of Wikipedia, and the pages they cite, which often support only part of them."""

from __future__ import annotations

from pathlib import Path

from eval.datasets.files import check_split, data_file, printable, read_json_lines
from eval.datasets.types import Claim, Dataset, Source, Span

__all__ = ["load_wice"]

_SPLITS = ("train", "test")
_TITLE = "(meta data) TITLE: "


def load_wice(data: Path, split: str = "test") -> Dataset:
    """Load one half of the claims.

    Args:
        data: The folder of public sets.
        split: "train", the first half of the file's claims in the order of their ids, or "test", the others.

    Returns:
        Each cited page as a source, its sentences one a line, and the claim on it with the same name as its id.
        Only "supported" counts as such; `fault` tells "partially supported" from "not supported". `evidence` is the
        union of what the annotators chose; it is empty for most claims that are not supported at all.

    Raises:
        DatasetError: If wice/dev.jsonl is missing or damaged, or there is no such split.

    References:
        Kamoi et al. (2023), WiCE: Real-World Entailment for Claims in Wikipedia.
    """
    check_split(split, _SPLITS)
    records = [record for _, record in read_json_lines(data_file(data, "wice/dev.jsonl"))]
    records.sort(key=lambda record: str(record["meta"]["id"]))
    half = len(records) // 2
    sources: list[Source] = []
    claims: list[Claim] = []
    for record in records[:half] if split == "train" else records[half:]:
        name, sentences = record["meta"]["id"], [" ".join(printable(words).split()) for words in record["evidence"]]
        source, spans = _page(name, sentences)
        chosen = sorted({place for together in record["supporting_sentences"] for place in together})
        supported = record["label"] == "supported"
        fault = "" if supported else record["label"].replace("_", " ")
        sources.append(source)
        evidence = tuple(spans[place] for place in chosen)
        claims.append(Claim(name, record["claim"].strip(), supported, evidence, fault, name))
    return Dataset(f"wice {split}", tuple(sources), claims=tuple(claims))


def _page(name: str, sentences: list[str]) -> tuple[Source, dict[int, Span]]:
    """Return a page of the sentences that are not blank, and where each stands."""
    spans, position = {}, 0
    for number, words in enumerate(sentences):
        if words:
            spans[number] = Span(name, position, position + len(words))
            position += len(words) + 1
    title = sentences[0].removeprefix(_TITLE) if sentences[0].startswith(_TITLE) else ""
    return Source(name, "\n".join(filter(None, sentences)), {"title": title} if title else {}), spans
