# SPDX-License-Identifier: EUPL-1.2
"""The forms of scenarios."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.node.models import Organisation
from vijfveld.steering.acts.futures import Future, Sign
from vijfveld.steering.scenario_words import Ground
from vijfveld.steering.uncertainties import check_parameters, from_lines, name_of
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import NamesAll, words_field
from vijfveld.strategy.sayings import name_of as organisation_name

TOGETHER = "together"
EACH = _("Kies van elke onzekerheid een waarde.")


class FieldForm(NamesAll, EditForm):
    """A field: its title, the question it helps with, and its uncertainties, a line each."""

    title = forms.CharField(
        label=_("Korte titel"), max_length=120,
        error_messages={"required": _("Geef het veld een korte titel."),
                        "max_length": _("Houd de titel onder de 120 tekens.")},
    )  # fmt: skip
    purpose = words_field(
        _("Welke vraag helpt dit veld te beantwoorden?"), rows=2,
        required=_("Schrijf welke vraag dit veld helpt te beantwoorden."),
    )  # fmt: skip
    lines = words_field(
        _("Onzekerheden en hoe zij kunnen lopen"), rows=9, required=_("Schrijf de onzekerheden op, elk op een regel."),
        help_text=_("Elke onzekerheid op een eigen regel: naam, dubbele punt, waarden met puntkomma's ertussen. "
                    "Bijvoorbeeld: Nieuwe aanslagen: geen; elders in Europa; ook in Nederland"),
    )  # fmt: skip

    def __init__(self, *args: Any, before: Iterable[dict[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = list(before)
        self.fields["version"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_parameters(self.parameters, faults)
        self.also(faults)
        return cleaned

    @property
    def parameters(self) -> list[dict[str, Any]]:
        """The uncertainties as they were typed."""
        return from_lines(self.said("lines", ""), self.before)


class PairForm(ActForm):
    """Whether two values go together, and if not, why."""

    ground = forms.ChoiceField(
        label=_("Kunnen deze twee samengaan?"), widget=forms.RadioSelect,
        choices=[(TOGETHER, _("ja, dat kan")), *((one.value, one.label) for one in Ground)],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Kies een van de antwoorden.")),
    )  # fmt: skip
    words = words_field(_("Waarom niet?"), rows=2, help_text=_("Een zin. Niet nodig als het wel kan."))


class ScenarioForm(NamesAll, ActForm):
    """A future: its name, its story, and a value of each uncertainty."""

    title = forms.CharField(
        label=_("Naam van het scenario"), max_length=120,
        error_messages={"required": _("Geef het scenario een naam."),
                        "max_length": _("Houd de naam onder de 120 tekens.")},
    )  # fmt: skip
    story = words_field(
        _("Wat gebeurt er?"), required=_("Vertel in een paar zinnen wat er gebeurt."), rows=6,
        help_text=_("Begin bij vandaag en vertel hoe het zo komt. Noem geen namen van personen."),
    )  # fmt: skip

    def __init__(self, *args: Any, parameters: Iterable[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [one["code"] for one in parameters]
        for one in parameters:
            self.fields[f"value-{one['code']}"] = forms.ChoiceField(
                label=name_of(one),
                choices=[("", _("Maak een keuze")), *((v["code"], name_of(v)) for v in one["values"])],
                error_messages=dict.fromkeys(("required", "invalid_choice"), EACH),
            )  # fmt: skip

    @property
    def future(self) -> Future:
        """What was filled in."""
        data = self.cleaned_data
        return Future(data["title"], data["story"], {code: data[f"value-{code}"] for code in self.codes})


class MoverForm(ActForm):
    """Who must move, as which, and with what."""

    organisation = forms.TypedChoiceField(
        label=_("Partner"), coerce=str,
        error_messages={"required": _("Kies een partner die meedoet."),
                        "invalid_choice": _("Kies een partner die meedoet.")},
    )  # fmt: skip
    must = forms.CharField(
        label=_("Wat doet deze partner als eerste?"), max_length=300,
        error_messages={"required": _("Schrijf in een zin wat deze partner als eerste doet."),
                        "max_length": _("Houd dit onder de 300 tekens.")},
    )  # fmt: skip
    rank = forms.IntegerField(
        label=_("Als hoeveelste aan zet"), min_value=1, max_value=20,
        error_messages={name: _("Kies een volgorde van 1 tot 20.")
                        for name in ("required", "invalid", "min_value", "max_value")},
    )  # fmt: skip

    def __init__(self, *args: Any, partners: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Maak een keuze")), *((str(one.pk), organisation_name(one)) for one in partners)]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]


class FigureField(forms.DecimalField):
    """A number with at most one decimal; a comma and a point both divide."""

    widget = forms.TextInput

    def __init__(self, *, said: Any, **options: Any) -> None:
        messages = dict.fromkeys(
            ("required", "invalid", "max_digits", "max_decimal_places", "max_whole_digits", "min_value", "max_value"),
            said,
        )
        super().__init__(max_digits=5, decimal_places=1, min_value=0, error_messages=messages, **options)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class SignpostForm(ActForm):
    """A signpost: what counts, who sees it, how long before, how often it is wrong."""

    title = forms.CharField(
        label=_("Korte titel"), max_length=140,
        error_messages={"required": _("Geef het baken een korte titel."),
                        "max_length": _("Houd de titel onder de 140 tekens.")},
    )  # fmt: skip
    trigger = words_field(
        _("Wat precies telt als signaal?"), rows=3, required=_("Schrijf wat precies telt als signaal."),
        help_text=_("Zo dat twee mensen hetzelfde zouden tellen. Nooit een kenmerk van personen."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Wie ziet het, of waar is het te lezen?"), max_length=200,
        error_messages={"required": _("Schrijf wie het ziet of waar het te lezen is."),
                        "max_length": _("Houd dit onder de 200 tekens.")},
    )  # fmt: skip
    lead_months = FigureField(
        label=_("Hoeveel maanden vooraf?"), said=_("Kies een aantal maanden van 0 tot 240."), max_value=Decimal(240),
        help_text=_("De tijd tussen het signaal en het scenario. Een schatting mag."),
    )  # fmt: skip
    false_alarms = FigureField(
        label=_("Hoeveel valse signalen per jaar verwacht u?"), max_value=Decimal(365),
        said=_("Kies een aantal valse signalen per jaar van 0 tot 365."),
        help_text=_("Elk baken gaat wel eens voor niets af. Wie dat vooraf zegt, schrikt er later niet van."),
    )  # fmt: skip

    @property
    def sign(self) -> Sign:
        """What was filled in."""
        return Sign(**self.typed)


class SeenForm(EditForm):
    """What was seen when a signpost went off."""

    seen = words_field(
        _("Wat is er gezien?"), required=_("Schrijf wat er is gezien, door wie en wanneer."),
        help_text=_("Wat, door welke organisatie en wanneer. Noem geen namen van personen."),
    )  # fmt: skip


class SureForm(EditForm):
    """Nothing to fill in: the act needs a person and the version they read."""
