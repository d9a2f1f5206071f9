"""Whether a statement denies what its sources affirm or turns more into less."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from assistant.asking.wording.words import STOP_WORDS, WORD, stem, times

__all__ = ["OPPOSITES", "denies", "openly_denies", "turned"]

_PLAIN = frozenset(
    """
    no not never none nobody nothing neither nor cannot without hardly scarcely barely nowhere
    """.split()
)
_IMPLICIT = frozenset(
    stem(word)
    for word in """
    fail failed fails failing failure refuse refused refuses refusing refusal deny denied denies denying denial lack
    lacked lacks lacking reject rejected rejects absent absence unable impossible stop stopped cease ceased prevent
    prevented avoid avoided decline declined forgot forget ignore ignored omit omitted missing exclude excluded except
    instead rather only few seldom rarely doubt doubts doubted contrary hide concealed conceal withhold withheld skip
    skipped miss missed empty ban banned forbid forbidden bar barred short unless wrong mistaken mistake myth zero free
    closed shut off dismiss dismissed dispute disputed disputes false untrue abandon abandoned cancel cancelled
    silent silence rebuts rebut oppose opposed opposes nobody alone removed remove away single down one loses lose lost
    exempt exempts exempted dry until yet wait waiting await awaited
    """.split()
)
"""Words that deny by their sense: where one stands, a missing "not" proves nothing."""
_NEGATIVE_FORM = re.compile(
    r"^un(?!i|der|til|cles?\b|to)[a-z]{4,}|^(?:im|ir)(?:poss|prob|pract|prop|rel|reg)[a-z]+|[a-z]{3,}less$"
)
_NO_DENIAL = (
    {("not", w) for w in "only just merely before until least unlike unusual uncommon".split()}
    | {(n, w) for n in ("no", "never") for w in "longer doubt more less fewer later sooner matter wonder".split()}
    | {("none", "other"), ("nothing", "but"), ("nothing", "less"), ("nothing", "short"), ("without", "doubt")}
)
_REFUSES = frozenset(
    stem(word)
    for word in "refuse refused refuses deny denied denies reject rejected rejects fail failed fails never".split()
)
_ADVISED_AGAINST = re.compile(
    r"\b(?:warn|advis|decid|caution|urg|argu|recommend|vot|rul)(?:es?|s|ed|ing)? against\b", re.I
)
_CLAUSE = re.compile(
    r"(?<!\bnot), however,\s|(?<!not)[,;:()—–.!?](?!\s(?:however|of course|I fear))\s*"
    r"|\s(?:but|while|whereas|although|though|because)\s"
)


def _pairs(*pairs: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    split = (pair.split("|") for pair in pairs)
    return [(frozenset(map(stem, one.split())), frozenset(map(stem, other.split()))) for one, other in split]


OPPOSITES = _pairs(
        "rise rose risen increase increased grow grew grown climb climbed gain gained raise raised|"
        "fall fell fallen decrease decreased shrink shrank drop dropped decline declined cut reduce reduced lower "
        "lowered",
        "win won wins victory|lose lost loses defeat defeated",
        "open opened opens opening reopen reopened|close closed closes shut closing",
        "accept accepted accepts approve approved agree agreed welcome welcomed support supported back backed|"
        "reject rejected rejects refuse refused decline declined oppose opposed object objected block blocked",
        "welcome welcomed praise praised|criticise criticised criticize criticized condemn condemned",
        "believe believed believes|doubt doubted doubts disbelieve disbelieved",
        "carry carried|defeat defeated",
        "ahead|behind", "upstream|downstream", "inner inside indoors|outer outside outdoors", "upper|lower",
        "raise raised|lower lowered", "double doubled|halve halved", "hire hired|dismiss dismissed sack sacked",
        "lend lent|borrow borrowed", "import imported imports|export exported exports", "major majority|minor minority",
        "best|worst",
        "allow allowed allows permit permitted permits|forbid forbidden ban banned prohibit prohibited bar barred",
        "success succeed succeeded|fail failed failure",
        "admit admitted admits confirm confirmed confirms|deny denied denies",
        "longer lengthen lengthened|shorter shorten shortened",
        "better improve improved|worse worsen worsened",
        "faster quicker sooner|slower",
        "cheaper cheapest|dearer dearest costlier expensive",
        "north northern|south southern",
        "east eastern|west western",
        "friend ally|enemy foe rival",
        "strong stronger|weak weaker",
        "older oldest|younger youngest",
        "father|mother", "son|daughter", "brother|sister", "husband|wife", "uncle|aunt",
        "late latest|early earliest",
        "morning|evening night afternoon", "summer|winter", "spring|autumn",
)  # fmt: skip
"""Words one of which cannot be said of a number of which the other is said."""
_OPPOSITES = OPPOSITES + _pairs(
        "more greater higher larger bigger above over exceed exceeded|less fewer lower smaller below under",
        "before earlier|after later since",
        "first|last",
        "begin began begun start started|end ended finish finished stop stopped",
        "most majority|least minority",
        "always|never seldom rarely",
        "all every everyone everybody|some few several",
        "include included includes including|exclude excluded excludes excluding except",
)  # fmt: skip


def turned(claim: str, sources: Sequence[str]) -> str | None:
    """Return the words by which a claim says the opposite of its sources, as far as words show; None if none do.

    Args:
        claim: A statement.
        sources: The sentences it cites.

    Example:
        >>> turned("The drivers are paid a wage.", ["The drivers receive no wage."])
        '“no wage” has become its opposite'
    """
    claim, text = (re.sub(r"\bNo\.?(?=\s?\d)", "", words) for words in (claim, " ".join(sources)))
    return _denied(claim, text) or _affirmed(claim, text) or _opposite(claim, text)


def _words(text: str) -> list[str]:
    return [w.replace("’", "'") for w in WORD.findall(text)]


def _negates(word: str) -> bool:
    folded = word.casefold()
    return folded in _PLAIN or folded.endswith("n't")


def denies(text: str, apart: Collection[str] = ()) -> bool:
    """Whether anything in a text denies, openly or by its sense, apart from words of these stems."""
    return bool(_ADVISED_AGAINST.search(text)) or any(
        _negates(w) or ((stem(w) in _IMPLICIT or _NEGATIVE_FORM.match(w.casefold())) and stem(w) not in apart)
        for w in _words(text)
    )


def openly_denies(text: str) -> bool:
    """Whether a text has a word such as "not" or "never"."""
    return any(_negates(w) for w in _words(text))


def _scopes(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield every open denial in a text with the stems of the content words it governs, nearest first."""
    for clause in _CLAUSE.split(text):
        words = _words(clause)
        for i, word in enumerate(words):
            if not _negates(word):
                continue
            after = [w for w in words[i + 1 :] if w.casefold() not in STOP_WORDS][:3]
            folded, follows = word.casefold(), words[i + 1].casefold() if i + 1 < len(words) else ""
            if (folded, follows) in _NO_DENIAL:
                continue
            before = [w for w in words[:i] if w.casefold() not in STOP_WORDS][-2:] if len(after) < 1 else []
            stems = [stem(w) for w in (after or before)]
            if stems:
                shown = " ".join([word, *words[i + 1 : i + 3]])
                yield shown, stems


def _denied(claim: str, text: str) -> str | None:
    """The source denies what the claim affirms."""
    stems = {stem(w) for w in _words(claim)}
    if denies(claim, {stem(w) for w in _words(text)}):
        return None
    for shown, governed in _scopes(text):
        if any(word in stems and times(word, text) == 1 for word in governed[:2]):
            return f"“{shown}” has become its opposite"
    return None


def _affirmed(claim: str, text: str) -> str | None:
    """The claim denies what the source affirms."""
    if denies(text, {stem(w) for w in _words(claim)}):
        return None
    if openly_denies(claim):
        return next((f"“{shown}” is not in the source" for shown, _ in _scopes(claim)), None)
    words, there = _words(claim), {stem(w) for w in _words(text)}
    for i, word in enumerate(words):
        content = [stem(w) for w in words[i + 1 :] if w.casefold() not in STOP_WORDS][:2]
        if stem(word) in _REFUSES - there and there & set(content):
            return f"“{word}” is not in the source"
    return None


def _opposite(claim: str, text: str) -> str | None:
    said, source = {stem(w) for w in _words(claim)}, {stem(w) for w in _words(text)}
    for one, other in _OPPOSITES:
        for here, there in ((one, other), (other, one)):
            if not (said & here and source & there) or source & here or said & there:
                continue
            if denies(claim, one | other) == denies(text, one | other):
                word = next(w for w in _words(claim) if stem(w) in here)
                against = next(w for w in _words(text) if stem(w) in there)
                return f"“{word}” where the source has “{against}”"
    return None
