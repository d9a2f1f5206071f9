from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.commands.plain import Asked, ask_all, plain_figures
from eval.datasets.errors import DatasetError
from eval.datasets.files import DATA
from eval.datasets.plain import SPLITS, PlainQuestion, load_plain, placed, plain_dataset, sources_of
from eval.datasets.types import Source


@pytest.mark.parametrize("split", SPLITS)
def test_every_answer_stands_in_its_file(split: str) -> None:
    files = {path.stem for path in (DATA / "plain" / split).glob("*.txt")}
    found = plain_dataset(split)
    assert {source.name for source in found.sources} == files == {row.document for row in load_plain(split)}
    assert {question.kind for question in found.questions} == {"answerable", "absent", "false premise", "wrong person"}


@pytest.mark.parametrize("name", ["pairs", "talks"])
@pytest.mark.parametrize("split", SPLITS)
def test_every_answer_of_the_other_sets_stands_in_its_document(name: str, split: str) -> None:
    texts = {source.name: source.text for source in sources_of(split, name)}
    kinds = {placed(row, texts, 0).kind for row in load_plain(split, name)}
    assert kinds == {"answerable", "absent"}


def test_pairs_ask_as_often_in_vain_whatever_is_asked() -> None:
    rows = load_plain("train", "pairs")
    assert sum(not row.answers for row in rows) == len(rows) / 2
    for form in ("How much", "Why", "Which", "Does", "Where"):
        alike = [row for row in rows if row.question.startswith(form)]
        assert 0.4 < sum(not row.answers for row in alike) / len(alike) < 0.6


def test_no_file_is_in_two_splits() -> None:
    texts = [path.read_text(encoding="utf-8") for path in DATA.glob("plain/*/*.txt")]
    assert len(set(texts)) == len(texts)


def test_an_answer_that_does_not_stand_in_its_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "plain" / "dev").mkdir(parents=True)
    (tmp_path / "plain" / "dev" / "quay.txt").write_text("The quay cost 4 million kroner.\n")
    row = {
        "document": "quay",
        "conversation": 1,
        "question": "What did it cost?",
        "answers": ["5 million"],
        "kind": "fact",
    }
    (tmp_path / "plain" / "dev" / "questions.jsonl").write_text(json.dumps(row))
    with pytest.raises(DatasetError, match="quay: '5 million' does not stand"):
        plain_dataset("dev", folder=tmp_path)


def test_a_conversation_is_asked_turn_by_turn() -> None:
    quay = Source("quay", "The new quay\n\nBy Ida Holm\n\nThe quay cost 4 million kroner in 1992.")
    rows = [
        PlainQuestion("quay", 1, question, answers, "fact")
        for question, answers in (("What happened in 1961?", ()), ("And in 1992?", ("cost 4 million",)))
    ]
    first, second = ask_all(rows, [quay])
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


def test_a_set_without_follow_ups_has_no_figure_for_them() -> None:
    asked = [Asked("osk", "Who left?", "Who left?", "plain", True, True, False, 0.9, "Ida Holm left.")]
    assert list(plain_figures(asked)) == ["right sentence first", "answerable questions refused (lower is better)"]
