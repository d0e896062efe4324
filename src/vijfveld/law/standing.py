# SPDX-License-Identifier: EUPL-1.2
"""Standing: the roles and seats that a person has for an organisation at a moment, in one read.

Every act asks this inside its transaction, so it is one statement of plain SQL, the same on both engines.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import DateField, DateTimeField, UUIDField
from django.utils import timezone

from vijfveld.node.roles import Role

STANDING = """
SELECT 'role', m.role, NULL FROM node_mandate m JOIN node_person p ON p.id = m.person_id
  JOIN node_organisation o ON o.id = m.organisation_id
 WHERE m.person_id = %(person)s AND m.organisation_id = %(organisation)s AND p.left_at IS NULL
   AND (o.left_on IS NULL OR o.left_on > %(day)s)
   AND m.valid_from <= %(at)s AND (m.valid_until IS NULL OR m.valid_until > %(at)s)
UNION ALL
SELECT 'seat', NULL, s.dossier FROM law_seat s
 WHERE s.person_id = %(person)s AND s.organisation_id = %(organisation)s AND s.accepted_at <= %(at)s
   AND s.valid_from <= %(at)s AND (s.valid_until IS NULL OR s.valid_until > %(at)s)
"""


def standing(person: UUID, organisation: UUID, at: datetime) -> tuple[frozenset[Role], frozenset[UUID]]:
    """The roles in force and the seats in force and accepted; nobody acts for an organisation that left."""
    given = {
        "person": UUIDField().get_db_prep_value(person, connection),
        "organisation": UUIDField().get_db_prep_value(organisation, connection),
        "at": DateTimeField().get_db_prep_value(at, connection),
        "day": DateField().get_db_prep_value(timezone.localdate(at), connection),
    }
    with connection.cursor() as cursor:
        cursor.execute(STANDING, given)
        rows = cursor.fetchall()
    roles = frozenset(Role(role) for kind, role, _ in rows if kind == "role")
    return roles, frozenset(_uuid(dossier) for kind, _, dossier in rows if kind == "seat")


def _uuid(value: str | UUID) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
