# SPDX-License-Identifier: EUPL-1.2
"""Every text has its English: gathered from the code anew and compared with each app's catalogue."""

import gettext
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from checks.tracked import ROOT

APPS = ROOT / "src" / "vijfveld"
TOOLS = ("xgettext", "msgfmt", "msgmerge", "msguniq", "msgattrib")


def problems() -> list[str]:
    """Texts without a translation, unsure translations, and compiled catalogues that are old."""
    lacking = [tool for tool in TOOLS if not shutil.which(tool)]
    if lacking:
        return [f"{lacking[0]} is not on this machine; on Debian: apt-get install gettext"]
    return [sentence for app in sorted(APPS.glob("*/apps.py")) for sentence in _problems_of(app.parent)]


def _problems_of(app: Path) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="vijfveld-messages-") as work:
        copy = Path(work) / app.name
        shutil.copytree(app, copy, ignore=shutil.ignore_patterns("__pycache__", "static"))
        _gather(copy)
        fresh = copy / "locale" / "en" / "LC_MESSAGES" / "django.po"
        return [f"{app.name}: {sentence}" for sentence in [*_untranslated(fresh), *_old(app, fresh)]]


def _gather(app: Path) -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    import messages

    messages.gather(app)


def _untranslated(catalogue: Path) -> list[str]:
    """The texts that msgattrib calls untranslated or fuzzy."""
    if not catalogue.exists():
        return []
    return [
        f"{word}: {text[:80]}"
        for word, option in (("no English for", "--untranslated"), ("unsure English for", "--only-fuzzy"))
        for text in _texts(catalogue, option)
    ]


def _texts(catalogue: Path, option: str) -> list[str]:
    command = ["msgattrib", option, "--no-obsolete", "--no-wrap", str(catalogue)]
    shown = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603
    lines = [line.removeprefix("msgid ").strip('"') for line in shown.splitlines() if line.startswith("msgid ")]
    return [line for line in lines if line]


def _old(app: Path, fresh: Path) -> list[str]:
    """Whether the compiled catalogue that is shipped says the same as its source."""
    shipped = app / "locale" / "en" / "LC_MESSAGES" / "django.mo"
    made = fresh.with_suffix(".mo")
    if not made.exists():
        return []
    return [] if shipped.exists() and _said(shipped) == _said(made) else ["the .mo is old; do: make messages"]


def _said(compiled: Path) -> dict[object, object]:
    with compiled.open("rb") as file:
        catalogue = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    catalogue.pop("", None)
    return catalogue
