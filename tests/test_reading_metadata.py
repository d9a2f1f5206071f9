"""Metadata: what may be stated, where, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UnreadableFile
from assistant.reading.metadata import (
    Metadata,
    clean,
    from_mapping,
    read_sidecar,
    sensible_author,
    sensible_title,
    split_front_matter,
    title_from_name,
)


@given(st.text())
def test_cleaned_text_is_one_short_line_or_none(value: str) -> None:
    result = clean(value + "\u202e\x07\n")
    assert result is None or (0 < len(result) <= 300 and result == " ".join(result.split()))
    assert not result or not set(result) & set("\u202e\x07\n\u2066\u200b\ufeff")


def test_what_is_stated_first_wins_value_by_value() -> None:
    assert Metadata(title="a").over(Metadata(title="b", author="c")) == Metadata(title="a", author="c")


def test_scalars_are_kept_as_written() -> None:
    stated, text = split_front_matter("---\ntitle: 1984\ndate: 2024-7-1\nauthor: No\ncaveat: ~\n---\nText")
    assert (stated, text) == (Metadata(title="1984", date="2024-7-1", author="No"), "Text")


def test_only_strings_and_lists_of_strings_count() -> None:
    raw: dict[str, object] = {"title": {"a": "b"}, "authors": ["Ann", "Bo"], "publisher": [["x"]], "other": "y"}
    assert from_mapping(raw) == Metadata(author="Ann, Bo")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "example.com", "https://a b"])
def test_an_address_that_is_no_web_address_is_dropped(url: str) -> None:
    assert from_mapping({"url": url}).url is None


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [unclosed\n---\nText",
        "---\njust words\n---\nText",
        "---\nWu Wei: We agree.\n---\nText",
        "---\ntitle: never closed\nText",
        "--- \ntitle: " + "x" * 70_000 + "\n---\nText",
        "---\na: &a [*a, *a]\n? [b]\n: c\n---\n",
        "---\n" + "[" * 5000 + "\n---\n",
        "Text\n---\ntitle: late\n---\n",
    ],
    ids=["bad YAML", "no mapping", "an interview", "open", "too large", "odd keys", "nested", "not at the start"],
)
def test_what_is_not_front_matter_is_text(text: str) -> None:
    assert split_front_matter(text) == (Metadata(), text)


@pytest.mark.parametrize("suffix", [".yaml", ".yml"])
def test_a_sidecar_states_metadata(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_text("Title: Über\npublisher: Zhi News\n", encoding="utf-8")
    assert read_sidecar(tmp_path / "a.txt") == Metadata(title="Über", publisher="Zhi News")


@pytest.mark.parametrize(
    "content",
    [b"title: [unclosed", b"- a list", b"title: \xff\xfe", b"x" * 70_000],
    ids=["bad YAML", "a list", "not UTF-8", "too large"],
)
def test_a_bad_sidecar_is_named_in_the_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.yaml").write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"^a\.yaml cannot be used: .*; correct it or move it away from a\.txt$"):
        read_sidecar(tmp_path / "a.txt")


def test_an_empty_sidecar_states_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("# nothing yet\n")
    assert read_sidecar(tmp_path / "a.txt") == Metadata()


@pytest.mark.parametrize(
    ("stem", "text", "title"),
    [
        (
            "wu-wei-on-russia-north-korea-ties",
            "Wu Wei spoke on Russia and on North Korea. Their ties are close. On Monday Wu Wei left.",
            "Wu Wei on Russia North Korea ties",
        ),
        ("the_iphone", "The iPhone is the phone.", "The iPhone"),
        ("report 2024", "", "Report 2024"),
        ("UN-report", "nothing of it", "UN report"),
        ("---", "text", "Untitled"),
        ("a(b*c", "a(b*c", "A(b*c"),
        ("金正恩_访问", "金正恩", "金正恩 访问"),
    ],
)
def test_a_title_made_from_a_file_name_has_the_capitals_of_the_text(stem: str, text: str, title: str) -> None:
    assert title_from_name(stem, text) == title


@pytest.mark.parametrize(
    "title",
    ["untitled", "Untitled 1", "Microsoft Word - x.docx", r"C:\tmp\x", "/tmp/x", "final.docx", "Slide 1", "12", ""],
)
def test_titles_put_there_by_a_program_are_ignored(title: str) -> None:
    assert sensible_title(title) is None


@pytest.mark.parametrize("author", ["python-docx", "Administrator", "user", "Microsoft Office User", " "])
def test_authors_put_there_by_a_program_are_ignored(author: str) -> None:
    assert sensible_author(author) is None


def test_real_titles_and_authors_are_kept() -> None:
    assert sensible_title("What Booking.com knows: a title") == "What Booking.com knows: a title"
    assert sensible_title("Presentation of the new bridge") == "Presentation of the new bridge"
    assert sensible_author("Ursula von der Leyen") == "Ursula von der Leyen"
