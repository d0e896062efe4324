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
from vijfveld.law.models import ActKey
from vijfveld.law.purposes import Purpose
from vijfveld.node import clock
from vijfveld.node.models import Node
from vijfveld.node.roles import Mode

KEY = "migration:"


def after_migrate(**_: Any) -> None:
    """Called once by Django when all migrations of a run are in place."""
    search.install()
    guard.install()
    sealing_queue.install()
    node = Node.objects.first()
    if node:
        note_migrations(Caller.of_keeper(now=clock.now(), mode=Mode(node.mode)))


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
    noted = noted_migrations()
    fresh = [(app, name) for app, name in applied_migrations() if f"{app}.{name}" not in noted]
    for app, name in fresh:
        note_migration(caller.with_key(f"{KEY}{app}.{name}"), app=app, name=name)
    return len(fresh)


def applied_migrations() -> list[tuple[str, str]]:
    """The migrations of our own apps that the store has had, oldest first."""
    ours = {model._meta.app_label for model in guard.guarded_models()}
    rows = MigrationRecorder(connection).migration_qs.filter(app__in=ours).order_by("id")
    return [(row.app, row.name) for row in rows]


def noted_migrations() -> set[str]:
    """The migrations that the ledger knows, as `app.name`."""
    keys = ActKey.objects.filter(act="migration.note").values_list("key", flat=True)
    return {key.removeprefix(KEY) for key in keys}
