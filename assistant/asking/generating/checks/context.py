"""What stands before a sentence of evidence."""

from __future__ import annotations

from assistant.schema import Evidence

__all__ = ["before"]


def before(evidence: Evidence) -> str:
    """Return the words of its passage that stand before a sentence; empty where it opens the passage."""
    return evidence.passage.text[: max(0, evidence.sentence.start - evidence.passage.start)]
