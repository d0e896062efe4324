# SPDX-License-Identifier: EUPL-1.2
"""A study on two scenarios with three efforts, as the tests of portfolios need it."""

from decimal import Decimal

from vijfveld.law.models import Reasoning
from vijfveld.node import clock
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering import portfolio_background
from vijfveld.steering.acts import candidates, futures, portfolio_runs, portfolios, scenarios
from vijfveld.steering.acts.candidates import Weighing
from vijfveld.steering.acts.futures import Future
from vijfveld.steering.acts.portfolios import Bounds, StudyPlan
from vijfveld.steering.models import Candidate, Cover, PortfolioRun, PortfolioStudy, StudyScenario
from vijfveld.steering.uncertainties import from_lines
from vijfveld.strategy.acts.asks import put_ask
from vijfveld.strategy.acts.exits import end_effort
from vijfveld.strategy.models import Effort

AREAS = ("voorkomen", "voorbereiden")
LINES = "Weer: zon; regen\nReis: kort; lang"


def all_of(model):
    return model.objects.beyond_access("test")


class Workroom:
    """A coordinator with a field, two scenarios and three efforts: drills, talks (barely intrusive) and searches."""

    def __init__(self, network) -> None:
        self.network, self.world = network, network.world
        self.coordinator = network.coordinator
        self.liaisons: dict[str, Viewer] = {}
        field = scenarios.open_field(
            self.by(), title="Weer", purpose="Wie is aan zet?", parameters=from_lines(LINES)
        )  # fmt: skip
        self.scenarios = [
            futures.choose_scenario(self.by(), field.id, Future(title, "Het gebeurt.", {"weer": weer, "reis": "kort"}))
            for title, weer in (("Zonnig", "zon"), ("Regenachtig", "regen"))
        ]
        self.efforts = {
            name: network.flexible(title=name.capitalize(), objective=objective, **more)
            for name, objective, more in (
                ("oefenen", "voorbereiden.doel", {}), ("praten", "voorkomen.doel", {}),
                ("zoeken", "voorkomen.doel", {"reach": "international"}),
            )
        }  # fmt: skip

    def by(self, viewer=None, key=None):
        return self.world.caller(viewer or self.coordinator, key)

    @property
    def town(self) -> str:
        return str(self.network.town.organisation)

    def open(self, **told) -> PortfolioStudy:
        plan = {"title": "Wat houdt stand?", "question": "Welke mix?", "areas": AREAS,
                "scenarios": tuple(one.id for one in self.scenarios), **told}  # fmt: skip
        return portfolios.open_study(self.by(), StudyPlan(**plan))

    def candidate(self, study, name: str) -> Candidate:
        return all_of(Candidate).get(study=study, effort=self.efforts[name], dropped_on__isnull=True)

    def weigh(self, study, name: str, **told) -> Candidate:
        one = self.candidate(study, name)
        asked = {partner: Decimal(fte) for partner, fte in told.pop("asked", {self.town: "1"}).items()}
        return candidates.weigh_candidate(
            self.by(), one.id, one.version, Weighing(**{"intrusive": 0, "asked": asked, **told})
        )

    def cover(self, study, name: str, *steps: tuple[int, int]) -> None:
        """What an effort covers of each field, in the first and the second scenario."""
        for scenario, pair in zip(self.scenarios, steps, strict=True):
            told = dict(zip(AREAS, pair, strict=True))
            one = self.candidate(study, name)
            before = all_of(Cover).filter(candidate=one, scenario=scenario).first()
            candidates.judge_cover(
                self.by(), one.id, scenario.id, before.version if before else 0, steps=told,
                reasons=f"Zo ging het met {name}.",
            )  # fmt: skip

    def need(self, study, *needs: tuple[int, int]) -> None:
        for scenario, pair in zip(self.scenarios, needs, strict=True):
            one = all_of(StudyScenario).get(study=study, scenario=scenario)
            told = dict(zip(AREAS, pair, strict=True))
            portfolios.judge_need(self.by(), one.id, one.version, needs=told, reasons="Dat laat het scenario zien.")

    def bound(self, study, **told) -> PortfolioStudy:
        now = all_of(PortfolioStudy).get(pk=study.pk)
        return portfolios.set_bounds(self.by(), now.id, now.version, Bounds(**{"because": "Afgesproken.", **told}))

    def ready(self, **plan) -> PortfolioStudy:
        """Drills cover preparing, talks and searches cover preventing alike in rain; searches cut deep. Each asks one
        fte of the town, which has two."""
        study = self.open(**plan)
        candidates.choose_candidates(self.by(), study.id, efforts=[one.id for one in self.efforts.values()])
        self.need(study, (1, 1), (1, 2))
        self.weigh(study, "oefenen", cost=Decimal(40))
        self.weigh(study, "praten", cost=Decimal(30))
        self.weigh(study, "zoeken", cost=Decimal(20), intrusive=2)
        self.cover(study, "oefenen", (0, 4), (0, 4))
        self.cover(study, "praten", (4, 0), (3, 0))
        self.cover(study, "zoeken", (2, 0), (3, 0))
        return self.bound(study, room={self.town: Decimal(2)})

    def ask(self, study) -> PortfolioRun:
        now = all_of(PortfolioStudy).get(pk=study.pk)
        return portfolio_runs.ask_run(self.by(), now.id, now.version)

    def run(self, study) -> PortfolioRun:
        asked = self.ask(study)
        with clock.stopped(self.world.now):
            portfolio_background.carry_out(asked)
        return all_of(PortfolioRun).get(pk=asked.pk)

    def chosen(self, run, mix: int = 0) -> set[str]:
        ids = {str(effort.id): name for name, effort in self.efforts.items()}
        return {ids[one] for one in run.outcome["mixes"][mix]["chosen"]}

    def put_ask(self, name: str, fte: str = "1.5", *, by=None, partner=None):
        return put_ask(
            self.by(by), self.efforts[name].id, partner=partner or self.network.town.organisation, what="Mensen.",
            capacity=Decimal(fte), reply_by=self.world.later(days=0).date().replace(day=28),
        )  # fmt: skip

    def stop(self, name: str) -> None:
        """End an effort before its last day."""
        one = all_of(Effort).get(pk=self.efforts[name].pk)
        end_effort(self.by(), one.id, one.version, reasoning=Reasoning("Het is klaar."))

    def ministries(self) -> dict[str, Organisation]:
        """Foreign Affairs and Defence, each with a liaison."""
        for code in ("minbz", "mindef"):
            if code not in self.liaisons:
                self.liaisons[code] = self.world.person(f"Lies {code}", code, Role.LIAISON)
        return {code: self.world.organisations[code] for code in self.liaisons}
