"""Marked sentences of loud commentary and of features, which no weights have seen: nothing is asked about them."""

from __future__ import annotations

from pathlib import Path

from eval.datasets.errors import DatasetError
from eval.datasets.files import DATA, read_text
from eval.datasets.types import Dataset, GoldSentence, Source, Span

__all__ = ["FOLDER", "load_marked"]

FOLDER = DATA / "marked"
_KINDS = {"F": "reported fact", "O": "opinion", "M": "mixed", "Q": "quotation", "?": "question"}


def load_marked(folder: Path = FOLDER) -> Dataset:
    """Load all of them.

    Args:
        folder: Text files. A document begins with "# title | author | genre"; a line has a letter (F fact, O opinion, M
            mixed, Q somebody's words, ? question), a tab and a sentence; an empty line parts paragraphs.

    Returns:
        Documents called "commentary-1", "commentary-2" and so on after their file, with their marked sentences.

    Raises:
        DatasetError: If there is no file, or one cannot be read or has another kind of line.
    """
    sources: list[Source] = []
    sentences: list[GoldSentence] = []
    for path in sorted(folder.glob("*.txt")):
        parts = read_text(path).split("# ")
        for number, part in enumerate(parts[1:], start=1):
            source, marked = _document(f"{path.stem}-{number}", part, path)
            sources.append(source)
            sentences += marked
    if not sources:
        raise DatasetError(f"{folder} holds no marked text: fetch it again")
    return Dataset("marked", tuple(sources), sentences=tuple(sentences))


def _document(name: str, part: str, path: Path) -> tuple[Source, list[GoldSentence]]:
    head, *lines = part.strip().splitlines()
    title, author, _ = (word.strip() for word in head.split("|"))
    text, between, marked = "", "", list[GoldSentence]()
    for line in lines:
        letter, _, sentence = line.partition("\t")
        if not line:
            between = "\n\n"
        elif letter not in _KINDS or not sentence:
            raise DatasetError(f"{path}: {line!r} under {title!r} is no letter of {'/'.join(_KINDS)}, tab and sentence")
        else:
            start = len(text) + len(between)
            text += between + sentence
            marked.append(GoldSentence(Span(name, start, len(text)), _KINDS[letter]))
            between = " "
    return Source(name, text, {"title": title, "author": author}), marked
