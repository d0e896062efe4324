# SPDX-License-Identifier: EUPL-1.2
"""What the system test lets people bring and take: one's own answers of a round, and findings."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.data.columns import Choice, Column, Moment, Number, Words, YesNo
from vijfveld.law.data.declaring import Brings, DataType, Given
from vijfveld.law.data.own import partner
from vijfveld.law.door import Door
from vijfveld.law.refusals import Invalid, NotThere
from vijfveld.node.models import Record
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts.answers import Told, submit_answer
from vijfveld.steering.models import Finding, Invitation, Round, TestAnswer
from vijfveld.steering.words import DONE, Sureness
from vijfveld.steering.words import Work as State
from vijfveld.strategy.words import Area


def _round(door: Door, given: Given) -> UUID:
    """The round that a row names, by its title or its number."""
    text = given.text("round")
    mine = door.visible(Invitation).filter(partner_id=door.organisation).values_list("round_id", flat=True)
    rows = door.visible(Round).filter(pk__in=list(mine))
    found = [row.id for row in rows if text in (row.title, str(row.id))]
    if len(found) != 1:
        raise Invalid({"round": _("Uw organisatie is niet gevraagd in één ronde met deze titel.")})
    return found[0]


def _submit(door: Door, given: Given) -> Record:
    round = _round(door, given)
    level = given.get("level", None)
    told = Told(
        applies=given.get("applies", True), level=None if level is None else int(level),
        sureness=given.text("sureness"), explanation=given.text("explanation"), reason=given.text("reason"),
        aloud=given.get("aloud", False),
    )  # fmt: skip
    version = door.visible(TestAnswer).filter(round=round, partner_id=door.organisation, item=given.text("item"))
    try:
        return submit_answer(
            door, round, given.text("item"), version.values_list("version", flat=True).first() or 0, told
        )
    except NotThere as error:
        raise Invalid({"item": _("Deze vraag is in deze ronde niet aan uw organisatie gesteld.")}) from error


def _submitted(door: Door, givens: list[Given]) -> dict[int, Any]:
    """What was submitted before."""
    found: dict[int, Any] = {}
    for given in givens:
        try:
            round = _round(door, given)
        except Invalid:
            continue
        rows = door.visible(TestAnswer).filter(round=round, partner_id=door.organisation, work__in=DONE)
        answer = rows.filter(item=given.text("item")).first()
        if answer is not None:
            found[given.number] = answer
    return found


def _own_answers(viewer: Viewer) -> Any:
    return TestAnswer.objects.visible_to(viewer).filter(partner=viewer.organisation, work__in=DONE)


test_answers = DataType(
    "toetsantwoorden", "test_answer", _("Antwoorden op de systeemtoets"),
    about=_("Wat uw eigen organisatie indient in een ronde die open is. Bijwerken is opnieuw indienen."),
    columns=(
        Column("round", "ronde", "round", _("De titel van de ronde, of haar nummer uit de uitvoer."), Words(140),
               required=True, tells=lambda row, names: row.round.title),
        Column("item", "vraag", "item", _("De code van de vraag, zoals die op het papieren formulier staat."), Words(255),
               required=True),
        Column("applies", "van_toepassing", "applies", _("Of de vraag voor u geldt; leeg is ja."), YesNo(),
               tells=lambda row, names: row.work != State.NOT_APPLICABLE),
        Column("level", "niveau", "level", _("Het niveau, van laag (0) naar hoog."), Number(0)),
        Column("sureness", "zekerheid", "sureness", _("Hoe zeker u hiervan bent."), Choice(Sureness)),
        Column("explanation", "toelichting", "explanation", _("Uw toelichting.")),
        Column("reason", "reden", "reason", _("Waarom de vraag niet voor u geldt.")),
        Column("aloud", "woordelijk", "aloud", _("Of de toelichting woordelijk in het rapport mag."), YesNo()),
    ),
    rows=_own_answers, page="tests:list", order=65,
    brings=Brings(
        submit_answer.declaration, make=_submit, find=_submitted, change=lambda door, found, given: _submit(door, given)
    ),
)  # fmt: skip

findings = DataType(
    "bevindingen", "finding", _("Bevindingen"), about=_("Wat er volgens de systeemtoetsen mist, en wat ermee gebeurde."),
    columns=(
        Column("title", "titel", "title", _("De titel."), Words(140)),
        Column("area", "veld", "area", _("Het veld."), Choice(Area)),
        Column("missing", "wat_mist", "missing", _("Wat er mist.")),
        Column("proposal", "voorstel", "proposal", _("De inzet die de toetsers voorstellen.")),
        Column("items", "vragen", "items", _("De codes van de vragen waarop dit rust."), Words(),
               tells=lambda row, names: "; ".join(row.items)),
        partner("noted_by", "vastgelegd_door", "noted_by", _("De code van de organisatie die dit vastlegde.")),
        Column("noted_at", "vastgelegd_op", "noted_at", _("Wanneer het is vastgelegd."), Moment()),
        Column("effort", "inzet", "effort", _("De inzet die hierin voorziet."), Words(160),
               tells=lambda row, names: names.ref("effort", row.effort_id)),
        Column("closed_at", "gesloten_op", "closed_at", _("Wanneer het is gesloten."), Moment()),
    ),
    rows=lambda viewer: Finding.objects.visible_to(viewer), page="tests:findings",
    related=(("effort", "effort_id"),), order=75,
)  # fmt: skip

TYPES = (test_answers, findings)
