# SPDX-License-Identifier: EUPL-1.2
"""Making a pathway study, saying what is needed in each scenario, and closing the study."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import close_deadlines
from vijfveld.law.door import Door
from vijfveld.law.models import DeadlineState
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Stale
from vijfveld.law.search import make_findable
from vijfveld.node.roles import Role
from vijfveld.steering.models import PathwayNeed, PathwayStep, PathwayStudy, Scenario
from vijfveld.steering.needs import Need, check_needs
from vijfveld.steering.pathway_words import LONGEST_LOOK, MOST_DAYS
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.shelf import edition, strategy

MAKERS = {Role.COORDINATOR, Role.ANALYST}
CLOSED = _("Deze padenstudie is afgesloten. Maak een nieuwe om verder te denken.")
NOT_YOURS = _("Alleen de organisatie die deze padenstudie maakte, kan haar wijzigen.")
LONGEST = 4000


@dataclass(frozen=True)
class StudyPlan:
    """What a study is called, what it helps to decide, about which point, in which unit, how far it looks."""

    title: str
    question: str
    objective: str
    unit: str
    looks_to: date
    notice_days: int

    @property
    def area(self) -> str:
        """The field of the objective."""
        node = strategy().nodes.get(self.objective)
        return (node.area or "") if node else ""


def check_study(plan: StudyPlan, faults: Faults, *, today: date) -> None:
    """Note what is wrong with a study."""
    faults.add("title", _("Geef de studie een korte titel."), when=not plan.title.strip())
    faults.add("title", _("Houd de titel onder de 120 tekens."), when=len(plan.title.strip()) > 120)
    faults.add("question", _("Schrijf welke vraag deze studie helpt te beantwoorden."), when=not plan.question.strip())
    faults.add("question", _("Houd dit onder de 4.000 tekens."), when=len(plan.question) > LONGEST)
    faults.add("objective", _("Kies een punt van de strategie binnen een van de vijf velden."), when=not plan.area)
    faults.add("unit", _("Schrijf waarin u telt, zoals teams of fte."), when=not plan.unit.strip())
    faults.add("unit", _("Houd dit onder de 40 tekens."), when=len(plan.unit.strip()) > 40)
    faults.add("looks_to", _("De laatste dag van de studie ligt na vandaag."), when=plan.looks_to <= today)
    far = plan.looks_to > today + LONGEST_LOOK
    faults.add("looks_to", _("Kijk ten hoogste dertig jaar vooruit."), when=far)
    faults.add("notice_days", _("Kies 0 tot 3.650 dagen."), when=not 0 <= plan.notice_days <= MOST_DAYS)


@act("pathway_study.make", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("maakte een padenstudie"))
def make_study(door: Door, plan: StudyPlan) -> PathwayStudy:
    """Make a study. It starts nothing: it says until when what is done now suffices, and what can follow."""
    with Faults() as faults:
        check_study(plan, faults, today=door.today)
    made = door.new(
        PathwayStudy, title=plan.title.strip(), question=plan.question.strip(), objective=plan.objective,
        library=edition(), area=plan.area, unit=plan.unit.strip(), looks_to=plan.looks_to,
        notice_days=plan.notice_days, organisation_id=door.organisation, made_on=door.today,
        facts={"objective": plan.objective, "looks_to": plan.looks_to},
    )  # fmt: skip
    make_findable(door, made, title=made.title, text=made.question)
    return made


@act("pathway_study.change", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("wijzigde een padenstudie"))
def change_study(door: Door, study: UUID, version: int, plan: StudyPlan) -> PathwayStudy:
    """Change what a study is called, about which point it is, and how far it looks."""
    found = open_study(door, study, version)
    with Faults() as faults:
        check_study(plan, faults, today=door.today)
    found.title, found.question, found.unit = plan.title.strip(), plan.question.strip(), plan.unit.strip()
    if found.objective != plan.objective:
        found.objective, found.area, found.library = plan.objective, plan.area, edition()
    found.looks_to, found.notice_days = plan.looks_to, plan.notice_days
    door.save(found, objective=found.objective, looks_to=found.looks_to)
    make_findable(door, found, title=found.title, text=found.question)
    return found


@act("pathway_study.close", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("sloot een padenstudie af"))
def close_study(door: Door, study: UUID, version: int) -> PathwayStudy:
    """Close a study: it stays readable, and its deadlines are withdrawn."""
    found = open_study(door, study, version)
    found.closed_on = door.today
    door.save(found)
    for step in door.all(PathwayStep).filter(study=found, dropped_on__isnull=True).order_by("id"):
        close_deadlines(door, step.urn, state=DeadlineState.WITHDRAWN)
    return found


@act("pathway_need.state", roles=MAKERS, purpose=Purpose.COORDINATION,
     says=_("schreef op wat een scenario over de jaren vraagt"))  # fmt: skip
def state_need(door: Door, study: UUID, scenario: UUID, version: int, *, needs: Sequence[Need]) -> PathwayNeed:
    """State what a scenario asks over time; `version` is that of the statement it replaces, 0 when there is none."""
    found = open_study(door, study)
    standing = door.all(Scenario).filter(pk=scenario, retired_on__isnull=True).first()
    before = door.all(PathwayNeed).filter(study=found, scenario_id=scenario, dropped_on__isnull=True).first()
    with Faults() as faults:
        check_needs(needs, faults)
        gone = standing is None and before is None
        faults.add("scenario", _("Dit scenario is ingetrokken. Kies een scenario dat nog geldt."), when=gone)
    points = [one.stored for one in needs]
    if before:
        held = door.lock(PathwayNeed, before.id, version)
        held.points, held.stated_on = points, door.today
        door.save(held, points=len(points))
        return held
    if version:
        raise Stale
    return door.new(
        PathwayNeed, study=found, scenario_id=scenario, points=points, organisation_id=door.organisation,
        stated_on=door.today, facts={"points": len(points), "study": found.urn},
    )  # fmt: skip


@act("pathway_need.drop", roles=MAKERS, purpose=Purpose.COORDINATION,
     says=_("haalde een scenario uit een padenstudie"))  # fmt: skip
def drop_need(door: Door, need: UUID, version: int) -> PathwayNeed:
    """Reckon no more with a scenario in this study."""
    found = door.lock(PathwayNeed, need, version)
    open_study(door, found.study_id)
    door.require(found.dropped_on is None, "pathway_need.dropped", _("Dit scenario is al uit de studie gehaald."))
    found.dropped_on = door.today
    door.save(found)
    return found


def open_study(door: Door, study: UUID, version: int | None = None) -> PathwayStudy:
    """A study of one's own organisation that is still open, for change."""
    found = door.lock(PathwayStudy, study, version)
    door.require(found.organisation_id == door.organisation, "pathway_study.not_yours", NOT_YOURS)
    door.require(found.closed_on is None, "pathway_study.closed", CLOSED)
    return found
