# SPDX-License-Identifier: EUPL-1.2
"""The closed lists of bodies, their meetings and what is decided there, with the words for them."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vijfveld.node.roles import Role

WORKERS = frozenset(Role) - {Role.NODE_KEEPER, Role.OVERSIGHT, Role.FG}
"""Everyone who works for a partner: whoever sits at a table may be any of these."""
CONSENTING = frozenset({Role.LIAISON, Role.COORDINATOR, Role.CHAIR, Role.DECISION_MAKER})
"""Who can say for an organisation that it takes part, who sits for it and to what it commits."""


class Level(TextChoices):
    """Where a body stands, from local to high-official (§1.3, §8.2)."""

    LOCAL = "local", _("lokaal")
    REGIONAL = "regional", _("regionaal")
    NATIONAL = "national", _("nationaal")
    HIGH_OFFICIAL = "high_official", _("hoogambtelijk")


class Rhythm(TextChoices):
    """How often a body sits."""

    WEEKLY = "weekly", _("elke week")
    MONTHLY = "monthly", _("elke maand")
    QUARTERLY = "quarterly", _("elk kwartaal")
    HALF_YEARLY = "half_yearly", _("twee keer per jaar")
    AS_NEEDED = "as_needed", _("wanneer het nodig is")


UNTIL_NEXT = {
    Rhythm.WEEKLY: timedelta(days=7), Rhythm.MONTHLY: timedelta(days=31), Rhythm.QUARTERLY: timedelta(days=92),
    Rhythm.HALF_YEARLY: timedelta(days=183), Rhythm.AS_NEEDED: timedelta(days=31),
}  # fmt: skip
"""How far a meeting looks ahead for its agenda: to about the next one."""


class Membership(TextChoices):
    """Whether an organisation takes part in a body; nobody is a member without its own consent."""

    ASKED = "asked", _("gevraagd")
    AGREED = "agreed", _("doet mee")
    DECLINED = "declined", _("doet niet mee")
    LEFT = "left", _("gestopt")


class SeatEnd(TextChoices):
    """Why someone no longer sits for an organisation."""

    REPLACED = "replaced", _("opgevolgd")
    TERM = "term", _("termijn voorbij")
    MANDATE = "mandate", _("mandaat beëindigd")
    LEFT = "left", _("organisatie gestopt")


class MeetingState(TextChoices):
    """Where a meeting stands."""

    PREPARING = "preparing", _("in voorbereiding")
    INVITED = "invited", _("uitgenodigd")
    SITTING = "sitting", _("bezig")
    HELD = "held", _("gehouden, lijst nog niet goedgekeurd")
    APPROVED = "approved", _("lijst goedgekeurd")
    CANCELLED = "cancelled", _("gaat niet door")


AHEAD = (MeetingState.PREPARING, MeetingState.INVITED)
"""The states before anyone sits."""
SAT = (MeetingState.SITTING, MeetingState.HELD, MeetingState.APPROVED)


class ItemSort(TextChoices):
    """Why something stands on an agenda."""

    MINUTES = "minutes", _("besluitenlijst")
    FOLLOW_UP = "follow_up", _("actie van een eerder overleg")
    DEADLINE = "deadline", _("termijn")
    DECISION = "decision", _("besluit opnieuw bekijken")
    EFFORT = "effort", _("inzet die stopt")
    FINDING = "finding", _("open bevinding")
    RESERVATION = "reservation", _("open voorbehoud")
    OWN = "own", _("punt van een lid")


class Asks(TextChoices):
    """What an item asks of those at the table."""

    INFORM = "inform", _("ter informatie")
    DISCUSS = "discuss", _("om te bespreken")
    DECIDE = "decide", _("om te besluiten")


class Presence(TextChoices):
    """Who was there for an organisation."""

    MEMBER = "member", _("aanwezig")
    REPLACEMENT = "replacement", _("vervanger aanwezig")
    ABSENT = "absent", _("afwezig")


class Stand(TextChoices):
    """What an organisation itself says to a decision; it binds only who commits to it (§8.2)."""

    ASKED = "asked", _("heeft nog niets gezegd")
    AGREES = "agrees", _("stemt in")
    RESERVES = "reserves", _("stemt in met een voorbehoud")
    DECLINES = "declines", _("doet niet mee")


BOUND = (Stand.AGREES, Stand.RESERVES)


class Outcome(TextChoices):
    """How a follow-up stands, in the words of its owner."""

    OPEN = "open", _("open")
    DONE = "done", _("gedaan")
    DECLINED = "declined", _("niet opgepakt")


FEWEST_COUNTED = 5
"""Below this, oversight sees no figure, so that it tells nothing about one body."""
