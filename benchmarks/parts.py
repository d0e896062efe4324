# SPDX-License-Identifier: EUPL-1.2
"""What is measured, by name: each part alone, and which of them share one filled node."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path

from benchmarks.rows import Claim

METHODS = Path(__file__).parent / "methods"


@dataclass(frozen=True)
class Sizes:
    """How much is loaded: rows of a full node, partners and items of a round, and whether methods run at full size."""

    rows: int = 100_000
    partners: int = 400
    items: int = 60
    imported: int = 10_000
    small: bool = False


SMALL = Sizes(rows=2_000, partners=20, items=10, imported=200, small=True)
"""Enough to see that everything runs. Its figures say nothing."""


@dataclass
class Outcome:
    """What a run measured, and a sentence for each part that it could not measure."""

    claims: list[Claim] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Bench:
    """Parts that are measured in one process, after one another."""

    title: str
    parts: tuple[str, ...]
    stored: bool = False
    """Whether they need a store, and so run on every engine."""
    peers: bool = False
    """Whether they need the environment with the peers."""
    grows: bool = False
    """Whether it is another thing to measure with a million rows."""


class Coming(Exception):
    """What is to be measured is not there yet."""


def benches() -> list[Bench]:
    """Everything, in the order of the results."""
    return [
        Bench("The tree", ("tree",)),
        Bench("A full node", ("acts", "access", "sealer", "pages", "api"), stored=True, grows=True),
        Bench("A round of the system test", ("round",), stored=True),
        Bench("Import", ("imports",), stored=True),
        *(Bench("Method W" + name[1:].replace("_", ", "), (name,), peers=True) for name in workloads()),
    ]


def workloads() -> list[str]:
    """The workloads of the methods: every file in that folder whose name begins with its number."""
    return sorted(path.stem for path in METHODS.glob("w[0-9]_*.py"))


def chosen(name: str) -> list[Bench]:
    """The benches with only the parts of this name: a part, or `ground`, `methods`, `w4`."""
    wide = {"ground": ("acts", "access", "sealer"), "methods": tuple(workloads())}
    names = wide.get(name, (name, *(one for one in workloads() if one.startswith(f"{name.lower()}_"))))
    kept = ((bench, tuple(part for part in bench.parts if part in names)) for bench in benches())
    return [replace(bench, parts=parts) for bench, parts in kept if parts]


def measure(parts: Iterable[str], sizes: Sizes) -> Outcome:
    """Measure parts in this process; what is not there yet is named."""
    outcome = Outcome()
    run = _on_a_store if set(parts) & _STORED else _in_memory
    run(tuple(parts), sizes, outcome)
    return outcome


_STORED = {part for bench in benches() if bench.stored for part in bench.parts}


def _in_memory(parts: tuple[str, ...], sizes: Sizes, outcome: Outcome) -> None:
    for part in parts:
        place = "benchmarks.tree" if part == "tree" else f"benchmarks.methods.{part}"
        _add(outcome, part, lambda place=place: import_module(place).claims(sizes))


def _on_a_store(parts: tuple[str, ...], sizes: Sizes, outcome: Outcome) -> None:
    from benchmarks.filled import filled

    with filled(parts, sizes) as on:
        for part in parts:
            _add(outcome, part, lambda part=part: import_module(f"benchmarks.{part}").claims(on))


def _add(outcome: Outcome, part: str, work: Callable[[], Iterable[Claim]]) -> None:
    try:
        outcome.claims += list(work())
    except Coming as coming:
        outcome.missing.append(f"{part}: {coming}")
