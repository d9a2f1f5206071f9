"""What may be asked, and what an answer that comes in parts ends with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.errors import QuestionError
from assistant.schema import Answer, Statement

__all__ = ["LONGEST_QUESTION", "checked", "in_two_parts", "last_of"]

LONGEST_QUESTION = 4_000
"""Most characters of a question."""

_TWO_PARTS = re.compile(
    r"\b(?:and|or|but)\s+(?:\w+\s+)?(?:who|what|when|where|why|how|which|whom|whose|did|was|is|does|has)\b", re.I
)


def checked(question: str) -> str:
    """Return a question on one line, with "?" for what is no character (half a surrogate pair).

    Raises:
        QuestionError: If it is empty, or longer than `LONGEST_QUESTION`.
    """
    question = " ".join(question.encode("utf-8", "replace").decode().split())
    if not question:
        raise QuestionError("the question is empty; ask something in words")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"the question has {len(question):,} characters, at most {LONGEST_QUESTION:,} can be read; shorten it"
        )
    return question


def in_two_parts(question: str) -> bool:
    """Return whether a question asks two things.

    Example:
        >>> in_two_parts("When did it open, and who paid?"), in_two_parts("Did Holm and Olmo pay?")
        (True, False)
    """
    return bool(_TWO_PARTS.search(question))


def last_of(parts: Iterator[Statement | Answer]) -> Answer:
    """Return the whole answer, which a stream of its statements ends with."""
    *_, answer = parts
    assert isinstance(answer, Answer)
    return answer
