# SPDX-License-Identifier: EUPL-1.2
"""A round of the system test: a coordinator, an inspectorate that assesses, and partners that answer."""

from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import pytest
from django.test import Client

from tests.conftest import World
from tests.strategy.conftest import Browser
from vijfveld.node import clock
from vijfveld.node.models import Account
from vijfveld.node.roles import Discipline, OrganisationKind, Reach, Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering import background, questions
from vijfveld.steering.acts.answers import Told, submit_answer
from vijfveld.steering.acts.freezing import ask_to_freeze
from vijfveld.steering.acts.outcomes import Judged, decide_step
from vijfveld.steering.acts.rounds import RoundPlan, close_round, open_round, prepare_round
from vijfveld.steering.models import Round, TestAnswer
from vijfveld.steering.testlibrary import AskedOf, Item, Scale, Step, StepWording, SystemTestLibrary, Wording

PLACES = [("verwerven", "effective"), ("verwerven", "robust"), ("voorkomen", "legitimate")]


def small_library(version: int = 1, places=tuple(PLACES)) -> SystemTestLibrary:
    """Three questions, the last of which only the social side is asked."""
    steps = tuple(
        Step(score, {"nl": StepWording(title=f"Trede {score}"), "en": StepWording(title=f"Step {score}")})
        for score in range(4)
    )
    items = {}
    for area, axis in places:
        code = f"{area}.{axis[0]}1"
        words = {
            language: Wording(
                question=f"{asks} {code}?", evidence=("a", "b"), levels=("nul", "een", "twee", "drie"),
                not_measurable=f"{code} zegt niet alles.",
            )
            for language, asks in (("nl", "Gaat het goed met"), ("en", "How goes"))
        }  # fmt: skip
        asked = AskedOf(disciplines=("social",)) if area == "voorkomen" else AskedOf()
        items[code] = Item(
            code=code, label=code, scale="s", words=words, area=area, axis=axis, reaches=("local", "national"),
            kinds=("operational",), asked_of=asked, section="§3",
        )  # fmt: skip
    return SystemTestLibrary(
        code="proef", version=version, titles={"nl": "Proeftoets", "en": "Trial test"}, source="Verzonnen.",
        scales={"s": Scale("s", steps)}, groups={}, items=items,
    )  # fmt: skip


@dataclass
class Table:
    """Everyone at the table of a round."""

    world: World
    coordinator: Viewer
    assessor: Viewer
    second: Viewer
    town: Viewer
    colleague: Viewer
    school: Viewer
    police: Viewer
    others: list[Viewer] = field(default_factory=list)

    def by(self, viewer: Viewer, key: str | None = None):
        return self.world.caller(viewer, key)

    @property
    def partners(self) -> list[Viewer]:
        return [self.town, self.school, self.police, *self.others]

    def plan(self, **changes) -> RoundPlan:
        given = {
            "library": "proef@1", "title": "Systeemtoets 2026", "opens_on": date(2026, 3, 2),
            "closes_on": date(2026, 4, 1), "areas": ("verwerven", "voorkomen"),
            "partners": tuple(one.organisation for one in self.partners),
            "assessors": (self.assessor.organisation,),
        }  # fmt: skip
        return RoundPlan(**{**given, **changes})

    def prepared(self, **changes) -> Round:
        return prepare_round(self.by(self.coordinator), self.plan(**changes))

    def opened(self, **changes) -> Round:
        prepared = self.prepared(**changes)
        return open_round(self.by(self.coordinator), prepared.id, prepared.version)

    def closed(self, round: Round) -> Round:
        return close_round(self.by(self.coordinator), round.id, because="Wie meedeed, is klaar.")

    def answer(self, round: Round, viewer: Viewer, item: str = "verwerven.e1", version: int = 0, **said) -> TestAnswer:
        told = Told(**{"level": 2, "sureness": "likely", "explanation": "Wij doen dit elke week.", **said})
        return submit_answer(self.by(viewer), round.id, item, version, told)

    def judged(self, round: Round, step: int | None = 1) -> None:
        for area, axis in PLACES:
            judged = Judged(step, f"Reden voor {area}.", cannot=step is None)
            decide_step(self.by(self.assessor), round.id, area, axis, 0, judged)

    def frozen(self, round: Round) -> Round:
        now = again(round)
        told = "Of dit aanslagen voorkomt, is niet te meten."
        asked = ask_to_freeze(self.by(self.assessor), now.id, now.version, not_measurable=told)
        with clock.stopped(self.world.now):
            background.carry_out(asked)
        return again(now)

    def whole(self, step: int | None = 1, **changes) -> Round:
        """A round from start to frozen, with one answer of the town."""
        round = self.opened(**changes)
        self.answer(round, self.town)
        self.closed(round)
        self.judged(round, step)
        return self.frozen(round)


def again(record):
    """A record as it stands now."""
    return type(record).objects.beyond_access("test").get(pk=record.pk)


@pytest.fixture
def table(world: World, monkeypatch, settings, tmp_path) -> Table:
    """A coordinator, an assessor with a second colleague, three partners and the small library."""
    settings.VIJFVELD_HOME = tmp_path
    monkeypatch.setattr(questions, "shipped", lambda: MappingProxyType({"proef@1": small_library()}))
    world.organisation("NCTV", discipline=Discipline.SECURITY, sort=OrganisationKind.AGENCY, reach=Reach.NATIONAL)
    world.organisation("Inspectie", discipline=Discipline.SECURITY, sort=OrganisationKind.AGENCY)
    world.organisation("Politie", discipline=Discipline.SECURITY, sort=OrganisationKind.POLICE)
    world.organisation("Schoolkoepel", softer_voice=True, sort=OrganisationKind.EDUCATION)
    return Table(
        world=world,
        coordinator=world.person("Cora Coördinator", "NCTV", Role.COORDINATOR),
        assessor=world.person("Tobias Toetser", "Inspectie", Role.ASSESSOR),
        second=world.person("Tineke Toetser", "Inspectie", Role.ASSESSOR),
        town=world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON),
        colleague=world.person("Kees Collega", "Gemeente Molenwaard", Role.ANALYST),
        school=world.person("Saar School", "Schoolkoepel", Role.LIAISON),
        police=world.person("Piet Politie", "Politie", Role.LIAISON),
    )


@pytest.fixture
def reader(world: World):
    """A browser for the person behind a viewer, on the clock of the world."""

    def signed_in(viewer: Viewer) -> Browser:
        client = Client()
        client.force_login(Account.objects.get(person=viewer.person))
        return Browser(world, client)

    return signed_in
