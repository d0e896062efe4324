# SPDX-License-Identifier: EUPL-1.2
"""What the keeper of the machine may do for people who cannot sign in: a new password, second factors removed."""

from collections.abc import Callable
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from vijfveld.law.acts.keeping import note_sign_in_reset
from vijfveld.law.acts.people import end_mandate
from vijfveld.law.callers import Caller
from vijfveld.law.refusals import Invalid
from vijfveld.node import clock
from vijfveld.node.models import Account, Mandate, Organisation, Person, in_force
from vijfveld.node.roles import Role

REASON = "the keeper looks after sign-in"


def overview() -> list[list[str]]:
    """Everyone with their organisation, the roles in force and whether they have a second factor."""
    people = Person.objects.beyond_access(REASON).filter(left_at__isnull=True).order_by("name")
    homes = dict(Organisation.objects.values_list("id", "name"))
    roles = _roles_in_force()
    strong = set(Authenticator.objects.exclude(type="recovery_codes").values_list("user_id", flat=True))
    return [
        [one.name, one.email, homes[one.organisation_id], ", ".join(roles.get(one.id, [])), "✓" * (one.id in strong)]
        for one in people
    ]


def organisation_by(code: str) -> Organisation | None:
    """The organisation with a code, or nothing."""
    return Organisation.objects.filter(code=code).first()


def is_taken(email: str) -> bool:
    """Whether somebody has this address already."""
    return bool(Person.objects.beyond_access(REASON).filter(email__iexact=email).exists())


def _roles_in_force() -> dict[UUID, list[str]]:
    held: dict[UUID, list[str]] = {}
    mandates = Mandate.objects.beyond_access(REASON).filter(in_force(clock.now())).order_by("role")
    for person, role in mandates.values_list("person_id", "role"):
        held.setdefault(person, []).append(str(Role(role).label))
    return held


def end_role(caller: Callable[[], Caller], *, person: UUID, organisation: UUID, role: Role) -> int:
    """End the mandates of a person for a role that are in force; each is an act of its own."""
    mandates = Mandate.objects.beyond_access(REASON).filter(in_force(clock.now()))
    found = list(mandates.filter(person=person, organisation=organisation, role=role))
    for mandate in found:
        end_mandate(caller(), mandate.id)
    return len(found)


def set_password(caller: Caller, person: Person, *, password: str) -> None:
    """Give a person a new password and end their sessions. Raises Invalid with everything wrong with it."""
    account = Account.objects.get(person=person)
    try:
        validate_password(password, account)
    except ValidationError as error:
        problems = {f"password{number}": sentence for number, sentence in enumerate(error.messages)}
        raise Invalid(problems) from error
    with transaction.atomic():
        note_sign_in_reset(caller, person.id, what="password")
        account.set_password(password)
        account.save(update_fields=["password"])
        _end_sessions(account)


def remove_second_factors(caller: Caller, person: Person) -> int:
    """Remove all second factors of a person and end their sessions; returns how many there were."""
    account = Account.objects.get(person=person)
    with transaction.atomic():
        note_sign_in_reset(caller, person.id, what="mfa")
        _, removed = Authenticator.objects.filter(user=account).delete()
        _end_sessions(account)
    return int(removed.get("mfa.Authenticator", 0))


def _end_sessions(account: Account) -> None:
    for session in UserSession.objects.filter(user=account):
        session.end()
