# SPDX-License-Identifier: EUPL-1.2
"""The page on which one makes, sees and ends the tokens of one's own programs."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from vijfveld.law.models import AccessToken
from vijfveld.law.tokens import digest_of
from vijfveld.node import clock
from vijfveld.node.roles import Role

SECRET = re.compile(r"<code>(vijfveld_[\w-]{43})</code>")


@pytest.fixture
def lies(world):
    return world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)


def typed(**changes):
    last = timezone.localdate(clock.now()) + timedelta(days=30)
    return {
        "key": "formulier-1",
        "label": "Planbord",
        "ends_on": last.isoformat(),
        "allowed": ["taken:lezen"],
    } | changes


def test_a_token_is_made_and_shown_once(world, browse, lies):
    browser = browse(lies)
    shown = browser.post("/account/sleutels/nieuw", typed())
    secret = SECRET.search(shown.content.decode())[1]
    token = AccessToken.objects.beyond_access("test").get()
    assert (token.digest, token.scopes, shown["Cache-Control"]) == (digest_of(secret), ["taken:lezen"], "no-store")
    page = browser.get("/account/sleutels").content.decode()
    assert "Planbord" in page
    assert secret not in page
    assert Client().get("/api/v1/taken", headers={"Authorization": f"Bearer {secret}"}).status_code == 200


def test_the_same_form_sent_twice_makes_one_token_and_shows_the_same(world, browse, lies):
    browser = browse(lies)
    first, again = (browser.post("/account/sleutels/nieuw", typed()).content.decode() for _ in range(2))
    assert SECRET.search(first)[1] == SECRET.search(again)[1]
    assert AccessToken.objects.beyond_access("test").count() == 1


def test_a_form_that_is_wrong_keeps_what_was_typed(world, browse, lies):
    answer = browse(lies).post("/account/sleutels/nieuw", typed(allowed=[], ends_on="2020-01-01"))
    assert answer.status_code == 400
    assert "Planbord" in answer.content.decode()
    assert AccessToken.objects.beyond_access("test").count() == 0


def test_a_token_is_ended_and_then_opens_nothing(world, browse, lies):
    browser = browse(lies)
    secret = SECRET.search(browser.post("/account/sleutels/nieuw", typed()).content.decode())[1]
    token = AccessToken.objects.beyond_access("test").get()
    assert browser.post(f"/account/sleutels/{token.id}/beeindigen").status_code == 302
    assert "werkt niet meer" in browser.get("/account/sleutels").content.decode()
    assert Client().get("/api/v1/taken", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_who_signed_in_long_ago_shows_again_who_they_are_before_a_token_is_made(world, enter, lies, settings):
    browser = enter(lies)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    answer = browser.post("/account/sleutels/nieuw", typed())
    assert answer.status_code == 302
    assert AccessToken.objects.beyond_access("test").count() == 0


def test_the_account_page_leads_to_the_tokens(world, browse, lies):
    assert 'href="/account/sleutels"' in browse(lies).get("/account").content.decode()
    assert "Tokens for programs" in browse(lies).get("/account", headers={"accept-language": "en"}).content.decode()
