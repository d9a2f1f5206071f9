from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.asking.judging.introduce import asks_who, introduces


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is Awa Lind?", "Awa Lind"),
        ("who was Dr. Awa Lind", "Awa Lind"),
        ("And who is Lind?", "Lind"),
        ("Who is Lind's deputy?", None),
        ("Who is the mayor of Osk?", None),
        ("Who is Lind suing?", None),
        ("Who is to blame?", None),
        ("Why is Lind late?", None),
    ],
)
def test_who_somebody_is_is_asked_by_his_name_alone(question: str, name: str | None) -> None:
    assert asks_who(question) == name


@pytest.mark.parametrize(
    ("text", "plainly"),
    [
        ("Awa Lind is a retired pilot.", 3),
        ("Awa Lind (61) was the first to sign.", 3),
        ("Dr. Awa Lind, chief surgeon of the clinic, was brief.", 2),
        ("The bridge, said Awa Lind, who built it, will hold.", 2),
        ("“No,” said its spokeswoman, Awa Lind.", 1),
        ("The ministry's regional director, Dr. Awa Lind, was brief.", 1),
        ("Norwegian leader Awa Lind met him.", 1),
        ("They asked a retired pilot named Awa Lind.", 2),
        ("A man who called Awa Lind was told to wait.", 0),
        ("One minister called Awa Lind a liar.", 0),
        ("The mayor asked Awa Lind to go.", 0),
        ("In the view of Awa Lind, prices fall.", 0),
        ("Awa Lind, said the mayor, is late.", 0),
        ("The harbour of Awa Lindholm is a ruin.", 0),
    ],
)
def test_a_sentence_introduces_somebody_outright_after_the_name_or_before_it(text: str, plainly: int) -> None:
    assert introduces("Awa Lind", text) == plainly


def test_who_somebody_is_is_answered_and_a_stranger_is_not(tmp_path: Path) -> None:
    (tmp_path / "quay.md").write_text(
        "The quay at Osk is closed. Awa Lind, who runs the shipyard, wants it sold.\n\n"
        "“It is late,” said the mayor, Bela Horn. Horn and Lind will meet on Monday.\n"
    )
    with Assistant.open(tmp_path / "data") as assistant:
        assistant.add(tmp_path / "quay.md")
        assert "who runs the shipyard" in assistant.ask("Who is Awa Lind?").statements[0].text
        assert not any(one.highlight for one in assistant.ask("Who is Awa Lind?").statements)
        assert "the mayor, Bela Horn" in assistant.ask("who is Bela Horn").statements[0].text
        assert assistant.ask("Who is Tor Brekke?").abstained
