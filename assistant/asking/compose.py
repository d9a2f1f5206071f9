"""From evidence to an answer made of exact source words: the fewest sentences that answer, and what they lean on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking.read import ANSWERS
from assistant.library.catalogue import Catalogue
from assistant.schema import Citation, Document, Evidence, Mark, MarkKind, Sentence, Statement

__all__ = ["caveats", "compose"]

_NEAR_BEST = 0.8
_LEANS = re.compile(
    r"(?:And |But |So |Then |Also, )?(?:He|She|They|It|His|Her|Their|Its|This|That|These|Those|Such|Both|There)\b"
)


def compose(catalogue: Catalogue, evidence: Sequence[Evidence], *, most: int) -> list[Statement]:
    """Choose the statements of an extractive answer.

    Args:
        catalogue: Where the documents are kept.
        evidence: Ranked sentences, best first; those scoring below `ANSWERS` are not used.
        most: Most statements.

    Returns:
        The sentence that answers first, then others nearly as good: facts, then quoted words, then opinions.
        A statement whose sentence leans on the one before ("This force is …") shows both, under the weaker
        mark. Empty if nothing answers.
    """
    chosen = [e for e in evidence if e.score >= ANSWERS and e.score >= _NEAR_BEST * evidence[0].score]
    chosen = _without_repeats(chosen)[:most]
    if not chosen:
        return []
    first, rest = chosen[0], sorted(chosen[1:], key=lambda e: (e.mark.kind.weakness, e.rank))
    statements: list[Statement] = []
    shown: set[tuple[str, int]] = set()
    for item in (first, *rest):
        if (item.document_id, item.position) in shown:
            continue
        positions = _with_support(catalogue.sentences(item.document_id), item.position)
        statements.append(_statement(catalogue, item.document_id, positions))
        shown.update((item.document_id, position) for position in positions)
    return statements


def caveats(catalogue: Catalogue, statements: Sequence[Statement]) -> tuple[str, ...]:
    """Return what the cited documents say of themselves, each once, where anything but furniture is cited."""
    ids = dict.fromkeys(c.document_id for s in statements if s.mark.kind is not MarkKind.FURNITURE for c in s.citations)
    found = (catalogue.document(document_id).caveat for document_id in ids)
    return tuple(dict.fromkeys(caveat for caveat in found if caveat))


def _without_repeats(evidence: Sequence[Evidence]) -> list[Evidence]:
    seen: set[str] = set()
    kept = []
    for item in evidence:
        key = re.sub(r"\W+", " ", item.text).casefold().strip()
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept


def _with_support(sentences: Sequence[Sentence], position: int) -> list[int]:
    """Return a sentence's position, after the one before if it leans on that one."""
    if position == 0 or not _LEANS.match(sentences[position].text):
        return [position]
    before = sentences[position - 1]
    same_turn = before.speaker == sentences[position].speaker
    usable = before.mark.kind not in (MarkKind.QUESTION, MarkKind.FURNITURE)
    return [position - 1, position] if same_turn and usable else [position]


def _statement(catalogue: Catalogue, document_id: str, positions: Sequence[int]) -> Statement:
    document, sentences = catalogue.document(document_id), catalogue.sentences(document_id)
    chosen = [sentences[position] for position in positions]
    return Statement(
        text=" ".join(sentence.text for sentence in chosen),
        mark=_mark(chosen),
        citations=tuple(_citation(document, sentence) for sentence in chosen),
    )


def _mark(sentences: Sequence[Sentence]) -> Mark:
    # The statement is about its last sentence; what it leans on can only weaken it.
    return Mark.weakest([sentences[-1].mark, *(sentence.mark for sentence in sentences[:-1])])


def _citation(document: Document, sentence: Sentence) -> Citation:
    return Citation(
        document_id=document.id,
        title=document.title,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
        speaker=sentence.speaker,
        page=document.page_at(sentence.start),
        url=document.url,
    )
