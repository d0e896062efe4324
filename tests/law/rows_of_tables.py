# SPDX-License-Identifier: EUPL-1.2
"""A row for every guarded table, whatever its columns are, so that there is something to attack."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models, transaction

from vijfveld.law import guard
from vijfveld.node.sealing import SealedTextField, _Ciphertext

MOMENT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SAMPLES: list[tuple[type, Any]] = [
    (SealedTextField, _Ciphertext(b"sealed")),
    (models.BinaryField, b"x"),
    (models.BooleanField, True),
    (models.DateTimeField, MOMENT),
    (models.DateField, date(2026, 3, 2)),
    (models.DecimalField, Decimal(1)),
    (models.FloatField, 1.0),
    (models.IntegerField, 1),
    (models.JSONField, []),
    (models.CharField, "x"),
    (models.TextField, "x"),
]


def sample(field: models.Field[Any, Any]) -> Any:
    """A value that fits a column."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.UUIDField):
        return uuid4()
    return next(value for kind, value in SAMPLES if isinstance(field, kind))


def instance_of(model: type[models.Model]) -> models.Model:
    """An unsaved record with something in every column."""
    keys = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    return model(**{field.attname: sample(field) for field in keys})


@contextmanager
def a_row_in_every_table() -> Iterator[None]:
    """One made-up row in every guarded table, gone again afterwards."""
    with transaction.atomic():
        if connection.vendor == "sqlite":
            _fill()
        yield
        transaction.set_rollback(True)


def _fill() -> None:
    with guard.opened("test"), connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints=ON")
        for model in guard.guarded_models():
            if not model._base_manager.all()[:1].query.get_compiler("default").execute_sql("single"):
                _insert(cursor, model)
        cursor.execute("PRAGMA ignore_check_constraints=OFF")


def _insert(cursor: Any, model: type[models.Model]) -> None:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    values = [_stored(field, sample(field)) for field in fields]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    cursor.execute(f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})", values)


def _stored(field: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    return value if isinstance(value, bytes) else field.get_db_prep_value(value, connection)
