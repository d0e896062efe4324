# SPDX-License-Identifier: EUPL-1.2
"""The form of what the API says: headers, methods, problems, lists, and its own description."""

import pytest
from django.test import Client

from tests.api.conftest import Program
from vijfveld.node.roles import Role
from vijfveld.site.api.document import API_VERSION

PATHS = ["/inspanningen", "/nergens", "/openapi.json", "/taken/00000000-0000-7000-8000-000000000000", "/"]


@pytest.fixture
def mine(network, program):
    return program(network.coordinator)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "DELETE"])
def test_every_answer_names_its_version_and_is_kept_by_nobody(mine, path, method):
    answer = mine.ask(method, path)
    told = {name: answer.get(name) for name in ("API-Version", "Cache-Control", "X-Frame-Options")}
    assert told == {"API-Version": API_VERSION, "Cache-Control": "no-store", "X-Frame-Options": "DENY"}
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_over_https_the_browser_is_told_to_stay_there(mine, settings):
    settings.SECURE_HSTS_SECONDS = 31536000
    answer = Client().get("/api/v1/inspanningen", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/nergens", {}, 404),
        ("GET", "/taken/geen-id", {}, 404),
        ("GET", "/taken/00000000-0000-7000-8000-000000000000", {}, 404),
        ("GET", "/doelstellingen/bestaat-niet", {}, 404),
        ("DELETE", "/inspanningen", {}, 405),
        ("GET", "/inspanningen", {"Accept": "text/html"}, 406),
        ("GET", "/inspanningen?limiet=0", {}, 400),
        ("GET", "/inspanningen?limiet=veel", {}, 400),
        ("GET", "/inspanningen?staat=running", {}, 400),
        ("GET", "/inspanningen?onbekend=1", {}, 400),
        ("GET", "/inspanningen?na=geen-id", {}, 400),
        ("POST", "/inspanningen", {}, 400),
    ],
)
def test_every_fault_is_a_problem_with_status_title_and_detail(mine, method, path, headers, status):
    answer = mine.ask(method, path, **headers)
    body = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]


def test_a_method_that_is_not_there_is_told_with_those_that_are(mine):
    assert mine.ask("DELETE", "/inspanningen")["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert mine.ask("GET", "/vragen/00000000-0000-7000-8000-000000000000/_intrekken")["Allow"] == "OPTIONS, POST"


def test_options_tells_the_methods_and_head_is_get_without_a_body(mine):
    options = mine.ask("OPTIONS", "/inspanningen")
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    head, get = mine.ask("HEAD", "/inspanningen"), mine.get("/inspanningen")
    assert (head.status_code, head.content, head["Content-Type"]) == (200, b"", get["Content-Type"])


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe", b'{"a": NaN}', b"[" * 100_000, b"[]", b'"tekst"', b"null", b"1e999"]
)
def test_a_body_that_cannot_be_read_is_refused(mine, body):
    answer = mine.client_post("/inspanningen", body)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_another_form_than_json_is_refused(mine):
    answer = mine.client_post("/inspanningen", b"soort=vast", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 415


def test_a_body_without_end_is_refused(mine, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert mine.client_post("/inspanningen", b'{"a": "%s"}' % (b"x" * 2000)).status_code == 413


def test_all_that_is_wrong_with_the_form_is_told_at_once_with_its_place(mine):
    body = {"soort": "rood", "titel": 7, "eersteDag": 3, "werk": "operationeel", "bereik": "lokaal", "kleur": "blauw"}
    answer = mine.ask("POST", "/inspanningen?zomaar=1", body=body, key="te kort")
    told = {(error["in"], *error["location"].values()): error["code"] for error in answer.json()["errors"]}
    assert told == {
        ("header", "Idempotency-Key"): "string_pattern_mismatch", ("body", "/soort"): "enum",
        ("body", "/titel"): "string_type", ("body", "/bedoeling"): "missing", ("body", "/doelstelling"): "missing",
        ("body", "/eersteDag"): "wrong_type", ("body", "/kleur"): "extra_forbidden",
    }  # fmt: skip
    assert all(error["detail"] for error in answer.json()["errors"])


def test_problems_are_told_in_the_language_of_the_asker(mine):
    assert mine.get("/nergens").json()["title"] == "Niet gevonden"
    assert mine.get("/nergens", **{"Accept-Language": "en"}).json()["title"] == "Not found"


def test_the_description_is_open_to_everyone_from_everywhere():
    answer = Client().get("/api/v1/openapi.json")
    told = answer.json()
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    assert told["info"]["version"] == answer["API-Version"]
    assert set(told["info"]["contact"]) == {"name", "email", "url"}
    assert told["servers"][0]["url"].endswith("/api/v1")
    assert told["openapi"].startswith("3.1")


def test_every_operation_tells_every_fault_that_can_come():
    told = Client().get("/api/v1/openapi.json").json()
    operations = [each for path in told["paths"].values() for each in path.values()]
    wanted = {"400", "401", "403", "404", "405", "406", "409", "412", "415", "429"}
    assert len(operations) > 30
    assert [each["operationId"] for each in operations if not wanted <= each["responses"].keys()] == []
    assert [each["operationId"] for each in operations if not each.get("security")] == []


def test_the_names_of_fields_are_in_one_language(network):
    schemas = Client().get("/api/v1/openapi.json").json()["components"]["schemas"]
    names = {name for schema in schemas.values() for name in schema["properties"]}
    english = {"version", "title", "state", "effort_id", "owner", "capacity", "reason", "about", "level", "what"}
    assert names - {"title"} == names - english | set()
    assert all(name.replace("_", "") == name for name in names)


def test_a_list_goes_on_after_the_last_one_until_all_were_seen(network, mine, world):
    for number in range(5):
        network.flexible(title=f"Inzet {number}")
        world.later(minutes=1)
    seen, way = [], "/inspanningen?limiet=2&metAantal=true"
    while way:
        part = mine.get(way).json()
        assert part["aantal"] == 5
        seen += [row["titel"] for row in part["resultaten"]]
        way = part["volgende"].split("/api/v1")[1] if part["volgende"] else ""
    assert seen == [f"Inzet {number}" for number in (4, 3, 2, 1, 0)]


def test_closed_lists_go_on_by_code(mine):
    first = mine.get("/doelstellingen?limiet=3").json()
    then = mine.get(first["volgende"].split("/api/v1")[1]).json()
    codes = [row["code"] for row in [*first["resultaten"], *then["resultaten"]]]
    assert len(codes) == len(set(codes)) == 6
    assert mine.get(f"/doelstellingen/{codes[0]}").json() == first["resultaten"][0]


@pytest.mark.parametrize(
    ("path", "count"),
    [("/inspanningen?soort=flexibel", 1), ("/inspanningen?soort=vast", 1), ("/inspanningen?veld=vervolgen", 0),
     ("/inspanningen?staat=gestopt", 0), ("/aanleidingen?soort=dreigingsbeeld", 1), ("/vragen?staat=open", 1),
     ("/vragen?staat=afgewezen", 0), ("/termijnen?staat=open", 2), ("/organisaties?soort=gemeente", 3),
     ("/taken?afgerond=false", 0), ("/besluiten", 0), ("/dreigingsniveaus", 0)],
)  # fmt: skip
def test_filters_narrow_a_list(network, mine, path, count):
    effort = network.flexible()
    network.fixed()
    partner = network.town.organisation
    ask = {
        "inzet": str(effort.id), "partner": str(partner), "gevraagd": "Hulp", "capaciteit": 1,
        "antwoordVoor": "2026-04-01",
    }  # fmt: skip
    assert mine.post("/vragen", ask).status_code == 201
    assert len(mine.all(path)) == count


@pytest.mark.parametrize("role", [Role.NODE_KEEPER, Role.OVERSIGHT])
def test_who_keeps_or_oversees_the_node_reads_no_content(network, program, world, role):
    network.flexible()
    program_of = program(world.person("Bram Beheerder", "NCTV", role))
    assert [program_of.all(way) for way in ("/inspanningen", "/vragen", "/besluiten", "/termijnen")] == [[]] * 4


def test_an_ask_between_others_is_not_there_and_not_counted(network, mine, program):
    effort = network.flexible()
    ask = {
        "inzet": str(effort.id), "partner": str(network.town.organisation), "gevraagd": "Hulp", "capaciteit": 1,
        "antwoordVoor": "2026-04-01",
    }  # fmt: skip
    mine.post("/vragen", ask)
    outside = program(network.ministry).get("/vragen?metAantal=true").json()
    assert outside == {"resultaten": [], "volgende": None, "aantal": 0}


def test_nobody_comes_in_without_a_name(world):
    assert Program(world).get("/organisaties").status_code == 401
