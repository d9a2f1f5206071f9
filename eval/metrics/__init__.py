"""Metrics: one small file each, in standard terms."""

from eval.metrics.calibration import ReliabilityBin, expected_calibration_error, reliability_table
from eval.metrics.citations import Location, citation_precision, citation_recall, same_place
from eval.metrics.claims import balanced_accuracy
from eval.metrics.followups import rewrite_precision, rewrite_recall
from eval.metrics.intervals import Figure, bootstrap, mean_figure
from eval.metrics.latency import percentile
from eval.metrics.marks import (
    UNSURE,
    cohens_kappa,
    confusion,
    macro_f1,
    shown_as_bare_fact,
    unsure_share,
)
from eval.metrics.overlap import question_overlap
from eval.metrics.ranking import ndcg_at_k, recall_at_k, reciprocal_rank
from eval.metrics.refusal import (
    RiskCoverageCurve,
    auroc,
    risk_coverage_curve,
)
from eval.metrics.voices import same_voice
from eval.metrics.words import content_words

__all__ = [
    "UNSURE",
    "Figure",
    "Location",
    "ReliabilityBin",
    "RiskCoverageCurve",
    "auroc",
    "balanced_accuracy",
    "bootstrap",
    "citation_precision",
    "citation_recall",
    "cohens_kappa",
    "confusion",
    "content_words",
    "expected_calibration_error",
    "macro_f1",
    "mean_figure",
    "ndcg_at_k",
    "percentile",
    "question_overlap",
    "recall_at_k",
    "reciprocal_rank",
    "reliability_table",
    "rewrite_precision",
    "rewrite_recall",
    "risk_coverage_curve",
    "same_place",
    "same_voice",
    "shown_as_bare_fact",
    "unsure_share",
]
