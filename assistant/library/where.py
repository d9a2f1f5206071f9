"""Which passages a filter lets through."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

from dateutil import parser as dateparser

from assistant.errors import QuestionError
from assistant.library.catalogue import Catalogue
from assistant.schema import Document, Where

__all__ = ["passages_where"]


def passages_where(catalogue: Catalogue, where: Where) -> list[int]:
    """Return the ids of the passages that a filter on document, author, date and speaker lets through.

    Raises:
        QuestionError: If a date of the filter is not one.
    """
    since, until = _bound(where.since, last=False), _bound(where.until, last=True)
    authors, speakers = ({name.casefold() for name in names} for names in (where.authors, where.speakers))

    def fits(document: Document) -> bool:
        """Return whether the filter lets a document through."""
        if where.documents and document.id not in where.documents:
            return False
        if authors and (document.author or "").casefold() not in authors:
            return False
        if since is None and until is None:
            return True
        stated = _stated(document.date)
        return stated is not None and (since or date.min) <= stated <= (until or date.max)

    wanted = {document.id for document in catalogue.documents() if fits(document)}
    return [
        passage.id
        for passage in catalogue.passages()
        if passage.document_id in wanted and (not speakers or (passage.speaker or "").casefold() in speakers)
    ]


def _bound(value: str | int | date | None, *, last: bool) -> date | None:
    """Return the first or the last day that "2024", "2024-05" or "2024-05-17" means."""
    if value is None:
        return None
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            day = datetime.strptime(str(value).strip(), form).date()
        except ValueError:
            continue
        if not last or form == "%Y-%m-%d":
            return day
        month = 12 if form == "%Y" else day.month
        return date(day.year, month, monthrange(day.year, month)[1])
    raise QuestionError(f"the date {value!r} cannot be read; give it as 2024, 2024-05 or 2024-05-17")


def _stated(value: str | None) -> date | None:
    """Return the day that a document states of itself, in whatever common form; None if it cannot be read."""
    if not value:
        return None
    try:
        return dateparser.parse(value, default=datetime(1, 1, 1)).date()
    except (ValueError, OverflowError):
        return None
