# SPDX-License-Identifier: EUPL-1.2
"""Run the fenced Python blocks of pages as examples, one namespace for each page: python pages.py PAGE..."""

import doctest
import re
import sys
from pathlib import Path

FENCED = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


def examples(page: Path) -> doctest.DocTest:
    """All blocks of a page as one test, at their own lines."""
    text = page.read_text(encoding="utf-8")
    kept = [""] * (text.count("\n") + 1)
    for block in FENCED.finditer(text):
        first = text.count("\n", 0, block.start(1))
        lines = block[1].splitlines()
        kept[first : first + len(lines)] = lines
    return doctest.DocTestParser().get_doctest("\n".join(kept), {"__name__": page.stem}, page.name, str(page), 0)


def run(page: Path) -> doctest.TestResults:
    """How many examples there are and how many give something else."""
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    return runner.run(examples(page))


if __name__ == "__main__":
    results = {name: run(Path(name)) for name in sys.argv[1:]}
    for name, result in results.items():
        print(f"{Path(name).stem} {result.attempted} {result.failed}")
    sys.exit(any(result.failed for result in results.values()))
