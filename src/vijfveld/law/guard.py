# SPDX-License-Identifier: EUPL-1.2
"""The guard: triggers by which the database itself refuses a write that comes through no act.

On SQLite the triggers ask a function that only our own connections have; on PostgreSQL they read a setting that
lives as long as the transaction. Ledger tables refuse change and removal even inside an act. The triggers are
made anew after every migration, from the models as they are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper

FRAMEWORK_TABLES = {"node_account"}
"""Tables of our apps that a library writes: the sign-in account (password, last sign-in)."""

INSERT_ONLY = {"law_entry", "law_seal", "law_treenode", "law_checkpoint", "law_processingline", "node_node"}
CLOSED_MESSAGE = "vijfveld: no write without an act"
KEPT_MESSAGE = "vijfveld: the ledger is insert-only"


def guarded_models() -> list[type[models.Model]]:
    """Every model of our own apps, test rooms included; framework tables are the named exceptions."""
    ours = [config for config in apps.get_app_configs() if getattr(config, "guarded", _is_ours(config.name))]
    found = [model for config in ours for model in config.get_models(include_auto_created=True)]
    return [model for model in found if model._meta.managed and model._meta.db_table not in FRAMEWORK_TABLES]


def _is_ours(name: str) -> bool:
    return name.startswith("vijfveld.")


def arm(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Give a new SQLite connection the function its triggers ask; every other connection lacks it and is refused."""
    connection.door_open = False  # type: ignore[attr-defined]
    if connection.vendor == "sqlite":
        connection.connection.create_function("vijfveld_door", 0, lambda: int(connection.door_open))  # type: ignore[attr-defined]
        connection.connection.execute("PRAGMA recursive_triggers=ON")


@contextmanager
def opened(by: str) -> Iterator[None]:
    """Let this transaction write: used by the door, the sealer, migrations and nothing else."""
    if getattr(connection, "door_open", False):
        yield
        return
    _set(True, by)
    try:
        yield
    finally:
        _set(False, "")


def _set(open_now: bool, by: str) -> None:
    connection.ensure_connection()
    connection.door_open = open_now  # type: ignore[attr-defined]
    if connection.vendor == "postgresql" and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('vijfveld.door', %s, true)", [by])


def install() -> None:
    """Put the guard on every table, replacing what was there."""
    remove()
    make = _sqlite_triggers if connection.vendor == "sqlite" else _postgres_triggers
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTIONS)
        for model in guarded_models():
            for statement in make(model._meta.db_table):
                cursor.execute(statement)


def remove() -> None:
    """Take the guard off: before a migration rebuilds tables, never in a running node."""
    with connection.cursor() as cursor:
        for name, table in _installed(cursor):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def missing() -> list[str]:
    """The tables whose guard is incomplete; `doctor` tells them."""
    with connection.cursor() as cursor:
        there = {table for _, table in _installed(cursor)}
    return sorted(model._meta.db_table for model in guarded_models() if model._meta.db_table not in there)


def _installed(cursor: Any) -> list[tuple[str, str]]:
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type='trigger' AND name LIKE 'guard_%'")
    else:
        cursor.execute(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'guard_%' AND NOT tgisinternal"
        )
    return [(name, table) for name, table in cursor.fetchall()]


def _sqlite_triggers(table: str) -> list[str]:
    kept = table in INSERT_ONLY
    made = []
    for verb in ("INSERT", "UPDATE", "DELETE"):
        always = kept and verb != "INSERT"
        condition, message = ("1", KEPT_MESSAGE) if always else ("NOT vijfveld_door()", CLOSED_MESSAGE)
        made.append(
            f"CREATE TRIGGER guard_{table}_{verb.lower()} BEFORE {verb} ON {table} "
            f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
    return made


POSTGRES_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION vijfveld_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('vijfveld.door', true), '') = '' THEN
    RAISE EXCEPTION '{CLOSED_MESSAGE}';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION vijfveld_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{KEPT_MESSAGE}';
END $$;
"""


def _postgres_triggers(table: str) -> list[str]:
    kept = table in INSERT_ONLY
    rules = [("INSERT", "vijfveld_guard")]
    rules += [(verb, "vijfveld_keep" if kept else "vijfveld_guard") for verb in ("UPDATE", "DELETE", "TRUNCATE")]
    return [
        f"CREATE TRIGGER guard_{table}_{verb.lower()} BEFORE {verb} ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
        for verb, function in rules
    ]
