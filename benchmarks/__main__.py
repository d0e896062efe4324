# SPDX-License-Identifier: EUPL-1.2
"""`python -m benchmarks [--full]`: everything, on every engine that can be reached, into RESULTS.md."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict

from benchmarks.rows import RESULTS, Claim, machine, table

ROWS, FULL_ROWS = 100_000, 1_000_000
POSTGRES = os.environ.get("VIJFVELD_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/vijfveld")


def main() -> int:
    """Run all parts and write the table; returns 1 when a claim does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="a million rows")
    parser.add_argument("--part", help="for inside use: one engine, printed as JSON")
    chosen = parser.parse_args()
    rows = FULL_ROWS if chosen.full else ROWS
    if chosen.part:
        print(json.dumps([asdict(claim) for claim in _part(chosen.part, rows)]))
        return 0
    parts = {"The tree": "tree", "The ground, SQLite": "sqlite", "The ground, PostgreSQL": "postgres"}
    found = {title: _run(part, full=chosen.full) for title, part in parts.items()}
    text = "\n".join([f"# Results\n\n{machine()}; {rows:,} rows; medians.\n", *(table(*row) for row in found.items())])
    RESULTS.write_text(text)
    print(text)
    return 0 if all(claim.holds for claims in found.values() for claim in claims) else 1


def _run(part: str, *, full: bool) -> list[Claim]:
    """One part in a process and a data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="vijfveld-bench-") as home:
        environment = {**os.environ, "VIJFVELD_HOME": home, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        if part == "postgres":
            environment["VIJFVELD_DATABASE_URL"] = POSTGRES
        command = [sys.executable, "-m", "benchmarks", "--part", part, *(["--full"] if full else [])]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return [Claim(**row) for row in json.loads(done.stdout.splitlines()[-1])]


def _part(part: str, rows: int) -> list[Claim]:
    if part == "tree":
        from benchmarks.tree import measure as tree

        return [Claim(row.name, row.ours, row.floor, row.target, "floor") for row in tree()]
    import django

    django.setup()
    from benchmarks.database import fresh
    from benchmarks.ground import measure

    with fresh():
        return measure(rows)


if __name__ == "__main__":
    sys.exit(main())
