from __future__ import annotations

from pathlib import Path

from eval.plain import FOLDER, Asked, _plain, ask_all, load_plain, plain_figures


def test_every_answer_stands_in_its_file() -> None:
    rows = load_plain()
    texts = {path.stem: _plain(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.txt")}
    assert {row["document"] for row in rows} == set(texts)
    assert not [
        (row["document"], words)
        for row in rows
        for words in row["answers"]
        if _plain(words) not in texts[row["document"]]
    ]


def test_a_conversation_is_asked_turn_by_turn(tmp_path: Path) -> None:
    (tmp_path / "quay.txt").write_text("The new quay\n\nBy Ida Holm\n\nThe quay cost 4 million kroner in 1992.\n")
    rows = [
        {"document": "quay", "conversation": 1, "question": question, "answers": answers, "kind": "fact"}
        for question, answers in (("What happened in 1961?", []), ("And in 1992?", ["cost 4 million"]))
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
