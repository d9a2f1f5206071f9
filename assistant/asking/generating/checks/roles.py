"""Whether a statement exchanges who does a thing and to whom it is done: by a verb that it shares with its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.asking.wording.quantities import NUMBER_WORDS
from assistant.asking.wording.words import PASTS, STOP_WORDS, TOKEN, stem, verb_stem
from assistant.marking.verbs import INVERTED

__all__ = ["exchanged"]

_NEAR = 40  # words on either side of a verb in which its parts stand
_TOKEN = re.compile(rf"{TOKEN.pattern}|[,;:()—–.!?“”\"]")
_EDGE = frozenset(
    "that which who whom whose because after before when while whereas if although though until since where how what "
    'why unless whether than ; : ( ) — – . ! ? “ ” "'.split()
)
_AUXILIARY = frozenset(
    "has have had will would can could may might must should shall do does did not never to be been being is are was "
    "were am get gets got also already now still then always".split()
)
_TOLD = re.compile(r"(?!.eed$|(?:hund|sac|kind|hat)red$)\w{2,}ed")  # "sued", but not "need"
_AROUND_A_VERB = re.compile(r"(?<!^fami)(?<!^al)(?<!^supp)(?<!^Ju)(?<!^Ita)(?<!^assemb)ly$|n['’]t$", re.I)
_BE = frozenset("am is are was were be been being get gets got".split())
_DETERMINERS = frozenset(
    "the a an his her its their our my your this that these those some any no all both each every another".split()
)
_PRONOUNS = frozenset("i he she it they we you me him her them us".split())
_HOLDER = re.compile(r"^According to [^,]{1,80},\s")
_LINKS = frozenset(
    "to of in on at by for from with into onto over under about against after before as than and or but that how what "
    "who which when where why if because while until up down out off away back by during within without through across "
    "along around between among near behind beyond since despite last next once twice only there here "
    "yesterday today".split()
)
_NO_CONTENT = STOP_WORDS | NUMBER_WORDS
_SYMMETRIC = frozenset(
    stem(word)
    for word in "meet marry fight face play join merge border resemble equal match divorce debate talk mix touch cross "
    "collide share contrast balance combine link connect compare".split()
)


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb with the stems of who does it, of to whom it is done, of all that stands behind, and of who is named."""

    verb: str
    agent: frozenset[str]
    object: frozenset[str]
    behind: frozenset[str]
    written: str
    names: frozenset[str]


def exchanged(claim: str, sources: Sequence[str]) -> str | None:
    """Return the verb whose parts a claim exchanges; None if nothing proves it.

    Args:
        claim: A statement.
        sources: The sentences it cites.

    Example:
        >>> exchanged("The bank was sued by the mill.", ["The bank sued the mill."])
        'the source has it otherwise who “sued” whom'
    """
    there = [deed for source in sources for deed in _deeds(source)]
    for deed in _deeds(_HOLDER.sub("", claim)):
        same = [other for other in there if other.verb == deed.verb and bool(other.object) is bool(deed.object)]
        same = [other for other in same if other.object & deed.object] or same
        if same and all(_crossed(deed, other) or _another(deed, other) for other in same):
            return f"the source has it otherwise who “{deed.written}” whom"
    return None


def _another(claim: _Deed, source: _Deed) -> bool:
    """Whether a claim names as the doer somebody else than the source does, which has him doing another thing, or not.

    "The family backs the sale" for a source in which the board backs it and the family has taken no position.
    """
    if not claim.names or claim.agent & (source.agent | source.behind) or not source.names:
        return False
    if claim.object and claim.object <= source.agent & source.names:
        return True
    pronoun = _is_pronoun(claim.object) or _is_pronoun(source.object)
    return bool(claim.object) and (pronoun or bool(claim.object & source.object))


def _crossed(claim: _Deed, source: _Deed) -> bool:
    """Whether a claim has as the doer whom the source has as the one it is done to, and the other way round."""
    if claim.agent & source.agent:
        return False
    done_to = claim.object & (source.agent - source.behind) - _PRONOUNS
    done_by = claim.agent & (source.object - source.agent) - _PRONOUNS
    behind = claim.agent & (source.behind - source.agent) - _PRONOUNS
    if behind and (done_to or claim.behind & (source.agent - source.behind) - _PRONOUNS):
        return True
    if done_to and not claim.object & source.behind:
        if not claim.agent:
            return claim.object <= source.agent and not _is_pronoun(claim.object)
        return _is_pronoun(claim.agent) or _is_pronoun(source.object)
    return bool(done_by) and (_is_pronoun(source.agent) or _is_pronoun(claim.object))


def _is_pronoun(stems: frozenset[str]) -> bool:
    return bool(stems) and stems <= _PRONOUNS


def _deeds(text: str) -> Iterator[_Deed]:
    words = _TOKEN.findall(text)
    named = frozenset(
        stem(word)
        for i, word in enumerate(words)
        if word[0].isupper() and word.casefold() not in STOP_WORDS and (i or (words[1:2] and words[1][0].isupper()))
    )
    doer: frozenset[str] = frozenset()
    passive = False
    for i, word in enumerate(words):
        if (verb := _verb(words, i)) is None:
            continue
        start = i
        while start and (words[start - 1].casefold() in _AUXILIARY or _AROUND_A_VERB.search(words[start - 1])):
            start -= 1
        if start and words[start - 1] == "," and word in INVERTED:
            continue  # "…, said the mayor"
        if not (doer and start and words[start - 1] in ("and", "or", "but")):  # else whoever did the last thing
            doer, passive = _stems(_before(words, start)), False
        passive = (passive and start == i) or (bool(_BE & set(words[start:i])) and not word.endswith("ing"))
        behind = _behind(words, i)
        object = _stems(_first(behind))
        if verb in _SYMMETRIC or not doer or (object and passive):
            continue
        if passive:
            by = next((k for k, w in enumerate(behind[:12]) if w == "by"), None)
            agent = _stems(_first(behind[by + 1 :])) if by is not None else frozenset()
            yield _Deed(verb, agent, doer, doer, word, agent & named)
        else:
            yield _Deed(verb, doer, object, _stems(behind), word, doer & named)


def _verb(words: Sequence[str], i: int) -> str | None:
    """Return the stem of the verb that a word is, where its form and place show that it is one; else None."""
    word, last = words[i], words[i - 1].casefold() if i else ""
    if not word.islower() or last in _DETERMINERS or re.search(r"['’]s?$", last):
        return None
    if word in PASTS:
        return verb_stem(word)
    told = bool(_TOLD.fullmatch(word))
    meant = last in ("to", "will", "would", "can", "could", "may", "might", "must", "should", "not", "did", "does")
    now = word.endswith("s") and i + 1 < len(words) and words[i + 1].casefold() in _DETERMINERS
    doing = word.endswith("ing") and last in _BE
    return stem(word) if (told or meant or now or doing) and word not in STOP_WORDS else None


def _before(words: Sequence[str], start: int) -> list[str]:
    if start and words[start - 1].casefold() in _PRONOUNS:
        return [words[start - 1]]
    start = _at_main(words, start)
    found: list[str] = []
    for word in reversed(words[max(0, start - _NEAR) : start]):
        if word.casefold() in _EDGE:
            break
        found.append(word)
    return found[::-1]


def _at_main(words: Sequence[str], start: int) -> int:
    """Return where the words end that a relative clause before `start` tells of: "the town, which is suing …"."""
    if start > 1 and words[start - 1] in ("who", "which"):
        return start - 2 if words[start - 2] == "," else start - 1
    if start and words[start - 1] == ",":
        for k in range(start - 2, max(0, start - _NEAR), -1):
            if words[k] in _EDGE:
                tells = words[k] in ("who", "which") and words[k - 1] == "," and _tells(words[k + 1])
                return k - 1 if tells else start
    return start


def _tells(word: str) -> bool:
    """Whether a word behind "which" can be its verb, so that the clause has no other subject."""
    return word.islower() and word not in _DETERMINERS | _PRONOUNS


def _behind(words: Sequence[str], i: int) -> list[str]:
    found: list[str] = []
    for word in words[i + 1 : i + 1 + _NEAR]:
        if word.casefold() in _EDGE and word != "that":
            break
        found.append(word)
    return found


def _first(words: Sequence[str]) -> list[str]:
    """Return the noun phrase with which words begin; empty where they begin with none."""
    found: list[str] = []
    for word in words:
        folded = word.casefold()
        if (
            folded in _LINKS | _AUXILIARY
            or not word[0].isalnum()
            or (folded in _DETERMINERS and any(map(_is_content, found)))
        ):
            break
        found.append(word)
        if folded in _PRONOUNS and folded != "her":
            break
    return found


def _is_content(word: str) -> bool:
    return word[0].isalpha() and word.casefold() not in _NO_CONTENT


def _stems(words: Sequence[str]) -> frozenset[str]:
    found = frozenset(stem(word) for word in words if _is_content(word))
    return found or frozenset(word.casefold() for word in words) & _PRONOUNS
