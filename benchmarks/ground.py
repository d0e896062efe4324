# SPDX-License-Identifier: EUPL-1.2
"""The ground on a full node: acts, access, the sealer and the pages, on the engine that the settings name."""

from collections.abc import Iterator
from time import perf_counter
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client

from benchmarks.api import lists
from benchmarks.generator import NOW, SHARES, Full, generate
from benchmarks.rows import Claim, timed
from vijfveld.law import guard
from vijfveld.law.acting import act
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Entry, ProcessingLine
from vijfveld.law.purposes import Purpose
from vijfveld.law.sealer import seal_pending
from vijfveld.node import clock
from vijfveld.node.ids import Randomness, uuid7
from vijfveld.node.roles import Mode, Role
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.models import Ask, Driver

ACTS = 300
PAGES = {
    "home": "/",
    "fields": "/velden",
    "one field": "/velden/voorkomen",
    "efforts": "/inzet",
    "runs out": "/loopt-af",
}
MOST_QUERIES = 30


@act("bench.state", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION, says="bench")
def state(door: Door, *, organisation: UUID) -> Driver:
    """One business row, one entry, one processing line: what an ordinary act writes."""
    door.subject("pseudonym", kind="bench", activity="bench")
    return door.new(Driver, **_driver(organisation))


def _driver(organisation: UUID) -> dict[str, object]:
    return {
        "sort": "scenario", "title": "t", "statement": "s", "source": "s", "areas": [],
        "organisation_id": organisation, "stated_on": NOW.date(),
    }  # fmt: skip


def measure(rows: int) -> list[Claim]:
    """Fill the node and measure everything on it."""
    full = generate(rows)
    with clock.stopped(NOW):
        return [*acts(full), *access(full), *sealer(full), *pages(full), *lists(full)]


def acts(full: Full) -> Iterator[Claim]:
    """An act against `save()` of the same rows in one transaction: at least a third of its speed."""
    viewer = full.viewers["partner-000"]
    caller = Caller(viewer=viewer, now=NOW, mode=Mode.DEMO)
    ours = timed(lambda: [state(caller, organisation=viewer.organisation) for _ in range(ACTS)], rounds=5)
    plain = timed(lambda: [_plain(viewer, full) for _ in range(ACTS)], rounds=5)
    yield Claim(f"{ACTS} acts", ours, plain, 3, "save() of the same rows")


def _plain(viewer: Viewer, full: Full) -> None:
    random = Randomness()
    with transaction.atomic(), guard.opened("bench"):
        row = Driver(
            id=uuid7(NOW, random), home=full.node, mode="demo", version=1, audience=1, **_driver(viewer.organisation)
        )
        row.save(force_insert=True)
        Entry(
            id=uuid7(NOW, random),
            act_id=row.id,
            act="bench",
            stream=row.urn,
            version=1,
            at=NOW,
            audience=1,
            body=b"x" * 400,
        ).save(force_insert=True)
        ProcessingLine(
            trace_id="t", span_id="s", name="n", start_time=0, end_time=0, resource="r", processing_activity_id="a",
            data_subject_id="d", data_subject_id_type="t",
        ).save(force_insert=True)  # fmt: skip


def access(full: Full) -> Iterator[Claim]:
    """The first page of 50 and a count up to 1,000, for viewers who see nine tenths, a tenth and next to nothing."""
    for name in ("ninety", "ten", "few"):
        viewer = full.viewers[name]
        _see_their_share(viewer, rows=full.rows, share=SHARES[name])
        page = timed(lambda viewer=viewer: Ask.objects.newest(viewer, size=50), rounds=15)
        count = timed(lambda viewer=viewer: Ask.objects.capped_count(viewer), rounds=15)
        yield Claim(f"first page of 50 of {full.rows:,} asks, sees {name}", page, 0.020, 1)
        yield Claim(f"count up to 1,000 of {full.rows:,} asks, sees {name}", count, 0.020, 1)


def _see_their_share(viewer: Viewer, *, rows: int, share: float) -> None:
    """Nothing is timed for a viewer who sees something else than the name of the row says."""
    seen = Ask.objects.visible_to(viewer).count()
    if abs(seen - rows * share) > rows * 0.001:
        raise AssertionError(f"the viewer sees {seen} of {rows} asks instead of {share:.2%}")


def sealer(full: Full) -> Iterator[Claim]:
    """Sealing 2,000 entries against the 4 seconds in which 500 acts a second make them."""
    viewer = full.viewers["partner-000"]
    random = Randomness()
    with transaction.atomic(), guard.opened("bench"):
        entries = [
            Entry(id=uuid7(NOW, random), act_id=full.node, act="bench", stream=f"bench:{number}", version=1, at=NOW,
                  audience=1, body=b"x" * 400)
            for number in range(2000)
        ]  # fmt: skip
        Entry.objects.bulk_create(entries)
    start = perf_counter()
    sealed = seal_pending(NOW)
    if sealed < len(entries) or viewer.person is None:
        raise AssertionError("the sealer did not seal what waited")
    yield Claim("sealing 2,000 entries", perf_counter() - start, 4.0, 1, "made in, at 500 acts/s,")


class Counter:
    """Counts the queries that pass it."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def pages(full: Full) -> Iterator[Claim]:
    """Server time of pages for a coordinator: median under 300 ms and at most 30 queries."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(get_user_model().objects.get(person=full.viewers["partner-000"].person))
    for name, address in PAGES.items():
        asked = Counter()
        with connection.execute_wrapper(asked):
            response = client.get(address)
        if response.status_code != 200:
            raise AssertionError(f"{address} answered {response.status_code}")
        yield Claim(f"page: {name}", timed(lambda address=address: client.get(address)), 0.300, 1)
        yield Claim(f"page: {name}, queries", asked.count, MOST_QUERIES, 1, counts=True)
