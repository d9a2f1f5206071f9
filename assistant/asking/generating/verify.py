"""Verifying one statement before it is shown: it may say only what the sentences it cites say, in their voices.

The checks that can be settled by words come first and do most of the work; whether the meaning is supported is asked
last. A statement resting on somebody's words or view must name him, or is put into his mouth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.asking.generating.checks.bounds import unbounded
from assistant.asking.generating.checks.certainty import raised
from assistant.asking.generating.checks.context import before
from assistant.asking.generating.checks.injection import instructs
from assistant.asking.generating.checks.names import Known, foreign_name
from assistant.asking.generating.checks.numbers import foreign_number
from assistant.asking.generating.checks.order import turned_round
from assistant.asking.generating.checks.prospects import settled
from assistant.asking.generating.checks.quotes import misquoted, unquoted
from assistant.asking.generating.checks.roles import exchanged
from assistant.asking.generating.checks.voices import (
    according_to,
    in_third_person,
    keeps_voice,
    needs_holder,
    wrong_party,
)
from assistant.asking.generating.support import SUPPORTED, signs, support
from assistant.asking.wording.words import content_stems
from assistant.schema import Evidence, MarkKind

__all__ = ["Verdict", "verify", "worded"]

LONGEST = 600
_COPIED = 0.65
_SPEAKS_FOR_ITSELF = re.compile(r"\b(?:I|I[’']m|my|me|we|our|ours|us|you|your|yours)\b")
_THE_FIRST = re.compile(  # "in World War I", "under Elizabeth I"
    r"(?<=\w )(?!\w+day\b|(?:Janu|Febru)ary|March|April|May|Ju|August|\w+ber\b)[A-Z]\w+ I\b"
    r"(?=\W*$|[.,;:)]|\s(?:in|and|of|to|the|at|on|by|who|which|when|he|she|they|it|with|from|as|until|after|before)\b)"
)

_BY_WORDS = (raised, unbounded, settled, turned_round)
_LINK = re.compile(r"(?:https?://|www\.|[\w.-]+@)[\w./-]+|!?\[[^\]]*\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a statement.

    Attributes:
        text: As it may be shown: as written, or with its holder named; None if it may not be shown.
        reason: Why not, in words a reader understands; None if it may.
    """

    text: str | None
    reason: str | None = None


def verify(claim: str, cited: Sequence[Evidence]) -> Verdict:
    """Check a statement against the sentences it cites.

    Args:
        claim: One statement, citation numbers left out.
        cited: The evidence it names; empty if it names none, or none that exists.
    """
    text, fault = worded(claim, cited)
    if text is None:
        return Verdict(None, fault)
    if support(text, cited) < SUPPORTED:
        doubts = signs(claim, [evidence.text for evidence in cited])
        return Verdict(None, next(iter(doubts), "the cited words do not bear it out"))
    return Verdict(text)


def worded(claim: str, cited: Sequence[Evidence]) -> tuple[str | None, str | None]:
    """Return a statement as it may be shown, as far as words show, or None and what is wrong with it."""
    fault = _fault(claim, cited) if cited else "it cites nothing that was found"
    if fault:
        return None, fault
    text = claim
    for evidence in _bearers(cited):
        if not keeps_voice(text, evidence):
            text = according_to(text, evidence)
    return text, None


def _bearers(cited: Sequence[Evidence]) -> list[Evidence]:
    """Return the one piece of evidence whose holder must be named: the weakest that somebody answers for."""
    held = [evidence for evidence in cited if needs_holder(evidence.mark.kind)]
    return [max(held, key=lambda e: e.mark.kind.weakness)] if held else []


def _fault(claim: str, cited: Sequence[Evidence]) -> str | None:
    """Return what is wrong with a statement, as far as words show."""
    texts = [evidence.text for evidence in cited]
    own = unquoted(claim)
    if len(claim) > LONGEST or len(claim.split()) < 3:
        return "it is no single statement"
    if claim.rstrip(" ”\"'’)").endswith("?"):
        return "it asks instead of stating"
    if _SPEAKS_FOR_ITSELF.search(_THE_FIRST.sub("", own)):
        return "it speaks for itself (“I”, “we”, “you”)"
    if all(instructs(text) for text in texts) or (instructs(claim) and not any(instructs(t) for t in texts)):
        return "it rests on words that are addressed to the assistant"
    if all(evidence.mark.kind is MarkKind.QUESTION for evidence in cited):
        return "a question is no evidence"
    if (link := _LINK.search(own)) and not any(link.group() in text for text in texts):
        return f"the cited words hold no link {link.group()[:60]}"
    if words := misquoted(claim, texts):
        return f"the quoted words “{words[:80]}” are not in the cited sentence"
    around = [before(evidence) for evidence in cited] + [evidence.title for evidence in cited]
    if number := foreign_number(claim, texts, around):
        return f"the cited words do not say “{number}”"
    voices = [voice for e in cited for voice in (e.mark.voice, e.sentence.speaker) if voice]
    if name := foreign_name(claim, Known(texts, voices, around)):
        return f"the cited words do not name “{name}”"
    if party := wrong_party(claim, cited):
        return f"the cited words are not {party}’s"
    fault = next((fault for check in _BY_WORDS if (fault := check(claim, texts))), None)
    if fault := fault or exchanged(claim, [in_third_person(evidence) for evidence in cited]):
        return fault
    if _copied(claim, [*texts, *voices]) >= _COPIED:  # the source's own words, but for what makes the difference
        return next(iter(signs(claim, texts)), None)
    return None


def _copied(claim: str, texts: Sequence[str]) -> float:
    """Return the share of a claim's content words that its sources have, in [0, 1]; 0 where it has none.

    Example:
        >>> _copied("The bridge was not built.", ["The bridge was built in 1974."])
        1.0
    """
    said = set(content_stems(claim))
    return len(said & set(content_stems(" ".join(texts)))) / len(said) if said else 0.0
