# SPDX-License-Identifier: EUPL-1.2
"""The list of decisions that one can search, one decision with who commits to it, and follow-ups."""

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

from vijfveld.face.dates import exactly
from vijfveld.face.items import Fact
from vijfveld.law.refusals import NotThere
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts.commitments import answer_follow_up, say_stand
from vijfveld.steering.forms.table import OutcomeForm, SearchForm, StandForm
from vijfveld.steering.models import Commitment, FollowUp, Meeting
from vijfveld.steering.pages import body_parts as parts
from vijfveld.steering.queries import bodies as read_bodies
from vijfveld.steering.queries import meetings as read
from vijfveld.steering.words_bodies import MeetingState, Outcome, Stand
from vijfveld.strategy.pages.efforts import page_number, turn
from vijfveld.strategy.pages.shown import PageRequest, show, strip
from vijfveld.strategy.sayings import name_of
from vijfveld.strategy.words import Area


@login_required
def search_page(request: PageRequest) -> HttpResponse:
    """The decisions of all bodies in which the viewer's organisation sits, by words, body, subject and period."""
    viewer = request.viewer
    bodies = [
        (str(one.body.pk), one.body.name) for _level, placed in read_bodies.bodies_by_level(viewer) for one in placed
    ]
    form = SearchForm(request.GET or None, bodies=bodies)
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    wish = read.Wish(
        given.get("q", ""), UUID(given["overleg"]) if given.get("overleg") else None, given.get("veld", ""),
        given.get("vanaf"), given.get("tot"), given.get("open", False),
    )  # fmt: skip
    found = read.decision_list(viewer, wish, page=page_number(request))
    rows = [(one, *found.numbers.get(one.taken.meeting_id, ("", 0)), open_of(one)) for one in found.rows]
    return show(
        request, "steering/bodies/decisions.html", form=form, rows=rows, total=found.total, asked=bool(request.GET),
        turn=turn(request, found.page, found.pages), breadcrumb=parts.crumbs(), status=400 if form.errors else 200,
    )  # fmt: skip


def open_of(one: read.Told) -> int:
    """How many follow-ups of a decision are still open."""
    return sum(action.outcome == Outcome.OPEN for action in one.follow_ups)


@login_required
def decision_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One decision: its basis and reasons, whom it binds and whom it does not, and what follows from it."""
    viewer, told = request.viewer, read.decision(request.viewer, id)
    if told is None:
        raise NotThere
    meeting = parts.meeting_or_nothing(request, told.taken.meeting_id)
    mine = next((one for one in told.stands if one.organisation_id == viewer.organisation), None)
    speaks = mine is not None and _speaks(viewer, meeting, mine)
    form = _stand_form(request, mine) if mine is not None and speaks else None
    if form is not None and mine is not None and _said(request, form, mine):
        messages.success(request, _("Vastgelegd wat uw organisatie zegt."))
        return redirect("bodies:decision", id=id)
    return show(
        request, "steering/bodies/decision.html", told=told, taken=told.taken, body=meeting.body, meeting=meeting,
        form=form, status=form.status if form else 200, facts=_facts(told, meeting),
        said=mine is not None and mine.stand != Stand.ASKED,
        actions=parts.action_items(told.follow_ups), history=strip(viewer, told.taken.urn),
        breadcrumb=parts.crumbs(meeting.body, meeting),
    )  # fmt: skip


def _speaks(viewer: Viewer, meeting: Meeting, mine: Commitment) -> bool:
    allowed = read_bodies.sits(viewer, meeting.body) or read_bodies.consents(viewer)
    return allowed and (meeting.state != MeetingState.APPROVED or mine.stand == Stand.ASKED)


def _stand_form(request: PageRequest, mine: Commitment) -> StandForm:
    said = "" if mine.stand == Stand.ASKED else mine.stand
    return StandForm(request.POST or None, initial={"version": mine.version, "stand": said, "words": mine.words})


def _said(request: PageRequest, form: StandForm, mine: Commitment) -> bool:
    def do() -> bool:
        given = form.cleaned_data
        return form.do(request, say_stand, mine.id, given["version"], stand=given["stand"], words=given["words"])

    return parts.sent(request, form, do, version=mine.version)


def _facts(told: read.Told, meeting: Meeting) -> list[Fact]:
    one = told.taken
    found = [
        Fact(_("Rust op"), one.basis),
        Fact(_("Genomen in"), f"{meeting.body.name}, {parts.numbered(meeting).lower()}", parts.back_to(meeting)),
        Fact(_("Genomen op"), exactly(timezone.localdate(one.decided_at))),
    ]
    found += [Fact(_("Onderwerp"), str(Area(one.area).label))] if one.area else []
    found += [Fact(_("Opnieuw bekijken op"), exactly(one.review_on))] if one.review_on else []
    return [
        *found,
        Fact(_("In het register"), _("besluit met redenen"), reverse("law:decision", args=[one.decision_id])),
    ]


@login_required
def commitment_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Where what an organisation says is read and said: at the decision."""
    found = read_bodies.record(request.viewer, Commitment, id)
    if found is None:
        raise NotThere
    return redirect("bodies:decision", id=found.taken_id)


@login_required
def follow_up_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One follow-up; its owner says what came of it."""
    viewer, found = request.viewer, read_bodies.record(request.viewer, FollowUp, id)
    if found is None:
        raise NotThere
    meeting = parts.meeting_or_nothing(request, found.meeting_id)
    owns = found.owner_id == viewer.organisation and viewer.in_network and found.outcome == Outcome.OPEN
    form = OutcomeForm(request.POST or None, initial={"version": found.version}) if owns else None

    def do() -> bool:
        assert form
        given = form.cleaned_data
        return form.do(
            request, answer_follow_up, found.id, given["version"], outcome=given["outcome"], words=given["words"]
        )

    if form is not None and parts.sent(request, form, do, version=found.version):
        messages.success(request, _("Vastgelegd wat van de actie is gekomen."))
        return redirect("bodies:follow_up", id=id)
    return show(
        request, "steering/bodies/follow_up.html", one=found, form=form, status=form.status if form else 200,
        facts=_facts_of(found, meeting), state=capfirst(str(found.get_outcome_display())),
        history=strip(viewer, found.urn), breadcrumb=parts.crumbs(meeting.body, meeting),
    )  # fmt: skip


def _facts_of(found: FollowUp, meeting: Meeting) -> list[Fact]:
    told = [
        Fact(_("Wie"), name_of(found.owner)), Fact(_("Uiterlijk op"), exactly(found.due_on)),
        Fact(_("Afgesproken in"), f"{meeting.body.name}, {parts.numbered(meeting).lower()}", parts.back_to(meeting)),
    ]  # fmt: skip
    url = reverse("bodies:decision", args=[found.taken_id]) if found.taken_id else ""
    return [*told, Fact(_("Volgt uit"), found.taken.words, url)] if found.taken else told
