# SPDX-License-Identifier: EUPL-1.2
"""The pages on which an agenda is made: what is due, items of one's own, and papers."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.law.acting_forms import EditForm
from vijfveld.law.refusals import NotThere
from vijfveld.steering import store
from vijfveld.steering.acts.meetings import (
    add_paper,
    drop_item,
    put_own_item,
    take_up_items,
)
from vijfveld.steering.forms.meetings import ItemForm, PaperForm, TakeUpForm
from vijfveld.steering.models import AgendaItem, Meeting, MeetingPaper
from vijfveld.steering.pages import body_parts as parts
from vijfveld.steering.pages.meetings import form_page, own
from vijfveld.steering.queries import bodies as read_bodies
from vijfveld.steering.queries import meetings as read
from vijfveld.steering.queries.agenda import proposals
from vijfveld.steering.words_bodies import ItemSort
from vijfveld.strategy.pages.shown import PageRequest, show


def _seated(request: PageRequest, id: UUID) -> Meeting:
    found = parts.meeting_or_nothing(request, id)
    parts.require(read_bodies.sits(request.viewer, found.body))
    return found


@login_required
def agenda_page(request: PageRequest, id: UUID) -> HttpResponse:
    """What is due, proposed from what every member may know; the secretary chooses by hand."""
    found = own(request, id)
    offered = proposals(request.viewer, found, parts.moment(request)) if found.is_ahead else []
    form = TakeUpForm(request.POST or None, offered=offered, initial={"version": found.version})

    def do() -> bool:
        given = form.cleaned_data
        return form.do(request, take_up_items, found.id, given["version"], chosen=tuple(given["chosen"]))

    if parts.sent(request, form, do, version=found.version):
        messages.success(request, _("De punten staan op de agenda."))
        return redirect("bodies:meeting", id=found.id)
    ticked = form.ticked()
    groups = [
        (capfirst(str(sort.label)), [(one, one.about in ticked) for one in offered if one.sort == sort])
        for sort in ItemSort
    ]
    return show(
        request, "steering/bodies/agenda.html", status=form.status, form=form, meeting=found, body=found.body,
        groups=[(label, rows) for label, rows in groups if rows], breadcrumb=parts.crumbs(found.body, found),
    )  # fmt: skip


@login_required
def item_new_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Put an item of one's own on the agenda."""
    found = _seated(request, id)
    form = ItemForm(request.POST or None)
    if parts.sent(request, form, lambda: form.do(request, put_own_item, found.id, form.plan)):
        messages.success(request, _("Het punt staat op de agenda."))
        return redirect("bodies:meeting", id=found.id)
    return form_page(request, form, found, title=_("Zet een punt op de agenda"), button=_("Zet op de agenda"),
                 intro=_("Elk lid mag een punt inbrengen. De andere leden zien dat het van u komt."))  # fmt: skip


@login_required
def item_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One item; before the meeting, whoever put it there or the secretary can take it off."""
    item = read_bodies.record(request.viewer, AgendaItem, id)
    if item is None:
        raise NotThere
    found = parts.meeting_or_nothing(request, item.meeting_id)
    own = read_bodies.sits(request.viewer, found.body) and item.put_by_id == request.viewer.organisation
    if not found.is_ahead or item.dropped_at or not (own or read_bodies.is_secretary(request.viewer, found.body)):
        return redirect("bodies:meeting", id=found.id)
    form = EditForm(request.POST or None, initial={"version": item.version})
    do = lambda: form.do(request, drop_item, item.id, form.cleaned_data["version"])  # noqa: E731
    if parts.sent(request, form, do, version=item.version):
        messages.success(request, _("Het punt is van de agenda."))
        return redirect("bodies:meeting", id=found.id)
    return form_page(request, form, found, title=_("Haal dit punt van de agenda"), button=_("Haal van de agenda"),
                 intro=item.title, danger=True)  # fmt: skip


@login_required
def paper_new_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Lay a paper beside a meeting."""
    found = _seated(request, id)
    form = PaperForm(request.POST or None, request.FILES or None, items=read.items(request.viewer, found))
    if parts.sent(request, form, lambda: form.do(request, add_paper, found.id, form.plan)):
        messages.success(request, _("Het stuk ligt erbij."))
        return redirect("bodies:meeting", id=found.id)
    return form_page(request, form, found, title=_("Leg een stuk erbij"), button=_("Leg erbij"), files=True,
                 intro=_("Alleen wie aan tafel zit, leest dit stuk."))  # fmt: skip


@login_required
def paper_page(request: PageRequest, id: UUID) -> HttpResponse:
    """A paper, always as a download and under the type that its own bytes showed."""
    found = read_bodies.record(request.viewer, MeetingPaper, id)
    content = store.fetch(found.sha256) if found else None
    if found is None or content is None:
        raise NotThere
    response = HttpResponse(content, content_type=found.media_type)
    ending = store.ENDINGS.get(found.media_type, "bin")
    response["Content-Disposition"] = f'attachment; filename="stuk-{found.sha256[:12]}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response
