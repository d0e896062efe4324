# SPDX-License-Identifier: EUPL-1.2
"""The pages of bodies: every one in both languages for who sits, none of them for who does not, and forms that tell
everything that is wrong at once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

from tests.steering.conftest import again
from tests.steering.conftest import reader as reader
from tests.steering.tables import all_of, around
from vijfveld.face.dates import exactly
from vijfveld.steering.acts.bodies import invite_member
from vijfveld.steering.acts.meetings import ItemPlan, PaperPlan, add_paper, put_own_item
from vijfveld.steering.forms.bodies import BodyForm
from vijfveld.steering.models import (
    AgendaItem,
    Body,
    BodyMembership,
    BodySeat,
    Commitment,
    FollowUp,
    Meeting,
    MeetingDecision,
    MeetingPaper,
)
from vijfveld.steering.pages.body_parts import held, when
from vijfveld.steering.pages.urls_bodies import urlpatterns

pytestmark = pytest.mark.mission("S14")
PLAIN = {"list", "new", "decisions"}
OF_MODELS = {
    "membership": BodyMembership, "name_seat": BodyMembership, "leave": BodyMembership, "seat": BodySeat,
    "item": AgendaItem, "paper": MeetingPaper, "decision": MeetingDecision, "commitment": Commitment,
    "follow_up": FollowUp, "body": Body, "invite": Body, "keep": Body, "offer": Body, "plan": Body,
}  # fmt: skip
NOT_FOR_A_SECRETARY = {"leave"}


@pytest.fixture
def table(world, settings, tmp_path):
    settings.VIJFVELD_HOME = tmp_path
    return around(world)


def at(page: str, *args) -> str:
    return reverse(f"bodies:{page}", args=[str(arg) for arg in args])


def sitting(table) -> Meeting:
    """A meeting that sits, with a list that waits, an item, a paper, a decision and a follow-up."""
    body = table.whole()
    first = table.opened(table.planned(body))
    table.closed(first)
    meeting = table.planned(body)
    item = put_own_item(table.by(table.police), meeting.id, ItemPlan("De zilvermeeuw"))
    add_paper(table.by(table.police), meeting.id, PaperPlan("Notitie", "internal", b"Tekst.", item.id))
    table.opened(meeting)
    table.acted(meeting, table.police, table.decided(meeting))
    return again(meeting)


def addresses(table, meeting: Meeting) -> dict[str, str]:
    found = {}
    for route in urlpatterns:
        model = OF_MODELS.get(route.name)
        rows = all_of(model) if model else None
        own = rows.filter(organisation_id=table.town.organisation) if model is BodyMembership else rows
        args = [] if route.name in PLAIN else [own.first().pk if own is not None else meeting.pk]
        found[route.name] = at(route.name, *args)
    waiting = all_of(Meeting).get(state="held")
    return {**found, "approve": at("approve", waiting.pk)}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_opens_for_the_secretary_and_none_tells_a_stranger_anything(table, reader, language):
    meeting = sitting(table)
    pages = addresses(table, meeting)
    secretary, others = reader(table.second), [reader(table.stranger), reader(table.coordinator)]
    mine = reader(table.town)
    for name, page in pages.items():
        if name not in NOT_FOR_A_SECRETARY:
            asked = secretary if name == "name_seat" else mine
            assert asked.get(page, language).status_code in (200, 302), name
        for other in others:
            answer = other.get(page, language)
            assert answer.status_code == (200 if name in PLAIN else 404), name
            assert b"meeuw" not in answer.content
            assert "Noordkust" not in answer.content.decode().replace("Regionaal overleg Noordkust.", ""), name


def test_a_colleague_of_a_member_reads_the_list_and_not_the_papers(table, reader):
    meeting = sitting(table)
    table.world.person("Kees Collega", "Politie", *table.police.roles)
    colleague = reader(table.world.person("Kees Collega", "Politie"))
    page = colleague.text(at("meeting", meeting.id))
    assert "Wij oefenen in mei met de zilvermeeuw." in page
    assert "Notitie" not in page
    paper = all_of(MeetingPaper).get()
    assert colleague.get(at("paper", paper.id)).status_code == 404
    answer = reader(table.school).get(at("paper", paper.id))
    assert (answer.status_code, answer.content) == (200, b"Tekst.")
    assert answer["Content-Disposition"].startswith("attachment;")


def test_oversight_reads_figures_and_nothing_else(table, reader):
    meeting = sitting(table)
    watching = reader(table.oversight)
    page = watching.text(at("list"))
    assert "minder dan 5" in page
    assert "Noordkust" not in page
    for name in ("body", "meeting", "decisions"):
        args = [] if name == "decisions" else [meeting.body_id if name == "body" else meeting.id]
        assert "zilvermeeuw" not in watching.get(at(name, *args)).content.decode()


def test_forms_tell_every_problem_and_lose_nothing(table, reader):
    meeting = sitting(table)
    browser = reader(table.town)
    answer = browser.post(at("decide", meeting.id), words="", basis="", reasons="Omdat.", review_on="1-1-2020")
    page = answer.content.decode()
    assert answer.status_code == 400
    for sentence in ("Schrijf wat is besloten.", "Noem waarop dit besluit rust", "Kies een dag na vandaag"):
        assert sentence in page
    assert "Omdat." in page
    answer = browser.post(at("action", meeting.id), what="", owner="", due_on="geen dag")
    page = answer.content.decode()
    assert answer.status_code == 400
    for sentence in ("Schrijf wat er wordt gedaan.", "Maak een keuze.", "Dit is geen dag."):
        assert sentence in page
    file = SimpleUploadedFile("a.exe", b"MZ\x00\x01")
    answer = browser.post(at("paper_new", meeting.id), title="", marking="internal", content=file)
    page = answer.content.decode()
    assert "Geef het stuk een korte titel." in page
    assert "Dit soort bestand bewaren wij niet." in page
    answer = browser.post(
        at("plan", meeting.body_id), version=again(meeting.body).version, on="1-1-2020", starts="10:00", ends="9:00"
    )
    page = answer.content.decode()
    for sentence in ("Kies een moment na nu.", "Het overleg eindigt na het begin.", "Schrijf waar het overleg is"):
        assert sentence in page


def test_who_was_too_late_keeps_what_was_typed_and_stands_on_the_new_version(table, reader):
    meeting = sitting(table)
    taken = all_of(MeetingDecision).get(meeting=meeting)
    mine = all_of(Commitment).get(taken=taken, organisation_id=table.police.organisation)
    browser = reader(table.police)
    sent = {"stand": "reserves", "words": "Niet in juni.", "version": mine.version}
    assert browser.post(at("decision", taken.id), **sent).status_code == 302
    late = browser.post(at("decision", taken.id), **{**sent, "words": "Niet in juli.", "key": "een-andere-sleutel"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Niet in juli." in page
    assert f'name="version" value="{mine.version + 1}"' in page


def test_the_invitation_is_a_calendar_entry_that_names_no_agenda(table, reader):
    body = table.whole()
    meeting = table.planned(body)
    put_own_item(table.by(table.police), meeting.id, ItemPlan("De zilvermeeuw"))
    answer = reader(table.school).get(at("ical", meeting.id))
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(event["summary"]), str(event["location"])) == ("Regionaal overleg Noordkust", "Kamer 2")
    assert event.decoded("dtstart") == table.world.now + timedelta(days=3)
    assert b"meeuw" not in answer.content


def test_the_choices_of_a_new_body_are_said_in_the_language_of_the_reader(db):
    with translation.override("en"):
        said = str(BodyForm()["rhythm"])
    assert "When needed" in said
    assert "Wanneer het nodig is" not in said


def test_a_meeting_that_sat_on_another_day_says_so(table):
    meeting = table.opened(table.planned(table.whole()))
    planned = timezone.localdate(meeting.starts_at)
    meeting.opened_at = meeting.starts_at - timedelta(days=4)
    sat = timezone.localdate(meeting.opened_at)
    assert held(meeting) == f"{exactly(sat)} (gepland op {exactly(planned)})"
    meeting.opened_at = meeting.starts_at
    assert held(meeting) == when(meeting)


def test_the_list_does_not_say_to_who_is_asked_that_nothing_is_planned_or_open(table, reader):
    meeting, asked = sitting(table), {"organisation": table.coordinator.organisation}
    invite_member(table.by(table.town), meeting.body_id, again(meeting.body).version, **asked)
    page = reader(table.coordinator).text(at("list"))
    assert "Uw organisatie is gevraagd. Wat hier gepland is en open staat, leest u na uw instemming." in page
    assert ("Geen overleg gepland" in page, "geen acties open" in page) == (False, False)
    assert "Uw organisatie is gevraagd" not in reader(table.town).text(at("list"))
