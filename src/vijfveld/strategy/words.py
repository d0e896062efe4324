# SPDX-License-Identifier: EUPL-1.2
"""The closed lists of the strategy floor, with the words for them."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Area(TextChoices):
    """The five intervention areas; the codes are those of the strategy library."""

    PROCURE = "verwerven", _("Verwerven")
    PREVENT = "voorkomen", _("Voorkomen")
    PROTECT = "verdedigen", _("Verdedigen")
    PREPARE = "voorbereiden", _("Voorbereiden")
    PURSUE = "vervolgen", _("Vervolgen")


class Nature(TextChoices):
    """Fixed effort is the base level; flexible effort follows the threat and ends (§8.3)."""

    FIXED = "fixed", _("vast")
    FLEXIBLE = "flexible", _("flexibel")


class Work(TextChoices):
    """The three kinds of work that the strategy names (§1.3)."""

    POLICY = "policy", _("beleidsmatig")
    ADMINISTRATIVE = "administrative", _("bestuurlijk")
    OPERATIONAL = "operational", _("operationeel")


class EffortState(TextChoices):
    """Where an effort stands in its life."""

    RUNNING = "running", _("loopt")
    WINDING_DOWN = "winding_down", _("wordt afgebouwd")
    ENDED = "ended", _("gestopt")
    TAKEN_UP = "taken_up", _("opgegaan in vaste inzet")


ALIVE = (EffortState.RUNNING, EffortState.WINDING_DOWN)


class DriverKind(TextChoices):
    """What can drive a flexible effort, or found a fixed one."""

    THREAT_PICTURE = "threat_picture", _("uitspraak in een dreigingsbeeld")
    SCENARIO = "scenario", _("scenario")
    FINDING = "finding", _("bevinding uit een systeemtoets")


class AskState(TextChoices):
    """What became of an ask; it follows from the ask and its latest answer."""

    OPEN = "open", _("nog geen antwoord")
    ACCEPTED = "accepted", _("toegezegd")
    PARTLY = "partly", _("deels toegezegd")
    COUNTERED = "countered", _("tegenvoorstel")
    DECLINED = "declined", _("afgewezen")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    CLOSED = "closed", _("afgesloten")


OPEN_ASKS = (AskState.OPEN, AskState.ACCEPTED, AskState.PARTLY, AskState.COUNTERED, AskState.DECLINED)
"""The asks that still stand, whatever the partner said: it may answer again, and what it granted counts."""


class Reply(TextChoices):
    """What a partner can say to an ask."""

    ACCEPT = "accepted", _("ja, helemaal")
    PARTLY = "partly", _("ja, voor een deel")
    COUNTER = "countered", _("ik doe een tegenvoorstel")
    DECLINE = "declined", _("nee")


NOTICE_TO_WIND_DOWN = timedelta(days=90)
"""How long partners have before a fixed effort stops: loss of capacity in quiet times is an erosion pattern (§8.1)."""
LONGEST_PROLONGATION = timedelta(days=366)
LONGEST_FLEXIBLE = timedelta(days=731)
"""Flexible effort is time-boxed: two years at most when it is proposed, one at a time when it is prolonged."""
LATEST_LOOK = timedelta(days=731)
"""How far ahead a review, a reply or an end may lie."""
EARLIEST_START = timedelta(days=92)
