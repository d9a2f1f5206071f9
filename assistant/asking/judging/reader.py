"""The reader: question and text in one forward pass of the bundled encoder, adapted; which sentence answers, if any.

How it was trained, on what, and how well it does: `READER.md` beside this file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.adapted import Adapted, load_adapted
from assistant.asking.judging.snippets import Snippet
from assistant.encoder import Vectors

if TYPE_CHECKING:
    import torch

__all__ = ["WEIGHTS", "Reader", "Reading", "load_reader"]

WEIGHTS = Path(__file__).with_name("reader.safetensors")
_SHORT_SHARE = 0.5
_SHORT_TOKENS = 16
# What a short answer is widened by, on its left and on its right.
_WORD_BEFORE, _WORD_AFTER = (
    re.compile(r"[\w$€£¥’'.,-]{0,60}(?:[\w$€£¥]|\d[.,])$"),
    re.compile(r"(?:[’'.,-]?\w)+[%‰°]?|[%‰°]"),
)
_NAME_BEFORE = re.compile(r"(?:\b[A-Z][\w’'-]*\s)+$")
_NAME_AFTER = re.compile(r"(?<=[a-z])(?:\s[A-Z][\w’'-]*)+")
_NUMERAL = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|billion|trillion)"
)
_COUNT_BEFORE = re.compile(rf"(?:(?:[$€£¥]?\d[\d.,]*\s|\b{_NUMERAL}(?:-|\s(?:and\s)?))){{1,6}}$", re.I)
_COUNT_AFTER = re.compile(rf"(?:(?:-|\s(?:and\s)?){_NUMERAL}\b){{1,6}}", re.I)
_COUNTS = re.compile(rf"\b{_NUMERAL}$", re.I)
_UNIT_AFTER = re.compile(
    r"(?<=\d)\s(?:hundred|thousand|million|billion|trillion|per\s?cent|(?!(?:as|has|is|its|this|was)\b)[a-z]+s)\b|(?<=\d\sper)\scent\b"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one sentence.

    Attributes:
        logit: How much more likely it is to answer than nothing is, in nats; higher is better.
        short: Characters `[start, end)` of the sentence that are the answer itself, or None where none stands out.
    """

    logit: float
    short: tuple[int, int] | None


class Reader:
    """The adapted encoder and its heads. Safe to share between threads."""

    def __init__(self, encoder: Adapted) -> None:
        self._encoder = encoder
        self._heads = encoder.heads

    def read(self, question: str, snippets: Sequence[Snippet]) -> list[list[Reading | None]]:
        """Return what each snippet's sentences say to a question.

        Args:
            question: Stand-alone.
            snippets: What to read.

        Returns:
            For every snippet one reading a sentence, None for one beyond the longest input.
        """
        readings: list[list[Reading | None]] = [[] for _ in snippets]
        for number, offsets, hidden in self._encoder.forward([(question, snippet.text) for snippet in snippets]):
            snippet = snippets[number]
            scores = hidden @ self._heads["token.weight"][0] + self._heads["token.bias"][0]
            readings[number] = [self._reading(snippet.text, offsets, hidden, scores, span) for span in snippet.spans]
        return readings

    def weigh(self, what: str, features: Vectors) -> Vectors:
        """Return the probability in [0, 1] that each row of features means an answer.

        Args:
            what: "sentence", "question" (does anything answer, or only nearly) or "topic" (is it about that at all).
            features: Shape (rows, features), as `assistant.asking.judging.weigh` gives them.
        """
        weights, bias = self._heads[f"{what}.evidence"].numpy(), self._heads[f"{what}.threshold"].numpy()
        probability: Vectors = 1 / (1 + np.exp(-(features @ weights + bias)))
        return probability

    def _reading(
        self, text: str, offsets: NDArray[np.int64], hidden: torch.Tensor, scores: torch.Tensor, span: tuple[int, int]
    ) -> Reading | None:
        tokens = np.flatnonzero((offsets[:, 0] >= 0) & (offsets[:, 0] < span[1]) & (offsets[:, 1] > span[0]))
        if not len(tokens):
            return None
        first, last = int(tokens[0]), int(tokens[-1]) + 1
        own = scores[first:last]
        mean = hidden[first:last].mean(0)
        logit = float(mean @ self._heads["sentence.weight"][0] + self._heads["sentence.bias"][0] + own.max())
        short = _short(own.softmax(0).numpy(), offsets[first:last])
        return Reading(logit, _whole_words(text, short, span) if short else None)


def _short(weights: NDArray[np.float32], offsets: NDArray[np.int64]) -> tuple[int, int] | None:
    """Return the characters of the tokens around the heaviest that hold most of the weight, if they are few."""
    first = last = int(weights.argmax())
    held = float(weights[first])
    while held < _SHORT_SHARE and last - first < _SHORT_TOKENS:
        before = weights[first - 1] if first else -1.0
        after = weights[last + 1] if last + 1 < len(weights) else -1.0
        if before < 0 and after < 0:
            return None
        if before > after:
            first -= 1
        else:
            last += 1
        held += float(max(before, after))
    if held < _SHORT_SHARE or last - first + 1 == len(weights):
        return None
    return int(offsets[first, 0]), int(offsets[last, 1])


def _whole_words(text: str, short: tuple[int, int], span: tuple[int, int]) -> tuple[int, int]:
    """Return a stretch of `text` widened, within `span`, to whole words, whole numbers with their unit, whole names."""
    start, end = short
    for before, after in ((_WORD_BEFORE, _WORD_AFTER), (_NAME_BEFORE, _NAME_AFTER), (_COUNT_BEFORE, _UNIT_AFTER)):
        last = text.rfind(" ", start, end) + 1 or start
        of_name = before is _NAME_BEFORE
        if (found := before.search(text, span[0], start)) and (text[start].isupper() or not of_name):
            start = found.start()
        if (found := after.match(text, end, span[1])) and (text[last].isupper() or not of_name):
            end = found.end()
    if _COUNTS.search(text, start, end) and (found := _COUNT_AFTER.match(text, end, span[1])):
        end = found.end()
    return start - span[0], end - span[0]


def load_reader() -> Reader:
    """Return the reader; its weights are loaded on first use.

    Raises:
        ModelError: If they are missing, or not made for the bundled model.
    """
    return Reader(load_adapted(WEIGHTS))
