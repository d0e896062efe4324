# SPDX-License-Identifier: EUPL-1.2
"""The minister's override: rare, dated, ends by itself, accounted for afterwards (§6.2 n.8).

It records that a power was taken over and for how long. It changes no effort, role or measure: people do what follows,
each through an act of their own.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import at_deadline, close_deadlines, set_deadline
from vijfveld.law.acts.decisions import Terms, decide
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Deadline, Reasoning
from vijfveld.law.purposes import Purpose
from vijfveld.law.search import make_findable
from vijfveld.node.ids import Urn
from vijfveld.node.models import Organisation
from vijfveld.node.roles import OrganisationKind, Role
from vijfveld.steering.acts.answers import MOST, TOO_LONG
from vijfveld.steering.models import Override
from vijfveld.steering.words_roles import LATEST_NOTED, LONGEST_OVERRIDE, REPORT_TERM, OverrideState
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.acts.levels import end_of

BASIS = "kb-doorzettingsmacht-2005"
HOLDER = "minjenv"
"""The partner whose minister has this power: Justice and Security, once Security and Justice (§6.2 n.8)."""
NOT_MINISTER = _("Alleen een beslisser van het Ministerie van Justitie en Veiligheid kan dit vastleggen.")
SOURCE = "KB van 14 december 2005, Stb. 2005, 662"
WORDS = {
    "power": _("Schrijf welke bevoegdheid wordt overgenomen."), "what": _("Schrijf wat er precies moet gebeuren."),
    "reasons": _("Geef de redenen van dit besluit."),
    "no_time": _("Schrijf waarom gewone afstemming te lang zou duren."),
    "consultation": _("Schrijf wat zij zeiden, of waarom niemand kon worden geraadpleegd."),
}  # fmt: skip


@dataclass(frozen=True)
class Order:
    """An override: whose power, what exactly, why, why there is no time, who was consulted, who is told, how long."""

    addressee: UUID
    title: str
    power: str
    what: str
    reasons: str
    no_time: str
    consultation: str
    starts_at: datetime
    ends_at: datetime
    consulted: tuple[UUID, ...] = ()
    told: tuple[UUID, ...] = ()


def check_order(order: Order, faults: Faults, *, now: datetime) -> None:
    """Note what is wrong with an override."""
    faults.add("title", _("Geef een korte titel."), when=not order.title.strip())
    faults.add("title", _("Houd de titel onder de 140 tekens."), when=len(order.title.strip()) > 140)
    for name, sentence in WORDS.items():
        words = getattr(order, name)
        faults.add(name, sentence, when=not words.strip())
        faults.add(name, TOO_LONG, when=len(words) > MOST)
    ministries = Organisation.objects.filter(sort=OrganisationKind.MINISTRY, left_on__isnull=True).exclude(code=HOLDER)
    other = ministries.filter(pk=order.addressee).exists()
    faults.add("addressee", _("Kies het andere ministerie waarvan een bevoegdheid wordt overgenomen."), when=not other)
    known = set(Organisation.objects.filter(left_on__isnull=True).values_list("pk", flat=True))
    for name in ("consulted", "told"):
        faults.add(name, _("Kies partners die meedoen."), when=not set(getattr(order, name)) <= known)
    _check_times(order, faults, now)


def _check_times(order: Order, faults: Faults, now: datetime) -> None:
    near = abs(order.starts_at - now) <= LATEST_NOTED
    faults.add("starts_at", _("Leg dit vast binnen een dag voor of na het begin."), when=not near)
    faults.add("ends_at", _("Het einde ligt na het begin."), when=order.ends_at <= order.starts_at)
    faults.add("ends_at", _("Het einde ligt na dit moment."), when=order.ends_at <= now)
    long = order.ends_at - order.starts_at > LONGEST_OVERRIDE
    faults.add("ends_at", _("Dit duurt ten hoogste drie dagen. Doorgaan vraagt een nieuw besluit."), when=long)


@act("override.issue", roles={Role.DECISION_MAKER}, purpose=Purpose.CRISIS, basis=BASIS,
     says=_("nam een bevoegdheid over met doorzettingsmacht"))  # fmt: skip
def issue_override(door: Door, order: Order) -> Override:
    """Take over a power of another minister until a moment. Everyone it concerns and oversight are told at once."""
    _must_be_minister(door)
    with Faults() as faults:
        check_order(order, faults, now=door.now)
    subject = door.new_id(Override)
    reasoning = Reasoning(order.reasons.strip(), alternatives=order.no_time.strip())
    decision = decide(
        door, "override.issue", about=subject, reasoning=reasoning, outcome="issued",
        terms=Terms(valid_until=timezone.localdate(order.ends_at)),
    )  # fmt: skip
    made = door.new(
        Override, id=subject.id, issued_for_id=door.organisation, addressee_id=order.addressee,
        title=order.title.strip(), power=order.power.strip(), what=order.what.strip(), reasons=order.reasons.strip(),
        no_time=order.no_time.strip(), consultation=order.consultation.strip(), legal_basis=door.basis,
        consulted=_named(order.consulted), told=_named(order.told), starts_at=order.starts_at, ends_at=order.ends_at,
        decision=decision, facts={"addressee": order.addressee, "ends_at": order.ends_at},
    )  # fmt: skip
    make_findable(door, made, title=made.title, text=made.what)
    set_deadline(
        door, "override.end", about=made, due_at=made.ends_at, organisation=made.issued_for_id, remind_before=None
    )
    for organisation in sorted({order.addressee, *order.told, *order.consulted} - {door.organisation}):
        open_task(door, "override.know", about=made, organisation=organisation, due_on=door.today)
    return made


def _named(ids: tuple[UUID, ...]) -> list[str]:
    return sorted({str(id) for id in ids})


def _must_be_minister(door: Door) -> None:
    own = Organisation.objects.get(pk=door.organisation)
    door.require(own.code == HOLDER, "override.not_minister", NOT_MINISTER, source=SOURCE)


@act("override.stop", roles={Role.DECISION_MAKER}, purpose=Purpose.CRISIS, basis=BASIS,
     says=_("gaf een overgenomen bevoegdheid eerder terug"))  # fmt: skip
def stop_override(door: Door, override: UUID, version: int, *, because: str) -> Override:
    """Give the power back before its end, with a reason."""
    found = door.lock(Override, override, version)
    _must_be_minister(door)
    door.require(found.in_force, "override.over", _("Deze aanwijzing is al geëindigd."))
    with Faults() as faults:
        faults.add("because", _("Schrijf waarom dit eerder stopt."), when=not because.strip())
        faults.add("because", TOO_LONG, when=len(because) > MOST)
    found.stopped_because = because.strip()
    return _end(door, found, OverrideState.STOPPED)


@act("override.run_out", purpose=Purpose.CRISIS, basis=BASIS, by_clock=True,
     says=_("gaf een overgenomen bevoegdheid vanzelf terug"))  # fmt: skip
def run_out_override(door: Door, override: UUID) -> Override:
    """End an override at its last moment. Nothing prolongs one."""
    found = door.lock(Override, override)
    if found.in_force and found.ends_at <= door.now:
        _end(door, found, OverrideState.ENDED)
    return found


@at_deadline("override.end")
def when_override_ends(caller: Caller, deadline: Deadline) -> None:
    """What the clock does at the last moment of an override."""
    run_out_override(caller, Urn.parse(deadline.about).id)


def _end(door: Door, override: Override, state: OverrideState) -> Override:
    # The power went back at its last moment, whenever the clock came round.
    override.state, override.ended_at = state, min(door.now, override.ends_at)
    override.report_by = timezone.localdate(door.now + REPORT_TERM)
    door.save(override, state=state, report_by=override.report_by)
    close_deadlines(door, override.urn, what="override.end")
    due_at = end_of(override.report_by)
    set_deadline(door, "override.report", about=override, due_at=due_at, organisation=override.issued_for_id)
    open_task(door, "override.report", about=override, organisation=override.issued_for_id, role=Role.DECISION_MAKER,
              due_on=override.report_by)  # fmt: skip
    return override


@act("override.account", roles={Role.DECISION_MAKER}, purpose=Purpose.CRISIS, basis=BASIS,
     says=_("legde verantwoording af over doorzettingsmacht"))  # fmt: skip
def account_override(door: Door, override: UUID, version: int, *, report: str) -> Override:
    """Account for an override after its end, once: what was done with it, and what it led to."""
    found = door.lock(Override, override, version)
    _must_be_minister(door)
    door.require(not found.in_force, "override.running", _("Leg verantwoording af als de aanwijzing is geëindigd."))
    door.require(found.reported_at is None, "override.reported", _("De verantwoording staat er al."))
    with Faults() as faults:
        faults.add(
            "report", _("Schrijf wat met de bevoegdheid is gedaan, en wat het opleverde."), when=not report.strip()
        )
        faults.add("report", TOO_LONG, when=len(report) > MOST)
    found.report, found.reported_at = report.strip(), door.now
    door.save(found, reported=True)
    close_deadlines(door, found.urn, what="override.report")
    finish_tasks_about(door, found.urn, what="override.report")
    return found
