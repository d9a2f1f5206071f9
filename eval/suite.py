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
from eval import measure
from eval.baselines import baseline_rankers, rank_records
from eval.datasets.article import load_article
from eval.datasets.canard import load_canard
from eval.datasets.checkthat import load_checkthat
from eval.datasets.clapnq import load_clapnq
from eval.datasets.errors import DatasetError
from eval.datasets.handwritten import load_handwritten
from eval.datasets.hotpotqa import load_hotpotqa
from eval.datasets.polnear import load_polnear
from eval.datasets.scifact import load_scifact
from eval.datasets.second import second_labels
from eval.datasets.squad import load_squad
from eval.datasets.types import Dataset, Source
from eval.datasets.wice import load_wice
from eval.quotes import direct_records, indirect_records
from eval.records import ask_all, ask_followups, mark_all, retrieve_all
from eval.report_check import OURS
from eval.shelf import Shelf, shelved
from eval.verification import baseline_checkers, check_all, claim_figures, our_checkers

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

__all__ = ["BUILT_IN", "PUBLIC", "run_suite"]

Loader = Callable[[], Dataset]

BUILT_IN: dict[str, Loader] = {
    "handwritten": load_handwritten,
    "fresh": lambda: load_handwritten(split="fresh"),
    "article": load_article,
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
        The report, as `eval.report` renders it.

    Raises:
        DatasetError: If a name in `only` is unknown.
    """
    unknown = set(only) - set(BUILT_IN) - set(PUBLIC)
    if unknown:
        known = ", ".join([*BUILT_IN, *PUBLIC])
        raise DatasetError(f"no set is called {sorted(unknown)[0]!r}; there are: {known}")
    console = console or Console(stderr=True)
    start = time.perf_counter()
    report = _Report()
    with _records_folder(records) as folder, _progress(console) as bar:
        for name, dataset in _datasets(data, only, extra, split, console):
            _measure(name, _sampled(dataset, sample), folder, report, bar, settings, corpus, model)
    return {
        "title": "How far to trust the answers",
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": version("grounded-assistant"),
        "command": " ".join(["python -m eval", *sys.argv[1:]]),
        "settings": _settings(settings or Settings()),
        "seconds": round(time.perf_counter() - start, 1),
        **vars(report),
    }


def _settings(settings: Settings) -> dict[str, str]:
    return {name: str(value) for name, value in settings.model_dump().items() if name != "data"}


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


def _measure(
    name: str,
    dataset: Dataset,
    folder: Path,
    report: _Report,
    bar: Progress,
    settings: Settings | None,
    corpus: Path | None,
    model: BaseChatModel | None,
) -> None:
    reading = bar.add_task(f"{name}: reading", total=None)
    with shelved(
        dataset.sources,
        settings,
        corpus=corpus,
        model=model,
        progress=lambda done, total, _: bar.update(reading, completed=done, total=total),
    ) as shelf:
        if dataset.sources or corpus:
            shelf.assistant.warm()
        if _names_documents_only(dataset):
            task = bar.add_task(f"{name}: retrieving", total=len(dataset.questions))
            found = list(retrieve_all(shelf, dataset.questions, lambda: bar.advance(task)))
            report.section(f"Retrieval · {dataset.name}", measure.retrieval_figures(found))
        elif dataset.questions:
            _measure_answers(name, dataset, shelf, folder, report, bar)
        if dataset.followups:
            task = bar.add_task(f"{name}: follow-ups", total=len(dataset.followups))
            asked = ask_followups(shelf, dataset, folder / f"{name}-followups.jsonl", lambda: bar.advance(task))
            report.section(f"Follow-ups · {dataset.name}", measure.followup_figures(asked))
        if dataset.claims:
            _measure_claims(name, dataset, shelf, folder, report, bar)
        if dataset.sentences:
            _measure_marks(dataset, shelf, report)
        if dataset.articles:
            _measure_quotes(dataset, shelf, report)
    if name == "handwritten":
        _describe(dataset, report)


def _names_documents_only(dataset: Dataset) -> bool:
    """Return whether the gold of a set is whole documents, so that only retrieval can be measured."""
    asked = [question.kind == "answerable" and question.sources for question in dataset.questions]
    return bool(dataset.sources and asked and all(asked)) and not any(q.answers for q in dataset.questions)


def _measure_answers(name: str, dataset: Dataset, shelf: Shelf, folder: Path, report: _Report, bar: Progress) -> None:
    task = bar.add_task(f"{name}: asking", total=len(dataset.questions))
    within = name in _WITHIN_SOURCES
    asked = ask_all(shelf, dataset, folder / f"{name}.jsonl", lambda: bar.advance(task), within=within)
    rows = []
    report.curves.append(measure.curve(f"assistant · {dataset.name}", asked))
    if name in _BASELINE_SETS:
        with tempfile.TemporaryDirectory() as scratch:
            for system, ranker in baseline_rankers(shelf, Path(scratch)).items():
                found = rank_records(shelf, dataset.questions, ranker)
                rows.append({"system": system, "figures": measure.ranking_figures(found)})
                report.curves.append(measure.curve(f"{system} · {dataset.name}", found))
    report.section(f"Answers · {dataset.name}", measure.answer_figures(asked), rows)
    report.section(f"Model · {dataset.name}", measure.wording_figures(asked))
    report.latency.append({"name": f"ask · {dataset.name}", "seconds": [r["seconds"] for r in asked if "seconds" in r]})


def _measure_claims(name: str, dataset: Dataset, shelf: Shelf, folder: Path, report: _Report, bar: Progress) -> None:
    task = bar.add_task(f"{name}: claims", total=len(dataset.claims))
    path = folder / f"{name}-claims.jsonl"
    ours = our_checkers(holders=not any(claim.source for claim in dataset.claims))  # pages: of support alone
    checked = check_all(shelf, dataset, ours | baseline_checkers(), path, lambda: bar.advance(task))
    figures = {system: claim_figures(records) for system, records in checked.items()}
    rows = [{"system": system, "figures": found} for system, found in figures.items() if system != OURS]
    report.section(f"Verification · {dataset.name}", figures[OURS], rows)


def _describe(dataset: Dataset, report: _Report) -> None:
    """Report what the handwritten set itself is like: how hard its questions, how sure its labels."""
    texts = {source.name: source.text for source in dataset.sources}
    report.section(f"The set itself · {dataset.name}", measure.set_figures(dataset, texts, second_labels(dataset)))


def _measure_quotes(dataset: Dataset, shelf: Shelf, report: _Report) -> None:
    held = [(article, shelf.sentences(article.source.name)) for article in dataset.articles]
    direct = [record for pair in held for record in direct_records(*pair)]
    indirect = [record for pair in held for record in indirect_records(*pair)]
    report.section(f"Whose words · {dataset.name}", measure.quote_figures(direct, indirect))


def _measure_marks(dataset: Dataset, shelf: Shelf, report: _Report) -> None:
    found = mark_all(shelf, dataset.sentences)
    labels = sorted({record["gold"] for record in found})
    forced = []
    if labels == ["opinion", "reported fact"]:
        forced = measure.forced_figures(found, labels)
        found = measure.two_sided(found)
    report.section(f"Marks · {dataset.name}", [*forced, *measure.mark_figures(found, labels)])
    report.calibration.append(measure.calibration(dataset.name, found))
    report.confusion.append(measure.confused(dataset.name, found))
