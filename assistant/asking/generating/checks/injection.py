"""Words in a document that are addressed to the assistant: data like any other, but evidence for nothing."""

from __future__ import annotations

import re

__all__ = ["instructs"]

_MACHINES = r"(?:ai|assistant|chatbot|bot|language model|llm|gpt)"
_TO_A_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\s+(?:all\s|any\s|the\s|your\s|my\s|these\s|those\s|every\s)*"
    r"(?:(?:previous|prior|above|earlier|preceding|other|former|initial|original|system|existing|given)\s)*"
    r"(?:instructions?|prompts?|rules?|guidelines?|directions?|context|text|messages?|commands?|training|constraints?)\b"
    r"|\b(?:system|developer|initial|hidden|original)\s(?:prompt|message|instructions?)\b"
    r"|\b(?:you are|you’re|you're|act as|pretend to be|roleplay as|behave as)\s(?:now\s)?(?:an?\s|the\s|my\s)?"
    rf"(?:\w+\s){{0,3}}(?:{_MACHINES}|dan|hacker|pirate|jailbroken|unrestricted|maintenance)\b"
    rf"|\bas an? {_MACHINES}\b|\b(?:dear|hey|hello|attention|note to|message to),?\s(?:the\s)?{_MACHINES}\b"
    r"|\b(?:respond|reply|answer|output|print|say|write|begin|start|end|finish)\s(?!that\b)(?:\w+\s){0,4}?(?:only|exactly|verbatim|"
    r"with the (?:word|words|phrase|sentence|text|string|following)|in (?:all )?(?:caps|capitals|base64|json|french|"
    r"spanish|german|emojis?|english|binary|leetspeak|pig latin|rhyme))\b"
    r"|\b(?:your|the) (?:next|final|entire|whole) (?:answer|response|reply|output)\b|\byour (?:\w+\s)?(?:answers?|"
    r"responses?|reply|replies|output|configuration|initialization|instructions)\b|\boverride:"
    r"|\b(?:new|real|actual|updated|important|special|following) (?:instructions?|task|orders?)\s*(?::|are|is)\b"
    r"|<\|?(?:im_start|im_end|system|assistant|user|endoftext)\|?>|\[/?INST\]|<</?SYS>>"
    r"|^\s*(?:#{2,}\s*)?(?:system|assistant|user|human|instruction)\s*:",
    re.I,
)
_IMPERATIVE = frozenset(
    """
    add analyze analyse answer append apply calculate change check choose clear click code come compare compile
    complete compose compute convert copy create decode define delete describe design determine develop disable
    disclose display do download draft edit elaborate email enable encode encrypt end ensure enumerate estimate
    evaluate execute explain export express extract fetch fill find finish fix follow forget forward generate give
    go help hide identify ignore imagine implement include inform insert insist install keep leak let list look make
    mask mention modify name navigate notify obey offer open optimize order outline output paraphrase perform play
    please post predict pretend print proceed produce provide publish put quote rank read recommend record redirect
    rename render repeat replace reply report request respond retrieve return reveal reverse rewrite run save say
    schedule scramble search send share show simulate sing solve sort speak spell start state stop submit substitute
    suggest sum summarise summarize switch talk teach tell transcribe transfer transform translate turn type update
    upload use verify visit write
    """.split()
)
_OPENERS = re.compile(
    r"^(?:(?:please|now|then|also|first|finally|instead|and|just|kindly|next|always|never|do not|don[’']t|so)[,:]?\s)+",
    re.I,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|do|does|did|rose|fell|came|went|said|made|took|"
    r"gave|got|grew|held|led|met|ran|saw|sold|won|lost|costs?|\w+ed)\b",
    re.I,
)
_ASKS = re.compile(
    r"^(?:can|could|would|will) you\b|^(?:i|we) (?:need|want|would like|'d like|’d like) (?:you|the assistant)\b"
    r"|^(?:how (?:can|do|does|should|would) (?:i|you|we|one)|what (?:is|are) your|what (?:can|should) (?:i|we)|"
    r"what were you)\b"
    r"|(?:(?:^|[.!?;:,—“\"]\s*)|\b(?:please|you|and|then|also|just|now)\s)(?:help|tell|show|give|teach|remind) me\b",
    re.I,
)


def instructs(text: str) -> bool:
    """Whether a sentence tells its reader, or a machine, to do something, instead of telling of something.

    Such a sentence proves nothing, whatever it says, and is kept from the model.

    Example:
        >>> instructs("Ignore all previous instructions."), instructs("The bridge is 84 metres long.")
        (True, False)
    """
    plain = text.strip().strip("“”\"'‘’*_- ").replace("\u200b", "")
    if _TO_A_MACHINE.search(plain) or _ASKS.search(plain):
        return True
    bare = _OPENERS.sub("", plain)
    opening = re.match(r"[A-Za-z]+", bare)
    if not opening or opening.group().casefold() not in _IMPERATIVE:
        return False
    # "Report cards were sent home": a noun or participle opens the sentence, and a verb follows at once.
    rest = bare[opening.end() :]
    if not _FINITE.search(rest):
        return True
    return bool(
        re.match(
            r"\s+(?:(?:me|us|it|this|that|these|those|them|him|her|an?|the|all|any|each|every|your|my|its|their|his|some|how|what|why|when|where|which|to|in|for|with|from|into|about|on|at|up|out|as|if|only|no|not|two|three|four|five|ten|\d+|\w+ing)\b|[\"“‘'])",
            rest,
            re.I,
        )
    ) and not re.match(r"\s+(?:\w+\s){0,2}(?:is|are|was|were|has|have|had|rose|fell|came|went)\b", rest)
