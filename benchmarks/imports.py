# SPDX-License-Identifier: EUPL-1.2
"""Importing a file against `bulk_create` of every row that it writes: records, external ids, entries, search."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from benchmarks.generator import NOW
from benchmarks.rows import Claim, timed
from vijfveld.law import guard
from vijfveld.law.acts.importing import Reading, Upload, check_import, start_import, upload_file
from vijfveld.law.acts.people import add_organisation, add_person, give_mandate
from vijfveld.law.callers import Caller
from vijfveld.law.data.lines import guess
from vijfveld.law.data.reading import open_table
from vijfveld.law.data.running import bring
from vijfveld.law.making import make_node
from vijfveld.law.models import Entry, ExternalId, SearchText
from vijfveld.law.viewers import viewer_of
from vijfveld.node.ids import Randomness, uuid7
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Mode, Profile, Role
from vijfveld.node.slots import imports
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.models import Driver

FILES = {
    "organisaties": ("extern_id;code;naam;soort;discipline;bereik", "{n};{p}-{n};Gemeente {n};gemeente;sociaal;lokaal"),
    "aanleidingen": ("extern_id;soort;titel;uitspraak;te_lezen_in;vastgesteld_op", "{n};scenario;T {n};Zin.;Bron;1-10-2026"),
}  # fmt: skip
MODELS: dict[str, tuple[type[Any], ...]] = {
    "organisaties": (Organisation, ExternalId, Entry), "aanleidingen": (Driver, ExternalId, SearchText, Entry),
}  # fmt: skip


def claims(sizes: Any) -> Iterator[Claim]:
    """At least a third of the speed of `bulk_create` of the rows that an import writes, the check left out."""
    viewer = _founded()
    for what in FILES:
        found = iter([_checked(viewer, what, sizes.imported, turn) for turn in range(4)])
        ours = timed(lambda found=found: bring(_started(viewer, next(found))), rounds=3)
        floor = timed(lambda what=what: _plain(what, sizes.imported), rounds=3)
        yield Claim(f"Import of {sizes.imported:,} {what}", ours, floor, 3, "bulk_create of all its rows")


def _founded() -> Viewer:
    make_node(name="Volle node", profile=Profile.COORDINATOR, mode=Mode.DEMO, now=NOW)
    keeper = Caller.of_keeper(now=NOW, mode=Mode.DEMO)
    about = {"sort": "ministry", "discipline": "security", "reach": "national"}
    home = add_organisation(keeper, code="nctv", name="NCTV", **about)
    person = add_person(keeper, name="Cora", email="cora@voorbeeld.invalid", organisation=home.id)
    for role in (Role.COORDINATOR, Role.ANALYST):
        give_mandate(keeper, person.id, organisation=home.id, role=role)
    return viewer_of(person, now=NOW)


def _checked(viewer: Viewer, what: str, rows: int, turn: int) -> Any:
    head, line = FILES[what]
    text = "\n".join([head, *(line.format(n=number + turn * rows, p="m") for number in range(rows))])
    upload, caller = Upload("lijst.csv", text.encode()), Caller.person(viewer, now=NOW)
    made = upload_file(caller, what, upload=upload)
    table = open_table(upload.content, name=upload.name)
    reading = Reading(table.sheet, guess(imports.get(what), table.headers), "bench")
    return bring(check_import(caller, made.id, made.version, reading=reading, background=False).id)


def _started(viewer: Viewer, found: Any) -> Any:
    caller = Caller.person(viewer, now=NOW)
    return start_import(caller, found.id, found.version, on_conflict="stop", background=False).id


def _plain(what: str, rows: int) -> None:
    """The rows that the last import wrote, made again under other keys and written in batches of 1,000."""
    random = Randomness()
    with transaction.atomic(), guard.opened("bench"):
        for model in MODELS[what]:
            many = rows if model is not Entry else 2 * (rows // 1000 + 1)
            pattern = _pattern(model)
            for start in range(0, many, 1000):
                made = [_copy(model, pattern, random, place) for place in range(start, min(start + 1000, many))]
                model._base_manager.bulk_create(made)
        connection.cursor().execute("SELECT 1")
        transaction.set_rollback(True)


def _pattern(model: type[Any]) -> dict[str, Any]:
    rows = model.objects
    rows = rows.beyond_access("benchmark") if hasattr(rows, "beyond_access") else rows
    row = rows.order_by("-pk").first()
    return {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}


def _copy(model: type[Any], pattern: dict[str, Any], random: Randomness, place: int) -> Any:
    key = uuid7(NOW, random)
    fresh: dict[str, Any] = {"id": key}
    for name in ("code", "external", "stream", "about"):
        if name in pattern and not (model is ExternalId and name == "about"):
            fresh[name] = str(key)
    if model is SearchText:
        fresh.pop("id")
        pattern = {name: value for name, value in pattern.items() if name != "id"}
    return model(**{**pattern, **fresh})
