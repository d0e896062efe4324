# SPDX-License-Identifier: EUPL-1.2
"""Who comes in: tokens and what they were made for, sessions, and the pace."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.api.conftest import Program
from vijfveld.law.acts.people import end_mandate, give_mandate, leave_person
from vijfveld.law.acts.tokens import end_token, make_token
from vijfveld.law.models import AccessToken
from vijfveld.law.refusals import Invalid, NotThere
from vijfveld.law.tokens import last_used
from vijfveld.node.models import Account, Mandate
from vijfveld.node.roles import Role
from vijfveld.site.api.pace import Pace, TooFast


def only_token() -> AccessToken:
    return AccessToken.objects.beyond_access("test").get()


def test_a_token_opens_what_its_person_may_see(network, program):
    network.flexible()
    assert [row["titel"] for row in program(network.town).all("/inspanningen")] == ["Weerbare evenementen"]


@pytest.mark.parametrize("secret", ["", "vijfveld_" + "a" * 43, "niets", "vijfveld_é", " "])
def test_another_word_opens_nothing(network, world, secret):
    answer = Program(world, secret).get("/inspanningen", Authorization=f"Bearer {secret}")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_a_wrong_token_does_not_fall_back_on_the_session(network, world):
    browser = Client()
    browser.force_login(Account.objects.get(person=network.town.person))
    assert Program(world, "", browser).get("/inspanningen").status_code == 200
    assert Program(world, "vijfveld_" + "a" * 43, browser).get("/inspanningen").status_code == 401


def test_a_token_does_only_what_it_was_made_for(network, program, plan):
    reader = program(network.coordinator, ["inspanningen:lezen"])
    assert reader.get("/inspanningen").status_code == 200
    assert [reader.get(way).status_code for way in ("/vragen", "/organisaties")] == [403, 403]
    refused = reader.post("/inspanningen", plan)
    assert (refused.status_code, refused.json()["code"]) == (403, "token.scope")


def test_a_token_ends_on_its_day_and_when_it_is_ended(network, program, world):
    mine = program(network.town)
    assert mine.get("/taken").status_code == 200
    end_token(world.caller(network.town), only_token().id)
    assert mine.get("/taken").status_code == 401
    other = program(network.ministry)
    world.later(days=91)
    assert other.get("/taken").status_code == 401


def test_a_token_stops_with_the_mandate_and_with_the_person(network, program, world):
    mine, theirs = program(network.town), program(network.ministry)
    held = Mandate.objects.beyond_access("test").get(person=network.town.person)
    end_mandate(world.keeper(), held.id)
    world.later(minutes=1)
    assert (mine.get("/taken").status_code, mine.get("/taken").json()["code"]) == (403, "actor.no_mandate")
    leave_person(world.keeper(), network.ministry.person)
    world.later(minutes=1)
    assert theirs.get("/taken").status_code == 401


def test_a_token_works_for_the_organisation_it_was_made_for_and_no_other(network, program, world):
    mine = program(network.town)
    held = Mandate.objects.beyond_access("test").get(person=network.town.person)
    elsewhere = world.organisation("Stichting Open Deur")
    give_mandate(world.keeper(), network.town.person, organisation=elsewhere.id, role=Role.LIAISON)
    end_mandate(world.keeper(), held.id)
    world.later(minutes=1)
    assert mine.get("/taken").status_code == 403


def test_nobody_ends_the_token_of_someone_else(network, program, world):
    program(network.town)
    with pytest.raises(NotThere):
        end_token(world.caller(network.coordinator), only_token().id)


@pytest.mark.parametrize(
    ("changed", "told"),
    [({"label": " "}, {"label"}), ({"allowed": []}, {"allowed"}), ({"allowed": ["alles:mogen"]}, {"allowed"}),
     ({"days": 0}, {"ends_on"}), ({"days": 400, "label": "x" * 61}, {"ends_on", "label"})],
)  # fmt: skip
def test_a_token_has_a_name_an_end_within_a_year_and_known_scopes(network, world, changed, told):
    given = {"label": "Proef", "allowed": ["taken:lezen"], "days": 5, **changed}
    ends_on = world.now.date() + timedelta(days=given.pop("days"))
    with pytest.raises(Invalid) as refused:
        make_token(world.caller(network.town), ends_on=ends_on, digest="d" * 64, **given)
    assert set(refused.value.problems) == told


def test_the_use_of_a_token_is_remembered_by_the_hour_and_writes_no_record(network, program, world):
    mine = program(network.town)
    assert last_used(only_token()) is None
    mine.get("/taken")
    first = last_used(only_token())
    world.later(minutes=5)
    mine.get("/taken")
    assert (first, only_token().version) == (last_used(only_token()), 1)
    world.later(hours=2)
    mine.get("/taken")
    assert last_used(only_token()) == world.now


def test_a_session_reads_and_writes_only_with_the_token_against_forgery(network, world, plan):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(Account.objects.get(person=network.coordinator.person))
    page = Program(world, "", browser)
    assert page.get("/inspanningen").status_code == 200
    forged = page.post("/inspanningen", plan)
    assert (forged.status_code, forged.json()["code"]) == (403, "request.forged")
    browser.get("/account/sleutels")
    token = browser.cookies["csrftoken"].value
    assert page.post("/inspanningen", plan, **{"X-CSRFToken": token}).status_code == 201


def test_who_works_for_two_organisations_chooses_first(network, world):
    elsewhere = world.organisation("Stichting Open Deur")
    give_mandate(world.keeper(), network.town.person, organisation=elsewhere.id, role=Role.LIAISON)
    browser = Client()
    browser.force_login(Account.objects.get(person=network.town.person))
    answer = Program(world, "", browser).get("/taken")
    assert (answer.status_code, answer.json()["code"]) == (403, "actor.for_nobody")


def test_who_has_no_mandate_at_all_is_told_so(network, world):
    person = world.person("Gerrit Gast", "Gemeente Molenwaard")
    browser = Client()
    browser.force_login(Account.objects.get(person=person.person))
    answer = Program(world, "", browser).get("/taken")
    assert (answer.status_code, answer.json()["code"]) == (403, "actor.no_mandate")


def test_who_asks_too_much_is_told_when_to_come_back(network, program, settings):
    settings.API_PACE = 10
    mine = program(network.town)
    answers = [mine.get("/taken") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert int(answers[-1]["Retry-After"]) >= 1
    assert answers[-1].json()["code"] == "request.too_many"


def test_who_guesses_tokens_is_slowed_down(network, world, settings):
    settings.API_PACE = 30
    guesser = Program(world, "vijfveld_" + "a" * 43)
    assert [guesser.get("/taken").status_code for _ in range(4)] == [401, 401, 401, 429]


def test_the_secret_stands_nowhere(network, program):
    secret = program(network.town).secret
    token = only_token()
    assert secret not in json.dumps([str(getattr(token, field.name)) for field in token._meta.fields])


def test_the_pace_holds_over_processes(settings, tmp_path):
    settings.VIJFVELD_HOME = tmp_path
    took = "import sys; from django.conf import settings; settings.configure(VIJFVELD_HOME=sys.argv[1]);"
    took += "from vijfveld.site.api.pace import Pace; pace = Pace(); [pace.take('p', a_minute=3) for _ in range(3)]"
    done = subprocess.run([sys.executable, "-c", took, str(tmp_path)], capture_output=True, text=True,
                          env={"PYTHONPATH": "src"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    with pytest.raises(TooFast) as refused:
        Pace().take("p", a_minute=3)
    assert 0 < refused.value.wait <= 20
    Pace().take("someone else", a_minute=3)
    assert b"someone" not in (tmp_path / "run" / "pace.sqlite3").read_bytes()


@pytest.mark.parametrize("in_the_way", ["file", "folder"])
def test_where_the_file_of_the_pace_cannot_be_written_a_process_keeps_its_own(settings, tmp_path, in_the_way):
    settings.VIJFVELD_HOME = tmp_path
    if in_the_way == "file":
        (tmp_path / "run").write_text("no folder")
    else:
        (tmp_path / "run" / "pace.sqlite3").mkdir(parents=True)
    mine = Pace()
    mine.take("p", a_minute=1)
    with pytest.raises(TooFast):
        mine.take("p", a_minute=1)


def test_a_token_sleeps_while_its_person_has_no_second_factor_and_the_node_asks_for_one(network, program, settings):
    mine = program(network.town)
    settings.SECOND_FACTOR_REQUIRED = True
    refused = mine.get("/taken")
    assert (refused.status_code, refused.json()["code"]) == (403, "actor.no_factor")
    account = Account.objects.get(person=network.town.person)
    factor = Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    assert mine.get("/taken").status_code == 200
    factor.delete()
    Authenticator.objects.create(user=account, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert mine.get("/taken").status_code == 403
