"""Async twins: the same work, step by step in a thread, so that an event loop is never held up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import TypeVar

__all__ = ["stepped"]

T = TypeVar("T")
_END = object()


async def stepped(items: Iterator[T]) -> AsyncIterator[T]:
    """Yield what an iterator gives, each step taken in a thread."""
    while (item := await asyncio.to_thread(next, items, _END)) is not _END:
        yield item  # type: ignore[misc]
