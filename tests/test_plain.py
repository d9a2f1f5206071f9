from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.datasets.errors import DatasetError
from eval.datasets.plain import FOLDER, SPLITS, PlainQuestion, load_plain, plain_dataset
from eval.plain import Asked, ask_all, plain_figures


@pytest.mark.parametrize("split", SPLITS)
def test_every_answer_stands_in_its_file(split: str) -> None:
    files = {path.stem for path in (FOLDER / split).glob("*.txt")}
    found = plain_dataset(split)
    assert {source.name for source in found.sources} == files == {row.document for row in load_plain(split)}
    assert {question.kind for question in found.questions} == {"answerable", "absent", "false premise", "wrong person"}


def test_no_file_is_in_two_splits() -> None:
    texts = [path.read_text(encoding="utf-8") for path in FOLDER.glob("*/*.txt")]
    assert len(set(texts)) == len(texts)


def test_an_answer_that_does_not_stand_in_its_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "quay.txt").write_text("The quay cost 4 million kroner.\n")
    row = {
        "document": "quay",
        "conversation": 1,
        "question": "What did it cost?",
        "answers": ["5 million"],
        "kind": "fact",
    }
    (tmp_path / "dev" / "questions.jsonl").write_text(json.dumps(row))
    with pytest.raises(DatasetError, match="quay: '5 million' does not stand"):
        plain_dataset("dev", tmp_path)


def test_a_conversation_is_asked_turn_by_turn(tmp_path: Path) -> None:
    (tmp_path / "quay.txt").write_text("The new quay\n\nBy Ida Holm\n\nThe quay cost 4 million kroner in 1992.\n")
    rows = [
        PlainQuestion("quay", 1, question, answers, "fact")
        for question, answers in (("What happened in 1961?", ()), ("And in 1992?", ("cost 4 million",)))
    ]
    first, second = ask_all(rows, tmp_path)
    assert first.refused and not first.answerable
    assert second.right and second.understood == "What happened in 1992?"


def test_figures_part_what_is_answerable_from_what_is_not() -> None:
    def asked(kind: str, *, answerable: bool, right: bool, refused: bool) -> Asked:
        return Asked("a", "?", "?", kind, answerable, right, refused, 0.5, "")

    figures = plain_figures(
        [
            asked("fact", answerable=True, right=True, refused=False),
            asked("fact", answerable=True, right=False, refused=True),
            asked("followup", answerable=True, right=True, refused=False),
            asked("absent", answerable=False, right=False, refused=True),
        ]
    )
    assert [round(figure.value, 2) for figure in figures.values()] == [0.5, 1.0, 0.33, 1.0]
