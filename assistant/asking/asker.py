"""One question of a library, alone or in a conversation: understood, answered, and worded where there is a model."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.asking.composing.answer import answered
from assistant.asking.generating.chat_model import ChatModel
from assistant.asking.generating.generate import generated
from assistant.asking.generating.rewrite import rewritten
from assistant.asking.judging.judge import Judge
from assistant.asking.understanding.followup import signed_by
from assistant.asking.understanding.in_context import in_context
from assistant.asking.understanding.question import checked, checked_part
from assistant.asking.understanding.spelling import respelt
from assistant.errors import LibraryError
from assistant.library.catalogue import Catalogue
from assistant.library.library import Library
from assistant.schema import Answer, Statement, Where

__all__ = ["Asker", "undisturbed"]

T = TypeVar("T")
_TRIES = 5


@dataclass(frozen=True)
class Asker:
    """What answers the questions of one library.

    Attributes:
        library: Where the documents are kept.
        judge: Reads them.
        model: Words the answers; None leaves them in the documents' own words.
        statements: Most statements of an answer, for each thing that is asked.
    """

    library: Library
    judge: Judge
    model: ChatModel | None
    statements: int

    def deadline(self) -> float | None:
        """Return when a question that is put now must be answered, by `time.monotonic`; None without a model."""
        return time.monotonic() + self.model.timeout if self.model else None

    def understood(self, question: str, history: Sequence[Answer], deadline: float | None) -> str:
        """Return a question that needs no conversation: by the model if it keeps to what was said, else by rules.

        Args:
            question: As asked.
            history: The answers before, oldest first.
            deadline: When the model must be done.
        """
        written = rewritten(self.model, question, history, deadline) if self.model and history and deadline else None
        return written or undisturbed(self.library.catalogue, lambda: in_context(self.library, question, history))

    def stream(
        self,
        question: str,
        understood: str,
        where: Where | None,
        *,
        deadline: float | None = None,
        shown: Collection[tuple[str, int]] = (),
    ) -> Iterator[Statement | Answer]:
        """Yield the statements of an answer, each as soon as it stands, and the whole answer last.

        Args:
            question: As asked.
            understood: The same, so that it stands alone.
            where: Which part of the library may answer; None for all of it.
            deadline: When the model must be done; by default counted from when the documents are read.
            shown: Document and first character of every sentence that the conversation has shown.

        Raises:
            QuestionError: If the question is empty or longer than 4,000 characters, or the filter or its date is none.
        """
        where = checked_part(where)
        catalogue = self.library.catalogue
        understood = respelt(catalogue, self._of_the_author(checked(understood)))
        answer, evidence = undisturbed(
            catalogue,
            lambda: answered(
                self.library, self.judge, question, understood, where=where, shown=shown, most=self.statements
            ),
        )
        until = deadline or self.deadline()
        if self.model and until and answer.statements:
            yield from generated(self.model, catalogue, answer, evidence, deadline=until)
            return
        yield from answer.statements
        yield answer

    def holds_what(self, answer: Answer) -> bool:
        """Whether the library still has every document that an answer cites."""
        held = self.library.catalogue.document_ids()
        return all(c.document_id in held for statement in answer.statements for c in statement.citations)

    def _of_the_author(self, question: str) -> str:
        """Return a question with the name of whoever alone signs what the library holds, for "the author"."""
        signing = self.library.catalogue.authors()
        return signed_by(question, signing[0]) if len(signing) == 1 else question


def undisturbed(catalogue: Catalogue, reading: Callable[[], T]) -> T:
    """Return what is read of a library; read anew if what was found left it meanwhile.

    Args:
        catalogue: Of the library; another thread may add to it or remove from it.
        reading: Reads it, in several steps.

    Raises:
        LibraryError: If documents leave it faster than it can be read.
    """
    for _ in range(_TRIES):
        generation = catalogue.generation
        try:
            return reading()
        except Exception:  # whatever a step makes of a document that an earlier one has found and that is gone
            if catalogue.generation == generation:
                raise
    raise LibraryError("the library changed each time it was read; ask again")
