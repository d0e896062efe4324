# SPDX-License-Identifier: EUPL-1.2
"""A year of invented work, told as stories, each with an end; `law.demo_stories` says what a story is."""

from vijfveld.law.demo import Cast
from vijfveld.law.demo_stories import Story
from vijfveld.law.models import Reasoning
from vijfveld.strategy import demo_asks, demo_exits
from vijfveld.strategy.acts.levels import Setting, set_threat_level
from vijfveld.strategy.demo_base import BASE, fixed
from vijfveld.strategy.demo_means import in_days


def stories(cast: Cast) -> list[Story]:
    """Every story of the year."""
    levels = [_levels(cast)]
    base = [fixed(cast, number, row) for number, row in enumerate(BASE)]
    return [*levels, *base, *(tell(cast) for tell in (*demo_asks.STORIES, *demo_exits.STORIES))]


def partners() -> set[str]:
    """The organisations that take part, each of which needs a liaison."""
    asked = {partner for row in BASE for partner, *_ in row[7]}
    return asked | {row[6] for row in BASE} | OTHERS


OTHERS = {
    "gemeente-oudekerk-aan-de-ae", "ind", "coa", "lse", "jeugdzorg-nederland", "minvws", "minszw", "mindef", "minbz",
    "internetbedrijven", "dsi", "politie-midden-nederland", "provincie-utrecht", "ess", "dtv", "om-landelijk-parket",
}  # fmt: skip


def _levels(cast: Cast) -> Story:
    yield -352
    _set_level(
        cast,
        "DTN (voorbeeld), winter",
        "De kans op een aanslag is reëel. Groepen in het buitenland roepen op tot geweld.",
    )
    yield -168
    _set_level(
        cast, "DTN (voorbeeld), zomer", "Het beeld is gelijk gebleven. Er zijn meer jonge daders dan vorig jaar."
    )


def _set_level(cast: Cast, edition: str, reasons: str) -> None:
    words = Reasoning(
        reasons, alternatives="Niveau 3 is overwogen. De aanwijzingen zijn daarvoor te concreet.",
        dissent="Een sociale partner vroeg om aandacht voor het effect van het niveau op scholen.",
    )  # fmt: skip
    set_threat_level(cast.caller("beslisser"), Setting("substantieel", edition, in_days(184)), words)
