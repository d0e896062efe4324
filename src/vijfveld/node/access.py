# SPDX-License-Identifier: EUPL-1.2
"""Reads that say who looks: a queryset of a guarded model gives nothing until it is told.

`Model.objects.visible_to(viewer)` gives what the viewer may see, `countable_by(viewer)` what may go into a
figure for them. Anything else raises `Unscoped`, forward relations included: a record remembers who fetched it,
and following a relation from it looks with the same eyes.
"""

from collections.abc import AsyncIterator, Iterator
from functools import lru_cache
from typing import Any, Self, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from vijfveld.node.viewer import Viewer


class Unscoped(RuntimeError):
    """A guarded model was read without saying who looks."""


class Beyond:
    """Stands where a viewer would, for machinery that must read past access; it names its reason."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


Scope = Viewer | Beyond
M = TypeVar("M", bound=models.Model)
BROAD = CAP = 1000


class GuardedQuerySet(models.QuerySet[M]):
    """A queryset that refuses to be evaluated before `visible_to`, `countable_by` or `beyond_access`."""

    scope: Scope | None = None

    def visible_to(self, viewer: Viewer) -> Self:
        """Narrow to what the viewer may see."""
        seen: Self = self.filter(self.model.visible_to(viewer))._seen_by(viewer)  # type: ignore[attr-defined]
        return seen

    def countable_by(self, viewer: Viewer) -> Self:
        """Narrow to what may be counted in a figure shown to the viewer."""
        seen: Self = self.filter(self.model.countable_by(viewer))._seen_by(viewer)  # type: ignore[attr-defined]
        return seen

    def newest(self, viewer: Viewer, *, size: int = 50, before: Any = None) -> list[M]:
        """The newest rows a viewer may see, or those before one that was shown; identifiers are in order of time.

        For paging back only: what commits late has an older identifier, so that asking what is new goes by the seals.

        Someone who sees little is served by the index on audiences, without an order: asked for the newest of them at
        once, PostgreSQL would walk back through all rows to find few. Someone who sees much is served by walking back.
        """
        rows = self.filter(pk__lt=before) if before else self
        mine = rows.visible_to(viewer)
        found = mine.order_by()[:BROAD].values_list("pk", flat=True)
        if len(found) == BROAD:
            walked: Any = rows.alias(walked=models.F("audience") + 0)
            seen = self.model.visible_to(viewer, column="walked")  # type: ignore[attr-defined]
            return list(walked.filter(seen)._seen_by(viewer).order_by("-pk")[:size])
        return list(mine.filter(pk__in=sorted(found)[-size:]).order_by("-pk"))

    def capped_count(self, viewer: Viewer) -> int:
        """How many rows a viewer may see, up to 1,000: a page says "more than 1,000" and nobody waits for the rest."""
        return self.visible_to(viewer).order_by()[:CAP].count()

    def beyond_access(self, reason: str) -> Self:
        """Read everything, for machinery of the ground (sealer, clocks, backup); tests list its callers."""
        return self._seen_by(Beyond(reason))

    def _seen_by(self, scope: Scope) -> Self:
        clone: Self = self._chain()  # type: ignore[attr-defined]
        clone.scope = scope
        return clone

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.scope = self.scope
        return clone

    def _guard(self) -> None:
        if self._result_cache is not None:
            return
        if self.scope is None:
            raise Unscoped(f"{self.model.__name__} was read without saying who looks")
        if not isinstance(self.scope, Beyond):
            refuse_guarded_joins(self.model, self.query)

    def _fetch_all(self) -> None:
        self._guard()
        super()._fetch_all()
        for record in self._result_cache or ():
            if isinstance(record, models.Model):
                _mark(record, self.scope)

    async def aiterator(self, chunk_size: int = 2000) -> AsyncIterator[Any]:
        self._guard()
        async for record in super().aiterator(chunk_size):
            if isinstance(record, models.Model):
                _mark(record, self.scope)
            yield record

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise Unscoped(f"{self.model.__name__}: raw SQL cannot say who looks")

    def union(self, *others: Any, **options: Any) -> Self:
        self._with_same_eyes(*others)
        return super().union(*others, **options)

    def intersection(self, *others: Any) -> Self:
        self._with_same_eyes(*others)
        return super().intersection(*others)

    def difference(self, *others: Any) -> Self:
        self._with_same_eyes(*others)
        return super().difference(*others)

    def __or__(self, other: Any) -> Self:
        self._with_same_eyes(other)
        return super().__or__(other)

    def __and__(self, other: Any) -> Self:
        self._with_same_eyes(other)
        return super().__and__(other)

    def __xor__(self, other: Any) -> Self:
        self._with_same_eyes(other)
        return super().__xor__(other)

    def _with_same_eyes(self, *others: Any) -> None:
        if any(getattr(other, "scope", None) != self.scope for other in others):
            raise Unscoped(f"{self.model.__name__}: two reads are joined that do not look with the same eyes")

    def iterator(self, chunk_size: int | None = None) -> Iterator[Any]:
        self._guard()
        for record in super().iterator(chunk_size or 2000):
            if isinstance(record, models.Model):
                _mark(record, self.scope)
            yield record

    def count(self) -> int:
        self._guard()
        return super().count()

    def exists(self) -> bool:
        self._guard()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._guard()
        if not isinstance(self.scope, Beyond):
            _refuse_guarded_expressions(self.model, args, kwargs)
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._guard()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._guard()
        return super().delete()

    def select_related(self, *fields: Any) -> Self:
        for path in fields:
            _refuse_guarded_path(self.model, path, joins=True)
        return super().select_related(*fields)

    def values(self, *fields: Any, **expressions: Any) -> Any:
        for path in fields:
            _refuse_guarded_path(self.model, path)
        return super().values(*fields, **expressions)

    def values_list(self, *fields: Any, **options: Any) -> Any:
        for path in fields:
            _refuse_guarded_path(self.model, path)
        return super().values_list(*fields, **options)


def _mark(record: models.Model, scope: Scope | None) -> None:
    record.seen_by = scope  # type: ignore[attr-defined]
    for related in record._state.fields_cache.values():
        if isinstance(related, models.Model):
            related.seen_by = scope  # type: ignore[attr-defined]


def _refuse_guarded_path(model: type[models.Model], path: object, *, joins: bool = False) -> None:
    """A join reads the other table with no predicate of its own; only open models may be joined.

    Naming the relation itself reads an identifier and is fine, unless the query joins it (`select_related`).
    """
    here: type[models.Model] = model
    steps = path.split("__") if isinstance(path, str) else []
    for number, step in enumerate(steps, start=1):
        try:
            target = here._meta.get_field(step).related_model
        except FieldDoesNotExist:
            return
        if not isinstance(target, type) or not issubclass(target, models.Model):
            return
        if is_guarded(target) and (joins or number < len(steps)):
            raise Unscoped(f"{model.__name__} reads {target.__name__} through {path!r}; prefetch it with a viewer")
        here = target


def refuse_guarded_joins(model: type[models.Model], query: Any) -> None:
    """Refuse a query that reads, orders or filters by a guarded table other than its own: it has no predicate there."""
    guarded = _guarded_tables()
    for alias, table in query.alias_map.items():
        joined = guarded.get(table.table_name)
        if joined is not None and table.parent_alias is not None and query.alias_refcount.get(alias):
            raise Unscoped(f"{model.__name__} reads {joined} through a join; ask {joined} with a viewer")
    for path in query.order_by:
        _refuse_guarded_path(model, path.lstrip("-") if isinstance(path, str) else path)


@lru_cache(maxsize=1)
def _guarded_tables() -> dict[str, str]:
    from django.apps import apps

    return {model._meta.db_table: model.__name__ for model in apps.get_models() if is_guarded(model)}


class OpenQuerySet(models.QuerySet[M]):
    """A queryset of a model that everyone may read; it cannot be used to read guarded models along its relations."""

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            refuse_guarded_joins(self.model, self.query)
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[Any]:
        refuse_guarded_joins(self.model, self.query)
        return super().iterator(chunk_size or 2000)

    def count(self) -> int:
        refuse_guarded_joins(self.model, self.query)
        return super().count()

    def exists(self) -> bool:
        refuse_guarded_joins(self.model, self.query)
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        _refuse_guarded_expressions(self.model, args, kwargs)
        refuse_guarded_joins(self.model, self.query)
        return super().aggregate(*args, **kwargs)


def _refuse_guarded_expressions(model: type[models.Model], args: tuple[Any, ...], named: dict[str, Any]) -> None:
    for expression in (*args, *named.values()):
        for path in _paths_of(expression):
            _refuse_guarded_path(model, path)


def _paths_of(expression: Any) -> Iterator[str]:
    """The field paths that an expression names."""
    if isinstance(expression, models.F):
        yield str(expression.name)  # type: ignore[attr-defined]
    for part in getattr(expression, "get_source_expressions", list)():
        yield from _paths_of(part)


class OpenManager(models.Manager.from_queryset(OpenQuerySet)):  # type: ignore[misc]
    """The manager of open models."""


def is_guarded(model: type[models.Model]) -> bool:
    """Whether reads of the model must say who looks."""
    return isinstance(model._default_manager, GuardedManager)


class GuardedManager(models.Manager.from_queryset(GuardedQuerySet)):  # type: ignore[misc]
    """The manager of guarded models; along a forward relation it looks with the eyes of the record it starts from."""

    def get_queryset(self) -> GuardedQuerySet[Any]:
        queryset: GuardedQuerySet[Any] = super().get_queryset()
        scope = getattr(self._hints.get("instance"), "seen_by", None)
        if isinstance(scope, Viewer):
            return queryset.visible_to(scope)
        return queryset._seen_by(scope) if isinstance(scope, Beyond) else queryset
