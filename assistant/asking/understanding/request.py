"""What is asked for in other ways than by a question: a matter looked up, a document in short, nothing at all."""

from __future__ import annotations

import re

__all__ = ["DOCUMENT_NOUNS", "WRITTEN", "asks", "asks_gist", "is_courtesy", "looked_up"]

DOCUMENT_NOUNS = (
    "analysis article column commentary conversation document editorial essay feature file interview it letter news "
    "minutes op-ed opinion piece report speech statement story text this transcript"
).split()
"""The nouns by which people call a document."""
WRITTEN = rf"\b(?:{'|'.join(DOCUMENT_NOUNS)})\b"
"""Pattern of `DOCUMENT_NOUNS`."""

_SUMMARY = re.compile(
    r"(?:please,? )?(?:(?:can|could) you )?(?:please )?"
    r"(?:(?:summari[sz]e|sum up)\b|(?:give|write)(?: me| us)? (?:an?|the) (?:\w+ )?(?:summary|overview|gist)\b(?: of)?)"
    r"(?P<what>.*?)\W*",
    re.I,
)
_ABOUT = re.compile(
    r"(?:what(?:’s|'s| is| was| are| were) (?P<what>.+) (?:all )?about"
    r"|what(?:’s|'s| is| was| are| were) the (?:main|key|central|most important|chief) "
    r"(?:points?|arguments?|messages?|ideas?|claims?|theses|thesis|takeaways?)(?P<of>(?: of| in| made in)? .+)?)\W*",
    re.I,
)
_FEW = 4
_ASKS = re.compile(
    r"(?:who|whom|whose|what\w*|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would"
    r"|should|may|might|must|tell|list|name|give|explain|describe|according\s+to)\b",
    re.I,
)
_TELL_OF = re.compile(
    r"(?:please,? )?(?:(?:can|could) you )?"
    r"(?:tell (?:me|us) (?:a bit |more |something |everything )?about|what do you know about"
    r"|what is known (?:about|of)|(?:what|how) about"
    r"|(?:is there )?(?:anything|something|information) (?:about|on)|describe)\s"
    r"(?P<matter>[^?!;:,]{3,60}?)[\s.?!]*",
    re.I,
)
_COURTESY = re.compile(
    r"\W*(?:(?:thanks?|thank you|cheers|hello|hi|hey|ok|okay|great|good|nice|bye|goodbye|yes|no|please|sorry"
    r"|morning|evening|very|much|a lot|so|there|that helps?)\b\W*)+",
    re.I,
)


def looked_up(question: str) -> str:
    """Return the words that a search asks for rather than a question: a few that ask nothing, or all of a matter.

    Example:
        >>> looked_up("Lavrov Kursk"), looked_up("Tell me about the levy in Osk."), looked_up("Who liberated Kursk")
        ('Lavrov Kursk', 'the levy in Osk', '')
        >>> looked_up("What about the levy?")
        'the levy'
    """
    if is_courtesy(question):
        return ""
    if matter := _TELL_OF.fullmatch(question):
        return matter["matter"]
    return question if not asks(question) and len(question.split()) <= _FEW else ""


def is_courtesy(question: str) -> bool:
    """Return whether words neither ask nor look for anything: "Thanks!", "Hello there"."""
    return bool(_COURTESY.fullmatch(question))


def asks(question: str) -> bool:
    """Return whether words ask anything, rather than state it or name it."""
    return "?" in question or bool(_ASKS.match(question))


def asks_gist(question: str) -> str | None:
    """Return which document a question wants to know in short, in its words; None if it asks for something else.

    Example:
        >>> asks_gist("Summarise the interview with Holm."), asks_gist("What is this article about?")
        ('the interview with Holm', 'this article')
        >>> asks_gist("What is the dispute about?")
    """
    if match := _SUMMARY.fullmatch(question):
        return match["what"].strip()
    match = _ABOUT.fullmatch(question)
    what = (match["what"] or match["of"] or "") if match else ""
    return what.strip() if re.search(WRITTEN, what, re.I) else None
