# SPDX-License-Identifier: EUPL-1.2
"""What holds for every file: a licence header, a length that can be overseen, no trace of one machine."""

import re
from pathlib import Path

from checks.tracked import ROOT, named, tracked

HEADER = "SPDX-License-Identifier: EUPL-1.2"
CEILING, CEILING_OF_TESTS = 300, 500
"""Lines. Tests are lists of sentences, and may be longer."""
REASONS = Path(__file__).with_name("long_files.txt")
PATHS = re.compile(r"(?<![\w.:/-])/(?:home|root|Users|work|mnt)/[\w.-]+")
HOSTS = re.compile(r"--(?:extra-)?index-url|files\.pythonhosted\.org|registry\.npmjs\.org|pypi\.org/simple")
SPARED = {"scripts/checks/files.py"}
TEXT = {".py", ".md", ".toml", ".lock", ".yaml", ".yml", ".json", ".html", ".css", ".txt", ".po", ".csv", ".svg", ""}


def without_header() -> list[str]:
    """Code of ours that does not say under which licence it stands."""
    code = [path for path in tracked() if path.suffix == ".py" or path.name in {"Makefile", "run"}]
    ours = [path for path in code if "/vendor/" not in named(path) and not _is_migration(path)]
    return [f"{named(path)}: no “{HEADER}”" for path in ours if HEADER not in path.read_text()[:200]]


def too_long() -> list[str]:
    """Files above the ceiling without a reason, and reasons that are no longer needed."""
    reasons = dict(line.split(": ", 1) for line in REASONS.read_text().splitlines() if ": " in line)
    long = {named(path): _lines(path) for path in tracked() if path.suffix == ".py" and not _is_migration(path)}
    long = {name: lines for name, lines in long.items() if lines > _ceiling(name)}
    found = [f"{name}: {lines} lines, too many" for name, lines in long.items() if name not in reasons]
    return found + [f"{name}: is not too long any more; take it off the list" for name in reasons.keys() - long.keys()]


def with_machine_paths() -> list[str]:
    """Lines that name a folder of some machine, or a host from which packages came."""
    return [
        f"{named(path)}:{number}: {match[0]}"
        for path in tracked()
        if path.suffix in TEXT and named(path) not in SPARED and "/vendor/" not in named(path)
        for number, line in enumerate(_read(path), start=1)
        for match in [PATHS.search(line) or HOSTS.search(line)]
        if match
    ]


def _ceiling(name: str) -> int:
    return CEILING_OF_TESTS if name.startswith("tests/") else CEILING


def _is_migration(path: Path) -> bool:
    return "migrations" in path.relative_to(ROOT).parts


def _lines(path: Path) -> int:
    return len(_read(path))


def _read(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()
