"""Everything the page shows, as HTML. Whatever a document or a person says is escaped here, and only here.

The templates hold no `safe` filter; the one piece of HTML that comes from elsewhere is a document with its marks,
which `assistant.marking.page` has escaped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from assistant.library.turns import Conversation, Turn
from assistant.marking.labels import BEARS_OPINION
from assistant.marking.page import marks_fragment
from assistant.marking.page import turns as speaker_turns
from assistant.schema import Document, Mark, MarkKind, Sentence, Statement
from assistant.web.filters import address_of, environment

__all__ = [
    "REASONS",
    "Pending",
    "address_of",
    "key_html",
    "listing_html",
    "reading_html",
    "render",
    "source_parts",
    "style",
    "suggestions_html",
    "talk_html",
    "threads_html",
]

REASONS = (
    "wrong citation",
    "wrong mark",
    "wrong voice",
    "beside the question",
    "something is missing",
    "should have been refused",
    "should have been answered",
)
"""What a reader may find wrong with an answer."""

_CLAIMS: tuple[MarkKind, ...] = (
    MarkKind.FACT, MarkKind.QUOTATION, MarkKind.UNSURE, MarkKind.MIXED, MarkKind.OPINION,
)  # fmt: skip
_AROUND = 4


@dataclass
class Pending:
    """A question whose answer is not whole yet, or never will be.

    Attributes:
        question: As asked.
        statements: What has been answered so far.
        error: Why there will be no answer, in plain words.
    """

    question: str
    statements: list[Statement] = field(default_factory=list)
    error: str | None = None


def render(template: str, **values: object) -> str:
    """Return one template filled in."""
    return environment.get_template(f"{template}.html").render(**values)


def style(*names: str) -> str:
    """Return style sheets of this package, one after the other."""
    return "\n".join(files("assistant").joinpath(name).read_text(encoding="utf-8") for name in names)


def talk_html(
    turns: Sequence[Turn],
    *,
    key: str | None = None,
    pending: Pending | None = None,
    suggested: Sequence[str] = (),
    size: int = 1,
    read_only: bool = False,
    lost: bool = False,
) -> str:
    """Return a conversation as the page shows it.

    Args:
        turns: Its turns, oldest first.
        key: Its id, or None if it is not kept yet.
        pending: The question at hand.
        suggested: Questions to offer where nothing has been asked.
        size: How many documents the library holds.
        read_only: Whether documents may not be added.
        lost: Whether a conversation was asked for that is not there.
    """
    return render(
        "talk", turns=turns, key=key, pending=pending, suggested=suggested, size=size, read_only=read_only,
        lost=lost, reasons=REASONS,
    )  # fmt: skip


def suggestions_html(questions: Sequence[str]) -> str:
    """Return questions to ask instead of one that was refused; "" if there are none."""
    made = getattr(environment.get_template("macros.html").module, "suggestions")  # noqa: B009
    return str(made(questions, "You could ask instead:"))


def key_html() -> str:
    """Return what each mark means, for where no source is shown yet."""
    return render("key", marks=[Mark(kind) for kind in _CLAIMS])


def source_parts(document: Document, sentences: Sequence[Sentence], start: int, end: int) -> dict[str, Any] | None:
    """Return what `source.html` shows: the cited sentences among some before and after, by speaker turn.

    Args:
        document: The document.
        sentences: Its sentences, in order.
        start: First cited character.
        end: One past the last.

    Returns:
        None if nothing of the document stands there.
    """
    cited = [i for i, s in enumerate(sentences) if s.start < end and s.end > start]
    if not cited:
        return None
    first, last = max(0, cited[0] - _AROUND), min(len(sentences), cited[-1] + _AROUND + 1)
    paragraphs = []
    heard: str | None = None
    for turn in speaker_turns(document, sentences[first:last]):
        for paragraph in turn.paragraphs:
            speaker = None if turn.furniture or turn.speaker == heard else turn.speaker
            heard = heard if turn.furniture else turn.speaker
            shown = [(s, s.start < end and s.end > start) for s in paragraph]
            paragraphs.append({"speaker": speaker, "sentences": shown})
    marks = {sentences[i].mark: None for i in cited}
    return {
        "document": document, "paragraphs": paragraphs, "marks": list(marks), "start": start,
        "first_cited": sentences[cited[0]], "cut_before": first > 0, "cut_after": last < len(sentences),
        "page": document.page_at(start), "link": _web_address(document.url),
    }  # fmt: skip


def _web_address(url: str | None) -> str | None:
    """Return an address that may be linked to, or None."""
    return url if url and re.match(r"https?://[^\s]+$", url) else None


def reading_html(
    documents: Sequence[Document], document: Document | None, sentences: Sequence[Sentence], *, lost: bool = False
) -> str:
    """Return the reading view: one document with every sentence under its mark; or why it is `lost`, and the others."""
    marks = Markup(marks_fragment(document, sentences)) if document else ""  # escaped by marking/page.py
    link = _web_address(document.url) if document else None
    return render("reading", documents=documents, document=document, marks=marks, link=link, lost=lost)


def listing_html(documents: Sequence[Document], tallies: Mapping[str, Mapping[MarkKind, int]], read_only: bool) -> str:
    """Return the table of the library."""
    rows = [_row(document, tallies.get(document.id, {})) for document in documents]
    return render("library", rows=rows, read_only=read_only)


def threads_html(conversations: Sequence[Conversation], key: str | None, read_only: bool) -> str:
    """Return the list of conversations."""
    return render("threads", conversations=conversations, key=key, read_only=read_only)


def _row(document: Document, tally: Mapping[MarkKind, int]) -> dict[str, object]:
    said = Counter({kind: tally.get(kind, 0) for kind in _CLAIMS})
    total = sum(said.values()) or 1
    return {
        "document": document,
        "by": " · ".join(part for part in (document.author, document.publisher) if part),
        "words": len(document.text.split()),
        "parts": [(kind.name.lower(), count) for kind, count in said.items() if count],
        "fact": round(100 * said[MarkKind.FACT] / total),
        "opinion": round(100 * sum(said[kind] for kind in BEARS_OPINION) / total),
    }
