"""Names in a text: runs of capitalised words that are likely people, and which of them are bodies or things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.reading.vocabulary import ARABIC, BODIES, CAPITAL, HONOURS, PARTICLES, TITLES, is_title

__all__ = ["INNER", "after_office", "as_written", "full_names", "is_body", "without_nickname", "without_possessive"]

_BODIES = BODIES | frozenset(
    """
    airlines airways alliance brewery center centre clinic club college company congress construction corporation
    enterprises faculty ferries forum gmbh group gulf holdings hospital hotel house inc industries island laboratory
    lake library lines logistics ltd magazine museum nations network organisation organization parliament partners
    party plc police press programme radio railway railways republic review river road school senate shipping
    shipyard street team technologies theater theatre times treaty trust war weekly
    """.split()
)
_PLACES = [[word] for word in "act airport county dam district province region valley village".split()]


def is_body(name: str) -> bool:
    """Whether a name is plainly that of a body or a thing, not of a person."""
    words = name.casefold().split()
    return not _BODIES.isdisjoint(words) or words[-1:] in _PLACES


_OPENINGS = frozenset(
    """a about after against all although among an and as at because before behind beside between but by despite during
    every following for from her his i if in inside it its like my no now of on or our outside since so still that the
    their then there these they this those though through to toward towards under unlike until upon we what when where
    while who why with within without would yet you
    january february march july september october november december
    monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday""".split()
)
"""Words written large that stand before a name and are none of it; April, June and August may be."""

_OF_A_HEADLINE = frozenset(
    """Am Are Can Cannot Could Did Do Does Don't Don’t Had Has Have How Into Is Isn't Isn’t Its Must Never Not Nor Our
    Should Than Their Was Were What When Where Who Why Will With Without Won't Won’t Would Your""".split()
)
"""Words that a headline writes large, and that stand within no name: "A Face Does Not Know the Score"."""

# "Minister of | Transport Ebba Lind", "of Trade and | Industry Jon Aas", "of Foreign | Affairs Ida Holm"
_OFFICE_OF = re.compile(r"(?P<title>[\w-]+)\s(?:of|for)\s(?:the\s)?(?P<first>[A-Z][\w-]+\s(?P<joined>and\s)?)?$")
_OVER = frozenset("affairs defence defense development relations security services works".split())
_OF_TWO = frozenset("home new north port public saint san santa social south st".split())

_SHORTENED = re.compile(r"[’'](?:d|ll|m|re|s|ve)$")  # "I'm Ida Holm"
_OWNS = re.compile(r"['’]s?$")
INNER = PARTICLES - {"and", "for", "in", "on", "to", "at", "the", "of", "a"}
"""Small words that may stand within the name of a person."""

# Only words that may be part of a name: most begin with a small letter and are passed over.
_NAME_WORD = re.compile(
    r"(?<!\w)(?<!\w[’'-])(?:(?:[^\W\d_]\.){1,3}|[^\W\d_a-z][\w’'-]*(?:(?<=[a-z])\.(?=\s[A-Z]))?"
    rf"|{ARABIC.pattern}[\w’'-]*|(?:{'|'.join(sorted(INNER))})(?![\w’'-]))"
)
_NICKNAME = re.compile(
    rf"(?<![\w’'-])({CAPITAL}[\w’'-]*\.?) [“\"‘'(]{CAPITAL}[\w-]*(?: {CAPITAL}[\w-]*)?[”\"’')](?= {CAPITAL}[\w’'-]+)"
)


def without_nickname(text: str) -> str:
    """Return a text with the names in it as they are without what stands in quotation marks or brackets inside.

    Example:
        >>> without_nickname("Karl “Kalle” Aune met Robert (Bob) Holm")
        'Karl Aune met Robert Holm'
    """
    return _NICKNAME.sub(r"\1", text)


def without_possessive(name: str) -> str:
    """Return a name without the ending of what it owns.

    Example:
        >>> without_possessive("Ana Brito’s"), without_possessive("the farmers'")
        ('Ana Brito', 'the farmers')
    """
    return _OWNS.sub("", name)


def after_office(name: Sequence[str], before: str) -> list[str]:
    """Return the words of a name without what an office before it is over.

    Args:
        name: Its words as they stand.
        before: The text that ends where they begin; its last 80 characters are looked at.

    Example:
        >>> after_office("Transport Ebba Lind".split(), "the Minister of "), after_office(["Ebba", "Lind"], "Bay of ")
        (['Ebba', 'Lind'], ['Ebba', 'Lind'])
    """
    office = _OFFICE_OF.search(before[-80:]) if len(name) > 2 else None
    if not office or not is_title(office["title"]):
        return list(name)
    if office["first"] and not office["joined"] and name[0].casefold() not in _OVER:
        return list(name)  # "Secretary of State Ana Maria Brito"
    bodies = [i for i, word in enumerate(name[:-2], 1) if word.casefold() in _BODIES | _OVER]
    start = bodies[-1] if bodies else 2 if name[0].casefold() in _OF_TWO and len(name) > 3 else 1
    return list(name[start:])


def as_written(name: str) -> str:
    """Return a name printed in capitals as a text writes it; any other as it is.

    Example:
        >>> as_written("JO O’BRIEN-VALE"), as_written("Jo Vale")
        ('Jo O’Brien-Vale', 'Jo Vale')
    """
    return name.title() if name.isupper() else name


def full_names(text: str) -> Counter[str]:
    """Count runs of two to four capitalised words, up to any title left out: likely names of people."""
    text = without_nickname(text)
    counts: Counter[str] = Counter()
    run: list[str] = []
    begin, end = 0, -1
    for match in _NAME_WORD.finditer(text):
        word = match.group()
        goes_on = word[0].isupper()
        if not run and not goes_on:
            continue
        joined = match.start() == end + 1 and text[end] == " "
        goes_on = goes_on or word in INNER or bool(ARABIC.match(word))
        if run and not (joined and goes_on):
            _count_name(run, counts, text[max(0, begin - 80) : begin])
            run = []
            goes_on = word[0].isupper()
        if goes_on:
            # A full stop after a title belongs to it; after any other word it ends the name.
            ends = len(word) > 2 and word.endswith(".") and word.casefold() not in TITLES
            begin = begin if run else match.start()
            run.append(word.rstrip(".") if ends else word)
            if ends:
                _count_name(run, counts, text[max(0, begin - 80) : begin])
                run = []
        end = match.end()
    _count_name(run, counts, text[max(0, begin - 80) : begin])
    return counts


def _count_name(run: list[str], counts: Counter[str], before: str) -> None:
    while run and run[-1] in HONOURS:
        run.pop()
    if len(run) < 2:
        return
    titles = [i for i, word in enumerate(run[:-1]) if is_title(word)]
    words = run[titles[-1] + 1 :] if titles else list(run)
    while words and words[-1].islower():
        words.pop()
    while words and _SHORTENED.sub("", words[0].casefold()) in _OPENINGS:
        words.pop(0)
    words = after_office(words, " ".join([before.rstrip(), *run[: len(run) - len(words)], ""]))
    asks = words[-1:] == ["I"] and words[0] in _OF_A_HEADLINE  # "Should I stay?"
    if 2 <= len(words) <= 4 and not asks and not any(word in _OF_A_HEADLINE for word in words[1:]):
        counts[re.sub(r"(?:[’']s|[.’'])$", "", " ".join(words))] += 1
