# SPDX-License-Identifier: EUPL-1.2
"""How scenarios are named and reached, and the words for what they leave on other pages."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vijfveld.law.words import TaskWord, task_words
from vijfveld.node.ids import Urn
from vijfveld.node.models import Record
from vijfveld.node.slots import NavItem, Subject, navigation, routes, subjects
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import Exclusion, Mover, Scenario, Signpost, UncertaintyField
from vijfveld.steering.queries import scenarios as read

TASKS = {
    "scenario.next_to_move": TaskWord(_("Lees in welk scenario u aan zet bent")),
    "scenario.practise": TaskWord(_("Oefen dit scenario"), named=_("Oefen het scenario «%(about)s»")),
    "signpost.fired": TaskWord(_("Een baken ging af: lees wat dit voor u betekent")),
}


def _titled(model: type[Record], word: object, page: str) -> Subject:
    def many(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
        return dict(model.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "title"))

    def one(viewer: Viewer, urn: Urn) -> str | None:
        return many(viewer, [urn.id]).get(urn.id)

    return Subject(word, one, lambda urn: reverse(f"scenarios:{page}", args=[urn.id]), many)


def _exclusion(viewer: Viewer, urn: Urn) -> str | None:
    found = read.record(viewer, Exclusion, urn.id)
    return found.field.title if found else None


def _mover(viewer: Viewer, urn: Urn) -> str | None:
    found = read.record(viewer, Mover, urn.id)
    return found.scenario.title if found else None


def register() -> None:
    """Fill the slots that scenarios fill."""
    routes.fill("scenarios", "vijfveld.steering.pages.urls_scenarios")
    entry = NavItem(_("Scenario's"), "scenarios:list", lambda viewer: viewer.in_network, tucked=True)
    navigation.fill("scenarios", entry, order=25)
    subjects.fill("uncertainty_field", _titled(UncertaintyField, _("scenarioveld"), "field"))
    subjects.fill("scenario", _titled(Scenario, _("scenario"), "detail"))
    subjects.fill("signpost", _titled(Signpost, _("baken"), "signpost"))
    subjects.fill("exclusion", Subject(_("uitsluiting"), _exclusion, lambda urn: reverse("scenarios:list")))
    subjects.fill("mover", Subject(_("wie aan zet is"), _mover, lambda urn: reverse("scenarios:list")))
    for code, task in TASKS.items():
        task_words.fill(code, task)
