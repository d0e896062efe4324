# SPDX-License-Identifier: EUPL-1.2
"""There is no way round the door: whatever is tried, the database itself refuses it, on every table of ours."""

import os
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models, transaction

from tests.law.rows_of_tables import a_row_in_every_table, instance_of
from tests.room.acts import open_file
from vijfveld.law import guard
from vijfveld.law.models import Entry
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role

REFUSED = "no write without an act|the ledger is insert-only"
ON_POSTGRES = os.environ.get("VIJFVELD_TEST_ENGINE") == "postgres"

SQLITE_STATEMENTS = [
    "INSERT INTO {table} DEFAULT VALUES",
    "REPLACE INTO {table} SELECT * FROM {table}",
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "INSERT OR IGNORE INTO {table} SELECT * FROM {table}",
    "UPDATE {table} SET {column} = {column}",
    "UPDATE OR REPLACE {table} SET {column} = {column}",
    "UPDATE OR IGNORE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "WITH chosen AS (SELECT {column} FROM {table}) DELETE FROM {table} WHERE {column} IN chosen",
    "WITH chosen AS (SELECT {column} FROM {table}) UPDATE {table} SET {column} = {column} WHERE {column} IN chosen",
]
POSTGRES_STATEMENTS = [
    "INSERT INTO {table} DEFAULT VALUES",
    "INSERT INTO {table} ({column}) SELECT {column} FROM {table} ON CONFLICT DO NOTHING",
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT count(*) FROM gone",
    "WITH changed AS (UPDATE {table} SET {column} = {column} RETURNING 1) SELECT count(*) FROM changed",
    "MERGE INTO {table} t USING (SELECT 1) one ON true WHEN MATCHED THEN DELETE",
    "DO $$ BEGIN DELETE FROM {table}; END $$",
]
STATEMENTS = POSTGRES_STATEMENTS if ON_POSTGRES else SQLITE_STATEMENTS
CHANGES = [said for said in STATEMENTS if "INSERT INTO" not in said and "IGNORE INTO" not in said]

ORM: dict[str, Callable[[type[models.Model], models.Model], object]] = {
    "save": lambda model, row: row.save(force_insert=True),
    "bulk_create": lambda model, row: model._base_manager.bulk_create([row]),
    "bulk_update": lambda model, row: stored(model).bulk_update([first(model)], [plain(model)]),
    "update": lambda model, row: stored(model).update(**{plain(model): models.F(plain(model))}),
    "delete": lambda model, row: stored(model)._raw_delete("default"),
}


def tables() -> list[tuple[str, str]]:
    """Every guarded table with its key column."""
    return [(model._meta.db_table, model._meta.pk.column) for model in guard.guarded_models()]


def stored(model: type[models.Model]) -> Any:
    """All rows, past access."""
    return models.QuerySet(model)


def first(model: type[models.Model]) -> models.Model:
    """A row that is there, or on PostgreSQL, where tables are empty, one that could be."""
    return stored(model).first() or instance_of(model)


def plain(model: type[models.Model]) -> str:
    """A column that can be written."""
    return next(field.name for field in model._meta.concrete_fields if not field.primary_key)


def assert_refused(attempt: Callable[[], object], what: str) -> None:
    """The attempt fails with the words of the guard and leaves the transaction usable."""
    with pytest.raises(Exception, match=REFUSED) as refusal, transaction.atomic():
        attempt()
    assert refusal.value, what


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_a_statement_on_every_table(world, statement):
    with a_row_in_every_table(), connection.cursor() as cursor:
        for table, column in tables():
            said = statement.format(table=table, column=f'"{column}"')
            assert_refused(lambda said=said: cursor.execute(said), said)


@pytest.mark.parametrize("way", ORM)
def test_the_database_refuses_every_way_of_the_orm_on_every_model(world, way):
    with a_row_in_every_table():
        for model in guard.guarded_models():
            if way.startswith("bulk_update") and ON_POSTGRES:
                continue
            assert_refused(lambda model=model: ORM[way](model, instance_of(model)), f"{way} {model.__name__}")


def test_the_shell_is_refused(world):
    world.organisation("Gemeente Molenwaard")
    line = "from vijfveld.node.models import Organisation; Organisation.objects.update(name='Anders')"
    assert_refused(lambda: call_command("shell", command=line), "shell")
    assert Organisation.objects.get().name == "Gemeente Molenwaard"


def test_a_cascade_from_a_table_of_someone_else_is_refused(world):
    make = guard._postgres_triggers if ON_POSTGRES else guard._sqlite_triggers
    statements = [
        "CREATE TABLE someone_else (id integer PRIMARY KEY)",
        "CREATE TABLE ours (id integer REFERENCES someone_else ON DELETE CASCADE)",
        "INSERT INTO someone_else VALUES (1)",
        "INSERT INTO ours VALUES (1)",
        *make("ours"),
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        assert_refused(lambda: cursor.execute("DELETE FROM someone_else"), "cascade")


@pytest.mark.parametrize("table", sorted(guard.INSERT_ONLY))
@pytest.mark.parametrize(
    "statement", [one for one in STATEMENTS if "INSERT INTO" not in one and "IGNORE INTO" not in one]
)
def test_the_ledger_refuses_change_and_removal_even_inside_an_act(world, table, statement):
    column = dict(tables())[table]
    with a_row_in_every_table(), guard.opened("act"), connection.cursor() as cursor:
        said = statement.format(table=table, column=f'"{column}"')
        assert_refused(lambda: cursor.execute(said), said)


def test_the_ledger_cannot_be_overwritten_by_an_insert_that_meets_the_row_it_would_replace(world):
    world.organisation("Gemeente Molenwaard")
    entry = Entry.objects.beyond_access("test").first()
    with guard.opened("act"), transaction.atomic():
        assert_refused(
            lambda: Entry.objects.bulk_create(
                [entry], update_conflicts=True, unique_fields=["id"], update_fields=["body"]
            ),
            "upsert",
        )


if ON_POSTGRES:

    def test_a_replication_role_does_not_put_the_guard_to_sleep(world):
        world.organisation("Gemeente Molenwaard")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            assert_refused(lambda: cursor.execute("DELETE FROM law_entry"), "replica")
            cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.django_db(transaction=True)
def test_another_connection_is_refused_on_every_table(world):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    open_file(world.caller(chair), label="Proef", content="geheim")
    stranger = _stranger()
    for table, column in tables():
        for statement in STATEMENTS:
            if _touches_no_row(stranger, table, statement):
                continue
            with pytest.raises(Exception, match=f"{REFUSED}|vijfveld_door"):
                stranger.execute(statement.format(table=table, column=f'"{column}"'))
    stranger.close()


def _stranger() -> Any:
    """A connection that our application did not make."""
    if ON_POSTGRES:
        import psycopg

        about = connection.get_connection_params()
        wanted = {"dbname", "user", "password", "host", "port"}
        return psycopg.connect(**{name: about[name] for name in wanted & about.keys()}, autocommit=True)
    return sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)


def _touches_no_row(stranger: Any, table: str, statement: str) -> bool:
    """SQLite asks its triggers per row, so that on an empty table nothing is asked and nothing happens."""
    if ON_POSTGRES or "VALUES" in statement:
        return False
    return stranger.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0


@pytest.mark.django_db(transaction=True)
def test_a_fault_inside_an_act_keeps_its_own_name_and_closes_the_door(world):
    world.organisation("Gemeente Molenwaard")
    twin = Organisation.objects.get()
    twin.id = world.organisation("Gemeente Zandwijk").id
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"), transaction.atomic(), guard.opened("act"):
        twin.save(force_update=True)
    assert_refused(lambda: Organisation.objects.update(name="Anders"), "after a fault")


def test_the_guard_is_complete_and_what_is_missing_is_named(world):
    assert guard.missing() == []
    with connection.cursor() as cursor:
        on = " ON law_entry" if ON_POSTGRES else ""
        cursor.execute(f"DROP TRIGGER guard_law_entry_update{on}")
    assert guard.missing() == ["law_entry"]
