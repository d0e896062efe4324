# SPDX-License-Identifier: EUPL-1.2
"""The closed lists and bounds of pathways, with the words for them."""

from datetime import timedelta
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MOST_POINTS = 24
MOST_STEPS = 12
MOST_DAYS = 3650
MOST_AMOUNT = Decimal(1_000_000)
LONGEST_LOOK = timedelta(days=30 * 366)
"""How far a study looks ahead."""


class Standing(TextChoices):
    """What a step asks of people in a scenario, seen from today."""

    LASTS = "lasts", _("houdt de hele periode")
    LATER = "later", _("nog tijd")
    TAKEN_OVER = "taken_over", _("opvolger werkt al")
    START_NOW = "start_now", _("begin nu")
    TOO_LATE = "too_late", _("te laat")
    ALONE = "alone", _("geen opvolger die langer houdt")


PRESSING = (Standing.TOO_LATE, Standing.START_NOW, Standing.ALONE)


class Ending(TextChoices):
    """Why a step no longer carries: more is needed than it delivers, or the effort itself stops."""

    NEED = "need", _("er is meer nodig")
    EFFORT = "effort", _("de inzet zelf stopt")


class Reviewed(TextChoices):
    """What people did when the day to begin had come."""

    BEGUN = "begun", _("wij beginnen met de opvolger")
    WAIT = "wait", _("wij wachten, met een reden")
    OTHERWISE = "otherwise", _("wij kiezen iets anders")
