# SPDX-License-Identifier: EUPL-1.2
"""The closed lists of roles, conflicts, authority and the override, with the words for them."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DutyRole(TextChoices):
    """What an organisation is in a task: the four of RACI, and three that must stay apart from one another."""

    RESPONSIBLE = "R", _("voert uit")
    ACCOUNTABLE = "A", _("eindverantwoordelijk")
    CONSULTED = "C", _("wordt geraadpleegd")
    INFORMED = "I", _("wordt geïnformeerd")
    ASSESSOR = "T", _("toetst")
    REQUESTER = "V", _("vraagt aan")
    AUTHORISER = "M", _("geeft toestemming")


class DutyState(TextChoices):
    """Where a role stands. Nobody has one without its own consent."""

    PROPOSED = "proposed", _("voorgesteld")
    AGREED = "agreed", _("afgesproken")
    DECLINED = "declined", _("afgewezen")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    ENDED = "ended", _("voorbij")


STANDING = (DutyState.PROPOSED, DutyState.AGREED)
"""The states in which a role is asked or held."""


class Rule(TextChoices):
    """What can be wrong with the roles in a task (methods §5.5)."""

    NOBODY_ACCOUNTABLE = "nobody_accountable", _("niemand is eindverantwoordelijk")
    SEVERAL_ACCOUNTABLE = "several_accountable", _("meer dan één is eindverantwoordelijk")
    NOBODY_RESPONSIBLE = "nobody_responsible", _("niemand voert uit")
    OWN_ASSESSOR = "own_assessor", _("eindverantwoordelijk en toetser tegelijk")
    OWN_AUTHORISER = "own_authoriser", _("aanvrager geeft zichzelf toestemming")
    POLITICS_EXECUTES = "politics_executes", _("politiek voert uit waarvoor zij zich verantwoordt")
    POLITICS_IN_CASE = "politics_in_case", _("politiek handelt in een individuele zaak")
    COORDINATOR_COMMANDS = "coordinator_commands", _("coördinator gaat over een taak van de gemeente")
    CASE_AND_OVERSIGHT = "case_and_oversight", _("dezelfde mens beslist in zaken en houdt toezicht")


class ConflictState(TextChoices):
    """Where a conflict stands. It is resolved when the roles no longer clash, not when someone says so."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("aanvaard voor een tijd")
    RESOLVED = "resolved", _("opgelost")


ALIVE = (ConflictState.OPEN, ConflictState.ACCEPTED)


class OverrideState(TextChoices):
    """Where an override stands; it ends by itself."""

    IN_FORCE = "in_force", _("van kracht")
    ENDED = "ended", _("vanzelf geëindigd")
    STOPPED = "stopped", _("eerder gestopt")


ANSWER_TERM = timedelta(days=28)
"""Within this time an organisation says whether it takes a role, and a conflict is settled. A term of our own."""
LONGEST_ACCEPTED = timedelta(days=366)
"""A conflict is accepted for a year at most, and then looked at again. A term of our own."""
COMES_BACK_WITHIN = timedelta(days=730)
"""A conflict that was resolved less than 24 months ago and is there again has come back (methods §5.5)."""
LONGEST_OVERRIDE = timedelta(hours=72)
"""An override lasts three days at most; going on takes a new decision. A term of our own: the decree was not seen."""
LATEST_NOTED = timedelta(hours=24)
"""How long before or after its start an override may be written down."""
REPORT_TERM = timedelta(days=28)
"""Within this time after its end an override is accounted for. A term of our own."""
FARTHEST = timedelta(days=5 * 366)
"""How far ahead the period of a role may reach."""
