# SPDX-License-Identifier: EUPL-1.2
"""The account: counted from the ledger, written, remarked on, frozen, and the same to the byte later."""

import hashlib
import json
import subprocess
import sys
import zipfile
from datetime import date, timedelta

import pytest
import rfc8785
from django.db import DatabaseError, connection, transaction

from tests.steering.accounts import FIRST, SECRET, Half
from tests.steering.conftest import again
from vijfveld.law import guard
from vijfveld.law.ledger import bring_up_to_date
from vijfveld.law.models import Decision, Entry, Task
from vijfveld.law.refusals import Invalid, NotThere, Refused, Stale
from vijfveld.node.roles import OrganisationKind, Reach, Role
from vijfveld.steering import bundling
from vijfveld.steering.acts.account_freezing import note_bundle, press_account, verify_account
from vijfveld.steering.acts.account_remarks import Remarked, place_remark, read_account
from vijfveld.steering.acts.accounts import Written, write_field, write_introduction
from vijfveld.steering.models import AccountCount, AccountEdition, AccountField
from vijfveld.steering.queries import accounts as read
from vijfveld.steering.recounting import check

pytestmark = pytest.mark.mission("S11")


@pytest.fixture
def half(table) -> Half:
    return Half(table)


def all_of(model):
    return model.objects.beyond_access("test")


def edition(account, which="public", form="json"):
    kept = all_of(AccountEdition).get(account=account, edition=which, form=form)
    return bytes(kept.stored), kept.sha256


def figures(account, which="restricted"):
    kept = all_of(AccountCount).filter(account=account, edition=which).order_by("counted_at", "id").last()
    return {name: one["count"] for name, one in json.loads(bytes(kept.stored))["figures"].items()}


def test_every_figure_is_counted_from_the_ledger_with_its_sources(half):
    half.lived()
    account = half.prepared()
    half.counted(account)
    told = figures(account)
    assert {
        name: told[f"{name}.voorbereiden"] for name in ("asked", "answered", "waiting", "started", "ended")
    } == {"asked": 4, "answered": 3, "waiting": 1, "started": 2, "ended": 1}  # fmt: skip
    assert (told["answered.voorbereiden.accepted"], told["answered.voorbereiden.declined"]) == (2, 1)
    assert told["asked.verwerven"] == 0
    assert told["refused.effort.not_yours"] == 1
    kept = all_of(AccountCount).get(account=account, edition="restricted")
    asked = json.loads(bytes(kept.stored))["figures"]["asked.voorbereiden"]
    assert asked["fte"] == "8"
    assert {urn.split(":")[3] for _position, urn in asked["sources"]} == {"ask"}
    assert all(position < kept.size for position, _urn in asked["sources"])


def test_what_lies_outside_the_period_is_not_counted_and_levels_that_held_are(half):
    half.lived()
    account = half.prepared(title="Later", first_on=date(2026, 3, 15), last_on=date(2026, 4, 30))
    half.counted(account)
    told = figures(account)
    assert (told["asked.voorbereiden"], told["ended.voorbereiden"]) == (0, 1)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"title": " "}, {"title"}),
        ({"first_on": date(2026, 4, 1), "last_on": date(2026, 3, 1)}, {"first_on", "last_on"}),
        ({"first_on": date(2010, 1, 1)}, {"first_on"}),
        ({"last_on": date(2036, 1, 1)}, {"last_on"}),
    ],
)
def test_a_period_that_makes_no_sense_is_refused_with_all_that_is_wrong(half, changes, wrong):
    with pytest.raises(Invalid) as refusal:
        half.prepared(**changes)
    assert set(refusal.value.problems) == wrong


def test_an_account_is_frozen_only_when_all_that_is_compulsory_is_there(half):
    account = half.prepared()
    with pytest.raises(Refused, match="ter inzage"):
        half.frozen(account)
    with pytest.raises(Invalid) as refusal:
        half.opened(account)
    assert set(refusal.value.problems) == {"introduction", "counts"}
    half.counted(account)
    write_introduction(half.by(half.table.coordinator), account.id, 1, introduction="Zo ging het.")
    half.opened(account)
    place_remark(half.by(half.table.town), account.id, Remarked("Te kort."))
    with pytest.raises(Invalid) as refusal:
        half.frozen(account, early="")
    assert set(refusal.value.problems) == {"period", "counts", "fields", "remarks", "early"}
    assert "Verwerven, Voorkomen, Verdedigen, Voorbereiden, Vervolgen" in str(refusal.value.problems["fields"])


def test_freezing_is_a_decision_whose_hashes_stand_in_the_ledger(half):
    account = half.whole()
    decision = all_of(Decision).get(pk=again(account).decision_id)
    assert (decision.what, decision.about) == ("account.freeze", account.urn)
    entry = next(one for one in all_of(Entry).filter(act="account.freeze") if one.stream == account.urn)
    for which in ("public", "restricted"):
        stored, sha256 = edition(account, which)
        assert hashlib.sha256(stored).hexdigest() == sha256
        assert rfc8785.dumps(json.loads(stored)) == stored
        assert sha256.encode() in bytes(entry.body)


def test_a_frozen_round_is_quoted_from_its_own_bytes(half):
    round = half.table.whole(step=1)
    account = half.whole()
    told = json.loads(edition(account)[0])["rounds"]
    assert [(one["title"], one["id"]) for one in told] == [("Systeemtoets 2026", str(round.id))]
    assert told[0]["not_measurable"] == "Of dit aanslagen voorkomt, is niet te meten."
    assert {step["step"] for step in told[0]["steps"]} == {1}


def test_it_is_composed_again_to_the_byte_after_much_else_was_done(half):
    half.table.whole(step=1)
    account = half.whole()
    before = {which: edition(account, which)[0] for which in ("public", "restricted")}
    half.effort("Nog iets")
    half.table.world.organisations["Politie"]
    second = half.whole(lived=False, title="Daarna", last_on=date(2026, 6, 10))
    cora = half.table.coordinator
    for one in (account, second):
        assert verify_account(half.by(cora), one.id, read.counted_again(cora, one)) is True
    assert before == {which: edition(account, which)[0] for which in before}
    told = json.loads(edition(second)[0])["before"]
    assert (told["title"], told["sha256"]) == ("Verantwoording voorjaar", edition(account)[1])
    assert told["figures"]["ended.voorbereiden"] == 1


def test_a_check_sees_when_what_is_kept_is_not_what_the_ledger_gives(half):
    account = half.whole()
    cora = half.table.coordinator
    counted = read.counted_again(cora, account)
    other = type(counted)(**{**counted.__dict__, "public": counted.public.replace(b"2026-03-01", b"2026-03-02")})
    assert verify_account(half.by(cora), account.id, other) is False


def test_the_public_edition_says_nothing_that_was_not_said_aloud(half):
    half.lived()
    account = half.prepared()
    half.world.later(days=60)
    half.counted(account)
    half.written(account)
    half.opened(account, remarks_by=half.world.now.date() + timedelta(days=5))
    half.remarked(account, aloud=False, words="Dit blijft onder ons.")
    half.frozen(account)
    public, full = (edition(account, which)[0].decode() for which in ("public", "restricted"))
    assert "Dit blijft onder ons." not in public
    assert "Dit blijft onder ons." in full
    for hidden in (SECRET, "Schoolkoepel", "Cora", "urn:vijfveld:00000000-0000-0000-0000-000000000007:ask"):
        assert hidden not in public, hidden
    told = json.loads(public)["figures"]
    assert told["answered.voorbereiden"]["count"] is None
    assert told["waiting.voorbereiden"]["count"] is None
    assert told["refused.effort.not_yours"] == {"count": None, "sources_sha256": None}
    assert told["asked.voorbereiden"]["count"] == 4
    assert not [name for name, one in told.items() if name.startswith("answered") and one["count"] in (1, 2, 3, 4)]
    assert "partners" not in json.loads(public)
    assert [one["name"] for one in json.loads(full)["partners"]] == ["Gemeente Molenwaard", "Politie", "Schoolkoepel"]


@pytest.mark.parametrize("which", ["public", "restricted"])
def test_english_names_are_of_those_that_the_edition_names_and_of_no_others(world, request, which):
    world.organisation("Politie", name_en="National Police", discipline="security", sort=OrganisationKind.POLICE)
    world.organisation("NCTV", name_en="The Coordinator", sort=OrganisationKind.AGENCY, reach=Reach.NATIONAL)
    half = request.getfixturevalue("half")
    half.table.whole(step=1)
    told = json.loads(edition(half.whole(), which)[0])
    names = {"NCTV": "The Coordinator", "Politie": "National Police"}
    assert told.pop("english") == (names if which == "restricted" else {"NCTV": "The Coordinator"})
    assert ("Politie" in json.dumps(told)) == (which == "restricted")


def test_no_edition_holds_an_average_or_a_score(half):
    account = half.whole()
    for which in ("public", "restricted"):
        assert not any(isinstance(value, float) for value in _values(json.loads(edition(account, which)[0])))


def _values(part):
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from _values(one)
    else:
        yield part


def test_the_database_refuses_to_change_a_frozen_account(half):
    account = half.whole()
    tried = [
        ("UPDATE steering_account SET introduction = 'x'", True), ("UPDATE steering_accountfield SET grey = 'x'", True),
        ("UPDATE steering_accountremark SET words = 'x'", True), ("DELETE FROM steering_accountcount", True),
        ("UPDATE steering_accountedition SET sha256 = 'x'", True), ("DELETE FROM steering_account", True),
        ("UPDATE steering_account SET version = version + 1", False),
    ]  # fmt: skip
    for statement, refused in tried:
        assert _refused(statement) is refused, statement
    with pytest.raises(Refused, match="vastgesteld"):
        write_introduction(half.by(half.table.coordinator), account.id, again(account).version, introduction="Anders.")


def _refused(statement: str) -> bool:
    try:
        with transaction.atomic(), guard.opened("test"), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "frozen" in str(error)
    return False


def test_partners_get_a_task_that_ends_when_they_have_read_it(half):
    half.lived()
    account = half.prepared()
    half.counted(account)
    half.written(account)
    half.opened(account)
    tasks = all_of(Task).filter(what="account.read", done_at__isnull=True)
    assert {one.organisation.name for one in tasks.select_related("organisation")} == {
        "Gemeente Molenwaard", "Schoolkoepel", "Politie"
    }  # fmt: skip
    read_account(half.by(half.table.police), account.id)
    place_remark(half.by(half.table.school), account.id, Remarked("Kort."))
    assert [one.organisation.name for one in tasks.select_related("organisation")] == ["Gemeente Molenwaard"]
    with pytest.raises(Refused):
        place_remark(half.by(half.table.colleague), account.id, Remarked("Ik ben analist."))
    half.world.later(days=90)
    with pytest.raises(Refused, match="voorbij"):
        place_remark(half.by(half.table.town), account.id, Remarked("Te laat."))


def test_two_writers_of_one_field_do_not_lose_each_others_words(half):
    account = half.prepared()
    one = all_of(AccountField).filter(account=account).first()
    write_field(half.by(half.table.coordinator), one.id, 1, Written("Eerst.", not_measurable="Veel."))
    with pytest.raises(Stale):
        write_field(half.by(half.table.coordinator), one.id, 1, Written("Later."))
    assert again(one).went_well == "Eerst."


def test_who_reads_an_account_grows_as_it_goes_on(half):
    overseer = half.world.person("Tess Toezicht", "Inspectie", Role.OVERSIGHT)
    half.lived()
    account = half.prepared()
    half.counted(account)
    assert read.account(half.table.town, account.id) is None
    half.written(account)
    half.opened(account)
    assert read.account(half.table.town, account.id) is not None
    assert read.account(overseer, account.id) is None
    assert read.report(half.table.town, again(account), "restricted") is None
    half.remarked(account, aloud=False)
    half.world.later(days=60)
    half.counted(account)
    frozen = half.frozen(account)
    seen = read.account(overseer, account.id)
    assert seen is not None
    assert read.report(overseer, seen, "public")["account"]["title"] == frozen.title
    assert read.remarks(overseer, seen) == []
    assert len(read.remarks(half.table.town, seen)) == 1
    with pytest.raises(NotThere):
        press_account(half.by(half.world.person("Ine", "Inspectie", Role.COORDINATOR)), overseer.person, "public", "nl")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pdf_is_tagged_and_made_once(half, language):
    account = half.whole()
    press_account(half.by(half.table.coordinator), account.id, "public", language)
    kept = all_of(AccountEdition).get(account=account, form="pdf")
    stored = bytes(kept.stored)
    assert stored.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in stored
    press_account(half.by(half.table.coordinator), account.id, "public", language)
    assert all_of(AccountEdition).filter(account=account, form="pdf").count() == 1


@pytest.mark.mission("S12")
def test_an_outside_evaluator_checks_the_file_without_us_and_it_is_the_same_every_time(half, tmp_path):
    half.table.whole(step=1)
    account, cora = half.whole(), half.table.coordinator
    for language in ("nl", "en"):
        press_account(half.by(cora), account.id, "public", language)
    frame = bundling.frame_now(bring_up_to_date(half.world.now))
    sha256, size = bundling.measure(cora, account, frame)
    note_bundle(half.by(cora), account.id, frame.stored(), sha256, size)
    half.effort("Nog iets")
    bring_up_to_date(half.world.now)
    kept = read.stored(cora, account, form="zip", edition="restricted")
    with bundling.pack(cora, account, bundling.Frame.read(bytes(kept.stored))) as packed:
        assert bundling.digest_of(packed) == (kept.sha256, kept.size) == (sha256, size)
        with zipfile.ZipFile(packed) as opened:
            opened.extractall(tmp_path)
    assert check(tmp_path) == []
    ran = subprocess.run(
        [sys.executable, "-I", "-c", "import sys, runpy; sys.path.insert(0, '.'); "
         "sys.argv = ['x']; runpy.run_module('vijfveld.steering.recounting', run_name='__main__')"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (0, "All is well. / Alles klopt.\n"), ran.stderr
    register = tmp_path / "register.jsonl"
    lines = register.read_text().splitlines()
    register.write_text("\n".join([*lines[:5], *lines[6:]]) + "\n")
    told = tmp_path / "verantwoording-openbaar.json"
    told.write_text(told.read_text().replace('"Wat wij deden."', '"Wat wij niet deden."'))
    faults = check(tmp_path)
    assert any("register.jsonl was changed" in fault for fault in faults)
    assert any("do not give the root" in fault for fault in faults)
    assert any("other introduction" in fault for fault in faults)
    _cut_off_is_told(tmp_path)


def _cut_off_is_told(folder):
    """A file that is cut off or gone ends in a sentence and 1, whichever it is."""
    register = folder / "register.jsonl"
    whole = register.read_bytes()
    register.write_bytes(whole[: len(whole) // 2])
    assert any(fault.startswith("register.jsonl cannot be read at line ") for fault in check(folder))
    register.write_bytes(whole.replace(b'"body"', b'"bodice"', 1))
    assert any(fault.startswith("register.jsonl cannot be read at line ") for fault in check(folder))
    register.unlink()
    assert check(folder).count("register.jsonl is missing.") == 1
    full = folder / "verantwoording-volledig.json"
    full.write_text(full.read_text()[:-9])
    assert "verantwoording-volledig.json cannot be read: it was cut off or changed." in check(folder)
    full.write_text("[]")
    assert "verantwoording-volledig.json is not written as an account is." in check(folder)


@pytest.mark.parametrize("holding", [{}, {"verantwoording-volledig.json": "{", "SHA256SUMS": "zz  register.jsonl"}])
def test_the_check_of_a_folder_that_is_no_account_is_a_sentence_and_fails(tmp_path, holding):
    for name, text in holding.items():
        (tmp_path / name).write_text(text)
    ran = subprocess.run(
        [sys.executable, "-m", "vijfveld.steering.recounting", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "- register.jsonl is missing.\n" in ran.stdout
    assert "- verantwoording-openbaar.json is missing.\n" in ran.stdout
    assert ran.stdout.endswith("Something is wrong. / Er klopt iets niet.\n")


def test_the_program_that_counts_needs_nothing_of_the_site():
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; import vijfveld.steering.recounting; "
         "print(any(name == 'django' or name.startswith('django.') for name in sys.modules))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.strip() == "False"
    assert date(2026, 12, 31) > FIRST
