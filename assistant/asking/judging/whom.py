"""Whose words a question asks for among those found: by name, or by an office or a kind of body that one of them is."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.asking.finding.retrieve import Candidate
from assistant.asking.finding.shortlist import surroundings
from assistant.asking.understanding.offices import holder_of, office_asked
from assistant.asking.understanding.whose import asks_whose, voice_of
from assistant.library.library import Library
from assistant.schema import Evidence, Sentence

__all__ = ["whom"]


def whom(
    library: Library, question: str, sentences: Sequence[Sentence], found: Sequence[Candidate | Evidence]
) -> tuple[str, ...]:
    """Return the names of those whose words a question asks for, also where it names their office alone.

    Args:
        library: Where the sentences are kept.
        question: Stand-alone; it asks one thing.
        sentences: Those found.
        found: In what passage each of them was.
    """
    named, office = asks_whose(question), office_asked(question)
    if named or not office:
        return named
    around = surroundings(library, found)
    voices = ((voice_of(own), around[one.passage.id]) for own, one in zip(sentences, found, strict=True))
    holder = holder_of(office, voices)
    return (holder,) if holder else ()
