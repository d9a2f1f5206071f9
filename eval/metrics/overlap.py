"""How hard a question set is: questions that repeat their answer's words are easy to find answers for."""

from __future__ import annotations

from eval.metrics.words import content_words

__all__ = ["question_overlap"]


def question_overlap(question: str, sentence: str) -> float:
    """Return the share of a question's content words that its answer sentence repeats.

    Args:
        question: With at least one content word.
        sentence: The sentence that answers it.

    Returns:
        A fraction in [0, 1]; the lower, the less word matching helps.

    Raises:
        ValueError: If the question has no content words.

    Example:
        >>> question_overlap("Who decided to stop the ferries?", "The port authority took the ferry out of service.")
        0.3333333333333333
    """
    asked = content_words(question)
    if not asked:
        raise ValueError(f"overlap is undefined: no content words in {question!r}; leave it out of the average")
    return len(asked & content_words(sentence)) / len(asked)
