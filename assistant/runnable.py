"""The assistant as a LangChain runnable, for chains and agents: a question in, a cited message out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, convert_to_messages
from langchain_core.messages.content import Citation as Annotation
from langchain_core.messages.content import ContentBlock, create_citation, create_text_block
from langchain_core.prompt_values import PromptValue
from langchain_core.runnables import Runnable, RunnableConfig

from assistant.assistant import Assistant
from assistant.errors import QuestionError
from assistant.schema import Answer, Statement
from assistant.stepping import stepped

__all__ = ["REFUSAL", "AnswerRunnable"]

REFUSAL = "The documents do not answer this."


class AnswerRunnable(Runnable[Any, AIMessage]):
    """Answers a question from the documents, or says that they do not answer it.

    Takes a question, a dict with it under "question" or "input", a prompt, or messages in any of LangChain's forms,
    whose last is the question.
    Gives a message with one text block per statement; a block's annotations are LangChain's citations, with the exact
    quote, and mark, voice, document and span as extras. `additional_kwargs["abstained"]` tells a refusal.
    """

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant

    def invoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> AIMessage:
        """Return the whole answer.

        Raises:
            QuestionError: If the input holds no question.
        """
        return self._call_with_config(self._answer, input, config, run_type="chain")

    def stream(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[AIMessage]:
        """Yield the answer statement by statement, as message chunks that add up to it."""
        yield from self._transform_stream_with_config(iter([input]), self._chunks, config, run_type="chain")

    async def astream(
        self, input: Any, config: RunnableConfig | None = None, **kwargs: Any
    ) -> AsyncIterator[AIMessage]:
        """Yield as `stream` does, without holding up the event loop."""
        async for chunk in stepped(self.stream(input, config, **kwargs)):
            yield chunk

    def _answer(self, asked: Any) -> AIMessage:
        answer = self.assistant.ask(_question(asked))
        blocks = [_block(statement, i) for i, statement in enumerate(answer.statements)]
        return AIMessage(content_blocks=blocks or [_refusal()], additional_kwargs=_about(answer))

    def _chunks(self, inputs: Iterator[Any]) -> Iterator[AIMessageChunk]:
        for asked in inputs:
            for i, part in enumerate(self.assistant.stream(_question(asked))):
                if isinstance(part, Statement):
                    yield AIMessageChunk(content=[dict(_block(part, i))])
                else:
                    blocks = [dict(_refusal())] if part.abstained else []
                    yield AIMessageChunk(content=[*blocks], additional_kwargs=_about(part), chunk_position="last")


def _question(asked: Any) -> str:
    if isinstance(asked, dict):
        asked = asked.get("question", asked.get("input", asked.get("messages", "")))
    if isinstance(asked, PromptValue):
        asked = asked.to_messages()
    if isinstance(asked, list | tuple) and asked:
        with suppress(ValueError, TypeError, NotImplementedError):  # what is no message is told below
            [asked] = convert_to_messages(asked[-1:])
    if isinstance(asked, BaseMessage):
        asked = str(asked.text)
    if not isinstance(asked, str):
        raise QuestionError(f"cannot read a question from {type(asked).__name__}; give a string or messages")
    return asked


def _block(statement: Statement, index: int) -> ContentBlock:
    text = f"{' ' if index else ''}{statement.text}"
    annotations = [_annotation(statement, number, text) for number in range(len(statement.citations))]
    return create_text_block(text, annotations=list(annotations), index=index)


def _annotation(statement: Statement, number: int, text: str) -> Annotation:
    citation = statement.citations[number]
    return create_citation(
        url=citation.url,
        title=citation.title,
        start_index=len(text) - len(statement.text),
        end_index=len(text),
        cited_text=citation.quote,
        document_id=citation.document_id,
        start=citation.start,
        end=citation.end,
        speaker=citation.speaker,
        mark=statement.mark.kind.value,
        voice=statement.mark.voice,
    )


def _refusal() -> ContentBlock:
    return create_text_block(REFUSAL, annotations=[], index=0)


def _about(answer: Answer) -> dict[str, Any]:
    return {
        "abstained": answer.abstained,
        "reason": answer.reason.value if answer.reason else None,
        "caveats": list(answer.caveats),
        "notes": list(answer.notes),
        "dropped": [asdict(dropped) for dropped in answer.dropped],
    }
