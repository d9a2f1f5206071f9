"""E-mails and memos as they are pasted into a text: who writes what stands below their headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.reading.credits import is_regards
from assistant.reading.vocabulary import CAPITAL

__all__ = ["Message", "find_messages", "writers"]

_FIELD = re.compile(
    r"[*_]{0,2}(?P<key>from|to|cc|bcc|sent|date|subject|re|reply-to|importance|attachments?)[*_]{0,2}\s?:[*_]{0,2}"
    r"(?:\s+(?P<value>.*)|$)",
    re.IGNORECASE,
)
_TELLING = {"sent", "subject", "re"}  # "From: Orle", "To: Osk" alone is a journey
_FORWARDED = re.compile(r"\W*(?:original message|(?:begin )?forwarded message)\W*", re.IGNORECASE)
_WROTE = re.compile(
    rf"On\s.{{6,60}}?[,\d]\s(?:[AP]M,?\s)?(?P<sender>{CAPITAL}[^,<>]{{1,60}}?)\s?<[^<>\s]{{3,80}}>\s?wrote:"
)
_REPLY = re.compile(r"(?:(?:re|fwd?|aw)\s?:\s*)+", re.IGNORECASE)
_ADDRESS = re.compile(r" ?[<\[(].*")
_CLOSED = "--"
_FIRST = 2  # lines that may stand above the first header
_WORDS = 8  # of a line in a signature at most


@dataclass(frozen=True, slots=True)
class Message:
    """One message; lines are counted from 0.

    Attributes:
        start: The first line of its header.
        end: One past the last line of its header.
        sender: Who writes what follows.
        subject: Its subject without "Re:", or None.
        date: When it was sent, as stated there, or None.
        lines: The lines of its header and its signature.
    """

    start: int
    end: int
    sender: str
    subject: str | None
    date: str | None
    lines: frozenset[int]


def find_messages(lines: Sequence[str]) -> list[Message]:
    """Return the messages of a text that begins with one, in order.

    A header is a run of lines such as "From: …", "To: …" and "Subject: …"; "On 3 May, Ida Holm <ida@orle.example>
    wrote:" is one as well.

    Args:
        lines: The document's lines that are not blank, without white space around them.
    """
    headers: list[tuple[int, int, dict[str, str]]] = []
    number = 0
    while number < len(lines):
        end, stated = number, dict[str, str]()
        while end < len(lines) and (field := _FIELD.fullmatch(lines[end])):
            stated.setdefault(field["key"].casefold(), (field["value"] or "").strip())
            end += 1
        wrote = _WROTE.fullmatch(lines[number])
        if wrote:
            headers.append((number, number + 1, {"from": wrote["sender"]}))
        elif stated.get("from") and not (_TELLING.isdisjoint(stated) and "@" not in "".join(stated.values())):
            forwarded = number > 0 and _FORWARDED.fullmatch(lines[number - 1])
            headers.append((number - bool(forwarded), end, stated))
        number = max(end, number + 1)
    starts = [*(start for start, _, _ in headers), len(lines)]
    if starts[0] > _FIRST:
        return []
    return [
        Message(
            start,
            end,
            _name(stated["from"]),
            _REPLY.sub("", stated.get("subject") or stated.get("re") or "") or None,
            stated.get("sent") or stated.get("date") or None,
            frozenset([*range(start, end), *_signature(lines, end, last)]),
        )
        for (start, end, stated), last in zip(headers, starts[1:], strict=True)
    ]


def writers(lines: Sequence[str], messages: Sequence[Message]) -> dict[int, str]:
    """Return who writes what follows, by the number of a line from which on it is somebody else.

    Below "Ida Holm wrote:", lines behind ">" are hers, and those between them of whoever answers her.
    """
    parts: dict[int, str] = {}
    answering = ""
    starts = [*(message.start for message in messages), len(lines)]
    for message, last in zip(messages, starts[1:], strict=True):
        parts[message.start] = writing = message.sender
        if not "".join(lines[message.end : message.end + 1]).startswith(">"):
            answering = message.sender
        for number in range(message.end, last) if answering != message.sender else ():
            writer = message.sender if lines[number].startswith(">") else answering
            if writer and writer != writing:
                parts[number] = writing = writer
    return parts


def _signature(lines: Sequence[str], start: int, end: int) -> Iterator[int]:
    """Yield the lines that sign a message: all below "--", and the short ones below its regards."""
    signed = closed = False
    for number in range(start, end):
        closed = closed or lines[number] == _CLOSED
        if closed or (signed and len(lines[number].split()) <= _WORDS and lines[number][-1] not in ".!?"):
            yield number
        signed = signed or is_regards(lines[number])


def _name(sender: str) -> str:
    """Return a sender's name without the address; "Holm, Ida" is Ida Holm."""
    sender = " ".join(sender.split())
    name = _ADDRESS.sub("", sender).strip(" \"'*_") or sender.strip(" <>[]")
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and " " not in first and " " not in last else name
