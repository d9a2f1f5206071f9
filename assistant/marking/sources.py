"""Who is being quoted: finding the party that a sentence gives its words to, by grammar alone.

Works on one sentence whose quotations are masked, so that words inside them are never taken for the
narrator's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from assistant.marking.agents import is_agent, is_described, is_many, is_several
from assistant.marking.parties import (
    BOUNDARY,
    MASK,
    holder,
    inverted,
    names_with_aside,
    opening,
    subject,
)
from assistant.marking.phrases import PRONOUNS, SELF, name_at_end
from assistant.marking.reports import THAT, reports, tells_nothing
from assistant.marking.verbs import INVERTED, MENTAL, NEEDS_A_PERSON, OF_THINGS, PARTICIPLES, PLURAL, STRONG, WEAK
from assistant.marking.views import POSSESSIVES, answerer, before_colon, holder_of_view
from assistant.marking.writings import writer
from assistant.reading.vocabulary import CAPITAL

__all__ = ["MASK", "Source", "find_source", "is_described"]


_VERBS = STRONG | WEAK | PARTICIPLES | PLURAL | {"know", "known", "rather"}
_IDIOMS = frozenset({"know", "known", "say"})
_LET_BE = re.compile(r"\slets?\s(?:it\sbe|us|me|him|her|them)\s$")
_LONGEST = 2_000  # characters: what runs on for longer is no sentence, and would take long to read
_MOST_VERBS = 40  # of a sentence: each is tried with all the words before it
_LOWER = re.compile(r"\b[a-z]+\b")
_ENDS = re.compile(r"\s(?:(?:some|many|most|the|local)\s)?(?P<many>\w+)(?:\s(?:at|for|from|in|of)\s[^,;:]+)?(?:,|\W*$)")
_AUXILIARIES = frozenset(
    """am are been cannot could did do does had has have is may might must shall should used was were will
    would""".split()
)
_GENERAL = ("nobody ", "no ", "none ", "every ", "each ", "neither ", "nothing", "whoever", "more", "few ")
_INNER = re.compile(r"\b(?:said|says|saying)\s(?:that\s)?(?:he|she|they|it)\s(?:\w+ly\s)?$")
_INNER_CLAUSE = re.compile(
    rf"\b(?:said|says|saying|told|tells|wrote|writes|recalled|remembered|remembers|reported|known)\b[^,;{MASK}]*\sthat\s[^,;{MASK}]*$"
)
_ASIDE_CLAUSE = re.compile(rf"\b(?:[Ww]hen|[Ii]f|[Aa]fter|[Bb]efore|[Aa]lthough|[Tt]hough)\s[^,;:{MASK}]*$")
_TAG = 60
_TELLS_ALL = re.compile(r",\s(?:[\w’'.-]+\s){1,5}\w+[.!]\Z")
_PARTY = re.compile(r",\s[A-Z]-[A-Z][\w.]{1,6}(?=,)")
# "…, said Ana Brito of the board"; not "Ana Brito, defending, said Leif Aune had paid".
_OPENS = re.compile(
    rf"\s(?:{CAPITAL}|(?:the|an?)\s)(?!(?:(?!who\b)[\w’'.-]+\s){{1,4}}?(?:are|can|could|had|has|have|is|was|were|will|would)\s)"
)
# "He is reported to have said", "she was quoted in the papers as saying": it is he and she who said it.
_RELAYED = re.compile(
    r"\b(?:(?:is|are|was|were)(?:\sbeing)?|(?:has|have|had)\s(?:\w+\s)?been)\s(?:\w+ly\s)?"
    r"(?:reported|supposed|said|alleged|understood|believed|thought|(?:quoted|cited)\s(?:[\w’' ]{0,40}\s)?as)"
    r"\s(?:to\shave\s)?(?=(?:said|told|written|saying|asked|replied|answered)\b)"
)
# "Lavrov, as quoted by TASS, said", "he quoted an unnamed officer as saying".
_PASSED_ON = re.compile(
    rf"(?<=[\w’'.]),\s(?:as\s)?(?:quoted|cited)\sby\s(?P<np>[^,;:()“”\"{MASK}]{{2,60}}),(?=\s[a-z]+)"
)
_QUOTED = re.compile(
    rf"(?<!\bwas\s)(?<!\bis\s)(?<!\bwere\s)(?<!\bbeen\s)\b(?:quot(?:ed|es|ing)|cit(?:ed|es|ing))\s(?P<np>(?!by\b|in\b|as\b)[^,;:{MASK}]{{2,60}}?)"
    r"(?:\s(?:\w+\stimes|once|twice|often|repeatedly))?\sas\s(?:adding|claiming|declaring|saying|telling|warning|writing)\b"
)
# "the federation’s | appeals panel", "the ledgers record 12 | replies", "holding the talks there | tells …"
_NO_PARTY = re.compile(
    r"(?:[’']|[’']s|(?<!\bof\s)(?<!\bNo\.\s)\b\d+|\s(?:the|an?))$|^[A-Z]\w+ing\s(?:the|an?|it|him|her|them|there|this|that)\b"
)
_GOING_ON = PARTICIPLES - {"adding", "remarking", "telling", "tweeting"}
_GOES_ON = re.compile(
    r"\w+\s(?:[\w’'.-]+\s){0,3}?that\s|(?:asking|calling)\sfor\s|(?:asking|urging)\s(?:the\s|both\s)?[\w’'-]+(?:\s[\w’'-]+)?\sto\s"
)
_CONFINED = re.compile(r"\s(?:confined|limited|restricted)\s\w+sel(?:f|ves)\sto\s$")
_RANG = re.compile(
    r"\s(?:rang|called|e-?mailed|messaged|phoned|telephoned|texted|wrote|came|went)\s(?:[\w’'-]+\s){0,5}to\s$"
)
_SUBORDINATE = re.compile(
    r"\b(?:what|which|that|who|if|as|because|since|when|how|where|than|while|whether|someone|was|is|so)\b",
    re.IGNORECASE,
)
# "Ana Brito gave evidence that …", "the club is adamant that …": no verb of these brings words by itself.
_HOLDS_THAT = re.compile(
    r"\b(?:(?:gave|gives?|given|offered|offers)\s(?:\w+\s){0,2}?(?:assurances?|evidence|testimony|warnings?)"
    r"|(?:made|makes?|making)\s(?:it\s(?:\w+\s)?(?:clear|plain)|(?:a|the|his|her|their)\s(?:argument|case|claim|point))"
    r"|(?:holds?|took|takes?|taken)\s(?:the|a)\s(?:\w+\s)?(?:line|position|stance|view)"
    r"|(?:raised|raises?|repeated|repeats?|voiced|voices?)\s(?:\w+\s){0,2}?(?:claims?|concerns?|doubts?|fears?|hopes?)"
    r"|(?:am|are|is|remains?|remained|was|were)\s(?:of\sthe\s(?:opinion|view)|(?:\w+ly\s)?"
    r"(?:adamant|afraid|certain|confident|convinced|hopeful|optimistic|sure|worried))"
    r"|(?:had|has|have)\s(?:no|little)\sdoubt"
    r"|(?:are|is|was|were)\s(?:\w+ly\s)?(?:anxious|at\spains|careful|eager|keen|quick|swift|the\s(?:first|last))\sto\s"
    r"(?:add|emphasi[sz]e|insist|note|observe|point\sout|say|stress|warn))\sthat\b"
    # "is confident it will win"
    r"|\b(?:am|are|is|remains?|remained|was|were)\s(?:\w+ly\s)?(?:adamant|certain|confident|convinced|hopeful|optimistic|sure)"
    r"(?=\s(?:he|it|she|there|they|we)\s)"
)
_WHO = rf"{CAPITAL}[\w’'-]+(?:\s{CAPITAL}[\w’'-]+){{0,3}}"
# “That was no foul,” he fumed: right after a quotation every verb says whose it is.
_ON = r"(?:(?:goes|went)\son|(?:broke|cut|put)\sin|shot\sback)"
_TAGGED = re.compile(
    rf"{MASK}+,?\s(?:(?P<who>he|she|they|{_WHO})\s(?:[a-z]+ly\s)?(?:[a-z]+(?:ed|s)|{_ON})|(?:[a-z]+(?:ed|s)|{_ON})\s(?P<name>{_WHO}))"
    r"(?=[.,;:]|$|\s(?:as|at|back|from|in|into|on|through|to|when|while|with)\s)"
)
_SIGNED = re.compile(
    rf"{MASK}\s*[―—–-]{{1,2}}\s*(?P<np>{CAPITAL}[^,;:{MASK}]{{2,60}}?)(?:,[^;:{MASK}]{{2,60}}?)?\s*\.?\s*$"
)
_ONE_OF_THEM = re.compile(r"(?:(?:And|But)\s)?(?:[Oo]ne|[Aa]nother|[Tt]he\sother)\s")  # "One said that it was dry"


@dataclass(frozen=True, slots=True)
class Source:
    """A party to whom a sentence gives words or a view.

    Attributes:
        party: As written, titles left out; or "he", "she", "they" still to be resolved.
        cue: The words that say so, such as "Lavrov said".
        by: Who passes the words on, if the sentence says so: "TASS" in "Lavrov, as quoted by TASS, said".
    """

    party: str
    cue: str
    by: str | None = None


def find_source(masked: str) -> Source | None:
    """Find who a sentence says is speaking or holds a view.

    Args:
        masked: The sentence, every character of its quotations replaced by `MASK`.

    Returns:
        The source, or None where the narrator speaks for himself.

    Example:
        >>> find_source("Mayor Ana Brito said that the bridge was safe.")
        Source(party='Ana Brito', cue='Ana Brito said', by=None)
    """
    masked = _RELAYED.sub("", _PARTY.sub("", masked[:_LONGEST]))
    if passed_on := _PASSED_ON.search(masked):
        source = _own_source(_PASSED_ON.sub("", masked))
        by = holder(passed_on)
        if source and by:
            return replace(source, by=by)
    return _own_source(masked)


def _own_source(masked: str) -> Source | None:
    """Find who speaks, whoever passes it on."""
    quoted = _QUOTED.search(masked)
    party = holder(quoted) if quoted else None
    if quoted and party and party.casefold() not in SELF:
        return Source(party, quoted.group().strip()[:80])
    viewed = holder_of_view(masked)
    if viewed:
        return Source(*viewed)
    signed = _SIGNED.search(masked)
    party = name_at_end(signed["np"]) if signed else None
    if party and " " in party:
        return Source(party, f"— {party}")
    written = writer(masked)
    if written:
        return Source(*written)
    found = next(filter(None, (_said(masked, match) for match in _verbs(masked))), None)
    if found:
        return found
    holds = _HOLDS_THAT.search(masked)
    left = masked[: holds.start()] if holds else ""
    if holds and not masked.endswith("?") and not tells_nothing(masked, holds, left):
        party = subject(left)
        if party and party.casefold() not in SELF and (not is_described(party) or is_agent(party)):
            return Source(party, holds.group())
    tagged = _TAGGED.match(masked)
    party = next(filter(None, tagged.group("who", "name"))) if tagged else None
    if tagged and party:
        return Source(party if party in PRONOUNS else name_at_end(party) or party, tagged.group().strip(MASK + " "))
    # "Ana Brito did not need a decimal: “…”": what follows a colon is hers who opens the sentence.
    left = before_colon(masked) or ""
    party = answerer(left) or opening(left)
    told = party in PRONOUNS or (party and " " in party and (not is_described(party) or is_agent(party)))
    return Source(party, f"{party}:") if party and told else None


def _said(masked: str, match: re.Match[str]) -> Source | None:
    """Return whom a verb gives words to here, or None if it reports nothing."""
    left = masked[: match.start()]
    if match.group() in _IDIOMS:
        return _idiom(masked, match, left)
    return _plain(masked, match, left)


def _plain(masked: str, match: re.Match[str], left: str) -> Source | None:
    if tells_nothing(masked, match, left):
        return None
    if _ONE_OF_THEM.fullmatch(left) and match.group().endswith("d") and reports(masked, match, "they"):
        return Source("they", f"{left}{match.group()}")
    if match.group() in PARTICIPLES:
        if re.search(r"\b(?:is|are|was|were|a|an|the|without|of|by|for|than)\s(?:\w+\s)?$|sel(?:f|ves)\sto\s$", left):
            return _going_on(masked, match, left)
        party = opening(left) if left.endswith(", ") else subject(left)
    else:
        opens = _OPENS.match(masked, match.end())
        turned = left.endswith(", ") and (_by_many(masked, match) or (bool(opens) and not names_with_aside(left)))
        party = (inverted(masked, match) if turned else None) or subject(left) or inverted(masked, match)
    if (
        party is None
        or (
            re.split("[’']", party.casefold())[0] in SELF | POSSESSIVES
            and not (party == "it" and match.group() not in OF_THINGS)
        )
        or f"{party.casefold()} ".startswith(_GENERAL)
        or _AUXILIARIES & {*party.casefold().split()}
        or party.casefold() in ("a", "an", "the")
        or _NO_PARTY.search(party)
        or not reports(masked, match, party)
    ):
        return None
    if match.group() in MENTAL and _SUBORDINATE.search(BOUNDARY.split(left)[-1]) and MASK not in masked:
        return None  # "it was the cash that he wanted"
    if match.group() in PLURAL and not is_several(party):
        return None  # "the minister's report that …"
    if match.group() in NEEDS_A_PERSON and is_described(party) and not is_agent(party):
        return None  # "the figure suggests that …"
    return Source(party, f"{party} {match.group()}")


def _by_many(masked: str, match: re.Match[str]) -> bool:
    """Whether several people end a sentence after their verb: "The plan will fail, say critics of the mayor."""
    ends = _ENDS.match(masked, match.end())
    return ends is not None and match.group() in INVERTED and is_many(ends["many"])


def _idiom(masked: str, match: re.Match[str], left: str) -> Source | None:
    """Read "the mayor rang to say …" and "the ministry let it be known that …"."""
    say = match.group() == "say"
    led = (_RANG if say else _LET_BE).search(left)
    if led is None:
        return _plain(masked, match, left) if say else None
    party = subject(left[: led.start()]) if say or THAT.match(masked, match.end()) else None
    return _named(party, f"{led.group()}{match.group()}")


def _going_on(masked: str, match: re.Match[str], left: str) -> Source | None:
    """Read "the elders are urging both sides to …"; not "is saying goodbye", "a comforting saying", "way of saying"."""
    confined = _CONFINED.search(left)
    if confined:
        return _named(subject(left[: confined.start()]), f"{confined.group()}{match.group()}")
    if match.group() not in _GOING_ON or not re.search(r"\b(?:is|are|was|were)\s(?:\w+ly\s)?$", left):
        return None
    told = MASK in masked[match.end() : match.end() + 3] or _GOES_ON.match(masked, match.start())
    return _named(subject(left) if told else None, f" {match.group()}")


def _named(party: str | None, cue: str) -> Source | None:
    return Source(party, party + cue) if party and party.casefold() not in SELF else None


def _verbs(masked: str) -> list[re.Match[str]]:
    """Return the verbs that may report, those beside a quotation first."""
    if _VERBS.isdisjoint(_LOWER.findall(masked)):
        return []
    verbs = (match for match in _LOWER.finditer(masked) if match.group() in _VERBS)
    found = list(islice(verbs, _MOST_VERBS))
    if len(found) < 2:
        return found
    if MASK not in masked:  # "Aune had told them to wait, the source added": it is the source who says so
        last = found[-1]
        tells_all = _TELLS_ALL.search(masked, max(0, last.start() - _TAG), last.end() + 1)
        return [last, *found[:-1]] if tells_all else found
    edges = [m.start() for m in re.finditer(rf"(?<!{MASK}){MASK}|{MASK}(?!{MASK})", masked)]

    def away(match: re.Match[str]) -> tuple[int, bool]:
        left = masked[: match.start()]
        if _INNER.search(left) or _INNER_CLAUSE.search(left):
            return len(masked), False  # "Ana Brito said she expects …": it is Ana Brito who says so
        beside = min(max(edge - match.end(), match.start() - edge) for edge in edges) // 20
        return beside, bool(_ASIDE_CLAUSE.search(left))  # "When they asked him, he said": it is he who says so

    return sorted(found, key=away)
