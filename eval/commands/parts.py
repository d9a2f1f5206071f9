"""Questions that ask two things at once: `python -m eval parts` tells how often both are answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.progress import track

from assistant import Answer
from eval.datasets.parts import PartedQuestion
from eval.datasets.types import Source
from eval.metrics.citations import same_place
from eval.metrics.intervals import Figure, mean_figure
from eval.reporting.tables import print_figures
from eval.shelf import Shelf, shelved

__all__ = ["Parted", "ask_parts", "part_figures", "print_parts"]

UNTOLD = "Not answered"


@dataclass(frozen=True, slots=True)
class Parted:
    """A question and what came of it.

    Attributes:
        document: What it is about.
        question: As asked.
        kind: As the set has it.
        shown: For each thing asked whether a statement answers it; of those that something answers.
        untold: Whether it says that it leaves something unanswered.
        statements: How many it has; 0 if it was refused.
        text: Its statements and notes, or "refused".
    """

    document: str
    question: str
    kind: str
    shown: tuple[bool, ...]
    untold: bool
    statements: int
    text: str


def ask_parts(sources: Sequence[Source], questions: Sequence[PartedQuestion]) -> list[Parted]:
    """Put every question to one library of all documents."""
    with shelved(sources) as shelf:
        return [_parted(shelf, one, shelf.assistant.ask(one.question)) for one in track(questions, "asking")]


def _parted(shelf: Shelf, asked: PartedQuestion, answer: Answer) -> Parted:
    cited = [(c.document_id, c.start, c.end) for each in answer.statements for c in each.citations]
    shown = (
        any(same_place(shelf.place(span), place) for span in part for place in cited) for part in asked.parts if part
    )
    return Parted(
        document=asked.document,
        question=asked.question,
        kind=asked.kind,
        shown=tuple(shown),
        untold=any(note.startswith(UNTOLD) for note in answer.notes),
        statements=len(answer.statements),
        text=" | ".join([*(one.text for one in answer.statements), *answer.notes]) or "refused",
    )


def part_figures(asked: Sequence[Parted]) -> dict[str, Figure]:
    """Return the figures, with intervals by document."""

    def share(kind: str, test: Callable[[Parted], float], *, answered: bool = False) -> Figure:
        """Return for how many questions of a kind something holds."""
        of = [one for one in asked if one.kind == kind and (one.statements or not answered)]
        return mean_figure([test(one) for one in of], groups=[one.document for one in of])

    return {
        "two sentences: both shown": share("two", lambda one: all(one.shown)),
        "two sentences: share of the parts shown": share("two", lambda one: sum(one.shown) / len(one.shown)),
        "one sentence for both: shown": share("same", lambda one: all(one.shown)),
        "half answered: that half shown": share("half", lambda one: all(one.shown)),
        "half answered: says so, or refuses": share("half", lambda one: one.untold or not one.statements),
        "asks one thing: answered": share("one", lambda one: all(one.shown)),
        "asks one thing: says that a part is not answered (lower is better)": share("one", lambda one: one.untold),
        "two sentences: says that a part is not answered (lower is better)": share("two", lambda one: one.untold),
        "two sentences: statements of an answer": share("two", lambda one: one.statements, answered=True),
    }


def print_parts(asked: Sequence[Parted], *, faults: bool = False) -> None:
    """Print the figures, and every fault if asked to."""
    console = print_figures("Questions that ask two things", part_figures(asked))
    for one in asked if faults else ():
        if not all(one.shown) or one.untold != (one.kind == "half"):
            console.print(f"{one.document} {one.kind} {one.shown}: {one.question} → {one.text}", markup=False)
