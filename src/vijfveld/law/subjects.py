# SPDX-License-Identifier: EUPL-1.2
"""How the law's own records are named on pages."""

from django.utils.translation import gettext_lazy as _

from vijfveld.node.ids import Urn
from vijfveld.node.models import Organisation
from vijfveld.node.slots import Subject, subjects
from vijfveld.node.viewer import Viewer


def _organisation_title(viewer: Viewer, urn: Urn) -> str | None:
    return Organisation.objects.filter(pk=urn.id).values_list("name", flat=True).first()


def register() -> None:
    """Fill the slots that the law fills."""
    subjects.fill("organisation", Subject(_("organisatie"), _organisation_title, lambda urn: f"/organisaties/{urn.id}"))
