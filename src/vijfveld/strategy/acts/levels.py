# SPDX-License-Identifier: EUPL-1.2
"""Setting the threat level. It opens review tasks for efforts it may concern; it starts nothing (§8.3)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import at_deadline, close_deadlines, set_deadline
from vijfveld.law.acts.decisions import Terms, decide
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Deadline, DeadlineState, Reasoning, Task
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere, Stale
from vijfveld.node.ids import Urn
from vijfveld.node.roles import Role
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.models import Effort, ThreatLevel
from vijfveld.strategy.shelf import provinces, scale_in_force
from vijfveld.strategy.words import ALIVE, LATEST_LOOK, DriverKind, Nature

LONGEST_REGIONAL = timedelta(days=92)
LOOK, SUPERSEDED = "effort.review_at_level", "superseded"


@dataclass(frozen=True)
class Setting:
    """A level to be set: its name on the scale in force, the assessment it rests on, where and how long it holds."""

    level: str
    edition: str
    review_on: date
    region: str = ""
    in_force_until: datetime | None = None


def end_of(day: date) -> datetime:
    """The last moment of a day where this node stands."""
    return timezone.make_aware(datetime.combine(day, time.max.replace(microsecond=0)))


@act("threat_level.set", roles={Role.DECISION_MAKER}, purpose=Purpose.THREAT_ASSESSMENT,
     says=_("stelde het dreigingsniveau vast"))  # fmt: skip
def set_threat_level(
    door: Door, setting: Setting, reasoning: Reasoning, *, seen: Collection[UUID] | None = None
) -> ThreatLevel:
    """Set the threat level for the country, or for one province until a moment, with reasons and a review date.

    The level before it in the same place ends. Owners of flexible efforts that a threat picture drives get a task
    to look whether their effort still fits; no effort changes by itself. `seen`: the decided levels that held when
    whoever decides began; Stale when another holds in this place now. None does not look.
    """
    scale = scale_in_force()
    with Faults() as faults:
        check_setting(setting, reasoning, faults, now=door.now)
    door.one_at_a_time(f"threat_level:{setting.region}")
    before = _in_force(door, setting.region)
    if seen is not None and before and before.id not in seen:
        raise Stale
    set_now = ThreatLevel(
        scale=scale.code, level=setting.level, number=scale.level(setting.level).number, region=setting.region,
        edition=setting.edition.strip(), in_force_from=door.now, in_force_until=setting.in_force_until,
        review_on=setting.review_on,
    )  # fmt: skip
    if before:
        before.in_force_until = door.now
        door.save(before)
        close_deadlines(door, before.urn)
    return _put_in_force(door, set_now, reasoning, before=before)


def check_setting(setting: Setting, reasoning: Reasoning, faults: Faults, *, now: datetime) -> None:
    """Note what is wrong with a level that is about to be set."""
    levels = {level.code for level in scale_in_force().levels}
    until = setting.in_force_until
    faults.add("level", _("Kies een niveau van de schaal die nu geldt."), when=setting.level not in levels)
    faults.add(
        "region", _("Kies een provincie uit de lijst, of het hele land."), when=setting.region not in {"", *provinces()}
    )
    faults.add("edition", _("Noem het dreigingsbeeld waarop dit niveau rust."), when=not setting.edition.strip())
    faults.add("edition", _("Houd dit onder de 80 tekens."), when=len(setting.edition.strip()) > 80)
    faults.add("reasons", _("Geef de redenen van dit besluit."), when=not reasoning.reasons.strip())
    faults.add(
        "alternatives", _("Schrijf welk ander niveau is overwogen, en waarom het dat niet werd."),
        when=not reasoning.alternatives.strip(),
    )  # fmt: skip
    faults.add(
        "review_on", _("Kies een dag na vandaag waarop dit niveau opnieuw wordt bekeken."),
        when=setting.review_on <= timezone.localdate(now),
    )  # fmt: skip
    faults.add(
        "review_on", _("Kies een dag binnen twee jaar."), when=setting.review_on > timezone.localdate(now) + LATEST_LOOK
    )
    faults.add(
        "in_force_until", _("Een niveau voor één provincie duurt ten hoogste drie maanden. Besluit daarna opnieuw."),
        when=until is not None and until > now + LONGEST_REGIONAL,
    )  # fmt: skip
    faults.add(
        "in_force_until", _("Een niveau voor één provincie heeft een einde. Kies een moment na nu."),
        when=bool(setting.region) and (until is None or until <= now),
    )  # fmt: skip
    faults.add(
        "in_force_until", _("Het niveau voor het hele land geldt tot een nieuw besluit. Laat dit leeg."),
        when=not setting.region and until is not None,
    )  # fmt: skip


def _in_force(door: Door, region: str) -> ThreatLevel | None:
    return _running(door).filter(region=region).order_by("-in_force_from").first()


def _running(door: Door) -> "QuerySet[ThreatLevel]":
    open_or_running = Q(in_force_until__isnull=True) | Q(in_force_until__gt=door.now)
    rows: QuerySet[ThreatLevel] = door.all(ThreatLevel).filter(open_or_running, mode=door.mode)
    return rows


def _put_in_force(door: Door, level: ThreatLevel, reasoning: Reasoning, *, before: ThreatLevel | None) -> ThreatLevel:
    subject = door.new_id(ThreatLevel)
    terms = Terms(review_on=level.review_on, supersedes=before.decision_id if before else None)
    decision = decide(door, "threat_level", about=subject, reasoning=reasoning, outcome=level.level, terms=terms)
    driven = _to_look_at(door) if before is None or before.level != level.level else []
    made = door.new(
        ThreatLevel, id=subject.id, scale=level.scale, level=level.level, number=level.number, region=level.region,
        edition=level.edition, in_force_from=level.in_force_from, in_force_until=level.in_force_until,
        review_on=level.review_on, decision=decision, concerns=[str(effort.id) for effort in driven],
        facts={"scale": level.scale, "level": level.level, "region": level.region, "concerns": len(driven)},
    )  # fmt: skip
    set_deadline(
        door, "threat_level.review", about=made, due_at=end_of(level.review_on), organisation=door.organisation
    )
    if level.in_force_until:
        set_deadline(door, "threat_level.end", about=made, due_at=level.in_force_until, remind_before=None)
    for effort in driven:
        _ask_to_look(door, effort, made)
    return made


def _ask_to_look(door: Door, effort: Effort, level: ThreatLevel) -> None:
    """One task to look again, by the earliest day that a running level asks for; what another place asked stays when
    that day is as early."""
    tasks = door.all(Task).filter(about=effort.urn, what=LOOK)
    elsewhere = _asked_elsewhere(door, level.region, effort, tasks)
    due_on = min([level.review_on, *elsewhere])
    if due_on in elsewhere and tasks.filter(done_at__isnull=True, due_on=due_on).exists():
        return
    finish_tasks_about(door, effort.urn, what=LOOK, result=SUPERSEDED)
    open_task(door, LOOK, about=effort, organisation=effort.owner_id, due_on=due_on)


def _asked_elsewhere(door: Door, region: str, effort: Effort, tasks: "QuerySet[Task]") -> list[date]:
    """By which days running levels of other places ask to look at an effort, as far as nobody looked since."""
    looked = tasks.filter(done_at__isnull=False).exclude(result=SUPERSEDED).aggregate(last=Max("done_at"))["last"]
    rows = _running(door).exclude(region=region)
    rows = rows.filter(in_force_from__gt=looked) if looked else rows
    return [level.review_on for level in rows if str(effort.id) in level.concerns]


def _to_look_at(door: Door) -> list[Effort]:
    """The flexible efforts that a threat picture drives: their owners look whether these still fit."""
    driven = door.all(Effort).filter(
        nature=Nature.FLEXIBLE, state__in=ALIVE, driver__sort=DriverKind.THREAT_PICTURE, mode=door.mode
    )
    return list(driven.order_by("id"))


@act(
    "threat_level.lapse", purpose=Purpose.THREAT_ASSESSMENT, by_clock=True, says=_("liet een regionaal niveau aflopen")
)
def lapse_regional_level(door: Door, level: UUID) -> ThreatLevel:
    """Note that a level for one province has come to its end; the level of the country holds there again."""
    found = door.all(ThreatLevel).filter(pk=level).first()
    if found is None:
        raise NotThere
    close_deadlines(door, found.urn, state=DeadlineState.RAN_OUT)
    door.note(level=found.level, region=found.region)
    return found


@at_deadline("threat_level.end")
def end_regional_level(caller: Caller, deadline: Deadline) -> None:
    """What the clock does when a regional level ends."""
    lapse_regional_level(caller, Urn.parse(deadline.about).id)
