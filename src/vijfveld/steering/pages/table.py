# SPDX-License-Identifier: EUPL-1.2
"""The table while a body sits: who is there, quick entry of decisions and follow-up, approving earlier lists."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.law.acting_forms import EditForm
from vijfveld.law.refusals import NotThere
from vijfveld.steering.acts.commitments import approve_minutes
from vijfveld.steering.acts.sitting import close_meeting, note_follow_up, open_meeting, take_decision
from vijfveld.steering.forms.table import ActionForm, ApproveForm, DecideForm, PresentForm
from vijfveld.steering.models import Meeting
from vijfveld.steering.pages import body_parts as parts
from vijfveld.steering.queries import bodies as read_bodies
from vijfveld.steering.queries import meetings as read
from vijfveld.steering.words_bodies import MeetingState, Membership, Presence
from vijfveld.strategy.pages.shown import PageRequest
from vijfveld.strategy.queries.efforts import today


def live(request: PageRequest, meeting: Meeting) -> dict[str, Any]:
    """What the secretary and the members can do while the meeting sits."""
    viewer = request.viewer
    waiting = read.waiting_lists(viewer, meeting)
    mine = meeting.present.get(str(viewer.organisation), {}).get("as", Presence.ABSENT) != Presence.ABSENT
    told: dict[str, Any] = {
        "lists": [(one, str(viewer.organisation) not in one.approvals and mine) for one in waiting],
        "may_approve": read_bodies.sits(viewer, meeting.body) and mine,
    }
    if read_bodies.is_secretary(viewer, meeting.body):
        told |= {"deciding": _deciding(request, meeting), "acting": _acting(request, meeting), "closes": True}
    return told


def _deciding(request: PageRequest, meeting: Meeting, data: Any = None) -> DecideForm:
    items = read.items(request.viewer, meeting)
    given = {"item": request.GET.get("punt", "")}
    return DecideForm(data, items=items, today=today(request.viewer), auto_id="besluit_%s", initial=given)


def _acting(request: PageRequest, meeting: Meeting, data: Any = None) -> ActionForm:
    members = read_bodies.named(meeting.body.members)
    taken = [one.taken for one in read.decisions_of(request.viewer, meeting)]
    given = {"taken": str(taken[-1].pk) if taken else ""}
    return ActionForm(
        data, members=members, decisions=taken, today=today(request.viewer), auto_id="actie_%s", initial=given
    )


def _own(request: PageRequest, id: UUID) -> Meeting:
    found = parts.meeting_or_nothing(request, id)
    parts.require(read_bodies.is_secretary(request.viewer, found.body))
    return found


@login_required
def open_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Note who is there, and begin."""
    found = _own(request, id)
    everyone = read_bodies.members(request.viewer, found.body)
    there = [one for one in everyone if one.membership.state == Membership.AGREED]
    form = PresentForm(request.POST or None, members=there, initial={"version": found.version})

    def do() -> bool:
        return form.do(request, open_meeting, found.id, form.cleaned_data["version"], present=form.present)

    if parts.sent(request, form, do, version=found.version):
        return redirect("bodies:meeting", id=found.id)
    return _form(
        request, form, found, title=_("Wie zijn er?"), button=_("Begin het overleg"), intro=parts.state_of(found)
    )


@login_required
def decide_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Note what the table decided, and go on."""
    found = _own(request, id)
    form = _deciding(request, found, request.POST or None)
    if parts.sent(request, form, lambda: form.do(request, take_decision, found.id, form.taken)):
        messages.success(request, _("Besluit %(number)s staat in de lijst.") % {"number": form.outcome.number})
        return redirect(f"{reverse('bodies:meeting', args=[found.id])}#actie")
    return _form(request, form, found, title=_("Leg een besluit vast"), button=_("Leg het besluit vast"),
                 intro=_("Elk lid zegt daarna zelf of dit besluit het bindt."))  # fmt: skip


@login_required
def action_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Note who takes what on, and go on."""
    found = _own(request, id)
    form = _acting(request, found, request.POST or None)
    if parts.sent(request, form, lambda: form.do(request, note_follow_up, found.id, form.action)):
        messages.success(request, _("De actie staat er, en de eigenaar heeft een taak."))
        return redirect(f"{reverse('bodies:meeting', args=[found.id])}#actie")
    return _form(request, form, found, title=_("Spreek een actie af"), button=_("Spreek af"),
                 intro=_("De eigenaar krijgt een taak met een dag, en zegt zelf wat ervan komt."))  # fmt: skip


@login_required
def close_page(request: PageRequest, id: UUID) -> HttpResponse:
    """End the meeting."""
    found = _own(request, id)
    form = EditForm(request.POST or None, initial={"version": found.version})
    do = lambda: form.do(request, close_meeting, found.id, form.cleaned_data["version"])  # noqa: E731
    if parts.sent(request, form, do, version=found.version):
        messages.success(request, _("Het overleg is gesloten. De lijst komt op de agenda van het volgende overleg."))
        return redirect("bodies:meeting", id=found.id)
    return _form(
        request, form, found, title=_("Sluit het overleg"), button=_("Sluit het overleg"),
        intro=_("Daarna komen er geen besluiten en acties meer bij."),
    )  # fmt: skip


@login_required
def approve_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Approve the list of an earlier meeting, at the table of a later one."""
    found = parts.meeting_or_nothing(request, id)
    parts.require(read_bodies.sits(request.viewer, found.body))
    if found.state != MeetingState.HELD:
        raise NotThere
    form = ApproveForm(request.POST or None, initial={"version": found.version})

    def do() -> bool:
        given = form.cleaned_data
        return form.do(request, approve_minutes, found.id, given["version"], remark=given["remark"])

    if parts.sent(request, form, do, version=found.version):
        done = form.outcome.state == MeetingState.APPROVED
        said = _("Iedereen aan tafel keurde de lijst goed. Zij verandert niet meer.") if done else _(
            "Uw organisatie keurde de lijst goed. De anderen aan tafel nog niet allemaal.")  # fmt: skip
        messages.success(request, said)
        return redirect("bodies:meeting", id=found.id)
    return _form(
        request, form, found, title=_("Keur de besluitenlijst goed"), button=_("Keur goed"),
        intro=_("Als iedereen die aanwezig is de lijst goedkeurt, verandert er niets meer aan."),
    )  # fmt: skip


def _form(request: PageRequest, form: Any, meeting: Meeting, **told: Any) -> HttpResponse:
    return parts.form_page(
        request, form, back=parts.back_to(meeting), breadcrumb=parts.crumbs(meeting.body, meeting), **told
    )
