# SPDX-License-Identifier: EUPL-1.2
"""Limits that cannot be kept together, in words: the method names them by number, people by name."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from vijfveld.strategy.sayings import fte, named
from vijfveld.strategy.words import Area

Json = dict[str, Any]


def clash_words(given: Json, clash: Iterable[str]) -> list[str]:
    """The limits of a clash as sentences, without the law; `given` are the assumptions of the run."""
    return [_sentence(given, one) for one in clash if not _bar(one)]


def law_words(given: Json, clash: Iterable[str]) -> list[str]:
    """The efforts that the law excludes and without which there is no clash, each with the reason."""
    barred = [given["candidates"][int(found[1])] for one in clash if (found := _bar(one))]
    return [f"«{one['title']}»: {one['bar']}" for one in barred]


def _bar(name: str) -> re.Match[str] | None:
    return re.match(r"the bar on (\d+) ", name)


def _sentence(given: Json, limit: str) -> str:
    for pattern, say in _SAYINGS:
        if found := re.fullmatch(pattern, limit):
            return say(given, *found.groups())
    return limit


def _budget(given: Json, _most: str) -> str:
    return _("De mix kost niet meer dan € %(most)s duizend.") % {"most": fte(Decimal(given["budget"]))}


def _room(given: Json, place: str, _most: str) -> str:
    partner = [one for one in given["partners"] if one["room"] is not None][int(place)]
    told = {"partner": named(partner["name"], partner["name_en"]), "fte": fte(Decimal(partner["room"]))}
    return _("%(partner)s kan ten hoogste %(fte)s fte leveren.") % told


def _floor(given: Json, floor: str, area: str) -> str:
    told = {"area": Area(area).label, "floor": fte(Decimal(given["floors"][area]))}
    return _("Naar %(area)s gaat ten minste € %(floor)s duizend.") % told


def _first(given: Json, one: str, first: str) -> str:
    told = {"one": _title(given, one), "first": _title(given, first)}
    return _("«%(first)s» gaat voor «%(one)s».") % told


def _milder(given: Json, milder: str, one: str) -> str:
    return _first(given, one, milder)


def _title(given: Json, place: str) -> str:
    return str(given["candidates"][int(place)]["title"])


_SAYINGS: list[tuple[str, Callable[..., str]]] = [
    (r"the budget of (.+)", _budget),
    (r"the capacity of partner (\d+), (.+)", _room),
    (r"the floor of (.+) for (\w+)", _floor),
    (r"that (\d+) needs (\d+) first", _first),
    (r"that (\d+), less intrusive, goes before (\d+)", _milder),
]
