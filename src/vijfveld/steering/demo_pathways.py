# SPDX-License-Identifier: EUPL-1.2
"""The story of pathways in the example: what is there now soon falls short, a successor must be begun with."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from vijfveld.law.demo import Cast
from vijfveld.node import clock
from vijfveld.steering.acts.pathway_steps import StepPlan, add_step, change_step, watch_begin
from vijfveld.steering.acts.pathways import StudyPlan, close_study, make_study, state_need
from vijfveld.steering.models import PathwayStep, PathwayStudy, Scenario
from vijfveld.steering.needs import Need
from vijfveld.strategy.models import Effort

UNIT = "overleggen per maand"
CROWD, WINTER = "Velen tegelijk", "De stille winter"
NEEDS = {
    CROWD: [(0, "9", "Telling van gemeenten."), (200, "13", "Raming van de KMar, eerste aankomsten."),
            (420, "26", "Raming van de KMar, een gebied valt."), (900, "42", "Zelfde raming, met gezinnen.")],
    WINTER: [(0, "9", "Telling van gemeenten."), (900, "11", "Mensen die vrijkomen; raming van de reclassering.")],
}  # fmt: skip
TEAM = StepPlan("Reizend team van deskundigen", "flexible", Decimal(24), "Zes mensen die gemeenten bijstaan.", 30, 90)
FIXED = StepPlan("Vast team in elke regio", "fixed", Decimal(45), "Tien regio's, ruim vier per maand.", 90, 180)


QUESTION = "Hoe lang volstaat het lokale casusoverleg, en wat moet erop volgen als er veel mensen terugkeren?"
DRONES = [(0, "4", "Telling van de politie."), (156, "8", "Raming van de politie, meer feesten tegelijk."),
          (700, "10", "Zelfde raming.")]  # fmt: skip
SQUADS = StepPlan("Vaste ploegen in elke eenheid", "fixed", Decimal(14), "Tien eenheden; begroting.", 60, 200)


def stories(cast: Cast) -> list[Iterator[int]]:
    """Both studies."""
    return [story(cast), squares(cast)]


def story(cast: Cast) -> Iterator[int]:
    """A study made, what two scenarios ask, three steps that may follow one another, and a day that is watched."""
    yield -62
    old = make_study(cast.caller("analist"), _plan("Tolken bij de hand", "Zijn er tolken genoeg?", 400))
    yield -60
    study = make_study(cast.caller("analist"), _plan("Casusoverleg als velen terugkeren", QUESTION, 1095))
    for title, points in NEEDS.items():
        state_need(cast.caller("analist"), study.id, _scenario(cast, title).id, 0, needs=_needs(points))
    yield -58
    why = "Zeven gemeenten, elk twee per maand."
    now = _effort_step(cast, study, "Lokaal casusoverleg paraat", delivers="14", why=why)
    team = add_step(cast.caller("analist"), study.id, TEAM)
    fixed = add_step(cast.caller("analist"), study.id, FIXED)
    _follow(cast, now, team, fixed)
    _follow(cast, team, fixed)
    yield -40
    close_study(cast.caller("analist"), old.id, old.version)
    yield -12
    watch_begin(cast.caller("coordinator"), now.id, _version(cast, now), scenario=_scenario(cast, CROWD).id)


def squares(cast: Cast) -> Iterator[int]:
    """Flexible effort falls short before its own end, and what could follow it comes too late."""
    yield -66
    plan = StudyPlan(
        "Ploegen tegen drones", "Tot wanneer volstaan de ploegen, en wat komt daarna?", "verdedigen.2.3",
        "ploegen", _day(900), 60,
    )  # fmt: skip
    study = make_study(cast.caller("coordinator"), plan)
    state_need(cast.caller("coordinator"), study.id, _scenario(cast, CROWD).id, 0, needs=_needs(DRONES))
    base = _effort_step(cast, study, "Bewaken en beveiligen op peil", delivers="5", why="Vijf ploegen in dienst.")
    extra = _effort_step(cast, study, "Drones boven drukke plaatsen", delivers="6.5", why="Anderhalve ploeg erbij.")
    squads = add_step(cast.caller("coordinator"), study.id, SQUADS)
    _follow(cast, base, extra)
    _follow(cast, extra, squads)


def _plan(title: str, question: str, days: int) -> StudyPlan:
    return StudyPlan(title, question, "voorkomen.2.2.3", UNIT, _day(days), 90)


def _effort_step(cast: Cast, study: PathwayStudy, title: str, *, delivers: str, why: str) -> PathwayStep:
    effort = Effort.objects.visible_to(cast.viewers["analist"]).get(title=title)
    plan = StepPlan("", "fixed", Decimal(delivers), why, 0, 0, effort.id)
    return add_step(cast.caller("analist"), study.id, plan)


def _follow(cast: Cast, step: PathwayStep, *followers: PathwayStep) -> None:
    plan = StepPlan(
        step.title, step.nature, step.delivers, step.why, step.decision_days, step.lead_days, step.effort_id,
        tuple(one.id for one in followers),
    )  # fmt: skip
    change_step(cast.caller("analist"), step.id, _version(cast, step), plan)


def _version(cast: Cast, step: PathwayStep) -> int:
    found: PathwayStep = PathwayStep.objects.visible_to(cast.viewers["analist"]).get(pk=step.pk)
    return found.version


def _scenario(cast: Cast, title: str) -> Scenario:
    found: Scenario = Scenario.objects.visible_to(cast.viewers["analist"]).get(title=title)
    return found


def _needs(points: list[tuple[int, str, str]]) -> list[Need]:
    return [Need(_day(days), Decimal(needed), why) for days, needed, why in points]


def _day(days: int) -> date:
    return clock.now().date() + timedelta(days=days)
