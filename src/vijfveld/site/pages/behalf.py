# SPDX-License-Identifier: EUPL-1.2
"""For whom someone works now: one organisation at a time, chosen after signing in and changed in the header."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from vijfveld.law.people_queries import Choice, choices_of, keepers
from vijfveld.law.refusals import NotThere
from vijfveld.node import clock
from vijfveld.site.sessions import ON_BEHALF


def on_behalf(request: HttpRequest) -> HttpResponse:
    """Choose for whom one works; the choice lasts as long as the session."""
    person = request.person  # type: ignore[attr-defined]
    choices = choices_of(person, now=clock.now(), current=request.session.get(ON_BEHALF))
    onward = _onward(request)
    if request.method == "POST":
        request.session[ON_BEHALF] = _chosen(choices, request.POST.get("organisation", ""))
        rotate_token(request)  # a form that is open elsewhere was filled in for another organisation
        return redirect(onward)
    return render(request, "site/on_behalf.html", {"choices": choices, "next": onward})


def _chosen(choices: list[Choice], wanted: str) -> str:
    if wanted not in {str(choice.organisation.id) for choice in choices}:
        raise NotThere
    return wanted


def _onward(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and not wanted.startswith(reverse("site:on_behalf")) else "/"


def no_mandate(request: HttpRequest) -> HttpResponse:
    """For whoever may act for nobody: says so, and whom to ask."""
    if request.viewer.organisation:  # type: ignore[attr-defined]
        return redirect("/")
    return render(request, "site/no_mandate.html", {"keepers": keepers(clock.now())})
