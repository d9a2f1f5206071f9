"""Files handed over through the page: kept in the library's folder, by content, while a document rests on them."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from assistant.reading.document import written
from assistant.reading.metadata import clean

__all__ = ["Uploads"]

_LONGEST_NAME_BYTES = 180
_PLACE = re.compile(r"[0-9a-f]{32}")


class Uploads:
    """The folder of handed-over files: `<hash of the content>/<name>`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, path: Path, name: str) -> Path:
        """Copy a file into the folder.

        Args:
            path: Where it lies now.
            name: What its owner calls it; only what is safe of it is used.

        Returns:
            Where it lies from now on: the same place for the same content, whatever it is called.
        """
        with path.open("rb") as file:
            place = self._folder / hashlib.file_digest(file, "sha256").hexdigest()[:32]
        held = next(iter(place.iterdir()), None) if place.is_dir() else None
        # Another suffix may be what makes a refused file readable, so only that makes it another file.
        if held is not None and held.suffix.lower() == Path(_safe(name)).suffix.lower():
            return held
        place.mkdir(parents=True, exist_ok=True)
        target = place / _safe(name)
        draft = place / ".draft"
        shutil.copyfile(path, draft)
        draft.replace(target)
        return target

    def sweep(self, wanted: Callable[[str], bool]) -> None:
        """Delete every file that was kept and on which no document rests.

        Args:
            wanted: Whether a document rests on the file of that absolute path, as `written`.
        """
        if not self._folder.is_dir():
            return
        for place in self._folder.iterdir():
            if not (_PLACE.fullmatch(place.name) and place.is_dir()):
                continue  # it was not put there by `keep`
            for file in place.iterdir():
                if not wanted(written(file)):
                    file.unlink()
            if not any(place.iterdir()):
                place.rmdir()


def _safe(name: str) -> str:
    """Return a file name that stays in its folder, close to the one given."""
    line = (clean(name.replace("\0", "")) or "").replace("\\", "/").rsplit("/", 1)[-1].lstrip(". ").strip()
    suffix = Path(line).suffix[:20]
    stem = line.removesuffix(suffix) or "document"
    room = _LONGEST_NAME_BYTES - len(suffix.encode())
    return stem.encode("utf-8", "ignore")[: max(room, 1)].decode("utf-8", "ignore") + suffix
