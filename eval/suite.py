"""The suite: which sets are asked what, and the report that comes of it."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from assistant import Settings
from eval.datasets.article import load_article
from eval.datasets.canard import load_canard
from eval.datasets.checkthat import load_checkthat
from eval.datasets.clapnq import load_clapnq
from eval.datasets.errors import DatasetError
from eval.datasets.handwritten import load_handwritten
from eval.datasets.hotpotqa import load_hotpotqa
from eval.datasets.marked import load_marked
from eval.datasets.polnear import load_polnear
from eval.datasets.scifact import load_scifact
from eval.datasets.second import second_labels
from eval.datasets.squad import load_squad
from eval.datasets.types import Dataset, Source
from eval.datasets.wice import load_wice
from eval.measuring.baselines import baseline_rankers, rank_records
from eval.measuring.figures import (
    answer_figures,
    calibration,
    claim_figures,
    confused,
    curve,
    followup_figures,
    forced_figures,
    mark_figures,
    quote_figures,
    ranking_figures,
    retrieval_figures,
    set_figures,
    two_sided,
    wording_figures,
)
from eval.measuring.quotes import direct_records, indirect_records
from eval.measuring.records import ask_all, ask_followups, mark_all, retrieve_all
from eval.measuring.verification import baseline_checkers, check_all, our_checkers
from eval.reporting.report_check import OURS
from eval.shelf import Shelf, shelved

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

__all__ = ["BUILT_IN", "PUBLIC", "run_suite"]

Loader = Callable[[], Dataset]

BUILT_IN: dict[str, Loader] = {
    "handwritten": load_handwritten,
    "fresh": lambda: load_handwritten(split="fresh"),
    "article": load_article,
    "marked": load_marked,
}
PUBLIC: dict[str, Callable[[Path], Dataset]] = {
    "squad": load_squad,
    "squad-paragraph": lambda data: replace(load_squad(data), name="squad test, each question put to its paragraph"),
    "clapnq": load_clapnq,
    "hotpotqa": load_hotpotqa,
    "scifact": load_scifact,
    "canard": load_canard,
    "wice": load_wice,
    "checkthat-2023": lambda data: load_checkthat(data, "test_2023"),
    "checkthat-2024": lambda data: load_checkthat(data, "test_2024"),
    "polnear": load_polnear,
}
_BASELINE_SETS = ("handwritten",)
_WITHIN_SOURCES = ("squad-paragraph",)


@dataclass
class _Report:
    """What is gathered for the report, set by set."""

    sections: list[dict[str, Any]] = field(default_factory=list)
    curves: list[dict[str, Any]] = field(default_factory=list)
    calibration: list[dict[str, Any]] = field(default_factory=list)
    confusion: list[dict[str, Any]] = field(default_factory=list)
    latency: list[dict[str, Any]] = field(default_factory=list)

    def section(self, name: str, figures: list[dict[str, Any]], rows: Sequence[dict[str, Any]] = ()) -> None:
        """Add a section of own figures, with a table of other systems' below; none without figures."""
        if figures:
            self.sections.append({"name": name, "figures": figures, "rows": list(rows)})


def run_suite(
    *,
    data: Path | None = None,
    only: Sequence[str] = (),
    sample: int | None = None,
    records: Path | None = None,
    extra: Dataset | None = None,
    corpus: Path | None = None,
    split: str = "test",
    settings: Settings | None = None,
    model: BaseChatModel | None = None,
    console: Console | None = None,
) -> dict[str, Any]:
    """Measure the assistant through its public API.

    Args:
        data: Folder of the public sets; those not found there are passed over with a message.
        only: Names of sets to run, of `BUILT_IN` and `PUBLIC`; all if empty.
        sample: Ask at most so many questions of each set, drawn with a fixed seed.
        records: Folder for one JSONL file per set; a run that was broken off goes on from it. None keeps nothing.
        extra: A person's own set, run instead of the others.
        corpus: The documents that `extra` is about.
        split: Split of the handwritten set; anything but "test" is for development.
        settings: How the assistant works.
        model: Words the answers; by default the one of the settings.
        console: Where progress is shown.

    Returns:
        The report, as `eval.reporting.report` renders it.

    Raises:
        DatasetError: If a name in `only` is unknown.
    """
    if unknown := sorted(set(only) - {*BUILT_IN, *PUBLIC}):
        raise DatasetError(f"no set is called {unknown[0]!r}; there are: {', '.join([*BUILT_IN, *PUBLIC])}")
    console = console or Console(stderr=True)
    start = time.perf_counter()
    with _records_folder(records) as folder, _progress(console) as bar:
        run = _Run(folder, bar)
        for name, dataset in _datasets(data, only, extra, split, console):
            chosen = _sampled(dataset, sample)
            reading = run.reading(name)
            with shelved(chosen.sources, settings, corpus=corpus, model=model, progress=reading) as shelf:
                if chosen.sources or corpus:
                    shelf.assistant.warm()
                run.measure(name, chosen, shelf)
    return {**_about(settings or Settings(), time.perf_counter() - start), **vars(run.report)}


def _about(settings: Settings, seconds: float) -> dict[str, Any]:
    """Return what a report says of the run itself."""
    return {
        "title": "How far to trust the answers",
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": version("grounded-assistant"),
        "command": " ".join(["python -m eval", *sys.argv[1:]]),
        "settings": {name: str(value) for name, value in settings.model_dump().items() if name != "data"},
        "seconds": round(seconds, 1),
    }


@contextmanager
def _records_folder(records: Path | None) -> Iterator[Path]:
    if records is not None:
        yield records
        return
    with tempfile.TemporaryDirectory() as scratch:
        yield Path(scratch)


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description:<34}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _datasets(
    data: Path | None, only: Sequence[str], extra: Dataset | None, split: str, console: Console
) -> Iterator[tuple[str, Dataset]]:
    if extra is not None:
        yield extra.name, extra
        return
    for name, load in BUILT_IN.items():
        if not only or name in only:
            yield name, load_handwritten(split=split) if name == "handwritten" else load()
    for name, load_public in PUBLIC.items():
        if (only and name not in only) or (data is None and not only):
            continue
        try:
            if data is None:
                raise DatasetError(f"{name} needs --data DIR")
            yield name, load_public(data)
        except DatasetError as error:
            console.print(f"passed over: {error}", style="yellow", markup=False)


def _sampled(dataset: Dataset, sample: int | None) -> Dataset:
    if sample is None:
        return dataset
    dice = random.Random(0)

    def some(items: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return so many of the items at most."""
        return items if len(items) <= sample else tuple(dice.sample(items, sample))

    chosen = replace(
        dataset,
        questions=some(dataset.questions),
        followups=some(dataset.followups),
        claims=some(dataset.claims),
        articles=some(dataset.articles),
    )
    return replace(chosen, sources=_needed(chosen))


def _needed(dataset: Dataset) -> tuple[Source, ...]:
    """Return the sources to be read: all of them, unless every item that is measured stays within its own."""
    if dataset.questions or dataset.followups or dataset.sentences or not all(c.source for c in dataset.claims):
        return dataset.sources
    about = {claim.source for claim in dataset.claims} | {article.source.name for article in dataset.articles}
    return tuple(source for source in dataset.sources if source.name in about)


def _names_documents_only(dataset: Dataset) -> bool:
    """Return whether the gold of a set is whole documents, so that only retrieval can be measured."""
    asked = [question.kind == "answerable" and question.sources for question in dataset.questions]
    return bool(dataset.sources and asked and all(asked)) and not any(q.answers for q in dataset.questions)


@dataclass(frozen=True)
class _Run:
    """One run of the suite.

    Attributes:
        folder: Where records are kept.
        bar: Where progress is shown.
        report: What has been measured so far.
    """

    folder: Path
    bar: Progress
    report: _Report = field(default_factory=_Report)

    def reading(self, name: str) -> Callable[[int, int, str], None]:
        """Return what is told of every file of a set."""
        task = self.bar.add_task(f"{name}: reading", total=None)
        return lambda done, total, _: self.bar.update(task, completed=done, total=total)

    def _ticks(self, what: str, of: Sequence[object]) -> Callable[[], None]:
        task = self.bar.add_task(what, total=len(of))
        return lambda: self.bar.advance(task)

    def measure(self, name: str, dataset: Dataset, shelf: Shelf) -> None:
        """Measure everything that a set has gold for."""
        if _names_documents_only(dataset):
            found = list(retrieve_all(shelf, dataset.questions, self._ticks(f"{name}: retrieving", dataset.questions)))
            self.report.section(f"Retrieval · {dataset.name}", retrieval_figures(found))
        elif dataset.questions:
            self._answers(name, dataset, shelf)
        if dataset.followups:
            ticks = self._ticks(f"{name}: follow-ups", dataset.followups)
            asked = ask_followups(shelf, dataset, self.folder / f"{name}-followups.jsonl", ticks)
            self.report.section(f"Follow-ups · {dataset.name}", followup_figures(asked))
        if dataset.claims:
            self._claims(name, dataset, shelf)
        if dataset.sentences:
            self._marks(dataset, shelf)
        if dataset.articles:
            self._quotes(dataset, shelf)
        if name == "handwritten":
            self._describe(dataset)

    def _answers(self, name: str, dataset: Dataset, shelf: Shelf) -> None:
        report, ticks = self.report, self._ticks(f"{name}: asking", dataset.questions)
        asked = ask_all(shelf, dataset, self.folder / f"{name}.jsonl", ticks, within=name in _WITHIN_SOURCES)
        rows = []
        report.curves.append(curve(f"assistant · {dataset.name}", asked))
        if name in _BASELINE_SETS:
            with tempfile.TemporaryDirectory() as scratch:
                for system, ranker in baseline_rankers(shelf, Path(scratch)).items():
                    found = rank_records(shelf, dataset.questions, ranker)
                    rows.append({"system": system, "figures": ranking_figures(found)})
                    report.curves.append(curve(f"{system} · {dataset.name}", found))
        report.section(f"Answers · {dataset.name}", answer_figures(asked), rows)
        report.section(f"Model · {dataset.name}", wording_figures(asked))
        seconds = [record["seconds"] for record in asked if "seconds" in record]
        report.latency.append({"name": f"ask · {dataset.name}", "seconds": seconds})

    def _claims(self, name: str, dataset: Dataset, shelf: Shelf) -> None:
        checkers = our_checkers(holders=not any(claim.source for claim in dataset.claims))  # pages: of support alone
        path, ticks = self.folder / f"{name}-claims.jsonl", self._ticks(f"{name}: claims", dataset.claims)
        checked = check_all(shelf, dataset, checkers | baseline_checkers(), path, ticks)
        found = {system: claim_figures(records) for system, records in checked.items()}
        rows = [{"system": system, "figures": shown} for system, shown in found.items() if system != OURS]
        self.report.section(f"Verification · {dataset.name}", found[OURS], rows)

    def _marks(self, dataset: Dataset, shelf: Shelf) -> None:
        found = mark_all(shelf, dataset.sentences)
        labels = sorted({record["gold"] for record in found})
        forced = []
        if labels == ["opinion", "reported fact"]:
            forced = forced_figures(found, labels)
            found = two_sided(found)
        self.report.section(f"Marks · {dataset.name}", [*forced, *mark_figures(found, labels)])
        self.report.calibration.append(calibration(dataset.name, found))
        self.report.confusion.append(confused(dataset.name, found))

    def _quotes(self, dataset: Dataset, shelf: Shelf) -> None:
        held = [(article, shelf.sentences(article.source.name)) for article in dataset.articles]
        direct = [record for pair in held for record in direct_records(*pair)]
        indirect = [record for pair in held for record in indirect_records(*pair)]
        self.report.section(f"Whose words · {dataset.name}", quote_figures(direct, indirect))

    def _describe(self, dataset: Dataset) -> None:
        """Report what the handwritten set itself is like: how hard its questions, how sure its labels."""
        texts = {source.name: source.text for source in dataset.sources}
        found = set_figures(dataset, texts, second_labels(dataset))
        self.report.section(f"The set itself · {dataset.name}", found)
