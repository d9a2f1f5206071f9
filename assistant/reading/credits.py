"""Lines that are about the document instead of in it: credits, disclaimers, links, calls to share.

They are furniture, yet a question about them ("who edited this?") is answered from them, and what they state
of author, date or address becomes the document's metadata where nothing better says it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.names import full_names
from assistant.reading.vocabulary import CAPITAL, CREDIT_KEYS

__all__ = [
    "credit_metadata",
    "ends_as_prose",
    "greets",
    "is_author_note",
    "is_editors_note",
    "is_furniture_line",
    "is_furniture_sentence",
    "is_heading",
    "is_regards",
    "personal_views",
    "spoken_by",
]

_KEY = re.compile(r"\s*[*_]{0,2}(?P<key>[^\W\d_][\w '-]{0,24}?)[*_]{0,2}\s*[:：]\s*[*_]{0,2}\s*(?P<value>\S.*)")
_BY = re.compile(r"\s*(?:written |translated |edited |photographs? |interviewed )?by [^\W\d_][^.!?]{2,70}$", re.I)
_NAMES = rf"{CAPITAL}[\w’'.-]*(?:(?:,|\sand|\s&)?\s(?:(?:al|bin|da|de|del|van|von)\s)*{CAPITAL}[\w’'.-]*){{0,7}}"
_DASHED = re.compile(rf"\s*(?P<key>{CAPITAL}[\w'-]{{2,24}})\s[–—-]\s{_NAMES}\s*$")
_MADE_BY = re.compile(
    rf"\s*(?:Photo(?:graph)?s?|Pictures?|Illustrations?|Graphics|Translation|Transcript(?:ion)?|Text|Words)\s[Bb]y\s{_NAMES}$"
)
_ADDRESS = re.compile(r"\s*\W*(?:https?://|www\.)\S+\W*$")
_RIGHTS = re.compile(r"\s*\W*(?:©|\(c\)\s|copyright\b|all rights reserved)", re.I)
_CALL = re.compile(
    r"""\b(?:subscribe\ (?:to|now|here|today|and)|sign\ up\ (?:for|to|here)|follow\ us
    |click(?:ing)?\ (?:here|the|on|below)
    |share\ this|like\ and\ share|read\ (?:more|also|next)\b.{0,80}$
    |(?:express|leave|share)\ your\ (?:opinion|comment|view)s?
    |support\ our\ journalism|(?:our|free|weekly|daily)\ newsletter
    |th(?:is|e)\ (?:conversation|interview|text|transcript)\ (?:has\ been|was)
     \ (?:abridged|shortened|edited|condensed|held\ in|(?:made|prepared|taken)\ from|transcribed)
    |(?:full|whole)\ (?:conversation|interview|programme|transcript)\ can\ be\ (?:heard|read|seen)
    |(?:media|press)\ (?:enquiries|inquiries|contact)|^(?:media|press)\ office:|issued\ by
    |^(?:adapted|translat(?:ed|ion))\ from\ the\ \w+|^edited\ (?:for|by)\ 
    |(?:^|(?<=^\())(?:additional\ )?reporting\ by\ 
    |^letters\ (?:may|might|will|can)\ be\ |^you\ (?:were|have\ been)\ listening\ to\ 
    |^(?:this\ |the\ )?interview\ (?:was\ )?(?:conducted|recorded)\ in\ )(?:\b|(?<=\ ))""",
    re.X,
)  # of a sentence in lower case: minding no case, it would take twice the time
_OWN_VIEWS = re.compile(
    r"""\b(?:personal\ (?:view|opinion)s?
    |^(?:his|her|their)\ (?:view|opinion)s?\ (?:is|are)\ (?:entirely\ |solely\ )?(?:his|her|their)\ own(?=[.,;]|$)
    |(?:view|opinion)s?\ (?:expressed|stated|given|set\ out|in\ this|here).{0,60}\b(?:own|alone|solely|not\ necessarily)
    |(?:view|opinion)s?\ of\ (?:our|the|its)\ \w+\ (?:are|is)\b.{0,40}\b(?:own|alone|theirs|not\ necessarily)
    |(?:does|do)\ not\ (?:necessarily\ )?(?:reflect|represent|share)\b.{0,40}\b(?:view|opinion|position|polic)
    |(?:view|opinion)s?\b.{0,40}\bthose\ of\ the
     \ (?:author|board|contributor|guest|interviewee|panel|participant|speaker|writer)
    |(?:represents?|reflects?)\ (?:only\ )?the\ (?:personal\ )?(?:view|opinion)s?
     \ of\ the\ (?:author|writer|speaker|contributor))""",
    re.X,
)
_DOES = re.compile(
    r"(?:,[^,]+,|’s column)?\s+(?:is|was|appears|covers|directs|edits|farms|heads|keeps|leads|lectures|lives|raises|"
    r"reports|runs|taught|teaches|works|worked|writes)\b"
)
# "(Laughter.)", "[Applause]"
_STAGE = re.compile(r"\s*(?:\((?:[\w’'-]+\s?){1,4}\.?\)|\[(?:[\w’'-]+\s?){1,4}\.?\])\.?\s*")
_GREETING = re.compile(
    r"\W*(?:(?:dear\s)?(?:sirs?|madam)(?:\sor\smadam)?|dear(?:\s[\w’'.-]+){1,4}|to\sthe\seditors?)\s*[,:;–—-][\s,:;–—-]*",
    re.I,
)
_REGARDS = re.compile(
    r"\W*(?:(?:i|we)\s(?:am|remain)\W*)?(?:yours(?:\W+(?:ever|faithfully|most|respectfully|sincerely|truly|very))*"
    r"|yours(?:\s\w+){1,3},|(?:i|we)\s(?:am|remain),|(?:very\s|most\s)?(?:faithfully|respectfully|sincerely)"
    r"(?:\s(?:submitted|yours))?|(?:with\s)?(?:best|kind|warm)(?:est)?\s(?:regards|wishes))(?:\W+etc)?\W*",
    re.I,
)
_EDITORS_NOTE = re.compile(
    r"\W*(?:(?:the\s)?(?:editor|publisher|translator)(?:[’']?s|s[’'])\snote|editorial\snote"
    r"|note\s(?:by|from)\sthe\s(?:editors?|publishers?|translators?))\s*(?:\W|$)",
    re.I,
)
# "Share on Facebook | Tweet | Print"; "17:42" above an entry of a report by the hour
_SHARE = re.compile(
    r"\W*(?:(?:share(?:\s(?:on|via)\s\w+)?|tweet|e-?mail|print|save|facebook|twitter|whatsapp|linkedin|copy\slink)"
    r"(?:\W+|$)){2,}",
    re.I,
)
_HOUR = re.compile(r"\W{0,3}\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s[A-Z]{2,4})?\W{0,3}")
_RELEASED = re.compile(
    r"\W*(?:notes?\s(?:to|for)\seditors?|ends?|media\scontacts?|about\sus)\W*", re.I
)  # below a statement
_BESIDE = re.compile(r"\s[|·•]\s")
_PROSE = re.compile(r".*[.!?…][”\"’')\]]*\s*$")
_NO_WORD = re.compile(r"^\W+")
_SIGNED = re.compile(r"""\s*[“"„«].*[”"“»]\s*[―—–-]{1,2}\s*\w""")
_WORDS_IN_HEADING = 14
_OPENING_LINES = 3
_SPEECH_OF = re.compile(
    r"\W*(?:(?:We|This|Here|Below|Full|Text|Transcript|The (?:following|full|text))\b[^.!?]{0,40}?\b)?"
    r"(?:[Ss]peech|[Aa]ddress|[Rr]emarks|[Ll]ecture|[Ss]ermon|[Hh]omily|[Kk]eynote|[Tt]estimony|[Ee]ulogy)\s"
    rf"(?:(?:(?:given|delivered|made|held)\s)?by|of|which|that)\s"
    rf"(?:[a-z][\w’' -]{{2,60}},\s|the\s)?(?P<name>(?:{CAPITAL}[\w’'.-]*\s?){{2,7}})"
)


def is_furniture_line(line: str) -> bool:
    """Whether a whole line is a credit, an address, a notice of rights, or what a letter opens or closes with."""
    match = _KEY.match(line)
    if match and match["key"].casefold() in CREDIT_KEYS:
        return True
    dashed = _DASHED.match(line)
    if dashed and dashed["key"].casefold() in CREDIT_KEYS:
        return True  # "Photo – Ana Brito"
    if (
        _GREETING.fullmatch(line)
        or is_regards(line)
        or _SHARE.fullmatch(line)
        or _HOUR.fullmatch(line)
        or _RELEASED.fullmatch(line)
    ):
        return True
    return bool(_BY.match(line) or _MADE_BY.match(line) or _ADDRESS.match(line) or _RIGHTS.match(line))


def greets(line: str) -> bool:
    """Whether a line is what a letter opens with, or begins with it: "Dear Editor,", "Sir, – Your report …"."""
    return bool(_GREETING.match(line))


def is_regards(line: str) -> bool:
    """Whether a whole line is what a letter closes with: "Yours faithfully,"."""
    return bool(_REGARDS.fullmatch(line))


def ends_as_prose(line: str) -> bool:
    """Whether a line ends as a sentence does, and a headline does not."""
    return bool(_PROSE.fullmatch(line))


def is_furniture_sentence(text: str) -> bool:
    """Whether one sentence addresses the reader about the page, or says whose views the document gives."""
    key = _KEY.match(text)
    credit = key is not None and key["key"].casefold() in CREDIT_KEYS and len(text.split()) <= _WORDS_IN_HEADING
    notice = _CALL.search(text.lower()) or personal_views(text) or _RIGHTS.match(text) or _ADDRESS.match(text)
    return credit or bool(notice or _MADE_BY.match(text) or _STAGE.fullmatch(text))


def is_author_note(line: str, author: str | None, *, closing: bool = False) -> bool:
    """Whether a line says who the author is ("Ana Brito teaches law in Porto.").

    Args:
        line: One sentence.
        author: The byline, if there is one.
        closing: Whether it is among a document's last words, where "the writer" is its own author as well.
    """
    start = len(line) - len(_NO_WORD.sub("", line))
    names = ([author] if author else []) + ["The author", "The writer"] * closing
    return any(line.startswith(name, start) and _DOES.match(line, start + len(name)) for name in names)


def is_editors_note(line: str) -> bool:
    """Whether a line is a note on a text by those who print it: "Editor's note: the bridge has opened since"."""
    return bool(_EDITORS_NOTE.match(line))


def personal_views(text: str) -> bool:
    """Whether a sentence says of its document that it gives personal views."""
    return bool(_OWN_VIEWS.search(text.lower()))


def is_heading(line: str, *, alone: bool) -> bool:
    """Whether a line is a heading: short, without an end mark, and alone between blank lines.

    Args:
        line: The line.
        alone: True when a blank line or the document's end is on both sides.
    """
    words = line.split()
    if _SIGNED.match(line) or ends_as_prose(line):
        return False
    return alone and len(words) <= _WORDS_IN_HEADING and line.rstrip()[-1:] not in ':;,"”’»)]'


def spoken_by(title: str, lines: Sequence[str]) -> str | None:
    """Return who gave the speech that a document prints, if its title or first lines say so.

    Args:
        title: "Remarks by President Ana Brito at the port".
        lines: "We print the address which Chief Ana Brito gave on 3 May."
    """
    for line in (title, *lines[:_OPENING_LINES]):
        match = _SPEECH_OF.match(line)
        names = full_names(match["name"]) if match else None
        if names:
            return next(iter(names))
    return None


def credit_metadata(lines: Sequence[str]) -> dict[str, str]:
    """Return what credit lines state of the document: `author`, `publisher`, `date`, `url`; the first of each."""
    stated: dict[str, str] = {}
    told = False
    for line in lines:
        match = _KEY.match(line.strip())
        told = told or (ends_as_prose(line) and len(line.split()) > _WORDS_IN_HEADING)
        if match and told and match["key"].casefold() == "source":
            continue  # below a text, that of its figures: "Source: NATO"
        field = CREDIT_KEYS.get(match["key"].casefold()) if match else None
        if match and field and field != "caveat":
            value = _BESIDE.split(match["value"], maxsplit=1)[0].strip(" *_")  # "Published: 3 May | Updated: 4 May"
            if field == "author" and (value[-1:] in "?!…" or len(value.split()) > _WORDS_IN_HEADING):
                continue  # "Reporter: How many ships came?"
            if (field == "url") == bool(re.match(r"https?://\S+$", value)):
                stated.setdefault(field, value)
    return stated
