# SPDX-License-Identifier: EUPL-1.2
"""The closed lists of the system test, with the words for them."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Axis(TextChoices):
    """The three sides of intervention capability, never added up into one mark (§8.1 n.11)."""

    EFFECTIVE = "effective", _("Effectief")
    LEGITIMATE = "legitimate", _("Legitiem")
    ROBUST = "robust", _("Robuust")


class RoundState(TextChoices):
    """Where a round stands."""

    PREPARED = "prepared", _("in voorbereiding")
    OPEN = "open", _("open voor antwoorden")
    CLOSED = "closed", _("gesloten, wacht op de toetsers")
    DECIDING = "deciding", _("de toetsers oordelen")
    FROZEN = "frozen", _("vastgesteld")


class FreezingState(TextChoices):
    """How far the making of a frozen report is."""

    ASKED = "asked", _("wordt gemaakt")
    DONE = "done", _("klaar")
    CANCELLED = "cancelled", _("afgebroken")
    FAILED = "failed", _("niet gelukt")


ANSWERED = (RoundState.CLOSED, RoundState.DECIDING)
"""The states in which assessors decide: nobody answers any more and nothing is frozen yet."""
RUNNING = (RoundState.OPEN, *ANSWERED)


class Work(TextChoices):
    """How far the work on an answer is; it says nothing about what the answer is."""

    TODO = "todo", _("nog te doen")
    DRAFTED = "drafted", _("concept")
    SUBMITTED = "submitted", _("ingediend")
    RETURNED = "returned", _("terug voor aanvulling")
    NOT_APPLICABLE = "not_applicable", _("niet van toepassing")


DONE = (Work.SUBMITTED, Work.NOT_APPLICABLE)


class Sureness(TextChoices):
    """How sure a partner is of its answer: words, not a number."""

    SHOWN = "shown", _("zeker: stukken laten het zien")
    LIKELY = "likely", _("aannemelijk: wij zien het in de praktijk")
    UNSURE = "unsure", _("onzeker: wij weten het niet goed")


class EvidenceKind(TextChoices):
    """What sort of thing shows an answer."""

    AGREEMENT = "agreement", _("afspraak of beleid")
    RECORD = "record", _("verslag of registratie")
    EXERCISE = "exercise", _("uitkomst van een oefening of proef")
    FIGURE = "figure", _("telling of meting")
    OTHER = "other", _("iets anders")


class Edition(TextChoices):
    """For whom a frozen report is."""

    NETWORK = "network", _("voor alle partners")
    RESTRICTED = "restricted", _("voor toetsers en coördinator, met alle antwoorden")


class AccountState(TextChoices):
    """Where an account stands."""

    DRAFT = "draft", _("wordt geschreven")
    REVIEW = "review", _("ter inzage bij partners")
    FROZEN = "frozen", _("vastgesteld")


class AccountEditionKind(TextChoices):
    """For whom an edition of an account is."""

    PUBLIC = "public", _("openbaar")
    RESTRICTED = "restricted", _("voor coördinatoren, met elke bron")


class CheckState(TextChoices):
    """How far a check of the ledger is, and what it found."""

    WAITING = "waiting", _("wacht op zijn beurt")
    RUNNING = "running", _("bezig")
    GOOD = "good", _("het register klopt")
    BAD = "bad", _("het register klopt niet")
    FAILED = "failed", _("de controle kon niet worden afgemaakt")


REPLY_TERM = timedelta(days=28)
"""Within this time a reservation gets its reply (§8.2: every partner is heard)."""
REMIND_BEFORE = timedelta(days=7)
CLOSED_EARLY = "round.close"
"""What is decided when a round closes before the day that was promised."""
FEWEST_SHOWN = 5
"""From fewer answers than this no spread is shown to those who may not read the answers themselves."""

STEPS = (_("0, afwezig"), _("1, afgesproken"), _("2, op orde"), _("3, beproefd"))
"""The steps on which assessors decide, from low to high."""
CANNOT_JUDGE = _("niet te beoordelen")


def step_words(step: int | None) -> str:
    """A step in words; none is that it cannot be judged."""
    return str(CANNOT_JUDGE if step is None else STEPS[step])
