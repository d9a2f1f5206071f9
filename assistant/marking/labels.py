"""How marks are put to a reader, everywhere the same: a label, and a sign for those who cannot go by colour."""

from __future__ import annotations

from assistant.schema import MarkKind

__all__ = ["LABELS", "SIGNS"]

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
