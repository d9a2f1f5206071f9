"""What a list or a table adds to one of its lines: the cell that is asked for, and the items that belong together."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.asking.finding.clues import Asked
from assistant.asking.judging.lines import cell_asked, items_below, stands_above
from assistant.asking.wording.words import content_stems
from assistant.schema import Document, Sentence

__all__ = ["in_column", "listed"]

_MOST_ITEMS = 8  # of a list that come with what leads to it
_OF_LIST = 0.5  # share of a question's words that what leads to a list has, where all of the list is asked for
_CELL = "\t"


def in_column(
    asked: Asked, document: Document, sentences: Sequence[Sentence], position: int, short: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Return the short answer of a row of a table: the cell below the question's own word, for the reader sees none.

    Args:
        asked: What is asked for.
        document: Where the sentence stands.
        sentences: All of the document's.
        position: Of the sentence.
        short: The characters of it that the reader takes for the short answer, if any.
    """
    row = sentences[position].text
    headers = [p for p in stands_above(document, sentences, position) if _CELL in sentences[p].text]
    if not headers or _CELL not in row:
        return short
    return cell_asked(asked.text, sentences[headers[-1]].text, row) or (short if row.count(_CELL) == 1 else None)


def listed(asked: Asked, document: Document, sentences: Sequence[Sentence], position: int) -> list[int]:
    """Return the items of a list that belong to what answers: to the line that leads to them, or to one of them.

    They belong to an item where the question has the words of what leads to the list, and asks for no one thing.

    Args:
        asked: What is asked for.
        document: Where the sentence stands.
        sentences: All of the document's.
        position: Of the sentence.
    """
    if items := items_below(document, sentences, position):
        return items[:_MOST_ITEMS]
    above = stands_above(document, sentences, position)
    if not above or _CELL in sentences[position].text or asked.counts or asked.person or asked.place:
        return []
    wanted = set(content_stems(asked.text))
    shared = wanted & set(content_stems(sentences[above[0]].text))
    return items_below(document, sentences, above[0])[:_MOST_ITEMS] if len(shared) >= _OF_LIST * len(wanted) else []
