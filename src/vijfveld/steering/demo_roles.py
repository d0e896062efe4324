# SPDX-License-Identifier: EUPL-1.2
"""Invented stories of roles: asked, taken, clashing and resolved; and an override that ended by itself. They are told
like those of the strategy: each yields the day on which it goes on, counted from today."""

from datetime import date, timedelta
from typing import Any

from vijfveld.law.demo import Cast, add_person_to
from vijfveld.law.demo_stories import Story
from vijfveld.law.models import Reasoning
from vijfveld.node import clock
from vijfveld.node.roles import Role
from vijfveld.steering import questions
from vijfveld.steering.acts.authority import Say, add_authority_line
from vijfveld.steering.acts.conflicts import accept_conflict
from vijfveld.steering.acts.duties import (
    Chore,
    Place,
    Wanted,
    add_role_task,
    answer_duty,
    end_duty,
    propose_duty,
)
from vijfveld.steering.acts.overrides import Order, account_override, issue_override
from vijfveld.steering.models import Duty, RoleConflict, RoleTask
from vijfveld.strategy.models import Effort

LIBRARY = "systeemtoets-basisniveau"


def role_stories(cast: Cast) -> list[Story]:
    """Every story of roles."""
    return [tell(cast) for tell in (_casusoverleg, _crisisteams, _vragen, _kaart, _doorzetten)]


def _now(record: Any) -> Any:
    return type(record).objects.beyond_access("the example goes on").get(pk=record.pk)


def _day(days: int = 0) -> date:
    return clock.now().date() + timedelta(days=days)


def _effort(title: str) -> Effort:
    found: Effort = Effort.objects.beyond_access("the example goes on").get(title=title)
    return found


def _task(cast: Cast, owner: str, effort: str, title: str, **kinds: bool) -> RoleTask:
    chore = Chore(title, _day(28), **kinds)
    return add_role_task(cast.caller(owner), Place(effort=_effort(effort).id), chore)


def _asks(cast: Cast, owner: str, task: RoleTask, partner: str, role: str, until: date | None = None) -> Duty:
    wanted = Wanted(cast.id(partner), role, _day(), until)
    return propose_duty(cast.caller(owner), task.id, wanted)


def _agrees(cast: Cast, duty: Duty, partner: str) -> Duty:
    found = _now(duty)
    return found if found.agreed else answer_duty(cast.caller(partner), found.id, found.version, agrees=True)


def _give(cast: Cast, owner: str, task: RoleTask, roles: dict[str, str]) -> None:
    """Ask several organisations, which agree at once."""
    for partner, letters in roles.items():
        for letter in letters:
            _agrees(cast, _asks(cast, owner, task, partner, letter), partner)


def _casusoverleg(cast: Cast) -> Story:
    yield -335
    effort = "Lokaal casusoverleg paraat"
    hold = _task(cast, "vng", effort, "Het overleg bijeenroepen als een zaak erom vraagt", municipal=True)
    test = _task(cast, "vng", effort, "Toetsen of het overleg werkt")
    yield -330
    _give(cast, "vng", hold, {"gemeente-molenwaard": "A", "zorg-en-veiligheidshuizen": "R", "vng": "C"})
    _give(cast, "vng", test, {"vng": "AR"})
    yield -322
    own = _asks(cast, "vng", test, "vng", "T")
    yield -301
    end_duty(cast.caller("vng"), own.id, _now(own).version,
             reason="Wie eindverantwoordelijk is, toetst niet zelf. Een ander neemt dit over.")  # fmt: skip
    _give(cast, "vng", test, {"raad-kinderbescherming": "T"})
    yield -120
    again = _asks(cast, "vng", test, "vng", "T")
    yield -96
    end_duty(cast.caller("vng"), again.id, _now(again).version, reason="Dit was al afgesproken: wij toetsen niet zelf.")
    yield -75
    signals = _task(cast, "vng", effort, "Signalen aanleveren, met een reden en zonder meer gegevens dan nodig")
    yield -60
    _give(cast, "vng", signals, {"zorg-en-veiligheidshuizen": "A", "raad-kinderbescherming": "C"})
    yield -9
    _asks(cast, "vng", signals, "politie", "R", until=_day(400))
    _asks(cast, "vng", signals, "gemeente-molenwaard", "R")
    declined = _asks(cast, "vng", signals, "om", "C")
    _asks(cast, "vng", hold, "minszw", "I")
    yield -4
    answer_duty(cast.caller("om"), declined.id, _now(declined).version, agrees=False,
                reason="Wij horen signalen in het overleg zelf. Vooraf raadplegen is niet nodig.")  # fmt: skip


def _crisisteams(cast: Cast) -> Story:
    yield -210
    lead = _task(cast, "ncc", "Crisisteams getraind", "Oefenprogramma opstellen en bewaken")
    train = _task(cast, "ncc", "Crisisteams getraind", "Teams in de regio trainen", municipal=True)
    yield -200
    _give(cast, "ncc", lead, {"nipv": "AT", "ncc": "R", "veiligheidsregio-noordkust": "C"})
    _give(cast, "ncc", train, {"veiligheidsregio-noordkust": "A", "nipv": "R", "veiligheidsregio-utrecht": "I"})
    yield -180
    clash = RoleConflict.objects.beyond_access("the example goes on").get(task=lead, rule="own_assessor")
    accept_conflict(
        cast.caller("ncc"), clash.id, clash.version, until=_day(270),
        reasoning=Reasoning(
            "Er is nu geen ander die oefeningen kan beoordelen. In het voorjaar leidt een regio eigen beoordelaars op.",
            alternatives="Een inspectie vragen. Die kan pas volgend jaar.",
            dissent="De veiligheidsregio wil liever meteen een beoordelaar van buiten.",
        ),
    )  # fmt: skip
    yield -12
    _asks(cast, "ncc", train, "politie", "C")


def _vragen(cast: Cast) -> Story:
    yield -70
    library = next(one for one in questions.shipped().values() if one.code == LIBRARY)
    first, second = list(library.items.values())[:2]
    for item, title, roles in (
        (first, "Het overzicht bijhouden", {"aivd": "A", "politie": "R"}),
        (second, "De afspraken elk jaar bekijken", {"politie": "AR", "aivd": "C"}),
    ):
        place = Place(library=LIBRARY, item=item.code)
        task = add_role_task(cast.caller("coordinator"), place, Chore(f"{item.label} {title}", _day(28)))
        _give(cast, "coordinator", task, roles)


def _kaart(cast: Cast) -> Story:
    yield -150
    add_authority_line(
        cast.caller("coordinator"),
        Say("nazorg", "aftermath", cast.id("gemeente-molenwaard"), "Regelt de nazorg in de eigen gemeente.",
            "Voorbeeldconvenant nazorg (verzonnen), artikel 3", _day()),
    )  # fmt: skip


def _doorzetten(cast: Cast) -> Story:
    yield -64
    add_person_to(cast, "minister", name="Mies Minister", code="minjenv", roles=(Role.DECISION_MAKER,))
    now = clock.now()
    order = Order(
        addressee=cast.id("minienw"), title="Voorbeeld: treinen rond Oefenstad stil",
        power="Het treinverkeer op een lijn stilleggen.",
        what="Tussen Oefenstad en Proefdam rijdt geen trein tot het spoor is onderzocht.",
        reasons="In dit verzonnen verhaal is een melding gedaan van een verdacht voorwerp op het spoor.",
        no_time="De volgende trein rijdt over tien minuten. Een besluit van beide ministers duurt langer.",
        consultation="Het andere ministerie is gebeld en had geen bezwaar. De vervoerder vroeg om een duidelijk einde.",
        starts_at=now, ends_at=now + timedelta(hours=6), consulted=(cast.id("minienw"),),
        told=(cast.id("politie"), cast.id("ncc"), cast.id("veiligheidsregio-noordkust")),
    )  # fmt: skip
    made = issue_override(cast.caller("minister"), order)
    yield -41
    account_override(
        cast.caller("minister"), made.id, _now(made).version,
        report="De treinen stonden zes uur stil. Er is niets gevonden. De bevoegdheid ging vanzelf terug. "
        "De vervoerder vond het bericht te laat; volgende keer krijgt hij het meteen.",
    )  # fmt: skip
