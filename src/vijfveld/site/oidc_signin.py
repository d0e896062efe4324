# SPDX-License-Identifier: EUPL-1.2
"""The two steps of signing in through a provider, stricter than the library: there and back.

The library trusts the signed token for having come over TLS and sends no nonce. Here its signature is checked against
the keys of the provider, it must carry the nonce of this very sign-in, and it must be about the same person as what
the provider tells besides (OpenID Connect Core 1.0, §3.1.3.7 and §5.3.2).
"""

from typing import Any

import jwt
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from requests import RequestException

SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Only ways of signing in which the provider alone holds the secret."""
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LEEWAY = 10
"""Seconds by which the clocks of the provider and of this node may differ."""


def nonce_of(state: str) -> str:
    """The nonce of one sign-in: made from its state, which the browser's session holds, and known to nobody else."""
    return salted_hmac("vijfveld oidc nonce", state, algorithm="sha256").hexdigest()


class Client(OAuth2Client):  # type: ignore[misc]
    """Asks for a token with a nonce in it."""

    def get_redirect_url(self, authorization_url: str, scope: Any, extra_params: dict[str, str]) -> str:
        asked = {**extra_params, "nonce": nonce_of(str(self.state))}
        return str(super().get_redirect_url(authorization_url, scope, asked))


class Checked(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Takes the word of a provider when all of it holds."""

    client_class = Client

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **told: Any) -> Any:
        """Who the provider says this is. Raises OAuth2Error when its token does not hold."""
        claims = self._claims(app, told["response"].get("id_token") or "", state=request.GET.get("state", ""))
        besides = self._fetch_user_info(token.token)
        if besides.get("sub") != claims["sub"]:
            raise OAuth2Error("the provider tells of another person than its token")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": besides, "id_token": claims})

    def _claims(self, app: Any, id_token: str, *, state: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token, self._key(id_token), algorithms=SIGNED_WITH, audience=app.client_id, leeway=LEEWAY,
                issuer=self.openid_config["issuer"], options={"require": NEEDED},
            )  # fmt: skip
        except (jwt.PyJWTError, KeyError) as error:
            raise OAuth2Error("the token of the provider does not hold") from error
        if not constant_time_compare(str(claims["nonce"]), nonce_of(state)):
            raise OAuth2Error("the token is of another sign-in")
        return claims

    def _key(self, id_token: str) -> Any:
        """The key of the provider that a token names, or its only one."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = [key for key in jwt.PyJWKSet.from_dict(answer.json()).keys if key.public_key_use in (None, "sig")]
        name = jwt.get_unverified_header(id_token).get("kid")
        fitting = [key for key in keys if key.key_id == name] if name else keys
        if len(fitting) != 1:
            raise OAuth2Error("the provider has no such key")
        return fitting[0].key


@login_not_required  # type: ignore[untyped-decorator]
def there(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send someone to the provider, by a page of our own: browsers let no form of ours end on another site."""
    adapter = _adapter(request, provider_id)
    try:
        answer: HttpResponse = OAuth2LoginView.adapter_view(adapter)(request)
    except RequestException as error:
        return _failed(request, adapter, error)
    if request.method != "POST" or "Location" not in answer:
        return answer
    target = answer["Location"]
    told = {"target": target, "provider": adapter.get_provider()}
    page = render(request, "site/to_provider.html", told)
    page["Refresh"] = f"0; url={target}"
    return page


@login_not_required  # type: ignore[untyped-decorator]
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take in someone who comes back from the provider."""
    adapter = _adapter(request, provider_id)
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(adapter)(request)
    except RequestException as error:
        return _failed(request, adapter, error)
    return answer


def _adapter(request: HttpRequest, provider_id: str) -> Checked:
    adapter = Checked(request, provider_id)
    try:
        adapter.get_provider()
    except SocialApp.DoesNotExist as absent:
        raise Http404 from absent
    return adapter


def _failed(request: HttpRequest, adapter: Checked, error: Exception) -> HttpResponse:
    answer: HttpResponse = render_authentication_error(request, adapter.get_provider(), exception=error)
    return answer
