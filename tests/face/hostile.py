# SPDX-License-Identifier: EUPL-1.2
"""One example of every drawing around a label, so that every test can ask the same of all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from vijfveld.face.drawings import Facts
from vijfveld.face.drawings.band import Band, Month
from vijfveld.face.drawings.capacity import Asked, Capacity, Reply
from vijfveld.face.drawings.levels import NEW, OLD, Edition, Levels, Period, Regional
from vijfveld.face.drawings.mixes import Held, Member, Mixes, Outcome
from vijfveld.face.drawings.places import PROVINCES, SAFETY_REGIONS
from vijfveld.face.drawings.spread import Spread, Spreads
from vijfveld.face.drawings.tilemap import Tile, TileMap
from vijfveld.face.drawings.timeline import Bar, Timeline
from vijfveld.face.drawings.wheel import Field, Hub, Running, Steps, Wheel
from vijfveld.face.palette import Area

TODAY = date(2026, 11, 23)
LONG = "Verwerkingsverantwoordelijkheidsovereenkomst"
HOSTILE = (
    "<script>alert(1)</script>",
    '"/><svg onload="alert(1)">',
    "' style='x:y",
    "]]></text>&amp;&#x00;",
    "\x00\x0b\ud7ff \uffff",
    "\u202egnissalpsgnirrewrev",
    LONG * 4,
    "",
)


def wheel(label: str) -> Wheel:
    efforts = tuple(Running(label, share, "/inzet", label, stops_soon=share < 0.2) for share in (0.0, 0.1, 1.0))
    return Wheel(Hub(label, 4, "/"), tuple(Field(area, Steps(0, None, 3), efforts, "/veld") for area in Area))


def levels(label: str) -> Levels:
    return Levels(
        TODAY,
        (
            Period(OLD, 3, date(2005, 5, 1), date(2016, 7, 11), exact=False, source=label, href="/p"),
            Period(NEW, 4, date(2016, 7, 11), source=label),
        ),
        (Edition(label, OLD, 3, date(2006, 3, 2), "/e"),),
        (Regional(label, NEW, 5, date(2019, 3, 18), "/r"),),
    )


def timeline(label: str) -> Timeline:
    bars = tuple(
        Bar(label, area, date(2024, 1, 1), end, (date(2026, 1, 1),) if end else (), stops_soon=bool(end), href="/i")
        for area in Area
        for end in (None, date(2026, 12, 5))
    )
    return Timeline(bars, TODAY, date(2025, 1, 1), date(2027, 12, 31))


def capacity(label: str) -> Capacity:
    return Capacity(tuple(Asked(label, Area.PREVENT, 4, 1.5, reply, "/v") for reply in Reply), label)


def tilemap(label: str) -> TileMap:
    return TileMap(label, (Tile(label, 0, 0, label, 3, "/t"), Tile("?", 1, 2, label, None)), label)


def spread(label: str) -> Spreads:
    return Spreads((Spread(label, (0, 3, 12, 1), "/v"), Spread(label, (0, 0, 0, 0))), Area.PREVENT)


def mixes(label: str) -> Mixes:
    held = (Held(Area.PREVENT, 2, 1.25), Held(Area.PURSUE, 0, 0), Held(Area.PREPARE, 1, 3))
    members = (
        Member(label, Area.PURSUE, (True, False), href="/i"), Member(label, Area.PREVENT, (True, True)),
        Member(label, Area.PREVENT, (False, False), barred=True), Member(label, Area.PREPARE, (False, False)),
    )  # fmt: skip
    return Mixes(("A", "B"), members, (Outcome(label, (held, held)),))


DRAWN: dict[str, Callable[[str], Facts]] = {
    "wheel": wheel,
    "levels": levels,
    "timeline": timeline,
    "capacity": capacity,
    "tilemap": tilemap,
    "spread": spread,
    "mixes": mixes,
}
EMPTY: dict[str, Facts] = {
    "band": Band("Leeg", "fte", ()),
    "band of unknown months": Band("Onbekend", "fte", (Month(TODAY, None, judged=False),)),
    "band of one month of nothing": Band("Nul", "fte", (Month(TODAY, 0.0, 0.0, 0.0),)),
    "wheel": Wheel(),
    "levels": Levels(TODAY),
    "timeline": Timeline((), TODAY, date(2026, 1, 1), date(2026, 12, 31)),
    "timeline of one day": Timeline((), TODAY, TODAY, TODAY),
    "timeline without today": Timeline((), TODAY, date(2020, 1, 1), date(2021, 1, 1)),
    "capacity": Capacity(()),
    "capacity of nothing": Capacity((Asked("Gemeente", Area.PREVENT, 0, 0, Reply.NONE),)),
    "tilemap": TileMap("Leeg", ()),
    "spread": Spreads(()),
    "mixes": Mixes((), (), ()),
    "mixes of nothing": Mixes(("A",), (), (Outcome("Stil", ((Held(Area.PREVENT, 0, 0),),)),)),
    "spread of zeros": Spreads((Spread("Vraag", (0, 0)),)),
    "tilemap of zeros": TileMap("Nul", tuple(Tile(p.short, p.col, p.row, p.label, 0.0) for p in PROVINCES)),
    "tilemap of regions": TileMap("Regio's", tuple(Tile(p.short, p.col, p.row, p.label, None) for p in SAFETY_REGIONS)),
}
