# SPDX-License-Identifier: EUPL-1.2
"""`python -m tests.kill.ground`: a node with one chair who is signed in; prints the session and the verifier key."""

import json

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402

from vijfveld.law.acts.people import add_organisation, add_person, give_mandate  # noqa: E402
from vijfveld.law.callers import Caller  # noqa: E402
from vijfveld.law.making import make_node  # noqa: E402
from vijfveld.law.sealer import verifier_key  # noqa: E402
from vijfveld.node import clock  # noqa: E402
from vijfveld.node.models import Account  # noqa: E402
from vijfveld.node.roles import Discipline, Mode, OrganisationKind, Profile, Reach, Role  # noqa: E402
from vijfveld.site import preparing  # noqa: E402


def keeper() -> Caller:
    return Caller.of_keeper(now=clock.now(), mode=Mode.DEMO)


def make() -> str:
    """Make store and node, and sign the chair in; gives the key of the session."""
    preparing.make_folders()
    preparing.migrate()
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    make_node(name="Proefnode", profile=Profile.COORDINATOR, now=clock.now(), mode=Mode.DEMO)
    home = add_organisation(
        keeper(), code="molenwaard", name="Gemeente Molenwaard", sort=OrganisationKind.MUNICIPALITY,
        discipline=Discipline.SOCIAL, reach=Reach.LOCAL,
    )  # fmt: skip
    chair = add_person(keeper(), name="Vera Voorzitter", email="vera@voorbeeld.invalid", organisation=home.id)
    give_mandate(keeper(), chair.id, organisation=home.id, role=Role.CHAIR)
    return sign_in(Account.objects.get(person=chair))


def sign_in(account: Account) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    print(json.dumps({"session": make(), "key": str(verifier_key(clock.now()))}))
