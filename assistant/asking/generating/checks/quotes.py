"""Whether words in quotation marks stand word for word in one cited sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking.wording.words import STOP_WORDS, WORD, plain
from assistant.marking.quotes import quoted_spans

__all__ = ["misquoted", "quotations", "sources_of", "unquoted"]


def quotations(claim: str) -> list[str]:
    """Return what a claim puts between quotation marks, marks left out."""
    return [words for a, b in quoted_spans(claim) if (words := _bare(claim[a:b]))]


def unquoted(claim: str) -> str:
    """Return a claim without its quotations: the words that the writer himself answers for."""
    text = claim
    for a, b in reversed(quoted_spans(claim)):
        text = text[:a] + " " + text[b:]
    return text


def misquoted(claim: str, sources: Sequence[str]) -> str | None:
    """Return quoted words that no cited sentence has as they stand; None if all are verbatim.

    Typographic form, the case of the first letter and the mark at the end may differ; nothing may be left out of
    the middle, and no quotation may run from one sentence into another. The title of a work may be in other case.
    """
    return next((w for w in quotations(claim) if not sources_of(w, sources) and not _titled(w, sources)), None)


def _titled(words: str, sources: Sequence[str]) -> bool:
    """Whether quoted words are a title, each with a capital, that a source has in letters of another case."""
    content = [word for word in WORD.findall(words) if word.casefold() not in STOP_WORDS]
    if not content or not all(word[0].isupper() for word in content):
        return False
    wanted = re.compile(rf"(?<!\w){re.escape(_bare(plain(words)))}(?!\w)", re.I)
    found = (wanted.search(plain(source)) for source in sources)
    # There, too, it must be a name.
    return any(match and any(letter.isupper() for letter in match.group()) for match in found)


def sources_of(words: str, sources: Sequence[str]) -> list[int]:
    """Return which sources hold quoted words verbatim."""
    wanted = _bare(plain(words))
    pattern = re.compile(rf"(?<!\w){re.escape(wanted[:1])}{re.escape(wanted[1:])}(?!\w)") if wanted else None
    loose = re.compile(pattern.pattern, re.I) if pattern else None
    found = []
    for i, source in enumerate(sources):
        text = plain(source)
        if pattern is None or pattern.search(text):
            found.append(i)
        elif loose:
            match = loose.search(text)
            # Only the first letter may change its case.
            if match and match.group()[1:] == wanted[1:]:
                found.append(i)
    return found


def _bare(words: str) -> str:
    return words.strip().strip("“”\"„«»‘’'").strip().rstrip(".,;:!?…").strip()
