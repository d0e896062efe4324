# SPDX-License-Identifier: EUPL-1.2
"""`import` and `export` need the key of the person they act as: who keeps the machine reads nothing by them."""

import pytest
from typer.testing import CliRunner

from vijfveld.law.acts.people import end_mandate, give_mandate
from vijfveld.law.acts.tokens import make_token
from vijfveld.law.tokens import digest_of, token_secret
from vijfveld.node import clock
from vijfveld.node.models import Mandate, Organisation
from vijfveld.node.roles import Role
from vijfveld.site.commands.line import app

LIST = "extern_id;code;naam;soort;discipline;bereik\n1;delta;Gemeente Delta;gemeente;sociaal;lokaal\n"


@pytest.fixture
def key(world, monkeypatch):
    viewer = world.person("Cora", "NCTV", Role.COORDINATOR)
    with clock.stopped(world.now):
        secret = token_secret(viewer.person, "form", world.now)
        make_token(
            world.caller(viewer), label="uitvoer", allowed=["inlezen", "uitvoeren"],
            ends_on=world.now.date().replace(month=6), digest=digest_of(secret),
        )  # fmt: skip
        monkeypatch.setenv("VIJFVELD_TOKEN", secret)
        yield secret


def test_a_file_is_checked_then_written_then_taken_out_again(key, tmp_path):
    file, out = tmp_path / "lijst.csv", tmp_path / "uit.csv"
    file.write_text(LIST)
    words = ["import", "organisaties", str(file), "--as", "cora@voorbeeld.invalid"]
    assert CliRunner().invoke(app, [*words, "--dry-run"], standalone_mode=False).return_value == 0
    assert not Organisation.objects.filter(code="delta").exists()
    assert CliRunner().invoke(app, words, standalone_mode=False).return_value == 0
    assert Organisation.objects.filter(code="delta").exists()
    CliRunner().invoke(app, ["export", "organisaties", str(out), "--as", "cora@voorbeeld.invalid"])
    assert "Gemeente Delta" in out.read_text(encoding="utf-8-sig")


def test_without_the_key_of_the_person_nothing_opens(key, world, monkeypatch):
    world.person("Lies", "Zandvoorde", Role.LIAISON)
    for email, secret in (("lies@voorbeeld.invalid", key), ("cora@voorbeeld.invalid", "vijfveld_mis")):
        monkeypatch.setenv("VIJFVELD_TOKEN", secret)
        told = CliRunner().invoke(app, ["export", "vragen", "--as", email])
        assert told.exit_code != 0
        assert "niet van" in str(told.exception)


@pytest.mark.parametrize("gone", ["mandate", "factor"])
def test_a_key_opens_no_more_here_than_it_does_in_the_api(key, world, monkeypatch, settings, gone):
    cora = world.people["Cora"]
    if gone == "factor":
        settings.SECOND_FACTOR_REQUIRED = True
    else:
        give_mandate(world.keeper(), cora.id, organisation=world.organisation("Zandvoorde").id, role=Role.LIAISON)
        held = Mandate.objects.beyond_access("test").filter(organisation=world.organisation("NCTV").id)
        for mandate in held:
            end_mandate(world.keeper(), mandate.id)
        later = world.later(minutes=1)
        monkeypatch.setattr(clock, "now", lambda: later)
    told = CliRunner().invoke(app, ["export", "organisaties", "--as", "cora@voorbeeld.invalid"])
    assert told.exit_code != 0
    assert ("mandaat" if gone == "mandate" else "tweede stap") in str(told.exception)
