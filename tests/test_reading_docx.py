"""Word documents: order, tables, tracked changes, properties, damage and bombs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assistant.errors import UnreadableFile
from assistant.reading.document import read_document
from assistant.reading.docx import read_docx
from assistant.reading.metadata import Metadata


def saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def zipped(**entries: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_paragraphs_and_tables_come_in_document_order() -> None:
    document = docx.Document()
    document.add_heading("No ferry yet", level=1)
    document.add_paragraph("Gazette: Who decided that?")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip([c for row in table.rows for c in row.cells], ["Year", "Trips", "2023", "5"], strict=True):
        cell.text = text
    layout = document.add_table(rows=1, cols=2).rows[0].cells
    layout[0].text = "Left column."
    layout[0].add_paragraph("It goes on.")
    layout[1].text = "Right column."
    document.add_paragraph("")
    document.add_paragraph("The end,\nafter a break.")
    assert read_docx(saved(document), "a.docx").text.split("\n") == [
        "No ferry yet",
        "",
        "Gazette: Who decided that?",
        "Year\tTrips",
        "2023\t5",
        "Left column.",
        "It goes on.",
        "Right column.",
        "",
        "The end,",
        "after a break.",
    ]


def test_inserted_words_count_and_deleted_words_do_not() -> None:
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:p {nsdecls('w')}><w:r><w:t>It is </w:t></w:r>"
            "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>very </w:t></w:r></w:ins>"
            "<w:hyperlink><w:r><w:t>true</w:t></w:r></w:hyperlink></w:p>"
        ),
    )
    assert read_docx(saved(document), "a.docx").text == "It is very true"


def test_words_moved_away_or_hidden_are_left_out() -> None:
    runs = (
        '<w:moveFrom w:id="1" w:author="A"><w:r><w:t>Nine boats sank.</w:t></w:r></w:moveFrom>',
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Ask Bo first.</w:t></w:r>",
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Ten were saved.</w:t></w:r>',
        '<w:moveTo w:id="2" w:author="A"><w:r><w:t> Nine boats sank.</w:t></w:r></w:moveTo>',
    )
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{''.join(runs)}</w:p>"))
    assert read_docx(saved(document), "a.docx").text == "Ten were saved. Nine boats sank."


def test_footnotes_stand_at_the_end() -> None:
    document = docx.Document()
    document.add_paragraph("The tunnel is long.")
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>***</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>It was 598 m in 1899.</w:t></w:r></w:p></w:footnote>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, kind)
    assert read_docx(saved(document), "a.docx").text == "The tunnel is long.\n\nIt was 598 m in 1899."


def test_what_stands_above_the_text_is_its_head(tmp_path: Path) -> None:
    path = tmp_path / "draft-3.docx"
    document = docx.Document()
    document.add_heading("The long wait", 0)
    document.add_paragraph("By Ida Holm")
    document.add_paragraph("The fish left in spring, and two canneries were shut.")
    document.add_heading("What it costs", 2)
    document.add_paragraph("Nobody knows.")
    document.save(str(path))
    read, segments = read_document(path)
    assert (read.title, read.author) == ("The long wait", "Ida Holm")
    assert [segment.furniture for segment in segments] == [True, True, False, True, False]


def test_stated_properties_are_metadata_and_defaults_are_not() -> None:
    document = docx.Document()
    assert read_docx(saved(document), "a.docx").metadata == Metadata()
    document.core_properties.title, document.core_properties.author = "No ferry yet", "Tor Brekke"
    assert read_docx(saved(document), "a.docx").metadata == Metadata(title="No ferry yet", author="Tor Brekke")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a zip",
        zipped(hello=b"world"),
        saved(docx.Document())[:-2000],
        saved(docx.Document()).replace(b"PK\x03\x04", b"PK\x03\x05"),
    ],
    ids=["empty", "text", "another zip", "cut short", "damaged"],
)
def test_what_is_no_word_document_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"^a\.docx is damaged or not a Word document; "):
        read_docx(data, "a.docx")


def test_a_protected_document_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"^a\.docx is protected by a password or .*; save it as"):
        read_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UnreadableFile, match=r"^a\.docx unpacks from 0\.0 to 40 MB, as a zip bomb would; "):
        read_docx(zipped(word=b"0" * 40 * 2**20), "a.docx")
