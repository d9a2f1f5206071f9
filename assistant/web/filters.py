"""What the templates ask for: the filters by which words, marks and numbers are put on the page, all of it escaped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from assistant.marking.labels import LABELS, MEANINGS, SIGNS, caution
from assistant.marking.parts import clauses_of, in_parts
from assistant.schema import Answer, Citation, Document, Evidence, Mark, MarkKind, Reason, Sentence, Statement

__all__ = ["address_of", "environment", "refusal", "understood"]

_UNSEEN = re.compile(
    "([\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\U000e0000-\U000e007f])"
)


def address_of(item: Citation | Evidence) -> str:
    """Return the fragment by which the page finds cited words, whichever turn they were cited in."""
    start, end = (item.start, item.end) if isinstance(item, Citation) else (item.sentence.start, item.sentence.end)
    return f"cite-{item.document_id}-{start}-{end}"


def _words(text: str) -> Markup:
    """Escape, and make visible what would not be seen or would turn its neighbours around."""
    return Markup("").join(
        Markup('<span class="unseen" title="hidden character {}">{}</span>').format(_code(part), part)
        if i % 2
        else escape(part)
        for i, part in enumerate(_UNSEEN.split(str(text)))
    )


def _code(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def _label(mark: Mark) -> str:
    if mark.kind is MarkKind.QUOTATION and mark.voice and ", quoted by" in mark.voice:
        return mark.voice
    return f"{LABELS[mark.kind]} · {mark.voice}" if mark.voice else LABELS[mark.kind]


def _pieces(statement: Statement) -> list[tuple[MarkKind | None, list[tuple[str, bool]]]]:
    """Cut a statement where it parts into report and judgement, and at its short answer.

    Returns:
        Parts in order, each with its kind, None outside of clauses, and its words, each with whether they answer.
    """
    text, (first, last) = statement.text, statement.highlight or (0, 0)

    def cut(start: int, end: int) -> list[tuple[str, bool]]:
        places = sorted({start, end} | ({first, last} & set(range(start, end))))
        return [(text[a:b], first <= a and b <= last) for a, b in pairwise(places)]

    return [(kind, cut(a, b)) for kind, a, b in in_parts(text, clauses_of(statement))]


def _clauses(sentence: Sentence) -> list[tuple[MarkKind | None, str]]:
    """Cut a sentence where it parts into report and judgement."""
    parts = in_parts(sentence.text, sentence.mark.clauses, sentence.start)
    return [(kind, sentence.text[a:b]) for kind, a, b in parts]


def _sources(statements: Sequence[Statement]) -> list[Citation]:
    """Return what an answer cites, in the order of its numbers, each place once."""
    found: dict[str, Citation] = {}
    for citation in (c for s in statements for c in s.citations):
        found.setdefault(address_of(citation), citation)
    return list(found.values())


def _numbers(statements: Sequence[Statement]) -> dict[str, int]:
    return {address_of(citation): number for number, citation in enumerate(_sources(statements), start=1)}


def _several(statements: Sequence[Statement]) -> bool:
    """Whether an answer rests on more than one document, so that each statement must name its own."""
    return len({citation.document_id for citation in _sources(statements)}) > 1


def refusal(answer: Answer) -> str:
    """Return what is said where nothing is answered."""
    if answer.reason is Reason.EMPTY_LIBRARY:
        return "The library is empty: add documents first."
    return " ".join(answer.notes) or "The documents do not answer this."


def understood(answer: Answer) -> str:
    """Return what a question was taken to ask, if that is not what was written, or ""."""
    return "" if answer.standalone_question == " ".join(answer.question.split()) else answer.standalone_question


def _about(document: Document) -> str:
    return " · ".join(part for part in (document.author, document.publisher, document.date) if part)


_FILTERS = {
    "words": _words, "label": _label, "pieces": _pieces, "clauses": _clauses, "sources": _sources,
    "numbers": _numbers, "several": _several, "caution": caution, "about": _about, "refusal": refusal,
    "understood": understood, "address": address_of,
}  # fmt: skip


def _make_environment() -> Environment:
    made = Environment(
        loader=PackageLoader("assistant.web"), autoescape=True, undefined=StrictUndefined, auto_reload=False,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(_FILTERS)
    made.globals.update(signs=SIGNS, labels=LABELS, meanings=MEANINGS)
    return made


environment = _make_environment()
