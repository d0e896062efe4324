# SPDX-License-Identifier: EUPL-1.2
"""The example client of the documentation, over a real line, does what it says."""

import hashlib
import importlib.util
import re
from pathlib import Path

import pytest
import rfc8785
from django.core.cache import cache
from django.test import Client

from vijfveld.node import clock
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Discipline, OrganisationKind, Role
from vijfveld.steering import background
from vijfveld.steering.models import Freezing

CLIENT = Path(__file__).parents[2] / "docs" / "examples" / "client.py"


@pytest.fixture
def client_of_the_docs():
    """The example, loaded from where a reader finds it."""
    spec = importlib.util.spec_from_file_location("example_client", CLIENT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def line(client_of_the_docs, monkeypatch, world):
    """Requests of the example go to this node, in this process."""
    import io
    import urllib.error
    from urllib.parse import urlsplit

    def opened(request, timeout):
        assert timeout
        parts = urlsplit(request.full_url)
        with clock.stopped(world.now):
            answer = Client().generic(
                request.get_method(), f"{parts.path}?{parts.query}", request.data or b"",
                request.get_header("Content-type", "application/json"),
                headers={name: value for name, value in request.header_items() if name != "Content-type"},
            )  # fmt: skip
        if answer.status_code >= 400:
            raise urllib.error.HTTPError(request.full_url, answer.status_code, "", {}, io.BytesIO(answer.content))
        return io.BytesIO(answer.content)

    monkeypatch.setattr(client_of_the_docs.urllib.request, "urlopen", opened)
    cache.clear()


def test_the_example_does_a_whole_round(client_of_the_docs, line, network, program, world):
    node = client_of_the_docs.Node
    asker = node("http://testserver", program(network.coordinator).secret)
    partner = node("http://testserver", program(network.town).secret)
    came = client_of_the_docs.a_round(asker, partner, partner_id=str(network.town.organisation), today=world.now.date())
    assert (came["staat"], came["toegezegd"]) == ("deels-toegezegd", 1.0)
    assert [row["staat"] for row in asker.every("/inspanningen")] == ["gestopt"]


def test_the_example_tells_what_is_wrong(client_of_the_docs, line, network, program):
    stranger = client_of_the_docs.Node("http://testserver", program(network.coordinator).secret)
    with pytest.raises(client_of_the_docs.Problem) as told:
        stranger.do("/vragen", {"partner": "niemand"})
    assert "/partner: Dit is geen UUID." in str(told.value)
    assert told.value.status == 400


@pytest.mark.mission("S3")
def test_the_example_holds_a_whole_system_test(client_of_the_docs, line, network, program, world, monkeypatch):
    home = world.organisation("Inspectie", discipline=Discipline.RESEARCH, sort=OrganisationKind.RESEARCH)
    assessor = world.person("Tobias Toetser", "Inspectie", Role.ASSESSOR)
    node = client_of_the_docs.Node
    coordinator, judge, partner = (
        node("http://testserver", program(one).secret) for one in (network.coordinator, assessor, network.town)
    )

    def work(seconds):
        with clock.stopped(world.now):
            background.make_report.call(str(Freezing.objects.beyond_access("test").get().id))

    monkeypatch.setattr(client_of_the_docs.time, "sleep", work)
    report = client_of_the_docs.a_system_test(
        coordinator, judge, partner, partner_id=str(network.town.organisation), assessor_id=str(home.id),
        today=world.now.date(),
    )  # fmt: skip
    told = report["inhoud"]
    assert report["sha256"] == hashlib.sha256(rfc8785.dumps(told)).hexdigest()
    assert [one["step"] for one in told["fields"]] == [1, 1, 1]
    assert [one["title"] for one in told["findings"]] == ["Nog niets beproefd"]
    assert {row["staat"] for row in partner.every("/toetsantwoorden")} == {"ingediend"}


def scopes_named(text, name):
    """The scopes that the header of the example names for a token, whatever the round."""
    block = re.search(rf"^    {name} +(.*?)(?=^    VIJFVELD|\Z)", text.split("need these scopes:")[1], re.S | re.M)[1]
    return [word for word in block.split() if re.fullmatch(r"[a-z]+:[a-z]+", word)]


def test_the_example_is_played_as_a_program_with_the_scopes_it_names(
    client_of_the_docs, line, network, program, world, monkeypatch, capsys
):
    world.organisation("Inspectie", discipline=Discipline.RESEARCH, sort=OrganisationKind.RESEARCH)
    assessor = world.person("Tobias Toetser", "Inspectie", Role.ASSESSOR)
    monkeypatch.setenv("VIJFVELD_PARTNER_CODE", Organisation.objects.get(pk=network.town.organisation).code)
    monkeypatch.setenv("VIJFVELD_ASSESSOR_CODE", "inspectie")
    people = {
        "ASKER": network.coordinator, "PARTNER": network.town, "COORDINATOR": network.coordinator, "ASSESSOR": assessor
    }  # fmt: skip
    for name, viewer in people.items():
        allowed = scopes_named(client_of_the_docs.__doc__, f"VIJFVELD_{name}")
        monkeypatch.setenv(f"VIJFVELD_{name}", program(viewer, allowed).secret)
    monkeypatch.setenv("VIJFVELD", "http://testserver")
    monkeypatch.setattr(client_of_the_docs, "date", type("Day", (), {"today": staticmethod(world.now.date)}))

    def work(seconds):
        with clock.stopped(world.now):
            background.make_report.call(str(Freezing.objects.beyond_access("test").get().id))

    monkeypatch.setattr(client_of_the_docs.time, "sleep", work)
    assert client_of_the_docs.main(["vraag"]) == 0, capsys.readouterr().err
    assert "toegezegd 1.0 fte" in capsys.readouterr().out
    assert client_of_the_docs.main(["toets"]) == 0, capsys.readouterr().err
    assert "sha256" in capsys.readouterr().out
    assert client_of_the_docs.main(["anders"]) == 2
    assert "vraag|toets" in capsys.readouterr().err
