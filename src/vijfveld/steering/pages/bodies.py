# SPDX-License-Identifier: EUPL-1.2
"""The pages of bodies: the ladder from local to high-official, founding one, one body, asking members."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.law.acting_forms import EditForm
from vijfveld.steering.acts.bodies import found_body, invite_member, offer_secretariat, take_secretariat
from vijfveld.steering.forms.bodies import BodyForm, InviteForm, chosen
from vijfveld.steering.models import Body
from vijfveld.steering.pages import body_parts as parts
from vijfveld.steering.queries import bodies as read
from vijfveld.steering.queries import meetings as read_meetings
from vijfveld.steering.words_bodies import Level, MeetingState, Membership
from vijfveld.strategy.pages.effort_parts import Verb
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip


@login_required
def list_page(request: PageRequest) -> HttpResponse:
    """Every body a viewer may know of, from high-official down to local; for oversight, figures."""
    rungs = [
        (capfirst(str(Level(level).label)), [(one, parts.when(one.next) if one.next else "") for one in placed])
        for level, placed in read.bodies_by_level(request.viewer)
    ]
    counted = read.counts(request.viewer)
    return show(
        request, "steering/bodies/list.html", rungs=rungs, any=any(placed for _level, placed in rungs),
        counts=_counts(counted) if counted else None, in_network=request.viewer.in_network,
        may_found=may(request.viewer, [found_body]),
    )  # fmt: skip


def _counts(counted: list[read.Counted]) -> Table:
    headers = (_("Niveau"), _("Overleggen"), _("Gehouden"), _("Besluiten"), _("Open acties"))
    few = _("minder dan 5")
    rows = tuple(
        (
            Cell(capfirst(str(Level(one.level).label))),
            *(
                Cell(few if count is None else str(count))
                for count in (one.bodies, one.meetings, one.decisions, one.open)
            ),
        )
        for one in counted
    )
    return Table(_("Overleggen per niveau"), headers, rows, frozenset(range(1, 5)))


@login_required
def new_page(request: PageRequest) -> HttpResponse:
    """Found a body: whoever does keeps its papers, and every organisation says itself whether it takes part."""
    parts.require(may(request.viewer, [found_body]))
    form = BodyForm(request.POST or None)
    if parts.sent(request, form, lambda: form.do(request, found_body, form.plan)):
        messages.success(
            request, _("Het overleg is opgericht. De organisaties die u vroeg, zeggen zelf of zij meedoen.")
        )
        return redirect("bodies:body", id=form.outcome.id)
    return parts.form_page(
        request, form, title=_("Richt een overleg op"), button=_("Richt het overleg op"), breadcrumb=parts.crumbs(),
        intro=_("U wordt secretaris en zit er zelf in. Niemand doet mee zonder het zelf te zeggen."),
        back=reverse("bodies:list"),
    )  # fmt: skip


@login_required
def body_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One body: what it is for, who sits for whom, its meetings and what is still open."""
    viewer, found = request.viewer, parts.body_or_nothing(request, id)
    meetings = read_meetings.meetings_of(viewer, found)
    everyone = read.members(viewer, found)
    mine = next((one for one in everyone if one.membership.organisation_id == viewer.organisation), None)
    return show(
        request, "steering/bodies/body.html", body=found, facts=parts.facts(found), mine=mine,
        ahead=[one for one in meetings if one.is_ahead or one.state == MeetingState.SITTING][::-1],
        past=[one for one in meetings if not one.is_ahead and one.state != MeetingState.SITTING],
        members=[one for one in everyone if one.membership.state == Membership.AGREED],
        others=[one for one in everyone if one.membership.state != Membership.AGREED],
        before=read.seats_before(viewer, found), verbs=_verbs(request, found, mine),
        actions=parts.action_items(read_meetings.follow_ups(viewer, body=found.id)),
        asked=mine is not None and mine.membership.state == Membership.ASKED,
        history=strip(viewer, found.urn), breadcrumb=parts.crumbs(),
    )  # fmt: skip


def _verbs(request: PageRequest, body: Body, mine: read.Member | None) -> list[Verb]:
    viewer = request.viewer
    keeps, member = read.is_secretary(viewer, body), bool(mine and mine.membership.state == Membership.AGREED)
    consents = read.consents(viewer) and member
    takes = viewer.in_network and read.may_keep(viewer, body)
    others = keeps and len(body.members) > 1
    offered = [
        (keeps, _("Plan een overleg"), reverse("bodies:plan", args=[body.id]), "primary"),
        (keeps, _("Vraag een organisatie"), reverse("bodies:invite", args=[body.id]), ""),
        (consents, _("Wijs aan wie er zit"), _of(mine, "name_seat"), ""),
        (takes, _("Neem het secretariaat over"), reverse("bodies:keep", args=[body.id]), ""),
        (others, _("Bied het secretariaat aan"), reverse("bodies:offer", args=[body.id]), ""),
        (
            consents and body.secretary_id != viewer.organisation,
            _("Stop met dit overleg"),
            _of(mine, "leave"),
            "danger",
        ),
    ]
    return [Verb(label, url, look) for fits, label, url, look in offered if fits]


def _of(mine: read.Member | None, page: str) -> str:
    return reverse(f"bodies:{page}", args=[mine.membership.id]) if mine else ""


@login_required
def invite_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Ask one more organisation to take part."""
    found = parts.body_or_nothing(request, id)
    parts.require(read.is_secretary(request.viewer, found))
    form = InviteForm(request.POST or None, without={*found.members, *found.asked}, initial={"version": found.version})

    def do() -> bool:
        given = form.cleaned_data
        return form.do(request, invite_member, found.id, given["version"], organisation=chosen(given["organisation"]))

    if parts.sent(request, form, do, version=found.version):
        messages.success(request, _("De organisatie is gevraagd. Zij zegt zelf of zij meedoet."))
        return redirect("bodies:body", id=found.id)
    return parts.form_page(
        request, form, title=_("Vraag een organisatie"), button=_("Vraag deze organisatie"),
        intro=found.name, back=parts.back_to(found), breadcrumb=parts.crumbs(found),
    )  # fmt: skip


@login_required
def offer_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Ask another member to keep the papers from now on."""
    found = parts.body_or_nothing(request, id)
    parts.require(read.is_secretary(request.viewer, found))
    others = set(found.members) - {str(request.viewer.organisation)}
    form = InviteForm(request.POST or None, within=others, initial={"version": found.version})

    def do() -> bool:
        given = form.cleaned_data
        wanted = chosen(given["organisation"])
        return form.do(request, offer_secretariat, found.id, given["version"], organisation=wanted)

    if parts.sent(request, form, do, version=found.version):
        messages.success(request, _("Het secretariaat is aangeboden. U houdt het tot dit lid het overneemt."))
        return redirect("bodies:body", id=found.id)
    return parts.form_page(
        request, form, title=_("Bied het secretariaat aan"), button=_("Bied het aan"), facts=parts.facts(found),
        intro=_("Wie voor dit lid zit, ziet de vraag en neemt het secretariaat zelf over, of niet."),
        back=parts.back_to(found), breadcrumb=parts.crumbs(found),
    )  # fmt: skip


@login_required
def keep_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Become the secretary of a body."""
    found, viewer = parts.body_or_nothing(request, id), request.viewer
    parts.require(viewer.organisation == found.secretary_id or read.may_keep(viewer, found))
    form = EditForm(request.POST or None, initial={"version": found.version})
    if parts.sent(
        request, form, lambda: form.do(request, take_secretariat, found.id, form.cleaned_data["version"]),
        version=found.version,
    ):  # fmt: skip
        messages.success(request, _("U bent nu secretaris van dit overleg."))
        return redirect("bodies:body", id=found.id)
    return parts.form_page(
        request, form, title=_("Neem het secretariaat over"), button=_("Word secretaris"), facts=parts.facts(found),
        intro=_("De secretaris plant, maakt de agenda en legt besluiten vast, maar beslist niet voor anderen."),
        back=parts.back_to(found), breadcrumb=parts.crumbs(found),
    )  # fmt: skip
