# SPDX-License-Identifier: EUPL-1.2
"""What was learnt, in the account: from the ledger alone, in both editions, and never in an account from before it."""

import hashlib
import json
import zipfile
from datetime import date, timedelta

import pytest
import rfc8785

from tests.steering.accounts import Half
from tests.steering.conftest import again
from tests.steering.test_lessons import School
from vijfveld.law.ledger import bring_up_to_date
from vijfveld.steering import accounting, bundling, recounting
from vijfveld.steering.account_reading import read_account
from vijfveld.steering.acts.account_freezing import note_bundle, press_account, verify_account
from vijfveld.steering.acts.accounts import keep_count
from vijfveld.steering.models import AccountCount, AccountEdition
from vijfveld.steering.queries import accounts as read
from vijfveld.steering.tallying import count_under

pytestmark = [pytest.mark.mission("S11"), pytest.mark.mission("S12")]
NODE = "urn:vijfveld:00000000-0000-0000-0000-000000000007"
BEFORE_LESSONS = "4eef9e209a22639c543db093ba1b00c1e11c06b63940d89c273d97b81d729428"
"""What the program of before there were lessons made of `LEDGER`, measured with that program."""


def entry(position: int, day: str, act: str, stream: str, version: int, **facts) -> tuple[int, bytes]:
    told = {
        "act": act, "at": f"{day}T10:00:00+00:00", "stream": f"{NODE}:{stream}", "version": version, "mode": "real",
        "facts": facts, "on_behalf_of": "organisation:p1", "schema": 1,
    }  # fmt: skip
    return position, rfc8785.dumps(told)


LEDGER = [
    entry(0, "2025-12-20", "lesson.share", "lesson:old", 2, state="open", area="voorkomen"),
    entry(1, "2026-01-05", "effort.propose_fixed", "effort:e1", 1, area="voorkomen"),
    entry(2, "2026-01-06", "ask.put", "ask:a1", 1, effort=f"{NODE}:effort:e1", partner="p1", capacity="2"),
    entry(3, "2026-01-09", "ask.answer", "ask:a1", 2, state="partly", granted="1.5"),
    entry(4, "2026-01-10", "lesson.bring", "lesson:new", 1, sort="exercise"),
    entry(5, "2026-01-11", "lesson.share", "lesson:new", 2, state="open", area="voorkomen"),
    entry(6, "2026-01-12", "lesson.take_up", "lesson:new", 3, state="taken_up", area="voorkomen"),
    entry(7, "2026-02-01", "lesson.close", "lesson:new", 4, state="closed", area="voorkomen", by="exercise"),
    entry(8, "2026-02-03", "finding.note", "finding:f1", 1, area="voorkomen"),
    entry(9, "2026-02-20", "lesson.reopen", "lesson:new", 5, state="open", area="voorkomen", by="round"),
    entry(10, "2026-02-21", "act.refused", "act:x", 1, refusal="actor.no_role"),
    entry(11, "2026-07-01", "lesson.close", "lesson:old", 3, state="closed", area="voorkomen", by="round"),
]
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


def counts(told: dict, area: str = "voorkomen") -> dict[str, int]:
    return {
        name.replace(f".{area}", ""): one["count"] for name, one in told["figures"].items()
        if name.startswith("lessons") and f".{area}" in name
    }  # fmt: skip


def test_a_lesson_counts_from_its_sharing_to_what_showed_it_and_again_once_it_is_open():
    told = accounting.count(LEDGER, FIRST, LAST, mode="real")
    assert told["schema"] == 2
    assert counts(told) == counts(told, "all") == {
        "lessons": 1, "lessons_taken": 1, "lessons_closed": 1, "lessons_closed.round": 0, "lessons_closed.exercise": 1,
        "lessons_reopened": 1, "lessons_open": 2, "lessons_open.short": 1, "lessons_open.year": 1,
        "lessons_open.longer": 0,
    }  # fmt: skip
    assert told["figures"]["lessons_open.voorkomen.year"]["sources"] == [[0, f"{NODE}:lesson:old"]]
    later = accounting.count(LEDGER, FIRST, date(2026, 7, 1), mode="real")
    assert (counts(later)["lessons_closed.round"], counts(later)["lessons_open"]) == (1, 1)


def test_an_account_from_before_lessons_is_counted_again_to_the_byte():
    told = accounting.count(LEDGER, FIRST, LAST, mode="real", schema=1)
    assert hashlib.sha256(rfc8785.dumps(told)).hexdigest() == BEFORE_LESSONS
    with pytest.raises(ValueError, match="schema 1 to 2, not by 3"):
        accounting.count(LEDGER, FIRST, LAST, mode="real", schema=3)


@pytest.fixture
def half(table) -> Half:
    return Half(table)


def learn(half: Half) -> None:
    """A lesson that was closed, and one that nobody took up."""
    school = School(half.table)
    school.closed(school.taken())
    school.shared(school.brought(title="Een tweede les"))
    assert school.today < date(2026, 4, 30)


def figures(account, which: str) -> dict:
    kept = AccountEdition.objects.beyond_access("test").get(account=account, edition=which, form="json")
    return json.loads(bytes(kept.stored))["figures"]


def test_both_editions_say_what_was_learnt_with_its_sources(half):
    learn(half)
    account = half.whole()
    public, full = figures(account, "public"), figures(account, "restricted")
    for name, count in (("lessons", 2), ("lessons_taken", 1), ("lessons_closed", 1), ("lessons_open", 1)):
        assert public[f"{name}.voorkomen"]["count"] == full[f"{name}.voorkomen"]["count"] == count
    assert full["lessons_closed.voorkomen.exercise"]["count"] == 1
    assert {urn.split(":")[3] for _at, urn in full["lessons.voorkomen"]["sources"]} == {"lesson"}
    assert "sources" not in public["lessons.voorkomen"]
    found = read.sources(half.table.town, account, "lessons_closed.voorkomen")
    assert found is not None
    assert [(one.title, one.url.rpartition("/")[0]) for one in found.shown] == [
        ("Vraag eerst wie mag delen", "/kennis/lessen")
    ]
    said = read_account(read.report(half.table.town, account, "public"))
    shown = {one.label: (one.count, one.limit) for one in said.overall}
    assert shown["Lessen geleerd, volgens een toets of oefening"][0] == "1"
    assert "volgende keer" in shown["Lessen geleerd, volgens een toets of oefening"][1]
    assert shown["Getoond door een oefening"][0] == "1"


def test_an_account_frozen_before_lessons_stays_what_it_was_and_its_file_still_checks(half, tmp_path):
    """An account that was counted by the first schema, after which lessons are learnt and a new account is made."""
    learn(half)
    half.lived()
    account = half.prepared()
    half.world.later(days=(account.last_on - half.world.now.date()).days + 2)
    signed = bring_up_to_date(half.world.now)
    keep_count(half.by(half.table.coordinator), account.id, count_under(account, signed, schema=1))
    half.written(account)
    half.opened(account, remarks_by=half.world.now.date() + timedelta(20))
    half.frozen(account)
    cora = half.table.coordinator
    stored = read.report(cora, again(account), "restricted")
    assert stored["schema"] == 1
    assert not [name for name in stored["figures"] if name.startswith("lessons")]
    assert "Lessen gedeeld" not in [one.label for one in read_account(stored).overall]
    press_account(half.by(cora), account.id, "public", "nl")
    second = half.whole(lived=False, title="Daarna", last_on=date(2026, 6, 10))
    assert read.report(cora, second, "restricted")["schema"] == 2
    for one in (account, second):
        assert verify_account(half.by(cora), one.id, read.counted_again(cora, again(one))) is True
        folder = tmp_path / str(one.pk)
        frame = bundling.frame_now(bring_up_to_date(half.world.now))
        sha256, size = bundling.measure(cora, again(one), frame)
        note_bundle(half.by(cora), one.id, frame.stored(), sha256, size)
        with bundling.pack(cora, again(one), frame) as packed, zipfile.ZipFile(packed) as opened:
            opened.extractall(folder)
        assert recounting.check(folder) == []
        assert (folder / "vijfveld/steering/learning.py").is_file()
    assert {json.loads(bytes(one.stored))["schema"] for one in AccountCount.objects.beyond_access("test")} == {1, 2}
