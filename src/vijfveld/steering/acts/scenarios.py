# SPDX-License-Identifier: EUPL-1.2
"""Opening a field of uncertainties, changing its grid, and judging which values do not go together."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.law.search import make_findable
from vijfveld.node.roles import Role
from vijfveld.steering.models import Exclusion, Scenario, Signpost, UncertaintyField
from vijfveld.steering.scenario_words import Ground
from vijfveld.steering.uncertainties import check_parameters, names, pair_of, shipped
from vijfveld.strategy.acts.faults import Faults

MAKERS = {Role.COORDINATOR, Role.ANALYST}
CLOSED = _("Dit veld is afgesloten. Open een nieuw veld om verder te denken.")
NOT_YOURS = _("Alleen de organisatie die dit maakte, kan het wijzigen of intrekken.")
LONGEST = 4000


@act("scenario_field.open", roles=MAKERS, purpose=Purpose.THREAT_ASSESSMENT, says=_("opende een scenarioveld"))
def open_field(
    door: Door, *, title: str, purpose: str, parameters: list[dict[str, Any]], code: str = ""
) -> UncertaintyField:
    """Open a field; one that starts from a shipped field takes its exclusions along."""
    with Faults() as faults:
        check_words(faults, title=title, purpose=purpose)
        check_parameters(parameters, faults)
        faults.add("code", _("Dit veld is er niet."), when=bool(code) and code not in shipped())
    made = door.new(
        UncertaintyField, title=title.strip(), purpose=purpose.strip(), parameters=parameters, shipped=code,
        organisation_id=door.organisation, facts={"parameters": len(parameters), "shipped": code},
    )  # fmt: skip
    make_findable(door, made, title=made.title, text=made.purpose)
    known = names(parameters)
    for one in shipped()[code].excluded if code else ():
        first, second = pair_of(one["first"], one["second"])
        if first in known and second in known:
            _exclude(door, made, first, second, ground=one["ground"], words=one["nl"])
    return made


def check_words(faults: Faults, *, title: str, purpose: str) -> None:
    """Note what is wrong with the words of a field."""
    faults.add("title", _("Geef het veld een korte titel."), when=not title.strip())
    faults.add("title", _("Houd de titel onder de 120 tekens."), when=len(title.strip()) > 120)
    faults.add("purpose", _("Schrijf welke vraag dit veld helpt te beantwoorden."), when=not purpose.strip())
    faults.add("purpose", _("Houd dit onder de 4.000 tekens."), when=len(purpose) > LONGEST)


@act("scenario_field.change", roles=MAKERS, purpose=Purpose.THREAT_ASSESSMENT, says=_("wijzigde een scenarioveld"))
def change_field(
    door: Door, field: UUID, version: int, *, title: str, purpose: str, parameters: list[dict[str, Any]]
) -> UncertaintyField:
    """Change the grid. Exclusions of values that went are lifted; a value that a scenario holds cannot go."""
    found = _open(door, field, version)
    own(door, found)
    with Faults() as faults:
        check_words(faults, title=title, purpose=purpose)
        check_parameters(parameters, faults)
        _check_scenarios(door, found, parameters, faults)
    found.title, found.purpose, found.parameters = title.strip(), purpose.strip(), parameters
    door.save(found, parameters=len(parameters))
    make_findable(door, found, title=found.title, text=found.purpose)
    known = names(parameters)
    for one in door.all(Exclusion).filter(field=found, lifted_on__isnull=True).order_by("id"):
        if one.first not in known or one.second not in known:
            _lift(door, one)
    return found


def _check_scenarios(door: Door, field: UncertaintyField, parameters: list[dict[str, Any]], faults: Faults) -> None:
    """A scenario that still stands keeps its values, and takes a value of every uncertainty."""
    known, wanted = names(parameters), {one["code"] for one in parameters}
    for one in door.all(Scenario).filter(field=field, retired_on__isnull=True).order_by("id"):
        lost = [f"{key}/{value}" for key, value in one.values.items() if f"{key}/{value}" not in known]
        told = {"title": one.title}
        gone = _("Scenario «%(title)s» rust op een waarde die u weghaalt. Trek het scenario eerst in.") % told
        faults.add("lines", gone, when=bool(lost))
        more = _("Scenario «%(title)s» zegt niets over een nieuwe onzekerheid. Trek het scenario eerst in.") % told
        faults.add("lines", more, when=set(one.values) != wanted)


@act("scenario_field.close", roles=MAKERS, purpose=Purpose.THREAT_ASSESSMENT, says=_("sloot een scenarioveld af"))
def close_field(door: Door, field: UUID, version: int) -> UncertaintyField:
    """Close a field: it stays readable, and nothing is judged in it any more."""
    found = _open(door, field, version)
    own(door, found)
    found.closed_on = door.today
    door.save(found)
    return found


@act("exclusion.judge", roles=MAKERS, purpose=Purpose.THREAT_ASSESSMENT,
     says=_("oordeelde dat twee waarden niet samengaan"))  # fmt: skip
def exclude_pair(door: Door, field: UUID, first: str, second: str, *, ground: str, words: str) -> Exclusion:
    """Judge that two values do not go together; a judgement that stood before is lifted and stays on record."""
    found = _open(door, field, None)
    first, second = _known_pair(found, first, second)
    with Faults() as faults:
        faults.add("ground", _("Kies een grond."), when=ground not in Ground.values)
        faults.add("words", _("Schrijf in een zin waarom deze twee niet samengaan."), when=not words.strip())
        faults.add("words", _("Houd dit onder de 4.000 tekens."), when=len(words) > LONGEST)
    for before in door.all(Exclusion).filter(field=found, first=first, second=second, lifted_on__isnull=True):
        _lift(door, before)
    return _exclude(door, found, first, second, ground=ground, words=words)


@act("exclusion.lift", roles=MAKERS, purpose=Purpose.THREAT_ASSESSMENT,
     says=_("oordeelde dat twee waarden wel samengaan"))  # fmt: skip
def allow_pair(door: Door, field: UUID, first: str, second: str) -> UncertaintyField:
    """Judge that two values can go together after all."""
    found = _open(door, field, None)
    first, second = _known_pair(found, first, second)
    for before in door.all(Exclusion).filter(field=found, first=first, second=second, lifted_on__isnull=True):
        _lift(door, before)
    return found


def own(door: Door, found: UncertaintyField | Scenario | Signpost) -> None:
    """Refuse whoever acts for another organisation than the one that made this."""
    door.require(found.organisation_id == door.organisation, "scenario.not_yours", NOT_YOURS)


def _open(door: Door, field: UUID, version: int | None) -> UncertaintyField:
    found = door.lock(UncertaintyField, field, version)
    door.require(found.closed_on is None, "scenario_field.closed", CLOSED)
    return found


def _known_pair(field: UncertaintyField, first: str, second: str) -> tuple[str, str]:
    known = {place for place in names(field.parameters) if "/" in place}
    pair = pair_of(first, second)
    with Faults() as faults:
        apart = first.partition("/")[0] != second.partition("/")[0]
        faults.add("ground", _("Deze twee waarden staan niet in het veld."), when=not set(pair) <= known or not apart)
    return pair


def _exclude(
    door: Door, field: UncertaintyField, first: str, second: str, *, ground: str, words: str
) -> Exclusion:  # fmt: skip
    return door.new(
        Exclusion, field=field, first=first, second=second, ground=ground, words=words.strip(),
        organisation_id=door.organisation, judged_on=door.today, facts={"ground": ground},
    )  # fmt: skip


def _lift(door: Door, one: Exclusion) -> None:
    one.lifted_on = door.today
    door.save(one)
