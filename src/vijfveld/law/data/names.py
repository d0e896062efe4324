# SPDX-License-Identifier: EUPL-1.2
"""By which name a record is taken out: the one its organisation brought it under, else its own identifier."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from vijfveld.law.data.declaring import OWN, DataType
from vijfveld.law.models import ExternalId
from vijfveld.node.models import Organisation
from vijfveld.node.viewer import Viewer

Name = tuple[str, str]


class Names:
    """External ids for a viewer, read a page of records at a time."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._known: dict[tuple[str, UUID], Name] = {}
        self._codes: dict[UUID, str] = {}
        self.near = OWN

    def load(self, data_type: DataType, rows: Iterable[Any]) -> None:
        """Read the names of these records and of those they refer to."""
        page = list(rows)
        self._known = {}
        self._load(data_type.kind, [row.id for row in page])
        for kind, attribute in data_type.related:
            self._load(kind, [id for row in page if (id := getattr(row, attribute))])

    def _load(self, kind: str, ids: list[UUID]) -> None:
        rows = ExternalId.objects.visible_to(self._viewer).filter(organisation=self._viewer.organisation, of_kind=kind)
        for about, source, external in (
            rows.filter(about__in=set(ids)).order_by("-id").values_list("about", "source", "external")
        ):
            self._known[(kind, about)] = (source, external)

    def of(self, kind: str, id: UUID) -> Name:
        """The source and external id of a record."""
        return self._known.get((kind, id), (OWN, str(id)))

    def ref(self, kind: str, id: UUID | None) -> str:
        """How a cell names another record: by its id alone when it is from the same source as the row."""
        if id is None:
            return ""
        source, external = self.of(kind, id)
        return external if source == self.near else f"{source}:{external}"

    def code(self, organisation: UUID | None) -> str:
        """The code of an organisation."""
        if not self._codes:
            self._codes = dict(Organisation.objects.values_list("id", "code"))
        return self._codes.get(organisation, "") if organisation else ""
