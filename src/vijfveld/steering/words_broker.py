# SPDX-License-Identifier: EUPL-1.2
"""The closed lists of the broker: experience, pairings and lessons, with the words for them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Experience(TextChoices):
    """How an organisation came by what it knows, from the closest to the work on."""

    DID = "did", _("deed het in het echt")
    EXERCISED = "exercised", _("oefende het")
    TRAINED = "trained", _("leerde het in een training")


class Speed(TextChoices):
    """How soon an organisation can answer a question about a subject."""

    HOURS = "four_hours", _("binnen vier uur")
    DAY = "day", _("binnen een dag")
    WEEK = "week", _("binnen een week")


class Side(TextChoices):
    """On which side of a pairing an organisation stands."""

    QUESTION = "question", _("vraag")
    OFFER = "offer", _("aanbod")


class Say(TextChoices):
    """What one side says to a proposed pairing."""

    NOTHING = "", _("nog niets gezegd")
    YES = "yes", _("stemt in")
    NO = "no", _("stemt niet in")


class PairingState(TextChoices):
    """Where a pairing stands; it is one only with the consent of both sides."""

    PROPOSED = "proposed", _("voorgesteld")
    AGREED = "agreed", _("afgesproken")
    DECLINED = "declined", _("afgewezen")
    LAPSED = "lapsed", _("vervallen")
    ENDED = "ended", _("afgerond")


class WhyNot(TextChoices):
    """Why a question found no offer."""

    NOBODY = "nobody", _("Niemand anders biedt nu hulp aan bij dit onderwerp of iets ernaast.")
    NOT_THEN = "not_then", _("Wie hulp biedt, biedt haar niet in dezelfde periode.")
    BEFORE = "before", _("Wie hulp biedt, is al eens bij deze vraag voorgesteld.")
    FULL = "full", _("Wie hulp biedt, heeft geen plaats meer of is bij een andere vraag voorgesteld.")


class LessonState(TextChoices):
    """Where a lesson stands. It closes only when a later test or exercise shows it."""

    BROUGHT = "brought", _("nog niet gedeeld")
    OPEN = "open", _("open")
    TAKEN_UP = "taken_up", _("opgepakt")
    CLOSED = "closed", _("gesloten: het is getoond")


class LessonSource(TextChoices):
    """Where a lesson comes from; the code is the kind of record."""

    PAIRING = "pairing", _("een koppeling")
    FINDING = "finding", _("een bevinding uit een systeemtoets")
    EXERCISE = "exercise", _("een oefening")
    MEETING = "meeting", _("een overleg")


class Shows(TextChoices):
    """What a later test or exercise shows about a lesson."""

    LEARNT = "learnt", _("het is geleerd")
    CONTRARY = "contrary", _("het is niet geleerd")


STANDING = (PairingState.PROPOSED, PairingState.AGREED)
"""Pairings that take a place."""
