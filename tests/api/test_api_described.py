# SPDX-License-Identifier: EUPL-1.2
"""Every operation does what its description says, whatever is sent and whoever asks; and nobody is told too much.

Schemathesis makes the requests from the description; they are the same at every run.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import hypothesis.errors
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.conftest import Program
from vijfveld.law.models import Deadline, Decision, Task
from vijfveld.law.models.decisions import Reasoning
from vijfveld.node import clock
from vijfveld.node.roles import Role
from vijfveld.site.wsgi import application
from vijfveld.steering.acts.answers import Told, submit_answer
from vijfveld.steering.acts.bodies import BodyPlan, Consent, answer_invitation, found_body
from vijfveld.steering.acts.meetings import Sitting, plan_meeting
from vijfveld.steering.acts.outcomes import Missing, note_finding
from vijfveld.steering.acts.rounds import RoundPlan, close_round, open_round, prepare_round
from vijfveld.steering.acts.seats import Seating
from vijfveld.steering.acts.sitting import Action, Taken, note_follow_up, open_meeting, take_decision
from vijfveld.steering.models import Body, BodyMembership, Commitment
from vijfveld.strategy.acts.asks import Said, answer_ask, put_ask
from vijfveld.strategy.acts.exits import prolong
from vijfveld.strategy.acts.levels import Setting, set_threat_level
from vijfveld.strategy.shelf import scale_in_force

DOCUMENT = "/api/v1/openapi.json"
CONFORMANCE = [
    checks.not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
MARKER = "zilvermeeuw"
EXAMPLES = {GenerationMode.POSITIVE: 4, GenerationMode.NEGATIVE: 2}
OUTSIDERS = {"another liaison", "data protection officer", "oversight", "node keeper", "nobody"}
AIMED = {
    "inzet": "inspanningen", "partner": "organisaties", "aanleiding": "aanleidingen", "doelstelling": "doelstellingen",
    "grondslag": "grondslagen", "antwoordVoor": "2026-05-01", "eersteDag": "2026-03-02", "laatsteDag": "2026-12-30",
    "opnieuwBekijkenOp": "2026-06-01", "vastgelegdOp": "2026-03-01", "eigenaar": "organisaties",
    "uiterlijk": "2026-05-01", "begint": "2026-04-01T08:00:00Z", "eindigt": "2026-04-01T10:00:00Z",
    "voorzitter": "organisaties",
}  # fmt: skip
"""What fields of a body refer to, or a day that fits."""
_keys = count(1)
ROLES = ["coordinator", "liaison", *sorted(OUTSIDERS)]


@pytest.fixture
def told(network, world, program) -> dict[str, list[str]]:
    """A world with one of everything, the ask and its answer between two; the identifiers per resource."""
    effort, fixed = network.flexible(), network.fixed()
    caller = world.caller
    ask = put_ask(
        caller(network.coordinator), effort.id, partner=network.town.organisation, what=f"De {MARKER} vraagt.",
        capacity=2, reply_by=world.now.date() + timedelta(days=20),
    )  # fmt: skip
    answer = answer_ask(caller(network.town), ask.id, 1, Said("partly", 1, f"De {MARKER} antwoordt."))
    prolong(caller(network.coordinator), effort.id, 1, ends_on=effort.ends_on + timedelta(days=30),
            reasoning=Reasoning("Het seizoen loopt door."))  # fmt: skip
    words = Setting(scale_in_force().levels[0].code, "DTN proef", world.now.date() + timedelta(days=60))
    level = set_threat_level(caller(network.decider), words, Reasoning("Omdat.", alternatives="Geen."))
    finding, answered = _tested(network, world)
    return {
        **_table(network, world), "systeemtoetsen": [str(finding.round_id)], "bevindingen": [str(finding.id)],
        "toetsantwoorden": [str(answered.id)],
        "organisaties": [str(network.town.organisation), str(network.coordinator.organisation)],
        "inspanningen": [str(effort.id), str(fixed.id)], "vragen": [str(ask.id)], "antwoorden": [str(answer.id)],
        "dreigingsniveaus": [str(level.id)], "aanleidingen": [str(network.driver.id)],
        "besluiten": _ids(Decision), "termijnen": _ids(Deadline), "taken": _ids(Task),
        "doelstellingen": ["voorbereiden.doel"], "grondslagen": ["coordinatie-ct"], "handelingen": ["ask.put"],
    }  # fmt: skip


def _table(network, world) -> dict[str, list[str]]:
    """A body of the coordinator and the town that sits, with a decision and a follow-up."""
    caller, mine, town = world.caller, network.coordinator, network.town
    body = found_body(caller(mine), BodyPlan("Overleg", "local", f"De {MARKER} zit.", "§8.2", "monthly", None,
                                             (town.organisation,)))  # fmt: skip
    asked = BodyMembership.objects.visible_to(town).get(organisation_id=town.organisation)
    answer_invitation(caller(town), asked.id, asked.version, Consent(True, seating=Seating(town.person)))
    starts = world.now + timedelta(days=1)
    now = Body.objects.visible_to(mine).get(pk=body.id)
    meeting = plan_meeting(caller(mine), now.id, now.version, Sitting(starts, starts + timedelta(hours=1), "Zaal"))
    open_meeting(caller(mine), meeting.id, meeting.version, present=dict.fromkeys(now.members, "member"))
    taken = take_decision(caller(mine), meeting.id, Taken(f"De {MARKER} beslist.", "Daarom.", "§8.2"))
    action = note_follow_up(
        caller(mine), meeting.id, Action("Doe het", town.organisation, world.now.date() + timedelta(days=9), taken.id)
    )
    return {
        "overleggen": [str(body.id)], "vergaderingen": [str(meeting.id)], "overlegbesluiten": [str(taken.id)],
        "toezeggingen": _ids(Commitment), "acties": [str(action.id)],
    }  # fmt: skip


def _tested(network, world):
    """A round of the system test with an answer and a finding, closed and waiting for its assessors."""
    home = world.organisation("Visitatie", discipline="research", sort="research")
    assessor, caller = world.person("Tobias Toetser", "Visitatie", Role.ASSESSOR), world.caller
    today, town = world.now.date(), network.town.organisation
    plan = RoundPlan("systeemtoets-basisniveau@1", "Proef", today, today + timedelta(days=9), areas=("voorkomen",),
                     partners=(town,), assessors=(home.id,))  # fmt: skip
    round = prepare_round(caller(network.coordinator), plan)
    round = open_round(caller(network.coordinator), round.id, 1)
    told = Told(level=1, sureness="likely", explanation=f"De {MARKER} oefent.")
    answered = submit_answer(caller(network.town), round.id, "voorkomen.e1", 0, told)
    close_round(caller(network.coordinator), round.id, because="Klaar.")
    missing = Missing("voorkomen", "Gat", "Er is een gat.", "Vul het.")
    return note_finding(caller(assessor), round.id, missing), answered


def _ids(model: Any) -> list[str]:
    return [str(id) for id in model.objects.beyond_access("test").values_list("id", flat=True)]


@pytest.fixture
def roles(network, world, program) -> dict[str, Program]:
    """A program of everyone who may ask, and one of nobody."""
    return {
        "coordinator": program(network.coordinator), "liaison": program(network.town),
        "another liaison": program(network.ministry),
        "data protection officer": program(world.person("Femke Functionaris", "GGZ Molenwaard", Role.FG)),
        "oversight": program(world.person("Tess Toezicht", "Inspectie", Role.OVERSIGHT)),
        "node keeper": program(world.person("Bram Beheerder", "Rekencentrum", Role.NODE_KEEPER)),
        "nobody": Program(world),
    }  # fmt: skip


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """Requests leave the connection open on which the test made its world."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def schema(world, _one_connection):
    return schemathesis.openapi.from_wsgi(DOCUMENT, application)


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_no_role_gets_an_answer_that_is_not_described_or_not_for_them(role, schema, roles, told, world, settings):
    settings.ALLOWED_HOSTS = ["*"]
    tried = 0
    with clock.stopped(world.now):
        for operation in operations(schema):
            for mode, wanted in EXAMPLES.items():
                tried += len(list(answers(operation, mode, wanted, roles[role], told, role in OUTSIDERS)))
    assert tried > 100


def operations(schema) -> Iterator[Any]:
    for result in schema.get_all_operations():
        yield result.ok()


def answers(operation, mode, wanted: int, program: Program, told, outside: bool) -> Iterator[int]:
    """Ask an operation a few things, and hold each answer against the description."""
    statuses: list[int] = []
    headers = {"Authorization": f"Bearer {program.secret}"} if program.secret else {}
    rejected = [negative_data_rejection] if mode is GenerationMode.NEGATIVE else []

    @settings(max_examples=wanted, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode), place=st.integers(0, 5), version=st.integers(1, 3))
    def once(case, place: int, version: int) -> None:
        if mode is GenerationMode.POSITIVE:
            _aim(case, told, place, version)
        answer = case.call(headers=headers)
        case.validate_response(answer, checks=[*CONFORMANCE, *rejected], headers=headers)
        assert not (outside and MARKER in answer.text), f"{case.method} {case.formatted_path} told too much"
        statuses.append(answer.status_code)

    try:
        once()
    except hypothesis.errors.Unsatisfiable:
        return  # nothing can be sent to this operation that it does not describe
    yield from statuses


def _aim(case, told: dict[str, list[str]], place: int, version: int) -> None:
    """Most of what fits is about something that is there, is sent under a key of its own, and comes in time."""
    known = told.get(case.path.split("/")[1], [])
    for name in ("id", "code"):
        if known and case.path_parameters and name in case.path_parameters and place < 5:
            case.path_parameters[name] = known[place % len(known)]
    if case.headers and "If-Match" in case.headers:
        case.headers["If-Match"] = f'"{version}"'
    if case.headers and "Idempotency-Key" in case.headers and place != 5:
        case.headers["Idempotency-Key"] = f"beschreven-{next(_keys)}"
    for name in AIMED.keys() & case.body.keys() if isinstance(case.body, dict) and place < 5 else ():
        resource = AIMED[name]
        case.body[name] = told[resource][place % len(told[resource])] if resource in told else resource
