# SPDX-License-Identifier: EUPL-1.2
"""The figures as everyone may read them: what would show who said what, or who was refused, is left out.

Small counts go, and with each so many others that it cannot be worked out from a total. The sources of a figure become
their hash: a urn holds the moment at which its record was made, so a list of urns would tell what was left out. Whoever
may read the restricted edition can show that the hash is right.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import rfc8785

from vijfveld.steering.accounting import ALL, AREAS, REPLIES
from vijfveld.steering.words import FEWEST_SHOWN

Json = dict[str, Any]
APART = ("refused", "gate", "glass", "destroyed", "replied")
"""Figures about what went wrong or was refused: each stands alone, without a total."""


def opened(counted: Mapping[str, Any]) -> Json:
    """What was counted, made fit for everyone."""
    figures = {name: _open(figure) for name, figure in counted["figures"].items()}
    for name, figure in figures.items():
        if name.partition(".")[0] in APART and _small(figure["count"]):
            _hide(figure)
    for area in ("", ALL, *AREAS):
        _open_answers(figures, area)
    _open_totals(figures, counted["figures"])
    over_time = _open_over_time(counted["over_time"], figures)
    kept = {name: counted[name] for name in ("schema", "first_on", "last_on", "mode")}
    levels = [{name: value for name, value in one.items() if name != "source"} for one in counted["levels"]]
    rounds = [{"report": one["report"]} for one in counted["rounds"]]
    return {**kept, "figures": figures, "over_time": over_time, "levels": levels, "rounds": rounds}


def _open(figure: Mapping[str, Any]) -> Json:
    rest = {name: value for name, value in figure.items() if name != "sources"}
    return {**rest, "sources_sha256": hashlib.sha256(rfc8785.dumps(figure["sources"])).hexdigest()}


def _hide(figure: Json) -> None:
    figure["count"] = figure["sources_sha256"] = None
    if "fte" in figure:
        figure["fte"] = None


def _small(count: int | None) -> bool:
    return count is not None and 0 < count < FEWEST_SHOWN


def _open_answers(figures: dict[str, Json], area: str) -> None:
    """Answers of a field: the total when it is large enough, its parts when none gives another away."""
    whole, waiting = figures.get(f"answered.{area}"), figures.get(f"waiting.{area}")
    parts = [figures[name] for reply in REPLIES if (name := f"answered.{area}.{reply}") in figures]
    if waiting and (_small(waiting["count"]) or (whole and _small(whole["count"]))):
        _hide(waiting)
    if whole is None:
        return
    if _small(whole["count"]):
        shown: Sequence[int | None] = [None] * len(parts)
        _hide(whole)
    else:
        shown = without_small([part["count"] for part in parts])
    for part, count in zip(parts, shown, strict=True):
        if count is None:
            _hide(part)
        else:
            part.pop("fte", None)
    if any(count is None for count in shown):
        for part in parts:
            part.pop("fte", None)


def _open_totals(figures: dict[str, Json], counted: Mapping[str, Any]) -> None:
    """A figure of all fields together goes when it would give away what is left out of the fields."""
    for name in ("waiting", "answered", *(f"answered.{reply}" for reply in REPLIES)):
        code, dot, kind = name.partition(".")
        parts = [each for area in ("", *AREAS) if (each := f"{code}.{area}{dot}{kind}") in counted]
        hidden = [counted[each]["count"] for each in parts if figures[each]["count"] is None]
        whole = figures[f"{code}.{ALL}{dot}{kind}"]
        if hidden and (len(hidden) < 2 or sum(hidden) < FEWEST_SHOWN):
            _hide(whole)


def without_small(counts: Sequence[int]) -> list[int | None]:
    """Parts of a known total: the small ones left out, and with them so many that none can be worked out."""
    shown: list[int | None] = [None if _small(count) else count for count in counts]
    hidden = sum(count for count, kept in zip(counts, shown, strict=True) if kept is None)
    while shown.count(None) and (shown.count(None) < 2 or hidden < FEWEST_SHOWN):
        left = [(count, place) for place, count in enumerate(shown) if count]
        if not left:
            return [None] * len(shown)
        count, place = min(left)
        shown[place], hidden = None, hidden + count
    return shown


def _open_over_time(over_time: Sequence[Mapping[str, Any]], figures: Mapping[str, Json]) -> list[Json]:
    answered = {area: [part["areas"][area][1] for part in over_time] for area in AREAS}
    shown = {
        area: without_small(counts) if figures[f"answered.{area}"]["count"] is not None else [None] * len(counts)
        for area, counts in answered.items()
    }
    return [
        {
            "from": part["from"], "until": part["until"],
            "areas": {
                area: [counts[0], shown[area][number], counts[2]] for area, counts in part["areas"].items()
            },
        }
        for number, part in enumerate(over_time)
    ]  # fmt: skip
