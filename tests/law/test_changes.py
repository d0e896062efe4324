# SPDX-License-Identifier: EUPL-1.2
"""History: newest first, in parts that join without a gap, told the same when nothing changed."""

from django.test import Client

from tests.room.acts import open_file
from vijfveld.law.acts.people import leave_organisation
from vijfveld.law.changes import changes
from vijfveld.law.sealer import seal_pending
from vijfveld.node import clock
from vijfveld.node.models import Account
from vijfveld.node.roles import Role


def work(world, times: int):
    viewer = world.person("Cora Coördinator", "NCTV", Role.COORDINATOR)
    for number in range(times):
        place = world.organisation(f"Gemeente {number}")
        world.later(seconds=1)
        leave_organisation(world.caller(viewer), place.id, on=world.now.date())
    return viewer


def test_parts_of_the_history_join_without_gap_or_overlap(world):
    viewer = work(world, 7)
    whole = [change.id for change in changes(viewer, limit=100)]
    joined, before = [], None
    while part := [change.id for change in changes(viewer, before=before, limit=4)]:
        joined += part
        before = part[-1]
    assert joined == whole
    assert whole == sorted(whole, reverse=True)


def test_after_an_entry_come_those_sealed_since_also_with_an_older_name_and_filters_narrow(world):
    viewer = work(world, 3)
    seen = changes(viewer)[0].id
    seal_pending(world.now)
    world.later(seconds=-1)
    open_place = world.organisation("Gemeente Nieuw")
    assert changes(viewer, after=seen) == []
    seal_pending(world.now)
    newer = changes(viewer, after=seen)
    assert [change.about for change in newer] == [open_place.urn]
    assert {change.act for change in changes(viewer, kinds=["organisation.leave"])} == {"organisation.leave"}
    assert {change.kind for change in changes(viewer, about="organisation")} == {"organisation"}


def test_a_sealed_record_has_no_name_in_the_history_even_for_who_sees_it(world, settings, tmp_path):
    settings.VIJFVELD_KEYS = tmp_path
    chair = world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)
    file = open_file(world.caller(chair), label="Proef", content="geheim")
    told = [change for change in changes(chair) if change.act == "room.open"]
    assert all(str(file.id) not in change.about for change in told)


def test_a_live_part_says_when_nothing_changed(world):
    viewer = work(world, 2)
    client = Client()
    client.force_login(Account.objects.get(person=viewer.person))
    with clock.stopped(world.now):
        first = client.get("/geschiedenis/deel")
        same = client.get("/geschiedenis/deel", HTTP_IF_NONE_MATCH=first["ETag"])
        world.organisation("Gemeente Nieuw")
        changed = client.get("/geschiedenis/deel", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (first.status_code, same.status_code, changed.status_code) == (200, 304, 200)
    assert "Gemeente Nieuw" in changed.content.decode()
