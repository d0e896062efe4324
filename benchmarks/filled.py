# SPDX-License-Identifier: EUPL-1.2
"""A store that was migrated, filled as far as the parts need, with the clock standing still."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import django

from benchmarks.parts import Sizes

FULL = {"acts", "access", "sealer", "pages", "api"}


@contextmanager
def filled(parts: Iterable[str], sizes: Sizes) -> Iterator[object]:
    """A full node for the parts that measure one, an hour after it was filled: its worker has looked at the tables.

    The others get an empty store and the sizes.
    """
    django.setup()
    from benchmarks.generator import NOW, generate
    from vijfveld.node import clock
    from vijfveld.site.preparing import make_folders, migrate
    from vijfveld.site.tablestatistics import gather_statistics

    make_folders()
    migrate()
    on = generate(sizes.rows) if set(parts) & FULL else sizes
    gather_statistics(NOW)
    with clock.stopped(NOW):
        yield on
