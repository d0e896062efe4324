# SPDX-License-Identifier: EUPL-1.2
"""What the ledger keeps of signing in: that it happened and by which means; a node that cannot write still signs in."""

from typing import Any

import structlog
from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as factors
from django.db import Error
from django.http import HttpRequest

from vijfveld.law.acting import Act
from vijfveld.law.acts.people import note_account_change, note_sign_in
from vijfveld.law.callers import Caller
from vijfveld.law.refusals import Refused
from vijfveld.law.viewers import viewer_of
from vijfveld.node import clock
from vijfveld.node.models import Account, Person

log = structlog.get_logger()


def connect() -> None:
    """Listen to the sign-in library."""
    account.user_logged_in.connect(_signed_in, dispatch_uid="note-signed-in")
    changes = [
        (account.password_changed, "password.changed"), (account.password_set, "password.set"),
        (account.password_reset, "password.reset"), (factors.authenticator_added, "factor.added"),
        (factors.authenticator_removed, "factor.removed"), (factors.authenticator_reset, "factor.renewed"),
    ]  # fmt: skip
    for signal, what in changes:
        signal.connect(_changed(what), weak=False, dispatch_uid=f"note-{what}")


def _signed_in(request: HttpRequest, user: Account, **_: Any) -> None:
    note(user, note_sign_in, method=means(request, user))


def means(request: HttpRequest, user: Account) -> str:
    """By which means someone signed in, such as "password+totp"."""
    records = get_authentication_records(request, user)
    used = [str(record.get("type") or record.get("method")) for record in records]
    return "+".join(dict.fromkeys(used)) or "unknown"


def _changed(what: str) -> Any:
    def noted(user: Account, authenticator: Any = None, **_: Any) -> None:
        note(user, note_account_change, what=f"{what}:{authenticator.type}" if authenticator else what)

    return noted


def note(user: Account, act: Act[Any, Any], **facts: str) -> None:
    """Write it down for the person; when that cannot be done, signing in goes on and the log tells."""
    try:
        person = Person.objects.beyond_access("who signs in").get(pk=user.person_id)
        now = clock.now()
        act(Caller.person(viewer_of(person, now=now), now=now), **facts)
    except (Refused, Error) as error:
        log.warning("sign-in not noted", act=act.declaration.code, error=type(error).__name__)
