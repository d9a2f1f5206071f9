"""Hostile strings as document text, title, file name and question: shown as the text they are, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from harness import HOSTILE, Open, address, ask, browser, hostile_strings, needs_chromium, ready, shelf, visit

from assistant import Assistant

__all__ = ["address", "browser", "shelf", "visit"]  # fixtures

pytestmark = needs_chromium
# What may run, load or send, anywhere that words of others are shown; the page's own icons and forms are named.
ACTIVE = """() => {
  const found = [];
  for (const place of document.querySelectorAll("#talk .talk, #source, #reading, #shelf .shelf, #threads .threads"))
    for (const node of place.querySelectorAll("*")) {
      const svg = node.closest("svg");
      if (svg && svg.closest(".tools [data-do]")) continue;
      if (node.matches("script, style, link, img, image, iframe, object, embed, base, meta, video, audio, svg, math"))
        found.push(node.outerHTML.slice(0, 200));
      for (const one of node.attributes) {
        const bare = one.value.replace(/[\\s\\u0000-\\u001f]/g, "").toLowerCase();
        if (one.name.startsWith("on") || ["src", "srcdoc", "action", "formaction", "xlink:href"].includes(one.name))
          found.push(node.outerHTML.slice(0, 200));
        if (one.name === "href" && !/^(#(cite|read)-|#library$|#voices$|export\\/[0-9a-f]+\\.|https?:)/.test(bare))
          found.push(one.value);
      }
    }
  return found;
}"""
SHOWN = """() => [...document.querySelectorAll("#reading .sentence")].map((sentence) => {
  const copy = sentence.cloneNode(true);
  for (const own of copy.querySelectorAll(".sign, .note")) own.remove();
  return copy.textContent;
})"""


@pytest.fixture(scope="module")
def strings() -> list[str]:
    return hostile_strings()


def test_shared_strings_are_there(strings: list[str]) -> None:
    if not HOSTILE.is_dir():
        pytest.skip(f"no {HOSTILE}: only our own strings are tried below; set ASSISTANT_EVAL_DATA to try all")
    assert len(strings) > 700


def test_hostile_documents_are_shown_as_text(
    visit: Open, shelf: Assistant, strings: list[str], write: Callable[[str, str], Path], tmp_path: Path
) -> None:
    kept = write("hostile.txt", "\n\n".join(f"The payload reads {line}" for line in strings))
    ids = [str(shelf.add_upload(kept, "hostile.txt").document_id)]
    for number, line in enumerate(strings[:24]):
        path = write(f"{number}.md", f"---\ntitle: {line!r}\nauthor: {line!r}\n---\nNumber {number} says {line}\n")
        ids.append(str(shelf.add_upload(path, f"{line[:80]}.md").document_id))
    page = ready(visit("/#library"))
    page.wait_for_selector("tbody tr")
    titles = page.locator("tbody tr th").all_text_contents()
    assert sorted(" ".join(title.split()) for title in titles) == sorted(d.title for d in shelf.documents())
    assert page.evaluate(ACTIVE) == []
    for document_id in ids[:4]:
        page.evaluate("id => window.goTo('#read-' + id)", document_id)
        page.wait_for_selector(f"#reading [data-choose] option[value='{document_id}'][selected]", state="attached")
        assert page.evaluate(SHOWN) == [sentence.text for sentence in shelf.sentences(document_id)]
        assert page.evaluate(ACTIVE) == []
    sentence = shelf.sentences(ids[0])[0]
    page.evaluate("hash => window.goTo(hash)", f"#cite-{ids[0]}-{sentence.start}-{sentence.end}")
    page.wait_for_selector("#cited")
    assert page.locator("#cited").text_content() == sentence.text
    assert page.evaluate(ACTIVE) == []


def test_hostile_questions_are_shown_as_text(visit: Open, strings: list[str]) -> None:
    page = ready(visit())
    for question in strings[:: max(1, len(strings) // 12)]:
        ask(page, f"{question[:600]} ?")
        asked = page.locator(".turn .asked").last.text_content()
        assert asked == f"{question[:600]} ?"
    assert page.evaluate(ACTIVE) == []
    page.reload()
    page.wait_for_selector(".turn")
    assert page.evaluate(ACTIVE) == []
    page.locator(".threads li.current .more > summary").click()
    page.locator(".threads li.current [name=title]").fill(strings[0])
    page.locator(".threads li.current >> text=Rename").click()
    page.wait_for_function(
        "t => document.querySelector('.threads li.current .open')?.textContent === t", arg=strings[0]
    )
    assert page.evaluate(ACTIVE) == []
