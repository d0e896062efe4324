# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the broker share."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.face.shell import Crumb
from vijfveld.law.acting import Act
from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.law.refusals import NotThere
from vijfveld.node.models import Record
from vijfveld.steering.acts.expertise import GONE, NOT_YOURS
from vijfveld.steering.forms.scenarios import SureForm
from vijfveld.steering.models import Expertise, Help
from vijfveld.steering.pages.standing import Condition, only_if
from vijfveld.steering.queries import broker as read
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, show

T = TypeVar("T", bound=Record)
A_YEAR, HALF_A_YEAR, A_QUARTER = timedelta(days=365), timedelta(days=182), timedelta(days=91)


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a page of the broker."""
    return [Crumb(_("Kennis"), reverse("broker:list")), *more]


def lesson_crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a page about lessons."""
    return crumbs(Crumb(_("Lessen"), reverse("broker:lessons")), *more)


def found_or_nothing(request: PageRequest, model: type[T], id: UUID) -> T:
    """A record the reader may see."""
    found = read.record(request.viewer, model, id)
    if found is None:
        raise NotThere
    return found


def form_page(request: PageRequest, form: ActForm, **told: Any) -> HttpResponse:
    """A page with one form: its title, a sentence, the words on its button, and the way back."""
    return show(request, "steering/broker/form.html", status=form.status, form=form, **told)


def edit_page(
    request: PageRequest, form: EditForm, done: Callable[[], bool], again: Callable[[], int], **told: Any
) -> HttpResponse:  # fmt: skip
    """A page with one form that changes a record: when somebody else was earlier, what was typed stays."""
    if form.is_valid() and done():
        return redirect(told["back"])
    if form.stale:
        form.renew(again())
    return form_page(request, form, **told)


def own_and_standing(request: PageRequest, found: Expertise | Help) -> list[Condition]:
    """What must hold to change what an organisation says it knows, asks or offers."""
    return [
        (found.organisation_id == request.viewer.organisation, f"{found.kind}.not_yours", NOT_YOURS),
        (found.withdrawn_on is None, f"{found.kind}.gone", GONE),
    ]


def sure_page(
    request: PageRequest, act: Act[Any, Any], model: type[Expertise] | type[Help], id: UUID, **told: Any
) -> HttpResponse:
    """Ask once more, then act."""
    found: Expertise | Help = found_or_nothing(request, model, id)
    require_role(request.viewer, act)
    only_if(request, *own_and_standing(request, found))
    form = SureForm(request.POST or None, initial={"version": found.version})
    return edit_page(
        request, form, lambda: form.do(request, act, found.id, form.cleaned_data["version"]),
        lambda: found_or_nothing(request, model, id).version, **told,
    )  # fmt: skip
