# SPDX-License-Identifier: EUPL-1.2
"""The pages of the system test: a whole round by its forms, in both languages, and who sees what of it."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.steering.conftest import PLACES, again
from tests.steering.test_freezing import story
from vijfveld.node import clock
from vijfveld.node.roles import Discipline, Role
from vijfveld.steering import background
from vijfveld.steering.acts.evidence import Piece, add_evidence
from vijfveld.steering.acts.outcomes import About, Missing, note_finding, place_reservation
from vijfveld.steering.models import (
    AnswerEdition,
    Evidence,
    Finding,
    Freezing,
    Invitation,
    Reservation,
    Round,
    Snapshot,
    StepDecision,
    TestAnswer,
)
from vijfveld.steering.pages.urls_tests import urlpatterns
from vijfveld.steering.queries import judging as judging_reads
from vijfveld.steering.queries import reports as report_reads
from vijfveld.steering.queries import rounds as read

SECRET = "Ons rooster hangt in de gang"
TITLE = "Geheim rooster"
PLAIN = {"list", "new", "findings"}
OF_MODELS = {
    "finding": Finding, "reservation": Reservation, "test_answer": TestAnswer, "answer_edition": AnswerEdition,
    "evidence": Evidence, "file": Evidence, "revise": Evidence, "invitation": Invitation,
    "step_decision": StepDecision, "snapshot": Snapshot, "freezing": Freezing,
}  # fmt: skip


def all_of(model):
    return model.objects.beyond_access("test")


def at(page: str, *args) -> str:
    return reverse(f"tests:{page}", args=[str(arg) for arg in args])


def addresses(round) -> dict[str, str]:
    """The address of every page, about the records of one round."""
    found = {}
    for route in urlpatterns:
        if route.name in PLAIN:
            arguments = []
        elif route.name in OF_MODELS:
            model = OF_MODELS[route.name]
            arguments = [all_of(model).filter(round=round).order_by("pk").first().pk]
        else:
            more = {"item": "verwerven.e1", "area": "verwerven", "axis": "effective"}
            arguments = [more.get(name, round.pk) for name in route.pattern.converters]
        found[route.name] = reverse(f"tests:{route.name}", args=arguments)
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_opens_for_whoever_it_is_for(table, reader, language):
    opened = table.opened()
    add_evidence(table.by(table.town), opened.id, "verwerven.e1", Piece(TITLE, "record", b"tekst"))
    running = [at(page, opened.id) for page in ("open", "remind", "close", "freeze", "detail")]
    for url in [*running, at("list"), at("new"), at("findings")]:
        assert reader(table.coordinator).get(url, language).status_code == 200, url
    mine = [at("item", opened.id, "verwerven.e1"), at("items", opened.id), at("paper", opened.id)]
    mine += [at(page, opened.id, "verwerven.e1") for page in ("delegate", "evidence_new")]
    for url in [*mine, at("reserve", opened.id), at("revise", all_of(Evidence).get().id)]:
        assert reader(table.town).get(url, language).status_code == 200, url
    table.closed(opened)
    for page in ("steps", "finding_new", "freeze"):
        assert reader(table.assessor).get(at(page, opened.id), language).status_code == 200, page
    assert reader(table.assessor).get(at("step", opened.id, *PLACES[0]), language).status_code == 200
    frozen = story(table)
    shut = {"open", "remind", "close", "new", "items", "item", "delegate", "evidence_new", "paper", "reserve", "pdf"}
    for name, url in addresses(frozen).items():
        if name not in shut:
            assert reader(table.assessor).get(url, language).status_code in (200, 302), name


def test_a_visitor_is_sent_to_sign_in_from_every_page(table):
    for name, url in addresses(story(table)).items():
        response = Client().get(url)
        assert (response.status_code, response.url.split("?")[0].rstrip("/")) == (302, "/aanmelden"), name


@pytest.mark.mission("S3")
def test_a_whole_round_by_its_forms(table, reader):
    prepare = {
        "library": "proef@1", "title": "Voorjaar", "opens_on": "2-3-2026", "closes_on": "1-4-2026",
        "areas": ["verwerven", "voorkomen"], "reaches": ["local", "national"], "kinds": ["operational"],
        "assessors": [str(table.assessor.organisation)], "sides": [Discipline.SOCIAL.value],
        "partners": [str(table.police.organisation)],
    }  # fmt: skip
    nctv, town, inspector = reader(table.coordinator), reader(table.town), reader(table.assessor)
    assert nctv.post(at("new"), **prepare).status_code == 302
    round = all_of(Round).get()
    assert len(round.partners) == 3
    assert nctv.post(at("open", round.id), version=1).status_code == 302
    item = at("item", round.id, "verwerven.e1")
    assert town.post(item, version=0, applies="ja", level="1", draft="1").status_code == 302
    bare = town.post(item, version=1, applies="ja", submit="1")
    assert (bare.status_code, set(bare.context["form"].errors)) == (400, {"level", "sureness"})
    told = {"applies": "ja", "level": "1", "sureness": "likely", "explanation": SECRET}
    assert town.post(item, version=1, submit="1", **told).url == f"{at('item', round.id, 'verwerven.r1')}#inhoud"
    late = town.post(item, version=1, submit="1", **told)
    assert (late.status_code, "collega was u voor" in late.content.decode()) == (409, True)
    piece = {"ev-title": TITLE, "ev-sort": "record", "ev-version": "0"}
    file = SimpleUploadedFile("rooster.pdf", b"%PDF-1.7 rooster")
    url = at("evidence_new", round.id, "verwerven.e1")
    assert town.post(url, **piece, **{"ev-content": file}).status_code == 302
    assert town.post(url, **piece).status_code == 400
    assert town.get(at("file", all_of(Evidence).get().id)).content == b"%PDF-1.7 rooster"
    assert nctv.post(at("close", round.id), version=again(round).version).status_code == 302
    for area, axis in PLACES:
        decided = inspector.post(at("step", round.id, area, axis), version=0, step="1", reasons="Wij zagen stukken.")
        assert decided.status_code == 302, (area, axis)
    missing = {"area": "verwerven", "title": "Gat", "missing": "Er is een gat.", "proposal": "Vul het."}
    assert inspector.post(at("finding_new", round.id), **missing).status_code == 302
    empty = inspector.post(at("freeze", round.id), version=again(round).version, not_measurable="")
    assert empty.status_code == 400
    frozen = inspector.post(at("freeze", round.id), version=again(round).version, not_measurable="Veel niet.")
    assert frozen.url == at("freeze", round.id)
    assert 'hx-trigger="every 2s"' in inspector.get(at("freeze", round.id)).content.decode()
    with clock.stopped(table.world.now):
        background.make_report.call(str(all_of(Freezing).get().id))
    part = inspector.get(at("freeze_progress", round.id)).content.decode()
    assert (at("report", round.id) in part, "hx-trigger" in part) == (True, False)
    assert {one.form for one in all_of(Snapshot)} == {"json", "pdf"}
    verified = inspector.post(at("report", round.id), version=again(round).version, verify="1")
    assert verified.status_code == 302
    assert "Veel niet." in town.text(at("report", round.id))
    assert json.loads(town.get(at("json", round.id)).content)["not_measurable"] == "Veel niet."
    assert town.get(at("pdf", round.id)).content.startswith(b"%PDF-")


@pytest.mark.mission("S8")
def test_nothing_is_chosen_beforehand_and_no_average_is_shown(table, reader):
    round = table.opened()
    table.answer(round, table.town, level=3)
    table.closed(round)
    page = reader(table.assessor).get(at("step", round.id, "verwerven", "effective")).content.decode()
    assert not re.search(r'name="step"[^>]*checked', page)
    assert "gemiddeld" not in page.lower()


@pytest.mark.mission("S9")
def test_a_partner_sees_of_another_only_counts(table, reader):
    round = table.opened()
    answer = table.answer(round, table.town, explanation=SECRET)
    piece = add_evidence(table.by(table.town), round.id, "verwerven.e1", Piece(TITLE, "record", b"tekst"))
    police = reader(table.police)
    for page in ("detail", "items", "steps"):
        shown = police.get(at(page, round.id)).content.decode()
        assert [word for word in (SECRET, TITLE, "Gemeente Molenwaard") if word in shown] == [], page
    assert police.get(at("step", round.id, "verwerven", "effective")).context["spread"] is None
    edition, invitation = all_of(AnswerEdition).get(), all_of(Invitation).get(partner=table.town.organisation)
    hidden = [
        at("test_answer", answer.id), at("answer_edition", edition.id), at("evidence", piece.id),
        at("file", piece.id), at("revise", piece.id), at("invitation", invitation.id),
    ]  # fmt: skip
    for url in hidden:
        assert police.get(url).status_code == police.post(url, version=1).status_code == 404, url
    assert read.overview(table.police, round).whole.submitted == 1
    assert [one.name for one, _ in read.overview(table.police, round).by_partner] == ["Politie"]
    assert SECRET in reader(table.assessor).text(at("test_answer", answer.id))


@pytest.mark.mission("S9")
def test_the_report_with_all_answers_is_for_assessors_and_coordinators(table, reader):
    frozen = story(table)
    url = f"{at('json', frozen.id)}?uitgave=restricted"
    codes = {name: reader(getattr(table, name)).get(url).status_code for name in ("town", "police", "assessor")}
    assert codes == {"town": 404, "police": 404, "assessor": 200}
    assert reader(table.coordinator).get(url).status_code == 200
    assert "answers" not in json.loads(reader(table.police).get(at("json", frozen.id)).content)


def test_a_keeper_of_the_node_and_oversight_read_no_answers(table, reader):
    round = table.opened()
    answer = table.answer(round, table.town, explanation=SECRET)
    for name, role in (("Bram Beheerder", Role.NODE_KEEPER), ("Tess Toezicht", Role.OVERSIGHT)):
        viewer = table.world.person(name, "NCTV", role)
        assert reader(viewer).get(at("test_answer", answer.id)).status_code == 404
        assert reader(viewer).get(at("detail", round.id)).status_code == 404


def test_a_spread_appears_to_all_from_five_answers(table, world):
    for number in range(3):
        table.others.append(world.person(f"Lia {number}", f"Gemeente {number}", Role.LIAISON))
    round = table.opened()
    for count, viewer in enumerate(table.partners, start=1):
        table.answer(round, viewer, level=count % 4)
        seen = judging_reads.spread_of(table.police, round, "verwerven", "effective")
        assert bool(seen) == (count >= 5), count
    assert seen == {"verwerven.e1": [1, 2, 2, 1]}


@pytest.mark.mission("S9")
def test_a_reservation_is_read_by_all_and_answered_on_its_page(table, reader):
    round = table.opened()
    made = place_reservation(table.by(table.school), round.id, About(item="verwerven.e1"), words="Dit meet papier.")
    assert "Dit meet papier." in reader(table.police).text(at("detail", round.id))
    url = at("reservation", made.id)
    assert reader(table.town).post(url, version=1, reply="Nee.").status_code in (403, 409, 400, 404)
    assert reader(table.assessor).post(url, version=1, reply="Wij kijken mee.").status_code == 302
    assert "Wij kijken mee." in reader(table.police).text(url)


def test_two_rounds_are_laid_side_by_side_by_item(table, reader):
    table.whole(step=1)
    table.world.later(days=1)
    second = table.whole(step=3, title="Tweede")
    shown = reader(table.police).text(at("compare", second.id))
    assert "1, afgesproken" in shown
    assert "3, beproefd" in shown
    old, new = _report(1, "a", "b", "x"), _report(2, "b", "c", "y")
    new["items"][2]["was"] = [[1, "x"]]
    assert {one.code: one.news for one in report_reads.compare(old, new)} == {"b": "", "c": "new", "y": "", "a": "gone"}


def _report(version: int, *codes: str) -> dict:
    about = {"area": "verwerven", "words": {"nl": {"question": "?"}}, "spread": None, "was": []}
    return {
        "round": {"library": {"version": version}},
        "items": [{"code": code, "label": code, **about} for code in codes],
    }


def test_a_finding_waits_in_the_list_until_effort_is_linked(table, reader):
    round = table.opened()
    table.closed(round)
    note_finding(table.by(table.assessor), round.id, Missing("verwerven", "Geen rooster", "Er is niets.", "Maak het."))
    assert "Geen rooster" in reader(table.police).text(at("findings"))
    assert "Stel vaste inzet voor" in reader(table.coordinator).text(at("finding", all_of(Finding).get().id))
