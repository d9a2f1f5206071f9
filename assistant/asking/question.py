"""What may be asked, and what an answer that comes in parts ends with."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.errors import QuestionError
from assistant.schema import Answer, Statement

__all__ = ["LONGEST_QUESTION", "checked", "last_of"]

LONGEST_QUESTION = 4_000
"""Most characters of a question."""


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


def last_of(parts: Iterator[Statement | Answer]) -> Answer:
    """Return the whole answer, which a stream of its statements ends with."""
    *_, answer = parts
    assert isinstance(answer, Answer)
    return answer
