# SPDX-License-Identifier: EUPL-1.2
"""A study with all that belongs to it, told twice: whoever may not read it cannot tell that it is there."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from tests.conftest import World
from tests.worlds import ANONYMOUS, Secret, differences, insider, told_twice
from vijfveld.law.making import make_node
from vijfveld.node import clock
from vijfveld.node.roles import Discipline, Profile, Role
from vijfveld.steering.acts.candidates import (
    Weighing,
    choose_candidates,
    judge_cover,
    note_consultation,
    weigh_candidate,
)
from vijfveld.steering.acts.futures import Future, choose_scenario
from vijfveld.steering.acts.portfolio_proposals import Offer, propose
from vijfveld.steering.acts.portfolio_runs import ask_run
from vijfveld.steering.acts.portfolios import StudyPlan, judge_need, open_study
from vijfveld.steering.acts.scenarios import open_field
from vijfveld.steering.models import Candidate, Cover, PortfolioRun, PortfolioStudy, Scenario, StudyScenario
from vijfveld.steering.portfolio_background import carry_out
from vijfveld.steering.uncertainties import from_lines
from vijfveld.strategy.acts.drivers import state_driver
from vijfveld.strategy.acts.efforts import Plan, propose_flexible
from vijfveld.strategy.models import Effort
from vijfveld.strategy.words import Area

MAKER, OWNER, LIAISON = "Cora Coördinator", "Olga Eigenaar", "Lies Liaison"
CAN_TELL = r"/(portefeuilles|inzet|vragen|taken|loopt-af|geschiedenis|besluiten|zoeken|meldingen|api/v1/)|/$"
"""Where something of a study could be told; every other route is asked in tests/law/test_two_worlds.py."""
TELLS = ["portfolio_study", "portfolio_run", "candidate"]


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    """A key store that nothing else used."""
    settings.VIJFVELD_KEYS = tmp_path / "keys"


def story(world: World, whisper) -> None:
    """A node with a scenario and an effort abroad that everyone may see; the study in between."""
    make_node(name="Proefnode", profile=Profile.COORDINATOR, now=world.now, id=UUID(int=7))
    for name, place, role in [
        (MAKER, "NCTV", Role.COORDINATOR), (OWNER, "Politie", Role.PLANNER), (LIAISON, "Zandvoorde", Role.LIAISON),
        ("Bo Buitenland", "minbz", Role.PLANNER),
        ("Dik Defensie", "mindef", Role.PLANNER),
    ]:  # fmt: skip
        world.organisation(place, discipline=Discipline.SECURITY)
        world.person(name, place, role)
    maker, owner = insider(world, MAKER), insider(world, OWNER)
    field = open_field(
        world.caller(maker, "field"), title="Weer", purpose="Wat komt?", parameters=from_lines("Weer: a; b\nReis: c; d")
    )  # fmt: skip
    choose_scenario(world.caller(maker, "future"), field.id, Future("Zonnig", "Mooi.", {"weer": "a", "reis": "c"}))
    driver = state_driver(
        world.caller(maker, "driver"), sort="scenario", title="Zonnig", statement="Zon.", source="Wij",
        stated_on=world.now.date(),
    )  # fmt: skip
    plan = Plan("Surveilleren", "Er zijn.", "voorkomen.doel", "operational", "international", "coordinatie-ct",
                world.now.date())  # fmt: skip
    propose_flexible(world.caller(owner, "effort"), plan, driver=driver.id, ends_on=date(2026, 12, 1))
    whisper()


def study(world: World) -> Secret:
    """A study with a judged scenario, a candidate, a run, a consultation and a proposal to the owner."""
    maker = insider(world, MAKER)
    steps = iter(range(99))

    def by():
        return world.caller(maker, f"secret-{next(steps)}")

    scenario, effort = Scenario.objects.visible_to(maker).get(), Effort.objects.visible_to(maker).get()
    made = open_study(by(), StudyPlan("Zilvermeeuw", "Wat doet de zilvermeeuw?", (scenario.id,), ("voorkomen",)))
    choose_candidates(by(), made.id, efforts=[effort.id])
    one = StudyScenario.objects.visible_to(maker).get()
    judge_need(by(), one.id, one.version, needs={Area.PREVENT: 2}, reasons="De zilvermeeuw komt.")
    candidate = Candidate.objects.visible_to(maker).get()
    partner = world.organisations["Zandvoorde"].id
    weigh_candidate(by(), candidate.id, candidate.version, Weighing(1, asked={str(partner): Decimal(1)}))
    judge_cover(by(), candidate.id, scenario.id, 0, steps={Area.PREVENT: 3}, reasons="Zag de zilvermeeuw.")
    run = ask_run(by(), made.id, made.version)
    with clock.stopped(world.now):
        carry_out(run)
    assert PortfolioRun.objects.visible_to(maker).get().state == "done"
    heard = [
        note_consultation(
            by(), effort.id, ministry=world.organisations[code].id, held_on=world.now.date(), said="De zilvermeeuw."
        )
        for code in ("minbz", "mindef")
    ]
    offer = Offer(effort.id, partner, Decimal(1), date(2026, 4, 1), "Voor de zilvermeeuw.")
    proposal = propose(by(), run.id, offer)
    cover = Cover.objects.visible_to(maker).get()
    told = [made, run, one, candidate, cover, *heard, proposal]
    assert PortfolioStudy.objects.visible_to(maker).exists()
    return Secret(
        [row.id for row in told], ["zilvermeeuw"], {MAKER, OWNER}, ["portfolio.look", "consultation.read", *TELLS]
    )


@pytest.mark.slow
@pytest.mark.mission("S6")
def test_whoever_may_not_read_a_study_cannot_tell_that_it_is_there(db):
    with_secret, without = told_twice(story, study, [LIAISON, ANONYMOUS], forms=True, only=CAN_TELL)
    assert differences(with_secret, without) == []
    assert [name for name, answer in without.items() if answer[0] >= 500] == []
    assert any(name.startswith(f"{LIAISON} GET /portefeuilles") and answer[0] == 200
               for name, answer in without.items())  # fmt: skip


def test_the_comparison_sees_what_a_coordinator_sees(db):
    def told(world: World) -> Secret:
        found = study(world)
        return Secret(found.ids[:1], found.words, set(), found.codes)

    seen = {name.split(" GET ")[-1] for name in differences(*told_twice(story, told, [MAKER]))}
    assert {"/portefeuilles", "/geschiedenis", "/zoeken?q=zilvermeeuw"} <= seen
