# SPDX-License-Identifier: EUPL-1.2
"""Import of 10,000 rows against `bulk_create` of all rows it writes: at least a third of its speed."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction

from benchmarks.generator import NOW, Generator
from benchmarks.parts import Coming, Sizes
from benchmarks.rows import Claim, seconds
from vijfveld.law import guard
from vijfveld.law.callers import Caller
from vijfveld.law.models import Entry, SearchText
from vijfveld.node.ids import Randomness, uuid7
from vijfveld.node.roles import Mode
from vijfveld.strategy.models import Driver

HEAD = "extern_id,soort,titel,uitspraak,te_lezen_in,vastgesteld_op"
TARGET = 3


def claims(sizes: Sizes) -> Iterator[Claim]:
    """Writing a file that was looked over before: reading it, the acts, the ledger, and the names from elsewhere."""
    try:
        from vijfveld.law.data import running
    except ImportError:
        raise Coming(f"importing {sizes.imported:,} rows is not built yet") from None
    with transaction.atomic(), guard.opened("generator"):
        made = Generator(0)
        made.people()
    caller = Caller(viewer=made.full.viewers["partner-000"], now=NOW, mode=Mode.DEMO)
    started = _looked_over(caller, running, sizes.imported)
    before = {model: set(_all(model).values_list("pk", flat=True)) for model in _written()}
    ours = seconds(lambda: running.bring(started.pk))
    copies = {model: _copied(model, before[model]) for model in _written()}
    if len(copies[Driver]) != sizes.imported or not copies[Entry]:
        raise AssertionError(f"{len(copies[Driver])} rows came in instead of {sizes.imported}")
    rows = sum(map(len, copies.values()))
    title = f"import of {sizes.imported:,} rows, which writes {rows:,}"
    yield Claim(title, ours, seconds(lambda: _plain(copies)), TARGET, "`bulk_create` of the same rows")


def _looked_over(caller: Caller, running: Any, rows: int) -> Any:
    """A file that was uploaded and checked, and whose writing was asked for."""
    from vijfveld.law.acts.importing import Reading, Upload, check_import, start_import, upload_file

    lines = (f"d-{row},scenario,Aanleiding {row},Wat er staat.,Een stuk,2026-10-01" for row in range(rows))
    content = "\n".join([HEAD, *lines]).encode()
    found = upload_file(caller, "aanleidingen", upload=Upload("aanleidingen.csv", content))
    names = ("external", "sort", "title", "statement", "read_at", "stated_on")
    reading = Reading("", dict(zip(names, HEAD.split(","), strict=True)), "meting")
    checked = check_import(caller, found.pk, found.version, reading=reading, background=False)
    looked = running.bring(checked.pk)
    if looked.refused or looked.rows != rows:
        raise AssertionError(f"the file is not sound: {looked.problems[:3]}")
    return start_import(caller, looked.pk, looked.version, on_conflict="stop", background=False)


def _written() -> list[type[models.Model]]:
    """The tables that grow with every row, and the ledger."""
    return [Driver, SearchText, apps.get_model("law", "ExternalId"), Entry]


def _all(model: type[models.Model]) -> Any:
    rows: Any = model._default_manager
    return rows.beyond_access("bench") if hasattr(rows, "beyond_access") else rows.all()


def _copied(model: type[models.Model], before: set[Any]) -> list[Any]:
    """The rows that came in, under other names, so that they can be written once more."""
    random, found = Randomness(), [row for row in _all(model) if row.pk not in before]
    for row in found:
        row.pk = uuid7(NOW, random) if isinstance(model._meta.pk, models.UUIDField) else None
        row._state.adding = True
        for name in ("external", "about", "stream"):
            if isinstance(getattr(row, name, None), str):
                setattr(row, name, f"{getattr(row, name)}-x")
    return found


def _plain(copies: dict[type[models.Model], list[Any]]) -> None:
    with transaction.atomic(), guard.opened("bench"):
        for model, rows in copies.items():
            model._base_manager.bulk_create(rows)
