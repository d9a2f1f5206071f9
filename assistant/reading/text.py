"""Plain text and Markdown: bytes → characters, and lines → paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html import unescape
from itertools import pairwise

from charset_normalizer import from_bytes
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.errors import UnreadableFile
from assistant.reading.metadata import Metadata, Parsed, split_front_matter
from assistant.reading.subtitles import without_cues
from assistant.reading.wrapping import join_lines, starts_turn, unwrap

__all__ = [
    "decode",
    "normalise",
    "read_markdown",
    "read_plain",
    "refuse_binary",
]

# --- characters -----------------------------------------------------------------------------------

_BOMS = (  # UTF-32 first: its mark begins with that of UTF-16
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x7fELF": "a program",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
}
MAX_CONTROL_SHARE = 0.02
MIN_GOOD_PER_BAD = 5
MIN_PLAIN_SHARE = 0.8
MAX_SAMPLE_BYTES = 100_000
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\v\f\r\x1b") + b"\x7f"
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")
_NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# What tells a terminal to colour or name something; only what is whole, for else it might take words with it.
_ESCAPES = re.compile("\x1b(?:\\[[0-?]*[@-~]|\\][^\x07\x1b\n]*(?:\x07|\x1b\\\\)|[()][0AB])")

# Every accented letter of one language, per encoding of Latin script, the most common encoding first.
_ALPHABETS = {
    "cp1252": (
        "àâæçéèêëîïôœùûüÿ", "äöüßé", "áéíñóúüªº", "àáâãçéêíóôõúü", "åäöéüàæøèóôò", "àèéìíîòóùú",
        "áéëïóöüèê", "áéíóúýþæðö", "àçéèíïòóúü",
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "iso8859-2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "cp1254": ("çğıöşüâîûi̇",),
    # English with nothing but the quotation marks and dashes of an Asian encoding.
    "gb18030": ("",), "big5": ("",), "cp932": ("",), "cp949": ("",),
}  # fmt: skip
_MARKS = set("，。：（）‘’‚“”„…–—€£«»‹›§©®™·•¿¡\u00a0´½")
_OTHER_SCRIPTS = [
    "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1251", "koi8_r", "koi8_u", "cp866", "mac_cyrillic",
    "iso8859_5", "cp1253", "iso8859_7", "cp1255", "cp1256", "tis_620", "cp1252",
]  # fmt: skip


def refuse_binary(data: bytes, name: str) -> None:
    """Raise UnreadableFile if `data` is of another kind than text, whatever the file is called."""
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind:
        raise UnreadableFile(f"{name} is {kind} under another name; correct its suffix or save it as text")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\0" in data or controls > MAX_CONTROL_SHARE * len(data):
        raise UnreadableFile(f"{name} is not text but binary data; save it as UTF-8 text")


def decode(data: bytes, name: str) -> str:
    """Return the characters that `data` stands for.

    Args:
        data: A whole file.
        name: The file's name, for the error.

    Raises:
        UnreadableFile: If it is binary, or no encoding makes sense of it.
    """
    codec = next((codec for mark, codec in _BOMS if data.startswith(mark)), None)
    if codec is None:
        refuse_binary(data, name)
    text = None
    with suppress(UnicodeDecodeError):
        text = data.decode(codec or ("iso2022_jp" if b"\x1b$" in data else "utf-8"))
    if text is None and codec is None:
        text = _guess(data)
    if text is None:
        raise UnreadableFile(f"{name} is in an encoding that could not be recognised; save it as UTF-8 text")
    return text


def _guess(data: bytes) -> str | None:
    """Return `data` decoded by the encoding that explains it best, or None."""
    nearly = data.decode("utf-8", "replace")
    if sum(not char.isascii() for char in nearly) >= MIN_GOOD_PER_BAD * nearly.count("\ufffd"):
        return nearly
    if b"\r" in data and b"\n" not in data and sum(map(str.isascii, nearly)) > MIN_PLAIN_SHARE * len(nearly):
        return data.decode("mac_roman")  # lines that end so are of an old Mac
    sample = _telling_lines(data)
    if len(sample.translate(None, _CONTROLS)) < len(sample):
        return None
    codec = next((codec for codec, alphabets in _ALPHABETS.items() if _explains(codec, alphabets, sample)), None)
    if codec is None:
        match = from_bytes(sample, cp_isolation=_OTHER_SCRIPTS).best()
        codec = match.encoding if match else None
    with suppress(UnicodeDecodeError):
        return data.decode(codec) if codec else None
    return None


def _telling_lines(data: bytes) -> bytes:
    """Return lines that are not plain ASCII, enough of them to tell an encoding by."""
    sample = b""
    for line in re.finditer(rb"[^\n]*[\x80-\xff][^\n]*", data):
        sample += line[0] + b"\n"
        if len(sample) > MAX_SAMPLE_BYTES:
            break
    # Cut before a space: no encoding tried has one inside a character.
    return sample[: sample.rfind(b" ", 0, 2 * MAX_SAMPLE_BYTES)] if len(sample) > 2 * MAX_SAMPLE_BYTES else sample


def _explains(codec: str, alphabets: Sequence[str], sample: bytes) -> bool:
    # charset-normalizer often takes one encoding of Latin script for another; their letters tell.
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        return False
    letters = [char for char in text.lower() if not char.isascii() and char not in _MARKS]
    plain = sum(char.isalpha() for char in text if char.isascii())
    best = max(sum(char in alphabet for char in letters) for alphabet in alphabets)
    # "don’t" in a Chinese encoding reads as "donĄŻt": a capital inside a word gives it away.
    odd = any(a.islower() and b.isupper() and not b.isascii() for a, b in pairwise(text))
    return plain > len(letters) and best >= 0.95 * len(letters) and not odd


def normalise(text: str) -> str:
    """Return `text` with "\\n" as the only newline, without terminal codes and control characters but the tab."""
    text = _UNWANTED.sub("", _ESCAPES.sub("", _NEWLINES.sub("\n", text)))
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# --- plain text ---------------------------------------------------------------------------------


def read_plain(data: bytes, name: str) -> Parsed:
    """Return the text of a .txt file, and what its front matter states."""
    metadata, text = split_front_matter(normalise(decode(data, name)))
    if _HEADED.match(text):  # a note in Markdown that is not called so
        text = _HASHES.sub("", text)
    return Parsed(unwrap(without_cues(text).strip("\n")), metadata)


_HEADED = re.compile(r"\s*#[ \t]+\S")
_HASHES = re.compile(r"^#{1,6}[ \t]+(?=\S)", re.MULTILINE)


# --- Markdown -------------------------------------------------------------------------------------

MAX_BRACKETS = 500
_GROUPS = {"bullet_list_open", "ordered_list_open", "table_open"}
_FOR_MACHINES = (("<!--", "-->"), (r"<script\b", r"</script\s*>"), (r"<style\b", r"</style\s*>"))
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|li|ul|ol|tr|t[dh]|h[1-6]|br|blockquote|section|article|details|summary)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
_NOTE = re.compile(r"^ {0,3}\[\^[^\]\s]{1,40}\]:[ \t]*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")


def read_markdown(data: bytes, name: str) -> Parsed:
    """Return the words of a .md file without its marks; the first H1 is its title."""
    stated, source = split_front_matter(normalise(decode(data, name)))
    if _NOTE.search(source):  # which this parser does not know
        source = _NOTE_MARK.sub("", _NOTE.sub("\n", source))
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    # Looking for links takes quadratic time, which a paragraph of nothing but "[" would make hours.
    if any(block.count("[") > MAX_BRACKETS for block in re.split(r"\n\s*\n|\n(?=\s*\|)", source)):
        parser.disable(["link", "image"])
    tokens = parser.parse(source)
    text, previous = "", 0
    for group, block in _blocks(tokens):
        if block.strip():
            text += ("\n" if group and group == previous else "\n\n") + block.strip("\n")
            previous = group
    heads = (_inline(words) for head, words in pairwise(tokens) if head.type == "heading_open" and head.tag == "h1")
    return Parsed(normalise(text).strip("\n"), stated.over(Metadata(title=next(heads, None))))


def _blocks(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    """Yield each block's text with the number of the list or table it is part of, or 0."""
    group = depth = 0
    row: list[str] | None = None
    for token in tokens:
        if token.type in _GROUPS:
            group, depth = group + (depth == 0), depth + 1
        elif token.type.replace("_close", "_open") in _GROUPS:
            depth -= 1
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield group, "\t".join(row or [])
            row = None
        elif row is not None and token.type == "inline":
            row.append(_inline(token).replace("\n", " "))
        elif token.type == "inline":
            yield group if depth else 0, _inline(token)
        elif token.type == "html_block":
            yield group if depth else 0, _without_tags(token)
        elif token.type in ("fence", "code_block"):
            yield group if depth else 0, token.content


def _inline(token: Token) -> str:
    lines = [""]
    for child in token.children or []:
        if child.type == "softbreak":
            lines.append("")
        elif child.type == "hardbreak" or (child.type, child.content[:3].lower()) == ("html_inline", "<br"):
            lines[-1] += "\n"
        elif child.type in ("text", "text_special", "code_inline"):
            lines[-1] += child.content
    text = lines[0]
    for line in lines[1:]:
        text = f"{text}\n{line}" if starts_turn(line) else join_lines([text, line])
    return "\n".join(re.sub(r" {2,}", " ", line).strip() for line in text.split("\n"))


def _without_tags(token: Token) -> str:
    text = token.content
    for opening, closing in _FOR_MACHINES:
        # Split rather than one pattern over both ends, which takes quadratic time where no end comes.
        first, *others = re.split(opening, text, flags=re.IGNORECASE)
        ended = (re.split(closing, other, maxsplit=1, flags=re.IGNORECASE)[1:] for other in others)
        text = first + "".join(part for parts in ended for part in parts)
    text = unescape(_TAG.sub("", _BLOCK_TAG.sub("\n", text)))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
