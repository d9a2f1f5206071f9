"""Follow-ups: what a question leans on in the conversation is put into it, so that it can stand alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.asking.understanding.another import (
    asks_another,
    asks_described,
    last_asked,
    of_another,
    of_another_place,
    put_right,
    said_of_that,
)
from assistant.asking.understanding.ellipsis import added, asked_further, the_other_way
from assistant.asking.understanding.persons import (
    PERSON,
    MayMean,
    meant,
    named_before,
    put_name,
    speaking,
    was_other,
)
from assistant.asking.understanding.question import AUXILIARY, LONGEST_QUESTION
from assistant.asking.understanding.request import is_courtesy, looked_up
from assistant.asking.understanding.things import of_another_thing, thing_named
from assistant.asking.understanding.thread import (
    JOIN,
    Name,
    author_before,
    is_joined,
    names_of,
    whole,
    words_of,
)
from assistant.asking.understanding.times import of_another_time
from assistant.asking.understanding.whose import asks_whose
from assistant.asking.wording.names import DAYS, SMALL, find_names, same_person
from assistant.reading.vocabulary import TITLES
from assistant.schema import Answer, Reason

__all__ = ["has_topic_behind", "may_begin_anew", "names_nothing", "signed_by", "spoken", "standalone"]

_IT_IS_TO = (
    r"(?:true|possible|likely)\b.*\b(?:that|if)\s"
    r"|(?:costs?|takes?|possible|legal|safe|necessary|worth)\b.*\bto\s(?!the\b|an?\b)[a-z]+\s"
    r"(?!(?:after|again|at|before|by|for|from|if|in|it|now|on|or|them|then|to|when|with)\b)\w"
)
_THING = re.compile(  # but "would it cost to move the cranes", "is it true that"
    rf"\b(?:it(?!\s(?:{_IT_IS_TO}))|its|they|them|their"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )there(?! (?:is|are|was|were)\b))\b",
    re.I,
)
_POINTING = re.compile(
    r"\b(?:this|that|these|those|such|the (?:same|other|first|second|third|last|former|latter)|the \w+ ones?"
    r"|(?:says?|said|thinks?|thought|believes?|do|did|does) so)\b",
    re.I,
)
_CONTINUES = re.compile(r"(?:and|but|so|or|also|then|what about|how about)\b", re.I)
_BARE = re.compile(
    r"(?:(?:and|but|so) )?(?:(?:by|for|from|in|of|on|since|to|until|with) )?"
    r"(?:why|when|where|whom?|how(?: long| many| much| old| often)?|how come|which|what (?:else|then)|anything else"
    r"|why (?:so )?\w+|how many (?:are|were) there)(?: not| so| exactly| then| else| by whom)?\W*$",
    re.I,
)
# What lacks what it is about: "How many patients?", "At what interest?", "Who was against?".
_CUT_SHORT = re.compile(
    r"(?:(?:and|but|so) )?(?:(?:at|by|for|from|in|of|on|since|to|until|with) )?"
    rf"(?:(?:how (?:many|much)|what|which|whose) \w+|how many {AUXILIARY} \w+)\W*$"
    r"|(?:(?:and|but|so) )?who (?:is|was|are|were|voted|spoke|came out) (?:for|against|in favou?r)\W*$",
    re.I,
)
_WHAT_ABOUT = re.compile(r"(?:what|how) about\s", re.I)
_ANSWERS = re.compile(r"\b(?:he|she) (?:answer|react|reply|respond)\b", re.I)
_AGREES = re.compile(r".*\b(?:dis)?agree[sd]?(?: with (?:him|her|it|that|them|this))?\W*$", re.I)
_SHORT, _SHORTEST = 6, 3
_PLACED = re.compile(r"\b(?:in|at|near|from|across|during|on)\s+(?:the\s+)?$", re.I)
_THINKS = re.compile(
    r"\b(?:he|she) (?:think|believe|expect|feel|hope|fear|trust|hold|consider|regard|make)s?\b"
    r"|\b(?:his|her) (?:own )?(?:view|opinion|eyes|mind|judge?ment|verdict|estimate|family)\b",
    re.I,
)
_WHO_IS_IT = re.compile(r"\W*(?:and )?who (?:is|was) (?:he|she)\W*", re.I)
_END = re.compile(r"\W*\Z")
_WHO_IS = re.compile(r"\bwho\b|\bname\b", re.I)
_IT = re.compile(r"\b(?:it|that|this)\b", re.I)
_OF_IT = re.compile(r".*\b(?:about|against|of|on|to) (?:it|that|this)\W*$", re.I)
# "Did Lind sign it?": what somebody named does it to is something else.
_DOES_IT = re.compile(rf"(?:\w+\s){{0,3}}?{AUXILIARY}\s[A-Z][^,;:]*\s(?:it|that|this|them|those)\W*", re.I)
_AUTHOR = re.compile(
    r"\bthe (?:author|writer|columnist|commentator|guest|analyst|speaker|interviewee|essayist|critic|correspondent)\b",
    re.I,
)


def standalone(
    question: str,
    history: Sequence[Answer],
    authors: Mapping[str, str] | None = None,
    voices: Callable[[], Sequence[str]] | None = None,
    may_mean: MayMean | None = None,
) -> str:
    """Return a question that can be understood without the conversation.

    A pronoun that means a person is replaced by the name that the conversation makes most of, "the author" and the like
    by whose words were shown. A question too short to stand, or one that points back ("by whom?", "how long is
    it?", "the second one"), is joined to the one it continues, since what it points at need not be a name; where
    neither has it, and where a question names nothing, the conversation's topic is put behind. After a question for
    somebody's words, "and Lind?" asks the same of Lind, or what was said of Lind; after one that names a time, "and in
    2000?" asks the same of that. A question that names its own subject is returned as it is, so that a new topic does
    not drag the old one along.

    Args:
        question: As asked.
        history: Earlier turns, oldest first.
        authors: Who signs the documents that the last turn cites, by id.
        voices: Gives all who have words in the documents, if that matters; without it, whoever is named may have.
        may_mean: Tells how likely "he" or "she" means a name, None where the document last spoken of does not say.
    """
    history = spoken(history)
    if not history or is_courtesy(question) or not any(map(str.isalnum, question)):
        return question
    if same := _same_again(question, history[-1], voices):
        return same
    last = history[-1]
    author = author_before(last, authors or {})
    known = names_of(history, author if _THINKS.search(question) else None)
    understood = _understood(question, history, known, may_mean or (lambda pronoun, name: None), voices or (lambda: ()))
    understood = _AUTHOR.sub(lambda _: author, understood, count=1) if author else understood
    return understood if len(understood) <= LONGEST_QUESTION else question


def _same_again(question: str, last: Answer, voices: Callable[[], Sequence[str]] | None) -> str | None:
    """Return the last question with what a follow-up puts in it, or asks besides, if that is all it says."""
    lead, join, before = last_asked(last)
    if same := of_another(question, last, voices) or put_right(question, last):
        return same
    same = (
        of_another_time(question, before)
        or of_another_place(question, before)
        or asked_further(question, before, _told(last))
        or the_other_way(question, before)
        or added(question, before, last.question)
        or of_another_thing(question, before, voices)
    )
    return f"{lead}{join}{_small(same) if lead else same}" if same else said_of_that(question, last, voices)


def _told(turn: Answer) -> str:
    """Return the words that were the answer itself, where they stand out."""
    first = turn.statements[0] if turn.statements else None
    return first.text[slice(*first.highlight)] if first and first.highlight else ""


def spoken(history: Sequence[Answer]) -> list[Answer]:
    """Return the turns that a question may lean on: no courtesies, nor what was far off the documents."""
    turns = [turn for turn in history if not is_courtesy(turn.question)]
    return [turn for turn in turns if not _is_off_topic(turn)] or turns


def _is_off_topic(turn: Answer) -> bool:
    """Whether nothing in the documents was even near to what a turn asked."""
    return turn.reason is Reason.NOT_ANSWERED and not turn.nearest


def signed_by(question: str, author: str) -> str:
    """Return a question with the author's name for "the author" and the like: for documents all signed by one.

    Example:
        >>> signed_by("What does the author think of it?", "Ida Holm")
        'What does Ida Holm think of it?'
        >>> signed_by("Who is the author?", "Ida Holm"), signed_by("Who is the author of “Osk”?", "Ida Holm")
        ('Who is the author?', 'Who is the author of “Osk”?')
    """
    match = _AUTHOR.search(question)
    if not match or _WHO_IS.search(question) or question[match.end() :].startswith(" of "):
        return question
    return question[: match.start()] + author + question[match.end() :]


def _understood(
    question: str,
    history: Sequence[Answer],
    known: Sequence[Name],
    may_mean: MayMean,
    voices: Callable[[], Sequence[str]],
) -> str:
    own = [name for name, _ in find_names(question)]
    person = PERSON.search(question)
    if person and not named_before(question, person):
        others = [name for name in known if not _named(name.text, own) and not was_other(person, name, history)]
        spoke = () if _ANSWERS.search(question) else asks_whose(last_asked(history[-1])[-1])
        name = meant(person.group(), others, may_mean, spoke)
        short = len(question.split()) <= _SHORTEST and not _WHO_IS_IT.fullmatch(question)
        put = put_name(question, person, name) if name else question
        if not name or short or _AGREES.match(question):
            told = name and not words_of(name) & words_of(whole(history[-1]))
            speaks = None if name else speaking(person.group(), others, may_mean, voices)
            put = put_name(question, person, speaks) if speaks else put if told else question
            return _join(put, history, known)
        of_matter = _of_matter(put) or (_THINKS.search(question) and _IT.search(question))
        return _join(put, history, known) if of_matter else put
    pointing = _THING.search(question) or _POINTING.search(question)
    if (
        (not set(own) - DAYS and pointing)
        or _leans(question, named=bool(own))
        or _of_matter(question)
        or _does_it(question, own)
    ):
        return _join(question, history, known)
    lacking = not own or _THING.search(question) or names_nothing(question) or _goes_on(own, history, known)
    if known and lacking and not (own and _refers(question, known[0])):
        # Whom only an answer named is no topic, but what was asked about is; a person is none of what others say.
        asked = known[0].asked and not (known[0].person and asks_described(question))
        topic = known[0].text if asked or own else None if thing_named(question) else thing_named(whole(history[-1]))
        return _about(question, topic) if topic else question
    return _in_full(question, own, known)


def _leans(question: str, *, named: bool) -> bool:
    """Whether a question goes on with the one before: too short to stand, or pointing back at a part of the answer."""
    short = len(question.split()) <= _SHORT
    goes_on = any(form.match(question) for form in (_CONTINUES, _BARE, _CUT_SHORT, _AGREES))
    return bool((short and goes_on) or (not named and short and _POINTING.search(question)))


def _of_matter(question: str) -> bool:
    """Whether a question asks what somebody says of what was spoken of: "What does Lind say about that?"."""
    return bool(_OF_IT.match(question) and asks_whose(question))


def _does_it(question: str, own: Sequence[str]) -> bool:
    """Whether somebody named is asked what he does to something spoken of: "Did Lind sign it?"."""
    match = _DOES_IT.match(question)
    return bool(match and len(own) == 1 and match.end() == len(question))


def _in_full(question: str, own: Sequence[str], known: Sequence[Name]) -> str:
    """Write out a name that the conversation has in a longer form: "Heyerdahl" for Thor Heyerdahl."""
    for name in own:
        titled = [k.text for k in known if k.text.endswith(f" {name}")]
        fuller = [text for text in titled if TITLES.isdisjoint(text.casefold().split())]  # "Foreign Minister Holm"
        fuller += [k.text for k in known[:1] if k.text.startswith(f"{name} ")]
        start = question.index(name)
        if fuller and " " not in name and not question[start:].casefold().startswith(fuller[0].casefold()):
            longer = fuller[0]
            question = question[:start] + longer + question[start + len(name) :]
    return question


def _goes_on(own: Sequence[str], history: Sequence[Answer], known: Sequence[Name]) -> bool:
    """Whether a question names only what answers told and no question asked about: it goes on with the topic."""
    told = frozenset[str]().union(*(words_of(statement.text) for turn in history for statement in turn.statements))
    asked = frozenset[str]().union(*(name.words for name in known if name.asked))
    words = [words_of(name) - SMALL for name in own]
    return known[:1] != [] and known[0].asked and all(name <= told and not name & asked for name in words)


def has_topic_behind(question: str, understood: str) -> bool:
    """Return whether a question was given no more than the conversation's topic: it may as well begin something new."""
    return understood != question and understood.startswith(f"{_END.sub('', question)} (")


def may_begin_anew(question: str, understood: str) -> bool:
    """Return whether a question that was given something of the conversation may as well begin something new.

    Example:
        >>> may_begin_anew("What about the eels?", "When did the ferry stop – what about the eels?")
        True
        >>> may_begin_anew("And Lind?", "When did the ferry stop – and Lind?")
        False
    """
    what_about = is_joined(question, understood) and _WHAT_ABOUT.match(question) and looked_up(question)
    return has_topic_behind(question, understood) or bool(what_about)


def names_nothing(question: str) -> bool:
    """Return whether a question neither names its subject nor points back: it may go on, or begin something new.

    Where something was ("in Oslo") is no subject.
    """
    pointing = any(form.search(question) for form in (PERSON, _THING, _POINTING)) or _leans(question, named=False)
    return not pointing and all(_PLACED.search(question[:start]) for _, start in find_names(question))


def _about(question: str, topic: str) -> str:
    """Put the conversation's topic behind a question that names nothing."""
    return f"{_END.sub('', question)} ({topic})?"


def _refers(question: str, name: Name) -> bool:
    """Whether a question has a word of a name, small ones left out."""
    return not (name.words - SMALL).isdisjoint(words_of(question))


def _join(question: str, history: Sequence[Answer], known: Sequence[Name]) -> str:
    """Put a question after the last one that was whole by itself, and the topic behind where neither has it."""
    base = whole(history[-1]).rstrip("?!. ")
    if (_BARE.match(question) or asks_another(question)) and is_joined(
        history[-1].question, history[-1].standalone_question
    ):
        base += JOIN + _small(_END.sub("", history[-1].question))  # "Is it safe?" – "Who says it is not?" – "Why?"
    matter = looked_up(base)
    if matter not in ("", base):  # "Tell me about the strike", of which something is asked now
        base, question = matter, f"{question.rstrip('?!. ')}?"
    joined = f"{base}{JOIN}{_small(question)}"
    behind = [name.text for name in known[:1] if name.asked and not _refers(joined, name)]
    bare = _BARE.match(question) or (_POINTING.search(question) and not _THING.search(question))
    if bare and (told := _told_last(history[-1], " ".join((joined, *behind)))):
        behind.append(told)  # "who?", "that album"
    return _about(joined, ", ".join(behind)) if behind else joined


def _small(question: str) -> str:
    return question[:1].lower() + question[1:]


def _told_last(turn: Answer, joined: str) -> str | None:
    """Return the last name of an answer, unless a question has it already or it may be no more than a first word."""
    for statement in turn.statements[:1]:
        names = [n for n, at in find_names(statement.text) if (at or " " in n) and len(n) > 1 and n not in DAYS]
        return next((name for name in names[::-1] if not words_of(name) & words_of(joined)), None)
    return None


def _named(name: str, own: Sequence[str]) -> bool:
    return any(same_person(name, other) for other in own)
