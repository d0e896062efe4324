# SPDX-License-Identifier: EUPL-1.2
"""Settings. What differs between nodes comes from the environment; one folder holds everything a node keeps.

VIJFVELD_HOME           the data folder (default: ./var)
VIJFVELD_DATABASE_URL   postgresql://… (default: SQLite in the data folder)
VIJFVELD_KEYS           the folder of the key store (default: keys/ in the data folder)
VIJFVELD_HOSTS          the names under which the node is reached, separated by commas
VIJFVELD_ADDRESS        the address people use, with https:// when a proxy carries it
VIJFVELD_MAIL           smtp://user:password@host:port (default: files in the data folder)
VIJFVELD_OIDC           a file with the settings of an OpenID Connect provider
VIJFVELD_CONTACT        the address where programmers ask about the API (default: the sender of the mail)
VIJFVELD_PROXIES        how many proxies stand before the node (default: 0), to know from where people sign in
"""

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlparse

from csp.constants import NONE, SELF

from vijfveld.node.secretfile import read_or_make
from vijfveld.site.oidc import providers

HOME = Path(os.environ.get("VIJFVELD_HOME", "var")).resolve()
VIJFVELD_HOME = HOME
VIJFVELD_KEYS = Path(os.environ.get("VIJFVELD_KEYS", HOME / "keys"))
ADDRESS = os.environ.get("VIJFVELD_ADDRESS", f"http://127.0.0.1:{os.environ.get('VIJFVELD_PORT', '8000')}")
SECURE = ADDRESS.startswith("https://")

LOOKS = "VIJFVELD_LOOKS" in os.environ
"""The doctor looks and makes nothing: no folder and no secret."""
SECRET_KEY = os.environ.get("VIJFVELD_SECRET_KEY") or read_or_make(VIJFVELD_KEYS / "session.key", looks=LOOKS)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("VIJFVELD_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
ROOT_URLCONF = "vijfveld.site.urls"
WSGI_APPLICATION = "vijfveld.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "node.Account"
SITE_ID = None

INSTALLED_APPS = [
    "vijfveld.site",
    "vijfveld.steering",
    "vijfveld.strategy",
    "vijfveld.law",
    "vijfveld.node",
    "vijfveld.face",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "vijfveld.site.api.middleware.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vijfveld.site.middleware.CallerMiddleware",
    "vijfveld.site.middleware.FrontDoorMiddleware",
    "vijfveld.site.middleware.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "vijfveld.site.shell.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]


def _database() -> dict[str, object]:
    """SQLite in the data folder, or the PostgreSQL server an address names."""
    address = os.environ.get("VIJFVELD_DATABASE_URL", "")
    if not address:
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
        pragmas += "PRAGMA secure_delete=ON;"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": HOME / "vijfveld.sqlite3", "OPTIONS": options}
    parts = urlparse(address)
    return {
        "ENGINE": "django.db.backends.postgresql", "NAME": parts.path.lstrip("/"), "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""), "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""), "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True,
    }  # fmt: skip


DATABASES = {"default": _database()}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(HOME / "cache")}
}

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["now", "long"],
    }
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "vijfveld.site.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "vijfveld.site.passwords.NotCommonInDutch"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "vijfveld.site.signin.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "vijfveld.site.signin.SocialAccountAdapter"
MFA_ADAPTER = "vijfveld.site.signin.MFAAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "login": "vijfveld.site.signin_forms.SignInForm",
    "reset_password": "vijfveld.site.signin_forms.ForgottenForm",
    "reset_password_from_key": "vijfveld.site.signin_forms.NewPasswordForm",
    "change_password": "vijfveld.site.signin_forms.ChangePasswordForm",
    "set_password": "vijfveld.site.signin_forms.FirstPasswordForm",
    "reauthenticate": "vijfveld.site.signin_forms.AgainForm",
}
MFA_FORMS = {
    "authenticate": "vijfveld.site.signin_forms.CodeForm",
    "reauthenticate": "vijfveld.site.signin_forms.CodeAgainForm",
    "activate_totp": "vijfveld.site.signin_forms.AppForm",
    "add_webauthn": "vijfveld.site.signin_forms.PasskeyForm",
    "edit_webauthn": "vijfveld.site.signin_forms.PasskeyNameForm",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("VIJFVELD_PROXIES", "0"))
SECOND_FACTOR_REQUIRED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are made by a keeper, never by signing up
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # whoever came by the mailed link has just shown who they are
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,20/5m/ip", "reset_password": "5/h/ip,3/h/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Vijfveld"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
USERSESSIONS_TRACK_ACTIVITY = False  # a page that is read writes nothing
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = providers(os.environ.get("VIJFVELD_OIDC", ""))
SOCIALACCOUNT_LOGIN_ON_GET = False

SESSION_COOKIE_AGE = 60 * 60 * 9
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_TRUSTED_ORIGINS = [ADDRESS]
CSRF_FAILURE_VIEW = "vijfveld.site.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

_mail = urlparse(os.environ.get("VIJFVELD_MAIL", ""))
EMAIL_BACKEND = "vijfveld.law.outbound.Gate"
VIJFVELD_MAIL_CARRIER = (
    "django.core.mail.backends.smtp.EmailBackend"
    if _mail.hostname
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = str(HOME / "mail")
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme == "smtps"
DEFAULT_FROM_EMAIL = os.environ.get("VIJFVELD_FROM", "vijfveld@localhost")

API_PACE = 600
"""How often a minute one person may ask something of the API, over all processes of a machine."""
API_CONTACT = {
    "name": "Beheer van deze node",
    "email": os.environ.get("VIJFVELD_CONTACT", DEFAULT_FROM_EMAIL),
    "url": f"{ADDRESS}/over",
}

LOGGING_CONFIG = None
TESTING = "pytest" in sys.modules
