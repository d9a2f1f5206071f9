"""How fast the page is: loading it, the first statement on screen, and eight people asking at once."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import numpy as np
import uvicorn
from rich.console import Console
from rich.table import Table

from assistant import Assistant
from assistant.web.serve import build_app
from eval.datasets.handwritten import read_handwritten

__all__ = ["run_page_bench"]

_CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
_PEOPLE = 8
_RUNS = 10


def run_page_bench(*, documents: int, seconds: int) -> None:
    """Serve a library of handwritten documents, measure, and print.

    Args:
        documents: How many documents it holds.
        seconds: How long the eight ask.
    """
    table = Table("what", "measured", "target", title="The page")
    records = read_handwritten()[:documents]
    questions = [q["question"] for record in records for q in record["questions"][:2]]
    with tempfile.TemporaryDirectory() as scratch, _served(Path(scratch), records) as address:
        if chromium := shutil.which("chromium") or shutil.which("chromium-browser"):
            for row in _in_a_browser(address, chromium, questions):
                table.add_row(*row)
        # Whoever asks is no part of the server: in a process of their own they do not hold its interpreter's lock.
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as outside:
            alone = outside.submit(_asking, address, questions, people=1, seconds=max(5, seconds // 4)).result()
            together = outside.submit(_asking, address, questions, people=_PEOPLE, seconds=seconds).result()
    late = [float(np.quantile(times, 0.95)) for times in (alone[0], together[0])]
    table.add_row("ask, one person", _spread(alone[0]), "")
    table.add_row(f"ask, {_PEOPLE} at once for {seconds} s", _spread(together[0]), "")
    table.add_row("… p95 against one person’s", f"{late[1] / late[0]:.2f} ×", "at most 4 ×")
    table.add_row("… errors, answers to another’s question", f"{together[1]}, {together[2]}", "0, 0")
    Console().print(table)


@contextmanager
def _served(folder: Path, records: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for number, record in enumerate(records):
        (folder / f"{number}.txt").write_text(record["text"], encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Assistant.open(folder / "library") as assistant:
        assistant.add(*sorted(folder.glob("*.txt")))
        assistant.warm()
        config = uvicorn.Config(build_app(assistant, port=port), host="127.0.0.1", port=port, log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


def _in_a_browser(address: str, chromium: str, questions: list[str]) -> Iterator[tuple[str, str, str]]:
    from playwright.sync_api import sync_playwright

    loads, firsts = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_CHROMIUM)
        for _ in range(_RUNS):
            page = browser.new_context().new_page()  # nothing cached
            start = time.perf_counter()
            page.goto(address)
            page.wait_for_selector(".welcome")
            loads.append(time.perf_counter() - start)
            page.context.close()
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector(".welcome")
        for number, question in enumerate(questions[: 2 * _RUNS], start=1):
            page.fill("#question textarea", question)
            start = time.perf_counter()
            page.press("#question textarea", "Enter")
            shown = ".turn:nth-of-type({0}) .statement, .turn:nth-of-type({0}) .refusal".format(number)  # noqa: UP032
            page.wait_for_selector(shown)
            firsts.append(time.perf_counter() - start)
            page.wait_for_function("n => document.querySelectorAll('.tools').length == n", arg=number)
        browser.close()
    yield "first load, nothing cached, to the examples on screen", _spread(loads), "under 3 s"
    yield "first statement (or the refusal) on screen, warm", _spread(firsts), "within 0.5 s"


def _asking(address: str, questions: list[str], *, people: int, seconds: int) -> tuple[list[float], int, int]:
    """Return the time of every answer, the number of errors, and of answers that belong to another question."""
    times: list[float] = []
    errors = mixed = 0
    guard, end = threading.Lock(), time.perf_counter() + seconds

    def person(number: int) -> None:
        """Ask one question after another until time is up."""
        nonlocal errors, mixed
        turn = number
        while time.perf_counter() < end:
            question = questions[turn % len(questions)]
            turn += people
            start = time.perf_counter()
            try:
                answer = _ask(address, question)
            except (OSError, ValueError):
                with guard:
                    errors += 1
                continue
            with guard:
                times.append(time.perf_counter() - start)
                mixed += answer["question"] != question

    threads = [threading.Thread(target=person, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, errors, mixed


def _ask(address: str, question: str) -> dict[str, Any]:
    """Ask by the endpoint for programs, as `gradio_client` does: join the queue, then read the event stream."""
    body = json.dumps({"data": [question, None, False]}).encode()
    request = Request(f"{address}/gradio_api/call/ask", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=60) as reply:
        event = json.load(reply)["event_id"]
    with urlopen(f"{address}/gradio_api/call/ask/{event}", timeout=60) as stream:
        lines = stream.read().decode().splitlines()
    data = next(lines[i + 1][len("data: ") :] for i, line in enumerate(lines) if line == "event: complete")
    answer: dict[str, Any] = json.loads(data)[0]
    return answer


def _spread(times: list[float]) -> str:
    middle, late = statistics.median(times), float(np.quantile(times, 0.95))
    return f"p50 {middle * 1000:,.0f} ms, p95 {late * 1000:,.0f} ms (n = {len(times)})"
