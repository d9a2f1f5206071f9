"""Adding files: read, cut, encode, mark, commit. A file that fails leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from assistant.encoder import Encoder
from assistant.errors import ReadingError
from assistant.library.intake import Draft, Intake, encode, mark
from assistant.library.library import Library
from assistant.reading.document import read_document
from assistant.reading.files import find_files
from assistant.reading.worker import Parser
from assistant.schema import AddResult, Document, Sentence

__all__ = ["Progress", "add_files", "mark_file"]

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the file at hand."""


def add_files(
    library: Library,
    encoder: Encoder,
    paths: Iterable[Path],
    *,
    passage_tokens: int,
    progress: Progress | None = None,
) -> list[AddResult]:
    """Add files and folders to a library.

    Args:
        library: Where they go.
        encoder: The embedding model.
        paths: Files, and folders to be searched for files.
        passage_tokens: Longest passage.
        progress: Told of every file.

    Returns:
        One result per file, in order. The same content twice is one document; a file that changed replaces
        its old self; a failed one changes nothing.
    """
    results, files = _expand(library, paths)
    with Parser() as parser, Intake(library, encoder) as intake:
        for done, (place, path) in enumerate(files):
            if progress:
                progress(done, len(files), path.name)
            try:
                document, segments = read_document(path, parser)
            except ReadingError as error:
                results[place] = AddResult(str(path), "failed", None, str(error))
                continue
            if intake.holds(document):
                intake.commit()
            unchanged = _unchanged(library, document)
            if unchanged:
                results[place] = AddResult(str(path), "unchanged", document.id, unchanged)
                continue
            library.check_probe(encoder.probe)  # loads the model, so only once there is something to encode
            replaces = library.catalogue.find(document.path) is not None
            intake.take(Draft(document, segments, encoder, passage_tokens))
            results[place] = AddResult(str(path), "replaced" if replaces else "added", document.id)
        intake.commit()
    if progress and files:
        progress(len(files), len(files), "")
    library.settle()
    return [result for result in results if result]


def mark_file(path: Path, encoder: Encoder, *, passage_tokens: int) -> tuple[Document, list[Sentence]]:
    """Read and mark one file as adding it would, without a library.

    Args:
        path: The file.
        encoder: The embedding model.
        passage_tokens: Longest passage.

    Returns:
        The document and its marked sentences, in order.

    Raises:
        ReadingError: If the file cannot be read or holds no sentence.
    """
    document, segments = read_document(path)
    draft = Draft(document, segments, encoder, passage_tokens)
    embeddings = encode(encoder, dict(zip(draft.keys, ((draft, passage) for passage in draft.passages), strict=True)))
    return document, mark(draft, [embeddings[key].leanings for key in draft.keys])


def _expand(library: Library, paths: Iterable[Path]) -> tuple[list[AddResult | None], list[tuple[int, Path]]]:
    """Return a place for every file's result, paths that do not exist filled in, and the files by place."""
    results: list[AddResult | None] = []
    files: list[tuple[int, Path]] = []
    for path in paths:
        try:
            for file in find_files(path):
                if file != path and library.owns(file):  # the folder has the library in it
                    continue
                files.append((len(results), file))
                results.append(None)
        except ReadingError as error:
            results.append(AddResult(str(path), "failed", None, str(error)))
    return results, files


def _unchanged(library: Library, document: Document) -> str | None:
    """Return why a document need not be added, noting its file as one more origin; None if it must be."""
    kept = library.catalogue.documents_of([document.id]).get(document.id)
    if kept is None:
        return None
    held = library.catalogue.find(document.path)
    if held is not None and held.id == kept.id:
        # Same file, same text: only its metadata may be new, and those of a copy do not count.
        return "already in the library" if kept == document or kept.path != document.path else None
    library.add_origin(str(document.path), document.id)
    return f"same content as {kept.title!r}"
