# SPDX-License-Identifier: EUPL-1.2
"""Calculating a study: asked by people, done in the background, kept with its assumptions, called off at will."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.steering.acts.portfolios import open_one
from vijfveld.steering.acts.scenarios import MAKERS
from vijfveld.steering.models import PortfolioRun
from vijfveld.steering.portfolio_assumptions import written
from vijfveld.steering.portfolio_words import RunState, Stage
from vijfveld.steering.snapshots import canonical, digest
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.models import Effort
from vijfveld.strategy.words import ALIVE

Json = dict[str, Any]
OVER = _("Deze berekening is al klaar, of was al afgebroken.")


@act("portfolio.ask_run", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("vroeg een berekening"))
def ask_run(door: Door, study: UUID, version: int) -> PortfolioRun:
    """Ask for a calculation on the assumptions as they stand now; they are written down and do not change any more."""
    found = open_one(door, study, version)
    door.one_at_a_time(f"portfolio:{found.pk}")
    busy = door.all(PortfolioRun).filter(study=found, state=RunState.ASKED).exists()
    door.require(not busy, "portfolio.busy", _("Er loopt al een berekening. Wacht, of breek die af."))
    given = written(door.all, found)
    with Faults() as faults:
        check_ready(faults, given, ended=ended_in(door.all(Effort), given))
    number = door.all(PortfolioRun).filter(study=found).count() + 1
    return door.new(
        PortfolioRun, study=found, number=number, organisation_id=door.organisation, assumptions=given,
        asked_at=door.now, facts={"number": number, "assumptions": digest(canonical(given))},
    )  # fmt: skip


def ended_in(rows: QuerySet[Effort], given: Json) -> list[str]:
    """The titles of candidates whose effort is over; `rows`: the efforts that may be read."""
    over = rows.filter(pk__in=[one["id"] for one in given["candidates"]]).exclude(state__in=ALIVE)
    ended = set(map(str, over.values_list("pk", flat=True)))
    return [one["title"] for one in given["candidates"] if one["id"] in ended]


def not_milder(given: Json) -> list[str]:
    """The pairs that people named as deeper and milder, and of which the milder one does not cut less deep."""
    known = {one["id"]: one for one in given["candidates"]}
    return [
        gettext("«%(milder)s» naast «%(deeper)s»") % {"milder": known[other]["title"], "deeper": one["title"]}
        for one in given["candidates"] for other in one["milder"]
        if other in known and known[other]["intrusive"] >= one["intrusive"]
    ]  # fmt: skip


def check_ready(faults: Faults, given: Json, *, ended: Collection[str]) -> None:
    """Note everything that is missing or cannot be before a study can be calculated; `ended`: see ended_in."""
    told = _("Loopt niet meer; haal dit uit de studie: %(titles)s.") % {"titles": ", ".join(ended)}
    faults.add("candidates", told, when=bool(ended))
    pairs = not_milder(given)
    told = _("Genoemd als minder ingrijpend, maar grijpt even diep of dieper in: %(pairs)s.") % {
        "pairs": "; ".join(pairs)
    }
    faults.add("milder", told, when=bool(pairs))
    open_ones = [one for one in given["candidates"] if not one["bar"]]
    faults.add("candidates", _("Kies eerst inzet die mag: er is nog geen kandidaat."), when=not open_ones)
    unsaid = [one["title"] for one in given["scenarios"] if not one["reasons"]]
    told = _("Nog niet beoordeeld hoeveel het vraagt: %(titles)s.") % {"titles": ", ".join(unsaid)}
    faults.add("scenarios", told, when=bool(unsaid))
    scenarios = {one["id"] for one in given["scenarios"]}
    areas = set(given["areas"])
    missing = [
        one["title"] for one in open_ones
        if scenarios - set(one["cover"]) or any(areas - set(steps) for steps in one["cover"].values())
    ]  # fmt: skip
    told = _("Nog niet in elk scenario beoordeeld wat het dekt: %(titles)s.") % {"titles": ", ".join(missing)}
    faults.add("cover", told, when=bool(missing))


@act("portfolio.cancel_run", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("brak een berekening af"))
def cancel_run(door: Door, run: UUID) -> PortfolioRun:
    """Call off a calculation that goes on, however far it is; what came out of earlier ones stays."""
    asked = door.lock(PortfolioRun, run)
    open_one(door, asked.study_id)
    door.require(asked.state == RunState.ASKED, "portfolio_run.over", OVER)
    return _ended(door, asked, RunState.CANCELLED)


@act("portfolio.tell_stage", purpose=Purpose.COORDINATION, by_clock=True, says=_("ging verder met een berekening"))
def tell_stage(door: Door, run: UUID, *, stage: str) -> PortfolioRun:
    """Note how far a calculation is; one that was called off stays so."""
    asked = door.lock(PortfolioRun, run)
    if asked.state == RunState.ASKED:
        asked.stage = Stage(stage)
        door.save(asked, stage=stage)
    return asked


@act("portfolio.finish_run", purpose=Purpose.COORDINATION, by_clock=True, says=_("rondde een berekening af"))
def finish_run(door: Door, run: UUID, *, outcome: Json) -> PortfolioRun:
    """Keep what came out, with the SHA-256 of assumptions and outcome together."""
    asked = door.lock(PortfolioRun, run)
    door.require(asked.state == RunState.ASKED, "portfolio_run.over", OVER)
    asked.outcome = outcome
    return _ended(door, asked, RunState.INFEASIBLE if "clash" in outcome else RunState.DONE)


@act("portfolio.fail_run", purpose=Purpose.COORDINATION, by_clock=True, says=_("kon een berekening niet afronden"))
def fail_run(door: Door, run: UUID, *, because: str) -> PortfolioRun:
    """Note that nothing came out that holds, and why; the last good outcome of the study stays."""
    asked = door.lock(PortfolioRun, run)
    return _ended(door, asked, RunState.FAILED, because) if asked.state == RunState.ASKED else asked


def _ended(door: Door, run: PortfolioRun, state: RunState, because: str = "") -> PortfolioRun:
    run.state, run.because, run.ended_at = state, because, door.now
    run.sha256 = fingerprint(run) if run.outcome else ""
    door.save(run, state=state.value, sha256=run.sha256)
    return run


def fingerprint(run: PortfolioRun) -> str:
    """The SHA-256 of what a run rests on and what came out, RFC 8785."""
    return digest(canonical({"assumptions": run.assumptions, "number": run.number, "outcome": run.outcome}))
