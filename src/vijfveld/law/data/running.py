# SPDX-License-Identifier: EUPL-1.2
"""The work behind an import, on the long lane: first every row is looked at, later every batch is an act of its own.

It may be killed at any moment: how far it is stands in the import, written in the same transaction as the rows.
"""

from collections.abc import Callable, Iterator
from itertools import chain, islice
from uuid import UUID

import structlog
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from vijfveld.law.acts.bringing import Batch, Halted, Outcome, Rehearsed, batches
from vijfveld.law.acts.importing import note_end, note_rows, type_of
from vijfveld.law.callers import Caller
from vijfveld.law.data.declaring import DataType
from vijfveld.law.data.lines import Faulty, Line, Lines, mapping_problems
from vijfveld.law.data.reading import Unfit, open_table
from vijfveld.law.models import Import, ImportFile, ImportState
from vijfveld.law.refusals import Refused, Stale
from vijfveld.law.viewers import viewer_of
from vijfveld.node import clock
from vijfveld.node.models import Person
from vijfveld.node.roles import Mode

log = structlog.get_logger(__name__)
REASON = "the long lane brings what a person started"
Told = Callable[[int, int], object]
"""Hears how far the work is: done, and of how many."""


def work_in_background(brought: UUID) -> None:
    """Leave the work to the long lane; it is queued in the transaction of the act that wants it."""
    bring_file.enqueue(str(brought))


@task(queue_name="long")
def bring_file(brought: str) -> None:
    """What the long lane does."""
    bring(UUID(brought))


def bring(brought: UUID, *, told: Told = lambda done, total: None) -> Import:
    """Check or write a file, as its state says, in the language of its owner; gives the import as it is then."""
    found = _import(brought)
    person = Person.objects.beyond_access(REASON).get(pk=found.person_id)
    if found.at_work:
        with translation.override(person.language):
            _work(found, person, told)
    return _import(brought)


def _import(brought: UUID) -> Import:
    found: Import = Import.objects.beyond_access(REASON).get(pk=brought)
    return found


def _work(found: Import, person: Person, told: Told) -> None:
    work = Work(found, person, told)
    try:
        work.open()
        work.check() if found.state == ImportState.CHECKING else work.write()
    except Stale:
        log.info("import was stopped or is done elsewhere", brought=str(found.id))
    except Unfit as unfit:
        work.end(because=str(unfit))
    except Halted as halted:
        work.end(because=_("Er kwam een probleem aan het licht dat er bij het nakijken nog niet was."),
                 outcome=halted.outcome)  # fmt: skip
    except Refused as refusal:
        work.end(because=str(refusal.sentence))
    except Exception:
        log.exception("import broke off", brought=str(found.id))
        work.end(because=_("Het inlezen brak af door een fout in Vijfveld. Wat al was ingelezen, blijft staan. "
                           "Waarschuw de beheerder van de node."))  # fmt: skip


class Work:
    """One import being worked on, as its owner."""

    def __init__(self, found: Import, person: Person, told: Told) -> None:
        self.found, self.person, self.told = found, person, told

    def open(self) -> None:
        """Read the file as its owner said. Raises Unfit when it does not hold the columns that were chosen."""
        found = self.found
        self.type: DataType = type_of(found)
        file = ImportFile.objects.beyond_access(REASON).get(brought=found)
        table = open_table(bytes(file.stored), name=found.name, sheet=found.sheet)
        problems = mapping_problems(self.type, found.columns, table.headers)
        if problems:
            raise Unfit("; ".join(problems.values()))
        self.sheet = table.sheet
        self.lines = Lines(self.type, table, found.columns, source=found.source)

    def check(self) -> None:
        """Look at every row: read it, and do its act without keeping it."""
        outcome, done, total = Outcome(), 0, self._count()
        for rows in self._batches(0):
            if not self._still(ImportState.CHECKING):
                return
            _add(outcome, self._rehearsed(rows, done))
            done += len(rows)
            note_rows(self._clock(), self.found.id, done=done, total=total, outcome=outcome)
            self.told(done, total)
        if total == 0:
            raise Unfit(_("Er staan geen regels onder de namen van de kolommen."))
        self.end()

    def write(self) -> None:
        """Write the rows that were not written before, a batch at a time."""
        done = self.found.position
        for rows in self._batches(done):
            batches[self.type.code](self._owner(), self.found.id, self._batch(rows, done))
            done += len(rows)
            self.told(done, self.found.rows)
        self.end()

    def end(self, *, because: str = "", outcome: Outcome | None = None) -> None:
        """Note the end, well or not."""
        note_end(self._clock(), self.found.id, because=because, outcome=outcome)

    def _rehearsed(self, rows: list[Line], done: int) -> Outcome:
        try:
            batches[self.type.code](self._owner(), self.found.id, self._batch(rows, done, rehearse=True))
        except Rehearsed as rehearsed:
            return rehearsed.outcome
        raise AssertionError("a rehearsal ends by taking everything back")

    def _count(self) -> int:
        return sum(1 for _row in self.lines.table.rows())

    def _batches(self, after: int) -> Iterator[list[Line]]:
        assert self.type.brings is not None
        rows = islice(iter(self.lines), after, None)
        for first in rows:
            yield list(chain([first], islice(rows, self.type.brings.batch - 1)))

    def _batch(self, rows: list[Line], done: int, *, rehearse: bool = False) -> Batch:
        return Batch(rows, done, self.sheet, dict(self.found.columns), rehearse)

    def _still(self, state: ImportState) -> bool:
        return _import(self.found.id).state == state

    def _owner(self) -> Caller:
        now = clock.now()
        return Caller.person(viewer_of(self.person, now=now, wanted=self.found.organisation_id), now=now)

    def _clock(self) -> Caller:
        return Caller.of_clock(self.found.id, now=clock.now(), mode=Mode(self.found.mode)).with_key("")


def _add(outcome: Outcome, more: Outcome) -> None:
    for name, number in more.counts.items():
        outcome.count(name, number)
    outcome.problems += more.problems


__all__ = ["Faulty", "bring", "bring_file", "work_in_background"]
