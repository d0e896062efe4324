# SPDX-License-Identifier: EUPL-1.2
"""What happens to a node that runs when its store gets a new form."""

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from vijfveld.law import guard
from vijfveld.law.acts.noticing import read_notices
from vijfveld.law.migrating import after_migrate
from vijfveld.law.models import Entry, NoticeMark, Seal
from vijfveld.law.notices import notices
from vijfveld.law.sealer import seal_pending
from vijfveld.node.roles import Role
from vijfveld.steering import lock, lock_accounts


def test_a_migration_of_a_running_node_is_noted_once_and_the_guard_is_whole_again(world):
    before = Entry.objects.beyond_access("test").filter(act="migration.note").count()
    guard.remove()
    assert guard.missing()
    after_migrate()
    after_migrate()
    assert guard.missing() == []
    assert Entry.objects.beyond_access("test").filter(act="migration.note").count() == before > 0


def test_a_migration_that_the_ledger_does_not_know_is_noted(world, monkeypatch):
    applied = [("law", "0001_initial"), ("law", "9999_new_form")]
    monkeypatch.setattr("vijfveld.law.migrating.applied_migrations", lambda: applied)
    monkeypatch.setattr("vijfveld.law.migrating.noted_migrations", lambda: {"law.0001_initial"})
    after_migrate()
    newest = Entry.objects.beyond_access("test").filter(act="migration.note").order_by("-id").first()
    assert b"9999_new_form" in bytes(newest.body)


def to(*targets) -> None:
    """Bring the store into the form of some migrations, or of the newest."""
    for away in (guard.remove, lock.remove, lock_accounts.remove):
        away()
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())
    for back in (guard.install, lock.install, lock_accounts.install):
        back()


@pytest.mark.django_db(transaction=True)
def test_what_was_read_up_to_an_entry_is_read_up_to_its_place(world):
    reader = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    other = world.person("Sam Sociaal", "Gemeente Molenwaard", Role.LIAISON)
    seal_pending(world.now)
    for viewer in (reader, other):
        read_notices(world.caller(viewer), up_to=notices(viewer).newest)
    read = NoticeMark.objects.beyond_access("test").get(person=reader.person).read_to
    entry = Seal.objects.get(position=read).entry_id
    names = [entry, reader.person] if connection.vendor == "postgresql" else [entry.hex, reader.person.hex]
    try:
        to(("law", "0005_access_tokens"))
        with transaction.atomic(), guard.opened("test"), connection.cursor() as cursor:
            cursor.execute("UPDATE law_noticemark SET read_to = NULL")
            cursor.execute("UPDATE law_noticemark SET read_to = %s WHERE person_id = %s", names)
    finally:
        to()
    marks = dict(NoticeMark.objects.beyond_access("test").values_list("person", "read_to"))
    assert marks == {reader.person: read, other.person: None}
    assert guard.missing() == []
