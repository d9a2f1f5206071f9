"""Whose words a statement says they are, and whose its sources say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking.generating.checks.context import before
from assistant.asking.generating.checks.names import is_no_name, key, parties_agree
from assistant.asking.generating.checks.quotes import quotations, sources_of
from assistant.asking.wording.words import LETTERS, STOP_WORDS, stem
from assistant.marking.quotes import quoted_spans
from assistant.marking.sources import MASK, find_source, is_described
from assistant.reading.vocabulary import PARTICLES, TITLES
from assistant.schema import Evidence, MarkKind

__all__ = ["according_to", "holder", "in_third_person", "keeps_voice", "needs_holder", "wrong_party"]

_SAYING = frozenset(
    stem(word)
    for word in """
    acknowledge admit allege argue assert believe boast call complain concede conclude confess contend criticise
    criticize declare denounce deny describe dispute dismiss doubt explain fear hope insist joke lament maintain mock
    object praise predict protest quip remark reply report respond retort say scoff stress suspect think told thought
    spoke said wrote write urge vow warn welcome wonder speak mention
    """.split()
)
_VIEW = _SAYING | frozenset(
    stem(word)
    for word in """
    accept accuse add advise advocate agree allow announce answer anticipate appeal applaud ask assess assign assume
    assure attribute blame brought caution challenge champion charge cite claim compare condemn confirm consider
    contradict contrast count counter credit decline defend demand depict deplore diagnose disagree draw drew
    emphasise emphasize estimate expect express fault favor favour feel felt find foresaw foresee found gave give
    grant hail held hint hold imagine imply infer interpret invite judge laugh liken link made make meant name note
    observe offer oppose paint picture plead pledge point portray prefer present promise propose put qualify
    question quote rank rate read reason recall reckon recognise recognize recommend regard regret reject remind
    reproach resent ridicule rule saw see seen sense signal speculate spoken state suggest sum support suppose take
    tell thank took trace treat trust understand understood value view voice wait want wish worry
    """.split()
)
_VIEW_NOUN = (
    r"view|opinion|words|eyes|judgement|judgment|account|telling|reading|estimate|estimation|assessment|reckoning|"
    r"argument|claim|conviction|belief|verdict|statement|phrase|report|interpretation|analysis|complaint|warning|"
    r"criticism|remark|forecast|prediction|advice|answer|reply|mind|count|figure|sense|comment|explanation|version|"
    r"column|letter|article|commentary|essay|speech|testimony|diagnosis|hope|fear|proposal|recommendation|demand"
)
_WRITERS = frozenset(
    """
    author writer columnist reporter article paper report speaker interviewee source document text statement commentator
    letter editorial essay critic reviewer guest analyst narrator piece correspondent op-ed column
    """.split()
)
_BODY = re.compile(
    r"^(?!the\b)(?:[A-Z][\w’'-]*\s)+(?:of\s.*|Commission|Committee|Council|Ministry|Centre|Center|Institute|Agency|Authority|"
    r"Department|Association|Union|Federation|Bureau|Board|Directorate|Office|Society|Trust|Fund|Party|Court)$",
    re.I,
)
_FIRST_PERSON = re.compile(
    r"\b(?:I|we|me|my|mine|our|ours|us|myself|ourselves)\b|\b(?:I|we)[’'](?:m|ve|d|ll|re)\b", re.I
)
_WRITER = "|".join(sorted(_WRITERS))
_WRITER_VERBS = "|".join(
    sorted(_SAYING | set("judg consid regard find see think read take count suppos hold expect treat suggest".split()))
)
_WRITER_SAYS = re.compile(
    rf"\b(?:[Aa]ccording to|[Bb]y|[Ff]or|[Ii]n|[Tt]o) the (?:{_WRITER})\b"
    rf"|\b[Tt]he (?:{_WRITER})\s(?:\w+ly\s)?(?:{_WRITER_VERBS})\w{{0,3}}\b"
)
_LEANING = re.compile(r"(?:their|his|her|its|this|that|these|those|our|my)\b", re.I)
_COUNT = re.compile(r"(?:\w+\s)?\d[\d,.]*")  # "Only 12" are no party
_NAME = r"[^\W\d_a-z][\w’'.-]*"


def needs_holder(kind: MarkKind) -> bool:
    """Whether a statement of this kind may be shown only with the name of who answers for it."""
    return kind in (MarkKind.OPINION, MarkKind.MIXED, MarkKind.QUOTATION, MarkKind.UNSURE)


def holder(evidence: Evidence) -> str | None:
    """Return who answers for a sentence: the party it quotes, else its speaker."""
    return evidence.mark.party or evidence.sentence.speaker


def in_third_person(evidence: Evidence) -> str:
    """Return what a sentence says with its speaker's name for "I", where it is his own words."""
    quoted = evidence.mark.kind is MarkKind.QUOTATION and quoted_spans(evidence.text)
    speaker = evidence.mark.party if quoted else evidence.sentence.speaker
    if not speaker or not speaker[0].isupper():
        return evidence.text
    return re.sub(r"\bI\b(?![’'])", lambda _: speaker, evidence.text)


def according_to(claim: str, evidence: Evidence) -> str:
    """Return a claim put into the mouth of who answers for its evidence."""
    voice = holder(evidence)
    if voice and evidence.sentence.speaker and _opens_with(claim, voice):
        voice = evidence.sentence.speaker  # what is told of the one quoted is told by the one who quotes
    if voice and _LEANING.match(voice):
        voice = evidence.sentence.speaker  # "their union" is nobody by itself
    name = f"“{evidence.title}”" if voice is None else f"the {voice}" if _BODY.search(voice) else voice
    name = re.sub(r"^The(?= [a-z])", "the", name)
    word = LETTERS.match(claim)
    if word and is_no_name(word.group(), claim[word.end() :], evidence.passage.text):
        claim = claim[:1].lower() + claim[1:]
    return f"According to {name}, {claim}"


def keeps_voice(claim: str, evidence: Evidence) -> bool:
    """Whether a claim names who answers for its evidence, as the one who answers."""
    party = holder(evidence)
    if party is None:
        return _names_the_writer(claim) or evidence.title.casefold() in claim.casefold()
    claimed = _claimed_party(claim)
    if claimed and (parties_agree(claimed, party) or _described(claimed, party, evidence)):
        return True
    if evidence.mark.kind is not MarkKind.QUOTATION and _WRITER_SAYS.search(claim):
        return True
    if claimed and evidence.mark.kind is MarkKind.QUOTATION and _may_say(claimed, claim, evidence):
        return True
    if not _mentions(claim, party):
        return False
    # Named, though not in the sentence itself: it can only be as its holder.
    return not _mentions(evidence.text, party) or _speaks(claim, party)


def wrong_party(claim: str, cited: Sequence[Evidence]) -> str | None:
    """Return a party to whom the claim gives words or deeds that its sources give to another; None if all is well.

    Args:
        claim: A statement.
        cited: The sentences it cites.
    """
    claimed = _claimed_party(claim)
    if claimed and _is_party(claimed, cited):
        if " " not in claimed and re.search(rf"\b[Tt]he {re.escape(claimed)}\b", claim):
            claimed = f"the {claimed}"  # "the Resident" is no name
        fits = [_may_say(claimed, claim, evidence) for evidence in cited]
        if not any(fits):
            return claimed
        for evidence, fit in zip(cited, fits, strict=True):
            party = holder(evidence)
            if (
                evidence.mark.kind is MarkKind.QUOTATION
                and not fit
                and party
                and not _brings_in(claim, party, evidence)
            ):
                return claimed
        for words in quotations(claim):
            held = sources_of(words, [evidence.text for evidence in cited])
            if held and not any(fits[i] or _nearest(claim, words, cited[i], claimed) for i in held):
                return claimed
    return _narrator_as_subject(claim, cited)


def _is_party(claimed: str, cited: Sequence[Evidence]) -> bool:
    """Whether what stands before a verb of saying can be somebody: no pronoun, and no noun opening the claim."""
    last = claimed.split()[-1].replace("’", "'")
    if key(last) in STOP_WORDS or last.endswith(("n't", "'s", "s'")) or _COUNT.fullmatch(claimed):
        return False
    if " " in claimed or not claimed[:1].isupper():
        return True
    texts = (t for e in cited for t in (e.text, e.title, before(e), e.mark.voice or "", e.sentence.speaker or ""))
    return any(re.search(rf"\b{re.escape(claimed)}\b", text) for text in texts)


def _brings_in(claim: str, party: str, evidence: Evidence) -> bool:
    """Whether a claim names a party, by any word of his name or by what the sentence calls him beside it."""
    said = _content(claim)
    if _mentions(claim, party) or said & {stem(w) for w in LETTERS.findall(party)}:
        return True
    name = re.escape(_surname(party))
    beside = re.search(rf"(?P<left>(?:[\w’'-]+,?\s){{0,4}})\b{name}\b(?P<right>,[^,]{{1,60}},)?", evidence.text)
    return bool(beside and said & _content(f"{beside['left']} {beside['right'] or ''}"))


def _content(text: str) -> set[str]:
    return {stem(word) for word in LETTERS.findall(text) if word.casefold() not in STOP_WORDS}


def _surname(party: str) -> str:
    """Return the last word of a name; all of it where it has no letters."""
    words: list[str] = LETTERS.findall(party)
    return words[-1] if words else party


def _nearest(claim: str, words: str, evidence: Evidence, claimed: str) -> bool:
    """Whether the last name before quoted words is that of who answers for them, not that of the other party."""
    left = claim[: max(claim.find(words), 0)]
    names = LETTERS.findall(holder(evidence) or "")
    return bool(names) and left.rfind(names[-1]) > left.rfind(claimed.split()[-1])


def _claimed_party(claim: str) -> str | None:
    """Return to whom a claim gives words or a view, or None."""
    masked = list(claim)
    for a, b in quoted_spans(claim):
        masked[a:b] = MASK * (b - a)
    text = "".join(masked)
    source = find_source(text)
    if source:
        return _beyond_title(source.party, text)
    found = re.match(rf"(?P<np>(?:{_NAME}\s)*{_NAME}?)[’']s?\s(?:\w+\s)?(?:{_VIEW_NOUN})\b", text) or re.search(
        rf"\b(?:[Bb]y|[Ff]or|[Tt]o|[Ii]n)\s(?P<np>(?:{_NAME}\s)*{_NAME}?)[’']s?\s(?:\w+\s)?(?:{_VIEW_NOUN})\b", text
    )
    if found and found["np"].strip():
        return found["np"].strip()
    words = list(re.finditer(r"[\w’'.-]+", text[:80]))
    named = bool(words) and words[0].group()[:1].isupper() and words[0].group().casefold() not in STOP_WORDS
    verbs = _SAYING if words and words[0].group() in ("The", "A", "An") else _VIEW if named else frozenset()
    for word in words[1:7]:
        if MASK in text[: word.start()] or text[: word.start()].rstrip().endswith((",", ":", ";")):
            break
        if word.group().islower() and stem(word.group()) in verbs:
            return text[: word.start()].strip()
        if verbs is _VIEW and not word.group()[:1].isupper() and word.group() not in PARTICLES:
            break
    return None


def _beyond_title(party: str, text: str) -> str:
    """Return a party with the name that follows where a point after its title cut it short: "Dr. Ada Roth"."""
    cut = re.search(rf"\b{re.escape(party)}\.\s(?P<name>(?:{_NAME}\s?)+)", text) if key(party) in TITLES else None
    return f"{party} {cut['name'].strip()}" if cut else party


def _may_say(claimed: str, claim: str, evidence: Evidence) -> bool:
    """Whether the words of a sentence may be given to a party."""
    party = holder(evidence)
    quoted = evidence.mark.kind is MarkKind.QUOTATION
    if quoted and party and not parties_agree(claimed, party) and _addressed(claim, party):
        return False
    if party and (parties_agree(claimed, party) or _described(claimed, party, evidence)):
        return True
    own = _claimed_party(evidence.text)
    if own and parties_agree(claimed, own):
        return True
    speaker = evidence.sentence.speaker
    if speaker and parties_agree(claimed, speaker):
        # A speaker answers for what he says; for what he quotes, only if the one quoted is named as well.
        other = own if own and _is_proper(own) else party if quoted and party and party[:1].isupper() else None
        return other is None or (_mentions(claim, other) and not _addressed(claim, other))
    if key(claimed.split()[-1]) in _WRITERS:
        return not quoted or own is None
    if _is_description(claimed):
        return _described(claimed, party or "", evidence)
    if _mentions(evidence.text, claimed):
        # "X told Y", "X met Y": told of in the sentence itself, with no words given to anybody else; or the mark is
        # wrong about who speaks, where the sentence has this name by a verb of saying.
        named = party is not None and party[:1].isupper() and _mentions(evidence.text, party)
        return (own is None and not quoted) or (_speaks(evidence.text, claimed) and not named)
    if party is None and speaker is None and re.search(rf"\bby\b.*\b{re.escape(_surname(claimed))}\b", evidence.title):
        return True  # "Statement by …": the title alone tells whose words all are
    said_before = f"{before(evidence)} {evidence.title}"
    refers = bool(re.search(r"\b(?:he|she)\b", evidence.text, re.I))
    if own in ("he", "she") and party is not None and not party[:1].isupper():
        return _speaks(said_before, claimed)  # a pronoun that the mark resolved to no person
    return refers and not quoted and (own is None or own in ("he", "she")) and _mentions(said_before, claimed)


def _addressed(claim: str, party: str) -> bool:
    """Whether a claim has a party only as the one who is spoken to: "she told Jost Kemmer"."""
    name = re.escape(_surname(party))
    spoken = (
        r"(?:told|tells|asked|asks|warned|warns|assured|reminded|answered|(?:said|says|wrote|writes|replied|\w+ed) to)"
    )
    to = rf"\b{spoken}\s(?:(?!that\b|of\b|how\b|what\b)[\w’'.-]+\s){{0,3}}{name}\b(?![’']s)"
    return re.search(to, claim) is not None and len(re.findall(rf"\b{name}\b", claim)) == 1


def _is_proper(party: str) -> bool:
    return not _is_description(party) and party[:1].isupper() and party.casefold() not in STOP_WORDS


def _is_description(party: str) -> bool:
    return is_described(party) or party.split()[0].casefold() in ("the", "a", "an", "its", "their", "his", "her")


def _described(claimed: str, party: str, evidence: Evidence) -> bool:
    """Whether a description such as "the minister" fits who speaks in a sentence, by the words around it."""
    if not _is_description(claimed):
        return False
    words = _content(claimed)
    around = f"{evidence.text} {party} {evidence.sentence.speaker or ''}"
    if re.search(r"\b(?:he|she|his|her|its|their)\b", evidence.text, re.I):
        around += f" {before(evidence)} {evidence.title}"
    there = {stem(w) for w in LETTERS.findall(around)}
    if words & {stem(w) for w in _WRITERS} and evidence.mark.kind is not MarkKind.QUOTATION:
        return True
    return bool(words) and len(words & there) * 2 >= len(words)


def _mentions(text: str, party: str) -> bool:
    """Whether a text names a party by its last name, or by any word of it that is no title."""
    words = [w for w in LETTERS.findall(party) if w.casefold() not in STOP_WORDS]
    held = {key(w) for w in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)}
    proper = [w for w in words if w[:1].isupper()] or words
    return any(key(w) in held for w in proper[-2:])


def _speaks(claim: str, party: str) -> bool:
    """Whether a claim has the party near a verb or noun of saying, or after "according to"."""
    last = LETTERS.findall(party)
    if not last:
        return False
    name = re.escape(last[-1])
    after = re.search(rf"\b{name}\b(?:[’']s)?(?P<rest>(?:,[^,]{{1,90}},|,)?(?:\s[\w’'-]+){{1,4}})", claim, re.I)
    if after and any(stem(w) in _VIEW for w in LETTERS.findall(after["rest"])):
        return True
    if re.search(rf"\b{name}[’']s?\s(?:\w+\s)?(?:{_VIEW_NOUN})\b", claim, re.I):
        return True
    return bool(
        re.search(
            rf"\b(?:according to|said|says|by|for|to|words of|view of|opinion of)\s(?:[\w’'.-]+\s){{0,5}}{name}\b",
            claim,
            re.I,
        )
    )


def _narrator_as_subject(claim: str, cited: Sequence[Evidence]) -> str | None:
    """Return a speaker's name given a part in what he only tells of others."""
    if any(_FIRST_PERSON.search(evidence.text) for evidence in cited):
        return None
    judges = {e.sentence.speaker for e in cited if e.mark.kind in (MarkKind.OPINION, MarkKind.MIXED)}
    for evidence in cited:
        name = evidence.sentence.speaker
        if not name or name in judges or not _opens_with(claim, name):
            continue
        if not any(_mentions(e.text, name) for e in cited) and not _speaks(claim, name):
            return name
    return None


def _opens_with(claim: str, name: str) -> bool:
    words = LETTERS.findall(claim)[:4]
    return _mentions(" ".join(word for word in words if word[:1].isupper()), name)


def _names_the_writer(claim: str) -> bool:
    return bool(_WRITER_SAYS.search(claim))
