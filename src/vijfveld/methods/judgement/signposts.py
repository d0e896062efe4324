# SPDX-License-Identifier: EUPL-1.2
"""How good a signpost is: how often it fired before what it points to, and how often for nothing."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from vijfveld.methods.figures import BadFigures, Reading


class BadSignpost(BadFigures):
    """A history of a signpost that cannot be judged."""


class Track(NamedTuple):
    """What a history of periods says of a signpost; a ratio whose base is empty is NaN.

    hit_rate: share of events with the signpost up (0..1); false_alarm_ratio: share of alarms without event (0..1);
    false_alarms_a_year: alarms without event in twelve months; likelihood_ratio: how much more often it is up
    with event than without (from 0, 1 says nothing); lead: mean months that it stood up before the event.
    """

    hit_rate: float
    false_alarm_ratio: float
    false_alarms_a_year: float
    likelihood_ratio: float
    lead: float


def track(fired: ArrayLike, happened: ArrayLike) -> Track:
    """How a signpost did, month by month.

    fired: whether it was up (months,); happened: whether what it points to came in that month (months,).
    Both 0 or 1. Source: the verification of yes/no forecasts (Jolliffe and Stephenson, 2012). Raises BadSignpost.
    """
    with Reading(BadSignpost) as reading:
        up = reading.vector("fired", fired, low=0, high=1) == 1
        came = reading.vector("happened", happened, low=0, high=1) == 1
        reading.agree(len(up) == len(came), "Both histories must have the same months.")
    hits, alarms, events = int((up & came).sum()), int(up.sum()), int(came.sum())
    quiet = len(up) - events
    hit_rate, false_rate = _share(hits, events), _share(alarms - hits, quiet)
    ratio = hit_rate / false_rate if false_rate else (np.inf if hits else np.nan)
    return Track(
        hit_rate=hit_rate,
        false_alarm_ratio=_share(alarms - hits, alarms),
        false_alarms_a_year=12 * (alarms - hits) / len(up),
        likelihood_ratio=float(ratio),
        lead=_lead(up.tolist(), came.tolist()),
    )


def _lead(up: list[bool], came: list[bool]) -> float:
    """Mean number of months the signpost stood up without break right before an event; NaN without events."""
    leads, standing = [], 0
    for fired, happened in zip(up, came, strict=True):
        if happened:
            leads.append(standing)
        standing = standing + 1 if fired else 0
    return float(np.mean(leads)) if leads else float("nan")


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
