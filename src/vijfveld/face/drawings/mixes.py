# SPDX-License-Identifier: EUPL-1.2
"""Mixes of measures side by side: which measure is in which, and what each mix covers of a scenario, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vijfveld.face.drawings import svg
from vijfveld.face.drawings.lines import Pen, box, hit, line, shortened, words
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.palette import EDGE, INK, MUTED, SHEET, Area, tint


@dataclass(frozen=True)
class Held:
    """How much a scenario needs of a field, and how much of that a mix covers; both in whole measures, from 0."""

    area: Area
    need: float
    covered: float


@dataclass(frozen=True)
class Outcome:
    """One scenario: for each mix, what it covers of every field."""

    name: str
    held: tuple[tuple[Held, ...], ...]


@dataclass(frozen=True)
class Member:
    """One measure: for each mix whether it is in; barred measures are in none."""

    name: str
    area: Area
    inside: tuple[bool, ...]
    barred: bool = False
    href: str = ""

    @property
    def told(self) -> str:
        """In how many mixes, in words."""
        count, whole = sum(self.inside), len(self.inside)
        if self.barred:
            return _("mag niet")
        if count in (0, whole):
            return _("in geen") if count == 0 else _("in alle")
        return _("in %(count)s van %(whole)s") % {"count": count, "whole": whole}


@dataclass(frozen=True)
class Mixes:
    """Mixes by their letters, what they hold, and what they cover."""

    letters: tuple[str, ...]
    members: tuple[Member, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def by_area(self) -> list[tuple[Area, list[Member]]]:
        """The measures per field, in the order of the strategy."""
        order = list(Area)
        members = sorted(self.members, key=lambda one: order.index(one.area))
        return [(area, list(group)) for area, group in groupby(members, key=lambda one: one.area)]

    @property
    def most(self) -> float:
        """The largest need of all, that fills the height of a row."""
        return max((one.need for row in self.outcomes for mix in row.held for one in mix), default=1.0) or 1.0


@dataclass(frozen=True)
class _Frame:
    width: float
    first: float
    step: float
    last: float
    row: float
    tall: float
    bar: float
    narrow: bool

    def x(self, place: int) -> float:
        return self.first + place * self.step

    def down(self) -> float:
        """Where the shapes of a row begin, under its name on a narrow screen."""
        return 24.0 if self.narrow else 0.0


HEAD: Final = 34.0
BETWEEN: Final = 2.0
HIGH: Final = 38.0
SQUARE: Final = 16.0


def mixes(facts: Mixes, *, narrow: bool, name: str) -> SafeString:
    """Above, a little column per field for every scenario and mix; below, a square where a measure is in a mix."""
    frame = _frame(len(facts.letters), narrow=narrow)
    parts: list[SafeString] = []
    y = _title(parts, _("Wat elke mix dekt"), facts, frame, 0.0)
    for outcome in facts.outcomes:
        parts.append(_outcome(facts, outcome, y, frame))
        y += frame.tall
        parts.append(line((0, y), (frame.width, y)))
    for area, members in facts.by_area:
        y = _title(parts, area.label, facts, frame, y + 10, colour=area.colour)
        for member in members:
            parts.append(_member(facts, member, y, frame))
            y += frame.row
            parts.append(line((0, y), (frame.width, y)))
    return svg.drawing(
        (0, 0, frame.width, y + 2), *parts, name=f"{name}-{'narrow' if narrow else 'wide'}",
        title=_("Mixen naast elkaar"), desc=_description(facts),
    )  # fmt: skip


def _frame(count: int, *, narrow: bool) -> _Frame:
    if narrow:
        return _Frame(350, 11, 66, 348, 58, 78, 9, narrow=True)
    step = min(96.0, 460.0 / max(count, 1))
    return _Frame(880, 330, step, 330 + step * count + 14, 36, 58, 12, narrow=False)


def _title(
    parts: list[SafeString], label: object, facts: Mixes, frame: _Frame, y: float, *, colour: str = ""
) -> float:  # fmt: skip
    """The name of a part with the letters of the mixes beside it; gives where its rows begin."""
    parts.append(words(label, (11, y + 21.5), Pen(size=15, bold=True, fill=colour or INK)))
    if colour:
        parts.append(box((0, y + 8, 4, 17), fill=colour))
    down = HEAD if not frame.narrow else HEAD + 22
    for place, letter in enumerate(facts.letters):
        parts.append(words(letter, (frame.x(place) + 4, y + down - 12), Pen(size=14, bold=True, fill=MUTED)))
    parts.append(line((0, y + down), (frame.width, y + down)))
    return y + down


def _name(text: str, y: float, frame: _Frame, tall: float) -> SafeString:
    room = frame.width - 100 if frame.narrow else frame.first - 26
    return words(shortened(text, room=room, size=14.5), (11, y + (19 if frame.narrow else tall / 2 + 5)),
                 Pen(size=14.5))  # fmt: skip


def _outcome(facts: Mixes, outcome: Outcome, y: float, frame: _Frame) -> SafeString:
    parts = [_name(outcome.name, y, frame, frame.tall)]
    foot = y + frame.down() + 9 + HIGH
    for place, held in enumerate(outcome.held):
        for number, one in enumerate(held):
            parts += _bar(one, frame.x(place) + number * (frame.bar + BETWEEN), foot, frame.bar, facts.most)
    told = f"{outcome.name}. " + " ".join(
        f"{letter}: {_held_words(held)}." for letter, held in zip(facts.letters, outcome.held, strict=True)
    )
    return svg.link("", told, *parts, hit((0, y, frame.width, frame.tall)))


def _bar(one: Held, x: float, foot: float, wide: float, most: float) -> list[SafeString]:
    if one.need <= 0:
        return [line((x, foot), (x + wide, foot), colour=EDGE)]
    high, full = HIGH * one.need / most, HIGH * min(one.covered, one.need) / most
    return [
        box((x, foot - high, wide, high), fill=tint(one.area.colour, 0.12), stroke=one.area.colour),
        box((x, foot - full, wide, full), fill=one.area.colour),
    ]


def _member(facts: Mixes, member: Member, y: float, frame: _Frame) -> SafeString:
    parts = [_name(member.name, y, frame, frame.row)]
    top = y + (frame.down() + 6 if frame.narrow else (frame.row - SQUARE) / 2)
    for place, inside in enumerate(member.inside):
        sides = (frame.x(place), top, SQUARE, SQUARE)
        if inside:
            parts.append(box(sides, fill=member.area.colour))
        elif not member.barred:
            parts.append(box(sides, fill=SHEET, stroke=EDGE, dash="2 3"))
    at, anchor = ((frame.last, y + 19), "end") if frame.narrow else ((frame.last, top + 13), "")
    parts.append(words(member.told, at, Pen(size=13.5, fill=MUTED, anchor=anchor)))
    told = f"{member.name}, {member.area.label}: {_where(facts, member)}"
    return svg.link(member.href, told, *parts, hit((0, y, frame.width, frame.row)))


def _where(facts: Mixes, member: Member) -> str:
    inside = [letter for letter, there in zip(facts.letters, member.inside, strict=True) if there]
    return f"{member.told} ({', '.join(inside)})" if inside else member.told


def _amount(amount: float) -> str:
    return number_format(f"{round(amount, 2):g}", use_l10n=True)


def _covered(one: Held) -> str:
    told = {"covered": _amount(min(one.covered, one.need)), "need": _amount(one.need)}
    return _("%(covered)s van %(need)s") % told


def _held_words(held: tuple[Held, ...]) -> str:
    return ", ".join(f"{one.area.label} {_covered(one)}" for one in held if one.need) or _("niets gevraagd")


def _description(facts: Mixes) -> str:
    told = {
        "count": len(facts.letters), "measures": sum(any(one.inside) for one in facts.members),
        "all": ", ".join(one.name for one in facts.members if one.inside and all(one.inside)) or _("geen"),
    }  # fmt: skip
    return _("%(count)s mixen van samen %(measures)s inzetten. In alle: %(all)s.") % told


def table(facts: Mixes) -> Table:
    """The scenarios by field, and then the measures, with a column for every mix."""
    headers = (_("Scenario of inzet"), *(_("Mix %(letter)s") % {"letter": one} for one in facts.letters),
               _("Samen"))  # fmt: skip
    covers = [
        (
            Cell(f"{outcome.name}: {held[0].area.label}"),
            *(Cell(_covered(one) if one.need else _("niets gevraagd")) for one in held), Cell("–"),
        )
        for outcome in facts.outcomes for held in zip(*outcome.held, strict=True)
    ]  # fmt: skip
    measures = [
        (Cell(one.name, one.href), *(Cell(_("ja") if there else _("nee")) for there in one.inside), Cell(one.told))
        for _area, group in facts.by_area for one in group
    ]  # fmt: skip
    return Table(_("Mixen naast elkaar"), headers, (*covers, *measures))
