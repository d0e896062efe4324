# SPDX-License-Identifier: EUPL-1.2
"""The pages of the exits of an effort: each one decision, each on a page of its own."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from vijfveld.face.items import Check
from vijfveld.law.acting import Act
from vijfveld.law.refusals import Refused
from vijfveld.strategy import sayings
from vijfveld.strategy.acts.exits import NOT_ALIVE, NOT_OWNER, end_effort, keep, prolong, take_up, wind_down
from vijfveld.strategy.forms.exits import DecisionForm, KeepForm, ProlongForm, StopForm, TakeUpForm, WindDownForm
from vijfveld.strategy.models import Effort
from vijfveld.strategy.pages import effort_parts as parts
from vijfveld.strategy.pages.efforts import effort_or_nothing
from vijfveld.strategy.pages.shown import PageRequest, show
from vijfveld.strategy.queries import efforts as read
from vijfveld.strategy.queries.capacity import base_level
from vijfveld.strategy.words import EffortState, Nature


@dataclass(frozen=True)
class Exit:
    """One way in which the life of an effort turns: its act, its form and the words of its page."""

    act: Act[Any, Any]
    form: type[DecisionForm]
    nature: Nature
    title: Any
    intro: Any
    button: Any
    done: Any
    look: str = "primary-action"


DANGER = "secondary-action utrecht-button--danger"
STOP = Exit(
    end_effort, StopForm, Nature.FLEXIBLE, _("Stop deze inzet"),
    _("U stopt vóór de laatste dag. Vragen aan partners worden afgesloten en hun capaciteit komt vrij."),
    _("Stop de inzet"), _("De inzet is gestopt."), DANGER,
)  # fmt: skip
PROLONG = Exit(
    prolong, ProlongForm, Nature.FLEXIBLE, _("Verleng deze inzet"),
    _("Flexibele inzet stopt vanzelf. Verlengen is een besluit met een reden en een nieuwe laatste dag."),
    _("Verleng de inzet"), _("De inzet is verlengd."),
)  # fmt: skip
TAKE_UP = Exit(
    take_up, TakeUpForm, Nature.FLEXIBLE, _("Maak deze inzet vast"),
    _("Vast worden kan alleen als alle punten kloppen. Wat partners toezegden, wordt hun ondergrens."),
    _("Maak de inzet vast"), _("De inzet is nu vast."),
)  # fmt: skip
WIND_DOWN = Exit(
    wind_down, WindDownForm, Nature.FIXED, _("Bouw deze inzet af"),
    _("Vaste inzet verdwijnt niet stil. Toets eerst of het basisniveau ook zonder deze inzet houdt."),
    _("Bouw de inzet af"), _("De inzet wordt afgebouwd. Partners weten ervan."), DANGER,
)  # fmt: skip
KEEP = Exit(
    keep, KeepForm, Nature.FIXED, _("Houd deze inzet in stand"),
    _("U draait de afbouw terug. De inzet heeft dan weer geen einddatum."),
    _("Houd de inzet in stand"), _("De inzet blijft."),
)  # fmt: skip


@login_required
def stop_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Stop a flexible effort."""
    return _page(request, id, STOP)


@login_required
def prolong_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Prolong a flexible effort."""
    return _page(request, id, PROLONG)


@login_required
def take_up_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Take a flexible effort up into fixed effort."""
    return _page(request, id, TAKE_UP)


@login_required
def wind_down_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Wind down a fixed effort."""
    return _page(request, id, WIND_DOWN)


@login_required
def keep_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Call off the winding down of a fixed effort."""
    return _page(request, id, KEEP)


def _page(request: PageRequest, id: UUID, way: Exit) -> HttpResponse:
    effort = effort_or_nothing(request, id)
    form = _form(request, effort, way)
    if request.method == "POST":
        if form.is_valid() and form.do(request, way.act, effort.id, form.cleaned_data["version"], **form.more):
            messages.success(request, str(way.done))
            return redirect("efforts:detail", id=form.outcome.id)
    else:
        _require(request, effort, way)
    if form.stale:
        form.renew(effort.version)
    return show(request, "strategy/efforts/exit.html", status=form.status, **_told(request, effort, way, form))


def _form(request: PageRequest, effort: Effort, way: Exit) -> DecisionForm:
    more: dict[str, Any] = {}
    if way is TAKE_UP:
        more["sums"] = read.sums_of(request.viewer, [effort.id]).get(effort.id, read.Sums())
    return way.form(request.POST or None, effort=effort, day=read.today(request.viewer), **more)


def _require(request: PageRequest, effort: Effort, way: Exit) -> None:
    """Refuse the page when its act would be refused whatever one fills in."""
    parts.require_role(request.viewer, way.act)
    if effort.owner_id != request.viewer.organisation:
        raise Refused("effort.not_yours", NOT_OWNER)
    if not effort.is_alive:
        raise Refused("effort.over", NOT_ALIVE)
    if effort.nature != way.nature:
        raise Refused("effort.other_nature", _("Dit kan niet bij deze soort inzet."))
    if way in (KEEP, WIND_DOWN) and (effort.state == EffortState.WINDING_DOWN) != (way is KEEP):
        raise Refused("effort.other_state", _("Dit kan nu niet bij deze inzet."))


def _told(request: PageRequest, effort: Effort, way: Exit, form: DecisionForm) -> dict[str, Any]:
    day = read.today(request.viewer)
    told: dict[str, Any] = {
        "form": form, "way": way, "effort": effort, "state": sayings.state_of(effort, day),
        "breadcrumb": [parts.home_crumb(), parts.crumb(effort)],
    }  # fmt: skip
    if isinstance(form, TakeUpForm):
        told["level"] = base_level(request.viewer, effort.area)
        told["checks"] = [Check(str(p.title), bool(p.holds), "" if p.holds else str(p.sentence)) for p in form.seen]
    if way is WIND_DOWN:
        told["readings"] = [one for tell in parts.reverse_readings for one in tell(request.viewer, effort)]
    return told
