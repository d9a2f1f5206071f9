"""The chat as a person uses it, in a real Chromium."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from harness import NARROW, WIDE, Open, address, ask, browser, cited, needs_chromium, ready, shelf, visit
from pypdf import PdfReader

from assistant import Answer, Assistant, Chat, Where
from assistant.schema import Statement

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["address", "browser", "shelf", "visit"]  # fixtures

pytestmark = needs_chromium
DEBT, KURSK = "How much debt did Russia exempt?", "What did Lavrov say about Kursk?"


def no_wider_than_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"))


@pytest.fixture(params=[(WIDE, "light"), (NARROW, "dark")], ids=["wide light", "narrow dark"])
def page(request: pytest.FixtureRequest, visit: Open) -> Page:
    size, scheme = request.param
    return ready(visit(size=size, scheme=scheme))


def test_ask_click_citations_in_a_row_and_see_the_right_words(page: Page) -> None:
    shown = ask(page, DEBT)
    assert "Reported fact · Wu Wei" in shown and "$3.5 billion" in shown
    assert page.get_by_text("Answered: 1 statement").count() == 1  # said to who cannot see it
    assert "Lavrov, quoted by Wu Wei" in ask(page, KURSK)
    assert "Understood as" in ask(page, "Where did he say it?")
    first, second = (page.locator(".turn").nth(i).locator("a.cite").first for i in (0, 1))
    first.click()
    cited(page, "exempted North Korea from $3.5 billion in debt.")
    assert page.locator("mark.cited").count() == 1
    assert "Wu Wei · Zhi News" in page.inner_text("#source") and "Reported fact" in page.inner_text("#source .why")
    if not page.locator("#source .why ul").is_visible():  # folded away on a narrow screen
        page.click("#source .why summary")
    assert "confidence" in page.inner_text("#source .why")
    assert no_wider_than_the_screen(page)
    if page.locator("#source .close").is_visible():  # the sheet of a narrow screen
        page.click("#source .close")
    second.evaluate("link => link.click()")
    first.evaluate("link => link.click()")
    second.evaluate("link => link.click()")  # faster than any answer comes: the last one counts
    cited(page, "liberated the Kursk region")
    assert page.locator("a.cite[aria-current]").count() == 1


def test_refusal_looks_different_and_offers_what_can_be_asked(page: Page) -> None:
    assert "do not answer" in ask(page, "Who won the 2022 World Cup?")
    assert page.locator(".refusal .nearest li").count() == 0  # nothing here is anywhere near it
    assert "do not answer" in ask(page, "Why did Lavrov cancel his visit to Wonsan?")
    assert page.locator(".refusal .nearest li").count() == 3
    page.fill("#question textarea", "half a question")
    page.wait_for_selector(".refusal .suggest")
    assert page.input_value("#question textarea") == "half a question"
    page.locator(".turn").last.locator(".refusal .suggest").first.click()
    page.wait_for_function("document.querySelectorAll('.turn:not(.pending)').length == 3")
    assert page.locator(".turn").last.locator(".statement").count() >= 1


def test_examples_are_answered_and_opinion_alone_has_a_banner(visit: Open) -> None:
    page = ready(visit())
    page.locator(".welcome .suggest").first.click()
    page.wait_for_selector(".turn:not(.pending) .statement")
    ask(page, "What does the level of reception show?")
    assert page.locator(".turn").last.locator(".opinion-only .caution").count() == 1


def test_conversation_comes_back_after_a_reload_with_its_citations(visit: Open, address: str) -> None:
    page = ready(visit())
    ask(page, DEBT)
    page.wait_for_url("**/?c=*")
    page.reload()
    page.wait_for_selector(".turn a.cite")
    page.locator(".turn a.cite").first.click()
    cited(page, "$3.5 billion")
    page.reload()
    page.wait_for_selector(".turn a.cite[aria-current]")  # its number is known again
    page.click("text=New conversation")
    page.wait_for_selector(".welcome")
    ask(page, KURSK)
    page.locator(".threads .open", has_text="How much debt").first.click()
    page.wait_for_function("document.querySelector('.turn .answer')?.innerText.includes('3.5 billion')")
    page.locator(".turn a.cite").first.click()
    cited(page, "$3.5 billion")


def test_conversations_are_renamed_exported_and_deleted(visit: Open) -> None:
    page = ready(visit())
    ask(page, DEBT)
    row = page.locator(".threads li.current")
    row.locator(".more > summary").click()
    row.locator("[name=title]").fill("The <b>debt</b>")
    row.locator("text=Rename").click()
    page.wait_for_selector(".threads li.current >> text=The <b>debt</b>")
    if not row.locator(".menu").is_visible():
        row.locator(".more > summary").click()
    for form, has in (("Markdown", "**Reported fact · Wu Wei**"), ("HTML", "<!doctype html>"), ("JSON", '"quote"')):
        with page.expect_download() as download:
            row.locator(".menu a", has_text=form).click()
        text = Path(download.value.path()).read_text(encoding="utf-8")
        assert has in text and "3.5 billion" in text
    count = page.locator(".threads li").count()
    row.locator("[data-do=delete]").click()
    row.locator("[data-do=delete-sure]").click()
    page.wait_for_selector(".welcome")
    assert page.locator(".threads li").count() == count - 1


def test_retry_undo_copy_and_feedback(visit: Open, shelf: Assistant) -> None:
    page = ready(visit())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, DEBT)
    ask(page, KURSK)
    page.locator(".turn").last.locator("[data-do=dislike]").click()
    page.locator(".reasons:visible >> text=wrong mark").click()
    page.locator(".reasons:visible [name=remark]").fill("it is a claim")
    page.locator(".reasons:visible >> text=Send").click()
    page.wait_for_selector("text=Kept, thank you")
    kept = shelf.conversations.feedback()[-1]
    assert kept.question == KURSK and kept.feedback and kept.feedback.reasons == ("wrong mark",)
    page.locator(".turn").first.locator("[data-do=copy]").click()
    page.wait_for_selector("text=Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert DEBT in copied and "billion in debt. [1]" in copied and "<" not in copied
    assert copied.endswith("\n\n[1] Wu Wei on Russia North Korea ties")
    page.locator(".statement").first.select_text()
    page.keyboard.press("Control+C")
    assert page.evaluate("navigator.clipboard.readText()").rstrip().endswith("billion in debt. [1]")
    page.locator("[data-do=again]").click()
    page.wait_for_function("!document.querySelector('.pending') && !document.querySelector('[aria-pressed=true]')")
    assert "Kursk" in page.locator(".turn .answer").last.inner_text()
    page.locator("[data-do=takeback]").click()
    page.wait_for_function("document.querySelectorAll('.turn').length == 1")
    assert page.input_value("#question textarea") == KURSK


def test_paper_shows_the_conversation_alone_whole_and_its_sources_by_name(visit: Open) -> None:
    page = ready(visit(scheme="dark"))
    ask(page, DEBT)
    page.locator(".turn a.cite").first.click()
    cited(page, "$3.5 billion")
    for question in (KURSK, "Who won the 2022 World Cup?") * 4:
        ask(page, question)
    paper = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages)
    said = " ".join(paper.split())
    assert said.startswith(DEBT) and said.count("do not answer") == 4 and "New conversation" not in said
    assert "in debt. 1: Wu Wei on Russia North Korea ties" in said


def test_back_leads_to_the_conversation_that_stood_there_before(visit: Open) -> None:
    page = ready(visit())
    ask(page, DEBT)
    page.click("text=New conversation")
    page.wait_for_selector(".welcome")
    ask(page, KURSK)
    for go, question in ((page.go_back, DEBT), (page.go_forward, KURSK)):
        go()
        page.wait_for_selector(f".asked >> text={question}")
        assert page.locator("#talk .turn").count() == 1


def test_question_asked_before_the_page_had_its_first_reply_stays(visit: Open) -> None:
    held: list[Any] = []
    page = visit("/healthz")
    page.route(
        "**/queue/join*",
        lambda route: (
            held.append(route) if '"data":[null,null' in (route.request.post_data or "") else route.continue_()
        ),
    )
    page.goto(page.url.replace("healthz", ""))
    page.wait_for_selector("#question textarea")
    page.fill("#question textarea", DEBT)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".turn:not(.pending)")
    with page.expect_response("**/queue/join*"):
        held[0].continue_()
    page.wait_for_timeout(1_000)  # in which the reply comes
    assert "3.5 billion" in page.inner_text("#talk") and "c=" in page.url


def test_what_is_typed_or_chosen_stays_with_its_answer(visit: Open) -> None:
    page = ready(visit())
    ask(page, DEBT)
    first = page.locator(".turn").first
    first.locator("a.cite").first.click()
    cited(page, "$3.5 billion")
    first.locator("[data-do=dislike]").click()
    first.locator("text=wrong voice").click()
    first.locator("[name=remark]").fill("half a remark")
    ask(page, KURSK)
    assert first.locator("[name=remark]").input_value() == "half a remark" and first.locator(".reasons").is_visible()
    assert first.locator("a.cite[aria-current]").count() == 1
    page.focus("#source")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.turn:first-child a.cite')")
    page.click("text=New conversation")
    page.wait_for_selector(".welcome")
    ask(page, KURSK)
    page.locator(".turn [data-do=dislike]").click()
    page.locator(".turn [name=remark]").fill("on Kursk")
    page.locator(".threads .open", has_text="How much debt").first.click()
    page.wait_for_function("document.querySelectorAll('.turn').length == 2")
    assert first.locator("[name=remark]").input_value() == "" and first.locator("[name=reason]:checked").count() == 0
    assert page.locator(".reasons:visible, a.cite[aria-current]").count() == 0


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Holds an answer on Kursk up after each of its parts; gives what lets one part more come."""
    parts = threading.Semaphore(0)
    real = Chat.stream

    def stream(self: Chat, question: str, *, where: Where | None = None) -> Iterator[Statement | Answer]:
        for part in real(self, question, where=where):
            if "Kursk" in question:
                assert parts.acquire(timeout=60)
            yield part

    monkeypatch.setattr(Chat, "stream", stream)
    yield parts.release
    parts.release(100)


def begin(page: Page) -> None:
    """Ask what the answer is held up to."""
    page.fill("#question textarea", KURSK)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".pending")


def test_slow_question_can_be_stopped_and_blocks_nobody(visit: Open, slow: Callable[[], None]) -> None:
    page, other = ready(visit()), ready(visit())
    begin(page)
    slow()
    page.wait_for_selector(".pending .statement")  # the first statement stands while the rest is awaited
    assert "3.5 billion" in ask(other, DEBT)
    assert page.locator(".pending").count() == 1
    page.get_by_role("button", name="Stop", exact=True).click()
    page.wait_for_selector(".welcome")
    assert page.input_value("#question textarea") == KURSK


def test_page_loaded_anew_in_the_middle_of_an_answer_asks_again(visit: Open, slow: Callable[[], None]) -> None:
    page = ready(visit())
    ask(page, DEBT)
    begin(page)
    page.reload()
    page.wait_for_selector(".turn:nth-of-type(2).pending")
    for _ in range(20):
        slow()
    page.wait_for_selector(".turn:nth-of-type(2):not(.pending)")
    assert page.locator(".asked").all_inner_texts() == [DEBT, KURSK]
    assert "liberated" in page.inner_text("#talk") and "q=" not in page.url


def test_words_typed_while_an_answer_comes_stay(visit: Open, slow: Callable[[], None]) -> None:
    page = ready(visit())
    assert page.get_by_role("button", name="Ask", exact=True).is_visible()
    begin(page)
    assert page.input_value("#question textarea") == ""
    page.fill("#question textarea", "half a question")
    slow()
    page.wait_for_selector(".pending .statement")
    assert page.input_value("#question textarea") == "half a question"
    slow()
    page.wait_for_selector(".turn:not(.pending)")
    assert page.input_value("#question textarea") == "half a question"


def test_opening_another_conversation_breaks_the_answer_off(visit: Open, slow: Callable[[], None]) -> None:
    page = ready(visit())
    ask(page, DEBT)
    page.click("text=New conversation")
    page.wait_for_selector(".welcome")
    begin(page)
    slow()
    page.wait_for_selector(".pending .statement")
    page.locator(".threads .open", has_text="How much debt").first.click()
    page.wait_for_selector(".turn:not(.pending)")
    slow()
    page.wait_for_timeout(1_000)  # in which the answer would come
    assert "3.5 billion" in page.inner_text("#talk") and "Kursk" not in page.inner_text("#talk")
    assert page.input_value("#question textarea") == KURSK  # not lost


def test_only_part_of_the_library_may_be_asked(visit: Open) -> None:
    page = ready(visit())
    page.click("text=Ask only part of the library")
    page.get_by_label("Only reported facts").check()
    page.wait_for_selector("text=Ask only part of the library: only reported facts")
    ask(page, KURSK)
    assert page.locator(".turn .statement.quotation").count() == 0


def test_links_lead_straight_to_an_answer_or_to_cited_words(visit: Open, shelf: Assistant) -> None:
    page = ready(visit("/?q=How+much+debt+did+Russia+exempt%3F"))
    page.wait_for_selector(".turn:not(.pending) .statement")
    page.wait_for_url("**/?c=*")
    citation = shelf.ask(DEBT).statements[0].citations[0]
    page = ready(visit(f"/#cite-{citation.document_id}-{citation.start}-{citation.end}"))
    cited(page, "$3.5 billion")


def test_dead_links_are_told_of(visit: Open, shelf: Assistant) -> None:
    page = ready(visit("/?c=ffffffffffffffff"))
    page.wait_for_selector(".welcome .suggest")
    assert "There is no such conversation here" in page.inner_text("#talk")
    page.evaluate("location.hash = '#read-deadbeef'")
    page.wait_for_selector("#reading >> text=There is no such document")
    page.click(f"#reading a[href='#read-{shelf.documents()[0].id}']")
    page.wait_for_selector(".sentence")
    assert page.locator("#reading .lost").count() == 0


def test_reading_view_shades_counts_switches_and_searches(page: Page, shelf: Assistant) -> None:
    document = shelf.documents()[0]
    page.click("#masthead >> text=Read")
    page.select_option("[data-choose]", document.id)
    page.wait_for_selector(".sentence")
    assert page.locator(".sentence").count() == len(shelf.sentences(document.id))
    shade = "getComputedStyle(document.querySelector('.sentence.opinion')).backgroundColor"
    before = page.evaluate(shade)
    page.locator(".show-opinion").uncheck()
    assert page.evaluate(shade) != before
    for box in page.locator(".kinds input").all():
        box.uncheck()
    grounds = "new Set([...document.querySelectorAll('.text span')].map(e => getComputedStyle(e).backgroundColor))"
    assert page.evaluate(f"document.querySelectorAll('.clause').length && {grounds}.size") == 1
    assert page.locator(".text .sign:visible").count() == 0  # nor does a gap stand where its sign was
    told = pairwise(shelf.sentences(document.id))
    first, second = next((a, b) for a, b in told if document.text[a.end : b.start] == " ")
    page.fill("[name=find]", f"{first.text[-12:]} {second.text[:12].upper()}")  # from one sentence into the next
    page.wait_for_function("document.querySelector('.found').textContent == '1 of 1'")
    page.fill("[name=find]", "lavrov")
    page.wait_for_function("/^1 of [0-9]+$/.test(document.querySelector('.found').textContent)")
    page.click("text=Next")
    page.wait_for_function("document.querySelector('.found').textContent.startsWith('2 of')")
    assert "Lavrov" in page.inner_text(".voices")
    assert all(page.locator(".sample").evaluate_all("all => all.map(one => one.offsetHeight < 32)"))
    assert no_wider_than_the_screen(page)


def test_reasons_for_a_mark_stand_apart_and_hide_no_more_than_they_must(page: Page, shelf: Assistant) -> None:
    page.evaluate("id => window.goTo('#read-' + id)", shelf.documents()[0].id)
    page.wait_for_selector(".sentence")
    sentence = page.locator(".sentence.opinion").nth(5)
    sentence.focus()
    note, words = sentence.locator(".note").bounding_box(), sentence.bounding_box()
    size = page.viewport_size
    assert note and words and size
    assert words["y"] + words["height"] <= note["y"]
    assert note["y"] + note["height"] <= size["height"] and (size["width"] > 640 or note["width"] == size["width"])
    tops = [reason.bounding_box() for reason in sentence.locator(".why").all()]
    assert len(tops) > 1 and all(a and b and a["y"] + a["height"] <= b["y"] for a, b in pairwise(tops))
    edge = "e => getComputedStyle(e.querySelector('.note')).borderTopColor == getComputedStyle(e).textDecorationColor"
    assert sentence.evaluate(edge)


def test_server_that_does_not_answer_is_told_of(visit: Open) -> None:
    page = ready(visit())
    ask(page, DEBT)
    page.route("**/component_server**", lambda route: route.abort())
    page.locator(".turn a.cite").first.click()
    page.wait_for_selector("#source >> text=The server did not answer")
    page.click("#masthead >> text=Library")
    page.wait_for_selector(".listing >> text=The server did not answer")
    page.unroute("**/component_server**")
    page.click("#masthead >> text=Chat")
    page.locator(".turn a.cite").first.click()
    cited(page, "$3.5 billion")


def test_whole_document_is_reached_from_the_source_at_the_cited_place(page: Page) -> None:
    ask(page, DEBT)
    page.locator(".turn a.cite").first.click()
    cited(page, "$3.5 billion")
    page.locator("#source >> text=Read the whole document").click()
    page.wait_for_function(
        "document.activeElement.matches('.sentence') && document.activeElement.innerText.includes('3.5 billion')"
    )


@pytest.mark.parametrize("size", [(910, 600), (375, 560)], ids=["low", "small"])
def test_cited_words_are_in_sight_below_what_is_said_of_them(visit: Open, size: tuple[int, int]) -> None:
    page = ready(visit(size=size))
    ask(page, KURSK)
    page.locator(".turn a.cite").first.click()
    cited(page, "liberated the Kursk region")
    page.wait_for_function("document.activeElement.id == 'cited'")
    for _ in range(2):  # why they are marked so may be folded away, and unfolded
        head, words = page.locator("#source header").bounding_box(), page.locator("#cited").bounding_box()
        assert head and words and head["y"] + head["height"] <= words["y"] < size[1] - 20
        page.click("#source .why summary")
        page.evaluate("window.openCitation(location.hash.slice(1))")
        page.wait_for_function("document.activeElement.id == 'cited'")
    page.locator("#source .links a").first.scroll_into_view_if_needed()
    links = page.locator("#source .links").bounding_box()
    assert links and links["y"] < size[1]


def test_source_closes_by_back_and_by_escape(visit: Open) -> None:
    page = ready(visit(size=NARROW))
    ask(page, DEBT)
    page.locator(".turn a.cite").first.click()
    cited(page, "$3.5 billion")
    page.go_back()
    page.wait_for_selector("#source", state="hidden")
    page.locator(".turn a.cite").first.click()
    page.wait_for_selector("#source")
    page.wait_for_function("document.activeElement.id == 'cited'")
    page.keyboard.press("Escape")
    page.wait_for_selector("#source", state="hidden")
    assert "#" not in page.url and page.evaluate("document.activeElement.matches('a.cite')")


def test_menu_of_a_conversation_closes_by_escape_and_by_choosing_something_else(visit: Open) -> None:
    page = ready(visit())
    ask(page, DEBT)
    more = page.locator(".threads li.current .more")
    more.locator("summary").click()
    more.locator("[name=title]").click()
    assert more.locator(".menu").is_visible()
    page.keyboard.press("Escape")
    assert not more.locator(".menu").is_visible()
    more.locator("summary").click()
    page.click("#talk")
    assert not more.locator(".menu").is_visible()


def test_one_may_write_at_once_unless_a_link_opened_something_else(visit: Open, shelf: Assistant) -> None:
    at_the_box = "document.activeElement.matches('#question textarea')"
    page = ready(visit())
    page.wait_for_function(at_the_box)
    page.focus(".skip")
    page.keyboard.press("Enter")  # the way past the list of conversations
    assert page.evaluate(at_the_box)
    page = ready(visit(f"/#read-{shelf.documents()[0].id}"))
    page.wait_for_selector(".sentence")
    assert not page.evaluate(at_the_box)


def test_question_that_is_too_long_leaves_the_reason_in_view(page: Page) -> None:
    page.fill("#question textarea", "Why is that so? " * 300)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".answer.failed")
    page.wait_for_timeout(500)
    failed, talk = (page.locator(one).bounding_box() for one in (".answer.failed", "#talk"))
    assert failed and talk and failed["y"] + failed["height"] <= talk["y"] + talk["height"]


def test_keyboard_alone_asks_reaches_a_citation_and_comes_back(page: Page) -> None:
    page.focus("#question textarea")
    page.keyboard.type(DEBT)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn:not(.pending) a.cite")
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('a.cite')"):
            break
    page.keyboard.press("Enter")
    cited(page, "$3.5 billion")
    assert page.evaluate("document.activeElement.id") == "cited"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('a.cite')")


def test_dark_and_light_follow_the_system_and_can_be_chosen(visit: Open) -> None:
    ground = "getComputedStyle(document.querySelector('.masthead')).backgroundColor"
    light, dark = ready(visit()), ready(visit(scheme="dark"))
    assert light.evaluate(ground) != dark.evaluate(ground)
    before = light.evaluate(ground)
    light.click("[data-theme]")
    assert light.evaluate(ground) == dark.evaluate(ground)
    light.reload()
    ready(light)
    assert light.evaluate(ground) == dark.evaluate(ground)
    light.click("[data-theme]")
    assert light.evaluate(ground) == before


def test_what_is_chosen_is_seen_where_colours_are_the_systems_own(visit: Open) -> None:
    page = ready(visit())
    page.emulate_media(forced_colors="active")
    ask(page, DEBT)
    page.locator(".turn a.cite").first.click()
    cited(page, "$3.5 billion")
    page.locator("[data-do=like]").click()
    for chosen in ("a.cite[aria-current]", "[aria-pressed=true]", ".threads .current", "nav [aria-current]"):
        assert page.locator(chosen).evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_of_accessibility(visit: Open, shelf: Assistant, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    found: dict[str, Any] = {}

    def check(state: str) -> None:
        result = axe.run(page, options={"resultTypes": ["violations"]}).response
        bad = [v for v in result["violations"] if v["impact"] in ("serious", "critical")]
        for violation in bad:
            found[f"{state}: {violation['id']}"] = [node["html"][:200] for node in violation["nodes"][:3]]

    page = ready(visit(scheme=scheme))
    page.wait_for_selector(".welcome")
    check("welcome")
    ask(page, DEBT)
    ask(page, "What does the level of reception show?")
    ask(page, "Who won the 2022 World Cup?")
    page.wait_for_selector(".refusal .suggest")
    page.locator(".turn a.cite").first.click()
    cited(page, "$3.5 billion")
    page.locator("[data-do=dislike]").last.click()
    page.locator(".threads li.current .more > summary").click()
    page.click("text=Ask only part of the library")
    check("answers, source, reasons, menu, filter")
    page.click("#masthead >> text=Library")
    check("library")
    page.locator("[data-remove]").first.click()
    check("confirmation")
    page.click("[data-cancel]")
    page.click("tbody th a")
    page.wait_for_selector(".sentence")
    check("reading")
    assert found == {}, json.dumps(found, indent=2)
