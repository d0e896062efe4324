# SPDX-License-Identifier: EUPL-1.2
"""The pages of the five fields: all at a glance, and each with its goals, efforts, asks and what runs out."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vijfveld.face.drawings.capacity import Capacity
from vijfveld.face.items import Due, Fact
from vijfveld.face.shell import Change as Line
from vijfveld.law.changes import Change, changes
from vijfveld.law.refusals import NotThere
from vijfveld.node.slots import subject_titles
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.models import Ask, Effort
from vijfveld.strategy.pages.shown import PageRequest, show
from vijfveld.strategy.queries import fields
from vijfveld.strategy.queries.capacity import BaseLevel, base_level, base_levels, capacity_per_field
from vijfveld.strategy.queries.efforts import stops_soon, timeline, today, url_of
from vijfveld.strategy.queries.field_history import history_of
from vijfveld.strategy.queries.fields import Field, Glance
from vijfveld.strategy.sayings import fte, name_of
from vijfveld.strategy.words import Area

MOST_DUE = 5
IN_TIME = 12
"""How many flexible efforts the drawing of a field holds: the first to stop."""


def fields_page(request: PageRequest) -> HttpResponse:
    """The five fields at a glance."""
    viewer = request.viewer
    bases, five, day = base_levels(viewer), fields.glances(viewer), today(viewer)
    rows = [_row(found, bases[found.area]) for found in five]
    ending = sorted((one for found in five for one in found.ending), key=lambda effort: effort.ends_on or day)
    context: dict[str, Any] = {
        "rows": rows,
        "state": _state(rows),
        "drawn": _capacity(viewer),
        "drawn_caption": _("Boven: gevraagd. Onder: toegezegd. Gestippeld is wat nog ontbreekt."),
        "due": [_due(effort, day) for effort in ending[:MOST_DUE]],
        "ending": len(ending),
        "history": _newest(viewer),
    }
    return show(request, "strategy/fields/fields.html", **context)


def field_page(request: PageRequest, code: str) -> HttpResponse:
    """One field, opened."""
    viewer = request.viewer
    if code not in Area.values:
        raise NotThere
    found = fields.one_field(viewer, Area(code))
    asked = fields.asked_in(viewer, found)
    base = base_level(viewer, found.area)
    objective = found.branch.children[0]
    context: dict[str, Any] = {
        "field": found,
        "goals": objective.children,
        "whole": [*found.branch.efforts, *objective.efforts],
        "coverage": _coverage(found),
        "facts": _facts(found),
        "due": [_due(one.effort, found.today) for one in found.ending[:MOST_DUE]],
        "ending": len(found.ending),
        "base": base,
        "gaps": [(name_of(ask.partner), _short_of(ask)) for ask in base.named],
        "drawn": timeline(viewer, [one.effort for one in found.flexible[:IN_TIME]]),
        "time_caption": _time_caption(found),
        "asked": asked.asks,
        "asked_count": asked.count,
        "history": _history(viewer, found, asked.titles),
        "breadcrumb": [(_("Velden"), reverse("strategy:fields"))],
    }
    return show(request, "strategy/fields/field.html", **context)


def _history(viewer: Viewer, found: Field, asks: dict[str, str]) -> list[Line]:
    titles = {one.effort.urn: one.effort.title for one in found.shown} | asks
    return [_line(change, {change.about: title}) for change, title in history_of(viewer, found, titles)]


def _line(change: Change, titles: dict[str, str]) -> Line:
    words = _("%(did)s: %(title)s") % {"did": capfirst(str(change.says)), "title": titles[change.about]}
    return Line(change.at, words, change.who, change.url)


def _newest(viewer: Viewer) -> list[Line]:
    """What changed last in efforts, whatever their field."""
    found = changes(viewer, about="effort", limit=10)
    titles = subject_titles(viewer, [change.about for change in found])
    return [_line(change, titles) for change in found if change.about in titles]


def _row(found: Glance, base: BaseLevel) -> dict[str, Any]:
    return {
        "field": found,
        "url": reverse("strategy:field", args=[found.area.value]),
        "base": _base_words(base),
    }


def _state(rows: list[dict[str, Any]]) -> str:
    """What the table says, in a sentence."""
    holding = sum(row["base"][1] == "done" for row in rows)
    if holding == len(rows):
        return _("In elk veld haalt de vaste inzet haar ondergrens. Open een veld om te zien wie wat doet.")
    told = {"holding": holding, "all": len(rows)}
    return _("In %(holding)s van %(all)s velden haalt de vaste inzet haar ondergrens.") % told


def _capacity(viewer: Viewer) -> Capacity:
    """Asked and granted per field, drawn."""
    return Capacity(tuple(weighed.drawn(_partners(weighed.partners)) for weighed in capacity_per_field(viewer)))


def _partners(count: int) -> str:
    return ngettext("%(count)s partner", "%(count)s partners", count) % {"count": count}


def _base_words(base: BaseLevel) -> tuple[str, str]:
    """Whether the base level holds, in a word or two, with its shape."""
    if not base.fixed:
        return _("geen vaste inzet"), "alarm"
    if base.in_order:
        return _("gehaald"), "done"
    return ngettext("%(count)s tekort", "%(count)s tekorten", base.gaps) % {"count": base.gaps}, "alarm"


def _coverage(found: Field) -> str:
    return _("%(bare)s van %(all)s maatregelen zonder inzet") % _bare(found)


def _bare(found: Field) -> dict[str, int]:
    return {"bare": len(found.bare), "all": len(found.lines)}


def _facts(found: Field) -> list[Fact]:
    return [
        Fact(_("Vaste inzet"), len(found.fixed)),
        Fact(_("Flexibele inzet"), len(found.flexible)),
        Fact(_("Gevraagd"), _("%(count)s fte") % {"count": fte(found.sums.asked)}),
        Fact(_("Toegezegd"), _("%(count)s fte") % {"count": fte(found.sums.granted)}),
        Fact(_("Daarvan voor vaste inzet"), _("%(count)s fte") % {"count": fte(found.base.granted)}),
        Fact(_("Stopt binnen twee maanden"), len(found.ending)),
        Fact(
            _("Maatregelen zonder inzet"),
            _("%(bare)s van %(all)s") % {"bare": len(found.bare), "all": len(found.lines)},
        ),
    ]


def _time_caption(found: Field) -> str:
    bars = _("Een streep door de balk: verlengd. Een rode stip: stopt binnenkort.")
    if len(found.flexible) <= IN_TIME:
        return bars
    told = {"shown": IN_TIME, "all": len(found.flexible)}
    return f"{_('De eerste %(shown)s van %(all)s die stoppen.') % told} {bars}"


def _short_of(ask: Ask) -> str:
    return _("%(granted)s van ten minste %(floor)s fte") % {"granted": fte(ask.granted), "floor": fte(ask.floor)}


def _due(effort: Effort, day: date) -> Due:
    words = _("%(title)s stopt") % {"title": effort.title}
    meta = f"{effort.get_nature_display()} · {name_of(effort.owner)}"
    return Due(effort.ends_on or "", words, url_of(effort), meta, urgent=stops_soon(effort, day))
