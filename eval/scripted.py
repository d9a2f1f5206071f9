"""A chat model that says what it is told to: for measuring what is made of a model's words, whatever they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult

__all__ = ["ScriptedModel"]


class ScriptedModel(BaseChatModel):
    """Answers by a function.

    Attributes:
        script: Takes the instructions and what is put to the model; returns its words.
    """

    script: Callable[[str, str], str]

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = self.script(str(messages[0].text), str(messages[-1].text))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])
