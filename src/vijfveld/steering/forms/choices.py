# SPDX-License-Identifier: EUPL-1.2
"""What the forms of the system test share: saying that a choice is needed, and choosing several."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vijfveld.face.folding import FoldedBoxes
from vijfveld.node.models import Organisation
from vijfveld.node.roles import OrganisationKind
from vijfveld.strategy.sayings import name_of
from vijfveld.strategy.shelf import provinces

AT_A_GLANCE = 12
"""So many partners stand in one list; more are grouped."""
CHOOSE = {"required": _("Maak een keuze."), "invalid_choice": _("Kies iets uit de lijst.")}


def several(label: Any, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    """Boxes of which several may be ticked."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE, **options
    )


def several_partners(label: Any, **options: Any) -> forms.MultipleChoiceField:
    """Boxes for partners, by group when there are many."""
    return forms.MultipleChoiceField(label=label, widget=FoldedBoxes, error_messages=CHOOSE, **options)


def partner_choices(partners: Iterable[Organisation]) -> list[tuple[Any, Any]]:
    """Partners by name; when there are many, by sort, and municipalities by province."""
    named = [(_group(one), (str(one.pk), name_of(one))) for one in partners]
    if len(named) <= AT_A_GLANCE:
        return [choice for _group_of, choice in named]
    groups: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for group, choice in named:
        groups.setdefault(group, []).append(choice)
    return [(name, groups[order, name]) for order, name in sorted(groups)]


def _group(one: Organisation) -> tuple[int, str]:
    """Where a partner stands among the groups, and what its group is called."""
    if one.sort == OrganisationKind.MUNICIPALITY and one.province in provinces():
        return len(OrganisationKind), gettext("Gemeenten in %(province)s") % {"province": provinces()[one.province]}
    return OrganisationKind.values.index(one.sort), str(capfirst(OrganisationKind(one.sort).label))
