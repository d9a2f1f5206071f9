from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.asking.finding import query
from assistant.asking.finding.query import QUERY_WEIGHTS, encode_question
from assistant.encoder import Encoder
from assistant.errors import ModelError

QUESTION = "How long is the canal?"


def test_a_question_has_a_unit_vector_of_its_own_in_the_documents_space() -> None:
    encoder = Encoder()
    vector, stock = encode_question(encoder, QUESTION), encoder.encode_query(QUESTION)
    assert vector.shape == (encoder.dimension,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)
    assert 0.3 < float(vector @ stock) < 0.999


def test_an_answer_is_nearer_than_another_sentence_of_the_same_words() -> None:
    encoder = Encoder()
    answer, other = encoder.encode_passages(
        ["It is 40 kilometres from end to end.", "How long, asked the canal."], [(), ()]
    )
    vector = encode_question(encoder, QUESTION)
    assert vector @ answer.vectors[0] - vector @ other.vectors[0] > (
        encoder.encode_query(QUESTION) @ answer.vectors[0] - encoder.encode_query(QUESTION) @ other.vectors[0]
    )


@pytest.mark.parametrize("question", ["", "?", "why " * 3_000, "\u202e\x00 \ud800".encode("utf-8", "replace").decode()])
def test_an_empty_an_endless_and_an_odd_question_have_one_too(question: str) -> None:
    assert np.isfinite(encode_question(Encoder(), question)).all()


def test_another_model_encodes_its_questions_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = Encoder("another")
    monkeypatch.setattr(Encoder, "encode_query", lambda self, text: np.ones(3, np.float32))
    assert encode_question(encoder, QUESTION).tolist() == [1, 1, 1]


def test_damaged_weights_are_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "query.safetensors").write_bytes(QUERY_WEIGHTS.read_bytes()[:1000])
    monkeypatch.setattr(query, "QUERY_WEIGHTS", tmp_path / "query.safetensors")
    with pytest.raises(ModelError, match="reinstall"):
        encode_question(Encoder(), QUESTION)
