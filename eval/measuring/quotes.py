"""Whose words a quotation is given to, against articles in which every attribution was marked by people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import MarkKind, Sentence
from assistant.marking.quotes import quoted_spans
from eval.datasets.types import AttributedArticle, Attribution, Span
from eval.measuring.records import Record

__all__ = ["direct_records", "indirect_records", "same_source"]

_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
_PRONOUNS = frozenset("he she they it we i who him her them".split())
_FEWEST_WORDS = 4


def direct_records(article: AttributedArticle, sentences: Sequence[Sentence]) -> Iterator[Record]:
    """Yield a record for every direct quotation of four words and more that people or the assistant attribute.

    Args:
        article: The article with its gold.
        sentences: The assistant's sentences of it.

    Returns:
        Records of "gold" (the names people gave, perhaps none), "party" (ours, or None) and "right". Gold that is a
        pronoun stands for the source named last before it.
    """
    for start, end in _quotations(article.source.text):
        gold = [a for a in article.attributions if _overlap(a.content, start, end) * 2 > end - start]
        names = [name for attribution in gold for name in _names(article, attribution)]
        if gold and not names:
            continue  # people say that it is somebody's, and not whose
        inside = [s for s in sentences if s.start < end and s.end > start]
        ours = next((s for s in inside if s.mark.kind is MarkKind.QUOTATION), None)
        if names or ours:
            yield _record(article, start, names, ours)


def indirect_records(article: AttributedArticle, sentences: Sequence[Sentence]) -> Iterator[Record]:
    """Yield a record for every sentence without a direct quotation that people or the assistant attribute."""
    quotations = list(_quotations(article.source.text))
    for sentence in sentences:
        if any(start < sentence.end and end > sentence.start for start, end in quotations):
            continue
        size = sentence.end - sentence.start
        gold = [a for a in article.attributions if _overlap(a.content, sentence.start, sentence.end) * 3 > size]
        names = [name for attribution in gold for name in _names(article, attribution)]
        ours = sentence if sentence.mark.kind is MarkKind.QUOTATION else None
        if (names or ours) and bool(gold) == bool(names):
            yield _record(article, sentence.start, names, ours)


def same_source(party: str, cue: str, gold: str) -> bool:
    """Return whether a party is the one that gold names: by surname, in the same words, or through the same mention.

    Args:
        party: As the assistant names it.
        cue: The reason it gives, which holds the mention.
        gold: As people marked it: a name, perhaps with a description, or a description alone.

    Example:
        >>> same_source("Ana Brito", "", "Mayor Brito, who opened the hall"), same_source("Ana Brito", "", "Lund")
        (True, False)
    """
    ours, theirs, cued = _plain(party), _plain(gold), _plain(cue)
    if not ours or not theirs:
        return False
    head = _plain(gold.split(",")[0].split(" who ")[0]) or theirs
    return ours[-1] in theirs or head[-1] in ours or head == cued[2 : 2 + len(head)]


def _record(article: AttributedArticle, start: int, names: list[str], ours: Sentence | None) -> Record:
    party = ours.mark.party if ours else None
    cue = ours.mark.reasons[0] if ours else ""
    return {
        "id": f"{article.source.name}:{start}",
        "source": article.source.name,
        "gold": names,
        "party": party,
        "right": bool(party) and any(same_source(party or "", cue, name) for name in names),
    }


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for line in text.split("\n"):
        for start, end in quoted_spans(line):
            if len(_WORD.findall(line[start:end])) >= _FEWEST_WORDS:
                yield position + start, position + end
        position += len(line) + 1


def _overlap(spans: Sequence[Span], start: int, end: int) -> int:
    return sum(max(0, min(span.end, end) - max(span.start, start)) for span in spans)


def _names(article: AttributedArticle, attribution: Attribution) -> list[str]:
    """Return the words that name a source, and for a pronoun also the source named last before it."""
    span = attribution.source
    if span is None or span == attribution.cue:
        return []
    name = article.words(span)
    if name.casefold() not in _PRONOUNS:
        return [name] if name[:1].isupper() or " " in name else []
    earlier = [a.source for a in article.attributions if a.source and a.source.start < span.start]
    named = [article.words(s) for s in earlier if article.words(s).casefold() not in _PRONOUNS | {"said"}]
    return [name, *named[-1:]]


def _plain(text: str) -> list[str]:
    return [re.sub(r"[’']s?$", "", word.casefold()) for word in _WORD.findall(text)]
