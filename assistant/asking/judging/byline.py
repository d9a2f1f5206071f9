"""Who wrote a document: answered by the line that signs it, not by whoever edited it or is spoken of in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking.finding.retrieve import Candidate
from assistant.asking.judging.gist import meant
from assistant.asking.judging.read import Judged
from assistant.asking.understanding.request import WRITTEN
from assistant.library.library import Library
from assistant.schema import Evidence, MarkKind

__all__ = ["asks_author", "byline"]

_WHO_WROTE = re.compile(
    r"(?:and )?(?:who(?:’s|'s| is| was|m) (?:the )?(?:author|writer|columnist|essayist)(?: of (?P<of>.+?))?"
    r"|(?:and )?who (?:wrote|authored|signed|penned) (?P<wrote>.+?)"
    r"|(?:by whom was|who was) (?P<was>.+?) written(?: by)?)\W*",
    re.I,
)
_SURE = 0.95


def asks_author(question: str) -> str | None:
    """Return whose author a question asks for, in its words; None if it asks for something else.

    Example:
        >>> asks_author("Who wrote the article about the levy?"), asks_author("Who is the author?")
        ('the article about the levy', '')
        >>> asks_author("Who wrote to Ida Holm?")
    """
    match = _WHO_WROTE.fullmatch(question)
    if not match:
        return None
    what = match["of"] or match["wrote"] or match["was"] or ""
    return what if not what or re.match(rf"(?:the |this |that )?(?:\w+ )?{WRITTEN}", what, re.I) else None


def byline(library: Library, question: str, candidates: Sequence[Candidate]) -> Judged | None:
    """Return the sentence that names the author of the document which a question means.

    Args:
        library: Where it is kept.
        question: Stand-alone.
        candidates: Passages found for the question: of documents that may be meant.

    Returns:
        None if no author is asked for, the document is not sure, or no line of it names its author.
    """
    what = asks_author(question)
    document = None if what is None else meant(library, what, candidates)
    if document is None or not document.author:
        return None
    passages = library.catalogue.passages(library.catalogue.passage_ids(document.id))
    naming = [
        (sentence.mark.kind is not MarkKind.FURNITURE, position, sentence)
        for position, sentence in enumerate(library.catalogue.sentences(document.id))
        if document.author in sentence.text
    ]
    if not naming:
        return None
    _, position, sentence = min(naming, key=lambda one: one[:2])
    passage = next((p for p in passages if p.first <= position <= p.last), passages[0])
    evidence = Evidence(sentence, position, passage, document.id, document.title, _SURE, 1)
    return Judged([evidence], _SURE, 1.0)
