# SPDX-License-Identifier: EUPL-1.2
"""A year at three tables, told as stories: a town and its partners who practise for crowds, a safety region that
shares what it learned, and a high-official table that decides what comes next. Nobody here exists."""

from collections.abc import Iterator

from vijfveld.law.demo import Cast
from vijfveld.steering.acts.bodies import BodyPlan
from vijfveld.steering.acts.sitting import Taken
from vijfveld.steering.demo_table import Table, days_on, rows
from vijfveld.steering.models import FollowUp
from vijfveld.steering.words_bodies import Asks, Stand

Story = Iterator[int]
LATE = "Te laat voor deze keer. Volgend kwartaal kan wel."


def stories(cast: Cast) -> list[Story]:
    """Every table of the year."""
    return [_local(cast), _regional(cast), _high_official(cast)]


YES = (Stand.AGREES.value, "")


def _local(cast: Cast) -> Story:
    yield -330
    table = Table(cast, "gemeente-molenwaard", BodyPlan(
        "Overleg veilige evenementen Molenwaard", "local",
        "Gemeente, politie en school stemmen af hoe een druk feest veilig blijft. Personen komen hier niet aan bod.",
        "§1.3", "quarterly", None,
        (cast.id("politie"), cast.id("school-en-veiligheid"), cast.id("rode-kruis"), cast.id("vo-raad")),
    ))  # fmt: skip
    yield -325
    table.joins("politie", "school-en-veiligheid", "rode-kruis")
    table.declines("vo-raad", "School en Veiligheid zit hier al. Wij lezen mee via hen.")
    yield -300
    table.plans(8, "Raadszaal van Molenwaard")
    table.puts("gemeente-molenwaard", "Wie doet wat op Koningsdag?", asks=Asks.DECIDE)
    table.calls()
    yield -292
    table.begins("rode-kruis")
    first = table.decides(
        Taken("Op Koningsdag is er één meldpunt voor alle partners, bij de gemeente.",
              "Vorig jaar belden drie partners elkaar zonder dat de vierde het wist.", "§6.1", area="voorbereiden"),
        gemeente_molenwaard=YES, politie=YES, school_en_veiligheid=YES,
    )  # fmt: skip
    script = table.agrees_on("politie", "Schrijf het draaiboek van het meldpunt", 40, first)
    table.ends()
    yield -255
    table.says("politie", script, "done", "Het draaiboek ligt bij alle partners.")
    yield -205
    table.plans(4, "Politiebureau Molenwaard")
    item = table.puts("rode-kruis", "Wat leerden wij van Koningsdag?", "Op twee plekken stond de EHBO te ver weg.")
    table.lays("rode-kruis", "Drie lessen van Koningsdag", "1. Post dichterbij. 2. Eén kaart. 3. Eén kanaal.", item)
    yield -201
    table.begins()
    second = table.decides(
        Taken("Bij elk feest boven 5.000 bezoekers staat een hulppost op ten hoogste vijf minuten lopen.",
              "Op Koningsdag duurde het twee keer langer dan tien minuten.", "§6.3",
              dissent="De politie vroeg of dit ook geldt voor feesten zonder vergunning. Daar is geen antwoord op.",
              area="voorbereiden"),
        gemeente_molenwaard=YES, rode_kruis=YES, school_en_veiligheid=YES,
        politie=(Stand.RESERVES.value, "Bij een feest zonder vergunning kunnen wij dit niet beloven."),
    )  # fmt: skip
    posts = table.agrees_on("rode-kruis", "Teken de hulpposten op de kaart van het centrum", 60, second)
    table.ends()
    yield -150
    table.says("rode-kruis", posts, "done")
    yield -96
    table.plans(4, "Raadszaal van Molenwaard")
    table.takes_up(2)
    yield -92
    table.begins("school-en-veiligheid")
    third = table.decides(
        Taken("De partners oefenen voor de jaarwisseling een ontruiming van het plein.",
              "Het draaiboek is nog nooit met iedereen samen gebruikt.", "§6.1", area="voorbereiden"),
        gemeente_molenwaard=YES, politie=YES,
    )  # fmt: skip
    drill = table.agrees_on("gemeente-molenwaard", "Vraag een vergunning aan voor de oefening", 45, third)
    table.agrees_on("school-en-veiligheid", "Vraag scholen of leerlingen mee oefenen als bezoeker", 100, third)
    table.ends()
    yield -50
    table.says("gemeente-molenwaard", drill, "done")
    yield -6
    table.plans(10, "Raadszaal van Molenwaard")
    table.puts("politie", "De jaarwisseling: wat is anders dan vorig jaar?", "Wij horen graag wat scholen merken.")
    table.takes_up(3)
    table.lays("politie", "Planning van de jaarwisseling", "Week 50: briefing. Week 51: oefening. Week 52: inzet.")
    table.calls()


def _regional(cast: Cast) -> Story:
    yield -310
    table = Table(cast, "veiligheidsregio-noordkust", BodyPlan(
        "Regionaal overleg Noordkust", "regional",
        "Gemeenten en hulpdiensten van de regio delen lessen en spreken af wie elkaar helpt als het ergens misgaat.",
        "§8.2", "quarterly", cast.id("gemeente-molenwaard"),
        (cast.id("gemeente-molenwaard"), cast.id("gemeente-duinrode"), cast.id("politie"), cast.id("ggd-ghor")),
    ))  # fmt: skip
    yield -304
    table.joins("gemeente-molenwaard", "gemeente-duinrode", "politie", "ggd-ghor")
    yield -190
    table.plans(5, "Kazerne Noordkust")
    table.puts("gemeente-duinrode", "Hoe helpt een kleine gemeente mee?", "Wij hebben één crisisteam.", Asks.DECIDE)
    yield -185
    table.begins()
    made = table.decides(
        Taken("Gemeenten in de regio lenen elkaar een crisisteam uit voor ten hoogste drie dagen.",
              "Een kleine gemeente houdt een lange inzet alleen niet vol.", "§6.1", area="voorbereiden",
              dissent="Duinrode vond drie dagen kort. De andere gemeenten niet."),
        veiligheidsregio_noordkust=YES, gemeente_molenwaard=YES,
        gemeente_duinrode=(Stand.RESERVES.value, "Wij lenen uit, maar niet tijdens de zomerfeesten."),
        politie=(Stand.DECLINES.value, "Dit is een zaak van gemeenten. Wij lezen mee."),
    )  # fmt: skip
    letter = table.agrees_on("veiligheidsregio-noordkust", "Leg de afspraak voor aan de colleges", 60, made)
    table.ends()
    yield -120
    table.says("veiligheidsregio-noordkust", letter, "done", "Alle colleges zijn akkoord.")
    yield -40
    table.plans(6, "Kazerne Noordkust")
    table.takes_up(2)
    yield -34
    table.begins("ggd-ghor")
    last = table.decides(
        Taken("De regio oefent elk najaar met drie plaatsen tegelijk.",
              "Het scenario met meer plaatsen is nieuw en vraagt andere afspraken.", "§6.1", area="voorbereiden",
              review_on=days_on(60)),
        veiligheidsregio_noordkust=YES, politie=YES,
    )  # fmt: skip
    table.agrees_on("politie", "Lever drie locaties aan voor de oefening", 50, last)
    table.ends()
    yield -4
    table.plans(20, "Kazerne Noordkust")
    table.takes_up(3)
    table.puts("ggd-ghor", "Opvang van verwanten op meer plaatsen", "Wij kunnen nu één plek bemannen.")
    yield -2
    table.asks("coordinator")


def _high_official(cast: Cast) -> Story:
    yield -340
    table = Table(cast, "coordinator", BodyPlan(
        "Hoogambtelijk overleg terrorismebestrijding", "high_official",
        "Departementen, politie en OM bespreken of de inzet past bij de dreiging, en leggen vast wie waarvoor instaat.",
        "§8.2", "half_yearly", None,
        (cast.id("politie"), cast.id("om"), cast.id("minszw"), cast.id("minocw"), cast.id("minvws")),
    ))  # fmt: skip
    yield -336
    table.joins("politie", "om", "minszw", "minocw", "minvws")
    yield -240
    table.plans(6, "Den Haag, zaal 3")
    item = table.puts("minszw", "De stem van sociale partners", "Wij horen laat wat er speelt.", Asks.DECIDE)
    table.lays("minszw", "Notitie zachtere stemmen", "Drie voorbeelden waarin wij te laat aan tafel kwamen.", item)
    yield -234
    table.begins("minvws")
    made = table.decides(
        Taken("Sociale partners krijgen elk voorstel voor nieuwe inzet drie weken voor het besluit.",
              "De afspraak dat zij meedoen is oud, de termijn was te kort om iets te zeggen.", "§8.2", area="voorkomen",
              dissent="OM: bij een acute dreiging is drie weken te lang."),
        coordinator=YES, minszw=YES, minocw=YES, politie=YES,
        om=(Stand.RESERVES.value, "Niet bij een dreiging die niet kan wachten."),
    )  # fmt: skip
    terms = table.agrees_on("coordinator", "Zet de termijn van drie weken in elk voorstel", 30, made)
    table.agrees_on("minvws", "Zeg wie er bij voorstellen over zorg meeleest", 60, made)
    table.ends()
    yield -200
    table.says("coordinator", terms, "done")
    late = rows(FollowUp, body=table.body, outcome="open")
    table.says("minvws", late[0], "declined", LATE)
    yield -64
    table.plans(5, "Den Haag, zaal 3")
    table.takes_up(3)
    yield -59
    table.begins()
    last = table.decides(
        Taken("Flexibele inzet die dit najaar stopt, wordt eerst langs het basisniveau gelegd.",
              "Twee inzetten stopten zonder dat iemand vroeg of de basis het daarna hield.", "§8.3", area="verwerven",
              review_on=days_on(90)),
        coordinator=YES, politie=YES, om=YES, minszw=YES,
        minocw=(Stand.DECLINES.value, "Wij hebben nu niemand om dit te doen."),
    )  # fmt: skip
    table.agrees_on("om", "Zet op een rij welke inzet van de keten afhangt", 80, last)
    table.agrees_on("coordinator", "Leg de inzetten die stoppen naast de systeemtoets", 45, last)
    table.ends()
    yield -8
    table.plans(30, "Den Haag, zaal 3")
    table.takes_up(4)
    table.puts("minocw", "Werkdruk op scholen bij nieuwe inzet", "Elke nieuwe vraag komt bij dezelfde mensen terecht.")
