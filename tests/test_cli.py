from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant import Assistant
from assistant.cli import app, main

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


def test_module_runs_and_helps() -> None:
    done = subprocess.run([sys.executable, "-m", "assistant", "--help"], capture_output=True, text=True, check=True)
    for command in ("ask", "chat", "add", "remove", "documents", "search", "marks", "web"):
        assert f"\n  {command} " in done.stdout
