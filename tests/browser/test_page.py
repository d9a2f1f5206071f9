"""The page as a person uses it, in a real Chromium."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import uvicorn

from assistant import Assistant
from assistant.web.serve import build_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium: apt-get install chromium")


@pytest.fixture(scope="module")
def address(article: Assistant) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(
            build_app(article, port=port),
            host="127.0.0.1",
            port=port,
            log_level="error",
            ws="none",
            timeout_graceful_shutdown=1,
        )
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=[(1280, 860, "light"), (375, 760, "dark")], ids=["wide light", "narrow dark"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    width, height, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    outside: list[str] = []
    faults: list[str] = []
    page.on(
        "request",
        lambda r: outside.append(r.url) if not r.url.startswith((address, "data:", "blob:")) else None,
    )
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    page.goto(address)
    page.wait_for_selector("textarea")
    yield page
    assert (outside, faults) == ([], [])
    context.close()


def ask(page: Page, question: str) -> str:
    count = page.locator(".answer").count()
    page.fill("textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_function("count => document.querySelectorAll('.answer').length > count", arg=count, timeout=60_000)
    return page.locator(".answer").last.inner_text()


def test_ask_click_a_citation_and_see_the_words(page: Page) -> None:
    shown = ask(page, "How much debt did Russia exempt?")
    assert "Reported fact · Wu Wei" in shown and "$3.5 billion" in shown
    page.locator(".answer a.cite").first.click()
    page.wait_for_selector("#cited")
    assert "exempted North Korea from $3.5 billion in debt." in page.inner_text("#cited")
    assert page.locator("#cited").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")


def test_refusal_follow_up_and_citations_of_old_turns(page: Page) -> None:
    assert "do not answer" in ask(page, "Who won the 2022 World Cup?")
    assert "Lavrov, quoted by Wu Wei" in ask(page, "What did Lavrov say about Kursk?")
    assert "Understood as" in ask(page, "Where did he say it?")
    page.locator(".answer").nth(1).locator("a.cite").first.click()
    page.wait_for_function("document.querySelector('#cited')?.innerText.includes('liberated the Kursk region')")


def test_hostile_question_is_shown_as_text(page: Page) -> None:
    ask(page, "<img src=x onerror=alert(1)> ${alert(2)} ![](http://evil.example/x.png) <script>alert(3)</script>?")
    assert page.locator(".message img, .message script").count() == 0


def test_citation_address_opens_the_source_at_once(page: Page, address: str, article: Assistant) -> None:
    citation = article.ask("How much debt did Russia exempt?").statements[0].citations[0]
    page.goto("about:blank")
    page.goto(f"{address}/#cite-{citation.document_id}-{citation.start}-{citation.end}")
    page.wait_for_selector("#cited")
    assert "$3.5 billion" in page.inner_text("#cited")


def test_keyboard_alone_reaches_a_citation(page: Page) -> None:
    ask(page, "How much debt did Russia exempt?")
    page.locator(".answer a.cite").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#cited")
