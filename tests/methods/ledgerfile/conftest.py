# SPDX-License-Identifier: EUPL-1.2
"""One small ledger for all tests of ledger files."""

import pytest

from tests.methods.ledgerfile.ledgers import Ledger, small_ledger


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    return small_ledger()
