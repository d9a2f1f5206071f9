from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Answer, Assistant, AssistantError, Citation, Evidence, Mark, MarkKind, Passage, Reason, Sentence
from assistant.library.conversations import Conversations
from assistant.library.turns import Feedback
from assistant.schema import Statement

ENGINE = "How much did the new engine cost?"


@pytest.fixture
def kept() -> Iterator[Conversations]:
    kept = Conversations(None)
    yield kept
    kept.close()


def answer(*documents: str, question: str = "Q?") -> Answer:
    mark = Mark(MarkKind.MIXED, "Ana", 0.75, ("why",))
    statements = tuple(Statement(f"Words of {d}.", mark, (Citation(d, d, 0, 5, "Words"),), (0, 5)) for d in documents)
    return Answer(question, f"{question} (understood)", statements, caveats=("a caveat",), notes=("a note",))


def refusal(document: str) -> Answer:
    sentence = Sentence(f"Near {document}.", 0, 5, None, Mark(MarkKind.FACT))
    near = Evidence(sentence, 0, Passage(1, document, 0, 5, "Near", None, 0, 0), document, "Title", 0.2, 1)
    return Answer("Q?", "Q?", (), True, Reason.NOT_ANSWERED, (near,))


def test_answers_come_back_as_they_were(kept: Conversations) -> None:
    key = kept.start("", "Q?")
    for said in (answer("a", "b"), refusal("a")):
        kept.append("", key, said)
    assert [turn.answer for turn in kept.turns("", key)] == [answer("a", "b"), refusal("a")]


def test_list_runs_from_the_last_changed_and_can_be_renamed_and_deleted(kept: Conversations) -> None:
    first, second = kept.start("", "One?"), kept.start("", "Two " + "very " * 40 + "long?")
    kept.append("", first, answer("a"))
    kept.rename("", first, "  The\nharbour ")
    kept.rename("", second, " ")
    assert {(c.id, c.title, c.turns) for c in kept.of("")} >= {(first, "The harbour", 1)}
    assert all(len(c.title) <= 80 for c in kept.of(""))
    kept.delete("", second)
    assert [c.id for c in kept.of("")] == [first]


def test_nobody_reaches_the_conversations_of_another(kept: Conversations) -> None:
    key = kept.start("ana", "Q?")
    turn = kept.append("ana", key, answer("a"))
    assert kept.of("bo") == []
    for trespass in (
        lambda: kept.turns("bo", key),
        lambda: kept.append("bo", key, answer("a")),
        lambda: kept.rename("bo", key, "mine"),
        lambda: kept.rate("bo", key, turn, Feedback("like")),
        lambda: kept.cut("bo", key, turn),
        lambda: kept.delete("bo", key),
    ):
        with pytest.raises(AssistantError, match="no such conversation"):
            trespass()
    assert len(kept.turns("ana", key)) == 1


def test_cutting_takes_a_turn_and_what_follows(kept: Conversations) -> None:
    key = kept.start("", "Q?")
    turns = [kept.append("", key, answer("a", question=f"{n}?")) for n in range(3)]
    kept.cut("", key, turns[1])
    assert [turn.question for turn in kept.turns("", key)] == ["0?"]
    kept.cut("", key, turns[0])
    assert kept.of("") == []  # nothing is left to show


def test_what_readers_thought_is_kept_with_the_turn(kept: Conversations) -> None:
    key = kept.start("", "Q?")
    turn = kept.append("", key, answer("a"))
    kept.rate("", key, turn, Feedback("dislike", ("wrong mark",), "it is a forecast"))
    assert kept.feedback()[0].feedback == Feedback("dislike", ("wrong mark",), "it is a forecast")
    kept.rate("", key, turn, None)
    assert kept.feedback() == []
    with pytest.raises(ValueError, match="verdict"):
        kept.rate("", key, turn, Feedback("meh"))


def test_words_of_removed_documents_leave_every_conversation(kept: Conversations) -> None:
    key = kept.start("", "Q?")
    for said in (answer("b"), answer("a", "b"), answer("a"), refusal("a"), answer("b", question="And he?")):
        kept.append("", key, said)
    kept.forget({"b"})
    left = [turn.answer for turn in kept.turns("", key)]
    assert left[0] == answer("b")
    both = answer("a", "b")
    assert left[1] == replace(
        both, standalone_question="Q?", statements=both.statements[1:], caveats=(), notes=(), timings={}
    )
    assert left[2:4] == [None, None]
    assert left[4] is not None and left[4].standalone_question == "And he?"  # a name may have been borrowed


def test_damaged_file_is_named_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(AssistantError, match="move it away"):
        Conversations(path)


def test_removing_a_document_leaves_no_byte_of_it_in_the_folder(
    tmp_path: Path, write: Callable[[str, str], Path], ferry: Path
) -> None:
    secret = write("secret.txt", "Zyxwvutine was found in the harbour of Quolmby on 3 May 2024, the council said.\n")
    data = tmp_path / "library"
    with Assistant.open(data) as assistant:
        result = assistant.add_upload(secret, "secret.txt")
        assistant.add(ferry)
        assert result.document_id and result.status == "added"
        key = assistant.conversations.start("", "What was found in the harbour?")
        chat = assistant.chat()
        for question in ("What was found in the harbour of Quolmby?", "When was it found?"):
            assistant.conversations.append("", key, chat.ask(question))
        assert b"Zyxwvutine" in b"".join(f.read_bytes() for f in data.rglob("*") if f.is_file())
        assistant.remove(result.document_id)
        held = {f.name for f in data.rglob("*") if f.is_file() and b"zyxwvutine" in f.read_bytes().lower()}
        assert held == set()
        assert all("Zyxwvutine" not in repr(turn.answer) for turn in assistant.conversations.turns("", key))
    with Assistant.open(data) as assistant:
        assert len(assistant.conversations.turns("", key)) == 2


def test_file_replaced_by_another_text_leaves_conversations_too(library: Assistant, ferry: Path) -> None:
    library.add(ferry)
    key = library.conversations.start("", ENGINE)
    library.conversations.append("", key, library.ask(ENGINE))
    ferry.write_text(ferry.read_text(encoding="utf-8").replace("2.4 million", "9.9 million"), encoding="utf-8")
    assert library.add(ferry)[0].status == "replaced"
    assert "2.4 million" not in repr(library.conversations.turns("", key))


def test_removal_cut_short_is_made_good_at_the_next_opening(tmp_path: Path, ferry: Path) -> None:
    data = tmp_path / "library"
    with Assistant.open(data) as assistant:
        assistant.add(ferry)
        key = assistant.conversations.start("", ENGINE)
        assistant.conversations.append("", key, assistant.ask(ENGINE))
        assistant._library.remove(assistant.documents()[0].id)  # as if the process died right after
        assert "2.4 million" in repr(assistant.conversations.turns("", key))
    with Assistant.open(data) as assistant:
        assert "2.4 million" not in repr(assistant.conversations.turns("", key))
    assert sqlite3.connect(data / "conversations.sqlite").execute("SELECT count(*) FROM cited").fetchone() == (0,)
