"""Word documents: paragraphs and table rows in document order, then the notes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from assistant.errors import UnreadableFile
from assistant.reading.metadata import Metadata, Parsed, sensible_author, sensible_title
from assistant.reading.text import normalise

__all__ = ["read_docx"]

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 100
# Below this even an absurd ratio does no harm: a page of one repeated letter has one.
MIN_SUSPECT_BYTES = 10 * 1024 * 1024

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN, _HIDDEN, _MOVED_AWAY, _NOTES = qn("w:r"), qn("w:vanish"), qn("w:moveFrom"), (qn("w:footnote"), qn("w:endnote"))
_TYPE, _VALUE = qn("w:type"), qn("w:val")
_TEXT_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"(?:heading|title|subtitle)\b", re.IGNORECASE)
_WRITTEN = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}


def read_docx(data: bytes, name: str) -> Parsed:
    """Return a document's text, one paragraph or table row a line, and its stated title and author.

    Raises:
        UnreadableFile: If it is damaged, protected, not a Word document, or unpacks to too much.
    """
    if data.startswith(_OLD_OFFICE):
        raise UnreadableFile(
            f"{name} is protected by a password or in the old .doc format; save it as an unprotected .docx"
        )
    _refuse_bomb(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        headings = {style.style_id for style in document.styles if _HEADING.match(style.name or "")}
        parts = [document.element.body, *_notes(document.part)]
        lines = "\n\n".join("\n".join(_lines(_as_shown(part), headings)) for part in parts)
        text = re.sub(r"\n{3,}", "\n\n", normalise(lines)).strip("\n")
        stated = document.core_properties
        metadata = Metadata(title=sensible_title(stated.title), author=sensible_author(stated.author))
    except (MemoryError, UnreadableFile):
        raise
    except Exception as error:  # python-docx meets a malformed part with whatever its code runs into
        raise _damaged(name) from error
    return Parsed(text, metadata)


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name} is damaged or not a Word document; open it in Word and save it again")


def _refuse_bomb(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged(name) from error
    if unpacked > MAX_UNPACKED_BYTES or unpacked > max(MAX_RATIO * len(data), MIN_SUSPECT_BYTES):
        raise UnreadableFile(
            f"{name} unpacks from {len(data) / 2**20:.1f} to {unpacked / 2**20:.0f} MB, as a zip bomb would;"
            " if you trust it, save its text as .txt"
        )


def _notes(part: Any) -> Iterator[Any]:
    """Yield the elements that hold the footnotes and the endnotes."""
    for relation in part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")):
            yield parse_xml(relation.target_part.blob)


def _as_shown(parent: Any) -> Any:
    """Return the element without what a reader of the page does not see: moved away, hidden, the lines above notes."""
    gone = [*parent.iter(_MOVED_AWAY), *(note for note in parent.iter(*_NOTES) if note.get(_TYPE))]
    hidden = [mark for mark in parent.iter(_HIDDEN) if mark.get(_VALUE) not in ("0", "false", "off")]
    gone += [run for run in (mark.getparent().getparent() for mark in hidden) if run.tag == _RUN]
    for node in gone:
        if node.getparent() is not None:
            node.getparent().remove(node)
    return parent


def _lines(parent: Any, headings: Collection[str] = ()) -> Iterator[str]:
    """Yield the lines under an XML element, whatever content controls or tracked changes wrap them.

    Blank lines stand where there are empty paragraphs, and around headings.
    """
    for node in parent:
        if node.tag == _P:
            lines = list(_paragraph(node)) or [""]
            yield from ["", *lines, ""] if node.style in headings else lines
        elif node.tag == _TBL:
            for row in node.iter(_TR):
                if next(row.iterancestors(_TBL)) is node:
                    yield from _row(row)
        elif node.tag != _FALLBACK:
            yield from _lines(node, headings)


def _paragraph(paragraph: Any) -> Iterator[str]:
    # Not Paragraph.text, which leaves out tracked insertions and content controls.
    parts: list[str] = []
    for node in paragraph.iter(qn("w:t"), *_WRITTEN):
        if next(node.iterancestors(_P)) is paragraph:
            parts.append(_WRITTEN.get(node.tag) or node.text or "")
    yield from filter(None, (line.strip() for line in "".join(parts).split("\n")))
    for box in paragraph.iter(_TEXT_BOX):
        if next(box.iterancestors(_P)) is paragraph and not any(True for _ in box.iterancestors(_FALLBACK)):
            yield from filter(None, _lines(box))


def _row(row: Any) -> Iterator[str]:
    cells = [list(filter(None, _lines(cell))) for cell in row.iter(_TC) if next(cell.iterancestors(_TR)) is row]
    if all(len(cell) <= 1 for cell in cells):
        cells = [["\t".join(line for cell in cells for line in cell)]]
    for cell in cells:
        yield from filter(None, cell)
