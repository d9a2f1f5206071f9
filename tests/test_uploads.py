from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant, Mark, MarkKind, Sentence
from assistant.asking.suggest import answers_like, suggest
from assistant.library.uploads import Uploads

WORDS = "The ferry sails to Sela Island again on 4 March 2025, the port authority said.\n"


def files_of(assistant: Assistant) -> list[str]:
    folder = assistant.settings.data / "files"
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


def test_upload_stays_when_its_file_is_gone(library: Assistant, write: Callable[[str, str], Path]) -> None:
    path = write("tmp123", WORDS)
    result = library.add_upload(path, "ferry sails.txt")
    path.unlink()
    assert result.status == "added" and files_of(library) == ["ferry sails.txt"]
    document = library.documents()[0]
    assert document.title.casefold() == "ferry sails" and Path(str(document.path)).read_text() == WORDS


def test_same_content_is_kept_once_whatever_it_is_called(library: Assistant, write: Callable[[str, str], Path]) -> None:
    first = library.add_upload(write("a", WORDS), "one.txt")
    second = library.add_upload(write("b", WORDS), "two.txt")
    third = library.add_upload(write("c", WORDS + "\n\n"), "three.txt")
    assert (second.status, third.status) == ("unchanged", "unchanged") and second.document_id == first.document_id
    assert len(library.documents()) == 1
    library.remove(str(first.document_id))
    assert files_of(library) == []


def test_file_that_fails_is_not_kept(library: Assistant, write: Callable[[str, str], Path]) -> None:
    for name in ("empty.txt", "picture.png", "no suffix"):
        result = library.add_upload(write("x", "" if name == "empty.txt" else "words"), name)
        assert result.status == "failed" and result.reason and name in result.reason
    assert files_of(library) == []
    assert library.add_upload(write("y", WORDS), "right.txt").status == "added"


def test_nothing_is_swept_but_what_was_handed_over(library: Assistant, write: Callable[[str, str], Path]) -> None:
    kept = library.add_upload(write("a.txt", WORDS), "a.txt")
    files = library.settings.data / "files"
    (files / ".DS_Store").write_text("stray")
    (files / "2024").mkdir()
    (files / "2024" / "letter.txt").write_text("somebody's own")
    assert kept.document_id
    library.remove(kept.document_id)
    assert sorted(path.name for path in files.rglob("*")) == [".DS_Store", "2024", "letter.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.txt",
        "..\\..\\evil.txt",
        "/abs.txt",
        ".hidden.txt",
        "a\0b.txt",
        "é" * 400 + ".txt",
        "",
        ".",
        "..",
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    source = tmp_path / "source"
    source.write_text(WORDS)
    folder = tmp_path / "files"
    kept = Uploads(folder).keep(source, name)
    assert kept.parent.parent == folder and kept.read_text() == WORDS
    assert not kept.name.startswith(".") and len(kept.name.encode()) <= 200


def test_markup_in_a_file_name_is_kept_as_it_is(library: Assistant, write: Callable[[str, str], Path]) -> None:
    library.add_upload(write("x", WORDS), "<img src=x onerror=alert(1)>.txt")
    assert library.documents()[0].title == "<img src=x onerror=alert(1)>"


def test_suggested_questions_are_answered_by_the_library(article: Assistant, library: Assistant) -> None:
    questions = article.suggest(4)
    assert 2 <= len(questions) <= 4
    assert not any(article.ask(question).abstained for question in questions)
    assert library.suggest() == []
    assert article.suggest(0) == []


def test_documents_that_give_no_question_do_not_stand_before_those_that_do(library: Assistant, tmp_path: Path) -> None:
    for number in range(14):
        (tmp_path / f"{number}.txt").write_text(f"note {number}: nothing to report from the quay, as on every day.\n")
    library.add(*tmp_path.glob("*.txt"))
    for name in ("Osk Harbour", "Lindholm Quay", "Rask Tower"):
        path = tmp_path / f"{name}.md"
        path.write_text(f"{name} was closed for repairs in 2019 and reopened in 2021 with a new roof.\n")
        library.add(path)
    assert len(library.suggest(4)) == 3


def test_suggestions_near_a_refusal_come_from_what_was_found(article: Assistant) -> None:
    near = article.search("Lavrov Kursk", k=3)
    for question in article.suggest(2, near=near):
        assert article.search(question, k=1)[0].sentence in [evidence.sentence for evidence in near]


@pytest.mark.parametrize(
    ("text", "mark", "question"),
    [
        ("The bridge at Marling is a mistake of the first order.", (MarkKind.OPINION, "Ana", 0.95),
         "What does Ana say about Marling?"),
        ("The bridge at Marling is a mistake of the first order.", (MarkKind.OPINION, "Ana", 0.7), None),
        ("The bridge at Marling is longer than you told us.", (MarkKind.FACT, "Ana", 1.0), None),
        ("The bridge at Marling was opened on Tuesday.", (MarkKind.FACT, "Ana", 1.0), "What is known about Marling?"),
        ("According to the State Fire and Rescue Service, the fire in Marling is out.",
         (MarkKind.QUOTATION, "Rescue Service", 0.9), None),
        ("According to the Kulob Institute of Crops, the soil of Marling is dry.",
         (MarkKind.QUOTATION, "Kulob Institute", 0.9), None),
        ("According to the Rescue Service, the fire in Marling is out.", (MarkKind.QUOTATION, "Rescue Service", 0.9),
         "What did the Rescue Service say about Marling?"),
        ("Two lamps from Marling, 1911, Ana Lind and Bo Rask", (MarkKind.FACT, "Ana", 1.0), None),
        ("The train from Ostrava Junction did not stop for Lindholm on Tuesday.", (MarkKind.FACT, "Ana", 1.0),
         "What is known about Lindholm?"),
        ("Dea Horn, surveyor at the Coast Office, calls the pier unsafe.", (MarkKind.QUOTATION, "Dea Horn", 0.9), None),
        ("Dea Horn told the Senate that the pier was closed.", (MarkKind.QUOTATION, "Dea Horn", 0.9), None),
        ("“It is unsafe,” said Dea Horn, who chairs the Rowing Club.", (MarkKind.QUOTATION, "Dea Horn", 0.9), None),
        ("The commission found that Marling had paid twice.", (MarkKind.QUOTATION, "The commission", 0.9),
         "What did the commission say about Marling?"),
        ("The bridge at Marling is a mistake of the first order.", (MarkKind.OPINION, None, 0.95),
         "What is said about Marling?"),
        ("In Marling all is well, she said on Tuesday.", (MarkKind.QUOTATION, "Bo Lind", 0.9), None),
        ("In Marling all is well and it will stay so.", (MarkKind.OPINION, "Bo. Drawings: Cy. Ask us.", 0.95), None),
    ],
)  # fmt: skip
def test_only_a_sure_mark_and_a_whole_name_become_a_question(
    text: str, mark: tuple[MarkKind, str | None, float], question: str | None
) -> None:
    sentence = Sentence(text, 0, len(text), None, Mark(*mark))
    assert suggest([sentence], lambda *_: True, most=1) == ([question] if question else [])


def test_answer_must_be_of_the_voice_that_is_asked_and_no_weaker() -> None:
    fact, view = Mark(MarkKind.FACT, "Ana"), Mark(MarkKind.OPINION, "Ana")
    assert answers_like(fact, view) and answers_like(fact, fact)
    assert not answers_like(view, fact) and not answers_like(Mark(MarkKind.OPINION, "Bo"), view)
    assert not answers_like(Mark(MarkKind.FURNITURE), view)
