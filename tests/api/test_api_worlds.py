# SPDX-License-Identifier: EUPL-1.2
"""Two worlds over the API alone: with secrets and without, every list, record and count says the same to outsiders."""

import pytest

from tests import worlds
from tests.law.test_two_worlds import CHAIR, OUTSIDERS, story
from tests.law.test_two_worlds import own_keys as own_keys
from tests.worlds import all_secrets, differences, told_twice


@pytest.fixture(autouse=True)
def _only_the_api(monkeypatch):
    """The walk over the routes keeps to the API."""
    addresses = worlds.addresses_of
    monkeypatch.setattr(worlds, "addresses_of", lambda ids: (way for way in addresses(ids) if way.startswith("/api/")))
    monkeypatch.setattr(worlds, "questions", [worlds._of_the_api])


def test_no_outsider_can_tell_over_the_api_whether_there_are_secrets(db):
    with_secrets, without = told_twice(story, all_secrets, OUTSIDERS)
    assert differences(with_secrets, without) == []
    read = {name.split(" GET ")[1].partition("?")[0] for name, answer in without.items() if answer[0] == 200}
    lists = {f"/api/v1/{name}" for name in ("besluiten", "termijnen", "taken", "vragen", "inspanningen", "kamers")}
    assert lists <= read
    assert {answer[0] for answer in without.values()} <= {200, 400, 401, 403, 404, 405}


def test_an_insider_sees_the_difference(db):
    told = told_twice(story, worlds.secrets["a living dossier"], ["Casper Collega", CHAIR])
    assert differences(*told) == []

    def open_secret(world):
        secret = worlds.secrets["a living dossier"](world)
        return worlds.Secret(secret.ids, secret.words, set(), secret.codes)

    seen = {name.split(" GET ")[-1].partition("?")[0] for name in differences(*told_twice(story, open_secret, [CHAIR]))}
    assert {"/api/v1/kamers", "/api/v1/taken", "/api/v1/termijnen"} <= seen
