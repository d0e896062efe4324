# SPDX-License-Identifier: EUPL-1.2
"""What anyone may read: which software this is, under which licence, and how far it can be used by everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from vijfveld import __version__
from vijfveld.face.items import Fact
from vijfveld.face.parts import parts as every_part
from vijfveld.law.refusals import NotThere
from vijfveld.node.models import NotMade, this_node
from vijfveld.node.roles import Mode

LICENCE = "https://eupl.eu/1.2/nl/"


def about(request: HttpRequest) -> HttpResponse:
    """Which node this is, and which software runs it."""
    software = [
        Fact(_("Programma"), "Vijfveld"),
        Fact(_("Versie"), __version__),
        Fact(_("Licentie"), "EUPL-1.2", LICENCE),
    ]
    return render(request, "site/about.html", {"facts": [*_node_facts(), *software]})


def accessibility(request: HttpRequest) -> HttpResponse:
    """How far everyone can use this, what is known to fall short, and whom to tell."""
    return render(request, "site/accessibility.html")


def parts(request: HttpRequest) -> HttpResponse:
    """Every part of the face once, on example nodes, for whoever designs or builds a page."""
    if this_node().mode != Mode.DEMO:
        raise NotThere
    return every_part(request)


def _node_facts() -> list[Fact]:
    try:
        node = this_node()
    except NotMade:
        return []
    return [
        Fact(_("Deze node"), node.name), Fact(_("Soort node"), node.get_profile_display()),
        Fact(_("Gegevens"), node.get_mode_display()), Fact(_("Hoogste rubricering"), node.get_ceiling_display()),
    ]  # fmt: skip
