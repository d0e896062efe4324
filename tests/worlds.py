# SPDX-License-Identifier: EUPL-1.2
"""Two worlds: the same story told twice, with a secret and without, and every answer to an outsider compared.

A floor adds a secret of its own with `@secret("name")` and the questions that only its pages know with `ask`. The
walk finds the routes by itself, so a new page is covered the day it is made.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from uuid import UUID
from zlib import crc32

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.urls.converters import IntConverter, UUIDConverter
from django.urls.resolvers import URLPattern, URLResolver
from django.utils.regex_helper import normalize

from tests.conftest import World
from vijfveld.law.door import forget_audiences
from vijfveld.law.events import deliver
from vijfveld.law.sealer import seal_pending
from vijfveld.law.timekeeping import forget_time
from vijfveld.law.viewers import viewer_of
from vijfveld.node import clock
from vijfveld.node.ids import Urn
from vijfveld.node.models import Account, forget_node, record_model, this_node
from vijfveld.node.slots import subjects
from vijfveld.node.viewer import Viewer
from vijfveld.steering.queries.erosion_counted import forget_erosion

ANONYMOUS = "nobody"
PLAIN_WORDS = {
    "code": ["coordinatie-ct", "medewerkers"],
    "version": ["1"],
    "what": ["vragen", "besluiten"],
    "form": ["csv"],
}
"""Values for the parameters of routes that are no identifiers, by name."""
NOT_COMPARED = {"traceparent", "set-cookie", "date", "expires"}
NONCES = [
    re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+'),
    re.compile(rb'(name="key" value=")[^"]*'),
    re.compile(rb'(value=")[^"]*(" name="key")'),
    re.compile(rb'()<time class="said"[^<]*</time></p><div class="due__what"><p class="due__title">onbekende browser'),
]
"""What differs between any two answers; the last is the moment of sign-in, which the library reads by itself."""
COUNTED = {"Tess Toezicht": re.compile(r"^/toezicht(/|$|\?)")}
"""What counts every act, sealed ones too, and for whom: that something was done is no secret for oversight, what it was
is; tests/steering/test_oversight.py holds these pages to figures alone."""
SHARES = 6
SHARE = SHARES // 2 if os.environ.get("VIJFVELD_TEST_ENGINE") == "postgres" else 0
"""Into how many shares the identifiers are cut for routes where they are not at home, and which comes first here."""
SKIPPED = re.compile(r"^/tweede-stap/(app/?$|passkeys/nieuw)")
"""Pages that draw a fresh key for a second factor at every reading."""


@dataclass
class Secret:
    """What nobody outside may notice: its identifiers (the first is the main one), words that stand in it, codes that
    only it uses, and for whom it is not secret."""

    ids: list[UUID]
    words: list[str]
    insiders: set[str] = field(default_factory=set)
    codes: list[str] = field(default_factory=list)
    homes: dict[str, str] = field(default_factory=dict)
    """What comes before each identifier in the address of its own page."""


Teller = Callable[[World], Secret]
secrets: dict[str, Teller] = {}
questions: list[Callable[[Secret], Iterable[str]]] = []


def secret(name: str) -> Callable[[Teller], Teller]:
    """Add a secret. It acts under keys of its own (`world.caller(viewer, "secret-1")`), so that no other key shifts."""

    def added(teller: Teller) -> Teller:
        secrets[name] = teller
        return teller

    return added


def ask(question: Callable[[Secret], Iterable[str]]) -> Callable[[Secret], Iterable[str]]:
    """Add addresses with a query that the walk over the routes cannot know."""
    questions.append(question)
    return question


@ask
def _of_the_law(secret: Secret) -> Iterator[str]:
    for word in [*secret.words, "a"]:
        yield f"/zoeken?q={word}"
    for code in secret.codes:
        yield from (f"/loopt-af?soort={code}", f"/besluiten?soort={code}", f"/geschiedenis?soort={code}")
    for id in secret.ids[:3]:
        yield from (f"/geschiedenis?voor={id}", f"/besluiten?voor={id}", f"/geschiedenis/deel?soort=task&voor={id}")
    yield "/loopt-af?eigen=on"


@ask
def _of_bodies(secret: Secret) -> Iterator[str]:
    for word in secret.words:
        yield f"/besluitenlijst?q={word}"
    yield from (f"/besluitenlijst?overleg={id}&open=on" for id in secret.ids[:3])


@ask
def _of_the_api(secret: Secret) -> Iterator[str]:
    for name in ("besluiten", "termijnen", "taken", "vragen", "antwoorden", "inspanningen", "aanleidingen", "kamers",
                 "overleggen", "vergaderingen", "overlegbesluiten", "toezeggingen", "acties", "roltaken", "rollen",
                 "rolconflicten", "gezagsregels", "aanwijzingen"):  # fmt: skip
        yield f"/api/v1/{name}?metAantal=true&limiet=100"
        yield from (f"/api/v1/{name}?na={id}&limiet=1" for id in secret.ids[:3])
    for code in secret.codes:
        yield from (f"/api/v1/{name}?soort={code}" for name in ("besluiten", "termijnen", "taken"))


def all_secrets(world: World) -> Secret:
    """Every secret at once; whoever may know one of them is no outsider."""
    told = [teller(world) for teller in secrets.values()]
    return Secret(
        ids=[id for one in told for id in one.ids], words=sorted({word for one in told for word in one.words}),
        insiders={name for one in told for name in one.insiders},
        codes=sorted({code for one in told for code in one.codes}),
    )  # fmt: skip


def differences(one: "Answers", other: "Answers") -> list[str]:
    """The questions that were answered otherwise."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


Answer = tuple[int, tuple[tuple[str, str], ...], bytes]
Answers = dict[str, Answer]


def told_twice(
    story: Callable[[World, Callable[[], Secret]], None],
    teller: Teller,
    outsiders: list[str],
    *,
    forms: bool = False,
    only: str = "",
) -> tuple[Answers, Answers]:
    """Tell a story with a secret and without, and collect every answer to every outsider in both; forms if asked.

    only: the addresses that are asked, as a regular expression; all of them without it.
    """
    wanted = re.compile(only)
    kept: list[Secret] = []

    def whispered(world: World) -> Secret:
        kept.append(teller(world))
        kept[0].homes = _homes(kept[0].ids)
        return kept[0]

    with_secret = _told(story, whispered, lambda world: _asked(world, kept[0], outsiders, forms, wanted))
    without = _told(story, lambda world: kept[0], lambda world: _asked(world, kept[0], outsiders, forms, wanted))
    return with_secret, without


def _told(story, tell, asked: Callable[[World], Answers]) -> Answers:  # type: ignore[no-untyped-def]
    _forget()
    cache.clear()
    with transaction.atomic():
        world = World()
        story(world, lambda: tell(world))
        seal_pending(world.now)
        deliver(world.now)
        with clock.stopped(world.now):
            answers = asked(world)
        transaction.set_rollback(True)
    _forget()
    return answers


def _forget() -> None:
    for memory in (forget_node, forget_audiences, forget_time, forget_erosion):
        memory()


def _asked(world: World, secret: Secret, outsiders: list[str], forms: bool, wanted: re.Pattern[str]) -> Answers:
    """The first outsider tries every identifier of the secret on every route, and sends forms; the others the main."""
    found: Answers = {}
    for place, name in enumerate(name for name in outsiders if name not in secret.insiders):
        client = Client(raise_request_exception=False)
        if name != ANONYMOUS:
            client.force_login(Account.objects.get(person=world.people[name].id))
        ids = secret.ids if place == 0 else secret.ids[:1]
        counted = COUNTED.get(name)
        open_to = (url for url in _addresses(secret, ids) if wanted.match(url))
        asked = [url for url in open_to if counted is None or not counted.match(url)]
        for url in _once_closed(asked, secret, found, f"{name} GET"):
            found[f"{name} GET {url}"] = comparable(client.get(url, HTTP_ACCEPT_LANGUAGE="nl"))
        sent = [url for url in _forms(secret) if wanted.match(url)] if forms and place == 0 else []
        for number, url in enumerate(_once_closed(sent, secret, found, f"{name} POST")):
            found[f"{name} POST {url}"] = comparable(_sent(client, url, number))
    return found


def _once_closed(urls: Iterable[str], secret: Secret, found: Answers, asked: str) -> Iterator[str]:
    """The addresses in turn; a route that takes no such request (405) says so before it reads which identifier."""
    closed: set[str] = set()
    identifiers = re.compile("|".join(map(str, secret.ids)))
    for url in urls:
        route = identifiers.sub("*", url)
        if route not in closed:
            yield url
            if found[f"{asked} {url}"][0] == 405:
                closed.add(route)


def _sent(client: Client, url: str, number: int):  # type: ignore[no-untyped-def]
    """Send a form to a page, or JSON to the API, as someone would who knows what is asked there."""
    if not url.startswith("/api/"):
        return client.post(url, {"key": f"walk-{number}", "version": "1", "result": "done"})
    headers = {"Idempotency-Key": f"walk-over-api-{number}", "If-Match": '"1"'}
    return client.post(url, {"uitkomst": "gedaan"}, "application/json", headers=headers)


def _homes(ids: list[UUID]) -> dict[str, str]:
    """What comes before each identifier in the address of its own page, for those that have one."""
    found = {}
    for kind, subject in subjects.items():
        rows: Any = record_model(kind)._default_manager
        rows = rows.beyond_access("test") if hasattr(rows, "beyond_access") else rows
        for id in rows.filter(pk__in=ids).values_list("pk", flat=True):
            found[str(id)] = subject.url(Urn(this_node().id, kind, id)).partition(str(id))[0]
    return found


def _addresses(secret: Secret, ids: list[UUID]) -> list[str]:
    asked = (url for each in questions for url in each(secret))
    return sorted({*addresses_of(ids, secret.homes), *asked})


def _forms(secret: Secret) -> list[str]:
    addresses = sorted(set(addresses_of(secret.ids, secret.homes)))
    return [url for url in addresses if any(str(id) in url for id in secret.ids)]


def comparable(answer) -> Answer:  # type: ignore[no-untyped-def]
    """An answer without what differs between any two answers: nonces, cookies, the thread of the request."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for nonce in NONCES:
        body = nonce.sub(rb"\1", body)
    headers = tuple(sorted((name, value) for name, value in answer.items() if name.lower() not in NOT_COMPARED))
    return answer.status_code, headers, body


def addresses_of(ids: Iterable[UUID], homes: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """The address of every route of the site, with the identifiers of the secret in turn.

    A route gets the main identifier, every one that is at home there, and a sixth of the others: which sixth differs
    by route and by engine, so that on both together each identifier is tried on a third of the routes that it does
    not belong to.
    """
    values = [str(id) for id in ids]
    for prefix, pattern in routes():
        written = prefix + pattern.pattern.regex.pattern.lstrip("^")
        for form, names in normalize(written)[:1]:
            offered = _offered("/" + form, values, homes)
            yield from _filled("/" + form, names, pattern.pattern.converters, offered)


def _offered(form: str, ids: list[str], homes: Mapping[str, str]) -> list[str]:
    turn, at_home = (crc32(form.encode()) + SHARE) % SHARES, form.removeprefix("/api/v1")
    return [
        id for place, id in enumerate(ids)
        if place == 0 or place % SHARES == turn or (homes.get(id) and at_home.startswith(homes[id]))
    ]  # fmt: skip


def _filled(form: str, names: list[str], converters: dict, ids: list[str]) -> Iterator[str]:  # type: ignore[type-arg]
    if SKIPPED.match(form):
        return
    choices: list[dict[str, str]] = [{}]
    for name in names:
        converter = converters.get(name)
        offered = ids if isinstance(converter, UUIDConverter) else PLAIN_WORDS.get(name, [ids[0]])
        offered = ["1"] if isinstance(converter, IntConverter) else offered
        choices = [{**choice, name: value} for choice in choices for value in offered]
    yield from (form % choice for choice in choices)


def routes(patterns: Iterable[object] | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the site with the regular expression that comes before it."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + pattern.pattern.regex.pattern.lstrip("^"))
        elif isinstance(pattern, URLPattern):
            yield prefix, pattern


def insider(world: World, name: str) -> Viewer:
    """A person as they look now, with the seats they hold now."""
    return viewer_of(world.people[name], now=world.now)
