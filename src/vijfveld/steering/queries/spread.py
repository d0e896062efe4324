# SPDX-License-Identifier: EUPL-1.2
"""Who together can answer what, per subject: counts from what organisations say themselves, and what rests on few."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from vijfveld.node.models import Organisation
from vijfveld.node.viewer import Viewer
from vijfveld.steering import topics
from vijfveld.steering.models import Expertise
from vijfveld.steering.queries.broker import expertise
from vijfveld.steering.words_broker import Experience, Speed
from vijfveld.strategy.queries.efforts import today

SOON = timedelta(days=90)
FEW = 2


@dataclass(frozen=True)
class Topic:
    """One subject: how many organisations have which experience with it and can answer in which time."""

    subject: str
    title: str
    holders: tuple[Organisation, ...]
    did: int
    exercised: int
    trained: int
    hours: int
    day: int
    week: int
    soon: int
    lapsed: int

    @property
    def rests_on_few(self) -> bool:
        """Whether nobody is left when at most two organisations leave."""
        return 0 < len(self.holders) <= FEW


@dataclass(frozen=True)
class Without:
    """What is left of the subjects when some organisations leave."""

    nobody: tuple[Topic, ...]
    slower: tuple[Topic, ...]


@dataclass(frozen=True)
class Spread:
    """All subjects in the order of the strategy, and the organisations that know something about one."""

    topics: tuple[Topic, ...]
    holders: tuple[Organisation, ...]
    rows: tuple[Expertise, ...]
    day: date

    def without(self, gone: set[UUID]) -> Without:
        """The subjects that nobody knows any more, and those that nobody answers within four hours any more."""
        kept = [one for one in self.rows if one.organisation_id not in gone]
        then = {one.subject: one for one in _topics(kept, self.day)}
        nobody = [one for one in self.topics if one.holders and not _holders(then, one)]
        slower = [one for one in self.topics if one.hours and one not in nobody and not then[one.subject].hours]
        return Without(tuple(nobody), tuple(slower))


def _holders(then: dict[str, Topic], one: Topic) -> tuple[Organisation, ...]:
    return then[one.subject].holders if one.subject in then else ()


def spread(viewer: Viewer) -> Spread:
    """What is known of every subject that somebody said something about."""
    day = today(viewer)
    rows = tuple(one for one in expertise(viewer) if one.organisation.left_on is None)
    found = _topics(rows, day)
    known = {holder.pk: holder for one in found for holder in one.holders}
    return Spread(found, tuple(sorted(known.values(), key=lambda one: (one.name, one.pk))), rows, day)


def _topics(rows: Iterable[Expertise], day: date) -> tuple[Topic, ...]:
    by_subject: dict[str, list[Expertise]] = {}
    for one in rows:
        by_subject.setdefault(one.subject, []).append(one)
    return tuple(_topic(subject, by_subject[subject], day) for subject in topics.in_order(by_subject))


def _topic(subject: str, rows: list[Expertise], day: date) -> Topic:
    holding = [one for one in rows if one.lapses_on >= day]
    holders = {one.organisation_id: one.organisation for one in holding}
    kinds = {kind: _organisations(one for one in holding if one.experience == kind) for kind in Experience}
    fastest = {id: min(_speeds(holding, id)) for id in holders}
    return Topic(
        subject, topics.placed(subject, rows[0].library),
        tuple(sorted(holders.values(), key=lambda one: (one.name, one.pk))),
        did=len(kinds[Experience.DID]), exercised=len(kinds[Experience.EXERCISED]),
        trained=len(kinds[Experience.TRAINED]), **_within(list(fastest.values())),
        soon=sum(one.lapses_on < day + SOON for one in holding), lapsed=len(rows) - len(holding),
    )  # fmt: skip


def _organisations(rows: Iterable[Expertise]) -> set[UUID]:
    return {one.organisation_id for one in rows}


def _speeds(rows: Iterable[Expertise], organisation: UUID) -> list[int]:
    order = list(Speed)
    return [order.index(Speed(one.speed)) for one in rows if one.organisation_id == organisation]


def _within(fastest: list[int]) -> dict[str, int]:
    """How many organisations can answer within four hours, within a day and within a week; each includes the former."""
    return {name: sum(one <= place for one in fastest) for place, name in enumerate(("hours", "day", "week"))}
