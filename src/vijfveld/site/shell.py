# SPDX-License-Identifier: EUPL-1.2
"""What the frame of every page is told, drawn from the slots that the apps filled."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from vijfveld.face.shell import NavItem, Shell, WhoAmI
from vijfveld.node.models import NotMade, this_node
from vijfveld.node.slots import navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of the frame."""
    viewer = getattr(request, "viewer", None)
    person = getattr(request, "person", None)
    if viewer is None or person is None:
        return {"shell": _node(), "nav": []}
    items = [NavItem(item.label, reverse(item.page)) for item in navigation if item.shown_to(viewer)]
    nav = [item._replace(active=_is_here(request.path, item.url)) for item in items]
    return {"shell": _node(), "nav": nav, "who": WhoAmI(person.name, str(_organisation(request)))}


def _is_here(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def _organisation(request: HttpRequest) -> str:
    from vijfveld.node.models import Organisation

    viewer = request.viewer  # type: ignore[attr-defined]
    return Organisation.objects.filter(pk=viewer.organisation).values_list("name", flat=True).first() or ""


def _node() -> Shell:
    try:
        node = this_node()
    except NotMade:
        return Shell(node="")
    return Shell(node=node.name, profile=node.get_profile_display(), mode=node.mode)
