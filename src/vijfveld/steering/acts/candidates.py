# SPDX-License-Identifier: EUPL-1.2
"""Candidates of a study: which efforts, what each asks and covers, what the law bars, and consultation abroad."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.acts.tasks import open_task
from vijfveld.law.door import Door
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Stale
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Reach, Role
from vijfveld.steering.acts.portfolios import MOST_FTE, MOST_MONEY, SHORTER, open_one
from vijfveld.steering.acts.scenarios import LONGEST, MAKERS
from vijfveld.steering.models import Candidate, Consultation, Cover, PortfolioStudy, StudyScenario
from vijfveld.steering.portfolio_assumptions import plain
from vijfveld.steering.portfolio_words import CONSULTED, CoverStep, Intrusion
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.models import Ask, Effort
from vijfveld.strategy.words import ALIVE, OPEN_ASKS

MOST_CANDIDATES = 60
GONE = _("Deze inzet doet in de studie niet meer mee.")
NOT_HEARD = _(
    "Dit is inzet in het buitenland. Partners vragen kan pas als is vastgelegd dat Buitenlandse Zaken en Defensie zijn "
    "geraadpleegd. Een coördinator legt dat vast bij de kandidaat in een portefeuillestudie."
)
WHY_HEARD = "Nationale CT-strategie 2016-2020, §5.1 en §8.2"


@act("candidate.choose", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("koos inzet voor een studie"))
def choose_candidates(door: Door, study: UUID, *, efforts: Collection[UUID]) -> PortfolioStudy:
    """Take efforts into a study. What each asks of partners is taken over only from asks that the actor's own
    organisation put or received: the study is read by more people than an ask of others is."""
    found = open_one(door, study)
    there = set(_standing(door, found).values_list("effort_id", flat=True))
    chosen = list(door.visible(Effort).filter(pk__in=efforts, state__in=ALIVE).exclude(pk__in=there).order_by("id"))
    with Faults() as faults:
        faults.add("efforts", _("Kies ten minste één inzet die loopt."), when=not chosen)
        many = _("Een studie heeft ten hoogste zestig kandidaten.")
        faults.add("efforts", many, when=len(there) + len(chosen) > MOST_CANDIDATES)
    asks: dict[UUID, dict[str, str]] = {}
    ours = Q(asker_id=door.organisation) | Q(partner_id=door.organisation)
    standing = door.visible(Ask).filter(ours, effort__in=[one.id for one in chosen], state__in=OPEN_ASKS)
    for ask in standing.order_by("id"):
        asks.setdefault(ask.effort_id, {})[str(ask.partner_id)] = plain(ask.capacity) or "0"
    for effort in chosen:
        door.new(Candidate, study=found, effort=effort, asked=asks.get(effort.id, {}))
    return found


def _standing(door: Door, study: PortfolioStudy):  # type: ignore[no-untyped-def]
    return door.all(Candidate).filter(study=study, dropped_on__isnull=True)


@dataclass(frozen=True)
class Weighing:
    """What is known of a candidate apart from what it covers. Money × € 1.000 a year, capacity in fte."""

    intrusive: int
    cost: Decimal = Decimal(0)
    asked: dict[str, Decimal] = field(default_factory=dict)
    needs_first: tuple[str, ...] = ()
    milder: tuple[str, ...] = ()
    bar: str = ""


@act("candidate.weigh", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("beschreef een kandidaat van een studie"))
def weigh_candidate(door: Door, candidate: UUID, version: int, weighing: Weighing) -> Candidate:
    """Say what a candidate asks, costs and needs, how deep it cuts, and whether the law bars it."""
    found, _study = own_candidate(door, candidate, version)
    others = set(map(str, _standing(door, found.study).exclude(pk=found.pk).values_list("effort_id", flat=True)))
    partners = set(map(str, Organisation.objects.filter(pk__in=weighing.asked).values_list("pk", flat=True)))
    with Faults() as faults:
        check_weighing(faults, weighing, others=others, partners=partners)
    found.intrusive, found.cost, found.bar = weighing.intrusive, weighing.cost, weighing.bar.strip()
    found.needs_first, found.milder = sorted(weighing.needs_first), sorted(weighing.milder)
    found.asked = {partner: plain(fte) for partner, fte in sorted(weighing.asked.items()) if fte}
    door.save(found, intrusive=found.intrusive, cost=found.cost, barred=bool(found.bar), asked=len(found.asked))
    return found


def check_weighing(
    faults: Faults, weighing: Weighing, *, others: Collection[str], partners: Collection[str]
) -> None:  # fmt: skip
    """Note what is wrong with a weighing; `others`: the efforts beside it; `partners`: who takes part."""
    faults.add("intrusive", _("Kies hoe diep dit ingrijpt."), when=weighing.intrusive not in Intrusion.values)
    money = _("Schrijf een bedrag van 0 tot tien miljoen (× € 1.000).")
    faults.add("cost", money, when=not 0 <= weighing.cost < MOST_MONEY)
    apart = _("Kies alleen andere inzet uit deze studie.")
    faults.add("needs_first", apart, when=not set(weighing.needs_first) <= set(others))
    faults.add("milder", apart, when=not set(weighing.milder) <= set(others))
    both = set(weighing.needs_first) & set(weighing.milder)
    faults.add("milder", _("Wat eerst nodig is, kan niet ook het mildere alternatief zijn."), when=bool(both))
    faults.add("bar", SHORTER, when=len(weighing.bar) > LONGEST)
    for partner, fte in weighing.asked.items():
        amount = _("Schrijf een aantal voltijdbanen van 0 of meer.")
        faults.add(f"asked-{partner}", amount, when=not 0 <= fte <= MOST_FTE)
    unknown = set(weighing.asked) - set(partners)
    faults.add("partner", _("Kies een partner die meedoet."), when=bool(unknown))


@act("candidate.judge_cover", roles=MAKERS, purpose=Purpose.COORDINATION,
     says=_("oordeelde wat inzet dekt in een scenario"))  # fmt: skip
def judge_cover(
    door: Door, candidate: UUID, scenario: UUID, version: int, *, steps: Mapping[str, int], reasons: str
) -> Cover:  # fmt: skip
    """Judge what a candidate covers of each field in one scenario, with reasons. A new judgement takes the place of
    the old one; runs keep what they rested on. `version` is that of the judgement that was read, 0 for none; raises
    Stale when another one stands."""
    found, study = own_candidate(door, candidate)
    before = door.all(Cover).filter(candidate=found, scenario_id=scenario).first()
    if version != (before.version if before else 0):
        raise Stale
    studied = door.all(StudyScenario).filter(study=study, scenario_id=scenario).exists()
    with Faults() as faults:
        check_cover(faults, study, steps, reasons=reasons)
        faults.add("reasons", _("Dit scenario hoort niet bij de studie."), when=not studied)
    told = {area: int(steps[area]) for area in study.areas}
    if before is None:
        return door.new(
            Cover, study=study, candidate=found, scenario_id=scenario, steps=told, reasons=reasons.strip(),
            judged_by_id=door.organisation, judged_on=door.today, facts=dict(told),
        )  # fmt: skip
    before.steps, before.reasons = told, reasons.strip()
    before.judged_by_id, before.judged_on = door.organisation, door.today
    door.save(before, **told)
    return before


def check_cover(faults: Faults, study: PortfolioStudy, steps: Mapping[str, int], *, reasons: str) -> None:
    """Note what is wrong with a judgement of cover."""
    for area in study.areas:
        faults.add(f"step-{area}", _("Kies hoeveel dit dekt."), when=steps.get(area) not in CoverStep.values)
    faults.add("reasons", _("Schrijf waarop dit oordeel rust."), when=not reasons.strip())
    faults.add("reasons", SHORTER, when=len(reasons) > LONGEST)


@act("candidate.drop", roles=MAKERS, purpose=Purpose.COORDINATION, says=_("haalde inzet uit een studie"))
def drop_candidate(door: Door, candidate: UUID, version: int) -> Candidate:
    """Take an effort out of a study; the effort itself goes on as it was."""
    found, _study = own_candidate(door, candidate, version)
    found.dropped_on = door.today
    door.save(found)
    return found


def own_candidate(door: Door, candidate: UUID, version: int | None = None) -> tuple[Candidate, PortfolioStudy]:
    """A candidate that takes part, in a study that the actor may change, locked."""
    found = door.lock(Candidate, candidate, version)
    study = open_one(door, found.study_id)
    door.require(found.dropped_on is None, "candidate.dropped", GONE)
    return found, study


@act("consultation.note", roles={Role.COORDINATOR}, purpose=Purpose.COORDINATION,
     says=_("legde vast dat een ministerie is geraadpleegd over inzet in het buitenland"))  # fmt: skip
def note_consultation(door: Door, effort: UUID, *, ministry: UUID, held_on: date, said: str) -> Consultation:
    """Note that Foreign Affairs or Defence was heard about foreign effort, and what it said; it is told so."""
    found = door.visible(Effort).filter(pk=effort).first()
    asked = Organisation.objects.filter(pk=ministry, code__in=CONSULTED, left_on__isnull=True).first()
    with Faults() as faults:
        abroad = found is not None and found.reach == Reach.INTERNATIONAL and found.is_alive
        faults.add("said", _("Deze inzet werkt niet in het buitenland, of loopt niet meer."), when=not abroad)
        faults.add("ministry", _("Kies Buitenlandse Zaken of Defensie."), when=asked is None)
        faults.add("held_on", _("Kies vandaag of een dag die voorbij is."), when=held_on > door.today)
        faults.add("said", _("Schrijf wat het ministerie zei."), when=not said.strip())
        faults.add("said", SHORTER, when=len(said) > LONGEST)
    made = door.new(
        Consultation, effort=found, ministry=asked, held_on=held_on, said=said.strip(),
        organisation_id=door.organisation, facts={"held_on": held_on},
    )  # fmt: skip
    open_task(door, "consultation.read", about=made, organisation=ministry, role=Role.LIAISON)
    return made


def require_heard(door: Door, effort: Effort) -> None:
    """Refuse to ask partners for effort abroad, whoever owns it, before both ministries were heard."""
    door.require(not not_heard(door, effort), "portfolio.not_heard", NOT_HEARD, source=WHY_HEARD)


def not_heard(door: Door, effort: Effort) -> list[str]:
    """The codes of the ministries that must still be heard before partners can be asked; none for effort at home."""
    if effort.reach != Reach.INTERNATIONAL:
        return []
    heard = door.all(Consultation).filter(effort=effort).values_list("ministry__code", flat=True)
    return [code for code in CONSULTED if code not in set(heard)]
