"""The nouns of the project: frozen values, no input or output, no behaviour beyond their invariants.

documents       what is kept, and which part of it is meant: documents, sentences, marks, passages
answers         what is found and told: evidence, citations, statements, answers

Spans are half-open character offsets `[start, end)` into `Document.text`. Scores rise with quality.
"""

from __future__ import annotations

from assistant.schema.answers import Answer, Citation, Dropped, Evidence, Reason, Statement
from assistant.schema.documents import AddResult, Clause, Document, Mark, MarkKind, Passage, Sentence, Where

__all__ = [
    "AddResult",
    "Answer",
    "Citation",
    "Clause",
    "Document",
    "Dropped",
    "Evidence",
    "Mark",
    "MarkKind",
    "Passage",
    "Reason",
    "Sentence",
    "Statement",
    "Where",
]
