"""Metrics: one small file each, in standard terms."""

from eval.metrics.calibration import ReliabilityBin, expected_calibration_error, reliability_table
from eval.metrics.citations import Location, citation_precision, citation_recall, same_place
from eval.metrics.claims import balanced_accuracy
from eval.metrics.followups import rewrite_precision, rewrite_recall
from eval.metrics.intervals import Figure, bootstrap, mean_figure
from eval.metrics.latency import percentile, percentiles
from eval.metrics.marks import (
    UNSURE,
    cohens_kappa,
    confusion,
    macro_f1,
    shown_as_bare_fact,
    unsure_share,
    voice_accuracy,
)
from eval.metrics.overlap import question_overlap
from eval.metrics.ranking import hit_at_k, ndcg_at_k, recall_at_k, reciprocal_rank
from eval.metrics.refusal import (
    RiskCoverageCurve,
    area_under_risk_coverage,
    auroc,
    coverage,
    false_refusal_rate,
    refusal_rate,
    risk_coverage_curve,
    selective_accuracy,
)
from eval.metrics.voices import same_voice
from eval.metrics.words import content_words

__all__ = [
    "UNSURE",
    "Figure",
    "Location",
    "ReliabilityBin",
    "RiskCoverageCurve",
    "area_under_risk_coverage",
    "auroc",
    "balanced_accuracy",
    "bootstrap",
    "citation_precision",
    "citation_recall",
    "cohens_kappa",
    "confusion",
    "content_words",
    "coverage",
    "expected_calibration_error",
    "false_refusal_rate",
    "hit_at_k",
    "macro_f1",
    "mean_figure",
    "ndcg_at_k",
    "percentile",
    "percentiles",
    "question_overlap",
    "recall_at_k",
    "reciprocal_rank",
    "refusal_rate",
    "reliability_table",
    "rewrite_precision",
    "rewrite_recall",
    "risk_coverage_curve",
    "same_place",
    "same_voice",
    "selective_accuracy",
    "shown_as_bare_fact",
    "unsure_share",
    "voice_accuracy",
]
