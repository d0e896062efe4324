# SPDX-License-Identifier: EUPL-1.2
"""`docs/mission.md`: which rows of the mission map which tests prove, read from the marks on the tests."""

import ast
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "mission.md"
ROWS = {
    "P7": "who knows what, until when, and what rests on few",
    "S1": "one national frame as data",
    "S2": "fixed effort: the base level",
    "S3": "the periodic system test",
    "S4": "flexible effort that ends",
    "S5": "the threat level",
    "S6": "scenarios of fundamental uncertainties",
    "S7": "five patterns of erosion, watched",
    "S8": "effective, legitimate, robust, never added up",
    "S9": "equals: nobody answers for another",
    "S10": "who knows helps who asks; lessons close when shown",
    "S11": "honest account of progress and of what cannot be measured",
    "S12": "an evaluation that others can check without us",
    "S13": "the scope gate",
    "S14": "fixed consultation: bodies, meetings, decisions",
    "S15": "clear authority, and the override",
    "S16": "tensions go to the social side",
    "S17": "effort abroad, with consultation before it is asked for",
}


def as_markdown() -> str:
    """The page: a row of the map, what it asks, and the tests that prove it, as sentences."""
    proofs: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for row, sentence in _marked(path):
            proofs[row].append(f"- {sentence} (`{path.relative_to(ROOT)}`)")
    parts = [f"## {row}: {ROWS[row]}\n\n" + "\n".join(proofs[row]) for row in sorted(proofs, key=_order)]
    return (
        "# What is proven\n\nThe rows of the mission map, and the tests that carry their mark.\n\n"
        + "\n\n".join(parts)
        + "\n"
    )


def _marked(path: Path) -> list[tuple[str, str]]:
    """Every test of a file with the rows that it, or the file as a whole, is marked with."""
    found, tree = [], ast.parse(path.read_text(encoding="utf-8"))
    whole = [row for node in tree.body if _is_mark(node) for mark in ast.walk(node) for row in _rows(mark)]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            sentence = node.name.removeprefix("test_").replace("_", " ")
            found += [
                (row, sentence) for row in [*whole, *(row for mark in node.decorator_list for row in _rows(mark))]
            ]
    return found


def _is_mark(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "pytestmark"


def _rows(mark: ast.AST) -> list[str]:
    """The rows that a mark names, when it is `pytest.mark.mission("…")`."""
    if isinstance(mark, ast.Call) and getattr(mark.func, "attr", "") == "mission":
        return [str(row.value) for row in mark.args if isinstance(row, ast.Constant)]
    return []


def _order(row: str) -> tuple[str, int]:
    return row[0], int(row[1:])


if __name__ == "__main__":
    made = as_markdown()
    if "--check" in sys.argv:
        if PAGE.read_text(encoding="utf-8") != made:
            sys.exit(f"{PAGE.relative_to(ROOT)} is not what the tests say; do: make docs")
    else:
        PAGE.write_text(made, encoding="utf-8")
