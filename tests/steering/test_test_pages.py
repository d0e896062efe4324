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
from tests.strategy.conftest import words_of
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
from vijfveld.steering.reading import read_report
from vijfveld.strategy.words import Area

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
    bare = nctv.post(at("close", round.id), version=again(round).version)
    assert (bare.status_code, set(bare.context["form"].errors)) == (400, {"because"})
    why = {"because": "Iedereen is klaar."}
    assert nctv.post(at("close", round.id), version=again(round).version, **why).status_code == 302
    assert "Reden: Iedereen is klaar." in town.text(at("detail", round.id))
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


def test_an_answer_that_comes_too_late_is_given_back_with_the_reason(table, reader):
    round = table.opened()
    table.closed(round)
    item = at("item", round.id, "verwerven.e1")
    told = {"applies": "ja", "level": "1", "sureness": "likely", "explanation": SECRET}
    for typed in (told, {**told, "level": ""}):
        late = reader(table.town).post(item, version=0, submit="1", **typed)
        words = words_of(late)
        assert "Deze ronde is gesloten. Antwoorden kan niet meer" in words
        assert SECRET in words
        assert "Hier is niet geantwoord" in words
    assert late.status_code == 400
    assert not all_of(TestAnswer).exists()
    assert "Niet bewaard" not in reader(table.town).text(item)


@pytest.mark.parametrize(("onward", "page"), [("evidence", "evidence_new"), ("delegate", "delegate")])
def test_going_on_from_an_answer_keeps_what_was_typed(table, reader, onward, page):
    round = table.opened()
    item, town = at("item", round.id, "verwerven.e1"), reader(table.town)
    there = at(page, round.id, "verwerven.e1")
    assert town.post(item, version=0, applies="ja", onward=onward).url == there
    assert not all_of(TestAnswer).exists()
    told = {"applies": "ja", "level": "1", "explanation": f"{SECRET}\r\nen aan de muur"}
    assert town.post(item, version=0, onward=onward, **told).url == there
    kept = all_of(TestAnswer).get()
    assert (kept.work, kept.explanation) == ("drafted", told["explanation"])
    wrong = town.post(item, version=1, onward=onward, **{**told, "explanation": "x" * 4001})
    assert (wrong.status_code, "x" * 4001 in wrong.content.decode()) == (400, True)
    assert town.get(item).content.decode().count('name="onward"') == 2


def test_going_on_from_a_submitted_answer_leaves_it_submitted(table, reader):
    round = table.opened()
    answer = table.answer(round, table.town)
    told = {"applies": "ja", "level": "2", "sureness": "likely", "explanation": "Wij doen dit elke week."}
    item = at("item", round.id, "verwerven.e1")
    gone = reader(table.town).post(item, version=answer.version, onward="evidence", **told)
    assert gone.url == at("evidence_new", round.id, "verwerven.e1")
    assert again(answer).work == "submitted"
    assert reader(table.town).post(item, version=answer.version, onward="evidence", **{**told, "level": "3"}).url
    assert (again(answer).work, again(answer).level) == ("drafted", 3)


@pytest.mark.parametrize("name", ["town", "police"])
def test_before_closing_one_reads_what_is_open_and_who_did_not_begin(table, reader, name):
    round = table.opened()
    table.answer(round, getattr(table, name))
    page = reader(table.coordinator).text(at("close", round.id))
    idle = page.split("Nog niet begonnen")[1].split("Voorbereid door")[0]
    assert "Nog niet ingediend 7 van 8 vragen" in page
    assert ("Gemeente Molenwaard" in idle, "Politie" in idle) == (name != "town", name != "police")
    assert "Schoolkoepel" in idle


OPTIONAL = "(niet verplicht)"


def test_what_must_be_filled_in_is_not_called_optional(table, reader):
    round = table.opened()
    item = reader(table.town).text(at("item", round.id, "verwerven.e1"))
    assert f"Waarom is dit niet van toepassing? {OPTIONAL}" not in item
    assert f"Toelichting {OPTIONAL}" in item
    no = reader(table.town).post(at("item", round.id, "verwerven.e1"), version=0, applies="nee", submit="1")
    assert set(no.context["form"].errors) == {"reason"}
    table.closed(round)
    url = at("step", round.id, "verwerven", "effective")
    page = reader(table.assessor).text(url)
    assert (f"Uw oordeel {OPTIONAL}" in page, f"Redenen {OPTIONAL}" in page) == (False, False)
    assert f"Afwijkende mening {OPTIONAL}" in page
    bare = reader(table.assessor).post(url, version=0)
    assert {name: len(told) for name, told in bare.context["form"].errors.items()} == {"step": 1, "reasons": 1}


@pytest.mark.parametrize("page", ["list", "findings", "reservations"])
def test_oversight_is_not_told_that_there_is_nothing(table, reader, page):
    round = table.opened()
    place_reservation(table.by(table.school), round.id, About(item="verwerven.e1"), words="Dit meet papier.")
    table.closed(round)
    note_finding(table.by(table.assessor), round.id, Missing("verwerven", "Geen rooster", "Er is niets.", "Maak het."))
    shown = reader(table.world.person("Tess Toezicht", "NCTV", Role.OVERSIGHT)).text(at(page))
    assert "Met uw rol ziet u de inhoud niet." in shown
    untrue = ("Er is nog geen systeemtoets", "geen bevinding die", "Op elk voorbehoud", "Exporteren")
    assert [words for words in untrue if words in shown] == []
    assert "Met uw rol" not in reader(table.police).text(at(page))


def test_the_fields_of_a_report_stand_in_the_order_of_the_strategy(table, reader):
    frozen = story(table)
    stored = json.loads(reader(table.police).get(at("json", frozen.id)).content)
    assert [one["area"] for one in stored["fields"]] == ["verwerven", "verwerven", "voorkomen"]
    stored["fields"] = [{**stored["fields"][0], "area": area} for area in sorted(Area.values)]
    read_now = [one.area for one in read_report(stored).fields]
    assert read_now == [str(Area(area).label) for area in Area.values]
    page = reader(table.police).text(at("report", frozen.id)).split("Oordeel per veld")[1]
    assert page.index("Verwerven, robuust") > page.index("Verwerven, effectief")
