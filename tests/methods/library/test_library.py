# SPDX-License-Identifier: EUPL-1.2
"""The methods stand alone: they work without Django, pandas or EMA-workbench, and their pages tell the truth."""

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.methods.library.bare import ROOT, run_bare
from tests.methods.library.pages import examples
from vijfveld.methods.adapters import EXTRAS

DOCS = ROOT / "docs" / "methods"
MODULES = [
    "assignment", "chains", "discovery", "erosion", "judgement", "morphology", "pathways", "portfolio", "robustness",
]  # fmt: skip
SECTIONS = [
    "## What it answers", "## Example", "## What goes in and comes out", "## Sources", "## What it does not show",
    "## Limits",
]  # fmt: skip
RUN_PAGES = "import runpy; runpy.run_path('tests/methods/library/pages.py', run_name='__main__')"


def test_all_methods_import_with_nothing_but_numpy_scipy_and_highs() -> None:
    code = f"import vijfveld.methods\nfrom vijfveld.methods import {', '.join(MODULES)}\n"
    done = run_bare(code + "print(sorted({name.partition('.')[0] for name in sys.modules} & {'django', 'pandas'}))")
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


@pytest.mark.parametrize("name", ["django", "pandas", "ema_workbench", "matplotlib", "vijfveld.law"])
def test_the_barrier_lets_nothing_else_through(name: str) -> None:
    done = run_bare(f"import {name}")
    assert done.returncode == 1
    assert "library" in done.stderr


@pytest.mark.parametrize(
    ("call", "package", "extra"),
    [
        ("frames.wide_frame(frames.Table(('a',), ('b',), [[1.0]]))", "pandas", "pandas"),
        ("workbench.policies({})", "ema_workbench", "ema"),
        ("workbench.explore(dict, {'a': (0, 1)}, outcomes=['b'], runs=1, rng=default_rng(1))", "ema_workbench", "ema"),
    ],
)
def test_an_adapter_imports_without_its_package_and_says_which_extra_brings_it(
    call: str, package: str, extra: str
) -> None:
    code = "from vijfveld.methods.adapters import frames, workbench\nfrom numpy.random import default_rng\n"
    done = run_bare(code + call)
    assert done.returncode == 1
    said = f"This adapter needs {package}, which is not installed: pip install 'vijfveld[{extra}]'."
    assert done.stderr.splitlines()[-1] == f"vijfveld.methods.adapters.MissingExtra: {said}"


def test_the_examples_of_the_adapters_give_what_they_say() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "tests/methods/library/pages.py", "docs/methods/adapters.md"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": "src"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[1]) > 10


def test_every_example_of_the_pages_gives_what_it_says_without_django() -> None:
    pages = [DOCS / f"{name}.md" for name in ["README", *MODULES]]
    done = run_bare(RUN_PAGES, *map(str, pages))
    assert done.returncode == 0, done.stdout + done.stderr
    counts = {name: int(attempted) for name, attempted, _failed in map(str.split, done.stdout.splitlines())}
    assert counts.keys() == {page.stem for page in pages}
    assert min(counts.values()) >= 2


def test_a_page_whose_figure_is_wrong_is_caught(tmp_path: Path) -> None:
    page = tmp_path / "wrong.md"
    page.write_text("# wrong\n\n```python\n>>> 1 + 1\n3\n```\n")
    done = run_bare(RUN_PAGES, str(page))
    assert done.returncode == 1
    assert "line 4" in done.stdout


@pytest.mark.parametrize("module", MODULES)
def test_a_page_has_every_section_and_an_outcome_and_names_everything_public(module: str) -> None:
    text = (DOCS / f"{module}.md").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("## ")] == SECTIONS
    assert any(example.want for example in examples(DOCS / f"{module}.md").examples)
    missing = [name for name in public(module) if not re.search(rf"\b{name}\b", text)]
    assert not missing


@pytest.mark.parametrize("module", ["adapters.frames", "adapters.workbench"])
def test_the_page_of_the_adapters_names_every_function_and_its_extra(module: str) -> None:
    text = (DOCS / "adapters.md").read_text(encoding="utf-8")
    found = importlib.import_module(f"vijfveld.methods.{module}")
    own = [name for name, value in vars(found).items() if getattr(value, "__module__", "") == found.__name__]
    functions = [name for name in own if name.islower() and not name.startswith("_")]
    assert functions
    assert not [name for name in functions if f"`{name}(" not in text]
    assert all(f"vijfveld[{extra}]" in text or f"[{extra}]" in text for extra in EXTRAS.values())


def test_the_list_of_pages_leads_to_all_of_them() -> None:
    linked = set(re.findall(r"\]\((\w+)\.md\)", (DOCS / "README.md").read_text(encoding="utf-8")))
    assert linked == {page.stem for page in DOCS.glob("*.md")} - {"README"}


def public(module: str) -> list[str]:
    """What a module offers: its list of names, or what it defines itself."""
    found = importlib.import_module(f"vijfveld.methods.{module}")
    own = [name for name, value in vars(found).items() if getattr(value, "__module__", "") == found.__name__]
    names: list[str] = getattr(found, "__all__", [name for name in own if not name.startswith("_")])
    return names
