"""What may be asked, and what an answer that comes in parts ends with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import index

from assistant.errors import QuestionError
from assistant.schema import Answer, Statement, Where

__all__ = [
    "AUXILIARY",
    "LONGEST_QUESTION",
    "SUBJECT",
    "checked",
    "checked_count",
    "checked_part",
    "in_two_parts",
    "last_of",
    "parts_of",
]

LONGEST_QUESTION = 4_000
"""Most characters of a question."""

_WH = r"(?:who|whom|whose|what|when|where|why|how|which)"
AUXILIARY = r"(?:did|do|does|was|were|is|are|has|have|had|can|could|will|would|should|may|might|must)"
_BY = (
    r"(?:(?:about|after|against|at|before|between|by|during|for|from|in|into|near|of|on|over|since|through|to|under|until"
    r"|with|within)\s)?"
)
SUBJECT = r"(?:it|he|she|they|we|you|I|there|this|that|these|those|the|an?|his|her|its|their|any\w*|some\w*|[A-Z]\w*)\b"
_AND = re.compile(  # "and how are they set" and "and is it open" ask for more, "and how they are set" does not
    rf"(?:,\s*|\s)(?:and|but|or)\s+(?:also\s+|if so,?\s+|then\s+)?"
    rf"(?={_BY}(?i:{_WH})\b(?!\s{SUBJECT})|(?<!or )(?i:{AUXILIARY})\s{SUBJECT})"
)
_AND_INDIRECT = re.compile(rf"(?:,\s*|\s)(?:and|or)\s+(?:also\s+)?(?={_BY}{_WH}\b)", re.I)
_INDIRECT = re.compile(
    r"(?:please )?(?:(?:can|could|would) you )?"
    r"(?:tell|explain|describe|list|say|do (?:you|we) know|i(?:'d| would) like to know)\b",
    re.I,
)
_ENDED = re.compile(r"(?<=\?)\s+(?=\S)")
_BARE = re.compile(rf"{_BY}{_WH}(?:\s(?:exactly|so|not|long|much|many|often|far))?\W*", re.I)
_LED = re.compile(rf"(?:\w+\s)?{_WH}\b(?:\s\w+){{0,4}}?\s(?={AUXILIARY}\b)", re.I)
_WHO_DID = re.compile(rf"(?i:who)\s(?:(?P<did>(?i:{AUXILIARY})\s)(?!{SUBJECT})|(?!(?i:{AUXILIARY})\b))")
_ASKS = re.compile(rf"(?:(?:and|or|but|also)\s)*(?:{_BY}{_WH}|{AUXILIARY})\b", re.I)
_EMPTY = re.compile(r"(?:\W|\b(?:and|or|but|also)\b)*")
_MOST_PARTS = 3


def checked(question: str) -> str:
    """Return a question on one line, with "?" for what is no character (half a surrogate pair).

    Raises:
        QuestionError: If it is no text, empty, or longer than `LONGEST_QUESTION`.
    """
    if not isinstance(question, str):
        raise QuestionError(f"a question is a str, not {type(question).__name__}; ask something in words")
    question = " ".join(question.encode("utf-8", "replace").decode().split())
    if not question:
        raise QuestionError("the question is empty; ask something in words")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"the question has {len(question):,} characters, at most {LONGEST_QUESTION:,} can be read; shorten it"
        )
    return question


def checked_part(where: Where | None) -> Where | None:
    """Return which part of the library is asked.

    Raises:
        QuestionError: If it is told in another form, such as a dict.
    """
    if where is not None and not isinstance(where, Where):
        raise QuestionError(f"where is a Where, not {type(where).__name__}; give such as Where(authors=['Wu Wei'])")
    return where


def checked_count(name: str, count: int) -> int:
    """Return how many are wanted; nothing below none.

    Raises:
        QuestionError: If it is no whole number.
    """
    try:
        return max(index(count), 0)
    except TypeError:
        raise QuestionError(f"{name} is a whole number, not {count!r}; give such as {name}=5") from None


def parts_of(question: str) -> tuple[str, ...]:
    """Return what a question asks, one thing at a time; itself alone if it asks one thing.

    A part that is no more than a question word ("and why?") takes the rest of the part before it.

    Example:
        >>> parts_of("When did the bank open, and who paid for it?")
        ('When did the bank open?', 'who paid for it?')
        >>> parts_of("What did Holm say of prices and how they are set?"), parts_of("Where did it sink and why?")
        (('What did Holm say of prices and how they are set?',), ('Where did it sink?', 'why did it sink?'))
        >>> parts_of("Who built the pier, and when?")
        ('Who built the pier?', 'when was it that somebody built the pier?')
    """
    found: list[str] = []
    for sentence in _ENDED.split(question):
        pattern = _AND_INDIRECT if _INDIRECT.match(sentence) else _AND
        if not found or sentence.endswith("?") or _ASKS.match(sentence):  # not "Please be brief."
            found += pattern.split(sentence, maxsplit=_MOST_PARTS - 1)
    found = [part.strip(" ?!.,;") for part in found]
    found = [part for part in found if not _EMPTY.fullmatch(part)]
    if not 1 < len(found) <= _MOST_PARTS:
        return (question,)
    whole: list[str] = []
    for part in found:
        whole.append(f"{_with_rest(part, whole[-1]) if whole and _BARE.fullmatch(part) else part}?")
    return tuple(whole)


def _with_rest(word: str, before: str) -> str:
    if who := _WHO_DID.match(before):
        did = before[who.end() :]
        asked = who["did"] or ("is it that " if did.split(" ")[0].endswith("s") else "was it that ")
        return f"{word} {asked}somebody {did}".rstrip("?")
    led = _LED.match(before)
    rest = before[led.end() :] if led else before[:1].lower() + before[1:]
    return f"{word} {rest}".rstrip("?")


def in_two_parts(question: str) -> bool:
    """Return whether a question asks more than one thing."""
    return len(parts_of(question)) > 1


def last_of(parts: Iterator[Statement | Answer]) -> Answer:
    """Return the whole answer, which a stream of its statements ends with."""
    *_, answer = parts
    assert isinstance(answer, Answer)
    return answer
