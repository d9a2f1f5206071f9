"""Questions that a library can answer, made from its own sentences: who says something, and about what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from assistant.asking.wording.names import DAYS
from assistant.library.catalogue import Catalogue
from assistant.schema import Mark, MarkKind, Sentence, Where

__all__ = ["answers_like", "askable", "suggest"]

_KINDS = (MarkKind.OPINION, MarkKind.QUOTATION, MarkKind.FACT)
_DOCUMENTS, _LOOKED_AT = 12, 60  # documents that give questions, and those looked at to find them
_TRIES = 16
_SHORT, _LONG = 40, 300
_NEAR = 20  # characters before a name that tell how it stands in its sentence
_SURE = 0.9  # confidence from which a sentence is taken to be what its mark says

_NAME = re.compile(
    r"(?P<article>\b[Tt]he )?"
    r"(?P<name>(?:St\. )?[A-Z][\w’'-]*[a-z][\w’'-]*"
    r"(?: (?:(?:of|de|van|von|bin|al|for|and the|of the) )?[A-Z][\w’'-]*)*)"
)
_NO_NAMES = {word.casefold() for word in DAYS} | set("mr mrs ms dr prof sir".split())
# A name before any other word may be no more than an adjective: "the Ukraine conflict", "Chinese goods".
_STANDS = re.compile(
    r"(?:[’']s)?(?:$|[^\w\s’'–-]|\s+(?:a|after|and|are|as|at|before|but|by|during|for|from|had|has|have|in|into|is|"
    r"near|of|on|or|since|that|through|to|under|until|was|were|when|where|which|while|who|will|with|would)\b)"
)
# What a sentence merely passes by is no topic of it: "in Marling", "told the House", "Ana, of Marling, says".
_PASSED_BY = re.compile(
    r"(?:\b(?:above|across|after|at|before|from|in|into|near|on|outside|through|to|told|until)|,\s+of)\s+(?:the\s+)?$",
    re.I,
)
# Nor is what the speaker is introduced by: "Ana, a geologist at the Kulob Institute, says", "Bo told the House that".
_INTRODUCED = re.compile(r"(?:,\s[^,;.:]{0,60}|\s+told\s+(?:the\s+)?)")
_INTRODUCTION_ENDS = re.compile(r",|\s+(?:who|that)\b|[.!?]$")
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")
_LEADING = re.compile(r"(?:After|And|As|At|Before|But|For|From|If|In|Of|On|Since|That|This|To|When|While|With)\s")
_OPENS = re.compile(r"(?:^|[.!?:“\"‘(]\s*)$")
_BODIES = (
    "(?:Agency|Association|Authority|Bank|Board|Bureau|Commission|Committee|Company|Council|Court|Department|"
    "Directorate|Federation|Fund|Government|Institute|Ministry|Office|Party|Secretariat|Service|Society|Trust|Union)"
)
# Of a longer name only a part may have been found: "the State Fire | and Rescue Service", "Kulob Institute | of …".
_GOES_ON = re.compile(rf"\s+(?:(?:and|&)\s+(?:[A-Z][\w’'-]*\s+)*{_BODIES}\b|(?:of|for)(?: the)?\s+[A-Z]|No\b)")
_WENT_BEFORE = re.compile(r"\b[A-Z][\w’'-]*,?\s+(?:(?:and|&|of|for)(?: the)?\s+)?$")
_ADDRESSED = re.compile(r"\b(?:you|your)\b", re.I)
_NO_NAME = re.compile(r"[:;!?,]|\w{3,}\.\s|(?:\S+\s+){6}")


def suggest(sentences: Iterable[Sentence], answers: Callable[[str, Sentence], bool], *, most: int) -> list[str]:
    """Return questions whose voice and topic both stand in the text, and which the text answers.

    A sentence whose mark is not sure, or whose voice may be but a part of a name, gives none.

    Args:
        sentences: What to make them from, the likeliest first.
        answers: Whether a question is answered by the sentence it was made from, or one like it.
        most: How many at most, no two of one topic.
    """
    found: dict[str, str] = {}
    tried: list[str] = []
    for sentence in sentences:
        if len(found) >= most or len(tried) == _TRIES:
            break
        fresh = (t for t in _topics(sentence) if not any(t in other or other in t for other in found))
        topic = next(fresh, None)
        question = _question(sentence, topic) if topic else None
        if not topic or not question or question in tried:
            continue
        tried.append(question)
        if answers(question, sentence):
            found[topic] = question
    return list(found.values())


def answers_like(found: Mark, wanted: Mark) -> bool:
    """Whether an answer is one of the kind a question was made for: no weaker, and if it names a voice, of that voice.

    Args:
        found: The mark of the sentence that answers first.
        wanted: The mark of the sentence it was made from.
    """
    weakest = max(wanted.kind.weakness, MarkKind.UNSURE.weakness)
    return found.kind.weakness <= weakest and (wanted.kind is MarkKind.FACT or found.voice == wanted.voice)


def askable(catalogue: Catalogue, where: Where | None) -> Iterator[Sentence]:
    """Yield sentences to make questions from: of the first document an opinion, of the next quoted words, and so on."""
    wanted = where.documents if where else ()
    ids = sorted(key for key in catalogue.document_ids() if not wanted or key in wanted)[:_LOOKED_AT]
    fit = (sorted(filter(_fit, catalogue.sentences(key)), key=lambda s: not _of_its_topic(s)) for key in ids)
    shelves = list(islice(filter(None, fit), _DOCUMENTS))
    for i in range(_TRIES):
        for n, shelf in enumerate(shelves):
            fitting = [s for s in shelf if s.mark.kind is _KINDS[(i + n) % len(_KINDS)]]
            yield from fitting[i // len(_KINDS) :][:1]


def _fit(sentence: Sentence) -> bool:
    topics = _topics(sentence) if _SHORT <= len(sentence.text) <= _LONG else []
    return any(_question(sentence, topic) for topic in topics[:1])


def _of_its_topic(sentence: Sentence) -> bool:
    """Whether a sentence does more than pass by what would be asked of it."""
    return not _passed_by(sentence.text, _topics(sentence)[0])


def _passed_by(text: str, topic: str) -> bool:
    start = text.find(topic.removeprefix("the "))
    return bool(_PASSED_BY.search(text, max(0, start - _NEAR), start))


def _question(sentence: Sentence, topic: str) -> str | None:
    """Return the question that a sentence answers, or None if its mark is not sure enough to ask it."""
    mark = sentence.mark
    if mark.confidence < _SURE or _ADDRESSED.search(sentence.text) or not _ENDS.search(sentence.text):
        return None
    voice = mark.party
    if mark.kind is MarkKind.FACT or not voice:
        return f"What is {'known' if mark.kind is MarkKind.FACT else 'said'} about {topic}?"
    if _NO_NAME.search(voice) or _introduces(sentence.text, voice, topic):
        return None
    if mark.kind is MarkKind.QUOTATION and not _whole(voice, sentence.text):
        return None
    the = re.search(rf"^the\s|\b{_BODIES}\b", voice, re.I)
    named = f"the {re.sub(r'^the ', '', voice, flags=re.I)}" if the else voice
    asks = "did" if mark.kind is MarkKind.QUOTATION else "does"
    return f"What {asks} {named} say about {topic}?"


def _introduces(text: str, voice: str, topic: str) -> bool:
    """Whether a name belongs to what is said of the speaker, not to what the speaker says."""
    end, start = text.find(voice) + len(voice), text.find(topic)
    if end > start or not _INTRODUCED.fullmatch(text, end, start):
        return False
    return bool(_INTRODUCTION_ENDS.match(text, start + len(topic)))


def _whole(name: str, text: str) -> bool:
    """Whether a name stands in a text, and not as a part of a longer one."""
    start = text.find(name)
    return start >= 0 and not _WENT_BEFORE.search(text[:start]) and not _GOES_ON.match(text[start + len(name) :])


def _topics(sentence: Sentence) -> list[str]:
    """Return the names in a sentence, the longest first, but for the name of who speaks."""
    if sentence.mark.kind not in _KINDS:
        return []
    voices = [voice.casefold() for voice in (sentence.mark.voice, sentence.speaker) if voice]
    names = [
        (article, name)
        for article, name in _names(sentence.text)
        if not any(name.casefold() in voice or voice in name.casefold() for voice in voices)
    ]
    topics = [f"{'the ' if article else ''}{name}" for article, name in names]
    # Those that the sentence is about come first, whole names before single words.
    return sorted(topics, key=lambda topic: (_passed_by(sentence.text, topic), " " not in topic, -len(topic)))


def _names(text: str) -> Sequence[tuple[bool, str]]:
    """Return the names in a sentence, each with whether an article stands before it."""
    found = []
    for match in _NAME.finditer(text):
        name = _LEADING.sub("", match["name"]).removesuffix("’s").removesuffix("'s")
        start = match.end("name") - len(name)
        opens = _OPENS.search(text, max(0, start - _NEAR), start)
        if not 4 <= len(name) <= 60 or name.casefold() in _NO_NAMES or not _STANDS.match(text[match.end() :]):
            continue
        if opens and " " not in name:  # a single word at the start of a sentence need not be a name
            continue
        if _GOES_ON.match(text[match.end() :]) or name.endswith(" No"):
            continue
        found.append((bool(match["article"]), name))
    return found
