# SPDX-License-Identifier: EUPL-1.2
"""What runs out: one page of all clocks, and the calendar by which one carries them along."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from vijfveld.law import queries
from vijfveld.law.acting_forms import ActForm
from vijfveld.law.acts.noticing import renew_feed_key, stop_feed
from vijfveld.law.forms import RunningOutFilter
from vijfveld.law.ical import calendar_of, digest_of, feed_secret, has_feed, owner_of
from vijfveld.law.pages.showing import due_items, kept_fresh, show, signed_in, viewer_of
from vijfveld.law.queries import When
from vijfveld.node import clock

HEADINGS = {
    When.LATE: _("Te laat"),
    When.THIS_WEEK: _("Binnen een week"),
    When.THIS_MONTH: _("Binnen een maand"),
    When.LATER: _("Later"),
}


@signed_in
def running_out(request: HttpRequest) -> HttpResponse:
    """All deadlines that the viewer may see, by how soon they end."""
    viewer = viewer_of(request)
    asked = RunningOutFilter(request.GET or None)
    wishes = asked.cleaned_data if asked.is_valid() else {}
    found = queries.running_out(viewer, clock.now(), what=wishes.get("soort", ""), mine=wishes.get("eigen", False))
    asked.offer(found.sorts)
    groups = [(HEADINGS[when], due_items(viewer, rows)) for when, rows in found.groups.items() if rows]
    return show(request, "law/running_out.html", groups=groups, found=found, form=asked)


@signed_in
def feed(request: HttpRequest) -> HttpResponse:
    """Ask for the address of one's own calendar feed, or stop it. The address is shown once."""
    person = viewer_of(request).person
    form = ActForm(request.POST or None)
    if request.method != "POST" or person is None or not form.is_valid():
        return show(request, "law/feed.html", form=form, known=has_feed(viewer_of(request)))
    if "stop" in request.POST:
        form.do(request, stop_feed)
        return redirect("law:feed")
    secret = feed_secret(person, form.cleaned_data["key"], clock.now())
    if not form.do(request, renew_feed_key, digest=digest_of(secret)):
        return show(request, "law/feed.html", status=form.status, form=form, known=False)
    address = f"{settings.ADDRESS}/loopt-af.ics?sleutel={secret}"
    response = show(request, "law/feed.html", form=ActForm(), known=True, address=address)
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
def calendar(request: HttpRequest) -> HttpResponse:
    """The calendar itself, for a program that has the key; it knows no session."""
    owner = owner_of(request.GET.get("sleutel", ""))
    if owner is None:
        raise Http404
    response = HttpResponse(calendar_of(owner, now=clock.now()), content_type="text/calendar; charset=utf-8")
    return kept_fresh(request, response)
