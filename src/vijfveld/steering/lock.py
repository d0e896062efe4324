# SPDX-License-Identifier: EUPL-1.2
"""The lock on frozen rounds and approved lists of decisions: the database itself refuses any change to them.

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
IN_THE_LIST = ("meetingdecision", "agendaitem", "meetingpaper", "followup", "commitment")
"""Tables of which a row may not be added to or removed from a meeting whose list was approved."""
KEPT_IN_THE_LIST = {
    "meetingdecision": (
        "meeting_id", "item_id", "number", "words", "reasons", "basis", "dissent", "area", "decided_at", "review_on",
    ),
    "agendaitem": ("meeting_id", "number", "title", "words", "about", "dropped_at"),
    "meetingpaper": ("meeting_id", "title", "marking", "sha256", "size"),
    "followup": ("meeting_id", "taken_id", "what", "owner_id", "due_on"),
    "meeting": (
        "body_id", "number", "starts_at", "ends_at", "place", "state", "present", "approvals", "approved_at",
        "approved_in_id", "sha256",
    ),
}  # fmt: skip
"""Columns of an approved list that never change; what an owner says of a follow-up comes after, and may."""
ALWAYS = ("snapshot", "questionnaire")
"""Tables of which no row ever changes or goes."""
_IN_AN_ACT = {"sqlite": "vijfveld_door()", "postgresql": "coalesce(current_setting('vijfveld.door', true), '') <> ''"}
"""Outside an act the guard refuses every write; a restore, which takes the guard off, may put frozen rounds back."""
MESSAGE = "vijfveld: this is frozen"


def install(**_: Any) -> None:
    """Put the lock on after every migration, replacing what was there."""
    put_on(_tables(), [*_triggers(), *_of_minutes()])


def remove(**_: Any) -> None:
    """Take the lock off before a migration: while tables change form, triggers that name them would break."""
    take_off([*_triggers(), *_of_minutes()])


def put_on(tables: set[str], triggers: list[tuple[str, str, str]]) -> None:
    """Make triggers anew, once all their tables are there."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    if tables <= there:
        take_off(triggers)
        with connection.cursor() as cursor:
            for _name, _table, statement in triggers:
                cursor.execute(statement)


def take_off(triggers: list[tuple[str, str, str]]) -> None:
    """Drop triggers, as far as their tables are there."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for name, table, _statement in triggers:
            if table in there:
                cursor.execute(
                    f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if connection.vendor == 'postgresql' else ''}"
                )


def _tables() -> set[str]:
    return {f"steering_{name}" for name in (*WHOLE, *KEPT, *ALWAYS, *IN_THE_LIST, "meeting")}


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


def _of_minutes() -> list[tuple[str, str, str]]:
    """The list of decisions of a meeting stands once it was approved; what someone said to a decision stands too."""
    found = [trigger(name, "INSERT", _approved("NEW.meeting_id")) for name in IN_THE_LIST]
    found += [trigger(name, "DELETE", _approved("OLD.meeting_id")) for name in IN_THE_LIST]
    for name, columns in KEPT_IN_THE_LIST.items():
        fixed = "OLD.state = 'approved'" if name == "meeting" else _approved("OLD.meeting_id")
        found.append(trigger(name, "UPDATE", f"{fixed} AND ({changed(columns)})"))
    said = f"{_approved('OLD.meeting_id')} AND OLD.stand <> 'asked' AND ({changed(('stand', 'words', 'said_at'))})"
    return [*found, trigger("commitment", "UPDATE", said)]


def _approved(column: str) -> str:
    return f"EXISTS (SELECT 1 FROM steering_meeting m WHERE m.id = {column} AND m.state = 'approved')"  # noqa: S608


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
