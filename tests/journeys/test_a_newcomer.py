# SPDX-License-Identifier: EUPL-1.2
"""A new partner with only the mail that invites, on a real node: from its link to the first answer, by keyboard alone,
in Dutch and in English. What it takes is counted and printed; how long a person needs is not for a test to say."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.journeys.keyboard import Desk, in_days
from tests.journeys.people import People
from tests.journeys.serving import ServedNode, real_node

pytestmark = [pytest.mark.journey, pytest.mark.mission("S3")]
STAFF = {"node_keeper": "beheer@voorbeeld.invalid", "coordinator": "coordinatie@voorbeeld.invalid"}
PARTNER = {"nl": "Gemeente Nieuwkomer", "en": "Municipality of Newcomers"}
MAIL = {"nl": "nina@nieuwkomer.invalid", "en": "nick@newcomers.invalid"}
LANGUAGE = {"nl": "Nederlands", "en": "English"}
OWN = "een-zin-die-niemand-raadt"


@pytest.fixture(scope="module")
def real(everyone: People) -> Iterator[tuple[People, ServedNode, dict[str, Desk]]]:
    """A real node, and the staff of it at their desks, signed in with two steps."""
    with real_node(STAFF) as (node, passwords):
        people = People(everyone.chromium, node.address)
        staff = {role: people.desk() for role in STAFF}
        for role, desk in staff.items():
            desk.open("/aanmelden/")
            desk.write("E-mailadres", STAFF[role])
            desk.write("Wachtwoord", passwords[role])
            desk.press("Aanmelden")
            second_step(desk)
        yield people, node, staff
        assert people.leave() == []


def second_step(desk: Desk, onward: str = "Verder") -> None:
    """Set up an app with codes, and go on past the codes for when it is lost."""
    desk.follow("App instellen")
    secret = desk.page.locator("main code").inner_text()
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    desk.write("Code uit uw app", code)
    desk.press("App instellen")
    desk.follow(onward)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_mail_that_invites_leads_to_the_first_answer(
    real: tuple[People, ServedNode, dict[str, Desk]], language: str, capsys: Any
) -> None:
    people, node, staff = real
    open_a_round(staff["coordinator"], language)
    invite(staff["node_keeper"], language)
    desk = people.desk(language=language)
    answer_from(mail_to(node, MAIL[language]), desk)
    with capsys.disabled():
        print(
            f"\nA newcomer in {LANGUAGE[language]}: {len(desk.pages)} pages ({' > '.join(desk.pages)}), "
            f"{desk.keys} keys, {desk.choices} choices; the browser itself took {desk.waited:.1f} s of it."
        )


def open_a_round(desk: Desk, language: str) -> None:
    """The coordinator adds the partner, and opens a round in which it is asked."""
    desk.open("/organisaties")
    desk.follow("Organisatie toevoegen")
    desk.write("Code", f"nieuw-{language}")
    desk.write("Naam", PARTNER[language])
    desk.choose("Soort organisatie", "gemeente")
    desk.choose("Discipline", "sociaal")
    desk.choose("Werkt op welk niveau", "lokaal")
    desk.press("Toevoegen")
    desk.open("/systeemtoetsen")
    desk.follow("Bereid een systeemtoets voor")
    desk.write("Titel", f"Systeemtoets {language}")
    desk.date("Sluit na", in_days(20))
    desk.tick("Visitatie (proef)", within="Wie oordeelt")
    desk.tick(PARTNER[language], within="Nodig deze partners uit")
    desk.press("Bewaar de ronde")
    desk.follow("Open de ronde")
    desk.press("Open de ronde")


def invite(desk: Desk, language: str) -> None:
    """The keeper adds a colleague of the partner, says what that one may do, and sends the mail."""
    desk.open("/mensen")
    desk.follow("Collega toevoegen")
    desk.write("Naam", "Nieuwkomer")
    desk.write("E-mailadres", MAIL[language])
    desk.choose("Organisatie", PARTNER[language])
    desk.pick("Taal", LANGUAGE[language])
    desk.press("Toevoegen")
    desk.follow("Mandaat geven")
    desk.choose("Rol", "liaison")
    desk.press("Mandaat geven")
    desk.press("Uitnodigen")


def mail_to(node: ServedNode, address: str) -> str:
    """The mail, once the node has sent it."""
    for _look in range(40):
        if found := node.mails(address):
            return found[-1]
        time.sleep(0.5)
    raise AssertionError(f"no mail for {address}")


def answer_from(mail: str, desk: Desk) -> None:
    """What the newcomer does, who knows nothing but the mail and what the pages say."""
    link, asked = re.search(r"https?://\S+/wachtwoord/nieuw/\S+", mail), re.search(r"(\d+) (vragen|questions)", mail)
    assert link
    assert asked
    desk.open(link.group())
    desk.write("Nieuw wachtwoord", OWN)
    desk.write("Nieuw wachtwoord, nog een keer", OWN)
    desk.press("Wachtwoord opslaan")
    second_step(desk, "Verder naar de eerste vraag")
    desk.says("Vraag %(number)s van %(count)s.", number=1, count=asked[1])
    desk.pick("Wat past nu bij uw organisatie?", "1.")
    desk.pick("Hoe zeker bent u hiervan?", "aannemelijk: wij zien het in de praktijk")
    desk.write("Toelichting", "Zo doen wij het nu.")
    desk.press("Dien in")
    desk.says("Ingediend.")
