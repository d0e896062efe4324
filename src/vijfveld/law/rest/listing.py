# SPDX-License-Identifier: EUPL-1.2
"""Lists by cursor: the newest first, and a link that goes on after the last one that was shown."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from pydantic import BaseModel, Field

from vijfveld.law.rest.values import Code, Flag
from vijfveld.node.access import CAP, GuardedQuerySet
from vijfveld.node.viewer import Viewer

T = TypeVar("T")
MOST = 100


class Paging(BaseModel):
    """How much of a list is wanted, and after which one; a list adds its filters."""

    also: ClassVar[frozenset[str]] = frozenset({"after", "limit", "counted"})
    limit: Annotated[int, Field(ge=1, le=MOST)] = Field(50, alias="limiet", description="Hoeveel u er wilt.")
    counted: Flag = Field(
        False, alias="metAantal", description=f"Tel ook hoeveel er zijn; boven de {CAP} telt de node niet verder."
    )

    @property
    def filters(self) -> dict[str, Any]:
        """What was asked, by the names of the fields of the record."""
        return {
            name: value
            for name in type(self).model_fields
            if name not in self.also and (value := getattr(self, name)) is not None
        }


class Wish(Paging):
    """Paging through records: the cursor is the identifier of the last one that was seen."""

    after: UUID | None = Field(None, alias="na", description="Het id van de laatste die u al hebt.")


class CodeWish(Paging):
    """Paging through a closed list: the cursor is the code of the last one that was seen."""

    after: Code | None = Field(None, alias="na", description="De code van de laatste die u al hebt.")


class Listed(BaseModel, Generic[T]):
    """A part of a list."""

    results: list[T] = Field(alias="resultaten")
    next: str | None = Field(alias="volgende", description="Waar de lijst verder gaat; leeg aan het einde.")
    count: int | None = Field(alias="aantal", description="Alleen als u erom vroeg; nooit meer dan 1000.")


def part_of(source: Any, viewer: Viewer, wish: Any) -> tuple[list[Any], str, int | None]:
    """The part of a list that is wanted, the cursor of the next part (or nothing), and how many there are."""
    size = wish.limit + 1
    if isinstance(source, GuardedQuerySet):
        rows = source.newest(viewer, size=size, before=wish.after)
        count = source.capped_count(viewer) if wish.counted else None
    elif isinstance(source, QuerySet):
        older = source.filter(pk__lt=wish.after) if wish.after else source
        rows = list(older.order_by("-pk")[:size])
        count = len(source.order_by()[:CAP].values_list("pk", flat=True)) if wish.counted else None
    else:
        rows, count = _after(source, wish.after)[:size], len(source) if wish.counted else None
    more = len(rows) == size
    rows = rows[: wish.limit]
    return rows, _cursor(rows[-1]) if more else "", count


def _after(source: Sequence[Any], code: str | None) -> list[Any]:
    codes = [row.code for row in source]
    return list(source) if code is None else list(source[codes.index(code) + 1 :] if code in codes else [])


def _cursor(row: Any) -> str:
    return str(row.pk if hasattr(row, "pk") else row.code)


def next_link(request: HttpRequest, cursor: str) -> str | None:
    """The address of the next part of a list, with the same filters."""
    if not cursor:
        return None
    query = request.GET.copy()
    query["na"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
