# SPDX-License-Identifier: EUPL-1.2
"""What the frame of every page is told, drawn from the slots that the apps filled."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vijfveld.face.shell import NavItem, Shell, WhoAmI
from vijfveld.law.notices import news_count
from vijfveld.node import clock
from vijfveld.node.models import NotMade, this_node
from vijfveld.node.slots import navigation
from vijfveld.site.sessions import choice_pending, organisations_of

ROW_OF_ENTRIES = 9
"""As many entries as the row of the menu holds calmly; with more, those that can be tucked away are."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of the frame; it reads nothing when the request did not get as far as knowing who looks."""
    told: dict[str, Any] = {"now": clock.now(), "nav": []}
    viewer = getattr(request, "viewer", None)
    person = getattr(request, "person", None)
    if viewer is None or person is None:
        return {**told, "shell": _frame(request, inside=False)}
    inside = viewer.organisation is not None and not choice_pending(request)
    if inside:
        told["nav"] = _navigation(request)
        told["nav_tucked"] = [item for item in told["nav"] if item.tucked]
    return {**told, "shell": _frame(request, inside=inside), "whoami": _who(request, inside=inside)}


def _navigation(request: HttpRequest) -> list[NavItem]:
    viewer = request.viewer  # type: ignore[attr-defined]
    items = [item for item in navigation if item.shown_to(viewer)]
    crowded = len(items) > ROW_OF_ENTRIES
    urls = [reverse(item.page) for item in items]
    return [
        NavItem(str(item.label), url, active=_is_here(request.path, url), tucked=crowded and item.tucked)
        for item, url in zip(items, urls, strict=True)
    ]


def _is_here(path: str, url: str) -> bool:
    return path == url if url == "/" else path == url or path.startswith(url.rstrip("/") + "/")


def _who(request: HttpRequest, *, inside: bool) -> WhoAmI:
    person, viewer = request.person, request.viewer  # type: ignore[attr-defined]
    choices = organisations_of(request) if inside else []
    name = next((_in_language(choice) for choice in choices if choice.id == viewer.organisation), "")
    return WhoAmI(
        person=person.name, organisation=name, sign_out_url=reverse("account_logout"),
        account_url=reverse("site:account") if inside else "",
        switch_url=f"{reverse('site:on_behalf')}?{urlencode({'next': request.path})}" if len(choices) > 1 else "",
        news=news_count(viewer) if inside else 0, news_url=_page("law:notices"),
    )  # fmt: skip


def _in_language(organisation: Any) -> str:
    english = get_language() == "en" and organisation.name_en
    return str(organisation.name_en if english else organisation.name)


def _frame(request: HttpRequest, *, inside: bool) -> Shell:
    links = ((_("Over deze node"), reverse("site:about")), (_("Toegankelijkheid"), reverse("site:accessibility")))
    try:
        node = this_node()
    except NotMade:
        return Shell(node="", links=links)
    return Shell(
        node=node.name, profile=str(node.get_profile_display()), mode=node.mode, links=links,
        search_url=_page("law:search") if inside else "", query=request.GET.get("q", "") if inside else "",
    )  # fmt: skip


def _page(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
