# SPDX-License-Identifier: EUPL-1.2
"""The environment in `.venv`, from the lock files alone: made once, after which no network is needed.

Runs on any Python from 3.11 with nothing installed: `python3 scripts/environment.py base|dev`. What the methods are
measured against is no part of the system and gets a place of its own, `.venv-peers`: `… peers`.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENVS = {"peers": ROOT / ".venv-peers"}
VENV = ROOT / ".venv"
OLDEST = (3, 11)
NO_VENV = """This Python cannot make an environment, because a part of it is packaged apart.
On Debian and Ubuntu: sudo apt-get install python{version}-venv"""
NO_PACKAGES = """Not all packages could be installed. Is there a network? Then try again: what was fetched is kept."""
COMMAND = '#!/bin/sh\nexec "{python}" -m vijfveld.site.commands "$@"\n'


def ensure(lock: str) -> Path:
    """Make the environment for a lock file, unless it is there; gives its Python, or leaves with a sentence."""
    place = VENVS.get(lock, VENV)
    python = place / "bin" / "python"
    stamp, wanted = place / f".{lock}", _digest(lock)
    if stamp.is_file() and stamp.read_text() == wanted:
        stamp.touch()
        return python
    if sys.version_info < OLDEST:
        sys.exit(f"Vijfveld needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if not (place / "bin" / "pip").exists():
        _make(place)
    _install(python, lock)
    _point_at_source(python)
    stamp.write_text(wanted)
    return python


def _make(place: Path) -> None:
    print(f"Making {place.name} …", flush=True)
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        sys.exit(NO_VENV.format(version="{}.{}".format(*sys.version_info[:2])))
    venv.create(place, with_pip=True, clear=True)


def _install(python: Path, lock: str) -> None:
    print(f"Installing the packages of requirements/{lock}.lock …", flush=True)
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
               "--no-compile", "--only-binary", ":all:", "-r", ROOT / "requirements" / f"{lock}.lock"]  # fmt: skip
    if subprocess.call([str(part) for part in command]) != 0:  # noqa: S603
        sys.exit(NO_PACKAGES)


def _point_at_source(python: Path) -> None:
    """Let the environment find our own code where it lies, and give it the command `vijfveld`."""
    ask = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(ask, check=True, stdout=subprocess.PIPE, text=True).stdout.strip())  # noqa: S603
    (packages / "vijfveld-source.pth").write_text(f"{ROOT / 'src'}\n")
    command = python.parent / "vijfveld"
    command.unlink(missing_ok=True)
    command.write_text(COMMAND.format(python=python))
    command.chmod(0o755)


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / "requirements" / f"{lock}.lock").read_bytes()).hexdigest()


if __name__ == "__main__":
    ensure(sys.argv[1])
