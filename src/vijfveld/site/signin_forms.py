# SPDX-License-Identifier: EUPL-1.2
"""The forms of signing in: those of the sign-in library, with our own words and without texts inside the fields."""

from typing import Any, ClassVar

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.utils.translation import gettext_lazy as _

EMAIL = (_("E-mailadres"), "")
CODE = (_("Code"), _("De zes cijfers uit uw app, of een herstelcode van acht cijfers."))
NEW = (_("Nieuw wachtwoord"), _("Ten minste 12 tekens. Een zin van een paar woorden onthoudt u makkelijk."))
AGAIN = (_("Nieuw wachtwoord, nog een keer"), "")


class Worded(forms.Form):
    """A form whose fields say what `words` says: the label and the help, by field."""

    words: ClassVar[dict[str, tuple[Any, Any]]] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class SignInForm(Worded, account_forms.LoginForm):  # type: ignore[misc]
    """Who someone is, and what only they know."""

    words = {"login": EMAIL, "password": (_("Wachtwoord"), "")}


class ForgottenForm(Worded, account_forms.ResetPasswordForm):  # type: ignore[misc]
    """To which address a link goes."""

    words = {"email": (_("E-mailadres"), _("Het adres waarmee u zich aanmeldt."))}


class NewPasswordForm(Worded, account_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A password, set through a link."""

    words = {"password1": NEW, "password2": AGAIN}


class ChangePasswordForm(Worded, account_forms.ChangePasswordForm):  # type: ignore[misc]
    """Another password."""

    words = {"oldpassword": (_("Huidig wachtwoord"), ""), "password1": NEW, "password2": AGAIN}


class FirstPasswordForm(Worded, account_forms.SetPasswordForm):  # type: ignore[misc]
    """A first password, for whoever signs in through their organisation."""

    words = {"password1": NEW, "password2": AGAIN}


class AgainForm(Worded, account_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password again, before something weighty."""

    words = {"password": (_("Wachtwoord"), "")}


class CodeForm(Worded, code_forms.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""

    words = {"code": CODE}


class CodeAgainForm(Worded, code_forms.ReauthenticateForm):  # type: ignore[misc]
    """A code again, before something weighty."""

    words = {"code": CODE}


class AppForm(Worded, app_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, which shows that it works."""

    words = {"code": (_("Code uit uw app"), _("Zes cijfers. Ze veranderen elke 30 seconden."))}


class PasskeyForm(Worded, passkey_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey and what its owner calls it."""

    words = {
        "name": (_("Naam van deze passkey"), _("Bijvoorbeeld: telefoon van het werk.")),
        "passwordless": (
            _("Ook zonder wachtwoord aanmelden"),
            _("Uw apparaat vraagt dan om uw vinger, gezicht of pincode."),
        ),
    }


class PasskeyNameForm(Worded, passkey_forms.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    words = {"name": (_("Naam van deze passkey"), "")}
