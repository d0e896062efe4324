# SPDX-License-Identifier: EUPL-1.2
"""Setting the threat level. It opens review tasks for efforts it may concern; it starts nothing (§8.3)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.clocks import at_deadline, close_deadlines, set_deadline
from vijfveld.law.acts.decisions import Terms, decide
from vijfveld.law.acts.tasks import open_task
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Deadline, DeadlineState, Reasoning
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere
from vijfveld.node.ids import Urn
from vijfveld.node.roles import Role
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.models import Effort, ThreatLevel
from vijfveld.strategy.shelf import scale_in_force
from vijfveld.strategy.words import ALIVE, DriverKind, Nature


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
def set_threat_level(door: Door, setting: Setting, reasoning: Reasoning) -> ThreatLevel:
    """Set the threat level for the country, or for one province until a moment, with reasons and a review date.

    The level before it in the same place ends. Owners of flexible efforts that a threat picture drives get a task
    to look whether their effort still fits; no effort changes by itself.
    """
    scale = scale_in_force()
    numbers: dict[str, int | None] = {level.code: level.number for level in scale.levels}
    _check(door, setting, reasoning, known=set(numbers))
    before = door.all(ThreatLevel).filter(region=setting.region, mode=door.mode, in_force_until__isnull=True).first()
    set_now = ThreatLevel(
        scale=scale.code, level=setting.level, number=numbers[setting.level], region=setting.region,
        edition=setting.edition, in_force_from=door.now, in_force_until=setting.in_force_until,
        review_on=setting.review_on,
    )  # fmt: skip
    if before:
        before.in_force_until = door.now
        door.save(before)
        close_deadlines(door, before.urn)
    return _put_in_force(door, set_now, reasoning, before=before)


def _check(door: Door, setting: Setting, reasoning: Reasoning, *, known: set[str]) -> None:
    today = door.now.date()
    until = setting.in_force_until
    with Faults() as faults:
        faults.add("level", _("Kies een niveau van de schaal die nu geldt."), when=setting.level not in known)
        faults.add("edition", _("Noem het dreigingsbeeld waarop dit niveau rust."), when=not setting.edition.strip())
        faults.add("reasons", _("Geef de redenen van dit besluit."), when=not reasoning.reasons.strip())
        faults.add(
            "alternatives", _("Schrijf welk ander niveau is overwogen, en waarom het dat niet werd."),
            when=not reasoning.alternatives.strip(),
        )  # fmt: skip
        faults.add(
            "review_on", _("Kies een dag na vandaag waarop dit niveau opnieuw wordt bekeken."),
            when=setting.review_on <= today,
        )  # fmt: skip
        faults.add(
            "in_force_until", _("Een niveau voor één provincie heeft een einde. Kies een moment na nu."),
            when=bool(setting.region) and (until is None or until <= door.now),
        )  # fmt: skip
        faults.add(
            "in_force_until", _("Het niveau voor het hele land geldt tot een nieuw besluit. Laat dit leeg."),
            when=not setting.region and until is not None,
        )  # fmt: skip


def _put_in_force(door: Door, level: ThreatLevel, reasoning: Reasoning, *, before: ThreatLevel | None) -> ThreatLevel:
    subject = door.new_id(ThreatLevel)
    terms = Terms(review_on=level.review_on, supersedes=before.decision_id if before else None)
    decision = decide(door, "threat_level", about=subject, reasoning=reasoning, outcome=level.level, terms=terms)
    made = door.new(
        ThreatLevel, id=subject.id, scale=level.scale, level=level.level, number=level.number, region=level.region,
        edition=level.edition, in_force_from=level.in_force_from, in_force_until=level.in_force_until,
        review_on=level.review_on, decision=decision,
        facts={"scale": level.scale, "level": level.level, "region": level.region},
    )  # fmt: skip
    set_deadline(
        door, "threat_level.review", about=made, due_at=end_of(level.review_on), organisation=door.organisation
    )
    if level.in_force_until:
        set_deadline(door, "threat_level.end", about=made, due_at=level.in_force_until, remind_before=None)
    _ask_owners_to_look(door, made, changed=before is None or before.level != level.level)
    return made


def _ask_owners_to_look(door: Door, level: ThreatLevel, *, changed: bool) -> None:
    if not changed:
        return
    driven = door.all(Effort).filter(
        nature=Nature.FLEXIBLE, state__in=ALIVE, driver__sort=DriverKind.THREAT_PICTURE, mode=door.mode
    )
    for effort in driven.order_by("id"):
        open_task(door, "effort.review_at_level", about=effort, organisation=effort.owner_id)


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
