"""A small real library, and a guard against any connection beyond this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from chat_server import ChatServer, serving
from hypothesis import HealthCheck, settings

from assistant import Assistant
from assistant.reading.worker import Parser

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "corpus" / "wu-wei-on-russia-north-korea-ties.txt"
LibraryOf = Callable[[Mapping[str, str]], Assistant]
LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")

FERRY = """Harbour Gazette: The ferry to Sela Island has been idle since March. Who decided that?

Captain Ida Morvik: The port authority did, on 4 March 2024. In my view it was a cowardly decision.

Harbour Gazette: What did the minister tell you?

Captain Ida Morvik: Minister Leif Aune said, "You will sail again before the first snow." \
The new engine cost 2.4 million kroner.

Editor: Tor Brekke
"""
BRIDGE = """Council approves new bridge

The town council of Marling voted 11 to 4 on Tuesday to build a footbridge over the river Esk. \
The bridge will be 84 metres long.

Work starts on 2 June 2025, according to the town engineer, Bela Horn. \
"It is the cheapest crossing this town will ever get," she said.

The vote was a mistake and the town will regret it.
"""


settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")  # shared machines are slow at times: no test is timed


def pytest_configure() -> None:
    """Refuse connections to anything but this machine, for the whole run."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if isinstance(address, tuple) and not str(host).startswith(LOOPBACK):
            raise ConnectionRefusedError(f"a test tried to reach {host}")
        real(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign, assignment]


@pytest.fixture(scope="session")
def article(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A library of the shipped corpus; not to be changed by a test."""
    with Assistant.open(tmp_path_factory.mktemp("article")) as assistant:
        assert [result.status for result in assistant.add(ROOT / "corpus")] == ["added"]
        yield assistant


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Assistant]:
    """An empty library of one's own."""
    with Assistant.open(tmp_path / "library") as assistant:
        yield assistant


@pytest.fixture(scope="module")
def library_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryOf]:
    """A function that makes a library of texts by file name, for all tests of a module."""
    with ExitStack() as opened:

        def make(texts: Mapping[str, str]) -> Assistant:
            folder = tmp_path_factory.mktemp("texts")
            for name, text in texts.items():
                (folder / name).write_text(text, encoding="utf-8")
            assistant = opened.enter_context(Assistant.open(folder / "data"))
            assistant.add(*(folder / name for name in texts))
            return assistant

        yield make


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """A function that writes a text to a named file and returns its path."""
    folder = tmp_path / "files"
    folder.mkdir()

    def write_file(name: str, text: str) -> Path:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def ferry(write: Callable[[str, str], Path]) -> Path:
    """An interview in a file."""
    return write("ferry.txt", FERRY)


@pytest.fixture
def bridge(write: Callable[[str, str], Path]) -> Path:
    """A news item in a file."""
    return write("bridge.txt", BRIDGE)


@pytest.fixture(scope="module")
def server() -> Iterator[ChatServer]:
    """A chat model behind HTTP that says what a test scripts."""
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    """A process that reads files, shared by a module's tests."""
    with Parser() as shared:
        yield shared
