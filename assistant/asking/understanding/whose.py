"""Whose words a question asks for: "What does Ida Holm think of it?" is answered by what she says, not by another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.asking.understanding.question import in_two_parts
from assistant.asking.understanding.thread import JOIN
from assistant.asking.wording.names import find_names, same_person
from assistant.reading.vocabulary import TITLES
from assistant.schema import MarkKind, Sentence

__all__ = [
    "SAYS_AFTER",
    "asks_for_all",
    "asks_who_of",
    "asks_whose",
    "is_named",
    "voice_of",
    "whose_words",
    "with_capitals",
]

# After a name; what only follows an auxiliary ("does … rate") stands in its bare form.
_SAYS = """
    accuse answer argue assess assure attack believe blame call claim comment compare complain concede conclude condemn
    consider contend contradict counter credit criticise criticize declare defend demand deny describe dismiss dispute
    doubt emphasise emphasize estimate expect explain express fear feel foresee hope insist joke judge justify liken
    maintain make\\sof mention mock name object observe oppose point praise predict promise propose quote rate recall
    react recommend reckon regard reject remark remember reply respond say see sound speak stress suggest sum suspect
    tell think urge value view voice want warn wish wonder worry
""".split()
_SAID = """
    accused accuses admitted admits answered answers argued argues believed believes blamed blames called calls claimed
    claims compared compares complained complains conceded concedes considered considers criticised criticises
    criticized criticizes denied denies described describes dismissed dismisses expected expects explained explains
    feared fears feels felt hoped hopes insisted insists judged judges made\\sof makes\\sof praised praises predicted
    predicts promised promises puts reckoned reckons recalled recalls regarded regards remembered remembers replied
    replies responded responds said says sees stressed stresses suggested suggests tells thinks thought told urged urges
    viewed views wanted wants warned warns worries
""".split()
_BETWEEN = r"(?:\s(?:actually|also|ever|first|herself|himself|itself|themselves|now|once|personally|really|still))?\s"
SAYS_AFTER = re.compile(rf"(?:,[^,]{{2,60}},)?{_BETWEEN}(?:{'|'.join(_SAYS + _SAID)})\b")
# Before a name, with a title or a trade between: "does the Delhi economist", but not "does the priest at".
_DOES_BEFORE = re.compile(
    r"\b(?:does|did|do|has|have|had|would|could|can|should|will|who|what|which|how|why|as|that)\s"
    r"(?:(?!(?:at|by|for|from|in|near|of|on|to|with|and|or|(?:was|were|is|are)(?!\sit\b))\s)[\w’'.-]+\s){0,4}$",
    re.I,
)
_OPINION = "view|views|opinion|opinions|eyes|words|judgement|judgment|telling|account|assessment|mind|reading|thoughts"
_BY_BEFORE = re.compile(
    rf"\b(?:according to|if you ask|the (?:{_OPINION}) of)\s"
    r"(?:(?!(?:at|by|for|from|in|near|of|on|to|with|and|or)\s)[\w’'.-]+\s){0,4}$",
    re.I,
)
_OPINION_AFTER = re.compile(
    rf"[’']s?\s(?:own\s)?(?:{_OPINION}|verdict|stance|attitude|take|position|estimate"
    r"|reaction|response|comment|comments)\b"
)
_IN_BEFORE = re.compile(r"\b(?:in|by|to|what is|what was|what are|what were)\s(?:[\w’'.-]+\s){0,3}$", re.I)
# A name after which another noun follows is only a part of whom it asks: "according to the Kurzeme columnist".
_MORE_AFTER = re.compile(
    r"\s(?!(?:about|at|concerning|for|in|of|on|regarding|with|was|were|is|are|has|have|had|did|does|do|can|could|will|would|should|must|may)\b)[a-z]"
)

_ABOUT_SOMEBODY = re.compile(
    r"\b(?:[Ww]ho|[Aa]ny(?:one|body)|[Ss]ome(?:one|body))\s(?:else\s|has\s|have\s|is\s|\w+ly\s){0,2}(?:(?:dis)?agree[ds]?\swith"
    r"|accuse[ds]?|attack(?:s|ed)?|back(?:s|ed)?|blame[ds]?|contradict(?:s|ed)?|critici[sz]e[ds]?|defend(?:s|ed)?"
    r"|dismiss(?:es|ed)?|doubt(?:s|ed)?|mock(?:s|ed)?|oppose[ds]?|praise[ds]?|reject(?:s|ed)?|support(?:s|ed)?)"
    r"\s(?:the\s)?(?:[a-z]+\s){0,2}(?P<whom>[A-Z][^?]*)"
)

# Words that say of no matter what it is: "What did Ida Holm say in the interview?" asks for all she said.
_NO_MATTER = (
    frozenset(
        """
        a about actually all an and anything are argue argued argues article believe believed believes by claim claimed
        claims comment commented comments did do document does else ever everything exactly for give has have he her
        here his i in interview is it main make me message more of on opinion opinions other our overall piece point
        points position really s said say says she so stance statement statements story take tell text that the their
        there these they think thinks this thought to us view views was we were what who words you
        """.split()
    )
    | TITLES
)
_WORD = re.compile(r"[^\W\d_][\w-]*")
_MATTER = re.compile(
    r"\d|\b(?:about|against|at|by|for|of|on|to|with)\s(?!(?:all|everything|it|me|that|this|us)\b)", re.I
)
_PART = 3  # letters of a part of a name by which somebody may be named
_HE_OR_SHE = re.compile(r"\b(?:he|him|his|she|her|hers|it|its)\b", re.I)


def asks_whose(question: str) -> tuple[str, ...]:
    """Return the names whose words or view a question asks for.

    Example:
        >>> asks_whose("How does the minister Ida Holm judge the levy?"), asks_whose("Who, according to Olmo, gained?")
        (('Ida Holm',), ('Olmo',))
        >>> asks_whose("What does the priest at Karatsu say?"), asks_whose("What did Ida Holm sign?")
        ((), ())
    """
    if in_two_parts(question) or JOIN in question:  # only one of the two may ask for somebody's words
        return ()
    found = []
    for name, start in find_names(question):
        before, after = question[:start], question[start + len(name) :]
        subject = _DOES_BEFORE.search(before) and SAYS_AFTER.match(after)
        source = _BY_BEFORE.search(before) and not _MORE_AFTER.match(after)
        view = _IN_BEFORE.search(before) and _OPINION_AFTER.match(after)
        if subject or source or view:
            found.append(name)
    return tuple(dict.fromkeys(found))


def asks_who_of(question: str) -> str | None:
    """Return of whom a question asks who is for or against him: what he says himself tells nothing of that.

    Example:
        >>> asks_who_of("Does anyone criticise Ida Holm's plan?"), asks_who_of("Whom does Ida Holm criticise?")
        ('Ida Holm', None)
    """
    found = _ABOUT_SOMEBODY.search(question)
    return next((name for name, _ in find_names(found["whom"])), None) if found else None


def asks_for_all(question: str) -> bool:
    """Return whether a question asks for somebody's words whatever they are about.

    Example:
        >>> asks_for_all("What did the minister Ida Holm say?"), asks_for_all("What does Ida Holm say of the levy?")
        (True, False)
    """
    names = asks_whose(question)
    if len(names) != 1 or _MATTER.search(question.replace(names[0], "it")):
        return False
    return {word.casefold() for word in _WORD.findall(question.replace(names[0], " "))} <= _NO_MATTER


def is_named(name: str, voice: str) -> bool:
    """Return whether a name surely is that of a voice: of two full names with one surname it is not.

    Example:
        >>> is_named("Holm", "Ida Holm"), is_named("Olmo Holm", "Ida Holm")
        (True, False)
    """
    asked, known = ({word.casefold() for word in _WORD.findall(each)} for each in (name, voice))
    return bool(asked and known) and (asked <= known or known <= asked)


def with_capitals(question: str, voices: Callable[[], Iterable[str]], texts: Sequence[str] = ()) -> str:
    """Return a question typed in small letters with the capitals of the names of those who have words.

    Args:
        question: With a capital after its first character, it is returned as it is.
        voices: Gives who have words.
        texts: Where these are found: what stands in them without a capital, too, keeps its small letter.
    """
    if question[1:] != question[1:].lower():
        return question
    words = {word.casefold(): word for voice in voices() for name, _ in find_names(voice) for word in name.split()}
    asked = set(_WORD.findall(question)) & words.keys()
    small = {word for word in asked for text in texts if re.search(rf"\b{re.escape(word)}\b", text)}
    return _WORD.sub(lambda word: words[word[0]] if word[0] in asked - small else word[0], question)


def whose_words(names: Iterable[str], sentences: Iterable[Sentence]) -> Callable[[Sentence], bool] | None:
    """Return how to tell the sentences that may answer what is asked of somebody; None if nobody found is asked.

    Those are their own words, what tells of them by name, and what may be meant of them: "he", or words of one not
    named. What is left out are the words of others, and others' opinions of them.

    Args:
        names: As `asks_whose` gives them.
        sentences: Those found. A name that answers for none of them may be a paper's or a capital's, and tells nothing.
    """
    voices = {voice_of(sentence) for sentence in sentences}
    known = [name for name in names if any(same_person(name, voice) for voice in voices)]
    if not known:
        return None
    parts = {word for name in known for word in name.split() if len(word) >= _PART}

    def may_answer(sentence: Sentence) -> bool:
        voice = voice_of(sentence)
        if any(same_person(name, voice) for name in known):
            return True
        opinion = sentence.mark.kind in (MarkKind.OPINION, MarkKind.MIXED)
        names_him = any(part in sentence.text for part in parts)
        if not any(True for _ in find_names(voice)):
            return bool(voice) or not (opinion and names_him)  # of him, by a writer who is not named
        if opinion:  # of him, by another
            return False
        return names_him or (voice == sentence.speaker and bool(_HE_OR_SHE.search(sentence.text)))

    return may_answer


def voice_of(sentence: Sentence) -> str:
    """Return who answers for a sentence, without who relays it; empty if nobody does."""
    return sentence.mark.party or sentence.speaker or ""
