# SPDX-License-Identifier: EUPL-1.2
"""Tokens at work: the secret that a form gives out, whose it is, and when it was last used.

Reading through the API writes nothing in the database; the last use is remembered in the cache, once an hour.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.core.cache import cache

from vijfveld.law.models import AccessToken
from vijfveld.law.viewers import viewer_of
from vijfveld.node.keystore import KeyUse, keystore
from vijfveld.node.models import Person
from vijfveld.node.viewer import Viewer

PREFIX = "vijfveld_"
"""By which a token that leaked is recognised."""
LENGTH = len(PREFIX) + 43
NOTED_EVERY = timedelta(hours=1)
KEPT = timedelta(days=400)
_noted: dict[UUID, datetime] = {}


def token_secret(person: UUID, form_key: str, now: datetime) -> str:
    """The secret that a form gives out: the same form sent twice gives the same, and no stored row gives it away."""
    ring = keystore().ring_key(KeyUse.PROGRAMS, now)
    digest = hmac.digest(ring.secret, f"{person}|{form_key}".encode(), hashlib.sha256)
    return PREFIX + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def digest_of(secret: str) -> str:
    """What the node keeps of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def holder_of(secret: str, now: datetime) -> tuple[AccessToken, Viewer] | None:
    """The token with this secret, and as whom it looks; nothing when it ended, or its person has left."""
    if len(secret) != LENGTH or not secret.startswith(PREFIX):
        return None
    rows = AccessToken.objects.beyond_access("a program comes with its token").filter(digest=digest_of(secret))
    token = rows.first()
    if token is None or not token.works_at(now):
        return None
    people = Person.objects.beyond_access("a program comes with its token").filter(left_at__isnull=True)
    person = people.filter(pk=token.person_id).first()
    return (token, viewer_of(person, now=now, wanted=token.organisation_id)) if person else None


def note_use(token: AccessToken, now: datetime) -> None:
    """Remember that a token is used, at most once an hour."""
    before = _noted.get(token.id)
    if before is None or now - before >= NOTED_EVERY:
        _noted[token.id] = now
        cache.set(f"token-used:{token.id}", now, KEPT.total_seconds())


def last_used(token: AccessToken) -> datetime | None:
    """When a token was last used, to the hour; nothing when it never was, or that was forgotten."""
    found: datetime | None = cache.get(f"token-used:{token.id}")
    return found


def tokens_of(viewer: Viewer) -> list[AccessToken]:
    """The tokens of a viewer, those that work first."""
    rows = list(AccessToken.objects.visible_to(viewer).select_related("organisation").order_by("-made_at", "-id")[:100])
    return sorted(rows, key=lambda token: token.ended_at is not None)
