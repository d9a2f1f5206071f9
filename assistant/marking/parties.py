"""Which party a clause names before or after its verb: "the mayor, Ana Brito, has also | said", by grammar alone."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.marking.agents import described_opening, is_described, is_many
from assistant.marking.phrases import PRONOUNS, leading_name, name_at_end, noun_phrase, without_lead
from assistant.marking.verbs import INVERTED
from assistant.reading.vocabulary import ARABIC, CAPITAL, PARTICLES

__all__ = [
    "BOUNDARY",
    "MASK",
    "holder",
    "inverted",
    "names_with_aside",
    "opening",
    "subject",
]

MASK = "\x00"
BOUNDARY = re.compile(rf"(?<!\d),|,(?!\d)|[;:()—–“”\"{MASK}]|\s-\s")
_TRAILING = frozenset(
    """
    again all also always are been being both did do does even ever further had has have herself himself is
    instead itself just later long never nevertheless nonetheless not now often once only recently since still
    themselves then thus too was were will would yet
    """.split()
)
_ADVERB = re.compile(r"(?!(?:ally|assembly|family|monopoly)$)[a-z]+ly")
# "The paper the next day | described it", "the ministry on Tuesday | said".
_WHEN = re.compile(
    r"\s(?:the\s(?:next|following|same|previous)\s(?:day|week|month|year|evening|morning|night)"
    r"|(?:last|this)\s(?:week|month|year|night|morning|evening|summer|winter|spring|autumn)|yesterday|today|tonight"
    r"|(?:late\s|early\s|last\s)?(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?:\s(?:morning|afternoon|evening|night))?)$"
)
_TRAILING_PAIRS = frozenset(
    {("in", "turn"), ("used", "to"), ("like", "to"), ("liked", "to"), ("likes", "to"), ("quoted", "as")}
)
_STANDS_ASIDE = re.compile(
    r".*\samong\s(?:them|others)$|(?:and\s)?(?:after|at|before|by|during|for|from|in|on|to|with|who|whose|whom|which|of|an?|the|its|his|her|their|"
    r"now|then|once|also|[a-z]+ing|(?:filed|issued|published|released|signed)\s|when|while|as|if|like|unlike|among|\d+)\b"
)
_NAMED_ROLE = re.compile(rf"(?:the|an?|its|his|her|their|my|our)\s[^,]*?(?P<name>{CAPITAL}[^,]*)")
_CLAUSE_BEGINS = re.compile(
    r"(?<!\bof)(?<!\bat)(?<!\bin)(?<!\bon)(?<!\bby)(?<!\bfor)(?<!\bfrom)(?<!\bto)\s(?:it|he|she|they|there|we|this|these|about|"
    r"some|more|the|an?|\d[\d.,]*)\s"
)
_CLAUSE = re.compile(
    r"(?:[Tt]he|[Aa]n?)\s[\w’'-]+(?:\s[\w’'-]+)*?(?=\s(?!(?:its|his|this|as|always)\b)[\w’'-]+(?:s|ed)\b)"
)
_RELATIVE = re.compile(r"\b(?:that|which|whom|what|whatever|because|if|when|while|as|where|how|than)\s+")
# "An officer who gave no name because he may not speak to the press | said": the officer, and not the press.
_WHO_SO = re.compile(r"(?P<who>[\w’'-]+(?:\s[\w’'-]+){1,7}?)\swho\s")
# "The trust that runs it | says"
_DOES_TO_IT = re.compile(r"(?<=\w)\s(?:that|which|who)\s\w+(?:s|ed)\s(?:her|him|it|them)$")
_NAMED_AFTER = re.compile(rf"\s(?P<run>(?:{CAPITAL}[\w’'.-]*(?:\s|$)){{2,}})")
_NAMED_FIRST = re.compile(rf"(?:(?:My|Our|His|Her|Its|Their)\s(?:[a-z]+\s)+)?(?P<run>(?:{CAPITAL}[\w’'.-]*(?:\s|$))+)")
_BESIDE = re.compile(
    r"(?:after|although|as|asked|at|because|by|despite|during|for|from|if|in|on|once|since|though|to|unless|until|when|"
    r"whenever|where|whereas|while|with)\s",
    re.IGNORECASE,
)
_SUBJECT_OF = {"him": "he", "his": "he", "her": "she", "them": "they", "their": "they"}
_FOLLOWING = re.compile(
    rf"\s+(?P<np>[^,;:()—–{MASK}]+?)"
    rf"(?=[,;:()—–{MASK}]|(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])(?<!\b[A-Z][a-z][a-z][a-z])(?<!\b[A-Z])\.(?:\s|$)|\.$|\s(?:who|in|on|at|after|during|to|as|when|with)\s|$)"
    rf"(?:,\s(?P<aside>[^,;:()—–{MASK}]+?)(?=[,;:{MASK}]|(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])(?<!\b[A-Z][a-z][a-z][a-z])(?<!\b[A-Z])\.(?:\s|$)|\.$|$))?"
)


def holder(match: re.Match[str]) -> str | None:
    """Return who holds a view: "according to the ministry", "in her words", "by the union’s account"."""
    words = next(words for words in match.groups() if words)
    pronoun = _SUBJECT_OF.get(words.casefold().split()[0]) if len(words.split()) == 1 else None
    pronoun = pronoun or (_SUBJECT_OF[words.split()[0]] if words.split()[0] in ("him", "them") else None)
    if is_many(words.split()[0]):
        return re.split(r"\s(?:who|that)\s", words)[0]
    begins = _CLAUSE_BEGINS.search(words, len(words.split()[0]) + 1)
    return pronoun or noun_phrase(words[: begins.start()] if begins else words)


def names_with_aside(left: str) -> bool:
    """Whether the words before a verb are a name and what is said of it: "Ana Brito, the mayor, "."""
    pieces = [piece.strip() for piece in left.rstrip(", ").split(",")]
    first = re.sub(r"^(?:But|And|Yet)\s", "", pieces[0])
    start = without_lead(re.sub(r"^(?:An?|The)\s", "", first))
    named = len(pieces) > 1 and MASK not in left and (_is_written_large(start) or is_described(first))
    return named and len(pieces[0].split()) < 10


def _is_written_large(words: str) -> bool:
    tokens = words.split()
    large = [token[0].isupper() or bool(ARABIC.match(token)) for token in tokens]
    return bool(tokens) and large[-1] and all(a or token in PARTICLES for a, token in zip(large, tokens, strict=True))


def opening(left: str) -> str | None:
    """Return who opens a sentence, for a participle after a comma: "Ana Brito attacked the plan, saying …"."""
    pieces = [_without_joint(piece) for piece in left.replace(MASK, " ").split(",")]
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        if _BESIDE.match(piece):
            continue
        if piece.split()[:1] and piece.split()[0].casefold() in PRONOUNS:
            return piece.split()[0].casefold()
        described = described_opening(piece)
        if described:
            run = _NAMED_AFTER.match(piece, len(described))
            if run:
                return name_at_end(run["run"].strip())
            return (_name_aside(following) if described == piece else None) or described
        run = _NAMED_FIRST.match(piece)
        return name_at_end(run["run"].strip()) if run else None
    return None


def _without_joint(words: str) -> str:
    return re.sub(r"^\s*(?:(?:and|but|yet|then|so|later|afterwards)\s)+", "", words, flags=re.IGNORECASE).strip()


def _name_aside(aside: str) -> str | None:
    """Return the name that an aside gives to a description: "the prefect, Odile Marrec," or "the baker Ana Brito,"."""
    aside = aside.strip()
    if aside and name_at_end(aside) == without_lead(aside) and not re.fullmatch(r"(?:[A-Z]\.)+[A-Z]?", aside):
        return name_at_end(aside)
    role = _NAMED_ROLE.fullmatch(aside)
    name = name_at_end(role["name"]) if role and not re.search(r"\s(?:of|at|in|for|from)\s", aside) else None
    return name if name and " " in name else None


def subject(left: str) -> str | None:
    """Return who stands as subject at the end of `left`, the words before a verb."""
    pieces = [piece.strip() for piece in BOUNDARY.split(left)]
    last = _DOES_TO_IT.sub("", _without_adverbs(pieces[-1]))
    if re.search(r"(?:^|\s)(?:and|but|yet)$", last):
        # "The directorate gives a number and says …": the subject opens the clause.
        clause = None if described_opening(last) else _CLAUSE.match(last)
        names = (
            piece
            for piece, following in reversed(list(pairwise(pieces)))
            # "the Treaty of Trade, Navigation, and Mutual Aid": a member of a list, and no aside.
            if piece and not following.startswith(("and ", "or ")) and name_at_end(piece) == without_lead(piece)
        )
        found = (
            clause.group()
            if clause
            else leading_name(last)
            or (opening(last) if described_opening(last) else None)
            or next(map(name_at_end, names), None)
        )
        if found or re.search(r"[^,]\s(?:who|which|that)\s", left):
            return found  # "a leader who keeps in touch, and calls …": what he does, not what he says here
        return (opening(last) if " " in last else None) or opening(left)
    if last:
        told = _WHO_SO.match(last) if described_opening(last) else None
        return noun_phrase(told["who"] if told else _RELATIVE.split(last)[-1])
    # "The prefect, Odile Marrec, told us", "Odile Marrec, prefect of the coast, told us".
    first = _without_joint(pieces[0])
    if len(pieces) > 3 and " " in first and name_at_end(first) == without_lead(first):
        return name_at_end(first)
    for before, aside in ((_without_adverbs(pieces[i - 1]), pieces[i]) for i in range(len(pieces) - 2, 0, -1)):
        bare = name_at_end(aside) == without_lead(aside)
        named = _name_aside(aside) if aside and (bare or is_described(before) or " of " in before) else None
        if named:
            return named
        several = before and is_many(before.split()[0])
        found = None if several else leading_name(before) or name_at_end(before)
        if _STANDS_ASIDE.match(aside) and (found is None or is_described(before)):
            found = noun_phrase(before)
        if found:
            return found
    return noun_phrase(pieces[-2]) if len(pieces) > 1 and pieces[-2] else None


def _without_adverbs(words: str) -> str:
    """Return a clause without what may stand between a subject and its verb: "the mayor has also"."""
    tokens = _WHEN.sub("", words).split()
    while tokens:
        if tokens[-1] in _TRAILING or _ADVERB.fullmatch(tokens[-1]):
            tokens.pop()
        elif tuple(tokens[-2:]) in _TRAILING_PAIRS:
            del tokens[-2:]
        elif tokens[-2:] == ["on", "to"] and tokens[-3:-2] in (["go"], ["goes"], ["went"]):
            del tokens[-3:]
        else:
            break
    return " ".join(tokens)


def inverted(masked: str, verb: re.Match[str]) -> str | None:
    """Return who follows a verb that stands right after a quotation or clause: `“…,” said the mayor, Ana Brito`."""
    before = masked[: verb.start()].rstrip(" ,—–")
    if not before.endswith(MASK) and not (masked[: verb.start()].endswith(", ") and verb.group() in INVERTED):
        return None
    phrase = _FOLLOWING.match(masked[verb.end() :])
    if phrase is None:
        return None
    if phrase["np"] in ("another", "one"):
        return "another"  # "said one, who gave no name"
    party = noun_phrase(phrase["np"])
    aside = phrase["aside"]
    if party and aside and is_described(party) and name_at_end(aside) == without_lead(aside):
        return name_at_end(aside)
    return party
