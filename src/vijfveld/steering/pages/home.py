# SPDX-License-Identifier: EUPL-1.2
"""Home: the five fields today."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from vijfveld.node import clock
from vijfveld.steering.queries.home import home

app_name = "steering"


@login_required
def home_page(request: HttpRequest) -> HttpResponse:
    """The wheel, what runs out, what is asked, what changed."""
    now = clock.now()
    told = home(request.viewer, now)  # type: ignore[attr-defined]
    return render(request, "steering/home.html", {"home": told, "now": now})


urlpatterns = [path("", home_page, name="home")]
