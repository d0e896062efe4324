# SPDX-License-Identifier: EUPL-1.2
"""The floors, from low to high, and what stands on each."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "vijfveld"
FLOORS = ["methods", "face", "node", "law", "strategy", "procure", "areas", "steering", "exchange", "site"]
AREAS = {"prevent", "protect", "prepare", "pursue"}


def height(app: str) -> int:
    """How high an app stands; the four areas share one floor."""
    return FLOORS.index("areas" if app in AREAS else app)


def may_know(upper: str, lower: str) -> bool:
    """Whether an app may know another: itself, or one on a floor below."""
    return upper == lower or height(lower) < height(upper)


def sources(under: str = "") -> Iterator[tuple[str, ast.Module]]:
    """Every file of code under a folder, by its name from the package, and what it says."""
    for path in sorted((SOURCE / under).rglob("*.py")):
        yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> set[str]:
    """The modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{name.name}" for name in node.names}
    return found
