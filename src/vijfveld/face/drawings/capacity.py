# SPDX-License-Identifier: EUPL-1.2
"""Capacity asked against capacity answered, per field and partner: two thin bars and a word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vijfveld.face.drawings import svg
from vijfveld.face.drawings.lines import Pen, box, hit, line, shortened, slants, words
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.palette import EDGE, INK, MUTED, SHEET, Area


class Reply(StrEnum):
    """How a partner answered; each is drawn in its own way and said in its own word."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    COUNTERED = "countered"
    DECLINED = "declined"
    NONE = "none"

    @property
    def label(self) -> Promise:
        """The word for this answer."""
        return _REPLIES[self]


_REPLIES: Final[dict[Reply, Promise]] = {
    Reply.ACCEPTED: gettext_lazy("toegezegd"),
    Reply.PARTLY: gettext_lazy("deels toegezegd"),
    Reply.COUNTERED: gettext_lazy("tegenvoorstel"),
    Reply.DECLINED: gettext_lazy("afgewezen"),
    Reply.NONE: gettext_lazy("geen antwoord"),
}


@dataclass(frozen=True)
class Asked:
    """What one partner was asked for one field, and what it answered."""

    partner: str
    area: Area
    asked: float
    answered: float
    reply: Reply
    href: str = ""


@dataclass(frozen=True)
class Capacity:
    """All asks, in one unit, drawn per field in the order of the strategy.

    `most` is the amount that fills the whole width: the largest of all pages, so that bars compare between pages.
    """

    asks: tuple[Asked, ...]
    unit: str = "fte"
    most: float = 0.0

    @property
    def by_area(self) -> list[tuple[Area, list[Asked]]]:
        """The asks per field, fields without asks left out."""
        order = list(Area)
        asks = sorted(self.asks, key=lambda ask: order.index(ask.area))
        return [(area, list(group)) for area, group in groupby(asks, key=lambda ask: ask.area)]


@dataclass(frozen=True)
class _Frame:
    width: float
    left: float
    right: float
    row: float
    most: float
    narrow: bool

    def long(self, amount: float) -> float:
        return (self.right - self.left) * amount / self.most


HEAD: Final = 34.0


def capacity(facts: Capacity, *, narrow: bool = False, name: str = "capacity") -> SafeString:
    """Per ask the upper bar is what was asked, the lower bar what was answered."""
    frame = _frame(facts, narrow=narrow)
    body = _groups(facts, frame)
    height = sum(HEAD + len(asks) * frame.row for _area, asks in facts.by_area)
    if not facts.asks:
        body = [words(_("Er is nog niets gevraagd."), (0, 26), Pen(fill=MUTED))]
    return svg.drawing(
        (0, 0, frame.width, max(height, 44) + 2),
        *body,
        name=f"{name}-{'narrow' if narrow else 'wide'}",
        title=_("Gevraagde en toegezegde capaciteit"),
        desc=_description(facts),
    )


def _frame(facts: Capacity, *, narrow: bool) -> _Frame:
    shown = max((max(ask.asked, ask.answered) for ask in facts.asks), default=1) or 1
    most = max(shown, facts.most)
    if narrow:
        return _Frame(350, 11, 348, 64, most, narrow=True)
    return _Frame(880, 288, 628, 40, most, narrow=False)


def _groups(facts: Capacity, frame: _Frame) -> list[SafeString]:
    parts, y = [], 0.0
    for area, asks in facts.by_area:
        parts.append(box((0, y + 8, 4, 17), fill=area.colour))
        parts.append(words(area.label, (11, y + 21.5), Pen(size=15, fill=area.colour, bold=True)))
        parts.append(line((0, y + HEAD), (frame.width, y + HEAD)))
        y += HEAD
        for ask in asks:
            parts.append(_row(ask, facts.unit, y, frame))
            y += frame.row
            parts.append(line((0, y), (frame.width, y)))
    return parts


def _row(ask: Asked, unit: str, y: float, frame: _Frame) -> SafeString:
    room = frame.width if frame.narrow else frame.left - 24
    name = words(shortened(ask.partner, room=room, size=14.5), (11, y + (19 if frame.narrow else 25)), Pen(size=14.5))
    top = y + (28 if frame.narrow else 10)
    told = words(f"{_amount(ask, unit)} · {ask.reply.label}", _told_at(y, frame), Pen(fill=_ink(ask.reply)))
    asked = box((frame.left, top, frame.long(ask.asked), 6), fill="none", stroke=EDGE)
    return svg.link(
        ask.href,
        _of_ask(ask, unit),
        name,
        asked,
        *_answer(ask, top + 10, frame),
        told,
        hit((0, y, frame.width, frame.row)),
    )


def _told_at(y: float, frame: _Frame) -> tuple[float, float]:
    return (11, y + 59) if frame.narrow else (646, y + 25)


def _ink(reply: Reply) -> str:
    return MUTED if reply is Reply.NONE else INK


def _answer(ask: Asked, top: float, frame: _Frame) -> list[SafeString]:
    wide, colour = frame.long(ask.answered), ask.area.colour
    sides = (frame.left, top, wide, 8.0)
    if ask.reply is Reply.ACCEPTED:
        return [box(sides, fill=colour)]
    if ask.reply is Reply.PARTLY:
        rest = (frame.left + wide, top, max(frame.long(ask.asked) - wide, 0), 8.0)
        return [box(rest, stroke=colour, dash="2 2"), box(sides, fill=colour)]
    if ask.reply is Reply.COUNTERED:
        return [box(sides, fill=SHEET, stroke=colour), slants(sides, colour=colour)]
    if ask.reply is Reply.DECLINED:
        return [
            line((frame.left, top - 1), (frame.left + 9, top + 8), colour=colour, width=2),
            line((frame.left + 9, top - 1), (frame.left, top + 8), colour=colour, width=2),
        ]
    return [
        line(
            (frame.left, top + 4),
            (frame.left + frame.long(ask.asked), top + 4),
            colour=EDGE,
            width=1.6,
            dash="1 5",
        )
    ]


def _number(amount: float) -> str:
    return number_format(f"{amount:g}" if amount < 1e6 else round(amount), use_l10n=True, force_grouping=True)


def _amount(ask: Asked, unit: str) -> str:
    told = {"answered": _number(ask.answered), "asked": _number(ask.asked), "unit": unit}
    return _("%(answered)s van %(asked)s %(unit)s") % told


def _of_ask(ask: Asked, unit: str) -> str:
    return f"{ask.partner} {_amount(ask, unit)} · {ask.reply.label}, {ask.area.label}"


def _description(facts: Capacity) -> str:
    told = {
        "asked": _number(sum(ask.asked for ask in facts.asks)),
        "answered": _number(sum(ask.answered for ask in facts.asks)),
        "unit": facts.unit,
        "open": sum(ask.reply is Reply.NONE for ask in facts.asks),
    }
    return _("Gevraagd: %(asked)s %(unit)s. Toegezegd: %(answered)s %(unit)s. Zonder antwoord: %(open)s.") % told


def table(facts: Capacity) -> Table:
    """One row per ask, in the order of the drawing."""
    unit = {"unit": facts.unit}
    headers = (
        _("Partner"),
        _("Veld"),
        _("Gevraagd (%(unit)s)") % unit,
        _("Toegezegd (%(unit)s)") % unit,
        _("Antwoord"),
    )
    rows = tuple(_table_row(ask) for _area, asks in facts.by_area for ask in asks)
    return Table(_("Gevraagde en toegezegde capaciteit"), headers, rows, numeric=frozenset({2, 3}))


def _table_row(ask: Asked) -> tuple[Cell, ...]:
    return (
        Cell(ask.partner, ask.href),
        Cell(str(ask.area.label)),
        Cell(_number(ask.asked)),
        Cell(_number(ask.answered)),
        Cell(str(ask.reply.label)),
    )
