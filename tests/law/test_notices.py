# SPDX-License-Identifier: EUPL-1.2
"""Notices and the mail about them: what is new for whom, once a day, through one gate, without content."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client

from tests.room.acts import invite, open_file
from vijfveld.law import notices as law_notices
from vijfveld.law import outbound
from vijfveld.law.acts.noticing import read_notices
from vijfveld.law.acts.oversight import break_glass
from vijfveld.law.acts.people import leave_person, set_preferences
from vijfveld.law.acts.tensions import Tension, pass_on_tension
from vijfveld.law.callers import Caller
from vijfveld.law.changes import Change
from vijfveld.law.models import Entry, NoticeMark, Seal
from vijfveld.law.notices import Notices, one_per_act
from vijfveld.law.outbound import Mail, NotOutbound, send
from vijfveld.law.refusals import NotThere
from vijfveld.law.sealer import seal_pending
from vijfveld.node import clock
from vijfveld.node.models import Account
from vijfveld.node.roles import Discipline, Mode, Role

REASON = "Er is nu gevaar voor een leven en wachten kan niet."
TENSION = Tension("GM0014", "vandalism", "Op het plein worden ruiten van de school ingegooid.")


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.VIJFVELD_KEYS = tmp_path / "keys"
    settings.VIJFVELD_HOME = tmp_path


@pytest.fixture
def teller(world):
    return world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)


@pytest.fixture
def reader(world):
    world.organisation("Stichting Open Deur", discipline=Discipline.SOCIAL)
    viewer = world.person("Sam Sociaal", "Stichting Open Deur", Role.LIAISON)
    newest = notices(world, viewer).newest
    if newest:
        read_notices(world.caller(viewer), up_to=newest)
    world.later(minutes=1)
    return viewer


def notices(world, viewer) -> Notices:
    """What is new for someone, once the sealer came by."""
    seal_pending(world.now)
    return law_notices.notices(viewer)


def send_due_mail(world) -> int:
    seal_pending(world.now)
    return law_notices.send_due_mail(world.now)


def tell(world, teller, reader):
    return pass_on_tension(world.caller(teller), TENSION, to=reader.organisation, without_persons=True)


def test_an_act_that_concerns_the_reader_is_one_notice_and_none_for_who_did_it(world, teller, reader):
    before = len(notices(world, teller).changes)
    tell(world, teller, reader)
    assert [change.act for change in notices(world, reader).changes] == ["tension.pass_on"]
    assert len(notices(world, teller).changes) == before


def test_what_was_read_is_no_longer_new_and_a_mark_never_goes_back(world, teller, reader):
    tell(world, teller, reader)
    first = notices(world, reader).newest
    read_notices(world.caller(reader), up_to=first)
    assert notices(world, reader).count == 0
    world.later(minutes=1)
    tell(world, teller, reader)
    read_notices(world.caller(reader), up_to=notices(world, reader).newest)
    read_notices(world.caller(reader), up_to=first)
    assert notices(world, reader).count == 0


def test_an_act_that_commits_late_is_news_to_who_read_in_between(world, teller, reader):
    """Its entry has an older name than the one up to which was read; its seal is newer."""
    late = world.now
    world.later(minutes=1)
    tell(world, teller, reader)
    read_notices(world.caller(reader), up_to=notices(world, reader).newest)
    caller = Caller.person(teller, now=late, key="late")
    pass_on_tension(replace(caller, made=caller.made - 60), TENSION, to=reader.organisation, without_persons=True)
    mark = NoticeMark.objects.beyond_access("test").get(person=reader.person)
    read = Seal.objects.get(position=mark.read_to).entry_id
    assert min(new.id for new in notices(world, reader).changes) < read
    assert [change.act for change in notices(world, reader).changes] == ["tension.pass_on"]


def test_what_is_older_than_sixty_days_is_history_and_no_news(world, teller, reader):
    tell(world, teller, reader)
    seal_pending(world.now)
    for days, news in ((59, 1), (61, 0)):
        late = replace(reader, now=world.now + timedelta(days=days))
        assert (law_notices.notices(late).count, law_notices.news_count(late)) == (news, news)


def test_nobody_marks_what_they_may_not_see_or_what_is_not_there(world, teller, reader):
    tell(world, teller, reader)
    seal_pending(world.now)
    unseen = Entry.objects.beyond_access("test").exclude(pk__in=Entry.objects.visible_to(reader).values("pk"))
    for name in (unseen.first().pk, UUID(int=2**128 - 1)):
        with pytest.raises(NotThere):
            read_notices(world.caller(reader), up_to=name)
    assert notices(world, reader).count == 1


def test_an_invitation_to_a_dossier_is_news_for_the_guest_and_for_nobody_else(world, reader):
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    other = world.person("Olga Open", "Stichting Open Deur", Role.LIAISON)
    known = len(notices(world, other).changes)
    file = open_file(world.caller(chair), label="Proef", content="geheim")
    invite(world.caller(chair), file.id, person=reader.person, organisation=reader.organisation)
    assert [change.act for change in notices(world, reader).changes if change.act == "room.invite"] == ["room.invite"]
    assert len(notices(world, other).changes) == known


def to(person: str) -> list[mail.EmailMessage]:
    return [sent for sent in mail.outbox if person in sent.to[0]]


def test_a_mail_holds_counts_and_an_address_and_goes_once_a_day(world, teller, reader):
    tell(world, teller, reader)
    send_due_mail(world)
    assert len(to("sam")) == 1
    assert "1 nieuwe wijziging" in to("sam")[0].body
    assert "/meldingen" in to("sam")[0].body
    assert "plein" not in to("sam")[0].body + to("sam")[0].subject
    world.later(hours=1)
    tell(world, teller, reader)
    send_due_mail(world)
    assert len(to("sam")) == 1
    world.later(hours=23)
    send_due_mail(world)
    assert len(to("sam")) == 2
    assert "2 nieuwe wijzigingen" in to("sam")[1].body
    world.later(days=3)
    send_due_mail(world)
    assert len(to("sam")) == 2


def test_the_subject_of_a_mail_says_how_much_is_new_and_what_is_urgent_and_nothing_of_a_record(
    world, teller, reader, monkeypatch
):
    tell(world, teller, reader)
    send_due_mail(world)
    assert to("sam")[0].subject == "Vijfveld: 1 wijziging"
    monkeypatch.setattr(law_notices, "_urgent", lambda change: change.act == "tension.pass_on")
    world.later(days=2)
    tell(world, teller, reader)
    send_due_mail(world)
    assert to("sam")[1].subject == "Dringend: Vijfveld: 2 wijzigingen"


def test_what_is_urgent_stands_first_and_the_rest_keeps_its_order():
    told = [_change("a", lead=True), replace(_change("b", lead=True), act="glass.break"), _change("c", lead=True)]
    assert [change.kind for change in law_notices.urgent_first(told)] == ["b", "a", "c"]


def test_frame_and_page_count_the_same_when_there_is_more_than_they_look_through(world, teller, reader, monkeypatch):
    monkeypatch.setattr(law_notices, "MOST", 3)
    for _one in range(4):
        tell(world, teller, reader)
        world.later(minutes=1)
    seal_pending(world.now)
    assert law_notices.news_count(reader) == law_notices.notices(reader).count


def test_broken_glass_does_not_wait_for_tomorrow(world, teller, reader):
    world.person("Femke Functionaris", "Stichting Open Deur", Role.FG)
    tell(world, teller, reader)
    send_due_mail(world)
    count = len(to("femke"))
    world.later(hours=1)
    break_glass(world.caller(teller), "review.overdue", about="", reason=REASON)
    send_due_mail(world)
    assert len(to("femke")) == count + 1
    told = to("femke")[-1]
    assert told.subject == "Dringend: beoordeel binnen 24 uur een noodstap"
    assert told.body.startswith("Het glas is gebroken")
    assert "binnen 24 uur" in told.body
    assert REASON not in told.body


def test_whoever_wants_no_mail_still_hears_at_once_that_glass_was_broken_in_their_language(world, teller, reader):
    officer = world.person("Femke Functionaris", "Stichting Open Deur", Role.FG)
    set_preferences(world.caller(officer), language="en", mail_notices=False)
    tell(world, teller, reader)
    send_due_mail(world)
    assert to("femke") == []
    break_glass(world.caller(teller), "review.overdue", about="", reason=REASON)
    send_due_mail(world)
    send_due_mail(world)
    assert [sent.subject for sent in to("femke")] == ["Urgent: review an emergency step within 24 hours"]
    assert "You cannot turn this mail off." in to("femke")[0].body


def test_the_frame_counts_what_the_page_of_notices_tells_for_who_has_news(world, teller, reader):
    tell(world, teller, reader)
    tell(world, teller, reader)
    assert law_notices.news_count(reader) == 0
    seal_pending(world.now)
    assert law_notices.news_count(reader) == law_notices.notices(reader).count == 2
    browser = Client()
    browser.force_login(Account.objects.get(person=reader.person))
    with clock.stopped(world.now):
        shown = browser.get("/organisaties").content.decode()
        assert re.search(
            r'class="who__news"[^>]* href="/meldingen" aria-label="2 nieuwe berichten">.*?</svg>2</a>', shown
        )
        read_notices(world.caller(reader), up_to=notices(world, reader).newest)
        assert "who__news" not in browser.get("/organisaties").content.decode()


def test_who_left_and_who_wants_no_mail_get_none(world, teller, reader):
    leave_person(world.keeper(), reader.person)
    tell(world, teller, reader)
    send_due_mail(world)
    assert to("sam") == []


def test_a_mail_that_could_not_be_sent_is_sent_the_next_time(world, teller, reader, monkeypatch):
    tell(world, teller, reader)
    monkeypatch.setattr("vijfveld.law.notices.send", lambda *_, **__: (_ for _ in ()).throw(OSError("no route")))
    send_due_mail(world)
    assert to("sam") == []
    monkeypatch.undo()
    world.later(minutes=1)
    send_due_mail(world)
    assert len(to("sam")) == 1


def test_what_goes_wrong_with_the_mail_of_one_holds_up_no_other(world, teller, reader, monkeypatch):
    from vijfveld.law import notices as module

    tell(world, teller, reader)
    first, real = world.people["Lies Liaison"], module._mail

    def broken(person, now):
        if person == first:
            raise RuntimeError("a fault in one mail")
        return real(person, now)

    monkeypatch.setattr(module, "_mail", broken)
    monkeypatch.setattr(module, "_readers_by_mail", lambda: [first, world.people["Sam Sociaal"]])
    send_due_mail(world)
    assert len(to("sam")) == 1


LETTER = Mail("iemand@voorbeeld.invalid", "Nieuws", "Er is iets nieuws.")


def test_real_mail_of_a_real_node_is_sent(world):
    send(LETTER, mode=Mode.REAL)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("mode", [Mode.DEMO, Mode.EXERCISE, Mode.DRILL])
def test_mail_that_is_not_real_goes_to_a_file_and_never_out(world, settings, mode):
    send(LETTER, mode=mode)
    assert mail.outbox == []
    assert len(list((settings.VIJFVELD_HOME / "mail-not-sent").iterdir())) == 1


@pytest.mark.parametrize("mode", [Mode.DEMO, Mode.EXERCISE, Mode.DRILL])
def test_nothing_real_leaves_a_node_that_is_not_real(world, settings, monkeypatch, mode):
    class NotReal:
        pass

    node = NotReal()
    node.mode = mode.value
    monkeypatch.setattr(outbound, "this_node", lambda: node)
    send(LETTER, mode=Mode.REAL)
    mail.send_mail("Nieuw wachtwoord", "Van de aanmelding.", None, ["iemand@voorbeeld.invalid"],
                   connection=mail.get_connection("vijfveld.law.outbound.Gate"))  # fmt: skip
    assert mail.outbox == []


def test_mail_without_a_known_mode_is_refused(world):
    with pytest.raises(NotOutbound):
        send(LETTER, mode="anders")


def test_an_act_is_told_by_the_record_that_leads_whatever_comes_first():
    told = [_change("task", lead=False), _change("ask", lead=False), _change("answer", lead=True)]
    for order in (told, told[::-1]):
        assert [change.kind for change in one_per_act(order)] == ["answer"]
    assert [change.kind for change in one_per_act(told[:2])] == ["ask"], "without the one that leads, no task"


def _change(kind: str, *, lead: bool) -> Change:
    about = f"urn:vijfveld:{UUID(int=7)}:{kind}:{UUID(int=8)}"
    return Change(UUID(int=1), UUID(int=2), datetime(2026, 3, 2, tzinfo=UTC), "a.b", "", "", about, 1, {}, lead)


@pytest.mark.parametrize(
    ("actor", "words"), [("clock:1", "de klok van de node"), ("keeper", "de beheerder van de node")]
)
def test_whoever_acts_without_an_organisation_is_named_for_what_they_are(actor, words):
    bare = _change("organisation", lead=True)
    assert replace(bare, actor=actor).said_by == words
    assert replace(bare, actor=actor, who="Politie").said_by == "Politie"
