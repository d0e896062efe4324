# SPDX-License-Identifier: EUPL-1.2
"""Facts for the page that shows every part: plainly made up."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

from vijfveld.face.drawings.band import Band, Month
from vijfveld.face.drawings.capacity import Asked, Capacity, Reply
from vijfveld.face.drawings.course import Course, Row, Stretch
from vijfveld.face.drawings.levels import NEW, OLD, Edition, Levels, Period, Regional
from vijfveld.face.drawings.mixes import Held, Member, Mixes, Outcome
from vijfveld.face.drawings.pathways import Crossing, Line, Pathways
from vijfveld.face.drawings.places import PROVINCES
from vijfveld.face.drawings.spread import Spread, Spreads
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.drawings.tilemap import Tile, TileMap
from vijfveld.face.drawings.timeline import Bar, Timeline
from vijfveld.face.drawings.wheel import Field, Hub, Running, Steps, Wheel
from vijfveld.face.items import Check, Due, Fact, Step
from vijfveld.face.palette import Area
from vijfveld.face.shell import Change

LONG: Final = "Verwerkingsverantwoordelijkheidsovereenkomst"

WHEEL: Final = Wheel(
    Hub("substantieel", 4, "#niveau"),
    (
        Field(Area.PROCURE, Steps(2, 3, 1), (), "#verwerven"),
        Field(
            Area.PREVENT,
            Steps(2, 2, 1),
            (
                Running("Buurtgesprekken Molenwaard", 0.12, "#a", "5 dec", stops_soon=True),
                Running("Tegengeluid Zandvoorde", 0.55, "#b", "1 mrt 2027"),
                Running("Weerbare scholen", 0.8, "#c", "1 sep 2027"),
            ),
            "#voorkomen",
        ),
        Field(
            Area.PROTECT,
            Steps(3, 3, 2),
            (Running("Rooster vliegveld Oostmeer", 0.9, "#d"), Running("Bewaking havenhoofd", 0.8, "#e")),
            "#verdedigen",
        ),
        Field(
            Area.PREPARE,
            Steps(2, 3, 2),
            (
                Running("Weerbare evenementen", 0.06, "#f", "5 dec", stops_soon=True),
                Running("Oefening Stille haven", 0.6, "#g"),
                Running("Bereikbaarheid bij nacht", 0.3, "#h"),
                Running("Nazorg opvangteams", 0.93, "#i"),
            ),
            "#voorbereiden",
        ),
        Field(Area.PURSUE, Steps(1, None, 2), (Running("Extra zittingscapaciteit", 0.35, "#j"),), "#vervolgen"),
    ),
)

LEVELS: Final = Levels(
    date(2026, 11, 23),
    (
        Period(OLD, 3, date(2005, 5, 1), date(2007, 3, 1), exact=False, source="verzonnen beeld 1"),
        Period(OLD, 2, date(2007, 3, 1), date(2008, 3, 1), exact=False),
        Period(OLD, 3, date(2008, 3, 1), date(2009, 11, 1), exact=False),
        Period(OLD, 2, date(2009, 11, 1), date(2013, 3, 13), exact=False),
        Period(OLD, 3, date(2013, 3, 13), date(2016, 7, 11)),
        Period(NEW, 4, date(2016, 7, 11), date(2019, 12, 9)),
        Period(NEW, 3, date(2019, 12, 9), date(2023, 12, 12)),
        Period(NEW, 4, date(2023, 12, 12), href="#niveau"),
    ),
    tuple(
        Edition(f"verzonnen beeld {at}", scale, level, on, f"#beeld-{at}")
        for at, scale, level, on in (
            (4, OLD, 3, date(2006, 3, 2)),
            (8, OLD, 2, date(2007, 4, 25)),
            (13, OLD, 3, date(2008, 6, 10)),
            (28, OLD, 2, date(2012, 3, 26)),
            (36, OLD, 3, date(2014, 6, 30)),
            (48, NEW, 4, date(2018, 9, 10)),
            (53, NEW, 3, date(2020, 10, 15)),
            (57, NEW, 3, date(2022, 11, 7)),
            (60, NEW, 4, date(2024, 6, 11)),
        )
    ),
    (Regional("regio Noordkust", NEW, 5, date(2019, 3, 18), "#noordkust"),),
)

TIMELINE: Final = Timeline(
    (
        Bar("Meldpunt dag en nacht", Area.PROCURE, date(2024, 1, 1), href="#t1"),
        Bar(
            "Buurtgesprekken Molenwaard",
            Area.PREVENT,
            date(2025, 12, 5),
            date(2026, 12, 5),
            stops_soon=True,
            href="#t2",
        ),
        Bar(
            "Tegengeluid Zandvoorde",
            Area.PREVENT,
            date(2025, 9, 1),
            date(2027, 3, 1),
            (date(2026, 3, 1), date(2026, 9, 1)),
            href="#t3",
        ),
        Bar(
            f"{LONG} met scholen in de regio Noordkust",
            Area.PREVENT,
            date(2026, 9, 1),
            date(2027, 9, 1),
            href="#t4",
        ),
        Bar("Rooster vliegveld Oostmeer", Area.PROTECT, date(2026, 10, 1), date(2027, 10, 1), href="#t5"),
        Bar("Bewaken en beveiligen, basis", Area.PROTECT, date(2025, 6, 1), href="#t6"),
        Bar(
            "Weerbare evenementen",
            Area.PREPARE,
            date(2026, 1, 1),
            date(2026, 12, 5),
            (date(2026, 7, 1),),
            stops_soon=True,
            href="#t7",
        ),
        Bar("Extra zittingscapaciteit", Area.PURSUE, date(2026, 5, 1), date(2027, 5, 1), href="#t8"),
    ),
    date(2026, 11, 23),
    date(2025, 7, 1),
    date(2027, 12, 31),
)

CAPACITY: Final = Capacity(
    (
        Asked("Gemeente Molenwaard", Area.PREVENT, 1, 0.5, Reply.COUNTERED, "#c1"),
        Asked("Veiligheidsregio Noordkust", Area.PREVENT, 3, 3, Reply.ACCEPTED, "#c2"),
        Asked("Stichting Open Deur", Area.PREVENT, 2, 0, Reply.DECLINED, "#c3"),
        Asked(f"{LONG} Zandvoorde", Area.PREPARE, 4, 2.5, Reply.PARTLY, "#c4"),
        Asked("Politie-eenheid Oostmeer", Area.PREPARE, 2.5, 0, Reply.NONE, "#c5"),
    )
)

TILEMAP: Final = TileMap(
    "Flexibele inzet per provincie (verzonnen)",
    tuple(
        Tile(place.short, place.col, place.row, place.label, value, f"#{place.code}")
        for place, value in zip(PROVINCES, (1, 0, 6, 2, None, 8, 5, 3, 2, 1, 4, 3), strict=True)
    ),
    "keer",
)

SPREADS: Final = Spreads(
    (
        Spread("Is er een overzicht van wat ontbreekt?", (1, 4, 9, 2), "#s1"),
        Spread(f"Is {LONG} geregeld?", (0, 12, 0, 3), "#s2"),
    ),
    Area.PREPARE,
)

PATHWAYS: Final = Pathways(
    "Paden in «Storm»",
    date(2026, 9, 1),
    date(2029, 9, 1),
    date(2026, 11, 23),
    Area.PREVENT,
    (
        Line("Overleg in de wijk", "vast", date(2026, 9, 1), date(2027, 5, 5), True, "begin nu", "#a", (
            Crossing(1, date(2027, 5, 5), date(2027, 1, 5), "begin nu", late=False),
            Crossing(2, date(2027, 5, 5), date(2026, 8, 8), "te laat", late=True),
        )),
        Line("Reizend team", "flexibel", date(2027, 3, 1), date(2027, 10, 22), False, "nog tijd", "#b", (
            Crossing(2, date(2027, 10, 22), date(2027, 1, 25), "nog tijd", late=False),
        )),
        Line(f"Vast team {LONG}", "vast", date(2027, 8, 1), None, False, "houdt de hele periode", "#c"),
    ),
)  # fmt: skip

COURSE: Final = Course(
    "Gevraagd, beantwoord en gedaan",
    ("Gevraagd", "Beantwoord", "Gedaan"),
    ("jan 2026", "feb 2026", "mrt 2026", "apr 2026"),
    (
        Row("Verwerven", ((4, 0, 2, 6), (3, 1, 0, 5), (1, 0, 0, 2)), Area.PROCURE, "#verwerven"),
        Row(LONG, ((1, 0, 12, 0), (None, 0, 11, 0), (0, 3, 0, 1)), Area.PURSUE),
    ),
    "Niveau",
    (Stretch("4, substantieel", 0, 0.6), Stretch("3, aanzienlijk", 0.6, 1)),
)

MIXES: Final = Mixes(
    ("A", "B"),
    (
        Member("Gezamenlijk duiden", Area.PROCURE, (True, True), href="#m1"),
        Member("Buurtgesprekken", Area.PREVENT, (True, False), href="#m2"),
        Member(LONG, Area.PREVENT, (False, True)),
        Member("Meekijken op erven", Area.PROTECT, (False, False), barred=True),
    ),
    (
        Outcome(
            "De stille winter",
            (
                (Held(Area.PROCURE, 1, 0.75), Held(Area.PREVENT, 2, 1)),
                (Held(Area.PROCURE, 1, 0.75), Held(Area.PREVENT, 2, 0.5)),
            ),
        ),
    ),
)

BAND: Final = Band(
    "Vaste capaciteit (verzonnen)",
    "fte",
    tuple(
        Month(date(2026, month, 1), value, low=36.0 if month > 2 else None, judged=month > 2, outside=outside)
        for month, value, outside in (
            (1, 22.0, False),
            (2, 38.0, False),
            (3, 39.0, False),
            (4, 40.0, False),
            (5, None, False),
            (6, 37.0, False),
            (7, 34.5, True),
            (8, 31.0, True),
        )
    ),
    marked=date(2026, 6, 9),
    mark="niveau daalde",
)

SAMPLES: Final[dict[str, object]] = {
    "wheel": WHEEL,
    "levels": LEVELS,
    "timeline": TIMELINE,
    "capacity": CAPACITY,
    "tilemap": TILEMAP,
    "spreads": SPREADS,
    "course": COURSE,
    "pathways": PATHWAYS,
    "mixes": MIXES,
    "band": BAND,
    "nothing_running": Timeline((), date(2026, 11, 23), date(2026, 1, 1), date(2026, 12, 31)),
    "due": (
        Due(
            date(2026, 12, 5),
            "Programma Weerbare evenementen stopt",
            "#1",
            "Voorbereiden · flexibel",
            True,
        ),
        Due(date(2026, 12, 9), "Herziening dreigingsniveau", "#2", "besluit 4 van 12 juni"),
        Due("nieuw", f"{LONG} van gemeente Molenwaard", "#3", "Inzet Terugkeer en nazorg · tegenvoorstel"),
    ),
    "facts": (
        Fact("Eigenaar", "Veiligheidsregio Noordkust", "#r"),
        Fact("Soort inzet", "Flexibel, verlengd (1 keer)"),
        Fact("Afspraak", LONG),
        Fact("Einde", None),
    ),
    "table": Table(
        "Gevraagde en toegezegde capaciteit",
        ("Partner", "Gevraagd (fte)", "Toegezegd (fte)", "Antwoord"),
        (
            (Cell("Gemeente Molenwaard", "#m"), Cell("1"), Cell("0,5"), Cell("Tegenvoorstel")),
            (Cell("Veiligheidsregio Noordkust", "#n"), Cell("3"), Cell("3"), Cell("Ja")),
            (Cell(LONG), Cell("1.250"), Cell("–"), Cell("Nog geen antwoord")),
        ),
        numeric=frozenset({1, 2}),
    ),
    "empty_table": Table("Lessen die nog open staan", ("Les", "Eigenaar"), ()),
    "checks": (
        Check("De inzet heeft een einddatum", met=True, note="5 december 2026"),
        Check("Alle partners hebben geantwoord", met=False, note="Nog twee partners", url="#4"),
        Check("De functionaris gegevensbescherming heeft advies gegeven", met=None),
    ),
    "steps": (
        Step("Vraag opgesteld", "done", "12 november"),
        Step("Partners antwoorden", "now", "nog twee antwoorden"),
        Step("Inzet vaststellen", "later"),
    ),
    "changes": (
        Change(
            datetime(2026, 11, 23, 13, 45, tzinfo=UTC),
            "Antwoord ontvangen",
            "Veiligheidsregio Noordkust",
            "#5",
        ),
        Change(datetime(2026, 11, 22, 9, 0, tzinfo=UTC), "Vraag verstuurd aan vier partners", "Coördinator"),
        Change(datetime(2025, 6, 12, 9, 0, tzinfo=UTC), "Inzet opgesteld", "Coördinator"),
    ),
    "areas": tuple(Area),
}
