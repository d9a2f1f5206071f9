"""Reading data files, with errors that name the file and the line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.datasets.errors import DatasetError

__all__ = ["DATA", "check_split", "data_file", "printable", "read_json", "read_json_lines", "read_text", "source_name"]

DATA = Path(__file__).parent.parent / "data"
"""The sets that come with the project."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")


def data_file(data: Path, name: str) -> Path:
    """Return a file of the data folder.

    Args:
        data: The folder that holds the public sets.
        name: Path inside it.

    Raises:
        DatasetError: If it is not there.
    """
    path = data / name
    if not path.exists():
        raise DatasetError(f"{path} is missing; point --data or ASSISTANT_EVAL_DATA at a folder with {name} in it")
    return path


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, without a byte order mark.

    Raises:
        DatasetError: If it is missing or not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DatasetError(f"{path} cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path} is not UTF-8 at byte {error.start}; save it as UTF-8") from error


def printable(text: str) -> str:
    """Return a text without the control characters that no reader of documents keeps."""
    return _CONTROLS.sub("", text)


def read_json(path: Path) -> Any:
    """Return what a JSON file holds.

    Raises:
        DatasetError: If it is missing or not JSON.
    """
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise DatasetError(f"{path}, line {error.lineno}: not JSON ({error.msg}); mend or restore the file") from error


def read_json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number, from 1, and the object of every line that is not blank.

    Raises:
        DatasetError: If the file is missing, or a line is not a JSON object.
    """
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise DatasetError(f"{path}, line {number}: not JSON ({error.msg}); write one object a line") from error
        if not isinstance(record, dict):
            raise DatasetError(f"{path}, line {number}: a {type(record).__name__}, not an object; write {{…}}")
        yield number, record


def check_split(split: str, known: Sequence[str]) -> None:
    """Refuse a split that the set does not have.

    Raises:
        DatasetError: If `split` is not among `known`.
    """
    if split not in known:
        raise DatasetError(f"no split is called {split!r}; choose one of {', '.join(known)}")


def source_name(words: str) -> str:
    """Return `words` as the name of a source: letters, digits and single hyphens.

    Example:
        >>> source_name("1973_oil_crisis")
        '1973-oil-crisis'
    """
    return _NOT_IN_NAMES.sub("-", words).strip("-")
