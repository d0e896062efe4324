# SPDX-License-Identifier: EUPL-1.2
"""What one node gives out comes in on an empty node as the same records: nothing lost, nothing changed on the way."""

from datetime import date

from django.db import transaction

from tests.conftest import World
from tests.law.data.test_bringing import brought, counts, taken
from vijfveld.law.acts.people import add_organisation
from vijfveld.law.door import forget_audiences
from vijfveld.node import clock
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.acts.drivers import state_driver
from vijfveld.strategy.acts.efforts import Plan, propose_fixed, propose_flexible
from vijfveld.strategy.models import Driver, Effort

IN_ORDER = ("organisaties", "aanleidingen", "inspanningen")
"""What others refer to comes first."""


class Emptied(Exception):
    """Takes back all that a node held."""


def the_coordinator(world: World) -> Viewer:
    return world.person("Cora", "NCTV", Role.COORDINATOR, Role.ANALYST, Role.PLANNER)


def fill(world: World, viewer: Viewer) -> None:
    """Records whose words would break a careless file: separators, quotes, new lines, formulas, accents."""
    for number, name in enumerate(["Gemeente 's-Éénhoek; oost", '=SOM("A1")', "Súdwest\u2011Fryslân"]):
        add_organisation(
            world.caller(viewer), code=f"org-{number}", name=name, name_en="", sort="municipality",
            discipline="social", reach="local", softer_voice=number == 1,
        )  # fmt: skip
    driver = state_driver(
        world.caller(viewer), sort="scenario", title='Titel "met" tekens; en meer', statement="Eén.\nTwee, drie.",
        source="-Stuk", stated_on=date(2026, 2, 1), areas=("voorkomen", "vervolgen"),
    )  # fmt: skip
    state_driver(
        world.caller(viewer), sort="threat_picture", title="Zonder velden", statement="@Iets.", source="DTN",
        stated_on=date(2025, 12, 31),
    )  # fmt: skip
    plan = {"purpose": "Minder\nschade.", "objective": "voorbereiden.doel", "work": "operational", "reach": "local",
            "legal_basis": "coordinatie-ct", "starts_on": world.now.date()}  # fmt: skip
    flexible = Plan(title="Evenementen; markten", **plan)
    propose_flexible(world.caller(viewer), flexible, driver=driver.id, ends_on=date(2026, 9, 1))
    propose_fixed(world.caller(viewer), Plan(title="Blijft", **plan), rests_on="zekerheid.radicalisering")


def test_an_empty_node_takes_in_what_another_gave_out(world):
    out = {}
    with clock.stopped(world.now):
        try:
            with transaction.atomic():
                viewer = the_coordinator(world)
                fill(world, viewer)
                out = {what: taken(what, viewer) for what in IN_ORDER}
                raise Emptied
        except Emptied:
            forget_audiences()
        assert Organisation.objects.count() == 0
        world = World(count=1000)
        viewer = the_coordinator(world)
        come = {what: counts(brought(world, viewer, what, out[what])) for what in IN_ORDER}
        assert come == {
            "organisaties": (3, 0, 1, 0, 0),
            "aanleidingen": (2, 0, 0, 0, 0),
            "inspanningen": (2, 0, 0, 0, 0),
        }
        assert {what: told(taken(what, viewer)) for what in IN_ORDER} == {what: told(out[what]) for what in IN_ORDER}
    flexible = Effort.objects.visible_to(viewer).get(title="Evenementen; markten")
    assert flexible.driver.statement == "Eén.\nTwee, drie."
    assert Driver.objects.visible_to(viewer).count() == 2
    assert Organisation.objects.get(code="org-1").name == '=SOM("A1")'


def told(text: str) -> list[str]:
    """The file without the order of its rows, and without the organisation that both nodes had."""
    head, _line, rows = text.partition("\r\n")
    return [head, *sorted(row for row in rows.split("\r\n") if ";nctv;NCTV;" not in row)]
