# SPDX-License-Identifier: EUPL-1.2
"""The forms of the law: what they ask, in plain words. The rules stand in the acts behind them."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.law.acts.tensions import areas
from vijfveld.law.gate import Answers
from vijfveld.law.glass import STEPS
from vijfveld.law.models import TensionSort
from vijfveld.law.words import deadline_words, outcome_words, say
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Discipline

YES_NO = [("ja", _("Ja")), ("nee", _("Nee"))]
CHOOSE: dict[str, Any] = {"required": _("Kies ja of nee."), "invalid_choice": _("Kies ja of nee.")}
ROWS = {"rows": 4}


class RunningOutFilter(forms.Form):
    """Which deadlines to show."""

    soort = forms.ChoiceField(label=_("Soort"), required=False)
    eigen = forms.BooleanField(label=_("Alleen van mijn organisatie"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.data.get("soort", "") if self.is_bound else ""
        self.offer([asked] if asked else [])

    def offer(self, sorts: list[str]) -> None:
        """Offer the sorts that there are."""
        named = [(code, say(deadline_words, code)) for code in sorts]
        self.fields["soort"].choices = [("", _("Alles")), *sorted(named, key=lambda pair: pair[1])]  # type: ignore[attr-defined]


class FinishForm(EditForm):
    """How a task ended."""

    result = forms.ChoiceField(
        label=_("Hoe is de taak afgelopen?"), widget=forms.RadioSelect, initial="done",
        choices=[("done", _("Gedaan")), ("not_needed", _("Niet meer nodig"))],
    )  # fmt: skip


class ConfirmBasisForm(ActForm):
    """What the data protection officer read before confirming a basis."""

    source_read = forms.CharField(
        label=_("Wat hebt u gelezen?"), max_length=300,
        help_text=_("Noem de vindplaats van de wettekst en de dag waarop u die las."),
    )  # fmt: skip


STEP_WORDS = {
    "basis.unconfirmed": _("Een grondslag is nog niet bevestigd"),
    "review.overdue": _("Een toets is te laat"),
}


class BreakGlassForm(ActForm):
    """Which step must open, for what, and whose life is at stake."""

    step = forms.ChoiceField(
        label=_("Welke regel staat in de weg?"), widget=forms.RadioSelect,
        choices=[(step, STEP_WORDS[step]) for step in sorted(STEPS)],
    )  # fmt: skip
    about = forms.CharField(
        label=_("Waar gaat het over?"), max_length=140, required=False,
        help_text=_("Plak hier de verwijzing die onder de weigering staat. Laat leeg als er geen is."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Welk leven is in gevaar, en waarom kunt u niet wachten?"), max_length=1000,
        widget=forms.Textarea(attrs=ROWS), help_text=_("Een of twee zinnen. Noem geen namen van personen."),
    )  # fmt: skip


class ReviewGlassForm(ActForm):
    """The judgement of the data protection officer."""

    judgement = forms.ChoiceField(
        label=_("Uw oordeel"), widget=forms.RadioSelect,
        choices=[
            ("right", _("Terecht: er was gevaar voor een leven en wachten kon niet")),
            ("wrong", _("Onterecht: wachten had gekund")),
            ("unclear", _("Niet vast te stellen")),
        ],
    )  # fmt: skip


class GateForm(ActForm):
    """The questions of the scope gate (§1.1). What is typed here is judged and not kept."""

    tension = forms.ChoiceField(
        label=_("Gaat het alleen om spanning in een buurt of gebied, zonder dat u iemand aanwijst?"),
       
        choices=YES_NO, widget=forms.RadioSelect, error_messages=CHOOSE,
    )  # fmt: skip
    persons = forms.ChoiceField(
        label=_("Noemt het signaal personen, of zijn zij te herkennen?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    breaks_law = forms.ChoiceField(
        label=_("Gaat het om ernstige overtreding van de wet?"),
        choices=YES_NO, widget=forms.RadioSelect, error_messages=CHOOSE,
        help_text=_("Bijvoorbeeld geweld of dreigen met geweld. Demonstreren, staken en kritiek vallen er niet onder."),
    )  # fmt: skip
    undermines = forms.ChoiceField(
        label=_("Ondermijnt het de democratische rechtsorde?"),
        choices=YES_NO, widget=forms.RadioSelect, error_messages=CHOOSE,
        help_text=_("Iemand wil anderen hun rechten afnemen, of de rechtsstaat zelf uitschakelen."),
    )  # fmt: skip
    conduct = forms.CharField(
        label=_("Uit welk gedrag blijkt dat?"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={**ROWS, "autocomplete": "off"}),
        help_text=_("Beschrijf wat is gedaan of gezegd. Een geloof, afkomst of mening is nooit een reden."),
    )  # fmt: skip
    motive = forms.CharField(
        label=_("Welk ideologisch motief blijkt uit dat gedrag?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={**ROWS, "autocomplete": "off"}),
    )

    def answers(self) -> Answers:
        """The answers as the gate reads them."""
        said = self.cleaned_data
        return Answers(
            breaks_law_seriously=said["breaks_law"] == "ja", undermines_legal_order=said["undermines"] == "ja",
            area_tension_only=said["tension"] == "ja", names_persons=said["persons"] == "ja",
            conduct=said["conduct"], motive=said["motive"],
        )  # fmt: skip


class TensionForm(ActForm):
    """A tension in an area, told without persons, and which social partner gets it."""

    area = forms.ChoiceField(label=_("Gemeente of veiligheidsregio"))
    sort = forms.ChoiceField(label=_("Waaruit blijkt de spanning?"), choices=TensionSort.choices)
    text = forms.CharField(
        label=_("Wat ziet u?"), max_length=1000, widget=forms.Textarea(attrs={**ROWS, "autocomplete": "off"}),
        help_text=_("Beschrijf de plek en wat er gebeurt. Geen namen, geen adressen, geen herkenbare personen."),
    )  # fmt: skip
    to = forms.ChoiceField(label=_("Welke partner aan de sociale kant krijgt dit?"))
    without_persons = forms.BooleanField(
        label=_("Er staat niemand in die te herkennen is"), required=False,
        help_text=_("Wij zoeken naar nummers en adressen, maar namen vinden wij niet. Lees uw tekst daarop na."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = Organisation.objects.filter(discipline=Discipline.SOCIAL, left_on__isnull=True).order_by("name")
        offered = partners.values_list("id", "name")
        self._offer("area", sorted(areas().items(), key=lambda pair: pair[1]))
        self._offer("to", [(str(id), name) for id, name in offered])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", _("Maak een keuze")), *choices]  # type: ignore[attr-defined]

    @property
    def partner(self) -> UUID:
        """The partner that was chosen."""
        return UUID(self.cleaned_data["to"])


class LogForm(forms.Form):
    """Whose lines to look up."""

    pseudoniem = forms.CharField(label=_("Pseudoniem van de betrokkene"), max_length=64)


def result_words(code: str) -> str:
    """How a task ended, in words."""
    return say(outcome_words, code) if code else ""
