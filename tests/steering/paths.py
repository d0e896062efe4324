# SPDX-License-Identifier: EUPL-1.2
"""A pathway study to test with: an analyst, two scenarios, what runs now and what could follow it."""

from datetime import date, timedelta
from decimal import Decimal

from tests.strategy.conftest import Network
from vijfveld.steering.acts import futures, pathway_steps, pathways, scenarios
from vijfveld.steering.acts.futures import Future
from vijfveld.steering.acts.pathway_steps import StepPlan
from vijfveld.steering.acts.pathways import StudyPlan
from vijfveld.steering.needs import Need
from vijfveld.steering.queries import pathways as read
from vijfveld.steering.uncertainties import from_lines


class Desk:
    """An analyst with a study, two scenarios to state needs of, and steps."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.today = network.world.now.date()
        self.analyst = network.coordinator
        field = scenarios.open_field(
            self.caller(),
            title="Hoe het loopt",
            purpose="Wat dan?",
            parameters=from_lines("Weer: zon; regen\nReis: a; b"),
        )
        self.calm, self.storm = (
            futures.choose_scenario(
                self.caller(), field.id, Future(title, "Zo loopt het.", {"weer": weer, "reis": "a"})
            )
            for title, weer in (("Kalmte", "zon"), ("Storm", "regen"))
        )
        self.study = pathways.make_study(self.caller(), self.plan())

    def caller(self, viewer=None):
        return self.network.world.caller(viewer or self.analyst)

    def plan(self, **told) -> StudyPlan:
        given = {"title": "Teams genoeg?", "question": "Tot wanneer volstaat dit?", "objective": "voorbereiden.doel",
                 "unit": "teams", "looks_to": self.today + timedelta(days=1000), "notice_days": 60, **told}  # fmt: skip
        return StudyPlan(**given)

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def need(self, scenario, *points: tuple[int, str], version: int = 0):
        needs = [Need(self.day(days), Decimal(needed), "Raming.") for days, needed in points]
        return pathways.state_need(self.caller(), self.study.id, scenario.id, version, needs=needs)

    def step(self, title: str = "", delivers: str = "10", **told):
        given = {"nature": "flexible", "why": "Geteld.", "decision_days": 0, "lead_days": 0, **told}
        return pathway_steps.add_step(
            self.caller(), self.study.id, StepPlan(title, delivers=Decimal(delivers), **given)
        )

    def follow(self, step, *followers, **told):
        plan = StepPlan(step.title, step.nature, step.delivers, step.why, step.decision_days, step.lead_days,
                        step.effort_id, tuple(one.id for one in followers))  # fmt: skip
        plan = StepPlan(**{**plan.__dict__, **told})
        return pathway_steps.change_step(self.caller(), step.id, step.version, plan)

    def seen(self, viewer=None) -> read.Seen:
        found = read.study(viewer or self.analyst, self.study.id)
        assert found is not None
        return found

    def carried(self, scenario, step):
        return self.seen().outlook.carried[scenario.id][step.id]
