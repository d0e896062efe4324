# SPDX-License-Identifier: EUPL-1.2
"""`python -m benchmarks`: everything, on every engine that can be reached, into RESULTS.md; `--only NAME` one
part, put at the end of it; `--full` what grows with a store, on a million rows, into RESULTS-FULL.md."""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter

from benchmarks.database import Engine, empty, engines
from benchmarks.parts import SMALL, Bench, Outcome, Sizes, benches, chosen, measure
from benchmarks.rows import Claim, machine, table

HERE = Path(__file__).parent
RESULTS, FULL = HERE / "RESULTS.md", HERE / "RESULTS-FULL.md"
PEERS = HERE.parent / ".venv-peers" / "bin" / "python"
NO_PEERS = "the peers are not installed; `make bench-methods` does that"


@dataclass(frozen=True)
class Run:
    """One process: a bench, on an engine or on none."""

    bench: Bench
    engine: Engine | None = None

    @property
    def title(self) -> str:
        """The heading of its table."""
        return f"{self.bench.title}, {self.engine.title}" if self.engine else self.bench.title


def main() -> int:
    """Run what was asked and tell; returns 1 when a claim does not hold or a part broke off."""
    asked = _arguments()
    sizes = SMALL if asked.small else Sizes()
    sizes = replace(sizes, rows=1_000_000) if asked.full else sizes
    if asked.inside:
        print(json.dumps(asdict(measure(asked.inside.split(","), sizes))))
        return 0
    wanted = chosen(asked.only) if asked.only else [bench for bench in benches() if bench.grows or not asked.full]
    if not wanted:
        print(f"There is no part “{asked.only}”. There are: {', '.join(_names())}.", file=sys.stderr)
        return 2
    return _tell(wanted, sizes, asked)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="a million rows")
    parser.add_argument("--small", action="store_true", help="just enough to see that everything runs")
    parser.add_argument("--only", metavar="NAME", help=f"one part: {', '.join(_names())}")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    return parser.parse_args()


def _names() -> list[str]:
    return ["ground", "methods", *(part for bench in benches() for part in bench.parts)]


def _tell(wanted: list[Bench], sizes: Sizes, asked: argparse.Namespace) -> int:
    reached, missing = engines() if any(bench.stored for bench in wanted) else ([], [])
    pages, whole, start, results = [], True, perf_counter(), FULL if asked.full else RESULTS
    for run in _runs(wanted, reached):
        print(f"{run.title} …", file=sys.stderr, flush=True)
        outcome, broken = _outcome(run, asked)
        missing += [f"{run.title}, {sentence}" for sentence in outcome.missing]
        whole = whole and not broken and all(claim.holds for claim in outcome.claims)
        pages += [table(run.title, outcome.claims)] if outcome.claims else []
        text = _page(pages, missing, sizes, perf_counter() - start)
        if not asked.only and not asked.small:
            results.write_text(text, encoding="utf-8")  # after every part, so that what was measured is kept
    if asked.only and not asked.small:
        keep_apart(results, asked.only, text)
    print(text)
    return 0 if whole else 1


def keep_apart(results: Path, name: str, text: str) -> None:
    """Put what was measured of one part at the end of the results, in place of an earlier time."""
    there = results.read_text(encoding="utf-8") if results.exists() else "# Results\n"
    pieces = re.split(r"(?m)^(?=## Measured apart: )", there)
    kept = "".join(piece.rstrip() + "\n\n" for piece in pieces if not piece.startswith(f"## Measured apart: {name}\n"))
    own = text.replace("# Results", f"# Measured apart: {name}", 1)
    results.write_text(kept + re.sub(r"(?m)^#(?=#* )", "##", own), encoding="utf-8")


def _runs(wanted: list[Bench], reached: list[Engine]) -> Iterator[Run]:
    for bench in wanted:
        yield from (Run(bench, engine) for engine in reached) if bench.stored else [Run(bench)]


def _outcome(run: Run, asked: argparse.Namespace) -> tuple[Outcome, bool]:
    """One run in a process, a data folder and a database of its own, and whether it broke off."""
    if run.bench.peers and not PEERS.exists():
        return Outcome(missing=[NO_PEERS]), True
    python = str(PEERS) if run.bench.peers else sys.executable
    sizes = [flag for flag in ("--full", "--small") if getattr(asked, flag[2:])]
    command = [python, "-m", "benchmarks", "--inside", ",".join(run.bench.parts), *sizes]
    place = empty(run.engine) if run.engine else nullcontext({})
    with tempfile.TemporaryDirectory(prefix="vijfveld-bench-") as home, place as database:
        mine = {"VIJFVELD_HOME": home, "DJANGO_SETTINGS_MODULE": "benchmarks.settings", **database}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("VIJFVELD_")}
        done = subprocess.run(command, env={**kept, **mine}, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        return Outcome(missing=[f"broke off with code {done.returncode}; see what it said above"]), True
    told = json.loads(done.stdout.splitlines()[-1])
    return Outcome([Claim(**claim) for claim in told["claims"]], told["missing"]), False


def _page(pages: list[str], missing: list[str], sizes: Sizes, took: float) -> str:
    head = (
        f"# Results\n\n{machine()}; {sizes.rows:,} rows; medians; {took / 60:.0f} minutes in all. Each line was "
        "measured in one run with the floor or peer beside it. A ratio of 1/20 is twenty times as fast.\n"
    )
    left = ["## Not measured\n\n" + "".join(f"- {sentence}\n" for sentence in missing)] if missing else []
    return "\n".join([head, *pages, *left])


if __name__ == "__main__":
    sys.exit(main())
