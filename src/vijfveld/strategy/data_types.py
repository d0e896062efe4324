# SPDX-License-Identifier: EUPL-1.2
"""What the strategy floor lets people bring and take: drivers, efforts, asks, answers and threat levels."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from vijfveld.law.data.columns import Choice, Code, Column, Day, Moment, Number, Several, Words
from vijfveld.law.data.declaring import Brings, DataType, Given, referred
from vijfveld.law.data.own import partner, partner_id
from vijfveld.law.door import Door
from vijfveld.law.models import SearchText
from vijfveld.law.refusals import Invalid
from vijfveld.node.models import Record
from vijfveld.node.roles import Reach
from vijfveld.strategy.acts.asks import Said, answer_ask, put_ask
from vijfveld.strategy.acts.drivers import check_driver, state_driver
from vijfveld.strategy.acts.efforts import Plan, propose_fixed, propose_flexible
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.models import Answer, Ask, Driver, Effort, ThreatLevel
from vijfveld.strategy.words import Area, AskState, DriverKind, EffortState, Nature, Reply, Work

AREA = Choice(Area)


def _driver(given: Given) -> dict[str, Any]:
    return {
        "sort": given.text("sort"), "title": given.text("title"), "statement": given.text("statement"),
        "source": given.text("read_at"), "stated_on": given.values["stated_on"],
    }  # fmt: skip


def _check_driver(door: Door, given: Given) -> dict[str, Any]:
    faults = Faults()
    check_driver(faults, **_driver(given), areas=tuple(given.get("areas", [])), today=door.today)
    return faults.found


def _state_drivers(door: Door, givens: list[Given], manifest: str) -> list[Driver]:
    rows = [
        {**_driver(given), "areas": given.get("areas", []), "organisation_id": door.organisation} for given in givens
    ]
    made = door.new_many(Driver, rows, manifest=manifest)
    SearchText.objects.bulk_create([
        SearchText(about=row.urn, kind=row.kind, title=row.title, text=f"{row.statement} {row.source}",
                   audience=row.audience, changed_at=door.now)
        for row in made
    ])  # fmt: skip
    return made


drivers = DataType(
    "aanleidingen", "driver", _("Aanleidingen"), about=_("Wat een reden is om iets te doen, en waar dat staat."),
    columns=(
        Column("sort", "soort", "kind", _("Wat voor aanleiding het is."), Choice(DriverKind), required=True),
        Column("title", "titel", "title", _("Een korte titel."), Words(140), required=True),
        Column("statement", "uitspraak", "statement", _("Wat er staat, in een of twee zinnen. Geen namen van personen."),
               required=True),
        Column("read_at", "te_lezen_in", "read_in", _("Waar dit te lezen is."), Words(200), required=True,
               tells=lambda row, names: row.source),
        Column("stated_on", "vastgesteld_op", "stated_on", _("De dag waarop dit is vastgesteld."), Day(), required=True),
        Column("areas", "velden", "areas", _("De velden die dit raakt."), Several(AREA)),
    ),
    rows=lambda viewer: Driver.objects.visible_to(viewer), page="strategy:drivers", order=30,
    brings=Brings(state_driver.declaration, many=_state_drivers, check=_check_driver),
)  # fmt: skip


def _propose(door: Door, given: Given) -> Record:
    plan = Plan(
        title=given.text("title"), purpose=given.text("purpose"), objective=given.text("objective"),
        work=given.text("work"), reach=given.text("reach"), starts_on=given.values["starts_on"],
        legal_basis=given.get("legal_basis", "coordinatie-ct"),
    )  # fmt: skip
    driver = referred(door, "driver", given, "driver")
    if given.get("driver") and driver is None:
        raise Invalid({"driver": _("Deze aanleiding is niet gevonden. Gebruik haar extern_id.")})
    if given.text("nature") == Nature.FIXED:
        if given.get("ends_on"):
            raise Invalid({"ends_on": _("Vaste inzet heeft geen laatste dag.")})
        return propose_fixed(door, plan, rests_on=given.text("rests_on"), finding=driver)
    with Faults() as faults:
        faults.add("ends_on", _("Flexibele inzet heeft een laatste dag."), when=not given.get("ends_on"))
        faults.add("driver", _("Flexibele inzet heeft een aanleiding."), when=driver is None)
    assert driver is not None
    return propose_flexible(
        door, plan, driver=driver, ends_on=given.values["ends_on"], acknowledged=given.text("acknowledged")
    )


efforts = DataType(
    "inspanningen", "effort", _("Inzet"), about=_("Vaste en flexibele inzet waarvan uw organisatie eigenaar wordt."),
    columns=(
        Column("nature", "aard", "nature", _("Vast of flexibel."), Choice(Nature), required=True),
        Column("title", "titel", "title", _("Kort en herkenbaar."), Words(120), required=True),
        Column("purpose", "doel", "purpose", _("Wat er anders is als het lukt."), required=True),
        Column("objective", "punt_van_de_strategie", "objective", _("De code van het punt waaraan dit bijdraagt."),
               Words(60), required=True),
        Column("work", "soort_werk", "work", _("Beleidsmatig, bestuurlijk of operationeel."), Choice(Work), required=True),
        Column("reach", "bereik", "reach", _("Lokaal, nationaal of internationaal."), Choice(Reach), required=True),
        Column("legal_basis", "grondslag", "legal_basis", _("De code van de grondslag. Leeg is coordinatie-ct."), Code()),
        Column("starts_on", "eerste_dag", "starts_on", _("De eerste dag."), Day(), required=True),
        Column("ends_on", "laatste_dag", "ends_on", _("De laatste dag; alleen bij flexibele inzet."), Day()),
        Column("driver", "aanleiding", "driver", _("De extern_id van de aanleiding of van de bevinding."), Words(160),
               tells=lambda row, names: names.ref("driver", row.driver_id)),
        Column("rests_on", "rust_op", "rests_on", _("De code van de zekerheid waarop vaste inzet rust."), Words(60)),
        Column("acknowledged", "toch_nodig_omdat", "needed_because",
               _("Waarom flexibele inzet nodig is waar de vaste inzet niet op orde is."),
               tells=lambda row, names: row.decision.reasoning.reasons if row.decision else ""),
        Column("owner", "eigenaar", "owner", _("De code van de eigenaar; bij inlezen is dat uw organisatie."), Words(60),
               tells=lambda row, names: names.code(row.owner_id)),
        Column("state", "staat", "state", _("Waar de inzet staat; dit wordt niet ingelezen."), Choice(EffortState)),
    ),
    rows=lambda viewer: Effort.objects.visible_to(viewer), page="efforts:list", related=(("driver", "driver_id"),), order=40,
    brings=Brings(propose_flexible.declaration, make=_propose),
)  # fmt: skip


def _put(door: Door, given: Given) -> Record:
    effort = referred(door, "effort", given, "effort")
    if effort is None:
        raise Invalid({"effort": _("Deze inzet is niet gevonden. Gebruik haar extern_id.")})
    return put_ask(
        door, effort, partner=partner_id(given, "partner"), what=given.text("what"), capacity=given.values["capacity"],
        reply_by=given.values["reply_by"], floor=given.get("floor", None),
    )  # fmt: skip


asks = DataType(
    "vragen", "ask", _("Vragen"), about=_("Wat inzet van uw organisatie aan partners vraagt."),
    columns=(
        Column("effort", "inzet", "effort", _("De extern_id van de inzet."), Words(160), required=True,
               tells=lambda row, names: names.ref("effort", row.effort_id)),
        partner("partner", "partner", "partner", _("De code van de partner.")),
        Column("what", "gevraagd", "asked", _("Wat u precies vraagt."), required=True),
        Column("capacity", "capaciteit", "capacity", _("In voltijdbanen (fte)."), Number(), required=True),
        Column("reply_by", "antwoord_voor", "reply_by", _("De laatste dag voor een antwoord."), Day(), required=True),
        Column("floor", "ondergrens", "floor", _("Alleen bij vaste inzet: minder dan dit mag het nooit worden."), Number()),
        Column("asker", "vrager", "asker", _("De code van de vrager; bij inlezen is dat uw organisatie."), Words(60),
               tells=lambda row, names: names.code(row.asker_id)),
        Column("state", "staat", "state", _("Wat ervan werd; dit wordt niet ingelezen."), Choice(AskState)),
        Column("granted", "toegezegd", "granted", _("Wat is toegezegd; dit wordt niet ingelezen."), Number()),
    ),
    rows=lambda viewer: Ask.objects.visible_to(viewer), page="efforts:asks", related=(("effort", "effort_id"),),
    order=50, brings=Brings(put_ask.declaration, make=_put),
)  # fmt: skip


def _answer(door: Door, given: Given) -> Record:
    ask = referred(door, "ask", given, "ask")
    if ask is None:
        raise Invalid({"ask": _("Deze vraag is niet gevonden. Gebruik haar extern_id, of haar nummer uit de uitvoer.")})
    found = door.lock(Ask, ask)
    said = Said(
        given.text("reply"), capacity=given.get("capacity", None), reason=given.text("reason"),
        from_on=given.get("from_on", None),
    )  # fmt: skip
    return answer_ask(door, ask, found.version, said)


def _answered(door: Door, givens: list[Given]) -> dict[int, Any]:
    """An ask that was answered before: its latest answer."""
    found: dict[int, Any] = {}
    for given in givens:
        ask = referred(door, "ask", given, "ask")
        rows = door.visible(Answer).filter(ask=ask, partner=door.organisation)
        latest = rows.order_by("-number").first() if ask else None
        if latest is not None:
            found[given.number] = latest
    return found


answers = DataType(
    "antwoorden", "answer", _("Antwoorden"), about=_("Wat uw eigen organisatie op vragen antwoordt. Bijwerken is opnieuw antwoorden."),
    columns=(
        Column("ask", "vraag", "ask", _("De extern_id van de vraag, of haar nummer uit de uitvoer van vragen."),
               Words(160), required=True, tells=lambda row, names: names.ref("ask", row.ask_id)),
        Column("reply", "antwoord", "reply", _("Wat u zegt."), Choice(Reply), required=True),
        Column("capacity", "capaciteit", "capacity", _("In voltijdbanen (fte); niet nodig bij ja of nee."), Number()),
        Column("reason", "reden", "reason", _("Waarom; nodig bij elk ander antwoord dan ja.")),
        Column("from_on", "vanaf", "from", _("De eerste dag."), Day()),
        Column("answered_at", "gegeven_op", "answered_at", _("Wanneer; dit maakt Vijfveld zelf."), Moment()),
    ),
    rows=lambda viewer: Answer.objects.visible_to(viewer).filter(partner=viewer.organisation),
    page="efforts:asks", related=(("ask", "ask_id"),), unique=("ask",), order=60,
    brings=Brings(
        answer_ask.declaration, make=_answer, find=_answered, change=lambda door, found, given: _answer(door, given)
    ),
)  # fmt: skip

levels = DataType(
    "dreigingsniveaus", "threat_level", _("Dreigingsniveaus"), about=_("Het niveau door de jaren, met wat erop rust."),
    columns=(
        Column("scale", "schaal", "scale", _("De schaal die toen gold."), Words(20)),
        Column("level", "niveau", "level", _("De naam op die schaal."), Words(20)),
        Column("number", "cijfer", "number", _("Het cijfer, als de schaal cijfers heeft."), Number(0)),
        Column("region", "provincie", "province", _("De provincie, of leeg voor het hele land."), Words(4)),
        Column("edition", "dreigingsbeeld", "threat_picture", _("Het dreigingsbeeld waarop het rust."), Words(80)),
        Column("in_force_from", "geldt_vanaf", "in_force_from", _("Vanaf wanneer het geldt."), Moment()),
        Column("in_force_until", "geldt_tot", "in_force_until", _("Tot wanneer het geldt."), Moment()),
        Column("review_on", "bekijken_op", "review_on", _("De dag waarop iemand opnieuw kijkt."), Day()),
    ),
    rows=lambda viewer: ThreatLevel.objects.visible_to(viewer), page="strategy:levels", order=70,
)  # fmt: skip

TYPES = (drivers, efforts, asks, answers, levels)
