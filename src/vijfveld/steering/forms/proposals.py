# SPDX-License-Identifier: EUPL-1.2
"""The forms with which an outcome becomes a proposal, and with which consultation about work abroad is noted."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm
from vijfveld.node.models import Organisation
from vijfveld.steering.acts.portfolio_proposals import Offer
from vijfveld.strategy.forms.fields import DayField, FteField, words_field
from vijfveld.strategy.models import Effort
from vijfveld.strategy.sayings import name_of


class ConsultationForm(ActForm):
    """Which ministry was heard, when, and what it said."""

    ministry = forms.ChoiceField(
        label=_("Wie is geraadpleegd?"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Kies Buitenlandse Zaken of Defensie.")),
    )  # fmt: skip
    held_on = DayField(label=_("Op welke dag?"))
    said = words_field(
        _("Wat zei het ministerie?"), required=_("Schrijf wat het ministerie zei."),
        help_text=_("In zijn eigen woorden, ook als het bezwaar had. Het ministerie krijgt dit te lezen."),
    )  # fmt: skip

    def __init__(self, *args: Any, found: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ministry"].choices = [  # type: ignore[attr-defined]
            ("", _("Maak een keuze")), *((str(one.id), name_of(one)) for one in found)
        ]  # fmt: skip


class OfferForm(ActForm):
    """What is proposed to one partner. Only the owner of an effort asks for it, by a day and above a floor."""

    words = words_field(
        _("Uw vraag, en waarom"), required=_("Schrijf wat u vraagt, en waarom."),
        help_text=_("De berekening waarop dit rust, staat er vanzelf bij. De partner beslist zelf."),
    )  # fmt: skip
    capacity = FteField(label=_("Hoeveel, in voltijdbanen"))
    floor = FteField(
        label=_("Ondergrens, in voltijdbanen"),
        help_text=_("Minder dan dit mag het nooit worden, ook niet als de dreiging laag is."),
    )  # fmt: skip
    reply_by = DayField(label=_("Antwoord graag voor"))

    def __init__(self, *args: Any, effort: Effort, mine: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not mine or effort.is_flexible:
            del self.fields["floor"]
        if not mine:
            del self.fields["reply_by"]

    def offer(self, effort: UUID, partner: UUID) -> Offer:
        """What was filled in, for this effort and partner."""
        data = self.cleaned_data
        return Offer(
            effort, partner, data["capacity"], data.get("reply_by") or date.max, data["words"], data.get("floor")
        )  # fmt: skip
