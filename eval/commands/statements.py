"""Bad statements and true paraphrases put into a model's mouth: how many of each are shown.

Every statement goes the whole way through the public API: the question is the sentence it is about, so that this is
among the evidence, and the model "writes" the statement with the numbers of its sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant import Answer, Assistant, MarkKind
from eval.datasets.files import DATA, read_json_lines
from eval.datasets.handwritten import load_handwritten, read_handwritten
from eval.metrics.intervals import Figure, mean_figure
from eval.metrics.latency import percentile
from eval.reporting.tables import print_figures
from eval.scripted import NUMBERED, ScriptedModel
from eval.shelf import shelved

__all__ = [
    "MECHANICAL",
    "Dictation",
    "Spoken",
    "load_statements",
    "print_statements",
    "speak_all",
    "statement_figures",
]

_FILE = DATA / "statements.jsonl"
MECHANICAL = ("invented quote", "stitched quote", "misattributed quote", "changed number", "swapped person")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What became of one statement.

    Attributes:
        document: The document it is about.
        kind: What is wrong with it; None for a true paraphrase.
        claim: The statement.
        asked: Whether its sentences were among the evidence, so that it could be written at all.
        shown: Whether it stands in the answer, as written or put into its holder's mouth.
        bare: Whether it is shown as a reported fact, without a holder.
        reason: Why it is not shown.
        seconds: What verifying it took.
    """

    document: str
    kind: str | None
    claim: str
    asked: bool
    shown: bool
    bare: bool
    reason: str | None
    seconds: float


class Dictation:
    """What a scripted model is to write next."""

    def __init__(self) -> None:
        self.claim = ""
        self.words: Sequence[str] = ()
        self.asked = False

    def __call__(self, system: str, user: str) -> str:
        """Write the statement with the numbers of its sentences; repair nothing."""
        if "Write it once more" in system:
            return "NONE"
        held = {" ".join(text.split()): number for number, text in NUMBERED.findall(user)}
        numbers = [held.get(" ".join(words.split())) for words in self.words]
        self.asked = None not in numbers
        return self.claim + "".join(f"[{number}]" for number in numbers if number)


def load_statements(rounds: Sequence[int] = ()) -> list[dict[str, Any]]:
    """Return the statements of all rounds, or of these alone: document, sentences, claim, and what is wrong."""
    rows = [row for _, row in read_json_lines(_FILE)]
    return [row for row in rows if not rounds or row["round"] in rounds]


def speak_all(
    rows: Sequence[dict[str, Any]],
    model: Callable[[Dictation], Any] = lambda dictation: ScriptedModel(script=dictation),
) -> list[Spoken]:
    """Let a model say every statement, and see what is shown.

    Args:
        rows: Statements.
        model: Makes a chat model that writes what it is told to.
    """
    wanted = {row["document"] for row in rows}
    records = {record["id"]: record for record in read_handwritten() if record["id"] in wanted}
    sources = [source for source in load_handwritten().sources if source.name in wanted]
    dictation = Dictation()
    with shelved(sources, model=model(dictation)) as shelf:
        shelf.assistant.warm()
        return [_spoken(shelf.assistant, dictation, row, _words(row, records[row["document"]])) for row in rows]


def _words(row: Mapping[str, Any], record: Mapping[str, Any]) -> list[str]:
    """Return the sentences of a document that a statement is about."""
    sentences = [record["sentences"][number] for number in row["sentences"]]
    return [record["text"][sentence["start"] : sentence["end"]] for sentence in sentences]


def _spoken(assistant: Assistant, dictation: Dictation, row: dict[str, Any], words: Sequence[str]) -> Spoken:
    dictation.claim, dictation.words, dictation.asked = row["claim"], words, False
    answer = assistant.ask(" ".join(words))
    found = next((s for s in answer.statements if _same(row["claim"], s.text)), None)
    return Spoken(
        document=row["document"],
        kind=row["kind"],
        claim=row["claim"],
        asked=dictation.asked,
        shown=found is not None,
        bare=found is not None and found.mark.kind is MarkKind.FACT,
        reason=_why(answer, row["claim"]),
        seconds=answer.timings.get("verify", 0.0),
    )


def _same(claim: str, text: str) -> bool:
    """Whether a statement is the claim, as written or after "According to …"."""
    plain, written = (" ".join(words.rstrip('.”"').split()).casefold() for words in (claim, text))
    return written == plain or (written.startswith("according to ") and written.endswith(plain))


def _why(answer: Answer, claim: str) -> str | None:
    return next((d.reason for d in answer.dropped if _same(claim, d.text)), None)


def statement_figures(spoken: Sequence[Spoken]) -> dict[str, Figure]:
    """Return the figures of the kinds there are, with intervals by document: how many bad and true ones are shown."""
    shares: dict[str, tuple[Callable[[Spoken], bool], Callable[[Spoken], bool]]] = {
        "bad shown, mechanical (lower is better)": (lambda one: one.kind in MECHANICAL, lambda one: one.shown),
        "bad shown, meaning changed (lower is better)": (lambda one: one.kind == "subtle", lambda one: one.shown),
        "true paraphrases kept": (lambda one: one.kind is None, lambda one: one.shown),
        "opinion shown as bare fact (lower is better)": (
            lambda one: one.kind == "opinion as fact",
            lambda one: one.bare,
        ),
    }
    figures = {}
    for name, (chosen, counts) in shares.items():
        if of := [one for one in spoken if one.asked and chosen(one)]:
            figures[name] = mean_figure([counts(one) for one in of], groups=[one.document for one in of])
    return figures


def print_statements() -> None:
    """Measure all statements and print the figures of each round, and what a check costs."""
    rows = load_statements()
    spoken = speak_all(rows)
    for number in sorted({row["round"] for row in rows}):
        own = [one for one, row in zip(spoken, rows, strict=True) if row["round"] == number]
        console = print_figures(f"Round {number}", statement_figures(own))
    milliseconds = [1000 * one.seconds for one in spoken if one.asked]
    p50, p95 = (percentile(milliseconds, share) for share in (50, 95))
    console.print(f"verifying one statement: p50 {p50:.1f} ms, p95 {p95:.1f} ms, n = {len(milliseconds)}")
