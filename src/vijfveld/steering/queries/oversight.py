# SPDX-License-Identifier: EUPL-1.2
"""What oversight counts: acts, bases, refusals, the gate, glass, deadlines, destructions, the log, the ledger itself.

Figures and codes only. Oversight may know that something was done, how often and on which basis; who did it about what
stays with those who may know. The data protection officer gets what that role may see, and no count of sealed work.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone

from vijfveld.law.acts.clocks import STANDING
from vijfveld.law.acts.oversight import REVIEW_WITHIN
from vijfveld.law.bases import catalogue
from vijfveld.law.models import (
    BasisConfirmation,
    BreakGlass,
    Checkpoint,
    Deadline,
    Destruction,
    Entry,
    GateCount,
    ProcessingLine,
)
from vijfveld.law.sealer import oldest_waiting, tree_size
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering.accounting import bins
from vijfveld.steering.ledgerline import HERE
from vijfveld.steering.models import LedgerCheck

BASIS = re.compile(rb'"basis":"([^"\\]*)"')
COUNTING = "oversight counts what was done, and reads no content"
KEPT = 12


@dataclass(frozen=True)
class Term:
    """The days that the figures are about, the first and the last included."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The moment at which it begins."""
        return datetime.combine(self.first, time(), tzinfo=HERE)

    @property
    def end(self) -> datetime:
        """The moment at which it is over."""
        return datetime.combine(self.last + timedelta(days=1), time(), tzinfo=HERE)


@dataclass
class Acts:
    """Acts by kind and part of the term, the bases they rested on, and refusals by rule."""

    parts: list[tuple[date, date]]
    by_kind: dict[str, list[int]] = field(default_factory=dict)
    by_act: Counter[str] = field(default_factory=Counter)
    bases: Counter[str] = field(default_factory=Counter)
    refusals: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def whole(self) -> int:
        """How many acts there were."""
        return self.by_act.total()


def acts_in(viewer: Viewer, term: Term) -> Acts | None:
    """What was done in a term; for oversight alone."""
    if not viewer.holds(Role.OVERSIGHT):
        return None
    found = Acts(bins(term.first, term.last))
    rows = Entry.objects.beyond_access(COUNTING).filter(lead=True, at__gte=term.start, at__lt=term.end)
    for act, at, body in rows.values_list("act", "at", "body").iterator(chunk_size=2000):
        _note(found, act, at.astimezone(HERE).date(), bytes(body))
    return found


def _note(found: Acts, act: str, day: date, body: bytes) -> None:
    place = next((number for number, (first, last) in enumerate(found.parts) if first <= day <= last), None)
    if place is None:
        return
    found.by_act[act] += 1
    found.by_kind.setdefault(act.partition(".")[0], [0] * len(found.parts))[place] += 1
    if match := BASIS.search(body):
        found.bases[match[1].decode()] += 1
    if act == "act.refused":
        facts: dict[str, Any] = json.loads(body)["facts"]
        found.refusals[facts.get("refusal", ""), facts.get("act", "")] += 1


@dataclass(frozen=True)
class Basis:
    """A legal basis: how often acts rested on it (nothing when that may not be told), and whether it was seen."""

    code: str
    used: int | None
    seen: bool
    confirmed: bool
    personal_data: bool


def bases_used(viewer: Viewer, acts: Acts | None) -> list[Basis]:
    """The bases on which acts rested, or for who may not count those: all bases and whether they were confirmed."""
    if not viewer.holds(Role.OVERSIGHT, Role.FG):
        return []
    rows = BasisConfirmation.objects.beyond_access(COUNTING).filter(withdrawn_at__isnull=True)
    confirmed = set(rows.values_list("basis", flat=True))
    codes = sorted(acts.bases, key=lambda code: (-acts.bases[code], code)) if acts else sorted(catalogue().bases)
    return [_basis(code, acts, confirmed) for code in codes]


def _basis(code: str, acts: Acts | None, confirmed: set[str]) -> Basis:
    known = catalogue().find(code)
    return Basis(
        code, acts.bases[code] if acts else None, seen=known is not None and known.verified == "seen",
        confirmed=code in confirmed, personal_data=known is not None and known.personal_data != "none",
    )  # fmt: skip


@dataclass(frozen=True)
class Glass:
    """One use of break glass, without what it was about, why and who: when, which rule, and its review."""

    opened_at: datetime
    step: str
    judgement: str
    reviewed_at: datetime | None
    late: bool


def glass_in(viewer: Viewer, term: Term, now: datetime) -> list[Glass]:
    """The uses of break glass in a term, and those from before that still wait for their review."""
    rows = BreakGlass.objects.visible_to(viewer)
    if viewer.holds(Role.OVERSIGHT):
        rows = BreakGlass.objects.beyond_access(COUNTING)
    told = rows.filter(opened_at__lt=term.end).order_by("-opened_at")
    columns = told.values_list("opened_at", "step", "judgement", "reviewed_at")
    return [
        Glass(opened, step, judgement, reviewed, (reviewed or now) > opened + REVIEW_WITHIN)
        for opened, step, judgement, reviewed in columns
        if opened >= term.start or reviewed is None
    ]


def overdue(viewer: Viewer, now: datetime) -> list[tuple[str, int, datetime]]:
    """The deadlines that passed and that no act closed: by sort, how many, and since when the oldest."""
    rows = Deadline.objects.visible_to(viewer)
    if viewer.holds(Role.OVERSIGHT):
        rows = Deadline.objects.beyond_access(COUNTING)
    late = rows.filter(state__in=STANDING, due_at__lte=now).values_list("what", "due_at")
    found: dict[str, list[datetime]] = {}
    for what, due_at in late:
        found.setdefault(what, []).append(due_at)
    return sorted((what, len(moments), min(moments)) for what, moments in found.items())


def destroyed_in(viewer: Viewer, term: Term) -> list[tuple[str, str, int]]:
    """The destructions that were ordered in a term: by state and ground, how many."""
    rows = Destruction.objects.visible_to(viewer)
    if viewer.holds(Role.OVERSIGHT):
        rows = Destruction.objects.beyond_access(COUNTING)
    told = rows.filter(ordered_at__gte=term.start, ordered_at__lt=term.end).order_by()
    counted = told.values("state", "ground").annotate(count=Count("pk"))
    return sorted((row["state"], row["ground"], row["count"]) for row in counted)


def processed_in(viewer: Viewer, term: Term) -> list[tuple[str, str, int]]:
    """The lines of the processing log in a term: by activity and act, how many."""
    start, end = (int(moment.timestamp() * 1000) for moment in (term.start, term.end))
    rows = ProcessingLine.objects.countable_by(viewer).filter(start_time__gte=start, start_time__lt=end).order_by()
    counted = rows.values("processing_activity_id", "name").annotate(count=Count("pk"))
    return sorted((row["processing_activity_id"], row["name"], row["count"]) for row in counted)


def gate_in(viewer: Viewer, term: Term) -> list[tuple[date, str, str, int]]:
    """How often the gate refused, by month, place and ground."""
    if not viewer.holds(Role.OVERSIGHT, Role.FG):
        return []
    rows = GateCount.objects.filter(month__gte=term.first.replace(day=1), month__lte=term.last)
    return list(rows.order_by("month", "intake", "ground").values_list("month", "intake", "ground", "count"))


@dataclass(frozen=True)
class Sealing:
    """How the ledger stands: how many entries are sealed, since when one waits, and the newest checkpoints."""

    size: int
    waiting_since: datetime | None
    checkpoints: list[Checkpoint]
    checks: list[LedgerCheck]


def sealing(viewer: Viewer) -> Sealing | None:
    """How the ledger stands; for oversight alone, because its size tells how much is done."""
    if not viewer.holds(Role.OVERSIGHT):
        return None
    return Sealing(tree_size(), oldest_waiting(), list(Checkpoint.objects.order_by("-size")[:5]), checks(viewer))


def checks(viewer: Viewer) -> list[LedgerCheck]:
    """The checks that were asked for, the newest first."""
    return list(LedgerCheck.objects.visible_to(viewer).order_by("-asked_at", "-id")[:KEPT])


def check(viewer: Viewer, id: Any) -> LedgerCheck | None:
    """One check, or nothing."""
    found: LedgerCheck | None = LedgerCheck.objects.visible_to(viewer).filter(pk=id).first()
    return found


def last_days(now: datetime, days: int) -> Term:
    """The term that ends today."""
    today = timezone.localdate(now)
    return Term(today - timedelta(days=days - 1), today)
