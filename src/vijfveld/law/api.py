# SPDX-License-Identifier: EUPL-1.2
"""The law and the partners as REST resources: organisations, bases, acts, decisions, deadlines and tasks."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field

from vijfveld.law import queries
from vijfveld.law.acts.tasks import finish_task
from vijfveld.law.acts_page import load_all, own_acts, who_may
from vijfveld.law.bases import catalogue
from vijfveld.law.callers import Caller
from vijfveld.law.models import Deadline, DeadlineState, Decision, Task
from vijfveld.law.registry import Declaration
from vijfveld.law.rest.listing import CodeWish, Wish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.subjects import with_titles
from vijfveld.law.rest.values import Code, Flag, Heard, In, Name, Out, Words
from vijfveld.law.words import deadline_words, decision_words, say, task_words
from vijfveld.node import queries as node_queries
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Discipline, OrganisationKind, Reach, Role
from vijfveld.node.viewer import Viewer

KINDS = Words(OrganisationKind, (
    "ministerie", "uitvoeringsorganisatie", "dienst", "politie", "openbaar-ministerie", "rechtspraak", "gemeente",
    "provincie", "veiligheidsregio", "zorg", "jeugdzorg", "onderwijs", "privaat", "onderzoek", "internationaal",
    "politiek",
))  # fmt: skip
DISCIPLINES = Words(Discipline, (
    "sociaal", "veiligheid", "inlichtingen", "justitie", "vreemdelingenketen", "zorg", "defensie", "privaat",
    "onderzoek", "bestuurlijk-politiek",
))  # fmt: skip
REACHES = Words(Reach, ("lokaal", "nationaal", "internationaal"))
ROLES = Words(Role, (
    "coordinator", "analist", "liaison", "procesregisseur", "voorzitter", "toetser", "planner", "ketenplanner",
    "beslisser", "functionaris-gegevensbescherming", "toezichthouder", "beheerder",
), or_none=True)  # fmt: skip
DEADLINES = Words(DeadlineState, ("open", "gehaald", "verlopen", "ingetrokken"))
RESULT_WORDS = {"done": "gedaan", "not_needed": "niet-nodig"}

organisations = Resource("organisaties", "Organisaties")
bases = Resource("grondslagen", "Grondslagen")
acts = Resource("handelingen", "Handelingen")
decisions = Resource("besluiten", "Besluiten")
deadlines = Resource("termijnen", "Termijnen")
tasks = Resource("taken", "Taken")
RESOURCES = (organisations, bases, acts, decisions, deadlines, tasks)


class OrganisationOut(Out, title="Organisatie"):
    """A partner."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    code: str
    name: str = Field(serialization_alias="naam")
    name_en: str = Field(serialization_alias="naamEngels")
    sort: Annotated[str, KINDS.told] = Field(serialization_alias="soort")
    discipline: Annotated[str, DISCIPLINES.told]
    reach: Annotated[str, REACHES.told] = Field(serialization_alias="bereik")
    softer_voice: bool = Field(serialization_alias="zachtereStem")
    province: str = Field(serialization_alias="provincie")
    oin: str
    left_on: date | None = Field(serialization_alias="gestoptOp")


class OrganisationWish(Wish):
    """Which partners to list."""

    sort: Annotated[str | None, KINDS.heard] = Field(None, alias="soort")
    discipline: Annotated[str | None, DISCIPLINES.heard] = None
    reach: Annotated[str | None, REACHES.heard] = Field(None, alias="bereik")
    code: Code | None = None


@organisations.lists("", OrganisationOut, says="De partners van deze node")
def list_organisations(viewer: Viewer, wish: OrganisationWish) -> Any:
    return Organisation.objects.filter(**wish.filters).order_by("-pk")


@organisations.shows("/{uuid:id}", OrganisationOut, says="Een partner")
def one_organisation(viewer: Viewer, id: UUID) -> Organisation | None:
    return node_queries.organisation(id)


class BasisOut(Out, title="Grondslag"):
    """A legal basis."""

    code: str
    title: str = Field(serialization_alias="titel")
    citation: str = Field(serialization_alias="vindplaats")
    purposes: list[str] = Field(serialization_alias="doelen")
    verified: bool = Field(serialization_alias="gezien", description="Of de tekst zelf is gezien.")
    valid_from: str | None = Field(serialization_alias="geldigVanaf", description="Jaar, maand of dag, zo ver bekend.")
    valid_to: str | None = Field(serialization_alias="geldigTot")


def _basis(basis: Any) -> dict[str, Any]:
    told = {name: getattr(basis, name) for name in ("code", "title", "citation", "valid_from", "valid_to")}
    return {**told, "purposes": list(basis.purposes), "verified": basis.verified == "seen"}


class Row(dict[str, Any]):
    """A row of a closed list, whose cursor is its code."""

    @property
    def code(self) -> str:
        return str(self["code"])


@bases.lists("", BasisOut, says="De grondslagen waarop handelingen kunnen rusten")
def list_bases(viewer: Viewer, wish: CodeWish) -> Any:
    return [Row(_basis(basis)) for basis in catalogue().bases.values()]


@bases.shows("/{code}", BasisOut, says="Een grondslag")
def one_basis(viewer: Viewer, code: Code) -> Any:
    found = catalogue().find(code)
    return Row(_basis(found)) if found else None


class ActOut(Out, title="Handeling"):
    """A verb of the system."""

    code: str
    says: str = Field(serialization_alias="woorden")
    roles: list[str] = Field(serialization_alias="rollen", description="Ook “klok” en “beheer” als die het mogen.")
    purpose: str = Field(serialization_alias="doel")
    basis: str = Field(serialization_alias="grondslag")
    personal_data: bool = Field(serialization_alias="persoonsgegevens")


MAY = {**ROLES.told.words, "clock": "klok", "keeper": "beheer"}


def _act(act: Declaration) -> Row:
    return Row(
        code=act.code, says=str(act.says), roles=[MAY[who] for who in who_may(act)], purpose=act.purpose.value,
        basis=act.basis, personal_data=act.personal_data,
    )  # fmt: skip


def _every_act() -> list[Row]:
    load_all()
    return [_act(act) for act in own_acts()]


@acts.lists("", ActOut, says="Alles wat met dit systeem gedaan kan worden, en door wie")
def list_acts(viewer: Viewer, wish: CodeWish) -> Any:
    return _every_act()


@acts.shows("/{code}", ActOut, says="Een handeling")
def one_act(viewer: Viewer, code: Code) -> Any:
    return next((act for act in _every_act() if act.code == code), None)


class ReasoningOut(Out, title="Redenering"):
    """The words of a decision."""

    reasons: str = Field(serialization_alias="redenen")
    proportionality: str = Field(serialization_alias="proportionaliteit")
    subsidiarity: str = Field(serialization_alias="subsidiariteit")
    alternatives: str = Field(serialization_alias="alternatieven")
    dissent: str = Field(serialization_alias="afwijkendOordeel")


class AboutOut(Out):
    """What a record is about."""

    about: str = Field(serialization_alias="over", description="De urn van waar dit over gaat.")
    about_title: str | None = Field(serialization_alias="overTitel")


class DecisionOut(AboutOut, title="Besluit"):
    """A decision with its words."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    what: str = Field(serialization_alias="soort")
    outcome: str = Field(serialization_alias="uitkomst")
    reasoning: ReasoningOut = Field(serialization_alias="motivering")
    taken_for_id: UUID = Field(serialization_alias="namens")
    taken_at: datetime = Field(serialization_alias="genomenOp")
    basis: str = Field(serialization_alias="grondslag")
    valid_until: date | None = Field(serialization_alias="geldigTotEnMet")
    review_on: date | None = Field(serialization_alias="opnieuwBekijkenOp")
    supersedes_id: UUID | None = Field(serialization_alias="vervangt")
    said: str = Field(serialization_alias="omschrijving")


class AboutWish(Wish):
    """Of which sort, and about what."""

    what: Code | None = Field(None, alias="soort")
    about: Name | None = Field(None, alias="over", description="De urn van waar het over gaat.")


def _with_words(words: Any) -> Any:
    def prepared(viewer: Viewer, rows: list[Any]) -> None:
        with_titles(viewer, rows)
        for row in rows:
            row.said = say(words, row.what)

    return prepared


@decisions.lists("", DecisionOut, says="De besluiten die u mag zien", prepare=_with_words(decision_words))
def list_decisions(viewer: Viewer, wish: AboutWish) -> Any:
    return Decision.objects.filter(**wish.filters)


@decisions.shows("/{uuid:id}", DecisionOut, says="Een besluit", prepare=_with_words(decision_words))
def one_decision(viewer: Viewer, id: UUID) -> Decision | None:
    return queries.decision(viewer, id)


class DeadlineOut(AboutOut, title="Termijn"):
    """A moment at which something ends, or must have been looked at."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    what: str = Field(serialization_alias="soort")
    said: str = Field(serialization_alias="omschrijving")
    due_at: datetime = Field(serialization_alias="looptAfOp")
    state: Annotated[str, DEADLINES.told] = Field(serialization_alias="staat")
    organisation_id: UUID | None = Field(serialization_alias="organisatie")
    basis: str = Field(serialization_alias="grondslag")
    closed_at: datetime | None = Field(serialization_alias="geslotenOp")


class DeadlineWish(AboutWish):
    """Which deadlines to list."""

    state: Annotated[str | None, DEADLINES.heard] = Field(None, alias="staat")
    organisation: UUID | None = Field(None, alias="organisatie")


@deadlines.lists("", DeadlineOut, says="De termijnen die u mag zien", prepare=_with_words(deadline_words))
def list_deadlines(viewer: Viewer, wish: DeadlineWish) -> Any:
    return Deadline.objects.filter(**wish.filters)


@deadlines.shows("/{uuid:id}", DeadlineOut, says="Een termijn", prepare=_with_words(deadline_words))
def one_deadline(viewer: Viewer, id: UUID) -> Deadline | None:
    return queries.deadline(viewer, id)


def _result(code: str) -> str:
    return RESULT_WORDS.get(code, code)


class TaskOut(AboutOut, title="Taak"):
    """Something that an organisation has to look at."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    what: str = Field(serialization_alias="soort")
    said: str = Field(serialization_alias="omschrijving")
    organisation_id: UUID = Field(serialization_alias="organisatie")
    role: Annotated[str, ROLES.told] = Field(serialization_alias="rol")
    opened_at: datetime = Field(serialization_alias="geopendOp")
    due_on: date | None = Field(serialization_alias="uiterlijkOp")
    done_at: datetime | None = Field(serialization_alias="afgerondOp")
    result: Annotated[str, AfterValidator(_result)] = Field(serialization_alias="uitkomst")


class TaskWish(AboutWish):
    """Which tasks to list."""

    done: Flag | None = Field(None, alias="afgerond")
    organisation: UUID | None = Field(None, alias="organisatie")

    @property
    def filters(self) -> dict[str, Any]:
        asked = super().filters
        done = asked.pop("done", None)
        return asked if done is None else {**asked, "done_at__isnull": not done}


@tasks.lists("", TaskOut, says="De taken van uw organisatie", prepare=_with_words(task_words))
def list_tasks(viewer: Viewer, wish: TaskWish) -> Any:
    return Task.objects.filter(**wish.filters)


@tasks.shows("/{uuid:id}", TaskOut, says="Een taak", prepare=_with_words(task_words))
def one_task(viewer: Viewer, id: UUID) -> Task | None:
    return queries.task(viewer, id)


class FinishIn(In, title="Afronding"):
    """How a task was finished."""

    result: Annotated[str, Heard(RESULT_WORDS)] = Field(alias="uitkomst")


@tasks.does("/{uuid:id}/_afronden", TaskOut, says="Rond een taak af", scope="afronden", edits=True,
            prepare=_with_words(task_words))  # fmt: skip
def finish(caller: Caller, id: UUID, version: int, body: FinishIn) -> Task:
    return finish_task(caller, id, result=body.result, version=version)
