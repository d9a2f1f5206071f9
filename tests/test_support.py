from __future__ import annotations

import numpy as np
import pytest

from assistant import Evidence, Mark, MarkKind, Passage, Sentence
from assistant.asking.generating.support import SUPPORTED, signs, support, support_features
from eval.training.claims import Judged, judged


def evidence(text: str) -> Evidence:
    sentence = Sentence(text, 0, len(text), None, Mark(MarkKind.FACT, None, reasons=("as given",)))
    return Evidence(sentence, 0, Passage(1, "d", 0, len(text), text, None, 0, 0), "d", "Ferry", 0.9, 1)


CITED = [evidence("The bridge at Orsa will be 84 metres long and will open to traffic in May.")]
TOLD = "The bridge is to have a length of 84 metres."
DENIED = "The bridge will not be 84 metres long."
PADDED = (
    "The bridge is to have a length of 84 metres, besides golden eagles, marble saloons, rooftop gardens, "
    "lantern parades, wedding chapels and skating rinks."
)


def test_signs_and_words_that_nobody_said_speak_against_a_claim() -> None:
    plain, turned, longer = support_features([(TOLD, CITED), (DENIED, CITED), (PADDED, CITED)])[:, 1:]
    assert plain.tolist() == [0, 0]
    assert turned[0] == -len(signs(DENIED, [CITED[0].text])) < 0
    assert longer[1] < 0


def test_a_paraphrase_is_better_supported_than_a_denial_or_a_claim_with_more_in_it() -> None:
    assert 0 <= max(support(DENIED, CITED), support(PADDED, CITED)) < support(TOLD, CITED) <= 1


@pytest.mark.parametrize("claim", ["The moon is made of green cheese.", "Prices rose again.", "Salmon will be dearer."])
def test_a_claim_about_something_else_has_no_support(claim: str) -> None:
    assert support(claim, CITED) == 0.0


def test_a_sentences_own_words_in_their_order_bear_themselves_out() -> None:
    assert support("The bridge will open to traffic in May.", CITED) == 1.0


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Ida Holm sold the hull and kept the bell.", "Ida Holm sold the hull, and her cousin Per Orr kept the bell."),
        ("The strike may force the port to shut.", "The strike may force the port to shut its oldest lock."),
    ],
)
def test_who_does_a_thing_and_to_what_is_not_left_out_of_a_sentences_own_words(claim: str, source: str) -> None:
    assert support(claim, [evidence(source)]) < 1.0


MANY_CITED = [
    *CITED,
    evidence("It replaces a ferry, which carried 40,000 cars a year."),
    evidence("The county pays a third, and tolls are to bring in the rest."),
]


def test_a_claim_that_rests_on_many_sentences_is_held_against_the_words_of_all_of_them() -> None:
    told = "The 84-metre bridge replaces the ferry, and the county pays a third of it."
    padded = f"{told} Golden eagles, marble saloons, rooftop gardens, wedding chapels and skating rinks will adorn it."
    assert support(padded, MANY_CITED) < SUPPORTED <= support(told, MANY_CITED)


def test_more_of_a_claims_words_never_mean_less_support() -> None:
    words = ["bridge", "ferry", "cars", "county", "tolls", "saloons", "gardens", "eagles"]
    found = [support(" ".join(words[n : n + 4]), MANY_CITED) for n in range(5)]
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1]


def made(features: list[list[float]], supported: list[bool]) -> Judged:
    rows = len(supported)
    return Judged(
        np.array(supported),
        np.ones(rows, bool),
        np.ones(rows, bool),
        np.array(features, np.float32),
        np.arange(rows) % 5,
    )


def test_no_weight_is_negative_and_a_fold_can_be_left_out() -> None:
    rows = [[float(i % 2), -float(i % 2)] for i in range(200)]
    found = made(rows, [bool(i % 2) for i in range(200)])  # the second feature points the wrong way
    weights, _ = found.weighed()
    assert weights[0] > 0 and weights[1] == 0
    assert made([*rows, [9.0, 9.0]], [*found.supported.tolist(), False]).weighed(200 % 5)[0][0] > 0


def test_claims_are_judged_as_far_as_words_go_before_their_meaning_is_weighed() -> None:
    class Said:
        def __init__(self, text: str, supported: bool) -> None:
            self.text, self.supported = text, supported

    pairs = [(Said(TOLD, True), CITED), (Said("The bridge is to have a length of 48 metres.", False), CITED)]
    found = judged(pairs)  # type: ignore[arg-type]
    assert found.passed.tolist() == [True, False] == found.as_written.tolist()
    assert found.features.shape == (2, 3)
