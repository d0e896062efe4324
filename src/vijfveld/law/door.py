# SPDX-License-Identifier: EUPL-1.2
"""The door: what a verb is handed, and the only way to change records.

It knows who acts, for what, on which basis and at which moment. Every record it writes gets a version and an
audience; when it closes, each changed record leaves one ledger entry and each data subject one processing line.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vijfveld.law.callers import Caller
from vijfveld.law.entries import body, fact, stream_of
from vijfveld.law.glass import broken_for
from vijfveld.law.models import Entry, ProcessingLine
from vijfveld.law.refusals import NotThere, Refused, Stale
from vijfveld.law.registry import Declaration
from vijfveld.node.access import GuardedQuerySet
from vijfveld.node.ids import Randomness, Urn, uuid7
from vijfveld.node.models import AudienceMember, Node, Record, audience_id
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer

T = TypeVar("T", bound=Record)
_known_audiences: set[tuple[str, int]] = set()


class Door:
    """An open door: who acts, for what, on which basis, at which moment; and the only way to change records."""

    def __init__(self, declaration: Declaration, caller: Caller, *, viewer: Viewer, node: Node) -> None:
        self.act = declaration
        self.caller = caller
        self.viewer = viewer
        self.node = node
        self.now: datetime = caller.now
        self.mode = caller.mode
        self.purpose = declaration.purpose
        self.basis = caller.basis or declaration.basis
        self.random = Randomness(_seed(node, declaration, caller))
        self.id = uuid7(self.now, self.random)
        self._touched: dict[str, tuple[Record, dict[str, object]]] = {}
        self._subjects: list[tuple[str, str, str]] = []
        self._lead = ""
        self._held: Refused | None = None
        self._glass: list[str] = []

    @property
    def today(self) -> date:
        """The day it is where this node stands; pages say the same."""
        return timezone.localdate(self.now)

    @property
    def person(self) -> UUID:
        """The person who acts; refused when a clock or the keeper does."""
        if self.viewer.person is None:
            raise Refused("actor.not_a_person", _("Dit kan alleen een mens doen."))
        return self.viewer.person

    @property
    def organisation(self) -> UUID:
        """The organisation for which the person acts."""
        if self.viewer.organisation is None:
            raise Refused("actor.for_nobody", _("Dit kan alleen namens een organisatie."))
        return self.viewer.organisation

    def holds(self, *roles: Role) -> bool:
        """Whether the actor holds one of the roles now."""
        return self.viewer.holds(*roles)

    def visible(self, model: type[T]) -> GuardedQuerySet[T]:
        """What the actor may see of a model."""
        queryset: GuardedQuerySet[T] = model.objects.visible_to(self.viewer)
        return queryset

    def all(self, model: type[T]) -> GuardedQuerySet[T]:
        """All rows of a model, for rules that must know more than the actor may see."""
        queryset: GuardedQuerySet[T] = model.objects.beyond_access(f"act {self.act.code}")
        return queryset

    def lock(self, model: type[T], id: UUID, version: int | None = None) -> T:
        """Return a record for change, locked until the act ends.

        Raises NotThere when the actor may not see it (in the words used when it does not exist) and Stale when
        `version` is not the version that stands.
        """
        rows = self.all(model) if self.viewer.person is None else _visible_rows(model, self.viewer)
        if connection.vendor == "postgresql":
            rows = rows.select_for_update(of=("self",))
        record = rows.filter(pk=id).first()
        if record is None:
            raise NotThere
        if version is not None and record.version != version:
            raise Stale
        found: T = record
        self._look_for_glass(found)
        return found

    def one_at_a_time(self, what: str) -> None:
        """Keep out everyone else who does this until the act ends: for rules about rows that are not there yet."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])

    def hold(self, refusal: Refused) -> None:
        """Keep a refusal that broken glass may lift: the act is refused at its end unless it was broken for a record
        that the act locked."""
        self._held = refusal

    def _look_for_glass(self, record: Record) -> None:
        if self._held is None:
            return
        code, organisation = self._held.code, self.viewer.organisation
        broken = broken_for(code, about=record.urn, organisation=organisation, now=self.now)
        if broken:
            self._held = None
            self._glass.append(broken.urn)

    def new(self, model: type[T], *, facts: dict[str, object] | None = None, **values: Any) -> T:
        """Make a record and write it, version 1."""
        id = values.pop("id", None) or uuid7(self.now, self.random)
        record = model(id=id, home=self.node.id, mode=self.mode, **values)
        self._write(record, insert=True, facts=facts)
        return record

    def new_id(self, model: type[T]) -> T:
        """A record that has its name but is not written yet, for records that point at one another."""
        return model(id=uuid7(self.now, self.random), home=self.node.id, mode=self.mode)

    def save(self, record: Record, **facts: object) -> None:
        """Write a changed record; its version rises by one per act. `facts` are kept in its ledger entry."""
        self._write(record, insert=False, facts=facts)

    def new_many(self, model: type[T], rows: list[dict[str, Any]], *, manifest: str) -> list[T]:
        """Make up to 1,000 records at once; one ledger entry with the digest of their manifest stands for them."""
        if len(rows) > 1000:
            raise ValueError("at most 1,000 records an act; make a next act for the rest")
        made = [
            model(id=uuid7(self.now, self.random), home=self.node.id, mode=self.mode, version=1, **row) for row in rows
        ]
        numbers: dict[frozenset[str], int] = {}
        for record in made:
            readers = frozenset(record.readers())
            if readers not in numbers:
                numbers[readers] = self._intern(record)
            record.audience = numbers[readers]
        model._base_manager.bulk_create(made)
        self._note_many(model, len(made), manifest)
        return made

    def _note_many(self, model: type[Record], count: int, manifest: str) -> None:
        """The first sort of records is what the act is about; those that come with it are counted beside it."""
        _record, noted = self._touched.get(self._own_urn, (None, {}))
        if "manifest" in noted:
            self.note(**{model.kind: count})
        else:
            self.note(count=count, kind=model.kind, manifest=manifest)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of an act that may be refused on its own: a refusal takes back what this part wrote, and goes on."""
        touched, subjects, glass = dict(self._touched), list(self._subjects), list(self._glass)
        try:
            with transaction.atomic():
                yield
        except Exception:
            self._touched, self._subjects, self._glass = touched, subjects, glass
            raise

    def erase(self, record: Record) -> None:
        """Remove a row for good. Only destruction does this."""
        type(record)._base_manager.filter(pk=record.pk)._raw_delete(using=connection.alias)

    def note(self, **facts: object) -> None:
        """Keep facts in an entry of the act itself, for acts that change no record."""
        known = self._touched.get(self._own_urn, (None, {}))[1]
        self._touched[self._own_urn] = (None, {**known, **facts})  # type: ignore[assignment]

    @property
    def _own_urn(self) -> str:
        return str(Urn(self.node.id, "act", self.id))

    def subject(self, pseudonym: str, *, kind: str, activity: str) -> None:
        """Log that data of this data subject is processed by this act: one line per subject."""
        self._subjects.append((pseudonym, kind, activity))

    def require(self, holds: bool, code: str, sentence: Any, *, source: str = "") -> None:
        """Refuse the act unless a rule holds."""
        if not holds:
            raise Refused(code, sentence, source=source)

    def _write(self, record: Record, *, insert: bool, facts: dict[str, object] | None) -> None:
        known = self._touched.get(record.urn)
        if known is None:
            record.version += 1
        record.audience = self._intern(record)
        record.save(force_insert=insert and known is None, force_update=not insert)
        record.seen_by = self.viewer
        self._touched[record.urn] = (record, {**(known[1] if known else {}), **(facts or {})})

    def _intern(self, record: Record) -> int:
        tokens = [f"{record.mode}/{token}" for token in sorted(record.readers())]
        number = audience_id(tokens)
        self._remember(number, tokens)
        return number

    def _remember(self, number: int, tokens: list[str]) -> None:
        mark = (str(connection.settings_dict["NAME"]), number)
        if mark in _known_audiences:
            return
        members = [AudienceMember(audience=number, token=token) for token in tokens]
        AudienceMember.objects.bulk_create(members, ignore_conflicts=True)
        transaction.on_commit(lambda: _known_audiences.add(mark))

    def close(self, outcome: object = None) -> None:
        """Write the entries and lines of the act; the last thing inside its transaction.

        The entry of the record that the act is about (its outcome, else the first it changed) leads: lists of what
        changed show that one.
        """
        if self._held:
            raise self._held
        if self._glass:
            self.note(glass=self._glass)
        if not self._touched:
            self.note()
        self._lead = (
            outcome.urn if isinstance(outcome, Record) and outcome.urn in self._touched else next(iter(self._touched))
        )
        entries = [self._entry(urn, record, facts) for urn, (record, facts) in self._touched.items()]
        Entry.objects.bulk_create(entries)
        if self._subjects:
            ProcessingLine.objects.bulk_create([self._line(*subject) for subject in self._subjects])

    def _entry(self, urn: str, record: Record | None, facts: dict[str, object]) -> Entry:
        stream = stream_of(record) if record else urn
        version = record.version if record else 1
        actor = f"organisation:{self.viewer.organisation}" if self.viewer.organisation else ""
        stored = body(
            act=self.act.code, act_id=str(self.id), actor=self.caller.name, at=self.now.isoformat(),
            basis=self.basis, facts={name: fact(value) for name, value in sorted(facts.items())},
            on_behalf_of=actor, mode=self.mode.value, purpose=self.purpose.value, stream=stream, version=version,
        )  # fmt: skip
        audience = record.audience if record else self._own_audience()
        return Entry(
            id=uuid7(self.now, self.random), act_id=self.id, act=self.act.code, stream=stream, version=version,
            at=self.now, audience=audience, lead=urn == self._lead, body=stored,
        )  # fmt: skip

    def _own_audience(self) -> int:
        tokens = [f"{self.mode.value}/person:{self.viewer.person}"]
        number = audience_id(tokens)
        self._remember(number, tokens)
        return number

    def _line(self, pseudonym: str, kind: str, activity: str) -> ProcessingLine:
        moment = int(self.now.timestamp() * 1000)
        return ProcessingLine(
            trace_id=self.caller.trace.trace_id, span_id=self.caller.trace.span_id,
            foreign_operation=self.caller.trace.foreign_operation, name=self.act.code,
            start_time=moment, end_time=moment, resource=str(Urn(self.node.id, "node", self.node.id)),
            processing_activity_id=activity, data_subject_id=pseudonym, data_subject_id_type=kind,
        )  # fmt: skip


def _visible_rows(model: type[T], viewer: Viewer) -> GuardedQuerySet[T]:
    if hasattr(model.objects, "visible_to"):
        return model.objects.visible_to(viewer)  # type: ignore[no-any-return]
    return model.objects.filter(model.visible_to(viewer))  # type: ignore[no-any-return]


def _seed(node: Node, declaration: Declaration, caller: Caller) -> bytes | None:
    """Acts with a key draw from the key, so that the same act in two worlds makes the same identifiers."""
    if not caller.key:
        return None
    return f"{node.id}|{caller.name}|{declaration.code}|{caller.key}".encode()


def forget_audiences() -> None:
    """Forget which audiences are known to be stored: between tests and after a restore."""
    _known_audiences.clear()
