"""Everything the page shows, as HTML. Whatever a document or a person says is escaped here, and only here.

The templates hold no `safe` filter; the one piece of HTML that comes from elsewhere is a document with its marks,
which `assistant.marking.page` has escaped.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import pairwise
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from assistant.library.turns import Conversation, Turn
from assistant.marking.labels import LABELS, MEANINGS, SIGNS
from assistant.marking.page import marks_fragment
from assistant.marking.page import turns as speaker_turns
from assistant.marking.parts import clauses_of, in_parts
from assistant.schema import Answer, Citation, Document, Evidence, Mark, MarkKind, Sentence, Statement

__all__ = [
    "REASONS",
    "Pending",
    "address_of",
    "chip_html",
    "key_html",
    "listing_html",
    "reading_html",
    "render",
    "source_parts",
    "style",
    "suggestions_html",
    "talk_html",
    "threads_html",
    "web_address",
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

_BEARS_OPINION = (MarkKind.OPINION, MarkKind.MIXED)
_CLAIMS: tuple[MarkKind, ...] = (
    MarkKind.FACT, MarkKind.QUOTATION, MarkKind.UNSURE, MarkKind.MIXED, MarkKind.OPINION,
)  # fmt: skip
_AROUND = 4
_UNSEEN = re.compile(
    "([\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff])"
)


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
    return _environment.get_template(f"{template}.html").render(**values)


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
) -> str:
    """Return a conversation as the page shows it.

    Args:
        turns: Its turns, oldest first.
        key: Its id, or None if it is not kept yet.
        pending: The question at hand.
        suggested: Questions to offer where nothing has been asked.
        size: How many documents the library holds.
        read_only: Whether documents may not be added.
    """
    return render(
        "talk", turns=turns, key=key, pending=pending, suggested=suggested, size=size, read_only=read_only,
        reasons=REASONS,
    )  # fmt: skip


def suggestions_html(questions: Sequence[str]) -> str:
    """Return questions to ask instead of one that was refused; "" if there are none."""
    made = getattr(_environment.get_template("macros.html").module, "suggestions")  # noqa: B009
    return str(made(questions, "You could ask instead:"))


def chip_html(mark: Mark) -> str:
    """Return a mark as a small label that does not rely on colour alone."""
    return str(getattr(_environment.get_template("macros.html").module, "chip")(mark))  # noqa: B009


def key_html() -> str:
    """Return what each mark means, for where no source is shown yet."""
    return render("key", marks=[Mark(kind) for kind in _CLAIMS])


def address_of(item: Citation | Evidence) -> str:
    """Return the fragment by which the page finds cited words, whichever turn they were cited in."""
    start, end = (item.start, item.end) if isinstance(item, Citation) else (item.sentence.start, item.sentence.end)
    return f"cite-{item.document_id}-{start}-{end}"


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
        "page": document.page_at(start), "link": web_address(document.url),
    }  # fmt: skip


def web_address(url: str | None) -> str | None:
    """Return an address that may be linked to, or None."""
    return url if url and re.match(r"https?://[^\s]+$", url) else None


def reading_html(documents: Sequence[Document], document: Document | None, sentences: Sequence[Sentence]) -> str:
    """Return the reading view: one document with every sentence under its mark."""
    marks = Markup(marks_fragment(document, sentences)) if document else ""  # escaped by marking/page.py
    link = web_address(document.url) if document else None
    return render("reading", documents=documents, document=document, marks=marks, link=link)


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
        "opinion": round(100 * sum(said[kind] for kind in _BEARS_OPINION) / total),
    }


# What the templates ask for


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


def _sources(answer: Answer | Pending) -> list[Citation]:
    """Return what an answer cites, in the order of its numbers, each place once."""
    found: dict[str, Citation] = {}
    for citation in (c for s in answer.statements for c in s.citations):
        found.setdefault(address_of(citation), citation)
    return list(found.values())


def _numbers(answer: Answer | Pending) -> dict[str, int]:
    return {address_of(citation): number for number, citation in enumerate(_sources(answer), start=1)}


def _several(answer: Answer | Pending) -> bool:
    """Whether an answer rests on more than one document, so that each statement must name its own."""
    return len({citation.document_id for citation in _sources(answer)}) > 1


def _caution(answer: Answer) -> str:
    """Return what a reader must be told before an answer that reports no fact, or ""."""
    kinds = {statement.mark.kind for statement in answer.statements}
    if not kinds or kinds & {MarkKind.FACT, MarkKind.QUOTATION, MarkKind.FURNITURE, MarkKind.QUESTION}:
        return ""
    if kinds == {MarkKind.OPINION}:
        return "The documents give only opinion on this."
    if kinds <= set(_BEARS_OPINION):
        return "The documents mix fact and opinion on this."
    return "None of this is clearly reported as fact."


def _about(document: Document) -> str:
    return " · ".join(part for part in (document.author, document.publisher, document.date) if part)


_FILTERS = {
    "words": _words, "label": _label, "pieces": _pieces, "clauses": _clauses, "sources": _sources,
    "numbers": _numbers, "several": _several, "caution": _caution, "about": _about, "address": address_of,
    "line": lambda text: " ".join(text.split()),
}  # fmt: skip


def _make_environment() -> Environment:
    made = Environment(
        loader=PackageLoader("assistant.web"), autoescape=True, undefined=StrictUndefined, auto_reload=False,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(_FILTERS)
    made.globals.update(signs=SIGNS, labels=LABELS, meanings=MEANINGS)
    return made


_environment = _make_environment()
