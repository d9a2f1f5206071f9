"""Asking: the conversation in the middle of the page, statement by statement."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import gradio as gr

from assistant.errors import AssistantError
from assistant.library.turns import Feedback, Turn
from assistant.schema import Answer, Statement, Where
from assistant.web.desk import Desk, owner
from assistant.web.render import REASONS, Pending, suggestions_html, talk_html, threads_html

__all__ = ["ChatHandlers", "narrowed_to"]

Shown: TypeAlias = tuple[Any, ...]
"""Question box, conversation, its id, list of conversations, the question at hand: what every handler gives."""

_EXAMPLES = 4
_INSTEAD = 3


def narrowed_to(where: Where) -> str:
    """Return which part of the library is asked, in words; "" if all of it is."""
    counts = {"document": len(where.documents), "author": len(where.authors)}
    told = [f"{count} {name}{'s' * (count > 1)}" for name, count in counts.items() if count]
    return ", ".join([*told, *["only reported facts"] * where.only_facts])


class ChatHandlers:
    """What happens in the chat; a method for each thing a reader can do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._making = threading.Lock()
        self._made: tuple[frozenset[str], list[str]] = (frozenset(), [])

    def ask(
        self,
        question: str,
        key: str | None,
        documents: Sequence[str],
        authors: Sequence[str],
        only_facts: bool,
        request: gr.Request,
    ) -> Iterator[Shown]:
        """Answer a question, giving what is shown after each statement."""
        desk, who = self._desk, owner(request)
        question = question.encode("utf-8", "replace").decode().strip()
        turns = desk.turns(who, key)
        if not question:
            yield self._shown(who, key, turns)
            return
        key = key if turns else None
        pending = Pending(question)
        yield self._working(turns, key, pending, value="")
        answer: Answer | None = None
        try:
            where = Where(documents=tuple(documents), authors=tuple(authors), only_facts=bool(only_facts))
            for part in desk.assistant.chat(turn.answer for turn in turns if turn.answer).stream(question, where=where):
                if isinstance(part, Statement):
                    pending.statements.append(part)
                else:
                    answer = part
                if not (answer and pending.statements):
                    # Here it ends if it was broken off meanwhile: of a refusal, too, nothing is then kept.
                    yield self._working(turns, key, pending)
        except AssistantError as error:
            pending.error = str(error)
        if answer is None:
            yield self._shown(who, key, turns, pending=pending, box=question)
            return
        if answer.abstained and where:
            told = f"Nothing in the part that was asked ({narrowed_to(where)}) answers this."
            answer = replace(answer, notes=(told,))
        if key is None or not desk.turns(who, key):  # deleted meanwhile, in another window
            key = desk.conversations.start(who, question)
        desk.conversations.append(who, key, answer)
        turns = desk.turns(who, key)
        yield self._shown(who, key, turns)

    def open(self, key: str | None, request: gr.Request, *, asked: str = "", typed: str = "") -> Shown:
        """Show a conversation, or a new one; a question that this breaks off is given back, as by `stop`."""
        who = owner(request)
        return self._shown(who, key, self._desk.turns(who, key), box=typed or asked or None)

    def stop(self, asked: str, typed: str, key: str | None, request: gr.Request) -> Shown:
        """Give a question that was broken off back into the box, unless another stands there; nothing of it is kept."""
        who = owner(request)
        return self._shown(who, key, self._desk.turns(who, key), box=typed or asked)

    def take_back(self, key: str | None, turn: int, request: gr.Request) -> tuple[Shown, str]:
        """Take the last turn out of the conversation, unless another window went on behind it; return its question."""
        who = owner(request)
        turns = self._desk.turns(who, key)
        if not key or not turns or turns[-1].id != turn:
            return self._shown(who, key, turns), ""
        asked = turns.pop().question
        self._desk.conversations.cut(who, key, turn)
        return self._shown(who, key if turns else None, turns, box=asked), asked

    def rate(self, said: Sequence[Any], request: gr.Request) -> bool:
        """Keep what a reader thought of an answer: conversation, turn, verdict or "", reasons, remark."""
        key, turn, verdict, reasons, remark = said
        feedback = Feedback(verdict, tuple(r for r in REASONS if r in reasons), str(remark)) if verdict else None
        try:
            self._desk.conversations.rate(owner(request), str(key), int(turn), feedback)
        except (AssistantError, ValueError):
            return False
        return True

    def welcome(self) -> str:
        """Return what stands where nothing has been asked, with questions that the library can answer."""
        size = len(self._desk.assistant.documents())
        return talk_html([], suggested=self._examples(), size=size, read_only=self._desk.read_only)

    def instead(self, said: Sequence[Any], request: gr.Request) -> str:
        """Return what to ask instead of a question that was refused: conversation, turn."""
        key, turn = said
        answer = next((one.answer for one in self._desk.turns(owner(request), str(key)) if one.id == int(turn)), None)
        if answer is None or not answer.abstained:
            return ""
        near = self._desk.assistant.suggest(_INSTEAD, near=answer.nearest) if answer.nearest else []
        # Where only part of the library was asked, questions from the rest would be refused as well.
        further = [] if answer.notes else self._examples()
        return suggestions_html(list(dict.fromkeys([*near, *further]))[:_INSTEAD])

    def _examples(self) -> list[str]:
        """Return example questions, made once for what the library holds: it takes a second."""
        with self._making:
            ids = frozenset(document.id for document in self._desk.assistant.documents())
            if self._made[0] != ids:
                self._made = (ids, self._desk.assistant.suggest(_EXAMPLES))
            return self._made[1]

    def _working(self, turns: Sequence[Turn], key: str | None, pending: Pending, **box_too: str) -> Shown:
        box = gr.update(submit_btn=False, stop_btn="Stop", **box_too)
        return box, talk_html(turns, key=key, pending=pending), key, gr.skip(), pending.question

    def _shown(
        self,
        who: str,
        key: str | None,
        turns: Sequence[Turn],
        *,
        pending: Pending | None = None,
        box: str | None = None,
    ) -> Shown:
        desk = self._desk
        lost = bool(key) and not turns and not pending  # deleted meanwhile, in another window, or never there
        key = None if lost else key
        size = len(desk.assistant.documents()) if not turns else 1
        talk = talk_html(turns, key=key, pending=pending, size=size, read_only=desk.read_only, lost=lost)
        threads = threads_html(desk.conversations.of(who), key, desk.read_only)
        # What has been typed meanwhile stays, unless a question is given back.
        value = {} if box is None else {"value": box}
        return gr.update(submit_btn="Ask", stop_btn=False, **value), talk, key, threads, ""
