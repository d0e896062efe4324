# SPDX-License-Identifier: EUPL-1.2
"""The notebooks run from top to bottom without Django, and print what they say they print."""

import json
from pathlib import Path

import pytest

from tests.methods.library.bare import ROOT, run_bare

NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
CHECK = "import runpy; sys.argv.insert(1, '--check'); runpy.run_path('scripts/notebooks.py', run_name='__main__')"


def test_there_are_five_and_the_list_of_pages_leads_to_them() -> None:
    page = (ROOT / "docs" / "methods" / "README.md").read_text(encoding="utf-8")
    assert len(NOTEBOOKS) == 5
    assert all(f"(../notebooks/{notebook.name})" in page for notebook in NOTEBOOKS)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_without_django_and_comes_out_as_written(notebook: Path) -> None:
    done = run_bare(CHECK, str(notebook))
    assert (done.returncode, done.stdout) == (0, f"{notebook.name}: as written\n"), done.stdout + done.stderr


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_the_form_that_jupyter_reads(notebook: Path) -> None:
    """Notebook format 4.5: cells with an id of their own, outputs as streams."""
    given = json.loads(notebook.read_text(encoding="utf-8"))
    assert (given["nbformat"], given["nbformat_minor"]) == (4, 5)
    cells = given["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    assert {cell["cell_type"] for cell in cells} == {"markdown", "code"}
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert {output["output_type"] for cell in code for output in cell["outputs"]} == {"stream"}
    assert any("What this does not show" in "".join(cell["source"]) for cell in cells[-1:])


def test_a_result_that_no_longer_comes_out_is_told_with_its_cell(tmp_path: Path) -> None:
    given = json.loads(NOTEBOOKS[0].read_text(encoding="utf-8"))
    first = next(cell for cell in given["cells"] if cell["cell_type"] == "code")
    first["outputs"][0]["text"] = ["108 futures, all of them\n"]
    changed = tmp_path / "changed.ipynb"
    changed.write_text(json.dumps(given), encoding="utf-8")
    done = run_bare(CHECK, str(changed))
    assert done.returncode == 1
    assert "code cell 1 prints\n108 futures, 67 pairs" in done.stdout
    assert "108 futures, all of them" in done.stdout
