"""A chat model that says what it is told to: for measuring what is made of a model's words, whatever they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult

from eval.datasets.errors import DatasetError

__all__ = ["NUMBERED", "ScriptedModel", "scripted"]

NUMBERED = re.compile(r"^\[(\d+)\] \([^)]*\) (.*)$", re.M)
"""The numbered sentences that a model is given, and their words; see `assistant.asking.generating.prompts`."""

_MOST = 6


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


def scripted(name: str) -> ScriptedModel:
    """Return a model that needs no server, to see what is made of the worst and the least that one can write.

    Args:
        name: "scripted:bare" tells every sentence that it is given as a fact of its own, naming nobody; "scripted:none"
            finds that nothing answers.

    Raises:
        DatasetError: If there is no such script.
    """
    scripts: dict[str, Callable[[str, str], str]] = {"scripted:bare": _bare, "scripted:none": lambda *_: "NONE"}
    if name not in scripts:
        raise DatasetError(f"no script is called {name!r}; there are: {', '.join(scripts)}")
    return ScriptedModel(script=scripts[name])


def _bare(system: str, user: str) -> str:
    if "Write it once more" in system or "Rewrite the last question" in system:
        return "NONE"
    told = [(number, words.strip()) for number, words in NUMBERED.findall(user) if not words.rstrip().endswith("?")]
    return "\n".join(f"Indeed, {words} [{number}]" for number, words in told[:_MOST])
