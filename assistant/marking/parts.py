"""Where a mixed sentence parts into report and judgement, as a reader is shown it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.schema import Clause, MarkKind, Statement

__all__ = ["clauses_of", "in_parts"]


def clauses_of(statement: Statement) -> list[Clause]:
    """Return the parts of a mixed statement, each under a mark of its own.

    The weakest mark still stands for the statement as a whole; these tell which of its words are report and which are
    judgement.

    Args:
        statement: Any statement.

    Returns:
        Parts in order, as characters of `statement.text`; none where it does not part cleanly, rests on several
        documents, or is not in its source's own words.
    """
    found: list[Clause] = []
    if len({cited.document_id for cited in statement.citations}) > 1:
        return found
    for part in statement.mark.clauses:
        for cited in statement.citations:
            at = statement.text.find(cited.quote)
            if cited.start <= part.start < part.end <= cited.end and at >= 0:
                found.append(Clause(at + part.start - cited.start, at + part.end - cited.start, part.kind))
                break
    return found if len(found) == len(statement.mark.clauses) else []


def in_parts(text: str, clauses: Sequence[Clause], start: int = 0) -> list[tuple[MarkKind | None, int, int]]:
    """Cut words where they part.

    Args:
        text: The words.
        clauses: Their parts, in order.
        start: Where the words begin in what the parts are counted in.

    Returns:
        Half-open spans of `text` that together hold all of it, each with its kind, None between the parts.

    Example:
        >>> in_parts("It fell, sadly.", [Clause(0, 8, MarkKind.FACT), Clause(9, 15, MarkKind.OPINION)])
        [(<MarkKind.FACT: 'reported fact'>, 0, 8), (None, 8, 9), (<MarkKind.OPINION: 'opinion'>, 9, 15)]
    """
    found: list[tuple[MarkKind | None, int, int]] = []
    place = 0
    for part in clauses:
        found += [(None, place, part.start - start), (part.kind, part.start - start, part.end - start)]
        place = part.end - start
    return [piece for piece in (*found, (None, place, len(text))) if piece[1] < piece[2]]
