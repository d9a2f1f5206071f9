"""Who somebody is, or what something is: "Who is Ida Holm?" is answered by the sentence that introduces her."""

from __future__ import annotations

import re

from assistant.asking.wording.names import find_names
from assistant.marking.verbs import STRONG, WEAK
from assistant.reading.vocabulary import TITLES

__all__ = ["asks_what", "asks_who", "explains", "introduces"]

_WHO = re.compile(r"\W*(?:and )?who(?:’s|'s| is| was| are| were) (?P<whom>[^?!.,;:]+(?:\.[^?!.,;:]+)*)\W*", re.I)
_WHAT = re.compile(
    r"\W*(?:and )?what(?:’s|'s| is| are| was| were) (?:an? |the )?(?:so-called )?(?P<what>[^?!,;:]+)\W*", re.I
)
_CALLED = r"\b(?:called|dubbed|known as|named|nicknamed|so-called|termed)\s(?:the\s|an?\s)?"
_AFTER_PREPOSITION = re.compile(r"\b(?:about|after|at|before|by|for|from|in|into|near|of|on|to|with) (?:the )?$", re.I)
_TITLED = r"(?:(?:[A-Z][a-z]{0,3}\.|Mr|Mrs|Ms|Dr|Sir)\s)?"
_ROLES = {title for title in TITLES if len(title) > 5 and title.isalpha()} | {
    "boss",
    "founder",
    "leader",
    "mayor",
    "owner",
}
_NO_NOUN = (
    "and|as|at|but|by|for|from|if|in|nor|of|on|or|said|says|so|than|that|then|to|told|when|where|which|while|with|yet"
)
_ROLE_BEFORE = rf"\b(?!(?:{_NO_NOUN})\b)(?P<role>[a-z][\w’'-]+),?\s"
_DETERMINED = r"\b(?:(?i:an?|the|its|their|our|his|her|my)|[A-Z][\w’'-]*[’']s?)\s(?:[\w’'.-]+\s){0,8}?"
_SOMEBODY = r"\b(?i:an?|one)\s(?:[\w’'.-]+\s){0,3}?(?!(?:that|who)\b)[\w’'-]+"
_LEADING = rf"\b(?:{'|'.join(sorted(_ROLES, key=len, reverse=True))})\s"
_APPOSED = (
    r"(?:who\s|(?:an?|the|one|its|their|our|his|her|my|chief|former|formerly|then|now|once)\s|[a-z][\w’'-]*\s(?:of|at|for|in)\s"
    r"|(?:[a-z][\w’'-]*\s)?[a-z]\w+(?:er|or|ist|man|woman|ant|ent|ian|ee|ess)\b)"
)


def asks_who(question: str) -> str | None:
    """Return the name of whoever a question wants to have introduced; None if it asks for something else.

    Example:
        >>> asks_who("Who is Dr. Ida Holm?"), asks_who("Who is the mayor of Osk?"), asks_who("Who was Holm suing?")
        ('Ida Holm', None, None)
    """
    match = _WHO.fullmatch(question)
    names = list(find_names(match["whom"])) if match else []
    if not match or len(names) != 1:
        return None
    name, start = names[0]
    before, after = match["whom"][:start].split(), match["whom"][start + len(name) :].strip()
    return name if not after and not any(word.islower() for word in before) else None


def asks_what(question: str) -> str | None:
    """Return the name of whatever a question wants to have explained; None if it asks for something else.

    Example:
        >>> asks_what("What is the “Long Wait”?"), asks_what("What is the price of Osk?"), asks_what("What is it?")
        ('Long Wait', None, None)
    """
    match = _WHAT.fullmatch(question)
    what = re.sub(r"[\"“”‘]|’(?!\w)", "", match["what"]).strip() if match else ""
    names = [name for name, _ in find_names(what)]
    return what if names == [what] else None


def explains(name: str, text: str) -> bool:
    """Return whether a sentence says what a thing of that name is.

    Example:
        >>> explains("Long Wait", "So began years known as the “Long Wait”."), explains("Osk", "Osk lies idle.")
        (True, False)
    """
    called = rf"[\"“‘']?(?<![\w’'-]){re.escape(name)}(?![\w’'-])[\"”’']?"
    subject = re.search(
        rf"{called}(?: \([^)]*\))?(?:, (?:an?|the|one of)\s| (?:is|are|was|were) (?:an?|the|one)\s)", text
    )
    if subject and not _AFTER_PREPOSITION.search(text[: subject.start()]):
        return True
    return bool(re.search(rf"{_CALLED}{called}", text))


def introduces(name: str, text: str) -> int:
    """Return how plainly a sentence says who somebody is: 3 outright, 2 after the name, 1 before it, 0 not at all.

    Example:
        >>> introduces("Ida Holm", "Ida Holm is a nurse."), introduces("Ida Holm", "Ida Holm, who nurses, left.")
        (3, 2)
        >>> introduces("Ida Holm", "“No,” said its nurse, Ida Holm."), introduces("Ida Holm", "Ida Holm left.")
        (1, 0)
        >>> introduces("Ida Holm", "It was found by a young nurse called Ida Holm.")
        2
    """
    called = rf"(?<![\w’'-]){re.escape(name)}(?![\w’'-])"
    if re.search(
        rf"{called}(?: \([^)]*\))? (?:is|was|has been) (?:also )?(?:an?|the|one|its|their|our|his|her)\s", text
    ):
        return 3
    if re.search(rf"{called}(?: \([^)]*\))?(?:, \d+)?, (?!(?:{_NO_NOUN})\b){_APPOSED}", text):
        return 2
    if re.search(rf"{_SOMEBODY} (?:called|named) {called}(?! (?:an?|the) )", text):  # not "called Ida Holm a liar"
        return 2
    if re.search(rf"{_LEADING}{_TITLED}{called}", text) or re.match(rf"\W*[A-Z][a-z]+(?: by)?:\s{called}", text):
        return 1
    before = re.search(rf"{_DETERMINED}{_ROLE_BEFORE}{_TITLED}{called}", text)
    return int(
        before is not None and not before["role"].endswith(("ed", "ing")) and before["role"] not in STRONG | WEAK
    )
