# SPDX-License-Identifier: EUPL-1.2
"""What the pages of a round share: finding it, the way back, its verbs and its tables."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Fact
from vijfveld.face.shell import Change, Crumb
from vijfveld.law.acting import NO_ROLE, Act
from vijfveld.law.acting_forms import EditForm
from vijfveld.law.changes import history
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node.roles import Reach, Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import Invitation, Reservation, Round
from vijfveld.steering.queries import rounds as read
from vijfveld.steering.words import ANSWERED, CLOSED_EARLY, Axis, RoundState
from vijfveld.strategy import sayings
from vijfveld.strategy.pages.effort_parts import Verb
from vijfveld.strategy.pages.shown import PageRequest, may, show
from vijfveld.strategy.words import Area
from vijfveld.strategy.words import Work as Kind


def round_or_nothing(request: PageRequest, id: UUID) -> Round:
    """The round a page is about. Raises NotThere when there is none for this viewer."""
    found = read.round(request.viewer, id)
    if found is None:
        raise NotThere
    return found


def require(request: PageRequest, act: Act[Any, Any], *, when: bool = True) -> None:
    """Refuse a page to who may not do its act, in the words of the door."""
    if not may(request.viewer, [act]) or not when:
        raise Refused("actor.no_role", NO_ROLE)


def crumbs(round: Round | None = None) -> list[Crumb]:
    """The way back to the list, and to the round."""
    first = [Crumb(_("Systeemtoetsen"), reverse("tests:list"))]
    return [*first, Crumb(round.title, reverse("tests:detail", args=[round.id]))] if round else first


def state_of(round: Round) -> str:
    """Where a round stands, in a sentence."""
    told = {"open": exactly(round.opens_on), "close": exactly(round.closes_on)}
    if round.state == RoundState.PREPARED:
        return _("In voorbereiding. Gaat open op %(open)s en sluit na %(close)s.") % told
    if round.state == RoundState.OPEN:
        return _("Open. Partners antwoorden tot en met %(close)s.") % told
    if round.state == RoundState.FROZEN and round.frozen_at:
        return _("Vastgesteld op %(day)s. Er verandert niets meer aan.") % {"day": exactly(round.frozen_at)}
    return f"{capfirst(str(round.get_state_display()))}."


def facts(round: Round) -> list[Fact]:
    """What a round is."""
    names = {id: sayings.named(named["nl"], named["en"]) for id, named in round.names.items()}
    return [
        Fact(_("Voorbereid door"), sayings.name_of(round.prepared_by)),
        Fact(_("Getoetst door"), ", ".join(names.get(id, "") for id in round.assessors)),
        Fact(_("Velden"), ", ".join(str(Area(area).label) for area in round.areas)),
        Fact(_("Bereik"), ", ".join(str(Reach(code).label) for code in round.reaches)),
        Fact(_("Soort werk"), ", ".join(str(Kind(code).label) for code in round.kinds)),
    ]


def verbs(viewer: Viewer, round: Round, invited: Invitation | None) -> list[Verb]:
    """What this viewer may do with a round now; the likely one first."""
    mine = viewer.holds(Role.COORDINATOR) and round.prepared_by_id == viewer.organisation
    judge = read.assesses(viewer, round)
    is_open, to_judge = round.state == RoundState.OPEN, round.state in ANSWERED
    offered = [
        (mine and round.state == RoundState.PREPARED, _("Open de ronde"), "open", "primary"),
        (invited is not None and is_open, _("Beantwoord de vragen"), "items", "primary"),
        (judge and to_judge, _("Oordeel per veld"), "steps", "primary"),
        (judge and to_judge, _("Leg een bevinding vast"), "finding_new", ""),
        (invited is not None and not round.is_frozen, _("Maak een voorbehoud"), "reserve", ""),
        (mine and is_open, _("Herinner wie nog niet klaar is"), "remind", ""),
        (mine and is_open, _("Sluit de ronde nu"), "close", "danger"),
        ((mine or judge) and to_judge, _("Stel het rapport vast"), "freeze", ""),
        (round.is_frozen, _("Lees het rapport"), "report", "primary"),
        (round.is_frozen, _("Vergelijk met de vorige toets"), "compare", ""),
    ]
    return [Verb(label, reverse(f"tests:{page}", args=[round.id]), look) for fits, label, page, look in offered if fits]


def field_name(area: str, axis: str) -> str:
    """An axis of a field in words."""
    return f"{Area(area).label}, {str(Axis(axis).label).lower()}"


def about_words(one: Reservation, labels: dict[str, str]) -> str:
    """What a reservation is about."""
    if one.item:
        return _("vraag %(code)s") % {"code": labels.get(one.item, one.item)}
    return field_name(one.area, one.axis)


def progress_table(told: read.Overview) -> Table:
    """How far each field is, as counts."""
    headers = (_("Veld"), _("Gevraagd"), _("Ingediend"), _("Niet van toepassing"), _("In concept"), _("Nog open"))
    rows = [(str(Area(area).label), one) for area, one in told.by_area.items() if area]
    rows.append((_("Alles"), told.whole))
    return Table(_("Voortgang per veld"), headers, tuple(_counts(*row) for row in rows), frozenset(range(1, 6)))


def partners_table(told: read.Overview) -> Table:
    """How far each partner is, for those who may read its answers."""
    headers = (_("Partner"), _("Gevraagd"), _("Ingediend"), _("Niet van toepassing"), _("In concept"), _("Nog open"))
    rows = tuple(_counts(_partner(one), progress) for one, progress in told.by_partner)
    return Table(_("Voortgang per partner"), headers, rows, frozenset(range(1, 6)))


def _partner(one: Invitation) -> str:
    name = sayings.named(one.name, one.name_en)
    return _("%(name)s (vertrokken)") % {"name": name} if one.left_on else name


def _counts(name: str, one: read.Progress) -> tuple[Cell, ...]:
    numbers: Iterable[int] = (one.asked, one.submitted, one.not_applicable, one.drafted + one.returned, one.left)
    return (Cell(name), *(Cell(str(number)) for number in numbers))


def history_strip(viewer: Viewer, round: Round) -> list[Change]:
    """The history of a round, with the reason when it closed before the day that was promised."""
    early = read.closed_early(viewer, round)
    because = _("Reden: %(reason)s") % {"reason": early.reasoning.reasons} if early else ""
    found = []
    for change in history(viewer, round.urn):
        says = capfirst(str(change.says))
        found.append(
            Change(change.at, f"{says}. {because}" if early and change.act == CLOSED_EARLY else says, change.said_by)
        )
    return found


def confirm(
    request: PageRequest, round: Round, act: Act[Any, Any], *, sort: type[EditForm] = EditForm, **told: Any
) -> HttpResponse:
    """A page that asks for a moment of thought before an act, and for its words when its `sort` of form has any."""
    require(request, act, when=round.prepared_by_id == request.viewer.organisation)
    form = sort(request.POST or None, initial={"version": round.version})
    if request.method == "POST":
        if form.is_valid() and form.do(request, act, round.id, form.cleaned_data["version"], **form.typed):
            return redirect("tests:detail", id=round.id)
        if form.stale:
            form.renew(round.version)
    return form_page(request, form, round=round, **{"facts": facts(round), **told})


def form_page(request: PageRequest, form: Any, *, round: Round | None = None, **told: Any) -> HttpResponse:
    """A page that holds one form."""
    back = reverse("tests:detail", args=[round.id]) if round else reverse("tests:list")
    return show(
        request, "steering/tests/form.html", form=form, status=form.status, breadcrumb=crumbs(round),
        **{"back": back, **told},
    )  # fmt: skip
