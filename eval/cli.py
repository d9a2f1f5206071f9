"""Commands of the evaluation suite."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import AssistantError
from eval.datasets.errors import DatasetError

if TYPE_CHECKING:
    from eval.reporting.report_check import Report

__all__ = ["app", "main"]

app = typer.Typer(
    name="python -m eval",
    help="How far to trust the answers, and how fast they come.",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

REPORTS = Path("eval/reports")
Split = Annotated[str, typer.Option(help="Which split: test, or dev while developing.")]
Faults = Annotated[bool, typer.Option(help="Print every question that went wrong.")]
Only = Annotated[list[str] | None, typer.Option(help="Measure this one alone; may be given several times.")]
Sample = Annotated[int | None, typer.Option(min=1, help="Ask at most so many questions of each set.")]
Data = Annotated[
    Path | None,
    typer.Option(help="Folder of the public sets, each measured if found there.", envvar="ASSISTANT_EVAL_DATA"),
]
Out = Annotated[Path, typer.Option(help="Folder for report.md, .json, .html and the records.")]
Resume = Annotated[bool, typer.Option(help="Go on with the records of a run that was broken off.")]
Baseline = Annotated[Path | None, typer.Option(help="An earlier report.json, to show what changed.")]
FailUnder = Annotated[Path | None, typer.Option(help="JSON of limits; exits with 1 if a figure misses one.")]
Questions = Annotated[Path | None, typer.Option(help="Your own questions (JSONL; see eval/datasets/own.py).")]
Corpus = Annotated[Path | None, typer.Option(help="The documents your own questions are about.")]
Model = Annotated[
    str | None,
    typer.Option(
        help="Measure the answers as this chat model words them: provider:name, or scripted:bare for one that tells "
        "everything as a fact.",
        envvar="ASSISTANT_MODEL",
    ),
]


@app.callback(invoke_without_command=True)
def suite(
    context: typer.Context,
    data: Data = None,
    only: Only = None,
    sample: Sample = None,
    out: Out = REPORTS,
    resume: Resume = False,
    baseline: Baseline = None,
    fail_under: FailUnder = None,
    questions: Questions = None,
    corpus: Corpus = None,
    split: Split = "test",
    model: Model = None,
) -> None:
    """Run the suite (the default), or a command below.

    The built-in sets are handwritten, fresh, article and marked; --data adds squad, squad-paragraph, clapnq, hotpotqa,
    scifact, canard, wice, checkthat-2023, checkthat-2024 and polnear. --split is of the handwritten set.
    """
    if context.invoked_subcommand:
        return
    from assistant import Settings
    from eval.datasets.own import load_own
    from eval.reporting.compare import read_limits
    from eval.reporting.report import read_report
    from eval.scripted import scripted
    from eval.suite import run_suite

    if (questions is None) != (corpus is None):
        raise DatasetError("--questions and --corpus go together: give both, or neither")
    records = out / "records"
    if not resume:
        shutil.rmtree(records, ignore_errors=True)
    before = read_report(baseline) if baseline else None
    limits = read_limits(fail_under) if fail_under else {}
    says = scripted(model) if model and model.startswith("scripted") else None
    report = run_suite(
        data=data,
        only=only or (),
        sample=sample,
        records=records,
        extra=load_own(questions, corpus) if questions and corpus else None,
        corpus=corpus,
        split=split,
        settings=Settings(model=model) if model and not says else None,
        model=says,
    )
    if not _passes(report, out, before=before, limits=limits):
        raise typer.Exit(1)


def _passes(report: Report, out: Path, *, before: Report | None, limits: Mapping[str, Mapping[str, float]]) -> bool:
    """Write and print a report, with what changed since an earlier one; return whether it keeps all limits."""
    from rich.console import Console

    from eval.reporting.compare import check_limits, compare, print_changes
    from eval.reporting.report import print_report, write_report

    written = write_report(report, out)  # first, so that nothing is lost
    console = Console()
    print_report(report, console)
    if before:
        print_changes(compare(report, before), console)
    for path in written:
        console.print(str(path), style="dim", markup=False)
    faults = check_limits(report, limits)
    for fault in faults:
        console.print(fault, style="red", markup=False)
    return not faults


@app.command()
def headline(
    report: Annotated[Path, typer.Argument(help="A report.json of `python -m eval`.")] = REPORTS / "report.json",
) -> None:
    """Print a report's main figures as the README's table."""
    from eval.reporting.headline import headline
    from eval.reporting.report import read_report

    print(headline(read_report(report)))


@app.command()
def bench(
    add_passages: Annotated[int, typer.Option(min=100, help="Passages to add.")] = 2000,
    search_passages: Annotated[int, typer.Option(min=100, help="Passages to search among.")] = 10_000,
) -> None:
    """Time adding and asking, side by side in one run with the encoder alone and with plain LangChain + Chroma."""
    from eval.commands.bench import run_bench

    run_bench(add_passages=add_passages, search_passages=search_passages)


@app.command()
def page(
    documents: Annotated[int, typer.Option(min=1, help="Documents in the library.")] = 30,
    seconds: Annotated[int, typer.Option(min=5, help="How long eight people ask at once.")] = 60,
) -> None:
    """Time the web page: loading, the first statement on screen, and eight people asking at once."""
    from eval.commands.page import run_page_bench

    run_page_bench(documents=documents, seconds=seconds)


@app.command()
def statements() -> None:
    """Put bad statements and true paraphrases into a model's mouth: how many are shown, and what a check costs."""
    from eval.commands.statements import print_statements

    print_statements()


@app.command()
def plain(
    split: Split = "test",
    name: Annotated[
        str, typer.Option("--set", help="Which set: plain (text files), pairs (of one form) or talks (conversations).")
    ] = "plain",
    faults: Faults = False,
) -> None:
    """Ask as people ask: about text files with no metadata beside them, in pairs of one form, or in conversations."""
    from eval.commands.plain import ask_all, print_plain
    from eval.datasets.plain import load_plain, sources_of

    print_plain(ask_all(load_plain(split, name), sources_of(split, name)), faults=faults)


@app.command()
def events(split: Split = "test", faults: Faults = False) -> None:
    """Ask about events that three documents tell of: whether it is shown where they differ, and only there."""
    from eval.commands.events import print_events, tell_all
    from eval.datasets.events import load_events

    print_events(tell_all(load_events(split)), faults=faults)


@app.command()
def parts(split: Split = "test", faults: Faults = False) -> None:
    """Ask two things at once: whether both are answered, and whether it is said where one is not."""
    from eval.commands.parts import ask_parts, print_parts
    from eval.datasets.parts import load_parts

    print_parts(ask_parts(*load_parts(split)), faults=faults)


@app.command("off-topic")
def off_topic(faults: Faults = False) -> None:
    """Ask what no document answers: how much of it is refused."""
    from eval.commands.off_topic import print_off_topic

    print_off_topic(faults=faults)


@app.command()
def peers(only: Only = None, sample: Sample = None, split: Split = "test") -> None:
    """Compare quality and speed with the peers that answer without a language model and are installed.

    The peers are langchain, llamaindex, haystack, haystack-hybrid and txtai; pip install -e '.[peers]' installs all.
    """
    from eval.peers.run import run_peers

    run_peers(only=only or (), sample=sample, split=split)


def main() -> None:
    """Run the command line; every error of ours is one line on stderr and exit code 1."""
    try:
        app()
    except AssistantError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(1)
