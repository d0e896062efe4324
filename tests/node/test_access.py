# SPDX-License-Identifier: EUPL-1.2
"""Whoever reads says who looks: along every path, and with the same answer as the definition in plain sets."""

import asyncio
import pickle

import pytest
from django.db.models import Count, F, Max, Prefetch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vijfveld.law import guard
from vijfveld.law.models import BreakGlass, Deadline, Seat
from vijfveld.node.access import Unscoped
from vijfveld.node.models import AudienceMember, Mandate, Organisation, Person, audience_id
from vijfveld.node.models.audience import audiences_of
from vijfveld.node.roles import Role
from vijfveld.node.viewer import NETWORK, Viewer, for_organisation, for_person, for_role, for_seat


def _async_list(rows):
    async def read():
        return [row async for row in rows]

    return asyncio.run(read())


UNSCOPED = {
    "list": lambda: list(Person.objects.all()),
    "bool": lambda: bool(Person.objects.all()),
    "len": lambda: len(Person.objects.all()),
    "count": lambda: Person.objects.count(),
    "exists": lambda: Person.objects.exists(),
    "contains": lambda: Person.objects.contains(Person(id="00000000-0000-0000-0000-000000000001")),
    "aggregate": lambda: Person.objects.aggregate(Max("name")),
    "first": lambda: Person.objects.first(),
    "last": lambda: Person.objects.last(),
    "latest": lambda: Mandate.objects.latest("valid_from"),
    "get": lambda: Person.objects.get(),
    "index": lambda: Person.objects.order_by("id")[0],
    "slice": lambda: list(Person.objects.order_by("id")[:1]),
    "in_bulk": lambda: Person.objects.in_bulk(),
    "values": lambda: list(Person.objects.values("name")),
    "values_list": lambda: list(Person.objects.values_list("name")),
    "dates": lambda: list(Mandate.objects.dates("valid_from", "day")),
    "iterator": lambda: list(Person.objects.iterator()),
    "aiterator": lambda: _async_list(Person.objects.all().aiterator()),
    "raw": lambda: list(Person.objects.raw("SELECT * FROM node_person")),
    "pickle": lambda: pickle.dumps(Person.objects.all()),
    "update": lambda: Person.objects.update(name="x"),
    "delete": lambda: Person.objects.all().delete(),
    "filter": lambda: list(Person.objects.filter(name="x")),
    "union": lambda: list(Person.objects.union(Person.objects.all())),
    "get_or_create": lambda: Person.objects.get_or_create(name="x"),
    "prefetch": lambda: list(Organisation.objects.prefetch_related("people")),
    "prefetch an unscoped queryset": lambda: list(
        Organisation.objects.prefetch_related(Prefetch("people", queryset=Person.objects.all()))
    ),
    "reverse": lambda: list(Organisation.objects.first().people.all()),
    "reverse count": lambda: Organisation.objects.first().people.count(),
    "open values through": lambda: list(Organisation.objects.values("people__name")),
    "open filter through": lambda: list(Organisation.objects.filter(people__name__startswith="V")),
    "open exists through": lambda: Organisation.objects.filter(people__name__startswith="V").exists(),
    "open annotation": lambda: list(Organisation.objects.annotate(many=Count("people"))),
    "open aggregate": lambda: Organisation.objects.aggregate(Max("people__name")),
    "open order": lambda: list(Organisation.objects.order_by("people__name")),
}


@pytest.fixture
def viewer(world):
    world.person("Lies Liaison", "Gemeente Zandvoorde", Role.LIAISON)
    return world.person("Vera Voorzitter", "Gemeente Molenwaard", Role.CHAIR)


@pytest.mark.parametrize("path", UNSCOPED)
def test_a_read_that_does_not_say_who_looks_is_refused(viewer, path):
    with pytest.raises(Unscoped):
        UNSCOPED[path]()


SCOPED_BUT_WIDE = {
    "select_related": lambda v: list(Mandate.objects.visible_to(v).select_related("person")),
    "values through": lambda v: list(Mandate.objects.visible_to(v).values("person__name")),
    "values_list through": lambda v: list(Mandate.objects.visible_to(v).values_list("person__email")),
    "filter through": lambda v: list(Mandate.objects.visible_to(v).filter(person__name="x")),
    "count through": lambda v: Mandate.objects.visible_to(v).filter(person__name="x").count(),
    "order through": lambda v: list(Mandate.objects.visible_to(v).order_by("person__name")),
    "annotate through": lambda v: list(Mandate.objects.visible_to(v).annotate(whose=F("person__name"))),
    "aggregate through": lambda v: Mandate.objects.visible_to(v).aggregate(Max("person__name")),
    "prefetch forward": lambda v: list(Mandate.objects.visible_to(v).prefetch_related("person")),
    "union": lambda v: list(Person.objects.visible_to(v).union(Person.objects.all())),
    "or": lambda v: list(Person.objects.visible_to(v) | Person.objects.all()),
    "or other eyes": lambda v: list(Person.objects.visible_to(v) | Person.objects.beyond_access("test")),
    "difference": lambda v: list(Person.objects.visible_to(v).difference(Person.objects.all())),
}


@pytest.mark.parametrize("path", SCOPED_BUT_WIDE)
def test_a_read_for_a_viewer_cannot_widen_along_a_relation(viewer, path):
    with pytest.raises(Unscoped):
        SCOPED_BUT_WIDE[path](viewer)


def test_following_a_relation_looks_with_the_eyes_of_the_record_it_starts_from(viewer):
    mine = Mandate.objects.visible_to(viewer).get()
    assert mine.person.name == "Vera Voorzitter"
    mine.person_id = Person.objects.beyond_access("test").exclude(pk=viewer.person).values_list("id", flat=True).first()
    with pytest.raises(Person.DoesNotExist):
        assert mine.person


def test_a_scoped_read_may_be_narrowed_joined_to_open_models_and_prefetched_with_a_viewer(viewer):
    people = Person.objects.visible_to(viewer).select_related("organisation")
    assert [person.organisation.name for person in people] == ["Gemeente Molenwaard"]
    mine = Prefetch("people", queryset=Person.objects.visible_to(viewer))
    organisations = Organisation.objects.prefetch_related(mine)
    assert sum(len(one.people.all()) for one in organisations) == 1


def test_every_model_of_records_is_guarded_or_named_as_open():
    open_models = {
        model.__name__ for model in guard.guarded_models() if not hasattr(model._default_manager, "visible_to")
    }
    machinery = {
        "Node",
        "AudienceMember",
        "Unsealed",
        "Seal",
        "TreeNode",
        "Checkpoint",
        "Cursor",
        "ActKey",
        "GateCount",
    }
    assert open_models <= machinery | {"Organisation", "GateCount"}


TOKENS = [NETWORK, for_role(Role.FG), for_role(Role.CHAIR)] + [
    make(id) for make in (for_organisation, for_person, for_seat) for id in ("a", "b")
]
MARKED = [f"{mode}/{token}" for mode in ("real", "demo") for token in TOKENS]
SETS = st.frozensets(st.sampled_from(MARKED), max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(audiences=st.lists(SETS, min_size=1, max_size=8), tokens=st.frozensets(st.sampled_from(MARKED), max_size=6))
def test_the_predicate_of_access_is_the_definition_in_sets(world, audiences, tokens):
    store(audiences)
    viewer = Viewer(person=None, organisation=None)
    viewer.__dict__["tokens"] = tokens
    seen = set(audiences_of(viewer).filter(audience__in=[audience_id(one) for one in audiences]))
    assert seen == {audience_id(one) for one in audiences if one & tokens}


def store(audiences) -> None:
    from django.db import transaction

    rows = [AudienceMember(audience=audience_id(one), token=token) for one in audiences for token in one]
    with transaction.atomic(), guard.opened("test"):
        AudienceMember.objects.bulk_create(rows, ignore_conflicts=True)


@given(one=SETS, other=SETS)
def test_two_sets_of_readers_have_one_number_only_if_they_are_the_same(one, other):
    assert (audience_id(one) == audience_id(other)) == (one == other)


def test_the_machinery_that_reads_past_access_names_its_reason():
    for model in (Seat, Deadline, BreakGlass):
        assert model.objects.beyond_access("a reason").scope.reason == "a reason"
