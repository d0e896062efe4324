# SPDX-License-Identifier: EUPL-1.2
"""The benchmarks name their parts, run any of them alone, and write down what was measured and what was not."""

import json
import os
import subprocess
import sys

import pytest

from benchmarks.parts import SMALL, Sizes, benches, chosen, measure, workloads
from benchmarks.rows import Claim, table


def test_every_part_can_be_chosen_alone() -> None:
    for part in [part for bench in benches() for part in bench.parts]:
        assert [bench.parts for bench in chosen(part)] == [(part,)]


@pytest.mark.parametrize(
    ("name", "parts"),
    [("ground", ["acts", "access", "sealer"]), ("methods", workloads()), ("w4", ["w4_drift"]), ("nothing", [])],
)
def test_a_name_stands_for_its_parts(name: str, parts: list[str]) -> None:
    assert [part for bench in chosen(name) for part in bench.parts] == parts


def test_a_part_in_memory_gives_a_claim_for_every_promise() -> None:
    outcome = measure(["tree"], SMALL)
    assert [claim.target for claim in outcome.claims] == [4, 4, 1, 1]
    assert outcome.missing == []


def test_the_promised_sizes_are_those_of_a_whole_run() -> None:
    assert (Sizes().rows, Sizes().partners * Sizes().items, Sizes().imported) == (100_000, 24_000, 10_000)


def test_a_line_tells_both_times_the_ratio_the_target_and_whether_it_holds() -> None:
    told = table(
        "T", [Claim("a", 0.5, 0.1, 4, "peer"), Claim("b", 0.001, 1, 1 / 50, "peer"), Claim("c", 24, 30, 1, unit="")]
    )
    assert "| a | 500.00 ms | peer 100.00 ms | 5.00 | 4 | **no** |" in told
    assert "| b | 1.00 ms | peer 1.00 s | 1/1,000 | 1/50 | yes |" in told
    assert "| c | 24 | limit 30 | 0.80 | 1 | yes |" in told


def test_a_stored_part_runs_in_an_empty_folder(tmp_path) -> None:
    """The parts of a store run in processes of their own; this one looks at who sees what."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VIJFVELD_", "DJANGO_"))}
    mine = {"VIJFVELD_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    command = [sys.executable, "-m", "benchmarks", "--small", "--inside", "access"]
    done = subprocess.run(command, env={**kept, **mine}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert len(told["claims"]) == 6
    assert told["missing"] == []
