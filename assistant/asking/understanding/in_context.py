"""A follow-up understood with what the library knows of the documents that the conversation spoke of last."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache

from assistant.asking.understanding.followup import spoken, standalone
from assistant.asking.understanding.request import WRITTEN, asks_gist
from assistant.asking.understanding.things import thing_named
from assistant.asking.understanding.thread import whole
from assistant.asking.understanding.whose import with_capitals
from assistant.asking.wording.names import inner_names
from assistant.library.library import Library
from assistant.marking.agents import is_agent
from assistant.marking.roster import Roster
from assistant.schema import Answer, Document

__all__ = ["in_context"]

_READ = 3  # documents that are read for whom "he" and "she" mean
_THIS = re.compile(
    rf"(?:(?:all|the whole) of )?(?:it|this|that|them|these|(?:this|that|the|your) (?:whole )?{WRITTEN})|",
    re.I,
)
_IT_ABOUT = re.compile(r"\b(?:it|that) (?:all )?about\W*$", re.I)


def in_context(library: Library, question: str, history: Sequence[Answer]) -> str:
    """Return a question that can be understood without the conversation, as `followup.standalone` does.

    Args:
        library: Whose documents the conversation cites; one that was removed tells nothing any more.
        question: As asked.
        history: Earlier turns, oldest first.
    """
    turns = spoken(history)
    if not turns:
        return question
    last = turns[-1]
    ids = [c.document_id for s in last.statements for c in s.citations] + [e.document_id for e in last.nearest]
    held = library.catalogue.document_ids()
    documents = [library.catalogue.document(each) for each in dict.fromkeys(ids) if each in held]
    if documents and not _is_of_thing(question, last) and (gist := _of_document(question, documents[0])):
        return gist
    authors = {document.id: document.author for document in documents if document.author}
    voices, texts = cache(library.catalogue.voices), [document.text for document in documents]
    names = cache(lambda: {name for text in texts for name in inner_names(text)})
    every = (*(one.standalone_question for one in history), question)
    asked = [_in_capitals(each, voices, names, texts) for each in every]
    history = [replace(one, standalone_question=each) for one, each in zip(history, asked[:-1], strict=True)]
    return standalone(asked[-1], history, authors, voices, _may_mean(library, documents[:_READ]))


def _is_of_thing(question: str, last: Answer) -> bool:
    """Return whether "What was it about?" asks of a thing that was asked about: "Who moved the motion?"."""
    thing = thing_named(whole(last))
    return bool(thing and _IT_ABOUT.search(question) and not is_agent(thing) and not re.search(WRITTEN, thing, re.I))


def _of_document(question: str, document: Document) -> str | None:
    """Return a question for what "this" or "the article" tells, in short, put to a document by its title; else None."""
    what = asks_gist(question)
    if what is None or not _THIS.fullmatch(what):
        return None
    place = question.index(what) if what else len(question.rstrip(" .?!"))
    return f"{question[:place].rstrip()} the document “{document.title}”{question[place + len(what) :]}"


def _in_capitals(
    question: str, voices: Callable[[], Sequence[str]], names: Callable[[], Collection[str]], texts: Sequence[str]
) -> str:
    """Return a question typed in small letters with the capitals of those who have words and of names in some texts."""
    found = with_capitals(question, voices, texts)
    if question[1:] != question[1:].lower():
        return found
    for name in (name for name in names() if name.casefold() in question.casefold()):
        if " " in name or not any(re.search(rf"\b{re.escape(name.casefold())}\b", text) for text in texts):
            found = re.sub(rf"\b{re.escape(name)}\b", name, found, flags=re.I)
    return found


def _may_mean(library: Library, documents: Sequence[Document]) -> Callable[[str, str], float | None]:
    """Return how to tell whom "he" or "she" may mean: by the first document that knows, each read if it is asked of."""

    @cache
    def roster(document: Document) -> Roster:
        sentences = library.catalogue.sentences(document.id)
        return Roster(document.text, (sentence.text for sentence in sentences))

    def may_mean(pronoun: str, name: str) -> float | None:
        known = (roster(document).may_mean(pronoun, name) for document in documents)
        return next((likely for likely in known if likely is not None), None)

    return may_mean
