"""A conversation: questions that lean on the ones before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from assistant.asking.understanding.again import shown_again
from assistant.asking.understanding.followup import may_begin_anew
from assistant.asking.understanding.question import checked, last_of
from assistant.errors import QuestionError
from assistant.schema import Answer, Statement, Where
from assistant.stepping import stepped

if TYPE_CHECKING:
    from assistant.assistant import Assistant

__all__ = ["Chat"]


class Chat:
    """A conversation with one assistant.

    Attributes:
        history: Its answers, oldest first.
    """

    def __init__(self, assistant: Assistant, history: Iterable[Answer] = ()) -> None:
        self._assistant = assistant
        self.history = list(history) if isinstance(history, Iterable) else [history]
        if wrong := [type(one).__name__ for one in self.history if not isinstance(one, Answer)]:
            raise QuestionError(
                f"the history of a conversation is of Answers, not {wrong[0]}; give what `ask` returned"
            )

    def ask(self, question: str, *, where: Where | None = None) -> Answer:
        """Answer a question that may lean on the ones before ("and what did he say?").

        The answer's `standalone_question` tells how it was understood. Arguments and errors as `Assistant.ask`.
        """
        return last_of(self.stream(question, where=where))

    def stream(self, question: str, *, where: Where | None = None) -> Iterator[Statement | Answer]:
        """Answer as `ask` does, statement by statement, as `Assistant.stream`; it joins the history at its end."""
        asker = self._assistant.asker
        deadline = asker.deadline()  # for both: understanding and answering
        question = checked(question)
        if again := self._again(question, where):
            self.history.append(again)
            yield from again.statements
            yield again
            return
        understood = asker.understood(question, self.history, deadline)
        cited = (c for answer in self.history for statement in answer.statements for c in statement.citations)
        shown = {(citation.document_id, citation.start) for citation in cited}
        parts = asker.stream(question, understood, where, deadline=deadline, shown=shown)
        first = next(parts)
        if may_begin_anew(question, understood) and _refused(first):
            # It may as well have begun something new, which what was spoken of only obscures.
            anew = asker.stream(question, question, where, deadline=deadline)
            begun = next(anew)
            if not _refused(begun):
                first, parts = begun, anew
        for part in chain([first], parts):
            if isinstance(part, Answer):
                self.history.append(part)
            yield part

    def _again(self, question: str, where: Where | None) -> Answer | None:
        """Return what was shown last, if that is what a question asks of and all of it may still be shown."""
        again = None if where else shown_again(question, self.history)
        return again if again and self._assistant.asker.holds_what(again) else None

    async def aask(self, question: str, *, where: Where | None = None) -> Answer:
        """Answer as `ask` does, without holding up the event loop."""
        return await asyncio.to_thread(self.ask, question, where=where)

    def astream(self, question: str, *, where: Where | None = None) -> AsyncIterator[Statement | Answer]:
        """Answer as `stream` does, without holding up the event loop."""
        return stepped(self.stream(question, where=where))


def _refused(part: Statement | Answer) -> bool:
    return isinstance(part, Answer) and part.abstained
