"""PDF files: paragraphs, page offsets, running headers, protection, scans, and a folder of hostile ones."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from assistant.errors import EmptyFile, UnreadableFile
from assistant.reading.files import read_file
from assistant.reading.metadata import Metadata
from assistant.reading.pdf import _flow, read_pdf
from assistant.reading.worker import Parser

HOSTILE = Path(os.environ.get("ASSISTANT_EVAL_DATA", Path(__file__).parents[2] / "shared" / "data")) / "hostile" / "pdf"
FIRST = [
    "No ferry yet",
    "The ferry to Sela Island has been idle since March, and nobody on the is-",
    "land knows when it will sail again. The high-level talks ended on Tuesday.",
    "Gazette: Who decided that, and when did the people of Sela hear about it?",
    "Captain Ida Morvik: The port authority did, on 4 March. It was a high-",
    "level decision.",
]
SECOND = ["It was cowardly, as I said to them, and I will say so to whoever is asking", "me about it."]


def pdf(*pages: Sequence[str], info: str = "") -> bytes:
    """Return a minimal PDF that shows the lines of each page in Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines]
        content = "BT /F1 12 Tf 14 TL 72 720 Td " + " T* ".join(f"({line}) Tj" for line in shown) + " ET"
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    file, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(file))
        file += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{len(file)}\n%%EOF\n"
    return file + f"xref\n0 {size}\n0000000000 65535 f \n{rows}{trailer}".encode()


def written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_broken_lines_become_paragraphs_and_turns_stay_apart() -> None:
    assert read_pdf(pdf(FIRST), "a.pdf").text.split("\n") == [
        "No ferry yet",
        "The ferry to Sela Island has been idle since March, and nobody on the island knows when it will sail again. "
        "The high-level talks ended on Tuesday.",
        "Gazette: Who decided that, and when did the people of Sela hear about it?",
        "Captain Ida Morvik: The port authority did, on 4 March. It was a high-level decision.",
    ]


def test_page_offsets_cut_the_text_into_its_pages() -> None:
    parsed = read_pdf(pdf(FIRST[1:3], SECOND, [], FIRST[3:4]), "a.pdf")
    pages = [parsed.text[a:b] for a, b in zip(parsed.pages, [*parsed.pages[1:], None], strict=True)]
    assert parsed.pages[0] == 0
    assert [page.split()[:3] for page in pages] == [
        ["The", "ferry", "to"],
        ["It", "was", "cowardly,"],
        [],
        ["Gazette:", "Who", "decided"],
    ]


def test_a_sentence_that_runs_over_a_page_stays_whole() -> None:
    parsed = read_pdf(pdf(FIRST[1:2], FIRST[2:3]), "a.pdf")
    assert "nobody on the island knows" in parsed.text
    assert parsed.text[parsed.pages[1] :].startswith("land knows")


@given(st.lists(st.lists(st.text(alphabet="ab cD.:\t", max_size=90), max_size=8), min_size=1, max_size=5))
def test_flowing_text_keeps_every_word_on_its_page(pages: list[list[str]]) -> None:
    text, offsets = _flow(pages)
    assert len(offsets) == len(pages) and offsets[0] == 0 and list(offsets) == sorted(offsets)
    slices = [text[a:b] for a, b in zip(offsets, [*offsets[1:], None], strict=True)]
    assert [page.split() for page in slices] == [" ".join(page).split() for page in pages]


def test_running_headers_and_page_numbers_are_dropped_after_the_first_header() -> None:
    bodies = [[f"Page {word} says something of its own here, and goes on for", "a while."] for word in "abcd"]
    pages = [["The Gazette, 9 March", *body, f"- {number} -"] for number, body in enumerate(bodies, start=1)]
    expected = ["The Gazette, 9 March", *(" ".join(body) for body in bodies)]
    assert read_pdf(pdf(*pages), "a.pdf").text.split("\n") == expected


def test_what_a_browser_prints_at_the_edges_is_dropped() -> None:
    body = ["The ferry to Sela Island has been idle since March,", "and nobody knows why."]
    prints = ["5/12/21, 4:28 PM No ferry yet", "https://gazette.example/ferry?id=3 1/1"]
    assert read_pdf(pdf([*body, *prints]), "a.pdf").text == read_pdf(pdf(body), "a.pdf").text


def test_sentences_in_narrow_columns_stay_whole() -> None:
    column = [
        "By Tor Brekke",
        "The last ferry to Sela left",
        "Orle on a Sunday, as the old",
        "captain of her, Ida",
        "Morvik,",
    ]
    column += ["told the Gazette. It had", "sailed since 1921."]
    assert read_pdf(pdf(column), "a.pdf").text.split("\n") == ["By Tor Brekke", " ".join(column[1:])]


def test_numbers_and_headings_that_only_look_alike_stay() -> None:
    pages = [
        ["Chapter 1", "One goes here.", "And ends.", "2019"],
        ["Chapter 2", "Two goes here.", "And is over.", "84"],
    ]
    assert read_pdf(pdf(*pages), "a.pdf").text.split("\n") == [line for page in pages for line in page]


def test_stated_properties_are_metadata_unless_a_program_put_them_there() -> None:
    stated = read_pdf(pdf(FIRST, info="/Title (No ferry yet) /Author (Tor Brekke)"), "a.pdf").metadata
    assert stated == Metadata(title="No ferry yet", author="Tor Brekke")
    assert read_pdf(pdf(FIRST, info="/Title (Microsoft Word - x.docx) /Author (user)"), "a.pdf").metadata == Metadata()


def test_a_pdf_with_a_password_is_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(FIRST))))
    writer.encrypt("secret", algorithm="RC4-128")
    with pytest.raises(UnreadableFile, match=r"^a\.pdf is protected by a password or encryption; save an unprotected"):
        read_pdf(written(writer), "a.pdf")


def test_a_pdf_that_opens_without_a_password_is_read() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(FIRST))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    assert read_pdf(written(writer), "a.pdf").text.startswith("No ferry yet")


def test_a_pdf_without_text_looks_scanned() -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    with pytest.raises(UnreadableFile, match=r"^a\.pdf has no text on any page; it looks scanned and needs OCR first$"):
        read_pdf(written(writer), "a.pdf")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"not a PDF", pdf(FIRST)[:300]])
def test_a_damaged_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"^a\.pdf is damaged \(.*\); open it and print it to a new PDF$"):
        read_pdf(data, "a.pdf")


def test_letters_that_no_font_explains_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="does not say which letters its fonts draw"):
        read_pdf(pdf(["\x03\x04\x05 abc \x06\x07"]), "a.pdf")


@pytest.mark.skipif(not HOSTILE.is_dir(), reason=f"no hostile files at {HOSTILE}")
def test_every_hostile_pdf_gives_text_or_a_reason(parser: Parser) -> None:
    outcomes: Counter[str] = Counter()
    for path in sorted(HOSTILE.rglob("*.pdf")):
        try:
            source = read_file(path, parser)
        except (UnreadableFile, EmptyFile) as error:
            assert path.name in str(error) and "\n" not in str(error)
            outcomes["refused"] += 1
        else:
            assert source.text.strip() and source.title and source.pages[0] == 0
            outcomes["read"] += 1
    assert outcomes["read"] > 25 and outcomes["refused"] > 25
