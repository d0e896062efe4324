# SPDX-License-Identifier: EUPL-1.2
"""The bell between acts and the sealer: an act that commits rings it, a sealer in this process wakes."""

import threading

_rung = threading.Event()


def wake() -> None:
    """Tell a sealer in this process that entries wait; a sealer elsewhere looks by itself every second."""
    _rung.set()


def wait(seconds: float) -> None:
    """Wait until the bell rings or the time is over."""
    _rung.wait(seconds)
    _rung.clear()
