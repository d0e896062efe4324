# SPDX-License-Identifier: EUPL-1.2
"""Proposing efforts, fixed and flexible (§8.3)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import set_deadline
from vijfveld.law.acts.decisions import decide
from vijfveld.law.bases import catalogue
from vijfveld.law.door import Door
from vijfveld.law.models import Reasoning
from vijfveld.law.purposes import Purpose
from vijfveld.law.search import make_findable
from vijfveld.node.roles import Reach, Role
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of
from vijfveld.strategy.contents import Kind
from vijfveld.strategy.models import BELOW_FLOOR, Ask, Driver, Effort
from vijfveld.strategy.shelf import edition, strategy
from vijfveld.strategy.words import ALIVE, EARLIEST_START, LATEST_LOOK, LONGEST_FLEXIBLE, Area, Nature, Work

PROPOSERS = {Role.COORDINATOR, Role.PLANNER, Role.CHAIN_PLANNER, Role.LIAISON, Role.DECISION_MAKER}


@dataclass(frozen=True)
class Plan:
    """What an effort is about, whatever its nature."""

    title: str
    purpose: str
    objective: str
    work: str
    reach: str
    legal_basis: str
    starts_on: date

    @property
    def area(self) -> str:
        """The field of the objective."""
        node = strategy().nodes.get(self.objective)
        return (node.area or "") if node else ""


@act("effort.propose_flexible", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("stelde flexibele inzet voor"))
def propose_flexible(door: Door, plan: Plan, *, driver: UUID, ends_on: date, acknowledged: str = "") -> Effort:
    """Propose flexible effort: it answers a driver that holds and it stops on its last day unless people decide.

    It works only when fixed effort is in order: where partners stand below their floor, `acknowledged` says why it is
    needed all the same, and that is kept as a decision.
    """
    moved_by = door.visible(Driver).filter(pk=driver).first()
    gap = door.all(Ask).filter(BELOW_FLOOR, effort__in=_fixed_in(door, plan.area)).exists()
    with Faults() as faults:
        check_plan(plan, faults)
        check_end(plan, faults, ends_on=ends_on, today=door.today)
        check_gap(faults, gap=gap, acknowledged=acknowledged)
        faults.add("driver", _("Kies een aanleiding. Flexibele inzet bestaat niet zonder."), when=moved_by is None)
        faults.add(
            "driver", _("Deze aanleiding is ingetrokken. Kies er een die nog geldt."),
            when=moved_by is not None and moved_by.retired_on is not None,
        )  # fmt: skip
    made = _make(door, plan, nature=Nature.FLEXIBLE, driver=moved_by, ends_on=ends_on)
    set_deadline(door, "effort.end", about=made, due_at=end_of(ends_on), organisation=door.organisation)
    if acknowledged.strip():
        outcome = "despite-gap" if gap else "proposed"
        made.decision = decide(door, "effort.propose", about=made, reasoning=Reasoning(acknowledged), outcome=outcome)
        door.save(made)
    return made


@act("effort.propose_fixed", roles=PROPOSERS, purpose=Purpose.COORDINATION, says=_("stelde vaste inzet voor"))
def propose_fixed(door: Door, plan: Plan, *, rests_on: str = "", finding: UUID | None = None) -> Effort:
    """Propose fixed effort: it rests on a relative certainty of the strategy or on a finding, and has no end."""
    found = door.visible(Driver).filter(pk=finding, sort="finding").first() if finding else None
    with Faults() as faults:
        check_plan(plan, faults)
        if found is None:
            check_certainty(rests_on, faults)
    return _make(door, plan, nature=Nature.FIXED, driver=found, rests_on=rests_on)


def _fixed_in(door: Door, area: str) -> QuerySet[Effort]:
    return door.all(Effort).filter(nature=Nature.FIXED, state__in=ALIVE, area=area, mode=door.mode)


def check_certainty(rests_on: str, faults: Faults) -> None:
    """Note that fixed effort needs a relative certainty of the strategy to rest on."""
    node = strategy().nodes.get(rests_on)
    faults.add(
        "rests_on", _("Kies de zekerheid uit de strategie of de bevinding waarop deze vaste inzet rust."),
        when=node is None or node.kind is not Kind.CERTAINTY,
    )  # fmt: skip


def check_end(plan: Plan, faults: Faults, *, ends_on: date, today: date) -> None:
    """Note what is wrong with the last day of flexible effort."""
    faults.add("ends_on", _("De laatste dag ligt na de eerste dag."), when=ends_on <= plan.starts_on)
    faults.add("ends_on", _("De laatste dag ligt na vandaag."), when=ends_on <= today)
    faults.add(
        "ends_on", _("Flexibele inzet duurt ten hoogste twee jaar. Verlengen kan later, met een reden."),
        when=ends_on > max(plan.starts_on, today) + LONGEST_FLEXIBLE,
    )  # fmt: skip
    faults.add(
        "starts_on", _("De eerste dag ligt te ver weg. Kies een dag tussen drie maanden terug en twee jaar vooruit."),
        when=not today - EARLIEST_START <= plan.starts_on <= today + LATEST_LOOK,
    )  # fmt: skip


def check_gap(faults: Faults, *, gap: bool, acknowledged: str) -> None:
    """Note that flexible effort in a field below its floor needs words."""
    faults.add(
        "acknowledged",
        _("In dit veld is de vaste inzet niet op orde. Schrijf waarom deze flexibele inzet toch nodig is."),
        when=gap and not acknowledged.strip(),
    )


def check_plan(plan: Plan, faults: Faults) -> None:
    """Note what is wrong with a plan, whatever its nature."""
    basis = catalogue().find(plan.legal_basis)
    faults.add("title", _("Geef de inzet een korte titel."), when=not plan.title.strip())
    faults.add("title", _("Houd de titel onder de 120 tekens."), when=len(plan.title) > 120)
    faults.add("purpose", _("Schrijf wat u hiermee wilt bereiken."), when=not plan.purpose.strip())
    faults.add("objective", _("Kies een punt van de strategie binnen een van de vijf velden."), when=not plan.area)
    faults.add("work", _("Kies de soort inzet."), when=plan.work not in Work.values)
    faults.add("reach", _("Kies het bereik."), when=plan.reach not in Reach.values)
    faults.add("legal_basis", _("Kies de grondslag waarop de inzet rust."), when=basis is None)
    faults.add(
        "legal_basis", _("Deze grondslag geldt niet op de eerste dag."),
        when=basis is not None and not basis.in_force(plan.starts_on),
    )  # fmt: skip
    faults.add(
        "legal_basis", _("Deze grondslag dient een ander doel dan samenwerken. Kies een andere."),
        when=basis is not None and Purpose.COORDINATION.value not in basis.purposes,
    )  # fmt: skip


def _make(
    door: Door, plan: Plan, *, nature: Nature, driver: Driver | None, rests_on: str = "", ends_on: date | None = None
) -> Effort:
    made = door.new(
        Effort, nature=nature, title=plan.title.strip(), purpose=plan.purpose.strip(), area=Area(plan.area),
        objective=plan.objective, library=edition(), work=plan.work, reach=plan.reach, owner_id=door.organisation,
        driver=driver, rests_on=rests_on, legal_basis=plan.legal_basis, starts_on=plan.starts_on, ends_on=ends_on,
        facts={"nature": nature.value, "area": plan.area, "objective": plan.objective, "ends_on": ends_on},
    )  # fmt: skip
    make_findable(door, made, title=made.title, text=made.purpose)
    return made
