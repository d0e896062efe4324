# SPDX-License-Identifier: EUPL-1.2
"""The steps of a pathway study, and the day on which people want to look at one again."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import STANDING, close_deadlines, set_deadline
from vijfveld.law.acts.decisions import decide
from vijfveld.law.door import Door
from vijfveld.law.models import Deadline, DeadlineState, Reasoning
from vijfveld.law.purposes import Purpose
from vijfveld.node.roles import Role
from vijfveld.steering.acts.pathways import LONGEST, MAKERS, open_study
from vijfveld.steering.models import PathwayNeed, PathwayStep, PathwayStudy
from vijfveld.steering.outlook import Carried
from vijfveld.steering.pathway_reading import outlook_of
from vijfveld.steering.pathway_words import MOST_AMOUNT, MOST_DAYS, MOST_STEPS, Reviewed
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of
from vijfveld.strategy.models import Effort
from vijfveld.strategy.words import Nature

BEGIN = "pathway.begin"
DROPPED = _("Deze stap is uit de studie gehaald.")
LASTS = _("In dit scenario houdt deze stap de hele periode. Er is geen dag om te bewaken.")
ALONE = _("Deze stap heeft geen opvolger die langer houdt. Schrijf eerst een opvolger op.")
TAKEN_OVER = _("De opvolger werkt al. Er is geen dag om te bewaken.")
PAST = _("De dag om te beginnen is al voorbij. Een termijn helpt niet meer: beslis nu.")


@dataclass(frozen=True)
class StepPlan:
    """A way to deliver: an effort or a proposal, how much, on what ground, the days it takes, what may follow it."""

    title: str
    nature: str
    delivers: Decimal
    why: str
    decision_days: int
    lead_days: int
    effort: UUID | None = None
    followers: tuple[UUID, ...] = ()


def check_step(plan: StepPlan, faults: Faults) -> None:
    """Note what is wrong with a step, whatever the study."""
    nameless = not plan.title.strip() and plan.effort is None
    faults.add("title", _("Geef het voorstel een korte naam, of kies een inzet."), when=nameless)
    faults.add("title", _("Houd de naam onder de 120 tekens."), when=len(plan.title.strip()) > 120)
    faults.add("nature", _("Kies of dit vast of flexibel is."), when=plan.nature not in Nature.values)
    faults.add(
        "delivers", _("Een stap die niets levert, draagt niets. Kies een getal boven 0."), when=plan.delivers <= 0
    )
    faults.add("delivers", _("Kies een getal tot een miljoen."), when=plan.delivers > MOST_AMOUNT)
    faults.add("why", _("Schrijf waarop dit getal rust."), when=not plan.why.strip())
    faults.add("why", _("Houd dit onder de 300 tekens."), when=len(plan.why.strip()) > 300)
    for name in ("decision_days", "lead_days"):
        faults.add(name, _("Kies 0 tot 3.650 dagen."), when=not 0 <= getattr(plan, name) <= MOST_DAYS)


@act("pathway_step.add", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("voegde een stap toe aan een padenstudie"))
def add_step(door: Door, study: UUID, plan: StepPlan) -> PathwayStep:
    """Add a step to a study."""
    found = open_study(door, study)
    others = _steps(door, found)
    effort = door.visible(Effort).filter(pk=plan.effort).first() if plan.effort else None
    with Faults() as faults:
        check_step(plan, faults)
        _check_effort(faults, plan, effort, others)
        _check_followers(faults, plan, others)
        faults.add("title", _("Een studie heeft ten hoogste twaalf stappen."), when=len(others) >= MOST_STEPS)
    return door.new(
        PathwayStep, study=found, effort=effort, organisation_id=door.organisation, stated_on=door.today,
        facts={"study": found.urn, "effort": effort.urn if effort else "", "delivers": plan.delivers},
        **_words(plan, effort),
    )  # fmt: skip


@act("pathway_step.change", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("wijzigde een stap van een padenstudie"))
def change_step(door: Door, step: UUID, version: int, plan: StepPlan) -> PathwayStep:
    """Change a step; the effort behind it stays."""
    found, study = _own(door, step, version)
    others = [one for one in _steps(door, study) if one.id != found.id]
    effort = door.all(Effort).filter(pk=found.effort_id).first() if found.effort_id else None
    plan = StepPlan(**{**plan.__dict__, "effort": found.effort_id})
    with Faults() as faults:
        check_step(plan, faults)
        _check_followers(faults, plan, others)
    for name, value in _words(plan, effort).items():
        setattr(found, name, value)
    found.stated_on = door.today
    door.save(found, delivers=found.delivers)
    return found


@act("pathway_step.drop", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("haalde een stap uit een padenstudie"))
def drop_step(door: Door, step: UUID, version: int) -> PathwayStep:
    """Reckon no more with a step: it follows nothing any more, and its deadline is withdrawn."""
    found, study = _own(door, step, version)
    found.dropped_on = door.today
    door.save(found)
    close_deadlines(door, found.urn, state=DeadlineState.WITHDRAWN)
    for one in _steps(door, study):
        if str(found.id) in one.followers:
            one.followers = [id for id in one.followers if id != str(found.id)]
            door.save(one)
    return found


@act("pathway_step.watch", roles=MAKERS, purpose=Purpose.COORDINATION,
     says=_("zette de dag om te beginnen op de lijst van wat afloopt"))  # fmt: skip
def watch_begin(door: Door, step: UUID, version: int, *, scenario: UUID) -> Deadline:
    """Turn the day on which a successor must be begun, in one scenario, into a deadline. It takes the place of an
    earlier one about this step; when it comes nothing happens by itself."""
    found, study = _own(door, step, version)
    carried = _carried(door, study, found, scenario)
    door.require(carried.sell_by is not None, "pathway_step.lasts", LASTS)
    best = carried.best
    door.require(best is not None, "pathway_step.alone", ALONE)
    begin = best.begin if best else None
    door.require(begin is not None, "pathway_step.taken_over", TAKEN_OVER)
    assert begin is not None
    door.require(begin >= door.today, "pathway_step.past", PAST)
    close_deadlines(door, found.urn, what=BEGIN, state=DeadlineState.WITHDRAWN)
    made = set_deadline(door, BEGIN, about=found, due_at=end_of(begin), organisation=door.organisation)
    door.save(found, due_on=begin)
    return made


@act("pathway_step.review", roles={*MAKERS, Role.DECISION_MAKER}, purpose=Purpose.COORDINATION,
     says=_("besloot wat er met een stap gebeurt"))  # fmt: skip
def review_step(door: Door, step: UUID, version: int, *, outcome: str, reasoning: Reasoning) -> PathwayStep:
    """Say what people did when the day to begin came; the deadline is met. It starts no effort by itself."""
    found, _study = _own(door, step, version)
    watched = door.all(Deadline).filter(about=found.urn, what=BEGIN, state__in=STANDING).exists()
    door.require(watched, "pathway_step.not_watched", _("Over deze stap staat geen termijn open."))
    with Faults() as faults:
        faults.add("outcome", _("Kies wat u doet."), when=outcome not in Reviewed.values)
        faults.add("reasons", _("Geef de redenen van dit besluit."), when=not reasoning.reasons.strip())
        faults.add("reasons", _("Houd dit onder de 4.000 tekens."), when=len(reasoning.reasons) > LONGEST)
    decide(door, BEGIN, about=found, reasoning=reasoning, outcome=f"pathway-{outcome}")
    close_deadlines(door, found.urn, what=BEGIN)
    door.save(found)
    return found


def _own(door: Door, step: UUID, version: int) -> tuple[PathwayStep, PathwayStudy]:
    found = door.lock(PathwayStep, step, version)
    study = open_study(door, found.study_id)
    door.require(found.dropped_on is None, "pathway_step.dropped", DROPPED)
    return found, study


def _steps(door: Door, study: PathwayStudy) -> list[PathwayStep]:
    return list(door.all(PathwayStep).filter(study=study, dropped_on__isnull=True).order_by("id"))


def _check_effort(faults: Faults, plan: StepPlan, effort: Effort | None, others: Iterable[PathwayStep]) -> None:
    wanted = plan.effort is not None
    over = wanted and (effort is None or not effort.is_alive)
    faults.add("effort", _("Kies een inzet die nog loopt."), when=over)
    taken = effort is not None and effort.id in {one.effort_id for one in others}
    faults.add("effort", _("Deze inzet staat al in de studie."), when=taken)


def _check_followers(faults: Faults, plan: StepPlan, others: Iterable[PathwayStep]) -> None:
    known = {one.id for one in others}
    faults.add("followers", _("Kies opvolgers uit deze studie."), when=not set(plan.followers) <= known)


def _words(plan: StepPlan, effort: Effort | None) -> dict[str, object]:
    return {
        "title": plan.title.strip() or (effort.title if effort else ""),
        "nature": effort.nature if effort else plan.nature, "delivers": plan.delivers, "why": plan.why.strip(),
        "decision_days": plan.decision_days, "lead_days": plan.lead_days,
        "followers": [str(id) for id in plan.followers],
    }  # fmt: skip


def _carried(door: Door, study: PathwayStudy, step: PathwayStep, scenario: UUID) -> Carried:
    needs = list(door.all(PathwayNeed).filter(study=study, dropped_on__isnull=True).order_by("id"))
    steps = _steps(door, study)
    efforts = {one.id: one for one in door.all(Effort).filter(pk__in=[one.effort_id for one in steps if one.effort_id])}
    outlook = outlook_of(study, needs, steps, efforts, today=door.today)
    found = outlook.carried.get(scenario, {}).get(step.id)
    door.require(
        found is not None, "pathway_step.not_reckoned", _("In dit scenario wordt met deze stap niet gerekend.")
    )
    assert found is not None
    return found
