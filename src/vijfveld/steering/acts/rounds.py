# SPDX-License-Identifier: EUPL-1.2
"""Preparing, opening and closing a round of the system test; reminding partners; a partner that leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import at_deadline, close_deadlines, set_deadline
from vijfveld.law.acts.decisions import decide
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Deadline, Reasoning, Task
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere
from vijfveld.law.search import make_findable
from vijfveld.node.ids import Urn
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Reach, Role
from vijfveld.steering import questions
from vijfveld.steering.models import Invitation, Questionnaire, Round, TestAnswer
from vijfveld.steering.testlibrary import Item, SystemTestLibrary
from vijfveld.steering.words import CLOSED_EARLY, DONE, REMIND_BEFORE, RUNNING, RoundState
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of
from vijfveld.strategy.words import Area
from vijfveld.strategy.words import Work as Kind

MOST_PARTNERS = 1000
MOST = 4000
TOO_LONG = _("Houd dit onder de 4.000 tekens.")
NOT_PREPARED = _("Deze ronde is niet meer in voorbereiding.")
NOT_OPEN = _("Deze ronde is gesloten. Antwoorden kan niet meer; wat was ingediend, telt mee.")
NOT_PREPARER = _("Alleen de organisatie die de ronde voorbereidt, kan dit.")


@dataclass(frozen=True)
class RoundPlan:
    """A round to be held: which library, how wide, when, who answers and who assesses."""

    library: str
    title: str
    opens_on: date
    closes_on: date
    areas: tuple[str, ...] = tuple(Area.values)
    reaches: tuple[str, ...] = tuple(Reach.values)
    kinds: tuple[str, ...] = tuple(Kind.values)
    partners: tuple[UUID, ...] = ()
    assessors: tuple[UUID, ...] = ()

    @property
    def shelf(self) -> SystemTestLibrary | None:
        """The library, if there is one of this name."""
        return questions.shipped().get(self.library)

    @property
    def items(self) -> tuple[Item, ...]:
        """The items in the scope of this round."""
        shelf = self.shelf
        return shelf.scoped(areas=self.areas, reaches=self.reaches, kinds=self.kinds) if shelf else ()


@act("round.prepare", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION, says=_("bereidde een systeemtoets voor"))
def prepare_round(door: Door, plan: RoundPlan) -> Round:
    """Prepare a round: the questions are written down as they stand now, and nobody is asked yet."""
    chosen = set(plan.partners) | set(plan.assessors)
    known = {one.pk: one for one in Organisation.objects.filter(pk__in=chosen, left_on__isnull=True)}
    with Faults() as faults:
        check_plan(plan, known.values(), faults, today=door.today)
    made_of = plan.shelf
    assert made_of
    own = Organisation.objects.get(pk=door.organisation)
    named = [own, *(known[id] for id in sorted(set(plan.assessors)))]
    made = door.new(
        Round, title=plan.title.strip(), questions=_questionnaire(door, made_of, plan.items),
        areas=_in_order(Area.values, plan.areas), reaches=_in_order(Reach.values, plan.reaches),
        kinds=_in_order(Kind.values, plan.kinds), partners=sorted(str(id) for id in set(plan.partners)),
        assessors=sorted(str(id) for id in set(plan.assessors)), prepared_by_id=door.organisation,
        names={str(one.pk): {"nl": one.name, "en": one.name_en or one.name} for one in named},
        opens_on=plan.opens_on, closes_on=plan.closes_on,
        facts={"library": made_of.code, "edition": made_of.version, "partners": len(set(plan.partners))},
    )  # fmt: skip
    make_findable(door, made, title=made.title)
    return made


def _in_order(order: Iterable[str], chosen: Iterable[str]) -> list[str]:
    return [code for code in order if code in set(chosen)]


def _questionnaire(door: Door, library: SystemTestLibrary, items: Iterable[Item]) -> Questionnaire:
    written = questions.write(library, items)
    there = door.all(Questionnaire).filter(sha256=written.sha256, mode=door.mode).first()
    return there or door.new(
        Questionnaire, code=library.code, edition=library.version, sha256=written.sha256, stored=written.stored,
        facts={"library": library.code, "edition": library.version, "sha256": written.sha256},
    )  # fmt: skip


def check_plan(plan: RoundPlan, known: Iterable[Organisation], faults: Faults, *, today: date) -> None:
    """Note what is wrong with a round that is about to be prepared; `known` are the organisations that take part."""
    there = {one.pk: one for one in known}
    faults.add("library", _("Kies een vragenlijst."), when=plan.shelf is None)
    faults.add("title", _("Geef de ronde een korte titel."), when=not plan.title.strip())
    faults.add("title", _("Houd de titel onder de 120 tekens."), when=len(plan.title.strip()) > 120)
    faults.add("closes_on", _("De ronde sluit na de dag waarop zij opengaat."), when=plan.closes_on <= plan.opens_on)
    faults.add("closes_on", _("Kies een dag na vandaag."), when=plan.closes_on <= today)
    faults.add("areas", _("Kies ten minste één veld."), when=not set(plan.areas) & set(Area.values))
    faults.add("reaches", _("Kies ten minste één bereik."), when=not set(plan.reaches) & set(Reach.values))
    faults.add("kinds", _("Kies ten minste één soort werk."), when=not set(plan.kinds) & set(Kind.values))
    _check_people(plan, there, faults)


def _check_people(plan: RoundPlan, there: dict[UUID, Organisation], faults: Faults) -> None:
    faults.add("partners", _("Kies ten minste één partner."), when=not plan.partners)
    faults.add("partners", _("Nodig ten hoogste 1.000 partners uit."), when=len(plan.partners) > MOST_PARTNERS)
    faults.add("partners", _("Kies partners die meedoen."), when=not set(plan.partners) <= there.keys())
    faults.add("assessors", _("Kies ten minste één organisatie die oordeelt."), when=not plan.assessors)
    faults.add("assessors", _("Kies organisaties die meedoen."), when=not set(plan.assessors) <= there.keys())
    both = set(plan.partners) & set(plan.assessors) & there.keys()
    faults.add("assessors", _("Wie oordeelt, antwoordt niet zelf. Kies een andere toetser."), when=bool(both))
    idle = [there[id].name for id in plan.partners if id in there and not items_for(there[id], plan.items)]
    nothing = _("Binnen deze keuze is er geen vraag voor: %(names)s.") % {"names": ", ".join(sorted(idle)[:5])}
    faults.add("partners", nothing, when=bool(idle))


def items_for(partner: Organisation, items: Iterable[Item]) -> list[Item]:
    """The items that a partner is asked, in the order of the library."""
    return [item for item in items if item.asked_of.includes(discipline=partner.discipline, organisation=partner.sort)]


@act("round.open", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION, says=_("opende een systeemtoets"))
def open_round(door: Door, round: UUID, version: int) -> Round:
    """Open a round: every partner gets its own items, a task and a last day."""
    found = _own(door, round, version)
    door.require(found.state == RoundState.PREPARED, "round.not_prepared", NOT_PREPARED)
    with Faults() as faults:
        faults.add("closes_on", _("De laatste dag is al voorbij. Bereid een nieuwe ronde voor."),
                   when=found.closes_on < door.today)  # fmt: skip
    found.state, found.opened_at = RoundState.OPEN, door.now
    library = questions.read(bytes(found.questions.stored))
    partners = Organisation.objects.filter(pk__in=found.partners, left_on__isnull=True).order_by("id")
    for partner in partners:
        _invite(door, found, partner, list(library.items.values()))
    door.save(found, state=found.state, invited=len(partners))
    set_deadline(
        door, "round.close", about=found, due_at=end_of(found.closes_on), organisation=found.prepared_by_id,
        remind_before=REMIND_BEFORE,
    )  # fmt: skip
    return found


def _invite(door: Door, round: Round, partner: Organisation, items: list[Item]) -> None:
    mine = items_for(partner, items)
    asked: dict[str, int] = {}
    for item in mine:
        asked[item.area or ""] = asked.get(item.area or "", 0) + 1
    invitation = door.new(
        Invitation, round=round, partner=partner, name=partner.name, name_en=partner.name_en,
        discipline=partner.discipline, softer_voice=partner.softer_voice, items=[item.code for item in mine],
        asked=asked, facts={"asked": len(mine)},
    )  # fmt: skip
    open_task(
        door, "round.answer", about=invitation, organisation=partner.pk, role=Role.LIAISON, due_on=round.closes_on
    )


def _own(door: Door, round: UUID, version: int | None) -> Round:
    found = door.lock(Round, round, version)
    door.require(found.prepared_by_id == door.organisation, "round.not_yours", NOT_PREPARER)
    return found


@act("round.remind", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("herinnerde partners aan een systeemtoets"))  # fmt: skip
def remind_partners(door: Door, round: UUID, version: int) -> Round:
    """Remind every partner that is not ready; whoever still has an open reminder gets no second."""
    found = _own(door, round, version)
    door.require(found.state == RoundState.OPEN, "round.not_open", NOT_OPEN)
    late = _not_ready(door, found)
    waiting = door.all(Task).filter(what="round.remind", done_at__isnull=True, about__in=[one.urn for one in late])
    reminded = set(waiting.values_list("about", flat=True))
    again = [one for one in late if one.urn not in reminded]
    for invitation in again:
        open_task(
            door, "round.remind", about=invitation, organisation=invitation.partner_id, role=Role.LIAISON,
            due_on=found.closes_on,
        )  # fmt: skip
    door.save(found, reminded=len(again))
    return found


def _not_ready(door: Door, round: Round) -> list[Invitation]:
    done = door.all(TestAnswer).filter(round=round, work__in=DONE).order_by().values("invitation_id")
    counts = dict(done.annotate(count=Count("id")).values_list("invitation_id", "count"))
    invited = door.all(Invitation).filter(round=round, left_on__isnull=True).order_by("id")
    return [one for one in invited if counts.get(one.pk, 0) < len(one.items)]


@act("round.close", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION, by_clock=True,
     says=_("sloot een systeemtoets"))  # fmt: skip
def close_round(door: Door, round: UUID, version: int | None = None, *, because: str = "") -> Round:
    """Close a round for answers: at its last day by itself, or sooner by hand. The assessors are asked to decide.
    Before its last day is over this takes a reason, which everyone in the round reads: partners were promised that day.
    """
    found = door.lock(Round, round, version) if door.caller.clock else _own(door, round, version)
    door.require(found.state == RoundState.OPEN, "round.not_open", NOT_OPEN)
    early = not door.caller.clock and closes_early(found, door.today)
    with Faults() as faults:
        faults.add("because", _("Schrijf waarom u eerder sluit dan beloofd."), when=early and not because.strip())
        faults.add("because", TOO_LONG, when=len(because) > MOST)
    found.state, found.closed_at = RoundState.CLOSED, door.now
    door.save(found, state=found.state)
    if early:
        decide(door, CLOSED_EARLY, about=found, reasoning=Reasoning(because.strip()), outcome="closed-early")
    close_deadlines(door, found.urn, what="round.close")
    invited = [one.urn for one in door.all(Invitation).filter(round=found).order_by("id")]
    open_still = door.all(Task).filter(about__in=invited, done_at__isnull=True)
    for about in sorted(set(open_still.values_list("about", flat=True))):
        finish_tasks_about(door, about, result="moot")
    for assessor in found.assessors:
        open_task(door, "round.decide", about=found, organisation=UUID(assessor), role=Role.ASSESSOR)
    return found


def closes_early(round: Round, today: date) -> bool:
    """Whether partners were promised that they could still answer today."""
    return today <= round.closes_on


@at_deadline("round.close")
def end_of_round(caller: Caller, deadline: Deadline) -> None:
    """What the clock does on the last day of a round."""
    close_round(caller, Urn.parse(deadline.about).id)


@act("round.partner_left", purpose=Purpose.COORDINATION, by_clock=True, says=_("verliet een systeemtoets"))
def note_leaving(door: Door, partner: UUID) -> None:
    """A partner left: what it answered stays, the rest is left open, and it is asked nothing more."""
    running = door.all(Round).filter(state__in=RUNNING, mode=door.mode).values("pk")
    for one in door.all(Invitation).filter(partner_id=partner, left_on__isnull=True, round__in=running).order_by("id"):
        door.lock(Round, one.round_id)
        one.left_on = door.today
        door.save(one, left_on=one.left_on)
        finish_tasks_about(door, one.urn, result="moot")


def round_or_nothing(door: Door, round: UUID) -> Round:
    """A round that is open for answers, locked so that it does not close meanwhile."""
    found = door.lock(Round, round)
    if found.state == RoundState.PREPARED:
        raise NotThere
    door.require(found.state == RoundState.OPEN, "round.not_open", NOT_OPEN)
    return found
