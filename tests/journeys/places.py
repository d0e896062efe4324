# SPDX-License-Identifier: EUPL-1.2
"""Every page of the site, from its own table of addresses: those without arguments, and one example of each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.journeys.people import People

STRANGER = ""
WALKERS = (
    "coordinator", "toetser", "beheerder", "fg", "beslisser", "analist", "molenwaard", "toezicht", "minister",
)  # fmt: skip
"""Who looks, in this order; the first who may see a page is the one who shows it."""
IDENTIFIER = "[0-9a-f]{8}-[0-9a-f-]{27}"
SEEDS = [
    "/inzet?aard=fixed&staat=running",
    "/inzet?staat=winding_down",
    "/poort/aantallen",
    "/vragen?kant=door-ons&stand=countered",
    "/vragen?kant=door-ons&stand=declined",
    "/mensen",
    "/verantwoordingen",
    "/toezicht",
    "/rollen/conflicten?stand=alles",
    *["/systeemtoetsen"] * 3,
    *["/overleggen"] * 4,
    *["/kennis"] * 3,
    *["/kennis/lessen"] * 5,
]
"""Lists that lead to what the others do not; one that stands here more often leads to its next line each time."""
BUTTONS = {"systeemtoetsen/<uuid:id>/vragen/<str:item>": ("bewijs", "collega")}
"""What lies behind a page by a button of its form, which keeps what was typed, instead of by a link."""
ENOUGH = 6
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')

NO_PAGE = {
    "api/": "answers programs",
    "aanmelden/organisatie/": "leads to the sign-in of an organisation, which the example has not",
    "taal/": "switches the language and goes back",
    "loopt-af.ics": "a calendar",
    "geschiedenis/deel": "a part of a page",
    "account/sessies/": "ends sessions and goes back",
    "account/tafels/": "answers an invitation to a seat and goes back",
    "mensen/<uuid:id>/uitnodigen": "sends an invitation and goes back",
    "mensen/mandaten/": "ends a mandate and goes back",
    "antwoorden/": "goes to the ask that it answers",
    "verder": "goes to the first question that waits, or to home",
    "afmelden/": "asks nothing and signs out",
    "wachtwoord/eerste/": "for an account without a password, which the example has not",
    "^wachtwoord/nieuw/": "behind a mailed link that works once",
    "wachtwoord/nieuw/klaar/": "after a mailed link that works once",
    "wachtwoord/vergeten/verstuurd/": "after a mail was asked for",
    "aanmelden/gesloten/": "for a closed account",
    "aanmelden/nogmaals/": "goes on when one signed in just now",
    "tweede-stap/code/": "between the two steps of signing in",
    "tweede-stap/nogmaals/": "goes on when one signed in just now",
    "tweede-stap/app/weg/": "for an account with an app, which the example has not",
    "tweede-stap/herstelcodes/": "for an account with a second step, which the example has not",
    "tweede-stap/passkeys/": "for an account with a passkey, which the example has not",
    "account/sleutels/nieuw": "takes the form of the page before it",
    "account/sleutels/<uuid:": "ends a key of a program and goes back",
    "verantwoordingen/<uuid:id>/tellen": "counts anew and goes back",
    "verantwoordingen/<uuid:id>/controleren": "checks a frozen account and goes back",
    "verantwoordingen/<uuid:id>/json": "a file",
    "verantwoordingen/<uuid:id>/pdf": "a file",
    "verantwoordingen/<uuid:id>/zip": "a file",
    "verantwoordingsdelen/": "leads to the account of which it is a part",
    "toezicht/controleren": "asks for a check and goes on",
    "toezicht/register": "a file",
    "toezicht/ijkpunt": "a file",
    "vergaderingen/<uuid:id>/uitnodiging.ics": "a calendar",
    "stukken/<uuid:id>": "a file",
    "toezeggingen/<uuid:id>": "goes to the decision about which it is said",
    "plaatsen/<uuid:id>": "goes to the body in which someone sits",
    "systeemtoetsen/<uuid:id>/rapport.json": "a file",
    "systeemtoetsen/<uuid:id>/rapport.pdf": "a file",
    "systeemtoetsen/<uuid:id>/vaststellen": "asks for a report; the journey of a round comes past it",
    "toetsantwoorden/versie/": "goes to the answer of which it is an earlier edition",
    "bewijs/<uuid:id>/bestand": "a file",
    "kennis/oefeningen/<uuid:id>/verslag": "a file",
    "uitnodigingen/": "goes to the questions of the partner",
    "oordelen/": "goes to the field that is judged",
    "vaststellingen/": "goes to the round",
    "rapporten/": "goes to the report",
    "gegevens/ingelezen/<uuid:id>/": "a part of a page, a file, or ends an import and goes back",
    "gegevens/<slug:what>/sjabloon": "a file",
    "gegevens/<slug:what>/uitvoer": "a file",
    "portefeuilles/oordelen/": "goes to the candidate that is judged",
    "portefeuilles/berekeningen/<uuid:id>/voortgang": "a part of a page",
    "geen-mandaat": "for a person without a mandate, which the example has not",
}
"""Addresses that show no page in the example, and why."""
STILL_A_PAGE = {"tweede-stap/passkeys/nieuw/"}
UNSEEN = {
    "poort/spanning": "opens only from the gate; the journey of the gate looks at it",
    "portefeuilles/berekeningen/<uuid:id>/afbreken": "every calculation of the example is over",
    "toezicht/controles/<uuid:id>": "the journey of the account makes one",
    "verantwoordingen/<uuid:id>/opmerking": "no account of the example is open to partners now",
    "verantwoordingen/<uuid:id>/vaststellen": "no account of the example is open to partners now",
    "vergaderingen/<uuid:id>/besluit": "no body of the example sits now; the journey of a meeting opens it",
    "vergaderingen/<uuid:id>/actie": "no body of the example sits now; the journey of a meeting opens it",
    "vergaderingen/<uuid:id>/sluiten": "no body of the example sits now; the journey of a meeting opens it",
    "vergaderingen/<uuid:id>/goedkeuren": "no body of the example sits now; the journey of a meeting opens it",
    "aanwijzingen/<uuid:id>/stoppen": "the override of the example ended by itself long ago",
    "bewijs/<uuid:id>": "goes to the answer that it shows",
    "systeemtoetsen/<uuid:id>/openen": "both rounds of the example are open or over; the journey of a round opens one",
    "systeemtoetsen/<uuid:id>/bevinding": "no round of the example waits for its assessors; a journey walks past it",
}
"""Pages of which the example need not hold one."""


@dataclass(frozen=True)
class Place:
    """A page: its address, and who can see it."""

    path: str
    who: str


def routes(resolver: Any = None, before: str = "") -> Iterator[str]:
    """Every address of the site as its table says it; the apps that exist only for tests are left out."""
    for entry in (resolver or get_resolver("vijfveld.site.urls")).url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, here)
        elif isinstance(entry, URLPattern) and not entry.callback.__module__.startswith("tests."):
            yield here


def pages() -> set[str]:
    """The addresses that show a page."""
    return {route for route in routes() if route in STILL_A_PAGE or not route.startswith(tuple(NO_PAGE))}


def find_places(people: People) -> tuple[list[Place], list[str]]:
    """A place for every page, and the pages of which none was found."""
    search = Search(pages())
    for who in (STRANGER, *WALKERS):
        if search.missing:
            search.walk(who, people.page(who).request)
    return [search.found[route] for route in sorted(search.found)], search.missing


class Search:
    """Looks for an example of every page: those with a fixed address first, then what they lead to."""

    def __init__(self, wanted: set[str]) -> None:
        self.shapes = {route: _shape(route) for route in sorted(wanted)}
        self.found: dict[str, Place] = {}

    @property
    def missing(self) -> list[str]:
        """The pages that were not found and have to be."""
        return sorted(set(self.shapes) - set(self.found) - set(UNSEEN))

    def walk(self, who: str, reader: Any) -> None:
        """Read pages as this person, following from each page one link of every sort, at most `ENOUGH` of a sort."""
        ahead = [f"/{route}" for route in self.shapes if "<" not in route and route not in self.found]
        ahead += [] if who == STRANGER else SEEDS
        tried: dict[str, list[str]] = {}
        while ahead and self.missing:
            path = ahead.pop(0)
            answer = reader.get(path, max_redirects=0)
            if answer.status == 200 and "text/html" in answer.headers.get("content-type", ""):
                self._note(path, who)
                ahead += self._onward(answer.text(), tried)
                ahead += [f"{path}/{end}" for end in BUTTONS.get(self._route(path) or "", ())]

    def _note(self, path: str, who: str) -> None:
        route = self._route(path)
        if route is not None:
            self.found.setdefault(route, Place(path, who))

    def _onward(self, html: str, tried: dict[str, list[str]]) -> list[str]:
        """From one page, the first new link of every sort that has an argument."""
        firsts: dict[str, str] = {}
        for link in LINK.findall(html):
            route = self._route(link)
            if route and "<" in route and link not in tried.get(route, []) and len(tried.get(route, [])) < ENOUGH:
                firsts.setdefault(route, link)
        for route, link in firsts.items():
            tried.setdefault(route, []).append(link)
        return list(firsts.values())

    def _route(self, path: str) -> str | None:
        return next((route for route, shape in self.shapes.items() if shape.fullmatch(path)), None)


def _shape(route: str) -> re.Pattern[str]:
    """The addresses of a route; identifiers look like identifiers, other arguments like anything."""
    parts = re.split(r"(<(?:\w+:)?\w+>)", route)
    return re.compile(
        "/"
        + "".join(IDENTIFIER if "<uuid:" in part else "[^/?]+" if "<" in part else re.escape(part) for part in parts)
    )
