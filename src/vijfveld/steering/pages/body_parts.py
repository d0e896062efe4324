# SPDX-License-Identifier: EUPL-1.2
"""What the pages of bodies share: finding one, the way back, how it is said, and doing what a form asks."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.face.items import Due, Fact
from vijfveld.face.shell import Crumb
from vijfveld.law.acting import NO_ROLE
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node import clock
from vijfveld.steering.models import Body, FollowUp, Meeting
from vijfveld.steering.queries import bodies as read
from vijfveld.steering.queries import meetings as read_meetings
from vijfveld.steering.words_bodies import MeetingState, Outcome
from vijfveld.strategy.pages.shown import PageRequest, show
from vijfveld.strategy.sayings import name_of


def body_or_nothing(request: PageRequest, id: UUID) -> Body:
    """The body a page is about. Raises NotThere when there is none for this viewer."""
    found = read.body(request.viewer, id)
    if found is None:
        raise NotThere
    return found


def meeting_or_nothing(request: PageRequest, id: UUID) -> Meeting:
    """The meeting a page is about. Raises NotThere when there is none for this viewer."""
    found = read_meetings.meeting(request.viewer, id)
    if found is None:
        raise NotThere
    return found


def require(allowed: bool) -> None:
    """Refuse a page to who may not do what it is for, in the words of the door."""
    if not allowed:
        raise Refused("actor.no_role", NO_ROLE)


def moment(request: PageRequest) -> datetime:
    """The moment at which this page is looked at."""
    return request.viewer.now or clock.now()


def sent(request: PageRequest, form: Any, do: Callable[[], bool], *, version: int | None = None) -> bool:
    """Whether a form was sent and done; after somebody else was first it stands on the version that stands now."""
    if request.method != "POST":
        return False
    if form.is_valid() and do():
        return True
    if form.stale and version is not None:
        form.renew(version)
    return False


def crumbs(body: Body | None = None, meeting: Meeting | None = None) -> list[Crumb]:
    """The way back to the list, to the body and to the meeting."""
    way = [Crumb(_("Overleg"), reverse("bodies:list"))]
    way += [Crumb(body.name, reverse("bodies:body", args=[body.id]))] if body else []
    way += [Crumb(numbered(meeting), reverse("bodies:meeting", args=[meeting.id]))] if meeting else []
    return way


def numbered(meeting: Meeting) -> str:
    """A meeting by its number in its body."""
    return _("Overleg %(number)s") % {"number": meeting.number}


def when(meeting: Meeting) -> str:
    """The day and the times of a meeting."""
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    told = {"day": exactly(starts.date()), "from": f"{starts:%H:%M}", "to": f"{ends:%H:%M}"}
    return _("%(day)s van %(from)s tot %(to)s uur") % told


def held(meeting: Meeting) -> str:
    """When a meeting sat: as it was planned, or the day on which it was opened and the one on which it was planned."""
    planned, sat = timezone.localdate(meeting.starts_at), timezone.localdate(meeting.opened_at or meeting.starts_at)
    if sat == planned:
        return when(meeting)
    return _("%(day)s (gepland op %(planned)s)") % {"day": exactly(sat), "planned": exactly(planned)}


def state_of(meeting: Meeting) -> str:
    """Where a meeting stands, in a sentence."""
    told = {"when": when(meeting), "held": held(meeting), "place": meeting.place}
    if meeting.state == MeetingState.CANCELLED:
        return _("Gaat niet door. Het was gepland op %(when)s.") % told
    if meeting.state == MeetingState.SITTING:
        return _("Dit overleg is bezig, in %(place)s.") % told
    if meeting.state == MeetingState.HELD:
        return _("Gehouden op %(held)s. De besluitenlijst wacht op goedkeuring in een volgend overleg.") % told
    if meeting.state == MeetingState.APPROVED and meeting.approved_at:
        return _("Gehouden op %(held)s. De besluitenlijst is goedgekeurd op %(day)s en verandert niet meer.") % {
            **told, "day": exactly(timezone.localdate(meeting.approved_at))
        }  # fmt: skip
    called = _("De uitnodiging is verstuurd.") if meeting.state == MeetingState.INVITED else _("In voorbereiding.")
    return f"{_('%(when)s, in %(place)s.') % told} {called}"


def facts(body: Body) -> list[Fact]:
    """What a body is."""
    return [
        Fact(_("Niveau"), capfirst(str(body.get_level_display()))),
        Fact(_("Volgt uit"), body.section),
        Fact(_("Komt bijeen"), body.get_rhythm_display()),
        Fact(_("Voorzitter"), name_of(body.chair)),
        Fact(_("Secretaris"), f"{body.secretary_name}, {name_of(body.secretary)}"),
    ]


def action_items(actions: list[FollowUp]) -> list[Due]:
    """Follow-ups as lines of a due list; what is done no longer hurries."""
    today = timezone.localdate(clock.now())
    return [
        Due(
            when=one.due_on, title=one.what, url=reverse("bodies:follow_up", args=[one.id]),
            meta=f"{name_of(one.owner)} · {one.get_outcome_display()}",
            urgent=one.outcome == Outcome.OPEN and one.due_on < today,
        )
        for one in actions
    ]  # fmt: skip


def form_page(request: PageRequest, form: Any, **told: Any) -> HttpResponse:
    """A page that holds one form."""
    return show(request, "steering/bodies/form.html", form=form, status=form.status, **told)


def back_to(record: Body | Meeting) -> str:
    """The page of a body or a meeting."""
    return reverse(f"bodies:{record.kind}", args=[record.id])
