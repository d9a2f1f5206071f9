"""What a question asks for in so many words, and whether a sentence has it: names, a number, a person, a voice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.asking.understanding.whose import asks_whose, voice_of
from assistant.asking.wording.names import find_names, same_person
from assistant.library.same_names import same_names
from assistant.reading.vocabulary import ARABIC
from assistant.schema import Sentence

__all__ = ["Asked", "clues", "fits", "understand", "voices_asked"]


def _any_of(words: str) -> re.Pattern[str]:
    """Return a pattern of whole words or phrases; they are parted by commas, and a star stands for any ending."""
    forms = (re.escape(word.strip()).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words.split(","))
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.I)


_NUMBER = _any_of(
    """how many, how much, how old, how long, how far, how big, how large, how tall, how high, how often, how late,
    how deep, how wide, how heavy, how fast, how soon, how close, how narrow, how warm, how hot, how cold, what share,
    what portion, what percentage, what proportion, what number, what sum, what price, what amount, what size,
    what margin, what distance, what height, what length, what limit, what fee, what fine, what age, what year,
    what date, what day, what time, when,
    which year, which day, which month, which date, what was the cost, what is the cost, what was the price,
    what is the price, what was the total, what is the total, what was the toll, what is the toll"""
)
_TIME = _any_of(
    "when, which year, which day, which month, which date, what year, what date, what day, what time, since what"
)
_REASON = _any_of("why, how come")
_PERSON = _any_of("who, whom, whose")
_PLACE = _any_of(
    "where, which city, which country, which town, which place, what city, what country, what town, what place"
)
_DATE = re.compile(
    r"\b(?:1\d|20)\d\d\b|\d{1,2}[:.]\d\d\b|"
    + _any_of(
        """january, february, march, april, may, june, july, august, september, october, november, december, monday*,
        tuesday*, wednesday*, thursday*, friday*, saturday*, sunday*, yesterday, today, tomorrow, spring, summer,
        autumn, winter, week*, month*, year*, day*, night*, morning, noon, evening, midnight, century, decade"""
    ).pattern,
    re.I,
)
_SAYING = _any_of(
    """say*, said, think*, thought, believ*, view*, opinion*, call*, describ*, make of, makes of, made of, argu*,
    claim*, according to, feel*, felt, expect*, predict*, complain*, tell*, told, verdict, accus*, regard*, consider*,
    hope*, hoping, fear*, worr*, admit*, stance, judg*, warn*, promis*, insist*, attitude, in the words of, put it,
    puts it, reckon*, comment*, remark*, react*, respon*, explain*, compar*, prais*, criticis*, criticiz*, dismiss*,
    deny, denies, denied, concede*, ask*, want*, see, sees, saw, find, finds, found"""
)
_COUNTED = re.compile(
    r"\d|"
    + _any_of(
        """one*, two*, three*, four*, five*, six*, seven*, eight*, nine*, ten, tens, eleven*, twelve*, thirteen*,
        twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety, hundred*, thousand*, million*, billion*, dozen*,
        half, halves, third*, quarter*, once, twice, first, none, no, nobody, never, january, february, march,
        april, may, june, july, august, september, october, november, december, monday*, tuesday*, wednesday*,
        thursday*, friday*, saturday*, sunday*, yesterday, today, tomorrow, spring, summer, autumn, winter,
        week*, month*, year*"""
    ).pattern,
    re.I,
)
_DIGITS = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    Attributes:
        text: The question.
        names: The names in it.
        words_of_names: Of each, the words by which a text may have it: its last one, or another name of the same.
        numbers: The numbers in it, as written.
        counts: Whether it asks for a number or a time.
        dated: Whether it asks for a time.
        person: Whether it asks who.
        place: Whether it asks where.
        saying: Whether it asks what somebody said or thinks.
        reason: Whether it asks why.
    """

    text: str
    names: tuple[str, ...]
    words_of_names: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...]
    counts: bool
    dated: bool
    person: bool
    place: bool
    saying: bool
    reason: bool


def understand(question: str) -> Asked:
    """Return what a question asks for."""
    names = tuple(dict.fromkeys(name for name, _ in find_names(question)))
    return Asked(
        text=question,
        names=names,
        words_of_names=tuple(_words_of(name) for name in names),
        numbers=tuple(number.strip(".,") for number in _DIGITS.findall(question)),
        counts=bool(_NUMBER.search(question)),
        dated=bool(_TIME.search(question)),
        person=bool(_PERSON.search(question)),
        place=bool(_PLACE.search(question)),
        saying=bool(_SAYING.search(question) or asks_whose(question)),
        reason=bool(_REASON.search(question)),
    )


def _words_of(name: str) -> tuple[str, ...]:
    others = (other for group in same_names(name).values() for other in group)
    last = name.split()[-1]
    if ARABIC.match(last):  # a text may have "Jubouri" for "al-Jubouri"
        last = re.split("[-’']", last, maxsplit=1)[1]
    return tuple(word.casefold() for word in (last, *others))


def clues(asked: Asked, sentence: Sentence, around: str, own_voice: bool | None) -> tuple[float, ...]:
    """Return what a sentence has of what is asked for.

    Args:
        asked: What is asked for.
        sentence: The sentence.
        around: What stands around it: its document, or the section of it that was found.
        own_voice: Whether its voice is the one asked for; None if no voice is.

    Returns:
        Four numbers: the share of the question's names that `around` holds, less one; the same of its numbers; 1 if the
        sentence has the number or the person asked for, -1 if it lacks it; 1 if the voice asked for is its own, -1 if
        it is another's. 0 where nothing of the kind is asked for.
    """
    text = around.casefold() if asked.names else ""
    names = [any(word in text for word in words) for words in asked.words_of_names]
    numbers = [number in around for number in asked.numbers]
    kind = 0.0
    if asked.counts:
        kind = 1.0 if _COUNTED.search(sentence.text) else -1.0
    elif asked.person:
        kind = 1.0 if any(True for _ in find_names(sentence.text)) else -1.0
    return (
        sum(names) / len(names) - 1 if names else 0.0,
        sum(numbers) / len(numbers) - 1 if numbers else 0.0,
        kind,
        0.0 if own_voice is None else 1.0 if own_voice else -1.0,
    )


def fits(asked: Asked, words: str) -> bool:
    """Return whether some words can be the short answer: a date, a number, a person's or a place's name."""
    if asked.dated:
        return bool(_DATE.search(words))
    if asked.counts:
        return bool(_COUNTED.search(words))
    return (asked.person or asked.place) and any(True for _ in find_names(words))


def voices_asked(
    asked: Asked, sentences: Sequence[Sentence], whom: Sequence[str] = ()
) -> Callable[[Sentence], bool] | None:
    """Return how to tell the sentences of the voice that a question asks for; None if it asks for none of them.

    Args:
        asked: What is asked for.
        sentences: Those found.
        whom: Whose words those are, where that is known better than by the names of the question.
    """
    voices = {voice_of(sentence) for sentence in sentences}
    names = whom or asks_whose(asked.text) or asked.names  # "What does Ida Holm think of Olmo?" asks for hers alone
    wanted = [name for name in names if any(same_person(name, voice) for voice in voices)]
    if not asked.saying or not wanted:
        return None
    return lambda sentence: any(same_person(name, voice_of(sentence)) for name in wanted)
