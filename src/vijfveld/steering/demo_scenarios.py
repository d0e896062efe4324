# SPDX-License-Identifier: EUPL-1.2
"""The story of scenarios in the example: a shipped field opened, two futures chosen, a signpost that went off."""

from collections.abc import Iterator
from decimal import Decimal

from vijfveld.law.demo import Cast
from vijfveld.steering.acts.futures import (
    Future,
    Sign,
    choose_scenario,
    fire_signpost,
    hand_scenario,
    name_mover,
    set_signpost,
)
from vijfveld.steering.acts.scenarios import exclude_pair, open_field
from vijfveld.steering.models import Scenario
from vijfveld.steering.uncertainties import shipped

WINTER = Future(
    "De stille winter",
    "Er komen geen nieuwe aanslagen. De aandacht zakt weg, mensen met vakkennis vertrekken en oefeningen vallen uit. "
    "Intussen keren strijders een voor een terug. Als het dan misgaat, kost opbouwen te veel tijd.",
    {"aanslagen": "geen", "leiding": "alqaida", "terugkeer": "druppel", "middelen": "eenvoudig",
     "samenleving": "rustig", "aandacht": "zakt"},
)  # fmt: skip
CROWD = Future(
    "Velen tegelijk",
    "Een gebied in strijd valt. In enkele weken melden velen zich bij grenzen en posten, met kinderen. "
    "Elders in Europa volgen aanslagen met vuurwapens. In wijken loopt de spanning op.",
    {"aanslagen": "europa", "leiding": "isis", "terugkeer": "golf", "middelen": "wapens",
     "samenleving": "gespannen", "aandacht": "hoog"},
)  # fmt: skip


def story(cast: Cast) -> Iterator[int]:
    """A year in which futures are thought through, handed over, and one of them begins to show."""
    yield -250
    one = shipped()["jihadistische-dreiging"]
    field = open_field(
        cast.caller("analist"), title=one.words["nl"]["title"], purpose=one.words["nl"]["purpose"],
        parameters=one.parameters, code=one.code,
    )  # fmt: skip
    yield -243
    exclude_pair(
        cast.caller("analist"), field.id, "aanslagen/geen", "middelen/wapens", ground="logical",
        words="Zonder aanslag worden er geen wapens gebruikt.",
    )  # fmt: skip
    yield -230
    winter = choose_scenario(cast.caller("analist"), field.id, WINTER)
    crowd = choose_scenario(cast.caller("analist"), field.id, CROWD)
    yield -225
    for rank, (partner, must) in enumerate(MOVERS, start=1):
        name_mover(cast.caller("coordinator"), crowd.id, organisation=cast.id(partner), must=must, rank=rank)
    name_mover(
        cast.caller("coordinator"), winter.id, organisation=cast.id("nctv"), rank=1,
        must="Laat zien welke vaste inzet onder haar bodem zakt, en vraagt partners om antwoord.",
    )  # fmt: skip
    yield from _watch(cast, winter, crowd)


MOVERS = [
    ("kmar", "Zet extra mensen bij de grens in en meldt elke aankomst binnen een dag."),
    ("raad-kinderbescherming", "Heeft voor elk kind een plan voor aankomst."),
    ("gemeente-molenwaard", "Roept het casusoverleg bijeen en regelt opvang en school."),
]


def _watch(cast: Cast, winter: Scenario, crowd: Scenario) -> Iterator[int]:
    """Signposts are set; the quiet winter begins to show."""
    yield -210
    set_signpost(
        cast.caller("analist"), crowd.id,
        Sign("Meer verzoeken om reisdocumenten", "Meer dan tien verzoeken in een maand bij posten in de regio.",
             "ministerie van Buitenlandse Zaken", Decimal(3), Decimal(1)),
    )  # fmt: skip
    fading = set_signpost(
        cast.caller("analist"), winter.id,
        Sign("Oefeningen vallen uit", "Twee kwartalen achter elkaar valt meer dan een op de vier oefeningen uit.",
             "veiligheidsregio's", Decimal(9), Decimal("0.5")),
    )  # fmt: skip
    yield -190
    hand_scenario(cast.caller("coordinator"), crowd.id, Scenario.objects.visible_to(cast.viewers["analist"]).get(
        pk=crowd.id).version)  # fmt: skip
    yield -28
    fire_signpost(
        cast.caller("analist"),
        fading.id,
        fading.version,
        seen="De veiligheidsregio's meldden over twee kwartalen dat 9 van de 31 oefeningen niet doorgingen.",
    )
