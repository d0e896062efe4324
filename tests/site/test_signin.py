# SPDX-License-Identifier: EUPL-1.2
"""Signing in: who comes in, with what, and what stays shut."""

import json
import re
from types import SimpleNamespace

import pytest
from allauth.account import signals as account_signals
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from tests.site.conftest import PASSWORD
from vijfveld.law.acts.people import change_person, invite_person, leave_person
from vijfveld.law.entries import as_object
from vijfveld.law.events import Event
from vijfveld.law.models import Entry
from vijfveld.law.refusals import Refused
from vijfveld.node.ids import Urn
from vijfveld.node.models import Account, Person
from vijfveld.node.roles import Mode, Role
from vijfveld.site.invitations import link_for, mail_invitation
from vijfveld.site.oidc import NotUsable, providers
from vijfveld.site.signin import MFAAdapter, SocialAccountAdapter

OPEN_TO_ALL = {
    "account_login", "account_inactive", "account_logout", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "mfa_authenticate",
    "mfa_login_webauthn", "socialaccount_login_cancelled", "socialaccount_login_error", "openid_connect_login",
    "openid_connect_callback", "set_language", "site:about", "site:accessibility",
}  # fmt: skip


@pytest.fixture
def lies(world):
    return world.person("Lies Liaison", "Gemeente Molenwaard", Role.LIAISON)


def sign_in(email, password=PASSWORD):
    browser = Client()
    return browser, browser.post("/aanmelden/", {"login": email, "password": password})


def code_for(authenticator):
    secret = authenticator.wrap().instance.data["secret"]
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(MFAAdapter().decrypt(secret), counter))


def routes(resolver=None, prefix="", names=()):
    """Every address of the node, with a value for each of its parts, and its full name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            deeper = (*names, entry.namespace) if entry.namespace else names
            yield from routes(entry, prefix + filled(entry), deeper)
        elif isinstance(entry, URLPattern):
            yield ":".join((*names, entry.name or "?")), "/" + prefix + filled(entry)


def filled(entry):
    text = str(entry.pattern).lstrip("^").replace("\\Z", "").rstrip("$")
    text = re.sub(r"<uuid\w*:\w+>", "00000000-0000-7000-8000-000000000000", text)
    text = re.sub(r"<int:\w+>", "1", text)
    text = re.sub(r"\(\?P<\w+>(\[[^]]+\]|\.)\+\)", "a", text)
    return re.sub(r"<(?:\w+:)?\w+>", "a", text)


def test_every_address_but_a_few_asks_a_visitor_to_sign_in(world):
    shut, opened = [], []
    for name, address in routes():
        if address.startswith("/api/"):
            continue
        answer = Client().get(address)
        to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/aanmelden/?next=")
        (shut if to_sign_in else opened).append(name)
    assert len(shut) > 20
    assert {name for name in opened if not name.endswith("calendar")} <= OPEN_TO_ALL


def test_every_address_of_the_api_refuses_a_visitor(world):
    addresses = [address for name, address in routes() if address.startswith("/api/") and "openapi" not in address]
    statuses = {address: Client().get(address).status_code for address in addresses if address != "/api/v1/"}
    assert set(statuses.values()) <= {401, 405}


def test_someone_signs_in_with_address_and_password_and_the_ledger_says_how(world, lies, account):
    account(lies)
    browser, answer = sign_in("lies.liaison@voorbeeld.invalid")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    noted = Entry.objects.beyond_access("test").get(act="account.signed_in")
    assert as_object(noted.body)["facts"] == {"method": "password"}
    assert browser.get("/account").status_code == 200


def test_the_pages_speak_the_language_of_who_signed_in(world, lies, account):
    account(lies)
    browser, _ = sign_in("lies.liaison@voorbeeld.invalid")
    assert browser.cookies["django_language"].value == "nl"


@pytest.mark.parametrize("email", ["lies.liaison@voorbeeld.invalid", "niemand@voorbeeld.invalid"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_words(world, lies, account, email):
    account(lies)
    _, answer = sign_in(email, "helemaal verkeerd")
    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in answer.content.decode()


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(world, lies, account):
    account(lies)
    for _ in range(5):
        sign_in("lies.liaison@voorbeeld.invalid", "helemaal verkeerd")
    _, answer = sign_in("lies.liaison@voorbeeld.invalid")
    assert "Wacht vijf minuten" in answer.content.decode()


def test_who_left_cannot_sign_in(world, lies, account):
    account(lies)
    leave_person(world.keeper(), lies.person)
    browser, _ = sign_in("lies.liaison@voorbeeld.invalid")
    assert browser.get("/account")["Location"].startswith("/aanmelden/")


def test_nobody_can_sign_up(world):
    assert Client().get("/aanmelden/signup/").status_code == 404
    assert Client().post("/aanmelden/signup/", {"email": "a@b.nl"}).status_code == 404


def test_signing_in_goes_on_when_the_ledger_cannot_be_written(world, lies, account, monkeypatch):
    account(lies)

    def cannot_write(*_args, **_kwargs):
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr("vijfveld.law.door.Door.close", cannot_write)
    browser, answer = sign_in("lies.liaison@voorbeeld.invalid")
    assert answer.status_code == 302
    assert browser.get("/account").status_code == 200


def test_without_a_second_factor_nothing_opens_but_setting_one_up(world, lies, account, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    account(lies)
    browser, _ = sign_in("lies.liaison@voorbeeld.invalid")
    assert browser.get("/account")["Location"].startswith("/tweede-stap/")
    assert browser.get("/organisaties")["Location"].startswith("/tweede-stap/")
    assert browser.get("/tweede-stap/").status_code == 200
    assert browser.get("/tweede-stap/app/").status_code == 200


def test_without_a_second_factor_the_api_knows_nobody(world, lies, account, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    account(lies)
    browser, _ = sign_in("lies.liaison@voorbeeld.invalid")
    assert browser.get("/api/v1/kamers").status_code == 401


def test_an_app_with_codes_is_set_up_and_asked_for_the_next_time(world, lies, account, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    found = account(lies)
    browser, _ = sign_in(found.email)
    secret = browser.get("/tweede-stap/app/").context["form"].secret
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    assert browser.post("/tweede-stap/app/", {"code": code})["Location"] == "/tweede-stap/herstelcodes/"
    assert len(browser.get("/tweede-stap/herstelcodes/").context["unused_codes"]) == 10
    assert browser.get("/account").status_code == 200
    again, answer = sign_in(found.email)
    assert answer["Location"] == "/tweede-stap/code/"
    assert again.get("/account")["Location"].startswith("/aanmelden/")


@pytest.mark.parametrize(
    ("signal", "more", "what"),
    [
        (factors.authenticator_added, {"authenticator": Authenticator(type="totp")}, "factor.added:totp"),
        (factors.authenticator_removed, {"authenticator": Authenticator(type="webauthn")}, "factor.removed:webauthn"),
        (account_signals.password_reset, {}, "password.reset"),
    ],
)
def test_a_change_in_how_someone_signs_in_is_noted(world, lies, account, signal, more, what):
    signal.send(sender=Account, request=None, user=account(lies), **more)
    noted = Entry.objects.beyond_access("test").get(act="account.changed")
    assert as_object(noted.body)["facts"] == {"what": what}


def test_a_code_opens_the_second_step_and_the_ledger_says_so(world, lies, account, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    found = account(lies)
    factor = TOTP.activate(found, "JBSWY3DPEHPK3PXP").instance
    browser, _ = sign_in(found.email)
    assert "Deze code klopt niet." in browser.post("/tweede-stap/code/", {"code": "000000"}).content.decode()
    assert browser.post("/tweede-stap/code/", {"code": code_for(factor)})["Location"] == "/"
    noted = Entry.objects.beyond_access("test").get(act="account.signed_in")
    assert as_object(noted.body)["facts"] == {"method": "password+totp"}


def test_the_secret_of_an_app_does_not_lie_in_the_database_as_it_is(world, lies, account):
    TOTP.activate(account(lies), "JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in str(Authenticator.objects.get().data)
    assert MFAAdapter().decrypt(MFAAdapter().encrypt("JBSWY3DPEHPK3PXP")) == "JBSWY3DPEHPK3PXP"


def test_an_invitation_mails_a_link_that_sets_a_password_once(world, lies):
    keeper = world.person("Bea Beheerder", "NCTV", Role.NODE_KEEPER)
    invited = invite_person(world.caller(keeper), lies.person)
    mail_invitation(event_about(invited, world.now), world.now)
    link = re.search(r"https?://[^/]+(/wachtwoord/nieuw/\S+)", mail.outbox[0].body).group(1)
    assert mail.outbox[0].to == ["lies.liaison@voorbeeld.invalid"]
    browser = Client()
    form = browser.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    assert browser.post(address, chosen)["Location"] == "/"
    assert "Deze link werkt niet meer" in Client().get(link).content.decode()
    assert sign_in("lies.liaison@voorbeeld.invalid")[1].status_code == 302


def event_about(person, at):
    return Event(
        id=person.id, act="person.invite", subject=str(Urn(person.home, "person", person.id)), version=2, at=at,
        mode=Mode.REAL, facts={},
    )  # fmt: skip


def test_who_left_is_not_mailed_an_invitation(world, lies):
    person = leave_person(world.keeper(), lies.person)
    mail_invitation(event_about(person, world.now), world.now)
    assert mail.outbox == []


def test_an_invitation_that_cannot_be_mailed_holds_nothing_up(world, lies, settings):
    settings.VIJFVELD_MAIL_CARRIER = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    mail_invitation(event_about(Person.objects.beyond_access("test").get(pk=lies.person), world.now), world.now)


@pytest.mark.parametrize("email", ["lies.liaison@voorbeeld.invalid", "niemand@voorbeeld.invalid"])
def test_a_forgotten_password_tells_a_stranger_nothing_about_who_has_an_account(world, lies, account, email):
    account(lies)
    answer = Client().post("/wachtwoord/vergeten/", {"email": email})
    assert answer["Location"] == "/wachtwoord/vergeten/verstuurd/"
    assert len(mail.outbox) == (email.startswith("lies"))


def test_a_password_that_is_too_easy_is_refused_with_all_that_is_wrong(world, lies, account):
    link = link_for(account(lies))
    browser = Client()
    address = browser.get(re.sub(r"^https?://[^/]+", "", link), follow=True).redirect_chain[-1][0]
    answer = browser.post(address, {"password1": "wachtwoord", "password2": "wachtwoord"})
    assert answer.status_code == 200
    assert len(answer.context["form"].errors["password1"]) >= 1


def test_another_password_ends_the_other_sessions(world, lies, account, browse):
    found = account(lies)
    elsewhere, here = browse(lies), sign_in(found.email)[0]
    assert elsewhere.get("/account").status_code == 200
    new = "zeven ooievaars op een dak"
    answer = here.post("/wachtwoord/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    assert elsewhere.get("/account")["Location"].startswith("/aanmelden/")


def test_who_gets_another_address_signs_in_with_that_one(world, lies, account):
    account(lies)
    keeper = world.person("Bea Beheerder", "NCTV", Role.NODE_KEEPER)
    change_person(
        world.caller(keeper), lies.person, 1, name="Lies Liaison", email="Nieuw@voorbeeld.invalid",
        organisation=lies.organisation,
    )  # fmt: skip
    assert sign_in("nieuw@voorbeeld.invalid")[1].status_code == 302
    assert sign_in("lies.liaison@voorbeeld.invalid")[1].status_code == 200


PROVIDER = {
    "id": "rijk", "name": "Rijksportaal", "server": "https://inloggen.voorbeeld.invalid", "client_id": "vijfveld",
    "client_secret": "geheim", "levels": ["hoog", "substantieel"],
}  # fmt: skip


def test_a_provider_is_read_from_its_file_with_pkce_and_levels(tmp_path):
    (tmp_path / "oidc.json").write_text(json.dumps(PROVIDER))
    app = providers(str(tmp_path / "oidc.json"))["openid_connect"]["APPS"][0]
    assert app["settings"]["oauth_pkce_enabled"] is True
    assert app["settings"]["auth_params"] == {"acr_values": "hoog substantieel"}
    assert providers("") == {}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": ""}, ["“name” is missing"]),
        ({"server": "http://x"}, ["must start with https"]),
        ({"levels": "hoog"}, ["must be a list"]),
        ({"colour": "red", "id": ""}, ["“colour” is not a field", "“id” is missing"]),
    ],
)
def test_a_provider_that_cannot_be_used_is_refused_with_everything_that_is_wrong(tmp_path, change, told):
    (tmp_path / "oidc.json").write_text(json.dumps({**PROVIDER, **change}))
    with pytest.raises(NotUsable) as refusal:
        providers(str(tmp_path / "oidc.json"))
    assert all(words in str(refusal.value) for words in told)


class Vouched:
    """What an identity provider says of someone."""

    is_existing = False

    def __init__(self, *, level, email="lies.liaison@voorbeeld.invalid", verified=True):
        self.provider = SimpleNamespace(app=SimpleNamespace(settings={"levels": PROVIDER["levels"]}))
        self.account = SimpleNamespace(extra_data={"id_token": {"acr": level}, "userinfo": {"acr": "hoog"}})
        self.email_addresses = [SimpleNamespace(email=email, verified=verified)]
        self.tied_to = None

    def connect(self, request, account):
        self.tied_to = account


def request_of_visitor():
    request = RequestFactory().get("/aanmelden/organisatie/rijk/login/callback/")
    request.user, request.session = AnonymousUser(), {}
    return request


def test_a_provider_vouches_for_an_account_with_the_same_verified_address(world, lies):
    vouched = Vouched(level="substantieel", email="LIES.liaison@voorbeeld.invalid")
    SocialAccountAdapter().pre_social_login(request_of_visitor(), vouched)
    assert vouched.tied_to == Account.objects.get(person=lies.person)


@pytest.mark.parametrize(
    ("vouched", "code"),
    [
        (Vouched(level="laag"), "oidc.level"),
        (Vouched(level=""), "oidc.level"),
        (Vouched(level="hoog", verified=False), "oidc.address"),
        (Vouched(level="hoog", verified="false"), "oidc.address"),
        (Vouched(level="hoog", email="niemand@voorbeeld.invalid"), "oidc.unknown"),
    ],
)
def test_a_provider_is_refused_when_level_or_address_do_not_hold(world, lies, vouched, code):
    with pytest.raises(ImmediateHttpResponse) as answer:
        SocialAccountAdapter().pre_social_login(request_of_visitor(), vouched)
    assert isinstance(answer.value.__cause__, Refused)
    assert answer.value.__cause__.code == code
    assert answer.value.response.status_code == 403
    assert vouched.tied_to is None
