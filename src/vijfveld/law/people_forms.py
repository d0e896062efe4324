# SPDX-License-Identifier: EUPL-1.2
"""The forms with which people and organisations are added and changed, and mandates given."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Discipline, OrganisationKind, Reach, Role

NOBODY = [("", _("Kies…"))]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _partners() -> list[tuple[Any, Any]]:
    rows = Organisation.objects.filter(left_on__isnull=True)
    return [*NOBODY, *((str(id), name) for id, name in rows.values_list("id", "name"))]


class OrganisationField(forms.TypedChoiceField):
    """One of the partners that take part now."""

    def __init__(self, **about: Any) -> None:
        super().__init__(choices=_partners, coerce=UUID, empty_value=None, **about)


class AboutPerson(forms.Form):
    """Who a colleague is."""

    name = forms.CharField(label=_("Naam"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-mailadres"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Met dit adres meldt de collega zich aan. Gebruik een adres van het werk."),
    )  # fmt: skip
    organisation = OrganisationField(label=_("Organisatie"), help_text=_("Waar de collega in dienst is."))


class PersonForm(ActForm, AboutPerson):
    """A new colleague."""

    language = forms.ChoiceField(
        label=_("Taal"), choices=[("nl", "Nederlands"), ("en", "English")], widget=forms.RadioSelect, initial="nl"
    )
    field_order = ("name", "email", "organisation", "language")


class PersonEdit(EditForm, AboutPerson):
    """A colleague who changes name, address or employer."""


class MandateForm(ActForm):
    """What a colleague may do, for whom, and until when."""

    organisation = OrganisationField(label=_("Namens welke organisatie"))
    role = forms.TypedChoiceField(
        label=_("Rol"), choices=[*NOBODY, *Role.choices], coerce=Role,
        help_text=_("Een beheerder van de node ziet geen inhoud. Geef die rol niet samen met een andere."),
    )  # fmt: skip
    until = forms.DateField(
        label=_("Tot en met"), required=False, widget=DAY, help_text=_("Laat leeg als u het einde nog niet weet.")
    )


class LeaveForm(ActForm):
    """From which day a partner no longer takes part."""

    on = forms.DateField(label=_("Vanaf welke dag"), widget=DAY)


class AboutOrganisation(forms.Form):
    """What is known of a partner."""

    name = forms.CharField(label=_("Naam"), max_length=200)
    name_en = forms.CharField(label=_("Naam in het Engels"), max_length=200, required=False)
    sort = forms.ChoiceField(label=_("Soort organisatie"), choices=[*NOBODY, *OrganisationKind.choices])
    discipline = forms.ChoiceField(label=_("Discipline"), choices=[*NOBODY, *Discipline.choices])
    reach = forms.ChoiceField(label=_("Werkt op welk niveau"), choices=[*NOBODY, *Reach.choices])
    softer_voice = forms.BooleanField(
        label=_("Zachtere stem"), required=False,
        help_text=_("Een sociale partner die makkelijk wordt overstemd. Zijn antwoord wordt apart getoond (§8.2)."),
    )  # fmt: skip


class OrganisationForm(ActForm, AboutOrganisation):
    """A new partner."""

    code = forms.SlugField(
        label=_("Code"),
        max_length=60,
        help_text=_("Een vaste sleutel: bij een gemeente de CBS-code. Die wijzigt nooit."),
    )
    field_order = ("code", "name", "name_en", "sort", "discipline", "reach", "softer_voice")


class OrganisationEdit(EditForm, AboutOrganisation):
    """A partner of which something changed."""


class Look(forms.Form):
    """What one looks for among the partners; it is read from the address and acts upon nothing."""

    q = forms.CharField(label=_("Naam of code"), required=False, max_length=100)
    sort = forms.ChoiceField(
        label=_("Soort organisatie"), required=False, choices=[("", _("alle")), *OrganisationKind.choices]
    )
    discipline = forms.ChoiceField(
        label=_("Discipline"), required=False, choices=[("", _("alle")), *Discipline.choices]
    )
    reach = forms.ChoiceField(label=_("Niveau"), required=False, choices=[("", _("alle")), *Reach.choices])
    softer_voice = forms.BooleanField(label=_("Alleen zachtere stemmen"), required=False)
    left = forms.BooleanField(label=_("Wie niet meer meedoet"), required=False)
