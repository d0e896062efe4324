# SPDX-License-Identifier: EUPL-1.2
"""How answers are spread over levels: small bars side by side per question, with counts; never a mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vijfveld.face.drawings import svg
from vijfveld.face.drawings.lines import Pen, box, line, shortened, words
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.palette import EDGE, INK, MUTED, Area


@dataclass(frozen=True)
class Spread:
    """One question: its name and how many answers stand at each level, from low to high."""

    label: str
    counts: tuple[int, ...]
    href: str = ""


@dataclass(frozen=True)
class Spreads:
    """Questions of one field, drawn on one scale of counts."""

    questions: tuple[Spread, ...]
    area: Area | None = None

    @property
    def most(self) -> int:
        """The largest count, at least one."""
        return max((count for one in self.questions for count in one.counts), default=1) or 1


HEAD: Final = 24.0
TALL: Final = 44.0
ROW: Final = HEAD + TALL + 44.0
BAR: Final = 34.0
STEP: Final = 52.0


def spreads(facts: Spreads, *, narrow: bool = False, name: str = "spreads") -> SafeString:
    """Every question in a row of its own."""
    width = 320.0 if narrow else 620.0
    rows = [_row(one, facts, top=number * ROW, width=width) for number, one in enumerate(facts.questions)]
    return svg.drawing(
        (0.0, 0.0, width, max(len(rows), 1) * ROW), *rows, name=f"{name}-{'narrow' if narrow else 'wide'}",
        title=_("Antwoorden per niveau"),
        desc=_("Per vraag een staaf per niveau, met het aantal antwoorden erboven."),
    )  # fmt: skip


def _row(one: Spread, facts: Spreads, *, top: float, width: float) -> SafeString:
    foot = top + HEAD + TALL + 16
    colour = facts.area.colour if facts.area else EDGE
    bars = [_bar(count, level, facts.most, foot, colour) for level, count in enumerate(one.counts)]
    told = ", ".join(_said(level, count) for level, count in enumerate(one.counts))
    label = words(shortened(one.label, room=width), (0, top + 16), Pen(fill=INK, bold=True))
    base = line((0, foot), (STEP * len(one.counts), foot), colour=EDGE)
    return svg.link(one.href, f"{one.label}: {told}", label, *bars, base)


def _said(level: int, count: int) -> str:
    return _("niveau %(level)s: %(count)s") % {"level": level, "count": count}


def _bar(count: int, level: int, most: int, foot: float, colour: str) -> SafeString:
    left, high = level * STEP + (STEP - BAR) / 2, TALL * count / most
    middle = left + BAR / 2
    return svg.join(
        box((left, foot - high, BAR, high), fill=colour),
        words(count, (middle, foot - high - 4), Pen(size=12, fill=INK, anchor="middle")),
        words(level, (middle, foot + 15), Pen(size=12, fill=MUTED, anchor="middle")),
    )


def table(facts: Spreads) -> Table:
    """The same as a table."""
    size = max((len(one.counts) for one in facts.questions), default=0)
    headers = (_("Vraag"), *(_("niveau %(level)s") % {"level": level} for level in range(size)))
    rows = tuple(
        (Cell(one.label, one.href), *(Cell(str(one.counts[n]) if n < len(one.counts) else "–") for n in range(size)))
        for one in facts.questions
    )
    return Table(_("Antwoorden per niveau"), headers, rows, frozenset(range(1, size + 1)))
