# SPDX-License-Identifier: EUPL-1.2
"""Types of data: what an app declares so that its records can be taken out and brought in.

    DataType("aanleidingen", "driver", _("Aanleidingen"), columns=(...), rows=lambda viewer: ...,
             brings=Brings(state_driver.declaration, make=...)).publish()

A row is written by an act of the app's own: `make` and `change` are handed the open door and call it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vijfveld.law.data.columns import Column, Words
from vijfveld.law.door import Door
from vijfveld.law.models import ExternalId
from vijfveld.law.registry import Declaration
from vijfveld.node.access import GuardedQuerySet
from vijfveld.node.models import Record, record_model
from vijfveld.node.roles import Role
from vijfveld.node.slots import exports, imports
from vijfveld.node.viewer import Viewer

OWN = "vijfveld"
"""The source of records that were made here: their external id is their own identifier."""
SOURCE = Column("source", "bron", "source", _("Het systeem waaruit de regel komt. Leeg: wat u bij het inlezen koos."),
                Words(40))  # fmt: skip
EXTERNAL = Column(
    "external", "extern_id", "external_id",
    _("De vaste sleutel van de regel in dat systeem. Aan deze sleutel wordt de regel later herkend."),
    Words(120), required=True,
)  # fmt: skip


@dataclass
class Given:
    """One row as it was read: where it stands, its external id and its values."""

    number: int
    source: str
    external: str
    values: dict[str, Any]
    digest: str = ""

    def text(self, name: str) -> str:
        """A value as text."""
        return str(self.get(name))

    def get(self, name: str, otherwise: Any = "") -> Any:
        """A value, or something else when the cell was empty or the column is not there."""
        value = self.values.get(name)
        return otherwise if value is None else value


Make = Callable[[Door, Given], Record]
Change = Callable[[Door, Any, Given], object]
Find = Callable[[Door, list[Given]], dict[int, Any]]
"""Which rows of a batch are there already under another name: by the number of the row, the record."""
Many = Callable[[Door, list[Given], str], Sequence[Record]]
Check = Callable[[Door, Given], dict[str, Any]]


@dataclass(frozen=True)
class Brings:
    """How rows come in. `like`: the act whose roles, purpose and basis hold; `make` or, at once, `many` with `check`;
    `find` recognises a row by itself; without `change` a row that is there cannot be updated."""

    like: Declaration
    make: Make | None = None
    many: Many | None = None
    check: Check = lambda door, given: {}
    find: Find | None = None
    change: Change | None = None

    @property
    def batch(self) -> int:
        """How many rows one act writes."""
        return 1000 if self.many else 200


@dataclass(frozen=True)
class DataType:
    """A type of records that may be taken out and, with `brings`, brought in. `page` is the list it belongs to,
    `related` names the records that its columns refer to (kind, attribute), `unique` what no two rows may share."""

    code: str
    kind: str
    title: Any
    columns: tuple[Column, ...]
    rows: Callable[[Viewer], QuerySet[Any]]
    brings: Brings | None = None
    page: str = ""
    about: Any = ""
    related: tuple[tuple[str, str], ...] = ()
    unique: tuple[str, ...] = ()
    order: int = field(default=100, compare=False)

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns with the external id before them."""
        return (SOURCE, EXTERNAL, *self.columns)

    def publish(self) -> None:
        """Fill the slots."""
        exports.fill(self.code, self, order=self.order)
        if self.brings:
            imports.fill(self.code, self, order=self.order)
            declare_batch(self)

    def may_bring(self, viewer: Viewer) -> bool:
        """Whether a viewer holds a role in which this type may be brought; the door asks again."""
        return self.brings is not None and viewer.holds(*self.brings.like.roles)

    @property
    def keeping(self) -> bool:
        """Whether this is keeping the node, for which keepers may bring it."""
        return self.brings is not None and Role.NODE_KEEPER in self.brings.like.roles


def declare_batch(data_type: DataType) -> None:
    """Declare the act that brings rows of a type; it is declared where the rows are written."""
    from vijfveld.law.acts.bringing import declare

    declare(data_type)


def known_ids(organisation: UUID | None, kind: str, source: str) -> GuardedQuerySet[ExternalId]:
    """The external ids that an organisation gave to records of a kind, from one source."""
    rows = ExternalId.objects.beyond_access("an organisation's own names for records")
    found: GuardedQuerySet[ExternalId] = rows.filter(organisation=organisation, of_kind=kind, source=source)
    return found


def referred(door: Door, kind: str, given: Given, name: str) -> UUID | None:
    """The record that a cell names by its external id ("bron:sleutel" when the source is another), if one is seen."""
    text = str(given.get(name))
    if not text:
        return None
    source, _colon, rest = text.partition(":")
    for place, key in ((given.source, text), (source, rest)):
        known = known_ids(door.organisation, kind, place).filter(external=key)
        found: UUID | None = known.values_list("about", flat=True).first()
        if found is not None:
            return found
    return _by_itself(door, kind, rest or text)


def _by_itself(door: Door, kind: str, text: str) -> UUID | None:
    try:
        id = UUID(text)
    except ValueError:
        return None
    rows: Any = record_model(kind).objects
    rows = rows.visible_to(door.viewer) if hasattr(rows, "visible_to") else rows.all()
    return id if rows.filter(pk=id).exists() else None
