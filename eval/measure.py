"""From records to figures: every one with n and an interval. Whole documents are resampled, not single questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np

from assistant.schema import MarkKind
from eval.metrics.calibration import expected_calibration_error, reliability_table
from eval.metrics.followups import rewrite_precision, rewrite_recall
from eval.metrics.intervals import Figure, bootstrap, mean_figure
from eval.metrics.latency import percentile
from eval.metrics.marks import confusion, macro_f1, shown_as_bare_fact, unsure_share
from eval.metrics.ranking import ndcg_at_k, recall_at_k, reciprocal_rank
from eval.metrics.refusal import auroc, risk_coverage_curve
from eval.records import Record

__all__ = ["answer_figures", "followup_figures", "mark_figures", "ranking_figures", "retrieval_figures"]

Shown: TypeAlias = dict[str, Any]
NEAR = ("absent", "false premise", "wrong person", "unanswerable")
KINDS = [kind.value for kind in MarkKind if kind is not MarkKind.UNSURE]
_RESAMPLES = 400


def shown(name: str, figure: Figure, better: str = "higher", *, unit: str = "", note: str = "") -> Shown:
    """Return a figure as the report keeps it."""
    return {
        "name": name, "value": figure.value, "n": figure.n, "low": figure.low, "high": figure.high,
        "better": better, "unit": unit, "note": note,
    }  # fmt: skip


def _document(record: Record) -> str:
    """Return what a record's question is about: the part of its id before the last hyphen."""
    return str(record["id"]).rsplit("-", 1)[0]


def _share(name: str, records: Sequence[Record], key: str, better: str = "higher", *, note: str = "") -> list[Shown]:
    """Return the mean of a field over the records that have it; nothing if none has."""
    held = [record for record in records if record.get(key) is not None]
    if not held:
        return []
    figure = mean_figure([float(record[key]) for record in held], groups=[_document(record) for record in held])
    return [shown(name, figure, better, note=note)]


def ranking_figures(records: Sequence[Record]) -> list[Shown]:
    """Return what can be said of any ranking: hit@1, hit@3, and how well its score tells answerable from not."""
    answerable = [record for record in records if record["answerable"]]
    found = _share("hit@1", answerable, "hit1", note="best sentence answers; every answerable question")
    found += _share("hit@3", answerable, "hit3")
    for name, kinds in (("refusal AUROC, near-miss", NEAR), ("refusal AUROC, off-topic", ("off-topic",))):
        chosen = [r for r in records if r["answerable"] or r["kind"] in kinds]
        if len({r["answerable"] for r in chosen}) == 2:
            figure = bootstrap(
                auroc, [r["answerable"] for r in chosen], [r["score"] for r in chosen], resamples=_RESAMPLES
            )
            found.append(shown(name, figure, note="0.5 is chance"))
    return found


def answer_figures(records: Sequence[Record]) -> list[Shown]:
    """Return everything about answers and refusals at the shipped settings."""
    answerable = [record for record in records if record["answerable"]]
    answered = [record for record in answerable if not record["abstained"]]
    found = ranking_figures(records)
    found += _share("first statement right", answered, "correct", note="of answerable questions that were answered")
    found += _share("false refusals", answerable, "abstained", "lower")
    for name, kinds in (("near-miss refused", NEAR), ("off-topic refused", ("off-topic",))):
        found += _share(name, [r for r in records if r["kind"] in kinds], "abstained")
    found += _share("citation precision", answered, "precision")
    found += _share("citation recall", answered, "recall")
    found += _share("right voice", [r for r in answered if r["type"] == "voice"], "voice_right", note="voice questions")
    found += _share("conflict shown", answered, "conflict_shown", note="sources that differ")
    times = [record["seconds"] for record in records if "seconds" in record]
    for point in (50, 95) if times else ():
        figure = bootstrap(lambda column, p=point: percentile(list(column), p), times, resamples=_RESAMPLES)
        found.append(shown(f"ask p{point}", figure, "lower", unit="s"))
    return found


def curve(name: str, records: Sequence[Record]) -> dict[str, Any]:
    """Return the risk–coverage curve of a ranking: answer only what is scored highest, and how often is it wrong?"""
    correct = [bool(record.get("hit1")) for record in records]
    found = risk_coverage_curve(correct, [record["score"] for record in records])
    step = max(1, len(found.coverage) // 200)
    return {"name": name, "coverage": found.coverage[::step].tolist(), "risk": found.risk[::step].tolist()}


def followup_figures(records: Sequence[Record]) -> list[Shown]:
    """Return how follow-ups were understood and answered."""
    found = _share("follow-up hit@1", records, "hit1")
    found += _share("follow-up hit@3", records, "hit3")
    pairs = [(r["question"], r["human"], r["standalone"]) for r in records if r.get("human")]
    for name, metric in (("rewrite recall", rewrite_recall), ("rewrite precision", rewrite_precision)):
        values = list(_defined(metric, pairs))
        if values:
            found.append(shown(name, mean_figure(values), note="of the content words that a person adds"))
    return found


def _defined(metric: Callable[..., float], pairs: Sequence[tuple[str, str, str]]) -> list[float]:
    values = []
    for question, human, ours in pairs:
        try:
            values.append(metric(question, human=human, ours=ours))
        except ValueError:  # undefined where nothing was added
            continue
    return values


def mark_figures(records: Sequence[Record], labels: Sequence[str] = KINDS) -> list[Shown]:
    """Return how well sentences are marked."""
    gold, kind = [r["gold"] for r in records], [r["kind"] for r in records]
    groups = [r["source"] for r in records]

    def figure(statistic: Callable[..., float]) -> Figure:
        return bootstrap(statistic, gold, kind, groups=groups, resamples=_RESAMPLES)

    found = [
        shown("mark macro-F1", figure(lambda g, k: macro_f1(list(g), list(k), labels=list(labels), unsure="left out")),
              note="unsure left out"),
        shown("opinion shown as bare fact", figure(lambda g, k: shown_as_bare_fact(list(g), list(k))), "lower"),
        shown("unsure", figure(lambda g, k: unsure_share(list(k))), "lower"),
    ]  # fmt: skip
    found += [
        {**item, "name": "voice accuracy"}
        for item in _share("voice", [r for r in records if r["gold"] != "furniture"], "voice_right")
    ]
    sure = [r for r in records if r["kind"] != "unsure"]
    if sure:
        found.append(
            shown(
                "calibration error (ECE)",
                bootstrap(
                    lambda c, p: expected_calibration_error(list(c), list(p)),
                    [r["gold"] == r["kind"] for r in sure],
                    [r["confidence"] for r in sure],
                    resamples=_RESAMPLES,
                ),
                "lower",
            )
        )
    return found


def calibration(name: str, records: Sequence[Record]) -> dict[str, Any]:
    """Return the reliability of the marks' confidence."""
    sure = [r for r in records if r["kind"] != "unsure"]
    table = reliability_table([r["gold"] == r["kind"] for r in sure], [r["confidence"] for r in sure])
    fields = ("low", "high", "n", "confidence", "accuracy")
    return {"name": name, "bins": [{field: getattr(row, field) for field in fields} for row in table]}


def confused(name: str, records: Sequence[Record]) -> dict[str, Any]:
    """Return which kinds are taken for which."""
    matrix = confusion([r["gold"] for r in records], [r["kind"] for r in records], labels=KINDS)
    return {"name": name, "labels": KINDS, "columns": [*KINDS, "unsure"], "matrix": matrix.tolist()}


def retrieval_figures(records: Sequence[Record]) -> list[Shown]:
    """Return how well documents are ranked."""
    pairs = [(r["ranked"], set(r["relevant"])) for r in records]
    metrics: dict[str, Callable[[list[str], set[str]], float]] = {
        "nDCG@10": lambda ranked, relevant: ndcg_at_k(ranked, relevant, 10),
        "recall@10": lambda ranked, relevant: recall_at_k(ranked, relevant, 10),
        "MRR": reciprocal_rank,
    }
    return [shown(name, mean_figure(np.array([metric(*pair) for pair in pairs]))) for name, metric in metrics.items()]
