# SPDX-License-Identifier: EUPL-1.2
"""Choosing futures from a field, saying who must move, and watching for the signs that one comes."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.tasks import open_task
from vijfveld.law.door import Door
from vijfveld.law.models import Task
from vijfveld.law.purposes import Purpose
from vijfveld.law.search import make_findable
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.steering.acts.scenarios import CLOSED, LONGEST, MAKERS, own
from vijfveld.steering.models import Exclusion, Mover, Scenario, Signpost, UncertaintyField
from vijfveld.steering.scenario_words import SignpostState
from vijfveld.strategy.acts.drivers import state_driver
from vijfveld.strategy.acts.faults import Faults, alike
from vijfveld.strategy.words import DriverKind

GONE = _("Dit scenario is ingetrokken.")
HANDED = _("Dit scenario ligt al bij iedereen die aan zet is. Wie het heeft geoefend, kan het daarna opnieuw krijgen.")
NOT_WATCHED = _("Dit baken wordt niet meer gevolgd.")
PRACTISE = "scenario.practise"
MOST_MONTHS = Decimal(240)


@dataclass(frozen=True)
class Future:
    """A future to be chosen: its name, its story, and the value of each uncertainty."""

    title: str
    story: str
    values: dict[str, str]


@act("scenario.choose", roles=MAKERS, purpose=Purpose.THREAT_ASSESSMENT, says=_("koos een scenario"))
def choose_scenario(door: Door, field: UUID, future: Future) -> Scenario:
    """Choose a future that survives all exclusions, and name it."""
    found = door.lock(UncertaintyField, field)
    door.require(found.closed_on is None, "scenario_field.closed", CLOSED)
    with Faults() as faults:
        faults.add("title", _("Geef het scenario een naam."), when=not future.title.strip())
        faults.add("title", _("Houd de naam onder de 120 tekens."), when=len(future.title.strip()) > 120)
        faults.add("story", _("Vertel in een paar zinnen wat er gebeurt."), when=not future.story.strip())
        faults.add("story", _("Houd dit onder de 4.000 tekens."), when=len(future.story) > LONGEST)
        faults.add("values", _("Kies van elke onzekerheid een waarde."), when=not _whole(found, future.values))
        known = _("Dit scenario staat al in dit veld: met deze naam en deze waarden.")
        faults.add("title", known, when=_chosen_before(door, found, future))
        clash = _("Deze waarden gaan volgens het veld niet samen. Kies andere, of herzie het oordeel.")
        faults.add("values", clash, when=_whole(found, future.values) and not _survives(door, found, future.values))
    made = door.new(
        Scenario, field=found, title=future.title.strip(), story=future.story.strip(), values=dict(future.values),
        organisation_id=door.organisation, chosen_on=door.today,
    )  # fmt: skip
    make_findable(door, made, title=made.title, text=made.story)
    return made


def _chosen_before(door: Door, field: UncertaintyField, future: Future) -> bool:
    """Whether a scenario of this field that stands has the same name and the same values."""
    standing = door.all(Scenario).filter(field=field, retired_on__isnull=True)
    return any(alike(one.title, future.title) and one.values == dict(future.values) for one in standing)


def _whole(field: UncertaintyField, values: dict[str, str]) -> bool:
    spread = {one["code"]: {value["code"] for value in one["values"]} for one in field.parameters}
    return set(values) == set(spread) and all(values[code] in spread[code] for code in spread)


def _survives(door: Door, field: UncertaintyField, values: dict[str, str]) -> bool:
    """Normative exclusions do not hide a future from being watched; the others do."""
    standing = door.all(Exclusion).filter(field=field, lifted_on__isnull=True).exclude(ground="normative")
    taken = {f"{key}/{value}" for key, value in values.items()}
    return not any({one.first, one.second} <= taken for one in standing)


@act("scenario.retire", roles=MAKERS, purpose=Purpose.THREAT_ASSESSMENT, says=_("trok een scenario in"))
def retire_scenario(door: Door, scenario: UUID, version: int) -> Scenario:
    """Say that a scenario is no longer used; its signposts are watched no more."""
    found = _standing(door, scenario, version)
    own(door, found)
    found.retired_on = door.today
    door.save(found)
    for one in door.all(Signpost).filter(scenario=found, state=SignpostState.WATCHED).order_by("id"):
        one.state, one.changed_on = SignpostState.RETIRED, door.today
        door.save(one, state=one.state)
    return found


@act("scenario.name_mover", roles=MAKERS, purpose=Purpose.THREAT_ASSESSMENT, says=_("schreef wie aan zet is"))
def name_mover(door: Door, scenario: UUID, *, organisation: UUID, must: str, rank: int) -> Mover:
    """Write down who must move when a scenario comes true. It is a reading, not an order; the partner is told."""
    found = _standing(door, scenario, None)
    there = Organisation.objects.filter(pk=organisation, left_on__isnull=True).exists()
    with Faults() as faults:
        faults.add("organisation", _("Kies een partner die meedoet."), when=not there)
        faults.add("must", _("Schrijf in een zin wat deze partner als eerste doet."), when=not must.strip())
        faults.add("must", _("Houd dit onder de 300 tekens."), when=len(must.strip()) > 300)
        faults.add("rank", _("Kies een volgorde van 1 tot 20."), when=not 1 <= rank <= 20)
    before = door.all(Mover).filter(scenario=found, organisation_id=organisation).first()
    if before:
        before.must, before.rank = must.strip(), rank
        door.save(before)
        return before
    made = door.new(Mover, scenario=found, organisation_id=organisation, must=must.strip(), rank=rank)
    open_task(door, "scenario.next_to_move", about=found, organisation=organisation, role=Role.LIAISON)
    return made


@act("scenario.hand_over", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("gaf een scenario om te oefenen"))
def hand_scenario(door: Door, scenario: UUID, version: int) -> Scenario:
    """Hand a scenario to everyone who must move in it and does not have it yet, to practise it."""
    found = _standing(door, scenario, version)
    movers = list(door.all(Mover).filter(scenario=found).order_by("rank", "id"))
    door.require(bool(movers), "scenario.nobody_moves", _("Schrijf eerst wie aan zet is. Zij krijgen het scenario."))
    has = _practising(door, found)
    given = [one for one in movers if one.organisation_id not in has]
    door.require(bool(given), "scenario.handed", HANDED)
    found.handed_on = door.today
    door.save(found, movers=len(given))
    for one in given:
        open_task(door, PRACTISE, about=found, organisation=one.organisation_id, role=Role.LIAISON)
    return found


def _practising(door: Door, scenario: Scenario) -> set[UUID]:
    """The organisations that still have this scenario to practise."""
    rows = door.all(Task).filter(about=scenario.urn, what=PRACTISE, done_at__isnull=True)
    return set(rows.values_list("organisation_id", flat=True))


@dataclass(frozen=True)
class Sign:
    """A signpost to be set."""

    title: str
    trigger: str
    source: str
    lead_months: Decimal
    false_alarms: Decimal


@act("signpost.set", roles=MAKERS, purpose=Purpose.THREAT_ASSESSMENT, says=_("zette een baken uit"))
def set_signpost(door: Door, scenario: UUID, sign: Sign) -> Signpost:
    """Set a signpost: what precisely counts, who sees it, how long before, and how often it will be wrong."""
    found = _standing(door, scenario, None)
    with Faults() as faults:
        check_sign(faults, sign)
        watched = door.all(Signpost).filter(scenario=found, state=SignpostState.WATCHED)
        twice = any(alike(one.title, sign.title) and alike(one.trigger, sign.trigger) for one in watched)
        faults.add("title", _("Dit baken staat al uit bij dit scenario."), when=twice)
    return door.new(
        Signpost, scenario=found, title=sign.title.strip(), trigger=sign.trigger.strip(), source=sign.source.strip(),
        lead_months=sign.lead_months, false_alarms=sign.false_alarms, organisation_id=door.organisation,
        changed_on=door.today,
    )  # fmt: skip


def check_sign(faults: Faults, sign: Sign) -> None:
    """Note what is wrong with a signpost."""
    faults.add("title", _("Geef het baken een korte titel."), when=not sign.title.strip())
    faults.add("title", _("Houd de titel onder de 140 tekens."), when=len(sign.title.strip()) > 140)
    faults.add("trigger", _("Schrijf wat precies telt als signaal."), when=not sign.trigger.strip())
    faults.add("trigger", _("Houd dit onder de 4.000 tekens."), when=len(sign.trigger) > LONGEST)
    faults.add("source", _("Schrijf wie het ziet of waar het te lezen is."), when=not sign.source.strip())
    faults.add("source", _("Houd dit onder de 200 tekens."), when=len(sign.source.strip()) > 200)
    months = _("Kies een aantal maanden van 0 tot 240.")
    faults.add("lead_months", months, when=not 0 <= sign.lead_months <= MOST_MONTHS)
    often = _("Kies een aantal valse signalen per jaar van 0 tot 365.")
    faults.add("false_alarms", often, when=not 0 <= sign.false_alarms <= 365)


@act("signpost.fire", roles=MAKERS, purpose=Purpose.THREAT_ASSESSMENT, says=_("zag een baken afgaan"))
def fire_signpost(door: Door, signpost: UUID, version: int, *, seen: str) -> Signpost:
    """Say that a signpost went off and what was seen. It becomes a driver; no effort starts by itself."""
    found = _watched(door, signpost, version)
    with Faults() as faults:
        faults.add("seen", _("Schrijf wat er is gezien, door wie en wanneer."), when=not seen.strip())
        faults.add("seen", _("Houd dit onder de 4.000 tekens."), when=len(seen) > LONGEST)
    driver = state_driver(
        door, sort=DriverKind.SCENARIO, title=found.title, statement=seen.strip(),
        source=str(_("Baken bij scenario «%(title)s»") % {"title": found.scenario.title})[:200],
        stated_on=door.today, source_urn=found.scenario.urn,
    )  # fmt: skip
    found.state, found.seen, found.driver, found.changed_on = SignpostState.FIRED, seen.strip(), driver, door.today
    door.save(found, state=found.state, driver=driver.urn)
    for one in door.all(Mover).filter(scenario=found.scenario).order_by("rank", "id"):
        open_task(door, "signpost.fired", about=found, organisation=one.organisation_id, role=Role.LIAISON)
    return found


@act("signpost.retire", roles=MAKERS, purpose=Purpose.THREAT_ASSESSMENT, says=_("haalde een baken weg"))
def retire_signpost(door: Door, signpost: UUID, version: int) -> Signpost:
    """Watch a signpost no more."""
    found = _watched(door, signpost, version)
    own(door, found)
    found.state, found.changed_on = SignpostState.RETIRED, door.today
    door.save(found, state=found.state)
    return found


def _standing(door: Door, scenario: UUID, version: int | None) -> Scenario:
    found = door.lock(Scenario, scenario, version)
    door.require(found.retired_on is None, "scenario.retired", GONE)
    return found


def _watched(door: Door, signpost: UUID, version: int) -> Signpost:
    found = door.lock(Signpost, signpost, version)
    door.require(found.state == SignpostState.WATCHED, "signpost.not_watched", NOT_WATCHED)
    return found
