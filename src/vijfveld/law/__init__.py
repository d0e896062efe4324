# SPDX-License-Identifier: EUPL-1.2
"""The law: the door through which every write passes, the ledger, decisions, clocks, seats and destruction."""
