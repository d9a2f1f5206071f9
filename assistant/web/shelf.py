"""The library on the page: files come in one by one, documents are listed and removed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gradio.utils import get_upload_folder
from markupsafe import Markup

from assistant.errors import AssistantError
from assistant.reading.files import MAX_BYTES, SUFFIXES
from assistant.web.desk import Desk
from assistant.web.render import listing_html, render

__all__ = ["listing_of", "remove", "shelf_html", "take_in"]

_REFUSED = "this library can be read but not changed"


def listing_of(desk: Desk) -> str:
    """Return the table of documents."""
    return listing_html(desk.assistant.documents(), desk.assistant.tallies(), desk.read_only)


def shelf_html(desk: Desk) -> str:
    """Return the whole view, with the place to drop files."""
    return render(
        "shelf", listing=Markup(listing_of(desk)), read_only=desk.read_only, suffixes=list(SUFFIXES),
        megabytes=MAX_BYTES // 2**20,
    )  # fmt: skip


def take_in(desk: Desk, path: str, name: str) -> dict[str, Any]:
    """Add a file that the page has uploaded.

    Args:
        desk: The page.
        path: Where the upload lies.
        name: The name it had on the reader's machine.

    Returns:
        Its `status` as in `AddResult`, and `words` to tell it by.
    """
    if desk.read_only:
        return {"status": "failed", "words": _REFUSED}
    uploaded = Path(path).resolve()
    if not uploaded.is_relative_to(Path(get_upload_folder()).resolve()) or not uploaded.is_file():
        return {"status": "failed", "words": "the upload was lost; try again"}
    before = {document.id for document in desk.assistant.documents()}
    try:
        result = desk.assistant.add_upload(uploaded, name)
    except (AssistantError, OSError) as error:
        return {"status": "failed", "words": str(error)}
    finally:
        uploaded.unlink(missing_ok=True)
    if result.status == "failed":
        return {"status": "failed", "words": result.reason or "it could not be read"}
    document = desk.assistant.document(str(result.document_id))
    if document.id in before:
        return {"status": "unchanged", "words": f"already here, as “{document.title}”"}
    return {"status": result.status, "words": f"added as “{document.title}”"}


def remove(desk: Desk, document_id: str) -> str:
    """Remove a document; return what was done, in words."""
    if desk.read_only:
        return _REFUSED
    try:
        title = desk.assistant.document(document_id).title
        desk.assistant.remove(document_id)
    except AssistantError as error:
        return str(error)
    return f"Removed “{title}”."
