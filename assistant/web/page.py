"""The page: a chat on the left, the cited words on the right."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, TypeAlias

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read when gradio is imported

import gradio as gr

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.schema import Answer
from assistant.web.render import answer_html, source_html, text_html

__all__ = ["build_page", "page_style"]

Turn: TypeAlias = tuple[str, Answer | str]
"""A question and its answer, or the plain message that took its place."""

Message: TypeAlias = dict[str, str]

_EMPTY_SOURCE = '<div id="source" tabindex="0" role="region" aria-label="Source" aria-live="polite">{}</div>'
_HINT = '<p class="hint">Choose a citation, such as [1], to see the words it rests on.</p>'


def page_style() -> str:
    """Return the style sheet of the page."""
    return _file("style.css")


def _file(name: str) -> str:
    return files("assistant.web").joinpath(name).read_text(encoding="utf-8")


def build_page(assistant: Assistant) -> gr.Blocks:
    """Return the page, not yet served."""

    def respond(question: str, turns: list[Turn]) -> Iterator[tuple[str, list[Message], list[Turn]]]:
        if not question.strip():
            yield question, _messages(turns), turns
            return
        yield "", [*_messages(turns), _asked(question)], turns
        chat = assistant.chat(turn for _, turn in turns if isinstance(turn, Answer))
        try:
            reply: Answer | str = chat.ask(question)
        except AssistantError as error:
            reply = str(error)
        turns = [*turns, (question, reply)]
        yield "", _messages(turns), turns

    def undo(turns: list[Turn], event: gr.UndoData) -> tuple[str, list[Message], list[Turn]]:
        kept = turns[: _turn_of(event.index)]
        return turns[len(kept)][0], _messages(kept), kept

    def retry(turns: list[Turn], event: gr.RetryData) -> Iterator[tuple[str, list[Message], list[Turn]]]:
        number = _turn_of(event.index)
        yield from respond(turns[number][0], turns[:number])

    def source(address: str) -> str:
        return source_html(assistant, str(address))

    def ask(question: str) -> dict[str, Any]:
        """Answer a question from the documents, with citations and marks."""
        return _called(lambda: assistant.ask(question).to_dict())

    def search(question: str, k: int = 5) -> dict[str, Any]:
        """Return the sentences that fit a question best."""
        return _called(
            lambda: {
                "results": [
                    {"text": e.text, "document_id": e.document_id, "title": e.title, "start": e.sentence.start,
                     "end": e.sentence.end, "mark": e.mark.kind.value, "voice": e.mark.voice, "score": e.score}
                    for e in assistant.search(question, k=k)
                ]
            }
        )  # fmt: skip

    def documents() -> dict[str, Any]:
        """List the documents of the library."""
        return {
            "documents": [
                {
                    "id": d.id,
                    "title": d.title,
                    "author": d.author,
                    "publisher": d.publisher,
                    "date": d.date,
                    "url": d.url,
                }
                for d in assistant.documents()
            ]
        }

    with gr.Blocks(title="Assistant", analytics_enabled=False, fill_width=True) as page:
        gr.HTML(_masthead(assistant), elem_id="masthead")
        turns = gr.State([])
        with gr.Row(equal_height=False):
            with gr.Column(scale=3, min_width=320):
                chatbot = _chatbot()
                question = gr.Textbox(
                    placeholder="Ask your documents…",
                    label="Question",
                    show_label=False,
                    max_lines=6,
                    autofocus=True,
                    submit_btn=True,
                )
                shown: dict[str, Any] = {
                    "outputs": [question, chatbot, turns],
                    "api_visibility": "private",
                    "concurrency_limit": 4,
                    "show_progress": "hidden",
                }
                question.submit(respond, [question, turns], **shown)
                chatbot.undo(undo, [turns], **shown)
                chatbot.retry(retry, [turns], **shown)
                chatbot.clear(list, None, [turns], api_visibility="private")
            with gr.Column(scale=2, min_width=300):
                gr.HTML(
                    _EMPTY_SOURCE.format(_HINT),
                    js_on_load=_file("source.js"),
                    server_functions=[source],
                )
        gr.api(ask, api_name="ask", concurrency_limit=4)
        gr.api(search, api_name="search", concurrency_limit=4)
        gr.api(documents, api_name="documents", concurrency_limit=4)
    return page


def _masthead(assistant: Assistant) -> str:
    count = len(assistant.documents())
    size = "1 document" if count == 1 else f"{count} documents"
    return (
        f"<h1>Ask your documents</h1><p>{size} · answers in the sources’ own words, "
        "reported fact apart from opinion. What they do not say is not answered.</p>"
    )


def _chatbot() -> gr.Chatbot:
    return gr.Chatbot(
        label="Conversation",
        show_label=False,
        height="72vh",
        sanitize_html=True,
        allow_tags=False,
        latex_delimiters=[],
        line_breaks=False,
        group_consecutive_messages=False,
        feedback_options=None,
        buttons=["copy", "copy_all"],
        placeholder="Ask a question. Every statement of the answer is marked and leads to its source.",
    )


def _messages(turns: list[Turn]) -> list[Message]:
    """Return a conversation as the chat shows it: two messages a turn, everything escaped."""
    return [message for asked, reply in turns for message in (_asked(asked), _replied(reply))]


def _asked(question: str) -> Message:
    return {"role": "user", "content": text_html(question)}


def _replied(reply: Answer | str) -> Message:
    html = answer_html(reply) if isinstance(reply, Answer) else f'<div class="answer">{text_html(reply)}</div>'
    return {"role": "assistant", "content": html}


def _turn_of(index: Any) -> int:
    """Return the turn that a message of the chat belongs to."""
    return int(index[0] if isinstance(index, list | tuple) else index) // 2


def _called(call: Any) -> dict[str, Any]:
    try:
        result: dict[str, Any] = call()
    except AssistantError as error:
        raise gr.Error(str(error), print_exception=False) from None
    return result
