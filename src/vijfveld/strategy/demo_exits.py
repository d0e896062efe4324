# SPDX-License-Identifier: EUPL-1.2
"""Stories of the example in which effort is prolonged, taken up, ended, wound down or kept."""

from vijfveld.law.demo import Cast
from vijfveld.law.demo_stories import Story
from vijfveld.law.models import Reasoning
from vijfveld.strategy.acts.efforts import propose_fixed
from vijfveld.strategy.acts.exits import ReverseTest, end_effort, keep, prolong, take_up, wind_down
from vijfveld.strategy.checklist import Checked
from vijfveld.strategy.demo_means import as_it_is, begin_flexible, in_days, look_ahead, planned, put, say, stated


def weerbare_evenementen(cast: Cast) -> Story:
    yield -300
    driver = stated(
        cast,
        "Drukke evenementen zijn vaker doelwit",
        "Daders elders kozen vaker voor feesten en markten.",
        areas=("voorbereiden", "verdedigen"),
    )
    yield -290
    plan = planned(
        "Weerbare evenementen",
        "Organisatoren en hulpdiensten kennen hun rol bij een aanslag.",
        "voorbereiden.1.5",
        reach="local",
    )
    effort = begin_flexible(cast, plan, driver, in_days(180))
    asks = {
        code: put(cast, "coordinator", effort, code, fte)
        for code, fte in (
            ("gemeente-molenwaard", "1"),
            ("politie", "2"),
            ("veiligheidsregio-noordkust", "1"),
            ("GM0344", "1"),
        )
    }
    yield -280
    say(cast, asks["politie"], "politie", "accepted")
    yield -276
    say(
        cast,
        asks["veiligheidsregio-noordkust"],
        "veiligheidsregio-noordkust",
        "partly",
        "0.5",
        "Eén collega, twee dagen in de week.",
    )
    yield -275
    say(cast, asks["GM0344"], "GM0344", "accepted")
    say(cast, asks["gemeente-molenwaard"], "gemeente-molenwaard", "accepted")
    yield -118
    now = as_it_is(effort)
    why = Reasoning("De zomerfeesten komen er nog aan. Daarna is er genoeg geoefend om te stoppen.")
    prolong(cast.caller("coordinator"), now.id, now.version, ends_on=in_days(130), reasoning=why)
    yield -3
    say(
        cast,
        asks["gemeente-molenwaard"],
        "gemeente-molenwaard",
        "countered",
        "0.5",
        "De collega is deels ingezet voor de jaarwisseling. Een halve fte kan wel.",
    )


def vitale_top(cast: Cast) -> Story:
    yield -310
    driver = stated(
        cast,
        "Digitale aanval rond een topontmoeting",
        "Groepen kondigen aan diensten plat te leggen.",
        areas=("verdedigen",),
    )
    yield -305
    plan = planned(
        "Vitale processen extra bewaakt", "Storingen door een aanval zijn binnen vier uur verholpen.", "verdedigen.3.2"
    )
    effort = begin_flexible(cast, plan, driver, in_days(270))
    asks = {
        code: put(cast, "coordinator", effort, code, fte) for code, fte in (("ncsc", "3"), ("vitale-aanbieders", "4"))
    }
    yield -295
    for code, ask in asks.items():
        say(cast, ask, code, "accepted")
    yield -72
    now = as_it_is(effort)
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


def eenlingen(cast: Cast) -> Story:
    yield -260
    driver = stated(
        cast,
        "Daders zonder groep, vaak met psychische nood",
        "Een deel van de recente daders handelde alleen en was bekend bij de zorg.",
        areas=("voorkomen",),
    )
    yield -255
    plan = planned(
        "Eenlingen: samen duiden met de ggz",
        "Politie en zorg bespreken een zorgelijk signaal binnen drie dagen.",
        "voorkomen.3.6.1",
        reach="local",
    )
    effort = begin_flexible(cast, plan, driver, in_days(180))
    asks = {
        code: put(cast, "coordinator", effort, code, fte)
        for code, fte in (("nederlandse-ggz", "3"), ("politie", "2"), ("minvws", "1"))
    }
    yield -240
    say(cast, asks["nederlandse-ggz"], "nederlandse-ggz", "partly", "2", "Er is een tekort aan behandelaren.")
    say(cast, asks["politie"], "politie", "accepted")
    say(cast, asks["minvws"], "minvws", "accepted")
    yield -80
    now = as_it_is(effort)
    why = Reasoning("De regio's hebben nog niet allemaal een vaste plek om te duiden.")
    prolong(cast.caller("coordinator"), now.id, now.version, ends_on=in_days(170), reasoning=why)


def jaarwisseling(cast: Cast) -> Story:
    yield -349
    driver = stated(
        cast,
        "Onrust verwacht bij de jaarwisseling",
        "Op sociale media staan oproepen tot geweld.",
        areas=("voorbereiden",),
    )
    yield -348
    plan = planned(
        "Eén boodschap bij de jaarwisseling",
        "Gemeenten en politie vertellen hetzelfde, op hetzelfde moment.",
        "voorbereiden.1.9",
        "administrative",
        "local",
    )
    effort = begin_flexible(cast, plan, driver, in_days(90))
    ask = put(cast, "coordinator", effort, "politie-midden-nederland", "1")
    yield -340
    say(cast, ask, "politie-midden-nederland", "accepted")
    yield -310
    now = as_it_is(effort)
    why = Reasoning("De jaarwisseling verliep rustig. De afspraken zijn vastgelegd voor volgend jaar.")
    end_effort(cast.caller("coordinator"), now.id, now.version, reasoning=why)


def papieren_meldkaart(cast: Cast) -> Story:
    """Fixed effort that hardly anyone needs any more: the reverse test is made, and partners get three months."""
    yield -338
    plan = planned(
        "Papieren meldkaart",
        "Wie geen computer heeft, kan een zorg toch kwijt.",
        "verwerven.2.1",
        "administrative",
        "local",
    )
    effort = propose_fixed(cast.caller("coordinator"), plan, rests_on="zekerheid.radicalisering")
    asks = {
        code: put(cast, "coordinator", effort, code, fte, floor)
        for code, fte, floor in (("vng", "1", "0.5"), ("politie", "1", "0.5"), ("gemeente-molenwaard", "0.5", "0.2"))
    }
    yield -330
    for code, ask in asks.items():
        say(cast, ask, code, "accepted")
    yield -19
    now = as_it_is(effort)
    test = ReverseTest(
        True,
        (
            "Stijgt de dreiging, dan komen signalen via de balie en de wijkagent. "
            "Valt het internet uit, dan blijft het telefoonnummer bereikbaar."
        ),
    )
    why = Reasoning(
        "In een jaar kwamen negen kaarten binnen. Alle negen waren ook al gemeld bij de wijkagent.",
        alternatives="Eén kaart per provincie houden is overwogen. Dat kost bijna hetzelfde.",
        dissent="De VNG wil het telefoonnummer langer bekendmaken. Dat gebeurt.",
    )
    wind_down(cast.caller("beslisser"), now.id, now.version, ends_on=in_days(105), test=test, reasoning=why)
    yield -15
    look_ahead(cast, effort, "politie")


def meldlijn_winkeliers(cast: Cast) -> Story:
    """Fixed effort that was to be wound down and is kept, because the reverse test no longer holds."""
    yield -322
    plan = planned(
        "Meldlijn voor winkeliers", "Winkeliers weten waar zij een verdachte aankoop melden.", "verwerven.1.5"
    )
    effort = propose_fixed(cast.caller("coordinator"), plan, rests_on="zekerheid.alle-middelen")
    ask = put(cast, "coordinator", effort, "politie", "2", "1")
    yield -318
    say(cast, ask, "politie", "accepted")
    yield -210
    now = as_it_is(effort)
    test = ReverseTest(True, "In elk scenario neemt het landelijke meldpunt de meldingen van winkeliers over.")
    why = Reasoning("Het landelijke meldpunt krijgt dezelfde meldingen.")
    wind_down(cast.caller("beslisser"), now.id, now.version, ends_on=in_days(120), test=test, reasoning=why)
    yield -170
    now = as_it_is(effort)
    why = Reasoning("Het landelijke meldpunt gaat ’s nachts dicht. Dan houdt het basisniveau niet zonder deze lijn.")
    keep(cast.caller("beslisser"), now.id, now.version, reasoning=why)


STORIES = [
    weerbare_evenementen,
    vitale_top,
    eenlingen,
    jaarwisseling,
    papieren_meldkaart,
    meldlijn_winkeliers,
]
