"""Questions that a library can answer, made from its own sentences: who says something, and about what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from assistant.library.catalogue import Catalogue
from assistant.schema import MarkKind, Sentence, Where

__all__ = ["askable", "suggest"]

_KINDS = (MarkKind.OPINION, MarkKind.QUOTATION, MarkKind.FACT)
_DOCUMENTS = 12
_TRIES = 24
_SHORT, _LONG = 40, 300

_NAME = re.compile(
    r"(?P<article>\b[Tt]he )?"
    r"(?P<name>[A-Z][\w’'-]*[a-z][\w’'-]*(?: (?:(?:of|de|van|von|bin|al|for|and the|of the) )?[A-Z][\w’'-]*)*)"
)
_PERIODS = frozenset(
    """
    january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday mr mrs ms dr prof sir
    """.split()
)
# A name before any other word may be no more than an adjective: "the Ukraine conflict", "Chinese goods".
_STANDS = re.compile(
    r"(?:[’']s)?(?:$|[^\w\s’'-]|\s+(?:a|after|and|are|as|at|before|but|by|during|for|from|had|has|have|in|into|is|"
    r"near|of|on|or|since|that|through|to|under|until|was|were|when|where|which|while|who|will|with|would)\b)"
)
_LEADING = re.compile(r"(?:After|And|As|At|Before|But|For|From|If|In|Of|On|Since|That|This|To|When|While|With)\s")
_OPENS = re.compile(r"(?:^|[.!?:“\"‘(]\s*)$")


def suggest(sentences: Iterable[Sentence], answers: Callable[[str, Sentence], bool], *, most: int) -> list[str]:
    """Return questions whose voice and topic both stand in the text, and which the text answers.

    Args:
        sentences: What to make them from, the likeliest first.
        answers: Whether a question is answered by the sentence it was made from.
        most: How many at most, no two of one topic.
    """
    found: dict[str, str] = {}
    for sentence in sentences:
        topic = _topic(sentence)
        if not topic or any(topic in other or other in topic for other in found):
            continue
        question = _question(sentence, topic)
        if answers(question, sentence):
            found[topic] = question
            if len(found) == most:
                break
    return list(found.values())


def askable(catalogue: Catalogue, where: Where | None) -> Iterator[Sentence]:
    """Yield sentences to make questions from: of each document in turn, an opinion, quoted words, a fact, and again."""
    wanted = where.documents if where else ()
    ids = sorted(key for key in catalogue.document_ids() if not wanted or key in wanted)[:_DOCUMENTS]
    shelves = [[s for s in catalogue.sentences(key) if _topic(s) and _SHORT <= len(s.text) <= _LONG] for key in ids]
    tries = ((kind, i) for i in range(_TRIES) for kind in _KINDS)
    yield from islice(
        (
            fitting[i]
            for kind, i in tries
            for shelf in shelves
            if i < len(fitting := [s for s in shelf if s.mark.kind is kind])
        ),
        _TRIES,
    )


def _question(sentence: Sentence, topic: str) -> str:
    voice = sentence.mark.voice
    if not voice:
        return f"What do the documents say about {topic}?"
    if sentence.mark.kind is MarkKind.QUOTATION:
        return f"What did {voice.split(', quoted by')[0]} say about {topic}?"
    return f"What does {voice} say about {topic}?"


def _topic(sentence: Sentence) -> str | None:
    """Return the longest name in a sentence that is not the name of who speaks, or None."""
    if sentence.mark.kind not in _KINDS:
        return None
    voices = [voice.casefold() for voice in (sentence.mark.voice, sentence.speaker) if voice]
    names = [
        (article, name)
        for article, name in _names(sentence.text)
        if not any(name.casefold() in voice or voice in name.casefold() for voice in voices)
    ]
    if not names:
        return None
    article, name = max(names, key=lambda pair: (len(pair[1].split()) > 1, len(pair[1])))
    return f"{'the ' if article else ''}{name}"


def _names(text: str) -> Sequence[tuple[bool, str]]:
    """Return the names in a sentence, each with whether an article stands before it."""
    found = []
    for match in _NAME.finditer(text):
        name = _LEADING.sub("", match["name"]).removesuffix("’s").removesuffix("'s")
        opens = _OPENS.search(text[: match.end("name") - len(name)])
        if not 4 <= len(name) <= 60 or name.casefold() in _PERIODS or not _STANDS.match(text[match.end() :]):
            continue
        if opens and " " not in name:  # a single word at the start of a sentence need not be a name
            continue
        found.append((bool(match["article"]), name))
    return found
