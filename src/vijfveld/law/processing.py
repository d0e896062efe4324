# SPDX-License-Identifier: EUPL-1.2
"""The register of processing activities, and the lines of the log that point at one version of one of them.

The fields are those of the Dutch standard for logging data processing (Logboek Dataverwerkingen): one line per action
and data subject, without who acted; that stands in the ledger and is found by the trace. How confidential an activity
is and how long its lines are kept stands here, once, and not in each line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from vijfveld.law.purposes import Purpose
from vijfveld.node.roles import Classification
from vijfveld.node.slots import Slot


@dataclass(frozen=True)
class Activity:
    """One version of one processing activity. A change makes a new version; the old one stays readable."""

    code: str
    version: int
    since: date
    title: object
    what: object
    purpose: Purpose
    basis: str
    subjects: object
    data: object
    retention: object
    confidentiality: Classification = Classification.INTERNAL

    @property
    def uri(self) -> str:
        """The address of this version: what every line of the log carries."""
        return f"{settings.ADDRESS}/verwerkingen/{self.code}/{self.version}"

    @property
    def key(self) -> str:
        """Its name in the register."""
        return f"{self.code}@{self.version:04d}"


activities: Slot[Activity] = Slot("processing activities")


def register(found: Iterable[Activity]) -> None:
    """Enter activities in the register; apps do so at start-up."""
    for activity in found:
        activities.fill(activity.key, activity)


def activity(code: str, version: int | None = None) -> Activity | None:
    """One version of an activity, the newest unless a version is named; nothing when there is none."""
    known = [one for one in activities if one.code == code and version in (None, one.version)]
    return max(known, key=lambda one: one.version, default=None)


def uri_of(code: str) -> str:
    """The address that a line carries for an activity. Raises LookupError when it is not in the register."""
    found = activity(code)
    if found is None:
        raise LookupError(f"no processing activity is called {code!r}")
    return found.uri


OWN = (
    Activity(
        code="medewerkers", version=1, since=date(2026, 11, 1),
        title=_("Mensen die met de node werken"),
        what=_("Aanmelden, rollen geven en intrekken, berichten sturen."),
        purpose=Purpose.ADMINISTRATION, basis="beheer-node",
        subjects=_("mensen die namens een organisatie met de node werken"),
        data=_("naam, e-mailadres, organisatie, rollen, taal"),
        retention=_("tot een jaar na het vertrek van de node"),
    ),
    Activity(
        code="toezicht", version=1, since=date(2026, 11, 1),
        title=_("Toezicht op het werk van de node"),
        what=_("Nagaan of elke handeling een grondslag had, zonder de dossiers te lezen."),
        purpose=Purpose.OVERSIGHT, basis="toezicht-fg",
        subjects=_("mensen over wie de node gegevens houdt, onder een pseudoniem"),
        data=_("pseudoniem, handeling, tijdstip, verwerking"),
        retention=_("zo lang als het register van handelingen van de node blijft"),
        confidentiality=Classification.RESTRICTED,
    ),
)  # fmt: skip
