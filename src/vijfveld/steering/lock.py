# SPDX-License-Identifier: EUPL-1.2
"""The lock on frozen rounds: the database itself refuses any change to what a frozen report was built from.

The report is derived from the rows of the round, not from copies. So that it can be derived again, the rows of a frozen
round never change: acts refuse it first, and these triggers refuse it whatever an act says. Of a reservation and a
finding only what comes after may change: the reply, and the effort that closes a finding.
"""

from typing import Any

from django.db import connection

WHOLE = ("testanswer", "answeredition", "evidence", "invitation", "stepdecision")
"""Tables of which a row of a frozen round may not be added, changed or removed."""
KEPT = {
    "reservation": (
        "round_id", "partner_id", "name", "item", "area", "axis", "words", "placed_at", "reply_by",
        "in_report",
    ),
    "finding": ("round_id", "area", "items", "title", "missing", "proposal", "noted_by_id", "noted_at"),
    "round": (
        "title", "questions_id", "areas", "reaches", "kinds", "partners", "assessors", "names", "state", "opened_at",
        "closed_at", "closes_on", "frozen_at", "not_measurable",
    ),
}  # fmt: skip
"""Columns of a row of a frozen round that may not change; the row may not be added or removed."""
ALWAYS = ("snapshot", "questionnaire")
"""Tables of which no row ever changes or goes."""
_IN_AN_ACT = {"sqlite": "vijfveld_door()", "postgresql": "coalesce(current_setting('vijfveld.door', true), '') <> ''"}
"""Outside an act the guard refuses every write; a restore, which takes the guard off, may put frozen rounds back."""
MESSAGE = "vijfveld: this is frozen"


def install(**_: Any) -> None:
    """Put the lock on after every migration, replacing what was there."""
    with connection.cursor() as cursor:
        if not _tables() <= set(connection.introspection.table_names(cursor)):
            return
        for name, table, statement in _triggers():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
            cursor.execute(statement)


def _tables() -> set[str]:
    return {f"steering_{name}" for name in (*WHOLE, *KEPT, *ALWAYS)}


def _triggers() -> list[tuple[str, str, str]]:
    found = []
    for name in WHOLE:
        found += [trigger(name, "INSERT", _frozen("NEW.round_id"))]
        found += [trigger(name, verb, _frozen("OLD.round_id")) for verb in ("UPDATE", "DELETE")]
    for name, columns in KEPT.items():
        frozen = "OLD.state = 'frozen'" if name == "round" else _frozen("OLD.round_id")
        found += [trigger(name, "UPDATE", f"{frozen} AND ({changed(columns)})"), trigger(name, "DELETE", frozen)]
    found += [trigger(name, verb, "TRUE") for name in ALWAYS for verb in ("UPDATE", "DELETE")]
    return [*found, *(trigger(name, "INSERT", _frozen("NEW.round_id")) for name in ("reservation", "finding"))]


def _frozen(column: str) -> str:
    return f"EXISTS (SELECT 1 FROM steering_round r WHERE r.id = {column} AND r.state = 'frozen')"  # noqa: S608


def changed(columns: tuple[str, ...]) -> str:
    """Whether one of these columns of a row changes."""
    differs = (
        "OLD.{0} IS NOT NEW.{0}" if connection.vendor == "sqlite" else "OLD.{0}::text IS DISTINCT FROM NEW.{0}::text"
    )
    return " OR ".join(differs.format(column) for column in columns)


def trigger(name: str, verb: str, condition: str) -> tuple[str, str, str]:
    """The name, the table and the statement of a trigger that refuses a verb, within an act, under a condition."""
    called, table = f"frozen_{name}_{verb.lower()}", f"steering_{name}"
    condition = f"{_IN_AN_ACT[connection.vendor]} AND ({condition})"
    if connection.vendor == "sqlite":
        body = f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        return called, table, f"CREATE TRIGGER {called} BEFORE {verb} ON {table} {body}"
    # PostgreSQL takes no subquery in WHEN, so the function asks.
    call = f"EXECUTE FUNCTION vijfveld_frozen_{name}_{verb.lower()}()"
    given = "OLD" if verb == "DELETE" else "NEW"
    function = (
        f"CREATE OR REPLACE FUNCTION vijfveld_frozen_{name}_{verb.lower()}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {condition} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN {given}; END $$; "
    )
    made = f"CREATE TRIGGER {called} BEFORE {verb} ON {table} FOR EACH ROW {call}; "
    return called, table, f"{function}{made}ALTER TABLE {table} ENABLE ALWAYS TRIGGER {called}"
