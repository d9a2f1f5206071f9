"""Which files are found, and what reading one gives: text, metadata, or an error that says the way out."""

from __future__ import annotations

import errno
import os
import random
from pathlib import Path
from typing import Any

import docx
import pytest
from conftest import ARTICLE

from assistant.errors import EmptyFile, PathNotFound, ReadingError, UnreadableFile, UnsupportedFormat
from assistant.reading import files
from assistant.reading.files import SUFFIXES, find_files, read_file
from assistant.reading.worker import Parser


def found(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_files(folder)]


def test_a_folder_that_may_not_be_opened_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "open.txt").write_text("The well is deep.")
    (tmp_path / "shut").mkdir()
    scandir = os.scandir

    def guarded(path: Any) -> Any:
        if Path(path).name == "shut":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert find_files(tmp_path) == [tmp_path / "open.txt", tmp_path / "shut"]
    with pytest.raises(
        UnreadableFile, match=r"^shut could not be opened \(Permission denied\); check its permissions$"
    ):
        read_file(tmp_path / "shut")


def test_a_folder_gives_its_documents_in_order_and_nothing_else(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "sub/c.html",
        "sub/deeper/d.pdf",
        "photo.jpg",
        "alone.yaml",
        "b.yaml",
        "a.yml",
        "README.md",
        "readme",
        ".hidden.txt",
        ".git/x.txt",
        "sub/.cache/y.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text")
    assert found(tmp_path) == ["a.md", "alone.yaml", "b.txt", "photo.jpg", "sub/c.html", "sub/deeper/d.pdf"]


def test_links_that_lead_out_of_the_folder_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text("secret")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "in.txt").write_text("text")
    (folder / "link.txt").symlink_to(folder / "in.txt")
    (folder / "out.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (folder / "dangling.txt").symlink_to(folder / "gone.txt")
    (folder / "out").symlink_to(tmp_path / "outside")
    (folder / "loop").symlink_to(folder)
    assert found(folder) == ["in.txt", "link.txt"]


@pytest.mark.parametrize("name", ["README.md", ".hidden.txt", "photo.jpg", "a.txt"])
def test_a_file_named_outright_is_always_given(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("text")
    assert find_files(tmp_path / name) == [tmp_path / name]


def test_a_hidden_folder_named_outright_is_searched(tmp_path: Path) -> None:
    (tmp_path / ".notes").mkdir()
    (tmp_path / ".notes" / "a.txt").write_text("text")
    assert found(tmp_path / ".notes") == ["a.txt"]


@pytest.mark.parametrize("name", ["nowhere", "x" * 5000, "a\nb"])
def test_a_missing_path_is_named_in_one_line(tmp_path: Path, name: str) -> None:
    for look in (find_files, read_file):
        with pytest.raises(PathNotFound) as caught:
            look(tmp_path / name)
        assert "\n" not in str(caught.value) and str(caught.value).endswith("check the path")


def test_the_shipped_article_is_read_as_it_is() -> None:
    source = read_file(ARTICLE)
    assert source.text == ARTICLE.read_text(encoding="utf-8").strip("\n")
    assert source.title == "Wu Wei on Russia North Korea ties"
    assert (source.media_type, source.pages) == ("text/plain", ())


def test_every_format_is_read_by_its_suffix_whatever_its_case(tmp_path: Path, parser: Parser) -> None:
    (tmp_path / "a.TXT").write_text("Words.")
    (tmp_path / "a.Md").write_text("**Words.**")
    (tmp_path / "a.HTM").write_text("<p>Words.</p>")
    (tmp_path / "a.html").write_text("<p>Words.</p>")
    document = docx.Document()
    document.add_paragraph("Words.")
    document.save(str(tmp_path / "a.DOCX"))
    (tmp_path / "a.Srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nWords.\n")
    (tmp_path / "a.VTT").write_text("WEBVTT\n\nNOTE none\n\n00:01.000 --> 00:02.000\nWords.\n")
    for path in find_files(tmp_path):
        source = read_file(path, parser)
        assert source.text == "Words." and source.media_type == SUFFIXES[path.suffix.lower()]


def test_no_process_is_started_for_text(tmp_path: Path, parser: Parser) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    (tmp_path / "a.md").write_text("Words.")
    with Parser() as own:
        assert all(read_file(path, own) for path in find_files(tmp_path))
        assert own._child is None


def test_a_parser_is_made_for_the_occasion_when_none_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Words.</p>")
    assert read_file(tmp_path / "a.html").text == "Words."


def test_a_sidecar_wins_over_front_matter_and_that_over_the_text(tmp_path: Path) -> None:
    path = tmp_path / "some-file.md"
    path.write_text("# From the heading\n\nWords about some file.")
    assert read_file(path).title == "From the heading"
    path.write_text("---\ntitle: From the front\nauthor: Ann Lee\ndate: 2024\n---\n# From the heading\n\nWords.")
    source = read_file(path)
    assert (source.title, source.author, source.date) == ("From the front", "Ann Lee", "2024")
    assert source.text == "From the heading\n\nWords."
    path.with_suffix(".yaml").write_text("title: From the side\npublisher: Zhi News\ncaveat: Views are personal.\n")
    source = read_file(path)
    assert (source.title, source.author, source.publisher) == ("From the side", "Ann Lee", "Zhi News")
    assert source.caveat == "Views are personal."


def test_a_sidecar_wins_over_what_a_page_states(tmp_path: Path, parser: Parser) -> None:
    (tmp_path / "a.html").write_text("<title>Stated</title><p>Words.</p>")
    assert read_file(tmp_path / "a.html", parser).title == "Stated"
    (tmp_path / "a.yml").write_text("title: Given\nurl: https://example.com/a")
    source = read_file(tmp_path / "a.html", parser)
    assert (source.title, source.url) == ("Given", "https://example.com/a")


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("2023-11-05T06:15:00+02:00", "2023-11-05"),
        ("2023-11-05 06:15", "2023-11-05"),
        ("2023-11-05", "2023-11-05"),
        ("5 November 2023, 6:15", "5 November 2023, 6:15"),
    ],
)
def test_a_stamp_on_a_file_is_a_day_and_words_stay(tmp_path: Path, parser: Parser, stated: str, date: str) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: A\ndate: {stated}\n---\nWords.")
    (tmp_path / "b.html").write_text(f'<meta name="date" content="{stated}"><p>Words.</p>')
    assert [read_file(path, parser).date for path in find_files(tmp_path)] == [date, date]


def test_without_a_stated_title_the_file_name_gives_one(tmp_path: Path) -> None:
    (tmp_path / "north-korea_and_russia.txt").write_text("North Korea and Russia are neighbours.")
    assert read_file(tmp_path / "north-korea_and_russia.txt").title == "North Korea and Russia"


def test_metadata_are_single_safe_lines(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    (tmp_path / "a.yaml").write_text('title: "A\\n\\u202eB\\x07"\nauthor: "' + "x" * 400 + '"\npublisher: " "')
    source = read_file(tmp_path / "a.txt")
    assert (source.title, source.author, source.publisher) == ("A B", "x" * 300, None)


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("a.jpg", b"x", UnsupportedFormat, "is a .jpg file; only .txt, .md, .html, .htm, .pdf, .docx, "),
        ("Makefile", b"x", UnsupportedFormat, "is a file without a suffix; only"),
        ("a.txt", b"", EmptyFile, "holds no text; "),
        ("a.txt", b" \r\n\t\xc2\xa0\xe2\x80\x8b\n", EmptyFile, "holds no text; "),
        ("a.md", b"![only](an-image.png)", EmptyFile, "holds no text; "),
        ("a.md", b"---\ntitle: only\n---\n", EmptyFile, "holds no text; "),
        ("a.txt", random.Random(0).randbytes(500), UnreadableFile, "is not text but binary data; "),
        ("a.txt", b"%PDF-1.4", UnreadableFile, "is a PDF under another name; "),
        ("a.html", b" ", EmptyFile, "shows no text; "),
        ("a.pdf", b"Just text.", UnreadableFile, "is damaged "),
        ("a.docx", b"Just text.", UnreadableFile, "is damaged or not a Word document; "),
    ],
)
def test_a_bad_file_gives_one_line_that_says_the_way_out(
    tmp_path: Path, parser: Parser, name: str, content: bytes, error: type[ReadingError], words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(error) as caught:
        read_file(tmp_path / name, parser)
    message = str(caught.value)
    assert message.startswith(f"{name} {words}") and "\n" not in message


def test_a_file_over_the_limit_is_refused_with_both_sizes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 2 * 2**20)
    (tmp_path / "a.txt").write_bytes(b"words " * 500_000)
    with pytest.raises(UnreadableFile, match=r"^a\.txt is 2\.9 MB, over the limit of 2 MB; split it"):
        read_file(tmp_path / "a.txt")


def test_a_folder_or_a_pipe_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    os.mkfifo(tmp_path / "b.txt")
    for name in ("a.txt", "b.txt"):
        with pytest.raises(UnreadableFile, match=rf"^{name} is not a file; "):
            read_file(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_file_one_may_not_read_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Words.")
    (tmp_path / name).chmod(0)
    with pytest.raises(UnreadableFile, match=r"could not be opened \(Permission denied\); check its permissions"):
        read_file(tmp_path / name)


def test_a_hostile_file_name_does_not_break_a_message(tmp_path: Path) -> None:
    path = tmp_path / "a\n\u202eb.txt"
    path.write_text("")
    with pytest.raises(EmptyFile, match=r"^a b\.txt holds no text"):
        read_file(path)
