# SPDX-License-Identifier: EUPL-1.2
"""Sealing against the time in which 500 acts a second make the entries; alone, and beside one who goes on acting."""

import threading
from collections.abc import Iterator
from time import perf_counter, sleep

from django.db import connection

from benchmarks.acts import one_act
from benchmarks.generator import NOW, Full
from benchmarks.rows import Claim
from vijfveld.law.models import Unsealed
from vijfveld.law.sealer import seal_pending

ACTS, PACE = 1_000, 500
PATIENCE = 1.0
"""Seconds after the last act within which everything is sealed, when the sealer worked beside it."""


def claims(full: Full) -> Iterator[Claim]:
    """A thousand acts sealed at once, and a thousand acts sealed while they are made."""
    seal_pending(NOW)
    made, sealed = _timed_acts(full), _seal()
    title = f"sealing {ACTS:,} acts ({ACTS / sealed:,.0f} a second; made at {ACTS / made:,.0f} a second)"
    yield Claim(title, sealed, ACTS / PACE, 1, f"made at {PACE} acts/s in")
    beside, late = _beside(full)
    title = f"until all is sealed, after {ACTS:,} acts at {ACTS / beside:,.0f} a second beside the sealer"
    yield Claim(title, late, PATIENCE, 1)


def _timed_acts(full: Full) -> float:
    start = perf_counter()
    for _ in range(ACTS):
        one_act(full)
    return perf_counter() - start


def _seal() -> float:
    start = perf_counter()
    sealed = seal_pending(NOW)
    if sealed != ACTS:
        raise AssertionError(f"{sealed} entries were sealed instead of {ACTS}")
    return perf_counter() - start


def _beside(full: Full) -> tuple[float, float]:
    """The seconds of the acts, and those that the sealer needed after the last of them."""
    leaving = threading.Event()
    sealer = threading.Thread(target=_go_on_sealing, args=[leaving])
    sealer.start()
    made = _timed_acts(full)
    start = perf_counter()
    while Unsealed.objects.exists():
        sleep(0.005)
    late = perf_counter() - start
    leaving.set()
    sealer.join()
    return made, late


def _go_on_sealing(leaving: threading.Event) -> None:
    try:
        while not leaving.is_set():
            seal_pending(NOW)
            sleep(0.05)
    finally:
        connection.close()
