# SPDX-License-Identifier: EUPL-1.2
"""How the law's own records are named and reached on pages."""

from uuid import UUID

from django.utils.translation import gettext as say_now
from django.utils.translation import gettext_lazy as _

from vijfveld.law.words import deadline_words, decision_words, say, task_words
from vijfveld.node.ids import Urn
from vijfveld.node.models import Organisation, Person
from vijfveld.node.naming import named
from vijfveld.node.slots import NavItem, Subject, navigation, routes, subjects
from vijfveld.node.viewer import Viewer


def _organisation_title(viewer: Viewer, urn: Urn) -> str | None:
    return _organisation_titles(viewer, [urn.id]).get(urn.id)


def _organisation_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    rows = Organisation.objects.filter(pk__in=ids).values_list("id", "name", "name_en")
    return {id: named(name, name_en) for id, name, name_en in rows}


def _person_title(viewer: Viewer, urn: Urn) -> str | None:
    name: str | None = Person.objects.visible_to(viewer).filter(pk=urn.id).values_list("name", flat=True).first()
    return name


def _task_title(viewer: Viewer, urn: Urn) -> str | None:
    from vijfveld.law.queries import task

    found = task(viewer, urn.id)
    return say(task_words, found.what) if found else None


def _deadline_title(viewer: Viewer, urn: Urn) -> str | None:
    from vijfveld.law.models import Deadline

    rows = Deadline.objects.visible_to(viewer).filter(pk=urn.id)
    what = rows.values_list("what", flat=True).first()
    return say(deadline_words, what) if what else None


def _decision_title(viewer: Viewer, urn: Urn) -> str | None:
    from vijfveld.law.queries import decision

    found = decision(viewer, urn.id)
    return say(decision_words, found.what) if found else None


def _glass_title(viewer: Viewer, urn: Urn) -> str | None:
    from vijfveld.law.queries import glass

    return say_now("noodstap") if glass(viewer, urn.id) else None


def _tension_title(viewer: Viewer, urn: Urn) -> str | None:
    from vijfveld.law.acts.tensions import areas
    from vijfveld.law.queries import tension

    found = tension(viewer, urn.id)
    return say_now("spanning in %s") % areas().get(found.area, found.area) if found else None


def _import_title(viewer: Viewer, urn: Urn) -> str | None:
    from vijfveld.law.models import Import

    rows = Import.objects.visible_to(viewer).filter(pk=urn.id)
    name: str | None = rows.values_list("name", flat=True).first()
    return name


def register() -> None:
    """Fill the slots that the law fills."""
    organisation = Subject(
        _("organisatie"), _organisation_title, lambda urn: f"/organisaties/{urn.id}", titles=_organisation_titles
    )
    for kind, subject in {
        "organisation": organisation,
        "person": Subject(_("collega"), _person_title, lambda urn: f"/mensen/{urn.id}"),
        "task": Subject(_("taak"), _task_title, lambda urn: f"/taken/{urn.id}"),
        "deadline": Subject(_("termijn"), _deadline_title, lambda urn: "/loopt-af"),
        "decision": Subject(_("besluit"), _decision_title, lambda urn: f"/besluiten/{urn.id}"),
        "break_glass": Subject(_("noodstap"), _glass_title, lambda urn: f"/noodstap/{urn.id}"),
        "import": Subject(_("bestand"), _import_title, lambda urn: f"/gegevens/ingelezen/{urn.id}"),
        "area_tension": Subject(_("spanning in een gebied"), _tension_title, lambda urn: f"/poort/spanning/{urn.id}"),
    }.items():
        subjects.fill(kind, subject)
    routes.fill("law", "vijfveld.law.pages.urls")
    routes.fill("data", "vijfveld.law.data_pages")
    navigation.fill("running-out", NavItem(_("Wat loopt af"), "law:running-out"), order=600)
    navigation.fill("tasks", NavItem(_("Taken"), "law:tasks", tucked=True), order=610)
    navigation.fill("law", NavItem(_("Wet en toezicht"), "law:law", tucked=True), order=700)
