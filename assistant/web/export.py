"""A conversation as a file to take away: Markdown, HTML or JSON, with its citations written out."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

from assistant.library.turns import Conversation, Turn
from assistant.marking.labels import LABELS, caution
from assistant.schema import Answer
from assistant.web.filters import refusal, understood
from assistant.web.render import address_of, render, style

__all__ = ["FORMS", "exported"]

FORMS = {"md": "text/markdown", "html": "text/html", "json": "application/json"}
"""Suffix and media type of each form."""

_GONE = "This answer rested on documents that have since been removed."


def exported(conversation: Conversation, turns: list[Turn], form: str) -> str:
    """Return a conversation in one form.

    Args:
        conversation: Which.
        turns: Its turns, oldest first.
        form: A key of `FORMS`.

    Returns:
        Text in which nothing that a document or a person says is markup, a formula or a script.
    """
    if form == "md":
        return _markdown(conversation, turns)
    if form == "html":
        css = style("marking/marks.css", "web/export.css")
        return render("export", title=conversation.title, turns=turns, style=css)
    said = {"title": conversation.title, "changed": conversation.changed, "turns": [asdict(turn) for turn in turns]}
    text = json.dumps(said, ensure_ascii=False, indent=2)
    # Read as HTML by mistake, it must still hold no tag.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _markdown(conversation: Conversation, turns: list[Turn]) -> str:
    lines = [f"# {_plain(conversation.title)}", ""]
    for turn in turns:
        lines += [f"## {_plain(turn.question)}", ""]
        if turn.answer and understood(turn.answer):
            lines += [f"*Understood as:* {_plain(understood(turn.answer))}", ""]
        if turn.answer is None or turn.answer.abstained:
            lines += [_GONE if turn.answer is None else _plain(refusal(turn.answer)), ""]
        else:
            lines += _answer(turn.answer)
    return "\n".join(lines)


def _answer(answer: Answer) -> list[str]:
    places: dict[str, int] = {}
    notes: list[str] = []
    lines = [f"**{caution(answer)}**", ""] if caution(answer) else []
    for statement in answer.statements:
        numbers = []
        for citation in statement.citations:
            number = places.setdefault(address_of(citation), len(places) + 1)
            numbers.append(f"[{number}]")
            if number > len(notes):
                page = f", page {citation.page}" if citation.page else ""
                speaker = f", {_plain(citation.speaker)}" if citation.speaker else ""
                place = f"{_plain(citation.title)}{speaker}{page}, characters {citation.start}–{citation.end}"
                notes.append(f"- [{number}] {place}: “{_plain(citation.quote)}”")
        voice = f" · {_plain(statement.mark.voice)}" if statement.mark.voice else ""
        lines.append(f"- **{LABELS[statement.mark.kind]}{voice}**: {_plain(statement.text)} {' '.join(numbers)}")
    told = [_plain(note) for note in answer.notes]
    told += [f"The source says of itself: “{_plain(caveat)}”" for caveat in answer.caveats]
    return [*lines, "", *(f"*Note:* {line}\n" for line in told), "Sources", "", *notes, ""]


def _plain(words: str) -> str:
    """Return words on one line that Markdown, or a program reading the file as a table, takes as no more than words."""
    line = " ".join(words.split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # Addresses too: many readers make links of them, and fetch pictures.
    return re.sub(r"([\\`*_{}\[\]()#+!|~=@$^:-]|(?<=[Ww]{3})\.)", r"\\\1", line)
