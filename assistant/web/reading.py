"""Showing documents: the words around a citation, and a whole document under its marks."""

from __future__ import annotations

import re

from assistant.errors import AssistantError
from assistant.web.desk import Desk
from assistant.web.render import reading_html, render, source_parts

__all__ = ["reading_of", "source_of"]

_ADDRESS = re.compile(r"cite-(?P<document>[0-9a-f]{1,64})-(?P<start>\d{1,9})-(?P<end>\d{1,9})")


def source_of(desk: Desk, address: str) -> str:
    """Return the passage around cited words, with the words highlighted.

    Args:
        desk: The page.
        address: As made by `render.address_of`; anything else gives a plain message.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return render("gone", message="That is not the address of a citation.")
    try:
        document = desk.assistant.document(match["document"])
        sentences = desk.assistant.sentences(document.id)
    except AssistantError:
        return render("gone", message="The document is no longer in the library.")
    parts = source_parts(document, sentences, int(match["start"]), int(match["end"]))
    return (
        render("source", **parts) if parts else render("gone", message="The document has changed since it was cited.")
    )


def reading_of(desk: Desk, document_id: str) -> str:
    """Return the reading view of a document; without one, or of one that is not there, the choice of documents."""
    documents = desk.assistant.documents()
    document = next((one for one in documents if one.id == document_id), None)
    try:
        sentences = desk.assistant.sentences(document.id) if document else ()
    except AssistantError:  # removed in this very moment
        document, sentences = None, ()
    return reading_html(documents, document, sentences, lost=bool(document_id) and document is None)
