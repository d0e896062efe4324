# SPDX-License-Identifier: EUPL-1.2
"""An act through the door against `save()` of the same rows in one transaction: at least a third of its speed."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from benchmarks.generator import NOW, Full
from benchmarks.rows import Claim, timed
from vijfveld.law import guard
from vijfveld.law.acting import act
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Entry, ProcessingLine, Unsealed
from vijfveld.law.purposes import Purpose
from vijfveld.node.ids import Randomness, uuid7
from vijfveld.node.roles import Mode, Role
from vijfveld.strategy.models import Driver

ACTS = 300


@act("bench.state", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION, says="bench")
def state(door: Door, *, organisation: UUID) -> Driver:
    """One business row, one entry, one processing line: what an ordinary act writes."""
    door.subject("pseudonym", kind="bench", activity="bench")
    return door.new(Driver, **_driver(organisation))


def one_act(full: Full) -> None:
    """State something, as the coordinator."""
    viewer = full.viewers["partner-000"]
    state(Caller(viewer=viewer, now=NOW, mode=Mode.DEMO), organisation=viewer.organisation)


def claims(full: Full) -> Iterator[Claim]:
    """So many acts, one after another, each in a transaction of its own."""
    written = [_counts(lambda: one_act(full)), _counts(lambda: _plain(full))]
    if written[0] != written[1] or not all(written[0].values()):
        raise AssertionError(f"the two sides write different rows: {written}")
    ours = timed(lambda: [one_act(full) for _ in range(ACTS)], rounds=5)
    plain = timed(lambda: [_plain(full) for _ in range(ACTS)], rounds=5)
    yield Claim(f"{ACTS} acts ({ACTS / ours:,.0f} a second)", ours, plain, 3, "`save()` of the same rows")


def _counts(work) -> dict[str, int]:  # type: ignore[no-untyped-def]
    tables = (Driver, Entry, Unsealed, ProcessingLine)
    before = [_rows(table) for table in tables]
    work()
    return {table.__name__: _rows(table) - was for table, was in zip(tables, before, strict=True)}


def _rows(table) -> int:  # type: ignore[no-untyped-def]
    beyond = getattr(table.objects, "beyond_access", None)
    return int((beyond("bench") if beyond else table.objects).count())


def _driver(organisation: UUID | None) -> dict[str, object]:
    return {
        "sort": "scenario", "title": "t", "statement": "s", "source": "s", "areas": [],
        "organisation_id": organisation, "stated_on": NOW.date(),
    }  # fmt: skip


def _plain(full: Full) -> None:
    random, organisation = Randomness(), full.viewers["partner-000"].organisation
    with transaction.atomic(), guard.opened("bench"):
        row = Driver(id=uuid7(NOW, random), home=full.node, mode="demo", version=1, audience=1, **_driver(organisation))
        row.save(force_insert=True)
        Entry(
            id=uuid7(NOW, random), act_id=row.id, act="bench", stream=row.urn, version=1, at=NOW, audience=1,
            body=b"x" * 400,
        ).save(force_insert=True)  # fmt: skip
        ProcessingLine(
            trace_id="t", span_id="s", name="n", start_time=0, end_time=0, resource="r", processing_activity_id="a",
            data_subject_id="d", data_subject_id_type="t",
        ).save(force_insert=True)  # fmt: skip
