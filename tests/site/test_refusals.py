# SPDX-License-Identifier: EUPL-1.2
"""What a refusal looks like: a page with a sentence, the status it stands for, nothing else."""

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse

from vijfveld.law.refusals import Invalid, NotThere, Refused, Stale, Unavailable
from vijfveld.node.roles import Role
from vijfveld.site.middleware import RefusalMiddleware, as_refusal

UNKNOWN = "00000000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (Refused("actor.no_role", "Dat mag u niet."), 403, "Dat mag u niet."),
        (Invalid({"name": "Te kort."}), 400, "Te kort."),
        (NotThere(), 404, "bestaat niet, of niet voor u"),
        (Stale(), 409, "Iemand anders was u voor"),
        (Unavailable("store.full", "De schijf is vol."), 503, "De schijf is vol."),
        (OperationalError("attempt to write a readonly database"), 503, "alleen te lezen"),
        (OperationalError("database is locked"), 503, "te druk"),
        (OperationalError("database or disk is full"), 503, "schijf is vol"),
    ],
)
def test_every_refusal_has_a_page_with_its_status_and_its_sentence(world, error, status, says):
    request = RequestFactory().get("/ergens")
    answer = RefusalMiddleware(lambda request: None).process_exception(request, error)
    assert answer.status_code == status
    assert says in answer.content.decode()


def test_a_fault_of_ours_is_not_told_as_a_refusal(world):
    request = RequestFactory().get("/ergens")
    assert as_refusal(ValueError("oei")) is None
    assert RefusalMiddleware(lambda request: None).process_exception(request, ValueError("oei")) is None


def test_refusals_of_the_api_are_left_to_the_api(world):
    request = RequestFactory().get("/api/v1/kamers")
    assert RefusalMiddleware(lambda request: None).process_exception(request, NotThere()) is None


def test_what_is_not_there_and_what_is_not_yours_look_the_same(world, browse):
    lies = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    anna = world.person("Anna Analist", "NCTV", Role.ANALYST)
    browser = browse(lies)
    answers = [browser.get(f"/mensen/{id}") for id in (UNKNOWN, anna.person)]
    assert [answer.status_code for answer in answers] == [404, 404]
    pages = [
        answer.content.decode().replace(str(id), "") for answer, id in zip(answers, (UNKNOWN, anna.person), strict=True)
    ]
    assert strip_tokens(pages[0]) == strip_tokens(pages[1])


def strip_tokens(page):
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_a_form_that_stood_open_too_long_is_told_so(world, browse):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(reverse("account_login"), {"login": "a@b.nl", "password": "x"})
    assert answer.status_code == 403
    assert "Dit formulier is verlopen" in answer.content.decode()


def test_an_address_that_does_not_exist_says_so(world, browse):
    lies = world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)
    answer = browse(lies).get("/dit-bestaat-niet")
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.content.decode()
