# SPDX-License-Identifier: EUPL-1.2
"""From flexible to fixed: the points that must hold before an effort is taken up (§8.3; the strategy asks that the
instruments are in order). What the node can see it checks itself; the rest a person answers, in words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from vijfveld.law.bases import catalogue
from vijfveld.strategy.models import Effort


@dataclass(frozen=True)
class Checked:
    """What a person says of the points that a node cannot see."""

    purpose_still_valid: bool = False
    field_in_order: str = ""
    effect: str = ""
    owners_agree: bool = False


@dataclass(frozen=True)
class Point:
    """One point of the list: whether it holds, and the sentence that says what is needed when it does not."""

    code: str
    title: Any
    holds: bool
    sentence: Any
    seen_by_node: bool


def check(effort: Effort, sums: dict[str, Any], checked: Checked, *, today: date) -> list[Point]:
    """Judge the seven points for an effort, given what was asked and granted and what a person says."""
    basis = catalogue().find(effort.legal_basis)
    asked, granted = sums.get("asked") or Decimal(0), sums.get("granted") or Decimal(0)
    return [
        Point("legal_basis", _("De grondslag geldt"), bool(basis and basis.in_force(today)),
              _("De grondslag van deze inzet geldt vandaag niet."), True),
        Point("purpose", _("Het doel geldt nog"), checked.purpose_still_valid,
              _("Bevestig dat het doel nog geldt."), False),
        Point("field", _("Het veld is op orde, of u legt uit waarom dat niet is getoetst"),
              bool(checked.field_in_order.strip()),
              _("Schrijf wat de laatste systeemtoets over dit veld zegt, of waarom er geen toets is."), False),
        Point("effect", _("Het effect is gezien, of u legt uit waarom dat niet te meten is"),
              bool(checked.effect.strip()), _("Schrijf welk effect is gezien, of waarom het niet te meten is."), False),
        Point("capacity", _("De capaciteit is structureel toegezegd"), asked > 0 and granted >= asked,
              _("Partners hebben nog niet alles toegezegd wat is gevraagd."), True),
        Point("owners", _("Alle eigenaren gaan akkoord"), checked.owners_agree,
              _("Bevestig dat alle eigenaren akkoord gaan."), False),
        Point("in_time", _("De einddatum is nog niet voorbij"), bool(effort.ends_on and effort.ends_on >= today),
              _("De einddatum is voorbij. Vast maken kan niet meer."), True),
    ]  # fmt: skip
