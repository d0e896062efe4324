# SPDX-License-Identifier: EUPL-1.2
"""Handing a tension in an area, told without persons, to the social side (§1.1)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.dossiers import hand_over, receive_handover
from vijfveld.law.acts.tasks import finish_tasks_about, open_task
from vijfveld.law.door import Door
from vijfveld.law.models import ActKey, AreaTension, Handover, TensionSort
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Invalid, NotThere
from vijfveld.law.traces import traces_of_persons
from vijfveld.node.contents import load_municipalities, load_tiles
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Discipline, Role


@dataclass(frozen=True)
class Tension:
    """A tension in an area: the code of a municipality or safety region, the sort, and what is seen there."""

    area: str
    sort: str
    text: str


@lru_cache(maxsize=1)
def areas() -> dict[str, str]:
    """The municipalities and safety regions by code, with their names."""
    regions = {tile.code: tile.name for tile in load_tiles().safety_regions}
    return {**regions, **{code: row.name for code, row in load_municipalities().items()}}


@act("tension.pass_on", roles=frozenset(Role) - {Role.NODE_KEEPER, Role.OVERSIGHT}, purpose=Purpose.SOCIAL_RESILIENCE,
     says=_("gaf een signaal over spanning in een gebied door"))  # fmt: skip
def pass_on_tension(door: Door, told: Tension, *, to: UUID, without_persons: bool) -> AreaTension:
    """Hand a tension in an area, told without persons, to a partner on the social side (§1.1)."""
    problems = _problems(told, to)
    if not without_persons:
        problems["without_persons"] = _("Bevestig dat er geen personen in staan. Anders kunnen wij dit niet doorgeven.")
    if problems:
        raise Invalid(problems)
    made = door.new(
        AreaTension, area=told.area, sort=told.sort, text=told.text.strip(), told_by_id=door.organisation,
        handed_to_id=to, told_at=door.now, facts={"area": told.area, "sort": told.sort},
    )  # fmt: skip
    hand_over(door, made, to=to)
    open_task(door, "tension.receive", about=made, organisation=to)
    return made


@act("tension.receive", roles=frozenset(Role) - {Role.NODE_KEEPER, Role.OVERSIGHT}, purpose=Purpose.SOCIAL_RESILIENCE,
     says=_("bevestigde de ontvangst van een signaal over spanning"))  # fmt: skip
def receive_tension(door: Door, tension: UUID) -> AreaTension:
    """Confirm, for the social partner, that the signal has arrived."""
    found = door.lock(AreaTension, tension)
    for handover in door.visible(Handover).filter(about=found.urn, received_at__isnull=True):
        receive_handover(door, handover.id)
    finish_tasks_about(door, found.urn)
    return found


@act("tension.withdraw", roles=frozenset(Role) - {Role.NODE_KEEPER, Role.OVERSIGHT}, purpose=Purpose.SOCIAL_RESILIENCE,
     says=_("trok een signaal over spanning in en wiste de tekst"))  # fmt: skip
def withdraw_tension(door: Door, tension: UUID) -> AreaTension:
    """Erase, for the organisation that told it, the text of a signal; that it was handed over remains.

    The text lies in no dossier with a key of its own: a backup from before may still hold it.
    """
    found = door.lock(AreaTension, tension)
    if found.told_by_id != door.organisation:
        raise NotThere
    if found.text:
        found.text = ""
        door.save(found)
        finish_tasks_about(door, found.urn)
        ActKey.objects.filter(outcome=found.urn).update(asked="")
    return found


def _problems(told: Tension, to: UUID) -> dict[str, Any]:
    problems: dict[str, Any] = {}
    if told.area not in areas():
        problems["area"] = _("Kies een gemeente of veiligheidsregio.")
    if told.sort not in TensionSort.values:
        problems["sort"] = _("Kies waaruit de spanning blijkt.")
    if not 20 <= len(told.text.strip()) <= 1000:
        problems["text"] = _("Beschrijf wat u ziet in 20 tot 1.000 tekens.")
    if found := list(traces_of_persons(told.text)):
        problems["text"] = " ".join(found)
    if not Organisation.objects.filter(pk=to, discipline=Discipline.SOCIAL, left_on__isnull=True).exists():
        problems["to"] = _("Kies een partner aan de sociale kant.")
    return problems
