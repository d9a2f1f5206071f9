from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.library import intake

TOPICS = ("ferry", "bridge", "school", "harvest", "museum", "tram", "lighthouse")


def story(number: int, paragraphs: int = 6) -> str:
    topic = TOPICS[number % len(TOPICS)]
    lines = [
        f"Report {number} on the {topic} of district {number}, part {part}. "
        f"The council spent {number * 7 + part} crowns on it. "
        f"Inspector Holm{number} said that the {topic} was safe. It opened on {1 + part} May {1950 + number}."
        for part in range(paragraphs)
    ]
    return "\n".join([*lines, f"The last line of report {number} ends here."])


def test_failures_are_reported_and_the_rest_is_added(
    library: Assistant, ferry: Path, write: Callable[[str, str], Path]
) -> None:
    bad = [write("empty.txt", ""), write("table.xlsx", "x"), ferry.with_name("missing.txt")]
    results = library.add(bad[0], ferry, bad[1], bad[2])
    assert [r.status for r in results] == ["failed", "added", "failed", "failed"]
    assert all(r.reason and "\n" not in r.reason for r in results if r.status == "failed")
    assert len(library.documents()) == 1


def test_name_that_is_not_utf8_is_kept_apart_and_known_again(
    library: Assistant, write: Callable[[str, str], Path]
) -> None:
    place = write("plain.txt", story(1, 1)).parent
    for name, number in ((b"caf\xe9.txt", 2), (b"caf\xe8.txt", 3)):
        Path(place, os.fsdecode(name)).write_text(story(number, 1))
    assert {result.status for result in library.add(place)} == {"added"}
    assert {result.status for result in library.add(place)} == {"unchanged"}
    assert {Path(str(document.path)).name for document in library.documents()} == {
        "plain.txt", r"caf\xe8.txt", r"caf\xe9.txt",
    }  # fmt: skip


def test_folder_is_searched_and_progress_told(library: Assistant, ferry: Path, bridge: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    results = library.add(ferry.parent, progress=lambda *event: seen.append(event))
    assert [Path(r.path).name for r in results] == ["bridge.txt", "ferry.txt"]
    assert seen == [(0, 2, "bridge.txt"), (1, 2, "ferry.txt"), (2, 2, "")]


@pytest.mark.parametrize("place", ["inside", "."])
def test_folder_with_the_library_in_it_is_read_without_the_librarys_own_files(tmp_path: Path, place: str) -> None:
    (tmp_path / "words.txt").write_text(story(1, 1))
    with Assistant.open(tmp_path / place) as assistant:
        assistant.add(tmp_path / "words.txt")
        assert [Path(one.path).name for one in assistant.add(tmp_path)] == ["words.txt"]


def test_same_content_within_one_call_is_one_document(library: Assistant, write: Callable[[str, str], Path]) -> None:
    results = library.add(write("a.txt", story(1)), write("b.txt", story(1)), write("c.txt", story(2)))
    assert [r.status for r in results] == ["added", "unchanged", "added"]
    assert len(library.documents()) == 2


def test_unchanged_passages_are_not_encoded_again(
    library: Assistant, write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.txt", story(1, 20))
    library.add(path)
    encoded: list[int] = []
    real = type(library._encoder).encode_passages

    def counting(self: object, texts: list[str], *rest: object, **named: object) -> object:
        encoded.append(len(texts))
        return real(self, texts, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(type(library._encoder), "encode_passages", counting)
    path.write_text(story(1, 20) + "\nOne more line was added later.")
    assert [r.status for r in library.add(path)] == ["replaced"]
    assert sum(encoded) <= 2


def test_what_a_replaced_document_takes_with_it_is_encoded_again_for_those_on_their_way(
    library: Assistant, write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_CHUNK_PASSAGES", 1)
    monkeypatch.setattr(intake, "_BATCH_PASSAGES", 1)
    first = write("a.txt", story(1, 20))
    library.add(first)
    first.write_text(story(2, 20))
    alike = write("b.txt", story(1, 20) + "\nOne more line was added.")  # whose other passages are known
    results = library.add(first, alike, *(write(f"c{number}.txt", story(number)) for number in range(3, 7)))
    assert [r.status for r in results] == ["replaced", *["added"] * 5]
    (found,) = library.search("Who said that the bridge was safe?", k=1, closely=True)
    assert "Holm1 " in found.text


def add_until_killed(folder: str, files: str) -> None:
    intake._BATCH_PASSAGES = 6  # many commits, so that the kill falls among them
    with Assistant.open(folder) as assistant:
        assistant.warm()
        for path in sorted(Path(files).iterdir()):
            result = assistant.add(path)[0]
            with Path(f"{folder}.done").open("a") as log:
                log.write(f"{result.document_id}\n")
                log.flush()
                os.fsync(log.fileno())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")
def test_killed_while_adding_loses_nothing_committed_and_heals(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    texts = {story(i) for i in range(50)}
    for i, text in enumerate(sorted(texts)):
        (files / f"{i:02}.txt").write_text(text)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["assistant.assistant", "assistant.library.ingest", "sentence_transformers", "chromadb"]
    )
    dice = random.Random(20)
    partial = 0
    for trial in range(20):
        folder = tmp_path / f"lib{trial}"
        child = context.Process(target=add_until_killed, args=(str(folder), str(files)))
        child.start()
        deadline = time.monotonic() + 60
        log = Path(f"{folder}.done")
        while not log.exists() and child.is_alive() and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(dice.uniform(0, 1.2))
        assert child.pid
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        acknowledged = log.read_text().split()
        start = time.perf_counter()
        with Assistant.open(folder) as assistant:
            opened = time.perf_counter() - start
            documents = {document.id: document for document in assistant.documents()}
            assert set(acknowledged) <= set(documents)
            assert {document.text for document in documents.values()} <= texts
            library = assistant._library
            held = set(library.catalogue.passage_ids())
            assert library.index_ids() == (held, held)
            for document in documents.values():
                assert assistant.sentences(document.id)[-1].text.endswith("ends here.")
        assert opened < 30
        partial += 0 < len(documents) < 50
    assert partial >= 10  # else the kills fell where they prove nothing
