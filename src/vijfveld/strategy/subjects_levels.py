# SPDX-License-Identifier: EUPL-1.2
"""How levels and drivers are named and reached, where they stand in the navigation, and the words for their codes."""

from uuid import UUID

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from vijfveld.law.words import (
    Noteworthy,
    TaskWord,
    deadline_words,
    decision_words,
    noteworthy,
    outcome_words,
    task_words,
)
from vijfveld.node.slots import NavItem, Subject, navigation, routes, subjects
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.models import Driver
from vijfveld.strategy.shelf import level_title, scale_in_force


def driver_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of many drivers in one read."""
    return dict(Driver.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "title"))


def register() -> None:
    """Fill the slots of the threat level, the drivers, the strategy and the fields."""
    from vijfveld.strategy.pages import drivers, levels

    routes.fill("strategy", "vijfveld.strategy.pages.urls_strategy")
    navigation.fill("levels", NavItem(_("Dreigingsbeeld"), "strategy:levels"), order=20)
    navigation.fill("fields", NavItem(_("Velden"), "strategy:fields", lambda viewer: viewer.in_network), order=50)
    level = Subject(_("dreigingsniveau"), levels.title, lambda urn: reverse("strategy:level", args=[urn.id]))
    driver = Subject(
        _("aanleiding"), drivers.title, lambda urn: reverse("strategy:driver", args=[urn.id]), driver_titles
    )
    subjects.fill("threat_level", level)
    subjects.fill("driver", driver)
    _words()


def _words() -> None:
    deadline_words.fill("threat_level.review", _("Dreigingsniveau opnieuw bekijken"))
    deadline_words.fill("threat_level.end", _("Dreigingsniveau van een provincie loopt af"))
    task_words.fill(
        "effort.review_at_level", TaskWord(_("Bekijk of deze inzet nog past bij het nieuwe dreigingsniveau"))
    )
    task_words.fill("effort.lost_its_driver", TaskWord(_("Bekijk deze inzet: de aanleiding is ingetrokken")))
    decision_words.fill("threat_level", _("Dreigingsniveau vastgesteld"))
    noteworthy.fill("threat_level.set", Noteworthy(urgent=True))
    for level in scale_in_force().levels:
        outcome_words.fill(level.code, lazy(level_title, str)(level))
    outcome_words.fill("superseded", _("ingehaald door een nieuw besluit"))
