"""PDF files: pages → lines → paragraphs, with the offset at which each page begins."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from unicodedata import category

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

from assistant.errors import UnreadableFile
from assistant.reading.head import is_signed
from assistant.reading.metadata import Metadata, Parsed, sensible_author, sensible_title
from assistant.reading.text import normalise
from assistant.reading.wrapping import CJK, ends_sentence, gap, starts_item, starts_turn

__all__ = ["read_pdf"]

MAX_UNREADABLE_SHARE = 0.05
# A line this much shorter than its neighbours was ended on purpose.
SHORT_LINE = 0.75
ROOM_LEFT = 0.9
# Lines of slides and tables are no wrapped prose; in narrow columns of it, most lines go on with a sentence.
MIN_PROSE_WIDTH = 35
MIN_GOING_ON = 0.4
MIN_LINES_FOR_WIDTH = 6
MAX_EDGE_LINES = 3
MIN_PAGES_FOR_NUMBERS = 3

_NO_CHARACTER = {"Cc", "Cn", "Co", "Cs"}
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_PAGE_NUMBER = re.compile(
    r"[\s\-–—|\[(]*(?:page\s+|p\.\s*)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?[\s\-–—|\])]*", re.IGNORECASE
)
_PRINTED = re.compile(  # by a browser: when, from where, and which page
    r"(?:\d{1,3} of \d{1,3}\s+)?\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d.*"
    r"|(?:https?|file)://\S+\s+\d{1,3}(?:/| of )\d{1,3}"
)
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")


def read_pdf(data: bytes, name: str) -> Parsed:
    """Return a PDF's text as paragraphs, with its page offsets and its stated title and author.

    Raises:
        UnreadableFile: If it is protected, damaged, scanned, or does not say which letters it draws.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
        metadata = _metadata(reader)
    except (FileNotDecryptedError, WrongPasswordError) as error:
        raise _protected(name) from error
    except DependencyError as error:
        if "AES" in str(error):
            raise _protected(name) from error
        reason = str(error).rstrip(".")
        raise UnreadableFile(f"{name} cannot be unpacked ({reason}); print it to a new PDF") from error
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # pypdf meets damage with whatever its code runs into
        reason = str(error).strip().rstrip(".") or type(error).__name__
        raise UnreadableFile(f"{name} is damaged ({reason[:120]}); open it and print it to a new PDF") from error
    _refuse_unreadable("".join(pages), name)
    lines = [normalise(page).translate(_LIGATURES).split("\n") for page in pages]
    text, offsets = _flow(_without_furniture(lines))
    return Parsed(text, metadata, offsets)


def _protected(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name} is protected by a password or encryption; save an unprotected copy")


def _metadata(reader: PdfReader) -> Metadata:
    title = author = None
    with suppress(Exception):  # a damaged /Info is no reason to refuse the text
        info = reader.metadata
        title, author = (info.title, info.author) if info else (None, None)
    return Metadata(title=sensible_title(title), author=sensible_author(author))


def _refuse_unreadable(text: str, name: str) -> None:
    ink = [char for char in text if not char.isspace()]
    if not ink:
        raise UnreadableFile(f"{name} has no text on any page; it looks scanned and needs OCR first")
    unknown = sum(char == "\ufffd" or category(char) in _NO_CHARACTER for char in ink)
    if unknown > MAX_UNREADABLE_SHARE * len(ink):
        raise UnreadableFile(f"{name} does not say which letters its fonts draw; it needs OCR first")


# --- running headers, footers and page numbers ----------------------------------------------------


def _without_furniture(pages: Sequence[list[str]]) -> list[list[str]]:
    """Return the pages' lines without what is repeated at their edges; the first running header stays."""
    kept = [list(_trimmed(page)) for page in pages]
    for edge in (0, -1) * MAX_EDGE_LINES:
        lines = {number: page[edge] for number, page in enumerate(kept) if len(page) > 2}
        repeated = _repeated(list(lines.values()), len(kept))
        shift = _number_shift(lines)
        for number, line in lines.items():
            match = _PAGE_NUMBER.fullmatch(line)
            is_number = match is not None and int(match[1]) - number == shift
            is_first_header = edge == 0 and number == 0
            if is_number or _PRINTED.fullmatch(line.strip()) or (_shape(line) in repeated and not is_first_header):
                kept[number] = list(_trimmed(kept[number][1:] if edge == 0 else kept[number][:-1]))
    return kept


def _trimmed(lines: Sequence[str]) -> Sequence[str]:
    """Drop the empty lines at both ends."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    return lines[full[0] : full[-1] + 1] if full else []


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _repeated(lines: Sequence[str], pages: int) -> set[str]:
    """Return the shapes of the lines that stand at this edge of many pages."""
    exact = Counter(" ".join(line.split()) for line in lines)
    # With two pages "Chapter 1" and "Chapter 2" may well be headings.
    counts = Counter(map(_shape, lines)) if pages >= MIN_PAGES_FOR_NUMBERS else exact
    needed = max(2, min(pages - 1, 3), 0.4 * pages)
    return {_shape(line) for line, count in counts.items() if count >= needed}


def _number_shift(lines: dict[int, str]) -> int | None:
    """Return by how much the printed page numbers are ahead of the count from 0, if they are in step."""
    matches = {number: _PAGE_NUMBER.fullmatch(line) for number, line in lines.items()}
    shifts = Counter(int(match[1]) - number for number, match in matches.items() if match)
    shift, count = shifts.most_common(1)[0] if shifts else (0, 0)
    return shift if count >= 2 or (count and shift == 1) else None


# --- paragraphs -----------------------------------------------------------------------------------


def _flow(pages: Sequence[Sequence[str]]) -> tuple[str, tuple[int, ...]]:
    """Join the lines of all pages into paragraphs; return the text and each page's start offset."""
    lines = [" ".join(line.split()) for page in pages for line in page]
    words = Counter(word for line in lines for word in re.findall(r"[\w-]+", line.lower()))
    # Where an empty line stands before every line, one does not mean a new paragraph.
    after_empty = sum(bool(line) and not before for before, line in pairwise(lines))
    usual = 1 if after_empty > sum(map(bool, lines)) / 2 else 0
    overall = _width(lines)
    pieces: list[str] = []
    offsets: list[int] = []
    length, previous, width, empty = 0, "", 0, 0
    for number, page in enumerate(pages):
        here = _width(page) if len(page) >= MIN_LINES_FOR_WIDTH else overall
        if here < MIN_PROSE_WIDTH and sum(line.lstrip()[:1].islower() for line in page) < MIN_GOING_ON * len(page):
            here = 0
        for line in (" ".join(line.split()) for line in page):
            if not line:
                empty += 1
                continue
            if pieces:
                begins = empty > usual or _starts_paragraph(previous, line, width)
                glue = "\n" if begins else gap(previous, line)
                if glue == " " and _is_broken_word(previous, line):
                    glue = ""
                    if not _keeps_hyphen(previous, line, words):
                        pieces[-1] = pieces[-1][:-1]
                        length -= 1
                pieces.append(glue)
                length += len(glue)
            offsets += [length] * (number + 1 - len(offsets))
            pieces.append(line)
            length += len(line)
            previous, width, empty = line, here, 0
    offsets += [length] * (len(pages) - len(offsets))
    return "".join(pieces), tuple(offsets)


def _starts_paragraph(previous: str, line: str, width: int) -> bool:
    """Tell whether `line` begins a paragraph after `previous`, in a column of `width`, 0 where there is no prose."""
    used = _width([previous])
    short = used < SHORT_LINE * width or not width
    if starts_turn(line) or (short and is_signed(previous)) or (is_signed(line) and not line[0].islower()):
        return True
    if starts_item(line):  # but "in\n12. The" is no list
        return short or ends_sentence(previous) or not line[0].isdigit()
    if width and previous[0].islower() and not ends_sentence(previous):  # "said Ida", in a narrow column
        return False
    # After a full stop it is enough that the next word would have had room.
    had_room = ends_sentence(previous) and used + 1 + len(line.split()[0]) < ROOM_LEFT * width
    return (short or had_room) and not line[0].islower()


def _width(lines: Sequence[str]) -> int:
    """Return the usual width of full lines, in narrow characters."""
    widths = sorted(len(line) + len(CJK.findall(line)) for line in lines if line.strip())
    return widths[int(0.8 * len(widths))] if widths else 0


def _is_broken_word(previous: str, line: str) -> bool:
    return bool(_BROKEN_WORD.search(previous)) and line[0].islower()


def _keeps_hyphen(previous: str, line: str, words: Counter[str]) -> bool:
    """Tell whether a word broken at its hyphen is a compound, going by how it is written elsewhere."""
    first, second = _BROKEN_WORD.search(previous), re.match(r"\w+", line)
    if not first or not second or not previous.endswith("-"):
        return False
    start, end = first[1].lower(), second[0].lower()
    return words[f"{start}-{end}"] > words[start + end]
