# SPDX-License-Identifier: EUPL-1.2
"""Stories of the example about drivers, asks and answers."""

from vijfveld.law.demo import Cast
from vijfveld.law.demo_stories import Story
from vijfveld.strategy.acts.asks import adopt_counter, withdraw_ask
from vijfveld.strategy.acts.drivers import retire_driver
from vijfveld.strategy.demo_means import as_it_is, begin_flexible, in_days, look_at, planned, put, say, stated


def terugkeer_en_nazorg(cast: Cast) -> Story:
    yield -120
    driver = stated(
        cast,
        "Meer mensen komen vrij na een veroordeling",
        "In een jaar komen meer veroordeelden vrij dan in de vijf jaar ervoor.",
        sort="scenario",
        areas=("vervolgen",),
    )
    yield -112
    plan = planned(
        "Terugkeer en nazorg",
        "Iedereen die vrijkomt, heeft op de eerste dag een plan en een begeleider.",
        "vervolgen.2.6",
        reach="local",
    )
    effort = begin_flexible(cast, plan, driver, in_days(300))
    reclassering = put(cast, "coordinator", effort, "reclassering-nederland", "4")
    duinrode = put(cast, "coordinator", effort, "gemeente-duinrode", "1")
    yield -100
    say(cast, reclassering, "reclassering-nederland", "accepted")
    yield -95
    say(
        cast,
        duinrode,
        "gemeente-duinrode",
        "declined",
        None,
        "Wij krijgen niemand terug dit jaar. Vraag ons weer als dat verandert.",
    )
    yield -92
    look_at(cast, duinrode)
    yield -6
    put(cast, "coordinator", effort, "gemeente-molenwaard", "1", days=9)
    put(cast, "coordinator", effort, "minszw", "0.5", days=14)


def online_verspreiding(cast: Cast) -> Story:
    yield -330
    driver = stated(
        cast,
        "Beelden van een aanslag elders gaan rond",
        "Beelden van aanslagen worden snel en bewerkt verspreid.",
        areas=("voorkomen",),
    )
    yield -326
    plan = planned(
        "Beelden snel van het net",
        "Beelden van geweld zijn binnen een dag verwijderd of niet meer te vinden.",
        "voorkomen.3.3.2",
    )
    effort = begin_flexible(cast, plan, driver, in_days(120))
    asks = {
        code: put(cast, "coordinator", effort, code, fte)
        for code, fte in (("atkm", "3"), ("politie", "1"), ("internetbedrijven", "2"))
    }
    for code, ask in asks.items():
        yield -318
        say(cast, ask, code, "accepted")


def feestmaanden(cast: Cast) -> Story:
    yield -345
    driver = stated(
        cast,
        "Spanning rond religieuze feesten",
        "Rond feestdagen zijn gebouwen en bezoekers kwetsbaarder.",
        areas=("verdedigen",),
    )
    yield -342
    plan = planned(
        "Extra oog voor drukke feestmaanden",
        "Bezoekers kunnen zonder angst samenkomen.",
        "verdedigen.2.open-plaatsen",
        reach="local",
    )
    effort = begin_flexible(cast, plan, driver, in_days(60))
    asks = {
        code: put(cast, "coordinator", effort, code, fte)
        for code, fte in (("politie", "8"), ("GM0363", "2"), ("GM0518", "2"))
    }
    yield -335
    for code, ask in asks.items():
        say(cast, ask, code, "accepted")
    yield -250
    retire_driver(cast.caller("analist"), driver.id, 1)


def drones(cast: Cast) -> Story:
    yield -160
    driver = stated(
        cast,
        "Kleine drones zijn makkelijk te koop",
        "Drones worden elders gebruikt om te verkennen en te schaden.",
        areas=("verdedigen", "voorkomen"),
    )
    yield -150
    plan = planned(
        "Drones boven drukke plaatsen",
        "Politie en beveiligers zien een drone op tijd en weten wat mag.",
        "verdedigen.2.3",
    )
    effort = begin_flexible(cast, plan, driver, in_days(280))
    asks = {
        code: put(cast, "coordinator", effort, code, fte)
        for code, fte in (("politie", "3"), ("mindef", "1"), ("kmar", "1"))
    }
    yield -140
    say(cast, asks["politie"], "politie", "partly", "2", "Meer kan pas na de zomer.")
    say(cast, asks["mindef"], "mindef", "accepted")
    yield -132
    say(cast, asks["kmar"], "kmar", "accepted")
    yield -60
    say(cast, asks["politie"], "politie", "accepted")


def vreemdelingenketen(cast: Cast) -> Story:
    yield -90
    driver = stated(
        cast,
        "Reizigers mengen zich in de asielstroom",
        "Enkele reizigers gebruikten elders een asielaanvraag als dekmantel.",
        areas=("verwerven", "voorkomen"),
    )
    yield -84
    plan = planned(
        "Signalen uit de vreemdelingenketen", "Medewerkers weten welk signaal zij waar kwijt kunnen.", "verwerven.2.2"
    )
    effort = begin_flexible(cast, plan, driver, in_days(200))
    asks = {
        code: put(cast, "coordinator", effort, code, fte) for code, fte in (("ind", "2"), ("coa", "2"), ("dtv", "1"))
    }
    yield -70
    say(cast, asks["ind"], "ind", "accepted")
    say(cast, asks["coa"], "coa", "countered", "1", "Twee mensen lukt niet. Eén ervaren collega wel.")
    yield -67
    offered = as_it_is(asks["coa"])
    adopt_counter(cast.caller("coordinator"), offered.id, offered.version)
    yield -66
    now = as_it_is(asks["dtv"])
    withdraw_ask(cast.caller("coordinator"), now.id, now.version)


def kinderen(cast: Cast) -> Story:
    yield -140
    driver = stated(
        cast,
        "Kinderen keren terug uit strijdgebied",
        "Enkele gezinnen kunnen op korte termijn terugkeren.",
        sort="scenario",
        areas=("voorkomen",),
    )
    yield -135
    plan = planned(
        "Kinderen eerst", "Elk kind heeft voor aankomst een plek, een school en een voogd of ouder.", "voorkomen.3.2.5"
    )
    effort = begin_flexible(cast, plan, driver, in_days(400))
    asks = {
        code: put(cast, "coordinator", effort, code, fte)
        for code, fte in (
            ("raad-kinderbescherming", "3"),
            ("jeugdzorg-nederland", "2"),
            ("minocw", "1"),
            ("minbz", "1"),
        )
    }
    for offset, (code, ask) in enumerate(asks.items()):
        yield -120 + offset
        say(cast, ask, code, "accepted")


def crypto(cast: Cast) -> Story:
    yield -200
    driver = stated(
        cast,
        "Geld gaat vaker via nieuwe munten",
        "Inzamelingen lopen vaker buiten banken om.",
        areas=("vervolgen", "voorkomen"),
    )
    yield -192
    plan = planned(
        "Geld buiten de banken om", "Opsporing en banken herkennen nieuwe routes binnen een maand.", "vervolgen.2.3"
    )
    effort = begin_flexible(cast, plan, driver, in_days(260))
    asks = {
        code: put(cast, "coordinator", effort, code, fte)
        for code, fte in (("fiu-nederland", "2"), ("om-landelijk-parket", "1"), ("nvb", "1"))
    }
    yield -180
    for code, ask in asks.items():
        say(cast, ask, code, "accepted")


def detentie(cast: Cast) -> Story:
    yield -220
    driver = stated(
        cast,
        "Plaatsen in gespecialiseerde detentie raken vol",
        "De bezetting ligt boven de grens die de inrichting veilig vindt.",
        sort="scenario",
        areas=("vervolgen",),
    )
    yield -215
    plan = planned("Tijdelijke plaatsen in detentie", "Niemand wacht op een passende plaats.", "vervolgen.2.1")
    effort = begin_flexible(cast, plan, driver, in_days(233))
    ask = put(cast, "coordinator", effort, "dji", "6")
    yield -205
    say(cast, ask, "dji", "accepted")


def stille_haven(cast: Cast) -> Story:
    yield -30
    driver = stated(
        cast,
        "Meer aanslagen tegelijk",
        "Een scenario met drie plaatsen op één dag vraagt om andere afspraken.",
        sort="scenario",
        areas=("voorbereiden",),
    )
    yield -26
    plan = planned(
        "Oefening Stille haven",
        "Het gezag weet wie beslist als het op drie plaatsen misgaat.",
        "voorbereiden.1.2",
        "administrative",
    )
    effort = begin_flexible(cast, plan, driver, in_days(150))
    asks = {
        code: put(cast, "coordinator", effort, code, fte)
        for code, fte in (("veiligheidsregio-noordkust", "3"), ("dsi", "2"), ("ncc", "1"), ("GM0344", "1"))
    }
    yield -12
    say(cast, asks["dsi"], "dsi", "accepted")
    yield -5
    say(cast, asks["ncc"], "ncc", "accepted")
    yield -1
    say(cast, asks["veiligheidsregio-noordkust"], "veiligheidsregio-noordkust", "accepted")


def losse_einden(cast: Cast) -> Story:
    yield -45
    stated(
        cast,
        "Geweld uit een onverwachte hoek",
        "Een gedachtegoed dat nu geen geweld kent, kan dat gaan doen.",
        sort="scenario",
        areas=("verwerven",),
    )
    yield -20
    driver = stated(
        cast,
        "Oproepen rond een rechtszaak",
        "Rond een zitting verschijnen oproepen om de rechtbank te belagen.",
        areas=("verdedigen",),
    )
    yield -18
    plan = planned(
        "Rust rond een grote zitting",
        "De zitting kan doorgaan en iedereen komt veilig thuis.",
        "verdedigen.2.1",
        reach="local",
    )
    effort = begin_flexible(cast, plan, driver, in_days(60))
    ask = put(cast, "coordinator", effort, "politie", "4", days=12)
    yield -14
    say(cast, ask, "politie", "accepted")
    yield -2
    retire_driver(cast.caller("analist"), driver.id, 1)


STORIES = [
    terugkeer_en_nazorg,
    online_verspreiding,
    feestmaanden,
    drones,
    vreemdelingenketen,
    kinderen,
    crypto,
    detentie,
    stille_haven,
    losse_einden,
]
