# SPDX-License-Identifier: EUPL-1.2
"""Lessons: shared without names, and closed or opened again only by what a later test or exercise shows."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.steering.conftest import Table, again
from tests.strategy.conftest import words_of
from vijfveld.law.acts.people import add_organisation
from vijfveld.law.changes import history
from vijfveld.law.models import Deadline, Task
from vijfveld.law.refusals import Invalid, NotThere, Refused
from vijfveld.node.roles import Discipline, OrganisationKind, Reach, Role
from vijfveld.steering import nameless
from vijfveld.steering.acts import exercises, lessons, proving
from vijfveld.steering.acts.exercises import Practised
from vijfveld.steering.acts.lessons import Brought
from vijfveld.steering.acts.outcomes import Missing, note_finding
from vijfveld.steering.acts.proving import Proof
from vijfveld.steering.models import Exercise, Finding, Lesson, LessonProof
from vijfveld.steering.queries import lessons as read
from vijfveld.strategy.acts.faults import Faults

SUBJECT = "voorkomen.2.2.3"
WORDS = "Vraag bij elk overleg eerst wie iets mag delen. Dat scheelt een uur."


def all_of(model):
    return model.objects.beyond_access("test")


class School:
    """A table where lessons are brought, with a few shorthands."""

    def __init__(self, table: Table) -> None:
        self.table, self.world = table, table.world

    @property
    def today(self) -> date:
        return self.world.now.date()

    def by(self, viewer, key=None):
        return self.world.caller(viewer, key)

    def practised(self, **told) -> Exercise:
        given = {"title": "Oefening casusoverleg", "held_on": self.today, "organiser": self.table.town.organisation,
                 "subject": SUBJECT, "showed": "De rollen waren bekend.", "reference": "Verslag 12"}  # fmt: skip
        return exercises.record_exercise(self.by(self.table.town), Practised(**{**given, **told}))

    def brought(self, viewer=None, **told) -> Lesson:
        source = told.pop("source", None) or self.practised().urn
        given = {"title": "Vraag eerst wie mag delen", "words": WORDS, "subject": SUBJECT, "source": source, **told}
        return lessons.bring_lesson(self.by(viewer or self.table.town), Brought(**given))

    def shared(self, lesson: Lesson | None = None, **told) -> Lesson:
        lesson = lesson or self.brought()
        given = {"title": lesson.title, "words": lesson.words, **told}
        return lessons.share_lesson(self.by(self.table.coordinator), lesson.id, lesson.version, **given)

    def taken(self, lesson: Lesson | None = None, viewer=None) -> Lesson:
        lesson = lesson or self.shared()
        return lessons.take_up_lesson(
            self.by(viewer or self.table.police), lesson.id, again(lesson).version, plan="Wij vragen het vooraf.",
            show_by=self.today + timedelta(200),
        )  # fmt: skip

    def closed(self, lesson: Lesson, proof: Proof | None = None, viewer=None) -> Lesson:
        if proof is None:
            self.world.later(days=1)
            proof = Proof(exercise=self.practised(title="Tweede oefening").pk, words="Het ging nu goed.")
        who = self.by(viewer or self.table.police)
        return proving.close_lesson(who, lesson.id, again(lesson).version, proof)

    def reopened(self, lesson: Lesson, proof: Proof, viewer=None) -> Lesson:
        who = self.by(viewer or self.table.school)
        return proving.reopen_lesson(who, lesson.id, again(lesson).version, proof)


@pytest.fixture
def school(table: Table) -> School:
    return School(table)


@pytest.mark.mission("S10")
def test_a_lesson_is_shared_by_the_coordinator_and_nobody_else_learns_who_brought_it(school, reader):
    lesson = school.brought()
    task = all_of(Task).get(what="lesson.share")
    assert task.organisation_id == school.table.coordinator.organisation
    outside = reader(school.table.police)
    assert outside.get(f"/kennis/lessen/{lesson.pk}").status_code == 404
    school.shared(lesson)
    assert again(task).done_at is not None
    shown = outside.text(f"/kennis/lessen/{lesson.pk}")
    assert WORDS in shown
    assert "Molenwaard" not in shown.partition("Wat er te leren is")[2]
    assert "een oefening" in shown
    assert "Oefening casusoverleg" not in shown
    assert "Oefening casusoverleg" in reader(school.table.town).text(f"/kennis/lessen/{lesson.pk}")
    told = [change.said_by for change in history(school.table.police, lesson.urn)]
    assert "NCTV" in " ".join(map(str, told))
    assert "Molenwaard" not in " ".join(map(str, told))
    with pytest.raises(Refused, match="al gedeeld"):
        school.shared(again(lesson))


@pytest.mark.mission("S10")
@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Gemeente Molenwaard vergat dit.", "Gemeente Molenwaard"),
        ("In molenwaard ging dit mis.", "Gemeente Molenwaard"),
        ("Bij Súdwest-Fryslân weten zij dit.", "Gemeente Súdwest-Fryslân (verzonnen)"),
        ("The Municipality of Southwest forgot this.", "Gemeente Súdwest-Fryslân (verzonnen)"),
        ("De schoolkoepel vergat dit.", "Schoolkoepel"),
    ],
)
def test_a_lesson_that_names_any_organisation_is_not_shared(school, words, named):
    add_organisation(
        school.table.world.keeper(), code="gemeente-sudwest", name="Gemeente Súdwest-Fryslân (verzonnen)",
        name_en="Municipality of Southwest (invented)", sort=OrganisationKind.MUNICIPALITY,
        discipline=Discipline.SOCIAL, reach=Reach.LOCAL,
    )  # fmt: skip
    other = school.brought(words=words)
    with pytest.raises(Invalid) as refused:
        school.shared(other, title="Dit gaat over de politie en over buren")
    assert set(refused.value.problems) == {"words"}
    assert named in str(refused.value.problems["words"])


def test_a_name_that_is_a_word_of_every_day_is_refused_only_of_who_brought_the_lesson(school):
    school.table.world.organisation("Gemeente Buren")
    ours = school.brought(words="De politie en de buren wisten dit. Wij leiden dit voortaan samen.")
    assert school.shared(ours).state == "open"
    theirs = school.brought(viewer=school.table.police, words="De politie vergat dit.")
    with pytest.raises(Invalid) as refused:
        school.shared(theirs)
    assert set(refused.value.problems) == {"words"}
    with pytest.raises(Invalid) as refused:
        school.shared(school.brought(), words="Gemeente Buren vergat dit.")
    assert set(refused.value.problems) == {"words"}


@pytest.mark.mission("S10")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Mail lies.de.boer@molenwaard.example", ["lies.de.boer@molenwaard.example"]),
        ("Bel 06-12345678", ["06-12345678"]),
        ("Bel +31 6 1234 5678 even", ["+31 6 1234 5678"]),
        ("Bel 010 123 4567.", ["010 123 4567"]),
        ("Het ging om 123456782", ["123456782"]),
        ("Het ging om 1234.56.782", ["1234.56.782"]),
        ("Jan de Vries wist het niet", ["Jan de Vries"]),
        ("Gisteren belde Fatima el Amrani ons.", ["Fatima el Amrani"]),
        ("Vraag het J. Jansen of dhr. Bakker.", ["J. Jansen", "dhr. Bakker"]),
        ("Volgens P.J. van den Berg kon het.", ["P.J. van den Berg"]),
        ("KEES COLLEGA wist het", ["Kees Collega"]),
        (
            "kees  collega: 123.456.782 of piet@politie.example, met Jan de Vries",
            ["piet@politie.example", "123.456.782", "Jan de Vries", "Kees Collega"],
        ),
    ],
)
def test_words_that_lead_to_a_person_are_refused_in_one_sentence_that_says_all(school, words, said):
    source = school.practised().urn
    with pytest.raises(Invalid) as refused:
        school.brought(source=source, words=words, title=" ")
    assert set(refused.value.problems) == {"title", "words"}
    sentence = str(refused.value.problems["words"])
    told = ", ".join(f"“{one}”" for one in said)
    assert sentence == f"Dit lijkt op een naam, adres of nummer: {told}. Schrijf het zonder."


@pytest.mark.mission("S10")
@pytest.mark.parametrize(
    ("written", "refused"), [("{0} {1} belde ons.", True), ("Wij spraken {0} {1}.", True), ("{2}", False)]
)
def test_the_answer_tells_nobody_whether_somebody_works_with_this_node(school, written, refused):
    """Somebody of the police, and somebody who is not there, get the same answer in every way of writing."""
    world, answers = school.table.world, []
    world.person("Bram Bakker", "Politie", Role.LIAISON)
    source = school.practised().urn
    for first, last in (("Bram", "Bakker"), ("Bart", "Bakels")):
        words = written.format(first, last, f"{first} {last} kwam.".lower())
        try:
            school.brought(source=source, words=words)
            answers.append("")
        except Invalid as invalid:
            answers.append(str(invalid.problems["words"]).replace(f"{first} {last}", "iemand"))
    assert answers[0] == answers[1]
    assert bool(answers[0]) is refused


def test_names_are_read_once_for_all_fields_of_a_form_and_of_an_act(school):
    names = nameless.Names(school.table.town)
    with CaptureQueriesContext(connection) as caught:
        for field in ("title", "showed", "reference"):
            faults = Faults()
            names.check(faults, **{field: "Jan de Vries sprak Kees Collega."})
            assert set(faults.found) == {field}
    assert len(caught) == 2
    with CaptureQueriesContext(connection) as caught:
        school.practised(title="Oefening met Ketting", showed="Het ging goed.", reference="Map 4")
    assert sum('FROM "node_person"' in one["sql"] and "name" in one["sql"].partition("FROM")[0] for one in caught) == 1


@pytest.mark.parametrize(
    "words",
    [
        "In 2015 en 2016 waren er 12 overleggen, om 10.30 uur, in 2 zalen van 120 m2.",
        "Zie § 4.2.1 en artikel 8, lid 1. Het kostte 1.250.000 euro en 3,5 voltijdbaan.",
        "De politie en de piet van het feest deden mee. Zaaknummer 2026-00123.",
        "Gemeente Molenwaard sprak Veiligheidsregio Hollands Midden. Met Rotterdam ging het goed. Vraag Utrecht eerst.",
        "De Tweede Kamer en het Openbaar Ministerie, in Den Haag en in Hendrik-Ido-Ambacht.",
        "Eerst optie A. Daarna optie B.\nZij belden. Wij ook: Alles goed. GGD GHOR en AIVD NCTV.",
    ],
)
def test_ordinary_words_and_numbers_lead_to_nobody(school, words):
    assert nameless.Names(school.table.town).found(words) == []


@given(st.text(max_size=60), st.integers(0, 10**9 - 1))
def test_nine_figures_are_found_whatever_stands_around_them(around, number):
    assert nameless.traces(f"{around} {number:09d} {around}")


def test_a_lesson_comes_from_something_that_whoever_brings_it_may_see(school):
    hidden = school.brought(viewer=school.table.town)
    for source in ("", "nergens", school.table.world.organisations["Politie"].urn, hidden.urn):
        with pytest.raises(Invalid) as refused:
            lessons.bring_lesson(school.by(school.table.school), Brought("Titel", "Woorden", SUBJECT, source))
        assert set(refused.value.problems) == {"source"}


@pytest.mark.mission("S10")
def test_a_lesson_closes_only_by_a_later_exercise_once_it_was_taken_up(school):
    early = school.practised()
    lesson = school.shared()
    school.world.later(days=1)
    late = school.practised(title="Tweede oefening")
    with pytest.raises(Refused, match="eerst opgepakt"):
        school.closed(lesson, Proof(exercise=late.pk, words="Goed."))
    school.taken(lesson)
    assert all_of(Deadline).get(what="lesson.show").organisation_id == school.table.police.organisation
    for proof, wrong in (
        (Proof(words="Wij zijn ervan overtuigd."), {"proof"}), (Proof(exercise=early.pk, words="Toen al."), {"proof"}),
        (Proof(exercise=late.pk, words=" "), {"words"}), (Proof(exercise=lesson.pk), {"proof", "words"}),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            school.closed(lesson, proof)
        assert set(refused.value.problems) == wrong
    with pytest.raises(Refused, match="Alleen wie de les oppakte"):
        school.closed(lesson, Proof(exercise=late.pk, words="Goed."), viewer=school.table.town)
    done = school.closed(lesson, Proof(exercise=late.pk, words="Het ging goed."))
    assert (done.state, done.closed_on) == ("closed", school.today)
    assert all_of(Deadline).get(what="lesson.show").state == "met"
    assert [(one.shows, one.exercise_id) for one in all_of(LessonProof)] == [("learnt", late.pk)]


@pytest.mark.mission("S10")
def test_a_question_of_a_frozen_round_closes_a_lesson_and_a_later_finding_opens_it_again(school):
    table = school.table
    first = table.whole(title="Toets van voor de les")
    lesson = school.taken()
    lesson = again(lesson)
    with pytest.raises(Invalid):
        school.closed(lesson, Proof(round=first.pk, item="voorkomen.l1", words="Dit was ervoor."))
    school.world.later(days=40)
    days = {"opens_on": school.today, "closes_on": school.today + timedelta(30)}
    running = table.opened(title="Toets erna", **days)
    with pytest.raises(Invalid):
        school.closed(lesson, Proof(round=running.pk, item="voorkomen.l1", words="Nog niet vastgesteld."))
    table.answer(running, table.town)
    table.closed(running)
    table.judged(running)
    table.frozen(running)
    with pytest.raises(Invalid):
        school.closed(lesson, Proof(round=running.pk, item="bestaat.niet", words="Geen vraag."))
    school.closed(lesson, Proof(round=running.pk, item="voorkomen.l1", words="Elke partner zegt het."))
    school.world.later(days=40)
    days = {"opens_on": school.today, "closes_on": school.today + timedelta(30)}
    last = table.opened(title="Toets nog later", **days)
    table.answer(last, table.town)
    table.closed(last)
    table.judged(last)
    missing = Missing("voorkomen", "Delen stokt weer", "Niemand vroeg het.", "Vraag het vooraf.", ("voorkomen.l1",))
    note_finding(table.by(table.assessor), last.id, missing)
    finding = all_of(Finding).get()
    contrary = Proof(finding=finding.pk, words="In drie overleggen vroeg niemand het.")
    with pytest.raises(Invalid):
        school.reopened(lesson, contrary)
    table.frozen(last)
    back = school.reopened(lesson, contrary)
    assert (back.state, back.closed_on, back.taken_by) == ("open", None, None)
    shown = [(one.shows, one.item, one.finding_id) for one in all_of(LessonProof).order_by("id")]
    assert shown == [("learnt", "voorkomen.l1", None), ("contrary", "", finding.pk)]


@pytest.mark.mission("S10")
def test_what_is_not_later_opens_no_lesson(school):
    lesson = school.taken()
    school.closed(lesson)
    same_day = school.practised(title="Derde oefening")
    with pytest.raises(Invalid) as refused:
        school.reopened(lesson, Proof(exercise=same_day.pk, words="Het ging mis."))
    assert "niet later" in str(refused.value.problems["proof"])
    school.world.later(days=2)
    later = school.practised(title="Vierde oefening")
    assert school.reopened(lesson, Proof(exercise=later.pk, words="Het ging mis.")).state == "open"
    with pytest.raises(Refused, match="niet gesloten"):
        school.reopened(lesson, Proof(exercise=later.pk, words="Nog eens."))


@pytest.mark.mission("S10")
def test_a_lesson_that_was_opened_again_closes_only_by_what_came_after_that(school, reader):
    lesson = school.taken()
    school.world.later(days=1)
    first = school.practised(title="Eerste bewijs")
    school.closed(lesson, Proof(exercise=first.pk, words="Het ging nu goed."))
    school.world.later(days=2)
    contrary = school.practised(title="Tegenbewijs")
    school.reopened(lesson, Proof(exercise=contrary.pk, words="Het ging mis."))
    school.taken(lesson)
    form = reader(school.table.police).text(f"/kennis/lessen/{lesson.pk}/sluiten")
    assert "Eerste bewijs" not in form
    assert "Tegenbewijs" not in form
    for old in (first, contrary):
        with pytest.raises(Invalid) as refused:
            school.closed(lesson, Proof(exercise=old.pk, words="Zie eerder."))
        assert "weer opende" in str(refused.value.problems["proof"])
    school.world.later(days=1)
    later = school.practised(title="Derde bewijs")
    assert "Derde bewijs" in reader(school.table.police).text(f"/kennis/lessen/{lesson.pk}/sluiten")
    assert school.closed(lesson, Proof(exercise=later.pk, words="Nu wel.")).state == "closed"


@pytest.mark.mission("S10")
def test_what_was_tried_stays_to_be_read_and_whoever_tried_it_hears_that_the_lesson_is_open_again(school, reader):
    lesson = school.taken()
    taken_on = again(lesson).taken_on
    school.closed(lesson)
    school.world.later(days=2)
    contrary = school.practised(title="Tegenbewijs")
    school.reopened(lesson, Proof(exercise=contrary.pk, words="Het ging mis."))
    assert (again(lesson).plan, again(lesson).taken_by) == ("", None)
    kept = all_of(LessonProof).get(shows="contrary")
    told = (kept.plan, kept.taken_by_id, kept.taken_on)
    assert told == ("Wij vragen het vooraf.", school.table.police.organisation, taken_on)
    shown = reader(school.table.school).text(f"/kennis/lessen/{lesson.pk}")
    assert "Wat Politie sinds" in shown
    assert "Wij vragen het vooraf." in shown
    task = all_of(Task).get(what="lesson.reopened")
    assert (task.organisation_id, task.done_at) == (school.table.police.organisation, None)
    school.taken(lesson)
    assert again(task).done_at is not None


def test_the_choice_of_a_proof_reads_as_often_for_many_tests_as_for_few_and_says_what_it_leaves_out(
    school, reader, monkeypatch
):
    table, lesson = school.table, school.taken()
    page, counted = reader(table.police), []

    def tested(title: str) -> None:
        school.world.later(days=1)
        days = {"opens_on": school.today, "closes_on": school.today + timedelta(30)}
        round = table.opened(title=title, **days)
        table.closed(round)
        table.judged(round)
        missing = Missing("voorkomen", f"Er mist iets in {title}", "Dat.", "Dit.", ("voorkomen.l1",))
        note_finding(table.by(table.assessor), round.id, missing)
        table.frozen(round)

    for titles in (("toets een",), ("toets twee", "toets drie")):
        for title in titles:
            tested(title)
        page.text(f"/kennis/lessen/{lesson.pk}/sluiten")
        with CaptureQueriesContext(connection) as caught:
            form = page.text(f"/kennis/lessen/{lesson.pk}/sluiten")
        counted.append(len(caught))
    assert counted[0] == counted[1]
    assert all(f"Er mist iets in {title}" in form for title in ("toets een", "toets twee", "toets drie"))
    assert "alleen de laatste" not in form
    monkeypatch.setattr(read, "MOST_ROUNDS", 2)
    form = page.text(f"/kennis/lessen/{lesson.pk}/sluiten")
    assert "alleen de laatste" in form
    assert "Er mist iets in toets een" not in form
    assert "Er mist iets in toets drie" in form


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"title": "", "showed": " ", "subject": ""}, {"title", "showed", "subject"}),
        ({"held_on": date(2030, 1, 1), "organiser": None}, {"held_on", "organiser"}),
        ({"content": b"MZ\x00\x01", "reference": "x" * 301}, {"content", "reference"}),
        ({"showed": "Jan de Vries kwam te laat."}, {"showed"}),
    ],
)
def test_an_exercise_that_makes_no_sense_is_refused_with_all_that_is_wrong(school, told, wrong):
    with pytest.raises(Invalid) as refused:
        school.practised(**told)
    assert set(refused.value.problems) == wrong


@pytest.mark.mission("S10")
def test_lessons_are_worked_from_their_pages(school, reader):
    table = school.table
    page, desk, other = (reader(viewer) for viewer in (table.town, table.coordinator, table.police))
    town = str(table.town.organisation)
    report = SimpleUploadedFile("verslag.txt", b"Wat wij zagen.")
    made = page.post(
        "/kennis/oefeningen/nieuw", key="k1", title="Eerste oefening", held_on="2026-03-01", organiser=town,
        subject=SUBJECT, showed="Niemand wist wie mocht delen.", content=report,
    )  # fmt: skip
    assert "Niemand wist" in other.text(made["Location"])
    file = other.get(f"{made['Location']}/verslag")
    assert file.content == b"Wat wij zagen."
    assert "attachment" in file["Content-Disposition"]
    source = all_of(Exercise).get().urn
    bad = page.post("/kennis/lessen/nieuw", key="k2", title="", words="Bel 06-12345678", subject="", source="")
    assert bad.status_code == 400
    for words in (
        "korte titel",
        "nummer: “06-12345678”",
        "Kies een onderwerp",
        "Kies waar de les uit komt",
    ):
        assert words in words_of(bad)
    assert "Bel 06-12345678" in bad.content.decode()
    told = {"title": "Vraag wie mag delen", "words": WORDS, "subject": SUBJECT, "source": source}
    where = page.post("/kennis/lessen/nieuw", key="k3", **told)["Location"]
    desk.post(f"{where}/delen", key="k4", version="1", title="Vraag wie mag delen", words=WORDS)
    other.post(f"{where}/oppakken", key="k5", version="2", plan="Wij vragen het vooraf.", show_by="2026-12-01")
    assert "Er is nog geen latere toets of oefening" in other.text(f"{where}/sluiten")
    school.world.later(days=1)
    page.post(
        "/kennis/oefeningen/nieuw", key="k6", title="Tweede oefening", held_on="2026-03-03", organiser=town,
        subject=SUBJECT, showed="Iedereen wist het.", reference="Map 4",
    )  # fmt: skip
    second = all_of(Exercise).get(title="Tweede oefening")
    assert other.post(f"{where}/sluiten", key="k7", version="3", proof="", words="").status_code == 400
    other.post(f"{where}/sluiten", key="k8", version="3", proof=f"exercise:{second.pk}", words="Het ging goed.")
    assert "een latere toets of oefening toonde het" in page.text(where)
    assert "Gesloten: het is getoond" in page.text("/kennis/lessen")
    school.world.later(days=3)
    third = school.practised(title="Derde oefening")
    other.post(f"{where}/heropenen", key="k9", version="4", proof=f"exercise:{third.pk}", words="Het ging mis.")
    assert "Weer open sinds" in page.text(where)


def test_a_file_that_is_gone_is_not_there(school, reader):
    held = school.practised()
    assert reader(school.table.town).get(f"/kennis/oefeningen/{held.pk}/verslag").status_code == 404
    with pytest.raises(NotThere):
        proving.close_lesson(school.by(school.table.town), held.pk, 1, Proof())
