# SPDX-License-Identifier: EUPL-1.2
"""`make messages`: gather the Dutch texts of every app into its English catalogue, and compile the catalogues."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APPS = ROOT / "src" / "vijfveld"


def main() -> int:
    """Renew all catalogues, or those of the apps that are named."""
    named = sys.argv[1:] or apps()
    for app in named:
        gather(APPS / app)
    return 0


def apps() -> list[str]:
    """The apps that have pages, acts or words of their own."""
    return sorted(path.parent.name for path in APPS.glob("*/apps.py"))


def gather(app: Path) -> None:
    """Renew the English catalogue of one app from its code and templates, and compile it."""
    (app / "locale").mkdir(exist_ok=True)
    django_admin(app, "makemessages", "--locale", "en", "--no-location", "--no-obsolete", "--ignore", "demo.py")
    if (app / "locale" / "en").is_dir():
        django_admin(app, "compilemessages", "--locale", "en")


def django_admin(app: Path, *arguments: str) -> None:
    """Django's own gathering, from within the folder of one app; it needs the tools of GNU gettext."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", *arguments]
    subprocess.run(command, cwd=app, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
