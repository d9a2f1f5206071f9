"""Who is being quoted: finding the party that a sentence gives its words to, by grammar alone.

Works on one sentence whose quotations are masked, so that words inside them are never taken for the
narrator's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.marking.verbs import DAYS, NEEDS_A_PERSON, NO_NAME, STRONG, WEAK
from assistant.reading.vocabulary import PARTICLES, TITLES

__all__ = ["MASK", "Source", "find_source", "is_described"]

MASK = "\x00"

_VERB = re.compile(rf"\b(?:{'|'.join(sorted(STRONG | WEAK, key=len, reverse=True))})\b")
_BOUNDARY = re.compile(rf"[,;:()—–“”\"{MASK}]|\s-\s")
_TRAILING = re.compile(
    r"(?:\s+|^)(?:himself|herself|itself|themselves|also|then|later|once|has|have|had|is|are|was|were|did|does|do|"
    r"not|would|will|still|recently|since|ever|now|again|often|always|never|just|only|even|both|all|[a-z]+ly|been|"
    r"used to|being|"
    r"like to|quoted as)$"
)
_LEADING = re.compile(
    r"^(?:and|but|as|while|whilst|when|because|that|then|yet|so|if|although|though|whereas|after|before|since|for|or|nor|"
    r"like|what|how|where)\s+",
    re.I,
)
_DETERMINERS = tuple(
    "the a an one two three some many most several another his her its their our my local those other".split()
)
_DETERMINED = re.compile(
    rf"\b(?:{'|'.join(_DETERMINERS)})"
    r"\s[\w’'& -]+$",
    re.I,
)
_OPENING = re.compile(r"(?:(?:on|in|at|by|last|this|earlier|late|for|during|from|both|even|only)\b.*)?", re.I)
_PARTICIPLES = frozenset({"saying", "telling", "tweeting"})
# "In a note of December the ministry said": the subject is what comes after the opening phrase.
_AFTER_OPENING = re.compile(
    r"(?:in|on|at|by|for|from|after|during)\s(?:the\s|an?\s)?.*(?<!\bof)(?<!\bin)(?<!\bon)(?<!\bat)(?<!\bby)(?<!\bfor)(?<!\bto)"
    r"(?<!\band)(?<!\bfrom)(?<!\bwith)(?<!^in)(?<!^on)(?<!^at)(?<!^by)\s(?=(?:the|his|her|its|their)\s)",
    re.I,
)
_INNER = re.compile(r"\b(?:said|says|saying)\s(?:that\s)?(?:he|she|they|it)\s(?:\w+ly\s)?$")
_SAYS_MUCH = re.compile(
    r"\s(?:(?:you|us|one|something|nothing|little|much|more|as\smuch|a\s(?:lot|great\sdeal|good\sdeal))\s)+"
    r"(?:about|of|how|what|who|why|than|that\sthey)\b"
)
_SPOKEN_OF = {
    "accuse": r"\s(?:\S+\s){1,8}of\b",
    "describe": r"\s(?:\S+\s){1,10}as\b",
    "regard": r"\s(?:\S+\s){1,10}as\b",
    "put": r"\s(?:\S+\s){1,6}?(?:at|down\sto)\s",
    "spoke": r"\sof\b",
    "speaks": r"\sof\b",
}
_PARTY = re.compile(r",\s[A-Z]-[A-Z][\w.]{1,6}(?=,)")
_NEAR = 60
_IN_RELATIVE = re.compile(
    r"[^,\s]\s+(?:who|that|which)(?:\s+(?:[a-z]+ly|also|still|once|have|has|had))?\s+$"
    r"|\b(?:whatever|whichever|than)\s[^,]*$|\b(?:thing|words?|all|everything|nothing|only)\sthat\s[^,]*$"
)
_DUTY = re.compile(r"\b(?:must|should|shall|can|cannot|may|might|let|to)\s(?:\w+ly\s)?$")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")
_RELATIVE = re.compile(r"\b(?:that|which|whom|what|whatever|because|if|when|while|as|where|how|than)\s+")
_SIGNED = re.compile(rf"{MASK}\s*[―—–-]{{1,2}}\s*(?P<np>[A-Z][^,;:{MASK}]{{2,60}}?)\s*\.?\s*$")
_SELF = frozenset(
    {"i", "we", "you", "one", "nobody", "nothing", "no one", "who", "which", "it", "there", "this", "that", "everyone"}
)
_PRONOUNS = frozenset({"he", "she", "they"})
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Ii]n the (?:words|view|opinion|eyes) of|[Aa]s quoted by|[Aa]s per)\s+"
    rf"(?P<np>[^,;:.()“”\"{MASK}]+)"
)
_IN_VIEW = re.compile(
    r"\b[Ii]n (?P<np>[^,;:.()]{2,60}?)[’']s? (?:view|opinion|words|eyes|telling|account|estimation)\b"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A party to whom a sentence gives words or a view.

    Attributes:
        party: As written, titles left out; or "he", "she", "they" still to be resolved.
        cue: The words that say so, such as "Lavrov said".
    """

    party: str
    cue: str


def find_source(masked: str) -> Source | None:
    """Find who a sentence says is speaking or holds a view.

    Args:
        masked: The sentence, every character of its quotations replaced by `MASK`.

    Returns:
        The source, or None where the narrator speaks for himself.

    Example:
        >>> find_source("Mayor Ana Brito said that the bridge was safe.")
        Source(party='Ana Brito', cue='Ana Brito said')
    """
    masked = _PARTY.sub("", masked)
    for pattern in (_ACCORDING, _IN_VIEW):
        match = pattern.search(masked)
        party = _noun_phrase(match["np"]) if match else None
        aside = re.match(r",\s+([^,;:.()]{3,60})[,.]", masked[match.end() :]) if match else None
        if aside and party and is_described(party):
            party = _name_at_end(aside[1]) or party
        if match and party:
            return Source(party, match.group().strip()[:80])
    signed = _SIGNED.search(masked)
    party = _name_at_end(signed["np"]) if signed else None
    if party and " " in party:
        return Source(party, f"— {party}")
    for match in _verbs(masked):
        left = masked[: match.start()]
        if _IN_RELATIVE.search(left) or (_PASSIVE.search(left) and match.group().endswith(("ed", "told"))):
            continue  # "a farmer who believes …", "is expected" tell of nobody in particular
        if _DUTY.search(left):
            continue  # "the maker must tell" is not what anybody said
        if match.group() in _PARTICIPLES:
            if re.search(r"\b(?:is|are|was|were|a|an|the|without)\s(?:\w+\s)?$", left):
                continue  # "is saying goodbye", "a comforting saying"
            party = _opening(left) if left.endswith(", ") else _subject(left)
        else:
            opens = re.match(r"\s(?:[A-Z]|the\s)", masked[match.end() :])
            turned = bool(opens) and left.endswith(", ") and not _names_with_aside(left)
            party = (_inverted(masked, match) if turned else None) or _subject(left) or _inverted(masked, match)
        if (
            party is None
            or party.casefold() in _SELF
            or party.casefold().startswith(("nobody ", "no "))
            or not _reports(masked, match)
        ):
            continue
        if match.group() in NEEDS_A_PERSON and is_described(party):
            continue  # "the figure suggests that …"
        return Source(party, f"{party} {match.group()}")
    return None


def _verbs(masked: str) -> list[re.Match[str]]:
    """Return the verbs that may report, those beside a quotation first."""
    found = list(_VERB.finditer(masked))
    if MASK not in masked or len(found) < 2:
        return found
    edges = [m.start() for m in re.finditer(rf"(?<!{MASK}){MASK}|{MASK}(?!{MASK})", masked)]

    def away(match: re.Match[str]) -> int:
        if _INNER.search(masked[: match.start()]):
            return len(masked)  # "Ana Brito said she expects …": it is Ana Brito who says so
        return min(max(edge - match.end(), match.start() - edge) for edge in edges) // 20

    return sorted(found, key=away)


def _names_with_aside(left: str) -> bool:
    """Whether the words before a verb are a name and what is said of it: "Ana Brito, the mayor, "."""
    pieces = [piece.strip() for piece in left.rstrip(", ").split(",")]
    opening = _without_lead(re.sub(r"^(?:An?|The|But|And|Yet)\s", "", pieces[0]))
    named = len(pieces) > 1 and MASK not in left and (_name_at_end(opening) == opening or is_described(pieces[0]))
    return named and len(pieces[0].split()) < 7


def _opening(left: str) -> str | None:
    """Return who opens a sentence, for a participle after a comma: "Ana Brito attacked the plan, saying …"."""
    pieces = [piece.strip() for piece in left.replace(MASK, " ").split(",")]
    for piece in pieces:
        if re.match(r"(?:after|as|at|by|during|for|from|in|on|since|to|when|while|with)\s", piece, re.I):
            continue
        if piece.split()[:1] and piece.split()[0].casefold() in _PRONOUNS:
            return piece.split()[0].casefold()
        run = re.match(r"(?:[A-Z][\w’'.-]*(?:\s|$))+", piece)
        return _name_at_end(run.group().strip()) if run else None
    return None


def is_described(party: str) -> bool:
    """Whether a party is named by a description, such as "the minister", not by a name or pronoun."""
    return " " in party and party.split()[0].casefold() in _DETERMINERS


def _reports(masked: str, verb: re.Match[str]) -> bool:
    """Whether a verb brings somebody's words here, and does not merely happen to be one that can."""
    rest = masked[verb.end() :]
    after = rest.lstrip(" ,:;—–")
    if MASK in masked[max(0, verb.start() - _NEAR) : verb.end() + _NEAR]:
        return True
    if re.match(r"\s+(?:\w+\s+){0,4}?(?:that|whether)\b", rest) or (
        verb.group() == "called" and rest.startswith(" for ")
    ):
        return True
    if _SAYS_MUCH.match(rest):
        return False  # "A city tells you how …" is nobody's word
    if any(verb.group().startswith(stem) and re.match(form, rest) for stem, form in _SPOKEN_OF.items()):
        return True
    closing = len(rest.split()) <= 6 and "," in masked[: verb.start()]
    return verb.group() in STRONG and (closing or len(after.split()) >= 3)


def _subject(left: str) -> str | None:
    """Return who stands as subject at the end of `left`, the words before a verb."""
    pieces = [piece.strip() for piece in _BOUNDARY.split(left)]
    last = pieces[-1]
    while trimmed := _TRAILING.search(last):
        last = last[: trimmed.start()]
    if last.endswith(" and"):
        # "The directorate gives a number and says …": the subject opens the clause.
        opening = re.match(r"(?:[Tt]he|[Aa]n?)\s[\w’'-]+(?:\s[\w’'-]+)*?(?=\s[\w’'-]+(?:s|ed)\b)", last)
        named = (piece for piece in reversed(pieces[:-1]) if piece and _name_at_end(piece) == _without_lead(piece))
        return opening.group() if opening else _leading_name(last) or next(map(_name_at_end, named), None)
    if last:
        return _noun_phrase(_RELATIVE.split(last)[-1])
    # "The prefect, Odile Marrec, told us", "Odile Marrec, prefect of the coast, told us".
    for before, aside in ((pieces[i - 1], pieces[i]) for i in range(len(pieces) - 2, 0, -1)):
        if aside and _name_at_end(aside) == _without_lead(aside):
            return _name_at_end(aside)
        found = _name_at_end(before) or _leading_name(before)
        if found is None and re.match(r"(?:after|at|before|by|during|for|from|in|on|to|with)\s", aside):
            found = _noun_phrase(before)
        if found:
            return found
    return _noun_phrase(pieces[-2]) if len(pieces) > 1 and pieces[-2] else None


def _without_lead(words: str) -> str:
    """Return an aside without the titles before its name, for telling whether it is a name and nothing else."""
    tokens = words.split()
    while len(tokens) > 1 and tokens[0].casefold() in TITLES:
        tokens.pop(0)
    return " ".join(tokens)


def _inverted(masked: str, verb: re.Match[str]) -> str | None:
    """Return who follows a verb that stands right after a quotation or clause: `“…,” said the mayor, Ana Brito`."""
    before = masked[: verb.start()].rstrip(" ,—–")
    if not before.endswith(MASK) and not (masked[: verb.start()].endswith(", ") and verb.group() in ("said", "says")):
        return None
    phrase = _FOLLOWING.match(masked[verb.end() :])
    if phrase is None:
        return None
    party = _noun_phrase(phrase["np"])
    aside = phrase["aside"]
    if party and aside and is_described(party) and _name_at_end(aside) == _without_lead(aside):
        return _name_at_end(aside)
    return party


_FOLLOWING = re.compile(
    rf"\s+(?P<np>[^,;:()—–{MASK}]+?)"
    rf"(?=[,;:()—–{MASK}]|(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])(?<!\b[A-Z][a-z][a-z][a-z])(?<!\b[A-Z])\.(?:\s|$)|\.$|\s(?:who|in|on|at|after|during|to|as|when|with)\s|$)"
    rf"(?:,\s(?P<aside>[^,;:()—–{MASK}]+?)(?=[,.;]|$))?"
)


def _noun_phrase(words: str) -> str | None:
    words = words.strip()
    while leading := _LEADING.match(words):
        words = words[leading.end() :]
    folded = words.casefold().split()
    if not folded:
        return None
    if folded[0] in _SELF and len(folded) < 4:
        return folded[0]
    if folded[-1] in _PRONOUNS | _SELF:
        return folded[-1]
    name = _name_at_end(words) if not re.search(r"\s(?:of|from|at|in|for|near)\s", words) else None
    name = name or _leading_name(words)
    if name:
        return name
    outer = _AFTER_OPENING.match(words)
    words = words[outer.end() :] if outer else words
    determined = _DETERMINED.search(words)
    if determined and len(determined.group().split()) <= 9 and _OPENING.fullmatch(words[: determined.start()]):
        return re.split(r"\s(?:who|that|which)\s", determined.group())[0]
    name = _name_at_end(words)
    if name:
        return name
    if words[:1].isupper() and 1 <= len(folded) <= 6 and folded[0] not in NO_NAME | DAYS:
        return words
    return None


def _leading_name(words: str) -> str | None:
    """Return the name that opens `words` before a preposition: "Ana Brito of the traders’ association"."""
    opening = re.split(r"\s(?:of|from|at|in|for|near|and)\s", words)[0]
    name = _name_at_end(opening)
    return name if name and " " in name else None


def _name_at_end(words: str) -> str | None:
    """Return the run of capitalised words that ends `words`, titles left out."""
    tokens = words.split()
    start = len(tokens)
    while start > 0 and (
        tokens[start - 1][0].isupper()
        or tokens[start - 1] in PARTICLES - {"and", "of", "for", "in", "on", "to", "the", "at", "a"}
    ):
        start -= 1
    name = tokens[start:]
    while name and name[0].casefold() in NO_NAME:
        name = name[1:]
    if any(word.casefold() in DAYS for word in name):
        return None
    while len(name) > 1 and name[0].casefold() in TITLES:
        name = name[1:]
    if not name or not name[0][0].isupper() or not name[-1][0].isupper():
        return None
    text = re.sub(r"[’']s?$", "", " ".join(name))
    return None if text.casefold() in TITLES | _SELF else text
