# SPDX-License-Identifier: EUPL-1.2
"""Run notebooks from top to bottom in a bare namespace, and keep what their cells print: notebooks.py NOTEBOOK...

With --check nothing is written: it tells which cells print something else than the notebook says. Needs nothing
beyond the standard library; Jupyter opens the same files.
"""

import io
import json
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

MOST_PRINTED = 3_000
"""Characters that one cell may print: outputs are kept small."""
Notebook = dict[str, Any]


def run(path: Path) -> tuple[Notebook, list[str]]:
    """The notebook as it comes out now, and a sentence for each cell that differs from the file or prints too much."""
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    namespace: dict[str, object] = {"__name__": "__main__"}
    found: list[str] = []
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(cells, start=1):
        printed = _printed("".join(cell["source"]), namespace, f"{path.name}, code cell {number}")
        before = "".join(line for output in cell["outputs"] for line in output.get("text", []))
        if before != printed:
            found.append(f"{path.name}, code cell {number} prints\n{printed}where the notebook says\n{before}")
        if len(printed) > MOST_PRINTED:
            found.append(f"{path.name}, code cell {number} prints {len(printed)} characters, too many")
        cell["execution_count"] = number
        cell["outputs"] = [_stream(printed)] if printed else []
    return notebook, found


def main(arguments: list[str]) -> int:
    """Run the named notebooks; 1 when --check finds a difference."""
    check = "--check" in arguments
    differing = 0
    for path in map(Path, (one for one in arguments if one != "--check")):
        notebook, found = run(path)
        if check:
            differing += bool(found)
            print("\n".join(found) or f"{path.name}: as written")
        else:
            path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if differing else 0


def _printed(source: str, namespace: dict[str, object], name: str) -> str:
    said = io.StringIO()
    with redirect_stdout(said):
        exec(compile(source, name, "exec"), namespace)  # noqa: S102
    return said.getvalue()


def _stream(printed: str) -> dict[str, object]:
    return {"name": "stdout", "output_type": "stream", "text": printed.splitlines(keepends=True)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
