"""Claims written for this project about paragraphs of Wikipedia: long ones, of which one part may not be borne out."""

from __future__ import annotations

from pathlib import Path

from eval.datasets.errors import DatasetError
from eval.datasets.files import DATA, read_json_lines
from eval.datasets.records import claim_of
from eval.datasets.squad import TEST_TITLES, load_squad, sentences_of
from eval.datasets.types import Dataset, Span
from eval.datasets.xquad import load_xquad

__all__ = ["load_wiki_claims"]

_FILE = DATA / "wiki_claims.jsonl"
"""One claim a line: its paragraph, the numbers of its sentences there, and what is wrong with it."""


def load_wiki_claims(data: Path) -> Dataset:
    """Load the claims, for training alone, and the paragraphs they are about.

    Args:
        data: The folder of public sets, to which the paragraphs belong: SQuAD's training articles and XQuAD.

    Raises:
        DatasetError: If the paragraphs are missing, or are not those that the claims are about.
    """
    squad = load_squad(data, "train")
    known = frozenset(source.text for source in squad.sources)
    held = {source.name: source for source in (*squad.sources, *load_xquad(data, but=TEST_TITLES | known).sources)}
    claims, named = [], set()
    for number, record in read_json_lines(_FILE):
        name = record["source"]
        spans = [Span(name, *place) for place in sentences_of(held[name].text)] if name in held else []
        if max(record["sentences"]) >= len(spans):
            raise DatasetError(f"{_FILE.name}, line {number}: no sentence {max(record['sentences'])} in {name}")
        named.add(name)
        claims.append(claim_of(f"wiki-{number}", record, tuple(spans[i] for i in record["sentences"])))
    return Dataset("wiki claims", tuple(source for name, source in held.items() if name in named), claims=tuple(claims))
