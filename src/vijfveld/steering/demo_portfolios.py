# SPDX-License-Identifier: EUPL-1.2
"""The story of portfolios in the example: a study of two scenarios, work abroad with consultation, three calculations
and two proposals."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from vijfveld.law.demo import Cast
from vijfveld.node import clock
from vijfveld.steering.acts.candidates import (
    Weighing,
    choose_candidates,
    judge_cover,
    note_consultation,
    weigh_candidate,
)
from vijfveld.steering.acts.portfolio_proposals import Offer, propose
from vijfveld.steering.acts.portfolio_runs import ask_run
from vijfveld.steering.acts.portfolios import Bounds, StudyPlan, judge_need, open_study, set_bounds
from vijfveld.steering.demo_scenarios import CROWD, WINTER
from vijfveld.steering.models import Candidate, PortfolioRun, PortfolioStudy, Scenario
from vijfveld.steering.portfolio_background import carry_out
from vijfveld.steering.queries import portfolios as read
from vijfveld.strategy.acts.asks import Said, answer_ask
from vijfveld.strategy.acts.drivers import state_driver
from vijfveld.strategy.acts.efforts import Plan, propose_flexible
from vijfveld.strategy.models import Ask, Effort
from vijfveld.strategy.words import Area

ABROAD = "Grenswachten in de regio opleiden"
CHILDREN, AFTERCARE, DRONES = "Kinderen eerst", "Terugkeer en nazorg", "Drones boven drukke plaatsen"
SIGNALS, TOGETHER = "Signalen uit de vreemdelingenketen", "Gezamenlijk duiden van signalen"
LOCAL, TEAMS, PLACES = "Lokaal casusoverleg paraat", "Crisisteams getraind", "Tijdelijke plaatsen in detentie"
LONERS = "Eenlingen: samen duiden met de ggz"
NEEDS = {
    WINTER.title: ((1, 1, 0, 2, 1), "Het blijft stil. Wat wegzakt, is vooral het oefenen en de vakkennis."),
    CROWD.title: ((2, 3, 1, 2, 2), "Velen tegelijk: elk kind een plek, elke aankomst geduid, en de keten loopt vol."),
}
"""What each scenario asks, by field in the order of the strategy, in steps from 0 to 3."""
# intrusion, cost, what it covers in the winter and in the crowd by field, in quarters, and on what that rests
KNOWN: dict[str, tuple[int, str, tuple[int, ...], tuple[int, ...], str]] = {
    TOGETHER: (1, "420", (3, 0, 0, 0, 0), (3, 1, 0, 0, 0), "Zo ging het in de oefening van vorig jaar."),
    SIGNALS: (2, "180", (1, 0, 0, 0, 0), (3, 1, 0, 0, 0), "Een schatting van de analisten; er is nog niets gemeten."),
    CHILDREN: (1, "260", (0, 1, 0, 0, 0), (0, 4, 0, 0, 0), "De vorige twee gezinnen kregen alles binnen een week."),
    LOCAL: (1, "610", (0, 3, 0, 1, 0), (0, 2, 0, 1, 0), "Gemeenten zeggen dat het werkt tot tien zaken tegelijk."),
    DRONES: (2, "150", (0, 0, 1, 0, 0), (0, 0, 3, 0, 0), "Een proef op twee pleinen."),
    ABROAD: (0, "300", (0, 0, 1, 0, 0), (1, 1, 3, 0, 0), "Ervaring van partners elders; onzeker."),
    TEAMS: (0, "340", (0, 0, 0, 4, 0), (0, 0, 0, 3, 0), "De teams haalden hun doelen in vijf van zes oefeningen."),
    AFTERCARE: (1, "280", (0, 1, 0, 0, 2), (0, 0, 0, 0, 3), "De reclassering volgde veertig mensen een jaar."),
    PLACES: (3, "290", (0, 0, 0, 0, 3), (0, 0, 0, 0, 3), "De inrichting telde hoe vaak een plaats ontbrak."),
    LONERS: (2, "265", (0, 2, 0, 0, 0), (0, 2, 0, 0, 0), "Twee regio's werken zo; de andere nog niet."),
}
BY_HAND = {
    ABROAD: (("mindef", 2), ("kmar", 1)),
    AFTERCARE: (("nederlandse-ggz", 1),),
    LOCAL: (("gemeente-oudekerk-aan-de-ae", 1), ("zorg-en-veiligheidshuizen", 8)),
    TEAMS: (("nipv", 4),),
}
"""What efforts ask of partners, in fte, beside the asks of the maker's own organisation: filled in by hand."""
BAR = "Boven besloten erven meekijken heeft nog geen grondslag. De opdracht moet eerst worden aangepast."
WHO = "coordinator"


def stories(cast: Cast) -> list[Iterator[float]]:
    """The effort abroad, and the study."""
    return [_abroad(cast), _study(cast)]


def _abroad(cast: Cast) -> Iterator[float]:
    """Work in another country is proposed, and both ministries are heard before a partner is asked."""
    yield -178
    day = clock.now().date()
    driver = state_driver(
        cast.caller("analist"), sort="scenario", title="Grensposten in de regio zijn dun bezet", source="Scenario's",
        statement="Als een gebied valt, melden velen zich bij posten die dat niet aankunnen.", stated_on=day,
        areas=("verdedigen",),
    )  # fmt: skip
    plan = Plan(
        ABROAD, "Collega's in de regio herkennen valse papieren en weten wie zij bellen.",
        "verdedigen.1.1", "operational", "international", "coordinatie-ct", day,
    )  # fmt: skip
    effort = propose_flexible(
        cast.caller(WHO), plan, driver=driver.id, ends_on=day + timedelta(days=420),
        acknowledged="Dit vraagt andere mensen dan de vaste inzet die nog onder haar ondergrens zit.",
    )  # fmt: skip
    for code, said in (
        ("minbz", "De ambassades zien de noodzaak. Kies eerst de twee posten waar al Nederlandse collega's werken."),
        ("mindef", "Wij kunnen twee opleiders missen, niet in het voorjaar. Veiligheid ter plekke regelen wij zelf."),
    ):
        yield -172
        note_consultation(
            cast.caller(WHO), effort.id, ministry=cast.id(code), held_on=clock.now().date(), said=said
        )  # fmt: skip


def _study(cast: Cast) -> Iterator[float]:
    yield -58
    viewer = cast.viewers[WHO]
    standing = {one.title: one.id for one in Scenario.objects.visible_to(viewer)}
    study = open_study(
        cast.caller(WHO),
        StudyPlan(
            "Stilte of drukte: wat houdt stand?",
            "Welke inzet hebben wij nodig, of het nu stil blijft of dat velen tegelijk terugkeren?",
            (standing[WINTER.title], standing[CROWD.title]),
        ),
    )  # fmt: skip
    efforts = {one.title: one.id for one in Effort.objects.visible_to(viewer).filter(title__in=KNOWN)}
    choose_candidates(cast.caller(WHO), study.id, efforts=list(efforts.values()))
    yield -55
    for one in read.scenarios_of(viewer, study):
        steps, reasons = NEEDS[one.scenario.title]
        judge_need(cast.caller(WHO), one.id, one.version, needs=_by_field(steps), reasons=reasons)
    yield -54
    for candidate in read.candidates_of(viewer, study):
        _describe(cast, candidate, efforts, standing)
    yield from _calculated(cast, study, efforts, standing)


def _by_field(steps: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(Area.values, steps, strict=True))


def _describe(cast: Cast, one: Candidate, efforts: dict[str, object], standing: dict[str, object]) -> None:
    """What one candidate asks and costs, and what it covers in each scenario."""
    title = one.effort.title
    deep, cost, winter, crowd, reasons = KNOWN[title]
    asked = {partner: Decimal(fte) for partner, fte in one.asked.items()}
    asked |= {str(cast.id(code)): Decimal(fte) for code, fte in BY_HAND.get(title, ())}
    weigh_candidate(
        cast.caller(WHO), one.id, one.version,
        Weighing(
            deep, Decimal(cost), asked, bar=BAR if title == DRONES else "",
            milder=(str(efforts[TOGETHER]),) if title == SIGNALS else (),
            needs_first=(str(efforts[LOCAL]),) if title == CHILDREN else (),
        ),
    )  # fmt: skip
    for scenario, steps in ((WINTER.title, winter), (CROWD.title, crowd)):
        judge_cover(cast.caller("analist"), one.id, standing[scenario], 0, steps=_by_field(steps), reasons=reasons)  # type: ignore[arg-type]


def _calculated(
    cast: Cast, study: PortfolioStudy, efforts: dict[str, object], standing: dict[str, object]
) -> Iterator[float]:  # fmt: skip
    """Limits that clash; looser ones; and a judgement that changes."""
    yield -50
    room = {str(cast.id(code)): Decimal(fte) for code, fte in (("politie", "8"), ("dji", "7"), ("ind", "2"))}
    floors = {"voorbereiden": Decimal(300), "vervolgen": Decimal(550)}
    _bound(
        cast, study, Bounds("worst", Decimal(800), floors, room, "Begroting van dit jaar; partners zeiden het zelf.")
    )
    _run(cast, study)
    yield -47
    floors = {"voorbereiden": Decimal(300), "vervolgen": Decimal(250)}
    _bound(cast, study, Bounds("worst", Decimal(2400), floors, room, "Begroting van volgend jaar; DJI noemde 7 fte."))
    _run(cast, study)
    yield -33
    candidates = {one.effort.title: one for one in read.candidates_of(cast.viewers[WHO], study)}
    child, crowd = candidates[CHILDREN].id, standing[CROWD.title]
    before = read.covers_of(cast.viewers[WHO], study)[child][crowd]  # type: ignore[index]
    judge_cover(
        cast.caller(WHO), child, crowd, before.version, steps=_by_field((0, 2, 0, 0, 0)),  # type: ignore[arg-type]
        reasons="De raad zei: met tien gezinnen tegelijk halen wij de week niet.",
    )  # fmt: skip
    _bound(cast, study, Bounds("worst", Decimal(2700), floors, room, "De begroting werd € 300 duizend ruimer."))
    run = _run(cast, study)
    yield -30
    ask = _offer(
        cast, run, efforts[AFTERCARE], "nederlandse-ggz",
        "Kunt u één behandelaar vrijmaken voor mensen die vrijkomen? In beide scenario's is dit nodig.",
    )  # fmt: skip
    _offer(
        cast, run, efforts[LOCAL], "gemeente-oudekerk-aan-de-ae",
        "In beide scenario's draagt het lokale overleg veel. Wilt u Oudekerk vragen om mee te doen?",
    )  # fmt: skip
    yield -21
    if ask:
        answer_ask(
            cast.caller("nederlandse-ggz"), ask.id, ask.version,
            Said("partly", Decimal("0.5"), "Een halve baan kan, tot de wachtlijst korter is."),
        )  # fmt: skip


def _bound(cast: Cast, study: PortfolioStudy, bounds: Bounds) -> None:
    set_bounds(cast.caller(WHO), study.id, _now(cast, study).version, bounds)


def _run(cast: Cast, study: PortfolioStudy) -> PortfolioRun:
    run = ask_run(cast.caller(WHO), study.id, _now(cast, study).version)
    carry_out(run)
    return run


def _now(cast: Cast, study: PortfolioStudy) -> PortfolioStudy:
    found: PortfolioStudy = PortfolioStudy.objects.visible_to(cast.viewers[WHO]).get(pk=study.pk)
    return found


def _offer(cast: Cast, run: PortfolioRun, effort: object, partner: str, words: str) -> Ask | None:
    day = clock.now().date()
    made = propose(
        cast.caller(WHO), run.id,
        Offer(effort, cast.id(partner), Decimal(1), day + timedelta(days=28), words),  # type: ignore[arg-type]
    )  # fmt: skip
    return made.ask
