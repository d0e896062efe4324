# SPDX-License-Identifier: EUPL-1.2
"""The pages of data: a file from upload to outcome, problems as a file, and taking what one may see."""

import csv
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from tests.law.data.test_bringing import HEAD, TWO
from vijfveld.law.data.running import bring
from vijfveld.law.models import Import, ImportState
from vijfveld.node import clock
from vijfveld.node.models import Account, Organisation
from vijfveld.node.roles import Role
from vijfveld.node.slots import exports, imports


@pytest.fixture
def client(world):
    viewer = world.person("Cora", "NCTV", Role.COORDINATOR, Role.ANALYST, Role.LIAISON)
    browser = Client()
    browser.force_login(Account.objects.get(person=viewer.person))
    with clock.stopped(world.now):
        yield browser


def sent(client: Client, text: str) -> str:
    file = SimpleUploadedFile("lijst.csv", text.encode())
    answer = client.post("/gegevens/organisaties/inlezen", {"file": file})
    assert answer.status_code == 302
    return answer["Location"]


def columns(names: list[str]) -> dict[str, str]:
    fields = {"code": "code", "name": "naam", "sort": "soort", "discipline": "discipline", "reach": "bereik"}
    return {
        f"column-{name}": header for name, header in {**fields, "external": "extern_id"}.items() if name not in names
    }


def the_import() -> Import:
    return Import.objects.beyond_access("test").order_by("-id")[0]


def test_a_file_goes_from_upload_to_outcome(client):
    page = sent(client, TWO)
    assert "Welke kolom is wat?" in client.get(page).content.decode()
    found = the_import()
    form = {"version": found.version, "source": "excel", "sheet": "lijst.csv", "saved_as": "Excel", "key": "k-1"}
    missing = client.post(page, {**form, **columns(["name"])})
    assert missing.status_code == 400
    assert client.post(page, {**form, **columns([])}).status_code == 302
    assert client.get(f"{page}/stand").status_code == 200
    bring(found.id)
    assert client.get(f"{page}/stand")["HX-Refresh"] == "true"
    found = the_import()
    assert found.state == ImportState.CHECKED
    assert "er is nog niets opgeslagen" in client.get(page).content.decode()
    assert client.post(page, {"version": found.version, "on_conflict": "skip", "key": "k-2"}).status_code == 302
    assert "0 van 2 regels" in client.get(page).content.decode()
    bring(found.id)
    assert the_import().state == ImportState.DONE
    assert Organisation.objects.filter(code="delta").exists()
    assert 'value="Excel"' in client.get(sent(client, TWO)).content.decode()


def test_a_sheet_that_is_no_table_leads_back_to_the_choice_with_the_reason(client):
    book = Workbook()
    for line in csv.reader(TWO.splitlines(), delimiter=";"):
        book.active.append(line)
    book.create_sheet("Leeg")
    written = BytesIO()
    book.save(written)
    file = SimpleUploadedFile("lijst.xlsx", written.getvalue())
    page = client.post("/gegevens/organisaties/inlezen", {"file": file})["Location"]
    found = the_import()
    form = {"version": found.version, "source": "excel", "sheet": "Leeg", "key": "k-1"}
    assert client.post(page, {**form, **columns([])}).status_code == 302
    bring(found.id)
    answer = client.get(page)
    assert answer.status_code == 200
    assert "De eerste regel is leeg." in answer.content.decode()
    assert "Welke kolom is wat?" in answer.content.decode()


def test_problems_stand_on_the_page_and_in_a_file(client):
    page = sent(client, HEAD + "1;delta;;gemeente;sociaal;lokaal\r\n")
    found = the_import()
    form = {"version": found.version, "source": "excel", "sheet": "lijst.csv", "key": "k-1"}
    client.post(page, {**form, **columns([])})
    bring(found.id)
    assert "Dit mag niet leeg zijn." in client.get(page).content.decode()
    assert "naam;Dit mag niet leeg zijn." in client.get(f"{page}/problemen.csv").content.decode()
    assert client.post(f"{page}/afbreken", {"key": "k-3"}).status_code == 302
    assert the_import().state == ImportState.CANCELLED


def test_a_file_that_cannot_be_read_is_refused_beside_its_field(client):
    answer = client.post("/gegevens/organisaties/inlezen", {"file": SimpleUploadedFile("a.xlsm", b"x")})
    assert answer.status_code == 400
    assert "macro" in answer.content.decode()
    assert not Import.objects.beyond_access("test").exists()


def test_every_type_has_an_export_and_a_template_that_fit_one_another(client):
    assert client.get("/gegevens").status_code == 200
    for code, data_type in exports.items():
        head = [column.nl for column in data_type.all_columns]
        told = b"".join(client.get(f"/gegevens/{code}/uitvoer.csv").streaming_content).decode("utf-8-sig")
        assert told.splitlines()[0] == ";".join(head)
        book = load_workbook(BytesIO(b"".join(client.get(f"/gegevens/{code}/uitvoer.xlsx").streaming_content)))
        assert [cell.value for cell in book.worksheets[0][1]] == head
    for code, _type in imports.items():
        book = load_workbook(BytesIO(client.get(f"/gegevens/{code}/sjabloon.xlsx").content))
        assert [cell.value for cell in book.worksheets[0][1]] == [column.nl for column in _type.all_columns]
        assert client.get(f"/gegevens/{code}/sjabloon.csv").status_code == 200


def test_nobody_sees_the_import_of_another_organisation(client, world):
    page = sent(client, TWO)
    other = Client()
    viewer = world.person("Lies", "Zandvoorde", Role.LIAISON)
    other.force_login(Account.objects.get(person=viewer.person))
    assert {other.get(f"{page}{part}").status_code for part in ("", "/stand", "/problemen.csv")} == {404}
    assert other.get("/gegevens/organisaties/inlezen").status_code == 403
