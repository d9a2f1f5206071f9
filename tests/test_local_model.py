from __future__ import annotations

from pathlib import Path

import pytest
from conftest import BRIDGE

from assistant import Assistant, Settings
from assistant.asking.generating.local_model import LocalChatModel
from assistant.encoder import bundled_model_folder
from assistant.errors import SettingsError

VOTE = "How did the town council of Marling vote on the footbridge?"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text-generation model of two small layers that has learned nothing, with a tokenizer, in a folder."""
    from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

    folder = tmp_path_factory.mktemp("tiny")
    tokenizer = AutoTokenizer.from_pretrained(bundled_model_folder(), local_files_only=True)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=1024,
        bos_token_id=tokenizer.cls_token_id,
        eos_token_id=tokenizer.sep_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_a_model_in_a_folder_writes_and_what_it_writes_is_verified(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text(BRIDGE)
    settings = Settings(model=f"local:{tiny}", model_timeout=60)
    with Assistant.open(tmp_path / "data", settings) as assistant:
        assistant.add(tmp_path / "bridge.txt")
        answer = assistant.ask(VOTE)
    texts = {c.quote for s in answer.statements for c in s.citations}
    assert any("voted 11 to 4" in text for text in texts)
    assert {s.text for s in answer.statements} <= texts  # it has learned nothing: none of its words can stand
    assert answer.notes


def test_it_streams_and_stops_when_nobody_listens(tiny: Path) -> None:
    model = LocalChatModel(path=str(tiny), max_new_tokens=200)
    stream = model.stream("Say something.")
    assert next(iter(stream)).content is not None
    stream.close()  # type: ignore[attr-defined]
    assert isinstance(LocalChatModel(path=str(tiny), max_new_tokens=5).invoke("Say something.").content, str)


def test_a_folder_that_is_not_there_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"there is no folder '.*missing'.*give its full path"):
        Assistant.open(tmp_path / "data", model=f"local:{tmp_path / 'missing'}")
    assert not (tmp_path / "data").exists()


def test_a_folder_without_a_model_is_noted_and_the_documents_answer(tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text(BRIDGE)
    with Assistant.open(tmp_path / "data", model=f"local:{tmp_path}") as assistant:
        assistant.add(tmp_path / "bridge.txt")
        answer = assistant.ask(VOTE)
    assert answer.statements
    assert "cannot be opened" in answer.notes[0]
