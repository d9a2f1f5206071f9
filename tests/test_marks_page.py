from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from assistant import Assistant, Document, Mark, MarkKind, Sentence
from assistant.cli import app, main
from assistant.encoder import Encoder
from assistant.library.ingest import mark_file
from assistant.marking.labels import LABELS, SIGNS
from assistant.marking.page import marks_page, turns

run = CliRunner().invoke


class Seen(HTMLParser):
    """What a browser would find: tags with attributes, and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def of_class(self, name: str) -> Iterator[dict[str, str | None]]:
        return (held for _, held in self.tags if name in (held.get("class") or "").split())


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, list[Sentence]]:
    from conftest import FERRY

    path = tmp_path_factory.mktemp("marked") / "ferry.txt"
    path.write_text(FERRY, encoding="utf-8")
    return mark_file(path, Encoder(), passage_tokens=192)


def test_labels_and_signs_tell_every_kind_apart() -> None:
    for told in (LABELS, SIGNS):
        assert list(told) == list(MarkKind)
        assert len(set(told.values())) == len(MarkKind)


def test_marking_a_file_gives_what_adding_it_gives(library: Assistant, ferry: Path, bridge: Path) -> None:
    library.add(ferry, bridge)
    for kept, path in zip(sorted(library.documents(), key=lambda d: str(d.path)), (bridge, ferry), strict=True):
        document, sentences = mark_file(path, Encoder(), passage_tokens=192)
        assert document == kept
        added = library.sentences(kept.id)
        assert [(s.text, s.speaker, s.mark.kind, s.mark.voice) for s in sentences] == [
            (s.text, s.speaker, s.mark.kind, s.mark.voice) for s in added
        ]
        assert [s.mark.confidence for s in sentences] == pytest.approx([s.mark.confidence for s in added], abs=0.02)


def test_turns_keep_every_sentence_in_order(marked: tuple[Document, list[Sentence]]) -> None:
    found = turns(*marked)
    assert [s for turn in found for paragraph in turn.paragraphs for s in paragraph] == marked[1]
    speakers = [turn.speaker for turn in found if not turn.furniture]
    assert speakers == ["Harbour Gazette", "Ida Morvik", "Harbour Gazette", "Ida Morvik"]


def test_page_shows_every_sentence_with_its_mark(marked: tuple[Document, list[Sentence]]) -> None:
    page = Seen(marks_page(*marked))
    shown = list(page.of_class("sentence"))
    assert len(shown) == len(marked[1])
    for sentence, held in zip(marked[1], shown, strict=True):
        assert sentence.text in page.text
        assert sentence.mark.kind.name.lower() in str(held["class"])
        assert held["tabindex"] == "0"
        for told in (LABELS[sentence.mark.kind], sentence.mark.voice or "", *sentence.mark.reasons):
            assert told in str(held["title"]) and told in page.text
        assert f"confidence {sentence.mark.confidence:.2f}" in str(held["title"])


def test_page_counts_kinds_and_voices(marked: tuple[Document, list[Sentence]]) -> None:
    page = marks_page(*marked)
    counts = dict(re.findall(r'<span class="sample (\w+)">.*?<b>(\d+)</b>', page))
    assert {kind.name.lower(): str(sum(s.mark.kind is kind for s in marked[1])) for kind in MarkKind} == counts
    voices = dict(re.findall(r'<span class="voice">(.*?)</span> <b>(\d+)</b>', page))
    assert sum(map(int, voices.values())) == sum(s.mark.kind is not MarkKind.FURNITURE for s in marked[1])
    assert voices["Leif Aune, quoted by Ida Morvik"] == "1"


def test_page_has_no_script_and_asks_for_nothing(marked: tuple[Document, list[Sentence]]) -> None:
    page = marks_page(*marked)
    seen = Seen(page)
    assert not {"script", "img", "iframe", "object", "base", "form"} & {tag for tag, _ in seen.tags}
    addresses = [str(held[name]) for _, held in seen.tags for name in ("src", "href") if name in held]
    assert all(address.startswith(("#", "data:,")) for address in addresses)
    assert "url(" not in page and "@import" not in page
    policy = next(held["content"] for _, held in seen.tags if held.get("http-equiv") == "Content-Security-Policy")
    assert str(policy).startswith("default-src 'none'")


hostile = st.text(alphabet=st.sampled_from("<>&\"'ab /=;\n\\"), min_size=1, max_size=30)


@given(words=hostile, voice=hostile, reason=hostile, kind=st.sampled_from(MarkKind))
def test_whatever_a_document_says_stays_text(words: str, voice: str, reason: str, kind: MarkKind) -> None:
    def tags(words: str, voice: str, reason: str) -> list[tuple[str, list[str]]]:
        document = Document("d", words, title=words, author=voice, publisher=voice, date=voice, caveat=reason)
        sentence = Sentence(words, 0, len(words), voice, Mark(kind, voice, 0.5, (reason, words)))
        seen = Seen(marks_page(document, [sentence]))
        assert words in seen.text
        return [(tag, sorted(held)) for tag, held in seen.tags]

    assert tags(words, voice, reason) == tags("a", "a", "a")


def test_command_prints_turns_and_marks_in_eighty_columns(ferry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = run(app, ["marks", str(ferry)])
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert sum(line.strip() == "Ida Morvik" for line in lines) == 2
    assert "Quotation · Leif Aune, quoted by Ida Morvik · confidence 0.90" in done.stdout
    assert "quoted after “Leif Aune said”" in done.stdout


def test_command_gives_json_and_opens_no_library(ferry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "never"))
    shown = json.loads(run(app, ["marks", str(ferry), "--json"]).stdout)
    text = shown["document"]["text"]
    assert all(text[s["start"] : s["end"]] == s["text"] for s in shown["sentences"])
    assert {s["mark"]["kind"] for s in shown["sentences"]} <= set(MarkKind)
    assert not (tmp_path / "never").exists()


def test_command_writes_the_page(write: Callable[[str, str], Path], tmp_path: Path) -> None:
    path = write("markup.txt", "<script>alert(1)</script> is what Ann Lee wrote on the blackboard.\n")
    out = tmp_path / "out.html"
    done = run(app, ["marks", str(path), "--html", str(out)])
    assert (done.exit_code, done.stdout) == (0, f"written    {out}\n")
    page = out.read_text(encoding="utf-8")
    assert "<script" not in page and "<script>alert(1)</script>" in unescape(page)


@pytest.mark.parametrize(
    ("file", "out", "said"),
    [
        ("missing.txt", "out.html", "PathNotFound: there is no file"),
        ("ferry.txt", "no/such/folder/out.html", "AssistantError: cannot write"),
        ("ferry.txt", "ferry.txt", "would overwrite the document"),
    ],
    ids=["no file", "no folder", "over the document"],
)
def test_command_fails_in_one_line(
    ferry: Path,
    file: str,
    out: str,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = ferry.read_bytes()
    folder = ferry.parent
    monkeypatch.setattr(sys, "argv", ["assistant", "marks", str(folder / file), "--html", str(folder / out)])
    with pytest.raises(SystemExit) as stop:
        main()
    told = capsys.readouterr().err
    assert stop.value.code == 1
    assert said in told and told.count("\n") == 1 and "Traceback" not in told
    assert ferry.read_bytes() == before
