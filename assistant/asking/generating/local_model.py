"""A text-generation model of transformers, run in this process from a folder on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, SystemMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from assistant.errors import SettingsError

__all__ = ["LocalChatModel"]

_loading = threading.Lock()


class LocalChatModel(BaseChatModel):
    """Reads weights from safetensors only, runs no code from the folder, and never reaches for the network.

    Attributes:
        path: Folder of the model and its tokenizer.
        max_new_tokens: Longest answer.
    """

    path: str
    max_new_tokens: int = 512
    _loaded: Any = PrivateAttr(default=None)

    @property
    def _llm_type(self) -> str:
        return "local-transformers"

    def _load(self) -> tuple[Any, Any]:
        # Seconds of import and of reading: only for those who ask.
        with _loading:
            if self._loaded is None:
                if not Path(self.path).is_dir():
                    raise SettingsError(f"no folder {self.path!r} for the model local:{self.path}; give its full path")
                from transformers import AutoModelForCausalLM, AutoTokenizer

                limits: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
                try:
                    tokenizer = AutoTokenizer.from_pretrained(self.path, **limits)
                    model = AutoModelForCausalLM.from_pretrained(self.path, use_safetensors=True, **limits)
                except (OSError, ValueError) as error:
                    reason = " ".join(str(error).split())[:160]
                    raise SettingsError(f"{self.path} is no text-generation model ({reason})") from error
                self._loaded = (tokenizer, model.eval())
            return self._loaded[0], self._loaded[1]

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(str(chunk.message.content) for chunk in self._stream(messages, stop, run_manager, **kwargs))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        from transformers import StoppingCriteriaList, TextIteratorStreamer

        tokenizer, model = self._load()
        room = _room(model.config, self.max_new_tokens)
        inputs = _prompt(tokenizer, messages)
        inputs = {name: tensor[:, -room:] for name, tensor in inputs.items()}
        streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
        ended = threading.Event()

        def halted(*_: Any) -> bool:
            return ended.is_set()

        def work() -> None:
            try:
                model.generate(
                    **inputs,
                    streamer=streamer,
                    max_new_tokens=self.max_new_tokens,
                    do_sample=False,
                    pad_token_id=tokenizer.pad_token_id
                    if tokenizer.pad_token_id is not None
                    else tokenizer.eos_token_id,
                    stopping_criteria=StoppingCriteriaList([halted]),
                )
            except Exception as error:
                faults.append(error)
                streamer.end()

        faults: list[Exception] = []
        worker = threading.Thread(target=work, name="local-model", daemon=True)
        worker.start()
        try:
            for text in streamer:
                if text:
                    if run_manager:
                        run_manager.on_llm_new_token(text)
                    yield ChatGenerationChunk(message=AIMessageChunk(content=text))
        finally:
            ended.set()  # whoever stops listening ends the work at its next token
        if faults:
            raise faults[0]


def _room(config: Any, wanted: int) -> int:
    """Return how many tokens of prompt leave room for the answer."""
    longest = int(getattr(config, "max_position_embeddings", 0) or getattr(config, "n_positions", 0) or 2048)
    return max(longest - wanted, longest // 2)


def _prompt(tokenizer: Any, messages: Sequence[BaseMessage]) -> dict[str, Any]:
    turns = [{"role": _role(message), "content": str(message.text)} for message in messages]
    if tokenizer.chat_template:
        return dict(
            tokenizer.apply_chat_template(turns, add_generation_prompt=True, return_tensors="pt", return_dict=True)
        )
    text = "\n\n".join(turn["content"] for turn in turns) + "\n\nAnswer:\n"
    encoded = tokenizer(text, return_tensors="pt")
    return {name: encoded[name] for name in ("input_ids", "attention_mask")}


def _role(message: BaseMessage) -> str:
    return (
        "system" if isinstance(message, SystemMessage) else "user" if isinstance(message, HumanMessage) else "assistant"
    )
