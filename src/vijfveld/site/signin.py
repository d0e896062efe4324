# SPDX-License-Identifier: EUPL-1.2
"""How people sign in: accounts are made by an act, never by signing up, and a second factor is asked of everyone."""

import base64
import hashlib
import secrets
import time
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from vijfveld.law.refusals import Refused
from vijfveld.node.models import Account, NotMade, Person, this_node
from vijfveld.node.roles import Mode
from vijfveld.site.errors import refused
from vijfveld.site.oidc import level_of

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
NOT_KNOWN = _(
    "Op deze node is geen account met uw adres. Vraag een beheerder van de node om u toe te voegen en meld u dan "
    "opnieuw aan."
)
NOT_VERIFIED = _("Uw organisatie heeft uw e-mailadres niet bevestigd. Vraag uw eigen beheerder om dat te doen.")
TOO_LOW = _(
    "U bent aangemeld op een te laag niveau. Meld u bij uw organisatie aan met een tweede stap en probeer het opnieuw."
)
SIGN_IN_WRONG = _("Dit e-mailadres en wachtwoord horen niet bij elkaar.")
TOO_MANY = _("U hebt te vaak iets geprobeerd dat niet klopte. Wacht vijf minuten en probeer het dan opnieuw.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No open sign-up; what goes wrong is said in our own words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dit account is gesloten. Vraag een beheerder van deze node wat u kunt doen."),
        "email_password_mismatch": SIGN_IN_WRONG,
        "enter_current_password": _("Dit is niet uw huidige wachtwoord."),
        "incorrect_code": _("Deze code klopt niet. Kijk of de klok van uw telefoon goed staat."),
        "incorrect_password": _("Dit is niet uw wachtwoord."),
        "invalid_login": SIGN_IN_WRONG,
        "invalid_password_reset": _("Deze link werkt niet meer. Vraag een nieuwe aan."),
        "rate_limited": TOO_MANY,
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Any, **about: Any) -> HttpResponse:
        """After signing in the pages speak the language of the person. Setting a password by a mailed link is
        signing in with it: nobody types it a second time a minute later."""
        if not get_authentication_records(request, user):
            record_authentication(request, user, method="password")
        response: HttpResponse = super().post_login(request, user, **about)
        people = Person.objects.beyond_access("who signs in")
        language = people.filter(pk=user.person_id).values_list("language", flat=True).first()
        remember_language(response, language or settings.LANGUAGE_CODE)
        return response

    def is_reauthentication_required(self, *, app: str, **about: Any) -> bool:
        """Whoever signed in within the last quarter of an hour is not asked once more who they are."""
        if _signed_in_just_now(self.request or context.request):
            return False
        return bool(super().is_reauthentication_required(app=app, **about))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to show again who one is, in our own words."""
        words = {
            "reauthenticate": _("Met uw wachtwoord"),
            "mfa_reauthenticate": _("Met een code"),
            "mfa_reauthenticate:webauthn": _("Met een passkey"),
        }
        return [{**way, "description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An identity provider vouches for accounts that exist; it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """A provider whose word is checked in full."""
        from vijfveld.site.oidc_signin import Checked

        found = super().get_provider(request, provider, client_id)
        found.oauth2_adapter_class = Checked
        return found

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse a level that is too low; tie the provider's account to the one here with the verified address."""
        try:
            self._check_level(sociallogin)
            if not sociallogin.is_existing:
                sociallogin.connect(request, self._account(sociallogin))
        except Refused as refusal:
            raise ImmediateHttpResponse(refused(request, refusal)) from refusal

    def _check_level(self, sociallogin: Any) -> None:
        wanted = sociallogin.provider.app.settings.get("levels", [])
        if level_of(sociallogin.account.extra_data) not in wanted:
            raise Refused("oidc.level", TOO_LOW)

    def _account(self, sociallogin: Any) -> Account:
        verified = [address.email for address in sociallogin.email_addresses if address.verified is True]
        if not verified:
            raise Refused("oidc.address", NOT_VERIFIED)
        account = Account.objects.filter(email__iexact=verified[0], is_active=True).first()
        if account is None:
            raise Refused("oidc.unknown", NOT_KNOWN)
        return account


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors; their secrets lie encrypted under the session key, which no backup of the database holds."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("U kunt deze tweede stap nu niet weghalen."),
        "cannot_generate_recovery_codes": _("Stel eerst een app of een passkey in. Daarna kunt u herstelcodes maken."),
        "incorrect_code": _("Deze code klopt niet. Kijk of de klok van uw telefoon goed staat."),
    }

    def encrypt(self, text: str) -> str:
        nonce = secrets.token_bytes(12)
        return base64.b64encode(nonce + _factor_cipher().encrypt(nonce, text.encode(), None)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        return _factor_cipher().decrypt(sealed[:12], sealed[12:], None).decode()


def _signed_in_just_now(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def _factor_cipher() -> AESGCM:
    return AESGCM(hashlib.sha256(b"vijfveld second factors\0" + settings.SECRET_KEY.encode()).digest())


def remember_language(response: HttpResponse, language: str) -> None:
    """Let the next pages speak a language."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax")


def second_factor_missing(request: HttpRequest) -> bool:
    """Whether whoever is signed in has still to set up a second factor before anything is shown to them."""
    if not settings.SECOND_FACTOR_REQUIRED or _is_demo():
        return False
    records = get_authentication_records(request, request.user)
    if any(record.get("method") == "socialaccount" for record in records):
        return False
    return not is_mfa_enabled(request.user, SECOND_FACTORS)


def factor_is_missing(person: UUID) -> bool:
    """Whether this node asks for a second factor that a person does not have, here or at their own organisation."""
    if not settings.SECOND_FACTOR_REQUIRED or _is_demo():
        return False
    here = Authenticator.objects.filter(user__person=person, type__in=SECOND_FACTORS)
    return not here.exists() and not SocialAccount.objects.filter(user__person=person).exists()


def _is_demo() -> bool:
    try:
        return this_node().mode == Mode.DEMO
    except NotMade:
        return False
