# SPDX-License-Identifier: EUPL-1.2
"""The pages of a scenario: its story, who must move, its signposts, and handing it over to practise."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.face.shell import Change, Crumb
from vijfveld.law.acting import Act
from vijfveld.law.acting_forms import EditForm
from vijfveld.law.changes import history_of
from vijfveld.law.refusals import NotThere
from vijfveld.node.models import Organisation
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts.futures import (
    GONE,
    NOT_WATCHED,
    choose_scenario,
    fire_signpost,
    hand_scenario,
    name_mover,
    retire_scenario,
    retire_signpost,
    set_signpost,
)
from vijfveld.steering.acts.scenarios import CLOSED, NOT_YOURS
from vijfveld.steering.forms.scenarios import MoverForm, ScenarioForm, SeenForm, SignpostForm, SureForm
from vijfveld.steering.models import Mover, Scenario, Signpost
from vijfveld.steering.pages.scenario_history import MOST_CHANGES, reason
from vijfveld.steering.pages.scenarios import crumbs, field_or_nothing
from vijfveld.steering.pages.standing import Condition, only_if
from vijfveld.steering.queries import scenarios as read
from vijfveld.steering.scenario_words import SignpostState
from vijfveld.steering.uncertainties import changed, names
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.sayings import name_of


def scenario_or_nothing(request: PageRequest, id: UUID) -> Scenario:
    """A scenario the reader may see."""
    found = read.record(request.viewer, Scenario, id)
    if found is None:
        raise NotThere
    return found


def _signpost(request: PageRequest, id: UUID) -> Signpost:
    found = read.record(request.viewer, Signpost, id)
    if found is None:
        raise NotThere
    return found


def _stands(found: Scenario | Signpost) -> Condition:
    if isinstance(found, Scenario):
        return found.retired_on is None, "scenario.retired", GONE
    return found.state == SignpostState.WATCHED, "signpost.not_watched", NOT_WATCHED


def _own(request: PageRequest, found: Scenario | Signpost) -> Condition:
    return found.organisation_id == request.viewer.organisation, "scenario.not_yours", NOT_YOURS


def _crumbs(scenario: Scenario) -> list[Crumb]:
    return [*crumbs(scenario.field), Crumb(scenario.title, reverse("scenarios:detail", args=[scenario.id]))]


@login_required
def choose_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Choose a future from a field and name it."""
    field = field_or_nothing(request, id)
    require_role(request.viewer, choose_scenario)
    only_if(request, (field.closed_on is None, "scenario_field.closed", CLOSED))
    given = {f"value-{one['code']}": request.GET.get(one["code"], "") for one in field.parameters}
    form = ScenarioForm(request.POST or None, initial=given, parameters=field.parameters)
    if form.is_valid() and form.do(request, choose_scenario, field.id, form.future):
        messages.success(request, _("Het scenario staat er. Schrijf nu wie aan zet is en waaraan u het ziet komen."))
        return redirect("scenarios:detail", id=form.outcome.id)
    return show(
        request, "steering/scenarios/choose.html", status=form.status, form=form, field=field, breadcrumb=crumbs(field)
    )


@login_required
def detail_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One scenario."""
    viewer, found = request.viewer, scenario_or_nothing(request, id)
    maker, movers = found.retired_on is None and may(viewer, [choose_scenario]), read.movers(viewer, found)
    return show(
        request, "steering/scenarios/detail.html", scenario=found, values=read.told_values(found), maker=maker,
        movers=movers, signposts=read.signposts(viewer, found), apart=_apart(request, found),
        changed=changed(found.field.shipped, found.field.parameters), history=_history(viewer, found, movers),
        breadcrumb=crumbs(found.field),
    )  # fmt: skip


def _apart(request: PageRequest, scenario: Scenario) -> list[tuple[str, str, str]]:
    """The values of a scenario that no longer go together according to its field, each pair with the reason."""
    known = names(scenario.field.parameters)
    rows = read.clashes(request.viewer, [scenario]).get(scenario.id, [])
    return [(known[one.first], known[one.second], reason(scenario.field, one)) for one in rows]


def _history(viewer: Viewer, scenario: Scenario, movers: list[Mover]) -> list[Change]:
    """What happened to a scenario and who must move, the newest first."""
    partners = {one.urn: name_of(one.organisation) for one in movers}
    return [
        Change(one.at, ": ".join(filter(None, [capfirst(str(one.says)), partners.get(one.about)])), one.said_by)
        for one in history_of(viewer, [scenario.urn, *partners])
    ][:MOST_CHANGES]


@login_required
def mover_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Write who must move."""
    found = scenario_or_nothing(request, id)
    require_role(request.viewer, name_mover)
    only_if(request, _stands(found))
    partners = Organisation.objects.filter(left_on__isnull=True).order_by("name")
    movers = read.movers(request.viewer, found)
    given = {"rank": len(movers) + 1}
    form = MoverForm(request.POST or None, partners=partners, initial=given)
    if form.is_valid() and form.do(
        request, name_mover, found.id, organisation=UUID(form.cleaned_data["organisation"]),
        must=form.cleaned_data["must"], rank=form.cleaned_data["rank"],
    ):  # fmt: skip
        return redirect("scenarios:detail", id=found.id)
    return show(
        request, "steering/scenarios/form.html", status=form.status, form=form, title=_("Wie is aan zet?"),
        intro=_("Geen opdracht: zo leest u het scenario. De partner ziet het en kan het anders zien."),
        button=_("Leg vast"), back=reverse("scenarios:detail", args=[found.id]), movers=movers,
        breadcrumb=_crumbs(found),
    )  # fmt: skip


@login_required
def signpost_new_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Set a signpost."""
    found = scenario_or_nothing(request, id)
    require_role(request.viewer, set_signpost)
    only_if(request, _stands(found))
    form = SignpostForm(request.POST or None)
    if form.is_valid() and form.do(request, set_signpost, found.id, form.sign):
        return redirect("scenarios:signpost", id=form.outcome.id)
    return show(
        request, "steering/scenarios/form.html", status=form.status, form=form, title=_("Zet een baken uit"),
        intro=_("Waaraan ziet u dit scenario komen, en hoe lang vooraf?"), button=_("Zet uit"),
        back=reverse("scenarios:detail", args=[found.id]), breadcrumb=_crumbs(found),
    )  # fmt: skip


@login_required
def signpost_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One signpost: what counts, and what happened when it went off."""
    viewer, found = request.viewer, _signpost(request, id)
    watched = found.state == SignpostState.WATCHED
    driver = reverse("strategy:driver", args=[found.driver_id]) if found.driver_id else ""
    return show(
        request, "steering/scenarios/signpost.html", signpost=found, driver=driver,
        maker=watched and may(viewer, [fire_signpost]), history=strip(viewer, found.urn),
        breadcrumb=_crumbs(found.scenario),
    )  # fmt: skip


@login_required
def fire_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Say that a signpost went off."""
    found = _signpost(request, id)
    require_role(request.viewer, fire_signpost)
    only_if(request, _stands(found))
    form = SeenForm(request.POST or None, initial={"version": found.version})
    if form.is_valid() and form.do(
        request, fire_signpost, found.id, form.cleaned_data["version"], seen=form.cleaned_data["seen"]
    ):
        messages.success(request, _("Vastgelegd. Het signaal is nu een aanleiding; er start niets vanzelf."))
        return redirect("scenarios:signpost", id=found.id)
    if form.stale:
        form.renew(_signpost(request, id).version)
    return show(
        request, "steering/scenarios/form.html", status=form.status, form=form, title=_("Dit baken gaat af"),
        intro=f"{found.title}. {found.trigger}", button=_("Leg vast"),
        back=reverse("scenarios:signpost", args=[found.id]), breadcrumb=_crumbs(found.scenario),
    )  # fmt: skip


def _sure(
    request: PageRequest, act: Act[Any, Any], found: Scenario | Signpost, *conditions: Condition,
    again: Callable[[], int], **told: Any,
) -> HttpResponse:  # fmt: skip
    """Ask once more, then act."""
    require_role(request.viewer, act)
    only_if(request, _stands(found), *conditions)
    form: EditForm = SureForm(request.POST or None, initial={"version": found.version})
    if form.is_valid() and form.do(request, act, found.id, form.cleaned_data["version"]):
        return redirect(told["back"])
    if form.stale:
        form.renew(again())
    return show(request, "steering/scenarios/sure.html", status=form.status, form=form, **told)


@login_required
def retire_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Retire a scenario."""
    found = scenario_or_nothing(request, id)
    return _sure(
        request, retire_scenario, found, _own(request, found), again=lambda: scenario_or_nothing(request, id).version,
        title=_("Trek dit scenario in"), intro=_("Het blijft te lezen. Zijn bakens worden niet meer gevolgd."),
        button=_("Trek in"), back=reverse("scenarios:detail", args=[found.id]), breadcrumb=_crumbs(found),
    )  # fmt: skip


@login_required
def hand_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Hand a scenario over to practise."""
    found = scenario_or_nothing(request, id)
    intro = _("Iedere partner die aan zet is, krijgt de taak om dit scenario te oefenen.")
    warned = _("Let op: volgens het veld gaan de waarden van dit scenario niet meer samen.")
    return _sure(
        request, hand_scenario, found, again=lambda: scenario_or_nothing(request, id).version,
        title=_("Geef dit scenario om te oefenen"),
        intro=f"{warned} {intro}" if _apart(request, found) else intro, button=_("Geef door"),
        back=reverse("scenarios:detail", args=[found.id]), breadcrumb=_crumbs(found),
    )  # fmt: skip


@login_required
def signpost_retire_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Watch a signpost no more."""
    found = _signpost(request, id)
    return _sure(
        request, retire_signpost, found, _own(request, found), again=lambda: _signpost(request, id).version,
        title=_("Haal dit baken weg"), intro=_("Het blijft te lezen en wordt niet meer gevolgd."), button=_("Haal weg"),
        back=reverse("scenarios:signpost", args=[found.id]), breadcrumb=_crumbs(found.scenario),
    )  # fmt: skip
