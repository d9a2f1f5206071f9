"""What a run of words names, such as a clause's subject: somebody by name, a body, or somebody by description."""

from __future__ import annotations

import re

from assistant.marking.agents import DETERMINERS, described_opening, is_described, is_many
from assistant.marking.verbs import BODY_WORDS, DAYS, NO_NAME, STRONG
from assistant.reading.names import INNER, after_office, is_body, without_possessive
from assistant.reading.vocabulary import ARABIC, CAPITAL, TITLES, is_title

__all__ = ["PRONOUNS", "SELF", "bare_name", "leading_name", "name_at_end", "noun_phrase", "without_lead"]

_LEADING = re.compile(
    r"^(?:and|but|as|while|whilst|when|because|that|then|yet|so|now|if|although|though|whereas|after|before|since|for|or|nor|"
    r"like|what|how|where)\s+",
    re.I,
)
_DETERMINED = re.compile(
    rf"\b(?:{'|'.join(sorted(DETERMINERS))})"
    r"\s[\w’'& -]+$",
    re.I,
)
_OPENING = re.compile(r"(?:(?:on|in|at|by|last|this|earlier|late|for|during|from|both|even|only)\b.*)?", re.I)
# "In a note of December the ministry said": the subject is what comes after the opening phrase.
_AFTER_OPENING = re.compile(
    r"(?:in|on|at|by|for|from|after|during)\s(?:the\s|an?\s)?.*(?<!\bof)(?<!\bin)(?<!\bon)(?<!\bat)(?<!\bby)(?<!\bfor)(?<!\bto)"
    r"(?<!\band)(?<!\bfrom)(?<!\bwith)(?<!^in)(?<!^on)(?<!^at)(?<!^by)\s(?=(?:the|his|her|its|their)\s)",
    re.I,
)
_BODY = re.compile(
    rf"(?:{CAPITAL}[\w’'&./-]*\s(?:(?:and|&)\s(?={CAPITAL}))?)*(?:{'|'.join(sorted(BODY_WORDS))})"
    rf"(?:\s(?:(?:of|for|on|and)\s)?(?:the\s)?{CAPITAL}[\w’'&-]*)*"
)
_DONE_BY = re.compile(r"(?<=\w)\s\w+(?:ed|wn|en)\sby\s(?=[A-Z])")  # "six dealers polled by Aven Bank"
_KNOWN_BY_PLACE = re.compile(rf"(?P<name>{CAPITAL}[\w’'-]+)\sfrom\s(?={CAPITAL})")  # "Gerda from Old Mill"
# "The club was asked and its president | told me"
_AND_HIS = re.compile(
    r"\b(?:are|had|has|have|is|was|were)\s.{1,80}\sand\s(?P<np>(?:his|her|its|the|their)\s[\w’'& -]{2,60})$"
)
_TWO = re.compile(rf"{CAPITAL}[\w’'-]+(?:\s{CAPITAL}[\w’'-]+)?\sand\s{CAPITAL}[\w’'-]+(?:\s{CAPITAL}[\w’'-]+)?")
_FEW_WORDS = 4
_OF_TWO = 2  # where the other stands: "doctors and nurses at the ward"
_NO_LINK = frozenset("and are as at by for from had has have in is of on or than that the to was were with".split())
_OF_BODY = re.compile(r"\s(?:at|close|for|from|in|of|on|with|[a-z]+ing)\s")
_LONGEST_PARTY = 12  # words
_OF_DAYS = frozenset("by early in last late next on since this until".split())
_NEVER_FIRST = frozenset("& a do e en le y".split())  # "why do Ana Brito and …"
SELF = frozenset(
    {"i", "we", "you", "one", "nobody", "nothing", "no one", "who", "which", "it", "there", "this", "that", "everyone"}
)
PRONOUNS = frozenset({"he", "she", "they"})
_OF_MANY = frozenset("against at for from in of on there who".split())


def noun_phrase(words: str) -> str | None:
    """Return whom or what the words before a verb name: "the ministry" of "in a note the ministry"."""
    words = _DONE_BY.split(words.strip())[0]
    while leading := _LEADING.match(words):
        words = words[leading.end() :]
    # "the WHO" is nobody who asks, "I" is one letter
    folded = [word if word.isupper() and len(word) > 1 else word.casefold() for word in words.split()]
    if not folded:
        return None
    clause = _AND_HIS.search(words)
    if clause:
        return noun_phrase(clause["np"])
    if folded[0] in SELF and (len(folded) == 1 or (folded[0] != "one" and len(folded) < 4)):
        return folded[0]
    if folded[-1] in PRONOUNS | SELF - {"there", "one"}:
        return folded[-1]
    if folded[0].endswith("s’") and 1 < len(folded) <= 9 and words.split()[1].islower():
        return re.split(r"\s(?:who|that|which)\s", words)[0]  # "Farmers’ cooperatives in Porto"
    joint = folded[1:2] == ["and"] and len(folded) > _OF_TWO and is_many(folded[_OF_TWO])
    if is_many(folded[0]) and (len(folded) == 1 or folded[1] in _OF_MANY or joint):
        return re.split(r"\s(?:who|that|there)\b", words)[0]
    name = leading_name(words)
    if name and not is_body(name):
        return name  # "Ana Brito of the Institute of Rural Sociology"
    body = _BODY.search(words)
    if body and body.end() == len(words) and " " in body.group():
        return _at_body(words, body.start()) or body.group()
    if words.split()[-1].casefold() in TITLES and is_described(words) and len(folded) <= 4:
        return words  # "the High Commissioner"
    if _TWO.fullmatch(words):
        return words
    pieces = re.split(r"\s(?:of|from|at|in|for|near|with)\s", words)
    name = name_at_end(words)
    if len(pieces) > 1 and name == name_at_end(pieces[-1]):  # else "Minister for Fisheries Ana Brito", who is she
        name = None
    name = name or leading_name(words)
    if name:
        return name
    outer = _AFTER_OPENING.match(words)
    words = words[outer.end() :] if outer else words
    determined = _DETERMINED.search(words)
    described = re.split(r"\s(?:who|that|which)\s", determined.group())[0] if determined else ""
    if determined and len(described.split()) <= 9 and _OPENING.fullmatch(words[: determined.start()]):
        return described
    known = _KNOWN_BY_PLACE.match(words)
    if known:
        return words if known["name"].endswith("s") else known["name"]  # "Visitors from Dorn"
    name = name_at_end(words)
    if name:
        return name
    if words.split()[-1].startswith("@"):
        return words.split()[-1]  # "@ana_brito wrote"
    if len(folded) <= _FEW_WORDS and words == words.lower() and is_many(folded[-1]) and _NO_LINK.isdisjoint(folded):
        return words  # "…, angry local traders said"
    if not STRONG.isdisjoint(folded):
        return None  # "Ana Brito said her father | told her"
    told_of = folded[0] in PRONOUNS and folded[1:2] != ["and"]  # "He met the mayor, | told …"
    if words[:1].isupper() and 1 <= len(folded) <= 6 and folded[0] not in NO_NAME | DAYS and not told_of:
        return words
    return None


def _at_body(words: str, body: int) -> str | None:
    """Return the description of somebody who is of the body named behind, and not it: "a nurse at the Osk Clinic"."""
    person = described_opening(words[:body])
    return words if person and _OF_BODY.match(words, len(person)) and len(words.split()) <= _LONGEST_PARTY else None


def leading_name(words: str) -> str | None:
    """Return the name that opens `words` before a preposition: "Ana Brito of the traders’ association"."""
    name = name_at_end(re.split(r"\s(?:of|from|at|in|for|near|with|and)\s", words)[0])
    return name if name and " " in name else None


def bare_name(words: str) -> str | None:
    """Return the name that `words` are, titles left out, or None if they say more: "work will start in May"."""
    name = name_at_end(words)
    return name if name == without_lead(words) else None


def name_at_end(words: str) -> str | None:
    """Return the run of capitalised words that ends `words`, titles left out."""
    tokens = words.split()
    start = len(tokens)
    while start > 0 and (
        tokens[start - 1][0].isupper() or ARABIC.match(tokens[start - 1]) or tokens[start - 1] in INNER
    ):
        start -= 1
    name = tokens[start:]
    while name and (name[0].casefold() in NO_NAME or name[0] in _NEVER_FIRST):
        name = name[1:]
    days = [i for i, word in enumerate(name) if word.casefold() in DAYS]
    if days and tokens[len(tokens) - len(name) + days[-1] - 1].casefold() not in _OF_DAYS:
        return None  # "the Sunday Echo"
    name = name[days[-1] + 1 :] if days else name  # "On Monday Ana Brito"
    titles = [i for i, word in enumerate(name[:-1]) if is_title(word)]
    name = name[titles[-1] + 1 :] if titles else name
    name = after_office(name, " ".join([*tokens[: len(tokens) - len(name)], ""]))
    if not name or not (name[-1][0].isupper() or ARABIC.match(name[-1])):
        return None
    text = without_possessive(" ".join(name))
    return None if text.casefold() in TITLES | SELF else text


def without_lead(words: str) -> str:
    """Return an aside without the titles before its name, for telling whether it is a name and nothing else."""
    tokens = words.split()
    while len(tokens) > 1 and is_title(tokens[0]):
        tokens.pop(0)
    return " ".join(tokens)
