"""Whether evidence supports a claim in meaning: the one judgement that words and grammar alone do not settle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

import numpy as np

from assistant.asking.generating.checker import load_checker
from assistant.asking.generating.checks.order import in_its_order
from assistant.asking.generating.checks.strength import overstated
from assistant.asking.judging.snippets import render
from assistant.asking.wording.negation import turned
from assistant.asking.wording.words import content_stems
from assistant.encoder import Vectors
from assistant.schema import Evidence

__all__ = ["MANY", "SUPPORTED", "coverage", "signs", "support", "support_features"]

SUPPORTED = 0.25
"""Probability from which a claim counts as supported: without signs it keeps 0.98 of the true paraphrases of train
documents that the checker was not trained on, and on dev tells claims apart as well as any other threshold would."""
WEIGHTS, BIAS = np.array([0.4, 0.5, 0.27], np.float32), 1.2
"""What each of `support_features` counts for: between what `python -m eval.training.claims` gave for the checker before
(0.43 and 1.06) and gives now (0.36 and 1.28); but a sign counts 0.5 and a word that nobody said 0.27, for which nothing
is found there: dev has hardly a claim with a list of inventions in it, and the checker lets these pass."""
MANY = 3
"""Sentences from which the checker is not asked: most claims it was trained on rest on one or two."""
COVERED, UNCOVERED = np.array([3.4, 0.5], np.float32), -2.8
"""What then counts: the share of a claim's content words that its sentences have, and a sign. By `python -m
eval.training.claims --data`, which gives a bias of -1.7; here half the words must be there to support a claim."""
LEAST_KNOWN, LEAST_LOGIT = 0.5, -3.5
"""A claim of whose content words its sentences have no more than this share needs this of the checker at least: dev
keeps 0.93 of its true claims as before, and shows 0.49 of the false ones instead of 0.55."""
_RETOLD = 6
"""Content words that telling in other words may bring along, and how many of them on end."""
_RUN = 3
_NARROWS = frozenset("almost barely few half hardly many most nearly only part partly several some third".split())
"""Words without which what stands right behind them says more than it did: "some of the members"."""
_NARROWED = 3  # words behind them
_OPENS_A_NOUN = frozenset("the a an his her its their this these those no s".split())


def support(claim: str, cited: Sequence[Evidence]) -> float:
    """Return the probability, in [0, 1], that evidence supports a claim.

    A claim made of one sentence's own words, in their order, is borne out by it; that nothing left out turns it
    round, the checks for denials and voices have seen to. Any other claim is read together with the evidence by the
    checker, which was trained on claims true to their sentences and claims wrong in one thing, and what it makes of
    them is weighed with what words show; see `CHECKER.md`. One that shares no content word with its
    sentences, their title or their speaker speaks of something else and has no support: of the train split's true
    claims 3 in 1,000 share none. One that shares half of
    them or fewer must not be wholly unlikely to the checker. Of a claim that rests on `MANY` sentences or more, words
    alone are weighed.

    Args:
        claim: One statement.
        cited: The sentences it rests on; at least one.

    Raises:
        ModelError: If the checker's weights cannot be loaded.
    """
    if any(_condensed(claim, evidence.text) for evidence in cited):
        return 1.0
    covered = coverage(claim, cited)
    if not covered[0]:
        return 0.0
    if len(cited) >= MANY:
        return float(1 / (1 + np.exp(-(covered @ COVERED + UNCOVERED))))
    features = support_features([(claim, cited)])
    if covered[0] <= LEAST_KNOWN and features[0][0] < LEAST_LOGIT:
        return 0.0
    return float(1 / (1 + np.exp(-(features @ WEIGHTS + BIAS)[0])))


def coverage(claim: str, cited: Sequence[Evidence]) -> Vectors:
    """Return the share of a claim's content words that its sentences, their title or speaker have, and less its signs.

    A claim without content words counts as covered.
    """
    words, known = frozenset(content_stems(claim)), frozenset(content_stems(_as_read(cited)))
    share = len(words & known) / len(words) if words else 1.0
    return np.array([share, -len(signs(claim, [one.text for one in cited]))], np.float32)


def support_features(claims: Sequence[tuple[str, Sequence[Evidence]]]) -> Vectors:
    """Return what speaks for claims.

    Args:
        claims: Each with the sentences it rests on, at least one. The checker sees their title and who answers for
            each of them, too.

    Returns:
        Shape (claims, 3), each rising with support: the checker's logit; less the number of signs that a claim says the
        opposite, or more; less its words that nobody said, beyond what telling in other words needs.
    """
    texts = [(claim, _as_read(cited)) for claim, cited in claims]
    words = [
        (-len(signs(claim, [one.text for one in cited])), -_foreign_words(claim, text))
        for (claim, cited), (_, text) in zip(claims, texts, strict=True)
    ]
    return np.column_stack([load_checker().logits(texts), np.array(words, np.float32)])


def _as_read(cited: Sequence[Evidence]) -> str:
    """Return sentences as the checker sees them: with their title and who answers for each."""
    return render(cited[0].title, [one.sentence for one in cited])[0]


def signs(claim: str, sources: Sequence[str]) -> list[str]:
    """Return signs that a statement says the opposite of its sources, or more than they do.

    In other words than theirs none is proof of a fault; each speaks against it.
    """
    return [sign for sign in (turned(in_its_order(claim, sources), sources), overstated(claim, sources)) if sign]


def _foreign_words(claim: str, text: str) -> int:
    """Return how many content words of a claim are too many that the text has not, all in all and on end."""
    known = frozenset(content_stems(text))
    foreign = [word not in known for word in content_stems(claim)]
    longest = max((len(list(run)) for is_foreign, run in groupby(foreign) if is_foreign), default=0)
    return max(0, sum(foreign) - _RETOLD) + max(0, longest - _RUN)


def _condensed(claim: str, source: str) -> bool:
    """Whether a claim's words all stand in a sentence, in that order, and it leaves out none that narrows what is said.

    Nor may it leave out who does the second of two things, or to what a thing is done at its end.

    Example:
        >>> _condensed("The council voted 11 to 4.", "The town council of Marling voted 11 to 4 on Tuesday.")
        True
        >>> _condensed("The members left early.", "Some of the members left early.")
        False
    """
    tokens = list(re.finditer(r"\w+", source))
    whole = [token.group().casefold() for token in tokens]
    kept = [-1]
    for word in re.findall(r"\w+", claim.casefold()):
        try:
            kept.append(whole.index(word, kept[-1] + 1))
        except ValueError:
            return False
    for last, after in zip(kept, [*kept[1:], len(whole)], strict=True):
        left_out = whole[last + 1 : after]
        if last < 0 or not left_out:
            continue
        opens_a_noun = left_out[0] in _OPENS_A_NOUN
        if after == len(whole) and opens_a_noun and source[tokens[last].end() : tokens[last + 1].start()] in " ’'":
            return False  # what is done, without to what
        if whole[last] in ("and", "but") and (opens_a_noun or tokens[last + 1].group()[0].isupper()):
            return False  # what another does
    told = set(kept)
    narrows = (n for n, word in enumerate(whole) if word in _NARROWS and n not in told)
    return not any(told.intersection(range(n + 1, n + 1 + _NARROWED)) for n in narrows)
