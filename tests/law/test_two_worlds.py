# SPDX-License-Identifier: EUPL-1.2
"""The same story with a secret and without: nobody outside can tell which, on any route, byte for byte."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail

from tests.conftest import World
from tests.room.acts import add_note, close_file, destroy_file, hand_on, invite, open_file
from tests.worlds import ANONYMOUS, Secret, all_secrets, ask, differences, insider, secret, told_twice
from vijfveld.law.acts.clocks import sweep
from vijfveld.law.acts.dossiers import accept_seat
from vijfveld.law.acts.noticing import renew_feed_key
from vijfveld.law.acts.oversight import break_glass
from vijfveld.law.acts.tensions import Tension, pass_on_tension
from vijfveld.law.gate import Answers, pass_gate
from vijfveld.law.ical import digest_of
from vijfveld.law.making import make_node
from vijfveld.law.models import Deadline, Decision, Task
from vijfveld.law.notices import send_due_mail
from vijfveld.law.refusals import Refused
from vijfveld.law.sealer import seal_pending
from vijfveld.node.roles import Discipline, Mode, Profile, Role
from vijfveld.steering.acts.bodies import BodyPlan, found_body
from vijfveld.steering.acts.exercises import Practised, record_exercise
from vijfveld.steering.acts.expertise import Wanted, ask_help, offer_help
from vijfveld.steering.acts.lessons import Brought, bring_lesson
from vijfveld.steering.acts.meetings import ItemPlan, PaperPlan, Sitting, add_paper, plan_meeting, put_own_item
from vijfveld.steering.acts.pairing import propose_pairings, say_to_pairing
from vijfveld.steering.acts.sitting import Action, Taken, note_follow_up, open_meeting, take_decision
from vijfveld.steering.matching import gather, propose
from vijfveld.steering.models import BodyMembership, Commitment, Exercise, Unmatched

CHAIR, COLLEAGUE, GUEST, FG = "Vera Voorzitter", "Casper Collega", "Gijs Gast", "Femke Functionaris"
HELPER = "Henk Helper"
OUTSIDERS = [COLLEAGUE, "Cora Coördinator", "Tess Toezicht", "Bram Beheerder", FG, "Lies Liaison", ANONYMOUS]
LISTS = ["besluiten", "termijnen", "taken", "vragen", "inspanningen", "kamers"]
FEED = "agenda-sleutel-van-een-collega"


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    """A key store that nothing else used: what dies here stays dead."""
    settings.VIJFVELD_KEYS = tmp_path / "keys"


def story(world: World, whisper) -> None:
    """A small year at a node: people, a tension, a glass broken, a refused intake; the secret in the middle."""
    make_node(name="Proefnode", profile=Profile.MUNICIPALITY, now=world.now, id=UUID(int=7))
    for name, place, role in [
        (CHAIR, "Gemeente Molenwaard", Role.CHAIR), (COLLEAGUE, "Gemeente Molenwaard", Role.CHAIR),
        (GUEST, "Stichting Open Deur", Role.LIAISON), ("Cora Coördinator", "NCTV", Role.COORDINATOR),
        ("Tess Toezicht", "Inspectie", Role.OVERSIGHT), ("Bram Beheerder", "Gemeente Molenwaard", Role.NODE_KEEPER),
        (FG, "Gemeente Molenwaard", Role.FG), ("Lies Liaison", "Gemeente Zandvoorde", Role.LIAISON),
        (HELPER, "Gemeente Duinrode", Role.LIAISON),
    ]:  # fmt: skip
        discipline = Discipline.SOCIAL if "Stichting" in place or "Gemeente" in place else Discipline.SECURITY
        world.organisation(place, discipline=discipline)
        world.person(name, place, role)
    renew_feed_key(world.caller(insider(world, COLLEAGUE), "feed-1"), digest=digest_of(FEED))
    asked_and_offered(world)
    whisper()
    told = Tension("GM0014", "vandalism", "Op het plein worden ruiten van de school ingegooid.")
    to = world.organisations["Stichting Open Deur"].id
    pass_on_tension(world.caller(insider(world, COLLEAGUE), "told-1"), told, to=to, without_persons=True)
    break_glass(world.caller(insider(world, "Lies Liaison"), "glass-1"), "review.overdue", about="",
                reason="Er is nu gevaar voor een leven en er is geen tijd.")  # fmt: skip
    answers = Answers(breaks_law_seriously=False, undermines_legal_order=False, area_tension_only=False,
                      names_persons=False)  # fmt: skip
    with pytest.raises(Refused):
        pass_gate(world.caller(insider(world, COLLEAGUE), "gate-1"), answers, intake="gate.page")
    world.later(hours=30)
    sweep(world.now, mode=Mode.REAL)
    mail.outbox.clear()
    seal_pending(world.now)
    send_due_mail(world.now)


def dossier(world: World, prefix: str) -> Secret:
    """A dossier with notes, a task, a deadline, a seat for a guest, a hand-over and words in the search index."""
    chair, guest = insider(world, CHAIR), insider(world, GUEST)
    file = open_file(world.caller(chair, f"{prefix}-1"), label="Zilvermeeuw", content="Het geheim van de zilvermeeuw.")
    chair = insider(world, CHAIR)
    note = add_note(world.caller(chair, f"{prefix}-2"), file.id, 1, text="De zilvermeeuw vliegt uit.")
    seat = invite(world.caller(chair, f"{prefix}-3"), file.id, person=guest.person, organisation=guest.organisation)
    accept_seat(world.caller(guest, f"{prefix}-4"), seat.id)
    given = hand_on(world.caller(chair, f"{prefix}-5"), file.id, to=guest.organisation)
    with pytest.raises(Refused):
        add_note(world.caller(insider(world, GUEST), f"{prefix}-6"), file.id, 1, text="te laat")
    task = Task.objects.beyond_access("test").get(dossier=file.id)
    deadline = Deadline.objects.beyond_access("test").get(about=file.urn)
    ids = [file.id, note.id, seat.id, given.id, task.id, deadline.id]
    return Secret(ids, ["zilvermeeuw", "Zilvermeeuw"], {CHAIR, GUEST}, ["room.end", "room.look", "room_file"])


@secret("a living dossier")
def living(world: World) -> Secret:
    """One that is worked on."""
    return dossier(world, "living")


@secret("a dossier that is being closed")
def closing(world: World) -> Secret:
    """One with a decision and an ordered destruction."""
    told = dossier(world, "closing")
    ordered = close_file(world.caller(insider(world, CHAIR), "closing-7"), told.ids[0], reasons="De meeuw is weg.")
    decided = Decision.objects.beyond_access("test").get(dossier=told.ids[0])
    return Secret([decided.id, ordered.id, *told.ids[:1]], told.words, told.insiders, [*told.codes, "room.close"])


@secret("a destroyed dossier")
def destroyed(world: World) -> Secret:
    """One that was destroyed; the data protection officers hear that it was."""
    told = dossier(world, "destroyed")
    destroy_file(world.caller(insider(world, CHAIR), "destroyed-8"), told.ids[0], reasons="De meeuw is weg.")
    return Secret(told.ids[:1], told.words, {*told.insiders, FG})


@secret("glass broken about a dossier")
def glass(world: World) -> Secret:
    """The glass is broken for a dossier: its opener and the data protection officers know, nobody else."""
    told = dossier(world, "glass")
    broken = break_glass(world.caller(insider(world, CHAIR), "glass-9"), "review.overdue",
                         about=f"urn:vijfveld:{UUID(int=7)}:room_file:{told.ids[0]}",
                         reason="De zilvermeeuw is in levensgevaar, nu meteen.")  # fmt: skip
    return Secret([broken.id, told.ids[0]], told.words, {*told.insiders, FG})


@ask
def the_calendar_of_a_colleague(secret: Secret):
    return [f"/loopt-af.ics?sleutel={FEED}"]


@secret("a body that meets")
def table(world: World) -> Secret:
    """A body of one organisation outside the story's own, with a meeting, a paper, a decision and a follow-up."""
    guest = insider(world, GUEST)
    plan = BodyPlan("Overleg Zilvermeeuw", "local", "Over de zilvermeeuw.", "§8.2", "monthly")
    body = found_body(world.caller(guest, "table-1"), plan)
    starts = world.now + timedelta(hours=2)
    sitting = Sitting(starts, starts + timedelta(hours=1), "Zaal van de zilvermeeuw")
    meeting = plan_meeting(world.caller(guest, "table-2"), body.id, body.version, sitting)
    item = put_own_item(world.caller(guest, "table-3"), meeting.id, ItemPlan("De zilvermeeuw"))
    paper = add_paper(world.caller(guest, "table-4"), meeting.id, PaperPlan("Zilvermeeuw", "internal", b"geheim"))
    here = {str(guest.organisation): "member"}
    open_meeting(world.caller(guest, "table-5"), meeting.id, meeting.version, present=here)
    taken = take_decision(
        world.caller(guest, "table-6"), meeting.id, Taken("Wij volgen de zilvermeeuw.", "Daarom.", "§8.2")
    )
    due = world.now.date() + timedelta(days=9)
    action = note_follow_up(
        world.caller(guest, "table-7"), meeting.id, Action("Tel de zilvermeeuw", guest.organisation, due, taken.id)
    )
    said, sat = (model.objects.visible_to(guest).values_list("id", flat=True) for model in (Commitment, BodyMembership))
    ids = [body.id, meeting.id, taken.id, item.id, paper.id, action.id, *said, *sat, taken.decision_id]
    return Secret(ids, ["zilvermeeuw"], codes=["meeting.decide", "follow_up.do", "meeting.start"])


def pairing(world: World) -> Secret:
    """A proposed pairing of two organisations, one of which declines; a question without an offer; a lesson brought.

    Told apart from the other secrets, for the coordinator knows this one and none of those.
    """
    cora, guest = insider(world, "Cora Coördinator"), insider(world, GUEST)
    rows = gather(lambda model: model.objects.visible_to(cora), world.now.date())
    follow_up = world.now.date() + timedelta(days=30)
    made = propose_pairings(world.caller(cora, "pairing-1"), mark=propose(rows).mark, follow_up_on=follow_up)
    reason = "De zilvermeeuw kan niet gemist worden."
    say_to_pairing(world.caller(guest, "pairing-2"), made[0].id, 1, agrees=False, reason=reason)
    source = Exercise.objects.visible_to(guest).get().urn
    told = Brought("De zilvermeeuw telt mee", "Tel de zilvermeeuw.", "voorkomen.2.2.3", source)
    lesson = bring_lesson(world.caller(guest, "pairing-3"), told)
    alone = Unmatched.objects.visible_to(guest).get()
    return Secret(
        [made[0].id, lesson.id, alone.id], ["zilvermeeuw"], {GUEST, HELPER, "Cora Coördinator"},
        ["pairing.say", "pairing.declined", "lesson.share"],
    )  # fmt: skip


def asked_and_offered(world: World) -> None:
    """What everyone may know: a question, an offer and one more question, and an exercise."""
    guest, helper = insider(world, GUEST), insider(world, HELPER)
    period = (world.now.date(), world.now.date() + timedelta(days=60))
    offer_help(world.caller(helper, "help-1"), Wanted("voorkomen.2.2.3", "Wij helpen.", *period))
    ask_help(world.caller(guest, "help-2"), Wanted("voorkomen.2.2.3", "Wie helpt?", *period))
    ask_help(world.caller(guest, "help-3"), Wanted("verdedigen.1.1", "En hiermee?", *period))
    held = Practised("Oefening", period[0], guest.organisation, "voorkomen.2.2.3", "Het ging.")
    record_exercise(world.caller(guest, "help-4"), held)


@pytest.mark.slow
@pytest.mark.mission("S8")
def test_no_outsider_can_tell_on_any_route_whether_there_are_secrets(db):
    mails: list[dict[str, str]] = []

    def remembered(world: World, whisper) -> None:
        story(world, whisper)
        named = {person.email: name for name, person in world.people.items()}
        mails.append({named[sent.to[0]]: sent.body for sent in mail.outbox})

    with_secrets, without = told_twice(remembered, all_secrets, OUTSIDERS, forms=True)
    assert differences(with_secrets, without) == []
    assert_real_answers(without)
    outside = {name for name in OUTSIDERS if name not in {ANONYMOUS, FG}}
    assert {who: mails[0].get(who) for who in outside} == {who: mails[1].get(who) for who in outside}
    assert len(mails[1]) >= 3


@pytest.mark.slow
@pytest.mark.mission("S10")
def test_only_both_sides_and_the_coordinator_can_tell_whether_two_were_paired_or_a_lesson_was_brought(db):
    with_pairing, without = told_twice(story, pairing, ["Lies Liaison", "Tess Toezicht"])
    assert differences(with_pairing, without) == []
    assert without["Lies Liaison GET /kennis"][0] == without["Lies Liaison GET /kennis/lessen"][0] == 200


def test_the_data_protection_officer_cannot_tell_whether_there_is_a_living_dossier(db):
    assert differences(*told_twice(story, living, [FG])) == []


def assert_real_answers(answers: dict[str, tuple]) -> None:
    shown = {name.split(" GET ")[1].partition("?")[0] for name, answer in answers.items() if answer[0] == 200
             and " GET " in name}  # fmt: skip
    pages = {"/loopt-af", "/loopt-af.ics", "/taken", "/meldingen", "/geschiedenis", "/geschiedenis/deel", "/zoeken",
             "/poort", "/grondslagen", "/noodstap", "/besluiten", "/handelingen", "/verwerkingen", "/wet"}  # fmt: skip
    assert pages <= shown
    assert {f"/api/v1/{name}" for name in LISTS} <= shown
    programs = {answer[0] for name, answer in answers.items() if " /api/" in name}
    assert programs <= {200, 400, 401, 403, 404, 405}
    assert [name for name, answer in answers.items() if answer[0] >= 500] == []


def test_the_comparison_itself_sees_what_an_insider_sees(db):
    def open_secret(world: World) -> Secret:
        told = living(world)
        return Secret(told.ids[:1], told.words, set(), told.codes)

    seen = {name.split(" GET ")[-1] for name in differences(*told_twice(story, open_secret, [CHAIR]))}
    assert {"/loopt-af", "/taken", "/geschiedenis", "/zoeken?q=zilvermeeuw"} <= seen
    lists = {f"/api/v1/{name}?metAantal=true&limiet=100" for name in ("kamers", "taken", "termijnen")}
    assert lists <= seen
