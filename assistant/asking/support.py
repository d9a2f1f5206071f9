"""Whether evidence supports a claim in meaning: the one judgement that words and grammar alone do not settle."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking.reader import load_reader
from assistant.asking.snippets import render
from assistant.schema import Evidence

__all__ = ["DOUBTED", "SUPPORTED", "support"]

SUPPORTED = 0.1
"""Probability from which a claim counts as supported; chosen on the dev split of the handwritten claims."""
DOUBTED = 0.6
"""The same where its words show a sign that it says something else."""


def support(claim: str, cited: Sequence[Evidence]) -> float:
    """Return the probability, in [0, 1], that evidence supports a claim.

    A claim made of one sentence's own words, in their order, is borne out by it; that nothing left out turns it
    round, the checks for denials and voices have seen to. Any other claim is read together with the evidence by the
    reader, which was trained on claims true to their sentences and claims wrong in one thing; see `READER.md`. It sees
    the title and who answers for each sentence, too.

    Args:
        claim: One statement.
        cited: The sentences it rests on; at least one.

    Raises:
        ModelError: If the reader's weights cannot be loaded.
    """
    if any(_condensed(claim, evidence.text) for evidence in cited):
        return 1.0
    text, _ = render(cited[0].title, [evidence.sentence for evidence in cited])
    return load_reader().support([(claim, text)])[0]


def _condensed(claim: str, source: str) -> bool:
    """Whether a claim's words all stand in a sentence, in that order.

    Example:
        >>> _condensed("The council voted 11 to 4.", "The town council of Marling voted 11 to 4 on Tuesday.")
        True
    """
    words = iter(re.findall(r"\w+", source.casefold()))
    return all(word in words for word in re.findall(r"\w+", claim.casefold()))
