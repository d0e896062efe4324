# SPDX-License-Identifier: EUPL-1.2
"""The queue of the sealer and the bell: the database queues every new entry, an act that commits rings."""

import threading

from django.db import connection

_rung = threading.Event()


def wake() -> None:
    """Tell a sealer in this process that entries wait; a sealer elsewhere looks by itself every second."""
    _rung.set()


def wait(seconds: float) -> None:
    """Wait until the bell rings or the time is over."""
    _rung.wait(seconds)
    _rung.clear()


def install() -> None:
    """Let the database itself queue every entry that is inserted, by whatever hand; safe to repeat."""
    statements = SQLITE if connection.vendor == "sqlite" else POSTGRES
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove() -> None:
    """Stop queueing, for the time in which a restore puts entries back that were sealed before."""
    table = "" if connection.vendor == "sqlite" else " ON law_entry"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS queue_entry{table}")


SQLITE = [
    "DROP TRIGGER IF EXISTS queue_entry",
    "CREATE TRIGGER queue_entry AFTER INSERT ON law_entry BEGIN "
    "INSERT INTO law_unsealed (entry, queued_at) VALUES (new.id, new.at); END",
]
POSTGRES = [
    "CREATE OR REPLACE FUNCTION vijfveld_queue() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "INSERT INTO law_unsealed (entry, queued_at) VALUES (new.id, new.at); RETURN NULL; END $$",
    "DROP TRIGGER IF EXISTS queue_entry ON law_entry",
    "CREATE TRIGGER queue_entry AFTER INSERT ON law_entry FOR EACH ROW EXECUTE FUNCTION vijfveld_queue()",
]
