# SPDX-License-Identifier: EUPL-1.2
"""A new partner with only the mail that invites: password, second step, and the first question is there."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from tests.site.test_signin import event_about
from vijfveld.law.acts.people import invite_person
from vijfveld.node import clock
from vijfveld.node.models import Account, Person
from vijfveld.node.roles import Role
from vijfveld.site.invitations import mail_invitation
from vijfveld.steering.models import TestAnswer

PASSWORD = "een-zin-die-niemand-raadt"


@pytest.mark.mission("S3")
def test_the_mail_leads_to_the_first_question_and_its_answer(table, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    table.opened()
    Account.objects.filter(person=table.town.person).update(password="!")
    Authenticator.objects.all().delete()
    keeper = table.world.person("Bea Beheerder", "NCTV", Role.NODE_KEEPER)
    person = Person.objects.beyond_access("test").get(pk=table.town.person)
    invited = invite_person(table.by(keeper), person.id)
    mail_invitation(event_about(invited, table.world.now), table.world.now)
    told = mail.outbox[-1].body
    assert "Uw organisatie krijgt 3 vragen van een systeemtoets. U kunt antwoorden tot en met 1 april 2026." in told
    link = re.search(r"https?://[^/]+(/wachtwoord/nieuw/\S+)", told).group(1)
    with clock.stopped(table.world.now):
        _follow(Client(), link)
    assert TestAnswer.objects.beyond_access("test").get(partner=table.town.organisation).work == "submitted"


def _follow(browser: Client, link: str) -> None:
    """Nothing but what the mail and the pages say."""
    form = browser.get(link, follow=True)
    chosen = browser.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    assert chosen.redirect_chain[-1][0].startswith("/tweede-stap/")
    setting_up = browser.get("/tweede-stap/app/")
    assert setting_up.status_code == 200, setting_up.url
    secret = setting_up.context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    codes = browser.post("/tweede-stap/app/", {"code": code}, follow=True)
    assert 'href="/verder"' in codes.content.decode()
    item = browser.get("/verder", follow=True)
    assert (item.status_code, "Gaat het goed met verwerven.e1?" in item.content.decode()) == (200, True)
    told = {
        "version": "0",
        "applies": "ja",
        "level": "1",
        "sureness": "likely",
        "explanation": "Zo is het.",
        "submit": "1",
    }
    assert browser.post(item.redirect_chain[-1][0], told).status_code == 302
