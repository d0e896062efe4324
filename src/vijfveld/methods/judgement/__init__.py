# SPDX-License-Identifier: EUPL-1.2
"""Judgement: scoring, pooling and wording probabilities, grading sources, weighing hypotheses and signposts."""

from vijfveld.methods.judgement.decomposition import BinnedMurphy, Murphy, murphy, murphy_binned, murphy_corrected
from vijfveld.methods.judgement.hypotheses import (
    BadRatings,
    Hinge,
    cells,
    diagnosticity,
    disagreement,
    hinges,
    inconsistency,
)
from vijfveld.methods.judgement.pooling import (
    Extremising,
    Spread,
    coherence_gap,
    fit_extremising,
    is_coherent,
    pool,
    spread,
)
from vijfveld.methods.judgement.resampling import (
    Interval,
    interval,
    murphy_intervals,
    resample_questions,
    resampled_brier,
    resampled_mean,
    resampled_murphy,
)
from vijfveld.methods.judgement.scores import (
    BadForecasts,
    Standing,
    base_rate_brier,
    brier,
    log_score,
    time_weighted_brier,
)
from vijfveld.methods.judgement.signposts import BadSignpost, Track, track
from vijfveld.methods.judgement.sources import BadGrades, ScaleUse, cramers_v, scale_use
from vijfveld.methods.judgement.words import (
    ICD203_CHANCE,
    ICD203_PROBABILITY,
    VOCABULARIES,
    BadVocabulary,
    Term,
    Vocabulary,
    mixed,
)

__all__ = [
    "ICD203_CHANCE",
    "ICD203_PROBABILITY",
    "VOCABULARIES",
    "BadForecasts",
    "BadGrades",
    "BadRatings",
    "BadSignpost",
    "BadVocabulary",
    "BinnedMurphy",
    "Extremising",
    "Hinge",
    "Interval",
    "Murphy",
    "ScaleUse",
    "Spread",
    "Standing",
    "Term",
    "Track",
    "Vocabulary",
    "base_rate_brier",
    "brier",
    "cells",
    "coherence_gap",
    "cramers_v",
    "diagnosticity",
    "disagreement",
    "fit_extremising",
    "hinges",
    "inconsistency",
    "interval",
    "is_coherent",
    "log_score",
    "mixed",
    "murphy",
    "murphy_binned",
    "murphy_corrected",
    "murphy_intervals",
    "pool",
    "resample_questions",
    "resampled_brier",
    "resampled_mean",
    "resampled_murphy",
    "scale_use",
    "spread",
    "time_weighted_brier",
    "track",
]
