# SPDX-License-Identifier: EUPL-1.2
"""The pages of efforts: the list, capacity, one effort, and proposing one."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from vijfveld.face.drawings.capacity import Capacity
from vijfveld.law.acting import Act
from vijfveld.law.refusals import NotThere
from vijfveld.strategy import sayings
from vijfveld.strategy.acts.efforts import propose_fixed, propose_flexible
from vijfveld.strategy.forms.efforts import FixedForm, FlexibleForm, WishForm
from vijfveld.strategy.models import Effort
from vijfveld.strategy.pages import effort_parts as parts
from vijfveld.strategy.pages.effort_history import effort_strip
from vijfveld.strategy.pages.shown import PageRequest, may, show
from vijfveld.strategy.queries import asks as asks_read
from vijfveld.strategy.queries import capacity as capacity_read
from vijfveld.strategy.queries import efforts as read
from vijfveld.strategy.queries import ends
from vijfveld.strategy.words import Area

ASKS_SHOWN = 60


@login_required
def list_page(request: PageRequest) -> HttpResponse:
    """The efforts, narrowed by what the reader chose, as a table and in time."""
    form = WishForm(request.GET, viewer=request.viewer)
    wish = form.wish
    listed = read.efforts(request.viewer, wish, page=page_number(request))
    return show(
        request, "strategy/efforts/list.html", form=form.shown, narrows=form.narrows, wish=wish, listed=listed,
        table=parts.list_table(listed, read.today(request.viewer)),
        timeline=read.timeline(request.viewer, listed.efforts), turn=turn(request, listed.page, listed.pages),
        may_propose=may(request.viewer, [propose_flexible]), cap=read.CAP, places=list(parts.list_places),
    )  # fmt: skip


def page_number(request: PageRequest) -> int:
    """The page of a list that was asked for; anything unreadable is the first."""
    asked = request.GET.get("pagina", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else 1


def turn(request: PageRequest, page: int, pages: int) -> dict[str, str]:
    """The addresses of the earlier and the later page of a list, with everything else that was chosen."""
    links = {}
    for name, number in (("earlier", page - 1), ("later", page + 1)):
        chosen = request.GET.copy()
        chosen["pagina"] = str(number)
        links[name] = f"?{chosen.urlencode()}" if 1 <= number <= pages else ""
    return {**links, "where": _("Bladzijde %(page)s van %(pages)s") % {"page": page, "pages": pages}}


@login_required
def capacity_page(request: PageRequest) -> HttpResponse:
    """What was asked and what was granted: per field for everyone, per partner for who may see it."""
    chosen = request.GET.get("veld", "")
    area = chosen if chosen in Area.values else ""
    part = capacity_read.partners_on(
        capacity_read.capacity_per_partner(request.viewer, area=area), page=page_number(request)
    )
    fields = capacity_read.capacity_per_field(request.viewer)
    return show(
        request, "strategy/efforts/capacity.html", area=area, areas=Area.choices, part=part,
        fields=fields, per_field=Capacity(tuple(parts.of_field(weighed) for weighed in fields)),
        per_partner=Capacity(tuple(weighed.drawn(weighed.name) for weighed in part.rows), most=part.most),
        asked=sayings.fte(sum(weighed.asked for weighed in fields)),
        granted=sayings.fte(sum(weighed.granted for weighed in fields)), turn=turn(request, part.page, part.pages),
    )  # fmt: skip


@login_required
def detail_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One effort: where it stands, what is due, what it is, who is asked, what was decided."""
    viewer = request.viewer
    found = effort_or_nothing(request, id)
    day = read.today(viewer)
    lines = asks_read.asks_for(viewer, found)
    shown = lines if "alle" in request.GET else lines[:ASKS_SHOWN]
    sums = read.sums_of(viewer, [found.id]).get(found.id, read.Sums())
    return show(
        request, "strategy/efforts/detail.html", effort=found, state=sayings.state_of(found, day),
        soon=read.stops_soon(found, day), due=parts.due(found, lines, viewer, day),
        facts=parts.facts(viewer, found), verbs=parts.verbs(viewer, found, lines, day),
        asks=parts.asks_table(shown, found), shown=len(shown), asks_count=len(lines), sums=sums,
        level=capacity_read.base_level(viewer, found.area) if found.is_alive else None,
        decisions=parts.decided(read.decisions(viewer, found), ends.moved_ends(viewer, found.urn)),
        history=effort_strip(viewer, found, lines),
        breadcrumb=[parts.home_crumb()],
    )  # fmt: skip


def effort_or_nothing(request: PageRequest, id: UUID) -> Effort:
    """The effort that a page is about. Raises NotThere when there is none for this viewer."""
    found = read.effort(request.viewer, id)
    if found is None:
        raise NotThere
    return found


@login_required
def flexible_page(request: PageRequest) -> HttpResponse:
    """Propose flexible effort; what is not in order in the base level is shown first."""
    parts.require_role(request.viewer, propose_flexible)
    levels = capacity_read.base_levels(request.viewer)
    given: dict[str, Any] = {"ends_on": read.today(request.viewer) + timedelta(days=182)}
    if "aanleiding" in request.GET:
        given["driver"] = request.GET["aanleiding"]
    form = FlexibleForm(request.POST or None, viewer=request.viewer, levels=levels, initial=given)
    return _propose(request, form, propose_flexible, template="flexible", levels=list(levels.values()))


@login_required
def fixed_page(request: PageRequest) -> HttpResponse:
    """Propose fixed effort."""
    parts.require_role(request.viewer, propose_fixed)
    given = {"rests_on": request.GET.get("rust-op", "")}
    form = FixedForm(request.POST or None, viewer=request.viewer, initial=given)
    return _propose(request, form, propose_fixed, template="fixed")


def _propose(
    request: PageRequest, form: FlexibleForm | FixedForm, act: Act[Any, Any], *, template: str, **told: Any
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and form.do(request, act, form.plan, **form.more):
        messages.success(request, _("De inzet staat er. Vraag nu partners om mee te doen."))
        return redirect("efforts:detail", id=form.outcome.id)
    crumbs = [parts.home_crumb()]
    return show(request, f"strategy/efforts/{template}.html", form=form, status=form.status, breadcrumb=crumbs, **told)
