"""How marks are put to a reader, everywhere the same: a label, a sign for those who cannot go by colour, a caution."""

from __future__ import annotations

from assistant.schema import Answer, MarkKind

__all__ = ["BEARS_OPINION", "LABELS", "MEANINGS", "SIGNS", "caution"]

LABELS = {
    MarkKind.FACT: "Reported fact",
    MarkKind.QUOTATION: "Quotation",
    MarkKind.UNSURE: "Says",
    MarkKind.MIXED: "Fact and opinion",
    MarkKind.OPINION: "Opinion",
    MarkKind.QUESTION: "Question",
    MarkKind.FURNITURE: "About the document",
}
SIGNS = {
    MarkKind.FACT: "■",
    MarkKind.QUOTATION: "❝",
    MarkKind.UNSURE: "◌",
    MarkKind.MIXED: "◧",
    MarkKind.OPINION: "◆",
    MarkKind.QUESTION: "?",
    MarkKind.FURNITURE: "¶",
}
MEANINGS = {
    MarkKind.FACT: "told as something that can be checked; nobody here has checked it",
    MarkKind.QUOTATION: "somebody else’s words or view, passed on",
    MarkKind.UNSURE: "could be report or judgement; too close to call",
    MarkKind.MIXED: "a report with a judgement in it",
    MarkKind.OPINION: "a judgement, forecast, wish or demand",
    MarkKind.QUESTION: "asks",
    MarkKind.FURNITURE: "a heading, credit or notice",
}
BEARS_OPINION = (MarkKind.OPINION, MarkKind.MIXED)
"""Kinds in which somebody judges."""


def caution(answer: Answer) -> str:
    """Return what a reader must be told before an answer that reports no fact, or ""."""
    kinds = {statement.mark.kind for statement in answer.statements}
    if not kinds or kinds & {MarkKind.FACT, MarkKind.QUOTATION, MarkKind.FURNITURE, MarkKind.QUESTION}:
        return ""
    if kinds == {MarkKind.OPINION}:
        return "The documents give only opinion on this."
    if kinds <= set(BEARS_OPINION):
        return "The documents mix fact and opinion on this."
    return "None of this is clearly reported as fact."
