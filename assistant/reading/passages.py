"""Passages: consecutive sentences of one turn, as many as the embedding model reads without cutting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.segments import Segment

__all__ = ["PassageSpan", "find_passages"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """Where a passage stands: characters `[start, end)`, sentences `first` to `last` inclusive."""

    start: int
    end: int
    first: int
    last: int


def find_passages(segments: Sequence[Segment], tokens: Sequence[Sequence[Span]], *, limit: int) -> list[PassageSpan]:
    """Pack sentences into passages that overlap by one sentence and never cross a turn.

    Args:
        segments: The document's sentences, in order.
        tokens: For each sentence the character spans of its tokens, counted from the sentence's start.
        limit: Most tokens in a passage, at least 1.

    Returns:
        Passages in order. Together they hold every sentence; a sentence longer than `limit` is spread over
        several passages of its own.
    """
    passages: list[PassageSpan] = []
    first = 0
    while first < len(segments):
        last, size = first, len(tokens[first])
        if size > limit:
            passages += _split(segments[first], tokens[first], first, limit)
            first += 1
            continue
        while (
            last + 1 < len(segments)
            and segments[last + 1].turn == segments[first].turn
            and size + len(tokens[last + 1]) <= limit
        ):
            last += 1
            size += len(tokens[last])
        passages.append(PassageSpan(segments[first].start, segments[last].end, first, last))
        following = last + 1
        overlap = (
            last > first
            and following < len(segments)
            and segments[following].turn == segments[last].turn
            and len(tokens[last]) + len(tokens[following]) <= limit
        )
        first = last if overlap else following
    return passages


def _split(segment: Segment, tokens: Sequence[Span], position: int, limit: int) -> list[PassageSpan]:
    pieces = [tokens[i : i + limit] for i in range(0, len(tokens), limit)]
    return [
        PassageSpan(segment.start + piece[0][0], segment.start + piece[-1][1], position, position) for piece in pieces
    ]
