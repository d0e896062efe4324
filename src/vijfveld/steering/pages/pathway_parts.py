# SPDX-License-Identifier: EUPL-1.2
"""The parts of the pages of pathways: what presses, the map, the sums, the routes, and what was stated."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vijfveld.face.dates import exactly
from vijfveld.face.drawings.pathways import Crossing, Line, Pathways
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.palette import Area
from vijfveld.law.models import Deadline, Decision
from vijfveld.law.words import decision_words, outcome_words, say
from vijfveld.steering.models import Scenario
from vijfveld.steering.needs import stored_needs
from vijfveld.steering.outlook import Carried, Possible
from vijfveld.steering.pathway_reading import why_begin_then, why_it_ends
from vijfveld.steering.pathway_words import Standing
from vijfveld.steering.queries.pathways import Seen
from vijfveld.strategy.sayings import fte

MOST_ROUTES = 8
BACK = timedelta(days=60)
"""How far before today the map begins."""


def step_url(id: UUID) -> str:
    """Where a step is read."""
    return reverse("pathways:step", args=[id])


def pressing_words(seen: Seen) -> str:
    """What presses in a study, in a sentence."""
    if not seen.needs or not seen.steps:
        return _("Nog niet te rekenen: er is een scenario en een stap nodig.")
    late, soon, alone = (seen.count(one) for one in (Standing.TOO_LATE, Standing.START_NOW, Standing.ALONE))
    said = [
        (late, ngettext("%(count)s stap is te laat.", "%(count)s stappen zijn te laat.", late)),
        (soon, ngettext("Bij %(count)s stap moet u nu beginnen.", "Bij %(count)s stappen moet u nu beginnen.", soon)),
        (alone, ngettext("%(count)s stap heeft geen opvolger die langer houdt.",
                         "%(count)s stappen hebben geen opvolger die langer houdt.", alone)),
    ]  # fmt: skip
    told = " ".join(words % {"count": count} for count, words in said if count)
    return told or _("Niets vraagt nu om een besluit.")


@dataclass(frozen=True)
class Pressed:
    """One thing that presses: its step, its scenario, how it stands, and the sums."""

    title: str
    url: str
    scenario: str
    standing: str
    alarm: bool
    why: str
    then: str


def pressing_lines(seen: Seen) -> list[Pressed]:
    """What presses, each with its sums in words."""
    return [_pressed(seen, scenario, carried) for scenario, carried in seen.pressing]


def _pressed(seen: Seen, scenario: Scenario, carried: Carried) -> Pressed:
    best, before = carried.best, seen.outlook.ahead(scenario.id).get(carried.step.id)
    then = f"{best.to.title}: {why_begin_then(carried, best)}" if best else ""
    why = why_it_ends(carried, seen.study.unit)
    if before:
        why = _("Deze stap werkt nog niet; hij volgt op «%(before)s».") % {"before": before.title} + " " + why
    return Pressed(
        carried.step.title, step_url(carried.step.id), scenario.title, str(carried.standing.label),
        carried.standing != Standing.START_NOW, why, then,
    )  # fmt: skip


def chosen_scenario(seen: Seen, wanted: str) -> Scenario | None:
    """The scenario of the map: the one that was asked for, else the one that presses most, else the first."""
    by_id = {str(id): one for id, one in seen.scenarios.items()}
    if wanted in by_id:
        return by_id[wanted]
    if seen.pressing:
        return seen.pressing[0][0]
    return next(iter(seen.scenarios.values()), None)


def drawn(seen: Seen, scenario: Scenario) -> Pathways:
    """The map of one scenario."""
    carried = list(seen.outlook.carried[scenario.id].values())
    places = {one.step.id: number for number, one in enumerate(carried)}
    today = seen.outlook.today
    return Pathways(
        title=_("Paden in «%(title)s»") % {"title": scenario.title}, first=today - BACK,
        last=max(seen.study.looks_to, today + timedelta(days=30)), today=today, area=Area(seen.study.area),
        lines=tuple(_line(one, places, today - BACK) for one in carried),
    )  # fmt: skip


def _line(carried: Carried, places: dict[UUID, int], first: date) -> Line:
    step = carried.step
    changes = tuple(
        Crossing(places[one.to.id], carried.sell_by, one.begin, str(one.standing.label), late=is_late(one.standing))
        for one in carried.switches
        if carried.sell_by and one.carries_longer
    )  # fmt: skip
    return Line(
        step.title, kind_of(step), max(step.works_from, first), carried.sell_by, step.works_now,
        str(carried.standing.label), step_url(step.id), changes,
    )  # fmt: skip


def is_late(standing: Standing) -> bool:
    """Whether the day to begin has passed."""
    return standing == Standing.TOO_LATE


def kind_of(step: Possible) -> str:
    """Whether a step is fixed or flexible."""
    return _("vast") if step.fixed else _("flexibel")


def sums_table(seen: Seen) -> list[dict[str, Any]]:
    """Every step in every scenario with its sums."""
    return [
        {"scenario": scenario, "rows": [_sum(seen, one) for one in seen.outlook.carried[id].values()]}
        for id, scenario in seen.scenarios.items()
    ]


def _sum(seen: Seen, carried: Carried) -> dict[str, Any]:
    best = carried.best
    return {
        "title": carried.step.title, "url": step_url(carried.step.id), "until": carried.sell_by,
        "why": why_it_ends(carried, seen.study.unit), "standing": carried.standing,
        "look": look_of(carried.standing), "then": best.to.title if best else "",
        "begin": best.begin if best and carried.sell_by else None,
        "begin_why": why_begin_then(carried, best) if best else "", "too_slow": carried.starts_too_late,
        "works_from": carried.step.works_from,
    }  # fmt: skip


def look_of(standing: Standing) -> str:
    """How a state is shown; the word always stands beside it."""
    calm = {Standing.LASTS: "done", Standing.TAKEN_OVER: "done", Standing.LATER: "plain", Standing.START_NOW: "busy"}
    return calm.get(standing, "alarm")


def routes(seen: Seen) -> list[dict[str, str]]:
    """The routes in words: the steps, and the scenarios in which they last."""
    return [
        {"steps": " → ".join(step.title for step in one.steps),
         "lasts": _("alle scenario's") if len(one.lasts_in) == len(seen.needs)
         else ", ".join(seen.scenarios[id].title for id in one.lasts_in)}
        for one in seen.outlook.routes()[:MOST_ROUTES]
    ]  # fmt: skip


def need_rows(seen: Seen) -> list[dict[str, Any]]:
    """What was stated of every scenario, point for point."""
    return [
        {"need": one, "points": [(point, fte(point.needed)) for point in stored_needs(one.points)]}
        for one in seen.needs
    ]  # fmt: skip


def steps_table(seen: Seen) -> Table:
    """The steps as they were stated."""
    known = {str(one.id): one.title for one in seen.steps}
    over = {one.id for one in seen.over}
    rows = tuple(
        (
            Cell(one.title, step_url(one.id)),
            Cell(_("de inzet is gestopt") if one.id in over else str(one.get_nature_display())),
            Cell(f"{fte(one.delivers)} {seen.study.unit}"),
            Cell(f"{one.decision_days} + {one.lead_days}"),
            Cell(", ".join(known[id] for id in one.followers if id in known) or "–"),
        )
        for one in seen.steps
    )
    headers = (_("Stap"), _("Soort"), _("Levert"), _("Dagen besluiten + voorbereiden"), _("Mag worden opgevolgd door"))
    return Table(_("De stappen"), headers, rows)


def day_of(deadline: Deadline) -> date:
    """The day of a deadline where this node stands."""
    return timezone.localdate(deadline.due_at)


def watched_words(deadline: Deadline | None, begins: list[date]) -> str:
    """The deadline of a step, and whether its day still is one that comes out now."""
    if deadline is None:
        return ""
    day = day_of(deadline)
    said = _("Staat op de lijst van wat afloopt: %(day)s.") % {"day": exactly(day)}
    if day in begins:
        return said
    return f"{said} " + _("De studie komt nu op een andere dag uit. Zet hem opnieuw, of besluit.")


def decided(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """What was decided about a step, each with its title."""
    return [
        {"title": f"{say(decision_words, one.what)}: {say(outcome_words, one.outcome)}", "decision": one}
        for one in decisions
    ]
