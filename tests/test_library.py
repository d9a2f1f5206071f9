from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from conftest import BRIDGE, FERRY
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from assistant import Assistant, Settings
from assistant.encoder import Encoder
from assistant.errors import (
    LibraryDamaged,
    LibraryError,
    LibraryLocked,
    ModelMismatch,
    PathNotFound,
    SettingsError,
    UnknownDocument,
)
from assistant.library.library import Library
from assistant.library.records import Records
from assistant.library.seal import is_sealed, seal
from assistant.library.vectors import VectorIndex
from assistant.library.words import WordIndex


def agree(assistant: Assistant) -> None:
    """Catalogue and both indexes hold the same passages, and every span gives back its text."""
    library = assistant._library
    held = set(library.catalogue.passage_ids())
    assert library.index_ids() == (held, held)
    for document in assistant.documents():
        sentences = assistant.sentences(document.id)
        assert sentences
        assert all(document.text[s.start : s.end] == s.text for s in sentences)
    for passage in library.catalogue.passages():
        assert library.catalogue.document(passage.document_id).text[passage.start : passage.end] == passage.text


def test_added_document_is_kept_with_everything(library: Assistant, ferry: Path) -> None:
    (result,) = library.add(ferry)
    assert (result.status, result.path) == ("added", str(ferry))
    (document,) = library.documents()
    assert document.id == result.document_id
    assert (document.title, document.text, document.path) == ("Ferry", FERRY.strip(), str(ferry))
    agree(library)


def test_same_content_twice_is_one_document(library: Assistant, ferry: Path) -> None:
    copy = ferry.with_name("copy.txt")
    copy.write_text(FERRY)
    assert [r.status for r in library.add(ferry, copy)] == ["added", "unchanged"]
    assert [r.status for r in library.add(ferry, copy)] == ["unchanged", "unchanged"]
    assert len(library.documents()) == 1
    agree(library)


def test_changed_file_replaces_its_old_self(library: Assistant, bridge: Path) -> None:
    library.add(bridge)
    bridge.write_text(BRIDGE.replace("84 metres", "99 metres"))
    assert [r.status for r in library.add(bridge)] == ["replaced"]
    (document,) = library.documents()
    assert "99 metres" in document.text
    assert "84 metres" not in " ".join(e.text for e in library.search("How long is the bridge?", k=20))
    agree(library)


def test_changed_sidecar_updates_the_document(library: Assistant, bridge: Path) -> None:
    library.add(bridge)
    bridge.with_suffix(".yaml").write_text("title: The Footbridge\nauthor: Ana Brito\n")
    assert [r.status for r in library.add(bridge)] == ["replaced"]
    (document,) = library.documents()
    assert (document.title, document.author) == ("The Footbridge", "Ana Brito")
    assert library.sentences(document.id)[1].speaker == "Ana Brito"
    agree(library)


def test_a_copy_keeps_a_document_alive_when_the_other_file_changes(library: Assistant, ferry: Path) -> None:
    copy = ferry.with_name("copy.txt")
    copy.write_text(FERRY)
    library.add(ferry, copy)
    ferry.write_text(BRIDGE)
    library.add(ferry)
    assert {d.text for d in library.documents()} == {FERRY.strip(), BRIDGE.strip()}
    copy.write_text(BRIDGE)
    library.add(copy)
    assert {d.text for d in library.documents()} == {BRIDGE.strip()}
    agree(library)


def test_removed_document_no_longer_answers(library: Assistant, ferry: Path, bridge: Path) -> None:
    library.add(ferry, bridge)
    ferry_id = next(d.id for d in library.documents() if d.text == FERRY.strip())
    library.remove(ferry_id)
    assert library.ask("How much did the new engine cost?").abstained
    assert all(e.document_id != ferry_id for e in library.search("ferry engine", k=20))
    with pytest.raises(UnknownDocument):
        library.remove(ferry_id)
    agree(library)


def holding_removed_words(folder: Path, ferry: Path, bridge: Path) -> list[str]:
    with Assistant.open(folder) as library:
        library.add(ferry, bridge)
        library.remove(next(d.id for d in library.documents() if d.text == FERRY.strip()))
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(word in path.read_bytes() for word in (b"Morvik", b"morvik", b"kroner"))]


def test_what_is_no_path_and_no_id_is_told_of(library: Assistant, ferry: Path) -> None:
    with pytest.raises(PathNotFound, match="not list; give several one by one"):
        library.add([ferry])  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="progress is a function of done, total and name, not bool"):
        library.add(ferry, progress=True)  # type: ignore[arg-type]
    for name in (None, ferry):
        with pytest.raises(PathNotFound, match="name of an upload is a str"):
            library.add_upload(ferry, name)  # type: ignore[arg-type]
    library.add(ferry)
    [document] = library.documents()
    assert document.text not in repr(document)
    for call in (library.remove, library.sentences, library.document):
        with pytest.raises(UnknownDocument):
            call(document)  # type: ignore[arg-type]
    assert library.documents() == [document]


def test_a_document_that_leaves_while_it_is_read_disturbs_no_question(
    library: Assistant, ferry: Path, bridge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = Records.titles
    leaving: list[str] = []

    def after_leaving(self: Records, ids: Iterable[str]) -> dict[str, str]:
        if leaving:
            library.remove(leaving.pop())
        return titles(self, ids)

    monkeypatch.setattr(Records, "titles", after_leaving)
    for asking in (library.ask, library.chat().ask, library.search):
        library.add(ferry, bridge)
        leaving += [document.id for document in library.documents() if "Marling" in document.text]
        assert asking("How long will the bridge at Marling be?") is not None
        assert len(library.documents()) == 1


def test_removed_words_are_nowhere_in_the_data_folder(tmp_path: Path, ferry: Path, bridge: Path) -> None:
    assert not any(holding_removed_words(tmp_path / str(n), ferry, bridge) for n in range(5))


def test_library_opens_again_as_it_was(tmp_path: Path, ferry: Path) -> None:
    with Assistant.open(tmp_path / "lib") as first:
        first.add(ferry)
        before = first.ask("How much did the new engine cost?").to_dict()["statements"]
    with Assistant.open(tmp_path / "lib") as second:
        assert second.ask("How much did the new engine cost?").to_dict()["statements"] == before
        assert is_sealed(tmp_path / "lib" / "vectors", second._library.catalogue.generation)
        agree(second)


def harm_truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def harm_zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def harm_delete(path: Path) -> None:
    path.unlink()


def harm_flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("harm", [harm_truncate, harm_zero, harm_delete, harm_flip])
@pytest.mark.parametrize("index", ["vectors", "words"])
def test_damage_to_any_index_file_is_noticed_and_healed(
    tmp_path: Path, ferry: Path, bridge: Path, index: str, harm: Callable[[Path], None]
) -> None:
    with Assistant.open(tmp_path / "lib") as first:
        first.add(ferry, bridge)
        before = [(e.text, e.score) for e in first.search("How long will the bridge be?", k=10)]
    for path in sorted((tmp_path / "lib" / index).rglob("*")):
        if path.is_file() and path.stat().st_size:
            harm(path)
    with Assistant.open(tmp_path / "lib") as second:
        assert [(e.text, e.score) for e in second.search("How long will the bridge be?", k=10)] == before
        agree(second)


@pytest.mark.parametrize("index", ["vectors", "words"])
def test_a_deleted_index_folder_is_rebuilt_without_encoding(
    tmp_path: Path, ferry: Path, index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Assistant.open(tmp_path / "lib") as first:
        first.add(ferry)
    shutil.rmtree(tmp_path / "lib" / index)
    monkeypatch.setattr(Encoder, "encode_passages", lambda *_: pytest.fail("encoded again"))
    with Assistant.open(tmp_path / "lib") as second:
        agree(second)


def test_an_index_behind_the_catalogue_is_rebuilt(tmp_path: Path, ferry: Path) -> None:
    with Assistant.open(tmp_path / "lib") as first:
        first.add(ferry)
    # As after a crash between the catalogue's commit and the indexes': the generation has moved on.
    with sqlite3.connect(tmp_path / "lib" / "catalogue.sqlite") as db:
        db.execute("DELETE FROM passages WHERE id = (SELECT max(id) FROM passages)")
        db.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
    db.close()
    with Assistant.open(tmp_path / "lib") as second:
        agree(second)


@pytest.mark.parametrize("index", [WordIndex, VectorIndex])
@pytest.mark.parametrize("fault", [OSError("no space left on device"), KeyboardInterrupt()])
def test_writing_that_breaks_off_leaves_no_index_behind(
    tmp_path: Path, ferry: Path, bridge: Path, index: type, fault: BaseException
) -> None:
    def break_off(*_: object) -> None:
        raise fault

    with pytest.MonkeyPatch.context() as patch, Assistant.open(tmp_path / "lib") as assistant:
        assistant.add(ferry)
        patch.setattr(index, "add", break_off)
        with pytest.raises(type(fault)):
            assistant.add(bridge)
    with Library(tmp_path / "lib", model=Settings().embedding_model) as library:
        kept = set(library.catalogue.passage_ids())
        assert library.index_ids() == (kept, kept)


def test_a_full_disk_is_said_to_be_full(library: Assistant, ferry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> None:
        raise ValueError("StorageFull")

    monkeypatch.setattr(WordIndex, "add", no_room)
    with pytest.raises(ValueError, match="StorageFull"):  # there is room: it is something else
        library.add(ferry)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=4096))
    with pytest.raises(LibraryError, match=r"^the disk that holds \S+ is full; make room on it and try again$"):
        library.remove(library.documents()[0].id)


def test_a_seal_holds_for_one_generation_and_unchanged_files(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "a").write_text("x")
    seal(folder, 3)
    assert is_sealed(folder, 3)
    assert not is_sealed(folder, 4)
    (folder / "b").write_text("")
    assert not is_sealed(folder, 3)


def test_damaged_catalogue_is_said_and_left_alone(tmp_path: Path, ferry: Path) -> None:
    with Assistant.open(tmp_path / "lib") as first:
        first.add(ferry)
    catalogue = tmp_path / "lib" / "catalogue.sqlite"
    catalogue.write_bytes(b"not a database at all" * 400)
    with pytest.raises(LibraryDamaged, match="cannot be read"):
        Assistant.open(tmp_path / "lib")
    assert catalogue.read_bytes().startswith(b"not a database")


def test_second_opening_in_one_process_is_told_so(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "data"), pytest.raises(LibraryLocked, match="this one: close the other library"):
        Assistant.open(tmp_path / "data")


def test_an_empty_path_is_not_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Assistant.open(tmp_path / "data") as library:
        (tmp_path / "here").mkdir()
        (tmp_path / "here" / "ferry.txt").write_text(FERRY)
        monkeypatch.chdir(tmp_path / "here")
        with pytest.raises(PathNotFound, match="a path is empty"):
            library.add("")
        assert library.documents() == []
    with pytest.raises(PathNotFound, match="a path is empty"):
        Assistant.open("")


def test_what_opens_no_library_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: Any = Assistant.open
    for wrong in (
        lambda: opened(Settings()),
        lambda: opened(tmp_path, {"candidates": 3}),
        lambda: Assistant(tmp_path),  # type: ignore[arg-type]
        lambda: opened(tmp_path, model=3),
    ):
        with pytest.raises(SettingsError, match=r"^[^\n]* (?:are|is) a [^\n]*, not |^settings are given by name"):
            wrong()
    with pytest.raises(PathNotFound, match=r"not int$"):
        opened(3)
    monkeypatch.setenv("ASSISTANT_CANDIDATES", "many")
    with pytest.raises(SettingsError, match=r"^ASSISTANT_CANDIDATES='many' cannot be used"):
        opened(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["files", "vectors", "words"])
def test_a_folder_of_somebodys_own_is_left_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name / "2024").mkdir(parents=True)
    (tmp_path / name / "2024" / "poem.txt").write_text("mine")
    with pytest.raises(LibraryError, match=rf"is no library, and has a '{name}' of its own; pass --data"):
        Assistant.open(tmp_path)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["poem.txt"]


def test_what_a_later_version_has_made_is_said_to_need_an_upgrade(tmp_path: Path) -> None:
    Assistant.open(tmp_path / "data").close()
    with closing(sqlite3.connect(tmp_path / "data" / "catalogue.sqlite", isolation_level=None)) as catalogue:
        catalogue.execute("UPDATE meta SET value = '99' WHERE key = 'version'")
    with pytest.raises(LibraryError, match=r"later version .*; upgrade"):
        Assistant.open(tmp_path / "data")


def test_a_catalogue_out_of_reach_is_not_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "data" / "catalogue.sqlite").mkdir(parents=True)
    with pytest.raises(LibraryError, match="cannot be used") as told:
        Assistant.open(tmp_path / "data")
    assert not isinstance(told.value, LibraryDamaged)


def test_a_closed_library_says_that_it_is_closed(tmp_path: Path, ferry: Path) -> None:
    with Assistant.open(tmp_path / "data") as library:
        chat = library.chat()
    calls = (
        library.documents,
        lambda: library.ask("Is it late?"),
        lambda: library.add(ferry),
        lambda: chat.ask("Why?"),
    )
    for call in calls:
        with pytest.raises(LibraryError, match="closed; open it again"):
            call()
    library.close()


def test_second_opening_is_turned_away_within_three_seconds_and_told_by_whom(tmp_path: Path) -> None:
    code = (
        "import sys; from assistant import Assistant\n"
        "a = Assistant.open(sys.argv[1]); print('open', flush=True); input()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "lib")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout and other.stdout.readline() == "open\n"
        start = time.perf_counter()
        with pytest.raises(LibraryLocked, match=rf"in use by process {other.pid}; .*--data"):
            Assistant.open(tmp_path / "lib")
        assert time.perf_counter() - start < 3
    finally:
        other.kill()
        other.communicate()
    Assistant.open(tmp_path / "lib").close()


def test_library_made_with_another_model_is_refused(tmp_path: Path) -> None:
    Assistant.open(tmp_path / "lib").close()
    with pytest.raises(ModelMismatch, match="made with the embedding model 'all-MiniLM-L6-v2'"):
        Assistant.open(settings=Settings(data=tmp_path / "lib", embedding_model="other/model"))


def test_model_of_the_same_name_with_other_vectors_is_refused(
    tmp_path: Path, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Assistant.open(tmp_path / "lib") as first:
        first.add(ferry)
    for probe in (np.eye(384, dtype=np.float32)[0], np.ones(768, np.float32)):
        monkeypatch.setattr(Encoder, "probe", probe)
        with Assistant.open(tmp_path / "lib") as second, pytest.raises(ModelMismatch, match="other vectors"):
            second.ask("How much did the new engine cost?")


class Life(RuleBasedStateMachine):
    """Files are added, changed, copied and removed in any order; the library always agrees with them."""

    @initialize()
    def open(self) -> None:
        import tempfile

        self.folder = Path(tempfile.mkdtemp())
        self.assistant = Assistant.open(self.folder / "lib")
        self.files: dict[str, str] = {}

    @rule(name=st.sampled_from("abc"), number=st.integers(1, 4))
    def write_and_add(self, name: str, number: int) -> None:
        text = f"The tower of Ysk is {number} metres tall. Nobody climbed it in {2000 + number}."
        path = self.folder / f"{name}.txt"
        path.write_text(text)
        (result,) = self.assistant.add(path)
        assert result.status in ("added", "unchanged", "replaced")
        self.files[name] = text

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        documents = self.assistant.documents()
        if documents:
            gone = data.draw(st.sampled_from(documents))
            self.assistant.remove(gone.id)
            self.files = {name: text for name, text in self.files.items() if text != gone.text}

    @rule()
    def restart(self) -> None:
        self.assistant.close()
        self.assistant = Assistant.open(self.folder / "lib")

    @invariant()
    def holds_what_the_files_hold(self) -> None:
        if hasattr(self, "assistant"):
            assert {d.text for d in self.assistant.documents()} == set(self.files.values())
            agree(self.assistant)

    def teardown(self) -> None:
        self.assistant.close()
        shutil.rmtree(self.folder)


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=12, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
