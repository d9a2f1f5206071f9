from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sklearn.metrics import balanced_accuracy_score

from assistant import Evidence
from eval.datasets.types import Claim, Dataset, Source, Span
from eval.measuring.figures import claim_figures
from eval.measuring.records import Record
from eval.measuring.verification import (
    Checker,
    baseline_checkers,
    check_all,
    evidence_for,
    found_for,
    of_texts,
    our_checkers,
    word_overlap,
)
from eval.metrics.claims import balanced_accuracy
from eval.reporting.compare import check_limits
from eval.reporting.report_check import OURS
from eval.shelf import Shelf, shelved
from eval.suite import run_suite

CRANE = (
    "The port of Tresund lost its only crane in the storm of 9 January 2023.\n"
    "The crane had stood on the north quay since 1961.\n"
    "It weighed 240 tonnes and could lift 35 containers an hour.\n"
    "The insurer, Fjordia, paid 18 million kroner in August."
)
ROOF = "Builders replaced 14 windows of the library and the whole slate roof.\nThe reading room now has 96 seats."
SOURCES = (Source("crane", CRANE), Source("roof", ROOF))


def span(source: str, line: int) -> Span:
    text = {one.name: one.text for one in SOURCES}[source]
    lines = text.split("\n")
    start = sum(len(one) + 1 for one in lines[:line])
    return Span(source, start, start + len(lines[line]))


def claim(name: str, source: str, line: int, text: str, fault: str = "") -> Claim:
    return Claim(name, text, not fault, (span(source, line),), fault)


GOLD = Dataset(
    "toy",
    SOURCES,
    claims=(
        claim("crane-c0", "crane", 3, "Fjordia paid 18 million kroner."),
        claim("crane-c1", "crane", 3, "Fjordia paid 81 million kroner.", "number changed"),
        claim("roof-c0", "roof", 1, "There are 96 seats in the reading room."),
        claim("roof-c1", "roof", 1, "The reading room does not have 96 seats.", "negated"),
    ),
)
WHOLE = Dataset(
    "pages",
    SOURCES,
    claims=(
        Claim("crane", "The insurer Fjordia paid 18 million kroner.", True, (), source="crane"),
        Claim("roof", "The library got a roof of copper.", False, (), "not supported", "roof"),
    ),
)


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    with shelved(SOURCES) as opened:
        yield opened


def checked(shelf: Shelf, dataset: Dataset, folder: Path, support: Any) -> list[Record]:
    return check_all(shelf, dataset, {"it": Checker(support, 0.5)}, folder / "claims.jsonl", lambda: None)["it"]


def figures(records: Sequence[Record]) -> dict[str, tuple[float, int]]:
    return {figure["name"]: (figure["value"], figure["n"]) for figure in claim_figures(records)}


def test_a_claim_is_checked_against_the_sentences_it_rests_on(shelf: Shelf, tmp_path: Path) -> None:
    seen: dict[str, list[Evidence]] = {}

    def look(text: str, evidence: Sequence[Evidence]) -> float:
        seen[text] = list(evidence)
        return 1.0

    checked(shelf, GOLD, tmp_path, look)
    (one,) = seen["Fjordia paid 18 million kroner."]
    assert one.text == "The insurer, Fjordia, paid 18 million kroner in August."
    assert shelf.assistant.document(one.document_id).text[one.sentence.start : one.sentence.end] == one.text
    assert one.passage.text.startswith("The port of Tresund") and one.passage.text.endswith(one.text)


def test_evidence_for_a_claim_about_a_page_is_found_in_that_page_alone(shelf: Shelf, tmp_path: Path) -> None:
    seen: dict[str, list[Evidence]] = {}

    def look(text: str, evidence: Sequence[Evidence]) -> float:
        seen[text] = list(evidence)
        return 1.0

    checked(shelf, WHOLE, tmp_path, look)
    found = seen["The insurer Fjordia paid 18 million kroner."]
    assert {one.document_id for one in found} == {shelf.names["crane"]}
    assert "The insurer, Fjordia, paid 18 million kroner in August." in [one.text for one in found]
    assert [one.position for one in found] == sorted(one.position for one in found)


def test_chosen_evidence_goes_before_what_would_be_found(shelf: Shelf) -> None:
    about = Claim("crane", "The crane weighed 240 tonnes.", True, (span("crane", 2),), source="crane")
    assert [one.text for one in evidence_for(shelf, about)] == [CRANE.split("\n")[2]]
    assert len(found_for(shelf, about)) > 1


def test_a_checker_that_is_always_right_gets_full_marks(shelf: Shelf, tmp_path: Path) -> None:
    supported = {one.text: one.supported for one in GOLD.claims}
    found = figures(checked(shelf, GOLD, tmp_path, lambda text, _: float(supported[text])))
    assert found == {
        "balanced accuracy": (1.0, 4),
        "AUROC": (1.0, 4),
        "supported accepted": (1.0, 2),
        "rejected: negated": (1.0, 1),
        "rejected: number changed": (1.0, 1),
    }


@pytest.mark.parametrize(("says", "accepted", "rejected"), [(1.0, 1.0, 0.0), (0.0, 0.0, 1.0)], ids=["all", "none"])
def test_accepting_all_or_none_is_chance_and_shows(
    shelf: Shelf, tmp_path: Path, says: float, accepted: float, rejected: float
) -> None:
    found = figures(checked(shelf, GOLD, tmp_path, lambda *_: says))
    assert found["balanced accuracy"] == (0.5, 4)
    assert found["AUROC"] == (0.5, 4)
    assert found["supported accepted"] == (accepted, 2)
    assert found["rejected: negated"] == (rejected, 1)


def test_a_broken_off_check_goes_on_and_checks_nothing_twice(shelf: Shelf, tmp_path: Path) -> None:
    asked: list[str] = []

    def count(text: str, _: object) -> float:
        asked.append(text)
        return 0.75

    first = checked(shelf, GOLD, tmp_path, count)
    path = tmp_path / "claims.jsonl"
    path.write_bytes(b"\n".join(path.read_bytes().split(b"\n")[:2]))
    assert checked(shelf, GOLD, tmp_path, count) == first
    assert len(asked) == 4 + 2


def test_shared_words_cannot_tell_a_changed_number_or_a_denial() -> None:
    assert word_overlap("The room has 96 seats.", ["The room has 96 seats."]) == 1.0
    assert word_overlap("The room does not have 96 seats.", ["The room has 96 seats."]) == 1.0
    assert word_overlap("It is.", ["The room has 96 seats."]) == 0.0


def test_baselines_stay_between_0_and_1_and_see_only_words(shelf: Shelf, tmp_path: Path) -> None:
    made = check_all(shelf, GOLD, baseline_checkers(), tmp_path / "claims.jsonl", lambda: None)
    assert set(made) == {"word overlap", "cosine"}
    assert all(0 <= record["score"] <= 1 for records in made.values() for record in records)
    assert of_texts(lambda claim, texts: float(len(texts)))("x", []) == 0.0


def test_ours_tells_a_changed_number_a_denial_and_an_opinion_told_as_fact(tmp_path: Path) -> None:
    words = "In my view the crane is a shameful heap of rust."
    sources = (*SOURCES, Source("view", words, {"author": "Nina Vold"}))
    view = Claim("view-c0", "The crane is a shameful heap of rust.", False, (Span("view", 0, len(words)),), "as fact")
    with shelved(sources) as opened:
        dataset = Dataset("toy", sources, claims=(*GOLD.claims, view))
        made = check_all(opened, dataset, our_checkers(), tmp_path / "claims.jsonl", lambda: None)
    strict, named = ([record["accepted"] for record in records] for records in made.values())
    assert list(made) == list(our_checkers()) and set(our_checkers(holders=False)) == {OURS, "as it stands"}
    assert strict == [True, False, True, False, False]
    assert named == [True, False, True, False, True]


def test_a_limit_on_verification_can_be_set_and_missed(tmp_path: Path) -> None:
    report = run_suite(extra=WHOLE, records=tmp_path)
    limits = {"Verification · pages": {"balanced accuracy": 1.01}}
    assert check_limits(report, limits) and not check_limits(report, {})


@pytest.mark.parametrize("supported", [(True, True, False), (False, True, False, True, True)])
def test_balanced_accuracy_is_the_one_of_scikit_learn(supported: tuple[bool, ...]) -> None:
    for number in range(2 ** len(supported)):
        accepted = [bool(number >> place & 1) for place in range(len(supported))]
        assert balanced_accuracy(supported, accepted) == pytest.approx(balanced_accuracy_score(supported, accepted))


def test_balanced_accuracy_needs_both_sorts() -> None:
    with pytest.raises(ValueError, match="2 of 2 claims are supported"):
        balanced_accuracy([True, True], [True, False])


@pytest.mark.parametrize("sample", [None, 1])
def test_the_suite_reports_claims_with_baselines_and_samples_them(tmp_path: Path, sample: int | None) -> None:
    report = run_suite(extra=WHOLE, records=tmp_path, sample=sample)
    (section,) = report["sections"]
    assert section["name"] == "Verification · pages"
    assert {"word overlap", "cosine"} <= {row["system"] for row in section["rows"]}
    counted = [figure["n"] for figure in section["figures"]]
    assert max(counted) == (sample or 2)
    assert len((tmp_path / "pages-claims.jsonl").read_text().splitlines()) == (sample or 2)
