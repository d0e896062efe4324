# SPDX-License-Identifier: EUPL-1.2
"""Signing in through a provider that answers over HTTP: all of its word must hold, and each refusal is a sentence."""

import copy
import html
import json
import re
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from tests.site.provider import OTHER_KEY, SECRET, Provider
from vijfveld.law.models import Entry
from vijfveld.node.models import Account
from vijfveld.node.roles import Role
from vijfveld.site.oidc import providers

LEVEL = "http://eidas.europa.eu/LoA/substantial"
LIES = {"sub": "lies-1", "email": "lies.liaison@voorbeeld.invalid", "email_verified": True, "acr": LEVEL}


@pytest.fixture
def lies(world):
    return world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)


@pytest.fixture
def provider(settings, tmp_path):
    """A provider that vouches for Lies, named in the settings by its file."""
    told = {"id": "rijk", "name": "Rijksportaal", "server": "https://wordt.vervangen.invalid", "client_id": "vijfveld",
            "client_secret": SECRET, "levels": [LEVEL]}  # fmt: skip
    (tmp_path / "oidc.json").write_text(json.dumps(told))
    with Provider(claims=dict(LIES)) as started:
        named = copy.deepcopy(providers(str(tmp_path / "oidc.json")))
        named["openid_connect"]["APPS"][0]["settings"]["server_url"] = started.address
        settings.SOCIALACCOUNT_PROVIDERS = named
        settings.SECOND_FACTOR_REQUIRED = True
        yield started


def go(browser, provider):
    """Through the whole sign-in, as a browser does it; returns the last answer."""
    page = browser.get("/aanmelden/").content.decode()
    assert "Aanmelden met Rijksportaal" in page
    way = re.search(r'action="(/aanmelden/organisatie/[^"]+)"', page)[1]
    sent = browser.post(html.unescape(way))
    assert sent.status_code == 200
    target = sent["Refresh"].removeprefix("0; url=")
    assert target.startswith(f"{provider.address}/authorize?")
    assert html.escape(target) in sent.content.decode()
    back = urlsplit(provider.sign_in(target))
    return browser.get(f"{back.path}?{back.query}")


def is_signed_in(browser) -> bool:
    return "_auth_user_id" in browser.session


def test_a_known_person_signs_in_twice_and_needs_no_second_step_of_this_node(world, lies, provider):
    for _ in range(2):
        browser = Client()
        answer = go(browser, provider)
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert is_signed_in(browser)
        assert browser.get("/organisaties").status_code == 200
    assert SocialAccount.objects.get().user == Account.objects.get(person=lies.person)
    assert Entry.objects.beyond_access("test").filter(act="account.signed_in").count() == 2


UNKNOWN = [
    ({"email": "niemand@voorbeeld.invalid"}, "Op deze node is geen account met uw adres."),
    ({"email_verified": False}, "Uw organisatie heeft uw e-mailadres niet bevestigd."),
    ({"acr": "http://eidas.europa.eu/LoA/low"}, "U bent aangemeld op een te laag niveau."),
]


@pytest.mark.parametrize(("changed", "sentence"), UNKNOWN)
def test_who_is_not_known_or_not_known_well_enough_is_refused_with_a_sentence(world, lies, provider, changed, sentence):
    provider.claims.update(changed)
    browser = Client()
    answer = go(browser, provider)
    assert answer.status_code == 403
    assert sentence in answer.content.decode()
    assert not is_signed_in(browser)
    assert not SocialAccount.objects.exists()


LIES_OF_A_PROVIDER = {
    "another nonce": {"token": {"nonce": "0" * 64}},
    "no nonce": {"token": {"nonce": None}},
    "another key": {"key": OTHER_KEY},
    "no signature": {"algorithm": "none"},
    "signed with what both know": {"algorithm": "HS256"},
    "for another program": {"token": {"aud": "iets-anders"}},
    "of another provider": {"token": {"iss": "https://elders.invalid"}},
    "expired": {"token": {"exp": 1_700_000_000}},
    "about another person": {"userinfo": {"sub": "iemand-anders"}},
}


@pytest.mark.parametrize("lie", LIES_OF_A_PROVIDER.values(), ids=LIES_OF_A_PROVIDER)
def test_a_word_that_does_not_hold_is_refused_with_a_sentence(world, lies, provider, lie):
    for name, value in lie.items():
        setattr(provider, name, value)
    browser = Client()
    answer = go(browser, provider)
    assert answer.status_code == 401
    assert "Aanmelden via uw organisatie lukte niet" in answer.content.decode()
    assert not is_signed_in(browser)
    assert not SocialAccount.objects.exists()


def test_an_answer_for_another_browser_is_refused(world, lies, provider):
    mine, theirs = Client(), Client()
    sent = theirs.post("/aanmelden/organisatie/rijk/login/")
    back = urlsplit(provider.sign_in(sent["Refresh"].removeprefix("0; url=")))
    assert mine.get(f"{back.path}?{back.query}").status_code == 401
    assert not is_signed_in(mine)


def test_a_provider_that_is_down_is_told_in_a_sentence(world, lies, provider):
    browser = Client()
    sent = browser.post("/aanmelden/organisatie/rijk/login/")
    back = urlsplit(provider.sign_in(sent["Refresh"].removeprefix("0; url=")))
    provider.__exit__()
    for answer in (browser.get(f"{back.path}?{back.query}"), browser.post("/aanmelden/organisatie/rijk/login/")):
        assert answer.status_code == 401
        assert "Aanmelden via uw organisatie lukte niet" in answer.content.decode()


def test_whoever_stops_at_the_provider_hears_that_they_are_not_signed_in(world, lies, provider):
    browser = Client()
    sent = browser.post("/aanmelden/organisatie/rijk/login/")
    state = re.search(r"state=([^&]+)", sent["Refresh"])[1]
    stopped = browser.get(f"/aanmelden/organisatie/rijk/login/callback/?error=access_denied&state={state}", follow=True)
    assert "U bent niet aangemeld" in stopped.content.decode()


def test_a_provider_that_is_not_in_the_settings_is_not_there(world, provider):
    assert Client().post("/aanmelden/organisatie/elders/login/").status_code == 404
