# SPDX-License-Identifier: EUPL-1.2
"""After migrations: the guard goes back on every table, search gets its index, the ledger gets an entry each."""

from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext_lazy as _

from vijfveld.law import guard, sealing_queue, search
from vijfveld.law.acting import act
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.models import Entry
from vijfveld.law.purposes import Purpose
from vijfveld.node import clock
from vijfveld.node.models import Node


def after_migrate(**_: Any) -> None:
    """Called once by Django when all migrations of a run are in place."""
    search.install()
    guard.install()
    sealing_queue.install()
    node = Node.objects.first()
    if node:
        note_migrations(Caller.of_keeper(now=clock.now(), mode=node.mode))  # type: ignore[arg-type]


@act(
    "migration.note",
    purpose=Purpose.ADMINISTRATION,
    basis="beheer-node",
    by_keeper=True,
    says=_("werkte de opslag bij"),
)
def note_migration(door: Door, *, app: str, name: str) -> None:
    """Note in the ledger that the form of the store changed by a migration."""
    door.note(app=app, migration=name)


def note_migrations(caller: Caller) -> int:
    """Note the migrations of our own apps that the ledger does not know yet; one entry each."""
    known = Entry.objects.beyond_access("migrations are noted once").filter(act="migration.note").count()
    ours = {model._meta.app_label for model in guard.guarded_models()}
    applied = MigrationRecorder(connection).migration_qs.filter(app__in=ours).order_by("id")
    fresh = [(row.app, row.name) for row in applied][known:]
    for app, name in fresh:
        note_migration(caller.with_key(f"migration:{app}.{name}"), app=app, name=name)
    return len(fresh)
