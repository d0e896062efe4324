# SPDX-License-Identifier: EUPL-1.2
"""What happens to a node that runs when its store gets a new form."""

from vijfveld.law import guard
from vijfveld.law.migrating import after_migrate
from vijfveld.law.models import Entry


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
