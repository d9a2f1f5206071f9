from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant, Mark, MarkKind, Sentence
from assistant.asking.judging.matter import is_of_another_matter, is_on_the_matter

TEXT = """The Quay at Sandvik

By Ada Brun

The harbour board will rebuild the quay at Sandvik for 40 million kroner, it decided on Monday.
“We shall not pay a single krone for that quay,” said Ida Holm, who speaks for the fishermen.
The ferry to Orle will be sold in autumn, and forty people are to lose their work.
Piet Vos, the mayor, said the sale of the ferry was a disgrace.
"""
HOLM = "“We shall not pay a single krone for that quay,” said Ida Holm, who speaks for the fishermen."


@pytest.mark.parametrize(
    ("question", "is_other"),
    [
        ("What did Ida Holm say about the ferry?", True),
        ("What does Ida Holm think of the mayor Piet Vos?", True),
        ("What is Ida Holm’s opinion of the sale of the ferry?", True),
        ("What did Ida Holm say about the quay?", False),
        ("What did Ida Holm say about the cost of the quay?", False),  # some of it stands there
        ("What did Ida Holm say about the wharf?", False),  # a word of the asker's own tells nothing
        ("What did Ida Holm say about Sandvik?", False),  # the title's: all of it is about that
        ("What did Ida Holm say?", False),
        ("When will the ferry be sold?", False),
    ],
)
def test_words_on_one_matter_are_not_those_on_another(question: str, is_other: bool) -> None:
    assert is_of_another_matter(question, [HOLM], "The Quay at Sandvik", TEXT) == is_other


def test_what_stands_before_the_words_may_name_their_matter() -> None:
    before = "The ferry to Orle will be sold in autumn."
    asked = "What did Ida Holm say about the ferry?"
    assert not is_of_another_matter(asked, [before, "“A disgrace,” said Ida Holm."], "The Quay", TEXT)


def test_whoever_spoke_of_one_thing_is_not_quoted_on_another(tmp_path: Path) -> None:
    (tmp_path / "quay.txt").write_text(TEXT, encoding="utf-8")
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add(tmp_path / "quay.txt")
        of_quay, of_ferry = (assistant.ask(f"What did Ida Holm say about the {what}?") for what in ("quay", "ferry"))
    assert of_quay.statements and "single krone" in of_quay.statements[0].text
    assert not of_ferry.statements


@pytest.mark.parametrize(
    ("question", "is_on"),
    [
        ("What did Ida Holm say about the quay?", True),
        ("What does Ida Holm think of paying for the quay?", True),
        ("What did Ida Holm say about the ferry?", False),
        ("What did Piet Vos say about the quay?", False),
        ("Who will pay for the quay?", False),
    ],
)
def test_own_words_that_name_the_matter_are_on_it(question: str, is_on: bool) -> None:
    sentence = Sentence(HOLM, 0, len(HOLM), None, Mark(MarkKind.QUOTATION, "Ida Holm, quoted by Ada Brun"))
    assert is_on_the_matter(question, sentence) == is_on


def test_what_he_says_of_the_matter_comes_before_what_he_says_of_another(tmp_path: Path) -> None:
    speech = """The harbour speech

    Ida Holm: Let me be fair to the board first. Its task is a hard one, and it has little money.
    The ferry, in my opinion, should never have been sold. I call that sale a betrayal of the islands.
    The quay is another thing. Nobody here will miss the old planks.
    """
    (tmp_path / "speech.txt").write_text(speech, encoding="utf-8")
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add(tmp_path / "speech.txt")
        answer = assistant.ask("What does Ida Holm think of the ferry?")
    assert "ferry" in answer.statements[0].text or "sale" in answer.statements[0].text
