"""E-mails saved as files: who writes to whom, about what and when, above the words; attachments are left aside."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from assistant.errors import EmptyFile, UnreadableFile
from assistant.reading.html import read_html
from assistant.reading.metadata import Metadata, Parsed, clean
from assistant.reading.text import decode, read_plain, refuse_binary

__all__ = ["read_eml"]

_SHOWN = ("From", "To", "Cc", "Date", "Subject")


def read_eml(data: bytes, name: str) -> Parsed:
    """Return an e-mail's words below the lines of its header that a reader is shown.

    Args:
        data: A whole .eml file.
        name: The file's name, for the error.

    Raises:
        EmptyFile: If it holds no words but attachments.
        UnreadableFile: If it is binary, no e-mail, or in an unknown encoding.
    """
    refuse_binary(data, name)
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    if not message["from"]:
        raise UnreadableFile(f"{name} is no e-mail, for it says of nobody that he sent it; save it as .txt")
    stated = ((key, clean(str(message[key] or ""))) for key in _SHOWN)
    header = "\n".join(f"{key}: {value}" for key, value in stated if value)
    words = _words(message, name)
    if not words.strip():
        raise EmptyFile(f"{name} holds no words of its own; save what is attached to it as files")
    return Parsed(read_plain(f"{header}\n\n{words}".encode(), name).text, Metadata(date=_day(message)))


def _words(message: EmailMessage, name: str) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except LookupError:  # an encoding that nobody knows
        text = decode(bytes(body.get_payload(decode=True)), name)
    text = text.encode("utf-8", "replace").decode()
    return read_html(b"\xef\xbb\xbf" + text.encode(), name).text if body.get_content_subtype() == "html" else text


def _day(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message["date"])).date().isoformat()
    except ValueError:
        return None
