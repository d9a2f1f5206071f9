"""Who is asked by an office alone: "What did the fire chief say?" asks Ana Rudd where the text names her as that.

So is a body by its kind: "What did the union say?" asks the Dockers' Union.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.asking.understanding.question import in_two_parts
from assistant.asking.understanding.thread import JOIN
from assistant.asking.understanding.whose import SAYS_AFTER
from assistant.asking.wording.names import find_names, same_person
from assistant.reading.names import is_body
from assistant.reading.vocabulary import CAPITAL

__all__ = ["holder_of", "office_asked"]

_OFFICE = re.compile(
    r"\b(?:does|did|do|has|have|had|would|could|can|should|will|as)\sthe\s"
    rf"(?P<office>[a-z][\w’'-]*(?:\s[a-z][\w’'-]*){{0,2}}?)(?={SAYS_AFTER.pattern})",
    re.IGNORECASE,
)
_ADDRESS = r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s)?"


def office_asked(question: str) -> str | None:
    """Return the office whose holder's words a question asks for, or what might be one: `holder_of` tells.

    Example:
        >>> office_asked("What did the fire chief say of the ladder?"), office_asked("What did the fire destroy?")
        ('fire chief', None)
    """
    if in_two_parts(question) or JOIN in question:  # only one of the two may ask for somebody's words
        return None
    match = _OFFICE.search(question)
    return match["office"].casefold() if match else None


def holder_of(office: str, voices: Iterable[tuple[str, str]]) -> str | None:
    """Return who holds an office, if it is one of some voices and no other.

    Args:
        office: As `office_asked` gives it.
        voices: Who has words, each with the text around these.

    Example:
        >>> text = "The fire chief, Ana Rudd, was first. Leif Aune, the mayor, came later."
        >>> holder_of("fire chief", [("Leif Aune", text), ("Ana Rudd", text)])
        'Ana Rudd'
    """
    found: list[str] = []
    for voice, text in dict.fromkeys(voices):
        name = next((name for name, _ in find_names(voice)), None)
        held = name and (_holds(office, name, text) or _is_called(office, name))
        if name and held and not any(same_person(name, other) for other in found):
            found.append(name)
    return found[0] if len(found) == 1 else None


def _is_called(office: str, name: str) -> bool:
    """Whether a body is of the kind asked for: "the union" may be the Dockers' Union, "the bishop" not Ann Bishop."""
    return is_body(name) and bool(re.search(rf"\b{re.escape(office)}\b", name, re.I))


def _holds(office: str, name: str, text: str) -> bool:
    surname, held = re.escape(name.split()[-1]), f"(?i:{re.escape(office)})"
    before = rf"\b{held},?\s{_ADDRESS}(?:{CAPITAL}[\w.’'-]*\s){{0,3}}{surname}\b"
    behind = rf"\b{surname},\s(?:the\s|its\s|their\s|an?\s)?(?:[\w’'-]+\s){{0,3}}{held}\b"
    return bool(re.search(f"{before}|{behind}", text))
