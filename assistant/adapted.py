"""The bundled encoder adapted: to read a question or a claim together with a text in one pass, or a question alone.

A small file holds what was learned: the difference to the bundled weights, in eight bits, and heads. `reader.py`,
`checker.py` and `query.py` have one each.
"""

from __future__ import annotations

import threading
import warnings
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.encoder import PROBE, Vectors, bundled_model_folder, workers
from assistant.errors import ModelError

if TYPE_CHECKING:
    import torch
    from tokenizers import Encoding, Tokenizer

__all__ = ["LONGEST", "Adapted", "adapted", "load_adapted", "pair_tokenizer", "text_offsets"]

LONGEST = 220
"""Most tokens of a question and a text together, or of a question alone; what is beyond is not read."""

LONGEST_QUESTION = 96
_BODY, _SCALE = "body.", ".scale"


class Adapted:
    """An adapted encoder and its heads. Safe to share between threads.

    Attributes:
        heads: By name, as its file holds them.
    """

    def __init__(self, tokenizer: Tokenizer, body: Any, heads: dict[str, torch.Tensor]) -> None:
        self.heads = heads
        self._tokenizer = tokenizer
        self._uncut = tokenizer.from_str(tokenizer.to_str())
        self._uncut.no_truncation()
        self._body = body

    def forward(self, pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[int, NDArray[np.int64], torch.Tensor]]:
        """Yield the number of each pair, which characters of its text its tokens are, and its hidden states.

        Args:
            pairs: Of a question or claim, of which no more than `LONGEST_QUESTION` tokens are read, and a text.

        Yields:
            Offsets as `text_offsets` has them, shape (tokens, 2), and states, shape (tokens, width); in no given order.
        """
        encoded = self._tokenizer.encode_batch([(self._shortened(asked), text) for asked, text in pairs])
        # Each alone, so that nothing is padding and no token must be hidden from another; the long ones first, so that
        # no thread is left with one of them at the end.
        order = sorted(range(len(pairs)), key=lambda number: -len(encoded[number].ids))
        for number, hidden in zip(order, workers("snippets").map(self._run, [encoded[i] for i in order]), strict=True):
            yield number, text_offsets([encoded[number]])[0], hidden

    def mean(self, text: str) -> Vectors:
        """Return the unit mean of the hidden states of one text by itself, shape (width,)."""
        encoded = self._uncut.encode(text)
        encoded.truncate(LONGEST)
        (hidden,) = workers("questions").map(self._run, [encoded])
        vector: Vectors = hidden.mean(0).numpy()
        return vector / max(float(np.linalg.norm(vector)), 1e-9)

    def _shortened(self, question: str) -> str:
        # What is asked stands at the end of a long question as often as at its beginning.
        spans = self._uncut.encode(question, add_special_tokens=False).offsets
        if len(spans) <= LONGEST_QUESTION:
            return question
        half = LONGEST_QUESTION // 2
        return f"{question[: spans[half - 1][1]]} {question[spans[-half][0] :]}"

    def _run(self, encoded: Encoding) -> torch.Tensor:
        import torch

        with torch.inference_mode():
            hidden: torch.Tensor = self._body(*_tensors(encoded))[0].float()
            return hidden


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


def adapted(state: dict[str, torch.Tensor], learned: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return the bundled encoder's weights with what was learned added to them.

    Args:
        state: The bundled weights.
        learned: The file: matrices in eight bits with a scale for every row, vectors as they are.

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


_loading: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)


def load_adapted(path: Path) -> Adapted:
    """Return the bundled encoder adapted by what a file holds, loaded on first use and shared by the whole process.

    Raises:
        ModelError: If the file is missing or damaged, or not made for the bundled model.
    """
    with _loading[path]:  # one that is still being loaded keeps nobody from those that are
        return _load(path)


@cache
def _load(path: Path) -> Adapted:
    # Seconds of import: only for those who ask.
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load_file
    from transformers import AutoModel

    try:
        learned = load_file(path)
    except (OSError, ValueError, SafetensorError) as error:
        raise ModelError(f"the weights {path.name} cannot be loaded ({error}); reinstall") from error
    folder = bundled_model_folder()
    # For texts this short, plain attention takes a tenth less time than the fused one, at the same result.
    body = AutoModel.from_pretrained(folder, local_files_only=True, use_safetensors=True, attn_implementation="eager")
    try:
        body.load_state_dict(adapted(body.state_dict(), learned))
        heads = {name: learned[name].float() for name in learned if not name.startswith(_BODY)}
    except (KeyError, RuntimeError) as error:
        raise ModelError(f"{path.name} does not fit the bundled model ({error}); reinstall") from error
    if torch.cpu._is_avx512_bf16_supported():
        body = body.to(torch.bfloat16)
    tokenizer = pair_tokenizer(folder)
    return Adapted(tokenizer, _compiled(body.eval(), _tensors(tokenizer.encode(PROBE, PROBE))), heads)


def _compiled(body: Any, example: tuple[torch.Tensor, torch.Tensor]) -> Any:
    """Return the encoder as one function from tokens and their types to the last hidden states.

    It computes the same, but holds no lock of the interpreter's between its steps, for which threads would wait on each
    other: a tenth faster alone, more beside others.
    """
    import torch

    def last(tokens: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Return the last hidden states of one batch of tokens."""
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
