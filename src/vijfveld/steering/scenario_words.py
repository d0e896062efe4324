# SPDX-License-Identifier: EUPL-1.2
"""The closed lists of scenarios, with the words for them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Ground(TextChoices):
    """Why two values do not go together. The codes are those of `methods.morphology`."""

    LOGICAL = "logical", _("logisch: het een sluit het ander uit")
    EMPIRICAL = "empirical", _("empirisch: het is nooit samen gezien en niet te verwachten")
    NORMATIVE = "normative", _("normatief: wij willen dit niet")


class SignpostState(TextChoices):
    """Where a signpost stands."""

    WATCHED = "watched", _("wordt gevolgd")
    FIRED = "fired", _("ging af")
    RETIRED = "retired", _("niet meer gevolgd")
