# SPDX-License-Identifier: EUPL-1.2
"""Making and ending the tokens with which one's own programs work."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.door import Door
from vijfveld.law.models import AccessToken
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Invalid
from vijfveld.law.rest.scopes import scopes
from vijfveld.node.roles import Role

LONGEST = timedelta(days=366)
MOST = 20


@act("token.make", roles=frozenset(Role), purpose=Purpose.ADMINISTRATION, basis="beheer-node",
     says=_("maakte een sleutel voor een programma"))  # fmt: skip
def make_token(door: Door, *, label: str, allowed: Collection[str], ends_on: date, digest: str) -> AccessToken:
    """Make a token for a program that works for oneself and one's organisation; only its digest is kept."""
    problems = _problems(label, allowed, ends_on, today=door.today)
    if _living(door) >= MOST:
        problems["label"] = _("U hebt al twintig sleutels. Beëindig er eerst een.")
    if problems:
        raise Invalid(problems)
    until = timezone.make_aware(datetime.combine(ends_on, time.max.replace(microsecond=0)))
    return door.new(
        AccessToken, person_id=door.person, organisation_id=door.organisation, label=label.strip(), digest=digest,
        scopes=sorted(set(allowed)), made_at=door.now, valid_until=until,
        facts={"scopes": sorted(set(allowed)), "valid_until": until},
    )  # fmt: skip


def _problems(label: str, allowed: Collection[str], ends_on: date, *, today: date) -> dict[str, object]:
    known = {code for code, _words in scopes.items()}
    faults = {
        "label": (not 0 < len(label.strip()) <= 60, _("Geef de sleutel een naam van ten hoogste 60 tekens.")),
        "allowed": (not allowed or not set(allowed) <= known, _("Kies wat de sleutel mag, uit de lijst.")),
        "ends_on": (not today < ends_on <= today + LONGEST, _("Kies een laatste dag na vandaag, binnen een jaar.")),
    }  # fmt: skip
    return {name: sentence for name, (wrong, sentence) in faults.items() if wrong}


def _living(door: Door) -> int:
    rows = door.all(AccessToken).filter(person=door.person, ended_at__isnull=True, valid_until__gt=door.now)
    return rows.count()


@act("token.end", roles=frozenset(Role), purpose=Purpose.ADMINISTRATION, basis="beheer-node",
     says=_("beëindigde een sleutel van een programma"))  # fmt: skip
def end_token(door: Door, token: UUID) -> AccessToken:
    """End one of one's own tokens: from this moment it opens nothing."""
    found = door.lock(AccessToken, token)
    if found.ended_at is None:
        found.ended_at = door.now
        door.save(found)
    return found
