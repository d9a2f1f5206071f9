"""Answers and marks as the command line prints them for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.marking.labels import LABELS, SIGNS, caution
from assistant.marking.page import NOBODY, turns
from assistant.schema import Answer, Document, Mark, Reason, Sentence

__all__ = ["EMPTY", "label", "print_answer", "print_marks"]

EMPTY = "The library is empty; add files with: assistant add PATH…"

_COLOURS = {
    "FACT": "green",
    "QUOTATION": "blue",
    "UNSURE": "bright_black",
    "MIXED": "yellow",
    "OPINION": "red",
    "QUESTION": "magenta",
    "FURNITURE": "bright_black",
}


def label(mark: Mark) -> str:
    """Return a mark as everywhere: what it is, and who answers for it if anybody is named."""
    return f"{LABELS[mark.kind]} · {mark.voice}" if mark.voice else LABELS[mark.kind]


def print_answer(answer: Answer) -> None:
    """Print an answer for people: what to know of it, statements with marks, then where their words stand."""
    console = Console(highlight=False)
    if answer.reason is Reason.EMPTY_LIBRARY:
        console.print(EMPTY, style="bold", soft_wrap=True)
        return
    if answer.abstained:
        console.print("The documents do not answer this.", style="bold")
        if answer.nearest:
            console.print("Closest, but not an answer:", style="dim")
        for evidence in answer.nearest:
            said = f"{label(evidence.mark)}: “{evidence.text}” — {evidence.title}"
            _print_indented(console, Text(said, style="dim"))
        return
    for note in answer.notes:
        console.print(Text(note, style="italic"))
    if told := caution(answer):
        console.print(Text(told, style="bold red"))
    number = 0
    sources = []
    for statement in answer.statements:
        marks = []
        for citation in statement.citations:
            number += 1
            marks.append(f"[{number}]")
            page = f", p. {citation.page}" if citation.page else ""
            sources.append(f"[{number}] {citation.title}{page}, characters {citation.start}–{citation.end}")
        console.print(Text(label(statement.mark), style="bold"))
        _print_indented(console, Text.assemble(f"{statement.text} ", ("".join(marks), "cyan")))
    for caveat in answer.caveats:
        console.print(Text(f"Note: the source says of itself: “{caveat}”", style="italic"))
    _print_indented(console, Text("\n".join(sources), style="dim"))
    for dropped in answer.dropped:
        console.print(Text(f"Not shown ({dropped.became}): {dropped.reason}", style="dim italic"))


def _print_indented(console: Console, text: Text) -> None:
    for line in text.wrap(console, console.width - 2):
        line.rstrip()
        console.print(Text.assemble("  ", line))


def print_marks(document: Document, sentences: Sequence[Sentence]) -> None:
    """Print a document's sentences for people, by speaker turn, each with its mark."""
    console = Console(highlight=False)
    about = " · ".join(filter(None, (document.author, document.publisher, document.date)))
    console.print(Text.assemble((document.title, "bold"), f"\n{about}" if about else ""))
    if document.caveat:
        console.print(Text(f"Note: the source says of itself: “{document.caveat}”", style="italic"))
    console.print()
    for turn in turns(document, sentences):
        if not turn.furniture:
            console.print(Text(turn.speaker or NOBODY, style="bold"))
        grid = Table.grid(padding=(0, 1))
        for sentence in (one for paragraph in turn.paragraphs for one in paragraph):
            mark = sentence.mark
            colour = _COLOURS[mark.kind.name]
            claim = (f"{label(mark)} · confidence {mark.confidence:.2f}\n", colour)
            parts = "".join(
                f"{SIGNS[part.kind]} {LABELS[part.kind]}: {document.text[part.start : part.end]}\n"
                for part in mark.clauses
            )
            words = Text.assemble(f"{sentence.text}\n", claim, parts, ("; ".join(mark.reasons) + "\n", "dim"))
            grid.add_row(Text(SIGNS[mark.kind], style=colour), words)
        console.print(Padding(grid, (0, 0, 0, 2)))
    counts = Counter(sentence.mark.kind for sentence in sentences)
    for kind in sorted(counts, key=lambda kind: kind.weakness):
        console.print(Text(f"{counts[kind]:>5}  {SIGNS[kind]} {LABELS[kind]}", style=_COLOURS[kind.name]))
