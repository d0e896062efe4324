# SPDX-License-Identifier: EUPL-1.2
"""The pages of a meeting: its agenda while it is prepared, the table while it sits, the list of decisions after."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.law.acting_forms import EditForm
from vijfveld.law.ical import Appointment, invitation
from vijfveld.node.slots import subject_url
from vijfveld.steering.acts.meetings import (
    cancel_meeting,
    invite_to_meeting,
    move_meeting,
    plan_meeting,
)
from vijfveld.steering.forms.bodies import ReasonsForm
from vijfveld.steering.forms.meetings import SittingForm
from vijfveld.steering.models import AgendaItem, Meeting
from vijfveld.steering.pages import body_parts as parts
from vijfveld.steering.pages import table
from vijfveld.steering.queries import bodies as read_bodies
from vijfveld.steering.queries import meetings as read
from vijfveld.steering.words_bodies import AHEAD, ItemSort, MeetingState, Presence
from vijfveld.strategy.pages.effort_parts import Verb
from vijfveld.strategy.pages.shown import PageRequest, show, strip
from vijfveld.strategy.sayings import name_of


@login_required
def plan_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Plan the next meeting of a body."""
    body = parts.body_or_nothing(request, id)
    parts.require(read_bodies.is_secretary(request.viewer, body))
    form = SittingForm(request.POST or None, now=parts.moment(request), initial={"version": body.version})
    do = lambda: form.do(request, plan_meeting, body.id, form.cleaned_data["version"], form.sitting)  # noqa: E731
    if parts.sent(request, form, do, version=body.version):
        messages.success(request, _("Het overleg staat gepland. Stel nu de agenda op."))
        return redirect("bodies:meeting", id=form.outcome.id)
    return parts.form_page(
        request, form, title=_("Plan een overleg"), button=_("Plan het overleg"), intro=body.name,
        back=parts.back_to(body), breadcrumb=parts.crumbs(body),
    )  # fmt: skip


@login_required
def meeting_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One meeting, as it stands: an agenda, a table, or a list of decisions."""
    viewer, found = request.viewer, parts.meeting_or_nothing(request, id)
    told = {
        **contents(request, found),
        "verbs": _verbs(request, found),
        "more": _more(request, found),
        "history": strip(viewer, found.urn),
    }
    if found.state == MeetingState.SITTING:
        told |= table.live(request, found)
    return show(request, "steering/bodies/meeting.html", breadcrumb=parts.crumbs(found.body), **told)


def contents(request: PageRequest, meeting: Meeting) -> dict[str, Any]:
    """What there is to read about a meeting, for this viewer."""
    viewer = request.viewer
    decisions = read.decisions_of(viewer, meeting)
    grouped, agenda = read.by_item(decisions), read.items(viewer, meeting)
    papers = read.papers(viewer, meeting)
    laid = {one.pk: [paper for paper in papers if paper.item_id == one.pk] for one in agenda}
    return {
        "meeting": meeting, "body": meeting.body, "state": parts.state_of(meeting), "title": _title(meeting),
        "agenda": [(one, _where(one), laid[one.pk], grouped.get(one.pk, [])) for one in agenda],
        "other": grouped.get(None, []), "papers": [one for one in papers if one.item_id is None],
        "sits": read_bodies.sits(viewer, meeting.body), "present": _present(meeting), "decisions": decisions,
        "actions": parts.action_items(read.follow_ups(viewer, meeting=meeting.id)),
        "remarks": _remarks(meeting), "ahead": meeting.is_ahead, "taking": _taking(viewer, meeting),
    }  # fmt: skip


def _title(meeting: Meeting) -> str:
    return f"{meeting.body.name}, {parts.numbered(meeting).lower()}"


def _where(item: AgendaItem) -> str:
    return subject_url(item.about) if item.about and item.sort != ItemSort.DEADLINE else ""


def _taking(viewer: Any, meeting: Meeting) -> bool:
    return meeting.state in AHEAD and read_bodies.is_secretary(viewer, meeting.body)


def _present(meeting: Meeting) -> list[tuple[str, str]]:
    """Who was there, member by member."""
    said = []
    for one in read_bodies.named(list(meeting.present)):
        noted = meeting.present[str(one.pk)]
        how = str(Presence(noted["as"]).label)
        said.append((name_of(one), f"{noted['name']} ({how})" if noted["name"] else capfirst(how)))
    return said


def _remarks(meeting: Meeting) -> list[tuple[str, str]]:
    """Who approved the list, with the remark that was made, if any."""
    return [
        (name_of(one), meeting.approvals[str(one.pk)]["remark"]) for one in read_bodies.named(list(meeting.approvals))
    ]


def _verbs(request: PageRequest, meeting: Meeting) -> list[Verb]:
    viewer, body = request.viewer, meeting.body
    keeps, sits = read_bodies.is_secretary(viewer, body), read_bodies.sits(viewer, body)
    prepares, ahead = meeting.state == MeetingState.PREPARING, meeting.is_ahead
    soon = ahead and _soon(request, meeting)
    sitting = meeting.state == MeetingState.SITTING
    open_still = ahead or sitting
    return _links(meeting, [
        (keeps and soon, _("Begin het overleg"), "open", "primary"),
        (keeps and ahead, _("Zet op de agenda wat aan de orde is"), "agenda", "" if soon else "primary"),
        (keeps and sitting, _("Leg een besluit vast"), "decide", "primary"),
        (keeps and sitting, _("Spreek een actie af"), "action", "primary"),
        (sits and open_still, _("Zet een punt op de agenda"), "item_new", "" if keeps else "primary"),
        (sits and open_still, _("Leg een stuk erbij"), "paper_new", ""),
        (keeps and prepares, _("Verstuur de uitnodiging"), "call", ""),
    ])  # fmt: skip


def _more(request: PageRequest, meeting: Meeting) -> list[Verb]:
    """What one does with a meeting now and then."""
    keeps, ahead = read_bodies.is_secretary(request.viewer, meeting.body), meeting.is_ahead
    return _links(meeting, [
        (ahead, _("Zet in uw eigen agenda"), "ical", ""), (True, _("Druk af"), "print", ""),
        (keeps and ahead and not _soon(request, meeting), _("Begin het overleg nu al"), "open", ""),
        (keeps and ahead, _("Verzet"), "move", ""), (keeps and ahead, _("Zeg af"), "cancel", "danger"),
    ])  # fmt: skip


def _soon(request: PageRequest, meeting: Meeting) -> bool:
    return timezone.localdate(meeting.starts_at) <= timezone.localdate(parts.moment(request))


def _links(meeting: Meeting, offered: list[tuple[bool, str, str, str]]) -> list[Verb]:
    return [
        Verb(label, reverse(f"bodies:{page}", args=[meeting.id]), look) for fits, label, page, look in offered if fits
    ]


@login_required
def print_page(request: PageRequest, id: UUID) -> HttpResponse:
    """A meeting on paper: its agenda before, its list of decisions after."""
    found = parts.meeting_or_nothing(request, id)
    return show(
        request, "steering/bodies/print.html", facts=parts.facts(found.body),
        breadcrumb=parts.crumbs(found.body, found), **contents(request, found),
    )  # fmt: skip


@login_required
def ical_page(request: PageRequest, id: UUID) -> HttpResponse:
    """The invitation as a calendar entry; it names the body, the time and the place and nothing of the agenda."""
    found = parts.meeting_or_nothing(request, id)
    calendar = invitation(Appointment(
        found.id, found.version, found.body.name, found.starts_at, found.ends_at, found.place,
        reverse("bodies:meeting", args=[found.id]), cancelled=found.state == MeetingState.CANCELLED,
    ))  # fmt: skip
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="overleg-{found.number}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def own(request: PageRequest, id: UUID) -> Meeting:
    """The meeting a page is about, for the secretary of its body alone."""
    found = parts.meeting_or_nothing(request, id)
    parts.require(read_bodies.is_secretary(request.viewer, found.body))
    return found


@login_required
def move_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Move a meeting to another time or place."""
    found = own(request, id)
    starts, ends = timezone.localtime(found.starts_at), timezone.localtime(found.ends_at)
    given = {"version": found.version, "on": starts.date(), "starts": starts.time(), "ends": ends.time(),
             "place": found.place}  # fmt: skip
    form = SittingForm(request.POST or None, now=parts.moment(request), initial=given)
    do = lambda: form.do(request, move_meeting, found.id, form.cleaned_data["version"], form.sitting)  # noqa: E731
    if parts.sent(request, form, do, version=found.version):
        messages.success(
            request, _("Het overleg is verzet. Wie het in de agenda heeft, haalt de uitnodiging opnieuw op.")
        )
        return redirect("bodies:meeting", id=found.id)
    return form_page(
        request, form, found, title=_("Verzet het overleg"), button=_("Verzet"), intro=parts.state_of(found)
    )


@login_required
def cancel_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Cancel a meeting that has not begun."""
    found = own(request, id)
    form = ReasonsForm(request.POST or None, initial={"version": found.version})

    def do() -> bool:
        given = form.cleaned_data
        return form.do(request, cancel_meeting, found.id, given["version"], reasons=given["reasons"])

    if parts.sent(request, form, do, version=found.version):
        messages.success(request, _("Het overleg gaat niet door."))
        return redirect("bodies:meeting", id=found.id)
    return form_page(
        request, form, found, title=_("Zeg het overleg af"), button=_("Zeg af"), danger=True,
        intro=parts.state_of(found),
    )  # fmt: skip


@login_required
def invite_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Send the invitation: every member gets a task to prepare."""
    found = own(request, id)
    form = EditForm(request.POST or None, initial={"version": found.version})
    do = lambda: form.do(request, invite_to_meeting, found.id, form.cleaned_data["version"])  # noqa: E731
    if parts.sent(request, form, do, version=found.version):
        messages.success(request, _("De uitnodiging is verstuurd."))
        return redirect("bodies:meeting", id=found.id)
    return form_page(
        request, form, found, title=_("Verstuur de uitnodiging"), button=_("Verstuur"),
        intro=_("Elk lid krijgt een taak om zich voor te bereiden. De agenda kan daarna nog veranderen."),
    )  # fmt: skip


def form_page(request: PageRequest, form: Any, meeting: Meeting, **told: Any) -> HttpResponse:
    """A page that holds one form about a meeting."""
    return parts.form_page(
        request, form, back=parts.back_to(meeting), breadcrumb=parts.crumbs(meeting.body, meeting), **told
    )
