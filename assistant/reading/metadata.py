"""What is known about a file besides its text: stated by the file, by front matter, or by a sidecar."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import yaml

from assistant.errors import UnreadableFile

__all__ = [
    "Metadata",
    "Parsed",
    "clean",
    "from_mapping",
    "read_sidecar",
    "sensible_author",
    "sensible_title",
    "shown",
    "split_front_matter",
    "title_from_name",
]

MAX_CHARACTERS = 300
MAX_YAML_BYTES = 64 * 1024
MAX_SEARCHED = 200_000
SIDECAR_SUFFIXES = (".yaml", ".yml")

# Characters that change how their neighbours are shown, or are not seen at all.
_HIDDEN = frozenset("\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PLACEHOLDER_TITLE = re.compile(
    r"(un-?titled|no title|title|(microsoft )?(word|powerpoint|excel)( presentation)? - .*"
    r"|powerpoint presentation|presentation|slide|document|doc|layout|page|scan|print)[\s\d_-]*",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"([a-z]:\\|/|\\\\|file:|https?:).*"
    r"|.*\.(docx?|pdf|pptx?|xlsx?|odt|rtf|txt|md|html?|tex|dvi|ps|eps|indd|qxd|pub|pages|wpd|tmp)",
    re.IGNORECASE,
)
_PLACEHOLDER_AUTHOR = re.compile(
    r"python-docx|(default )?(user|author|owner)( name)?|admin(istrator)?|root|unknown|anonymous|guest|none"
    r"|(microsoft|ms) (office )?(user|word)|windows user|test|scanner",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a source says of itself; None where it says nothing.

    Attributes:
        title: Its title.
        author: Its author; several are joined by ", ".
        publisher: Who published it.
        date: When, in the words used there.
        url: Where it came from, an http or https address.
        caveat: What a reader must know, such as that the views are personal.
    """

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    caveat: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """Return these values, with what is missing here taken from `other`."""
        names = [field.name for field in fields(self)]
        return Metadata(**{name: getattr(self, name) or getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one format's reader makes of a file.

    Attributes:
        text: Newlines are "\\n" only.
        metadata: What the file itself states.
        pages: Start offset of every page in `text`, for paged formats.
    """

    text: str
    metadata: Metadata = Metadata()
    pages: tuple[int, ...] = ()


def clean(value: str | None) -> str | None:
    """Return `value` as one safe line of at most 300 characters, or None if nothing is left."""
    visible = "".join(
        " " if char.isspace() else char
        for char in value or ""
        if char.isspace() or not (char in _HIDDEN or unicodedata.category(char) in ("Cc", "Cs"))
    )
    return " ".join(visible.split())[:MAX_CHARACTERS].rstrip() or None


def shown(path: Path) -> str:
    """Return the file's name as it may stand in a message: one line, nothing hidden."""
    return clean(path.name) or "the file"


def sensible_title(value: str | None) -> str | None:
    """Return a title stated in file properties, unless a program put it there."""
    title = clean(value)
    if not title or _PLACEHOLDER_TITLE.fullmatch(title) or _FILE_NAME.fullmatch(title):
        return None
    return title if any(char.isalpha() for char in title) else None


def sensible_author(value: str | None) -> str | None:
    """Return an author stated in file properties, unless a program put it there."""
    author = clean(value)
    if not author or _PLACEHOLDER_AUTHOR.fullmatch(author):
        return None
    return author if any(char.isalpha() for char in author) else None


def from_mapping(raw: Mapping[str, object]) -> Metadata:
    """Return the known keys of `raw`; only strings and lists of strings count.

    Example:
        >>> from_mapping({"Authors": ["Ann Lee", "Bo Chen"], "pages": "12"}).author
        'Ann Lee, Bo Chen'
    """
    found: dict[str, str | None] = {}
    for key, value in raw.items():
        parts = value if isinstance(value, list) else [value]
        stated = [part for part in parts if isinstance(part, str)]
        if len(stated) == len(parts):
            found[key.lower()] = clean(", ".join(part for part in stated if part not in ("~", "null")))
    url = found.get("url")
    return Metadata(
        title=found.get("title"),
        author=found.get("author") or found.get("authors"),
        publisher=found.get("publisher"),
        date=found.get("date"),
        # Shown as a link one day: no "javascript:" may come in by this door.
        url=url if url and re.match(r"https?://\S+$", url, re.IGNORECASE) else None,
        caveat=found.get("caveat"),
    )


def split_front_matter(text: str) -> tuple[Metadata, str]:
    """Return what YAML front matter states, and the text after it.

    A block between `---` lines that is not a YAML mapping of metadata is text like any other.
    """
    match = _FRONT_MATTER.match(text)
    if not match or len(match[1]) > MAX_YAML_BYTES:
        return Metadata(), text
    try:
        raw = _load_mapping(match[1])
    except ValueError:
        return Metadata(), text
    known = {field.name for field in fields(Metadata)} | {"authors"}
    # "Lavrov: we agree" between two rules is an interview, not metadata.
    if not raw or not (any(key.lower() in known for key in raw) or all(key.islower() for key in raw)):
        return Metadata(), text
    return from_mapping(raw), text[match.end() :]


def read_sidecar(path: Path) -> Metadata:
    """Return what the file NAME.yaml or NAME.yml beside `path` states, if there is one.

    Raises:
        UnreadableFile: If the sidecar is too large, not UTF-8, or not a YAML mapping.
    """
    sidecar = next((p for s in SIDECAR_SUFFIXES if (p := path.with_suffix(s)).is_file()), None)
    if sidecar is None:
        return Metadata()
    way_out = f"correct it or move it away from {shown(path)}"
    try:
        if sidecar.stat().st_size > MAX_YAML_BYTES:
            raise ValueError(f"it is larger than {MAX_YAML_BYTES // 1024} KB")
        return from_mapping(_load_mapping(sidecar.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"{shown(sidecar)} cannot be used: {clean(str(error))}; {way_out}") from error


def title_from_name(stem: str, text: str) -> str:
    """Return a title made from a file name, with each word's usual capitals in `text`.

    Example:
        >>> title_from_name("wu-wei-on-russia", "Mr. Wu Wei spoke on Russia.")
        'Wu Wei on Russia'
    """
    words = re.split(r"[\s_\-+.]+", clean(stem) or "")
    words = [word for word in words if word]
    if not words:
        return "Untitled"
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    wanted = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    for match in re.finditer(rf"(?<!\w)(?:{wanted})(?!\w)", text[:MAX_SEARCHED], re.IGNORECASE):
        forms[match[0].lower()][match[0]] += 1
    usual = [forms[w.lower()].most_common(1)[0][0] if forms[w.lower()] else w for w in words]
    if usual[0].islower():
        usual[0] = usual[0].capitalize()
    return " ".join(usual)


def _load_mapping(text: str) -> dict[str, object]:
    """Parse YAML, every scalar left as the string written; raise ValueError for anything but a mapping."""
    try:
        # As safe as safe_load (it builds no objects at all), and a title "1984" or "No" stays what it is.
        raw = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"bad YAML ({clean(str(error))})") from error
    if raw in (None, ""):
        return {}
    if not isinstance(raw, dict):
        raise ValueError("it is not a YAML mapping such as `title: ...`")
    return {key: value for key, value in raw.items() if isinstance(key, str)}
