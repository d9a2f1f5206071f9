"""Whether evidence supports a claim in meaning: the one judgement that words and grammar alone do not settle."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.asking.checks.words import content_stems
from assistant.encoder import Encoder

__all__ = ["SUPPORTED", "support"]

SUPPORTED = 0.5
"""Probability from which a claim counts as supported."""

# On train and dev claims: 98% of the true ones pass, and 8% of those paired with another sentence of their document.
_BIAS, _MEANING, _WORDS = -4.0, 13.0, 6.6


def support(encoder: Encoder, claim: str, evidence: Sequence[str]) -> float:
    """Return the probability, in [0, 1], that the evidence supports the claim.

    A first, hand-weighted version: likeness in meaning of the claim and all of the evidence, and the share of the
    claim's content words that the evidence has.

    Args:
        encoder: The bundled encoder.
        claim: One statement.
        evidence: The sentences it rests on; at least one.
    """
    whole = " ".join(evidence)
    claimed, held = (encoded.vectors[0] for encoded in encoder.encode_passages([claim, whole], [[], []]))
    wanted, there = set(content_stems(claim)), set(content_stems(whole))
    covered = len(wanted & there) / len(wanted) if wanted else 0.0
    return 1 / (1 + math.exp(-(_BIAS + _MEANING * float(claimed @ held) + _WORDS * covered)))
