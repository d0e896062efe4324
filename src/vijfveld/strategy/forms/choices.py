# SPDX-License-Identifier: EUPL-1.2
"""What can be chosen: points of the strategy, certainties, legal bases, drivers and owners."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vijfveld.law.bases import catalogue
from vijfveld.law.purposes import Purpose
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.contents import Kind, Node
from vijfveld.strategy.queries.efforts import drivers_to_choose
from vijfveld.strategy.shelf import strategy, title_of
from vijfveld.strategy.words import Area, DriverKind

Choices = list[tuple[Any, Any]]
SERVED = {Kind.OBJECTIVE, Kind.GOAL, Kind.MEASURE_LINE}
NOTHING: tuple[str, Any] = ("", _("Maak een keuze"))


def objectives() -> Choices:
    """Every point of the strategy that an effort can serve, by field, with its §."""
    by_area = {area: [n for n in strategy().nodes.values() if n.area == area and n.kind in SERVED] for area in Area}
    return [NOTHING, *((area.label, [_point(node) for node in nodes]) for area, nodes in by_area.items())]


def _point(node: Node) -> tuple[str, str]:
    return node.code, f"{node.section} {title_of(node)}"


def certainties() -> Choices:
    """The relative certainties of the strategy."""
    return [(node.code, title_of(node)) for node in strategy().of_kind(Kind.CERTAINTY)]


def bases(on: date) -> Choices:
    """The legal bases in force that serve cooperation."""
    served = (basis for basis in catalogue().bases.values() if Purpose.COORDINATION.value in basis.purposes)
    wording = "en" if get_language() == "en" else "nl"
    return [NOTHING, *((basis.code, getattr(basis, wording).title) for basis in served if basis.in_force(on))]


def drivers(viewer: Viewer, *, sorts: Iterable[DriverKind] = tuple(DriverKind)) -> Choices:
    """The drivers that still hold, by sort, each with its source."""
    found = drivers_to_choose(viewer, sorts=[sort.value for sort in sorts])
    groups = [(sort.label, [(str(d.id), f"{d.title} ({d.source})") for d in found if d.sort == sort]) for sort in sorts]
    return [group for group in groups if group[1]]
