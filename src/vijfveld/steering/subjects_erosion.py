# SPDX-License-Identifier: EUPL-1.2
"""How what people do about the erosion watch is named and reached, and its words on other pages."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vijfveld.law.words import TaskWord, deadline_words, task_words
from vijfveld.node.ids import Urn
from vijfveld.node.slots import NavItem, Subject, navigation, routes, subjects
from vijfveld.node.viewer import Viewer
from vijfveld.steering.erosion_words import TOLD, Signal
from vijfveld.steering.models import AttentionAgreement, ErosionNote


def _notes(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    rows = ErosionNote.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "signal")
    return {id: str(Signal(signal).label) for id, signal in rows}


def _agreements(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    rows = AttentionAgreement.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", flat=True)
    return {id: _("Afgesproken verdeling van aandacht") for id in rows}


def register() -> None:
    """Fill the slots that the watch fills."""
    routes.fill("erosion", "vijfveld.steering.pages.urls_erosion")
    entry = NavItem(gettext_lazy("Slijtage"), "erosion:list", lambda viewer: viewer.in_network, tucked=True)
    navigation.fill("erosion", entry, order=24)
    subjects.fill(
        "erosion_note",
        Subject(
            gettext_lazy("reactie op een signaal"), lambda viewer, urn: _notes(viewer, [urn.id]).get(urn.id),
            lambda urn: reverse("erosion:note", args=[urn.id]), _notes,
        ),
    )  # fmt: skip
    subjects.fill(
        "attention_agreement",
        Subject(
            gettext_lazy("verdeling van aandacht"), lambda viewer, urn: _agreements(viewer, [urn.id]).get(urn.id),
            _attention, _agreements,
        ),
    )  # fmt: skip
    deadline_words.fill("erosion.review", gettext_lazy("Kijk opnieuw naar een signaal van slijtage"))
    task_words.fill(
        "erosion.effort", TaskWord(gettext_lazy("Stel inzet voor bij een signaal van slijtage"), by_hand=False)
    )


def _attention(urn: Urn) -> str:
    return reverse("erosion:signal", args=[TOLD[Signal.ATTENTION].address])
