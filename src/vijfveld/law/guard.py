# SPDX-License-Identifier: EUPL-1.2
"""The guard: triggers by which the database itself refuses a write that comes through no act.

On SQLite the triggers ask a function that only our own connections have; on PostgreSQL they read a setting that
lives as long as the transaction, and the triggers fire in every replication role. Ledger tables refuse change and
removal even inside an act. The triggers are made anew after every migration, from the models as they are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper

FRAMEWORK_TABLES = {"node_account"}
"""Tables of our apps that a library writes: the sign-in account (password, last sign-in)."""

INSERT_ONLY = {"law_entry", "law_seal", "law_treenode", "law_checkpoint", "law_processingline", "node_node"}
VERBS = {
    "sqlite": ("INSERT", "UPDATE", "DELETE"),
    "postgresql": ("INSERT", "UPDATE", "DELETE", "TRUNCATE"),
}
CLOSED_MESSAGE = "vijfveld: no write without an act"
KEPT_MESSAGE = "vijfveld: the ledger is insert-only"


def guarded_models() -> list[type[models.Model]]:
    """Every model of our own apps, test rooms included; framework tables are the named exceptions."""
    ours = [config for config in apps.get_app_configs() if getattr(config, "guarded", _is_ours(config.name))]
    found = [model for config in ours for model in config.get_models(include_auto_created=True)]
    return [model for model in found if _is_guarded_table(model)]


def _is_guarded_table(model: type[models.Model]) -> bool:
    meta = model._meta
    return meta.managed and not meta.proxy and meta.db_table not in FRAMEWORK_TABLES


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
        # After a fault nothing is said to PostgreSQL: it hears nothing more in a broken transaction, and rolling that
        # back takes the setting with it.
        _set(False, "")
    finally:
        connection.door_open = False  # type: ignore[attr-defined]


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
        for table in _tables(cursor):
            for statement in make(table):
                cursor.execute(statement)


def remove() -> None:
    """Take the guard off: before a migration rebuilds tables, never in a running node."""
    with connection.cursor() as cursor:
        for name, table in _installed(cursor):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def missing() -> list[str]:
    """The tables whose guard is incomplete, switched off or missing; `doctor` tells them."""
    with connection.cursor() as cursor:
        there = set(_installed(cursor, only_awake=True))
        return [table for table in _tables(cursor) if not _triggers_of(table) <= there]


def _tables(cursor: Any) -> list[str]:
    """The guarded tables that exist: during a migration some do not yet."""
    there = set(connection.introspection.table_names(cursor))
    return sorted({model._meta.db_table for model in guarded_models()} & there)


def _triggers_of(table: str) -> set[tuple[str, str]]:
    return {(_trigger_name(table, verb), table) for verb in VERBS[connection.vendor]}


def _trigger_name(table: str, verb: str) -> str:
    """The name of a trigger; PostgreSQL keeps 63 bytes of a name, so a long table leaves its digest."""
    name = f"guard_{table}_{verb.lower()}"
    return name if len(name) <= 63 else f"guard_{sha256(table.encode()).hexdigest()[:24]}_{verb.lower()}"


def _installed(cursor: Any, *, only_awake: bool = False) -> list[tuple[str, str]]:
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type='trigger' AND name LIKE 'guard_%'")
    else:
        cursor.execute(
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgname LIKE 'guard\\_%%' AND NOT t.tgisinternal AND (t.tgenabled = 'A' OR NOT %s)",
            [only_awake],
        )
    return [(name, table) for name, table in cursor.fetchall()]


def _sqlite_triggers(table: str) -> list[str]:
    kept = table in INSERT_ONLY
    made = []
    for verb in VERBS["sqlite"]:
        always = kept and verb != "INSERT"
        condition, message = ("1", KEPT_MESSAGE) if always else ("NOT vijfveld_door()", CLOSED_MESSAGE)
        made.append(
            f"CREATE TRIGGER {_trigger_name(table, verb)} BEFORE {verb} ON {table} "
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
    made = []
    for verb in VERBS["postgresql"]:
        function = "vijfveld_keep" if kept and verb != "INSERT" else "vijfveld_guard"
        name = _trigger_name(table, verb)
        made += [
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
        ]
    return made
