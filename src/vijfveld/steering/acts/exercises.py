# SPDX-License-Identifier: EUPL-1.2
"""Recording that something was practised, and what it showed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.law.search import make_findable
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.steering import store, topics
from vijfveld.steering.acts.expertise import LONGEST
from vijfveld.steering.models import Exercise
from vijfveld.steering.nameless import Names
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.shelf import edition

RECORDERS = {Role.LIAISON, Role.COORDINATOR, Role.PLANNER}


@dataclass(frozen=True)
class Practised:
    """An exercise that was held: what, when, organised by whom, about what, what it showed, and its report."""

    title: str
    held_on: date
    organiser: UUID | None
    subject: str
    showed: str
    content: bytes = b""
    reference: str = ""


def check_practised(faults: Faults, names: Names, told: Practised, *, today: date) -> None:
    """Note what is wrong with an exercise."""
    faults.add("title", _("Geef de oefening een korte titel."), when=not told.title.strip())
    faults.add("title", _("Houd de titel onder de 140 tekens."), when=len(told.title.strip()) > 140)
    faults.add("held_on", _("Kies vandaag of een dag daarvoor."), when=told.held_on > today)
    there = told.organiser and Organisation.objects.filter(pk=told.organiser, left_on__isnull=True).exists()
    faults.add("organiser", _("Kies een partner die meedoet."), when=not there)
    topics.check_subject(faults, told.subject)
    faults.add("showed", _("Schrijf wat de oefening liet zien, ook wat niet ging."), when=not told.showed.strip())
    faults.add("showed", _("Houd dit onder de 4.000 tekens."), when=len(told.showed) > LONGEST)
    names.check(faults, title=told.title, showed=told.showed, reference=told.reference)
    faults.add("reference", _("Houd de vindplaats onder de 300 tekens."), when=len(told.reference.strip()) > 300)
    faults.add("content", _("Dit bestand is groter dan 20 MB."), when=len(told.content) > store.MOST_BYTES)
    faults.add(
        "content",
        _("Dit soort bestand bewaren wij niet. Kies een pdf, tekst, beeld of kantoordocument zonder macro’s."),
        when=0 < len(told.content) <= store.MOST_BYTES and not store.sort_of(told.content),
    )  # fmt: skip


@act("exercise.record", roles=RECORDERS, purpose=Purpose.COORDINATION, says=_("legde een oefening vast"))
def record_exercise(door: Door, told: Practised) -> Exercise:
    """Record an exercise that was held."""
    with Faults() as faults:
        check_practised(faults, Names(door.viewer), told, today=door.today)
    sha256 = store.keep(told.content) if told.content else ""
    made = door.new(
        Exercise, title=told.title.strip(), held_on=told.held_on, organiser_id=told.organiser,
        recorded_by_id=door.organisation, subject=told.subject, library=edition(), showed=told.showed.strip(),
        reference=told.reference.strip(), sha256=sha256, size=len(told.content),
        media_type=store.sort_of(told.content) if told.content else "",
        facts={"held_on": told.held_on, "sha256": sha256},
    )  # fmt: skip
    make_findable(door, made, title=made.title, text=made.showed)
    return made
