# SPDX-License-Identifier: EUPL-1.2
"""The pages of drivers, and of what does not connect: drivers without effort and efforts that nothing holds up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vijfveld.face.dates import exactly
from vijfveld.face.items import Due, Fact
from vijfveld.law.refusals import NotThere
from vijfveld.node.ids import Urn
from vijfveld.node.slots import subject_url
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.acts.drivers import retire_driver, state_driver
from vijfveld.strategy.acts.efforts import propose_fixed, propose_flexible
from vijfveld.strategy.contents import Kind
from vijfveld.strategy.forms.drivers import DriverForm, RetireForm
from vijfveld.strategy.models import Driver, Effort
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries import drivers
from vijfveld.strategy.queries.efforts import today
from vijfveld.strategy.queries.library import Branch, branch
from vijfveld.strategy.sayings import name_of, state_of
from vijfveld.strategy.words import Area


def drivers_page(request: PageRequest) -> HttpResponse:
    """What drives flexible effort now, and what no longer holds."""
    viewer = request.viewer
    found = drivers.drivers(viewer)
    context: dict[str, Any] = {
        "holding": [_line(driven) for driven in found.holding],
        "retired": [_retired(driver) for driver in found.retired],
        "loose": drivers.loose_ends(viewer).count,
        "may_state": may(viewer, [state_driver]),
        "breadcrumb": _here()[:1],
    }
    return show(request, "strategy/drivers/drivers.html", **context)


def new_driver_page(request: PageRequest) -> HttpResponse:
    """State a driver."""
    viewer = request.viewer
    require_role(viewer, state_driver)
    form = DriverForm(request.POST or None, initial={"stated_on": today(viewer)})
    if form.is_valid() and form.do(request, state_driver, **{**form.typed, "areas": tuple(form.typed["areas"])}):
        messages.success(request, _("De aanleiding is vastgelegd. Flexibele inzet kan er nu op rusten."))
        return redirect("strategy:driver", form.outcome.id)
    return show(request, "strategy/drivers/new.html", status=form.status, form=form, breadcrumb=_here())


def driver_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One driver: what it says, where it can be read, and what it drives."""
    viewer = request.viewer
    driver = _driver(viewer, id)
    context: dict[str, Any] = {
        "driver": driver,
        "areas": [area for area in Area if area in driver.areas],
        "facts": _facts(driver),
        "efforts": [
            (effort, subject_url(effort.urn), state_of(effort, today(viewer)))
            for effort in drivers.efforts_driven(viewer, driver)
        ],
        "may_retire": driver.retired_on is None and may(viewer, [retire_driver]),
        "propose_url": propose_url(driver) if driver.retired_on is None and may(viewer, [propose_flexible]) else "",
        "history": strip(viewer, driver.urn),
        "breadcrumb": _here(),
    }
    return show(request, "strategy/drivers/driver.html", **context)


def retire_driver_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Ask once more, then retire; the owners of what it drives are asked to look."""
    viewer = request.viewer
    driver = _driver(viewer, id)
    require_role(viewer, retire_driver)
    form = RetireForm(request.POST or None, initial={"version": driver.version})
    if form.is_valid() and form.do(request, retire_driver, driver.id, form.cleaned_data["version"]):
        messages.success(request, _("De aanleiding is ingetrokken. De eigenaren van de inzet kijken opnieuw."))
        return redirect("strategy:driver", driver.id)
    if form.stale:
        form.renew(_driver(viewer, id).version)
    running = [effort for effort in drivers.efforts_driven(viewer, driver) if effort.is_alive]
    here = [*_here(), (driver.title, reverse("strategy:driver", args=[driver.id]))]
    context: dict[str, Any] = {"form": form, "driver": driver, "running": running, "breadcrumb": here}
    return show(request, "strategy/drivers/retire.html", status=form.status, **context)


def loose_ends_page(request: PageRequest) -> HttpResponse:
    """What does not connect, and what one can do about each."""
    viewer = request.viewer
    found = drivers.loose_ends(viewer)
    context: dict[str, Any] = {
        "count": found.count,
        "may_propose": may(viewer, [propose_fixed]),
        "drivers": [_unanswered(driver) for driver in found.drivers],
        "flexible": [_effort(effort) for effort in found.flexible],
        "fixed": [_effort(effort) for effort in found.fixed],
        "fields": [(area, reverse("strategy:field", args=[area.value]), branch(area).section) for area in found.fields],
        "goals": [_goal(goal) for goal in found.goals],
        "breadcrumb": _here(),
    }
    return show(request, "strategy/drivers/loose_ends.html", **context)


def propose_url(driver: Driver) -> str:
    """Where flexible effort is proposed for a driver."""
    return f"{reverse('efforts:flexible')}?{urlencode({'aanleiding': str(driver.id)})}"


def title(viewer: Viewer, urn: Urn) -> str | None:
    """How a driver is named in lists and in the history."""
    found = drivers.driver(viewer, urn.id)
    return found.title if found else None


def _driver(viewer: Viewer, id: UUID) -> Driver:
    found = drivers.driver(viewer, id)
    if found is None:
        raise NotThere
    return found


def _here() -> list[tuple[str, str]]:
    return [
        (_("Dreigingsniveau"), reverse("strategy:levels")),
        (_("Aanleidingen"), reverse("strategy:drivers")),
    ]


def _line(driven: drivers.Driven) -> Due:
    driver, count = driven.driver, len(driven.efforts)
    drives = ngettext("drijft %(count)s inzet", "drijft %(count)s inzetten", count) % {"count": count}
    told = (str(driver.get_sort_display()), driver.source, drives if count else _("nog geen inzet"))
    return Due(driver.stated_on, driver.title, _url(driver), " · ".join(told))


def _retired(driver: Driver) -> Due:
    day = exactly(driver.retired_on) if driver.retired_on else ""
    meta = _("%(source)s · ingetrokken op %(day)s") % {"source": driver.source, "day": day}
    return Due(driver.stated_on, driver.title, _url(driver), meta)


def _unanswered(driver: Driver) -> Due:
    return Due(driver.stated_on, driver.title, _url(driver), f"{driver.get_sort_display()} · {driver.source}")


def _effort(effort: Effort) -> Due:
    when = effort.ends_on or str(effort.get_nature_display())
    return Due(when, effort.title, subject_url(effort.urn), f"{effort.get_area_display()} · {name_of(effort.owner)}")


def _goal(goal: Branch) -> Due:
    below = sum(part.node.kind is Kind.GOAL for part in goal.below)
    more = ngettext("en %(count)s doel daaronder", "en %(count)s doelen daaronder", below) % {"count": below}
    told = (str(Area(goal.node.area or "").label), more if below else "")
    return Due(goal.section, goal.title, goal.url, " · ".join(filter(None, told)))


def _url(driver: Driver) -> str:
    return reverse("strategy:driver", args=[driver.id])


def _facts(driver: Driver) -> list[Fact]:
    facts = [
        Fact(_("Soort"), driver.get_sort_display()),
        Fact(_("Te lezen in"), driver.source, subject_url(driver.source_urn) if driver.source_urn else ""),
        Fact(_("Vastgesteld op"), exactly(driver.stated_on)),
        Fact(_("Vastgelegd door"), name_of(driver.organisation)),
    ]
    return [*facts, Fact(_("Ingetrokken op"), exactly(driver.retired_on))] if driver.retired_on else facts
