"""One language model, asked within a time limit: opened late, tried again where that helps, and never trusted to end.

Whatever goes wrong becomes a `ModelFault` that says in plain words what happened; the caller answers without the model.
"""

from __future__ import annotations

import contextvars
import os
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import SettingsError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

__all__ = ["GRACE", "ChatModel", "ModelFault", "Piece"]

Piece = str | dict[str, Any]
"""What a model gives: more text, or, of a structured answer, the whole so far."""

GRACE = 1.0
"""Seconds after the deadline in which what has come by then is still read and verified."""

_PACKAGES = {
    "openai": ("langchain_openai", "openai"),
    "anthropic": ("langchain_anthropic", "anthropic"),
    "ollama": ("langchain_ollama", "ollama"),
}
_TRIES = 3
_FIRST_WAIT = 0.5


class ModelFault(Exception):
    """The model gave no usable answer; the text says why, fit to follow "the language model"."""


class ChatModel:
    """A LangChain chat model, given or named, asked within a time limit.

    Attributes:
        name: As a reader knows it.
        timeout: Seconds in which one question must be answered.
    """

    def __init__(self, model: str | BaseChatModel, *, timeout: float) -> None:
        """Take a model, or its name to open it at the first question; one of a less usual provider is opened now.

        Raises:
            SettingsError: If it is no model, or a name has not the form provider:name, names no known provider, its
                package is not installed, or its folder is not there.
        """
        self.timeout = timeout
        self._given = model
        if isinstance(model, str):
            _check(model, timeout)
            self.name = model
        elif callable(getattr(model, "stream", None)):
            self.name = type(model).__name__
        else:
            raise SettingsError(f"a model is a LangChain chat model or provider:name, not {type(model).__name__}")

    @cached_property
    def _model(self) -> BaseChatModel:
        return _opened(self._given, self.timeout) if isinstance(self._given, str) else self._given

    def stream(
        self, messages: Sequence[tuple[str, str]], deadline: float, schema: dict[str, Any] | None = None
    ) -> Iterator[Piece]:
        """Yield the model's answer as it comes.

        Args:
            messages: Pairs of role ("system", "user") and text.
            deadline: When it must be over, by `time.monotonic`.
            schema: What a structured answer must look like; used where the model is known to keep to one, and else
                left aside.

        Raises:
            ModelFault: If the model fails, stops half-way or is not done in time. What came before holds.
        """
        stop = threading.Event()
        pieces: queue.Queue[Piece | BaseException | None] = queue.Queue()

        def work() -> None:
            try:
                for piece in self._tried(messages, schema, stop, deadline):
                    if stop.is_set():
                        return
                    pieces.put(piece)
                pieces.put(None)
            except Exception as error:  # whatever a provider's client may raise
                pieces.put(error)

        # A call that hangs cannot be ended from outside: it is left to its own thread, which holds nothing of ours.
        begun = False
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(work,), name="chat-model", daemon=True).start()
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(0.0, deadline - time.monotonic()))
                except queue.Empty:
                    raise ModelFault(f"did not answer within {self.timeout:g} s") from None
                if piece is None:
                    return
                if time.monotonic() > deadline + GRACE:  # it writes faster than can be read
                    raise ModelFault(f"was not done within {self.timeout:g} s")
                if isinstance(piece, BaseException):
                    raise ModelFault("stopped half-way" if begun else _told(piece)) from piece
                begun = True
                yield piece
        finally:
            stop.set()

    def ask(self, messages: Sequence[tuple[str, str]], deadline: float) -> str:
        """Return the model's whole answer as text.

        Raises:
            ModelFault: As `stream`.
        """
        return "".join(piece for piece in self.stream(messages, deadline) if isinstance(piece, str))

    def _tried(
        self, messages: Sequence[tuple[str, str]], schema: dict[str, Any] | None, stop: threading.Event, deadline: float
    ) -> Iterator[Piece]:
        """Stream, trying again with growing pauses as long as nothing has come and another try may help."""
        structured = schema is not None and self._keeps_to_schemas
        tries, wait = 1, _FIRST_WAIT
        while True:
            begun = False
            try:
                for piece in self._structured(messages, schema) if structured and schema else self._plain(messages):
                    begun = True
                    yield piece
                return
            except Exception as error:
                if begun or stop.is_set():
                    raise
                if structured and not _passes(error) and _status(error) not in (401, 403):
                    structured = False  # a server that only claims to know schemas
                    continue
                pause = max(wait, _asked_to_wait(error))
                if tries >= _TRIES or not _passes(error) or time.monotonic() + pause >= deadline:
                    raise
                tries, wait = tries + 1, wait * 3
                stop.wait(pause)

    @property
    def _keeps_to_schemas(self) -> bool:
        profile = getattr(self._model, "profile", None) or {}
        return bool(profile.get("structured_output"))

    def _plain(self, messages: Sequence[tuple[str, str]]) -> Iterator[Piece]:
        for chunk in self._model.stream(list(messages)):
            if text := str(chunk.text):
                yield text

    def _structured(self, messages: Sequence[tuple[str, str]], schema: dict[str, Any]) -> Iterator[Piece]:
        for whole in self._model.with_structured_output(schema).stream(list(messages)):
            if isinstance(whole, dict):
                yield whole


def _check(name: str, timeout: float) -> None:
    provider, colon, rest = name.partition(":")
    if not colon or not provider.strip() or not rest.strip():
        raise SettingsError(f"model {name!r} is not of the form provider:name, such as ollama:llama3.2")
    package, extra = _PACKAGES.get(provider, ("", ""))
    if package and find_spec(package) is None:
        raise SettingsError(f"model {name!r} needs {package}; run: pip install 'grounded-assistant[{extra}]'")
    if provider == "local":
        if not Path(rest).is_dir():
            raise SettingsError(f"there is no folder {rest!r} for the model {name!r}; give its full path")
    elif not package:
        try:
            _opened(name, timeout)  # only LangChain knows all providers and what each needs
        except ImportError as error:
            raise SettingsError(
                f"model {name!r} cannot be opened: {next(iter(str(error).splitlines()), provider)}"
            ) from error
        except Exception as error:  # what else there is, such as a missing key, is told at the first question
            if "provider=" in str(error):
                known = ", ".join(_PACKAGES)
                raise SettingsError(f"model {name!r} names no known provider; use {known} or local") from error


def _opened(name: str, timeout: float) -> BaseChatModel:
    provider, _, rest = name.partition(":")
    if provider == "local":
        from assistant.asking.generating.local_model import LocalChatModel  # torch is slow to import

        return LocalChatModel(path=rest)
    from langchain.chat_models import init_chat_model  # slow to import

    limits: dict[str, Any] = {}
    if provider in ("openai", "anthropic"):
        limits = {"timeout": timeout, "max_retries": 0}  # trying again is done here, within the limit
    elif provider == "ollama":
        limits = {"client_kwargs": {"timeout": timeout}, "temperature": 0}
    model: BaseChatModel = init_chat_model(rest, model_provider=provider, **limits)
    if provider == "openai" and _may_be_cool(model):
        return model.model_copy(update={"temperature": 0})
    return model


def _may_be_cool(model: BaseChatModel) -> bool:
    """Whether a model takes a temperature: known to, or on somebody else's server; some of OpenAI's refuse one."""
    profile = getattr(model, "profile", None)
    if profile:
        return bool(profile.get("temperature"))
    return bool(os.environ.get("OPENAI_BASE_URL") or os.environ.get("OPENAI_API_BASE"))


def _status(error: BaseException) -> int | None:
    for source in (error, getattr(error, "response", None)):
        status = getattr(source, "status_code", None)
        if isinstance(status, int) and status > 0:
            return status
    return None


def _passes(error: BaseException) -> bool:
    """Whether a fault may be gone at the next try."""
    status = _status(error)
    if status is not None:
        return status in (408, 409, 425, 429) or status >= 500
    return _cannot_reach(error)


def _cannot_reach(error: BaseException) -> bool:
    names = {kind.__name__ for kind in type(error).__mro__}
    return isinstance(error, OSError) or bool(names & {"APIConnectionError", "TransportError", "ConnectError"})


def _asked_to_wait(error: BaseException) -> float:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", 0)))
    except (TypeError, ValueError):
        return 0.0


def _told(error: BaseException) -> str:
    """Say in plain words what went wrong; never with the provider's text, which may repeat a key or the prompt."""
    status = _status(error)
    if status in (401, 403):
        return f"refused the key ({status})"
    if status == 404:
        return "is not known at that address (404)"
    if status == 429:
        return "has reached its rate limit (429)"
    if status is not None and status >= 500:
        return f"failed on its own side ({status})"
    if status is not None:
        return f"refused the request ({status})"
    if "timeout" in type(error).__name__.casefold() or isinstance(error, TimeoutError):
        return "did not answer in time"
    if _cannot_reach(error):
        return "cannot be reached"
    if "api_key" in str(error).casefold() or "credentials" in str(error).casefold():
        return "has no key; set the provider's variable, such as OPENAI_API_KEY"
    if isinstance(error, SettingsError | ImportError):
        return f"cannot be opened ({' '.join(str(error).split())[:160]})"
    return f"broke off ({type(error).__name__})"
