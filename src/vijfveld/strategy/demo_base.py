# SPDX-License-Identifier: EUPL-1.2
"""The fixed effort of the example: what rests on a certainty, and what each partner was asked and granted."""

from decimal import Decimal
from typing import Any

from vijfveld.law.demo import Cast
from vijfveld.law.demo_stories import Story
from vijfveld.strategy.acts.efforts import propose_fixed
from vijfveld.strategy.demo_means import planned, put, say

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


def fixed(cast: Cast, number: int, row: tuple[Any, ...]) -> Story:
    title, purpose, objective, work, reach, certainty, owner, asked = row
    yield -350 + number
    effort = propose_fixed(cast.caller(owner), planned(title, purpose, objective, work, reach), rests_on=certainty)
    asks = [
        (partner, fte, given, put(cast, owner, effort, partner, fte, floor)) for partner, fte, floor, given in asked
    ]
    for offset, (partner, fte, given, ask) in enumerate(asks):
        yield -345 + number + 2 * offset
        full = Decimal(given) == Decimal(fte)
        say(cast, ask, partner, "accepted" if full else "partly", None if full else given, "" if full else SMALL)
