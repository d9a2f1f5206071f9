"""The library on the page: files come in, are asked, and leave without a trace; who may do what."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from harness import NARROW, Open, address, ask, browser, cited, needs_chromium, ready, serving, shelf, visit
from test_reading_pdf import pdf

from assistant import AddResult, Assistant
from assistant.web.login import read_auth_file

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["address", "browser", "shelf", "visit"]  # fixtures

pytestmark = needs_chromium


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A .pdf, a .docx, a copy of it under another name, a picture, and an empty file."""
    held = {name: tmp_path / name for name in ("ferry.pdf", "bridge.docx", "copy.docx", "picture.png", "empty.txt")}
    held["ferry.pdf"].write_bytes(
        pdf(["The ferry to Sela Island carried 4,120 passengers in May, the port authority of Quolmby said."])
    )
    document = docx.Document()
    document.add_paragraph("The town council of Marling voted 11 to 4 on Tuesday to build a footbridge over the Esk.")
    document.save(str(held["bridge.docx"]))
    held["copy.docx"].write_bytes(held["bridge.docx"].read_bytes())
    held["picture.png"].write_bytes(b"\x89PNG\r\n\x1a\n")
    held["empty.txt"].write_bytes(b"")
    return held


def bring(page: Page, *paths: Path) -> list[str]:
    """Add files by the page; return its line for each."""
    before = page.locator(".progress li").count()
    page.set_input_files("[data-files]", [str(path) for path in paths])
    page.wait_for_function(
        "n => document.querySelectorAll('.progress li[class]:not([class=\"\"])').length == n", arg=before + len(paths)
    )
    return page.locator(".progress li").all_inner_texts()[before:]


def test_files_come_in_are_asked_and_leave(visit: Open, shelf: Assistant, files: dict[str, Path]) -> None:
    page = ready(visit())
    page.click("#masthead >> text=Library")
    told = bring(page, *files.values())
    assert told[0].startswith("ferry.pdf") and "added as" in told[0] and "added as" in told[1]
    assert "already here, as" in told[2]
    assert "only .txt" in told[3] and "holds no text" in told[4]
    page.wait_for_function("document.querySelector('.summary').innerText == '2 added, 1 already here, 2 failed'")
    seen = page.locator(".progress li").evaluate_all(
        "all => all.sort((a, b) => a.offsetTop - b.offsetTop).map(one => one.className)"
    )
    assert seen == ["failed", "failed", "added", "added", "unchanged"]
    assert page.locator("tbody tr").count() == 3 and "fact ·" in page.inner_text("tbody")
    page.click("#masthead >> text=Chat")
    assert "4,120 passengers" in ask(page, "How many passengers did the ferry to Sela Island carry in May?")
    assert "11 to 4" in ask(page, "How did the town council of Marling vote?")
    page.locator(".turn").nth(-2).locator("a.cite").last.click()
    cited(page, "4,120 passengers")
    assert "page 1" in page.inner_text("#source .about")
    page.click("#masthead >> text=Library")
    row = page.locator("tbody tr", has_text="ferry")
    row.locator("[data-remove]").click()
    page.click("[data-cancel]")
    assert page.locator("tbody tr").count() == 3
    row.locator("[data-remove]").click()
    page.click("[data-confirm]")
    page.wait_for_function("document.querySelectorAll('tbody tr').length == 2")
    page.click("#masthead >> text=Chat")
    page.wait_for_selector(".answer.gone")  # the words are gone from the conversation too
    assert "4,120" not in page.inner_text("#talk") and "4,120" not in page.inner_text("#source")
    assert "11 to 4" in page.inner_text("#talk")
    everything = b"".join(f.read_bytes() for f in shelf.settings.data.rglob("*") if f.is_file())
    assert b"Quolmby" not in everything and b"quolmbi" not in everything


def test_files_dropped_anywhere_come_in_and_what_leaves_leaves_other_windows_too(visit: Open) -> None:
    page = ready(visit())
    files = page.evaluate_handle(
        """() => {
            const dropped = new DataTransfer();
            for (const name of ["pilot.txt", ".not.txt"]) dropped.items.add(new File(["The tug Ursula is red."], name));
            return dropped;
        }"""
    )
    for event in ("dragover", "drop"):
        page.dispatch_event("#talk", event, {"dataTransfer": files})
    page.wait_for_selector("tbody tr >> text=Pilot")
    page.wait_for_function("document.querySelector('.summary').innerText == '1 added, 0 already here, 0 failed'")
    page.click("#masthead >> text=Chat")
    assert "red" in ask(page, "What colour is the tug Ursula?")
    other = page.context.new_page()
    other.goto(page.url.partition("?")[0] + "#read")
    other.wait_for_selector(".titles >> text=Pilot")
    page.click("#masthead >> text=Library")
    page.locator("tbody tr", has_text="Pilot").locator("[data-remove]").click()
    page.click("[data-confirm]")
    other.wait_for_selector(".titles >> text=Pilot", state="detached")
    assert other.locator(".titles a").count() >= 1


def test_list_grows_while_a_long_file_is_read(
    visit: Open, shelf: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, done, files = Assistant.add_upload, threading.Event(), [tmp_path / name for name in ("short.txt", "slow.txt")]
    for file in files:
        file.write_text(f"The {file.stem} pier of Marling is open.\n")

    def add_upload(self: Assistant, path: Path, name: str) -> AddResult:
        assert name != "slow.txt" or done.wait(timeout=60)
        return real(self, path, name)

    monkeypatch.setattr(Assistant, "add_upload", add_upload)
    page = ready(visit("/#library"))
    page.wait_for_selector("tbody tr")
    page.set_input_files("[data-files]", [str(file) for file in files])
    page.wait_for_selector("tbody tr >> text=Short")
    assert page.locator("tbody tr", has_text="Slow").count() == 0
    done.set()
    page.wait_for_selector("tbody tr >> text=Slow")
    for document in shelf.documents():
        if document.title in ("Short", "Slow"):
            shelf.remove(document.id)


def test_folder_comes_in_and_narrow_screen_shows_the_list(visit: Open, shelf: Assistant, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(3):
        (folder / f"note {number}.txt").write_text(f"Note {number} says that pier {number} of Marling opens in June.\n")
    page = ready(visit(size=NARROW))
    page.click("#masthead >> text=Library")
    page.set_input_files("[data-folder]", str(folder))
    page.wait_for_function("document.querySelector('.summary').innerText.startsWith('3 added')")
    assert "folder/note 1.txt" in page.inner_text(".progress")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    page.click("#masthead >> text=Chat")
    page.click("text=Ask only part of the library")
    page.get_by_label("Documents").click()
    page.get_by_role("option", name="Note 1").click()
    assert "pier 1" in ask(page, "Which pier of Marling opens in June?")
    assert "pier 2" not in page.inner_text("#talk")


@pytest.mark.parametrize("size", [(1400, 860), (920, 860), NARROW], ids=["wide", "middling", "narrow"])
def test_long_unbroken_title_leaves_room_for_the_other_columns(
    visit: Open, shelf: Assistant, write: Callable[[str, str], Path], size: tuple[int, int]
) -> None:
    kept = write("long.md", f"---\ntitle: {'Donaudampfschiff' * 12}\nauthor: {'Kapitaen' * 12}\n---\nThe ship sails.\n")
    added = str(shelf.add_upload(kept, "long.md").document_id)
    page = ready(visit("/#library", size=size))
    page.wait_for_selector(f"tr[data-id='{added}']")
    assert page.evaluate(
        "[...document.querySelectorAll('tr *')].every(e => e.getBoundingClientRect().right <= innerWidth)"
    )
    shelf.remove(added)


def test_long_titles_to_choose_from_leave_room_for_the_answer(visit: Open, shelf: Assistant, tmp_path: Path) -> None:
    file = tmp_path / "long.md"
    title = (
        "Of the pier of Marling, the light beside it and the harbour that was never dug there, with all the accounts"
    )
    file.write_text(f"---\ntitle: {title}\n---\nThe pier of Marling was built in 1911.\n")
    (added,) = shelf.add(file)
    page = ready(visit(size=NARROW))
    page.click("text=Ask only part of the library")
    page.get_by_label("Documents").click()
    page.get_by_role("option", name="Of the pier").click()
    page.keyboard.press("Escape")
    assert "1911" in ask(page, "When was the pier of Marling built?")
    assert page.locator("#narrow .token").bounding_box()["height"] < 50  # type: ignore[index]
    assert page.locator("#talk").bounding_box()["height"] > 200  # type: ignore[index]
    page.get_by_label("Only reported facts").scroll_into_view_if_needed()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    shelf.remove(str(added.document_id))


def test_list_is_narrowed_by_title_and_author_alone(visit: Open, shelf: Assistant, tmp_path: Path) -> None:
    ids = []
    for number in range(9):
        path = tmp_path / f"{number}.md"
        path.write_text(
            f"---\ntitle: Pier {number}\nauthor: Una {'Lind' if number else 'Voss'}\n---\nPier {number} is open.\n"
        )
        ids.append(str(shelf.add_upload(path, path.name).document_id))
    page = ready(visit("/#library"))
    for words, left in (("pier 3", 1), ("voss", 1), ("una", 9), ("remove", 0), ("opinion", 0)):
        page.fill("[data-narrow]", words)
        assert page.locator("tbody tr:visible").count() == left
        assert page.locator(".none").is_visible() == (not left)
    page.fill("[data-narrow]", "una lind")
    page.click(f"[data-remove='{ids[4]}']")
    page.click("[data-confirm]")
    # The keyboard goes on where it was.
    page.wait_for_function("id => document.activeElement.dataset.remove === id", arg=ids[5])
    assert page.input_value("[data-narrow]") == "una lind" and page.locator("tbody tr:visible").count() == 7
    for added in ids[:4] + ids[5:]:
        shelf.remove(added)


def test_nothing_can_be_changed_where_it_may_only_be_read(visit: Open, shelf: Assistant) -> None:
    with serving(shelf, read_only=True) as address:
        page = ready(visit("/#library", at=address))
        page.wait_for_selector("tbody tr")
        assert page.locator("[data-remove], [data-drop]").count() == 0
        page.click("#masthead >> text=Chat")
        ask(page, "How much debt did Russia exempt?")
        page.reload()
        page.wait_for_selector(".turn a.cite")
        other = ready(visit("/", at=address))
        assert other.locator(".threads li").count() == 0  # another visitor


def test_login_keeps_people_and_their_conversations_apart(visit: Open, shelf: Assistant, tmp_path: Path) -> None:
    people = tmp_path / "people"
    people.write_text("ana:one\nbo:two\n")
    people.chmod(0o600)
    with serving(shelf, names=read_auth_file(people)) as address:

        def enter(name: str, password: str, path: str = "/") -> Page:
            page = visit(path, at=address)
            page.get_by_label("Name").fill(name)
            page.get_by_label("Password").fill(password)
            page.get_by_role("button", name="Log in").click()
            return page

        narrow = visit("/", at=address, size=NARROW)
        assert narrow.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        wrong = enter("ana", "two")
        wrong.wait_for_selector("text=not right")
        ana, bo = ready(enter("ana", "one")), ready(enter("bo", "two"))
        ask(ana, "How much debt did Russia exempt?")
        bo.reload()
        ready(bo)
        assert bo.locator(".threads li").count() == 0
        key = ana.url.split("c=")[1][:16]
        assert bo.request.get(f"{address}/export/{key}.md").status == 404
        assert ana.request.get(f"{address}/export/{key}.md").status == 200
        assert "ana" in ana.inner_text("#masthead")
        assert ana.locator("#masthead nav [aria-current]").inner_text() == "Chat"
        cite = ana.locator("a.cite").first.get_attribute("href")
        linked = enter("ana", "two", f"/?c={key}{cite}")
        linked.wait_for_selector("text=not right")
        linked.get_by_label("Name").fill("ana")
        linked.get_by_label("Password").fill("one")
        linked.get_by_role("button", name="Log in").click()
        linked.wait_for_selector(".turn a.cite")
        linked.wait_for_selector("#cited")
        assert linked.url == f"{address}/?c={key}{cite}"
        ana.click("text=Log out")
        ana.get_by_label("Password").wait_for()
        assert ana.request.get(f"{address}/export/{key}.md").status == 401


def test_endpoints_answer_programs(address: str) -> None:
    from gradio_client import Client

    client = Client(address, verbose=False)
    assert {"/ask", "/search", "/documents"} == set(client.view_api(return_format="dict")["named_endpoints"])
    answer = client.predict("How much debt did Russia exempt?", api_name="/ask")
    assert answer["statements"][0]["citations"][0]["quote"].endswith("$3.5 billion in debt.")
    found = client.predict("Lavrov Kursk", k=2, api_name="/search")["results"]
    assert len(found) == 2 and "Kursk" in found[0]["text"]
    document = client.predict(api_name="/documents")["documents"][0]
    assert client.predict("Lavrov", documents=["none"], api_name="/ask")["abstained"] and document["title"]


def test_programs_log_in_too(shelf: Assistant, tmp_path: Path, write: Callable[[str, str], Path]) -> None:
    from gradio_client import Client

    people = write("people", "ana:one\n")
    people.chmod(0o600)
    with serving(shelf, names=read_auth_file(people)) as address:
        client = Client(address, auth=("ana", "one"), verbose=False)
        assert client.predict("Lavrov Kursk", api_name="/search")["results"]
