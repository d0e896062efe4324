# SPDX-License-Identifier: EUPL-1.2
"""What the law itself lets people bring and take: organisations, people, decisions and deadlines."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acts import people as acts
from vijfveld.law.data.columns import Address, Choice, Code, Column, Day, Moment, Words, YesNo, by_name
from vijfveld.law.data.declaring import Brings, DataType, Given
from vijfveld.law.door import Door
from vijfveld.law.models import Deadline, DeadlineState, Decision
from vijfveld.law.refusals import Invalid
from vijfveld.node.models import Organisation, Person, Record
from vijfveld.node.roles import Discipline, OrganisationKind, Reach
from vijfveld.node.viewer import Viewer

ABOUT = ("code", "name", "name_en", "sort", "discipline", "reach", "softer_voice", "province", "oin")


def partner(name: str, nl: str, en: str, help: Any, attribute: str = "") -> Column:
    """A column that names a partner by its code."""
    attribute = attribute or f"{name}_id"
    return Column(
        name, nl, en, help, Code(), required=True, tells=lambda row, names: names.code(by_name(row, attribute))
    )


def partner_id(given: Given, name: str) -> Any:
    """The partner that a row names. Raises Invalid when no partner has the code."""
    found = Organisation.objects.filter(code=given.text(name)).values_list("id", flat=True).first()
    if found is None:
        raise Invalid({name: _("Geen organisatie heeft deze code.")})
    return found


def _organisations(viewer: Viewer) -> Any:
    shown = viewer.roles or viewer.in_network
    return Organisation.objects.all() if shown else Organisation.objects.none()


def _about(given: Given) -> dict[str, Any]:
    told = {name: given.get(name, False if name == "softer_voice" else "") for name in ABOUT if name in given.values}
    return {"softer_voice": False, **told}


def _add_organisations(door: Door, givens: list[Given], manifest: str) -> list[Organisation]:
    return door.new_many(Organisation, [_about(given) for given in givens], manifest=manifest)


def _known_organisations(door: Door, givens: list[Given]) -> dict[int, Any]:
    rows = {row.code: row for row in Organisation.objects.filter(code__in=[given.text("code") for given in givens])}
    return {given.number: rows[given.text("code")] for given in givens if given.text("code") in rows}


def _change_organisation(door: Door, found: Organisation, given: Given) -> None:
    told = {name: value for name, value in _about(given).items() if name in given.values and name != "code"}
    if given.text("code") != found.code:
        raise Invalid({"code": _("De code van een organisatie wijzigt nooit.")})
    acts.change_organisation(door, found.id, found.version, **told)


organisations = DataType(
    "organisaties", "organisation", _("Organisaties"),
    about=_("De partners van de strategie en wat voor organisaties het zijn."),
    columns=(
        Column("code", "code", "code", _("Een vaste sleutel: bij een gemeente de CBS-code. Die wijzigt nooit."), Code(),
               required=True),
        Column("name", "naam", "name", _("De naam."), Words(200), required=True),
        Column("name_en", "naam_engels", "name_english", _("De naam in het Engels."), Words(200)),
        Column("sort", "soort", "kind", _("Wat voor organisatie het is."), Choice(OrganisationKind), required=True),
        Column("discipline", "discipline", "discipline", _("De kant van het netwerk."), Choice(Discipline),
               required=True),
        Column("reach", "bereik", "reach", _("Op welk niveau de organisatie werkt."), Choice(Reach), required=True),
        Column("softer_voice", "zachtere_stem", "softer_voice", _("Of de stem van deze sociale partner apart telt."),
               YesNo()),
        Column("province", "provincie", "province", _("De code van de provincie, als die ertoe doet."), Words(10)),
        Column("oin", "oin", "oin", _("Het organisatie-identificatienummer van de overheid."), Words(20)),
    ),
    rows=_organisations, page="people:organisations", unique=("code",), order=10,
    brings=Brings(
        acts.add_organisations.declaration, many=_add_organisations, find=_known_organisations,
        change=_change_organisation,
    ),
)  # fmt: skip


def _add_person(door: Door, given: Given) -> Record:
    return acts.add_person(
        door, name=given.text("name"), email=given.text("email"), organisation=partner_id(given, "organisation"),
        language=given.get("language", "nl"),
    )  # fmt: skip


def _known_people(door: Door, givens: list[Given]) -> dict[int, Any]:
    rows = {row.email.lower(): row for row in door.visible(Person).filter(email__in=[g.text("email") for g in givens])}
    return {given.number: rows[given.text("email")] for given in givens if given.text("email") in rows}


def _change_person(door: Door, found: Person, given: Given) -> None:
    acts.change_person(
        door, found.id, found.version, name=given.text("name"), email=given.text("email"),
        organisation=partner_id(given, "organisation"),
    )  # fmt: skip


class Language(Words):
    """The language in which a person works."""

    def read(self, cell: Any) -> str:
        """nl or en."""
        text = super().read(cell).lower()
        if text not in ("nl", "en"):
            from vijfveld.law.data.columns import Unreadable

            raise Unreadable(_("Schrijf nl of en."))
        return text

    def offers(self) -> list[str]:
        """Both languages."""
        return ["nl", "en"]


people = DataType(
    "mensen", "person", _("Mensen"),
    about=_("Wie met deze node werkt. Wie zo binnenkomt, kan zich nog niet aanmelden: nodig daarna uit."),
    columns=(
        Column("name", "naam", "name", _("De naam van de collega."), Words(120), required=True),
        Column("email", "e-mailadres", "email", _("Een adres van het werk."), Address(), required=True),
        partner("organisation", "organisatie", "organisation", _("De code van de organisatie waar de collega werkt.")),
        Column("language", "taal", "language", _("De taal van de collega: nl of en. Leeg is nl."), Language(2)),
    ),
    rows=lambda viewer: Person.objects.visible_to(viewer).filter(left_at__isnull=True),
    page="people:people", unique=("email",), order=20,
    brings=Brings(acts.add_person.declaration, make=_add_person, find=_known_people, change=_change_person),
)  # fmt: skip

decisions = DataType(
    "besluiten", "decision", _("Besluiten"), about=_("Wat is besloten en wat u mag zien, met de redenen."),
    columns=(
        Column("what", "soort", "kind", _("De code van het soort besluit."), Words(60)),
        Column("outcome", "uitkomst", "outcome", _("De code van wat eruit kwam."), Words(60)),
        Column("about", "gaat_over", "about", _("De urn van waarover het gaat."), Words(140)),
        Column("reasons", "redenen", "reasons", _("Waarom zo is besloten."), Words(),
               tells=lambda row, names: row.reasoning.reasons),
        Column("dissent", "afwijkend_standpunt", "dissent", _("Wie er anders over dacht, en waarom."), Words(),
               tells=lambda row, names: row.reasoning.dissent),
        partner("taken_for", "namens", "taken_for", _("De code van de organisatie die besloot.")),
        Column("taken_at", "genomen_op", "taken_at", _("Wanneer is besloten."), Moment()),
        Column("basis", "grondslag", "basis", _("De code van de grondslag."), Words(60)),
        Column("valid_until", "geldt_tot_en_met", "valid_until", _("De laatste dag waarop het geldt."), Day()),
        Column("review_on", "bekijken_op", "review_on", _("De dag waarop iemand opnieuw kijkt."), Day()),
    ),
    rows=lambda viewer: Decision.objects.visible_to(viewer), page="law:decisions", order=80,
)  # fmt: skip

deadlines = DataType(
    "termijnen", "deadline", _("Termijnen"), about=_("Wat afloopt, en wat er met elke termijn is gebeurd."),
    columns=(
        Column("what", "soort", "kind", _("De code van het soort termijn."), Words(60)),
        Column("about", "gaat_over", "about", _("De urn van waarover het gaat."), Words(140)),
        Column("due_at", "loopt_af_op", "due_at", _("Wanneer de termijn afloopt."), Moment()),
        Column("state", "staat", "state", _("Wat ermee is gebeurd."), Choice(DeadlineState)),
        Column("organisation", "organisatie", "organisation", _("De code van wie er iets mee moet."), Words(60),
               tells=lambda row, names: names.code(row.organisation_id)),
    ),
    rows=lambda viewer: Deadline.objects.visible_to(viewer), page="law:running-out", order=90,
)  # fmt: skip

TYPES = (organisations, people, decisions, deadlines)
