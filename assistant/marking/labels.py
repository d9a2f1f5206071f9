"""How marks are put to a reader, everywhere the same: a label, and a sign for those who cannot go by colour."""

from __future__ import annotations

from assistant.schema import MarkKind

__all__ = ["LABELS", "MEANINGS", "SIGNS"]

LABELS = {
    MarkKind.FACT: "Reported fact",
    MarkKind.QUOTATION: "Quoted",
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
