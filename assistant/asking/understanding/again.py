"""Questions about an answer: "Who said that?", "Is that a fact?" are answered by what was shown last, and its marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from textwrap import shorten

from assistant.asking.understanding.followup import spoken
from assistant.asking.understanding.thread import JOIN, whole
from assistant.schema import Answer, Mark, MarkKind

__all__ = ["asks_of_answer", "shown_again"]

_IT = r"(?:that|this|it|so|those|these|they)"
_WHAT = r"(?:fact|opinion|view|claim|quote|quotation|guess|report|reported|fact or opinion)"
_OF_ANSWER = re.compile(
    r"\W*(?:(?:and|but|so|ok|okay|hm+|wait|no)\W+)*(?:"
    rf"(?:is|was|are|were) {_IT} (?:really |actually |just |only |even )*(?:(?:an?|the|his|her|their|your) )?"
    rf"(?:\w+ )?{_WHAT}s?(?:\W+or\W+(?:just |only |is it )*(?:(?:an?|the|his|her|their|somebody’s|someone's) )?\w+)?"
    rf"|(?:is|was|are|were) {_IT} (?:really |actually )?(?:true|right|correct|certain|confirmed|sure)"
    r"|fact or opinion"
    rf"|who (?:actually |exactly )?(?:said|says|believes|claims|claimed|reckons|thinks) {_IT}"
    rf"|by whom (?:was|is) {_IT} (?:said|claimed)|really|seriously"
    rf"|who(?:’s|'s| is| was) (?:saying|claiming) {_IT}|says who|according to whom"
    rf"|whose (?:words|opinion|view|claim)s? (?:is|are|was|were) {_IT}"
    rf"|are you (?:really |quite )?(?:sure|certain)(?: (?:about|of) {_IT})?"
    rf"|how do you know(?: {_IT})?"
    rf"|where (?:did|do) you (?:get|find|read|have|take) {_IT}(?: from)?|where is {_IT} from"
    rf"|what(?:’s|'s| is| was) (?:the|your) source(?: (?:of|for) {_IT})?"
    r")\W*",
    re.I,
)
_OPENING = 60  # characters of a statement by which a remark names it


def asks_of_answer(question: str) -> bool:
    """Return whether a question asks nothing but what an answer is, whose words it is, or where it comes from.

    Example:
        >>> asks_of_answer("is that a fact or an opinion?"), asks_of_answer("Who says so?"), asks_of_answer("Sure?")
        (True, True, False)
        >>> asks_of_answer("Who said that the quay is safe?"), asks_of_answer("Is that the view of the council?")
        (False, False)
    """
    return bool(_OF_ANSWER.fullmatch(question))


def shown_again(question: str, history: Sequence[Answer]) -> Answer | None:
    """Return the last answer once more, with a remark on what each statement is, if a question asks that.

    Args:
        question: As asked.
        history: Earlier turns, oldest first.

    Returns:
        None if it asks anything else, or the last question was not answered.
    """
    last = next(reversed(spoken(history)), None)
    if last is None or last.abstained or not asks_of_answer(question):
        return None
    understood = f"{whole(last).rstrip('?!. ')}{JOIN}{question}"
    notes = (f"“{shorten(s.text, _OPENING, placeholder=' …')}” is {_described(s.mark)}." for s in last.statements)
    return replace(last, question=question, standalone_question=understood, notes=tuple(notes), timings={})


def _described(mark: Mark) -> str:
    voice = mark.voice or "the document"
    return {
        MarkKind.FACT: f"told as a fact by {voice}; nothing here vouches for it",
        MarkKind.QUOTATION: f"what {voice}, says or thinks" if mark.relayed_by else f"what {voice} says or thinks",
        MarkKind.OPINION: f"the opinion of {voice}",
        MarkKind.MIXED: f"both fact and opinion, of {voice}",
    }.get(mark.kind, f"what {voice} says; whether it is fact or opinion is not sure")
