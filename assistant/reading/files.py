"""Paths → files → text and metadata."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from assistant.errors import EmptyFile, PathNotFound, UnreadableFile, UnsupportedFormat
from assistant.reading.head import find_head
from assistant.reading.metadata import (
    SIDECAR_SUFFIXES,
    Parsed,
    clean,
    read_sidecar,
    shown,
    title_from_name,
)
from assistant.reading.text import read_markdown, read_plain
from assistant.reading.worker import Parser

__all__ = ["SUFFIXES", "Source", "find_files", "read_file"]

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "text/plain",
        ".md": "text/markdown",
        ".html": "text/html",
        ".htm": "text/html",
        ".pdf": "application/pdf",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".eml": "message/rfc822",
        ".srt": "application/x-subrip",
        ".vtt": "text/vtt",
    }
)
MAX_BYTES = 50 * 1024 * 1024
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d.*")


@dataclass(frozen=True, slots=True)
class Source:
    """One file, read, before its sentences are found.

    Attributes:
        text: The whole text; "\\n" is the only newline, and stands between paragraphs.
        title: Stated title, else one made from the file name.
        author: Stated author, or None. So also `publisher`, `date` (as stated, without a time stamped on it) and `url`.
        caveat: What the source says of itself that a reader must know, or None.
        media_type: Such as "text/plain".
        pages: Start offset of every page in `text`, for PDF only.
    """

    text: str
    title: str
    author: str | None
    publisher: str | None
    date: str | None
    url: str | None
    caveat: str | None
    media_type: str
    pages: tuple[int, ...] = ()


def find_files(path: Path) -> list[Path]:
    """Return the files that `path` stands for: itself, or what lies in that folder, in a fixed order.

    In a folder hidden files, files named README, metadata files beside a document, and links that lead
    out of it are left out. Files of an unknown format and folders that may not be opened are not: whoever reads them
    says why it cannot.

    Raises:
        PathNotFound: If there is nothing at `path`.
    """
    if not _exists(path):
        raise PathNotFound(f"there is no file or folder {clean(str(path))}; check the path")
    if not path.is_dir():
        return [path]
    root = path.resolve()
    found: list[Path] = []
    for folder, subfolders, names in os.walk(path, onerror=lambda error: found.append(Path(error.filename))):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        files = [Path(folder, name) for name in names]
        documents = {file.stem for file in files if file.suffix.lower() in SUFFIXES}
        found.extend(
            file
            for file in files
            if _is_wanted(file, root) and not (file.suffix in SIDECAR_SUFFIXES and file.stem in documents)
        )
    return sorted(found)


def read_file(path: Path, parser: Parser | None = None) -> Source:
    """Return the text and metadata of one file.

    Args:
        path: The file.
        parser: Keep one for many files; without it a file that needs one starts its own.

    Raises:
        PathNotFound: If it does not exist.
        UnsupportedFormat: If its suffix is not in `SUFFIXES`.
        EmptyFile: If it holds no text.
        UnreadableFile: If it is too large, damaged, protected, scanned, binary, or oddly encoded.
    """
    name, suffix = shown(path), path.suffix.lower()
    _check(path)
    stated = read_sidecar(path)
    parsed = _parse(path, parser)
    if not any(char.isprintable() and not char.isspace() for char in parsed.text):
        raise EmptyFile(f"{name} holds no text; check that it is the right file")
    metadata = stated.over(parsed.metadata)
    return Source(
        text=parsed.text,
        title=clean(metadata.title) or clean(find_head(parsed.text).title) or title_from_name(path.stem, parsed.text),
        author=clean(metadata.author),
        publisher=clean(metadata.publisher),
        date=_without_time(clean(metadata.date)),
        url=clean(metadata.url),
        caveat=clean(metadata.caveat),
        media_type=SUFFIXES[suffix],
        pages=parsed.pages,
    )


def _without_time(date: str | None) -> str | None:
    """Return a date as stated, without the time that a program stamps on it: "2024-05-17T06:15:00+02:00"."""
    stamped = _STAMP.fullmatch(date or "")
    return stamped[1] if stamped else date


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name longer than any file can have, or a folder one may not look into
        return False


def _is_wanted(file: Path, root: Path) -> bool:
    if file.name.startswith(".") or file.name.lower().startswith("readme"):
        return False
    if file.is_symlink() and not file.resolve().is_relative_to(root):
        return False
    return file.is_file()


def _check(path: Path) -> None:
    name, suffix = shown(path), path.suffix.lower()
    if not _exists(path):
        raise PathNotFound(f"there is no file {clean(str(path))}; check the path")
    if path.is_dir():
        try:
            os.scandir(path).close()
        except OSError as error:
            raise UnreadableFile(f"{name} could not be opened ({error.strerror}); check its permissions") from error
    if not path.is_file():
        raise UnreadableFile(f"{name} is not a file; give a file, or a folder of files")
    if suffix not in SUFFIXES:
        kind = f"a {clean(suffix)} file" if suffix else "a file without a suffix"
        raise UnsupportedFormat(f"{name} is {kind}; only {', '.join(SUFFIXES)} can be read; save it as one of these")
    size = path.stat().st_size
    if size > MAX_BYTES:
        limit = f"the limit of {MAX_BYTES // 2**20} MB"
        raise UnreadableFile(f"{name} is {size / 2**20:.1f} MB, over {limit}; split it into smaller files")


def _parse(path: Path, parser: Parser | None) -> Parsed:
    name, suffix = shown(path), path.suffix.lower()
    try:
        if suffix in (".txt", ".srt", ".vtt"):
            return read_plain(path.read_bytes(), name)
        if suffix == ".md":
            return read_markdown(path.read_bytes(), name)
        with path.open("rb"):  # may it be read at all?
            pass
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(f"{name} could not be opened ({reason}); check its permissions") from error
    if parser is not None:
        return parser.parse(path)
    with Parser() as own:
        return own.parse(path)
