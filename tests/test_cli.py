from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant import Answer, Assistant, Citation, Mark, MarkKind, Statement
from assistant.cli import app, main
from assistant.marking.labels import LABELS
from assistant.terminal import print_answer

run = CliRunner().invoke


@pytest.fixture
def data(tmp_path: Path, ferry: Path) -> str:
    with Assistant.open(tmp_path / "lib") as assistant:
        assistant.add(ferry)
    return str(tmp_path / "lib")


def test_add_list_ask_and_remove(tmp_path: Path, ferry: Path) -> None:
    data = ["--data", str(tmp_path / "lib")]
    done = run(app, ["add", str(ferry), *data])
    assert (done.exit_code, done.stdout.split()[0]) == (0, "added")
    listed = json.loads(run(app, ["documents", "--json", *data]).stdout)
    assert [document["title"] for document in listed] == ["Ferry"]
    done = run(app, ["ask", "How much did the new engine cost?", *data])
    assert done.exit_code == 0
    assert "2.4 million kroner" in done.stdout and "[1]" in done.stdout
    done = run(app, ["remove", listed[0]["id"], *data])
    assert done.exit_code == 0 and "Ferry" in done.stdout
    assert "empty" in run(app, ["documents", *data]).stdout
    asked = run(app, ["ask", "How much did the new engine cost?", *data])
    assert asked.exit_code == 3 and "library is empty" in asked.stdout


def test_ask_as_json_is_the_answer(data: str) -> None:
    done = run(app, ["ask", "How much did the new engine cost?", "--json", "--data", data])
    answer = json.loads(done.stdout)
    assert answer["abstained"] is False
    assert answer["statements"][0]["citations"][0]["quote"].startswith("The new engine cost")


def test_refusal_has_its_own_exit_code(data: str) -> None:
    done = run(app, ["ask", "Who won the 2022 World Cup?", "--data", data])
    assert done.exit_code == 3
    assert "do not answer" in done.stdout


def test_every_line_of_a_long_statement_is_indented(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    text = "The council of Marling voted eleven to four on Tuesday that the ferry shall run again before the winter."
    statement = Statement(text, Mark(MarkKind.FACT, "Ida Holm"), (Citation("a", "News", 0, len(text), text),))
    print_answer(Answer("When?", "When?", (statement,)))
    head, *lines = capsys.readouterr().out.splitlines()
    assert head == "Reported fact · Ida Holm"
    assert len(lines) > 2 and all(line.startswith("  ") for line in lines)
    assert " ".join(map(str.strip, lines[:-1])) == f"{text} [1]"


def said_by(mark: Mark) -> Statement:
    return Statement("It is late.", mark, (Citation("a", "News", 0, 11, "It is late."),))


@pytest.mark.parametrize("kind", MarkKind)
def test_marks_are_named_as_on_the_page(capsys: pytest.CaptureFixture[str], kind: MarkKind) -> None:
    print_answer(Answer("When?", "When?", (said_by(Mark(kind, "Ida Holm")),)))
    assert f"{LABELS[kind]} · Ida Holm\n" in capsys.readouterr().out


def test_what_to_know_of_an_answer_stands_before_it_and_no_line_ends_in_a_space(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    made = Statement("It is late. " * 9, Mark(MarkKind.OPINION, "Ida"), said_by(Mark(MarkKind.FACT)).citations)
    print_answer(Answer("When?", "When?", (made,), notes=("The sources differ.",)))
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["The sources differ.", "The documents give only opinion on this.", "Opinion · Ida"]
    assert lines == [line.rstrip() for line in lines]


def test_what_comes_near_a_refused_question_keeps_its_mark(data: str) -> None:
    done = run(app, ["ask", "What did Minister Leif Aune say about the price of bread?", "--data", data])
    assert done.exit_code == 3
    assert "Quotation · Leif Aune, quoted by" in " ".join(done.stdout.split())


def test_a_question_needs_no_quotes_around_it(data: str) -> None:
    done = run(app, ["ask", "How", "much", "did", "the new", "engine", "cost?", "--data", data])
    assert done.exit_code == 0 and "2.4 million kroner" in done.stdout


def test_version_is_told_without_a_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(app, ["--version"])
    assert done.exit_code == 0 and done.stdout.strip() == version("grounded-assistant")
    assert list(tmp_path.iterdir()) == []


def test_failed_file_gives_exit_code_one_and_its_reason(tmp_path: Path) -> None:
    done = run(app, ["add", str(tmp_path / "missing.txt"), "--data", str(tmp_path / "lib")])
    assert done.exit_code == 1
    assert done.stdout.startswith("failed") and "missing.txt" in done.stdout


def test_search_shows_scores_and_marks(data: str) -> None:
    done = run(app, ["search", "engine", "-k", "2", "--json", "--data", data])
    assert len(json.loads(done.stdout)) == 2
    assert "million kroner" in run(app, ["search", "engine", "--data", data]).stdout


def test_chat_follows_up_and_ends(data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter(["What did Minister Leif Aune say?", "When did he say it?", ""])
    monkeypatch.setattr("builtins.input", lambda _: next(lines))
    done = run(app, ["chat", "--data", data])
    assert done.exit_code == 0
    assert "before the first snow" in done.stdout
    assert "understood as" in done.stdout


def test_error_is_one_line_without_traceback(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    sys.argv = ["assistant", "remove", "nonsense", "--data", data]
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 1
    assert capsys.readouterr().err == (
        "UnknownDocument: no document 'nonsense' in the library; `assistant documents` lists them\n"
    )


def test_bad_setting_is_one_line_and_an_empty_one_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["assistant", "documents", "--data", str(tmp_path / "lib")])
    monkeypatch.setenv("ASSISTANT_CANDIDATES", "many")
    with pytest.raises(SystemExit) as stop:
        main()
    said = capsys.readouterr().err
    assert stop.value.code == 1 and said.startswith("SettingsError: ASSISTANT_CANDIDATES='many'")
    assert said.count("\n") == 1
    monkeypatch.setenv("ASSISTANT_CANDIDATES", "")
    assert run(app, ["documents", "--data", str(tmp_path / "lib")]).exit_code == 0


@pytest.mark.parametrize("arguments", [["add", "", "--data", "lib"], ["documents", "--data", ""]])
def test_empty_path_is_not_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(app, arguments).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_file_names_are_shown_on_any_terminal_and_rule_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9 \x1b[31m\xe2\x80\xae.exe")).write_text("x")
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, "ascii"))
    monkeypatch.setattr(sys, "argv", ["assistant", "add", str(tmp_path), "--data", str(tmp_path / "lib")])
    with pytest.raises(SystemExit) as stop:
        main()
    sys.stdout.flush()
    assert stop.value.code == 1
    assert rb"caf\udce9 \x1b[31m\u202e.exe" in out.getvalue() and b"\x1b" not in out.getvalue()


def test_chat_reads_whatever_bytes_are_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"who \xff?\n\n"), "utf-8"))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8"))
    monkeypatch.setattr(sys, "argv", ["assistant", "chat", "--data", str(tmp_path / "lib")])
    with pytest.raises(SystemExit) as stop:
        main()
    sys.stdout.flush()
    assert stop.value.code == 0 and b"library is empty" in out.getvalue()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["documents"]])
def test_output_that_cannot_be_written_is_one_line_without_traceback(tmp_path: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "assistant", *arguments]
    environment = {**os.environ, "ASSISTANT_DATA": str(tmp_path / "lib")}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=environment, check=False)
    assert done.returncode == 1
    assert done.stderr == "OSError: [Errno 28] No space left on device; mend that and try again\n"


def test_module_runs_and_helps() -> None:
    done = subprocess.run([sys.executable, "-m", "assistant", "--help"], capture_output=True, text=True, check=True)
    for command in ("ask", "chat", "add", "remove", "documents", "search", "marks", "web"):
        assert f"\n  {command} " in done.stdout
