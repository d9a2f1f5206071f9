"""Whether a follow-up was understood: what our stand-alone question adds to it, against what a person adds.

Words are compared as sets of content words. What a rewrite drops from the follow-up is not measured here.
"""

from __future__ import annotations

from eval.metrics.words import content_words

__all__ = ["rewrite_precision", "rewrite_recall"]


def rewrite_recall(followup: str, *, human: str, ours: str) -> float:
    """Return the share of the content words added by the human rewrite that ours has too.

    Args:
        followup: The question as asked within the conversation.
        human: As a person would put it by itself.
        ours: As the assistant put it.

    Returns:
        A fraction in [0, 1]; 1.0 means that everything needed was filled in.

    Raises:
        ValueError: If the human rewrite adds no content word.

    Example:
        >>> human, ours = "When was Korea's debt exempted?", "When was Korea exempted?"
        >>> rewrite_recall("When was it exempted?", human=human, ours=ours)
        0.5
    """
    needed = _added(followup, human)
    if not needed:
        raise ValueError(f"recall is undefined: {human!r} adds no content word; leave it out of the average")
    return len(needed & _added(followup, ours)) / len(needed)


def rewrite_precision(followup: str, *, human: str, ours: str) -> float:
    """Return the share of the content words added by our rewrite that the human rewrite has too.

    Args:
        followup: The question as asked within the conversation.
        human: As a person would put it by itself.
        ours: As the assistant put it.

    Returns:
        A fraction in [0, 1]; 1.0 means that nothing foreign was dragged in.

    Raises:
        ValueError: If ours adds no content word.

    Example:
        >>> human, ours = "When was Korea's debt exempted?", "When was Korea exempted?"
        >>> rewrite_precision("When was it exempted?", human=human, ours=ours)
        1.0
    """
    added = _added(followup, ours)
    if not added:
        raise ValueError(f"precision is undefined: {ours!r} adds no content word; leave it out of the average")
    return len(added & _added(followup, human)) / len(added)


def _added(followup: str, rewrite: str) -> frozenset[str]:
    return content_words(rewrite) - content_words(followup)
