"""The parsing process: one for many files, replaced when a file hangs, crashes or overfills it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest

from assistant.errors import EmptyFile, UnreadableFile
from assistant.reading import worker
from assistant.reading.worker import Parser


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text("<title>T</title><p>Words.</p>")
    return path


@pytest.fixture
def parser() -> Iterator[Parser]:
    with Parser() as own:
        yield own


def child_that(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the next child run `code` in place of the worker."""
    monkeypatch.setattr(worker, "COMMAND", (sys.executable, "-c", code))


def pid(parser: Parser) -> int:
    assert parser._child is not None
    return parser._child.pid


def test_one_child_reads_many_files(parser: Parser, page: Path) -> None:
    assert parser.parse(page).text == "Words."
    first = pid(parser)
    empty = page.with_name("empty.html")
    empty.write_text("")
    with pytest.raises(EmptyFile):
        parser.parse(empty)
    assert parser.parse(page).metadata.title == "T"
    assert pid(parser) == first


def test_no_child_is_started_before_it_is_needed_nor_left_behind(page: Path) -> None:
    with Parser() as parser:
        assert parser._child is None
        parser.parse(page)
        child = parser._child
    assert child is not None and child.poll() is not None


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_read(
    parser: Parser, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(worker, "TIMEOUT_S", 0.2)
        child_that(patch, "input()\nwhile True: pass")
        with pytest.raises(UnreadableFile, match=r"^page\.html took longer than 0\.2 s to read; "):
            parser.parse(page)
    assert parser.parse(page).text == "Words."


def test_a_file_that_crashes_its_parser_is_given_up_and_the_next_one_read(
    parser: Parser, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        child_that(patch, "import os; input(); os.abort()")
        with pytest.raises(UnreadableFile, match=r"^page\.html crashed its parser; "):
            parser.parse(page)
    assert parser.parse(page).text == "Words."


def test_a_child_that_died_between_two_files_is_replaced(parser: Parser, page: Path) -> None:
    parser.parse(page)
    os.kill(pid(parser), 9)
    assert parser.parse(page).text == "Words."


def test_an_answer_cut_short_is_no_answer(parser: Parser, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child_that(monkeypatch, 'import sys; input(); sys.stdout.write(\'{"text": "Wor\')')
    with pytest.raises(UnreadableFile, match="crashed its parser"):
        parser.parse(page)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_file_that_needs_too_much_memory_is_given_up_and_the_next_one_read(
    parser: Parser, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "large.html"
    large.write_text("<p>Some words in a sentence.</p>" * 300_000)
    with monkeypatch.context() as patch:
        limit = "import assistant.reading.worker as w; w.MEMORY_BYTES = 250 * 2**20; w.main()"
        child_that(patch, limit)
        with pytest.raises(UnreadableFile, match=r"^large\.html needs more than \d+ MB of memory to read; "):
            parser.parse(large)
    assert parser.parse(page).text == "Words."


def test_what_a_parser_prints_does_not_reach_the_answers(
    parser: Parser, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child_that(
        monkeypatch,
        "import os, assistant.reading.worker as w\n"
        "parse = w._parse\n"
        "def noisy(path):\n"
        "    print('{}'); os.write(1, b'noise\\n'); os.write(2, b'noise\\n'); os.system('echo noise')\n"
        "    return parse(path)\n"
        "w._parse = noisy\n"
        "w.main()",
    )
    assert [parser.parse(page).text for _ in range(2)] == ["Words.", "Words."]


def test_threads_may_share_a_parser(parser: Parser, page: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert {parsed.text for parsed in pool.map(parser.parse, [page] * 12)} == {"Words."}


def test_odd_file_names_and_a_changed_folder_do_no_harm(
    parser: Parser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    odd = Path("a\n“b”\u202e.html")
    odd.write_text("<p>Words.</p>")
    assert parser.parse(odd).text == "Words."
    (tmp_path / "folder").mkdir()
    absolute = odd.absolute()
    monkeypatch.chdir(tmp_path / "folder")
    Path("json.py").write_text("raise SystemExit('a module lying about')")
    assert parser.parse(absolute).text == "Words."
    with Parser() as another:
        assert another.parse(absolute).text == "Words."


def test_the_child_ends_when_its_parent_does(tmp_path: Path) -> None:
    slow = tmp_path / "slow.docx"
    docx.Document().save(str(slow))
    child = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import assistant.reading.worker as w, time\nw._parse = lambda p: time.sleep(60)\nw.main()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        cwd=Path(__file__).parents[1],
    )
    assert child.stdin is not None
    child.stdin.write(json.dumps(str(slow)).encode() + b"\n")
    child.stdin.flush()
    time.sleep(0.3)
    child.stdin.close()
    assert child.wait(timeout=10) == 0


def test_without_room_for_a_process_the_file_is_refused(
    page: Path, parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "COMMAND", ("/no/such/program",))
    with pytest.raises(UnreadableFile, match="no process could be started"):
        parser.parse(page)
