# SPDX-License-Identifier: EUPL-1.2
"""`make check`: everything that is not a test, each with its outcome; goes on after a failure to name them all."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from checks import api_rules, files, licences, translations, vendored

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
BIN = Path(PYTHON).parent
COMMANDS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "style": [str(BIN / "ruff"), "check", "."],
    "types": [str(BIN / "mypy")],
    "floors": [str(BIN / "lint-imports")],
    "migrations": [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"],
    "documented acts": [PYTHON, "scripts/checks/acts.py"],
    "proven rows": [PYTHON, "scripts/mission.py", "--check"],
}
CHECKS: dict[str, Callable[[], list[str]]] = {
    "translations": translations.problems,
    "vendored files": vendored.problems,
    "headers": files.without_header,
    "long files": files.too_long,
    "machine paths": files.with_machine_paths,
    "licences": licences.problems,
    "API design rules": api_rules.problems,
}


def main() -> int:
    """Do them all, or those that are named; 1 when one fails."""
    named = set(sys.argv[1:])
    failed = [name for name in [*COMMANDS, *CHECKS] if (not named or name in named) and not passes(name)]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll checks passed.")
    return 1 if failed else 0


def passes(name: str) -> bool:
    """Do one check and tell how it went."""
    started = time.monotonic()
    found = _output_of(COMMANDS[name]) if name in COMMANDS else CHECKS[name]()
    print(f"{'✗' if found else '✓'} {name} ({time.monotonic() - started:.1f} s)", flush=True)
    for line in found:
        print(f"    {line}")
    return not found


def _output_of(command: list[str]) -> list[str]:
    """What a failing command said; nothing when it went well."""
    with tempfile.TemporaryDirectory(prefix="vijfveld-check-") as home:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "vijfveld.site.settings", "VIJFVELD_HOME": home,
                       "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}  # fmt: skip
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)  # noqa: S603
    return (done.stdout + done.stderr).splitlines() or ["failed"] if done.returncode else []


if __name__ == "__main__":
    sys.exit(main())
