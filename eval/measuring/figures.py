"""From records to figures: every one with n and an interval. Whole documents are resampled, not single questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from assistant.marking.kinds import LEANS_TO_JUDGEMENT
from assistant.schema import MarkKind
from eval.datasets.types import Dataset, GoldSentence
from eval.measuring.records import Record
from eval.metrics.calibration import expected_calibration_error, reliability_table
from eval.metrics.claims import balanced_accuracy
from eval.metrics.followups import rewrite_precision, rewrite_recall
from eval.metrics.intervals import Figure, bootstrap, mean_figure
from eval.metrics.latency import percentile
from eval.metrics.marks import (
    OPINION_BEARING,
    UNSURE,
    cohens_kappa,
    confusion,
    macro_f1,
    shown_as_bare_fact,
    unsure_share,
)
from eval.metrics.overlap import question_overlap
from eval.metrics.ranking import ndcg_at_k, recall_at_k, reciprocal_rank
from eval.metrics.refusal import auroc, risk_coverage_curve
from eval.metrics.voices import same_voice

__all__ = [
    "answer_figures",
    "claim_figures",
    "followup_figures",
    "forced_figures",
    "mark_figures",
    "quote_figures",
    "ranking_figures",
    "retrieval_figures",
    "set_figures",
    "wording_figures",
]

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


def _documents(records: Sequence[Record]) -> list[str] | None:
    """Return the document each record is about, or None if all are about one: single records are drawn then.

    A sentence names its source; a question's id begins with its document's name, up to the last hyphen.
    """
    names = [str(r.get("source") or str(r["id"]).rsplit("-", 1)[0] or r["id"]) for r in records]
    return names if len(set(names)) > 1 else None


def _share(name: str, records: Sequence[Record], key: str, better: str = "higher", *, note: str = "") -> list[Shown]:
    """Return the mean of a field over the records that have it; nothing if none has."""
    held = [record for record in records if record.get(key) is not None]
    if not held:
        return []
    figure = mean_figure([float(record[key]) for record in held], groups=_documents(held))
    return [shown(name, figure, better, note=note)]


def ranking_figures(records: Sequence[Record]) -> list[Shown]:
    """Return what can be said of any ranking: hit@1, hit@3, and how well its score tells answerable from not."""
    answerable = [record for record in records if record["answerable"]]
    found = _share("hit@1", answerable, "hit1", note="best sentence answers; every answerable question")
    found += _share("hit@3", answerable, "hit3")
    for name, kinds in (("refusal AUROC, near-miss", NEAR), ("refusal AUROC, off-topic", ("off-topic",))):
        chosen = [r for r in records if r["answerable"] or r["kind"] in kinds]
        if len({r["answerable"] for r in chosen}) == 2:
            columns = [r["answerable"] for r in chosen], [r["score"] for r in chosen]
            figure = bootstrap(auroc, *columns, groups=_documents(chosen), resamples=_RESAMPLES)
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
    for name, metric in (("rewrite recall", rewrite_recall), ("rewrite precision", rewrite_precision)):
        scored = [{**record, name: _rewritten(metric, record)} for record in records if record.get("human")]
        found += _share(name, scored, name, note="of the content words that a person adds")
    return found


def _rewritten(metric: Callable[..., float], record: Record) -> float | None:
    try:
        return metric(record["question"], human=record["human"], ours=record["standalone"])
    except ValueError:  # undefined where nothing was added
        return None


def mark_figures(records: Sequence[Record], labels: Sequence[str] = KINDS) -> list[Shown]:
    """Return how well sentences are marked.

    Args:
        records: As `mark_all` gives them.
        labels: The kinds that the set tells apart; macro-F1 takes a mark of any other kind for a miss.
    """
    sure = [r for r in records if r["kind"] != UNSURE]
    bearing = [r for r in records if r["gold"] in OPINION_BEARING]

    def known_f1(gold: Sequence[str], kinds: Sequence[str]) -> float:
        """Return macro-F1 over the kinds that the set tells apart."""
        known = [kind if kind in labels else UNSURE for kind in kinds]
        return macro_f1(list(gold), known, labels=list(labels), unsure="wrong")

    found = _marked("mark macro-F1", sure, known_f1, note="unsure left out")
    found += _marked("opinion shown as bare fact", bearing, lambda g, k: shown_as_bare_fact(list(g), list(k)), "lower")
    found += _marked("unsure", records, lambda g, k: unsure_share(list(k)), "lower")
    found += _share("voice accuracy", [r for r in records if r["gold"] != "furniture"], "voice_right")
    parted = _share("mixed sentences parted", records, "parted", note="of those that people part cleanly")
    if parted:  # a set in which people part nothing says nothing of where to part
        found += [*parted, *_share("parted as people do", records, "clauses", note="place and kinds; of those parted")]
    if sure:
        columns = [r["gold"] == r["kind"] for r in sure], [r["confidence"] for r in sure]
        figure = bootstrap(expected_calibration_error, *columns, groups=_documents(sure), resamples=_RESAMPLES)
        found.append(shown("calibration error (ECE)", figure, "lower"))
    return found


def quote_figures(direct: Sequence[Record], indirect: Sequence[Record]) -> list[Shown]:
    """Return how surely quotations are given to those whose words they are.

    Args:
        direct: As `direct_records` gives them.
        indirect: As `indirect_records` gives them.
    """
    found = []
    for name, records in (("direct quotations", direct), ("indirect quotations", indirect)):
        ours, gold = [r for r in records if r["party"]], [r for r in records if r["gold"]]
        found += _share(f"{name}: source precision", ours, "right", note="of those given to somebody")
        found += _share(f"{name}: source recall", gold, "right", note="of those that people give to somebody named")
    return found


def two_sided(records: Sequence[Record], *, forced: bool = False) -> list[Record]:
    """Return records of a set that tells only opinion from the rest, with marks as that set would put them.

    Args:
        records: As `mark_all` gives them.
        forced: Whether "unsure" goes to the side it leans to; else it stays.
    """
    sides = {"opinion": "opinion", "mixed": "opinion", UNSURE: UNSURE}

    def side(record: Record) -> str:
        """Return the kind that the set would call a record."""
        if forced and record["kind"] == UNSURE:
            return "opinion" if record["why"].endswith(LEANS_TO_JUDGEMENT) else "reported fact"
        return sides.get(record["kind"], "reported fact")

    return [{**record, "kind": side(record)} for record in records]


def forced_figures(records: Sequence[Record], labels: Sequence[str]) -> list[Shown]:
    """Return macro-F1 where every sentence must go to one of two sides, as published figures have it."""
    return _marked(
        "mark macro-F1, none left out",
        two_sided(records, forced=True),
        lambda gold, kinds: macro_f1(list(gold), list(kinds), labels=list(labels), unsure="wrong"),
        note="unsure goes to the side it leans to",
    )


def _marked(
    name: str,
    records: Sequence[Record],
    statistic: Callable[..., float],
    better: str = "higher",
    *,
    note: str = "",
) -> list[Shown]:
    """Return a statistic of gold and given kinds; nothing if there are no records."""
    if not records:
        return []
    gold, kinds = [r["gold"] for r in records], [r["kind"] for r in records]
    figure = bootstrap(statistic, gold, kinds, groups=_documents(records), resamples=_RESAMPLES)
    return [shown(name, figure, better, note=note)]


def calibration(name: str, records: Sequence[Record]) -> dict[str, Any]:
    """Return the reliability of the marks' confidence."""
    sure = [r for r in records if r["kind"] != UNSURE]
    columns = [r["gold"] == r["kind"] for r in sure], [r["confidence"] for r in sure]
    table = reliability_table(*columns) if sure else ()
    fields = ("low", "high", "n", "confidence", "accuracy")
    return {"name": name, "bins": [{field: getattr(row, field) for field in fields} for row in table]}


def confused(name: str, records: Sequence[Record]) -> dict[str, Any]:
    """Return which kinds are taken for which."""
    matrix = confusion([r["gold"] for r in records], [r["kind"] for r in records], labels=KINDS)
    return {"name": name, "labels": KINDS, "columns": [*KINDS, "unsure"], "matrix": matrix.tolist()}


def set_figures(
    dataset: Dataset, texts: Mapping[str, str], second: Sequence[tuple[GoldSentence, str, str | None]]
) -> list[Shown]:
    """Return how hard a set's questions are by their words, and how far its two annotators agree."""
    overlaps = [
        question_overlap(q.text, " ".join(texts[span.source][span.start : span.end] for span in q.answers[0]))
        for q in dataset.questions
        if q.answers and q.type != "metadata"
    ]
    found = []
    if overlaps:
        note = "share of a question's content words in its answer"
        found.append(shown("question overlap", mean_figure(overlaps), "neither", note=note))
    if second:
        kinds = [(gold.kind, kind) for gold, kind, _ in second]
        kappa = bootstrap(
            lambda first, other: cohens_kappa(list(first), list(other)),
            [first for first, _ in kinds],
            [other for _, other in kinds],
            groups=[gold.span.source for gold, _, _ in second],
            resamples=_RESAMPLES,
        )
        found.append(shown("Cohen's kappa of kinds", kappa, "neither", note="labelled twice, blind"))
        voices = [same_voice(voice, gold.voice) for gold, _, voice in second if voice and gold.voice]
        found.append(shown("agreement on voices", mean_figure([float(same) for same in voices]), "neither"))
    return found


def claim_figures(records: Sequence[Record]) -> list[Shown]:
    """Return how well claims are told apart.

    Args:
        records: As `check_all` gives them for one checker.
    """
    found: list[Shown] = []
    truth = [record["supported"] for record in records]
    if len(set(truth)) == 2:
        columns: dict[str, tuple[Callable[..., float], list[Any], str]] = {
            "balanced accuracy": (balanced_accuracy, [r["accepted"] for r in records], "0.5 is chance"),
            "AUROC": (auroc, [r["score"] for r in records], "at any threshold"),
        }
        for name, (statistic, column, note) in columns.items():
            figure = bootstrap(statistic, truth, column, groups=_documents(records), resamples=_RESAMPLES)
            found.append(shown(name, figure, note=note))
    judged = [{**record, "right": record["accepted"] == record["supported"]} for record in records]
    for fault in sorted({record["fault"] for record in judged}):  # the supported ones, of no fault, come first
        name = f"rejected: {fault}" if fault else "supported accepted"
        found += _share(name, [record for record in judged if record["fault"] == fault], "right")
    return found


def retrieval_figures(records: Sequence[Record]) -> list[Shown]:
    """Return how well documents are ranked."""
    pairs = [(r["ranked"], set(r["relevant"])) for r in records]
    metrics: dict[str, Callable[[list[str], set[str]], float]] = {
        "nDCG@10": lambda ranked, relevant: ndcg_at_k(ranked, relevant, 10),
        "recall@10": lambda ranked, relevant: recall_at_k(ranked, relevant, 10),
        "MRR": reciprocal_rank,
    }
    return [shown(name, mean_figure(np.array([metric(*pair) for pair in pairs]))) for name, metric in metrics.items()]


def wording_figures(records: Sequence[Record]) -> list[Shown]:
    """Return what a chat model did with the answers; nothing where none was asked."""
    asked = [record for record in records if "written" in record]
    figures = _share("answered without the model", asked, "fell_back", "lower", note="of the answers it was asked for")
    written = [float(i < record["dropped"]) for record in asked for i in range(record["written"])]
    if written:
        figures.append(shown("statements dropped", mean_figure(written), "lower", note="of those it wrote"))
    return figures + _share("answers with an opinion as fact", asked, "opinion_as_fact", "lower")
