"""Words as the checks compare them: stems, without case or accents, and the small words that carry no content."""

from __future__ import annotations

import re
from functools import lru_cache

import tantivy

from assistant.reading.names import without_possessive

__all__ = [
    "LETTERS",
    "PASTS",
    "STOP_WORDS",
    "TOKEN",
    "WORD",
    "content_stems",
    "is_assent",
    "plain",
    "stem",
    "times",
    "verb_stem",
]

LETTERS = re.compile(r"[^\W\d_]+")
"""What names are compared by: "O’Brien’s" is three."""
WORD = re.compile(rf"{LETTERS.pattern}(?:['’]{LETTERS.pattern})*")
TOKEN = re.compile(rf"[^\W_]+(?:['’]{LETTERS.pattern})*")
"""A word or a number."""
STOP_WORDS = frozenset(
    """
    a about after again against all also although an and any are as at be because been before being between both but
    by can could did do does doing done down during each even ever for from further had has have having he her here
    hers herself him himself his how i if in into is it its itself just let like made make makes many may me might
    more most much must my myself no nor not now of off on once one only onto or other our out over own per quite
    rather really said same say says she should since so some still such than that the their theirs them themselves
    then there these they this those though through thus to too under until up upon us very was way we well were what
    when where whether which while who whom whose why will with within without would yet you your
    """.split()
)
PASTS = {
    past: base
    for base, pasts in {
        "beat": "beat beaten", "break": "broke broken", "bring": "brought", "build": "built", "buy": "bought",
        "catch": "caught", "choose": "chose chosen", "drive": "drove driven", "fight": "fought", "find": "found",
        "forgive": "forgave forgiven", "give": "gave given", "hide": "hid hidden", "hold": "held", "lead": "led",
        "leave": "left", "lend": "lent", "lose": "lost", "make": "made", "meet": "met", "pay": "paid", "sell": "sold",
        "send": "sent", "shoot": "shot", "show": "shown", "steal": "stole stolen", "strike": "struck", 
        "take": "took taken", "teach": "taught", "tell": "told", "throw": "threw thrown", "win": "won",
        "write": "wrote written", "overtake": "overtook overtaken", 
    }.items()
    for past in pasts.split()
}  # fmt: skip
"""Forms of verbs whose stem is not that of their base."""
_ASSENTS = re.compile(
    r"\W*(?:Absolutely|Certainly|Exactly|Fair enough|Far from it|Granted|Hardly|Indeed|Maybe|Never|No|Nonsense"
    r"|Not (?:at all|quite|really|so|yet)|Of course(?: not)?|Perhaps(?: not| so)?|Possibly|Probably(?: not)?"
    r"|Quite(?: so)?|Rubbish|Scarcely|True|Yes)\W*"
)
_analyzer = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    .filter(tantivy.Filter.lowercase())
    .filter(tantivy.Filter.ascii_fold())
    .filter(tantivy.Filter.stemmer("english"))
    .build()
)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a word's stem, lower case and without accents or possessive ending."""
    bare = without_possessive(word)
    terms = _analyzer.analyze(bare)
    return str(terms[0]) if terms else bare.casefold()


def verb_stem(word: str) -> str:
    """Return the stem of a verb's base: "sold" has that of "sell"."""
    return stem(PASTS.get(word.casefold(), word))


def content_stems(text: str) -> list[str]:
    """Return the stems of a text's words in order, function words left out."""
    return [stem(word) for word in WORD.findall(text) if word.casefold() not in STOP_WORDS]


def times(wanted: str, text: str) -> int:
    """Return how often a stem stands in a text."""
    return sum(stem(word) == wanted for word in WORD.findall(text))


def plain(text: str) -> str:
    """Return a text in which typographic quotes, dashes and spaces have their plain forms."""
    plainer = text.translate(_PLAIN)
    return " ".join(plainer.split())


def is_assent(text: str) -> bool:
    """Return whether words only assent to what was said before, or deny it or doubt it.

    Example:
        >>> is_assent("Perhaps."), is_assent("Perhaps it rains.")
        (True, False)
    """
    return bool(_ASSENTS.fullmatch(text))


_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
