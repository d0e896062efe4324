# SPDX-License-Identifier: EUPL-1.2
"""The subjects of the broker: the points of the strategy itself, and how close two of them lie."""

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.contents import Kind, Node
from vijfveld.strategy.forms.choices import SERVED
from vijfveld.strategy.shelf import nodes_now, strategy, title_of
from vijfveld.strategy.words import Area

SAME, NEAR = 0, 1
CHOOSE = _("Kies een onderwerp uit de strategie.")


def check_subject(faults: Faults, code: str) -> None:
    """Note a subject that is no point of a field."""
    faults.add("subject", CHOOSE, when=not is_subject(code))


def is_subject(code: str) -> bool:
    """Whether a code is a point of one of the five fields."""
    node = strategy().nodes.get(code)
    return node is not None and node.kind in SERVED and node.area is not None


@lru_cache(maxsize=1 << 12)
def area_of(code: str, library: str) -> str:
    """The field of a subject, or nothing when no later version took it over."""
    found = nodes_now(code, library)
    return str(found[0].area or "") if found else ""


def title(code: str, library: str) -> str:
    """The subject in the language of the reader; its code when no later version took it over."""
    found = nodes_now(code, library)
    return title_of(found[0]) if found else code


def placed(code: str, library: str) -> str:
    """The subject with its field before it."""
    area = area_of(code, library)
    return f"{Area(area).label}: {title(code, library)}" if area else title(code, library)


@lru_cache(maxsize=1 << 16)
def distance(one: tuple[str, str], other: tuple[str, str]) -> int | None:
    """How far two subjects (code, library) lie apart: the same (0), in one part of a field (1), or not near (None)."""
    here, there = _now(*one), _now(*other)
    if here is None or there is None:
        return None
    if here.code == there.code:
        return SAME
    above = [{node.code for node in strategy().path(each.code) if node.kind is not Kind.AREA} for each in (here, there)]
    near = _part(here) == _part(there) or here.code in above[1] or there.code in above[0]
    return NEAR if near and _part(here) and _part(there) else None


def same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two subjects (code, library) are the same, also when no later version took them over."""
    return one == other or distance(one, other) == SAME


def _now(code: str, library: str) -> Node | None:
    found = nodes_now(code, library)
    return found[0] if found else None


def _part(node: Node) -> str:
    """The smallest goal of the strategy that holds a point."""
    goals = [one.code for one in strategy().path(node.code) if one.kind is Kind.GOAL]
    return goals[-1] if goals else ""


def in_order(codes: Any) -> list[str]:
    """Codes in the order of the text of the strategy."""
    order = {code: place for place, code in enumerate(strategy().nodes)}
    return sorted(set(codes), key=lambda code: (order.get(code, len(order)), code))
