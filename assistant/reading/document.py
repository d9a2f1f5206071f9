"""From a file to a document and its sentences: the whole of reading, in order."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from assistant.errors import EmptyFile
from assistant.reading.credits import credit_metadata, personal_views, spoken_by
from assistant.reading.files import read_file
from assistant.reading.head import find_head
from assistant.reading.segments import Segment, find_segments
from assistant.reading.worker import Parser
from assistant.schema import Document

__all__ = ["read_document", "written"]


def written(path: Path) -> str:
    """Return the absolute path as it can be kept: bytes of a name that are not UTF-8 stand as "\\xff"."""
    return os.fsencode(path.resolve()).decode("utf-8", "backslashreplace")


def read_document(path: Path, parser: Parser | None = None) -> tuple[Document, list[Segment]]:
    """Read one file.

    Args:
        path: A file of a supported format.
        parser: The process that reads foreign formats, kept over many files; a short-lived one if None.

    Returns:
        The document and its sentences in order. Metadata that the file or its sidecar does not state is taken
        from credit lines in the text, or from how a speech is headed.

    Raises:
        ReadingError: If the file cannot be read or holds no sentence.
    """
    source = read_file(path, parser)
    lines = source.text.split("\n")
    credits, head = credit_metadata(lines), find_head(source.text)
    publisher = source.publisher or credits.get("publisher")
    author = source.author or credits.get("author") or head.author or spoken_by(source.title, lines)
    segments = find_segments(source.text, title=source.title, interviewer=author or publisher, outlet=publisher)
    if not segments:
        raise EmptyFile(f"{path.name} holds no sentence to read; add a file with text in it")
    sentences = (source.text[segment.start : segment.end] for segment in segments)
    document = Document(
        id=hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        text=source.text,
        title=source.title,
        author=author,
        publisher=publisher,
        date=source.date or credits.get("date") or head.date,
        url=source.url or credits.get("url"),
        path=written(path),
        media_type=source.media_type,
        caveat=source.caveat or next(filter(personal_views, sentences), None),
        pages=source.pages,
    )
    return document, segments
