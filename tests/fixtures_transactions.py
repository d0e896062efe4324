# SPDX-License-Identifier: EUPL-1.2
"""Tests that commit: their rows are cleared afterwards, for which the guard steps aside and comes back."""

from collections.abc import Callable
from typing import Any

from django.test import TransactionTestCase

from vijfveld.law import guard

_clear: Callable[[Any], None] = TransactionTestCase._fixture_teardown


def _clear_without_guard(case: TransactionTestCase) -> None:
    """Django empties every table after such a test and then says that it migrated, at which the guard comes back."""
    guard.remove()
    _clear(case)


def let_tests_commit() -> None:
    """From now on tests marked `transaction=True` can be cleared up after."""
    TransactionTestCase._fixture_teardown = _clear_without_guard
