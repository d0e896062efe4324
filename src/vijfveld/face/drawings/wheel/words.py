# SPDX-License-Identifier: EUPL-1.2
"""The wheel in words: the name of every cell, the description, and the table beneath."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.drawings.wheel.facts import AXES, STEPS, Field, Hub, Running, Wheel
from vijfveld.face.palette import Area


def of_step(step: int | None, *, hidden: bool = False, tested: bool = False) -> str:
    """A step as words: "2 van 3", "nog niet getoetst", "getoetst, geen oordeel", or that it is not for who looks."""
    if hidden:
        return _("niet voor u te zien")
    if step is None:
        return _("getoetst, geen oordeel") if tested else _("nog niet getoetst")
    return _("%(step)s van %(steps)s") % {"step": step, "steps": STEPS}


def of_hub(hub: Hub) -> str:
    """The threat level in force as words."""
    level = " ".join(str(part) for part in (hub.number, hub.name) if part not in (None, ""))
    return _("Dreigingsniveau %(level)s") % {"level": level or _("niet vastgesteld")}


def of_axis(field: Field, index: int) -> str:
    """One axis of one field as words."""
    words = {
        "area": field.area.label,
        "axis": AXES[index][1],
        "step": _steps(field)[index],
    }
    return _("%(area)s, %(axis)s: %(step)s") % words


def _steps(field: Field) -> tuple[str, ...]:
    """The three axes of a field as words."""
    steps = field.steps
    return tuple(of_step(step, hidden=field.hidden, tested=steps.tested) for step in steps.inside_out)


def of_effort(effort: Running) -> str:
    """A flexible effort as words: its name, its end, the time that remains, and whether it stops soon."""
    until = _("tot %(date)s") % {"date": effort.until} if effort.until else ""
    left = _("nog %(percent)s%% van de tijd") % {"percent": round(effort.remaining * 100)}
    soon = _("stopt binnenkort") if effort.stops_soon else ""
    return ", ".join(part for part in (effort.name, until, left, soon) if part)


def of_rest(field: Field, efforts: tuple[Running, ...]) -> str:
    """The efforts that found no cell of their own, as words."""
    count = len(efforts)
    words = ngettext("+%(count)s flexibele inzet, %(area)s", "+%(count)s flexibele inzetten, %(area)s", count)
    soon = sum(effort.stops_soon for effort in efforts)
    if soon:
        words += ", " + _("waarvan %(soon)s binnenkort stopt")
    return words % {"count": count, "area": field.area.label, "soon": soon}


def description(wheel: Wheel) -> str:
    """The whole wheel in a few sentences."""
    fields = (_of_field(wheel.field(area)) for area in Area)
    return ". ".join((of_hub(wheel.hub), *fields)) + "."


def _of_field(field: Field) -> str:
    if field.hidden:
        return f"{field.area.label}: {of_step(None, hidden=True)}"
    axes = ", ".join(f"{axis[1]} {step}" for axis, step in zip(AXES, _steps(field), strict=True))
    return f"{field.area.label}: {axes}; {_count(field)}"


def _count(field: Field) -> str:
    count = len(field.efforts)
    if not count:
        return _("geen flexibele inzet")
    return ngettext("%(count)s flexibele inzet", "%(count)s flexibele inzetten", count) % {"count": count}


def table(wheel: Wheel) -> Table:
    """The same facts as a table: one row per field, and under it one row per flexible effort."""
    headers = (_("Veld en inzet"), *(str(axis[1]).capitalize() for axis in AXES), _("Flexibele inzet"))
    rows: list[tuple[Cell, ...]] = []
    for area in Area:
        field = wheel.field(area)
        steps = tuple(Cell(step) for step in _steps(field))
        rows.append((Cell(str(area.label), field.href), *steps, Cell("–" if field.hidden else _count(field))))
        rows.extend(_effort_row(effort) for effort in field.efforts)
    return Table(of_hub(wheel.hub), headers, tuple(rows))


def _effort_row(effort: Running) -> tuple[Cell, ...]:
    words = of_effort(effort).removeprefix(effort.name).lstrip(", ")
    return (Cell(effort.name, effort.href, under=True), Cell("–"), Cell("–"), Cell("–"), Cell(words))
