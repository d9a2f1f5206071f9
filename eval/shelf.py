"""An evaluation set put into a library the way a person would: as files, added through the public API."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from assistant import Assistant, Sentence, Settings
from assistant.library.ingest import Progress
from assistant.reading.segments import Segment
from eval.datasets.errors import DatasetError
from eval.datasets.types import Source, Span

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

__all__ = ["Shelf", "nearest", "shelved"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library of a set's documents, and which is which.

    Attributes:
        assistant: The assistant under measurement.
        names: Source name → document id. Sources of the same text share one document.
    """

    assistant: Assistant
    names: dict[str, str]

    def sentences(self, name: str) -> Sequence[Sentence]:
        """Return the sentences that the assistant sees in a source."""
        return self.assistant.sentences(self.names[name])

    def place(self, span: Span) -> tuple[str, int, int]:
        """Return a gold span as (document id, start, end)."""
        return self.names[span.source], span.start, span.end


def nearest(sentences: Sequence[Sentence | Segment], start: int, end: int) -> int:
    """Return the number of the sentence that shares most of `[start, end)`."""
    return max(range(len(sentences)), key=lambda i: min(sentences[i].end, end) - max(sentences[i].start, start))


@contextmanager
def shelved(
    sources: Sequence[Source],
    settings: Settings | None = None,
    *,
    corpus: Path | None = None,
    model: BaseChatModel | str | None = None,
    progress: Progress | None = None,
) -> Iterator[Shelf]:
    """Put documents into a library of their own for as long as it is measured.

    Args:
        sources: The documents.
        settings: How the assistant works; its data folder is not used.
        corpus: Files or a folder to add as they are, for sets whose gold is not given as spans.
        model: Words the answers; by default the one of the settings.
        progress: Told of every file.

    Raises:
        DatasetError: If a document was not taken in as it is, since its spans would then mean nothing, or nothing
            of `corpus` could be read.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        files = Path(scratch) / "files"
        files.mkdir()
        for source in sources:
            (files / f"{source.name}.txt").write_text(source.text, encoding="utf-8")
            if source.metadata:
                sidecar = yaml.safe_dump(dict(source.metadata), allow_unicode=True)
                (files / f"{source.name}.yaml").write_text(sidecar, encoding="utf-8")
        with Assistant.open(Path(scratch) / "library", settings, model=model) as assistant:
            results = assistant.add(files, *([corpus] if corpus else []), progress=progress)
            names = {Path(result.path).stem: result.document_id or "" for result in results}
            texts = {document.id: document.text for document in assistant.documents()}
            if corpus and not texts:
                why = next((r.reason for r in results if r.reason), "no file of a known format")
                raise DatasetError(f"nothing of {corpus} could be read ({why}); give the folder of your documents")
            for source in sources:
                if texts.get(names.get(source.name, "")) != source.text:
                    reason = next((r.reason for r in results if Path(r.path).stem == source.name), "not read")
                    why = reason or "its text was changed in reading"
                    raise DatasetError(f"{source.name} was not taken in word for word ({why}); mend its text")
            yield Shelf(assistant, names)
