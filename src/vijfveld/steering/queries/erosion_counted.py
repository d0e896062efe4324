# SPDX-License-Identifier: EUPL-1.2
"""The figures of the erosion watch, counted from the ledger once and kept until what they rest on is another.

Kept in this process and, for all processes of the node, in its cache: figures per month, and what partners came to
grant more or less. Both stand under a digest of what they rest on, so that nothing old is taken for new.
"""

import contextlib
import hashlib
import pickle
import zlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils import timezone

from vijfveld.law.models import Entry
from vijfveld.node.ids import Urn, first_id_at
from vijfveld.node.models import Organisation, this_node
from vijfveld.node.roles import Mode, Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering.erosion_counting import (
    SECURITY,
    SOCIAL,
    Counted,
    Facts,
    Partner,
    count,
    last_of,
    last_whole_month,
    whole_months,
)
from vijfveld.steering.erosion_facts import Step, Work, tell
from vijfveld.steering.ledgerline import HERE
from vijfveld.steering.models import RoleConflict
from vijfveld.strategy.models import Ask, Effort
from vijfveld.strategy.words import Nature

AT_ONCE = 400
WHY = "what was asked and granted before is counted from the ledger, of efforts that one may see"
MOST_KEPT = 8
SLOTS, KEPT_FOR = 12, timedelta(days=62)
"""How many months the cache of the node holds for each mode, and how long."""
Remembered = tuple[Counted | None, list[Step]]
_memory: dict[Hashable, Remembered] = {}
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Ground:
    """What the figures up to a month rest on; an effort or organisation that came later is none of it."""

    month: date
    efforts: list[tuple[UUID, str, str, UUID, int]]
    organisations: list[tuple[UUID, str, str]]
    found: list[tuple[date, int]]
    newest: tuple[UUID, bytes] | None

    @property
    def digest(self) -> str:
        """The same for the same ground, in every process."""
        said = repr((this_node().id, SHAPE, self.month, self.efforts, self.organisations, self.found, self.newest))
        return hashlib.sha256(said.encode()).hexdigest()


SHAPE = tuple(one.name for kind in (Counted, Step) for one in fields(kind))


def counted(viewer: Viewer, day: date) -> Remembered:
    """The figures of the months that were over at the end of a day, and what changed in them.

    Entries never change, so what was counted once stands until its ground is another.
    """
    ground = _ground(viewer, last_whole_month(day))
    key = ground.digest
    found = _memory.get(key)
    if found is None:
        with _one_at_a_time:
            found = _memory.get(key) or _from_cache(viewer.mode, ground.month, key)
            if found is None:
                found = _count_anew(viewer, ground)
                _to_cache(viewer.mode, ground, key, found)
            _memory.pop(key, None)
            while len(_memory) >= MOST_KEPT:
                del _memory[next(iter(_memory))]
            _memory[key] = found
    return found


def forget_erosion() -> None:
    """Forget what was counted, here and in the cache; for whoever takes another store in place of this one."""
    with _one_at_a_time:
        _memory.clear()
        cache.delete_many([_slot(mode, place) for mode in Mode for place in range(SLOTS)])


def warm_erosion(now: datetime) -> bool:
    """Count what everyone will ask for, so that nobody waits; whether there was anything to count."""
    mode = Mode(this_node().mode)
    everyone = Viewer(None, this_node().id, frozenset({Role.LIAISON}), mode=mode, now=now)
    figures, _steps = counted(everyone, timezone.localdate(now) - timedelta(days=1))
    return figures is not None


def _slot(mode: str, place: int) -> str:
    return f"erosion:{mode}:{place % SLOTS}"


def _place(month: date) -> int:
    return month.year * 12 + month.month


def _from_cache(mode: str, month: date, key: str) -> Remembered | None:
    """What another process counted on the same ground; what cannot be read any more is not there."""
    try:
        kept_for, found = cache.get(_slot(mode, _place(month))) or ("", None)
    except (AttributeError, EOFError, ImportError, OSError, TypeError, ValueError, pickle.UnpicklingError, zlib.error):
        return None
    return found if kept_for == key else None


def _to_cache(mode: str, ground: Ground, key: str, found: Remembered) -> None:
    """Keep it for other processes; not what someone reads who sees no effort, who would put the others out."""
    if ground.efforts:
        with contextlib.suppress(OSError):
            cache.set(_slot(mode, _place(ground.month)), (key, found), KEPT_FOR.total_seconds())


def _ground(viewer: Viewer, month: date) -> Ground:
    until = _end(month)
    first = first_id_at(until)
    efforts = Effort.objects.visible_to(viewer).filter(pk__lt=first).order_by("pk")
    rows = list(efforts.values_list("id", "area", "nature", "owner_id", "audience"))
    newer = {row[3] for row in rows if row[3] >= first}
    organisations = Organisation.objects.filter(Q(pk__lt=first) | Q(pk__in=newer)).order_by("pk")
    conflicts = RoleConflict.objects.visible_to(viewer).filter(task__isnull=False, found_on__lt=until.date())
    entries = Entry.objects.beyond_access(WHY).filter(pk__lt=first).order_by("-pk")
    newest = entries.values_list("id", "body").first()
    return Ground(
        month, rows, list(organisations.values_list("id", "discipline", "reach")),
        list(conflicts.order_by("found_on").values_list("found_on").annotate(Count("pk"))),
        (newest[0], bytes(newest[1])) if newest else None,
    )  # fmt: skip


def _end(month: date) -> datetime:
    """The moment at which a month is over."""
    return datetime.combine(last_of(month) + timedelta(days=1), time(), tzinfo=HERE)


def _count_anew(viewer: Viewer, ground: Ground) -> Remembered:
    facts, steps = _facts(viewer, ground)
    months = whole_months(facts.first_on, last_of(ground.month)) if facts.first_on else []
    return (count(facts, months), steps) if months else (None, [])


def _facts(viewer: Viewer, ground: Ground) -> tuple[Facts, list[Step]]:
    efforts = {id: Work(area, nature == Nature.FIXED, owner) for id, area, nature, owner, _ in ground.efforts}
    told = tell(_entries(viewer, _end(ground.month)), efforts)
    taking_part = {one.partner for one in told.grants} | {work.owner for work in efforts.values()}
    taking_part |= {end for one in told.contacts for end in (one.one, one.other)}
    partners: dict[Hashable, Partner] = {
        id: Partner(_side(side), reach) for id, side, reach in ground.organisations if id in taking_part
    }
    owners: dict[Hashable, Hashable] = {id: work.owner for id, work in efforts.items()}
    found = [day for day, times in ground.found for _ in range(times)]
    return Facts(partners, owners, told.grants, told.contacts, found), told.steps


def _side(discipline: str) -> int | None:
    return 0 if discipline in SOCIAL else 1 if discipline in SECURITY else None


def _entries(viewer: Viewer, until: datetime) -> Iterator[list[bytes]]:
    """The entries before a moment of each ask that counts for a viewer, in order."""
    asks = Ask.objects.countable_by(viewer).filter(pk__lt=first_id_at(until)).order_by("pk").values_list("home", "id")
    urns = [str(Urn(home, Ask.kind, id)) for home, id in asks]
    for start in range(0, len(urns), AT_ONCE):
        rows = Entry.objects.beyond_access(WHY).filter(stream__in=urns[start : start + AT_ONCE], at__lt=until)
        yield from _by_stream(rows.order_by("stream", "version").values_list("stream", "body"))


def _by_stream(rows: Iterable[Any]) -> Iterator[list[bytes]]:
    by_stream: dict[str, list[bytes]] = defaultdict(list)
    for stream, body in rows:
        by_stream[stream].append(bytes(body))
    yield from by_stream.values()
