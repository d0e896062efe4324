# SPDX-License-Identifier: EUPL-1.2
"""A lesson is not brought twice, a proof of another subject says why it counts, and a form that can only refuse."""

import pytest

from tests.steering.test_lessons import all_of
from tests.steering.test_lessons import school as school
from tests.strategy.conftest import words_of
from vijfveld.law.refusals import Invalid
from vijfveld.steering.acts.proving import Proof
from vijfveld.steering.models import LessonProof


@pytest.mark.mission("S10")
def test_the_same_lesson_of_one_organisation_is_refused_a_second_time(school):
    source = school.practised().urn
    school.brought(source=source)
    with pytest.raises(Invalid) as refused:
        school.brought(source=source, title="vraag eerst wie mag delen ")
    assert "al ingebracht" in str(refused.value.problems["title"])
    school.brought(source=source, words="Iets anders dat te leren is.")
    school.brought(viewer=school.table.police, source=source)


@pytest.mark.mission("S10")
def test_a_proof_of_another_subject_says_why_it_counts_and_comes_after_those_of_the_same(school, reader):
    lesson = school.taken()
    school.world.later(days=1)
    school.practised(title="Zelfde onderwerp")
    other = school.practised(title="Ander onderwerp", subject="voorkomen.3.2.3")
    form = reader(school.table.police).text(f"/kennis/lessen/{lesson.pk}/sluiten")
    assert form.index("Zelfde onderwerp (3 maart 2026, Gemeente Molenwaard, Voorkomen:") < form.index(
        "Ander onderwerp (3 maart"
    )
    raw = reader(school.table.police).get(f"/kennis/lessen/{lesson.pk}/sluiten").content.decode()
    assert "Oefeningen over een ander onderwerp" in raw
    with pytest.raises(Invalid) as refused:
        school.closed(lesson, Proof(exercise=other.pk, words="Het ging goed."))
    assert set(refused.value.problems) == {"why"}
    school.closed(lesson, Proof(exercise=other.pk, words="Het ging goed.", why="Dezelfde ronde bij een ander thema."))
    kept = all_of(LessonProof).get()
    assert kept.words == "Het ging goed.\n\nDezelfde ronde bij een ander thema."
    assert "Dezelfde ronde bij een ander thema." in reader(school.table.town).text(f"/kennis/lessen/{lesson.pk}")


def test_a_page_of_a_lesson_whose_form_can_only_refuse_says_why_instead(school, reader):
    brought = school.brought()
    assert "ligt niet open" in words_of(reader(school.table.coordinator).get(f"/kennis/lessen/{brought.pk}/oppakken"))
    where = f"/kennis/lessen/{school.taken(school.shared(brought)).pk}"
    for viewer, verb, said in (
        (school.table.town, "sluiten", "Alleen wie de les oppakte"),
        (school.table.police, "oppakken", "ligt niet open"),
        (school.table.police, "heropenen", "niet gesloten"),
        (school.table.coordinator, "delen", "al gedeeld"),
    ):
        shown = reader(viewer).get(f"{where}/{verb}")
        assert (verb, shown.status_code) == (verb, 403)
        assert said in words_of(shown)
    assert reader(school.table.coordinator).get(f"{where}/sluiten").status_code == 200
