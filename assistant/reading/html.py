"""Web pages: the main text without menus and comments, and what the page states about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import lxml.etree
import lxml.html
import trafilatura
from trafilatura.settings import Document as Extraction

from assistant.errors import EmptyFile, UnreadableFile
from assistant.reading.metadata import Metadata, Parsed
from assistant.reading.text import decode, normalise, refuse_binary

__all__ = ["read_html"]

# Below this trafilatura falls back on one run of text, which loses where its paragraphs began.
MIN_EXTRACTED = 250
MAX_REPLACED_SHARE = 0.01

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_BROWSERS_READ = {  # as the WHATWG encoding standard has it
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "x-sjis": "cp932",
    "shift-jis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5hkscs",
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "x-gbk": "gb18030",
}  # fmt: skip

# Both HTML's names and those of trafilatura's own tree.
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hr", "item", "li", "list", "main", "ol", "p", "pre", "quote", "row", "section", "summary",
    "table", "tr", "ul",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "head"}
_CELLS = {"td", "th", "cell"}
_AS_TYPED = {"pre", "code", "quote"}
_SKIPPED = {
    "audio", "button", "canvas", "iframe", "math", "nav", "noscript", "object", "script", "select", "style",
    "svg", "template", "textarea", "video",
}  # fmt: skip
_COMMENTS = {"comments", "comment-list", "commentlist", "disqus_thread"}
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='date' or @name='pubdate' or @name='publish_date' or @name='citation_publication_date'"
    " or @name='DC.date' or @name='DC.date.issued' or @name='dcterms.date']/@content",
    "//time[@pubdate or @itemprop='datePublished']/@datetime",
)
_CREDIT = re.compile(r"(?:interview|report|review|story|text|words)(?:\s?:|\sby|(?=\s\S+\s\S))\s+", re.IGNORECASE)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_URLS = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")


def read_html(data: bytes, name: str) -> Parsed:
    """Return the main text of a page, a line for each block, and its metadata.

    Raises:
        EmptyFile: If the page shows no text.
        UnreadableFile: If it is binary or in an unknown encoding.
    """
    empty = EmptyFile(f"{name} shows no text; if a script loads it, print the page from a browser to PDF")
    # Bytes, as lxml refuses a str that declares an encoding of its own.
    source = normalise(_decode(data, name)).encode()
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        page = lxml.html.document_fromstring(source, parser=parser)
    except lxml.etree.ParserError:
        raise empty from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFile(f"{name} nests its elements too deeply to be read to its end; save it as .txt")
    for node in page.xpath("//blockquote//footer | //blockquote//cite[not(ancestor::footer or ancestor::p)]"):
        node.tag = "p"  # who is quoted, which trafilatura takes for the foot of the page
    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    extraction = found if isinstance(found, Extraction) else Extraction()
    text = _main_text(page, extraction.body)
    if not text:
        raise empty
    return Parsed(text, _metadata(page, extraction))


def _decode(data: bytes, name: str) -> str:
    declared = _DECLARED.search(data[:4096])
    if declared is None or data.startswith(_BOMS):
        return decode(data, name)
    refuse_binary(data, name)
    label = declared[1].decode("ascii").lower()
    try:
        text = data.decode(_BROWSERS_READ.get(label, label), "replace")
    except (LookupError, ValueError):
        return decode(data, name)
    return text if text.count("\ufffd") <= MAX_REPLACED_SHARE * len(text) else decode(data, name)


def _main_text(page: Any, body: Any | None) -> str:
    text = "" if body is None else _text(body)
    flat = body is not None and len(body) == 1 and "\n" in (body[0].text or "")
    if len(text) >= MIN_EXTRACTED and not flat:
        return text
    whole = _text(next(page.iter("body"), page))
    parts = [_text(part) for part in page.xpath("//article | //main")]
    main = parts[0] if len(parts) == 1 else ""
    return main if len(main) > len(whole) / 2 else whole


def _text(root: Any) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_lines(root))).strip("\n")


def _lines(root: Any) -> Iterator[str]:
    """Yield the lines of text under `root`: one for each block, table row, or part ended by a line break.

    Blank lines stand around headings.
    """
    line: list[str] = []
    typed = 0
    walker = lxml.etree.iterwalk(root, events=("start", "end"))
    for event, node in walker:
        if (event == "start" and node.tag in _BLOCKS) or (event == "end" and node.tag in _BLOCKS):
            yield from filter(None, (part.strip() for part in "".join(line).split("\n")))
            line = []
            if node.tag in _HEADINGS:
                yield ""
        if event == "start":
            typed += node.tag in _AS_TYPED
            if _is_hidden(node):
                walker.skip_subtree()
                continue
            line.append("\n" if node.tag in ("br", "lb") else "\t" if node.tag in _CELLS else "")
            text = node.text
        else:
            typed -= node.tag in _AS_TYPED
            text = None if node is root else node.tail
        if text:
            line.append(text if typed else re.sub(r"\s+", " ", text))
    yield from filter(None, (part.strip() for part in "".join(line).split("\n")))


def _is_hidden(node: Any) -> bool:
    names = {node.get("id"), *(node.get("class") or "").split()}
    return bool(
        node.tag in _SKIPPED
        or node.get("hidden") is not None
        or _INVISIBLE.search(node.get("style") or "")
        or names & _COMMENTS
    )


def _metadata(page: Any, found: Extraction) -> Metadata:
    url = _first(page, _URLS)
    # Without a stated name trafilatura puts the host there, which nobody stated.
    host = (urlsplit(found.url or "").hostname or "").removeprefix("www.")
    site = found.sitename if found.sitename and found.sitename.removeprefix("www.") != host else None
    scripts = "".join(page.xpath("//script[@type='application/ld+json']/text()"))
    json_date = _JSON_DATE.search(scripts)
    author = found.author or _first(page, ("//meta[@name='author']/@content",))
    return Metadata(
        title=found.title or _first(page, ("//title/text()", "//h1//text()")),
        author=_CREDIT.sub("", author).replace("; ", ", ") if author else None,
        publisher=site,
        date=_first(page, _DATES) or (json_date[1] if json_date else None),
        url=url if url and url.lower().startswith(("http://", "https://")) else None,
    )


def _first(page: Any, paths: tuple[str, ...]) -> str | None:
    values = (str(value).strip() for path in paths for value in page.xpath(path))
    return next(filter(None, values), None)
