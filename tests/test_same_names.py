from __future__ import annotations

from pathlib import Path

import pytest

from assistant.asking.finding.clues import clues, understand
from assistant.asking.judging.strangers import names_a_stranger
from assistant.library.same_names import same_names
from assistant.library.words import WordEntry, WordIndex
from assistant.schema import Mark, MarkKind, Sentence


@pytest.mark.parametrize(
    ("question", "name", "other"),
    [
        ("Why did Norwegians protest?", "Norwegians", "Oslo"),
        ("What does Kyiv’s mayor want?", "Kyiv", "Ukrainian"),
        ("who met the kenyan envoy?", "kenyan", "Nairobi"),
        ("Did the UN pay?", "UN", "United Nations"),
        ("Which port of Côte d'Ivoire is shut?", "Côte d'Ivoire", "Abidjan"),
    ],
)
def test_a_country_its_people_and_its_capital_stand_for_one_another(question: str, name: str, other: str) -> None:
    found = same_names(question)
    assert other in found[name]
    assert name not in found[name]


@pytest.mark.parametrize("question", ["Who shall polish the brass?", "tell us about un", "What did Ida say?", ""])
def test_other_words_name_no_country(question: str) -> None:
    assert same_names(question) == {}


def test_us_is_looked_up_but_never_looked_for() -> None:
    assert "Washington" in same_names("What did the US decide?")["US"]
    assert "US" not in same_names("What did Washington decide?")["Washington"]


def test_a_section_is_found_by_another_name_of_the_same_country(tmp_path: Path) -> None:
    index = WordIndex(tmp_path)
    texts = {1: "Freetown has new taps.", 2: "Sierra Vale has a lion and new taps.", 3: "Lima has old taps."}
    index.add([WordEntry(i, text, "Taps", "", text) for i, text in texts.items()])
    found = dict(index.sections("Where does the Sierra Leonean capital have taps?", 5))
    assert max(found, key=lambda i: found[i]) == 1
    own_name = dict(index.sections("Where does Freetown have taps?", 5))
    assert own_name[1] == pytest.approx(1.0)


def test_a_text_that_has_another_name_of_the_same_has_the_name_asked_for() -> None:
    asked = understand("Who leads the Danes?")
    sentence = Sentence(text="Holm leads them.", start=0, end=16, speaker=None, mark=Mark(MarkKind.FACT))
    assert clues(asked, sentence, "A letter from Copenhagen.", None)[0] == 0.0
    assert clues(asked, sentence, "A letter from Oslo.", None)[0] == -1.0


def test_a_capital_may_speak_for_a_name_of_several_words() -> None:
    assert not names_a_stranger("Who heads the central bank in South Korea?", "The bank in Seoul has a new head.")
    assert names_a_stranger("Who heads the central bank in South Korea?", "The bank in Hanoi has a new head.")
