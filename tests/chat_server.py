"""A real HTTP server that speaks the OpenAI chat protocol, streaming and not, and says whatever a test scripts."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from langchain_openai import ChatOpenAI
from pydantic import SecretStr

__all__ = ["ChatServer", "Fault", "Request", "openai_model", "serving"]

NUMBERED = re.compile(r"^\[(\d+)\] \(([^)]*)\) (.*)$", re.M)


@dataclass(frozen=True)
class Fault:
    """What the server does instead of answering.

    Attributes:
        status: HTTP status to send; 200 with `text` cut off, when the server hangs up half-way.
        stall: Seconds of silence before anything is sent.
        text: What is sent before the connection breaks, if the status is 200.
        headers: Sent along.
    """

    status: int = 500
    stall: float = 0.0
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """What came in.

    Attributes:
        system: The instructions.
        user: What was put to the model.
        sentences: The numbered evidence: number to (who answers for it, words).
        structured: Whether a schema was asked for.
        streaming: Whether the answer is to be streamed.
    """

    system: str
    user: str
    sentences: dict[int, tuple[str, str]]
    structured: bool
    streaming: bool

    def number(self, words: str) -> int:
        """Return the number of the sentence that holds some words."""
        return next(n for n, (_, text) in self.sentences.items() if words in text)

    @property
    def repairing(self) -> bool:
        """Whether one statement is asked for again."""
        return "Write it once more" in self.system

    @property
    def rewriting(self) -> bool:
        """Whether a follow-up is to be made whole."""
        return "Rewrite the last question" in self.system


Script = Callable[[Request], "str | Fault"]


class ChatServer:
    """The server; `script` may be changed while it runs, `requests` holds what was asked.

    Attributes:
        url: Base address for a client.
        script: Says what to answer.
        requests: Everything asked so far.
        halted: Ends what it stalls.
    """

    def __init__(self) -> None:
        self.script: Script = lambda request: "NONE"
        self.requests: list[Request] = []
        self.url = ""
        self.halted = threading.Event()


class _Handler(BaseHTTPRequestHandler):
    """Answers as the script of its state says; `serving` makes a subclass that has one."""

    state: ChatServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None: ...

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        request = _read(body)
        self.state.requests.append(request)
        answer = self.state.script(request)
        try:
            if isinstance(answer, Fault):
                self._fail(answer, request)
            else:
                self._answer(answer, request, whole=True)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client has given up

    def _fail(self, fault: Fault, request: Request) -> None:
        self.state.halted.wait(fault.stall)
        if fault.status == 200:
            self._answer(fault.text, request, whole=False)
            return
        data = json.dumps({"error": {"message": "scripted fault", "type": "fault"}}).encode()
        self.send_response(fault.status)
        for name, value in fault.headers.items():
            self.send_header(name, value)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _answer(self, text: str, request: Request, *, whole: bool) -> None:
        if not request.streaming:
            self._at_once(text, whole=whole)
            return
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        self._event(_chunk({"role": "assistant", "content": ""}))
        for piece in re.findall(r".{1,9}", text, re.S):
            self._event(_chunk({"content": piece}))
            time.sleep(0.001)
        if whole:
            self._event(_chunk({}, "stop"))
            self._raw(b"data: [DONE]\n\n")
            self._raw(b"")
        else:
            self.wfile.flush()
            self.close_connection = True

    def _event(self, data: dict[str, Any]) -> None:
        self._raw(f"data: {json.dumps(data)}\n\n".encode())

    def _raw(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _at_once(self, text: str, *, whole: bool) -> None:
        message = {"role": "assistant", "content": text}
        data = json.dumps(
            {
                "id": "x",
                "object": "chat.completion",
                "created": 0,
                "model": "scripted",
                "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
                "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
            }
        ).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data if whole else data[: len(data) // 2])
        self.close_connection = not whole


@contextmanager
def serving() -> Iterator[ChatServer]:
    """Serve on a free port of this machine."""
    state = ChatServer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"state": state}))
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.halted.set()
        server.shutdown()
        server.server_close()


def openai_model(server: ChatServer, name: str = "scripted", **settings: Any) -> ChatOpenAI:
    """Return a client of the server, as a person would make one."""
    return ChatOpenAI(
        model=name, base_url=server.url, api_key=SecretStr("sk-test"), max_retries=0, timeout=30, **settings
    )


def _read(body: dict[str, Any]) -> Request:
    texts = {message["role"]: _text(message["content"]) for message in body["messages"]}
    user = texts.get("user", "")
    sentences = {int(n): (voice, words) for n, voice, words in NUMBERED.findall(user)}
    structured = "response_format" in body or "tools" in body
    return Request(texts.get("system", ""), user, sentences, structured, bool(body.get("stream")))


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


def _chunk(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "scripted", "choices": [choice]}
