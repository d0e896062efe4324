# SPDX-License-Identifier: EUPL-1.2
"""Bringing rows: one act per batch, with the roles, purpose and basis of the act that makes such a row by hand."""

import hashlib
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import Act, act
from vijfveld.law.data.declaring import OWN, Brings, DataType, Given, known_ids
from vijfveld.law.data.lines import Faulty, Line, Problem
from vijfveld.law.data.names import Names
from vijfveld.law.door import Door
from vijfveld.law.models import ExternalId, Import, ImportState, OnConflict
from vijfveld.law.refusals import Refused, Stale
from vijfveld.node.models import Record, record_model

MOST_PROBLEMS = 5_000
"""How many problems an import keeps; what comes after is counted."""
THERE = _("Deze regel is er al en zegt nu iets anders.")
FIXED = _("Dit is er al en kan niet met een bestand worden bijgewerkt. Doe dat op de pagina zelf.")
NO_MANDATE = _("Wie dit bestand aanleverde, heeft voor deze organisatie geen mandaat meer.")
batches: dict[str, Act[Any, Import]] = {}


@dataclass
class Outcome:
    """What became of the rows of a batch."""

    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("added", "updated", "same", "skipped", "refused"), 0)
    )
    problems: list[Problem] = field(default_factory=list)

    def count(self, what: str, by: int = 1) -> None:
        """Count rows."""
        self.counts[what] += by

    def refuse(self, faulty: Faulty) -> None:
        """Count a row that is refused and keep why."""
        self.count("refused")
        self.problems += faulty.problems


@dataclass(frozen=True)
class Batch:
    """Some rows of an import, after those that were done before; `rehearse` takes everything back at the end."""

    rows: list[Line]
    after: int
    sheet: str
    headers: dict[str, str]
    rehearse: bool = False


class Rehearsed(Exception):
    """What a batch would do; everything it wrote was taken back."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__("rehearsed")
        self.outcome = outcome


class Halted(Rehearsed):
    """A batch that may not go on, and why; everything it wrote was taken back."""


def declare(data_type: DataType) -> None:
    """Declare the act that brings rows of a type."""
    if data_type.code not in batches and data_type.brings is not None:
        batches[data_type.code] = _declared(data_type, data_type.brings)


def _declared(data_type: DataType, brings: Brings) -> Act[Any, Import]:
    like = brings.like

    @act(f"{data_type.kind}.import", roles=like.roles, purpose=like.purpose, basis=like.basis,
         personal_data=like.personal_data, says=_("las gegevens in"))  # fmt: skip
    def bring_rows(door: Door, brought: UUID, batch: Batch) -> Import:
        """Bring up to 1,000 rows of a file; the entry keeps the digest of the rows."""
        found = door.lock(Import, brought)
        _must_be_for_whom_it_came(door, found)
        if not batch.rehearse and (found.state != ImportState.RUNNING or found.position != batch.after):
            raise Stale
        outcome = Bringing(door, data_type, brings, found, batch).outcome()
        if batch.rehearse:
            raise Rehearsed(outcome)
        if outcome.problems and not _may_go_on(found, outcome):
            raise Halted(outcome)
        return _note(door, found, batch, outcome)

    return bring_rows


def _must_be_for_whom_it_came(door: Door, found: Import) -> None:
    """The rows are written for the organisation for which the file came, or not at all: whoever lost that mandate while
    the file waited acts by then for another."""
    same = (found.person_id, found.organisation_id) == (door.person, door.organisation)
    door.require(same, "actor.no_mandate", NO_MANDATE)


def _may_go_on(found: Import, outcome: Outcome) -> bool:
    faulty = any(not problem.conflict for problem in outcome.problems)
    clash = any(problem.conflict for problem in outcome.problems)
    return (found.leave_faulty or not faulty) and (found.on_conflict != OnConflict.STOP or not clash)


def _note(door: Door, found: Import, batch: Batch, outcome: Outcome) -> Import:
    for name, number in outcome.counts.items():
        setattr(found, name, getattr(found, name) + number)
    found.position += len(batch.rows)
    kept = [problem.stored() for problem in outcome.problems if not problem.conflict]
    found.problems = [*found.problems, *kept][:MOST_PROBLEMS]
    door.save(found, rows=len(batch.rows), manifest=manifest_of(batch.rows), **outcome.counts)
    return found


def manifest_of(rows: list[Line]) -> str:
    """The digest of the rows of a batch, refused ones by their number."""
    told = (f"{row.source}|{row.external}|{row.digest}" if isinstance(row, Given) else str(row.number) for row in rows)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


class Bringing:
    """The rows of one batch, on their way through the door."""

    def __init__(self, door: Door, data_type: DataType, brings: Brings, found: Import, batch: Batch) -> None:
        self.door, self.type, self.brings, self.brought, self.batch = door, data_type, brings, found, batch
        self.told = Outcome()
        self.names = Names(door.viewer)
        self.fresh: list[tuple[Given, UUID]] = []

    def outcome(self) -> Outcome:
        """Bring every row and tell what became of each."""
        givens = [row for row in self.batch.rows if isinstance(row, Given)]
        for row in self.batch.rows:
            if isinstance(row, Faulty):
                self.told.refuse(row)
        known = self._known(givens)
        new = [given for given in givens if not self._was_here(given, known)]
        there = self._there(new)
        for given in [given for given in new if given.number in there]:
            self._meet(given, there[given.number], None)
        self._make([given for given in new if given.number not in there])
        self._remember()
        self.told.problems.sort(key=lambda problem: problem.row)
        return self.told

    def _known(self, givens: list[Given]) -> dict[tuple[str, str], ExternalId]:
        found: dict[tuple[str, str], ExternalId] = {}
        for source in {given.source for given in givens}:
            named = [given.external for given in givens if given.source == source]
            rows = known_ids(self.door.organisation, self.type.kind, source).filter(external__in=named)
            found |= {(source, row.external): row for row in rows}
        return found

    def _was_here(self, given: Given, known: dict[tuple[str, str], ExternalId]) -> bool:
        """Whether a row came before; then it says the same, or something else."""
        before = known.get((given.source, given.external))
        if before is None:
            return False
        if before.digest == given.digest:
            self.told.count("same")
        else:
            self._meet(given, self._record(before.about), before)
        return True

    def _record(self, id: UUID) -> Record | None:
        model = record_model(self.type.kind)
        rows: Any = self.door.visible(model) if hasattr(model.objects, "visible_to") else model.objects
        found: Record | None = rows.filter(pk=id).first()
        return found

    def _there(self, givens: list[Given]) -> dict[int, Any]:
        """Rows that are records already: made here and taken out before, or recognised by themselves."""
        found = self.brings.find(self.door, givens) if self.brings.find and givens else {}
        for given in givens:
            if given.source == OWN and given.number not in found and (id := _uuid(given.external)):
                record = self._record(id)
                found |= {given.number: record} if record else {}
        return found

    def _meet(self, given: Given, record: Any, before: ExternalId | None) -> None:
        """A row meets its record: the same, or a conflict that is skipped, updated, or told."""
        if record is not None and before is None and self._says(record, given):
            self.told.count("same")
            return
        choice = OnConflict.UPDATE if self.batch.rehearse else OnConflict(self.brought.on_conflict)
        if choice == OnConflict.UPDATE and self.brings.change is not None and record is not None:
            self._change(given, record, before)
        elif choice == OnConflict.SKIP:
            self.told.count("skipped")
        elif self.batch.rehearse or choice == OnConflict.STOP:
            self.told.count("skipped")
            self._conflict(given, FIXED if self.brings.change is None else THERE)
        else:
            self.told.refuse(self._refused(given, {"": FIXED}))

    def _conflict(self, given: Given, sentence: Any) -> None:
        self.told.problems.append(Problem(self.batch.sheet, given.number, "", str(sentence), conflict=True))

    def _says(self, record: Any, given: Given) -> bool:
        self.names.load(self.type, [record])
        self.names.near = given.source
        columns = [column for column in self.type.columns if column.name in given.values]
        return all(
            _same(column.tell(record, self.names), given.values[column.name], column.sort.write) for column in columns
        )

    def _change(self, given: Given, record: Any, before: ExternalId | None) -> None:
        assert self.brings.change is not None
        try:
            with self.door.attempt():
                self.brings.change(self.door, record, given)
                if before is not None:
                    before.digest = given.digest
                    self.door.save(before)
        except Refused as refusal:
            self.told.refuse(self._refused(given, refusal.problems or {"": refusal.sentence}))
            return
        self.told.count("updated")
        if self.batch.rehearse:
            self._conflict(given, THERE)
        if before is None:
            self.fresh.append((given, record.id))

    def _make(self, givens: list[Given]) -> None:
        many = self._make_many if self.brings.many else self._make_each
        many(givens)

    def _make_each(self, givens: list[Given]) -> None:
        assert self.brings.make is not None
        for given in givens:
            try:
                with self.door.attempt():
                    made = self.brings.make(self.door, given)
            except Refused as refusal:
                self.told.refuse(self._refused(given, refusal.problems or {"": refusal.sentence}))
            else:
                self.fresh.append((given, made.id))
                self.told.count("added")

    def _make_many(self, givens: list[Given]) -> None:
        assert self.brings.many is not None
        sound = []
        for given in givens:
            problems = self.brings.check(self.door, given)
            if problems:
                self.told.refuse(self._refused(given, problems))
            else:
                sound.append(given)
        if sound:
            made = self.brings.many(self.door, sound, manifest_of([*sound]))
            self.fresh += [(given, record.id) for given, record in zip(sound, made, strict=True)]
            self.told.count("added", len(sound))

    def _refused(self, given: Given, problems: dict[str, Any]) -> Faulty:
        said = [
            Problem(self.batch.sheet, given.number, self.batch.headers.get(name, ""), str(sentence))
            for name, sentence in problems.items()
        ]
        return Faulty(given.number, said)

    def _remember(self) -> None:
        """Keep the names under which records came in."""
        if not self.fresh:
            return
        rows = [
            {
                "organisation_id": self.door.organisation, "person_id": self.door.person, "keeping": self.type.keeping,
                "of_kind": self.type.kind, "source": given.source, "external": given.external, "about": id,
                "digest": given.digest,
            }
            for given, id in self.fresh
        ]  # fmt: skip
        self.door.new_many(ExternalId, rows, manifest=manifest_of([given for given, _id in self.fresh]))


def _same(told: Any, value: Any, write: Any) -> bool:
    given = "" if value is None else write(value)
    return str("" if told is None else told) == str(given) or (value is None and str(told) == str(_("nee")))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
