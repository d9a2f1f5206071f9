"""Whether a statement leaves out the bounds of what its sources say: up to how many, of how many, in which of them.

Like those in `certainty.py` these are proofs: the claim has the number, or most of the words, and not what bounds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.asking.generating.checks.reckoning import agree, is_share, is_year
from assistant.asking.wording.negation import openly_denies
from assistant.asking.wording.quantities import Quantity, quantities
from assistant.asking.wording.words import STOP_WORDS, WORD, content_stems, stem, verb_stem
from assistant.reading.vocabulary import MONTHS

__all__ = ["unbounded"]

_REPEATED = 0.6  # share of some words' content from which the claim says the same thing
_BEFORE = 40  # characters before a number in which its bound stands
_AT_MOST = re.compile(
    r"\b(?:up to|at (?:the )?most|as (?:many|much|long|high|far) as|(?:no|not) (?:more|longer|later) than|"
    r"a maximum of)\s+(?:an?\s|the\s)?\W{0,3}$",
    re.I,
)
_BOUNDED = re.compile(
    r"\b(?:up to|at (?:the )?(?:most|least|worst|best|latest|earliest)|as \w+ as|max(?:imum)?|min(?:imum)?|"
    r"or (?:more|less|fewer|longer)|than|limit\w*|ceiling|cap(?:ped)?|can|could|may|might|would|possibl[ey]|"
    r"potential\w*|over|above|below|under|nearly|almost|about|around|roughly|some|within|reach\w*|exceed\w*|until|between|from|"
    r"start\w*|upwards|range\w*|if|risk\w*|threat\w*|worst|sometimes|to|estimat\w*|average|stop\w*|or)\b"
    r"|\d\s?[–-]\s?[$€£]?\d",
    re.I,
)
_BETWEEN = re.compile(r"\bbetween ([^,;:.]{1,40}? |[^;:]{1,20}? )and ([^;:]{1,40})", re.I)
_TO = re.compile(r"(?<!\w)([$€£]?\d[\d.,]{0,12}|[a-z]{3,9}(?:-[a-z]{3,5})?) ?(?:to|–|or) ?(?=[$€£]?\d|[a-z])", re.I)
_NO_RANGE = re.compile(r"\b(?:from|vot\w+|won|win|beat|lost|score\w*|led|by|ratio)\b", re.I)
_EACH = re.compile(
    r"\b(?:each of (?:the|its|their|these|those|his|her|our|an?)?\b|each of(?= \d)|each(?=[.,;:]|$)|apiece)", re.I
)
_OF_EACH = re.compile(r"\b(?:each|every|apiece)\b", re.I)
_EACH_TOO = re.compile(
    r"\b(?:each|apiece|every\w*|per|either|any|both|all|daily|hourly|weekly|monthly|annual\w*|yearly|respectively|individual\w*|"
    r"an?(?= (?:second|minute|hour|day|night|week|month|year|head|person|piece)\b))\b|/",
    re.I,
)
_IN_TOTAL = re.compile(r"\b(?:in total|total of|totall?ing|altogether|in all|combined|taken together|overall)\b", re.I)
_BY_MORE = re.compile(r"(?:\s?%|\sper ?cent)?\s(?:more|less|fewer|lower|higher|larger|smaller|cheaper|dearer|longer)\b")
_OF_IT = re.compile(r"(?:\s?%|\sper ?cent)?\s(?:of\b|as (?:much|many)\b)")
_BY = re.compile(
    r"\bby\s(?:(?:about|around|some|nearly|almost|roughly|only|over|more than|at least|up to)\s)?(?:an?\s)?$"
)
_TO_END = re.compile(r"\bto\s(?:(?:about|around|some|nearly|almost|roughly|only|over|just|more than)\s)?(?:an?\s)?$")
_CHANGED = re.compile(
    r"\b(?:r[io]se|risen|grew|grow|grown|f[ae]ll|fallen|increas\w+|decreas\w+|drop\w*|cut|cuts|rais\w+|lower\w*|reduc\w+|"
    r"climb\w*|shr[aiu]nk|slump\w*|jump\w*|declin\w+|gain\w*|halv\w+)\b",
    re.I,
)
_TIMES_AS_MUCH = re.compile(r"\b(twice|double|half|triple|treble|\w{3,6} times)\b", re.I)
_TIMES_A_NUMBER = re.compile(
    r"\b(twice|double|triple|treble|\w{3,6} times)\s(?:the\s|that\s|its\s|about\s|some\s|of\s)?"
    r"[$€£]?\d[\d.,]{0,15}(?![\w-])",
    re.I,
)
_SOME_OF = (
    r"(?:some|several|a few|few|many|most|half|parts?|certain|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})"
)
_IN_SOME = re.compile(
    rf"(?:^|[,;:]\s|\b)(?:in|at|for|on|among|to) (?:(?:only|just|about|at least|nearly|almost) )?{_SOME_OF}"
    rf" of (?:the|its|their|his|her|these|those|our) (?P<what>[\w’'-]+(?: [\w’'-]+)?)",
    re.I,
)
_ALL_OF = re.compile(r"\b(?<!not )(?:all|every)(?: of)?(?: (?:the|its|their|his|her))? (?P<thing>[^\W\d_]+)", re.I)
_ALL = re.compile(r"\b(?:all|every|each|both|whole|entire|total|throughout|only|none|no|any)\b", re.I)
_WHOLE_NUMBER = re.compile(r"\b(?:the|its|their|his|her|our|my|these|those|all)(?: \w+)?\W+$|[’']s?\s$", re.I)
_IN_CERTAIN = re.compile(
    r"\b(?:in|at|for|on) (?:only |just )?(?:some|several|a few|few|certain|parts of|a handful of) "
    r"(?P<what>(?!(?:second|minute|hour|day|night|week|month|year|decade|word|way)s?\b)[\w’'-]+)",
    re.I,
)
_LIMITED = re.compile(
    r"\b(?:some\w*|few|several|many|most|mostly|part|parts|partly|half|almost|barely|only|just|nearly|hardly|majority|"
    r"minority|certain|one|two|three|four|five|six|seven|eight|nine|ten|number|group|third|quarter|often|largely|mainly|"
    r"at times|occasional\w*|local\w*|places|cases|areas|can|could|may|might|handful)\b|\d",
    re.I,
)
_OF_THEM = re.compile(
    r"\b(?P<who>(?:some|most|many|half|several|few|part|a third|a quarter) of (?:them|whom|which|these|those))\b"
    r"(?P<rest>[^,;:()—–.]*)",
    re.I,
)
_PART_OF_THEM = re.compile(
    r"\b(?:some\w*|few|several|many|most|mostly|part|parts|partly|half|almost|barely|only|just|nearly|hardly|majority|"
    r"third|quarter|largely|mainly|number of|group of|can|could|may|might)\b",
    re.I,
)
_SINCE = re.compile(r"\bsince (?:\w+ )?(\d{4})\b", re.I)
_FIRST_SINCE = re.compile(
    r"\bfor the (?:first|second|third|last|fourth) time (?:since|this|"
    r"in (?:[\w-]{1,20} ){1,4}?(?:year|month|week|day|decade)|in (?:decades|years|months|weeks)|"
    r"in an? (?:decade|century|generation))",
    re.I,
)
_TIME_LEFT = re.compile(r"\b(?:since|this|in|after|until|within|of the|as long as)\b", re.I)
_FIRST_TIME = re.compile(r"\bfor the first time\b", re.I)
_NEW = re.compile(
    r"\b(?:first|never|before|d[eé]but\w*|new\w*|maiden|initial\w*|inaugur\w*|unprecedented|until)\b", re.I
)
_NOT_UNTIL = re.compile(
    rf"\b(?:until|before (?=\d|next\b|(?:the (?:end|start|beginning|middle) of|(?:early|late|mid)\W)"
    rf"|\w{{2,6}}day\b|(?:{'|'.join(MONTHS)})\b))",
    re.I,
)
_UNTIL_TOO = re.compile(
    r"\b(?:until|before|without|yet|by|earliest|only|after|then|once|unless|if|as long as|so far|previously|previous|"
    r"earlier|still|first|prior|ahead|up to)\b",
    re.I,
)
_AMONG = re.compile(r"\b(?:among (?:those|them|the|others)|including|for example|such as)\b", re.I)
_ONLY = re.compile(r"\b(?:only|nobody but|no one but|exclusively|solely|just)\b", re.I)
_CLAUSE = re.compile(r"[;:()—–]\s|,\s(?=(?:and|but|while|whereas|although|though)\s)|\s(?:but|while|whereas)\s")


def unbounded(claim: str, sources: Sequence[str]) -> str | None:
    """Return the bound that a claim leaves out, or puts where its sources have another; None if nothing proves it.

    Args:
        claim: A statement.
        sources: The sentences it cites.

    Example:
        >>> unbounded("The firm cuts 150 jobs.", ["The firm cuts up to 150 jobs."])
        'the source says “up to 150”'
    """
    checks = (
        _at_most, _one_end, _to_each, _of_or_less, _by_or_to, _multiplied, _every, _everywhere, _some_of_them, _first,
        _not_until, _since, _aged,
        _among,
    )  # fmt: skip
    return next((fault for check in checks if (fault := check(claim, sources))), None)


def _given(claim: str, source: str) -> Iterator[tuple[Quantity, Quantity, str, str, str]]:
    """Yield the numbers that both have: each with what stands before it in the source, and after it in both."""
    said = [quantity for quantity in quantities(claim) if not quantity.implied]
    for other in quantities(source) if said else ():
        at = source.find(other.written)
        for quantity in said if at >= 0 and not other.implied else ():
            if agree(quantity, other):
                after = claim[claim.find(quantity.written) + len(quantity.written) :]
                yield quantity, other, source[max(0, at - _BEFORE) : at], after, source[at + len(other.written) :]


def _at_most(claim: str, sources: Sequence[str]) -> str | None:
    """The claim has as the number what the source has as the most that it may be."""
    if _BOUNDED.search(claim):
        return None
    for source in sources:
        for _, other, before, _, _ in _given(claim, source):
            if (bound := _AT_MOST.search(before)) and sum(agree(other, o) for s in sources for o in quantities(s)) == 1:
                return f"the source says “{bound.group().strip()} {other.written}”"
    return None


def _one_end(claim: str, sources: Sequence[str]) -> str | None:
    """The claim has one end of a range as the number."""
    if _BOUNDED.search(claim):
        return None
    said = [quantity for quantity in quantities(claim) if not quantity.implied]
    for low, high, written in (found for source in sources for found in _ranges(source)):
        ends = [any(agree(quantity, end) for quantity in said) for end in (low, high)]
        if sum(ends) == 1:
            return f"the source says “{written}”"
    return None


def _ranges(source: str) -> Iterator[tuple[Quantity, Quantity, str]]:
    """Yield the ends of every range of a text, lower first, and how it is written; none of years."""
    for found in _BETWEEN.finditer(source):
        ends = quantities(found[1]), quantities(found[2])
        if all(ends) and found[2].strip().startswith(ends[1][0].written):
            yield from _in_order(ends[0][0], ends[1][0])
    for found in _TO.finditer(source):
        before = source[max(0, found.start() - _BEFORE) : found.start()]
        ends = quantities(found[1]), quantities(source[found.end() : found.end() + _BEFORE])
        if not all(ends) or _NO_RANGE.search(before) or ends[1][0].unit is None:
            continue
        if source[found.end() :].startswith(ends[1][0].written):
            yield from _in_order(ends[0][0], ends[1][0])


def _in_order(low: Quantity, high: Quantity) -> Iterator[tuple[Quantity, Quantity, str]]:
    """Yield two numbers as a range if they can be one; the lower may have the higher's scale: "45 to 60 million"."""
    least, most = min(low.values), max(high.values)
    if is_year(low) or is_year(high) or low.implied or least >= most:
        return
    scaled = {least * step for step in (1e3, 1e6, 1e9) if least * step < most}
    yield Quantity(low.values | scaled, low.unit, low.written), high, f"{low.written} to {high.written}"


def _to_each(claim: str, sources: Sequence[str]) -> str | None:
    """The claim gives to each what the source has of all, or of all what it has of each."""
    text = " ".join(sources)
    each, total = _EACH.search(claim), _IN_TOTAL.search(claim)
    if each and not _EACH_TOO.search(text):
        wrong = each.group()
    elif total and not each and _OF_EACH.search(text) and not _IN_TOTAL.search(text):
        wrong = total.group()
    else:
        return None
    same = next((one for source in sources for one, *_ in _given(claim, source) if one.values != {1.0}), None)
    return f"the source does not say “{wrong}” of “{same.written}”" if same else None


def _of_or_less(claim: str, sources: Sequence[str]) -> str | None:
    """The claim has a third of a thing where the source has a third less of it, or the other way round."""
    for source in sources:
        for one, other, _, after, behind in _given(claim, source):
            for here, there in ((_BY_MORE, _OF_IT), (_OF_IT, _BY_MORE)) if is_share(one) and is_share(other) else ():
                if here.match(after) and (found := there.match(behind)):
                    return f"the source says “{other.written}{found.group()}”"
    return None


def _by_or_to(claim: str, sources: Sequence[str]) -> str | None:
    """The claim has something change by a number to which the source has it change, or the other way round."""
    if not _CHANGED.search(claim):
        return None
    for source in sources:
        for one, other, before, _, _ in _given(claim, source):
            at = claim.find(one.written)
            told = claim[max(0, at - _BEFORE) : at]
            for here, there in ((_BY, _TO_END), (_TO_END, _BY)):
                if here.search(told) and (found := there.search(before)):
                    return f"the source says “{found.group()}{other.written}”"
    return None


def _multiplied(claim: str, sources: Sequence[str]) -> str | None:
    """The claim multiplies a number by what the source has told of another."""
    found = _TIMES_A_NUMBER.search(claim)
    if not found or any(_TIMES_A_NUMBER.search(source) for source in sources):
        return None
    told = {times.group().casefold() for source in sources for times in _TIMES_AS_MUCH.finditer(source)}
    return f"the source does not say “{found.group()}”" if found[1].casefold() in told else None


def _every(claim: str, sources: Sequence[str]) -> str | None:
    """The claim has of every thing of a kind what the source has of so many."""
    found = [(match.group(), stem(match["thing"])) for match in _ALL_OF.finditer(claim)]
    if not found or any(_ALL.search(source) for source in sources):
        return None
    said = quantities(claim)
    for source in sources:
        for other in quantities(source):
            if any(agree(one, other) for one in said):
                continue
            whole = _WHOLE_NUMBER.search(
                source[max(0, source.find(other.written) - _BEFORE) : source.find(other.written)]
            )
            wrong = next((written for written, thing in found if thing == other.unit), None)
            if wrong and not whole and not other.implied and min(other.values) > 1:
                return f"the source says “{other.written}”, not “{wrong}”"
    return None


def _everywhere(claim: str, sources: Sequence[str]) -> str | None:
    """The claim has everywhere, or of all, what the source has in some of them only."""
    if _LIMITED.search(claim):
        return None
    said = set(content_stems(claim))
    for source in sources:
        for found in (*_IN_SOME.finditer(source), *_IN_CERTAIN.finditer(source)):
            rest = set(content_stems(f"{source[: found.start()]} {source[found.end() :]}"))
            what = set(content_stems(found["what"]))
            if not what & said - rest and len(rest) >= 3 and len(rest & said) >= _REPEATED * len(rest):
                return f"the source says “{found.group().strip(' ,;:')}”"
    return None


def _some_of_them(claim: str, sources: Sequence[str]) -> str | None:
    """The claim says of them what the source says of most, or some, of them."""
    if _PART_OF_THEM.search(claim):
        return None
    said = {verb_stem(word) for word in WORD.findall(claim)}
    for source in sources:
        for found in _OF_THEM.finditer(source):
            rest = {verb_stem(word) for word in WORD.findall(found["rest"]) if word.casefold() not in STOP_WORDS}
            if len(rest) >= 2 and len(rest & said) >= _REPEATED * len(rest):
                return f"the source says “{found['who']}”"
    return None


def _since(claim: str, sources: Sequence[str]) -> str | None:
    """The claim has since a year what the source has until then."""
    text = " ".join(sources)
    for found in _SINCE.finditer(claim) if not re.search(r"\bsince\b", text, re.I) else ():
        if until := re.search(rf"\b(?:until|till|before)\b[^.;]{{0,60}}?\b{found[1]}\b", text, re.I):
            return f"the source says “{until.group()[:40]}”"
    return None


def _aged(claim: str, sources: Sequence[str]) -> str | None:
    """The claim has as so many years what the source has as somebody's age."""
    for source in sources:
        for one, other, before, after, behind in _given(claim, source):
            told = claim[max(0, claim.find(one.written) - _BEFORE) : max(0, claim.find(one.written))]
            years = re.search(r"\bfor \W*$", told) and re.match(r"\s?years?\b", after)
            if years and re.search(r"\b(?:was|were|is|aged?|turned) $", before) and not re.match(r" year", behind):
                return f"the source says “{before[-4:].strip()} {other.written}”"
    return None


def _first(claim: str, sources: Sequence[str]) -> str | None:
    """The claim has for the first time what the source does not, or what it has so since a certain time alone."""
    found = _FIRST_TIME.search(claim)
    if not found:
        return None
    if not any(_NEW.search(source) for source in sources):
        return f"the source does not say “{found.group()}”"
    since = next((match for source in sources if (match := _FIRST_SINCE.search(source))), None)
    return f"the source says “{since.group()}”" if since and not _TIME_LEFT.search(claim) else None


def _not_until(claim: str, sources: Sequence[str]) -> str | None:
    """The claim denies for good what the source denies until a certain time."""
    if not openly_denies(claim) or _UNTIL_TOO.search(claim):
        return None
    said = set(content_stems(claim))
    for source in sources:
        for clause in _CLAUSE.split(source):
            found = _NOT_UNTIL.search(clause)
            main = clause[: found.start()] if found else ""
            words = set(content_stems(main))
            if found and openly_denies(main) and len(words) >= 2 and len(words & said) >= _REPEATED * len(words):
                return f"the source says “{clause[found.start() :][:40].strip()}”"
    return None


def _among(claim: str, sources: Sequence[str]) -> str | None:
    """The claim has as some of several what the source has as the only ones."""
    found = _AMONG.search(claim)
    text = " ".join(sources)
    if not found or not _ONLY.search(text) or _AMONG.search(text) or _ONLY.search(claim):
        return None
    return f"the source says “{_ONLY.search(text).group()}”"  # type: ignore[union-attr]
