# SPDX-License-Identifier: EUPL-1.2
"""Legal bases at work: is this one in force, does it serve this purpose, may it carry personal data here."""

from datetime import date
from functools import lru_cache

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vijfveld.law.contents import BasisCatalogue, load_bases
from vijfveld.law.models import BasisConfirmation
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Refused


@lru_cache(maxsize=1)
def catalogue() -> BasisCatalogue:
    """The shipped bases, read once."""
    return load_bases()


def confirmed_bases() -> set[str]:
    """The bases that this node's data protection officer stands for."""
    found = BasisConfirmation.objects.beyond_access("the door checks bases").filter(withdrawn_at__isnull=True)
    return set(found.values_list("basis", flat=True))


def check_basis(code: str, *, purpose: Purpose, on: date, personal_data: bool) -> None:
    """Refuse when the basis is unknown, not in force, for another purpose, or not yet fit to carry personal data."""
    basis = catalogue().find(code)
    if basis is None:
        raise Refused("basis.unknown", _("Deze grondslag kent de node niet. Kies er een uit de lijst van grondslagen."))
    if not basis.in_force(on):
        sentence = _("De grondslag “{basis}” geldt niet op deze dag. Kies een grondslag die nu geldt.")
        raise Refused("basis.not_in_force", format_lazy(sentence, basis=basis.title), source=basis.citation)
    if purpose.value not in basis.purposes:
        sentence = _("De grondslag “{basis}” dient dit doel niet. Kies een grondslag die bij het doel past.")
        raise Refused("basis.other_purpose", format_lazy(sentence, basis=basis.title), source=basis.citation)
    if personal_data and not basis.usable_for_personal_data(confirmed_bases()):
        sentence = _(
            "De grondslag “{basis}” is nog niet bevestigd. "
            "Vraag de functionaris gegevensbescherming van deze node om haar te bevestigen."
        )
        raise Refused("basis.unconfirmed", format_lazy(sentence, basis=basis.title), source=basis.citation)
