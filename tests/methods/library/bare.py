# SPDX-License-Identifier: EUPL-1.2
"""Run code where nothing but the standard library, numpy, scipy and HiGHS can be imported beside the methods."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BARRIER = """
import sys

ALLOWED = {*sys.stdlib_module_names, "numpy", "scipy", "highspy"} | set(EXTRA)


class Barrier:
    def find_spec(self, name, path=None, target=None):
        top, _, rest = name.partition(".")
        if top == "vijfveld":
            if name != "vijfveld" and rest.partition(".")[0] != "methods":
                raise ImportError(f"{name} is no part of the library")
        elif top not in ALLOWED and not top.startswith(("_", "highspy")):
            raise ModuleNotFoundError(f"No module named {name!r}: it is not there for the library", name=name)
        return None


sys.meta_path.insert(0, Barrier())
"""


def run_bare(code: str, *arguments: str, allowed: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run code in a Python of its own behind the barrier; what it said and how it ended."""
    program = f"EXTRA = {allowed!r}\n{BARRIER}\nsys.path[:0] = [{str(ROOT / 'src')!r}]\n{code}"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
