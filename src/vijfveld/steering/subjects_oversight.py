# SPDX-License-Identifier: EUPL-1.2
"""How checks of the ledger are named and reached."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as now_said
from django.utils.translation import gettext_lazy as _

from vijfveld.node.ids import Urn
from vijfveld.node.roles import Role
from vijfveld.node.slots import NavItem, Subject, navigation, routes, subjects
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import LedgerCheck


def titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """Checks have one name; the day stands beside it wherever they are listed."""
    rows = LedgerCheck.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", flat=True)
    return dict.fromkeys(rows, now_said("controle van het register"))


def register() -> None:
    """Fill the slots that oversight fills."""

    def one(viewer: Viewer, urn: Urn) -> str | None:
        return titles(viewer, [urn.id]).get(urn.id)

    routes.fill("oversight", "vijfveld.steering.pages.urls_oversight")
    watches = NavItem(_("Toezicht"), "oversight:page", lambda viewer: viewer.holds(Role.OVERSIGHT, Role.FG))
    navigation.fill("oversight", watches, order=10)
    told = Subject(_("controle van het register"), one, lambda urn: reverse("oversight:check", args=[urn.id]), titles)
    subjects.fill("ledger_check", told)
