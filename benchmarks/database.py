# SPDX-License-Identifier: EUPL-1.2
"""A database that is made for one measurement and thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def fresh() -> Iterator[None]:
    """An empty database of the engine in the settings, migrated, and gone afterwards."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
