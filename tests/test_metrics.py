"""Metrics against cases worked by hand, reference implementations, and laws that must hold for any data."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn.calibration import calibration_curve
from sklearn.metrics import f1_score, ndcg_score

from assistant.schema import MarkKind
from eval.metrics.calibration import expected_calibration_error, reliability_table
from eval.metrics.citations import citation_precision, citation_recall, same_place
from eval.metrics.followups import rewrite_precision, rewrite_recall
from eval.metrics.intervals import Figure, bootstrap, mean_figure
from eval.metrics.latency import percentile
from eval.metrics.marks import cohens_kappa, confusion, macro_f1, shown_as_bare_fact, unsure_share
from eval.metrics.overlap import question_overlap
from eval.metrics.ranking import ndcg_at_k, recall_at_k, reciprocal_rank
from eval.metrics.refusal import auroc, risk_coverage_curve
from eval.metrics.rows import check_rows
from eval.metrics.voices import same_voice
from eval.metrics.words import content_words

KINDS: list[str] = [kind for kind in MarkKind if kind != MarkKind.UNSURE]

probabilities = st.floats(0, 1)
scored = st.lists(st.tuples(st.booleans(), probabilities), min_size=1, max_size=40)
marked = st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(list(MarkKind))), min_size=1, max_size=40)
rankings = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)
judged = st.sets(st.sampled_from("abcdefghij"), min_size=1)
places = st.builds(
    lambda document, start, length: (document, start, start + length),
    st.sampled_from("ab"),
    st.integers(0, 30),
    st.integers(1, 20),
)


def columns(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize(
    "call",
    [
        lambda: mean_figure([]),
        lambda: bootstrap(np.mean),
        lambda: bootstrap(np.mean, [1.0], resamples=0),
        lambda: mean_figure([1.0, math.nan]),
        lambda: recall_at_k(["a"], set(), 1),
        lambda: reciprocal_rank(["a"], set()),
        lambda: ndcg_at_k(["a"], set(), 1),
        lambda: ndcg_at_k(["a"], {"a": 0.0}, 1),
        lambda: ndcg_at_k(["a"], {"a": 1.0, "b": -1.0}, 1),
        lambda: recall_at_k(["a"], {"a"}, 0),
        lambda: recall_at_k(["a", "a"], {"a"}, 2),
        lambda: citation_precision([], [[("a", 0, 1)]]),
        lambda: citation_precision([("a", 0, 1)], []),
        lambda: citation_recall([("a", 0, 1)], [[]]),
        lambda: citation_recall([("a", 1, 1)], [[("a", 0, 1)]]),
        lambda: auroc([True, True], [0.1, 0.2]),
        lambda: auroc([True, False], [0.1, math.nan]),
        lambda: risk_coverage_curve([None], [0.5]),
        lambda: macro_f1([], [], labels=KINDS, unsure="wrong"),
        lambda: macro_f1(["opinion"], ["unsure"], labels=KINDS, unsure="left out"),
        lambda: macro_f1(["opinion"], ["guess"], labels=KINDS, unsure="wrong"),
        lambda: macro_f1(["unsure"], ["opinion"], labels=KINDS, unsure="wrong"),
        lambda: confusion(["opinion"], ["opinion"], labels=list(MarkKind)),
        lambda: shown_as_bare_fact(["reported fact"], ["opinion"]),
        lambda: unsure_share([]),
        lambda: cohens_kappa(["a", "a"], ["a", "a"]),
        lambda: expected_calibration_error([], []),
        lambda: expected_calibration_error([True], [1.2]),
        lambda: expected_calibration_error([True], [math.nan]),
        lambda: reliability_table([True], [0.5], bins=0),
        lambda: rewrite_recall("Why?", human="Why is it?", ours="Why Russia?"),
        lambda: rewrite_precision("Why?", human="Why Russia?", ours="Why is it?"),
        lambda: question_overlap("Why is it?", "Russia."),
        lambda: percentile([], 50),
        lambda: percentile([1.0], 101),
        lambda: percentile([-1.0], 50),
        lambda: check_rows(),
    ],
)
def test_undefined_figures_are_errors_and_never_zero(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\w{3}"):
        call()


# Intervals


def test_figure_reads_as_value_interval_and_n() -> None:
    assert str(Figure(0.812, 416, 0.775, 0.848)) == "0.812 [0.775, 0.848], n = 416"


def test_interval_of_a_mean_agrees_with_theory_and_scipy() -> None:
    right = [True] * 300 + [False] * 100
    figure = mean_figure(right)
    error = math.sqrt(0.75 * 0.25 / 400)
    assert (figure.value, figure.n) == (0.75, 400)
    assert figure.low == pytest.approx(0.75 - 1.96 * error, abs=0.008)
    assert figure.high == pytest.approx(0.75 + 1.96 * error, abs=0.008)
    reference = stats.bootstrap((right,), np.mean, n_resamples=1000, method="percentile", rng=1).confidence_interval
    assert (figure.low, figure.high) == pytest.approx((reference.low, reference.high), abs=0.008)


def test_interval_widens_when_whole_groups_are_drawn() -> None:
    values, groups = [0.0, 1.0] * 20, ["a", "b"] * 20
    rows, grouped = mean_figure(values), mean_figure(values, groups=groups)
    assert (grouped.low, grouped.high) == (0.0, 1.0)
    assert 0.3 < rows.low < rows.high < 0.7
    assert grouped.n == 40


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from("abcd")), min_size=1, max_size=30))
def test_resamples_hold_whole_groups(rows: list[tuple[int, str]]) -> None:
    values, groups = columns([(number, group) for number, (_, group) in enumerate(rows)])
    members = {group: groups.count(group) for group in groups}
    seen = []

    def keep(drawn: np.ndarray[Any, Any], names: np.ndarray[Any, Any]) -> float:
        seen.append([names.tolist().count(group) / size for group, size in members.items()])
        counts = [drawn.tolist().count(value) for value in values]
        assert all(counts[i] == counts[groups.index(groups[i])] for i in range(len(values)))
        return 0.0

    bootstrap(keep, values, groups, groups=groups, resamples=5)
    assert all(sum(times) == len(members) and all(t == int(t) for t in times) for times in seen)


def test_resamples_without_a_value_are_left_out() -> None:
    gold, kinds = ["opinion"] + ["reported fact"] * 4, ["reported fact"] * 5
    assert bootstrap(shown_as_bare_fact, gold, kinds) == Figure(1.0, 5, 1.0, 1.0)


def test_bootstrap_hands_over_rows_of_any_type_and_repeats_itself() -> None:
    spans, names = [("a", 0, 3), ("b", 1, 9)], ["Wu Wei", None]

    def statistic(places: np.ndarray[Any, Any], voices: np.ndarray[Any, Any]) -> float:
        assert all((place == ("a", 0, 3)) == (voice == "Wu Wei") for place, voice in zip(places, voices, strict=True))
        return float(np.mean([place[2] for place in places]))

    assert bootstrap(statistic, spans, names) == bootstrap(statistic, spans, names)
    assert bootstrap(statistic, spans, names).value == 6


@settings(max_examples=30)
@given(st.lists(st.floats(-5, 5), min_size=1, max_size=20))
def test_interval_of_a_mean_stays_within_the_values(values: list[float]) -> None:
    figure = bootstrap(np.mean, values, resamples=50)
    assert min(values) - 1e-9 <= figure.low <= figure.high <= max(values) + 1e-9


# Ranking


def test_ranking_metrics_of_a_case_worked_by_hand() -> None:
    ranked, relevant = ["d", "a", "c", "b"], {"a", "b", "z"}
    assert recall_at_k(ranked, relevant, 3) == pytest.approx(1 / 3)
    assert reciprocal_rank(ranked, relevant) == 0.5
    assert reciprocal_rank([], relevant) == 0
    best = 1 + 1 / math.log2(3) + 1 / 2
    assert ndcg_at_k(ranked, relevant, 10) == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / best)
    grades = {"a": 3.0, "c": 1.0}
    assert ndcg_at_k(ranked, grades, 2) == pytest.approx(3 / math.log2(3) / (3 + 1 / math.log2(3)))


@given(rankings, judged, st.integers(1, 8))
def test_ranking_metrics_stay_in_range_and_rise_with_k(ranked: list[str], relevant: set[str], k: int) -> None:
    assert 0 <= recall_at_k(ranked, relevant, k) <= recall_at_k(ranked, relevant, k + 1) <= 1
    assert 0 <= ndcg_at_k(ranked, relevant, k) <= 1 + 1e-12
    assert (reciprocal_rank(ranked, relevant) >= 1 / k) == (recall_at_k(ranked, relevant, k) > 0)
    assert ndcg_at_k(ranked, relevant, k) == pytest.approx(ndcg_at_k(ranked, dict.fromkeys(relevant, 1.0), k))


@given(st.permutations("abcdefgh"), st.lists(st.integers(0, 3), min_size=8, max_size=8), st.integers(1, 8))
def test_graded_ndcg_agrees_with_scikit_learn(ranked: list[str], grades: list[int], k: int) -> None:
    assume(any(grades))
    gains = dict(zip("abcdefgh", map(float, grades), strict=True))
    scores = [[-ranked.index(item) for item in gains]]
    assert ndcg_at_k(ranked, gains, k) == pytest.approx(ndcg_score([grades], scores, k=k))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of the reference and its compiler
def test_ranking_metrics_agree_with_ranx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")  # compiling the reference takes longer than running it
    ranx = pytest.importorskip("ranx", reason="the reference implementation is not installed")
    dice = np.random.default_rng(0)
    gold: dict[str, dict[str, int]] = {}
    found: dict[str, dict[str, float]] = {}
    for query in map(str, range(30)):
        gold[query] = {str(i): int(dice.integers(1, 4)) for i in dice.choice(20, size=4, replace=False)}
        found[query] = {str(i): 1 / rank for rank, i in enumerate(dice.choice(20, size=12, replace=False), start=1)}
    ours: dict[str, Callable[[list[str], dict[str, int]], float]] = {
        "recall@5": lambda ranked, gains: recall_at_k(ranked, set(gains), 5),
        "mrr": lambda ranked, gains: reciprocal_rank(ranked, set(gains)),
        "ndcg@10": lambda ranked, gains: ndcg_at_k(ranked, gains, 10),
    }
    for name, metric in ours.items():
        mean = np.mean([metric(list(found[query]), gold[query]) for query in gold])
        assert mean == pytest.approx(ranx.evaluate(ranx.Qrels(gold), ranx.Run(found), name)), name


# Citations


@pytest.mark.parametrize(
    ("cited", "gold", "same"),
    [
        pytest.param(("a", 0, 10), ("a", 0, 10), True, id="equal"),
        pytest.param(("a", 0, 10), ("b", 0, 10), False, id="another document"),
        pytest.param(("a", 0, 10), ("a", 5, 15), False, id="exactly half"),
        pytest.param(("a", 0, 10), ("a", 4, 14), True, id="more than half"),
        pytest.param(("a", 0, 4), ("a", 0, 100), True, id="part of a long sentence"),
        pytest.param(("a", 0, 10), ("a", 10, 20), False, id="neighbours"),
    ],
)
def test_citations_are_right_from_more_than_half_of_the_shorter_span(
    cited: tuple[str, int, int], gold: tuple[str, int, int], same: bool
) -> None:
    assert same_place(cited, gold) is same_place(gold, cited) is same


def test_citations_of_a_case_worked_by_hand() -> None:
    first, second, other, wrong = ("a", 0, 40), ("a", 41, 80), ("b", 0, 30), ("c", 0, 30)
    gold = [[first, second], [other]]
    assert citation_precision([first, wrong, wrong], gold) == 0.5
    assert citation_recall([first, wrong], gold) == 0.5
    assert citation_recall([wrong, other], gold) == 1
    assert citation_precision([first, other], gold) == 1
    assert citation_recall([], gold) == 0


@given(st.lists(places, min_size=1, max_size=5), st.lists(st.lists(places, min_size=1, max_size=3), min_size=1))
def test_citation_metrics_keep_their_laws(
    cited: list[tuple[str, int, int]], gold: list[list[tuple[str, int, int]]]
) -> None:
    precision, recall = citation_precision(cited, gold), citation_recall(cited, gold)
    assert 0 <= precision <= 1 and 0 <= recall <= 1
    assert (precision == 0) == (recall == 0)
    assert citation_precision(cited[::-1] + cited, gold[::-1]) == precision
    assert citation_recall(cited + gold[0], gold) == 1
    assert citation_recall(cited[1:], gold) <= recall


# Refusal


@given(scored)
def test_auroc_is_the_chance_to_rank_a_pair_rightly(rows: list[tuple[bool, float]]) -> None:
    answerable, score = columns(rows)
    assume(any(answerable) and not all(answerable))
    pairs = [(a > b) + (a == b) / 2 for yes, a in rows if yes for no, b in rows if not no]
    assert auroc(answerable, score) == pytest.approx(sum(pairs) / len(pairs))
    assert auroc([not value for value in answerable], score) == pytest.approx(1 - auroc(answerable, score))


def test_risk_coverage_of_a_case_worked_by_hand() -> None:
    curve = risk_coverage_curve([True, False, True, False, None], [0.9, 0.8, 0.8, 0.1, 0.99])
    assert curve.coverage.tolist() == pytest.approx([0.2, 0.6, 0.8])
    assert curve.risk.tolist() == pytest.approx([0, 1 / 3, 0.5])
    assert curve.threshold.tolist() == [0.9, 0.8, 0.1]


@given(scored)
def test_risk_coverage_agrees_with_trying_every_threshold(rows: list[tuple[bool, float]]) -> None:
    curve = risk_coverage_curve(*columns(rows))
    for share, risk, threshold in zip(curve.coverage, curve.risk, curve.threshold, strict=True):
        answered = [correct for correct, score in rows if score >= threshold]
        assert share == pytest.approx(len(answered) / len(rows))
        assert risk == pytest.approx(answered.count(False) / len(answered))
    assert curve.coverage[-1] == 1 and (np.diff(curve.coverage) > 0).all()


# Marks


def test_macro_f1_of_a_case_worked_by_hand() -> None:
    gold = ["opinion", "opinion", "reported fact", "reported fact", "mixed"]
    predicted = ["opinion", "unsure", "reported fact", "opinion", "unsure"]
    score = partial(macro_f1, gold, predicted, labels=KINDS)
    assert score(unsure="wrong") == pytest.approx((1 / 2 + 2 / 3 + 0) / 3)
    assert score(unsure="left out") == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert unsure_share(predicted) == 0.4
    assert confusion(gold, predicted, labels=["reported fact", "mixed", "opinion"]).tolist() == [
        [1, 0, 1, 0],
        [0, 0, 0, 1],
        [0, 0, 1, 1],
    ]


@given(marked)
def test_macro_f1_agrees_with_scikit_learn_and_ignores_order(rows: list[tuple[str, str]]) -> None:
    gold, predicted = columns(rows)
    occurring = sorted({*gold, *predicted} - {"unsure"})
    reference = f1_score(gold, predicted, labels=occurring, average="macro", zero_division=0.0)
    assert macro_f1(gold, predicted, labels=KINDS, unsure="wrong") == pytest.approx(reference)
    assert macro_f1(gold[::-1], predicted[::-1], labels=KINDS[::-1], unsure="wrong") == pytest.approx(reference)
    assert macro_f1(gold, gold, labels=KINDS, unsure="left out") == 1


@given(marked)
def test_confusion_counts_every_sentence_once(rows: list[tuple[str, str]]) -> None:
    gold, predicted = columns(rows)
    counts = confusion(gold, predicted, labels=KINDS)
    assert counts.shape == (6, 7)
    assert counts.sum(axis=1).tolist() == [gold.count(kind) for kind in KINDS]
    assert counts.sum(axis=0).tolist() == [predicted.count(kind) for kind in [*KINDS, "unsure"]]
    if bearing := gold.count("opinion") + gold.count("mixed"):
        fact, mixed, opinion = (KINDS.index(kind) for kind in ("reported fact", "mixed", "opinion"))
        shown = counts[mixed, fact] + counts[opinion, fact]
        assert shown_as_bare_fact(gold, predicted) == pytest.approx(shown / bearing)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Wu Wei", "wu wei", True),
        ("Goran Ćebić", "Goran Cebic", True),
        ("İlker Tansuğ", "ILKER TANSUG", True),
        ("Leif Søndergård", "Søndergard", True),
        ("Prof. Melike Sarıgöl", "Sarigol", True),
        ("Deputy Foreign Minister Lavrov", "Sergey Lavrov", True),
        ("the Ministry of Transport", "Ministry of Transport", True),
        ("Kim", "Kim Jong-un", True),
        ("UN", "Kim Jong-un", False),
        ("Transport", "Ministry of Transport", False),
        ("Anna Horn", "Bela Horn", False),
        ("Anna", "Anna Horn", False),
        ("First Bank", "World Bank", False),
        ("President of Chile", "President of Peru", False),
        ("the minister", "the mayor", False),
        ("Lavrov, quoted by Wu Wei", "Sergey Lavrov, quoted by Commentator Wu Wei", True),
        ("Lavrov, quoted by Wu Wei", "Wu Wei", False),
        ("Lavrov, quoted by Wu Wei", "Lavrov", False),
        ("", "Wu Wei", False),
    ],
)
def test_names_mean_the_same_voice(one: str, other: str, same: bool) -> None:
    assert same_voice(one, other) is same_voice(other, one) is same


def test_kappa_of_a_case_worked_by_hand() -> None:
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert cohens_kappa(first, second) == pytest.approx(0.4)
    assert cohens_kappa(first, first) == 1


# Calibration


def test_calibration_of_a_case_worked_by_hand() -> None:
    correct, confidence = [True, True, False, True], [0.95, 0.85, 0.85, 0.0]
    table = reliability_table(correct, confidence)
    assert [(row.n, row.accuracy) for row in table] == [(1, 1.0), (2, 0.5), (1, 1.0)]
    assert expected_calibration_error(correct, confidence) == pytest.approx((1 * 1.0 + 2 * 0.35 + 1 * 0.05) / 4)


@given(scored, st.integers(1, 12))
def test_reliability_agrees_with_scikit_learn(rows: list[tuple[bool, float]], bins: int) -> None:
    correct, confidence = columns(rows)
    accuracy, stated = calibration_curve(correct, confidence, n_bins=bins, pos_label=True)
    table = reliability_table(correct, confidence, bins=bins)
    assert [row.accuracy for row in table] == pytest.approx(accuracy.tolist())
    assert [row.confidence for row in table] == pytest.approx(stated.tolist())
    assert sum(row.n for row in table) == len(rows)
    assert 0 <= expected_calibration_error(correct, confidence, bins=bins) <= 1


# Words, follow-ups, overlap


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What did the ministers’ companies say?", {"minister", "company", "say"}),
        ("It's the U.S. that told us", {"us", "told"}),
        ("It's the US that told the WHO", {"us", "told", "who"}),
        ("$3.5 billion, 1,000 boxes in 2000.", {"3.5", "billion", "1,000", "box", "2000"}),
        ("North-Korean ties, glass, news, crisis", {"north", "korean", "tie", "glass", "news", "crisis"}),
        ("Who doesn't? They'd go", {"go"}),
    ],
)
def test_content_words_leave_out_grammar_and_endings(text: str, words: set[str]) -> None:
    assert content_words(text) == words


def test_rewrites_of_a_case_worked_by_hand() -> None:
    human = "When was North Korea's debt to Russia exempted?"
    ours = "When was the debts of Ukraine exempted?"
    assert rewrite_recall("And when was it exempted?", human=human, ours=ours) == 0.25
    assert rewrite_precision("And when was it exempted?", human=human, ours=ours) == 0.5
    assert rewrite_recall("And when was it exempted?", human=human, ours="And when was it exempted?") == 0


@given(*(st.lists(st.sampled_from("debt Korea Russia Wonsan yacht talk".split()), min_size=1) for _ in range(3)))
def test_recall_and_precision_of_rewrites_mirror_each_other(asked: list[str], one: list[str], other: list[str]) -> None:
    followup, human, ours = map(" ".join, (asked, one, other))
    assume(set(one) - set(asked))
    recall = rewrite_recall(followup, human=human, ours=ours)
    assert 0 <= recall <= 1
    assert recall == rewrite_precision(followup, human=ours, ours=human)
    assert rewrite_recall(followup, human=human, ours=f"{human} {ours}") == 1


def test_overlap_is_the_share_of_the_question_found() -> None:
    question = "Which station carried 400 passengers?"
    assert question_overlap(question, "The stations carry 400 people.") == 0.5
    assert question_overlap(question, question) == 1
    assert question_overlap(question, "") == 0


# Latency


@given(st.lists(st.floats(0, 1e3), min_size=1), st.floats(0, 100), st.floats(0, 100))
def test_percentiles_rise_within_what_was_measured(seconds: list[float], one: float, other: float) -> None:
    low, high = (percentile(seconds, point) for point in sorted((one, other)))
    assert min(seconds) - 1e-9 <= low <= high + 1e-9 <= max(seconds) + 2e-9
