"""E-mails saved as files: headers, encodings, parts, and what is none."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from assistant.errors import EmptyFile, ReadingError, UnreadableFile
from assistant.reading.document import read_document
from assistant.reading.eml import read_eml
from assistant.reading.worker import Parser


def mail(plain: str | None = None, html: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["Received"] = "from relay.example"
    message["From"] = "Røsa Dahl <rosa@osk.example>"
    message["To"] = "Ida Holm <ida@orle.example>"
    message["Date"] = "Fri, 07 May 2021 23:12:00 -0700"
    message["Subject"] = "Re: The øld quay"
    if plain is not None:
        message.set_content(plain, cte="quoted-printable")
    if html is not None:
        (message.add_alternative if plain is not None else message.set_content)(html, subtype="html")
    return message


@pytest.mark.parametrize(
    "message",
    [
        mail("Dear Ida,\n\nThe quay is sæfe.\n"),
        mail(html="<html><body><p>Dear Ida,</p><p>The quay is s&aelig;fe.</p><script>no</script></body></html>"),
        mail("Dear Ida,\n\nThe quay is sæfe.\n", "<p>Otherwise.</p>"),
    ],
    ids=["plain", "html", "both"],
)
def test_the_words_are_the_senders_below_the_header(tmp_path: Path, message: EmailMessage) -> None:
    message.add_attachment(b"\0\1", maintype="image", subtype="png", filename="quay.png")
    (tmp_path / "a.eml").write_bytes(bytes(message))
    document, segments = read_document(tmp_path / "a.eml")
    assert (document.title, document.author, document.date) == ("The øld quay", "Røsa Dahl", "2021-05-07")
    assert document.media_type == "message/rfc822"
    said = [(s.speaker, document.text[s.start : s.end]) for s in segments if not s.furniture]
    assert said == [("Røsa Dahl", "The quay is sæfe.")]
    assert "Received" not in document.text and "To: Ida Holm <ida@orle.example>\nDate: Fri" in document.text


def test_a_header_is_one_line_each_and_an_unknown_encoding_is_made_out() -> None:
    data = b"From: Ida Holm\n <ida@orle.example>\nSubject: =?utf-8?q?a=0Ab?=\nDate: soon\n"
    data += b"Content-Type: text/plain; charset=x-none\n\n"
    parsed = read_eml(data + "The caf\u00e9 is shut.".encode(), "a.eml")
    assert parsed.text == "From: Ida Holm <ida@orle.example>\nDate: soon\nSubject: a b\n\nThe caf\u00e9 is shut."
    assert parsed.metadata.date is None


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"The quay is safe.", UnreadableFile, "is no e-mail"),
        (b"\x89PNG\r\n\x1a\n", UnreadableFile, "is a PNG image"),
        (b"From: a@b.example\n\n \n", EmptyFile, "holds no words of its own"),
        (b"From: a@b.example\nContent-Type: application/pdf\n\n%PDF", EmptyFile, "holds no words of its own"),
    ],
)
def test_what_cannot_be_read_says_the_way_out(data: bytes, error: type[ReadingError], words: str) -> None:
    with pytest.raises(error, match=rf"^a\.eml {words}.*; .*save"):
        read_eml(data, "a.eml")


def test_hostile_mails_harm_nothing(tmp_path: Path) -> None:
    nested = b"From: a@b.example\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(1_500)
    )
    hostile = {
        "nested": nested,
        "header": b"From: " + b"(" * 20_000 + b"\nSubject: " + b"=?utf-8?q?" * 4_000 + b"\n\nWords here.",
        "markup": b"From: a@b.example\nContent-Type: text/html\n\n<p>Words.</p>" + b"<b>" * 20_000,
        "type": b"From: a@b.example\nContent-Type: multipart/alternative\n\nWords here.",
        "address": b"From: " + b"a@b.example, " * 1_000 + b"\n\nWords here.",
    }
    with Parser() as parser:
        for name, data in hostile.items():
            path = tmp_path / f"{name}.eml"
            path.write_bytes(data)
            try:
                document, _ = read_document(path, parser)
                assert "<b>" not in document.text
            except ReadingError as error:
                assert "\n" not in str(error)
