"""Follow-ups by a language model: it may write the stand-alone question, but bring in no name of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking.generating.chat_model import ChatModel, ModelFault
from assistant.asking.generating.checks.names import Known, foreign_name
from assistant.asking.generating.checks.numbers import foreign_number
from assistant.asking.generating.prompts import followup_messages
from assistant.asking.wording.words import content_stems
from assistant.schema import Answer

__all__ = ["rewritten"]

LONGEST = 400
_LABEL = re.compile(r"^\s*(?:(?:the\s)?(?:stand-?alone|rewritten|last)?\s*question\s*:|[-*•]|\d+[.)])\s*", re.I)


def rewritten(model: ChatModel, question: str, history: Sequence[Answer], deadline: float) -> str | None:
    """Return a question that can stand alone, as the model writes it; None if it fails or brings in something new.

    Args:
        model: Writes.
        question: As asked.
        history: Earlier turns, oldest first; at least one.
        deadline: When it must be done, by `time.monotonic`.
    """
    try:
        written = model.ask(followup_messages(question, history), deadline)
    except ModelFault:
        return None
    lines = [line for line in re.sub(r"<think>.*?</think>", "", written, flags=re.S).splitlines() if line.strip()]
    text = " ".join(_LABEL.sub("", lines[0]).strip().strip('“”"*`').split()) if lines else ""
    return text if text and _keeps(text, question, history) else None


def _keeps(text: str, question: str, history: Sequence[Answer]) -> bool:
    """Whether a rewriting says what was asked, about nothing that the conversation has not named."""
    told = [question]
    for turn in history:
        told += [turn.question, turn.standalone_question]
        told += [words for s in turn.statements for words in (s.text, s.mark.voice or "", s.citations[0].title)]
    if len(text) > LONGEST or (question.endswith("?") and not text.endswith("?")):
        return False
    if foreign_name(text, Known(told, [], [])) or foreign_number(text, told):
        return False
    # What the question itself names or asks must still be there.
    asked, written = set(content_stems(question)), set(content_stems(text))
    return len(asked & written) >= (len(asked) + 1) // 2 and foreign_name(question, Known([text], [], [])) is None
