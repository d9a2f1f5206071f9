"""The reader: question and text in one forward pass of the bundled encoder, adapted; which sentence answers, if any.

A small file holds what was learned: the difference to the bundled weights, in eight bits, and three heads. How it was
trained, on what, and how well it does: `READER.md` beside this file.
"""

from __future__ import annotations

import re
import threading
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.asking.snippets import Snippet
from assistant.encoder import PROBE, Vectors, bundled_model_folder, workers
from assistant.errors import ModelError

if TYPE_CHECKING:
    import torch
    from tokenizers import Encoding, Tokenizer

__all__ = ["WEIGHTS", "Reader", "Reading", "load_reader"]

WEIGHTS = Path(__file__).with_name("reader.safetensors")
LONGEST = 220
"""Most tokens of a question and a snippet together; what is beyond is not read."""

LONGEST_QUESTION = 96
_BODY, _SCALE = "body.", ".scale"
_SHORT_SHARE = 0.5
_SHORT_TOKENS = 16
# What a short answer is widened by, on its left and on its right.
_WORD_BEFORE, _WORD_AFTER = (
    re.compile(r"[\w$€£¥’'.,-]*(?:[\w$€£¥]|\d[.,])$"),
    re.compile(r"(?:[’'.,-]?\w)+[%‰°]?|[%‰°]"),
)
_NAME_BEFORE = re.compile(r"(?:\b[A-Z][\w’'-]*\s)+$")
_NAME_AFTER = re.compile(r"(?<=[a-z])(?:\s[A-Z][\w’'-]*)+")
_COUNT_BEFORE = re.compile(
    r"(?:[$€£¥]?\d[\d.,]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty))\s$",
    re.I,
)
_UNIT_AFTER = re.compile(r"(?<=\d)\s(?:hundred|thousand|million|billion|trillion|per\s?cent|[a-z]+s)\b")


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

    def __init__(self, tokenizer: Tokenizer, body: Any, heads: dict[str, torch.Tensor]) -> None:
        self._tokenizer = tokenizer
        self._uncut = tokenizer.from_str(tokenizer.to_str())
        self._uncut.no_truncation()
        self._body = body
        self._heads = heads

    def read(self, question: str, snippets: Sequence[Snippet]) -> list[list[Reading | None]]:
        """Return what each snippet's sentences say to a question.

        Args:
            question: Stand-alone.
            snippets: What to read.

        Returns:
            For every snippet one reading a sentence, None for one beyond the longest input.
        """
        readings: list[list[Reading | None]] = [[] for _ in snippets]
        asked = self._shortened(question)
        for number, offsets, hidden in self._forward([(asked, snippet.text) for snippet in snippets]):
            snippet = snippets[number]
            scores = hidden @ self._heads["token.weight"][0] + self._heads["token.bias"][0]
            readings[number] = [self._reading(snippet.text, offsets, hidden, scores, span) for span in snippet.spans]
        return readings

    def claim_logits(self, claims: Sequence[tuple[str, str]]) -> Vectors:
        """Return how much more likely each text supports its claim than not, in nats.

        Args:
            claims: Pairs of a claim and the text it rests on, rendered as a snippet is.
        """
        found = np.zeros(len(claims), np.float32)
        for number, _, hidden in self._forward([(self._shortened(claim), text) for claim, text in claims]):
            found[number] = float(hidden[0] @ self._heads["claim.weight"][0] + self._heads["claim.bias"][0])
        return found

    def weigh(self, what: str, features: Vectors) -> Vectors:
        """Return the probability in [0, 1] that each row of features means an answer.

        Args:
            what: "sentence", "question" (does anything answer, or only nearly) or "topic" (is it about that at all).
            features: Shape (rows, features), as `assistant.asking.read.weigh` gives them.
        """
        weights, bias = self._heads[f"{what}.evidence"].numpy(), self._heads[f"{what}.threshold"].numpy()
        probability: Vectors = 1 / (1 + np.exp(-(features @ weights + bias)))
        return probability

    def _shortened(self, question: str) -> str:
        spans = self._uncut.encode(question, add_special_tokens=False).offsets
        return question if len(spans) <= LONGEST_QUESTION else question[: spans[LONGEST_QUESTION - 1][1]]

    def _forward(self, pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[int, NDArray[np.int64], torch.Tensor]]:
        """Yield the number of each pair, which characters of its text its tokens are, and its hidden states."""
        encoded = self._tokenizer.encode_batch(list(pairs))
        # Each alone, so that nothing is padding and no token must be hidden from another; the long ones first, so that
        # no thread is left with one of them at the end.
        order = sorted(range(len(pairs)), key=lambda number: -len(encoded[number].ids))
        for number, hidden in zip(order, workers("snippets").map(self._run, [encoded[i] for i in order]), strict=True):
            yield number, text_offsets([encoded[number]])[0], hidden

    def _run(self, encoded: Encoding) -> torch.Tensor:
        import torch

        with torch.inference_mode():
            hidden: torch.Tensor = self._body(*_tensors(encoded))[0].float()
            return hidden

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


def pair_tokenizer(folder: Path) -> Tokenizer:
    """Return the tokenizer of the model in a folder, set to cut the text of a question and a text at `LONGEST` tokens.

    Nothing in it changes any more, so that threads may share it.
    """
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST, strategy="only_second")
    return tokenizer


def text_offsets(encoded: Sequence[Encoding]) -> NDArray[np.int64]:
    """Return which characters of the text each token of a question and a text is.

    Args:
        encoded: Pairs of the same number of tokens.

    Returns:
        Shape (pairs, tokens, 2): -1 for every token that is none of the text's, that is, for the question's, special
        ones and padding.
    """
    offsets, kinds = np.array([one.offsets for one in encoded]), np.array([one.type_ids for one in encoded])
    text = kinds.astype(bool) & (offsets[..., 1] > offsets[..., 0])
    return np.where(text[..., None], offsets, -1)


def _tensors(encoded: Encoding) -> tuple[torch.Tensor, torch.Tensor]:
    import torch

    return torch.tensor([encoded.ids]), torch.tensor([encoded.type_ids])


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
    name = (_NAME_BEFORE, _NAME_AFTER) if text[start].isupper() else (_WORD_BEFORE, _WORD_AFTER)
    for before, after in ((_WORD_BEFORE, _WORD_AFTER), name, (_COUNT_BEFORE, _UNIT_AFTER)):
        if found := before.search(text, span[0], start):
            start = found.start()
        if found := after.match(text, end, span[1]):
            end = found.end()
    return start - span[0], end - span[0]


def adapted(state: dict[str, torch.Tensor], learned: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return the bundled encoder's weights with what was learned added to them.

    Args:
        state: The bundled weights.
        learned: The reader's file: matrices in eight bits with a scale for every row, vectors as they are.

    Raises:
        KeyError: If something was learned for a weight that the encoder does not have.
        RuntimeError: If a shape does not fit.
    """
    found = dict(state)
    for name in [name for name in learned if name.startswith(_BODY) and not name.endswith(_SCALE)]:
        delta = learned[name].float()
        if f"{name}{_SCALE}" in learned:
            delta = delta * learned[f"{name}{_SCALE}"].float()[:, None]
        found[name.removeprefix(_BODY)] = state[name.removeprefix(_BODY)] + delta
    return found


_loading = threading.Lock()


def load_reader() -> Reader:
    """Return the reader, loaded on first use and shared by the whole process.

    Raises:
        ModelError: If its weights are missing, or not made for the bundled model.
    """
    with _loading:
        return _load()


@cache
def _load() -> Reader:
    # Seconds of import: only for those who ask.
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load_file
    from transformers import AutoModel

    try:
        learned = load_file(WEIGHTS)
    except (OSError, ValueError, SafetensorError) as error:
        raise ModelError(f"the reader's weights cannot be loaded from {WEIGHTS.name} ({error}); reinstall") from error
    folder = bundled_model_folder()
    # For texts this short, plain attention takes a tenth less time than the fused one, at the same result.
    body = AutoModel.from_pretrained(folder, local_files_only=True, use_safetensors=True, attn_implementation="eager")
    try:
        body.load_state_dict(adapted(body.state_dict(), learned))
        heads = {name: learned[name].float() for name in learned if not name.startswith(_BODY)}
    except (KeyError, RuntimeError) as error:
        raise ModelError(f"{WEIGHTS.name} does not fit the bundled model ({error}); reinstall") from error
    if torch.cpu._is_avx512_bf16_supported():
        body = body.to(torch.bfloat16)
    tokenizer = pair_tokenizer(folder)
    return Reader(tokenizer, _compiled(body.eval(), _tensors(tokenizer.encode(PROBE, PROBE))), heads)


def _compiled(body: Any, example: tuple[torch.Tensor, torch.Tensor]) -> Any:
    """Return the encoder as one function from tokens and their types to the last hidden states.

    It computes the same, but holds no lock of the interpreter's between its steps, for which threads would wait on each
    other: a tenth faster alone, more beside others.
    """
    import torch

    def last(tokens: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        hidden: torch.Tensor = body(input_ids=tokens, token_type_ids=types).last_hidden_state
        return hidden

    body.requires_grad_(False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of branches that no input of ours takes
        compiled = torch.jit.trace(last, example, check_trace=False)
    with torch.inference_mode():
        for _ in range(2):  # it is put in order in its first runs
            compiled(*example)
    return compiled
