"""Conversations, kept beside the catalogue in an SQLite file of their own, with what readers thought of the answers.

They quote documents. When a document leaves the library its words leave these conversations too: `forget` goes by
what the catalogue still holds, so a removal that was cut short is made good at the next opening.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection
from datetime import UTC, datetime

from assistant.errors import UnknownConversation
from assistant.library.sqlite import SqliteFile
from assistant.library.turns import Conversation, Feedback, Turn, read_turn, rests_on, without, written
from assistant.schema import Answer

__all__ = ["Conversations"]

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


class Conversations(SqliteFile):
    """The SQLite file. Safe to share between threads; who asks for what is not theirs is told it does not exist."""

    _way_out = "restore it from a backup, or move it away to go on without the conversations kept in it"

    def _make_tables(self) -> None:
        self._run(_SCHEMA)

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
        self.empty_log()

    # Turns

    def turns(self, owner: str, key: str) -> list[Turn]:
        """Return the turns of a conversation, oldest first.

        Raises:
            UnknownConversation: If this owner has none of that id.
        """
        self.find(owner, key)
        return [read_turn(row) for row in self._rows("SELECT * FROM turns WHERE conversation = ? ORDER BY id", key)]

    def append(self, owner: str, key: str, answer: Answer) -> int:
        """Add a turn to a conversation; return its id.

        Raises:
            UnknownConversation: If this owner has none of that id.
        """
        self.find(owner, key)
        with self._transaction():
            turn = self._db.execute(
                "INSERT INTO turns (conversation, question, answer) VALUES (?, ?, ?)",
                (key, answer.question, written(answer)),
            ).lastrowid
            assert turn is not None
            self._cite(turn, answer)
            self._db.execute("UPDATE conversations SET changed = ? WHERE id = ?", (_now(), key))
        return turn

    def cut(self, owner: str, key: str, turn: int) -> None:
        """Take a turn and all that follow it out of a conversation; one without turns is deleted.

        Raises:
            UnknownConversation: If this owner has none of that id.
        """
        self.find(owner, key)
        with self._transaction():
            self._db.execute("DELETE FROM turns WHERE conversation = ? AND id >= ?", (key, turn))
            self._db.execute(
                "DELETE FROM conversations WHERE id = ? AND id NOT IN (SELECT conversation FROM turns)", (key,)
            )

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
        return [read_turn(row) for row in self._rows("SELECT * FROM turns WHERE verdict IS NOT NULL ORDER BY id")]

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
                for row in self._rows("SELECT * FROM turns WHERE conversation = ? AND id >= ?", conversation, turn):
                    answer = read_turn(row).answer
                    self._replace(row["id"], answer and without(answer, gone))
        self.empty_log()

    def _replace(self, turn: int, answer: Answer | None) -> None:
        text = written(answer) if answer else None
        self._db.execute("UPDATE turns SET answer = ? WHERE id = ?", (text, turn))
        self._db.execute("DELETE FROM cited WHERE turn = ?", (turn,))
        if answer:
            self._cite(turn, answer)

    def _cite(self, turn: int, answer: Answer) -> None:
        self._db.executemany("INSERT INTO cited VALUES (?, ?)", [(turn, key) for key in sorted(rests_on(answer))])


def _title(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1].rstrip() + "…"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
