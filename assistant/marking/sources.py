"""Who is being quoted: finding the party that a sentence gives its words to, by grammar alone.

Works on one sentence whose quotations are masked, so that words inside them are never taken for the
narrator's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.marking.agents import DETERMINERS, described_opening, is_agent, is_described, is_many, is_thing
from assistant.marking.verbs import (
    ADJACENT,
    BODY_WORDS,
    DAYS,
    INVERTED,
    MENTAL,
    NEEDS_A_PERSON,
    NEEDS_THAT,
    NO_NAME,
    PARTICIPLES,
    STRONG,
    WEAK,
)
from assistant.reading.vocabulary import PARTICLES, TITLES

__all__ = ["MASK", "Source", "find_source", "is_described"]

MASK = "\x00"

_VERBS = STRONG | WEAK | PARTICIPLES
_LOWER = re.compile(r"\b[a-z]+\b")
_BOUNDARY = re.compile(rf"[,;:()—–“”\"{MASK}]|\s-\s")
_TRAILING = frozenset(
    """
    again all also always are been being both did do does even ever further had has have herself himself is
    instead itself just later never nevertheless nonetheless not now often once only recently since still
    themselves then thus too was were will would yet
    """.split()
)
_ADVERB = re.compile(r"[a-z]+ly")
_TRAILING_PAIRS = frozenset({("in", "turn"), ("used", "to"), ("like", "to"), ("quoted", "as")})
_LEADING = re.compile(
    r"^(?:and|but|as|while|whilst|when|because|that|then|yet|so|if|although|though|whereas|after|before|since|for|or|nor|"
    r"like|what|how|where)\s+",
    re.I,
)
_DETERMINED = re.compile(
    rf"\b(?:{'|'.join(sorted(DETERMINERS))})"
    r"\s[\w’'& -]+$",
    re.I,
)
_OPENING = re.compile(r"(?:(?:on|in|at|by|last|this|earlier|late|for|during|from|both|even|only)\b.*)?", re.I)
_AUXILIARIES = frozenset(
    """am are been cannot could did do does had has have is may might must shall should used was were will
    would""".split()
)
_GENERAL = ("nobody ", "no ", "every ", "each ", "neither ", "nothing", "whoever", "more", "few ")
# "In a note of December the ministry said": the subject is what comes after the opening phrase.
_AFTER_OPENING = re.compile(
    r"(?:in|on|at|by|for|from|after|during)\s(?:the\s|an?\s)?.*(?<!\bof)(?<!\bin)(?<!\bon)(?<!\bat)(?<!\bby)(?<!\bfor)(?<!\bto)"
    r"(?<!\band)(?<!\bfrom)(?<!\bwith)(?<!^in)(?<!^on)(?<!^at)(?<!^by)\s(?=(?:the|his|her|its|their)\s)",
    re.I,
)
_INNER = re.compile(r"\b(?:said|says|saying)\s(?:that\s)?(?:he|she|they|it)\s(?:\w+ly\s)?$")
_INNER_CLAUSE = re.compile(
    rf"\b(?:said|says|saying|told|tells|wrote|writes|recalled|remembered|remembers|reported)\b[^,;{MASK}]*\sthat\s[^,;{MASK}]*$"
)
_SAYS_MUCH = re.compile(
    r"\s(?:(?:you|us|one|something|nothing|little|much|more|as\smuch|a\s(?:lot|great\sdeal|good\sdeal))\s)+"
    r"(?:about|of|how|what|who|why|than|that\sthey)\b"
)
_SPOKEN_OF = {
    "accuse": r"\s(?:\S+\s){1,8}of\b",
    "describe": r"\s(?:\S+\s){1,10}as\b",
    "regard": r"\s(?:\S+\s){1,10}as\b",
    "put": r"\s(?:\S+\s){1,12}?(?:at|down\sto)\s",
    "spoke": r"\sof\b",
    "speaks": r"\sof\b",
}
_PARTY = re.compile(r",\s[A-Z]-[A-Z][\w.]{1,6}(?=,)")
_NEAR = 60
_IN_RELATIVE = re.compile(
    r"[^,\s]\s+(?:who|that|which)(?:\s+(?:[a-z]+ly|also|still|once|have|has|had))?\s+$"
    r"|\b(?:whatever|whichever|than)\s[^,]*$|\b(?:thing|words?|all|everything|nothing|only)\sthat\s[^,]*$"
)
_DUTY = re.compile(r"\b(?:must|should|shall|can|cannot|may|might|let|(?<!used\s)to)\s(?:\w+ly\s)?$")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:(?:\w+ly|never|not|also)\s+)?$")
# "He is reported to have said", "she was quoted in the papers as saying": it is he and she who said it.
_RELAYED = re.compile(
    r"\b(?:is|are|was|were)\s(?:\w+ly\s)?(?:reported|supposed|said|alleged|understood|believed|thought|"
    r"quoted\s(?:[\w’' ]{0,40}\s)?as)"
    r"\s(?:to\shave\s)?(?=(?:said|told|written|saying|asked|replied|answered)\b)"
)
# "the wells, she adds, are a symptom": what stands between commas tells whose the sentence is.
_ASIDE_BEFORE = re.compile(
    rf"[,;:—–{MASK}]\s*(?:as\s)?(?:he|she|they|(?:(?:the|his|her|their|its)\s)?(?:[\w’'.-]+\s){{0,3}}?[\w’'.-]+)"
    r"\s(?:(?:\w+ly|also|then|later|once)\s)?$"
)
_ASIDE_AFTER = re.compile(r"(?:\s(?:out|aloud|later|afterwards|on|(?:in|to|on)\s(?:\w+\s)?\w+))?\s*[,.;:!?]")
_CLAUSE = re.compile(r"\s(?:he|she|they|we|there)\s")
_ASKS = re.compile(r"\s(?:[\w’'-]+\s){0,4}?(?:who|whose|why|what|how|when|if|which|only)\s")
_STANDS_ASIDE = re.compile(
    r"(?:and\s)?(?:after|at|before|by|during|for|from|in|on|to|with|who|whose|whom|which|of|an?|the|its|his|her|their|"
    r"now|then|once|also|speaking|\d+)\b"
)
_BODY = re.compile(
    rf"(?:[A-Z][\w’'&-]*\s(?:and\s(?=[A-Z]))?)*(?:{'|'.join(sorted(BODY_WORDS))})"
    r"(?:\s(?:(?:of|for|on|and)\s)?(?:the\s)?[A-Z][\w’'&-]*)*"
)
_NOT = re.compile(r"(?:\bnot|n[’']t|\bnever)\s(?:yet\s)?$")
_SAID_SO = re.compile(r"\b(?:nothing|so|no\smore|as\smuch)\b")
_SUBORDINATE = re.compile(
    r"\b(?:what|which|that|who|if|as|because|since|when|how|where|than|while|whether|someone|was|is|so)\b",
    re.IGNORECASE,
)
_NAMED_ROLE = re.compile(r"(?:the|an?|its|his|her|their|my|our)\s[^,]*?(?P<name>[A-Z][^,]*)")
_BEFORE_COLON = re.compile(rf"(?P<left>[^:{MASK}]+):\s*{MASK}+\s*$")
_CLAUSE_BEGINS = re.compile(
    r"(?<!\bof)(?<!\bat)(?<!\bin)(?<!\bon)(?<!\bby)(?<!\bfor)(?<!\bfrom)(?<!\bto)\s(?:it|he|she|they|there|we|this|these|about|"
    r"some|more|the|an?|\d[\d.,]*)\s"
)

_RELATIVE = re.compile(r"\b(?:that|which|whom|what|whatever|because|if|when|while|as|where|how|than)\s+")
_SIGNED = re.compile(rf"{MASK}\s*[―—–-]{{1,2}}\s*(?P<np>[A-Z][^,;:{MASK}]{{2,60}}?)\s*\.?\s*$")
_SELF = frozenset(
    {"i", "we", "you", "one", "nobody", "nothing", "no one", "who", "which", "it", "there", "this", "that", "everyone"}
)
_PRONOUNS = frozenset({"he", "she", "they"})
_POSSESSIVES = frozenset("his her its their my our your".split())
_SUBJECT_OF = {"him": "he", "his": "he", "her": "she", "them": "they", "their": "they"}
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Ii]n the (?:words|view|opinion|eyes) of|[Aa]s quoted by|[Aa]s per)\s+"
    rf"(?P<np>[^,;:.()“”\"{MASK}]+)"
)
_IN_VIEW = re.compile(
    r"\b[Ii]n (?P<np>[^,;:.()]{2,60}?)[’']s? (?:view|opinion|words|eyes|telling|account|estimation|estimate)\b"
)
_IN_HIS_VIEW = re.compile(
    r"\b(?:in|by)\s(?P<np>his|her|their)\s(?:own\s)?(?:view|opinion|words|eyes|telling|account|estimation|estimate|reckoning)\b"
    r"|\b[Bb]y\s(?P<whose>(?:the\s)?[^,;:.()]{2,40}?)[’']s?\s(?:own\s)?(?:account|reckoning|estimate)\b",
    re.IGNORECASE,
)
_HOLDING = re.compile(
    "ccording|words|view|opinion|eyes|telling|account|estimat|reckoning|s quoted by|s per", re.IGNORECASE
)
"""A quick look for what any of the three needs."""


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
    masked = _RELAYED.sub("", _PARTY.sub("", masked))
    for pattern in (_ACCORDING, _IN_VIEW, _IN_HIS_VIEW) if _HOLDING.search(masked) else ():
        match = pattern.search(masked)
        party = _holder(match) if match else None
        aside = re.match(r",\s+([^,;:.()]{3,60})[,.]", masked[match.end() :]) if match else None
        if aside and party and is_described(party):
            party = _name_at_end(aside[1]) or party
        if match and party:
            return Source(party, match.group().strip()[:80])
    signed = _SIGNED.search(masked)
    party = _name_at_end(signed["np"]) if signed else None
    if party and " " in party:
        return Source(party, f"— {party}")
    found = next(filter(None, (_said(masked, match) for match in _verbs(masked))), None)
    if found:
        return found
    # "Ana Brito did not need a decimal: “…”": what follows a colon is hers who opens the sentence.
    leads = _BEFORE_COLON.fullmatch(masked)
    party = _opening(leads["left"]) if leads else None
    told = party in _PRONOUNS or (party and " " in party and (not is_described(party) or is_agent(party)))
    return Source(party, f"{party}:") if party and told else None


def _said(masked: str, match: re.Match[str]) -> Source | None:
    """Return whom a verb gives words to here, or None if it reports nothing."""
    left = masked[: match.start()]
    if _IN_RELATIVE.search(left) or (_PASSIVE.search(left) and match.group().endswith(("ed", "told", "put", "found"))):
        return None  # "a farmer who believes …", "is expected" tell of nobody in particular
    if _DUTY.search(left):
        return None  # "the maker must tell" is not what anybody said
    if MASK not in masked and (_NOT.search(left) or _SAID_SO.match(masked, match.end() + 1)):
        return None  # "he has not said so", "they answered with a treaty"
    if match.group() in PARTICIPLES:
        if re.search(r"\b(?:is|are|was|were|a|an|the|without)\s(?:\w+\s)?$", left):
            return None  # "is saying goodbye", "a comforting saying"
        party = _opening(left) if left.endswith(", ") else _subject(left)
    else:
        opens = re.match(r"\s(?:[A-Z]|the\s)", masked[match.end() :])
        turned = bool(opens) and left.endswith(", ") and not _names_with_aside(left)
        party = (_inverted(masked, match) if turned else None) or _subject(left) or _inverted(masked, match)
    if (
        party is None
        or party.casefold() in _SELF | _POSSESSIVES
        or f"{party.casefold()} ".startswith(_GENERAL)
        or _AUXILIARIES & {*party.casefold().split()}
        or not _reports(masked, match, party)
    ):
        return None
    if match.group() in MENTAL and _SUBORDINATE.search(_BOUNDARY.split(left)[-1]) and MASK not in masked:
        return None  # "it was the cash that he wanted"
    if match.group() in NEEDS_A_PERSON and is_described(party) and not is_agent(party):
        return None  # "the figure suggests that …"
    return Source(party, f"{party} {match.group()}")


def _holder(match: re.Match[str]) -> str | None:
    """Return who holds a view: "according to the ministry", "in her words", "by the union’s account"."""
    words = next(words for words in match.groups() if words)
    pronoun = _SUBJECT_OF.get(words.casefold().split()[0]) if len(words.split()) == 1 else None
    pronoun = pronoun or (_SUBJECT_OF[words.split()[0]] if words.split()[0] in ("him", "them") else None)
    if is_many(words.split()[0]):
        return re.split(r"\s(?:who|that)\s", words)[0]
    begins = _CLAUSE_BEGINS.search(words, len(words.split()[0]) + 1)
    return pronoun or _noun_phrase(words[: begins.start()] if begins else words)


def _verbs(masked: str) -> list[re.Match[str]]:
    """Return the verbs that may report, those beside a quotation first."""
    if _VERBS.isdisjoint(_LOWER.findall(masked)):
        return []
    found = [match for match in _LOWER.finditer(masked) if match.group() in _VERBS]
    if MASK not in masked or len(found) < 2:
        return found
    edges = [m.start() for m in re.finditer(rf"(?<!{MASK}){MASK}|{MASK}(?!{MASK})", masked)]

    def away(match: re.Match[str]) -> int:
        left = masked[: match.start()]
        if _INNER.search(left) or _INNER_CLAUSE.search(left):
            return len(masked)  # "Ana Brito said she expects …": it is Ana Brito who says so
        return min(max(edge - match.end(), match.start() - edge) for edge in edges) // 20

    return sorted(found, key=away)


def _names_with_aside(left: str) -> bool:
    """Whether the words before a verb are a name and what is said of it: "Ana Brito, the mayor, "."""
    pieces = [piece.strip() for piece in left.rstrip(", ").split(",")]
    opening = _without_lead(re.sub(r"^(?:An?|The|But|And|Yet)\s", "", pieces[0]))
    named = len(pieces) > 1 and MASK not in left and (_name_at_end(opening) == opening or is_described(pieces[0]))
    return named and len(pieces[0].split()) < 10


def _opening(left: str) -> str | None:
    """Return who opens a sentence, for a participle after a comma: "Ana Brito attacked the plan, saying …"."""
    pieces = [_without_joint(piece) for piece in left.replace(MASK, " ").split(",")]
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        if re.match(r"(?:after|as|asked|at|by|during|for|from|in|on|since|to|when|while|with)\s", piece, re.I):
            continue
        if piece.split()[:1] and piece.split()[0].casefold() in _PRONOUNS:
            return piece.split()[0].casefold()
        described = described_opening(piece)
        if described:
            run = re.match(r"\s(?P<run>(?:[A-Z][\w’'.-]*(?:\s|$)){2,})", piece[len(described) :])
            if run:
                return _name_at_end(run["run"].strip())
            return (_name_aside(following) if described == piece else None) or described
        run = re.match(r"(?:(?:My|Our|His|Her|Its|Their)\s(?:[a-z]+\s)+)?(?P<run>(?:[A-Z][\w’'.-]*(?:\s|$))+)", piece)
        return _name_at_end(run["run"].strip()) if run else None
    return None


def _without_joint(words: str) -> str:
    return re.sub(r"^\s*(?:(?:and|but|yet|then|so|later|afterwards)\s)+", "", words, flags=re.IGNORECASE).strip()


def _name_aside(aside: str) -> str | None:
    """Return the name that an aside gives to a description: "the prefect, Odile Marrec," or "the baker Ana Brito,"."""
    aside = aside.strip()
    if aside and _name_at_end(aside) == _without_lead(aside) and not re.fullmatch(r"(?:[A-Z]\.)+[A-Z]?", aside):
        return _name_at_end(aside)
    role = _NAMED_ROLE.fullmatch(aside)
    name = _name_at_end(role["name"]) if role and not re.search(r"\s(?:of|at|in|for|from)\s", aside) else None
    return name if name and " " in name else None


def _reports(masked: str, verb: re.Match[str], party: str) -> bool:
    """Whether a verb brings somebody's words here, and does not merely happen to be one that can."""
    rest = masked[verb.end() :]
    after = rest.lstrip(" ,:;—–")
    if verb.group() in ADJACENT:
        return after.startswith(MASK) or masked[max(0, verb.start() - _NEAR) : verb.start()].rfind(MASK) >= 0
    if verb.group() in NEEDS_THAT:
        return rest.startswith(" that ")
    if MASK in masked[max(0, verb.start() - _NEAR) : verb.end() + _NEAR]:
        return True
    if re.match(r"\s+(?:\w+\s+){0,4}?(?:that|whether)\b", rest) or (
        verb.group() == "called" and rest.startswith(" for ")
    ):
        return True
    if _ASIDE_AFTER.match(rest) and _ASIDE_BEFORE.search(masked[: verb.start()]) and "," in masked[: verb.start()]:
        return True
    if is_thing(party):
        return False  # "the notice says what is wrong"
    if _CLAUSE.match(rest) or (verb.group().startswith(("ask", "wonder")) and _ASKS.match(rest)):
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
    last = _without_adverbs(pieces[-1])
    if re.search(r"(?:^|\s)(?:and|but|yet)$", last):
        # "The directorate gives a number and says …": the subject opens the clause.
        opening = re.match(r"(?:[Tt]he|[Aa]n?)\s[\w’'-]+(?:\s[\w’'-]+)*?(?=\s[\w’'-]+(?:s|ed)\b)", last)
        names = (piece for piece in reversed(pieces[:-1]) if piece and _name_at_end(piece) == _without_lead(piece))
        found = opening.group() if opening else _leading_name(last) or next(map(_name_at_end, names), None)
        if found or re.search(r"[^,]\s(?:who|which|that)\s", left):
            return found  # "a leader who keeps in touch, and calls …": what he does, not what he says here
        return (_opening(last) if " " in last else None) or _opening(left)
    if last:
        return _noun_phrase(_RELATIVE.split(last)[-1])
    # "The prefect, Odile Marrec, told us", "Odile Marrec, prefect of the coast, told us".
    first = _without_joint(pieces[0])
    if len(pieces) > 3 and " " in first and _name_at_end(first) == _without_lead(first):
        return _name_at_end(first)
    for before, aside in ((pieces[i - 1], pieces[i]) for i in range(len(pieces) - 2, 0, -1)):
        bare = _name_at_end(aside) == _without_lead(aside)
        named = _name_aside(aside) if aside and (bare or is_described(before) or " of " in before) else None
        if named:
            return named
        found = _leading_name(before) or _name_at_end(before)
        if _STANDS_ASIDE.match(aside) and (found is None or is_described(before)):
            found = _noun_phrase(before)
        if found:
            return found
    return _noun_phrase(pieces[-2]) if len(pieces) > 1 and pieces[-2] else None


def _without_adverbs(words: str) -> str:
    """Return a clause without what may stand between a subject and its verb: "the mayor has also"."""
    tokens = words.split()
    while tokens:
        if tokens[-1] in _TRAILING or _ADVERB.fullmatch(tokens[-1]):
            tokens.pop()
        elif tuple(tokens[-2:]) in _TRAILING_PAIRS:
            del tokens[-2:]
        else:
            break
    return " ".join(tokens)


def _without_lead(words: str) -> str:
    """Return an aside without the titles before its name, for telling whether it is a name and nothing else."""
    tokens = words.split()
    while len(tokens) > 1 and tokens[0].casefold() in TITLES:
        tokens.pop(0)
    return " ".join(tokens)


def _inverted(masked: str, verb: re.Match[str]) -> str | None:
    """Return who follows a verb that stands right after a quotation or clause: `“…,” said the mayor, Ana Brito`."""
    before = masked[: verb.start()].rstrip(" ,—–")
    if not before.endswith(MASK) and not (masked[: verb.start()].endswith(", ") and verb.group() in INVERTED):
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
    rf"(?:,\s(?P<aside>[^,;:()—–{MASK}]+?)(?=[,;:{MASK}]|(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])(?<!\b[A-Z][a-z][a-z][a-z])(?<!\b[A-Z])\.(?:\s|$)|\.$|$))?"
)


def _noun_phrase(words: str) -> str | None:
    words = words.strip()
    while leading := _LEADING.match(words):
        words = words[leading.end() :]
    folded = words.casefold().split()
    if not folded:
        return None
    if folded[0] in _SELF and (len(folded) == 1 or (folded[0] != "one" and len(folded) < 4)):
        return folded[0]
    if folded[-1] in _PRONOUNS | _SELF - {"there", "one"}:
        return folded[-1]
    if is_many(folded[0]) and (len(folded) == 1 or folded[1] in ("of", "in", "at", "from", "on", "there", "who")):
        return re.split(r"\s(?:who|that|there)\b", words)[0]
    body = _BODY.search(words)
    if body and body.end() == len(words) and " " in body.group():
        return body.group()
    if words.split()[-1].casefold() in TITLES and is_described(words) and len(folded) <= 4:
        return words  # "the High Commissioner"
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
    titles = [i for i, word in enumerate(name[:-1]) if word.casefold() in TITLES]
    name = name[titles[-1] + 1 :] if titles else name
    if not name or not name[0][0].isupper() or not name[-1][0].isupper():
        return None
    text = re.sub(r"[’']s?$", "", " ".join(name))
    return None if text.casefold() in TITLES | _SELF else text
