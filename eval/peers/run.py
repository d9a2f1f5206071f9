"""Ours and every peer that is installed, side by side in one run: absolute times on a shared machine say little."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from rich.console import Console
from rich.table import Table

from assistant.encoder import Encoder
from assistant.errors import AssistantError
from eval.datasets.handwritten import load_handwritten
from eval.datasets.types import Dataset
from eval.measuring.baselines import Ranker, rank_records
from eval.measuring.figures import ranking_figures
from eval.measuring.records import Record, ask_all
from eval.metrics.citations import Location
from eval.metrics.latency import percentile
from eval.peers.haystack import rank_with_haystack, rank_with_haystack_hybrid
from eval.peers.langchain import rank_with_langchain
from eval.peers.llamaindex import rank_with_llamaindex
from eval.peers.txtai import rank_with_txtai
from eval.reporting.report import figure_texts
from eval.reporting.report_check import OURS
from eval.shelf import Shelf, shelved

__all__ = ["PEERS", "Build", "Peer", "PeerError", "Row", "measure_peers", "peer_table", "run_peers"]

Build: TypeAlias = Callable[[Sequence[tuple[Location, str]]], Ranker]
"""Indexes passages, each a place and its text, and returns the ranker of their places."""

_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "LANGSMITH_TRACING": "false",
}
_FIGURES = ("hit@1", "hit@3", "refusal AUROC, near-miss", "refusal AUROC, off-topic")


class PeerError(AssistantError):
    """There is no peer of that name."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Something to compare with.

    Attributes:
        title: Its name in the table.
        extra: The extra of this package that installs it.
        build: Makes its index and its ranker; raises ImportError if it is not installed.
    """

    title: str
    extra: str
    build: Build


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one system.

    Attributes:
        system: Its name in the table.
        figures: As `ranking_figures` gives them.
        indexing: Seconds to index every sentence, the model already loaded once.
        asking: Median seconds of a question.
    """

    system: str
    figures: Sequence[Mapping[str, Any]]
    indexing: float
    asking: float


PEERS: dict[str, Peer] = {
    "langchain": Peer("LangChain + Chroma", "peer-langchain", rank_with_langchain),
    "llamaindex": Peer("LlamaIndex", "peer-llamaindex", rank_with_llamaindex),
    "haystack": Peer("Haystack, embedding", "peer-haystack", rank_with_haystack),
    "haystack-hybrid": Peer("Haystack, BM25 + embedding", "peer-haystack", rank_with_haystack_hybrid),
    "txtai": Peer("txtai, hybrid", "peer-txtai", rank_with_txtai),
}


def run_peers(*, only: Sequence[str] = (), sample: int | None = None, split: str = "test") -> None:
    """Measure on the handwritten set and print the table. Telemetry and model downloads are off for the whole process.

    Args:
        only: Names of peers, of `PEERS`; all if empty.
        sample: Ask at most so many questions, drawn with a fixed seed; every document is indexed all the same.
        split: Split of the handwritten set.

    Raises:
        PeerError: If a name in `only` is unknown.
        DatasetError: If there is no such split.
    """
    if unknown := sorted(set(only) - set(PEERS)):
        raise PeerError(f"no peer is called {unknown[0]!r}; there are: {', '.join(PEERS)}")
    os.environ.update(_QUIET)  # peers read it when they are imported
    dataset = load_handwritten(split=split)
    if sample is not None and sample < len(dataset.questions):
        dataset = replace(dataset, questions=tuple(random.Random(0).sample(dataset.questions, sample)))
    chosen = {name: peer for name, peer in PEERS.items() if not only or name in only}
    rows = measure_peers(dataset, chosen, Console(stderr=True))
    Console().print(peer_table(rows, f"{dataset.name}, {len(dataset.questions):,} questions"))


def measure_peers(dataset: Dataset, peers: Mapping[str, Peer], console: Console) -> list[Row]:
    """Measure ours, then every peer that is installed.

    Args:
        dataset: Its documents are indexed, its questions asked.
        peers: By name.
        console: Told of progress and, in one line each, of the peers passed over.
    """
    Encoder().encode_query("")  # loads the model, so that no system is timed with it
    with console.status(f"{OURS}: indexing") as status:
        start = time.perf_counter()
        with shelved(dataset.sources) as shelf:
            indexing = time.perf_counter() - start
            status.update(f"{OURS}: asking")
            rows = [_our_row(dataset, shelf, indexing)]
            passages = _passages(shelf)
            for name, peer in peers.items():
                status.update(f"{peer.title}: indexing {len(passages):,} sentences, asking")
                try:
                    rows.append(_peer_row(dataset, shelf, peer, passages))
                except ImportError as error:
                    reason = str(error).partition("\n")[0]
                    line = f"passed over: {name} is not installed ({reason}); run: pip install -e '.[{peer.extra}]'"
                    console.print(line, style="yellow", markup=False, soft_wrap=True)
    return rows


def _passages(shelf: Shelf) -> list[tuple[Location, str]]:
    return [
        ((document.id, sentence.start, sentence.end), sentence.text)
        for document in shelf.assistant.documents()
        for sentence in shelf.assistant.sentences(document.id)
    ]


def _our_row(dataset: Dataset, shelf: Shelf, indexing: float) -> Row:
    shelf.assistant.warm()
    with tempfile.TemporaryDirectory() as scratch:
        records = ask_all(shelf, dataset, Path(scratch) / "records.jsonl", lambda: None)
    return _row(OURS, records, indexing, [record["seconds"] for record in records])


def _peer_row(dataset: Dataset, shelf: Shelf, peer: Peer, passages: Sequence[tuple[Location, str]]) -> Row:
    peer.build(passages[:1])(dataset.questions[0].text)  # imports and first calls are not what is timed
    start = time.perf_counter()
    ranker = peer.build(passages)
    indexing = time.perf_counter() - start
    seconds: list[float] = []

    def timed(question: str) -> list[tuple[Location, float]]:
        """Rank as the peer does, and note the seconds."""
        start = time.perf_counter()
        found = ranker(question)
        seconds.append(time.perf_counter() - start)
        return found

    return _row(peer.title, rank_records(shelf, dataset.questions, timed), indexing, seconds)


def _row(system: str, records: Sequence[Record], indexing: float, seconds: Sequence[float]) -> Row:
    return Row(system, ranking_figures(records), indexing, percentile(seconds, 50))


def peer_table(rows: Sequence[Row], about: str) -> Table:
    """Return the table: one row for each system, figures with their 95% intervals below.

    Args:
        rows: Ours and the peers, in the order shown.
        about: What was measured on, for the title.
    """
    table = Table("system", title=f"Peers without a language model · {about}", title_justify="left")
    for heading in (*(f"{name} ↑" for name in _FIGURES), "index, s ↓", "ask p50, ms ↓"):
        table.add_column(heading, justify="right")
    for row in rows:
        named = {figure["name"]: figure for figure in row.figures}
        cells = ["\n".join(figure_texts(named[name])) if name in named else "–" for name in _FIGURES]
        table.add_row(row.system, *cells, f"{row.indexing:,.1f}", f"{row.asking * 1000:,.1f}")
    return table
