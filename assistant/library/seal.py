"""Seals: how an index folder proves that it is whole and agrees with the catalogue.

Chroma and tantivy answer wrongly, or crash, on files that were cut short or lost; neither notices by itself.
A seal names the catalogue's generation and the checksum of every file. Without a valid one the index is thrown
away and rebuilt.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

__all__ = ["is_sealed", "seal"]


def seal(folder: Path, generation: int) -> None:
    """Record that every file in `folder` is as it should be for a generation of the catalogue."""
    place = _place(folder)
    draft = place.with_suffix(".draft")
    draft.write_text(json.dumps({"generation": generation, "files": _checksums(folder)}))
    draft.replace(place)


def is_sealed(folder: Path, generation: int) -> bool:
    """Whether `folder` is unchanged since it was sealed for this generation."""
    try:
        kept = json.loads(_place(folder).read_text())
        return bool(kept == {"generation": generation, "files": _checksums(folder)})
    except (OSError, ValueError):
        return False


def _place(folder: Path) -> Path:
    return folder.with_name(folder.name + ".seal")


def _checksums(folder: Path) -> dict[str, str]:
    sums: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        # A lock or journal beside a database comes and goes without changing what it holds.
        if path.is_file() and not path.name.startswith(".") and not path.name.endswith(("-journal", "-shm")):
            with path.open("rb") as file:
                sums[str(path.relative_to(folder))] = hashlib.file_digest(file, "blake2b").hexdigest()[:32]
    return sums
