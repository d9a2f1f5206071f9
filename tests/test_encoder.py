from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from assistant.encoder import Encoder, bundled_model_folder
from assistant.errors import ModelError


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_bundled_model_is_the_published_one() -> None:
    assert (bundled_model_folder() / "model.safetensors").is_file()


def test_altered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"other weights")

    class Spec:
        origin = str(tmp_path / "__init__.py")

    def find_spec(name: str) -> Any:
        return Spec

    monkeypatch.setattr("importlib.util.find_spec", find_spec)
    with pytest.raises(ModelError, match="SHA-256"):
        bundled_model_folder()


def test_missing_model_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot load"):
        Encoder(str(tmp_path / "nothing")).encode_query("x")


def test_passages_and_their_sentences_come_from_one_pass(encoder: Encoder) -> None:
    text = "The dog barked at the moon. Interest rates rose by half a point."
    first, second = (0, 27), (28, len(text))
    (one,) = encoder.encode_passages([text], [[first, second]])
    array = one.vectors
    assert one.style is not None and one.style.shape[0] == 2
    assert array.shape == (3, encoder.dimension)
    assert np.allclose(np.linalg.norm(array, axis=1), 1, atol=1e-3)
    question = encoder.encode_query("What happened to interest rates?")
    assert array[2] @ question > array[1] @ question


def test_passage_vector_is_the_one_the_model_itself_gives(encoder: Encoder) -> None:
    text = "The council voted to build a bridge."
    array = encoder.encode_passages([text], [[]])[0].vectors
    reference = np.asarray(encoder.model.encode([text], normalize_embeddings=True), dtype=np.float32)[0]
    assert array[0] @ reference > 0.995


def test_result_does_not_depend_on_the_batch(encoder: Encoder) -> None:
    texts = [f"Sentence number {i} about ships. " * (i % 7 + 1) for i in range(40)]
    together = encoder.encode_passages(texts, [[]] * 40)
    alone = [encoder.encode_passages([text], [[]])[0] for text in texts[:5]]
    assert all(together[i].vectors[0] @ alone[i].vectors[0] > 0.99 for i in range(5))


def test_a_model_that_does_not_pool_by_mean_encodes_sentences_apart(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Encoder()
    monkeypatch.setitem(other.__dict__, "_pools_tokens", False)
    (one,) = other.encode_passages(["Ships sail. Dogs bark."], [[(0, 11), (12, 22)]])
    assert one.style is None
    assert one.vectors.shape == (3, encoder.dimension)


def test_threads_may_encode_at_once(encoder: Encoder) -> None:
    texts = [f"Ship number {i} left the harbour. " * (1 + i % 5) for i in range(12)]
    alone = encoder.encode_passages(texts, [[]] * 12)
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(encoder.encode_query, text) for text in texts]
        cut = [threads.submit(encoder.token_spans, texts) for _ in range(4)]
        together = list(threads.map(lambda _: encoder.encode_passages(texts, [[]] * 12), range(4)))
        assert len({str(spans.result()) for spans in cut}) == 1
        assert all(question.result().shape == (encoder.dimension,) for question in asked)
    assert all(
        ours.vectors[0] @ one.vectors[0] > 0.99 for run in together for ours, one in zip(run, alone, strict=True)
    )


def test_encoding_leaves_the_number_of_threads_as_it_was(encoder: Encoder) -> None:
    before = torch.get_num_threads()
    encoder.encode_passages(["A ship.", "A dog."], [[], []])
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(torch.get_num_threads).result() == before == torch.get_num_threads()


def test_a_passage_longer_than_the_model_reads_is_cut(encoder: Encoder) -> None:
    words = "ship " * 400
    cut, whole = encoder.encode_passages([words[: 5 * encoder.max_tokens], words], [[(0, 4)], [(0, 4), (1995, 1999)]])
    assert whole.vectors.shape == (3, encoder.dimension)
    assert cut.vectors[0] @ whole.vectors[0] > 0.99


def test_a_question_gets_the_vector_that_the_model_itself_gives(encoder: Encoder) -> None:
    text = "Who voted to build the bridge?"
    reference = np.asarray(encoder.model.encode_query(text, normalize_embeddings=True), dtype=np.float32)
    assert encoder.encode_query(text) @ reference > 0.995


def test_a_question_need_not_wait_for_passages(encoder: Encoder) -> None:
    texts = [f"Ship number {i} left the harbour of Tresund in the morning. " * 16 for i in range(96)]
    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(encoder.encode_passages, texts, [[]] * len(texts))
        encoder.encode_query("Which ship left?")
        assert not reading.done()
        assert len(reading.result()) == len(texts)
