# SPDX-License-Identifier: EUPL-1.2
"""The reasons of a pair in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vijfveld.face.dates import exactly
from vijfveld.steering.words_broker import Experience, Speed

Json = Mapping[str, Any]


def said(reasons: Iterable[Json]) -> list[tuple[str, str]]:
    """Every reason of a pair: what was compared, and what was found."""
    return [(str(_heading(one["what"])), SAYERS[one["what"]](one)) for one in reasons]


def _heading(what: str) -> str:
    return {
        "subject": _("Onderwerp"), "experience": _("Ervaring"), "load": _("Al gegeven"), "kin": _("Soort organisatie"),
        "place": _("Plaats"), "speed": _("Snelheid"),
    }[what]  # fmt: skip


def _subject(one: Json) -> str:
    return _("Ander onderwerp in hetzelfde deel van het veld") if one["apart"] else _("Precies dit onderwerp")


def _experience(one: Json) -> str:
    if not one["kind"]:
        return _("Bij precies dit onderwerp is nu geen ervaring opgeschreven")
    told = {"how": Experience(one["kind"]).label, "day": exactly(date.fromisoformat(one["on"]))}
    return _("Wie helpt %(how)s, voor het laatst op %(day)s") % told


def _load(one: Json) -> str:
    if not one["given"]:
        return _("Wie helpt, helpt nu nog niemand anders")
    told = ngettext("Wie helpt, helpt al in %(count)s koppeling", "Wie helpt, helpt al in %(count)s koppelingen",
                    one["given"])  # fmt: skip
    return told % {"count": one["given"]}


def _kin(one: Json) -> str:
    words = (_("Zelfde soort organisatie"), _("Zelfde kant van het netwerk"), _("Een ander soort organisatie"))
    return words[one["apart"]]


def _place(one: Json) -> str:
    words = (_("Zelfde provincie of regio"), _("Een provincie of regio ernaast"), _("Verder weg"),
             _("Afstand niet bekend"))  # fmt: skip
    return words[one["apart"]]


def _speed(one: Json) -> str:
    if not one["kind"]:
        return _("Niet opgeschreven hoe snel er antwoord komt")
    return _("Antwoordt %(when)s") % {"when": Speed(one["kind"]).label}


SAYERS = {"subject": _subject, "experience": _experience, "load": _load, "kin": _kin, "place": _place, "speed": _speed}
