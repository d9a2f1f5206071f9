"""Sources that differ: `python -m eval events` asks about events that three documents tell of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.progress import track

from assistant import Answer
from eval.datasets.types import Dataset, Question
from eval.metrics.citations import same_place
from eval.metrics.intervals import Figure, mean_figure
from eval.reporting.tables import print_figures
from eval.shelf import Shelf, shelved

__all__ = ["Told", "event_figures", "print_events", "tell_all"]

DIFFER = "The sources differ"


@dataclass(frozen=True, slots=True)
class Told:
    """A question and what came of it.

    Attributes:
        event: What it is about.
        question: As asked.
        kind: Whether the documents "differ", "agree", or one "alone" tells.
        right: Whether the first statement is an answer.
        values: How many different values that answer the answer cites.
        cited: How many documents that answer it cites.
        said: Whether it says that the sources differ.
        shown: Its statements and notes, or "refused".
    """

    event: str
    question: str
    kind: str
    right: bool
    values: int
    cited: int
    said: bool
    shown: str


def tell_all(dataset: Dataset) -> list[Told]:
    """Put every question to one library of all documents."""
    with shelved(dataset.sources) as shelf:
        return [_told(shelf, one, shelf.assistant.ask(one.text)) for one in track(dataset.questions, "asking")]


def _told(shelf: Shelf, question: Question, answer: Answer) -> Told:
    statements = [[(c.document_id, c.start, c.end) for c in each.citations] for each in answer.statements]
    gold = [(shelf.place(span), value) for span, value in question.values]

    def held(places: Sequence[tuple[str, int, int]]) -> list[tuple[str, str]]:
        """Return the document and the value of every gold sentence among some places."""
        return [(place[0], value) for place, value in gold if any(same_place(place, one) for one in places)]

    found = held([place for places in statements for place in places])
    return Told(
        event=question.id.rsplit("-", 1)[0],
        question=question.text,
        kind=question.type,
        right=bool(statements) and bool(held(statements[0])),
        values=len({value for _, value in found}),
        cited=len({document for document, _ in found}),
        said=any(note.startswith(DIFFER) for note in answer.notes),
        shown=" | ".join([*(one.text for one in answer.statements), *answer.notes]) or "refused",
    )


def event_figures(told: Sequence[Told]) -> dict[str, Figure]:
    """Return the figures, with intervals by event."""

    def share(kind: str, test: Callable[[Told], bool], *, of_right: bool = True) -> Figure:
        """Return for how many questions of a kind something holds."""
        of = [one for one in told if one.kind == kind and (one.right or not of_right)]
        return mean_figure([test(one) for one in of], groups=[one.event for one in of])

    return {
        "differ: answered first": share("differ", lambda one: one.right, of_right=False),
        "differ: of these, different values shown": share("differ", lambda one: one.values > 1),
        "differ: of these, said so": share("differ", lambda one: one.said),
        "agree: answered first": share("agree", lambda one: one.right, of_right=False),
        "agree: of these, cited together": share("agree", lambda one: one.cited > 1),
        "agree: of these, said that they differ (lower is better)": share("agree", lambda one: one.said),
        "alone: answered first": share("alone", lambda one: one.right, of_right=False),
        "alone: of these, said that they differ (lower is better)": share("alone", lambda one: one.said),
    }


def print_events(told: Sequence[Told], *, faults: bool = False) -> None:
    """Print the figures, and every fault if asked to."""
    console = print_figures("Events that three documents tell of", event_figures(told))
    for one in told if faults else ():
        good = one.values > 1 and one.said if one.kind == "differ" else not one.said
        if not (one.right and good):
            console.print(f"{one.event} {one.kind}: {one.question} → {one.shown}", markup=False)
