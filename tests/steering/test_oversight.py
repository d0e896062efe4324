# SPDX-License-Identifier: EUPL-1.2
"""Oversight: figures about everything, content of nothing; and a check of the ledger that runs in the background."""

import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from tests import worlds
from tests.law.test_two_worlds import living, story
from tests.law.test_two_worlds import own_keys as own_keys
from tests.steering.accounts import Half
from tests.steering.conftest import again
from tests.worlds import differences, told_twice
from vijfveld.law import guard
from vijfveld.law.acts.oversight import break_glass, review_glass
from vijfveld.law.models import Entry
from vijfveld.law.refusals import Refused
from vijfveld.law.sealer import seal_pending
from vijfveld.methods.ledgerfile import verify
from vijfveld.node.roles import Mode, Role
from vijfveld.steering.acts.checks import move_check, start_check
from vijfveld.steering.checking import LARGE, _in_steps, check_ledger
from vijfveld.steering.models import LedgerCheck
from vijfveld.steering.queries import oversight as read

pytestmark = pytest.mark.mission("S11")
REASON = "Er is nu gevaar voor een leven en wachten kan niet."
TERM = read.Term(date(2026, 3, 1), date(2026, 4, 30))


@pytest.fixture
def half(table) -> Half:
    return Half(table)


@pytest.fixture
def tess(half):
    return half.world.person("Tess Toezicht", "Inspectie van Buiten", Role.OVERSIGHT)


@pytest.fixture
def fien(half):
    return half.world.person("Fien Fg", "NCTV", Role.FG)


def all_of(model):
    return model.objects.beyond_access("test")


def lived(half, fien):
    """A half year with a test, a frozen account, a glass that was broken and reviewed, and refusals."""
    half.table.whole(step=1)
    account = half.whole()
    broken = break_glass(half.by(half.table.town), "review.overdue", about="", reason=REASON)
    review_glass(half.by(fien), broken.id, judgement="right")
    seal_pending(half.world.now)
    return account


def test_acts_bases_refusals_and_glass_are_counted(half, tess, fien):
    lived(half, fien)
    acts = read.acts_in(tess, read.Term(date(2026, 3, 1), half.world.now.date()))
    assert acts.by_act["ask.put"] == 4
    assert sum(acts.by_kind["ask"]) == acts.by_act["ask.put"] + acts.by_act["ask.answer"] == 7
    assert acts.refusals["effort.not_yours", "effort.end"] == 1
    leads = all_of(Entry).filter(lead=True)
    assert acts.bases["coordinatie-ct"] == sum(b'"basis":"coordinatie-ct"' in bytes(one.body) for one in leads)
    unverified = {one.code: one.seen for one in read.bases_used(tess, acts)}
    assert unverified["beheer-node"] is False
    assert unverified["coordinatie-ct"] is True
    glass = read.glass_in(tess, read.Term(date(2026, 3, 1), half.world.now.date()), half.world.now)
    assert [(one.step, one.judgement, one.late) for one in glass] == [("review.overdue", "right", False)]


def test_what_is_overdue_is_counted_by_sort(half, tess):
    half.lived()
    half.world.later(days=60)
    assert ("ask.reply", 1) in [(what, count) for what, count, _oldest in read.overdue(tess, half.world.now)]


def test_nobody_else_counts_acts_and_the_officer_sees_what_that_role_may(half, fien, reader):
    half.lived()
    for viewer in (half.table.coordinator, half.table.town, fien):
        assert read.acts_in(viewer, TERM) is None
        assert read.sealing(viewer) is None
    assert reader(half.table.coordinator).get("/toezicht").status_code == 404
    assert reader(fien).get("/toezicht").status_code == 200
    for address in ("/toezicht/register", "/toezicht/ijkpunt"):
        assert reader(fien).get(address).status_code == 404
    assert reader(fien).post("/toezicht/controleren").status_code == 403


def test_no_title_and_no_reason_of_any_record_stands_on_the_page_of_oversight(half, tess, fien, reader):
    lived(half, fien)
    seal_pending(half.world.now)
    browser = reader(tess)
    page = browser.get("/toezicht?van=2026-01-01&tot=2026-12-31").content.decode().partition("<main")[2]
    ledger = b"".join(browser.get("/toezicht/register").streaming_content).decode()
    bodies = " ".join(bytes(one.body).decode() for one in all_of(Entry))
    words = set(_words_of_everyone())
    assert len(words) > 25
    for shown in (page, bodies):
        assert [word for word in words if word in shown] == []
    assert REASON not in page + ledger
    assert "Weigeringen naar regel" in page


def _words_of_everyone():
    """Every title, name of a person and text that the records of this world hold."""
    from django.apps import apps

    from vijfveld.node.access import is_guarded
    from vijfveld.node.models import Record

    for model in apps.get_models():
        if not issubclass(model, Record) or not is_guarded(model) or model.__module__.startswith("tests."):
            continue
        texts = [
            field.name for field in model._meta.get_fields()
            if field.concrete and field.get_internal_type() in ("TextField", "CharField")
        ]  # fmt: skip
        for row in model.objects.beyond_access("test").values(*texts):
            yield from (value for value in row.values() if isinstance(value, str) and " " in value and value.strip())


@pytest.mark.mission("S8")
def test_oversight_reads_the_same_whatever_a_dossier_says(db, monkeypatch):
    """Two worlds with other words in the dossier: every answer to oversight is the same, byte for byte."""
    monkeypatch.setattr(worlds, "COUNTED", {})
    addresses = worlds.addresses_of
    monkeypatch.setattr(
        worlds, "addresses_of", lambda *ids: (way for way in addresses(*ids) if way.startswith("/toezicht"))
    )
    monkeypatch.setattr(worlds, "questions", [lambda secret: ["/toezicht?van=2026-01-01&tot=2026-12-31"]])
    told = []

    def one_way(world):
        return living(world)

    def another(world):
        from tests.room import acts

        real = acts.open_file
        with monkeypatch.context() as patch:
            patch.setattr("tests.law.test_two_worlds.open_file", lambda by, **said: real(by, label="X", content="Y"))
            return living(world)

    for teller in (one_way, another):
        with_it, _without = told_twice(story, teller, ["Tess Toezicht"])
        told.append(_without_lengths(with_it))
    assert differences(*told) == []
    assert any(" GET /toezicht?" in name for name in told[0])


def _without_lengths(answers):
    """Answers without the root of the ledger, in which the commitments of a dossier have a part."""
    hidden = re.compile(rb"[0-9a-f]{64}")
    kept = {name: answer for name, answer in answers.items() if "/register" not in name and "/ijkpunt" not in name}
    return {name: (status, headers, hidden.sub(b"", body)) for name, (status, headers, body) in kept.items()}


def test_the_ledger_is_checked_in_the_background_and_the_outcome_is_kept(half, tess, reader):
    half.lived()
    browser = reader(tess)
    asked = browser.post("/toezicht/controleren")
    assert asked.status_code == 302
    check = all_of(LedgerCheck).get()
    assert "De controle loopt op de achtergrond." in browser.text(asked.url)
    assert browser.post("/toezicht/controleren").status_code == 403
    from django_tasks_db.models import DBTaskResult

    task = DBTaskResult.objects.get()
    assert (task.queue_name, task.args_kwargs["args"]) == ("long", [str(check.id), "real"])
    done = check_ledger(check.id, Mode.REAL)
    assert (done.state, done.share, done.faults, done.held_against) == ("good", 100, [], None)
    assert check_ledger(check.id, Mode.REAL).version == again(check).version
    assert "Het register klopt." in browser.text(asked.url)
    second = start_check(half.by(tess))
    assert check_ledger(second.id, Mode.REAL).held_against == done.size


def test_a_changed_entry_is_found_and_named(half, tess, reader):
    half.lived()
    seal_pending(half.world.now)
    check = start_check(half.by(tess))
    on = " ON law_seal" if connection.vendor == "postgresql" else ""
    with guard.opened("test"), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER guard_law_seal_update{on}")
        cursor.execute("UPDATE law_seal SET leaf = (SELECT leaf FROM law_seal WHERE position = 3) WHERE position = 5")
    done = check_ledger(check.id, Mode.REAL)
    assert done.state == "bad"
    assert 5 in [one["first"] for one in done.faults]
    shown = reader(tess).text(f"/toezicht/controles/{check.id}")
    assert "Het register klopt niet." in shown
    assert "post 5" in shown


def test_progress_of_a_large_ledger_is_told_in_tens(half, tess):
    told = []
    follow = _in_steps(told.append)
    for done in range(0, LARGE + 1, 1000):
        follow(done, LARGE)
    assert told == [10, 20, 30, 40, 50, 60, 70, 80, 90]
    small = []
    _in_steps(small.append)(500, 1000)
    assert small == []
    check = start_check(half.by(tess))
    with pytest.raises(Refused):
        move_check(half.by(tess), check.id, 10)


def test_the_export_of_the_page_is_checked_elsewhere_with_the_checkpoint_of_the_page(half, tess, reader):
    half.lived()
    seal_pending(half.world.now)
    browser = reader(tess)
    kept = browser.get("/toezicht/ijkpunt").content.decode()
    half.effort("Later")
    seal_pending(half.world.now)
    export = b"".join(browser.get("/toezicht/register").streaming_content).decode()
    assert verify(export.splitlines(keepends=True), old_checkpoint=kept).ok
    first = json.loads(export.splitlines()[0])
    assert first["size"] > int(kept.splitlines()[1])
    assert Client().get("/toezicht/register").status_code == 302


def test_days_that_make_no_sense_are_told_and_the_usual_days_shown(half, tess, reader):
    answer = reader(tess).get("/toezicht?van=2026-05-01&tot=2026-04-01")
    assert answer.status_code == 400
    assert "Kies een dag op of na de eerste." in answer.content.decode()
    assert reader(tess).get("/toezicht?van=gisteren").status_code == 400
