"""Asked as people ask: `python -m eval plain`.

Plain text files with the headlines, bylines and labels that they print and no metadata beside them, in one library:
simple questions, follow-ups in conversations, and questions that nothing answers. With `--set pairs` questions in pairs
of one form, of which one is answered, so that how a question is put tells nothing; with `--set talks` conversations.
What fails on the dev split is looked at and mended; the test split is for reporting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.progress import track

from assistant import Answer
from eval.datasets.plain import PlainQuestion, plain_words
from eval.datasets.types import Source
from eval.metrics.intervals import Figure, mean_figure
from eval.reporting.tables import print_figures
from eval.shelf import shelved

__all__ = ["Asked", "ask_all", "plain_figures", "print_plain"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what came of it.

    Attributes:
        document: The file it is about.
        question: As asked.
        understood: As it was understood.
        kind: What it asks for.
        answerable: Whether the file answers it.
        right: Whether the first statement holds words that answer.
        refused: Whether nothing was answered.
        probability: That something answers.
        shown: The first statement, or the nearest sentence.
    """

    document: str
    question: str
    understood: str
    kind: str
    answerable: bool
    right: bool
    refused: bool
    probability: float
    shown: str


def ask_all(rows: Sequence[PlainQuestion], sources: Sequence[Source]) -> list[Asked]:
    """Put every question to a library of all documents, those of one conversation one after another."""
    talks = [list(turns) for _, turns in groupby(rows, lambda row: (row.document, row.conversation))]
    found = []
    with shelved(sources) as shelf:
        for turns in track(talks, "asking"):
            chat = shelf.assistant.chat()
            found += [_asked(row, chat.ask(row.question)) for row in turns]
    return found


def _asked(row: PlainQuestion, answer: Answer) -> Asked:
    first = answer.statements[0].text if answer.statements else ""
    return Asked(
        document=row.document,
        question=row.question,
        understood=answer.standalone_question,
        kind=row.kind,
        answerable=bool(row.answers),
        right=any(plain_words(words) in plain_words(first) for words in row.answers),
        refused=answer.abstained,
        probability=answer.probability or 0.0,
        shown=first or (answer.nearest[0].text if answer.nearest else ""),
    )


def plain_figures(asked: Sequence[Asked]) -> dict[str, Figure]:
    """Return the figures, with intervals by document; those of which there is nothing are left out."""
    answerable, absent = [one for one in asked if one.answerable], [one for one in asked if not one.answerable]
    single = [one for one in answerable if one.kind != "followup"]
    follows = [one for one in answerable if one.kind == "followup"]

    measured = {
        "right sentence first": ([one.right for one in single], single),
        "follow-ups, right sentence first": ([one.right for one in follows], follows),
        "answerable questions refused (lower is better)": ([one.refused for one in answerable], answerable),
        "unanswerable questions refused": ([one.refused for one in absent], absent),
    }
    return {
        name: mean_figure(values, groups=[one.document for one in of])
        for name, (values, of) in measured.items()
        if of  # the pairs have no follow-ups
    }


def print_plain(asked: Sequence[Asked], *, faults: bool = False) -> None:
    """Print the figures, and every fault if asked to."""
    console = print_figures("Asked as people ask", plain_figures(asked))
    for one in asked if faults else ():
        if one.right if one.answerable else one.refused:
            continue
        console.print(f"{one.document} {one.kind} {one.probability:.2f}: {one.understood} → {one.shown}", markup=False)
