"""Questions that no document here answers: `python -m eval off-topic`.

General knowledge, errands, riddles and talk in everyday words, put to the library of all handwritten documents and to
that of the plain dev files: the more documents there are, the more sentences come near by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.progress import track

from eval.datasets.handwritten import load_handwritten
from eval.datasets.plain import off_topic, sources_of
from eval.datasets.types import Source
from eval.metrics.intervals import mean_figure
from eval.reporting.tables import print_figures
from eval.shelf import shelved

__all__ = ["AnsweredAnyway", "answered_anyway", "print_off_topic"]


@dataclass(frozen=True, slots=True)
class AnsweredAnyway:
    """A question that nothing answers, and what came of it.

    Attributes:
        question: As asked.
        refused: Whether nothing was answered.
        shown: The first statement; empty if there is none.
    """

    question: str
    refused: bool
    shown: str


def answered_anyway(questions: Sequence[str], sources: Sequence[Source], label: str) -> list[AnsweredAnyway]:
    """Ask a library of some documents.

    Args:
        questions: That no document answers.
        sources: The documents.
        label: Stands before the progress.
    """
    found = []
    with shelved(sources) as shelf:
        for question in track(questions, label):
            answer = shelf.assistant.ask(question)
            shown = answer.statements[0].text if answer.statements else ""
            found.append(AnsweredAnyway(question, answer.abstained, shown))
    return found


def print_off_topic(*, faults: bool = False) -> None:
    """Ask both libraries and print the share refused, and what was answered if asked to."""
    questions = [one.text for one in off_topic()]
    libraries = {
        "plain files": sources_of("dev", "plain"),
        "all handwritten documents": load_handwritten(split="dev").sources,
    }
    asked = {
        f"refused, {len(sources)} documents ({name})": answered_anyway(questions, sources, name)
        for name, sources in libraries.items()
    }
    figures = {name: mean_figure([one.refused for one in found]) for name, found in asked.items()}
    console = print_figures("Asked what no document answers", figures)
    for name, found in asked.items() if faults else ():
        for one in found:
            if not one.refused:
                console.print(f"{name}: {one.question} → {one.shown}", markup=False)
