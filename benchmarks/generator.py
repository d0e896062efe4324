# SPDX-License-Identifier: EUPL-1.2
"""A node as full as it will ever be: 400 partners, 1,000 efforts, 60 months of asks in the ledger.

The rows are written past the door, in bulk, by the hand that the sealer has; what is measured afterwards goes through
the door.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from vijfveld.law import guard
from vijfveld.law.entries import body
from vijfveld.law.making import make_node
from vijfveld.law.models import Deadline, Entry, SearchText
from vijfveld.law.sealer import seal_pending
from vijfveld.node.ids import Randomness, uuid7
from vijfveld.node.models import Account, AudienceMember, Mandate, Organisation, Person, Record, audience_id
from vijfveld.node.roles import Mode, Profile, Role
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.models import Ask, Driver, Effort
from vijfveld.strategy.shelf import edition, strategy
from vijfveld.strategy.words import Area

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
START = NOW - timedelta(days=1826)
PARTNERS, EFFORTS = 400, 1_000
SHARES = {"ninety": 0.9, "ten": 0.0995, "few": 0.0005}
"""Who asks what share of all asks: the viewers whose lists are timed see just their own share."""
BATCH = 2_000
R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass
class Full:
    """The generated node and the people who look at it."""

    rows: int
    node: UUID
    viewers: dict[str, Viewer] = field(default_factory=dict)


class Generator:
    """Makes rows that look as acts would have made them."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.random = Randomness(b"bench")
        self.node = make_node(name="Volle node", profile=Profile.COORDINATOR, mode=Mode.DEMO, now=START)
        self.full = Full(rows, self.node.id)
        self.sets: set[int] = set()
        self.count = 0

    def record(self, model: type[R], at: datetime, **values: object) -> R:
        made = model(id=uuid7(at, self.random), home=self.node.id, mode=Mode.DEMO, version=1, **values)
        tokens = [f"demo/{token}" for token in sorted(made.readers())]
        made.audience = audience_id(tokens)
        if made.audience not in self.sets:
            self.sets.add(made.audience)
            AudienceMember.objects.bulk_create(
                [AudienceMember(audience=made.audience, token=token) for token in tokens], ignore_conflicts=True
            )
        return made

    def entry(self, record: Record, act: str, at: datetime) -> Entry:
        stored = body(
            act=act, act_id=str(record.id), actor="generator", at=at.isoformat(), basis="coordinatie-ct", facts={},
            on_behalf_of="", mode="demo", purpose="coordination", stream=record.urn, version=1,
        )  # fmt: skip
        return Entry(
            id=uuid7(at, self.random), act_id=record.id, act=act, stream=record.urn, version=1, at=at,
            audience=record.audience, body=stored,
        )  # fmt: skip

    def people(self) -> list[Organisation]:
        names = [*SHARES, *(f"partner-{number:03}" for number in range(PARTNERS - len(SHARES)))]
        bodies = [
            self.record(Organisation, START, code=name, name=f"Partner {name}", sort="municipality",
                        discipline="social", reach="local")
            for name in names
        ]  # fmt: skip
        Organisation.objects.bulk_create(bodies)
        for organisation in bodies[: len(SHARES) + 1]:
            self._person(organisation)
        return bodies

    def _person(self, organisation: Organisation) -> None:
        name = organisation.code
        roles = {Role.LIAISON, Role.PLANNER} | ({Role.COORDINATOR, Role.ANALYST} if name == "partner-000" else set())
        person = self.record(Person, START, name=name, email=f"{name}@voorbeeld.invalid", organisation=organisation)
        person.save(force_insert=True)
        Account.objects.create(id=person.id, email=person.email, person=person, password="!")
        for role in roles:
            given = self.record(Mandate, START, person=person, organisation=organisation, role=role, valid_from=START)
            given.save(force_insert=True)
        self.full.viewers[name] = Viewer(
            person=person.id, organisation=organisation.id, roles=frozenset(roles), mode=Mode.DEMO, now=NOW
        )

    def efforts(self, bodies: list[Organisation]) -> list[Effort]:
        lines = [node for node in strategy().nodes.values() if node.area and node.kind.value == "measure_line"]
        driver = self.record(
            Driver, START, sort="threat_picture", title="Aanleiding", statement="s", source="s", areas=[],
            organisation=bodies[0], stated_on=START.date(),
        )  # fmt: skip
        driver.save(force_insert=True)
        made = [
            self._effort(number, bodies[number % PARTNERS], lines[number % len(lines)], driver)
            for number in range(EFFORTS)
        ]
        Effort.objects.bulk_create(made)
        return made

    def _effort(self, number: int, owner: Organisation, line: object, driver: Driver) -> Effort:
        at = START + timedelta(hours=43 * number)
        flexible = number % 3 != 0
        ends = (at + timedelta(days=200)).date() if number < 900 else (NOW + timedelta(days=number - 890)).date()
        over = flexible and ends < NOW.date()
        return self.record(
            Effort, at, nature="flexible" if flexible else "fixed", title=f"Inzet {number}", purpose="Doel.",
            area=Area(line.area), objective=line.code, library=edition(), work="operational", reach="national",  # type: ignore[attr-defined]
            owner=owner, state="ended" if over else "running", driver=driver if flexible else None,
            rests_on="" if flexible else "zekerheid.radicalisering", legal_basis="coordinatie-ct",
            starts_on=at.date(), ends_on=ends if flexible else None, stopped_on=ends if over else None,
        )  # fmt: skip

    def asks(self, bodies: list[Organisation], efforts: list[Effort]) -> Iterator[Ask]:
        for number in range(self.rows):
            asker = 0 if number % 2000 not in (0,) and number % 10 else 1
            asker = 2 if number % 2000 == 0 else asker
            effort = efforts[number % EFFORTS]
            partner = bodies[len(SHARES) + (number // EFFORTS + number) % (PARTNERS - len(SHARES))]
            at = START + (NOW - START) * (number / self.rows)
            done = number // EFFORTS > 3
            yield self.record(
                Ask, at, effort=effort, asker=bodies[asker], partner=partner, what="Gevraagd.", capacity=Decimal(2),
                floor=Decimal(1) if effort.nature == "fixed" else None, asked_at=at,
                reply_by=(at + timedelta(days=28)).date(),
                state="closed" if done else ("accepted", "partly", "open", "countered")[number % 4],
                granted=Decimal(0) if number % 4 > 1 else Decimal(number % 2 + 1),
            )  # fmt: skip

    def deadlines(self, efforts: list[Effort]) -> Iterator[Deadline]:
        for effort in efforts:
            if effort.ends_on and effort.state == "running":
                due = datetime.combine(effort.ends_on, datetime.min.time(), tzinfo=UTC)
                yield self.record(
                    Deadline, START, what="effort.end", about=effort.urn, about_audience=sorted(effort.readers()),
                    due_at=due, basis="coordinatie-ct", set_by="effort.propose_flexible",
                    organisation_id=effort.owner_id,
                )  # fmt: skip


def generate(rows: int) -> Full:
    """Fill an empty node with `rows` asks and everything they stand on, and seal its ledger."""
    with transaction.atomic(), guard.opened("generator"):
        made = Generator(rows)
        bodies = made.people()
        efforts = made.efforts(bodies)
        Deadline.objects.bulk_create(made.deadlines(efforts))
        texts = (_text(effort) for effort in efforts)
        SearchText.objects.bulk_create(texts)
        for batch in batches(made.asks(bodies, efforts)):
            Ask.objects.bulk_create(batch)
            entries = [made.entry(ask, "ask.put", ask.asked_at) for ask in batch]
            Entry.objects.bulk_create(entries)
    seal_pending(NOW)
    return made.full


def _text(effort: Effort) -> SearchText:
    return SearchText(
        about=effort.urn,
        kind="effort",
        title=effort.title,
        text=effort.purpose,
        audience=effort.audience,
        changed_at=NOW,
    )


def batches(rows: Iterable[T]) -> Iterator[list[T]]:
    """Cut rows into lists that are written at once."""
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch
