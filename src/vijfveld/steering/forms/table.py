# SPDX-License-Identifier: EUPL-1.2
"""Forms at the table and after it: who is there, what is decided, who takes what on, what members say to it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.node.models import Organisation
from vijfveld.steering.acts.commitments import check_stand
from vijfveld.steering.acts.sitting import Action, Taken, check_action, check_taken
from vijfveld.steering.forms.bodies import CHOOSE, NOTHING, chosen
from vijfveld.steering.forms.meetings import offer
from vijfveld.steering.models import AgendaItem, MeetingDecision
from vijfveld.steering.queries.bodies import Member
from vijfveld.steering.words_bodies import Outcome, Presence, Stand
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field
from vijfveld.strategy.sayings import name_of
from vijfveld.strategy.words import Area


class PresentForm(EditForm):
    """Who is there, member by member."""

    def __init__(self, *args: Any, members: list[Member], **options: Any) -> None:
        super().__init__(*args, **options)
        for one in members:
            self.fields[f"er_{one.membership.organisation_id}"] = _presence(one)

    @property
    def present(self) -> dict[str, str]:
        """Who is there, by organisation."""
        return {name.removeprefix("er_"): how for name, how in self.cleaned_data.items() if name.startswith("er_")}

    def add_error(self, field: str | None, error: Any) -> None:
        """What the act says about all of them stands above the form."""
        super().add_error(field if field in self.fields else None, error)


def _presence(one: Member) -> forms.ChoiceField:
    seat = one.seat
    offered: list[tuple[str, Any]] = [(Presence.MEMBER, seat.name if seat else _("Aanwezig"))]
    if seat and seat.replacement_name:
        offered.append((Presence.REPLACEMENT, _("%(name)s (vervanger)") % {"name": seat.replacement_name}))
    offered.append((Presence.ABSENT, _("Afwezig")))
    return forms.ChoiceField(
        label=name_of(one.membership.organisation), choices=offered, initial=Presence.MEMBER,
        widget=forms.RadioSelect, error_messages=CHOOSE,
    )  # fmt: skip


class DecideForm(NamesAll, ActForm):
    """A decision, noted while everyone sits; the words and the basis come first."""

    words = forms.CharField(
        label=_("Besluit"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf wat is besloten.")},
    )  # fmt: skip
    item = forms.ChoiceField(label=_("Bij welk punt?"), required=False, error_messages=CHOOSE)
    basis = forms.CharField(
        label=_("Waar rust het op?"), max_length=140, help_text=_("Een paragraaf van de strategie, of een wet."),
        error_messages={"required": _("Noem waarop dit besluit rust, zoals §8.3.")},
    )  # fmt: skip
    reasons = words_field(_("Redenen"), required=_("Geef de redenen van dit besluit."), rows=2)
    dissent = words_field(_("Wie zag het anders?"), help_text=_("Schrijf wat gezegd is, zoals het gezegd is."), rows=2)
    area = forms.ChoiceField(
        label=_("Onderwerp"), required=False, choices=[("", _("Geen of meer velden")), *Area.choices],
        error_messages=CHOOSE,
    )  # fmt: skip
    review_on = DayField(label=_("Opnieuw bekijken op"), required=False)

    def __init__(self, *args: Any, items: list[AgendaItem], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        offer(self, "item", [("", _("Geen punt van de agenda")), *_numbered(items)])

    @property
    def taken(self) -> Taken:
        """What was filled in."""
        return Taken(
            words=self.said("words", "?"), reasons=self.said("reasons", "?"), basis=self.said("basis", "?"),
            dissent=self.said("dissent", ""), area=self.said("area", ""),
            item=chosen(self.cleaned_data.get("item")), review_on=self.cleaned_data.get("review_on"),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_taken(self.taken, faults, today=self.today)
        self.also(faults)
        return cleaned


def _numbered(items: list[AgendaItem]) -> list[tuple[str, str]]:
    return [(str(one.pk), f"{number}. {one.title}") for number, one in enumerate(items, start=1)]


class ActionForm(NamesAll, ActForm):
    """Who takes what on, by which day."""

    what = forms.CharField(
        label=_("Actie"), max_length=300, error_messages={"required": _("Schrijf wat er wordt gedaan.")}
    )
    owner = forms.ChoiceField(label=_("Wie pakt dit op?"), error_messages=CHOOSE)
    due_on = DayField(label=_("Uiterlijk op"))
    taken = forms.ChoiceField(label=_("Volgt uit besluit"), required=False, error_messages=CHOOSE)

    def __init__(
        self, *args: Any, members: list[Organisation], decisions: list[MeetingDecision], today: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.today, self.members = today, [str(one.pk) for one in members]
        offer(self, "owner", [NOTHING, *((str(one.pk), name_of(one)) for one in members)])
        told = [(str(one.pk), f"{one.number}. {one.words[:80]}") for one in decisions]
        offer(self, "taken", [("", _("Geen besluit")), *told])

    @property
    def action(self) -> Action:
        """What was filled in."""
        given = self.cleaned_data
        return Action(
            self.said("what", "?"),
            chosen(given.get("owner")),
            self.said("due_on", date.max),
            chosen(given.get("taken")),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_action(self.action, self.members, faults, today=self.today)
        self.also(faults)
        return cleaned


class StandForm(NamesAll, EditForm):
    """What one's own organisation says to a decision."""

    stand = forms.ChoiceField(
        label=_("Wat zegt uw organisatie?"), widget=forms.RadioSelect, error_messages=CHOOSE,
        choices=[
            (Stand.AGREES, _("Wij stemmen in. Dit besluit bindt ons.")),
            (Stand.RESERVES, _("Wij stemmen in, met een voorbehoud. Dit besluit bindt ons voor de rest.")),
            (Stand.DECLINES, _("Wij doen niet mee. Dit besluit bindt ons niet.")),
        ],
    )  # fmt: skip
    words = words_field(
        _("In uw eigen woorden"),
        help_text=_("Verplicht bij een voorbehoud of als u niet meedoet. Alle leden lezen dit."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        if "stand" in cleaned:
            check_stand(cleaned["stand"], self.said("words", "?"), faults)
        self.also(faults)
        return cleaned


class OutcomeForm(EditForm):
    """What came of a follow-up."""

    outcome = forms.ChoiceField(
        label=_("Wat is ervan gekomen?"), widget=forms.RadioSelect, error_messages=CHOOSE,
        choices=[(Outcome.DONE, _("Gedaan")), (Outcome.DECLINED, _("Wij pakken dit niet op"))],
    )  # fmt: skip
    words = words_field(_("Toelichting"), help_text=_("Verplicht als u dit niet oppakt."), rows=3)


class ApproveForm(EditForm):
    """Approving a list, with a remark that stands in it."""

    remark = words_field(
        _("Opmerking bij deze lijst"),
        rows=3,
        help_text=_("Klopt er iets niet? Schrijf het hier. Het staat zo in de goedgekeurde lijst."),
    )


class SearchForm(forms.Form):
    """What one looks for in the list of decisions."""

    q = forms.CharField(label=_("Woorden"), required=False, max_length=200)
    overleg = forms.ChoiceField(label=_("Overleg"), required=False)
    veld = forms.ChoiceField(label=_("Onderwerp"), required=False, choices=[("", _("Alle")), *Area.choices])
    vanaf = DayField(label=_("Vanaf"), required=False)
    tot = DayField(label=_("Tot en met"), required=False)
    open = forms.BooleanField(label=_("Alleen met een open actie"), required=False)

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "overleg", [("", _("Alle")), *bodies])
