# SPDX-License-Identifier: EUPL-1.2
"""Settings of the test runs: a folder that is thrown away, the room, and the engine that was asked for."""

import atexit
import os
import shutil
import tempfile

if "VIJFVELD_HOME" not in os.environ or os.environ.get("VIJFVELD_TEST_HOME"):
    _home = tempfile.mkdtemp(prefix="vijfveld-test-")
    os.environ["VIJFVELD_HOME"] = os.environ["VIJFVELD_TEST_HOME"] = _home
    atexit.register(shutil.rmtree, _home, ignore_errors=True)
if os.environ.get("VIJFVELD_TEST_ENGINE") == "postgres":
    os.environ["VIJFVELD_DATABASE_URL"] = os.environ["VIJFVELD_TEST_POSTGRES"]

from vijfveld.site.settings import *  # noqa: F403
from vijfveld.site.settings import DATABASES, HOME, INSTALLED_APPS

INSTALLED_APPS = ["tests.room", *INSTALLED_APPS]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
VIJFVELD_MAIL_CARRIER = "django.core.mail.backends.locmem.EmailBackend"
API_PACE = 1_000_000
"""Tests are faster than people; those of the pace set it themselves."""
SECOND_FACTOR_REQUIRED = False
"""Tests of pages sign in without one; the tests of signing in ask for it."""
if "VIJFVELD_DATABASE_URL" not in os.environ:
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
