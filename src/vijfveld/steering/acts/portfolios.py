# SPDX-License-Identifier: EUPL-1.2
"""Opening a portfolio study, saying what each scenario asks for, and setting the limits that any mix must keep."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.law.search import make_findable
from vijfveld.node.models import Organisation
from vijfveld.steering.acts.scenarios import LONGEST, MAKERS
from vijfveld.steering.models import PortfolioRun, PortfolioStudy, Scenario, StudyScenario
from vijfveld.steering.portfolio_assumptions import plain
from vijfveld.steering.portfolio_words import Need, RunState, Tail
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.words import Area

CLOSED = _("Deze studie is afgesloten. Maak een nieuwe studie om verder te denken.")
NOT_YOURS = _("Alleen de organisatie die deze studie maakte, kan haar wijzigen of doorrekenen.")
MOST_SCENARIOS = 8
MOST_MONEY, MOST_FTE = Decimal(10_000_000), Decimal(99_999)
SHORTER = _("Houd dit onder de 4.000 tekens.")


@dataclass(frozen=True)
class StudyPlan:
    """What a study is about."""

    title: str
    question: str
    scenarios: tuple[UUID, ...]
    areas: tuple[str, ...] = tuple(Area.values)


@act("portfolio.open", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("opende een portefeuillestudie"))
def open_study(door: Door, plan: StudyPlan) -> PortfolioStudy:
    """Open a study on scenarios of one field that stand."""
    chosen = list(door.visible(Scenario).filter(pk__in=plan.scenarios, retired_on__isnull=True).order_by("id"))
    with Faults() as faults:
        check_words(faults, title=plan.title, question=plan.question)
        check_areas(faults, plan.areas)
        lost = len(chosen) != len(set(plan.scenarios))
        faults.add("scenarios", _("Een scenario is er niet, of is ingetrokken."), when=lost)
        check_scenarios(faults, chosen)
    made = door.new(
        PortfolioStudy, field_id=chosen[0].field_id, title=plan.title.strip(), question=plan.question.strip(),
        areas=[area for area in Area.values if area in plan.areas], organisation_id=door.organisation,
        opened_on=door.today, facts={"scenarios": len(chosen)},
    )  # fmt: skip
    make_findable(door, made, title=made.title, text=made.question)
    for scenario in chosen:
        door.new(StudyScenario, study=made, scenario=scenario)
    return made


def check_words(faults: Faults, *, title: str, question: str) -> None:
    """Note what is wrong with the words of a study."""
    faults.add("title", _("Geef de studie een korte titel."), when=not title.strip())
    faults.add("title", _("Houd de titel onder de 120 tekens."), when=len(title.strip()) > 120)
    faults.add("question", _("Schrijf welke vraag de studie helpt te beantwoorden."), when=not question.strip())
    faults.add("question", SHORTER, when=len(question) > LONGEST)


def check_areas(faults: Faults, areas: Collection[str]) -> None:
    """Note that at least one field counts, and only fields that are there."""
    faults.add("areas", _("Kies ten minste één veld waarvan het doel meetelt."), when=not areas)
    faults.add("areas", _("Kies alleen velden van de strategie."), when=not set(areas) <= set(Area.values))


def check_scenarios(faults: Faults, chosen: Collection[Scenario]) -> None:
    """Note that a study rests on a few scenarios of one field."""
    faults.add("scenarios", _("Kies ten minste één scenario."), when=not chosen)
    faults.add("scenarios", _("Kies ten hoogste acht scenario's."), when=len(chosen) > MOST_SCENARIOS)
    fields = {one.field_id for one in chosen}
    faults.add("scenarios", _("Kies scenario's uit één veld: alleen die zijn te vergelijken."), when=len(fields) > 1)


@act("portfolio.change", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("wijzigde een portefeuillestudie"))
def change_study(door: Door, study: UUID, version: int, *, title: str, question: str) -> PortfolioStudy:
    """Change the title and the question of a study."""
    found = open_one(door, study, version)
    with Faults() as faults:
        check_words(faults, title=title, question=question)
    found.title, found.question = title.strip(), question.strip()
    door.save(found)
    make_findable(door, found, title=found.title, text=found.question)
    return found


@act("portfolio.judge_need", roles=MAKERS, purpose=Purpose.COORDINATION,
     says=_("oordeelde hoeveel een scenario vraagt"))  # fmt: skip
def judge_need(door: Door, one: UUID, version: int, *, needs: Mapping[str, int], reasons: str) -> StudyScenario:
    """Judge how much a scenario asks for in each field, with reasons."""
    found = door.lock(StudyScenario, one, version)
    study = open_one(door, found.study_id)
    with Faults() as faults:
        for area in study.areas:
            sentence = _("Kies hoeveel dit scenario in dit veld vraagt.")
            faults.add(f"need-{area}", sentence, when=needs.get(area) not in Need.values)
        faults.add("reasons", _("Schrijf waarom het scenario dit vraagt."), when=not reasons.strip())
        faults.add("reasons", SHORTER, when=len(reasons) > LONGEST)
    found.needs, found.reasons = {area: int(needs[area]) for area in study.areas}, reasons.strip()
    found.judged_by_id, found.judged_on = door.organisation, door.today
    door.save(found, **{f"need_{area}": step for area, step in found.needs.items()})
    return found


@dataclass(frozen=True)
class Bounds:
    """What any mix must keep: money × € 1.000 a year, capacity of partners in fte."""

    tail: str = Tail.WORST
    budget: Decimal | None = None
    floors: dict[str, Decimal] = field(default_factory=dict)
    room: dict[str, Decimal] = field(default_factory=dict)
    because: str = ""


@act("portfolio.bound", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("stelde de grenzen van een studie"))
def set_bounds(door: Door, study: UUID, version: int, bounds: Bounds) -> PortfolioStudy:
    """Set the limits, and say where they come from."""
    found = open_one(door, study, version)
    known = set(map(str, Organisation.objects.filter(pk__in=bounds.room).values_list("pk", flat=True)))
    with Faults() as faults:
        check_bounds(faults, bounds)
        unknown = set(bounds.room) - known
        faults.add("because", _("Een partner met een grens doet niet mee op deze node."), when=bool(unknown))
    found.tail, found.budget, found.because = bounds.tail, bounds.budget, bounds.because.strip()
    found.floors = {area: plain(floor) for area, floor in bounds.floors.items() if floor}
    found.room = {partner: plain(fte) for partner, fte in bounds.room.items()}
    door.save(found, tail=found.tail, budget=found.budget, floors=len(found.floors), partners=len(found.room))
    return found


def check_bounds(faults: Faults, bounds: Bounds) -> None:
    """Note what is wrong with limits."""
    faults.add("tail", _("Kies welke scenario's het zwaarst tellen."), when=bounds.tail not in Tail.values)
    money = _("Schrijf een bedrag van 0 tot tien miljoen (× € 1.000).")
    faults.add("budget", money, when=bounds.budget is not None and not 0 <= bounds.budget < MOST_MONEY)
    for area, floor in bounds.floors.items():
        faults.add(f"floor-{area}", money, when=area not in Area.values or not 0 <= floor < MOST_MONEY)
    for partner, fte in bounds.room.items():
        sentence = _("Schrijf een aantal voltijdbanen van 0 of meer.")
        faults.add(f"room-{partner}", sentence, when=not 0 <= fte <= MOST_FTE)
    bounded = bool(bounds.floors or bounds.room) or bounds.budget is not None
    faults.add("because", _("Schrijf waar deze grenzen vandaan komen."), when=bounded and not bounds.because.strip())
    faults.add("because", SHORTER, when=len(bounds.because) > LONGEST)


@act("portfolio.close", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("sloot een portefeuillestudie af"))
def close_study(door: Door, study: UUID, version: int) -> PortfolioStudy:
    """Close a study: it stays readable, and nothing is calculated in it any more."""
    found = open_one(door, study, version)
    runs = door.all(PortfolioRun).filter(study=found, state=RunState.ASKED).exists()
    door.require(not runs, "portfolio.runs", _("Er loopt nog een berekening. Breek die eerst af."))
    found.closed_on = door.today
    door.save(found)
    return found


def open_one(door: Door, study: UUID, version: int | None = None) -> PortfolioStudy:
    """A study of the actor's own organisation that is still worked on, locked."""
    found = door.lock(PortfolioStudy, study, version)
    door.require(found.organisation_id == door.organisation, "portfolio.not_yours", NOT_YOURS)
    door.require(found.closed_on is None, "portfolio.closed", CLOSED)
    return found
