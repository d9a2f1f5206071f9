"""The page: how its parts are laid out and wired. What each part does is in a module of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from typing import Any

# Read when gradio is imported. The second is how many events go by before it sums up how long each took: it would
# otherwise do so after every one, over all of them, though nobody is shown the result.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000000")

import gradio as gr

from assistant.schema import Where
from assistant.web.api import add_endpoints
from assistant.web.chat import ChatHandlers, Shown, narrowed_to
from assistant.web.desk import Desk, owner, reader
from assistant.web.reading import reading_of, source_of
from assistant.web.render import key_html, render, style
from assistant.web.shelf import listing_of, remove, shelf_html, take_in
from assistant.web.threads import rename_or_delete

__all__ = ["AT_ONCE", "build_page", "page_head", "page_style"]

AT_ONCE = 32
"""Questions answered at the same time; more wait their turn."""


def page_style() -> str:
    """Return the style sheet of the page."""
    return style("marking/marks.css", "web/style.css")


def page_head() -> str:
    """Return how the page is printed; apart, for the frame writes rules within a media query anew (see style.css)."""
    return f'<style media="print">{style("web/print.css")}</style>'


def _script(name: str) -> str:
    return files("assistant.web").joinpath(name).read_text(encoding="utf-8")


def build_page(desk: Desk) -> gr.Blocks:
    """Return the page, not yet served."""
    chat = ChatHandlers(desk)
    with gr.Blocks(title="Grounded assistant", analytics_enabled=False, fill_width=True) as page:
        add_endpoints(desk.assistant, at_once=AT_ONCE)  # first, so that their names are theirs
        masthead = gr.HTML(
            render("masthead", who=""), js_on_load=_script("page.js"), elem_id="masthead", apply_default_css=False
        )
        with gr.Row(elem_id="view-chat", equal_height=False):
            with gr.Column(scale=2, min_width=200, elem_id="side"):
                threads = _threads(desk)
            with gr.Column(scale=6, min_width=320, elem_id="middle"):
                talk = _talk(chat)
                question, narrowed = _question()
            with gr.Column(scale=4, min_width=300, elem_id="aside"):
                _source(desk)
        with gr.Column(elem_id="view-read"):
            _reading(desk)
        with gr.Column(elem_id="view-library"):
            shelf = _shelf(desk)
        _wire(
            page,
            desk,
            chat,
            masthead=masthead,
            threads=threads,
            talk=talk,
            question=question,
            narrowed=narrowed,
            shelf=shelf,
        )
    return page


_NARROW = "Ask only part of the library"


def _question() -> tuple[gr.Textbox, list[gr.components.Component]]:
    """Return the question box, and what narrows the library down for it."""
    question = gr.Textbox(
        placeholder="Ask your documents…", label="Question", show_label=False, max_lines=6, submit_btn="Ask",
        elem_id="question",
    )  # fmt: skip
    with gr.Accordion(_NARROW, open=False, elem_id="narrow") as narrow:
        documents = gr.Dropdown(label="Documents", multiselect=True, choices=[], elem_id="narrow-documents")
        authors = gr.Dropdown(label="Authors", multiselect=True, choices=[], elem_id="narrow-authors")
        only_facts = gr.Checkbox(label="Only reported facts", elem_id="only-facts")
    narrowed = [documents, authors, only_facts]

    def tell(d: list[str], a: list[str], facts: bool) -> Any:
        """Say how it is narrowed down, for when the choice is folded away."""
        told = narrowed_to(Where(documents=tuple(d), authors=tuple(a), only_facts=facts))
        return gr.update(label=f"{_NARROW}: {told}" if told else _NARROW)

    for one in narrowed:
        one.change(tell, narrowed, [narrow], api_visibility="private", show_progress="hidden")
    return question, narrowed


def _talk(chat: ChatHandlers) -> gr.HTML:
    def rate(said: list[Any], request: gr.Request) -> bool:
        return chat.rate(said, request)

    def welcome(_: Any) -> str:
        return chat.welcome()

    def instead(said: list[Any], request: gr.Request) -> str:
        return chat.instead(said, request)

    return gr.HTML(
        elem_id="talk",
        js_on_load=_script("chat.js"),
        server_functions=[rate, welcome, instead],
        apply_default_css=False,
    )


def _source(desk: Desk) -> None:
    def source(address: str) -> str:
        return source_of(desk, str(address))

    pane = f'<section id="source" tabindex="0" aria-label="Source" aria-live="polite">{key_html()}</section>'
    gr.HTML(pane, js_on_load=_script("source.js"), server_functions=[source], apply_default_css=False)


def _reading(desk: Desk) -> None:
    def read(document_id: str) -> str:
        return reading_of(desk, str(document_id))

    place = '<div id="reading"></div>'
    gr.HTML(place, js_on_load=_script("reading.js"), server_functions=[read], apply_default_css=False)


def _shelf(desk: Desk) -> gr.HTML:
    def take(file: list[str]) -> dict[str, Any]:
        return take_in(desk, *map(str, file[:2]))

    def put_out(document_id: str) -> str:
        return remove(desk, str(document_id))

    def listing(_: Any) -> str:
        return listing_of(desk)

    return gr.HTML(
        # Its list is fetched anew whenever the view is shown.
        shelf_html(desk), elem_id="shelf", js_on_load=_script("library.js"),
        server_functions=[take, put_out, listing], apply_default_css=False,
    )  # fmt: skip


def _threads(desk: Desk) -> gr.HTML:
    def change(said: list[str], request: gr.Request) -> bool:
        return rename_or_delete(desk, owner(request), said)

    return gr.HTML(
        elem_id="threads", js_on_load=_script("threads.js"), server_functions=[change], apply_default_css=False
    )


def _wire(
    page: gr.Blocks,
    desk: Desk,
    chat: ChatHandlers,
    *,
    masthead: gr.HTML,
    threads: gr.HTML,
    talk: gr.HTML,
    question: gr.Textbox,
    narrowed: list[Any],
    shelf: gr.HTML,
) -> None:
    """Connect what a reader does with what then happens."""
    key, asked = gr.State(None), gr.State("")
    shown: dict[str, Any] = {
        "outputs": [question, talk, key, threads, asked], "api_visibility": "private", "show_progress": "hidden",
        "concurrency_limit": AT_ONCE,
    }  # fmt: skip

    def again(event: gr.EventData, key: str, d: Any, a: Any, f: bool, request: gr.Request) -> Iterator[Shown]:
        _, question = chat.take_back(key, int(event.turn), request)
        yield from chat.ask(question, key, d, a, f, request)

    def suggested(event: gr.EventData, key: str, d: Any, a: Any, f: bool, request: gr.Request) -> Iterator[Shown]:
        yield from chat.ask(str(event.question), key, d, a, f, request)

    def take_back(event: gr.EventData, key: str, request: gr.Request) -> Shown:
        return chat.take_back(key, int(event.turn), request)[0]

    def opened(event: gr.EventData, asked: str, typed: str, request: gr.Request) -> Shown:
        return chat.open(event.key or None, request, asked=asked, typed=typed)

    def start(key: str, asked: str, d: Any, a: Any, f: bool, request: gr.Request) -> Iterator[Shown]:
        if key or asked:  # whoever was quicker than this keeps what he asked
            yield (gr.skip(),) * 5
            return
        address = dict(request.query_params)
        first = chat.open(address.get("c"), request)
        yield first
        if linked := address.get("q", ""):
            yield from chat.ask(linked, first[2], d, a, f, request)

    asking = [
        question.submit(chat.ask, [question, key, *narrowed], **shown),
        talk.again(again, [key, *narrowed], **shown),
        talk.suggested(suggested, [key, *narrowed], **shown),
        page.load(start, [key, asked, *narrowed], **shown),
    ]
    question.stop(chat.stop, [asked, question, key], cancels=asking, **{**shown, "concurrency_limit": None})
    talk.takeback(take_back, [key], **shown)
    talk.opened(opened, [asked, question], **shown)
    threads.opened(opened, [asked, question], cancels=asking, **shown)
    narrowing: dict[str, Any] = {"outputs": narrowed[:2], "api_visibility": "private", "show_progress": "hidden"}
    page.load(partial(_choices, desk), None, **narrowing)
    shelf.changed(partial(_choices, desk), None, **narrowing)
    page.load(_greeting, None, [masthead], api_visibility="private", show_progress="hidden")


def _choices(desk: Desk) -> tuple[Any, Any]:
    """Return the documents and the authors that a question can be narrowed to."""
    documents = desk.assistant.documents()
    authors = sorted({document.author for document in documents if document.author}, key=str.casefold)
    return gr.update(choices=[(d.title, d.id) for d in documents]), gr.update(choices=authors)


def _greeting(request: gr.Request) -> str:
    return render("masthead", who=reader(request))
