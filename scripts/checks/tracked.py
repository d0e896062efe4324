# SPDX-License-Identifier: EUPL-1.2
"""The files that belong to the project."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked() -> list[Path]:
    """Every file under version control that is there, and every new one that is not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603
    return sorted({ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()})


def named(path: Path) -> str:
    """A file as people name it: from the root of the project."""
    return path.relative_to(ROOT).as_posix()
