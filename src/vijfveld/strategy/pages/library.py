# SPDX-License-Identifier: EUPL-1.2
"""The pages of the strategy itself: the tree, a point of it, and what can be found."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vijfveld.face.items import Fact
from vijfveld.law.refusals import NotThere
from vijfveld.node.slots import subject_url
from vijfveld.strategy.contents import Node
from vijfveld.strategy.pages.shown import PageRequest, show
from vijfveld.strategy.queries import library
from vijfveld.strategy.queries.library import KIND_WORDS, branch, said_section
from vijfveld.strategy.shelf import edition, strategy, title_of


def library_page(request: PageRequest) -> HttpResponse:
    """The whole strategy as a tree, or what was found in it."""
    words = request.GET.get("zoek", "").strip()[:200]
    shelf = strategy()
    context: dict[str, Any] = {
        "words": words,
        "found": library.found_in_library(words) if words else None,
        "shelves": [] if words else library.shelves(),
        "name": shelf.title_en if get_language() == "en" else shelf.title_nl,
        "version": shelf.version,
        "count": len(shelf.nodes),
        "source": shelf.source,
    }
    return show(request, "strategy/library/library.html", **context)


def node_page(request: PageRequest, code: str) -> HttpResponse:
    """One point of the strategy: what it says, where, what stands below, and which efforts serve it."""
    viewer = request.viewer
    if code not in strategy().nodes:
        raise NotThere
    here = branch(code)
    context: dict[str, Any] = {
        "here": here,
        "other": here.node.nl if get_language() == "en" else here.node.en,
        "other_language": "nl" if get_language() == "en" else "en",
        "facts": _facts(here.node),
        "efforts": [(effort, subject_url(effort.urn)) for effort in library.efforts_serving(viewer, code)],
        "breadcrumb": _way_to(here.node),
    }
    return show(request, "strategy/library/node.html", **context)


def _way_to(node: Node) -> list[tuple[str, str]]:
    above = strategy().path(node.code)[:-1]
    first = (_("Strategie"), reverse("strategy:library"))
    return [first, *((title_of(one), reverse("strategy:node", args=[one.code])) for one in above)]


def _facts(node: Node) -> list[Fact]:
    facts = [
        Fact(_("Soort"), KIND_WORDS[node.kind]),
        Fact(_("Staat in"), said_section(node)),
        Fact(_("Kenmerk"), f"{node.code} ({edition()})"),
    ]
    if node.rows:
        facts.append(Fact(_("Regels van de opdracht"), ", ".join(node.rows)))
    return facts
