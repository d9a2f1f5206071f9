"""Conversations, kept beside the catalogue in an SQLite file of their own, with what readers thought of the answers.

They quote documents. When a document leaves the library its words leave these conversations too: `forget` goes by
what the catalogue still holds, so a removal that was cut short is made good at the next opening.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from assistant.errors import LibraryDamaged, UnknownConversation
from assistant.schema import Answer

__all__ = ["Conversation", "Conversations", "Feedback", "Turn"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, changed TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
    question TEXT NOT NULL, answer TEXT, verdict TEXT, reasons TEXT NOT NULL DEFAULT '[]', remark TEXT);
CREATE INDEX IF NOT EXISTS turns_by_conversation ON turns (conversation);
CREATE TABLE IF NOT EXISTS cited (
    turn INTEGER NOT NULL REFERENCES turns ON DELETE CASCADE, document_id TEXT NOT NULL,
    PRIMARY KEY (turn, document_id)) WITHOUT ROWID;
"""
_LONGEST_TITLE = 80
_LONGEST_REMARK = 2_000
_VERDICTS = ("like", "dislike")
_ANSWER = TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation as it stands in the list.

    Attributes:
        id: Its key; cannot be guessed.
        title: Given by its owner, or its first question.
        changed: When it last changed, ISO 8601 in UTC.
        turns: How many questions it holds.
    """

    id: str
    title: str
    changed: str
    turns: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader thought of an answer.

    Attributes:
        verdict: "like" or "dislike".
        reasons: Such as "wrong citation".
        remark: In the reader's own words, or "".
    """

    verdict: str
    reasons: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer.

    Attributes:
        id: Its key.
        question: As asked.
        answer: None if all of it rested on documents that have been removed since.
        feedback: What the reader thought of it, if anything was said.
    """

    id: int
    question: str
    answer: Answer | None
    feedback: Feedback | None = None


class Conversations:
    """The SQLite file. Safe to share between threads; who asks for what is not theirs is told it does not exist."""

    def __init__(self, path: Path | None) -> None:
        """Open the file, making it if it is missing; None keeps everything in memory, until closed.

        Raises:
            LibraryDamaged: If the file cannot be read as one.
        """
        self._guard = threading.RLock()
        try:
            self._db = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
                self._db.execute(f"PRAGMA {pragma}")
            self._db.executescript(_SCHEMA)
            if self._db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("its pages do not agree")
        except sqlite3.DatabaseError as error:
            raise LibraryDamaged(
                f"{path} cannot be read ({error}); restore it from a backup, or move it away to go on without "
                "the conversations kept in it"
            ) from error

    def close(self) -> None:
        """Close the file; it cannot be used afterwards."""
        with self._guard:
            self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guard:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        with self._guard:
            return self._db.execute(query, values).fetchall()

    # Conversations

    def start(self, owner: str, question: str) -> str:
        """Start a conversation named after its first question; return its id."""
        key = secrets.token_hex(8)
        with self._transaction():
            self._db.execute("INSERT INTO conversations VALUES (?, ?, ?, ?)", (key, owner, _title(question), _now()))
        return key

    def of(self, owner: str) -> list[Conversation]:
        """Return the conversations of an owner, the last changed first."""
        rows = self._rows(
            "SELECT c.*, (SELECT count(*) FROM turns t WHERE t.conversation = c.id) AS turns FROM conversations c "
            "WHERE owner = ? ORDER BY changed DESC, rowid DESC",
            owner,
        )
        return [Conversation(row["id"], row["title"], row["changed"], row["turns"]) for row in rows]

    def find(self, owner: str, key: str) -> Conversation:
        """Return one conversation.

        Raises:
            UnknownConversation: If this owner has none of that id.
        """
        for conversation in self.of(owner):
            if conversation.id == key:
                return conversation
        raise UnknownConversation("there is no such conversation; it may have been deleted")

    def rename(self, owner: str, key: str, title: str) -> None:
        """Give a conversation another title; an empty one leaves it as it is.

        Raises:
            UnknownConversation: If this owner has none of that id.
        """
        self.find(owner, key)
        if title.strip():
            with self._transaction():
                self._db.execute("UPDATE conversations SET title = ? WHERE id = ?", (_title(title), key))

    def delete(self, owner: str, key: str) -> None:
        """Delete a conversation and what was thought of its answers.

        Raises:
            UnknownConversation: If this owner has none of that id.
        """
        self.find(owner, key)
        with self._transaction():
            self._db.execute("DELETE FROM conversations WHERE id = ?", (key,))
        self._forget_log()

    # Turns

    def turns(self, owner: str, key: str) -> list[Turn]:
        """Return the turns of a conversation, oldest first.

        Raises:
            UnknownConversation: If this owner has none of that id.
        """
        self.find(owner, key)
        return [_turn(row) for row in self._rows("SELECT * FROM turns WHERE conversation = ? ORDER BY id", key)]

    def append(self, owner: str, key: str, answer: Answer) -> int:
        """Add a turn to a conversation; return its id.

        Raises:
            UnknownConversation: If this owner has none of that id.
        """
        self.find(owner, key)
        with self._transaction():
            turn = self._db.execute(
                "INSERT INTO turns (conversation, question, answer) VALUES (?, ?, ?)",
                (key, answer.question, _ANSWER.dump_json(answer).decode()),
            ).lastrowid
            self._db.executemany(
                "INSERT INTO cited VALUES (?, ?)", [(turn, document_id) for document_id in sorted(_rests_on(answer))]
            )
            self._db.execute("UPDATE conversations SET changed = ? WHERE id = ?", (_now(), key))
        assert turn is not None
        return turn

    def cut(self, owner: str, key: str, turn: int) -> None:
        """Take a turn and all that follow it out of a conversation.

        Raises:
            UnknownConversation: If this owner has none of that id.
        """
        self.find(owner, key)
        with self._transaction():
            self._db.execute("DELETE FROM turns WHERE conversation = ? AND id >= ?", (key, turn))

    def rate(self, owner: str, key: str, turn: int, feedback: Feedback | None) -> None:
        """Keep what the reader thought of an answer, in place of anything said before; None takes it back.

        Raises:
            UnknownConversation: If this owner has none of that id.
            ValueError: If the verdict is neither "like" nor "dislike".
        """
        self.find(owner, key)
        if feedback is not None and feedback.verdict not in _VERDICTS:
            raise ValueError(f"a verdict is one of {_VERDICTS}, not {feedback.verdict!r}")
        values: tuple[object, ...] = (None, "[]", None)
        if feedback is not None:
            reasons = json.dumps(feedback.reasons, ensure_ascii=False)
            values = (feedback.verdict, reasons, feedback.remark[:_LONGEST_REMARK])
        with self._transaction():
            self._db.execute(
                "UPDATE turns SET verdict = ?, reasons = ?, remark = ? WHERE conversation = ? AND id = ?",
                (*values, key, turn),
            )

    def feedback(self) -> list[Turn]:
        """Return every turn, of whatever owner, on which something was said: what an evaluation learns from."""
        return [_turn(row) for row in self._rows("SELECT * FROM turns WHERE verdict IS NOT NULL ORDER BY id")]

    # Removed documents

    def forget(self, kept: Collection[str]) -> None:
        """Take the words of documents that are no longer kept out of every conversation.

        A statement that cites one goes; so does whatever else of that answer may hold its words. Later questions
        of that conversation are shown as asked, for how they were understood may have borrowed a name.

        Args:
            kept: The ids of the documents of the library.
        """
        gone = {row["document_id"] for row in self._rows("SELECT DISTINCT document_id FROM cited")} - set(kept)
        if not gone:
            return
        with self._transaction():
            first: dict[str, int] = {}
            query = "SELECT t.* FROM turns t WHERE id IN (SELECT turn FROM cited WHERE document_id IN (%s)) ORDER BY id"
            for row in self._rows(query % ",".join("?" * len(gone)), *sorted(gone)):
                first.setdefault(row["conversation"], row["id"])
            for conversation, turn in first.items():
                rows = self._rows("SELECT * FROM turns WHERE conversation = ? AND id >= ?", conversation, turn)
                for row in rows:
                    answer = _turn(row).answer
                    self._replace(row["id"], answer and _without(answer, gone))
        self._forget_log()

    def _replace(self, turn: int, answer: Answer | None) -> None:
        text = _ANSWER.dump_json(answer).decode() if answer else None
        self._db.execute("UPDATE turns SET answer = ? WHERE id = ?", (text, turn))
        self._db.execute("DELETE FROM cited WHERE turn = ?", (turn,))
        rests_on = sorted(_rests_on(answer)) if answer else []
        self._db.executemany("INSERT INTO cited VALUES (?, ?)", [(turn, document_id) for document_id in rests_on])

    def _forget_log(self) -> None:
        """Empty the write-ahead log, which still holds pages as they were."""
        with self._guard:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rests_on(answer: Answer) -> set[str]:
    cited = {citation.document_id for statement in answer.statements for citation in statement.citations}
    return cited | {evidence.document_id for evidence in answer.nearest}


def _without(answer: Answer, gone: Collection[str]) -> Answer | None:
    """Return what may be kept of an answer, or None if nothing may."""
    if not _rests_on(answer) & set(gone):
        return replace(answer, standalone_question=answer.question)
    statements = tuple(s for s in answer.statements if all(c.document_id not in gone for c in s.citations))
    nearest = tuple(e for e in answer.nearest if e.document_id not in gone)
    if not statements and not (answer.abstained and nearest):
        return None
    # Made anew from the few fields that are known to be clean, whatever an answer may come to hold.
    return Answer(
        answer.question, answer.question, statements, answer.abstained, answer.reason, nearest, answer.probability
    )


def _turn(row: sqlite3.Row) -> Turn:
    answer = _ANSWER.validate_json(row["answer"]) if row["answer"] else None
    reasons: list[Any] = json.loads(row["reasons"])
    said = Feedback(row["verdict"], tuple(map(str, reasons)), row["remark"] or "") if row["verdict"] else None
    return Turn(row["id"], row["question"], answer, said)


def _title(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1].rstrip() + "…"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
