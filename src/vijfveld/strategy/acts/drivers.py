# SPDX-License-Identifier: EUPL-1.2
"""Stating what drives flexible effort, and retiring it."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.tasks import open_task
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.law.search import make_findable
from vijfveld.node.roles import Role
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.models import Driver, Effort
from vijfveld.strategy.words import ALIVE, Area, DriverKind


@act("driver.state", roles={Role.COORDINATOR, Role.ANALYST}, purpose=Purpose.THREAT_ASSESSMENT,
     says=_("legde een aanleiding vast"))  # fmt: skip
def state_driver(
    door: Door, *, sort: str, title: str, statement: str, source: str, stated_on: date,
    areas: tuple[str, ...] = (), source_urn: str = "",
) -> Driver:  # fmt: skip
    """State a reason to act: what a threat picture, a scenario or a finding says, and where it can be read."""
    with Faults() as faults:
        check_driver(
            faults, sort=sort, title=title, statement=statement, source=source, stated_on=stated_on, areas=areas,
            today=door.today,
        )  # fmt: skip
    made = door.new(
        Driver, sort=sort, title=title.strip(), statement=statement.strip(), source=source.strip(),
        source_urn=source_urn, stated_on=stated_on, areas=sorted(areas), organisation_id=door.organisation,
        facts={"sort": sort},
    )  # fmt: skip
    make_findable(door, made, title=made.title, text=f"{made.statement} {made.source}")
    return made


def check_driver(
    faults: Faults, *, sort: str, title: str, statement: str, source: str, stated_on: date, areas: tuple[str, ...],
    today: date,
) -> None:  # fmt: skip
    """Note what is wrong with a driver that is about to be stated."""
    faults.add("sort", _("Kies wat voor aanleiding dit is."), when=sort not in DriverKind.values)
    faults.add("title", _("Geef de aanleiding een korte titel."), when=not title.strip())
    faults.add("title", _("Houd de titel onder de 140 tekens."), when=len(title.strip()) > 140)
    faults.add("statement", _("Schrijf in een of twee zinnen wat er staat."), when=not statement.strip())
    faults.add("source", _("Noem waar dit te lezen is."), when=not source.strip())
    faults.add("source", _("Houd de bron onder de 200 tekens."), when=len(source.strip()) > 200)
    faults.add("stated_on", _("Deze dag ligt in de toekomst."), when=stated_on > today)
    faults.add("areas", _("Kies velden uit de lijst."), when=not set(areas) <= set(Area.values))


@act("driver.retire", roles={Role.COORDINATOR, Role.ANALYST}, purpose=Purpose.THREAT_ASSESSMENT,
     says=_("trok een aanleiding in"))  # fmt: skip
def retire_driver(door: Door, driver: UUID, version: int) -> Driver:
    """Say that a reason to act no longer holds; owners of efforts it drives are asked to look at them."""
    found = door.lock(Driver, driver, version)
    if found.retired_on is None:
        found.retired_on = door.today
        door.save(found)
        for effort in door.all(Effort).filter(driver=found, state__in=ALIVE).order_by("id"):
            open_task(door, "effort.lost_its_driver", about=effort, organisation=effort.owner_id)
    return found
