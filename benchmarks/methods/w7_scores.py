# SPDX-License-Identifier: EUPL-1.2
"""Scores of many forecasts, and their resampling by question, against scoringrules and scikit-learn."""

from collections.abc import Iterator

import numpy as np
from numpy.random import default_rng

from benchmarks import parts
from benchmarks.methods.measuring import SEED, Sizes, agree, claim, sizes_for
from benchmarks.rows import Claim
from vijfveld.methods import judgement


def claims(sizes: parts.Sizes) -> Iterator[Claim]:
    """Scores of many forecasts, and their resampling by question, against scoringrules and scikit-learn."""
    yield from scores(sizes_for(sizes))


def scores(sizes: Sizes) -> Iterator[Claim]:
    """W7: scores of many forecasts, and their resampling by question."""
    import scoringrules
    from sklearn.metrics import brier_score_loss, log_loss

    rng = default_rng(SEED)
    p = np.round(rng.uniform(0.01, 0.99, sizes.forecasts), 2)
    o = (rng.random(sizes.forecasts) < p).astype(float)
    questions = rng.integers(0, sizes.questions, sizes.forecasts)

    def peer_brier() -> float:
        return float(scoringrules.brier_score(o, p).mean())

    def peer_murphy() -> tuple[float, float, float]:
        return murphy_by_groups(p, o)

    def ours_resampled() -> np.ndarray:
        drawn = judgement.resample_questions(sizes.questions, resamples=sizes.resamples, rng=default_rng(SEED))
        return judgement.resampled_brier(p, o, questions, drawn=drawn)

    def peer_resampled() -> list[float]:
        source = default_rng(SEED)
        draws = (source.integers(0, sizes.questions, sizes.questions) for _ in range(sizes.resamples))
        counts = (np.bincount(drawn, minlength=sizes.questions) for drawn in draws)
        return [brier_score_loss(o, p, sample_weight=count[questions]) for count in counts]

    agree(bool(np.isclose(judgement.brier(p, o), peer_brier())), "scoringrules")
    agree(bool(np.isclose(judgement.log_score(p, o), log_loss(o, p))), "scikit-learn, log score")
    agree(bool(np.allclose(judgement.murphy(p, o), peer_murphy())), "pandas, Murphy")
    agree(bool(np.allclose(ours_resampled(), peer_resampled())), "scikit-learn, resamples")
    task = f"W7 {sizes.forecasts:,} forecasts"
    yield claim(f"{task}, Brier: scoringrules", lambda: judgement.brier(p, o), peer_brier, 1)
    yield claim(f"{task}, log score: scikit-learn", lambda: judgement.log_score(p, o), lambda: log_loss(o, p), 1)
    yield claim(f"{task}, Murphy: pandas by group", lambda: judgement.murphy(p, o), peer_murphy, 1)
    yield claim(f"{task}, {sizes.resamples:,} resamples: scikit-learn", ours_resampled, peer_resampled, 10)


def murphy_by_groups(p: np.ndarray, o: np.ndarray) -> tuple[float, float, float]:
    """Reliability, resolution and uncertainty, with pandas over each forecast that was given."""
    import pandas

    groups = pandas.DataFrame({"p": p, "o": o}).groupby("p")["o"].agg(["mean", "size"]).reset_index()
    share, base = groups["size"] / len(p), float(o.mean())
    reliability = float((share * (groups["p"] - groups["mean"]) ** 2).sum())
    resolution = float((share * (groups["mean"] - base) ** 2).sum())
    return reliability, resolution, base * (1 - base)
