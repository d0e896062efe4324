# SPDX-License-Identifier: EUPL-1.2
"""A year of invented work, told as stories, each with an end; `law.demo_stories` says what a story is."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from vijfveld.law.acts.tasks import finish_task
from vijfveld.law.demo import Cast
from vijfveld.law.demo_stories import Story
from vijfveld.law.models import Reasoning, Task
from vijfveld.node import clock
from vijfveld.strategy.acts.asks import Said, adopt_counter, answer_ask, put_ask, withdraw_ask
from vijfveld.strategy.acts.drivers import retire_driver, state_driver
from vijfveld.strategy.acts.efforts import Plan, propose_fixed, propose_flexible
from vijfveld.strategy.acts.exits import ReverseTest, end_effort, keep, prolong, take_up, wind_down
from vijfveld.strategy.acts.levels import Setting, set_threat_level
from vijfveld.strategy.checklist import Checked
from vijfveld.strategy.models import Ask, Driver, Effort

ASKED = "Mensen met kennis van dit onderwerp, vrijgemaakt voor dit werk."
SMALL = "Onze gemeente is klein. Meer mensen kunnen wij hiervoor niet vrijmaken."

# title, purpose, objective, work, reach, certainty, owner, [(partner, asked, floor, granted)]
BASE: list[tuple[str, str, str, str, str, str, str, list[tuple[str, str, str, str]]]] = [
    ("Gezamenlijk duiden van signalen", "Diensten, politie en gemeenten lezen dezelfde signalen op dezelfde manier.",
     "verwerven.1.samen-duiden", "operational", "national", "zekerheid.netwerken", "nctv",
     [("politie", "6", "4", "6"), ("aivd", "4", "3", "4"), ("kmar", "2", "1", "2"), ("vng", "2", "1", "1.5")]),
    ("Vakkennis digitale middelen", "Onderzoekers kennen de kanalen waarlangs groepen werven.",
     "verwerven.1.10", "operational", "national", "zekerheid.sociale-media", "politie",
     [("aivd", "2", "1", "2"), ("ncsc", "1", "1", "1"), ("atkm", "2", "1", "2")]),
    ("Onderzoeksagenda extremisme", "Onderzoek volgt de vragen die het beleid echt heeft.",
     "verwerven.3.5", "policy", "national", "zekerheid.voedingsbodem-rechts", "nctv",
     [("wodc", "2", "1", "2"), ("universiteiten", "3", "1", "2"), ("minocw", "1", "0.5", "1")]),
    ("Lokaal casusoverleg paraat", "Elke gemeente kan binnen een week een overleg bijeenroepen.",
     "voorkomen.2.2.3", "administrative", "local", "zekerheid.radicalisering", "vng",
     [("gemeente-molenwaard", "1", "0.5", "1"), ("gemeente-duinrode", "1", "0.5", "0.5"),
      ("GM0363", "6", "4", "6"), ("GM0599", "5", "3", "5"), ("GM0518", "5", "3", "5"), ("GM0344", "4", "3", "4"),
      ("zorg-en-veiligheidshuizen", "8", "5", "8"), ("raad-kinderbescherming", "3", "2", "3")]),
    ("Weerbare jongeren op school", "Docenten herkennen zorgelijk gedrag en weten wie kan helpen.",
     "voorkomen.2.1.1", "policy", "national", "zekerheid.radicalisering", "minocw",
     [("school-en-veiligheid", "3", "2", "3"), ("vo-raad", "1", "0.5", "1"), ("mbo-raad", "1", "0.5", "1"),
      ("minszw", "2", "1", "2")]),
    ("Geldstromen volgen", "Meldingen van financiering komen bij één eigenaar uit.",
     "voorkomen.3.1.4", "operational", "national", "zekerheid.alle-middelen", "minfin",
     [("fiu-nederland", "4", "3", "4"), ("fiod", "3", "2", "3"), ("dnb", "2", "1", "2"), ("nvb", "2", "1", "2")]),
    ("Bewaken en beveiligen op peil", "Bescherming past bij de dreiging en wordt steeds opnieuw bekeken.",
     "verdedigen.2.evenredig", "operational", "national", "zekerheid.meer-doelwitten", "nctv",
     [("politie", "40", "30", "38"), ("kmar", "25", "20", "25"), ("om", "3", "2", "3")]),
    ("Controle op luchthavens naar risico", "Controles zijn niet te voorspellen en ontzien de reiziger.",
     "verdedigen.2.luchtvaart.1", "operational", "national", "zekerheid.doelwit", "kmar",
     [("luchthavens", "12", "8", "12"), ("douane", "4", "2", "4"), ("nctv", "2", "1", "2")]),
    ("Digitale toets van vitale processen", "Vitale aanbieders oefenen en toetsen elk jaar.",
     "verdedigen.3.3", "operational", "national", "zekerheid.cyber-hulpmiddel", "ncsc",
     [("vitale-aanbieders", "10", "6", "8"), ("minienw", "2", "1", "2")]),
    ("Crisisteams getraind", "Wie in een crisisteam zit, heeft het afgelopen jaar geoefend.",
     "voorbereiden.1.5", "administrative", "local", "zekerheid.ernst", "ncc",
     [("veiligheidsregio-noordkust", "3", "2", "1.5"), ("veiligheidsregio-utrecht", "3", "2", "3"),
      ("veiligheidsregio-haaglanden", "3", "2", "3"), ("nipv", "4", "2", "4")]),
    ("Slachtoffers en nabestaanden", "Elke familie heeft na een aanslag één contactpersoon.",
     "voorbereiden.3.2", "operational", "national", "zekerheid.ernst", "slachtofferhulp",
     [("rode-kruis", "2", "1", "2"), ("ggd-ghor", "2", "1", "2"), ("politie", "3", "2", "3")]),
    ("Kennis in de strafketen", "Officieren, rechters en inrichtingen houden hun vakkennis bij.",
     "vervolgen.2.4", "policy", "national", "zekerheid.schommelt", "om",
     [("rechtspraak", "3", "2", "3"), ("dji", "4", "3", "4"), ("reclassering-nederland", "3", "2", "3")]),
    ("Terugkeer na detentie", "Voor iedereen die vrijkomt ligt er een plan voor huis, geld en begeleiding.",
     "vervolgen.2.6", "operational", "local", "zekerheid.strijders", "reclassering-nederland",
     [("dji", "2", "1", "2"), ("GM0599", "1", "0.5", "1"), ("gemeente-duinrode", "0.5", "0.5", "0.5"),
      ("nederlandse-ggz", "2", "1", "1")]),
]  # fmt: skip


def stories(cast: Cast) -> list[Story]:
    """Every story of the year."""
    levels = [_levels(cast)]
    base = [_fixed(cast, number, row) for number, row in enumerate(BASE)]
    return [*levels, *base, *(tell(cast) for tell in THREADS)]


def partners() -> set[str]:
    """The organisations that take part, each of which needs a liaison."""
    asked = {partner for row in BASE for partner, *_ in row[7]}
    return asked | {row[6] for row in BASE} | OTHERS


OTHERS = {
    "gemeente-oudekerk-aan-de-ae", "ind", "coa", "lse", "jeugdzorg-nederland", "minvws", "minszw", "mindef", "minbz",
    "internetbedrijven", "dsi", "politie-midden-nederland", "provincie-utrecht", "ess", "dtv", "om-landelijk-parket",
}  # fmt: skip


def _today() -> date:
    return clock.now().date()


def _in(days: int) -> date:
    return _today() + timedelta(days=days)


def _plan(title: str, purpose: str, objective: str, work: str = "operational", reach: str = "national") -> Plan:
    return Plan(title, purpose, objective, work, reach, "coordinatie-ct", _today())


def _flexible(cast: Cast, plan: Plan, driver: Driver, ends_on: date) -> Effort:
    return propose_flexible(
        cast.caller("coordinator"), plan, driver=driver.id, ends_on=ends_on,
        acknowledged="De partners die nog onder hun ondergrens zitten, worden hier niet gevraagd.",
    )  # fmt: skip


def _ask(
    cast: Cast, owner: str, effort: Effort, partner: str, fte: str, floor: str | None = None, days: int = 28
) -> Ask:
    return put_ask(
        cast.caller(owner), effort.id, partner=cast.id(partner), what=ASKED, capacity=Decimal(fte),
        floor=Decimal(floor) if floor else None, reply_by=_in(days),
    )  # fmt: skip


def _say(cast: Cast, ask: Ask, partner: str, reply: str, fte: str | None = None, reason: str = "") -> None:
    now = Ask.objects.beyond_access("the example answers").get(pk=ask.pk)
    answer_ask(cast.caller(partner), now.id, now.version, Said(reply, Decimal(fte) if fte else None, reason))


def _looked_at(cast: Cast, ask: Ask) -> None:
    """The coordinator reads an answer other than yes and leaves it at that."""
    rows = Task.objects.beyond_access("the example goes on").filter(about=ask.urn, done_at__isnull=True)
    for task in rows:
        finish_task(cast.caller("coordinator"), task.id)


def _current(record: Any) -> Any:
    return type(record).objects.beyond_access("the example goes on").get(pk=record.pk)


def _driver(
    cast: Cast, title: str, statement: str, *, sort: str = "threat_picture", areas: tuple[str, ...] = ()
) -> Driver:
    source = "DTN (voorbeeld)" if sort == "threat_picture" else "Scenario's (voorbeeld)"
    return state_driver(
        cast.caller("analist"),
        sort=sort,
        title=title,
        statement=statement,
        source=source,
        stated_on=_today(),
        areas=areas,
    )


def _levels(cast: Cast) -> Story:
    yield -352
    _set_level(
        cast,
        "DTN (voorbeeld), winter",
        "De kans op een aanslag is reëel. Groepen in het buitenland roepen op tot geweld.",
    )
    yield -168
    _set_level(
        cast, "DTN (voorbeeld), zomer", "Het beeld is gelijk gebleven. Er zijn meer jonge daders dan vorig jaar."
    )


def _set_level(cast: Cast, edition: str, reasons: str) -> None:
    words = Reasoning(
        reasons, alternatives="Niveau 3 is overwogen. De aanwijzingen zijn daarvoor te concreet.",
        dissent="Een sociale partner vroeg om aandacht voor het effect van het niveau op scholen.",
    )  # fmt: skip
    set_threat_level(cast.caller("beslisser"), Setting("substantieel", edition, _in(184)), words)


def _fixed(cast: Cast, number: int, row: tuple[Any, ...]) -> Story:
    title, purpose, objective, work, reach, certainty, owner, asked = row
    yield -350 + number
    effort = propose_fixed(cast.caller(owner), _plan(title, purpose, objective, work, reach), rests_on=certainty)
    asks = [
        (partner, fte, given, _ask(cast, owner, effort, partner, fte, floor)) for partner, fte, floor, given in asked
    ]
    for offset, (partner, fte, given, ask) in enumerate(asks):
        yield -345 + number + 2 * offset
        full = Decimal(given) == Decimal(fte)
        _say(cast, ask, partner, "accepted" if full else "partly", None if full else given, "" if full else SMALL)


def _weerbare_evenementen(cast: Cast) -> Story:
    yield -300
    driver = _driver(cast, "Drukke evenementen zijn vaker doelwit", "Daders elders kozen vaker voor feesten en markten.",
                     areas=("voorbereiden", "verdedigen"))  # fmt: skip
    yield -290
    plan = _plan(
        "Weerbare evenementen",
        "Organisatoren en hulpdiensten kennen hun rol bij een aanslag.",
        "voorbereiden.1.5",
        reach="local",
    )
    effort = _flexible(cast, plan, driver, _in(180))
    asks = {code: _ask(cast, "coordinator", effort, code, fte) for code, fte in
            (("gemeente-molenwaard", "1"), ("politie", "2"), ("veiligheidsregio-noordkust", "1"), ("GM0344", "1"))}  # fmt: skip
    yield -280
    _say(cast, asks["politie"], "politie", "accepted")
    yield -276
    _say(
        cast,
        asks["veiligheidsregio-noordkust"],
        "veiligheidsregio-noordkust",
        "partly",
        "0.5",
        "Eén collega, twee dagen in de week.",
    )
    yield -275
    _say(cast, asks["GM0344"], "GM0344", "accepted")
    _say(cast, asks["gemeente-molenwaard"], "gemeente-molenwaard", "accepted")
    yield -118
    now = _current(effort)
    why = Reasoning("De zomerfeesten komen er nog aan. Daarna is er genoeg geoefend om te stoppen.")
    prolong(cast.caller("coordinator"), now.id, now.version, ends_on=_in(130), reasoning=why)
    yield -3
    _say(cast, asks["gemeente-molenwaard"], "gemeente-molenwaard", "countered", "0.5",
         "De collega is deels ingezet voor de jaarwisseling. Een halve fte kan wel.")  # fmt: skip


def _terugkeer_en_nazorg(cast: Cast) -> Story:
    yield -120
    driver = _driver(cast, "Meer mensen komen vrij na een veroordeling", "In een jaar komen meer veroordeelden vrij dan in de vijf jaar ervoor.",
                     sort="scenario", areas=("vervolgen",))  # fmt: skip
    yield -112
    plan = _plan(
        "Terugkeer en nazorg",
        "Iedereen die vrijkomt, heeft op de eerste dag een plan en een begeleider.",
        "vervolgen.2.6",
        reach="local",
    )
    effort = _flexible(cast, plan, driver, _in(300))
    reclassering = _ask(cast, "coordinator", effort, "reclassering-nederland", "4")
    duinrode = _ask(cast, "coordinator", effort, "gemeente-duinrode", "1")
    yield -100
    _say(cast, reclassering, "reclassering-nederland", "accepted")
    yield -95
    _say(
        cast,
        duinrode,
        "gemeente-duinrode",
        "declined",
        None,
        "Wij krijgen niemand terug dit jaar. Vraag ons weer als dat verandert.",
    )
    yield -92
    _looked_at(cast, duinrode)
    yield -6
    _ask(cast, "coordinator", effort, "gemeente-molenwaard", "1", days=9)
    _ask(cast, "coordinator", effort, "minszw", "0.5", days=14)


def _online_verspreiding(cast: Cast) -> Story:
    yield -330
    driver = _driver(
        cast,
        "Beelden van een aanslag elders gaan rond",
        "Beelden van aanslagen worden snel en bewerkt verspreid.",
        areas=("voorkomen",),
    )
    yield -326
    plan = _plan(
        "Beelden snel van het net",
        "Beelden van geweld zijn binnen een dag verwijderd of niet meer te vinden.",
        "voorkomen.3.3.2",
    )
    effort = _flexible(cast, plan, driver, _in(120))
    asks = {
        code: _ask(cast, "coordinator", effort, code, fte)
        for code, fte in (("atkm", "3"), ("politie", "1"), ("internetbedrijven", "2"))
    }
    for code, ask in asks.items():
        yield -318
        _say(cast, ask, code, "accepted")


def _feestmaanden(cast: Cast) -> Story:
    yield -345
    driver = _driver(
        cast,
        "Spanning rond religieuze feesten",
        "Rond feestdagen zijn gebouwen en bezoekers kwetsbaarder.",
        areas=("verdedigen",),
    )
    yield -342
    plan = _plan(
        "Extra oog voor drukke feestmaanden",
        "Bezoekers kunnen zonder angst samenkomen.",
        "verdedigen.2.open-plaatsen",
        reach="local",
    )
    effort = _flexible(cast, plan, driver, _in(60))
    asks = {
        code: _ask(cast, "coordinator", effort, code, fte)
        for code, fte in (("politie", "8"), ("GM0363", "2"), ("GM0518", "2"))
    }
    yield -335
    for code, ask in asks.items():
        _say(cast, ask, code, "accepted")
    yield -250
    retire_driver(cast.caller("analist"), driver.id, 1)


def _drones(cast: Cast) -> Story:
    yield -160
    driver = _driver(cast, "Kleine drones zijn makkelijk te koop", "Drones worden elders gebruikt om te verkennen en te schaden.",
                     areas=("verdedigen", "voorkomen"))  # fmt: skip
    yield -150
    plan = _plan(
        "Drones boven drukke plaatsen",
        "Politie en beveiligers zien een drone op tijd en weten wat mag.",
        "verdedigen.2.3",
    )
    effort = _flexible(cast, plan, driver, _in(280))
    asks = {
        code: _ask(cast, "coordinator", effort, code, fte)
        for code, fte in (("politie", "3"), ("mindef", "1"), ("kmar", "1"))
    }
    yield -140
    _say(cast, asks["politie"], "politie", "partly", "2", "Meer kan pas na de zomer.")
    _say(cast, asks["mindef"], "mindef", "accepted")
    yield -132
    _say(cast, asks["kmar"], "kmar", "accepted")
    yield -60
    _say(cast, asks["politie"], "politie", "accepted")


def _vitale_top(cast: Cast) -> Story:
    yield -310
    driver = _driver(
        cast,
        "Digitale aanval rond een topontmoeting",
        "Groepen kondigen aan diensten plat te leggen.",
        areas=("verdedigen",),
    )
    yield -305
    plan = _plan(
        "Vitale processen extra bewaakt", "Storingen door een aanval zijn binnen vier uur verholpen.", "verdedigen.3.2"
    )
    effort = _flexible(cast, plan, driver, _in(270))
    asks = {
        code: _ask(cast, "coordinator", effort, code, fte) for code, fte in (("ncsc", "3"), ("vitale-aanbieders", "4"))
    }
    yield -295
    for code, ask in asks.items():
        _say(cast, ask, code, "accepted")
    yield -72
    now = _current(effort)
    ready = Checked(
        True,
        "Er is nog geen systeemtoets geweest. De oefening van juni ging goed.",
        "In de oefening was het herstel binnen vier uur.",
        True,
    )
    why = Reasoning(
        "De dreiging is blijvend en het werk staat. Dit hoort bij de basis.", proportionality="Het raakt geen personen."
    )
    take_up(
        cast.caller("coordinator"),
        now.id,
        now.version,
        rests_on="zekerheid.cyber-hulpmiddel",
        checked=ready,
        reasoning=why,
    )


def _eenlingen(cast: Cast) -> Story:
    yield -260
    driver = _driver(cast, "Daders zonder groep, vaak met psychische nood", "Een deel van de recente daders handelde alleen en was bekend bij de zorg.",
                     areas=("voorkomen",))  # fmt: skip
    yield -255
    plan = _plan(
        "Eenlingen: samen duiden met de ggz",
        "Politie en zorg bespreken een zorgelijk signaal binnen drie dagen.",
        "voorkomen.3.6.1",
        reach="local",
    )
    effort = _flexible(cast, plan, driver, _in(180))
    asks = {
        code: _ask(cast, "coordinator", effort, code, fte)
        for code, fte in (("nederlandse-ggz", "3"), ("politie", "2"), ("minvws", "1"))
    }
    yield -240
    _say(cast, asks["nederlandse-ggz"], "nederlandse-ggz", "partly", "2", "Er is een tekort aan behandelaren.")
    _say(cast, asks["politie"], "politie", "accepted")
    _say(cast, asks["minvws"], "minvws", "accepted")
    yield -80
    now = _current(effort)
    why = Reasoning("De regio's hebben nog niet allemaal een vaste plek om te duiden.")
    prolong(cast.caller("coordinator"), now.id, now.version, ends_on=_in(170), reasoning=why)


def _vreemdelingenketen(cast: Cast) -> Story:
    yield -90
    driver = _driver(cast, "Reizigers mengen zich in de asielstroom", "Enkele reizigers gebruikten elders een asielaanvraag als dekmantel.",
                     areas=("verwerven", "voorkomen"))  # fmt: skip
    yield -84
    plan = _plan(
        "Signalen uit de vreemdelingenketen", "Medewerkers weten welk signaal zij waar kwijt kunnen.", "verwerven.2.2"
    )
    effort = _flexible(cast, plan, driver, _in(200))
    asks = {
        code: _ask(cast, "coordinator", effort, code, fte) for code, fte in (("ind", "2"), ("coa", "2"), ("dtv", "1"))
    }
    yield -70
    _say(cast, asks["ind"], "ind", "accepted")
    _say(cast, asks["coa"], "coa", "countered", "1", "Twee mensen lukt niet. Eén ervaren collega wel.")
    yield -67
    offered = _current(asks["coa"])
    adopt_counter(cast.caller("coordinator"), offered.id, offered.version)
    yield -66
    now = _current(asks["dtv"])
    withdraw_ask(cast.caller("coordinator"), now.id, now.version)


def _jaarwisseling(cast: Cast) -> Story:
    yield -349
    driver = _driver(
        cast,
        "Onrust verwacht bij de jaarwisseling",
        "Op sociale media staan oproepen tot geweld.",
        areas=("voorbereiden",),
    )
    yield -348
    plan = _plan(
        "Eén boodschap bij de jaarwisseling",
        "Gemeenten en politie vertellen hetzelfde, op hetzelfde moment.",
        "voorbereiden.1.9",
        "administrative",
        "local",
    )
    effort = _flexible(cast, plan, driver, _in(90))
    ask = _ask(cast, "coordinator", effort, "politie-midden-nederland", "1")
    yield -340
    _say(cast, ask, "politie-midden-nederland", "accepted")
    yield -310
    now = _current(effort)
    why = Reasoning("De jaarwisseling verliep rustig. De afspraken zijn vastgelegd voor volgend jaar.")
    end_effort(cast.caller("coordinator"), now.id, now.version, reasoning=why)


def _kinderen(cast: Cast) -> Story:
    yield -140
    driver = _driver(
        cast,
        "Kinderen keren terug uit strijdgebied",
        "Enkele gezinnen kunnen op korte termijn terugkeren.",
        sort="scenario",
        areas=("voorkomen",),
    )
    yield -135
    plan = _plan(
        "Kinderen eerst", "Elk kind heeft voor aankomst een plek, een school en een voogd of ouder.", "voorkomen.3.2.5"
    )
    effort = _flexible(cast, plan, driver, _in(400))
    asks = {code: _ask(cast, "coordinator", effort, code, fte) for code, fte in
            (("raad-kinderbescherming", "3"), ("jeugdzorg-nederland", "2"), ("minocw", "1"), ("minbz", "1"))}  # fmt: skip
    for offset, (code, ask) in enumerate(asks.items()):
        yield -120 + offset
        _say(cast, ask, code, "accepted")


def _crypto(cast: Cast) -> Story:
    yield -200
    driver = _driver(
        cast,
        "Geld gaat vaker via nieuwe munten",
        "Inzamelingen lopen vaker buiten banken om.",
        areas=("vervolgen", "voorkomen"),
    )
    yield -192
    plan = _plan(
        "Geld buiten de banken om", "Opsporing en banken herkennen nieuwe routes binnen een maand.", "vervolgen.2.3"
    )
    effort = _flexible(cast, plan, driver, _in(260))
    asks = {
        code: _ask(cast, "coordinator", effort, code, fte)
        for code, fte in (("fiu-nederland", "2"), ("om-landelijk-parket", "1"), ("nvb", "1"))
    }
    yield -180
    for code, ask in asks.items():
        _say(cast, ask, code, "accepted")


def _detentie(cast: Cast) -> Story:
    yield -220
    driver = _driver(cast, "Plaatsen in gespecialiseerde detentie raken vol", "De bezetting ligt boven de grens die de inrichting veilig vindt.",
                     sort="scenario", areas=("vervolgen",))  # fmt: skip
    yield -215
    plan = _plan("Tijdelijke plaatsen in detentie", "Niemand wacht op een passende plaats.", "vervolgen.2.1")
    effort = _flexible(cast, plan, driver, _in(233))
    ask = _ask(cast, "coordinator", effort, "dji", "6")
    yield -205
    _say(cast, ask, "dji", "accepted")


def _stille_haven(cast: Cast) -> Story:
    yield -30
    driver = _driver(cast, "Meer aanslagen tegelijk", "Een scenario met drie plaatsen op één dag vraagt om andere afspraken.",
                     sort="scenario", areas=("voorbereiden",))  # fmt: skip
    yield -26
    plan = _plan(
        "Oefening Stille haven",
        "Het gezag weet wie beslist als het op drie plaatsen misgaat.",
        "voorbereiden.1.2",
        "administrative",
    )
    effort = _flexible(cast, plan, driver, _in(150))
    asks = {code: _ask(cast, "coordinator", effort, code, fte) for code, fte in
            (("veiligheidsregio-noordkust", "3"), ("dsi", "2"), ("ncc", "1"), ("GM0344", "1"))}  # fmt: skip
    yield -12
    _say(cast, asks["dsi"], "dsi", "accepted")
    yield -5
    _say(cast, asks["ncc"], "ncc", "accepted")
    yield -1
    _say(cast, asks["veiligheidsregio-noordkust"], "veiligheidsregio-noordkust", "accepted")


def _papieren_meldkaart(cast: Cast) -> Story:
    """Fixed effort that hardly anyone needs any more: the reverse test is made, and partners get three months."""
    yield -338
    plan = _plan("Papieren meldkaart", "Wie geen computer heeft, kan een zorg toch kwijt.", "verwerven.2.1",
                 "administrative", "local")  # fmt: skip
    effort = propose_fixed(cast.caller("coordinator"), plan, rests_on="zekerheid.radicalisering")
    asks = {code: _ask(cast, "coordinator", effort, code, fte, floor) for code, fte, floor in
            (("vng", "1", "0.5"), ("politie", "1", "0.5"), ("gemeente-molenwaard", "0.5", "0.2"))}  # fmt: skip
    yield -330
    for code, ask in asks.items():
        _say(cast, ask, code, "accepted")
    yield -19
    now = _current(effort)
    test = ReverseTest(True, (
        "Stijgt de dreiging, dan komen signalen via de balie en de wijkagent. "
        "Valt het internet uit, dan blijft het telefoonnummer bereikbaar."
    ))  # fmt: skip
    why = Reasoning(
        "In een jaar kwamen negen kaarten binnen. Alle negen waren ook al gemeld bij de wijkagent.",
        alternatives="Eén kaart per provincie houden is overwogen. Dat kost bijna hetzelfde.",
        dissent="De VNG wil het telefoonnummer langer bekendmaken. Dat gebeurt.",
    )  # fmt: skip
    wind_down(cast.caller("beslisser"), now.id, now.version, ends_on=_in(105), test=test, reasoning=why)
    yield -15
    _looked_ahead(cast, effort, "politie")


def _looked_ahead(cast: Cast, effort: Effort, partner: str) -> None:
    """A partner takes note that an effort is wound down."""
    rows = Task.objects.beyond_access("the example goes on").filter(about=effort.urn, organisation=cast.id(partner))
    for task in rows.filter(done_at__isnull=True):
        finish_task(cast.caller(partner), task.id)


def _meldlijn_winkeliers(cast: Cast) -> Story:
    """Fixed effort that was to be wound down and is kept, because the reverse test no longer holds."""
    yield -322
    plan = _plan("Meldlijn voor winkeliers", "Winkeliers weten waar zij een verdachte aankoop melden.", "verwerven.1.5")
    effort = propose_fixed(cast.caller("coordinator"), plan, rests_on="zekerheid.alle-middelen")
    ask = _ask(cast, "coordinator", effort, "politie", "2", "1")
    yield -318
    _say(cast, ask, "politie", "accepted")
    yield -210
    now = _current(effort)
    test = ReverseTest(True, "In elk scenario neemt het landelijke meldpunt de meldingen van winkeliers over.")
    why = Reasoning("Het landelijke meldpunt krijgt dezelfde meldingen.")
    wind_down(cast.caller("beslisser"), now.id, now.version, ends_on=_in(120), test=test, reasoning=why)
    yield -170
    now = _current(effort)
    why = Reasoning("Het landelijke meldpunt gaat ’s nachts dicht. Dan houdt het basisniveau niet zonder deze lijn.")
    keep(cast.caller("beslisser"), now.id, now.version, reasoning=why)


def _losse_einden(cast: Cast) -> Story:
    yield -45
    _driver(
        cast,
        "Geweld uit een onverwachte hoek",
        "Een gedachtegoed dat nu geen geweld kent, kan dat gaan doen.",
        sort="scenario",
        areas=("verwerven",),
    )
    yield -20
    driver = _driver(
        cast,
        "Oproepen rond een rechtszaak",
        "Rond een zitting verschijnen oproepen om de rechtbank te belagen.",
        areas=("verdedigen",),
    )
    yield -18
    plan = _plan(
        "Rust rond een grote zitting",
        "De zitting kan doorgaan en iedereen komt veilig thuis.",
        "verdedigen.2.1",
        reach="local",
    )
    effort = _flexible(cast, plan, driver, _in(60))
    ask = _ask(cast, "coordinator", effort, "politie", "4", days=12)
    yield -14
    _say(cast, ask, "politie", "accepted")
    yield -2
    retire_driver(cast.caller("analist"), driver.id, 1)


THREADS = [
    _weerbare_evenementen, _terugkeer_en_nazorg, _online_verspreiding, _feestmaanden, _drones, _vitale_top, _eenlingen,
    _vreemdelingenketen, _jaarwisseling, _kinderen, _crypto, _detentie, _stille_haven, _papieren_meldkaart,
    _meldlijn_winkeliers, _losse_einden,
]  # fmt: skip
