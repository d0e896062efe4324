# SPDX-License-Identifier: EUPL-1.2
"""Break glass: opening the one step that a rule blocks while life is at stake, and judging it afterwards."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.face.items import Due
from vijfveld.law import queries
from vijfveld.law.acts.oversight import REVIEW_WITHIN, break_glass, review_glass
from vijfveld.law.changes import history
from vijfveld.law.forms import STEP_WORDS, BreakGlassForm, ReviewGlassForm
from vijfveld.law.models import BreakGlass
from vijfveld.law.pages.showing import lines, show, signed_in, viewer_of
from vijfveld.law.refusals import NotThere
from vijfveld.node import clock
from vijfveld.node.naming import name_of
from vijfveld.node.roles import Role
from vijfveld.node.slots import subject_title, subject_url


@signed_in
def glass_list(request: HttpRequest) -> HttpResponse:
    """What was broken, and what waits for review; what waits too long stands on top, loud."""
    rows = queries.glass_broken(viewer_of(request))
    waiting = [row for row in rows if row.reviewed_at is None]
    late = [row for row in waiting if is_late(row)]
    return show(request, "law/glass_list.html", late=late, waiting=[_item(row) for row in waiting],
                reviewed=[_item(row) for row in rows if row.reviewed_at])  # fmt: skip


def is_late(broken: BreakGlass) -> bool:
    """Whether the review that had to follow within a day has not come."""
    return broken.reviewed_at is None and clock.now() > broken.opened_at + REVIEW_WITHIN


def _item(broken: BreakGlass) -> Due:
    judged = {"right": _("terecht"), "wrong": _("onterecht"), "unclear": _("niet vast te stellen")}
    state = judged.get(broken.judgement) or (_("te laat met beoordelen") if is_late(broken) else _("wacht op oordeel"))
    return Due(
        when=broken.opened_at, title=str(STEP_WORDS.get(broken.step, broken.step)), urgent=is_late(broken),
        url=reverse("law:glass", args=[broken.id]), meta=f"{name_of(broken.organisation)} · {state}",
    )  # fmt: skip


@signed_in
def glass_new(request: HttpRequest) -> HttpResponse:
    """Break the glass: one step, one record, with the reason."""
    wished = {name: request.GET.get(name, "")[:140] for name in ("step", "about")}
    form = BreakGlassForm(request.POST or None, initial=wished)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.typed)
        if form.do(request, break_glass, typed.pop("step"), **typed):
            return redirect("law:glass", form.outcome.id)
    return show(request, "law/glass_new.html", status=form.status, form=form)


@signed_in
def glass(request: HttpRequest, id: UUID) -> HttpResponse:
    """One use: what, why, until when, and the judgement."""
    viewer = viewer_of(request)
    found = queries.glass(viewer, id)
    if found is None:
        raise NotThere
    form = ReviewGlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.do(request, review_glass, id, **form.typed):
        return redirect("law:glass", id)
    may_judge = viewer.holds(Role.FG) and found.reviewed_at is None and found.opened_by_id != viewer.person
    about = subject_title(viewer, found.about) if found.about else None
    return show(
        request, "law/glass.html", status=form.status, glass=found, item=_item(found), late=is_late(found), form=form,
        may_judge=may_judge, about=about, about_url=subject_url(found.about) if about else "",
        history=lines(viewer, history(viewer, found.urn)),
    )  # fmt: skip
