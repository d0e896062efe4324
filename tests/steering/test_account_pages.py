# SPDX-License-Identifier: EUPL-1.2
"""The pages and the API of the account: from a period to a frozen account, and who reads what of it."""

import json
from datetime import date

import pytest
from django.urls import reverse

from tests.api.conftest import program as program
from tests.steering.accounts import Half
from tests.steering.conftest import again
from vijfveld.law.sealer import seal_pending
from vijfveld.node.roles import Role
from vijfveld.steering.models import Account, AccountCount, AccountEdition, AccountField, AccountRemark
from vijfveld.strategy.words import Area

pytestmark = pytest.mark.mission("S11")


@pytest.fixture
def half(table) -> Half:
    return Half(table)


def all_of(model):
    return model.objects.beyond_access("test")


def at(page: str, *args) -> str:
    return reverse(f"accounts:{page}", args=args)


def test_an_account_is_made_on_pages_from_period_to_files(half, reader):
    half.table.whole(step=1)
    half.lived()
    cora, school, police = (reader(one) for one in (half.table.coordinator, half.table.school, half.table.police))
    empty = cora.post(at("new"), title="")
    assert (empty.status_code, "Geef de verantwoording een korte titel." in empty.content.decode()) == (400, True)
    begun = cora.post(at("new"), title="Voorjaar", first_on="2026-03-01", last_on="2026-04-30")
    account = all_of(Account).get()
    assert begun.url == at("detail", account.id)
    assert police.get(begun.url).status_code == 404
    typed = {"version": again(account).version, "introduction": "Zo ging het."}
    assert cora.post(at("introduction", account.id), **typed).status_code == 302
    assert cora.post(at("introduction", account.id), **typed).status_code == 409
    for area in Area.values:
        told = {"version": 1, "went_well": "Goed.", "not_measurable": f"Niet alles over {area}."}
        assert cora.post(at("field", account.id, area), **told).status_code == 302, area
    silent = cora.post(at("field", account.id, "voorkomen"), version=2, not_measurable="")
    assert "Zonder die zin wordt niets vastgesteld." in silent.content.decode()
    opened = cora.post(at("open", account.id), version=again(account).version, remarks_by="2026-05-20")
    assert opened.status_code == 302
    assert "Systeemtoets 2026" in school.text(at("detail", account.id))
    assert school.post(at("remark", account.id), words="").status_code == 400
    placed = {"words": "Te kort.", "area": "voorkomen", "aloud": "on"}
    assert school.post(at("remark", account.id), **placed).status_code == 302
    assert police.post(at("remark", account.id), nothing="1").status_code == 302
    remark = all_of(AccountRemark).get()
    assert "Te kort." in police.text(at("account_remark", remark.id))
    assert cora.post(at("account_remark", remark.id), version=1, reply="Klopt.").status_code == 302
    half.world.later(days=90)
    seal_pending(half.world.now)
    assert cora.post(at("count", account.id)).status_code == 302
    without = cora.post(at("freeze", account.id), version=again(account).version, reasons="")
    assert without.status_code == 400
    frozen = cora.post(at("freeze", account.id), version=again(account).version, reasons="Klaar.")
    assert frozen.status_code == 302, frozen.content.decode()
    kept = {(one.edition, one.form, one.language) for one in all_of(AccountEdition)}
    assert len(kept) == 2 + 4 + 1
    assert cora.post(at("check", account.id)).status_code == 302
    assert "tot op de byte gelijk" in cora.text(at("detail", account.id))
    _files(half, reader, account)


def _files(half, reader, account):
    """Who gets which file, and that each is what its hash says."""
    town, cora = reader(half.table.town), reader(half.table.coordinator)
    tess = reader(half.world.person("Tess Toezicht", "Inspectie van Buiten", Role.OVERSIGHT))
    for browser in (town, tess):
        assert json.loads(browser.get(at("json", account.id)).content)["edition"] == "public"
        assert browser.get(at("pdf", account.id)).content.startswith(b"%PDF-")
        assert browser.get(at("json", account.id) + "?uitgave=restricted").status_code == 404
        assert browser.get(at("zip", account.id)).status_code == 404
        assert "Per partner" not in browser.text(at("detail", account.id) + "?uitgave=restricted")
    packed = cora.get(at("zip", account.id))
    assert b"".join(packed.streaming_content)[:2] == b"PK"
    assert "Per partner" in cora.text(at("detail", account.id) + "?uitgave=restricted")
    assert "Account, public edition" not in cora.text(at("detail", account.id), "en")
    assert "Threat levels in force" in cora.text(at("detail", account.id), "en")
    for one in (*all_of(AccountField), *all_of(AccountCount), *all_of(AccountEdition)):
        assert cora.get(at("part", one.id)).status_code == 302
        hidden = getattr(one, "edition", "public") == "restricted"
        assert town.get(at("part", one.id)).status_code == (404 if hidden else 302)


def test_every_figure_leads_to_the_records_that_this_reader_may_see(half, reader):
    account = half.whole()
    url = at("source", account.id, "answered.voorbereiden")
    assert "Dit cijfer telt 3 stukken." in reader(half.table.coordinator).text(url)
    town = reader(half.table.town).get(url)
    found = town.context["found"]
    assert (found.count, found.others, len(found.shown)) == (None, None, 1)
    assert found.shown[0].url.startswith("/vragen/")
    assert reader(half.table.town).get(found.shown[0].url).status_code == 200
    assert reader(half.table.town).get(at("source", account.id, "onzin")).status_code == 404
    page = reader(half.table.town).get(at("detail", account.id)).content.decode()
    shown = json.loads(bytes(all_of(AccountEdition).get(account=account, edition="public", form="json").stored))
    missing = [name for name in shown["figures"] if at("source", account.id, name) not in page]
    assert all(name.startswith("started.") for name in missing), missing
    assert page.count("Wat dit niet laat zien") >= 7


def test_only_what_counts_capacity_tells_it_and_an_account_without_one_before_it_compares_nothing(half, reader):
    account = half.whole()
    page = reader(half.table.coordinator).text(f"{at('detail', account.id)}?uitgave=restricted")
    assert "(8 fte)" in page
    assert page.count("Ja, helemaal 2 Ja, voor een deel 0 ") == 2, "for all fields and for its own"
    assert "Vorige keer" not in page


def test_only_who_prepares_an_account_works_on_it(half, reader):
    account = half.prepared()
    other = reader(half.world.person("Ine", "Inspectie", Role.COORDINATOR))
    assert other.get(at("detail", account.id)).status_code == 200
    for page in ("introduction", "open", "freeze", "count"):
        assert other.post(at(page, account.id), version=1).status_code == 403, page
    assert reader(half.table.town).get(at("new")).status_code == 403
    assert reader(half.table.town).get(at("field", account.id, "voorkomen")).status_code == 404


def test_a_list_that_is_empty_says_what_one_can_do_and_leads_oversight_on(half, reader):
    assert "Een coördinator begint de eerste." in reader(half.table.town).text(at("list"))
    tess = reader(half.world.person("Tess Toezicht", "Inspectie van Buiten", Role.OVERSIGHT))
    assert reverse("oversight:page") in tess.get(at("list")).content.decode()
    assert reverse("oversight:page") not in reader(half.table.town).get(at("list")).content.decode()


def test_programs_begin_an_account_read_its_figures_and_remark(half, program):
    half.lived()
    cora, school, town = (program(one) for one in (half.table.coordinator, half.table.school, half.table.town))
    given = {"titel": "Voorjaar", "eersteDag": "2026-03-01", "laatsteDag": "2026-04-30"}
    wrong = cora.post("/verantwoordingen", {**given, "laatsteDag": "2026-02-01"})
    assert [one["location"]["pointer"] for one in wrong.json()["errors"]] == ["/laatsteDag"]
    made = cora.post("/verantwoordingen", given)
    assert (made.status_code, made.json()["staat"]) == (201, "concept")
    account = all_of(Account).get(pk=made.json()["id"])
    here = f"/verantwoordingen/{account.id}"
    assert cora.get(f"{here}/cijfers").status_code == 404
    assert town.get(here).status_code == 404
    assert school.post(f"{here}/_opmerken", {"woorden": "Te vroeg."}).status_code == 404
    half.counted(account)
    half.written(account)
    half.opened(account, remarks_by=date(2026, 5, 28))
    told = {one["naam"]: one for one in town.get(f"{here}/cijfers").json()["cijfers"]}
    assert (told["asked.voorbereiden"]["aantal"], told["asked.voorbereiden"]["veld"]) == (4, "voorbereiden")
    assert told["answered.voorbereiden"]["aantal"] is None
    assert told["asked.voorbereiden"]["watDitNietLaatZien"].startswith("Telt vragen")
    said = school.post(f"{here}/_opmerken", {"woorden": "Kort.", "veld": "voorkomen", "openbaar": True})
    assert (said.status_code, said.json()["openbaar"]) == (200, True)
    assert [one["id"] for one in town.all("/verantwoordingen?staat=ter-inzage")] == [str(account.id)]
    assert cora.post("/verantwoordingen", {**given, "onbekend": 1}).status_code == 400
